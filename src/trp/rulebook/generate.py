"""From the rows of tables to one specialised Python function that decides and explains: for speed alone.

The evaluator stays the one that answers; the proofs compare the two on every case. A generated function takes
the finite facts of one request and gives the row that answered and every row looked at with its clauses:

    (("R298(2)(b)", False, (False,)), ("fee: ...", True, (True, True)), ...)

What each combination of facts came to is kept (up to a bound), so the same combination is walked once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from trp.rulebook.language import Rulebook, Table

_KEPT = 50_000  # combinations; past that they are forgotten and walked anew

Step = tuple[str, bool, tuple[bool, ...]]
"""One row looked at: its id, whether it holds, and each clause in the order of the row."""

Decided = tuple[str, str, tuple[tuple[Step, ...], ...]]
"""The outcome, the id of the row that answered, and the rows looked at, table by table."""


def source(book: Rulebook, table: str, day: date) -> str:
    """The Python text of a function `decide(facts)` for one table and all that it reads, under the law of a day.

    Raises:
        KeyError: The rulebook has no such table.
    """
    chain = _chain(book, table)
    facts = sorted({fact for name in chain for fact in book.tables[name].reads()} - set(chain))
    lines = [
        "from operator import itemgetter",
        "def _make():",
        f"    key = itemgetter({', '.join(map(repr, facts))})",
        "    kept = {}",
    ]
    for n, name in enumerate(chain):
        lines += _table(book.tables[name], n, day)
    lines.append("    def walk(facts):")
    for n, name in enumerate(chain):
        reads = book.tables[name].reads()
        given = [f"f{chain.index(fact)}[0]" if fact in chain else f"facts[{fact!r}]" for fact in reads]
        lines.append(f"        f{n} = t{n}({', '.join(given)})")
    last = len(chain) - 1
    trees = ", ".join(f"f{n}[2]" for n in range(len(chain)))
    lines += [
        f"        return f{last}[0], f{last}[1], ({trees},)",
        "    def decide(facts):",
        "        k = key(facts)",
        "        found = kept.get(k)",
        "        if found is None:",
        f"            if len(kept) >= {_KEPT}:",
        "                kept.clear()",
        "            found = kept[k] = walk(facts)",
        "        return found",
        "    return decide",
        "decide = _make()",
    ]
    return "\n".join(lines) + "\n"


def generate(book: Rulebook, table: str, day: date) -> Callable[[Mapping[str, str]], Decided]:
    """The function whose text `source` gives."""
    names: dict[str, Any] = {}
    exec(compile(source(book, table, day), f"<{table} on {day}>", "exec"), names)
    decide: Callable[[Mapping[str, str]], Decided] = names["decide"]
    return decide


def _chain(book: Rulebook, table: str) -> list[str]:
    """The tables that have to be answered, in an order in which each comes after those it reads."""
    found: list[str] = []

    def add(name: str) -> None:
        for fact in book.tables[name].reads():
            if fact in book.tables and fact not in found:
                add(fact)
        found.append(name)

    add(table)
    return found


def _table(table: Table, n: int, day: date) -> list[str]:
    """A function of the table's facts: the rows one after the other, and the first that holds answers."""
    names = {fact: f"a{i}" for i, fact in enumerate(table.reads())}
    lines = [f"    def t{n}({', '.join(names.values())}):"]
    steps: list[str] = []
    for r, row in enumerate(row for row in table.rows if row.in_force(day)):
        marks = [f"{names[c.fact]} in {c.values!r}" for c in row.when]
        lines.append(f"        m{r} = ({', '.join(marks)}{',' if len(marks) == 1 else ''})")
        lines.append(f"        h{r} = False not in m{r}")
        steps.append(f"({row.id!r}, h{r}, m{r})")
        lines.append(f"        if h{r}:")
        lines.append(f"            return {row.outcome!r}, {row.id!r}, ({', '.join(steps)},)")
    lines.append(f"        raise LookupError({f'{table.name}: no row holds'!r})")
    return lines
