"""What worker processes do beside acts: entries in registers, in races with acts."""

from __future__ import annotations

import time
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID

from django.db import Error

from tests.journal.tasks import START, Job, did, open_to
from tests.world import DAY
from trp.casework.registers.entries import Entry
from trp.journal import door, entering, sql
from trp.journal.reading import actor


def entered(job: tuple[Entry, UUID, str]) -> tuple[str, Any]:
    """Make one entry and say what came of it."""
    entry, officer, key = job
    try:
        done = entering.enter(entry, officer, at=START, on=DAY, key=key)
        return "done", (done.number, done.first, done.last)
    except entering.Refused as refused:
        return "refused", tuple(one.code for one in refused.blockers)
    except Error as fault:
        return "fault", f"{type(fault).__name__}: {fault}"


def signs(line: Connection, url: str, job: Job, sabotage: str, delay: float, pause: float) -> None:
    """Decide a case; think for a moment between reading who one is and writing.

    Args:
        sabotage: unlocked: the powers are read and not held; remembered: they are those of before.
    """
    open_to(url)
    if sabotage == "unlocked":
        sql.LOCKED_ACTOR = sql.ACTOR
    elif sabotage == "remembered":
        from django.db import connection

        with connection.cursor() as cursor:
            before = actor(cursor, job[2], DAY)
        door.told_actor = lambda cursor, *_: (cursor.fetchall() and before, 0)  # type: ignore[assignment]
    decided = door._decided

    def slowly(*given: Any) -> Any:
        time.sleep(pause)
        return decided(*given)

    door._decided = slowly
    line.send("ready")
    line.recv()
    time.sleep(delay)
    line.send(did(job))


def ends(line: Connection, url: str, job: tuple[Entry, UUID, str], delay: float, pause: float) -> None:
    """Make an entry; wait for a moment before it commits."""
    open_to(url)
    keep = entering.keep

    def slowly(*given: Any) -> None:
        time.sleep(pause)
        keep(*given)

    entering.keep = slowly
    line.send("ready")
    line.recv()
    time.sleep(delay)
    line.send(entered(job))
