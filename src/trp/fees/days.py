"""The close of a day: what the ledger shows of an office, and the signatures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from trp.casework.registers import days as d
from trp.casework.registers.entries import Entered
from trp.fees.looking import late_before
from trp.journal import sql
from trp.journal.registers import Stamp

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


def counts(cursor: Any, office: str, day: date) -> dict[str, int]:
    """How many receipts of the day there are, by method."""
    cursor.execute(_TOTALS, [office, day])
    return {method: count for method, _, count in cursor.fetchall()}
