"""Remissions: what the register and the case say of one, and the cases to which one is owed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from trp.casework.files import CaseFile
from trp.casework.found import Finding, found
from trp.casework.registers.remissions import OWED, HeldCase
from trp.journal import sql
from trp.journal.reading import file_of

_CASE = "SELECT id, access, unit FROM journal_case WHERE number = %s"
_MOVED = (
    "SELECT CAST(COALESCE(sum(CASE WHEN receipt = %s THEN CASE WHEN credit = 'case' THEN cents ELSE -cents END ELSE 0 END), 0) AS bigint), "
    "CAST(COALESCE(sum(CASE WHEN credit = 'remitted' THEN cents ELSE 0 END), 0) AS bigint) FROM fees_transfer WHERE case_id = %s"
)
_COMPLETE = (
    "SELECT c.id, c.number FROM journal_case c WHERE (c.access = 'normal' OR c.unit = %s) AND EXISTS (SELECT 1 FROM "
    "journal_line l WHERE l.case_id = c.id AND l.kind = 'RequestCompleted') ORDER BY c.number"
)


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
    """A case to which a remission is owed. `receipts`: cents of each that are allocated to it."""

    number: str
    complete_on: date | None
    receipts: dict[str, int]
    remitted: int


def due(office: str, on: date) -> Iterator[Due]:
    """The cases to which a remission is owed, of those that somebody of an office may know of."""
    with connection.cursor() as cursor:
        cursor.execute(_COMPLETE, [office])
        for key, number in cursor.fetchall():
            file = file_of(cursor, sql.unbound(key))
            if _finding(file, on).outcome == OWED:
                cursor.execute(_MOVED, ["", key])
                yield Due(number, file.complete_on, dict(file.allocated), int(cursor.fetchone()[1]))
