"""What must hold between the tables as wholes: nothing is left over of a line or a case that is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from trp.journal.findings import Finding
from trp.journal.snapshot import Snapshot
from trp.journal.tree import leaf

_LEFT = (
    "SELECT {case}, t.number{more} FROM journal_{table} t "
    "WHERE NOT EXISTS (SELECT 1 FROM journal_line l WHERE l.case_id = t.case_id AND l.number = t.number)"
)
_NEWER = (
    "SELECT {case}, l.number, l.hash FROM journal_line l "
    "WHERE NOT EXISTS (SELECT 1 FROM journal_leaf f WHERE f.case_id = l.case_id AND f.number = l.number)"
)
_EMPTY = "SELECT {case} FROM {table} c WHERE NOT EXISTS (SELECT 1 FROM journal_line l WHERE l.case_id = c.id)"
_NUMBERS = (
    "SELECT c.number FROM journal_case c "
    "WHERE NOT EXISTS (SELECT 1 FROM journal_casenumber n WHERE n.number = c.number AND n.case_id = c.id)"
)
_GIVEN = "SELECT n.number FROM journal_casenumber n WHERE NOT EXISTS (SELECT 1 FROM journal_case c WHERE c.id = n.case_id)"


@dataclass(slots=True)
class Tally:
    """What has been looked at so far."""

    lines: int = 0
    cases: int = 0
    leaves: int = 0
    bodies: int = 0
    disposals: int = 0
    size: int = 0
    heads: int = 0


def _leaves(view: Snapshot, tally: Tally) -> Iterator[Finding]:
    """Leaves of lines that are gone; and the lines, if any, that stood in their place."""
    if view.number("SELECT count(*) FROM journal_leaf") == tally.leaves:
        return
    statement = _LEFT.format(case=view.key("t.case_id"), table="leaf", more=", t.hash")
    orphans = set()
    for key, number, found in view.rows(statement):
        orphans.add(found)
        yield Finding("leaf-orphan", view.name(key), number)
    for key, number, line_hash in view.rows(_NEWER.format(case=view.key("l.case_id"))):
        if leaf(line_hash) in orphans:
            yield Finding("leaf-lost", view.name(key), number)


def _bodies(view: Snapshot, tally: Tally) -> Iterator[Finding]:
    if view.number("SELECT count(*) FROM journal_body") != tally.bodies:
        yield from _left(view, "body")


def _disposals(view: Snapshot, tally: Tally) -> Iterator[Finding]:
    if view.number("SELECT count(*) FROM journal_disposal") != tally.disposals:
        yield from _left(view, "disposal")


def _left(view: Snapshot, table: str) -> Iterator[Finding]:
    for key, number in view.rows(_LEFT.format(case=view.key("t.case_id"), table=table, more="")):
        yield Finding(f"{table}-orphan", view.name(key), number)


def _empty(view: Snapshot, tally: Tally) -> Iterator[Finding]:
    for table in ("journal_case", "journal_book"):
        for (key,) in view.rows(_EMPTY.format(case=view.key("c.id"), table=table)):
            yield Finding("case-empty", view.name(key))


def _numbers(view: Snapshot, tally: Tally) -> Iterator[Finding]:
    for statement in (_NUMBERS, _GIVEN):
        for (number,) in view.rows(statement):
            yield Finding("case-number", str(number))


def _editions(view: Snapshot, tally: Tally) -> Iterator[Finding]:
    for version, text in view.rows(f"SELECT version, {view.octets('text')} FROM journal_edition"):
        if sha256(text).hexdigest() != version:
            yield Finding("edition-text", version=str(version)[:12])


WHOLE_CHECKS: dict[str, Callable[[Snapshot, Tally], Iterator[Finding]]] = {
    "leaf-orphan": _leaves,
    "body-orphan": _bodies,
    "disposal-orphan": _disposals,
    "case-empty": _empty,
    "case-number": _numbers,
    "edition-text": _editions,
}
"""Each gives its findings, under its own code (that on leaves under `leaf-lost` too)."""


def findings(view: Snapshot, tally: Tally) -> Iterator[Finding]:
    """What is wrong between the tables, once all lines have been counted."""
    for check in WHOLE_CHECKS.values():
        yield from check(view, tally)
