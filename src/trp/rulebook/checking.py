"""How often a source is read again, and which of them are overdue.

These periods are ours and no law: each has the day from which it holds, and its reason. They are not part of an edition,
since no answer to a request rests on them. A period is changed by one that follows it; none is edited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from trp.rulebook.language import Both, Rulebook, Source
from trp.rulebook.sources import source_of

LAW, INSTRUCTION, AMOUNT = "law", "instruction", "amount"


@dataclass(frozen=True)
class Period:
    """How often sources of a kind are read again.

    Attributes:
        kind: law, instruction or amount.
        days: Days after which a source is to be read again; of amounts: days before the yearly change, in which it is.
        since: The first day on which this holds.
    """

    kind: str
    days: int
    since: date
    reason: Both


_SINCE = date(2026, 1, 1)

PERIODS = (
    Period(LAW, 180, _SINCE, Both(
        "A consolidated text changes seldom, and a change is announced; half a year is as long as a change may go unnoticed.",
        "Un texte codifié change rarement, et un changement est annoncé; une modification ne doit pas passer inaperçue plus de six mois.",
    )),
    Period(INSTRUCTION, 90, _SINCE, Both(
        "A page of instructions changes at any time without an announcement; what rests on it is looked at again each quarter.",
        "Une page d’instructions peut changer à tout moment sans annonce; ce qui en dépend est relu chaque trimestre.",
    )),
    Period(AMOUNT, 30, _SINCE, Both(
        "Fees change each 1 December (Service Fees Act, s. 17): the new amount is looked for in the 30 days before, and never guessed.",
        "Les frais changent chaque 1er décembre (Loi sur les frais de service, art. 17) : le nouveau montant est cherché dans les 30 jours qui précèdent, et jamais deviné.",
    )),
)  # fmt: skip

_LAWS = ("IRPA", "IRPR", "SFA", "INTERP", "CC", "SI")
_OURS = ("READINGS",)
_CHANGE = (12, 1)  # the month and the day of the yearly change


@dataclass(frozen=True)
class ToCheck:
    """A source that should have been read again, and the last day on which that was in time."""

    source: Source
    due: date
    reason: Both


def kind_of(source: Source, book: Rulebook) -> str | None:
    """What a source is: law, instruction or amount; None: it is our own, and is read with every change of it."""
    if source.key in _OURS:
        return None
    if source.key in _LAWS:
        return LAW
    gives = (source_of(one.source, book.sources) for series in book.series.values() for one in series.amounts)
    return AMOUNT if any(one is not None and one.key == source.key for one in gives) else INSTRUCTION


def period_of(kind: str, on: date) -> Period:
    """The period in force on a day; before the first one, the first."""
    held = [one for one in PERIODS if one.kind == kind]
    return max((one for one in held if one.since <= on), key=lambda one: one.since, default=held[0])


def due(source: Source, book: Rulebook, on: date) -> tuple[date, Period] | None:
    """The last day on which a source is read again in time, and the period that says so; None: it is our own."""
    kind = kind_of(source, book)
    if kind is None:
        return None
    period = period_of(kind, on)
    if kind != AMOUNT:
        return source.checked + timedelta(days=period.days), period
    change = date(source.checked.year, *_CHANGE)
    if source.checked >= change - timedelta(days=period.days):  # read for this change already
        change = date(source.checked.year + 1, *_CHANGE)
    return change - timedelta(days=1), period


def overdue(book: Rulebook, on: date) -> tuple[ToCheck, ...]:
    """The sources that are overdue on a day, those that have been for longest first."""
    return tuple(sorted(_overdue(book, on), key=lambda one: (one.due, one.source.key)))


def _overdue(book: Rulebook, on: date) -> Iterator[ToCheck]:
    for source in book.sources:
        found = due(source, book, on)
        if found is not None and found[0] < on:
            yield ToCheck(source, found[0], found[1].reason)
