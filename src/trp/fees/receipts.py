"""The register of receipts: what it holds that concerns an entry, and its tables as its lines tell them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from trp.casework.registers import days as d
from trp.casework.registers import receipts as r
from trp.casework.registers import refunds as f
from trp.casework.registers import remissions as m
from trp.casework.registers.entries import Entered, Entry
from trp.fees import days, ledger, remissions
from trp.journal import sql
from trp.journal.reading import day_of
from trp.journal.registers import Register, Stamp

_OFFICES = "SELECT 1, code, NULL FROM officers_office"
_DIGESTS = "SELECT 0, number, digest FROM fees_receipt WHERE number IN ({marks})"
# PostgreSQL: one look at the index for each number, whatever the planner knew of the table when it made its plan.
_EACH_DIGEST = "SELECT 0, n, (SELECT r.digest FROM fees_receipt r WHERE r.number = n) FROM unnest(CAST(%s AS text[])) AS n"
_ROWS = (
    "SELECT r.number, CAST(r.paid_on AS text), r.method, x.body FROM fees_receipt r "
    "JOIN journal_body x ON x.case_id = r.book AND x.number = r.line WHERE r.number = %s"
)
_RECEIPT = (
    "SELECT r.office, CAST(r.paid_on AS text), l.fee, l.cents, l.allocated, l.cents - l.allocated - l.aside "
    "FROM fees_receipt r JOIN fees_receiptline l ON l.receipt = r.number WHERE r.number = %s ORDER BY l.fee"
)
_REFUNDS = (
    "SELECT fee, cents, reason, proposed_by FROM fees_refund "
    "WHERE receipt = %s AND approved_by IS NULL AND NOT withdrawn"
)
_OPENINGS = (
    "SELECT DISTINCT b.body FROM fees_transfer t JOIN journal_body b ON b.case_id = t.case_id AND b.number = 1 "
    "WHERE t.receipt = %s AND t.case_id IS NOT NULL"
)
_RESERVE = "UPDATE fees_receipt SET office = %s WHERE number = %s"
_PROPOSE = (
    "INSERT INTO fees_refund (book, line, receipt, fee, cents, reason, proposed_by, withdrawn) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
_OPEN = "WHERE receipt = %s AND fee = %s AND approved_by IS NULL AND NOT withdrawn"
_APPROVE = f"UPDATE fees_refund SET approved_by = %s {_OPEN}"
_WITHDRAW = f"UPDATE fees_refund SET withdrawn = %s {_OPEN}"


def read(cursor: Any, entry: Entry, on: date) -> Any:
    """What the register holds that concerns an entry."""
    if isinstance(entry, r.ReceiveBatch):
        return listed(cursor, entry.rows, entry.digests)
    if isinstance(entry, r.OnReceipt):
        return held(
            cursor, entry.receipt, isinstance(entry, f.ProposeRefund) and entry.reason == "holder_fee"
        )
    if isinstance(entry, m.RecordRemission):
        return remissions.held(cursor, entry.receipt, entry.case, on)
    if isinstance(entry, (d.SignDay, d.CountersignDay)):
        return days.read(cursor, entry.office, entry.day, on)
    return None


def listed(cursor: Any, rows: Sequence[r.Row], digests: dict[str, bytes]) -> r.Listed:
    """The offices, and which of these numbers stand there alike or otherwise: one statement, and one for each changed."""
    numbers = [number for number in digests if isinstance(number, str)]
    if connection.vendor == "postgresql":
        cursor.execute(f"{_OFFICES} UNION ALL {_EACH_DIGEST}", [numbers])
    else:
        told = _DIGESTS.format(marks=", ".join(["%s"] * len(numbers)))
        cursor.execute(f"{_OFFICES} UNION ALL {told}", numbers)
    found = cursor.fetchall()
    kept = {name: bytes(content) for is_office, name, content in found if not is_office and content}
    known = frozenset(number for number, content in kept.items() if digests[number] == content)
    changed = {number: on_record(cursor, number) for number in kept.keys() - known}
    return r.Listed(frozenset(name for is_office, name, _ in found if is_office), known, changed)


def on_record(cursor: Any, number: str) -> r.Row:
    """A receipt as its source listed it, from the line of the journal that tells it."""
    cursor.execute(_ROWS, [number])
    *_, body = cursor.fetchone()
    return next(row for row in json.loads(body)["rows"] if row[0] == number)


def held(cursor: Any, number: str, with_cases: bool = False) -> r.HeldReceipt | None:
    """A receipt on record; its row is locked where the engine locks rows, so that an allocation waits.

    Args:
        with_cases: Look whether a request that it pays asks for an open work permit under R208(b).
    """
    cursor.execute(_RECEIPT + (" FOR UPDATE OF r" if connection.vendor == "postgresql" else ""), [number])
    rows = cursor.fetchall()
    if not rows:
        return None
    cursor.execute(_REFUNDS, [number])
    refunds = tuple(r.OpenRefund(*row) for row in cursor.fetchall())
    office, paid_on = rows[0][:2]
    lines = tuple(r.HeldLine(*row[2:]) for row in rows)
    return r.HeldReceipt(
        number, office, day_of(paid_on), lines, refunds, with_cases and _r208b(cursor, number)
    )


def _r208b(cursor: Any, number: str) -> bool:
    cursor.execute(_OPENINGS, [number])
    openings = [json.loads(body) for (body,) in cursor.fetchall()]
    return any((one.get("application") or {}).get("r208b") is True for one in openings)


def write(cursor: Any, event: Entered, stamp: Stamp) -> None:
    """Keep one line: receipts, who reserved one, a refund; and the transfers that it comes to."""
    match event:
        case r.ReceiptsReceived():
            receipts, lines = ledger.receipt_rows(event.rows, stamp)
            ledger.add(cursor, "fees_receipt", ledger.RECEIPT, receipts)
            ledger.add(cursor, "fees_receiptline", ledger.LINE, lines)
        case r.ReceiptReserved():
            cursor.execute(_RESERVE, [event.office, event.receipt])
        case r.ReceiptReleased():
            cursor.execute(_RESERVE, [None, event.receipt])
        case f.RefundProposed():
            ledger.set_aside(cursor, event.receipt, event.fee, event.cents)
            cursor.execute(_PROPOSE, [
                sql.bound(stamp.book), stamp.line, event.receipt, event.fee, event.cents, event.reason,
                stamp.officer, False,
            ])  # fmt: skip
        case f.RefundApproved():
            cursor.execute(_APPROVE, [stamp.officer, event.receipt, event.fee])
        case d.DaySigned() | d.DayCountersigned():
            days.write(cursor, event, stamp)
        case m.RemissionRecorded():
            ledger.remit(cursor, event.receipt, event.cents)
        case f.RefundWithdrawn():
            ledger.set_aside(cursor, event.receipt, event.fee, -event.cents)
            cursor.execute(_WITHDRAW, [True, event.receipt, event.fee])
    ledger.write_transfers(cursor, event, stamp)


REGISTER = Register("receipts", read, write)
