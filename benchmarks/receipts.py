"""Receipts through the ledger against bare inserts of the same rows; an allocation among few and among many receipts."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

import psycopg

from benchmarks.acts import databases, in_turn
from tests.databases import use
from tests.journal.play import FEE, put
from tests.world import DAY, World

_BATCHES, _EACH = 8, 500
_FEW, _MANY = 1_000, 100_000
_ALLOCATIONS, _ROUNDS = 30, 7
_AT = datetime(2026, 3, 2, 15, tzinfo=UTC)

_numbers = count(1)

Measured = tuple[str, str, float, float, float, float]


def receipts(many: int) -> list[Any]:
    """Receipts as a file has them: most with one fee, each third with two."""
    return [
        [f"R{n:09d}", "2026-03-02", "online", "PARIS", "Zoé Côté", [["biometrics", 1, 85_00]] * (n % 3 == 0) + [["trp", 1, FEE]]]
        for n, _ in zip(_numbers, range(many), strict=False)
    ]  # fmt: skip


class Importing:
    """The same rows by the ledger and by the driver alone, each batch in a transaction of its own."""

    def __init__(self, url: str) -> None:
        self.url = url
        use(url)
        self.world = World.make()
        self.bare, self.mark = connected(url), "?" if url.startswith("sqlite") else "%s"
        self.batches: list[list[tuple[str, tuple[str, ...], list[Any]]]] = []

    def by_the_ledger(self) -> None:
        """Batches as `trp receipts import --apply` enters them."""
        from trp.fees.importing import apply
        from trp.fees.tabular import Placed

        placed = [Placed(row, (n,)) for n, row in enumerate(receipts(_BATCHES * _EACH))]
        told = apply(placed, f"file {uuid4()}", self.world.officers["clerk"], at=_AT, on=DAY)
        assert len(told.new) == len(placed)

    def prepare(self) -> None:
        """Make the rows that the ledger keeps of such receipts, before the driver's time runs."""
        from trp.casework.registers.receipts import COLUMNS, ReceiptsReceived
        from trp.fees import ledger
        from trp.journal.registers import Stamp

        found, self.batches = receipts(_BATCHES * _EACH), []
        for n in range(0, len(found), _EACH):
            event = ReceiptsReceived(source="x", columns=COLUMNS, rows=tuple(found[n : n + _EACH]))
            stamp = Stamp(uuid4(), 1, "", 0, DAY)
            told, lines = ledger.receipt_rows(event.rows, stamp)
            moved = ledger.transfer_rows(event, stamp)
            self.batches.append([
                ("fees_receipt", ledger.RECEIPT, told), ("fees_receiptline", ledger.LINE, lines),
                ("fees_transfer", ledger.TRANSFER, moved),
            ])  # fmt: skip

    def by_the_driver(self) -> None:
        """Insert the rows, with nothing between: a transaction for each batch, as the ledger has."""
        for batch in self.batches:
            with self._transaction() as cursor:
                for table, columns, rows in batch:
                    marks = ", ".join([self.mark] * len(columns))
                    cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        if self.mark == "%s":
            with self.bare.transaction(), self.bare.cursor() as cursor:
                yield cursor
            return
        self.bare.execute("BEGIN IMMEDIATE")
        yield self.bare
        self.bare.execute("COMMIT")


def connected(url: str) -> Any:
    """A connection of the driver alone, with the settings of the program."""
    if not url.startswith("sqlite"):
        return psycopg.connect(url, autocommit=True)
    sqlite3.register_adapter(date, date.isoformat)
    raw = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "foreign_keys=ON",
                   "recursive_triggers=ON", "trusted_schema=OFF"):  # fmt: skip
        raw.execute(f"PRAGMA {pragma}")
    return raw


def importing(engine: str, url: str) -> Measured:
    """A receipt through the ledger against its rows alone. At least 40 % of the rate: at most 2.5 times the time."""
    one, pairs = Importing(url), []
    for n in range(_ROUNDS + 1):
        one.prepare()
        pair = _seconds(one.by_the_ledger), _seconds(one.by_the_driver)
        if n:
            pairs.append(pair)
    each = 1e6 / (_BATCHES * _EACH)
    took, bare = median(a for a, _ in pairs), median(b for _, b in pairs)
    ratio = median(a / b for a, b in pairs)
    what = f"{engine}: a receipt imported through the ledger"
    return what, "bare inserts of the same rows", took * each, bare * each, ratio, 2.5


def _seconds(does: Callable[[], None]) -> float:
    start = perf_counter()
    does()
    return perf_counter() - start


class Allocating:
    """Cases that want their fee, in a database with so many receipts."""

    def __init__(self, url: str, many: int) -> None:
        from trp.fees.importing import apply
        from trp.fees.tabular import Placed

        self.url = url
        use(url)
        self.world = World.make()
        placed = [Placed(row, (n,)) for n, row in enumerate(receipts(many))]
        apply(placed, "all of them", self.world.officers["clerk"], at=_AT, on=DAY)
        self.numbers = [one.row[0] for one in placed[:: max(1, many // 500)]]
        self.cases: list[UUID] = [put(self.world, "fee asked for")[0] for _ in range(_ALLOCATIONS)]
        self.turn = 0

    def allocates(self) -> None:
        """One cent of a receipt for each case: no case is paid whole, so that each round is like the one before."""
        from trp.casework.fees import AllocateReceipt

        use(self.url)
        for n, case in enumerate(self.cases):
            number = self.numbers[(self.turn * 7 + n) % len(self.numbers)]
            self.world.do(AllocateReceipt(receipt=number, cents=1), case, "clerk")
        self.turn += 1


def allocation(engine: str, few: str, many: str) -> Measured:
    """An allocation among many receipts against one among few."""
    one, other = Allocating(many, _MANY), Allocating(few, _FEW)
    took, against, ratio = in_turn(one.allocates, other.allocates, _ROUNDS)
    each = 1e6 / _ALLOCATIONS
    what = f"{engine}: an allocation among {_MANY:,} receipts"
    return what, f"the same among {_FEW:,}", took * each, against * each, ratio, 1.3


def rows() -> Iterator[Measured]:
    """What is measured on both engines: name, baseline, microseconds of each, ratio, bound."""
    folder = Path(tempfile.mkdtemp(prefix="trp-bench-"))
    folder.chmod(0o755)
    try:
        with databases(folder, ("money", "few", "many")) as urls:
            for engine in ("sqlite", "postgresql"):
                yield importing(engine, urls[engine, "money"])
                yield allocation(engine, urls[engine, "few"], urls[engine, "many"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
