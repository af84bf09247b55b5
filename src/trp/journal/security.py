"""A line in the security log that belongs to no act: somebody knocked, and was not let in."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from trp.journal import sql
from trp.journal.asked import microseconds, retried
from trp.journal.guard import safe


def turned_away(act: str, why: str, *, at: datetime) -> None:
    """Write that somebody was turned away at a door, and why; nothing else is written."""

    def once() -> None:
        with transaction.atomic(durable=True):
            safe(connection)
            with connection.cursor() as cursor:
                cursor.execute(sql.LOG, [microseconds(at), "", "unknown", None, act, why])

    retried(once)
