"""Which office is looked at, and who works there."""

from __future__ import annotations

from django.http import Http404
from django.urls import resolve, reverse

from trp.casework.queue import NATIONAL
from trp.desk.may import declared, is_open_to
from trp.desk.reader import Reader
from trp.desk.words import alphabetical, speech
from trp.officers.models import Change, Office, Officer
from trp.oversight.reckoning import Member

WHO = ("supervisor", "auditor")
"""Who looks after an office. A supervisor sees their own; an auditor, and a supervisor of all offices, any."""


def name_of(office: Office) -> str:
    """The name of an office in the page's language."""
    return speech()(office.name_en, office.name_fr)


def may_choose(reader: Reader) -> bool:
    """Whether the reader may look at any office."""
    return "auditor" in reader.who.roles or looks_after_all(reader)


def looks_after_all(reader: Reader) -> bool:
    """Whether the reader works where all offices are looked after: no office is theirs before another."""
    return reader.who.office == NATIONAL


def office_for(reader: Reader, code: str) -> Office:
    """The office that is asked for; the reader's own where none is.

    Raises:
        Http404: There is none, or it is not the reader's to look after.
    """
    wanted = code or reader.who.office
    found = Office.objects.filter(code=wanted).first()
    if found is None or (wanted != reader.who.office and not may_choose(reader)):
        raise Http404(code)
    return found


def offices(reader: Reader) -> list[tuple[str, str]]:
    """The offices that the reader may choose from, by name, each with its name; none where there is no choice."""
    if not may_choose(reader):
        return []
    return sorted(
        ((one.code, name_of(one)) for one in Office.objects.all()), key=lambda one: alphabetical(one[1])
    )


def members(office: str) -> list[Member]:
    """The officers of an office, those who left among them."""
    closing = set(
        Change.objects.filter(kind="close", approved_by__isnull=True, withdrawn=False).values_list(
            "officer", flat=True
        )
    )
    return [
        Member(str(one.id), one.username, one.name, frozenset(one.roles.split()), not one.is_active or one.id in closing)
        for one in Officer.objects.filter(office_id=office).order_by("name")
    ]  # fmt: skip


def hand_over(username: str, reader: Reader) -> str:
    """Where the cases of an officer are handed over; empty: it is not for the reader."""
    href = reverse("hand-over", args=[username])
    who = declared(resolve(href).func)
    return href if who is not None and is_open_to(who, reader.who.roles) else ""
