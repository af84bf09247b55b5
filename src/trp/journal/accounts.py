"""The part of the register of officers that is about accounts: its table, read for an entry and written by its lines.

An account is changed by the trigger of that table alone, once two persons stand in the row: the service itself has no
right to change one. An account that is to be closed is held while it is looked at what it holds: no act gives it a file
meanwhile (`_nowhere` in `trp.journal.door`).
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection

from trp.casework.registers import accounts as a
from trp.casework.registers.entries import Entered, Entry
from trp.journal import sql
from trp.journal.registers import Stamp

_ACCOUNT = "SELECT name, roles, office_id, is_active FROM officers_officer WHERE id = %s"
_WAITS = "WHERE officer = %s AND approved_by_id IS NULL AND NOT withdrawn"
_HOLD = "SELECT 1 FROM officers_officer WHERE id = %s FOR UPDATE"  # PostgreSQL; SQLite has locked the whole file already
_HOLDS = "SELECT 1 FROM journal_case WHERE holder = %s AND result IS NULL LIMIT 1"
_WAITING = f"SELECT line, entered_by_id, username, kind FROM officers_change {_WAITS}"
_TAKEN = "SELECT 1 FROM officers_officer WHERE username = %s AND id <> %s"
_OFFICES = "SELECT code FROM officers_office"
_ENTER = (
    "INSERT INTO officers_change (officer, line, kind, username, name, roles, office, entered_by_id, entered_on, "
    "withdrawn) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_APPROVE = f"UPDATE officers_change SET approved_by_id = %s, approved_on = %s {_WAITS}"
_WITHDRAW = f"UPDATE officers_change SET withdrawn = %s {_WAITS}"


def read(cursor: Any, entry: Entry, key: Any) -> a.Accounts:
    """What stands of an account and what waits. `key`: as the engine stores it; None: the text was none."""
    if key is None:
        return a.Accounts(None)
    cursor.execute(_ACCOUNT, [key])
    row = cursor.fetchone()
    account = a.Account(row[0], frozenset(row[1].split()), row[2], bool(row[3])) if row else None
    cursor.execute(_WAITING, [key])
    row = cursor.fetchone()
    waiting = a.Change(row[0], str(sql.unbound(row[1])), row[2], row[3] == "close") if row else None
    username = entry.username if isinstance(entry, a.OpenAccount) else waiting.username if waiting else ""
    cursor.execute(_TAKEN, [username, key])
    taken = cursor.fetchone() is not None
    cursor.execute(_OFFICES)
    offices = frozenset(code for (code,) in cursor.fetchall())
    return a.Accounts(account, waiting, taken, offices, _holds_files(cursor, entry, waiting, key))


def _holds_files(cursor: Any, entry: Entry, waiting: a.Change | None, key: Any) -> bool:
    """Whether open files lie with an account that is to be closed."""
    if not isinstance(entry, a.ApproveChange) or waiting is None or not waiting.closes:
        return False
    if connection.vendor == "postgresql":
        cursor.execute(_HOLD, [key])
    cursor.execute(_HOLDS, [str(sql.unbound(key))])
    return cursor.fetchone() is not None


def write(cursor: Any, event: Entered, stamp: Stamp) -> None:
    """Keep one line about an account."""
    who = sql.bound(UUID(stamp.officer))
    match event:
        case a.AccountEntered():
            told = ["open", event.username, event.name, " ".join(event.roles), event.office]
            _enter(cursor, event.officer, told, stamp)
        case a.RolesEntered():
            _enter(cursor, event.officer, ["roles", "", "", " ".join(event.roles), event.office], stamp)
        case a.ClosingEntered():
            _enter(cursor, event.officer, ["close", "", "", "", ""], stamp)
        case a.ChangeApproved():
            cursor.execute(_APPROVE, [who, stamp.on, sql.bound(UUID(event.officer))])
        case a.ChangeWithdrawn():
            cursor.execute(_WITHDRAW, [True, sql.bound(UUID(event.officer))])


def _enter(cursor: Any, officer: str, told: list[str], stamp: Stamp) -> None:
    who = sql.bound(UUID(stamp.officer))
    cursor.execute(_ENTER, [sql.bound(UUID(officer)), stamp.line, *told, who, stamp.on, False])
