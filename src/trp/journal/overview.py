"""What whoever looks after an office reads of it: how many open cases stand alike, since when, and with whom; which of them
are the oldest or overdue; which exemptions were put on record; where two one-time exemptions met.

The open cases of an office are found by its index, read once and told in groups: as many statements among many cases as
among few, and no row for each case. No case is counted, listed or named that the reader may not see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Min, Q, QuerySet

from trp.casework.around import Actor
from trp.casework.queue import LANES
from trp.journal.cases import logged
from trp.journal.lists.shown import Count as ListCount
from trp.journal.lists.shown import Row, Sort, rows_of
from trp.journal.lists.statements import Statement, by_the_indexes, counted, over, read
from trp.journal.lists.stretches import Stretch
from trp.journal.models import NORMAL, Case
from trp.people.models import Meeting

AGES = (7, 30, 90, 180)
"""The last day of each band of ages, in calendar days since something last moved the case; after the last, one more band."""


@dataclass(frozen=True, slots=True)
class Group:
    """Open cases of an office that stand alike.

    Attributes:
        blocked: One of `trp.casework.queue.BLOCKED`; empty: nothing keeps the assessment shut.
        next: Whom they wait for, one of `trp.casework.stages.ACTORS`.
        lane: One of `trp.casework.queue.LANES`.
        holder: The key of the officer who holds them; None: nobody does.
        oldest: The day since which nothing moved the one that has stood longest.
        overdue: How many have a day that has passed; `week`: a day from today to Sunday.
        ages: How many are in each band of `AGES`.
    """

    blocked: str
    next: str
    lane: str
    holder: str | None
    count: int
    oldest: date
    overdue: int
    week: int
    ages: tuple[int, ...]


def groups(reader: Actor, office: str, on: date, *, holder: str | None = None) -> tuple[Group, ...]:
    """The open cases of an office; `holder`: those alone that this officer holds."""
    held = Q(holder=holder) if holder else Q()
    return _grouped(Case.visible_to(reader).filter(held, office=office, result__isnull=True), on)


def elsewhere(reader: Actor, office: str, officers: Iterable[str], on: date) -> tuple[Group, ...]:
    """The open cases of other offices that lie on the desks of these officers of an office."""
    found = Case.visible_to(reader).filter(desk__in=list(officers), result__isnull=True)
    return _grouped(found.exclude(office=office), on)


def _grouped(found: QuerySet[Case], on: date) -> tuple[Group, ...]:
    ends = [on - timedelta(days=days) for days in AGES]
    since = [Q(since__gte=ends[0])]
    since += [Q(since__lt=after, since__gte=end) for after, end in pairwise(ends)]
    since += [Q(since__lt=ends[-1])]
    sunday = on + timedelta(days=6 - on.weekday())
    told: dict[str, Any] = {
        "many": Count("id"), "oldest": Min("since"), "overdue": Count("id", filter=Q(due_by__lt=on)),
        "week": Count("id", filter=Q(due_by__gte=on, due_by__lte=sunday)),
        **{f"age_{n}": Count("id", filter=band) for n, band in enumerate(since)},
    }  # fmt: skip
    rows = found.values_list("blocked", "next_actor", "lane", "holder").annotate(**told).order_by()
    return tuple(
        Group(blocked, turn, lane, holder, count, oldest, overdue, week, tuple(ages))
        for blocked, turn, lane, holder, count, oldest, overdue, week, *ages in rows
    )


def first(
    reader: Actor, office: str, sort: Sort, *, size: int, at: datetime, due_before: date | None = None
) -> tuple[Row, ...]:
    """The first open cases of an office in an order. Reading a restricted row is logged.

    Args:
        due_before: Those alone whose day lies before this one.
    """
    every = Statement.of(reader, Q(due_by__lt=due_before) if due_before else Q())
    with by_the_indexes():
        found = read(over([Stretch("office", office, LANES)], every, apart=True), sort, None, size)
    rows = rows_of(found[:size])
    logged(reader, "read", "Team", at, [row.key for row in rows if row.restricted])
    return rows


@dataclass(frozen=True, slots=True)
class Held:
    """How many open cases lie at an office, and how many of them are overdue."""

    open: ListCount
    overdue: ListCount


def by_office(reader: Actor, offices: Iterable[str], on: date) -> dict[str, Held]:
    """How much lies at each of these offices, counted up to a thousand, by one statement."""
    codes = list(offices)
    every, late = (Statement.of(reader, narrowed).counting for narrowed in (Q(), Q(due_by__lt=on)))
    asked = [over([Stretch("office", code, LANES)], which) for code in codes for which in (every, late)]
    with by_the_indexes():
        told = counted(asked) if asked else []
    return {code: Held(told[2 * n], told[2 * n + 1]) for n, code in enumerate(codes)}


def doubts(reader: Actor) -> dict[str, int]:
    """In how many open cases of each office a person must decide a doubt; offices that have none are left out."""
    found = Case.visible_to(reader).filter(result__isnull=True, blocked="a-person-must-decide")
    return dict(found.values_list("office").annotate(many=Count("id")).order_by())


# Exemptions -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exempted:
    """How many exemptions of a kind an officer put on record.

    Attributes:
        office: Where their cases lie now.
        officer: The key of who recorded or claimed them.
        basis: What they rest on, as `trp.casework.events.ExemptionRecorded` has it; empty: its text was destroyed.
        code: The code that is entered; empty: none is known.
    """

    office: str
    officer: str
    basis: str
    code: str
    count: int


# The kinds stand in the text: an index that is there for them alone is not found by values that are bound.
_EXEMPTED = (
    "SELECT journal_case.office, l.officer, {basis}, {code}, count(*) FROM journal_line l "
    "JOIN journal_case ON journal_case.id = l.case_id "
    "LEFT JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    "WHERE l.kind IN ('ExemptionRecorded', 'ExemptionClaimed') AND l.day BETWEEN %s AND %s AND {visible} "
    "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
)
_IN = {"sqlite": "json_extract(b.body, '$.{}')", "postgresql": "(CAST(b.body AS json) ->> '{}')"}


def exemptions(reader: Actor, since: date, until: date, *, office: str | None = None) -> tuple[Exempted, ...]:
    """The exemptions that were recorded or claimed from one day to another, both included.

    Args:
        office: In cases of this office alone; None: of every office.
    """
    found = Case.visible_to(reader).filter(**({"office": office} if office else {}))
    text, given = found.values_list("id").order_by().query.sql_with_params()
    in_body = _IN[connection.vendor]
    statement = _EXEMPTED.format(
        basis=f"COALESCE({in_body.format('basis')}, '')",
        code=f"COALESCE({in_body.format('code')}, '')",
        visible=f"({text.split(' WHERE ', 1)[1]})",
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [since, until, *given])
        return tuple(Exempted(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Met:
    """Two facts of the one-time exemption that met when records of one person were merged.

    Attributes:
        facts: grants, grant_and_claim, or claims.
        cases: The numbers of the two cases.
    """

    facts: str
    on: date
    cases: tuple[str, str]


def meetings(reader: Actor, *, at: datetime, office: str | None = None) -> tuple[Met, ...]:
    """The meetings that nobody has reviewed, of cases both of which the reader may see. Naming a restricted one is logged.

    Args:
        office: Those alone of which a case lies there.
    """
    open_ones = list(Meeting.objects.filter(reviewed_on__isnull=True).order_by("met_on", "book", "line"))
    keys = {key for one in open_ones for key in (one.one_case, one.other_case)}
    seen = {row.id: row for row in Case.visible_to(reader).filter(id__in=keys)} if keys else {}
    told, named = [], set[UUID]()
    for one in open_ones:
        both = [seen[key] for key in (one.one_case, one.other_case) if key in seen]
        if len(both) == 2 and (office is None or any(row.office == office for row in both)):
            told.append(Met(one.facts, one.met_on, (both[0].number, both[1].number)))
            named |= {row.id for row in both if row.access != NORMAL}
    logged(reader, "read", "ListMeetings", at, sorted(named))
    return tuple(told)
