"""Many requests, answered without their reasons: what was told once for the same finite facts is told again.

A finding is a pure function of the facts and values that its tables and sentences read, and of the span of law.
Far fewer of those combinations come up than requests, so the JSON text of each is kept and put together. The
answer is the same, letter for letter, as that of `determine` (a test compares them).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain
from operator import itemgetter
from typing import Any

from trp.rulebook.derive import Known, derive
from trp.rulebook.determine import CONTRACT
from trp.rulebook.evaluate import Compiled, Evaluation, starts
from trp.rulebook.explain import Explainer
from trp.rulebook.language import Both, Clause, Duty, Finding, From, Given, Language, Notice, Rulebook

_KEPT = 50_000
"""Texts kept for each finding; past that the store is emptied and filled anew, so memory stays bounded."""

_NAME = re.compile(r"\{(\w+)\}")
_OF_ITEMS = ("any_protected", "any_holds")


class BriefTeller:
    """Answers requests briefly, in one language, as JSON text.

    Args:
        ready: The rulebook, made ready.
        language: The language of every sentence.
    """

    def __init__(self, ready: Compiled, language: Language) -> None:
        self.ready = ready
        self.language = language
        self._parts = [_FindingPart(ready.book, finding) for finding in ready.book.findings]
        outside = _used_outside(ready.book)
        self._rest = _RestPart(ready.book, outside)

    def tell(self, request: Mapping[str, Any]) -> str:
        """The answer to one request without faults, as one line of JSON (what UTF-8 cannot hold is kept as it is)."""
        known = derive(request, self.ready.book)
        items = None if known.items is None else tuple([(id_, *item.values()) for id_, item in known.items])
        pending = _Pending(self.ready, known, self.language)
        told: list[str] = []
        outcomes: dict[str, Any] = {}
        for part in self._parts:
            key = part.key(known, items)
            kept = part.kept.get(key)
            if kept is None:
                kept = part.keep(key, pending)
            told.append(kept[0])
            outcomes.update(kept[1])
        rest = self._rest
        key = rest.key(known, items, outcomes)
        text = rest.kept.get(key)
        if text is None:
            text = rest.keep(key, pending)
        return f'{{"contract": "{CONTRACT}", "on": "{known.on.isoformat()}", "findings": {{{", ".join(told)}}}, {text}}}'


class _Pending:
    """The evaluation of one request, made only if something of it was not told before."""

    __slots__ = ("_explainer", "known", "language", "ready")

    def __init__(self, ready: Compiled, known: Known, language: Language) -> None:
        self.ready, self.known, self.language = ready, known, language
        self._explainer: Explainer | None = None

    def explainer(self) -> Explainer:
        if self._explainer is None:
            self._explainer = Explainer(Evaluation(self.ready, self.known), self.language, None)
        return self._explainer


class _Part:
    """Something that is told for a combination of facts, values and span of law, and kept."""

    def __init__(
        self, book: Rulebook, names: Iterable[str], values: Iterable[str], days: Iterable[date]
    ) -> None:
        wanted = set(names)
        self.facts = _getter(sorted(name for name in wanted if name in book.facts and name not in _OF_ITEMS))
        self.items = bool(wanted & {*_OF_ITEMS, *book.item_facts})
        self.values = _getter(sorted(values))
        self.days = sorted(set(days))
        self.kept: dict[Any, Any] = {}

    def key(self, known: Known, items: Any) -> tuple[Any, ...]:
        span, days = bisect_right, self.days
        key = (
            self.facts(known.facts),
            self.values(known.values),
            span(days, known.law_on),
            span(days, known.on),
            known.possible,
        )
        return (*key, items) if self.items else key

    def _room(self) -> None:
        if len(self.kept) >= _KEPT:
            self.kept.clear()


class _FindingPart(_Part):
    """One finding's text, and the outcomes and rows of the tables it rests on."""

    def __init__(self, book: Rulebook, finding: Finding) -> None:
        self.finding = finding
        self.tables = _chain(book, finding)
        rows = [row for name in self.tables for row in book.tables[name].rows]
        names = [name for table in self.tables for name in book.tables[table].reads()]
        given: list[Given] = [held for row in rows for held in row.gives.values()]
        sentences = [
            *chain.from_iterable(row.told for row in rows),
            *(held for held in given if isinstance(held, Both)),
        ]
        values = {held.value for held in given if isinstance(held, From) and held.value} | _printed(sentences)
        days = list(chain.from_iterable(starts(book.tables[table]) for table in self.tables))
        listed = book.listed_fees if finding.name == "fee" else ()
        for entry in listed:
            names += [clause.fact for clause in entry.when]
            values |= {held.value for held in entry.gives.values() if isinstance(held, From) and held.value}
        days += [amount.since for series in book.series.values() for amount in series.amounts]
        super().__init__(book, names, values, days)
        if finding.name == "disclosure":
            self.items = True

    def keep(self, key: Any, pending: _Pending) -> tuple[str, dict[str, Any]]:
        self._room()
        explainer = pending.explainer()
        text = f'"{self.finding.name}": {_text(explainer.finding(self.finding))}'
        outcomes: dict[str, Any] = {}
        for name in self.tables:
            if name in pending.ready.in_force and not _of_an_item(name, pending.ready.book):
                answer = explainer.evaluation.answer(name)
                outcomes[name], outcomes[f"{name}.row"] = answer.outcome, answer.row
        kept = self.kept[key] = (text, outcomes)
        return kept


class _RestPart(_Part):
    """The duties and notices: they read a few facts, and what the findings came to."""

    def __init__(self, book: Rulebook, outside: set[str]) -> None:
        sentences = [*(duty.says for duty in book.duties), *(notice.says for notice in book.notices)]
        super().__init__(book, outside, _printed(sentences), ())
        self.items = True
        self.outcomes = _getter(sorted(name for name in outside if _is_of_table(name, book)))

    def key(self, known: Known, items: Any, outcomes: Mapping[str, Any] | None = None) -> tuple[Any, ...]:
        return (self.facts(known.facts), self.values(known.values), items, self.outcomes(outcomes))

    def keep(self, key: Any, pending: _Pending) -> str:
        self._room()
        explainer = pending.explainer()
        text = f'"duties": {_text(explainer.duties())}, "notices": {_text(explainer.notices())}'
        self.kept[key] = text
        return text


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _getter(names: list[str]) -> Callable[[Any], Any]:
    return itemgetter(*names) if names else lambda _: ()


def _printed(sentences: Iterable[Both]) -> set[str]:
    return {name for sentence in sentences for name in _NAME.findall(sentence.en)}


def _chain(book: Rulebook, finding: Finding) -> list[str]:
    """The tables that a finding rests on, those of its own fields included."""
    found: list[str] = []
    waiting = [finding.table]
    given = [
        *finding.fields.values(),
        *(g for row in book.tables[finding.table].rows for g in row.gives.values()),
    ]
    waiting += [held.outcome for held in given if isinstance(held, From) and held.outcome]
    if finding.name == "fee":
        waiting += [clause.fact for entry in book.listed_fees for clause in entry.when]
    if finding.name == "disclosure":
        waiting += ["item", "item_hold", "item_keep"]
    while waiting:
        name = waiting.pop()
        if name in book.tables and name not in found:
            found.append(name)
            waiting += book.tables[name].reads()
    return found


def _is_of_table(name: str, book: Rulebook) -> bool:
    table = name.removesuffix(".row")
    return table in book.tables and not _of_an_item(table, book)


def _of_an_item(table: str, book: Rulebook) -> bool:
    """Whether a table is asked of each piece of information."""
    return any(
        name in book.item_facts or (name in book.tables and _of_an_item(name, book))
        for name in book.tables[table].reads()
    )


def _used_outside(book: Rulebook) -> set[str]:
    """Every fact that a duty or a notice reads."""
    entries: list[Duty | Notice] = [*book.duties, *book.notices]
    clauses: list[Clause] = []
    for entry in entries:
        clauses += entry.when
        clauses += entry.done if isinstance(entry, Duty) else entry.unless
    return {clause.fact for clause in clauses}
