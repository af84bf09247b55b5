"""The queue: tabs by whom the cases wait for, filters that also leave out, and the search, after which no case vanishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from trp.casework.queue import BLOCKED, FEES
from trp.casework.stages import STAGES
from trp.desk.about import short
from trp.desk.may import SIGNED_IN, may
from trp.desk.reading import reader_of
from trp.desk.rows import list_told, names_of
from trp.desk.words import said, speech
from trp.journal.asked import NoSuchCase
from trp.journal.finding import Whereabouts, Why, number_of, search, whereabouts
from trp.journal.lists.shown import Sort, Tab
from trp.journal.queue import Choice, Filters, page
from trp.rulebook.language import Both
from trp.rulebook.request import kind
from trp.rulebook.shape import Choice as Options

TABS: dict[Tab, Both] = {
    Tab.MINE: Both("Mine to act", "À moi d’agir"),
    Tab.FEE: Both("Waiting for the fee", "En attente des frais"),
    Tab.APPLICANT: Both("For the applicant", "Chez le demandeur"),
    Tab.DECIDER: Both("For the decision maker", "Chez le décideur"),
    Tab.UNASSIGNED: Both("Unassigned", "Non confiés"),
    Tab.WEEK: Both("Due this week", "À échéance cette semaine"),
    Tab.ALL: Both("All of the office", "Tous ceux du bureau"),
}
SORTS: dict[Sort, Both] = {
    Sort.DUE: Both("Due first, then the oldest", "L’échéance, puis les plus anciens"),
    Sort.AGE: Both("The oldest first", "Les plus anciens d’abord"),
    Sort.NUMBER: Both("By number", "Par numéro"),
}
_WHY: dict[Why, Both] = {
    Why.CONFLICT: Both("You declared a conflict of interest: the case is closed to you, and a colleague must act.",
                       "Vous avez déclaré un conflit d’intérêts : le dossier vous est fermé, et un collègue doit agir."),
    Why.CLOSED: Both("It has its result: nobody has to act on it.", "Il a son résultat : personne n’a à y agir."),
    Why.OFFICE: Both("It lies at another office.", "Il relève d’un autre bureau."),
    Why.WAITS: Both("It waits for somebody else’s role.", "Il attend quelqu’un d’un autre rôle."),
    Why.HELD: Both("A colleague holds it.", "Un collègue en est chargé."),
}  # fmt: skip


def _options(path: str) -> dict[str, Both]:
    shape = kind(path)
    assert isinstance(shape, Options)
    return {key: short(path, key) for key in shape.options}


FILTERS: dict[str, tuple[Both, Mapping[str, Both]]] = {
    "stream": (Both("Stream", "Volet"), _options("stream")),
    "made_to": (Both("Channel", "Voie"), _options("made_to")),
    "stage": (Both("Stage", "Étape"), {key: told for key, told in STAGES.items() if key not in ("decided", "closed")}),
    "fee": (Both("Fee", "Frais"), {key: told for key, told in FEES.items() if key != "unsettled"}),
    "blocked": (Both("Blocked by", "Blocage"), {"": Both("nothing", "aucun"), **BLOCKED}),
}  # fmt: skip
_OPEN = "open"
"""Stands in an address for the empty value: nothing blocks."""


@dataclass(frozen=True)
class Chip:
    """A filter that is on, with the address without it."""

    text: str
    without: str


@may(*SIGNED_IN)
def queue(request: HttpRequest) -> HttpResponse:
    """The list of a tab."""
    reader, given = reader_of(request), request.GET
    tab = _one(Tab, given.get("tab"), Tab.MINE)
    sort = _one(Sort, given.get("sort"), Sort.DUE)
    found = page(
        reader.who, tab, on=reader.day, at=reader.at, filters=_filters(given), sort=sort, start=given.get("start", "")
    )  # fmt: skip
    told = {
        "here": "queue", "tab": tab, "tabs": [(one, TABS[one], count) for one, count in found.tabs.items()],
        "filters": list(_controls(given)), "leave_out": list(_leave_out()), "chips": list(_chips(given)),
        "sorts": SORTS.items(), "sort": sort, "others": _hidden(given), **list_told(found, reader, given),
    }  # fmt: skip
    return render(request, "cases/queue.html", told)


@may(*SIGNED_IN)
def find(request: HttpRequest) -> HttpResponse:
    """Cases by number or name, wherever they lie; for a number, where the case is and why it is not in one's list."""
    reader, text = reader_of(request), request.GET.get("q", "").strip()[:100]
    where: Whereabouts | None = None
    if (number := number_of(text)) is not None:
        try:
            where = whereabouts(reader.who, number, at=reader.at)
        except NoSuchCase:
            where = None
    found = search(reader.who, text, at=reader.at, start=request.GET.get("start", "")) if text else None
    told: dict[str, Any] = {
        "q": text,
        "where": where,
        "where_why": [_WHY[one] for one in where.why] if where else [],
    }
    if where and where.row:
        names, person = names_of((where.row,)), where.row.person
        told |= {
            "where_person": f"{person.given_names} {person.family_name}" if person else "",
            "where_office": names.offices.get(where.row.office, ""),
            "where_holder": names.officers.get(where.row.holder or "", ""),
        }
    if found:
        told |= list_told(found, reader, request.GET, elsewhere=True)
    return render(request, "cases/search.html", told)


def _one(kinds: type[Any], text: str | None, otherwise: Any) -> Any:
    return kinds(text) if text in {one.value for one in kinds} else otherwise


def _filters(given: QueryDict) -> Filters:
    never: dict[str, set[str]] = {}
    for text in given.getlist("not"):
        name, _, value = text.partition(":")
        if name in FILTERS:
            never.setdefault(name, set()).add(_value(value))
    chosen = {
        name: Choice(
            _known(name, {_value(one) for one in given.getlist(name) if one}),
            _known(name, never.get(name, set())),
        )
        for name in FILTERS
    }
    return replace(Filters(), **chosen)  # type: ignore[arg-type]  # each of these names is a choice


def _value(text: str) -> str:
    return "" if text == _OPEN else text


def _known(name: str, values: set[str]) -> frozenset[str]:
    """What is no value of the filter is not asked for."""
    return frozenset(values & set(FILTERS[name][1]))


def _controls(given: QueryDict) -> Iterator[dict[str, Any]]:
    for name, (label, options) in FILTERS.items():
        chosen = given.get(name, "")
        yield {
            "name": name,
            "label": said(label),
            "options": [
                (key or _OPEN, said(told), (key or _OPEN) == chosen) for key, told in options.items()
            ],
        }


def _leave_out() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for name, (label, options) in FILTERS.items():
        yield said(label), [(f"{name}:{key or _OPEN}", said(told)) for key, told in options.items()]


def _chips(given: QueryDict) -> Iterator[Chip]:
    """What is left out, each with the way to have it back."""
    for text in dict.fromkeys(given.getlist("not")):
        name, _, value = text.partition(":")
        if name in FILTERS and _value(value) in FILTERS[name][1]:
            rest = given.copy()
            rest.setlist("not", [one for one in given.getlist("not") if one != text])
            rest.pop("start", None)
            told = said(FILTERS[name][1][_value(value)])
            yield Chip(speech()(f"Not: {told}", f"Sans\u00a0: {told}"), f"?{rest.urlencode()}")


def _hidden(given: QueryDict) -> list[str]:
    return [text for text in dict.fromkeys(given.getlist("not")) if text]
