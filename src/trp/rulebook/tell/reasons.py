"""The tree of reasons of each table as a text with places: for facts, for values, and for other tables' reasons."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from trp.rulebook.derive import Known
from trp.rulebook.evaluate import Answer, Compiled, Evaluation
from trp.rulebook.explain import Explainer
from trp.rulebook.language import Language, Rulebook
from trp.rulebook.reasons import answering, reasons
from trp.rulebook.seen import Seen, flat
from trp.rulebook.tell.entries import printed
from trp.rulebook.tell.kept import Found, make_room, text_of
from trp.rulebook.tell.template import Template, marks

_FACTS, _BELOW = ("\ue004", "\ue005"), ("\ue006", "\ue007")
_PLACE = re.compile(f'"([{_FACTS[0]}{_BELOW[0]}])(\\w+)[{_FACTS[1]}{_BELOW[1]}]"')


class FactTexts:
    """The facts of one request as the reasons show them, each written once."""

    __slots__ = ("_kept", "_paths", "_request", "_seen")

    def __init__(self, request: Mapping[str, Any], paths: Mapping[str, tuple[str, ...]]) -> None:
        self._request = request
        self._paths = paths
        self._seen: Seen | None = None
        self._kept: dict[str, str] = {}

    def text(self, name: str) -> str:
        """The JSON object of the known paths of a fact, with their values."""
        text = self._kept.get(name)
        if text is None:
            text = self._kept[name] = self._text(self._paths[name])
        return text

    def _text(self, paths: tuple[str, ...]) -> str:
        if len(paths) == 1 and "." not in paths[0]:  # most facts are one value of the request itself
            held = self._request.get(paths[0], self)
            if held is self:
                return "{}"
            if held.__class__ is str or held is True or held is False or held is None:
                return f'{{"{paths[0]}": {json.dumps(held, ensure_ascii=False)}}}'
        return text_of(self.seen().at(paths))

    def seen(self) -> Seen:
        """All facts by their paths."""
        if self._seen is None:
            self._seen = Seen(flat(self._request))
        return self._seen


class ReasonStore:
    """The reasons of one table: as a whole, and shortened for where another finding rests on it."""

    def __init__(
        self, ready: Compiled, table: str, language: Language, others: Mapping[str, ReasonStore]
    ) -> None:
        self._ready, self._table, self._language, self._others = ready, table, language, others
        rows = ready.book.tables[table].rows
        self._values = sorted(printed(chain.from_iterable(row.told for row in rows)))
        self._answer = f"{table}.answer"
        self._is_finding = table in {finding.table for finding in ready.book.findings}
        self._kept: dict[Any, list[tuple[Template, str, str]]] = {}
        self._short: dict[Answer, str] = {}

    def text(self, found: Found, known: Known, facts: FactTexts) -> str:
        """The members of the JSON list of reasons."""
        answer: Answer = found[self._answer]
        values = known.values
        key = (answer, tuple([values[name] is None for name in self._values])) if self._values else answer
        parts = self._kept.get(key)
        if parts is None:
            make_room(self._kept)
            parts = self._kept[key] = self._parts(answer, known)
        told: list[str] = []
        for template, kind, name in parts:
            told.append(template.filled(values))
            if kind == _FACTS[0]:
                told.append(facts.text(name))
            elif kind == _BELOW[0]:
                other = self._others[name]
                below = other.short(found) if other._is_finding else other.text(found, known, facts)
                told.append(f"[{below}]")
        return "".join(told)

    def short(self, found: Found) -> str:
        """The rows that apply, or still may, as members of a JSON list."""
        answer: Answer = found[self._answer]
        text = self._short.get(answer)
        if text is None:
            make_room(self._short)
            text = self._short[answer] = text_of(answering(answer, self._language))[1:-1]
        return text

    def _parts(self, answer: Answer, known: Known) -> list[tuple[Template, str, str]]:
        """Templates, and what follows each: the facts of a name, the reasons of a table, or nothing."""
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
        parts: list[tuple[Template, str, str]] = []
        end = 0
        for place in _PLACE.finditer(text):
            parts.append((Template(text[end : place.start()], book, self._language), place[1], place[2]))
            end = place.end()
        parts.append((Template(text[end:], book, self._language), "", ""))
        return parts
