"""An office at a glance: what is stuck, since when, because of which rule, with whom; and who has how much to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from trp.casework.found import in_force
from trp.casework.queue import BLOCKED, BY_THE_REGISTER
from trp.casework.roles import ROLES, called
from trp.casework.stuck import rule_of
from trp.desk.may import may
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.rows import Names, drawn, names_of
from trp.desk.words import language, said
from trp.journal.lists.shown import Count, Row, Sort
from trp.journal.overview import by_office, elsewhere, first, groups
from trp.oversight import pictures
from trp.oversight.office import WHO, hand_over, looks_after_all, members, name_of, office_for, offices
from trp.oversight.reckoning import OUTSIDE, Load, Stuck, Sum, Team, Turn
from trp.rulebook.checking import overdue as to_check
from trp.rulebook.language import Both

FIRST = 10
"""So many cases are listed of the oldest and of the overdue ones."""
_CITED = 3
"""So many provisions are cited at once; the others are folded."""
_OPEN = Both("Nothing: work is under way", "Rien : le travail suit son cours")


@dataclass(frozen=True)
class Line:
    """A line of the table of what is stuck. `under`, `more`: the first provisions, and the others; `href`: the list of
    these cases, where the reader has it; `turns`: each with its name and what stands after it."""

    what: str
    under: tuple[str, ...]
    more: tuple[str, ...]
    sum: Sum
    turns: tuple[tuple[Turn, str, str], ...]
    href: str


@dataclass(frozen=True)
class Officer:
    """A line of the table of officers. `hand_over`: where their files are handed over, for one who leaves."""

    load: Load
    href: str
    hand_over: str


@may(*WHO)
def team(request: HttpRequest) -> HttpResponse:
    """What stands where at an office."""
    reader = reader_of(request)
    if looks_after_all(reader) and not request.GET.get("office"):
        return _offices(request, reader)
    office = office_for(reader, request.GET.get("office", ""))
    who = members(office.code)
    here = groups(reader.who, office.code, reader.day)
    held = Team(who, here, elsewhere(reader.who, office.code, (one.key for one in who), reader.day))
    oldest = first(reader.who, office.code, Sort.AGE, size=FIRST, at=reader.at)
    late = first(reader.who, office.code, Sort.DUE, size=FIRST, at=reader.at, due_before=reader.day)
    mine = office.code == reader.who.office
    names = names_of((*oldest, *late))
    stuck = held.stuck()
    loads = held.loads()
    lists = reverse("queue") if mine else ""
    told: dict[str, Any] = {
        "here": "team", "office": office, "office_name": name_of(office), "offices": offices(reader), "day": reader.day,
        "whole": held.all(), "in_hand": held.in_hand(), "unassigned": held.unassigned(), "nobodys": held.nobodys(), "lists": lists,
        "stuck": [_line(one, lists) for one in stuck], "by_register": BY_THE_REGISTER if any(one.code == "exemption-not-recorded" for one in stuck) else None,
        "apart": [(said(OUTSIDE[why]), found) for why, found in held.apart()],
        "pools": [(turn, said(ROLES[turn.role]), found) for turn, found in held.pools()],
        "officers": [_officer(one, reader) for one in loads],
        "leavers": [_officer(one, reader) for one in loads if one.member.leaving and one.open.count],
        "ages": pictures.ages(held.ages()),
        "oldest": _rows(oldest, names, reader), "late": _rows(late, names, reader), "to_check": to_check(in_force().book, reader.day),
        "charts": pictures.charts(held, stuck, loads) if held.all().count else None,
    }  # fmt: skip
    return render(request, "oversight/team.html", told)


def _offices(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Every office, for who looks after all of them."""
    places = offices(reader)
    held = by_office(reader.who, (code for code, _ in places), reader.day)
    told: dict[str, Any] = {
        "here": "team", "lines": [(code, name, held[code]) for code, name in places],
        "open": _total(one.open for one in held.values()), "overdue": _total(one.overdue for one in held.values()),
        "to_check": to_check(in_force().book, reader.day), "day": reader.day,
    }  # fmt: skip
    return render(request, "oversight/offices.html", told)


def _total(counts: Iterable[Count]) -> Count:
    """Counts together: at least so many, where one of them is."""
    held = list(counts)
    return Count(sum(one.value for one in held), any(one.more for one in held))


def _line(one: Stuck, lists: str) -> Line:
    under = rule_of(one.code, in_force().book) if one.code else ()
    asked = urlencode({"tab": "all", "blocked": one.code or "open", "sort": "age"})
    turns = tuple(
        (turn, called(turn.role, language()), "; " if turn is not one.turns[-1] else "") for turn in one.turns
    )
    return Line(
        said(BLOCKED.get(one.code, _OPEN)),
        under[:_CITED],
        under[_CITED:],
        one.sum,
        turns,
        f"{lists}?{asked}" if lists else "",
    )


def _officer(one: Load, reader: Reader) -> Officer:
    href = reverse("team-officer", args=[one.member.username])
    return Officer(one, href, hand_over(one.member.username, reader) if one.member.leaving else "")


def _rows(rows: tuple[Row, ...], names: Names, reader: Reader) -> list[SafeString]:
    return list(drawn(rows, names, reader.day, elsewhere=False, acts=False))
