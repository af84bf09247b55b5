"""Many requests, answered without their reasons: what was found once for the same facts is not found again.

A table is a pure function of the few finite facts it reads, so what it came to is kept for each combination; a
finding without its reasons depends on the rows that answered and on some values, so its JSON text is kept too.
Open values are shared objects and serve in the keys like any other. The answer is the same, letter for letter,
as that of `determine` (a test compares them).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import itemgetter
from typing import Any

from trp.rulebook.derive import Known, derive
from trp.rulebook.determine import CONTRACT
from trp.rulebook.evaluate import Answer, Compiled, Evaluation, of_items
from trp.rulebook.explain import Explainer
from trp.rulebook.language import Both, Duty, Finding, From, Given, Language, Notice, Row, Rulebook
from trp.rulebook.template import Template, marks
from trp.rulebook.unknown import Open, leaves

_KEPT = 50_000
"""Entries kept in each store; past that it is emptied and filled anew, so that memory stays bounded."""

_NAME = re.compile(r"\{(\w+)\}")

Found = dict[str, Any]
"""Finite facts, and for each table `name` its outcome and `name.row` the row that answered; any may be open."""

Items = list[tuple[str, Found]]
Getter = Callable[[Any], Any]


class BriefTeller:
    """Answers requests briefly, in one language, as JSON text.

    Args:
        ready: The rulebook, made ready.
        language: The language of every sentence.
    """

    def __init__(self, ready: Compiled, language: Language) -> None:
        book = ready.book
        self.ready = ready
        of_items = [name for name in book.tables if of_an_item(name, book)]
        self._items = [_TableStore(ready, name) for name in _in_order(book, of_items)]
        self._tables = [
            _TableStore(ready, name)
            for name in _in_order(book, [n for n in book.tables if n not in of_items])
        ]
        self._findings = [
            (_DisclosureStore if finding.name == "disclosure" else _FindingStore)(ready, finding, language)
            for finding in book.findings
        ]
        self._duties = _Entries(ready, book.duties, language)
        self._notices = _Entries(ready, book.notices, language)

    def tell(self, request: Mapping[str, Any]) -> str:
        """The answer to one request without faults, as one line of JSON (what UTF-8 cannot hold is kept as it is)."""
        known = derive(request, self.ready.book)
        items: Items = []
        for id_, facts in known.items or ():
            item = dict(facts)
            for store in self._items:
                store.add(item, known)
            items.append((id_, item))
        outcomes = None if known.items is None else [(item["item"], item["item_hold"]) for _, item in items]
        found: Found = {**known.facts, **of_items(outcomes)}
        for store in self._tables:
            store.add(found, known)
        parts = [store.text(found, known, items) for store in self._findings]
        duties = self._duties.text(found, known, items)
        notices = self._notices.text(found, known, items)
        return (
            f'{{"contract": "{CONTRACT}", "on": "{known.on.isoformat()}", "findings": {{{", ".join(parts)}}}, '
            f'"duties": [{duties}], "notices": [{notices}]}}'
        )


class _Entries:
    """The duties, or the notices. Which of them are called for is found with a few masks, one bit for each."""

    def __init__(self, ready: Compiled, entries: Sequence[Duty | Notice], language: Language) -> None:
        self._entries = [_Entry(ready, entry, language) for entry in entries]
        each_item = [isinstance(entry, Duty) and entry.each_item for entry in entries]
        self._masks = _Masks(entries, [not of_items for of_items in each_item])
        self._item_masks = _Masks(entries, each_item)

    def text(self, found: Found, known: Known, items: Items) -> str:
        """The entries that are called for, as the members of a JSON list, each code once."""
        called = self._masks.called_for(found)
        for _, item in items:
            called |= self._item_masks.called_for(item)
        told: dict[Any, str] = {}
        while called:
            last = called & -called
            entry = self._entries[last.bit_length() - 1]
            if entry.key not in told:
                told[entry.key] = entry.text(known)
            called ^= last
        return ", ".join(told.values())


class _Masks:
    """For each fact and each value of it: the entries that this value does not speak against."""

    def __init__(self, entries: Sequence[Duty | Notice], takes: Sequence[bool]) -> None:
        self._all = sum(1 << n for n, taken in enumerate(takes) if taken)
        self._clauses: dict[str, list[tuple[int, frozenset[str], bool]]] = {}
        for n, entry in enumerate(entries):
            if takes[n]:
                lifts = entry.done if isinstance(entry, Duty) else entry.unless
                for clause in (*entry.when, *lifts):
                    called = (1 << n, frozenset(clause.values), clause in entry.when)
                    self._clauses.setdefault(clause.fact, []).append(called)
        self._kept: dict[str, dict[Any, int]] = {name: {} for name in self._clauses}
        self._facts = list(self._kept.items())

    def called_for(self, found: Found) -> int:
        """The entries of which every clause is known to hold, and none that lifts it."""
        mask = self._all
        for name, kept in self._facts:
            value = found[name]
            held = kept.get(value)
            if held is None:
                held = self._add(name, value)
            mask &= held
        return mask

    def _add(self, name: str, value: Any) -> int:
        kept = self._kept[name]
        if len(kept) >= _KEPT:
            kept.clear()
        could_be = leaves(value)
        mask = self._all
        for bit, values, needed in self._clauses[name]:
            if all(leaf in values for leaf in could_be) is not needed:
                mask &= ~bit
        kept[value] = mask
        return mask


class _TableStore:
    """What one table came to, for each combination of what it reads and each span of law."""

    __slots__ = ("_kept", "_made_on", "_reads", "_ready", "_row_name", "_spans", "name")

    def __init__(self, ready: Compiled, name: str) -> None:
        table = ready.book.tables[name]
        self._ready = ready
        self.name = name
        self._row_name = f"{name}.row"
        spans = ready.in_force[name].starts
        self._spans = spans if len(spans) > 1 else None
        self._made_on = table.dated_by == "made_on"
        self._reads = getter(table.reads())
        self._kept: dict[Any, tuple[Any, Any]] = {}

    def add(self, found: Found, known: Known) -> None:
        """Add the outcome and the row of this table to what is found."""
        key = self._reads(found)
        if self._spans is not None:
            key = (bisect_right(self._spans, known.law_on if self._made_on else known.on), key)
        if known.possible is not True:
            key = (known.possible, key)
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            answer: Answer = Evaluation(self._ready, known, found).answer(self.name)
            kept = self._kept[key] = (answer.outcome, answer.row)
        found[self.name], found[self._row_name] = kept


class _FindingStore:
    """The JSON text of one finding, for each combination of the row that answered and what it rests on.

    The values that it prints are left open in the text and filled in for each request.
    """

    __slots__ = (
        "_any_row",
        "_by_row",
        "_finding",
        "_kept",
        "_language",
        "_ready",
        "_row_name",
        "_series",
        "_spans",
    )

    def __init__(self, ready: Compiled, finding: Finding, language: Language) -> None:
        self._ready, self._finding, self._language = ready, finding, language
        table = ready.book.tables[finding.table]
        self._row_name = f"{table.name}.row"
        self._by_row = {row.id: _reads_of(ready.book, finding, (row,)) for row in table.rows}
        self._any_row = _reads_of(ready.book, finding, table.rows)
        # The days on which an amount changes, since the span of an answer ends with its amount.
        self._series = sorted(
            {amount.since for series in ready.book.series.values() for amount in series.amounts}
        )
        self._spans = {
            f"{name}.row": {row.id: (row.since, row.until) for row in table.rows}
            for name, table in ready.book.tables.items()
        }
        self._kept: dict[Any, Template] = {}

    def text(self, found: Found, known: Known, items: Items) -> str:
        """The finding as a member of the JSON object of findings."""
        row = found[self._row_name]
        facts, names, priced, dated = self._by_row.get(row, self._any_row)
        values = known.values
        # Where several rows may still answer, fields agree only if their values do: then the values count.
        several = row.__class__ is Open
        shown = [values[name] if several else values[name] is None for name in names] if names else ()
        priced_by = priced and bisect_right(self._series, known.made_on)
        spans = [self._spans[table].get(found[table], found[table]) for table in dated]
        key = (row, facts(found), tuple(shown), priced_by, tuple(spans), known.possible)
        text = self._kept.get(key)
        if text is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            text = self._kept[key] = self._template(found, known, () if several else names)
        return text.filled(values)

    def _template(self, found: Found, known: Known, names: Sequence[str]) -> Template:
        raw, printed = marks(name for name in names if known.values[name] is not None)
        marked = replace(known, values={**known.values, **raw})
        explainer = Explainer(Evaluation(self._ready, marked, found), self._language, None, printed or None)
        told = f'"{self._finding.name}": {_json(explainer.finding(self._finding))}'
        return Template(told, self._ready.book, self._language)


class _DisclosureStore(_FindingStore):
    """The finding on disclosure: around the text of each piece of information, kept by itself."""

    __slots__ = ("_items",)

    def __init__(self, ready: Compiled, finding: Finding, language: Language) -> None:
        super().__init__(ready, finding, language)
        self._items: dict[Any, str] = {}

    def text(self, found: Found, known: Known, items: Items) -> str:
        around = super().text(found, known, items)
        if known.items is None:
            return around
        told = ", ".join([self._item(id_, item, known) for id_, item in items])
        return around.replace('"items": null', f'"items": [{told}]', 1)

    def _item(self, id_: str, item: Found, known: Known) -> str:
        key = (id_, item["kind"], item["item.row"], item["item_hold.row"])
        text = self._items.get(key)
        if text is None:
            if len(self._items) >= _KEPT:
                self._items.clear()
            explainer = Explainer(Evaluation(self._ready, known, item), self._language, None)
            text = self._items[key] = _json(explainer.item(id_, explainer.evaluation))
        return text


def _reads_of(
    book: Rulebook, finding: Finding, rows: Sequence[Row]
) -> tuple[Getter, list[str], bool, list[str]]:
    """What the text of a finding depends on once one of these rows has answered.

    The facts (outcomes of tables among them), the values, whether a dated amount is among those, and the tables
    below whose rows came into force at different times.
    """
    given: list[Given | None] = [held for row in rows for held in row.gives.values()]
    given += finding.fields.values()
    listed = book.listed_fees if finding.name == "fee" else ()
    given += [held for entry in listed for held in entry.gives.values()]
    sentences = [
        *chain.from_iterable(row.told for row in rows),
        *(held for held in given if isinstance(held, Both)),
    ]
    froms = [held for held in given if isinstance(held, From)]
    dated = sorted(f"{name}.row" for name in _dated_below(book, rows))
    facts = {held.outcome for held in froms if held.outcome} | {
        c.fact for entry in listed for c in entry.when
    }
    values = {held.value for held in froms if held.value} | printed(sentences)
    return getter(sorted(facts)), sorted(values), any(book.values[name].series for name in values), dated


class _Entry:
    """The JSON text of a duty or a notice, for each combination of the values it prints."""

    __slots__ = ("_entry", "_kept", "_language", "_ready", "_values", "key")

    def __init__(self, ready: Compiled, entry: Duty | Notice, language: Language) -> None:
        self._ready, self._entry, self._language = ready, entry, language
        self.key = entry.code if isinstance(entry, Duty) else (entry.code, entry.under)
        self._values = getter(sorted(printed([entry.says])))
        self._kept: dict[Any, str] = {}

    def text(self, known: Known) -> str:
        """The entry as JSON."""
        key = self._values(known.values)
        text = self._kept.get(key)
        if text is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            explainer = Explainer(Evaluation(self._ready, known, known.facts), self._language, None)
            text = self._kept[key] = _json(explainer.entry(self._entry))
        return text


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def getter(names: Iterable[str]) -> Getter:
    """What takes the values of those names from a mapping, as a key."""
    wanted = tuple(names)
    return itemgetter(*wanted) if wanted else lambda _: ()


def printed(sentences: Iterable[Both]) -> set[str]:
    """The names of the values that the sentences print."""
    return {name for sentence in sentences for name in _NAME.findall(sentence.en)}


def of_an_item(table: str, book: Rulebook) -> bool:
    """Whether a table is asked of each piece of information."""
    return any(
        name in book.item_facts or (name in book.tables and of_an_item(name, book))
        for name in book.tables[table].reads()
    )


def _in_order(book: Rulebook, names: list[str]) -> list[str]:
    """The tables in an order in which each comes after those it reads."""
    found: list[str] = []

    def add(name: str) -> None:
        for fact in book.tables[name].reads():
            if fact in book.tables:
                add(fact)
        if name not in found:
            found.append(name)

    for name in names:
        add(name)
    return found


def _dated_below(book: Rulebook, rows: Sequence[Row]) -> set[str]:
    """The tables below these rows, other findings apart, whose rows came into force at different times."""
    findings = {finding.table for finding in book.findings}
    found: set[str] = set()
    waiting = [clause.fact for row in rows for clause in row.when]
    while waiting:
        name = waiting.pop()
        if name in book.tables and name not in findings:
            waiting += book.tables[name].reads()
            if any(row.until or row.since > book.first_day for row in book.tables[name].rows):
                found.add(name)
    return found
