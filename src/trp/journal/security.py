"""A line in the security log that belongs to no case: somebody knocked, and was let in or not."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from trp.journal import sql
from trp.journal.asked import microseconds, retried
from trp.journal.guard import safe


def turned_away(act: str, why: str, *, at: datetime) -> None:
    """Write that somebody was turned away at a door, and why; nothing else is written."""
    noted("unknown", act, why, at=at)


def noted(kind: str, act: str, codes: str, *, officer: str = "", at: datetime) -> None:
    """Write one line. `officer`: the key of the account it is about, if there is one."""

    def once() -> None:
        with transaction.atomic(durable=True):
            safe(connection)
            with connection.cursor() as cursor:
                cursor.execute(sql.LOG, [microseconds(at), officer, kind, None, act, codes])

    retried(once)
