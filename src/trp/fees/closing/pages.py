"""The days of the reader's office, and the page of a day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trp.casework.blockers import Blocker
from trp.casework.registers.days import STATES, TO_CLOSE, CountersignDay, SignDay
from trp.casework.registers.entries import Entry, Known
from trp.casework.registers.receipts import CLERKS
from trp.desk.acting import Door, shown
from trp.desk.may import may
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.words import said, speech
from trp.fees import days as register
from trp.fees.closing.looking import Looked, look
from trp.fees.looking import names
from trp.officers.models import Office

WORKING_DAYS = 15
"""Working days that the list shows, the last included: three weeks."""

KINDS = {"open": "wait", "moved": "no", "signed": "wait", "closed": "yes", "empty": "quiet"}
"""How the tag of each state looks."""


@may(*CLERKS)
def days(request: HttpRequest) -> HttpResponse:
    """The last working days of the reader's office; those that are not closed first, the oldest at the top."""
    reader = reader_of(request)
    last = min(_day(request.GET.get("until", "")) or reader.day, reader.day)
    first = _working_days_before(last)
    with connection.cursor() as cursor:
        held = register.listed(cursor, reader.who.office, first, last)
    every = sorted({*_weekdays(first, last), *held})
    found = [held.get(day) or register.OfficeDay(day, {}, 0, None) for day in every]
    people = names({key for one in found if one.signed for key in (one.signed.by, one.signed.countersigned_by) if key})  # fmt: skip
    lines = [(one, STATES[one.state], KINDS[one.state], _signed(one, people)) for one in found]
    office = Office.objects.get(code=reader.who.office)
    told = {
        "here": "days", "reader": reader, "office": speech()(office.name_en, office.name_fr),
        "to_close": [line for line in lines if line[0].state in TO_CLOSE],
        "closed": [line for line in reversed(lines) if line[0].state == "closed"],
        "empty": [line[0].day for line in reversed(lines) if line[0].state == "empty"],
        "earlier": first - timedelta(days=1), "later": last < reader.day,
    }  # fmt: skip
    return render(request, "fees/closing/days.html", told)


@may(*CLERKS)
def day(request: HttpRequest, office: str, day: date) -> HttpResponse:
    """A day of an office: what the ledger shows, what was counted, who signed, and what the reader can do."""
    reader = reader_of(request)
    found = seen(office, day, reader)
    told = {
        "here": "days", "reader": reader, "seen": found, "state": STATES[found.state], "kind": KINDS[found.state],
        "doors": _doors(found, reader), "signed": found.held.signed,
        "stops": shown(_first_stops(found, reader), "", reader),
    }  # fmt: skip
    return render(request, "fees/closing/day.html", told)


def to_close(office: str, on: date) -> list[register.OfficeDay]:
    """The days of an office that somebody still has to sign, of those that the list shows on a day; two statements."""
    with connection.cursor() as cursor:
        held = register.listed(cursor, office, _working_days_before(on), on)
    return [held[day] for day in sorted(held) if held[day].state in TO_CLOSE]


def seen(office: str, day: date, reader: Reader) -> Looked:
    """A day of an office.

    Raises:
        Http404: There is no such office.
    """
    found = look(office, day, reader.day)
    if found is None:
        raise Http404(office)
    return found


def _signs(found: Looked) -> SignDay:
    """A signature that says what the ledger shows, to try whether one can be given at all."""
    return SignDay(office=found.office.code, day=found.day, counted=dict(found.held.totals), explained="–")


def _countersigns(found: Looked) -> CountersignDay:
    return CountersignDay(office=found.office.code, day=found.day)


def _stops(entry: Entry, found: Looked, reader: Reader) -> tuple[Blocker, ...]:
    """What stops an entry about the day, which was read already."""
    return entry.blockers(Known(reader.day, reader.who, found.held), reader.at)


def _doors(found: Looked, reader: Reader) -> list[tuple[Door, bool]]:
    """The acts of the reader on the day that nothing stops, and whether each is the next one: to countersign is first."""
    place = {"office": found.office.code, "day": found.day}
    doors = []
    if not _stops(_countersigns(found), found, reader):
        doors.append((Door(said(CountersignDay.title), reverse("countersign-day", kwargs=place)), True))
    if not _stops(_signs(found), found, reader):
        again = speech()("Sign again", "Signer de nouveau")
        called = again if found.held.signed else said(SignDay.title)
        doors.append((Door(called, reverse("sign-day", kwargs=place)), found.state in ("open", "moved")))
    return doors


def _first_stops(found: Looked, reader: Reader) -> tuple[Blocker, ...]:
    """What stops the next act of the day: to countersign what waits for it, else to sign."""
    entry = _countersigns(found) if found.state == "signed" else _signs(found)
    return tuple(one for one in _stops(entry, found, reader) if one.code != "day-closed")


def _signed(one: register.OfficeDay, people: dict[str, str]) -> str:
    """Who signed, in the list."""
    if one.signed is None:
        return "–"
    first = people.get(one.signed.by, one.signed.by)
    second = people.get(one.signed.countersigned_by or "", "")
    return f"{first}, {second}" if second else first


def _weekdays(first: date, last: date) -> list[date]:
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [one for one in every if one.weekday() < 5]


def _working_days_before(last: date) -> date:
    """The first of the working days that the list shows. Holidays are not counted apart."""
    found, left = last, WORKING_DAYS - (last.weekday() < 5)
    while left:
        found -= timedelta(days=1)
        left -= found.weekday() < 5
    return found


def _day(text: str) -> date | None:
    """A day of this century in an address; None: it is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year >= 2000 else None
