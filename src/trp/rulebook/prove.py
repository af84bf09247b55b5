"""Proof by enumeration: every distinguishable case of a table, in every span of law, is decided.

A table is sound when some row holds in each case (no gap), no two rows of a `unique` table hold together (no
undeclared overlap), and each row answers some case (no dead row).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from math import prod

from trp.rulebook.evaluate import starts
from trp.rulebook.frozen import frozen
from trp.rulebook.language import Row, Rulebook, Table, Unique

Case = dict[str, str]


@frozen
class Unsound:
    """What is wrong with a table, shown by a case of it (for a dead row there is none)."""

    table: str
    kind: str  # gap, overlap, dead row
    rows: tuple[str, ...]
    day: date | None
    case: Mapping[str, str]

    def __str__(self) -> str:
        facts = ", ".join(f"{name} = {value}" for name, value in self.case.items())
        shown = f" under the law of {self.day} for {facts}" if self.day else ""
        return f"{self.table}: {self.kind} {', '.join(self.rows)}{shown}"


def domain(name: str, book: Rulebook) -> tuple[str, ...]:
    """Every value of a fact, or every outcome (`name.row`: every row) of a table.

    Raises:
        KeyError: There is no such fact and no such table.
    """
    for facts in (book.facts, book.item_facts):
        if name in facts:
            return facts[name].domain
    if name.endswith(".row"):
        return book.tables[name.removesuffix(".row")].row_fact().domain
    return tuple(book.tables[name].outcomes)


def segments(table: Table, book: Rulebook) -> list[date]:
    """The first day of each span in which the same rows of the table are in force."""
    return sorted({max(day, book.first_day) for day in starts(table)})


def size(table: Table, book: Rulebook) -> int:
    """The number of distinguishable cases of a table in one span of law."""
    return prod(len(domain(name, book)) for name in table.reads())


def cases(table: Table, book: Rulebook) -> Iterator[tuple[date, Case]]:
    """Every distinguishable case of a table with a day of each span of law, those that never come up left out."""
    names = table.reads()
    never = [[(clause.fact, clause.values) for clause in clauses] for clauses in table.never]
    for day in segments(table, book):
        for values in product(*(domain(name, book) for name in names)):
            case = dict(zip(names, values, strict=True))
            if not any(all(case[name] in held for name, held in clauses) for clauses in never):
                yield day, case


def holding(table: Table, day: date, case: Mapping[str, str]) -> list[Row]:
    """Every row in force on that day whose clauses all hold, in the order of the table."""
    return [
        row for row in table.rows if row.in_force(day) and all(case[c.fact] in c.values for c in row.when)
    ]


def unsound(table: Table, book: Rulebook) -> Iterator[Unsound]:
    """Everything that is wrong with a table: the first gap, each pair of rows that overlap, each dead row."""
    answered: set[str] = set()
    overlaps: set[tuple[str, ...]] = set()
    gap = False
    for day, case in cases(table, book):
        rows = holding(table, day, case)
        if not rows:
            if not gap:
                gap = True
                yield Unsound(table.name, "gap", (), day, case)
            continue
        answered.add(rows[0].id)
        if isinstance(table.policy, Unique) and len(rows) > 1:
            pair = tuple(row.id for row in rows)
            if pair not in overlaps:
                overlaps.add(pair)
                yield Unsound(table.name, "overlap", pair, day, case)
    for row in table.rows:
        if row.id not in answered:
            yield Unsound(table.name, "dead row", (row.id,), None, {})
