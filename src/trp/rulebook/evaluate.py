"""The one evaluator: it decides, and the record of deciding is the explanation.

A table is walked row by row; every clause of every row looked at is recorded with what it came to: True,
False, or open. Facts that are other tables' outcomes are answered by walking those tables, once each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from trp.rulebook.alike import standing_for_all
from trp.rulebook.derive import Known
from trp.rulebook.frozen import frozen
from trp.rulebook.language import FLAG, NO, YES, Clause, Row, Rulebook, Table
from trp.rulebook.request import ORDER
from trp.rulebook.unknown import Ask, Open, all_of, constrained, first_of, leaves, lift, unknown

_GAP = ""


class Gap(Exception):
    """No row of a table holds. The proofs show that this cannot happen in the rulebook as it stands."""


@frozen
class Looked:
    """A row that was looked at: whether it holds, and each of its clauses (True, False or open)."""

    row: Row
    holds: Any
    marks: tuple[Any, ...]


@frozen(eq=False)
class Answer:
    """What a table came to: the rows looked at, the row that answered and its outcome (each may be open).

    Two answers are the same if they are the same object, so that one can be a key.
    """

    table: Table
    looked: tuple[Looked, ...]
    row: Any
    outcome: Any

    def rows(self) -> tuple[Row, ...]:
        """Every row that may still be the one that answers, in their order."""
        possible = leaves(self.row)
        return tuple(looked.row for looked in self.looked if looked.row.id in possible)


Lines = tuple[tuple[Row, tuple[tuple[str, frozenset[str]], ...]], ...]


class InForce:
    """The rows of a table by the span of days in which they are in force together."""

    __slots__ = ("_lines", "starts", "table")

    def __init__(self, table: Table) -> None:
        self.table = table
        self.starts = starts(table)
        self._lines: list[Lines] = [
            tuple(
                (row, tuple((c.fact, frozenset(c.values)) for c in row.when))
                for row in table.rows
                if row.in_force(day)
            )
            for day in self.starts
        ]

    def on(self, day: date) -> Lines:
        return self._lines[max(bisect_right(self.starts, day) - 1, 0)]


def starts(table: Table) -> list[date]:
    """The days on which another set of the table's rows comes into force."""
    found = {row.since for row in table.rows}
    found |= {row.until + timedelta(days=1) for row in table.rows if row.until}
    return sorted(found)


class Compiled:
    """A rulebook made ready to be asked many times."""

    __slots__ = ("book", "in_force")

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.in_force = {name: InForce(table) for name, table in book.tables.items()}


class Evaluation:
    """One set of facts, asked of a rulebook. Each table is answered once, when it is first needed."""

    __slots__ = ("_answers", "_marks", "compiled", "facts", "items", "known")

    def __init__(
        self,
        compiled: Compiled,
        known: Known,
        facts: Mapping[str, Any] | None = None,
        items: tuple[tuple[str, Evaluation], ...] | None = None,
    ) -> None:
        """Ask of what is known, or of other `facts` (of one piece of information, or with `name.answer` of tables)."""
        self.compiled = compiled
        self.known = known
        self._answers: dict[str, Answer] = {}
        self._marks: dict[tuple[Open, frozenset[str]], Any] = {}
        self.items = items
        if facts is not None:
            self.facts = facts
            return
        if known.items is not None:
            self.items = tuple((id_, Evaluation(compiled, known, item)) for id_, item in known.items)
        found = self.items and [
            (i.answer("item").outcome, i.answer("item_hold").outcome) for _, i in self.items
        ]
        self.facts = {**known.facts, **of_items(found)}

    def answer(self, table: str) -> Answer:
        """What that table comes to.

        Raises:
            Gap: None of its rows holds.
        """
        found = self._answers.get(table) or self.facts.get(f"{table}.answer")
        if found is None:
            in_force = self.compiled.in_force[table]
            day = self.known.law_on if in_force.table.dated_by == "made_on" else self.known.on
            found = self._answers[table] = self._walk(in_force.table, in_force.on(day))
        return found

    def fact(self, name: str) -> Any:
        """A finite fact, or the outcome of a table, or (`name.row`) the row that answered it."""
        found = self.facts.get(name)
        if found is not None:
            return found
        if name.endswith(".row"):
            return self.answer(name[:-4]).row
        return self.answer(name).outcome

    def holds(self, clause: Clause) -> Any:
        """Whether a clause holds: True, False or open."""
        value = self.fact(clause.fact)
        if value.__class__ is Open:
            return self._mark(value, frozenset(clause.values))
        return value in clause.values

    def surely(self, clause: Clause) -> bool:
        """Whether a clause holds whatever the unknown facts are."""
        value = self.fact(clause.fact)
        if value.__class__ is Open:
            return all(leaf in clause.values for leaf in leaves(value))
        return value in clause.values

    def _walk(self, table: Table, lines: Lines) -> Answer:
        looked: list[Looked] = []
        open_rows = False
        for row, clauses in lines:
            marks = []
            holds: Any = True
            for name, values in clauses:
                value = self.fact(name)
                mark = self._mark(value, values) if value.__class__ is Open else value in values
                if mark is False:
                    holds = False
                elif mark is not True and holds is not False:
                    holds = None
                marks.append(mark)
            if holds is None:
                holds = all_of(marks)
                open_rows = open_rows or holds.__class__ is Open
            looked.append(Looked(row, holds, tuple(marks)))
            if holds is True:
                break
        if not open_rows:
            last = looked[-1] if looked else None
            if last is None or last.holds is not True:
                raise Gap(f"{table.name}: no row holds for {self._facts_of(table)}")
            return Answer(table, tuple(looked), last.row.id, last.row.outcome)
        return self._open_answer(table, tuple(looked))

    def _mark(self, value: Open, values: frozenset[str]) -> Any:
        """Whether an open value is one of those; kept, since rows of a table ask the same again."""
        key = (value, values)
        if key not in self._marks:
            self._marks[key] = lift(values.__contains__, value)
        return self._marks[key]

    def _open_answer(self, table: Table, looked: tuple[Looked, ...]) -> Answer:
        row = first_of([one.holds for one in looked], [one.row.id for one in looked], _GAP)
        if _GAP in leaves(row) and _GAP in leaves(constrained(row, self.known.possible)):
            raise Gap(f"{table.name}: no row holds for some of {self._facts_of(table)}")
        # What contradicts itself may fall between the rows: it is given the last row, and never counted.
        row = lift(lambda id_: id_ or looked[-1].row.id, row)
        outcome = lift({one.row.id: one.row.outcome for one in looked}.__getitem__, row)
        return Answer(table, looked, row, outcome)

    def _facts_of(self, table: Table) -> dict[str, Any]:
        return {name: self.fact(name) for name in table.reads()}


def of_items(items: Iterable[tuple[Any, Any]] | None) -> dict[str, Any]:
    """What the pieces of information come to: whether any is protected, whether any holds the decision.

    Args:
        items: The outcomes of `item` and `item_hold` for each; None while the list is unknown.
    """
    if items is None:
        order = (ORDER["information"],)
        return {
            "any_protected": unknown(Ask((*order, 0), "information", "information: protected"), FLAG),
            "any_holds": unknown(Ask((*order, 1), "information", "information: holds"), FLAG),
        }
    protected: Any = NO
    holds: Any = NO
    each = [lift(_come_to, item, hold) for item, hold in items]
    # Two that are alike: one held fast, and one that brings all that the others could.
    for one in standing_for_all(each, 2) if len(each) > 2 else each:
        protected = lift(_or, protected, lift(itemgetter(0), one))
        holds = lift(_or, holds, lift(itemgetter(1), one))
    return {"any_protected": protected, "any_holds": holds}


def _or(one: str, other: str) -> str:
    return YES if YES in (one, other) else NO


def _come_to(item: str, hold: str) -> tuple[str, str]:
    """Whether a piece of information is protected, and whether it holds the decision."""
    return YES if item == "PROTECTED" else NO, YES if hold == "HOLDS" else NO
