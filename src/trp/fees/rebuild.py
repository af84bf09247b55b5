"""Receipts, transfers and refunds, compared with what the journals tell.

What only repeats the journal is written again; what was altered is said and left, since the tables are append-only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from trp.casework.events import AllocationReversed, Event, FeeReceived
from trp.casework.ledger import CASE, MOVING
from trp.casework.registers import days as d
from trp.casework.registers import receipts as r
from trp.casework.registers import refunds as f
from trp.casework.registers import remissions as m
from trp.casework.wire import UnknownLine, read
from trp.fees import ledger
from trp.journal.differences import Difference
from trp.journal.reading import day_of
from trp.journal.registers import Stamp
from trp.journal.snapshot import Snapshot, snapshot, working

_KINDS = ", ".join(
    f"'{kind.__name__}'"
    for kind in (*MOVING, r.ReceiptReserved, r.ReceiptReleased, d.DaySigned, d.DayCountersigned)
)
_TOLD = (
    "SELECT {key}, l.number, l.kind, l.version, CAST(l.day AS text), l.officer, l.at_us, b.body "
    "FROM journal_line l JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    f"WHERE l.kind IN ({_KINDS}) ORDER BY l.case_id, l.number"
)
_FORGOTTEN = (
    "SELECT {key}, l.number FROM journal_line l "
    f"WHERE l.kind IN ({_KINDS}) AND NOT EXISTS "
    "(SELECT 1 FROM journal_body b WHERE b.case_id = l.case_id AND b.number = l.number)"
)
_TRANSFERS = (
    "SELECT {key}, t.line, t.position, t.receipt, t.fee, t.debit, t.credit, t.cents, {case}, CAST(t.day AS text) "
    "FROM fees_transfer t ORDER BY t.book, t.line, t.position"
)
_LINES = "SELECT receipt, fee, quantity, cents, allocated, aside, remitted FROM fees_receiptline"
_RECEIPTS = "SELECT r.number, r.office, r.digest, {key}, r.line FROM fees_receipt r"
_REFUNDS = (
    "SELECT {key}, x.line, x.receipt, x.fee, x.cents, x.reason, x.proposed_by, x.approved_by, x.withdrawn "
    "FROM fees_refund x"
)
_DAYS = (
    "SELECT {key}, x.line, x.office, CAST(x.day AS text), x.totals, x.counted, x.explained, x.signed_by, "
    "x.countersigned_by FROM fees_dayclose x"
)
_CASES = "SELECT DISTINCT {key} FROM fees_transfer t WHERE t.receipt = %s AND t.case_id IS NOT NULL"
_TABLES = ("fees_receipt", "fees_receiptline", "fees_transfer", "fees_refund", "fees_dayclose")
_WRITE_LINE = (
    "UPDATE fees_receiptline SET allocated = %s, aside = %s, remitted = %s WHERE receipt = %s AND fee = %s"
)
_WRITE_OFFICE = "UPDATE fees_receipt SET office = %s WHERE number = %s"

Told = tuple[str, int, Event, Stamp]
Place = tuple[str, int, int]
Moved = tuple[Any, ...]


@dataclass
class _Books:
    """What the journals say of receipts, line by line."""

    receipts: dict[str, tuple[str, int, bytes]] = field(default_factory=dict)  # book, line, digest
    rows: dict[str, r.Row] = field(default_factory=dict)
    offices: dict[str, tuple[int, str | None]] = field(default_factory=dict)  # since which moment
    used: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # allocated, aside, remitted
    refunds: dict[tuple[str, int], list[Any]] = field(default_factory=dict)
    days: dict[tuple[str, int], list[Any]] = field(default_factory=dict)


def rebuild(*, check: bool = False) -> Iterator[Difference]:
    """Give what differs between the journals and the tables of receipts; write it again unless `check`."""
    with snapshot() if check else working() as view:
        if not check and not view.embedded:
            with connection.cursor() as cursor:
                for table in _TABLES:
                    cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        books = _Books()
        found = [*_transfers(view, books, check=check), *_receipts(view, books, check=check),
                 *_lines(view, books, check=check), *_two_persons(view, books)]  # fmt: skip
    yield from found


def _told(view: Snapshot) -> Iterator[Told]:
    """The lines that move money or reserve a receipt, in the order of their keys; what cannot be read is left out."""
    for key, number, kind, version, day, officer, at_us, body in view.rows(
        _TOLD.format(key=view.key("l.case_id"))
    ):
        try:
            event = read(kind, version, body)
        except UnknownLine:  # `trp verify` and the replay of its case say so
            continue
        yield key, number, event, Stamp(_uuid(key), number, officer, at_us, day_of(day))


def _uuid(key: str) -> UUID:
    return UUID(key)


# Transfers ----------------------------------------------------------------------------------------------


def _transfers(view: Snapshot, books: _Books, *, check: bool) -> Iterator[Difference]:
    """The two in the order of their keys, side by side; on the way, what the lines say of receipts is taken down."""
    right = _expected(view, books)
    kept = (
        ((key, line, position), (*row, case, day))
        for key, line, position, *row, case, day in view.rows(
            _TRANSFERS.format(key=view.key("t.book"), case=view.key("t.case_id"))
        )
    )
    missing: list[tuple[Any, ...]] = []
    forgotten = set(view.all(_FORGOTTEN.format(key=view.key("l.case_id"))))
    for place, expected, found, written in _beside(right, kept):
        if expected == found:
            continue
        if found is not None and place[:2] in forgotten:
            _left(books, found)
            continue
        if found is None:
            missing.append(written)
        yield Difference("transfer-missing" if found is None else "transfer-altered", view.name(place[0]))
    if not check and missing:
        with connection.cursor() as cursor:
            ledger.add(cursor, "fees_transfer", ledger.TRANSFER, missing)


def _expected(view: Snapshot, books: _Books) -> Iterator[tuple[Place, Moved, tuple[Any, ...]]]:
    for key, number, event, stamp in _told(view):
        _take_down(books, key, number, event, stamp)
        for row in ledger.transfer_rows(event, stamp):
            _, _, position, *moved, case, day = row
            yield (key, number, position), (*moved, str(case) if case else None, day.isoformat()), row


def _beside(
    right: Iterator[tuple[Place, Moved, tuple[Any, ...]]], kept: Iterator[tuple[Place, Moved]]
) -> Iterator[tuple[Place, Moved | None, Moved | None, tuple[Any, ...]]]:
    one, other = next(right, None), next(kept, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one[0] < other[0]):
            assert one is not None
            yield one[0], one[1], None, one[2]
            one = next(right, None)
        elif one is None or other[0] < one[0]:
            yield other[0], None, other[1], ()
            other = next(kept, None)
        else:
            yield one[0], one[1], other[1], one[2]
            one, other = next(right, None), next(kept, None)


def _take_down(books: _Books, key: str, number: int, event: Event, stamp: Stamp) -> None:
    match event:
        case r.ReceiptsReceived():
            for row in event.rows:
                books.receipts[row[0]] = key, number, r.digest(row)
                books.rows[row[0]] = row
                books.offices.setdefault(row[0], (-1, row[3]))
        case r.ReceiptReserved() | r.ReceiptReleased():
            office = event.office if isinstance(event, r.ReceiptReserved) else None
            if books.offices.get(event.receipt, (-1, None))[0] < number:
                books.offices[event.receipt] = number, office
        case FeeReceived() | AllocationReversed():
            part = event.cents if isinstance(event, FeeReceived) else -event.cents
            books.used.setdefault((event.receipt, r.PERMIT_FEE), [0, 0, 0])[0] += part
        case f.RefundProposed():
            books.used.setdefault((event.receipt, event.fee), [0, 0, 0])[1] += event.cents
            books.refunds[key, number] = [
                event.receipt, event.fee, event.cents, event.reason, stamp.officer, None, False,
            ]  # fmt: skip
        case f.RefundApproved():
            _open(books, key, event.fee)[5] = stamp.officer
        case f.RefundWithdrawn():
            books.used[event.receipt, event.fee][1] -= event.cents
            _open(books, key, event.fee)[6] = True
        case m.RemissionRecorded():
            books.used.setdefault((event.receipt, r.PERMIT_FEE), [0, 0, 0])[2] += event.cents
        case d.DaySigned():
            told = [json.dumps(one, sort_keys=True) for one in (event.totals, event.counted)]
            books.days[key, number] = [event.office, event.day.isoformat(), *told, event.explained, stamp.officer, None]  # fmt: skip
        case d.DayCountersigned():
            last = max((place for place in books.days if place[0] == key), default=None)
            if last is not None:
                books.days[last][6] = stamp.officer


def _left(books: _Books, moved: Moved) -> None:
    """The body of the line was disposed of: what was moved by it stays moved, lest it be allocated a second time."""
    receipt, fee, debit, credit, cents, *_ = moved
    used = books.used.setdefault((receipt, fee), [0, 0, 0])
    used[0] += cents * ((credit == CASE) - (debit == CASE))


def _open(books: _Books, key: str, fee: str) -> list[Any]:
    """The refund of a fee that waits in a book; a line that closes none stands beside the tables, and is found there."""
    waits = [
        one for (book, _), one in books.refunds.items()
        if book == key and one[1] == fee and one[5] is None and not one[6]
    ]  # fmt: skip
    return waits[-1] if waits else [None] * 7


# What repeats them --------------------------------------------------------------------------------------


def _receipts(view: Snapshot, books: _Books, *, check: bool) -> Iterator[Difference]:
    left = dict(books.receipts)
    for number, office, digest, key, line in view.all(_RECEIPTS.format(key=view.key("r.book"))):
        if left.pop(number, None) != (key, line, bytes(digest)):
            yield Difference("receipt-altered", "", number)
            continue
        right = books.offices[number][1]
        if office != right:
            if not check:
                with connection.cursor() as cursor:
                    cursor.execute(_WRITE_OFFICE, [right, number])
            yield Difference("receipt-office", "", number)
    for number, (key, line, _) in left.items():
        if not check:
            stamp = Stamp(_uuid(key), line, "", 0, date.min)
            receipts, _ = ledger.receipt_rows([books.rows[number]], stamp)
            told = [(one[0], books.offices[number][1], *one[2:]) for one in receipts]
            with connection.cursor() as cursor:
                ledger.add(cursor, "fees_receipt", ledger.RECEIPT, told)
        yield Difference("receipt-lost", "", number)


def _lines(view: Snapshot, books: _Books, *, check: bool) -> Iterator[Difference]:
    left = {
        (number, fee): (quantity, cents)
        for number, row in books.rows.items()
        for fee, quantity, cents in row[5]
    }
    used, nothing = books.used, [0, 0, 0]
    for number, fee, quantity, cents, *kept in view.all(_LINES):
        if left.pop((number, fee), None) != (quantity, cents):
            yield Difference("receipt-altered", "", number)
        right = used.pop((number, fee), nothing)
        if right == kept:
            continue
        if _fits(right, cents) and not check:
            with connection.cursor() as cursor:
                cursor.execute(_WRITE_LINE, [*right, number, fee])
        yield from _parts(view, "receipt" if _fits(right, cents) else "receipt-missing", number)
    for (number, fee), (quantity, cents) in left.items():
        right = used.pop((number, fee), nothing)
        if not check and _fits(right, cents):
            with connection.cursor() as cursor:
                ledger.add(cursor, "fees_receiptline", ledger.LINE, [(number, fee, quantity, cents, *right)])
        yield Difference("receipt-lost", "", number)
    for (number, _), right in used.items():
        if right != nothing:
            yield from _parts(view, "receipt-missing", number)


def _fits(used: list[int], cents: int) -> bool:
    allocated, aside, remitted = used
    return min(used) >= 0 and allocated + aside <= cents and remitted <= allocated


def _parts(view: Snapshot, code: str, number: str) -> Iterator[Difference]:
    """A difference of a receipt, told for each case that took a part of it."""
    keys = sorted(row[0] for row in view.all(_CASES.format(key=view.key("t.case_id")), [number]))
    if not keys:
        yield Difference("receipt-unclaimed" if code == "receipt" else code, "", number)
    for key in keys:
        yield Difference(code, view.name(key), number)


def _two_persons(view: Snapshot, books: _Books) -> Iterator[Difference]:
    """Refunds and signed days: compared, never touched."""
    refunds = {
        (key, line): [*row, bool(withdrawn)]
        for key, line, *row, withdrawn in view.all(_REFUNDS.format(key=view.key("x.book")))
    }
    days = {(key, line): row for key, line, *row in view.all(_DAYS.format(key=view.key("x.book")))}
    for code, kept, right in (("refund-altered", refunds, books.refunds), ("day-altered", days, books.days)):
        for place in sorted(kept.keys() | right.keys()):
            if kept.get(place) != right.get(place):
                yield Difference(code, view.name(place[0]))
