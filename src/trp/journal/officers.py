"""The register of officers: its tables, read for an entry and written by its lines.

A power that ends and an act that rests on it are put in order by the row of the power: the act takes it for share
(`sql.ACTOR`), the end for itself, and looks only then for acts that rest on it.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from trp.casework.around import Power
from trp.casework.registers.accounts import OF_ACCOUNTS
from trp.casework.registers.conflicts import ConflictDeclared, ConflictLifted
from trp.casework.registers.entries import Entered, Entry
from trp.casework.registers.holdings import HoldingApproved, HoldingEnded, HoldingEntered, HoldingWithdrawn
from trp.casework.registers.officers import Concerned, Held, Member, Seen, SmallPost
from trp.casework.registers.small_posts import ExceptionReviewed
from trp.journal import accounts, sql
from trp.journal.models import NORMAL
from trp.journal.reading import day_of
from trp.journal.registers import Register, Stamp

_MEMBER = "SELECT name, is_active FROM officers_officer WHERE id = %s"
_HELD = (
    "SELECT line, item, level, CAST(since AS text), CAST(until AS text), CAST(ended_on AS text), kind, "
    "entered_by_id, approved_by_id FROM officers_holding WHERE officer_id = %s AND NOT withdrawn ORDER BY id"
)
_LAST_ACT = (
    "SELECT CAST(max(day) AS text) FROM journal_line WHERE acting_under LIKE 'item %%' ESCAPE '\\' AND officer = %s "
    "AND acting_under IN (%s, %s) AND day >= %s AND day <= %s"
)
_ENTER = (
    "INSERT INTO officers_holding (officer_id, line, item, level, kind, for_officer_id, since, until, entered_by_id, "
    "entered_on, withdrawn) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_OF_LINE = "WHERE officer_id = %s AND line = %s"
_APPROVE = f"UPDATE officers_holding SET approved_by_id = %s, approved_on = %s {_OF_LINE}"
_WITHDRAW = f"UPDATE officers_holding SET withdrawn = %s {_OF_LINE}"
_END = f"UPDATE officers_holding SET ended_on = %s, ended_by_id = %s {_OF_LINE}"
_CASE = (
    "SELECT c.access, c.unit, EXISTS (SELECT 1 FROM officers_conflict x WHERE x.officer_id = %s "
    "AND x.case_number = c.number AND x.lifted_on IS NULL), r.office, CAST(r.acted_on AS text), r.reviewed_by "
    "FROM journal_case c LEFT JOIN journal_review r ON r.case_id = c.id AND r.line = %s AND r.officer = %s "
    "WHERE c.number = %s"
)
_DECLARE = "INSERT INTO officers_conflict (officer_id, case_number, declared_on) VALUES (%s, %s, %s)"
_LIFT = (
    "UPDATE officers_conflict SET lifted_on = %s, lifted_by_id = %s "
    "WHERE officer_id = %s AND case_number = %s AND lifted_on IS NULL"
)
_REVIEW = (
    "UPDATE journal_review SET reviewed_by = %s, reviewed_on = %s, finding = %s, "
    "reviewed_at = (SELECT office_id FROM officers_officer WHERE id = %s) "
    "WHERE line = %s AND case_id = (SELECT id FROM journal_case WHERE number = %s)"
)


def read(cursor: Any, entry: Entry, on: date) -> Any:
    """Whom an entry concerns, with the powers that they hold, and the case; the rows of the powers are locked."""
    officer: str = entry.officer  # type: ignore[attr-defined]
    if isinstance(entry, OF_ACCOUNTS):
        return accounts.read(cursor, entry, key_of_text(officer))
    other: str | None = getattr(entry, "for_officer", None)
    number: str | None = getattr(entry, "case", None)
    about = member(cursor, officer, lock=True)
    return Concerned(
        about,
        member(cursor, other) if other else None,
        _case(cursor, officer, number, getattr(entry, "line", 0)) if number and about else None,
    )


def _case(cursor: Any, officer: str, number: str, line: int) -> Seen | None:
    cursor.execute(_CASE, [sql.bound(UUID(officer)), line, officer, number])
    row = cursor.fetchone()
    if row is None:
        return None
    access, unit, conflict, office, acted_on, reviewed_by = row
    exception = SmallPost(office, day_of(acted_on), reviewed_by is not None) if office else None
    return Seen("" if access == NORMAL else unit, bool(conflict), exception)


def member(cursor: Any, officer: str, *, lock: bool = False) -> Member | None:
    """An officer by the text of their key; None: there is none."""
    key = key_of_text(officer)
    if key is None:
        return None
    cursor.execute(_MEMBER, [key])
    row = cursor.fetchone()
    if row is None:
        return None
    locked = " FOR UPDATE" if lock and connection.vendor == "postgresql" else ""
    cursor.execute(_HELD + locked, [key])
    held = [_held(cursor, officer, one) for one in cursor.fetchall()]
    return Member(officer, row[0], bool(row[1]), tuple(held))


def key_of_text(officer: str) -> Any:
    """A key as the engine stores it; None where the text is none."""
    try:
        key = UUID(officer)
    except ValueError:
        return None
    return sql.bound(key) if str(key) == officer else None


def _held(cursor: Any, officer: str, row: Any) -> Held:
    line, item, level, since, until, ended_on, kind, entered_by, approved_by = row
    last = min((day_of(day) for day in (until, ended_on) if day), default=None)
    power = Power(item, level, day_of(since), last, kind)
    rests = [officer, power.called, f"{power.called}, small post", power.since, last or date.max]
    cursor.execute(_LAST_ACT, rests)
    acted = cursor.fetchone()[0]
    return Held(
        line, power, _text(entered_by), _text(approved_by) if approved_by else None, day_of(acted) if acted else None
    )  # fmt: skip


def _text(key: Any) -> str:
    return str(sql.unbound(key))


def write(cursor: Any, event: Entered, stamp: Stamp) -> None:
    """Keep one line of an officer's book."""
    who = sql.bound(UUID(stamp.officer))
    match event:
        case HoldingEntered():
            other = sql.bound(UUID(event.for_officer)) if event.for_officer else None
            cursor.execute(_ENTER, [
                sql.bound(UUID(event.officer)), stamp.line, event.item, event.level, event.kind, other, event.since,
                event.until, who, stamp.on, False,
            ])  # fmt: skip
        case HoldingApproved():
            cursor.execute(_APPROVE, [who, stamp.on, sql.bound(UUID(event.officer)), event.holding])
        case HoldingWithdrawn():
            cursor.execute(_WITHDRAW, [True, sql.bound(UUID(event.officer)), event.holding])
        case HoldingEnded():
            cursor.execute(_END, [event.last_day, who, sql.bound(UUID(event.officer)), event.holding])
        case ConflictDeclared():
            cursor.execute(_DECLARE, [who, event.case, stamp.on])
        case ConflictLifted():
            cursor.execute(_LIFT, [stamp.on, who, sql.bound(UUID(event.officer)), event.case])
        case ExceptionReviewed():
            cursor.execute(_REVIEW, [stamp.officer, stamp.on, event.finding, who, event.line, event.case])
        case _:
            accounts.write(cursor, event, stamp)


REGISTER = Register("officers", read, write)
