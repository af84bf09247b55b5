"""Settings of the database that would lose or leak what was acknowledged: refused before the first act."""

from __future__ import annotations

import sqlite3
from typing import Any
from weakref import WeakSet

from django.core.exceptions import ImproperlyConfigured

_SAFE_WAL = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""Releases with the repair of the write-ahead log's reset: the first of each line that has it."""

_FULL = {
    "synchronous": (2, 3), "foreign_keys": (1,), "recursive_triggers": (1,), "trusted_schema": (0,),
    "writable_schema": (0,), "ignore_check_constraints": (0,),
}  # fmt: skip
_ON = ("fsync", "full_page_writes", "synchronous_commit")
_CHECKED = "_trp_checked"
_pooled: WeakSet[Any] = WeakSet()  # connections of the pool that were checked: they come back again and again

_NEVER = frozenset(
    {"journal_line", "journal_securityevent", "journal_edition", "journal_leaf", "journal_head",
     "journal_disposal", "people_grant", "fees_transfer"}
)  # fmt: skip
_STAYS = frozenset({"fees_receipt", "fees_receiptline", "fees_refund", "fees_amount", "fees_dayclose"})
"""Rows that acts move and never remove."""
_DENIED = frozenset(
    getattr(sqlite3, name)
    for name in (
        "SQLITE_ALTER_TABLE", "SQLITE_ATTACH", "SQLITE_DETACH",
        "SQLITE_CREATE_INDEX", "SQLITE_CREATE_TABLE", "SQLITE_CREATE_TRIGGER", "SQLITE_CREATE_VIEW", "SQLITE_CREATE_VTABLE",
        "SQLITE_DROP_INDEX", "SQLITE_DROP_TABLE", "SQLITE_DROP_TRIGGER", "SQLITE_DROP_VIEW", "SQLITE_DROP_VTABLE",
        # A temporary table, view or trigger stands before the real one of that name, on this connection.
        "SQLITE_CREATE_TEMP_TABLE", "SQLITE_CREATE_TEMP_TRIGGER", "SQLITE_CREATE_TEMP_VIEW",
    )
)  # fmt: skip


def safe(connection: Any) -> None:
    """Check a connection once; on SQLite, let it do nothing any more but what acts do.

    Raises:
        ImproperlyConfigured: A setting is unsafe: which one, and what it must be.
    """
    raw = connection.connection
    if connection.vendor == "sqlite":
        if getattr(connection, _CHECKED, None) is not raw:
            _sqlite(connection, raw)
            setattr(connection, _CHECKED, raw)
    elif raw not in _pooled:
        _postgresql(connection)
        _pooled.add(raw)


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether a release of SQLite has the repair of its write-ahead log."""
    return version >= _SAFE_WAL[-1] or any(version[:2] == line[:2] and version >= line for line in _SAFE_WAL)


def _sqlite(connection: Any, raw: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = str(cursor.fetchone()[0]).lower()
        if mode == "wal" and not wal_is_safe(sqlite3.sqlite_version_info):
            raise ImproperlyConfigured(
                f"SQLite {sqlite3.sqlite_version} may lose what was acknowledged with journal_mode=WAL: use TRUNCATE."
            )
        if mode not in ("wal", "truncate"):
            raise ImproperlyConfigured(
                f"journal_mode={mode} may lose what was acknowledged: use TRUNCATE with synchronous=FULL."
            )
        for pragma, right in _FULL.items():
            cursor.execute(f"PRAGMA {pragma}")
            found = cursor.fetchone()[0]
            if found not in right:
                raise ImproperlyConfigured(f"PRAGMA {pragma} is {found}: it must be {right[0]}.")
    if connection.settings_dict["OPTIONS"].get("transaction_mode") != "IMMEDIATE":
        raise ImproperlyConfigured("transaction_mode must be IMMEDIATE: an act locks before it reads.")
    raw.set_authorizer(_authorized)


def _authorized(action: int, one: str | None, other: str | None, *_: Any) -> int:
    if action in _DENIED:
        return sqlite3.SQLITE_DENY
    if action in (sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE) and (
        one in _NEVER or one in ("sqlite_master", "sqlite_schema")
    ):
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_UPDATE and one == "journal_body":
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_DELETE and one in _STAYS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and other is not None:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _postgresql(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(_ON)])
        for name, setting in cursor.fetchall():
            if setting not in ("on", "remote_apply", "remote_write"):
                raise ImproperlyConfigured(
                    f"{name} is {setting}: it must be on, or acknowledged acts may be lost."
                )
        cursor.execute("SHOW transaction_isolation")
        found = cursor.fetchone()[0]
        if found != "read committed":
            raise ImproperlyConfigured(
                f"transaction_isolation is {found}: it must be read committed; the case lock orders the acts."
            )
