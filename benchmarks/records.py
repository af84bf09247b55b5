"""The record as it grows: verifying against reading and hashing, and what an act costs among many cases."""

from __future__ import annotations

import hashlib
import hmac
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from benchmarks.acts import Acts, databases, in_turn
from tests.databases import use

_FEW, _MANY = 1_000, 100_000
_LINES = 4  # of each case that only stands there
_ROUNDS = 7
_LINE = "case_id, number, at_us, day, officer, acting_under, kind, version, edition, commitment, previous, hash, code"


def crowd(acts: Acts, cases: int) -> None:
    """Let so many other cases stand in the tables: rows of a real case under other keys."""
    from django.db import connection, transaction

    use(acts.url)
    sqlite = connection.vendor == "sqlite"
    mark = "?" if sqlite else "%s"
    model = acts.cases[0].hex if sqlite else acts.cases[0]
    with transaction.atomic(), connection.cursor() as wrapped:
        cursor = wrapped.cursor if not sqlite else connection.connection.cursor()
        for table, columns, key in (
            ("journal_case", None, "id"),
            ("journal_line", _LINE, "case_id"),
            ("journal_body", "case_id, number, salt, body", "case_id"),
        ):
            few = f" AND number <= {_LINES}" if key == "case_id" else ""
            cursor.execute(f"SELECT {columns or '*'} FROM {table} WHERE {key} = {mark}{few}", [model])
            names = [column[0] for column in cursor.description]
            rows, at = cursor.fetchall(), names.index(key)
            insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join([mark] * len(names))})"
            cursor.executemany(insert, _copies(rows, at, cases, sqlite))
    if not sqlite:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    else:
        connection.connection.set_authorizer(None)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    connection.close()


def _copies(rows: list[Any], at: int, cases: int, sqlite: bool) -> Iterator[list[Any]]:
    for n in range(cases):
        key = UUID(int=n + 1)
        for row in rows:
            yield [*row[:at], key.hex if sqlite else key, *row[at + 1 :]]


def reader(url: str) -> Callable[[], None]:
    """Reads every line with its body by the driver alone, and hashes what a line and its body come to."""
    statement = (
        f"SELECT {', '.join('l.' + name for name in _LINE.split(', '))}, b.salt, b.body FROM journal_line l "
        "LEFT JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number ORDER BY l.case_id, l.number"
    )
    sqlite = url.startswith("sqlite")
    bare: Any = sqlite3.connect(url.removeprefix("sqlite:///")) if sqlite else psycopg.connect(url)

    def read() -> None:
        cursor = bare.cursor() if sqlite else bare.cursor("lines")
        cursor.execute(statement)
        for row in cursor:
            hashlib.sha256(row[13] + row[14].encode()).digest()
            line = hashlib.sha256("\0".join(map(str, row[:9])).encode() + row[9] + row[10]).digest()
            hmac.digest(b"key", line, "sha256")
        cursor.close()
        bare.rollback()

    return read


def verified() -> None:
    """Verify the whole record."""
    from trp.journal.verify import verify

    wrong = list(verify())
    if wrong:
        raise AssertionError(f"the record that is measured must be right: {wrong[:3]}")


def _verify(engine: str, url: str) -> tuple[str, str, float, float, float, float]:
    use(url)
    took, against, ratio = in_turn(verified, reader(url), _ROUNDS)
    return (
        f"{engine}: the record verified",
        "its lines read and hashed",
        took * 1e6,
        against * 1e6,
        ratio,
        3.0,
    )


def _notes(acts: Acts) -> Callable[[], None]:
    def once() -> None:
        use(acts.url)
        acts.through_the_door()

    return once


def rows() -> Iterator[tuple[str, str, float, float, float, float]]:
    """What is measured on both engines: name, baseline, microseconds of each, ratio, bound."""
    folder = Path(tempfile.mkdtemp(prefix="trp-bench-"))
    folder.chmod(0o755)
    try:
        with databases(folder, ("few", "many")) as urls:
            for engine in ("sqlite", "postgresql"):
                few, many = Acts(urls[engine, "few"]), Acts(urls[engine, "many"])
                yield _verify(engine, few.url)
                crowd(few, _FEW)
                crowd(many, _MANY)
                each = 1e6 / len(few.cases)
                took, against, ratio = in_turn(_notes(many), _notes(few), _ROUNDS)
                yield (
                    f"{engine}: an act among {_MANY:,} cases",
                    f"among {_FEW:,}",
                    took * each,
                    against * each,
                    ratio,
                    1.3,
                )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
