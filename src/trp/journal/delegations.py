"""Who held which power on which day, by whose hands, and what was done under it; what small posts did alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from trp.casework.around import Actor, Power
from trp.casework.registers.small_posts import review_due
from trp.journal.models import NORMAL, Case, Line, Review
from trp.officers.models import Change, Conflict, Holding, Officer


@dataclass(frozen=True, slots=True)
class PowerSeen:
    """A power as somebody looks at it. `power`: from its first day to its last as things stand.

    Attributes:
        holding: The line of the officer's book that entered it; below zero: it was there before there were books.
        for_whom: The name of who is replaced or supervised.
        approved: By whom and on which day; None: it waits, and counts for nothing.
        ended_by: Who ended it before its time.
    """

    holding: int
    power: Power
    for_whom: str | None
    entered: tuple[str, date]
    approved: tuple[str, date] | None
    ended_by: str | None

    def in_force(self, day: date) -> bool:
        return self.approved is not None and self.power.in_force(day)


@dataclass(frozen=True, slots=True)
class Under:
    """An act that rests on a power."""

    number: str
    line: int
    on: date
    kind: str


@dataclass(frozen=True, slots=True)
class Done:
    """The last acts that rest on a power, as far as they lie in cases open to the reader, and how many there are.

    `hidden`: how many lie in other cases.
    """

    acts: tuple[Under, ...]
    total: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Awaited:
    """An act under the exception of a small post that nobody has reviewed. `key`: of the officer."""

    number: str
    line: int
    key: str
    name: str
    office: str
    on: date
    due: date


def powers(officer: UUID) -> list[PowerSeen]:
    """Every power of an officer, the first first; those withdrawn before they counted are left out."""
    found = Holding.objects.filter(officer_id=officer, withdrawn=False).select_related(
        "for_officer", "entered_by", "approved_by", "ended_by"
    )
    return [seen(one) for one in found.order_by("since", "item", "id")]


def seen(one: Holding) -> PowerSeen:
    """A power as a row of the register holds it; its officers are read with it."""
    last = min((day for day in (one.until, one.ended_on) if day), default=None)
    approved = (
        (one.approved_by.name, one.approved_on)
        if one.approved_by is not None and one.approved_on is not None
        else None
    )
    return PowerSeen(
        one.line,
        Power(one.item, one.level, one.since, last, one.kind),
        one.for_officer.name if one.for_officer else None,
        (one.entered_by.name, one.entered_on),
        approved,
        one.ended_by.name if one.ended_by else None,
    )


def done_under(reader: Actor, officer: UUID, power: Power, *, most: int) -> Done:
    """What an officer did under a power."""
    rows = Line.objects.filter(
        Q(acting_under__startswith="item "),
        officer=str(officer),
        acting_under__in=(power.called, f"{power.called}, small post"),
        day__gte=power.since,
        day__lte=power.until or date.max,
    ).order_by("-day", "-at_us")
    lines = list(rows.values_list("case_id", "number", "day", "kind"))
    numbers = _numbers(reader, {case for case, *_ in lines})
    shown = [Under(numbers[case], line, on, kind) for case, line, on, kind in lines if case in numbers]
    return Done(tuple(shown[:most]), len(lines), len(lines) - len(shown))


def counts_under(officer: UUID, powers: Iterable[Power]) -> list[int]:
    """How many acts of an officer rest on each of these powers, whoever may know of their cases; one statement."""
    lines = Line.objects.filter(Q(acting_under__startswith="item "), officer=str(officer))
    days = list(lines.values_list("acting_under", "day").annotate(count=Count("*")))
    return [
        sum(
            count
            for under, day, count in days
            if under.removesuffix(", small post") == power.called and power.in_force(day)
        )
        for power in powers
    ]


def _open(reader: Actor) -> QuerySet[Case]:
    return Case.visible_to(reader).filter(access=NORMAL)


def _numbers(reader: Actor, cases: Iterable[UUID]) -> dict[UUID, str]:
    return dict(_open(reader).filter(id__in=list(cases)).values_list("id", "number"))


def reviews(reader: Actor) -> tuple[list[Awaited], int]:
    """What waits for a review, the first due first; and how many lie in cases that the reader may not know of."""
    rows = list(Review.objects.filter(reviewed_by=None))
    cases = dict(
        Case.visible_to(reader).filter(id__in={one.case_id for one in rows}).values_list("id", "number")
    )
    names = {str(key): name for key, name in Officer.objects.values_list("id", "name")}
    found = [
        Awaited(
            cases[one.case_id], one.line, one.officer, names.get(one.officer, one.officer), one.office,
            one.acted_on, review_due(one.acted_on),
        )
        for one in rows
        if one.case_id in cases
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.due, one.number, one.line)), len(rows) - len(found)


def exception_of(number: str, line: int) -> UUID | None:
    """Whose act under the exception of a small post stands on that line; None: no such act does."""
    case = Case.every.filter(number=number).values_list("id", flat=True).first()
    row = Review.objects.filter(case_id=case, line=line).first() if case else None
    return UUID(row.officer) if row else None


def waiting(officer: UUID) -> Change | None:
    """The change of an account that waits to be approved."""
    return Change.objects.filter(officer=officer, approved_by=None, withdrawn=False).first()


def change_of(username: str, line: int) -> UUID | None:
    """The key of the account that a change waits for, by the name that it has or is to have."""
    key = Officer.objects.filter(username=username).values_list("id", flat=True).first()
    named = Q(officer=key) if key else Q(username=username)
    found = Change.objects.filter(named, line=line, approved_by=None, withdrawn=False)
    return found.values_list("officer", flat=True).first()


def conflicts(officer: UUID) -> int:
    """How many cases an officer declared a conflict of interest for."""
    return Conflict.objects.filter(officer_id=officer, lifted_on__isnull=True).count()
