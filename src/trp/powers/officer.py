"""One officer: the account, what they may do since when and by whose hands, and how much they did under each power."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trp.casework.registers.accounts import ChangeRoles, CloseAccount
from trp.casework.registers.holdings import EnterHolding
from trp.desk.acting import Door
from trp.desk.may import may
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.words import said
from trp.journal.delegations import PowerSeen, conflicts, counts_under
from trp.journal.delegations import powers as powers_of
from trp.officers.models import Officer
from trp.powers import words
from trp.powers.reading import WHO, account, is_supervisor, offices
from trp.powers.waiting import waits
from trp.rulebook.language import Both

_WAITS = ("wait", Both("Waits for a second person", "En attente d’une deuxième personne"))
_IN_FORCE = ("yes", Both("In force", "En vigueur"))
_TO_COME = ("plain", Both("From its first day", "À compter de son premier jour"))
_OVER = ("quiet", Both("Over", "Terminé"))


@dataclass(frozen=True)
class Line:
    """A power as its row shows it.

    Attributes:
        state: The mark of its state, and its words.
        done: How many acts rest on it.
        end: Where the reader ends it; empty: it is over, waits, or is not the reader's to end.
    """

    seen: PowerSeen
    called: str
    says: str
    level: str
    held_as: str
    span: str
    state: tuple[str, Both]
    done: int
    end: str


@may(*WHO)
def officer(request: HttpRequest, officer: str) -> HttpResponse:
    """An officer with every power that was not withdrawn; as many statements however many there are."""
    reader, found = reader_of(request), account(officer)
    held = powers_of(found.id)
    counts = counts_under(found.id, [one.power for one in held])
    lines = [_line(one, done, found, reader) for one, done in zip(held, counts, strict=True)]
    waiting = waits(reader, offices(reader), found.id)
    told: dict[str, Any] = {
        "here": "powers", "reader": reader, "officer": found, "title": words.powers_of(found),
        "office_name": words.name_of(found.office), "roles": words.roles(found.roles),
        "in_force": [one for one in lines if one.state is _IN_FORCE], "others": [one for one in lines if one.state is not _IN_FORCE],
        "conflicts": conflicts(found.id), "waits": waiting, "doors": _doors(found, reader), "oneself": is_supervisor(reader) and _is(found, reader),
    }  # fmt: skip
    return render(request, "powers/officer.html", told)


def _is(officer: Officer, reader: Reader) -> bool:
    return str(officer.id) == reader.who.id


def _may_enter(officer: Officer, reader: Reader) -> bool:
    """Whether the reader enters what is about this officer: a supervisor does, and never about oneself."""
    return is_supervisor(reader) and not _is(officer, reader)


def _doors(officer: Officer, reader: Reader) -> Sequence[Door]:
    if not (officer.is_active and _may_enter(officer, reader)):
        return ()
    pages = ((EnterHolding, "enter-power"), (ChangeRoles, "change-roles"), (CloseAccount, "close-account"))
    return [Door(said(entry.title), reverse(page, args=[officer.username])) for entry, page in pages]


def _line(one: PowerSeen, done: int, officer: Officer, reader: Reader) -> Line:
    power, state = one.power, _state(one, reader.day)
    ends = state in (_IN_FORCE, _TO_COME) and _may_enter(officer, reader)
    return Line(
        one, words.item_called(power), words.item(power), words.level(power), words.held_as(power, one.for_whom), words.begun(words.span(power)), state, done,
        reverse("end-power", args=[officer.username, one.holding]) if ends else "",
    )  # fmt: skip


def _state(one: PowerSeen, on: date) -> tuple[str, Both]:
    if one.approved is None:
        return _WAITS
    if one.in_force(on):
        return _IN_FORCE
    return _TO_COME if on < one.power.since and not _never(one) else _OVER


def _never(one: PowerSeen) -> bool:
    """It was ended before it began."""
    return one.power.until is not None and one.power.until < one.power.since
