"""The amounts of the fees by date, each with its source, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trp.casework.registers.amounts import ConfirmAmount, EnterAmount, WithdrawAmount
from trp.desk.acting import Door, Shown, shown
from trp.desk.may import may
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.words import said
from trp.fees.amounts import Held, every
from trp.fees.looking import names
from trp.journal.entering import stops
from trp.journal.in_force import book_in_force
from trp.rulebook.language import Amount, Both, Series
from trp.rulebook.sources import source_of


@dataclass(frozen=True)
class Line:
    """An amount. `cents`: CAD; both days are included; `by`: who entered and who confirmed it, if it was published since."""

    cents: int
    since: date | None
    until: date | None
    source: Both
    address: str
    verified: bool
    now: bool
    later: bool
    by: tuple[str, str] | None


@dataclass(frozen=True)
class Waits:
    """An amount that waits for a second person, who reads it in the source: it is shown to whoever entered it alone."""

    source: Both
    address: str
    published_on: date
    by: str
    cents: int | None
    since: date | None
    doors: tuple[Door, ...]
    stops: tuple[Shown, ...]


@dataclass(frozen=True)
class Told:
    """A series. `enter`: where one enters an amount; empty: one waits already."""

    name: str
    says: Both
    under: tuple[str, ...]
    lines: tuple[Line, ...]
    waits: Waits | None
    enter: str


@may(*EnterAmount.roles)
def amounts(request: HttpRequest) -> HttpResponse:
    """Every series with its amounts, the newest first."""
    reader = reader_of(request)
    held = every()
    people = names({key for one in held for key in (one.entered_by, one.confirmed_by) if key})
    series = [told(one, held, people, reader) for one in book_in_force().book.series.values()]
    return render(
        request, "fees/published/amounts.html", {"here": "amounts", "reader": reader, "series": series}
    )


def told(series: Series, held: list[Held], people: Mapping[str, str], reader: Reader) -> Told:
    """A series as its page shows it to a reader."""
    mine = [one for one in held if one.published.series == series.name]
    since = {one.published.since: one for one in mine if one.confirmed_by}
    lines = (_line(one, since.get(one.since), people, reader.day) for one in reversed(series.amounts))
    waiting = next((one for one in mine if one.confirmed_by is None), None)
    enter = "" if waiting else reverse("enter-amount", args=[series.name])
    waits = _waits(waiting, people, reader) if waiting else None
    return Told(series.name, series.says, (series.under,), tuple(lines), waits, enter)


def _line(one: Amount, held: Held | None, people: Mapping[str, str], on: date) -> Line:
    source, by = source_of(one.source), None
    title = source.title if source else Both(one.source, one.source)
    address = source.address if source else ""
    if held is not None and held.confirmed_by:
        title, address = held.published.notice, held.published.address
        by = people.get(held.entered_by, held.entered_by), people.get(held.confirmed_by, held.confirmed_by)
    is_now = one.since <= on and (one.until is None or on <= one.until)
    since = None if one.since == date.min else one.since
    return Line(one.cents, since, one.until, title, safe(address), one.verified, is_now, one.since > on, by)


def _waits(one: Held, people: Mapping[str, str], reader: Reader) -> Waits:
    held, mine = one.published, one.entered_by == reader.who.id
    confirm = ConfirmAmount(series=held.series, cents=held.cents, since=held.since)
    found = stops(confirm, reader.who, at=reader.at, on=reader.day)
    doors = [] if found else [Door(said(ConfirmAmount.title), reverse("confirm-amount", args=[held.series]))]
    doors.append(Door(said(WithdrawAmount.title), reverse("withdraw-amount", args=[held.series])))
    return Waits(
        held.notice, safe(held.address), held.read_on, people.get(one.entered_by, one.entered_by),
        held.cents if mine else None, held.since if mine else None, tuple(doors), shown(found, "", reader),
    )  # fmt: skip


def safe(address: str) -> str:
    """An address that a page may link to; empty: it is none."""
    return address if address.startswith(("https://", "http://")) else ""
