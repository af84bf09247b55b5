"""What the worker processes do."""

from __future__ import annotations

import time
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID

from django.db import Error, connection

from tests.databases import use
from tests.world import DAY
from trp.casework.acts import Act
from trp.journal import asked, door, sql

START = datetime(2026, 3, 2, 15, tzinfo=UTC)

Job = tuple[Act, UUID, UUID, str]
"""An act, its case, its officer and its key."""


def did(job: Job, at: datetime = START) -> tuple[str, Any]:
    """Do one act and say what came of it."""
    act, case, officer, key = job
    try:
        done = door.perform(act, case, officer, at=at, on=DAY, key=key)
        return "done", (done.number, done.first, done.last)
    except asked.Refused as refused:
        return "refused", tuple(one.code for one in refused.blockers)
    except (asked.NoSuchCase, asked.OtherRequest, asked.Busy) as other:
        return type(other).__name__, str(other)
    except Error as fault:
        return "fault", f"{type(fault).__name__}: {fault}"


def open_to(url: str, sabotage: str = "") -> None:
    """Use a database; sabotage one wall of the door for a twin.

    Args:
        sabotage: unlocked: the case is not locked; unchecked: unsafe settings are let pass; piecemeal: every statement
            commits by itself; forgetful: answers are not kept; unheld: the record of the person is not held.
    """
    use(url)
    if sabotage == "unlocked":
        sql.LOCKED = sql.HEAD
    elif sabotage == "unchecked":
        door.safe = lambda connection: None
    elif sabotage == "piecemeal":
        door.transaction.atomic = lambda **_: nullcontext()
        door.safe = lambda connection: None
    elif sabotage == "unheld":
        door.hold = lambda *_: None
    elif sabotage == "forgetful":
        sql.KEEP_ANSWER = "INSERT INTO journal_key SELECT %s, %s, %s, %s, %s WHERE 1 = 0"
        if connection.vendor == "postgresql":
            sql.KEEP_ANSWER = "INSERT INTO journal_key SELECT %s, %s, %s, %s, %s::bigint WHERE 1 = 0"
    elif sabotage:
        raise ValueError(sabotage)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def one(line: Connection, url: str, job: Job, sabotage: str = "") -> None:
    """One act, at the word go."""
    open_to(url, sabotage)
    line.send("ready")
    line.recv()
    line.send(did(job))


def each_in_turn(line: Connection, url: str, sabotage: str = "") -> None:
    """One act for every job that comes."""
    open_to(url, sabotage)
    line.send("ready")
    while True:
        line.send(did(line.recv()))


def steadily(line: Connection, url: str, jobs: list[Job], sabotage: str = "") -> None:
    """One act after the other, each announced before and acknowledged after; again, where the outcome is unknown."""
    open_to(url, sabotage)
    at = START
    for job in jobs:
        line.send(("asked", job[3]))
        at += timedelta(seconds=1)
        while True:
            outcome = did(job, at)
            if outcome[0] not in ("fault", "Busy"):
                break
            time.sleep(0.02)
        line.send((*outcome, job[3]))
    line.send(("finished", None, None))


def key_of(line: Connection, path: Any) -> None:
    """The key in a file that many processes want at once."""
    from trp.journal.keys import read

    line.send("ready")
    line.recv()
    line.send(read(path))


def reads(line: Connection, url: str, cases: list[UUID]) -> None:
    """Read the notes of several cases, in one statement each time, until told to stop."""
    open_to(url)
    line.send("ready")
    line.recv()
    marks = ", ".join(["%s"] * len(cases))
    keys = [sql.bound(case) for case in cases]
    seen = []
    while not line.poll():
        begun = time.monotonic()
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT case_id, number, body FROM journal_body WHERE case_id IN ({marks}) ORDER BY 1, 2",
                keys,
            )
            rows = cursor.fetchall()
        found: dict[UUID, list[str]] = {case: [] for case in cases}
        for case, _, body in rows:
            found[sql.unbound(case)].append(body)
        seen.append((begun, time.monotonic(), found))
        time.sleep(0.002)
    line.send(seen)


def writes(line: Connection, url: str, jobs: list[Job]) -> None:
    """Act after act, with the moments between which each was done."""
    open_to(url)
    line.send("ready")
    line.recv()
    told = []
    for job in jobs:
        begun = time.monotonic()
        outcome = did(job)
        told.append((begun, time.monotonic(), job, outcome))
    line.send(told)


def entered(line: Connection, url: str, job: tuple[Any, UUID, str]) -> None:
    """One entry in a register, at the word go."""
    from trp.journal.entering import enter

    open_to(url)
    line.send("ready")
    line.recv()
    entry, officer, key = job
    try:
        done = enter(entry, officer, at=START, on=DAY, key=key)
        line.send(("done", (done.number, done.first, done.last)))
    except asked.Refused as refused:
        line.send(("refused", tuple(one.code for one in refused.blockers)))
    except (asked.OtherRequest, asked.Busy) as other:
        line.send((type(other).__name__, str(other)))
    except Error as fault:
        line.send(("fault", f"{type(fault).__name__}: {fault}"))


def takes(line: Connection, url: str, officer: UUID, key: str, sabotage: str = "") -> None:
    """Take the next unassigned case, at the word go. `sabotage`: blind: it is not looked at who has it by now."""
    from trp.casework.recording import Assign
    from trp.journal.cases import actor
    from trp.journal.taking import take_next

    open_to(url)
    if sabotage == "blind":
        Assign.stops = lambda self, file, around: iter(())  # type: ignore[method-assign]
    line.send("ready")
    line.recv()
    try:
        line.send(take_next(actor(officer, DAY), at=START, on=DAY, key=key).number)
    except asked.Busy as busy:
        line.send(f"Busy: {busy}")
