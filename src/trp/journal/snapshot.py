"""One unchanging view of the whole database, read as a stream: what is checked cannot move meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from trp.journal.guard import safe

Row = tuple[Any, ...]
_ROWS = 2_000  # of a stream, fetched at a time

_AT_ONCE = (
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
    "SET LOCAL datestyle = 'ISO'",
)
_NUMBERS = (
    "SELECT number FROM journal_case WHERE id = {key}",
    "SELECT number FROM journal_casenumber WHERE case_id = {key}",
    "SELECT register || ' ' || name FROM journal_book WHERE id = {key}",
)


class Snapshot:
    """Reads as of one moment. Keys of cases come as text, as the engine stores them (`dashed` makes them alike)."""

    def __init__(self, raw: Any, *, embedded: bool) -> None:
        self._raw, self.embedded, self._names = raw, embedded, count()

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of a statement, a few thousand in memory at a time."""
        with connection.wrap_database_errors, self._cursor(next(self._names)) as cursor:
            yield from cursor.execute(self._said(statement), parameters)

    def all(self, statement: str, parameters: Sequence[object] = ()) -> list[Row]:
        """The rows of a statement that gives few."""
        with connection.wrap_database_errors, self._cursor() as cursor:
            return list(cursor.execute(self._said(statement), parameters))

    def _cursor(self, name: int | None = None) -> Any:
        if self.embedded:
            return closing(self._raw.cursor())
        if name is None:
            return self._raw.cursor(binary=True)
        found = self._raw.cursor(name=f"trp_{name}", binary=True)
        found.itersize = _ROWS
        return found

    def _said(self, statement: str) -> str:
        return statement.replace("%s", "?") if self.embedded else statement

    def number(self, statement: str) -> int:
        """The one number that a statement gives."""
        return int(self.all(statement)[0][0])

    def key(self, column: str) -> str:
        """How to select a key of a case as text."""
        return column if self.embedded else f"CAST({column} AS text)"

    def name(self, key: str) -> str:
        """The number of a case, from whatever still tells it, or the name of a book; the key, if nothing does."""
        if not dashed(key).isascii():  # no key is: it was damaged, and can be asked for no more
            return ascii(dashed(key))[1:-1]
        same = "%s" if self.embedded else "CAST(%s AS uuid)"
        for statement in _NUMBERS:
            rows = self.all(statement.format(key=same), [key])
            if rows and rows[0][0]:
                return str(rows[0][0])
        return dashed(key)

    def bound(self, key: str) -> str | UUID:
        """A key of a case, as these rows give it, for a statement of an act."""
        return key if self.embedded else UUID(key)

    def octets(self, column: str) -> str:
        """How to select text as the bytes that were hashed, whatever they are."""
        return f"CAST({column} AS blob)" if self.embedded else f"convert_to({column}, 'UTF8')"


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Open one view of the database, for reading alone.

    PostgreSQL: a transaction that reads only, and repeatably; nobody waits for it. SQLite: one read transaction;
    whoever writes waits for its end.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            for statement in _AT_ONCE:
                cursor.execute(statement)
            yield Snapshot(connection.connection, embedded=False)
        return
    connection.ensure_connection()
    raw: Any = connection.connection
    usual = raw.text_factory
    raw.execute("BEGIN DEFERRED")
    try:
        raw.text_factory = _text  # damaged text must not stop the reading
        yield Snapshot(raw, embedded=True)
    finally:
        raw.text_factory = usual
        raw.execute("ROLLBACK")


@contextmanager
def working() -> Iterator[Snapshot]:
    """Open a transaction that reads in the same way and may write what it finds wrong; it commits at its end."""
    with transaction.atomic(durable=True):
        safe(connection)
        raw: Any = connection.connection
        if connection.vendor != "sqlite":
            yield Snapshot(raw, embedded=False)
            return
        usual = raw.text_factory
        try:
            raw.text_factory = _text
            yield Snapshot(raw, embedded=True)
        finally:
            raw.text_factory = usual


def _text(octets: bytes) -> str:
    return octets.decode("utf-8", "surrogateescape")


def dashed(key: object) -> str:
    """A key of a case as it stands in the hash of a line."""
    text = str(key)
    if len(text) != 32:
        return text
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
