"""The queue of an office as one of its officers sees it: tabs by whom the cases wait for, filters, pages, and where a
case is that is not in it.

Each tab is a few lanes (`trp.casework.queue.LANES`) of the office or of a desk. A lane is a stretch of an index that is
in the order of the list, so that a page merges the beginnings of a few stretches: it reads no more rows where there are
a hundred times as many cases, and sorts none. Counts stop at 1,000.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from trp.casework.around import CASE_OFFICERS, Actor
from trp.casework.queue import HELD, LANES, NATIONAL, deciders, lanes
from trp.casework.stages import ACTORS
from trp.journal.asked import NoSuchCase
from trp.journal.cases import Head, logged, named
from trp.journal.models import NORMAL, Case, declared
from trp.journal.reading import day_of
from trp.journal.sql import unbound
from trp.people.folding import words
from trp.people.models import Word
from trp.people.search import begins, find
from trp.rulebook.language import Both

MOST = 1_000
"""Up to here everything is counted one by one."""
SIZE = 50


class Tab(StrEnum):
    """What a list holds: open cases of the reader's office that wait for …

    … the reader, or somebody of their roles, and nobody else holds them (`mine`, with what the reader holds elsewhere);
    the fee; the client, for something else; whoever decides; nobody who holds them (`unassigned`); `week`: a day up to
    the end of this week; `all` of them.
    """

    MINE = "mine"
    FEE = "fee"
    APPLICANT = "applicant"
    DECIDER = "decider"
    UNASSIGNED = "unassigned"
    WEEK = "week"
    ALL = "all"


class Sort(StrEnum):
    """The order of a list: the day that is due (those without one last), then the oldest; the oldest; the number."""

    DUE = "due"
    AGE = "age"
    NUMBER = "number"


_ORDERS = {Sort.DUE: ("due_by", "since", "number"), Sort.AGE: ("since", "number"), Sort.NUMBER: ("number",)}


@dataclass(frozen=True, slots=True)
class Choice:
    """Values that a list is narrowed to, and values that it leaves out. `only`: empty for any."""

    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


ANY = Choice()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to.

    Attributes:
        blocked: Codes of `trp.casework.queue.BLOCKED`; empty text: the gate is open.
        holder: Keys of officers; empty text: nobody.
        restricted: None: either.
    """

    stream: Choice = ANY
    made_to: Choice = ANY
    stage: Choice = ANY
    fee: Choice = ANY
    blocked: Choice = ANY
    holder: Choice = ANY
    restricted: bool | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are: so many, or at least so many (`more`)."""

    value: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Row(Head):
    """What the queue shows of a case: its head, and as `trp.casework.queue.Shown` says."""

    fee: str
    fee_due: int | None
    blocked: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A part of a list.

    Attributes:
        count: How many there are in all.
        first: The place of the first row, 1 for the first of all; `last`: of the last. None: further than `MOST`,
            or there is no row.
        next: Where the next part starts, for `page`; None: there is none. `previous`: the one before.
        sort: The order that the rows are in.
        tabs: How many each tab holds, whatever the filters; a search has none.
    """

    rows: tuple[Row, ...]
    count: Count
    first: int | None
    last: int | None
    next: str | None
    previous: str | None
    sort: Sort
    tabs: dict[Tab, Count]


class Why(StrEnum):
    """Why a case is not in what a reader has to act on."""

    CONFLICT = "conflict"
    CLOSED = "closed"
    OFFICE = "office"
    WAITS = "waits"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a case is. `row`: None where a conflict of interest closes it. `why`: empty: the reader has to act on it."""

    number: str
    row: Row | None
    why: tuple[Why, ...]


def tabs(reader: Actor, *, on: date) -> dict[Tab, Count]:
    """How many cases each tab holds, by one statement."""
    with _by_the_indexes():
        each = _tabs(reader, on, _Statement.of(reader, Q()).counting)
        return dict(zip(Tab, _counted(list(each.values())), strict=True))


def page(
    reader: Actor, tab: Tab, *, on: date, at: datetime, filters: Filters = Filters(), sort: Sort = Sort.DUE,
    start: str = "", size: int = SIZE,
) -> QueuePage:  # fmt: skip
    """A part of a list, how many there are, and how many on each tab. Reading a restricted row is logged.

    Args:
        on: The day at the office.
        start: `next` or `previous` of another part; anything else is the beginning.
        sort: `week` is in the order of the days.
    """
    sort = Sort.DUE if tab is Tab.WEEK else sort
    narrowed, place = _narrowed(filters), _Place.read(start, sort)
    with _by_the_indexes():
        every = _Statement.of(reader, Q())
        here = _Statement.of(reader, narrowed) if narrowed else every
        wanted = _parts(reader, tab, on, here, apart=True)
        found = _read(wanted, sort, place, size)
        if place and len(found) < (size if place.back else 1):  # what was there has gone: the beginning
            place, found = None, _read(wanted, sort, None, size)
        more, found = len(found) > size, found[:size]
        if place and place.back:
            found.reverse()
        each = _tabs(reader, on, every.counting)
        whole = _parts(reader, tab, on, here.counting) if narrowed else each[tab]
        before = [one.beside(sort, _key(found[0], sort), back=True) for one in whole] if place else []
        count, earlier, *counts = _counted([whole if narrowed else [], before, *each.values()])
    told = dict(zip(Tab, counts, strict=True))
    rows = _rows(found)
    logged(reader, "read", "Queue", at, [row.key for row in rows if row.restricted])
    onward = more or bool(place and place.back)
    following = _Place(_key(found[-1], sort)).text if found and onward else None
    previous = _Place(_key(found[0], sort), back=True).text if found and earlier.value else None
    return _paged(rows, count if narrowed else told[tab], earlier, sort, following, previous, told)


def search(reader: Actor, text: str, *, at: datetime, start: str = "", size: int = SIZE) -> QueuePage:
    """The cases of a number, a client number or a name, whatever office they lie at: all that the reader may know of,
    the open ones first. Of a text that fits more than `MOST` persons or cases, those of the first that are found."""
    visible, people = Case.visible_to(reader), _people(text)
    found = visible.filter(client__in=people[:MOST]).values_list("id", flat=True)
    if (number := number_of(text)) is not None:
        found = visible.filter(number=number).values_list("id", flat=True).union(found)
    keys = list(found[: MOST + 1])
    more = len(people) > MOST or len(keys) > MOST
    skipped = int(start) if re.fullmatch("[0-9]{1,4}", start) else 0
    ordered = visible.filter(id__in=keys[:MOST]).order_by(
        F("result").asc(nulls_first=True), "due_by", "since", "number"
    )
    rows = _rows(ordered.values_list(*_COLUMNS)[skipped : skipped + size])
    logged(reader, "read", "Search", at, [row.key for row in rows if row.restricted])
    count, end = Count(min(len(keys), MOST), more), skipped + len(rows)
    following = str(end) if rows and end < count.value else None
    previous = str(max(skipped - size, 0)) if skipped else None
    return _paged(rows, count, Count(skipped), Sort.DUE, following, previous, {})


def whereabouts(reader: Actor, number: str, *, at: datetime) -> Whereabouts:
    """Where a case is, and why it is not in what the reader has to act on.

    Raises:
        NoSuchCase: There is none, or it is not the reader's to know of.
    """
    number = number_of(number) or number.strip()
    row = Case.known_to(reader).filter(number=number).first()
    if row is None:
        hidden = Case.every.filter(number=number).values_list("id", flat=True).first()
        logged(reader, "denied" if hidden else "unknown", "WhereIs", at, [hidden])
        raise NoSuchCase("there is no such case")
    if declared(reader).filter(case_number=number).exists():
        logged(reader, "denied", "WhereIs", at, [row.id])
        return Whereabouts(number, None, (Why.CONFLICT,))
    [shown] = _rows([tuple(getattr(row, name) for name in _COLUMNS)])
    if shown.restricted:
        logged(reader, "read", "WhereIs", at, [shown.key])
    return Whereabouts(number, shown, tuple(_why(reader, row)))


def number_of(text: str) -> str | None:
    """The number of a case as somebody types it: `42`, `T-42`, `t 000042`; None: it is none."""
    found = re.fullmatch(
        r"(?:[Tt]\s*[-\N{NON-BREAKING HYPHEN}\N{EN DASH}]?\s*)?0*([1-9][0-9]{0,8})", text.strip()
    )
    return f"T-{int(found[1]):06d}" if found else None


# What a tab is made of ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lanes of an office or of a desk. `elsewhere`: without what lies at this office."""

    column: str
    value: str
    lanes: tuple[str, ...]
    elsewhere: str = ""

    def holds(self, row: Case) -> bool:
        return (
            getattr(row, self.column) == self.value
            and row.lane in self.lanes
            and row.office != self.elsewhere
        )


def _stretches(reader: Actor, tab: Tab) -> list[_Stretch]:
    """What a tab is made of; no case is in two of them."""
    if tab is Tab.MINE:
        return _mine(reader)
    if tab is Tab.UNASSIGNED:
        return [_Stretch("desk", reader.office, LANES)]
    if tab is Tab.DECIDER and _decides_for_all(reader):
        return [*_for_all(reader), _Stretch("office", reader.office, (HELD,))]
    wanted: dict[Tab, tuple[str, ...]] = {
        Tab.FEE: tuple(lane for lane in LANES if lane.startswith("fee ")),
        Tab.APPLICANT: ("client",),
        Tab.DECIDER: ("delegate", HELD),
    }
    return [_Stretch("office", reader.office, wanted.get(tab, LANES))]


def _mine(reader: Actor) -> list[_Stretch]:
    """What waits for a role of the reader: what a case officer holds waits for that officer, and so does what was
    given to one decision maker; the rest waits for whoever of the office comes first."""
    found: list[_Stretch] = []
    for role in sorted(reader.roles & (ACTORS.keys() - {"client", "nobody"})):
        if role in CASE_OFFICERS:
            found += [_Stretch("desk", desk, lanes(role)) for desk in (reader.id, reader.office)]
        elif role == "delegate" and _decides_for_all(reader):
            found += _for_all(reader)
        else:
            found.append(_Stretch("office", reader.office, lanes(role)))
            found.append(_Stretch("desk", reader.id, lanes(role), elsewhere=reader.office))
    if "delegate" in reader.roles:
        found.append(_Stretch("desk", reader.id, (HELD,)))
    return found


def _decides_for_all(reader: Actor) -> bool:
    return "delegate" in reader.roles and reader.office == NATIONAL


def _for_all(reader: Actor) -> list[_Stretch]:
    return [_Stretch("desk", deciders(unit), ("delegate",)) for unit in ("", reader.office)]


def _why(reader: Actor, row: Case) -> Iterable[Why]:
    """What keeps a case out of the reader's own list."""
    mine = _mine(reader)
    if row.result is not None:
        return [Why.CLOSED]
    if any(one.holds(row) for one in mine):
        return []
    found = []
    if (
        row.office != reader.office
        and row.holder != reader.id
        and not (_decides_for_all(reader) and row.lane == "delegate")
    ):
        found.append(Why.OFFICE)
    if not any(row.lane in one.lanes for one in mine):
        found.append(Why.WAITS)
    elif _waits_for_its_holder(row.lane) and row.holder not in (None, reader.id):
        found.append(Why.HELD)
    return found


def _waits_for_its_holder(lane: str) -> bool:
    return lane == HELD or any(lane in lanes(role) for role in CASE_OFFICERS)


# Reading ------------------------------------------------------------------------------------------------


def _narrowed(filters: Filters) -> Q:
    found = Q()
    for name in ("stream", "made_to", "stage", "fee", "blocked", "holder"):
        chosen: Choice = getattr(filters, name)
        if chosen.only:
            found &= _one_of(name, chosen.only)
        if chosen.never:
            found &= ~_one_of(name, chosen.never)
    if filters.restricted is not None:
        found &= ~Q(access=NORMAL) if filters.restricted else Q(access=NORMAL)
    return found


def _one_of(name: str, values: frozenset[str]) -> Q:
    named = Q(**{f"{name}__in": sorted(values)})
    return named | Q(holder__isnull=True) if name == "holder" and "" in values else named


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement that gives rows of cases, all of which the reader may read: no more is taken out of it than conditions
    are added to. One is worked out for a list, and repeated for each of its lanes."""

    text: str
    given: tuple[Any, ...]

    @classmethod
    def of(cls, reader: Actor, narrowed: Q) -> _Statement:
        found = Case.visible_to(reader).filter(narrowed, result__isnull=True).values_list(*_COLUMNS)
        text, given = found.order_by().query.sql_with_params()
        return cls(text, tuple(given))

    @property
    def counting(self) -> _Statement:
        """The same rows, of which nothing is told."""
        return _Statement(f"SELECT 1 FROM {self.text.split(' FROM ', 1)[1]}", self.given)

    def where(self, condition: str, *given: Any) -> _Statement:
        return _Statement(f"{self.text} AND {condition}", (*self.given, *given))

    def beside(self, sort: Sort, key: tuple[Any, ...], *, back: bool) -> _Statement:
        """The rows after a key, or before it."""
        columns, marks = ", ".join(map(_named, _ORDERS[sort])), ", ".join(["%s"] * len(key))
        return self.where(f"({columns}) {'<' if back else '>'} ({marks})", *key)


def _named(column: str) -> str:
    return f"journal_case.{column}"


_Parts = list[_Statement]


def _parts(reader: Actor, tab: Tab, on: date, every: _Statement, *, apart: bool = False) -> _Parts:
    """The rows of a tab: for each office and desk the lanes together, or each lane apart."""
    if tab is Tab.WEEK:  # it ends on Sunday; what was due before is among it
        every = every.where(f"{_named('due_by')} <= %s", on + timedelta(days=6 - on.weekday()))
    found = []
    for one in _stretches(reader, tab):
        there = every.where(f"{_named(one.column)} = %s", one.value)
        if one.elsewhere:
            there = there.where(f"{_named('office')} <> %s", one.elsewhere)
        for some in [(lane,) for lane in one.lanes] if apart else [one.lanes]:
            marks = ", ".join(["%s"] * len(some))
            lane = f"= {marks}" if len(some) == 1 else f"IN ({marks})"
            found.append(there.where(f"{_named('lane')} {lane}", *some))
    return found


def _read(wanted: _Parts, sort: Sort, place: _Place | None, size: int) -> list[tuple[Any, ...]]:
    """The rows from a place on, one more than a page has: the lanes, each in the order of its index, are merged."""
    if not wanted:
        return []
    parts = [one.beside(sort, place.key, back=place.back) for one in wanted] if place else wanted
    way = " DESC" if place and place.back else ""
    end = f"ORDER BY {', '.join(name + way for name in _ORDERS[sort])} LIMIT {size + 1}"
    # PostgreSQL merges what is in order of itself; SQLite takes no order there, and needs none.
    each = f"({{}} {end})" if connection.vendor == "postgresql" and len(parts) > 1 else "{}"
    text = " UNION ALL ".join(each.format(one.text) for one in parts)
    with connection.cursor() as cursor:
        cursor.execute(f"{text} {end}", [one for part in parts for one in part.given])
        return list(map(_plain, cursor.fetchall()))


def _tabs(reader: Actor, on: date, every: _Statement) -> dict[Tab, _Parts]:
    return {tab: _parts(reader, tab, on, every) for tab in Tab}


_SET = "; ".join(
    f"SET LOCAL {name}"
    for name in (
        "enable_seqscan = off", "enable_bitmapscan = off", "enable_sort = off", "jit = off",
        "max_parallel_workers_per_gather = 0", "plan_cache_mode = force_generic_plan",
    )
)  # fmt: skip


@contextmanager
def _by_the_indexes() -> Iterator[None]:
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


def _counted(asked: Sequence[_Parts]) -> list[Count]:
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


_COLUMNS = (
    "id", "client", "since", "due", "due_by", "number", "stage", "result", "says_en", "says_fr", "next_actor", "office",
    "holder", "made_to", "stream", "access", "fee", "fee_due", "blocked",
)  # fmt: skip


def _plain(row: Sequence[Any]) -> tuple[Any, ...]:
    """A row of `_COLUMNS` with its keys and days as they are, whichever engine gave it."""
    key, client, since, due, due_by, *rest = row
    return unbound(key), unbound(client), day_of(since), due and day_of(due), day_of(due_by), *rest


def _rows(found: Iterable[Sequence[Any]]) -> tuple[Row, ...]:
    """Rows of `_COLUMNS` as the queue shows them."""
    held = [dict(zip(_COLUMNS, row, strict=True)) for row in found]
    people = named(row["client"] for row in held)
    return tuple(
        Row(
            row["id"], row["number"], people.get(row["client"]), row["stage"], row["result"],
            Both(row["says_en"], row["says_fr"]), row["next_actor"], row["since"], row["due"], row["office"],
            row["holder"], row["made_to"], row["stream"], row["access"] != NORMAL, row["fee"], row["fee_due"],
            row["blocked"],
        )
        for row in held
    )  # fmt: skip


def _paged(
    rows: tuple[Row, ...], count: Count, before: Count, sort: Sort, following: str | None, previous: str | None,
    each: dict[Tab, Count],
) -> QueuePage:  # fmt: skip
    """A part of a list. The rows and the counts are read one after the other: where somebody acted meanwhile, the
    rows are right."""
    first = None if before.more or not rows else before.value + 1
    last = None if first is None else before.value + len(rows)
    if last is not None and last <= MOST and not count.more:
        count = Count(last) if following is None else Count(max(count.value, last + 1))
    return QueuePage(rows, count, first, last, following, previous, sort, each)


def _people(text: str) -> list[Any]:
    """The keys of persons whom a text fits: no more than are looked at, and one more."""
    said = words(*text.split())
    if len(said) == 1:
        # A person has few words that begin alike, so twice as many rows are enough.
        found = Word.objects.filter(begins(said[0])).values_list("person", flat=True)[: 2 * MOST + 2]
        return list(dict.fromkeys(found))
    return list(find(text).order_by().values_list("id", flat=True)[: MOST + 1])


# Places in a list ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a list: after the row with this key, or (`back`) before it."""

    key: tuple[Any, ...]
    back: bool = False

    @property
    def text(self) -> str:
        return ("before" if self.back else "after") + "".join(f"~{part}" for part in self.key)

    @classmethod
    def read(cls, text: str, sort: Sort) -> _Place | None:
        way, *parts = text.split("~")
        if way not in ("before", "after") or len(parts) != len(_ORDERS[sort]):
            return None
        try:
            return cls((*map(date.fromisoformat, parts[:-1]), parts[-1][:20]), way == "before")
        except ValueError:
            return None


def _key(row: tuple[Any, ...], sort: Sort) -> tuple[Any, ...]:
    return tuple(row[_COLUMNS.index(name)] for name in _ORDERS[sort])
