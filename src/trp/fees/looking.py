"""Looking at the money: where each cent of a receipt went, and what stands in suspense."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from trp.casework.around import Actor
from trp.casework.ledger import CASE
from trp.casework.registers.receipts import OURS
from trp.fees.models import Receipt, ReceiptLine
from trp.journal import sql
from trp.journal.cases import numbers
from trp.journal.reading import day_of
from trp.officers.models import Officer

_TRANSFERS = (
    "SELECT t.book, t.case_id, CAST(t.day AS text), t.debit, t.credit, t.fee, t.cents, l.officer, l.acting_under, b.body, "
    "k.name, t.line FROM fees_transfer t JOIN journal_line l ON l.case_id = t.book AND l.number = t.line "
    "LEFT JOIN journal_body b ON b.case_id = t.book AND b.number = t.line LEFT JOIN journal_book k ON k.id = t.book "
    "WHERE t.receipt = %s ORDER BY l.at_us, t.book, t.line, t.position"
)
_OURS = ", ".join(f"'{fee}'" for fee in sorted(OURS))
_SUSPENSE = (
    "SELECT r.number, CAST(r.paid_on AS text), r.office, r.method, r.payer, l.fee, l.cents - l.allocated - l.aside, l.cents "
    "FROM fees_receiptline l JOIN fees_receipt r ON r.number = l.receipt "
    f"WHERE l.fee IN ({_OURS}) AND l.cents > l.allocated + l.aside "
    "{office} ORDER BY r.paid_on, r.number"
)
_OTHER_FEES = (
    "SELECT r.number, l.fee, l.cents - l.allocated - l.aside FROM fees_receiptline l JOIN fees_receipt r ON r.number = l.receipt "
    f"WHERE l.fee NOT IN ({_OURS}) AND l.cents > l.allocated + l.aside "
    "AND (r.office = %s OR r.office IS NULL) AND r.paid_on >= %s ORDER BY r.paid_on DESC, r.number, l.fee"
)
_STANDING = (
    "SELECT count(*), CAST(COALESCE(sum(l.cents - l.allocated - l.aside), 0) AS bigint), "
    "CAST(COALESCE(sum(CASE WHEN r.paid_on < %s THEN 1 ELSE 0 END), 0) AS bigint) "
    "FROM fees_receiptline l JOIN fees_receipt r ON r.number = l.receipt "
    f"WHERE l.fee IN ({_OURS}) AND l.cents > l.allocated + l.aside AND (r.office = %s OR r.office IS NULL)"
)
_LAST_RECEIVED = "SELECT CAST(t.day AS text) FROM fees_transfer t WHERE t.debit = 'payment_system' ORDER BY t.day DESC LIMIT 1"
_PAYS = (
    "SELECT t.receipt, t.case_id FROM fees_transfer t WHERE t.case_id IS NOT NULL AND t.receipt IN ({marks}) "
    "GROUP BY t.receipt, t.case_id HAVING sum(CASE WHEN t.credit = 'case' THEN t.cents ELSE -t.cents END) > 0"
)
EXPLAINED_WITHIN = 5  # working days


@dataclass(frozen=True, slots=True)
class Move:
    """A transfer as it is read. `case`: its number; None: no case, or one that the reader may not know of."""

    on: date
    debit: str
    credit: str
    fee: str
    cents: int
    officer: str
    acting_under: str
    case: str | None
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A receipt with its lines and everything that happened to its money."""

    receipt: Receipt
    lines: tuple[ReceiptLine, ...]
    moves: tuple[Move, ...]


def shown(reader: Actor, number: str, *, at: datetime) -> Shown | None:
    """Where each cent of a receipt went; None: there is no such receipt."""
    receipt = Receipt.objects.filter(number=number).first()
    if receipt is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_TRANSFERS, [number])
        rows = cursor.fetchall()
    cases = {sql.unbound(row[1]) for row in rows if row[1] is not None}
    known = numbers(reader, cases, at=at)
    people = names({row[7] for row in rows})
    moves = tuple(_move(row, known, people) for row in rows)
    return Shown(receipt, tuple(ReceiptLine.objects.filter(receipt=number).order_by("fee")), moves)


def as_known(number: str) -> str:
    """The number of a receipt as somebody typed it: one that is not known so, and is known in capitals, in capitals."""
    known = set(Receipt.objects.filter(number__in={number, number.upper()}).values_list("number", flat=True))
    return number.upper() if known and number not in known else number


def _move(row: Any, known: dict[UUID, str], people: dict[str, str]) -> Move:
    _, case, day, debit, credit, fee, cents, officer, under, body, source, _ = row
    number = known.get(sql.unbound(case)) if case is not None else None
    told = json.loads(body) if body and (case is None or number) else {}
    why = str(told.get("note") or told.get("reason") or "") if CASE not in (debit, credit) or number else ""
    return Move(
        day_of(day), debit, credit, fee, cents, people.get(officer, officer), under, number, why, source or ""
    )


def names(keys: set[str]) -> dict[str, str]:
    """Officers by their keys."""
    found = Officer.objects.filter(id__in=[UUID(key) for key in keys]).values_list("id", "name")
    return {str(key): name for key, name in found}


@dataclass(frozen=True, slots=True)
class Suspended:
    """Money that has no case. `overdue`: for more working days than it may stay unexplained."""

    number: str
    paid_on: date
    office: str | None
    method: str
    payer: str
    fee: str
    free: int
    cents: int
    overdue: bool


def suspense(office: str | None, on: date, *, free_too: bool = False) -> list[Suspended]:
    """What stands in suspense, the oldest first; of one office, or of all.

    Args:
        office: `None`: of all offices, and what no office has reserved.
        free_too: With what no office has reserved.
    """
    with connection.cursor() as cursor:
        where = _of_office(free_too) if office else ""
        cursor.execute(_SUSPENSE.format(office=where), [office] if office else [])
        rows = cursor.fetchall()
    late = late_before(on)
    return [
        Suspended(number, day_of(day), to, method, payer, fee, free, cents, day_of(day) < late)
        for number, day, to, method, payer, fee, free, cents in rows
    ]


@dataclass(frozen=True, slots=True)
class OtherFee:
    """Money for a fee that belongs to another application, such as biometrics: it looks for no case here."""

    receipt: str
    fee: str
    cents: int


def other_fees(office: str, since: date) -> list[OtherFee]:
    """The other fees of an office, and of receipts that none reserved, paid on that day or later; the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_OTHER_FEES, [office, since])
        return [OtherFee(number, fee, int(cents)) for number, fee, cents in cursor.fetchall()]


def _of_office(free_too: bool) -> str:
    return "AND (r.office = %s OR r.office IS NULL)" if free_too else "AND r.office = %s"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in suspense in one office, or reserved by none. `late`: of `count`; `cents`: CAD."""

    count: int
    cents: int
    late: int


def standing(office: str, on: date) -> Standing:
    """How much stands in suspense in an office and reserved by none; one statement, however much it is."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [late_before(on), office])
        count, cents, late = cursor.fetchone()
    return Standing(int(count), int(cents), int(late))


def last_received() -> date | None:
    """The day on which receipts were entered last, from a file or the feed; None: never."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_RECEIVED)
        row = cursor.fetchone()
    return day_of(row[0]) if row else None


def late_before(on: date) -> date:
    """Money that was paid before that day stands in suspense for longer than it may. Holidays are not counted apart."""
    day, left = on, EXPLAINED_WITHIN
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5
    return day


def paid_with(receipts: Collection[str]) -> dict[str, set[UUID]]:
    """The cases that each of these receipts pays a part of; one statement."""
    found: dict[str, set[UUID]] = {}
    if receipts:
        with connection.cursor() as cursor:
            cursor.execute(_PAYS.format(marks=", ".join(["%s"] * len(receipts))), list(receipts))
            for receipt, case in cursor.fetchall():
                found.setdefault(receipt, set()).add(sql.unbound(case))
    return found
