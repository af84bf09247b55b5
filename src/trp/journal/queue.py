"""The queue of an office as one of its officers sees it: tabs by whom the cases wait for, filters and pages.

Each tab is a few lanes (`trp.casework.queue.LANES`) of the office or of a desk. A lane is a stretch of an index that is
in the order of the list, so that a page merges the beginnings of a few stretches: it reads no more rows where there are
a hundred times as many cases, and sorts none. Counts stop at 1,000.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from trp.casework.around import Actor
from trp.journal.cases import logged
from trp.journal.lists.shown import Count, QueuePage, Sort, Tab, paged, rows_of
from trp.journal.lists.statements import (
    Parts,
    Place,
    Statement,
    by_the_indexes,
    counted,
    key_of,
    parts,
    past_their_day,
    read,
)
from trp.journal.models import NORMAL

SIZE = 50


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


def tabs(reader: Actor, *, on: date) -> dict[Tab, Count]:
    """How many cases each tab holds, by one statement."""
    with by_the_indexes():
        each = _tabs(reader, on, Statement.of(reader, Q()).counting)
        return dict(zip(Tab, counted(list(each.values())), strict=True))


def page(
    reader: Actor, tab: Tab, *, on: date, at: datetime, filters: Filters = Filters(), sort: Sort = Sort.DUE,
    start: str = "", size: int = SIZE, whose: Actor | None = None,
) -> QueuePage:  # fmt: skip
    """A part of a list, how many there are, and how many on each tab. Reading a restricted row is logged.

    Args:
        on: The day at the office.
        start: `next` or `previous` of another part; anything else is the beginning.
        sort: `week` is in the order of the days.
        whose: Whose list it is, of whom no more is shown than the reader may see; None: the reader's own.
    """
    owner = whose or reader
    sort = Sort.DUE if tab is Tab.WEEK else sort
    narrowed, place = _narrowed(filters), Place.read(start, sort)
    with by_the_indexes():
        every = Statement.of(reader, Q())
        here = Statement.of(reader, narrowed) if narrowed else every
        wanted = parts(owner, tab, on, here, apart=True)
        found = read(wanted, sort, place, size)
        if place and len(found) < (size if place.back else 1):  # what was there has gone: the beginning
            place, found = None, read(wanted, sort, None, size)
        more, found = len(found) > size, found[:size]
        if place and place.back:
            found.reverse()
        each = _tabs(owner, on, every.counting)
        whole = parts(owner, tab, on, here.counting) if narrowed else each[tab]
        before = [one.beside(sort, key_of(found[0], sort), back=True) for one in whole] if place else []
        late = past_their_day(owner, on, every.counting) if tab is Tab.MINE else []
        count, earlier, overdue, *counts = counted([whole if narrowed else [], before, late, *each.values()])
    told = dict(zip(Tab, counts, strict=True))
    rows = rows_of(found)
    logged(reader, "read", "Queue", at, [row.key for row in rows if row.restricted])
    onward = more or bool(place and place.back)
    following = Place(key_of(found[-1], sort)).text if found and onward else None
    previous = Place(key_of(found[0], sort), back=True).text if found and earlier.value else None
    return paged(rows, count if narrowed else told[tab], earlier, sort, following, previous, told, overdue)


def _tabs(owner: Actor, on: date, every: Statement) -> dict[Tab, Parts]:
    return {tab: parts(owner, tab, on, every) for tab in Tab}


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
