"""Remissions: what the register and the case say of one, and the cases to which one is owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from trp.casework.around import Actor
from trp.casework.events import AcknowledgementSent, RequestCompleted
from trp.casework.files import CaseFile
from trp.casework.found import Finding, Found, found, in_force, under
from trp.casework.registers.remissions import OWED, HeldCase
from trp.casework.wire import read
from trp.journal import sql
from trp.journal.cases import numbers
from trp.journal.reading import file_of
from trp.rulebook.evaluate import Compiled

_CASE = "SELECT id, access, unit FROM journal_case WHERE number = %s"
_MOVED = (
    "SELECT CAST(COALESCE(sum(CASE WHEN receipt = %s THEN CASE WHEN credit = 'case' THEN cents ELSE -cents END ELSE 0 END), 0) AS bigint), "
    "CAST(COALESCE(sum(CASE WHEN credit = 'remitted' THEN cents ELSE 0 END), 0) AS bigint) FROM fees_transfer WHERE case_id = %s"
)
_CLOCK = (
    "SELECT l.case_id, l.kind, l.version, b.body FROM journal_line l JOIN journal_case c ON c.id = l.case_id "
    "JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    "WHERE l.kind IN ('RequestCompleted', 'AcknowledgementSent') {office} ORDER BY l.case_id, l.number"
)
_PAID = (
    "SELECT case_id, receipt, CAST(sum(CASE WHEN credit = 'case' THEN cents WHEN debit = 'case' AND credit <> 'remitted' "
    "THEN -cents ELSE 0 END) AS bigint), CAST(sum(CASE WHEN credit = 'remitted' THEN cents ELSE 0 END) AS bigint) "
    "FROM fees_transfer WHERE case_id IN ({marks}) GROUP BY case_id, receipt ORDER BY receipt"
)
_AT_ONCE = 900  # keys in one statement


def held(cursor: Any, receipt: str, number: str, on: date) -> HeldCase | None:
    """A case as a remission reads it; None: there is no such case."""
    cursor.execute(_CASE + (" FOR UPDATE" if connection.vendor == "postgresql" else ""), [number])
    row = cursor.fetchone()
    if row is None:
        return None
    key, access, unit = row
    case = sql.unbound(key)
    cursor.execute(_MOVED, [receipt, key])
    allocated, remitted = cursor.fetchone()
    finding = _finding(file_of(cursor, case), on)
    only = "" if access == "normal" else unit
    return HeldCase(str(case), only, finding.outcome, finding.says, finding.under, int(allocated), int(remitted))  # fmt: skip


def _finding(file: CaseFile, on: date) -> Finding:
    return found(file, on).finding("remission")


@dataclass(frozen=True, slots=True)
class Due:
    """A case to which a remission is owed. `receipts`: cents of each that are allocated to it. `remitted`: cents."""

    number: str
    complete_on: date | None
    receipts: dict[str, int]
    remitted: int


def due(reader: Actor, on: date, *, at: datetime, office: str | None = None) -> list[Due]:
    """The cases to which a remission is owed, of those that the reader may know of; by their numbers.

    Four statements, however many cases there are: of each case only the two lines are read that the clock rests on.

    Args:
        office: Those alone that lie at an office; None: at any.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _CLOCK.format(office="AND c.office = %s" if office else ""), [office] if office else []
        )
        clocks: dict[UUID, dict[str, date]] = {}
        for case, kind, version, body in cursor.fetchall():
            event = read(kind, version, body)
            held = clocks.setdefault(sql.unbound(case), {})
            if isinstance(event, RequestCompleted):
                held["complete_on"] = event.complete_on
            elif isinstance(event, AcknowledgementSent):
                held["acknowledged_on"] = event.sent_on
        owed = {case: told for case, told in clocks.items() if _ran_out(on, **told)}
        known = numbers(reader, owed, at=at)
        paid = _paid(cursor, known)
    return [
        Due(number, owed[case].get("complete_on"), *paid.get(case, ({}, 0)))
        for case, number in sorted(known.items(), key=lambda one: one[1])
    ]


def _ran_out(on: date, complete_on: date | None = None, acknowledged_on: date | None = None) -> bool:
    """Whether the rulebook says that a remission is owed. Many cases have the same days: it is asked once for each."""
    return _outcome(on, complete_on, acknowledged_on, in_force()) == OWED


@lru_cache(maxsize=4096)
def _outcome(on: date, complete_on: date | None, acknowledged_on: date | None, ready: Compiled) -> str:
    days = {"on": on, "complete_on": complete_on, "acknowledged_on": acknowledged_on}
    with under(ready):
        return Found({name: day and day.isoformat() for name, day in days.items()}, {}).outcome("remission")


def _paid(cursor: Any, cases: Iterable[UUID]) -> dict[UUID, tuple[dict[str, int], int]]:
    """For each case the cents of each receipt that are allocated to it, and the cents that were remitted."""
    keys = [sql.bound(case) for case in cases]
    found: dict[UUID, tuple[dict[str, int], int]] = {}
    for first in range(0, len(keys), _AT_ONCE):
        part = keys[first : first + _AT_ONCE]
        cursor.execute(_PAID.format(marks=", ".join(["%s"] * len(part))), part)
        for case, receipt, allocated, remitted in cursor.fetchall():
            receipts, before = found.get(sql.unbound(case), ({}, 0))
            found[sql.unbound(case)] = (
                receipts | ({receipt: int(allocated)} if allocated else {}),
                before + int(remitted),
            )
    return found
