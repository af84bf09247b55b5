"""Why a question is asked: the rules that are still open for a finding, and read the fact it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trp.rulebook.derive import derive
from trp.rulebook.determine import compiled
from trp.rulebook.evaluate import Evaluation
from trp.rulebook.frozen import frozen
from trp.rulebook.language import Clause, Row, Table
from trp.rulebook.unknown import needs

_OF_ITEMS = {"any_protected": "item", "any_holds": "item_hold"}


@frozen
class Reader:
    """A clause of an open rule that cannot be settled without the fact."""

    table: Table
    row: Row
    clause: Clause


def readers(finding: str, need: str, request: Mapping[str, Any]) -> tuple[Reader, ...]:
    """The clauses that wait for the fact at a path among the needs of a finding, in the order of the law.

    Clauses that wait for it only because another table does are left out: that table's own are there.
    """
    ready = compiled()
    known = Evaluation(ready, derive(request, ready.book))
    table = next(one.table for one in ready.book.findings if one.name == finding)
    found: dict[tuple[str, Clause], Reader] = {}
    for reader in _readers(known, table, need, set()):
        found.setdefault((reader.table.name, reader.clause), reader)
    return tuple(found.values())


def _readers(place: Evaluation, table: str, need: str, seen: set[tuple[int, str]]) -> Iterator[Reader]:
    """Walk the open rows of a table, and those of the tables that they read."""
    if (id(place), table) in seen:
        return
    seen.add((id(place), table))
    answer = place.answer(table)
    for looked in answer.looked:
        if looked.holds is False:
            continue
        for clause, mark in zip(looked.row.when, looked.marks, strict=True):
            if need not in needs(mark):
                continue
            name = clause.fact.removesuffix(".row")
            if name in place.compiled.book.tables:
                yield from _readers(place, name, need, seen)
            elif name in _OF_ITEMS and place.items is not None:
                for _, item in place.items:
                    yield from _readers(item, _OF_ITEMS[name], need, seen)
            else:
                yield Reader(answer.table, looked.row, clause)
