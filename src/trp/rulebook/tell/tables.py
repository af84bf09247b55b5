"""What each table came to, for each combination of what it reads."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from trp.rulebook.derive import Known
from trp.rulebook.evaluate import Answer, Compiled, Evaluation
from trp.rulebook.language import Rulebook
from trp.rulebook.tell.kept import Found, getter, make_room


class TableStore:
    """What one table came to, for each combination of what it reads and each span of law."""

    __slots__ = ("_answer_name", "_kept", "_made_on", "_reads", "_ready", "_row_name", "_spans", "name")

    def __init__(self, ready: Compiled, name: str) -> None:
        table = ready.book.tables[name]
        self._ready = ready
        self.name = name
        self._row_name = f"{name}.row"
        self._answer_name = f"{name}.answer"
        spans = ready.in_force[name].starts
        self._spans = spans if len(spans) > 1 else None
        self._made_on = table.dated_by == "made_on"
        self._reads = getter(table.reads())
        self._kept: dict[Any, tuple[Any, Any, Answer]] = {}

    def add(self, found: Found, known: Known) -> None:
        """Add the outcome, the row and the answer of this table to what is found."""
        key = self._reads(found)
        if self._spans is not None:
            key = (bisect_right(self._spans, known.law_on if self._made_on else known.on), key)
        if known.possible is not True:
            key = (known.possible, key)
        kept = self._kept.get(key)
        if kept is None:
            make_room(self._kept)
            answer: Answer = Evaluation(self._ready, known, found).answer(self.name)
            kept = self._kept[key] = (answer.outcome, answer.row, answer)
        found[self.name], found[self._row_name], found[self._answer_name] = kept


def of_an_item(table: str, book: Rulebook) -> bool:
    """Whether a table is asked of each piece of information."""
    return any(
        name in book.item_facts or (name in book.tables and of_an_item(name, book))
        for name in book.tables[table].reads()
    )


def in_order(book: Rulebook, names: list[str]) -> list[str]:
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
