"""What the address of the queue asks for: a tab, filters that also leave out, an order, columns. It is read here, and
written here; a name or a value that is not known asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict

from trp.casework.queue import BLOCKED, BY_THE_REGISTER, FEES
from trp.casework.stages import STAGES
from trp.desk.about import short
from trp.desk.columns import COLUMNS
from trp.desk.words import said, speech
from trp.journal.lists.shown import Sort, Tab
from trp.journal.queue import Choice, Filters
from trp.rulebook.language import Both
from trp.rulebook.request import kind
from trp.rulebook.shape import Choice as Options

TABS: dict[Tab, Both] = {
    Tab.MINE: Both("Mine to act", "À moi d’agir"),
    Tab.FEE: Both("Waiting for the fee", "En attente des frais"),
    Tab.APPLICANT: Both("For the client, fee aside", "Chez le client, hors frais"),
    Tab.DECIDER: Both("For the decision maker", "Chez le décideur"),
    Tab.UNASSIGNED: Both("Unassigned", "Non confiés"),
    Tab.WEEK: Both("Overdue or due this week", "Échus ou à échéance cette semaine"),
    Tab.ALL: Both("All of the office", "Tous ceux du bureau"),
}
SORTS: dict[Sort, Both] = {
    Sort.DUE: Both("Due first, then the oldest", "L’échéance, puis les plus anciens"),
    Sort.AGE: Both("The oldest first", "Les plus anciens d’abord"),
    Sort.NUMBER: Both("By number", "Par numéro"),
}


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

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Chip:
    """A filter that is on, with the address without it. `help`: what there is to know of it."""

    text: str
    without: str
    help: str = ""


@dataclass(frozen=True)
class Wanted:
    """What an address asks for.

    Attributes:
        only, never: Pairs of a filter and a value as the address writes them.
        columns: Empty: those that the reader keeps.
    """

    tab: Tab = Tab.MINE
    sort: Sort = Sort.DUE
    only: Pairs = ()
    never: Pairs = ()
    columns: tuple[str, ...] = ()

    @classmethod
    def read(cls, given: QueryDict) -> Wanted:
        left_out = [text.partition(":")[::2] for text in dict.fromkeys(given.getlist("not"))]
        return cls(
            _one(Tab, given.get("tab"), Tab.MINE),
            _one(Sort, given.get("sort"), Sort.DUE),
            tuple(
                (name, value)
                for name in FILTERS
                for value in dict.fromkeys(given.getlist(name))
                if _is_known(name, value)
            ),
            tuple((name, value) for name, value in left_out if _is_known(name, value)),
            tuple(dict.fromkeys(name for name in given.getlist("col") if name in COLUMNS)),
        )

    @classmethod
    def read_text(cls, query: str) -> Wanted:
        """What follows the question mark of an address. An address that asks too much asks for nothing."""
        try:
            return cls.read(QueryDict(query[:4000]))
        except SuspiciousOperation:  # more fields than a request may have
            return cls()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What the address says, always in the same order."""
        return [
            ("tab", self.tab.value),
            *self.only,
            *(("not", f"{name}:{value}") for name, value in self.never),
            *([("sort", self.sort.value)] if self.sort is not Sort.DUE else []),
            *(("col", name) for name in self.columns),
        ]

    @property
    def query(self) -> str:
        return urlencode(self.pairs)

    @property
    def filters(self) -> Filters:
        def values(pairs: Pairs, name: str) -> frozenset[str]:
            return frozenset(_value(value) for one, value in pairs if one == name)

        chosen = {name: Choice(values(self.only, name), values(self.never, name)) for name in FILTERS}
        return replace(Filters(), **chosen)  # type: ignore[arg-type]  # each of these names is a choice

    def controls(self) -> Iterator[dict[str, Any]]:
        """The filters as a form shows them."""
        chosen = dict(self.only)
        for name, (label, options) in FILTERS.items():
            told = [(key or _OPEN, said(says), _help(name, key)) for key, says in options.items()]
            yield {"name": name, "label": said(label), "options": [(key, says, key == chosen.get(name), help_text) for key, says, help_text in told]}  # fmt: skip

    def chips(self) -> Iterator[Chip]:
        """What is left out, each with the way to have it back."""
        for one in self.never:
            rest = replace(self, never=tuple(other for other in self.never if other != one))
            told = said(FILTERS[one[0]][1][_value(one[1])])
            yield Chip(speech()(f"Not: {told}", f"Sans\u00a0: {told}"), f"?{rest.query}", _help(*one))

    @property
    def by_the_register(self) -> str:
        """What there is to know of a filter that is on and cannot tell what the register says; empty: none is."""
        return next(filter(None, (_help(*one) for one in (*self.only, *self.never))), "")

    def says(self) -> list[tuple[str, str]]:
        """What is asked for in words, each part with its label."""
        say = speech()
        told = [(say("List", "Liste"), said(TABS[self.tab])), (say("Order", "Ordre"), said(SORTS[self.sort]))]
        for name, (label, options) in FILTERS.items():
            if chosen := [said(options[_value(value)]) for one, value in self.only if one == name]:
                told.append((said(label), ", ".join(chosen)))
        told += [
            (say("Without", "Sans"), said(FILTERS[name][1][_value(value)])) for name, value in self.never
        ]
        if self.columns:
            told.append((say("Columns", "Colonnes"), ", ".join(said(COLUMNS[name]) for name in self.columns)))
        return told


def _help(name: str, value: str) -> str:
    known = (name, value) in (("fee", "exemption_open"), ("blocked", "exemption-not-recorded"))
    return said(BY_THE_REGISTER) if known else ""


def leave_out() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Everything that can be left out, by filter."""
    for name, (label, options) in FILTERS.items():
        yield said(label), [(f"{name}:{key or _OPEN}", said(told)) for key, told in options.items()]


def _one(kinds: type[Any], text: str | None, otherwise: Any) -> Any:
    return kinds(text) if text in {one.value for one in kinds} else otherwise


def _value(text: str) -> str:
    return "" if text == _OPEN else text


def _is_known(name: str, value: str) -> bool:
    return name in FILTERS and value != "" and _value(value) in FILTERS[name][1]
