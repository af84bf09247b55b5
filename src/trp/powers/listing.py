"""Who there is, office by office, with their roles and the items in force today; above them what waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trp.desk.may import may
from trp.desk.reading import reader_of
from trp.desk.words import alphabetical
from trp.officers.models import Holding, Officer
from trp.powers import words
from trp.powers.reading import WHO, is_supervisor, offices
from trp.powers.waiting import waits


@dataclass(frozen=True)
class Line:
    """An officer in the list. `items`: in force today, by their numbers."""

    name: str
    username: str
    href: str
    roles: str
    items: str
    is_active: bool


@dataclass(frozen=True)
class AtOffice:
    """An office with who works there. `mine`: it is the reader's own."""

    code: str
    name: str
    lines: tuple[Line, ...]
    mine: bool


@may(*WHO)
def powers(request: HttpRequest) -> HttpResponse:
    """Everybody, or those of one office; as many statements however many there are."""
    reader, wanted = reader_of(request), request.GET.get("office", "")
    every = offices(reader)
    if wanted and wanted not in {one.code for one in every}:
        raise Http404(wanted)
    found = Officer.objects.prefetch_related("holdings")
    by_office = _by_office(found.filter(office=wanted) if wanted else found, reader.day)
    told: dict[str, Any] = {
        "here": "powers", "reader": reader, "waits": waits(reader, every), "office": wanted,
        "offices": [(one.code, words.name_of(one)) for one in every],
        "at": [
            AtOffice(one.code, words.name_of(one), tuple(by_office[one.code]), one.code == reader.who.office)
            for one in every
            if one.code == wanted or one.code in by_office
        ],
        "open": reverse("open-account") if is_supervisor(reader) else "",
    }  # fmt: skip
    return render(request, "powers/powers.html", told)


def _by_office(officers: Iterable[Officer], on: date) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for one in sorted(officers, key=lambda one: alphabetical(one.name)):
        href = reverse("powers-officer", args=[one.username])
        items = _items(one.holdings.all(), on)
        line = Line(one.name, one.username, href, words.roles(one.roles), items, one.is_active)
        found[one.office_id].append(line)
    return found


def _items(holdings: Iterable[Holding], on: date) -> str:
    held = {one.item for one in holdings if one.counts(on)}
    return ", ".join(sorted(held, key=lambda item: (len(item), item)))
