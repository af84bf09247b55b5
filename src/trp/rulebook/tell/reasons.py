"""The tree of reasons of each table as a text with places: for facts, for values, and for other tables' reasons."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import chain
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from trp.rulebook.derive import Known
from trp.rulebook.evaluate import Answer, Compiled, Evaluation
from trp.rulebook.explain import Explainer
from trp.rulebook.frozen import replace
from trp.rulebook.language import Language, Rulebook
from trp.rulebook.reasons import answering, reasons
from trp.rulebook.tell.entries import printed
from trp.rulebook.tell.kept import Found, Items, make_room, text_of
from trp.rulebook.tell.template import Template, marks

_FACTS, _BELOW = ("\ue004", "\ue005"), ("\ue006", "\ue007")
_PLACE = re.compile(f'"([{_FACTS[0]}{_BELOW[0]}])(\\w+)[{_FACTS[1]}{_BELOW[1]}]"')


class FactTexts(dict[str, str]):
    """The facts of one request as the reasons show them: by the name of a fact, the JSON object of its known paths.

    Each is written when it is first asked for.

    Args:
        request: The request.
        paths: For each fact, the patterns of the paths it is read from.
        pieces: For each pattern the known paths and values, as members of a JSON object; None: of this request.
    """

    __slots__ = ("_paths", "_pieces", "request")

    def __init__(
        self,
        request: Mapping[str, Any],
        paths: Mapping[str, tuple[str, ...]],
        pieces: dict[str, str] | None = None,
    ) -> None:
        self.request = request
        self._paths = paths
        self._pieces = _pieces(request, "", "") if pieces is None else pieces

    def __missing__(self, name: str) -> str:
        pieces = self._pieces
        members = [pieces[path] for path in self._paths[name] if path in pieces]
        text = self[name] = f"{{{', '.join(members)}}}"
        return text

    def of_item(self, n: int, paths: Mapping[str, tuple[str, ...]]) -> FactTexts:
        """The facts of one piece of information."""
        held = self.request["information"][n]
        return FactTexts(held, paths, _pieces(held, f"information[{n}].", "information[]."))


def _pieces(held: Mapping[str, Any], path: str, pattern: str) -> dict[str, str]:
    """The members of a JSON object for every known fact below a path, by the pattern of its path."""
    found: dict[str, str] = {}
    for key, value in held.items():
        if value.__class__ is str:
            found[pattern + key] = f'"{path}{key}": {encode_basestring(value)}'
        elif value is True or value is False or value is None:
            found[pattern + key] = f'"{path}{key}": {_WORDS[value]}'
        elif value.__class__ is dict and value:
            found.update(_pieces(value, f"{path}{key}.", f"{pattern}{key}."))
        elif value.__class__ is list and value and value[0].__class__ is dict:
            for n, entry in enumerate(value):
                for below, piece in _pieces(entry, f"{path}{key}[{n}].", f"{pattern}{key}[].").items():
                    found[below] = f"{found[below]}, {piece}" if below in found else piece
        else:
            found[pattern + key] = f'"{path}{key}": {json.dumps(value, ensure_ascii=False)}'
    return found


_WORDS = {True: "true", False: "false", None: "null"}


class ReasonStore:
    """The reasons of one table: as a whole, and shortened for where another finding rests on it."""

    def __init__(
        self, ready: Compiled, table: str, language: Language, others: Mapping[str, ReasonStore]
    ) -> None:
        self._ready, self._language, self.others = ready, language, others
        rows = ready.book.tables[table].rows
        self._values = sorted(printed(chain.from_iterable(row.told for row in rows)))
        self._answer = f"{table}.answer"
        self._is_finding = table in {finding.table for finding in ready.book.findings}
        self._kept: dict[Any, _Cut] = {}
        self._short: dict[Answer, str] = {}

    def text(self, found: Found, known: Known, facts: FactTexts) -> str:
        """The members of the JSON list of reasons."""
        answer: Answer = found[self._answer]
        values = known.values
        key = (answer, tuple([values[name] is None for name in self._values])) if self._values else answer
        cut = self._kept.get(key)
        if cut is None:
            make_room(self._kept)
            cut = self._kept[key] = self._cut(answer, known)
        told = cut.parts.copy()
        for place, name in cut.facts:
            told[place] = facts[name]
        for place, name in cut.below:
            other = self.others[name]
            below = other.short(found) if other._is_finding else other.text(found, known, facts)
            told[place] = f"[{below}]"
        for place, template in cut.templates:
            told[place] = template.filled(values)
        return "".join(told)

    def short(self, found: Found) -> str:
        """The rows that apply, or still may, as members of a JSON list."""
        answer: Answer = found[self._answer]
        text = self._short.get(answer)
        if text is None:
            make_room(self._short)
            text = self._short[answer] = text_of(answering(answer, self._language))[1:-1]
        return text

    def _cut(self, answer: Answer, known: Known) -> _Cut:
        book: Rulebook = self._ready.book
        raw, shown = marks(name for name in self._values if known.values[name] is not None)
        marked = replace(known, values={**known.values, **raw})
        explainer = Explainer(Evaluation(self._ready, marked, {}), self._language, None, shown or None)
        told = reasons(
            answer,
            self._language,
            said=explainer.fullest,
            facts=lambda name: f"{_FACTS[0]}{name}{_FACTS[1]}",
            below=lambda name: f"{_BELOW[0]}{name}{_BELOW[1]}",
            is_table=book.tables.__contains__,
        )
        text = text_of(told)[1:-1]
        cut = _Cut([], [], [], [])
        end = 0
        for place in _PLACE.finditer(text):
            self._add(cut, text[end : place.start()])
            (cut.facts if place[1] == _FACTS[0] else cut.below).append((len(cut.parts), place[2]))
            cut.parts.append("")
            end = place.end()
        self._add(cut, text[end:])
        return cut

    def _add(self, cut: _Cut, text: str) -> None:
        """A piece of text, which may hold marks for values."""
        template = Template(text, self._ready.book, self._language)
        if template.has_places:
            cut.templates.append((len(cut.parts), template))
        cut.parts.append(text)


class _Cut(NamedTuple):
    """A text cut into parts: some stand for the facts of a name, the reasons of a table, or a text with values."""

    parts: list[str]
    facts: list[tuple[int, str]]
    below: list[tuple[int, str]]
    templates: list[tuple[int, Template]]


class ItemReasonStore:
    """The reason that each piece of information gives: what it calls for, and why it holds the decision or not."""

    def __init__(self, ready: Compiled, language: Language, stores: Mapping[str, ReasonStore]) -> None:
        self._ready, self._language = ready, language
        self._hold = stores["item_hold"]
        self._paths = {name: fact.paths for name, fact in ready.book.item_facts.items()}
        self._kept: dict[Any, str] = {}

    def text(self, items: Items, known: Known, facts: FactTexts) -> str:
        """The members of the JSON list of reasons."""
        return ", ".join([self._one(n, id_, item, known, facts) for n, (id_, item) in enumerate(items)])

    def _one(self, n: int, id_: str, item: Found, known: Known, facts: FactTexts) -> str:
        key = (n, id_, item["item.answer"], item["item_hold.answer"])
        text = self._kept.get(key)
        if text is None:
            make_room(self._kept)
            evaluation = Evaluation(self._ready, known, item)
            told = Explainer(evaluation, self._language, None).item_reason(n, id_, evaluation, [])
            text = self._kept[key] = text_of(told)[: -len("]}")]
        return f"{text}{self._hold.text(item, known, facts.of_item(n, self._paths))}]}}"
