"""The close of a day: what the ledger shows of an office, and the signatures."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from trp.casework.registers import days as d
from trp.casework.registers.entries import Entered
from trp.fees import tabular
from trp.fees.looking import late_before
from trp.journal import sql
from trp.journal.reading import day_of
from trp.journal.registers import Stamp
from trp.rulebook.language import Both

_OFFICE = "SELECT 1 FROM officers_office WHERE code = %s"
_TOTALS = (
    "SELECT r.method, CAST(sum(l.cents) AS bigint), count(DISTINCT r.number) FROM fees_receipt r "
    "JOIN fees_receiptline l ON l.receipt = r.number WHERE r.office = %s AND r.paid_on = %s GROUP BY r.method"
)
_OVERDUE = (
    "SELECT count(*) FROM fees_receiptline l JOIN fees_receipt r ON r.number = l.receipt WHERE r.office = %s "
    "AND r.paid_on < %s AND l.fee IN ('trp', 'unknown') AND l.cents > l.allocated + l.aside"
)
_SIGNED = (
    "SELECT totals, counted, explained, signed_by, countersigned_by FROM fees_dayclose "
    "WHERE office = %s AND day = %s ORDER BY line DESC LIMIT 1"
)
_DAYS = (
    "SELECT CAST(r.paid_on AS text), r.method, CAST(sum(l.cents) AS bigint), count(DISTINCT r.number) FROM fees_receipt r "
    "JOIN fees_receiptline l ON l.receipt = r.number WHERE r.office = %s AND r.paid_on >= %s AND r.paid_on <= %s "
    "GROUP BY r.paid_on, r.method"
)
_SIGNATURES = (
    "SELECT CAST(c.day AS text), c.totals, c.counted, c.explained, c.signed_by, c.countersigned_by FROM fees_dayclose c "
    "WHERE c.office = %s AND c.day >= %s AND c.day <= %s "
    "AND c.line = (SELECT max(x.line) FROM fees_dayclose x WHERE x.book = c.book)"
)
_SIGN = (
    "INSERT INTO fees_dayclose (book, line, office, day, totals, counted, explained, signed_by) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
_COUNTERSIGN = (
    "UPDATE fees_dayclose SET countersigned_by = %s WHERE book = %s AND countersigned_by IS NULL "
    "AND line = (SELECT max(line) FROM fees_dayclose x WHERE x.book = %s)"
)
_MOVED = (
    "SELECT r.method, t.debit, t.credit, CAST(sum(t.cents) AS bigint), count(*) FROM fees_transfer t "
    "JOIN fees_receipt r ON r.number = t.receipt WHERE t.day = %s AND r.office = %s AND t.debit <> 'payment_system' "
    "GROUP BY r.method, t.debit, t.credit ORDER BY r.method, t.debit, t.credit"
)

_STEPS = (
    "SELECT r.number, r.method, r.office, t.debit, t.credit, t.cents, l.officer, l.at_us FROM fees_transfer t "
    "JOIN fees_receipt r ON r.number = t.receipt JOIN journal_line l ON l.case_id = t.book AND l.number = t.line "
    "WHERE t.day = %s AND t.debit <> 'payment_system' AND (r.office = %s OR (r.office IS NULL AND l.officer IN ({staff}))) "
    "ORDER BY l.at_us, t.book, t.line, t.position"
)
_CLOSED_AT = (
    "SELECT max(l.at_us) FROM journal_line l WHERE l.kind = 'DayCountersigned' "
    "AND l.case_id IN (SELECT c.book FROM fees_dayclose c WHERE c.office = %s AND c.day = %s)"
)


def read(cursor: Any, office: str, day: date, on: date) -> d.DayLedger:
    """What the ledger shows of a day at an office, and the last signature."""
    cursor.execute(_OFFICE, [office])
    known = cursor.fetchone() is not None
    cursor.execute(_TOTALS, [office, day])
    totals = {method: int(cents) for method, cents, _ in cursor.fetchall()}
    cursor.execute(_OVERDUE, [office, late_before(on)])
    overdue = cursor.fetchone()[0]
    cursor.execute(_SIGNED, [office, day])
    row = cursor.fetchone()
    signed = d.Signed(json.loads(row[0]), json.loads(row[1]), *row[2:]) if row else None
    return d.DayLedger(known, totals, overdue, signed)


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """A day of an office in a list. `totals`: cents by method; `receipts`: how many; `signed`: the last signature."""

    day: date
    totals: dict[str, int]
    receipts: int
    signed: d.Signed | None

    @property
    def state(self) -> str:
        """One of `trp.casework.registers.days.STATES`."""
        return d.state(self.totals, self.signed)

    @property
    def cents(self) -> int:
        return sum(self.totals.values())


def listed(cursor: Any, office: str, first: date, last: date) -> dict[date, OfficeDay]:
    """The days of an office on which something was received or signed. Both days are included; two statements."""
    totals: dict[date, dict[str, int]] = {}
    receipts: dict[date, int] = {}
    cursor.execute(_DAYS, [office, first, last])
    for text, method, cents, count in cursor.fetchall():
        day = day_of(text)
        totals.setdefault(day, {})[method] = int(cents)
        receipts[day] = receipts.get(day, 0) + count
    cursor.execute(_SIGNATURES, [office, first, last])
    signed = {
        day_of(row[0]): d.Signed(json.loads(row[1]), json.loads(row[2]), *row[3:])
        for row in cursor.fetchall()
    }
    return {
        day: OfficeDay(day, totals.get(day, {}), receipts.get(day, 0), signed.get(day))
        for day in totals.keys() | signed.keys()
    }


@dataclass(frozen=True, slots=True)
class Settled:
    """What a settlement file has of a day of an office. `counted`: cents by method; `refused`: rows that are not counted."""

    counted: dict[str, int]
    receipts: int
    refused: int


def settled(path: Path, office: str, day: date, on: date, offices: Mapping[str, Both]) -> Settled:
    """Count a day of an office from a settlement file. `on`: today; nothing in the file was paid later.

    Raises:
        tabular.WrongFile: It is no table, or a column is not known.
        OSError: It cannot be read.
    """
    sheet = tabular.read(path, on, offices)
    counted: dict[str, int] = {}
    receipts = 0
    for one in sheet.receipts:
        _, paid_on, method, reserved, _, lines = one.row
        if (paid_on, reserved) == (day.isoformat(), office):
            counted[method] = counted.get(method, 0) + sum(cents for _, _, cents in lines)
            receipts += 1
    return Settled(counted, receipts, len(sheet.refused))


def write(cursor: Any, event: Entered, stamp: Stamp) -> None:
    """Keep a signature."""
    book = sql.bound(stamp.book)
    if isinstance(event, d.DaySigned):
        told = [json.dumps(one, sort_keys=True) for one in (event.totals, event.counted)]
        cursor.execute(_SIGN, [book, stamp.line, event.office, event.day, *told, event.explained, stamp.officer])  # fmt: skip
    elif isinstance(event, d.DayCountersigned):
        cursor.execute(_COUNTERSIGN, [stamp.officer, book, book])


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved that day from one account to another, of receipts of the office that were paid by a method."""

    method: str
    debit: str
    credit: str
    cents: int
    count: int


def moved(cursor: Any, office: str, day: date) -> list[Moved]:
    """What was allocated, taken back and refunded that day, by method."""
    cursor.execute(_MOVED, [day, office])
    return [Moved(row[0], row[1], row[2], int(row[3]), row[4]) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Step:
    """One move of money on a day. `office`: which reserved the receipt, None: none did; `by`: the key of the officer."""

    receipt: str
    method: str
    office: str | None
    debit: str
    credit: str
    cents: int
    by: str
    at: datetime


def steps(cursor: Any, office: str, day: date, staff: Collection[str]) -> list[Step]:
    """What was allocated, taken back and refunded that day, one by one in its order: of receipts of the office, and
    by its people (`staff`, their keys) of receipts that no office reserved."""
    people = sorted(staff) or [""]
    cursor.execute(_STEPS.format(staff=", ".join(["%s"] * len(people))), [day, office, *people])
    return [
        Step(number, method, of, debit, credit, int(cents), by, _moment(at))
        for number, method, of, debit, credit, cents, by, at in cursor.fetchall()
    ]


def closed_at(cursor: Any, office: str, day: date) -> datetime | None:
    """When a second person signed the day last; None: nobody has."""
    cursor.execute(_CLOSED_AT, [office, day])
    found = cursor.fetchone()[0]
    return None if found is None else _moment(found)


def is_closed(cursor: Any, office: str, day: date) -> bool:
    """A second person signed the last signature of the day."""
    cursor.execute(_SIGNED, [office, day])
    row = cursor.fetchone()
    return row is not None and row[4] is not None


def _moment(microseconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)


def counts(cursor: Any, office: str, day: date) -> dict[str, int]:
    """How many receipts of the day there are, by method."""
    cursor.execute(_TOTALS, [office, day])
    return {method: count for method, _, count in cursor.fetchall()}
