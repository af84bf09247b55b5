"""What the theorems are checked over: every case of a chain of tables, each decided by its rows.

`prove.cases` gives the cases of one table, where another table's outcome may be anything. Here the cases of
several tables are put together: what one table answers is what a later one reads, and a fact that two of them
read has one value. Facts that no other table of the chain reads, and that the theorem does not name, are left
out; each case that remains keeps one whole case that stands behind it, so that it can be explained.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trp.rulebook.book import current
from trp.rulebook.derive import Known
from trp.rulebook.determine import compiled
from trp.rulebook.evaluate import Answer, Compiled, Evaluation
from trp.rulebook.frozen import replace
from trp.rulebook.language import Clause, Row, Rulebook, Table
from trp.rulebook.prove import cases, segments

Case = dict[str, Any]
Wanted = str | Callable[[Any], bool]
Sabotage = Callable[[Rulebook], Rulebook]


# What a theorem says of a value ---------------------------------------------------------------------


def one_of(*values: str) -> Wanted:
    return lambda value: value in values


def other_than(*values: str) -> Wanted:
    return lambda value: value not in values


def before(day: str) -> Wanted:
    return lambda value: value < date.fromisoformat(day)


def fits(case: Mapping[str, Any], wanted: Mapping[str, Wanted]) -> bool:
    """Whether a case has every value that is wanted of it."""
    return all(w(case.get(name)) if callable(w) else case.get(name) == w for name, w in wanted.items())


# The cases --------------------------------------------------------------------------------------------

_decided: dict[str, list[Case]] = {}


def decided(book: Rulebook, name: str) -> list[Case]:
    """Every case of one table, with its outcome, the row that answered and what that row gives."""
    table = book.tables[name]
    if table is not current().tables[name]:
        return _decide(book, table)
    if name not in _decided:
        _decided[name] = _decide(book, table)
    return _decided[name]


def _decide(book: Rulebook, table: Table) -> list[Case]:
    name = table.name
    lines: dict[date, list[tuple[Case, list[tuple[str, frozenset[str]]]]]] = {
        day: [
            (
                {name: row.outcome, f"{name}.row": row.id}
                | {f"{name}.{field}": content for field, content in row.gives.items()},
                [(clause.fact, frozenset(clause.values)) for clause in row.when],
            )
            for row in table.rows
            if row.in_force(day)
        ]
        for day in segments(table, book)
    }
    found = []
    for day, case in cases(table, book):
        told = next(told for told, when in lines[day] if all(case[fact] in held for fact, held in when))
        found.append({"day": day, **case, **told})
    return found


def answer(book: Rulebook, name: str, case: Case) -> Answer:
    """What the evaluator answers for one case of a table."""
    day = case["day"]
    read = {fact: case[fact] for fact in book.tables[name].reads()}
    ready = compiled() if book is current() else Compiled(book)
    return Evaluation(ready, Known(day, day, day, {}, {}, None, True), read).answer(name)


def joined(book: Rulebook, names: tuple[str, ...], about: frozenset[str]) -> Iterator[Case]:
    """Every case of the tables together, as far as they share facts or `about` names them.

    Args:
        book: The rulebook, or a sabotaged one.
        names: The tables; one that reads another's outcome stands after it.
        about: The facts, outcomes, rows (`fee.row`) and own fields (`authority.refuse`) that must be told apart.
    """
    read = [{*book.tables[name].reads(), name} for name in names]
    shared = {fact for facts in read for fact in facts if sum(fact in other for other in read) > 1}
    days = sorted({day for name in names for day in segments(book.tables[name], book)})
    for day in days:
        whole: list[Case] = [{"day": day}]
        for name in names:
            whole = _put_together(whole, _told_apart(book, name, day, shared | about))
        yield from whole


def _told_apart(book: Rulebook, name: str, day: date, kept: frozenset[str] | set[str]) -> list[Case]:
    """One case of a table, under the law of that day, for each combination of what is kept."""
    law = max(start for start in segments(book.tables[name], book) if start <= day)
    found: dict[tuple[Any, ...], Case] = {}
    for case in decided(book, name):
        if case["day"] == law:
            found.setdefault(tuple(case.get(fact) for fact in sorted(kept)), case)
    return [{**case, "day": day} for case in found.values()]


def _put_together(ones: list[Case], others: list[Case]) -> list[Case]:
    common = sorted(set(ones[0]) & set(others[0]))
    by_value = defaultdict(list)
    for other in others:
        by_value[tuple(other[fact] for fact in common)].append(other)
    return [{**one, **other} for one in ones for other in by_value[tuple(one[fact] for fact in common)]]


# A counterexample, explained ----------------------------------------------------------------------------


def explained(book: Rulebook, names: tuple[str, ...], case: Case) -> str:
    """The facts of a case, then every row that was looked at in each table, clause by clause, with citations."""
    facts = {f: v for name in names for f in book.tables[name].reads() if f not in names for v in [case[f]]}
    lines = [f"under the law of {case['day']}: {', '.join(f'{f} = {v}' for f, v in facts.items())}"]
    for name in names:
        found = answer(book, name, case)
        lines += [f"{name}: {found.outcome}", *_rows(found)]
    return "\n".join(lines)


def _rows(found: Answer) -> Iterator[str]:
    for looked in found.looked:
        yield f"  {_mark(looked.holds)} {looked.row.id}: {looked.row.says.en} [{', '.join(looked.row.under)}]"
        for clause, mark in zip(looked.row.when, looked.marks, strict=True):
            yield f"      {_mark(mark)} {clause.says.en} [{', '.join(clause.under)}]"


def _mark(holds: Any) -> str:
    return "✓" if holds is True else "✗"


# A theorem ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Theorem:
    """A sentence of the pages: in every case in which all of `given` is so, all of `then` is so.

    `sabotage` spoils a table so that the sentence is no longer true: a checker that cannot see that sees nothing.
    """

    says: str
    source: str
    tables: tuple[str, ...]
    given: Mapping[str, Wanted]
    then: Mapping[str, Wanted]
    sabotage: Sabotage

    def cases(self, book: Rulebook) -> Iterator[Case]:
        """The cases that the theorem speaks of."""
        about = frozenset(self.given) | frozenset(self.then)
        return (case for case in joined(book, self.tables, about) if fits(case, self.given))

    def counterexample(self, book: Rulebook) -> str | None:
        """The first case in which the sentence is false, explained; None if it is true."""
        for case in self.cases(book):
            if not fits(case, self.then):
                return f"“{self.says}” ({self.source}) is false\n{explained(book, self.tables, case)}"
        return None


# Sabotage ---------------------------------------------------------------------------------------------------


def _with_rows(book: Rulebook, name: str, rows: tuple[Row, ...]) -> Rulebook:
    return replace(book, tables={**book.tables, name: replace(book.tables[name], rows=rows)})


def _altered(name: str, row_id: str, change: Callable[[Row], Row]) -> Sabotage:
    def sabotage(book: Rulebook) -> Rulebook:
        rows = book.tables[name].rows
        assert row_id in {row.id for row in rows}, f"{name} has no row {row_id}"
        return _with_rows(book, name, tuple(change(row) if row.id == row_id else row for row in rows))

    return sabotage


def both(one: Sabotage, other: Sabotage) -> Sabotage:
    """Spoil the rulebook twice."""
    return lambda book: other(one(book))


def without_clause(table: str, row: str, fact: str) -> Sabotage:
    """Drop what the row says of that fact."""

    def change(held: Row) -> Row:
        left = tuple(clause for clause in held.when if clause.fact != fact)
        assert left != held.when, f"{row} says nothing of {fact}"
        return replace(held, when=left)

    return _altered(table, row, change)


def with_values(table: str, row: str, fact: str, *values: str) -> Sabotage:
    """Let the row hold for other values of that fact."""

    def altered(clause: Clause) -> Clause:
        return replace(clause, values=values) if clause.fact == fact else clause

    return _altered(table, row, lambda held: replace(held, when=tuple(map(altered, held.when))))


def answering(table: str, row: str, outcome: str) -> Sabotage:
    """Let the row answer something else."""
    return _altered(table, row, lambda held: replace(held, outcome=outcome))


def giving(table: str, row: str, **gives: Any) -> Sabotage:
    """Let the row give another own field."""
    return _altered(table, row, lambda held: replace(held, gives={**held.gives, **gives}))


def since(table: str, row: str, day: date) -> Sabotage:
    """Put the row in force from another day."""
    return _altered(table, row, lambda held: replace(held, since=day))


def moved_first(table: str, row: str) -> Sabotage:
    """Put the row before all others."""

    def sabotage(book: Rulebook) -> Rulebook:
        rows = book.tables[table].rows
        return _with_rows(book, table, tuple(sorted(rows, key=lambda held: held.id != row)))

    return sabotage
