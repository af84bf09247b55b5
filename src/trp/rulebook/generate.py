"""From the rows of tables to one specialised Python function that decides and explains: for speed alone.

The evaluator stays the one that answers; the proofs compare the two on every case. A generated function takes
the finite facts of one request and gives the row that answered and every row looked at with its clauses:

    (("R298(2)(b)", False, (False,)), ("fee: ...", True, (True, True)), ...)

What each combination of facts came to is kept, so the same combination is walked once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from trp.rulebook.language import Rulebook, Table

Step = tuple[str, bool, tuple[bool, ...]]
"""One row looked at: its id, whether it holds, and each clause in the order of the row."""

Decided = tuple[str, str, tuple[tuple[Step, ...], ...]]
"""The outcome, the id of the row that answered, and the rows looked at, table by table."""


def source(book: Rulebook, table: str, day: date) -> str:
    """The Python text of a function `decide(facts)` for one table and all that it reads, under the law of a day.

    Each table that it reads directly is answered, with all that lies below it, in one step: what that came to is
    kept for each combination of the facts it reads.

    Raises:
        KeyError: The rulebook has no such table.
    """
    chain = _chain(book, table)
    direct = [fact for fact in book.tables[table].reads() if fact in book.tables]
    lines = ["from operator import itemgetter", "def _make():"]
    for n, name in enumerate(chain):
        lines += _table(book.tables[name], n, day)
    for name in direct:
        lines += _group(book, name, chain)
    lines.append("    def decide(facts):")
    for name in direct:
        n = chain.index(name)
        lines += [f"        k = g{n}(facts)", f"        f{n} = d{n}.get(k)", f"        if f{n} is None:"]
        lines += [f"            f{n} = w{n}(facts, k)"]
    last = len(chain) - 1
    values = [
        f"f{chain.index(fact)}[0]" if fact in direct else f"facts[{fact!r}]"
        for fact in book.tables[table].reads()
    ]
    below = ", ".join(f"*f{chain.index(name)}[2]" for name in direct)
    lines += [
        f"        k = ({', '.join(values)}{',' if len(values) == 1 else ''})",
        f"        f = d{last}.get(k)",
        "        if f is None:",
        f"            f = d{last}[k] = t{last}(*k)",
        f"        return f[0], f[1], ({below + ', ' if below else ''}f[2],)",
        "    return decide",
        "decide = _make()",
    ]
    return "\n".join(lines) + "\n"


def _group(book: Rulebook, name: str, chain: list[str]) -> list[str]:
    """A table and all below it: the facts they read, and the function that answers them one after the other."""
    members = _chain(book, name)
    facts = sorted(
        {fact for member in members for fact in book.tables[member].reads() if fact not in book.tables}
    )
    n = chain.index(name)
    lines = [f"    g{n} = itemgetter({', '.join(map(repr, facts))})", f"    def w{n}(facts, k):"]
    for member in members:
        at = chain.index(member)
        given = ", ".join(
            f"f{chain.index(fact)}[0]" if fact in members else f"facts[{fact!r}]"
            for fact in book.tables[member].reads()
        )
        lines.append(f"        f{at} = t{at}({given})")
    trees = ", ".join(f"f{chain.index(member)}[2]" for member in members)
    lines.append(f"        found = d{n}[k] = (f{n}[0], f{n}[1], ({trees},))")
    lines.append("        return found")
    return lines


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
    """A function of the table's facts, and the dictionary of what it came to before."""
    reads = table.reads()
    names = {fact: f"a{i}" for i, fact in enumerate(reads)}
    lines = [f"    d{n} = {{}}", f"    def t{n}({', '.join(names.values())}):"]
    steps: list[str] = []
    rows = [row for row in table.rows if row.in_force(day)]
    for r, row in enumerate(rows):
        marks = [f"{names[c.fact]} in {c.values!r}" for c in row.when]
        lines.append(f"        m{r} = ({', '.join(marks)}{',' if len(marks) == 1 else ''})")
        lines.append(f"        h{r} = False not in m{r}")
        steps.append(f"({row.id!r}, h{r}, m{r})")
        lines.append(f"        if h{r}:")
        lines.append(f"            return {row.outcome!r}, {row.id!r}, ({', '.join(steps)},)")
    lines.append(f"        raise LookupError({f'{table.name}: no row holds'!r})")
    return lines
