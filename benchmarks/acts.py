"""One act through the door against the same statements through a bare driver connection, on both engines."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import psycopg

from tests.databases import Cluster, use
from tests.world import World

_LINES = 50  # on the case, before the act
_CASES = 30
_ROUNDS = 9


@contextmanager
def databases(folder: Path, names: tuple[str, ...] = ("bench",)) -> Iterator[dict[tuple[str, str], str]]:
    """Empty, migrated databases of those names on each engine, on a disk that syncs."""
    from django.core.management import call_command
    from django.db import connection

    cluster = Cluster(folder=folder).start()
    try:
        urls = {}
        for name in names:
            cluster.execute(f"CREATE DATABASE {name}")
            urls["sqlite", name] = f"sqlite:///{folder / name}.sqlite3"
            urls["postgresql", name] = cluster.url(name)
        for url in urls.values():
            use(url)
            call_command("migrate", verbosity=0)
            connection.close()
        yield urls
    finally:
        use("sqlite:///:memory:")
        cluster.stop()


class Acts:
    """Cases of fifty lines, a note through the door, and the same statements by the driver alone."""

    def __init__(self, url: str) -> None:
        from trp.casework.recording import AddNote

        self.url = url
        use(url)
        self.world = World.make()
        self.notes = (
            AddNote(text=f"Call {n}: the letter of the employer will follow by mail.") for n in count()
        )
        self.cases = [self._filled() for _ in range(_CASES)]
        self.statements = self._recorded()
        self.bare = self._connected()

    def _filled(self) -> UUID:
        case = self.world.abroad()
        for _ in range(_LINES - 1):
            self.world.do(next(self.notes), case)
        return case

    def _recorded(self) -> list[tuple[str, list[Any]]]:
        """The statements of one act, with what was bound."""
        from django.db import connection

        seen: list[tuple[str, list[Any]]] = []

        def record(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            seen.append((sql, list(params or ())))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(record):
            self.world.do(next(self.notes), self.cases[0])
        return [(sql, params) for sql, params in seen if not sql.startswith(("BEGIN", "PRAGMA"))]

    def _connected(self) -> Any:
        if self.url.startswith("sqlite"):
            raw = sqlite3.connect(self.url.removeprefix("sqlite:///"), isolation_level=None)
            for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "foreign_keys=ON",
                           "recursive_triggers=ON", "trusted_schema=OFF"):  # fmt: skip
                raw.execute(f"PRAGMA {pragma}")
            return raw
        return psycopg.connect(self.url, autocommit=True)

    def through_the_door(self) -> None:
        """One note on each case."""
        for case in self.cases:
            self.world.do(next(self.notes), case)

    def by_the_driver(self) -> None:
        """The same statements for each case, with nothing between them."""
        sqlite = self.url.startswith("sqlite")
        for case in self.cases:
            key, bound = uuid4().hex, case.hex if sqlite else case
            with self._transaction(sqlite):
                number = 0
                for sql, params in self.statements:
                    told = [str(p) if sqlite and p.__class__.__name__ == "date" else p for p in params]
                    if sql.startswith("SELECT c.head"):
                        told[-1] = bound
                    elif sql.startswith("SELECT l.number"):
                        told[0] = bound
                    elif "INTO journal_line" in sql or "INTO journal_body" in sql:
                        told[0], told[1] = bound, number + 1
                    elif sql.startswith("UPDATE journal_case"):
                        told[0], told[-1] = number + 1, bound
                    elif "INTO journal_key" in sql:
                        told[1] = key
                    cursor = self.bare.execute(sql.replace("%s", "?") if sqlite else sql, told)
                    if sql.startswith("SELECT"):
                        rows = cursor.fetchall()
                        number = rows[0][0] if sql.startswith("SELECT c.head") else number

    @contextmanager
    def _transaction(self, sqlite: bool) -> Iterator[None]:
        if not sqlite:
            with self.bare.transaction():
                yield
            return
        self.bare.execute("BEGIN IMMEDIATE")
        yield
        self.bare.execute("COMMIT")


def without_the_chain() -> Any:
    """The door, with lines that are not chained, keyed or committed to."""
    from trp.journal import writing

    nothing = bytes(32)
    return patch.multiple(
        writing, chained=lambda *_: nothing, coded=lambda *_: nothing, committed=lambda *_: nothing
    )


def in_turn(
    one: Callable[[], None], other: Callable[[], None], rounds: int = _ROUNDS
) -> tuple[float, float, float]:
    """Seconds of each (medians) and the median of the ratios of their rounds; a first round is not counted."""
    pairs = []
    for n in range(rounds + 1):
        start = perf_counter()
        one()
        middle = perf_counter()
        other()
        if n:
            pairs.append((middle - start, perf_counter() - middle))
    return median(a for a, _ in pairs), median(b for _, b in pairs), median(a / b for a, b in pairs)


def measured(engine: str, url: str) -> list[tuple[str, str, float, float, float, float]]:
    """The act against the bare statements, and against itself without the chain: rows of the table."""
    acts = Acts(url)
    each = 1e6 / len(acts.cases)
    door, bare, ratio = in_turn(acts.through_the_door, acts.by_the_driver)

    def unchained() -> None:
        with without_the_chain():
            acts.through_the_door()

    chained, free, cost = in_turn(acts.through_the_door, unchained)
    return [
        (f"{engine}: an act on a case of {_LINES} lines", "the same statements by the driver", door * each, bare * each, ratio, 2.0),
        (f"{engine}: an act, chained and keyed", "the same act without the chain", chained * each, free * each, cost, 1.3),
    ]  # fmt: skip


def rows() -> Iterator[tuple[str, str, float, float, float, float]]:
    """What is measured on both engines: name, baseline, microseconds of each, ratio, bound."""
    folder = Path(tempfile.mkdtemp(prefix="trp-bench-"))
    folder.chmod(0o755)
    try:
        with databases(folder) as urls:
            for (engine, _), url in urls.items():
                yield from measured(engine, url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
