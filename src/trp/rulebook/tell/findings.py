"""The text of each finding, for each combination of the row that answered and what it rests on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain
from typing import Any

from trp.rulebook.derive import Known
from trp.rulebook.evaluate import Compiled, Evaluation
from trp.rulebook.explain import Explainer
from trp.rulebook.frozen import replace
from trp.rulebook.language import Both, Finding, From, Given, Language, Row, Rulebook
from trp.rulebook.tell.entries import printed
from trp.rulebook.tell.kept import Found, Getter, Items, getter, make_room, text_of
from trp.rulebook.tell.reasons import FactTexts, ItemReasonStore, ReasonStore
from trp.rulebook.tell.template import Template, marks
from trp.rulebook.unknown import Open

REASONS = "\ue008"  # stands for the list of reasons until it is filled in


class FindingStore:
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
        "_reasons",
        "_row_name",
        "_series",
        "_spans",
    )

    def __init__(
        self, ready: Compiled, finding: Finding, language: Language, reasons: ReasonStore | None
    ) -> None:
        self._ready, self._finding, self._language, self._reasons = ready, finding, language, reasons
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

    def text(self, found: Found, known: Known, items: Items, facts_shown: FactTexts | None) -> str:
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
            make_room(self._kept)
            text = self._kept[key] = self._template(found, known, () if several else names)
        told = text.filled(values)
        if self._reasons is None or facts_shown is None:
            return told
        return told.replace(f'"{REASONS}"', f"[{self._reasons.text(found, known, facts_shown)}]", 1)

    def _template(self, found: Found, known: Known, names: Sequence[str]) -> Template:
        raw, printed = marks(name for name in names if known.values[name] is not None)
        marked = replace(known, values={**known.values, **raw})
        explainer = Explainer(Evaluation(self._ready, marked, found), self._language, None, printed or None)
        finding = explainer.finding(self._finding)
        if self._reasons is not None:  # they stand after the sentence
            told = {}
            for name, held in finding.items():
                told[name] = held
                if name == "says":
                    told["because"] = REASONS
            finding = told
        text = f'"{self._finding.name}": {text_of(finding)}'
        return Template(text, self._ready.book, self._language)


class DisclosureStore(FindingStore):
    """The finding on disclosure: around the text of each piece of information, kept by itself."""

    __slots__ = ("_item_reasons", "_items")

    def __init__(
        self, ready: Compiled, finding: Finding, language: Language, reasons: ReasonStore | None
    ) -> None:
        super().__init__(ready, finding, language, reasons)
        self._item_reasons = ItemReasonStore(ready, language, reasons.others) if reasons else None
        self._items: dict[Any, str] = {}

    def text(self, found: Found, known: Known, items: Items, facts_shown: FactTexts | None) -> str:
        around = super().text(found, known, items, facts_shown)
        if known.items is None:
            return around
        told = ", ".join([self._item(id_, item, known) for id_, item in items])
        around = around.replace('"items": null', f'"items": [{told}]', 1)
        if self._item_reasons is None or facts_shown is None or not items:
            return around
        return around.replace(
            '], "in_force": ', f', {self._item_reasons.text(items, known, facts_shown)}], "in_force": ', 1
        )

    def _item(self, id_: str, item: Found, known: Known) -> str:
        key = (id_, item["kind"], item["item.row"], item["item_hold.row"])
        text = self._items.get(key)
        if text is None:
            make_room(self._items)
            explainer = Explainer(Evaluation(self._ready, known, item), self._language, None)
            text = self._items[key] = text_of(explainer.item(id_, explainer.evaluation))
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
