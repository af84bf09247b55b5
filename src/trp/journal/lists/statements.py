"""The statements that read and count a part of a list: each lane is a stretch of an index, and they are merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from trp.casework.around import Actor
from trp.journal.lists.shown import COLUMNS, MOST, ORDERS, Count, Sort, Tab, plain
from trp.journal.lists.stretches import Stretch, at_the_client, stretches
from trp.journal.models import Case


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that gives rows of cases, all of which the reader may read: no more is taken out of it than conditions
    are added to. One is worked out for a list, and repeated for each of its lanes."""

    text: str
    given: tuple[Any, ...]

    @classmethod
    def of(cls, reader: Actor, narrowed: Q, *, closed: bool = False) -> Statement:
        """`closed`: also those that the reader's own conflict of interest closes to them, to be told as that and no more."""
        cases = Case.known_to(reader) if closed else Case.visible_to(reader)
        found = cases.filter(narrowed, result__isnull=True).values_list(*COLUMNS)
        text, given = found.order_by().query.sql_with_params()
        return cls(text, tuple(given))

    @property
    def counting(self) -> Statement:
        """The same rows, of which nothing is told."""
        return Statement(f"SELECT 1 FROM {self.text.split(' FROM ', 1)[1]}", self.given)

    def where(self, condition: str, *given: Any) -> Statement:
        return Statement(f"{self.text} AND {condition}", (*self.given, *given))

    def beside(self, sort: Sort, key: tuple[Any, ...], *, back: bool) -> Statement:
        """The rows after a key, or before it."""
        columns, marks = ", ".join(map(_named, ORDERS[sort])), ", ".join(["%s"] * len(key))
        return self.where(f"({columns}) {'<' if back else '>'} ({marks})", *key)


def _named(column: str) -> str:
    return f"journal_case.{column}"


Parts = list[Statement]


def parts(reader: Actor, tab: Tab, on: date, every: Statement, *, apart: bool = False) -> Parts:
    """The rows of a tab: for each office and desk the lanes together, or each lane apart."""
    if tab is Tab.WEEK:  # it ends on Sunday; what was due before is among it
        every = every.where(f"{_named('due_by')} <= %s", on + timedelta(days=6 - on.weekday()))
    return over(stretches(reader, tab), every, apart=apart)


def past_their_day(reader: Actor, on: date, every: Statement) -> Parts:
    """What waits for the client although its day has passed, and the reader may go on with."""
    return over(at_the_client(reader), every.where(f"{_named('due_by')} < %s", on))


def over(wanted: Iterable[Stretch], every: Statement, *, apart: bool = False) -> Parts:
    """The rows of some stretches: for each the lanes together, or each lane apart."""
    found = []
    for one in wanted:
        there = every.where(f"{_named(one.column)} = %s", one.value)
        if one.elsewhere:
            there = there.where(f"{_named('office')} <> %s", one.elsewhere)
        for some in [(lane,) for lane in one.lanes] if apart else [one.lanes]:
            marks = ", ".join(["%s"] * len(some))
            lane = f"= {marks}" if len(some) == 1 else f"IN ({marks})"
            found.append(there.where(f"{_named('lane')} {lane}", *some))
    return found


def read(wanted: Parts, sort: Sort, place: Place | None, size: int) -> list[tuple[Any, ...]]:
    """The rows from a place on, one more than a page has: the lanes, each in the order of its index, are merged."""
    if not wanted:
        return []
    parts = [one.beside(sort, place.key, back=place.back) for one in wanted] if place else wanted
    way = " DESC" if place and place.back else ""
    end = f"ORDER BY {', '.join(name + way for name in ORDERS[sort])} LIMIT {size + 1}"
    # PostgreSQL merges what is in order of itself; SQLite takes no order there, and needs none.
    each = f"({{}} {end})" if connection.vendor == "postgresql" and len(parts) > 1 else "{}"
    text = " UNION ALL ".join(each.format(one.text) for one in parts)
    with connection.cursor() as cursor:
        cursor.execute(f"{text} {end}", [one for part in parts for one in part.given])
        return list(map(plain, cursor.fetchall()))


_SET = "; ".join(
    f"SET LOCAL {name}"
    for name in (
        "enable_seqscan = off", "enable_bitmapscan = off", "enable_sort = off", "jit = off",
        "max_parallel_workers_per_gather = 0", "plan_cache_mode = force_generic_plan",
    )
)  # fmt: skip


@contextmanager
def by_the_indexes() -> Iterator[None]:
    """Let the lanes be read in the order of their indexes, whatever PostgreSQL last guessed of the size of the table.

    It would rather read and sort all of a small table, and goes on to do so for a while as the table grows.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_SET)
        yield


def counted(asked: Sequence[Parts]) -> list[Count]:
    """How many rows each of these has together, up to `MOST`; by one statement."""
    told = [
        f"(SELECT count(*) FROM ({' UNION ALL '.join(one.text for one in parts)} LIMIT {MOST + 1}) t{n})" if parts else "0"
        for n, parts in enumerate(asked)
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join(told), [one for parts in asked for part in parts for one in part.given]
        )
        return [Count(min(value, MOST), value > MOST) for value in cursor.fetchone()]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: after the row with this key, or (`back`) before it."""

    key: tuple[Any, ...]
    back: bool = False

    @property
    def text(self) -> str:
        return ("before" if self.back else "after") + "".join(f"~{part}" for part in self.key)

    @classmethod
    def read(cls, text: str, sort: Sort) -> Place | None:
        way, *parts = text.split("~")
        if way not in ("before", "after") or len(parts) != len(ORDERS[sort]):
            return None
        try:
            return cls((*map(date.fromisoformat, parts[:-1]), parts[-1][:20]), way == "before")
        except ValueError:
            return None


def key_of(row: tuple[Any, ...], sort: Sort) -> tuple[Any, ...]:
    return tuple(row[COLUMNS.index(name)] for name in ORDERS[sort])
