"""The checkpoint: gives every line that has none its place in the tree, and signs the head.

Lines are found by what is missing (no leaf yet), never by "later than the last": a line may be committed after one
that began later, and would be left out for ever. One checkpoint is made at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from trp.journal.asked import microseconds, retried
from trp.journal.guard import safe
from trp.journal.heads import SignedHead, origin, signed, signing_key
from trp.journal.tree import Edge, leaf

_PAGE = 5_000  # rows read at a time
_INSERTED = 200  # rows of one statement
_LOCK = 0x7472705F  # of this worker alone

_LAST = "SELECT size, root, at_us, signature FROM journal_head ORDER BY size DESC LIMIT 1"
_LEAVES = "SELECT position, hash FROM journal_leaf WHERE position >= %s ORDER BY position LIMIT %s"
_NEW = (
    "SELECT l.case_id, l.number, l.hash FROM journal_line l "
    "WHERE {after} NOT EXISTS (SELECT 1 FROM journal_leaf f WHERE f.case_id = l.case_id AND f.number = l.number) "
    "ORDER BY l.case_id, l.number LIMIT %s"
)
_FIRST_PAGE, _NEXT_PAGE = _NEW.format(after=""), _NEW.format(after="(l.case_id, l.number) > (%s, %s) AND")
_PLACE = "INSERT INTO journal_leaf (position, case_id, number, hash) VALUES "
_SIGN = "INSERT INTO journal_head (size, root, at_us, signature) VALUES (%s, %s, %s, %s)"


class TreeBroken(RuntimeError):
    """The tree is no longer what was signed: nothing is signed on top of it."""


def checkpoint(at: datetime, *, progress: Callable[[int], None] = lambda _: None) -> SignedHead | None:
    """Place the lines that have no leaf yet, and sign the head; where there are none, give the last head again.

    Args:
        at: The moment, aware.
        progress: Told how many lines have been placed.

    Returns:
        The head; None: the journal has no line.

    Raises:
        TreeBroken: The leaves do not come to the last signed head, or its signature is not ours.
        KeyMissing: There is no signing key.
        Busy: The database was too busy, five times.
    """
    key, at_us = signing_key(), microseconds(at)

    def once() -> SignedHead | None:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            safe(connection)
            _alone(cursor)
            edge = _edge(cursor)
            last = _last(cursor, edge, key.public_key().public_bytes_raw())
            if not _place(cursor, edge, progress):
                return last
            head = signed(key, edge.size, edge.root(), at_us)
            cursor.execute(_SIGN, [head.size, head.root, head.at_us, head.signature])
            return head

    return retried(once)


def _alone(cursor: Any) -> None:
    """Let no other checkpoint be made until the end; on SQLite the transaction has locked the file already."""
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _edge(cursor: Any) -> Edge:
    """The right edge of the tree over the leaves that there are."""
    edge = Edge()
    while True:
        cursor.execute(_LEAVES, [edge.size, _PAGE])
        page = cursor.fetchall()
        for position, found in page:
            if position != edge.size:
                raise TreeBroken(f"leaf {edge.size} is missing: run trp verify")
            edge.add(bytes(found))
        if len(page) < _PAGE:
            return edge


def _last(cursor: Any, edge: Edge, public: bytes) -> SignedHead | None:
    """The last signed head, which must be that of the leaves."""
    cursor.execute(_LAST)
    row = cursor.fetchone()
    if row is None:
        if edge.size:
            raise TreeBroken("there are leaves, and no signed head: run trp verify")
        return None
    size, root, at_us, signature = row
    head = SignedHead(origin(), size, bytes(root), at_us, bytes(signature), public)
    if (head.size, head.root) != (edge.size, edge.root()) or not head.genuine:
        raise TreeBroken(f"the leaves do not come to the head signed at {size}: run trp verify")
    return head


def _place(cursor: Any, edge: Edge, progress: Callable[[int], None]) -> int:
    """Give every line without a leaf its position; give how many there were."""
    first = edge.size
    cursor.execute(_FIRST_PAGE, [_PAGE])
    while page := cursor.fetchall():
        rows: list[object] = []
        for case, number, line_hash in page:
            placed = leaf(bytes(line_hash))
            rows += [edge.size, case, number, placed]
            edge.add(placed)
        for start in range(0, len(rows), 4 * _INSERTED):
            part = rows[start : start + 4 * _INSERTED]
            cursor.execute(_PLACE + ", ".join(["(%s, %s, %s, %s)"] * (len(part) // 4)), part)
        progress(edge.size - first)
        cursor.execute(_NEXT_PAGE, [page[-1][0], page[-1][1], _PAGE])
    return edge.size - first
