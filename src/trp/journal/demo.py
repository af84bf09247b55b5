"""What marks a database as a demo: its seed, its size, how far it is filled, and the day of its own clock.

Kept as counters of the journal. A database without these marks holds no demo.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Count, Sum

from trp.journal.guard import safe
from trp.journal.models import NORMAL, Case, Counter, Key, Line, SecurityEvent
from trp.officers.models import Officer
from trp.people.models import Person

_NAMES = ("demo day", "demo seed", "demo cases", "demo filled")


@dataclass(frozen=True)
class Demo:
    """The marks of a demo.

    Attributes:
        day: The day of its clock.
        cases: How many there shall be; `filled`: how many there are, so that a filling that broke off goes on.
    """

    day: date
    seed: int
    cases: int
    filled: int

    @property
    def is_full(self) -> bool:
        return self.filled >= self.cases


def demo() -> Demo | None:
    """The marks of the demo in this database; None: it holds none."""
    held = dict(Counter.objects.filter(name__in=_NAMES).values_list("name", "value"))
    if len(held) < len(_NAMES):
        return None
    day, seed, cases, filled = (held[name] for name in _NAMES)
    return Demo(date.fromordinal(day), seed, cases, filled)


def mark(now: Demo) -> None:
    """Write the marks, in the transaction that is open or in one of their own."""
    with transaction.atomic():
        safe(connection)
        for name, value in zip(_NAMES, (now.day.toordinal(), now.seed, now.cases, now.filled), strict=True):
            Counter.objects.update_or_create(name=name, defaults={"value": value})


def is_empty() -> bool:
    """Whether nothing was ever entered here: no officer, person, line or answer."""
    return not any(table.objects.exists() for table in (Line, Key, Officer, Person))


@dataclass(frozen=True)
class Standing:
    """What a demo holds, in numbers. `example`: a case worth looking at first: one that waits for its fee."""

    lines: int
    refused: int
    stages: dict[str, int]
    example: str


def standing() -> Standing:
    """Count what a demo holds, restricted cases included: it is a demo."""
    stages = dict(Case.every.values_list("stage").annotate(n=Count("id")))
    open_to_all = Case.every.filter(access=NORMAL)
    waiting = open_to_all.filter(stage="awaiting_fee", next_actor="client").order_by("number").first()
    example = waiting or open_to_all.order_by("number").first()
    refused = SecurityEvent.objects.exclude(kind__in=("read", "signed-in")).count()
    return Standing(
        # A million cases have eight million lines to count; their heads say how many there are.
        Case.every.aggregate(lines=Sum("head"))["lines"] or 0,
        refused,
        stages,
        example.number if example else "",
    )
