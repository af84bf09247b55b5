"""The tables of the ledger: transfers written as the lines of the journal tell them, by single rows or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from trp.casework.events import AllocationReversed, Event, FeeReceived
from trp.casework.ledger import CASE, Transfer, transfers
from trp.casework.registers.receipts import Row, digest
from trp.journal import sql
from trp.journal.bulk import Rows, insert
from trp.journal.registers import Stamp

RECEIPT = ("number", "office", "method", "paid_on", "payer", "digest", "book", "line")
LINE = ("receipt", "fee", "quantity", "cents", "allocated", "aside", "remitted")
TRANSFER = (
    "book", "line", "position", "receipt", "fee", "debit", "credit", "cents", "case_id", "day",
)  # fmt: skip
_TABLES = {"fees_receipt": RECEIPT, "fees_receiptline": LINE, "fees_transfer": TRANSFER}
_FEW = 20  # rows that one statement holds well; more are copied

_ALLOCATE = "UPDATE fees_receiptline SET allocated = allocated + %s WHERE receipt = %s AND fee = 'trp'"
_REMIT = "UPDATE fees_receiptline SET remitted = remitted + %s WHERE receipt = %s AND fee = 'trp'"
_SET_ASIDE = "UPDATE fees_receiptline SET aside = aside + %s WHERE receipt = %s AND fee = %s"


def transfer_rows(event: Event, stamp: Stamp) -> list[tuple[Any, ...]]:
    """The rows of the transfers that a line comes to."""
    book, day = sql.bound(stamp.book), stamp.on
    return [
        (book, stamp.line, n, one.receipt, one.fee, one.debit, one.credit, one.cents,
         _case(one, book), day)
        for n, one in enumerate(transfers(event))
    ]  # fmt: skip


def _case(one: Transfer, book: Any) -> Any:
    """The case that a transfer credits or debits: that of the line, if it names no other."""
    if CASE not in (one.debit, one.credit):
        return None
    return sql.bound(UUID(one.case)) if one.case else book


def receipt_rows(
    rows: Sequence[Row], stamp: Stamp, allocated: dict[str, int] | None = None
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The rows of receipts and of their lines.

    Args:
        allocated: Cents of permit fee that are allocated already, by number: where whole cases are written at once.
    """
    used, book = allocated or {}, sql.bound(stamp.book)
    receipts = [
        (number, office, method, paid_on, payer, digest(row), book, stamp.line)
        for row in rows
        for number, paid_on, method, office, payer, _ in (row,)
    ]
    lines = [
        (row[0], fee, quantity, cents, used.get(row[0], 0) if fee == "trp" else 0, 0, 0)
        for row in rows
        for fee, quantity, cents in row[5]
    ]
    return receipts, lines


def add(cursor: Any, table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    """Insert rows: a few in one statement, many the fastest way that the engine has."""
    if len(rows) > _FEW:
        insert(cursor, table, columns, rows)
    elif rows:
        marks = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(rows))
        given = [value for row in rows for value in row]
        cursor.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES {marks}", given)


def write_transfers(cursor: Any, event: Event, stamp: Stamp) -> None:
    """The transfers of a line."""
    add(cursor, "fees_transfer", TRANSFER, transfer_rows(event, stamp))


def write_case(cursor: Any, event: Event, stamp: Stamp) -> None:
    """What a line of a case moves; the database refuses more than a line of a receipt has."""
    if isinstance(event, FeeReceived):
        cursor.execute(_ALLOCATE, [event.cents, event.receipt])
    elif isinstance(event, AllocationReversed):
        cursor.execute(_ALLOCATE, [-event.cents, event.receipt])
    write_transfers(cursor, event, stamp)


def remit(cursor: Any, receipt: str, cents: int) -> None:
    """Note what was remitted of a receipt: no allocation is taken back below it."""
    cursor.execute(_REMIT, [cents, receipt])


def set_aside(cursor: Any, receipt: str, fee: str, cents: int) -> None:
    """Set cents aside for a refund; fewer than none: let them go."""
    cursor.execute(_SET_ASIDE, [cents, receipt, fee])


def shared() -> str:
    """A lock on the row of a receipt that others may share, where the engine locks rows."""
    return " FOR SHARE OF r" if connection.vendor == "postgresql" else ""


def nothing() -> Rows:
    """No rows of any table."""
    return {table: [] for table in _TABLES}


def write_many(rows: Rows) -> None:
    """Write rows of whole cases, in the transaction that is open."""
    with connection.cursor() as cursor:
        for table, columns in _TABLES.items():
            insert(cursor, table, columns, rows[table])
