"""A journal of some thirty cases done through the door, copied for each test; and whoever changes it behind the app."""

from __future__ import annotations

import atexit
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg

from tests.databases import cluster, fresh, use
from tests.journal import play
from tests.world import DAY, World
from trp.casework.opening import ReceiveRequest
from trp.casework.recording import AddNote
from trp.journal.chain import START, chained, coded, committed
from trp.journal.checkpoint import checkpoint
from trp.journal.heads import SignedHead
from trp.journal.keys import journal_key

AT = datetime(2026, 3, 3, 12, tzinfo=UTC)
_ENDS = {
    "assessment started": "IssuePermit",
    "claimed, assessment started": "IssuePermit",
    "recommended": "RefusePermit",
    "claimed, recommended": "IssuePermit",
    "inland, barred": "CloseBarred",
    "fee asked for": "WithdrawRequest",
}


@dataclass(frozen=True)
class Journal:
    """A journal to copy: as it was at its first signed head (`older`), and as it is (`newer`)."""

    older: str
    newer: str
    first: SignedHead
    last: SignedHead
    cases: dict[str, UUID]


@cache
def journal(engine: str) -> Journal:
    """The journal of this engine, made once: some cases ended, one hidden, two heads signed."""
    folder = Path(tempfile.mkdtemp(prefix="trp-journal-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = fresh(engine, folder)
    use(url)
    world = World.make()
    cases = {name: play.put(world, name)[0] for name in play.SITUATIONS}
    first = checkpoint(AT)
    assert first is not None
    older = copied(url, folder)
    use(url)
    for name, ending in _ENDS.items():
        case, _ = play.put(world, name)
        cases[f"{name}, {ending}"] = case
        _end(world, case, ending)
    hidden = uuid4()
    cases["hidden"] = hidden
    world.do(
        ReceiveRequest(client=world.person(), place="in_canada", made_to="inland_office", made_on=DAY, stream="trafficking_victim"),
        hidden, "unit",
    )  # fmt: skip
    world.do(AddNote(text="Reçue à l’unité."), hidden, "unit")
    for name in ("facts recorded", "claimed", "at the border"):
        who = "border" if "border" in name else "officer"
        world.do(AddNote(text="Vu : « à suivre » — 246,25 $"), cases[name], who)
    last = checkpoint(AT)
    assert last is not None
    newer = copied(url, folder)
    return Journal(older, newer, first, last, cases)


def chains(kept: Journal) -> int:
    """How many chains of lines there are: cases, and books of registers."""
    from trp.journal.models import Book

    return len(kept.cases) + Book.objects.count()


def _end(world: World, case: UUID, ending: str) -> None:
    from trp.journal.asked import Refused

    for one in play.tries():
        if type(one.act).__name__ == ending:
            try:
                world.do(one.act, case, one.who)
                return
            except Refused:
                continue
    raise AssertionError(f"nobody could do {ending}")


def copied(url: str, folder: Path) -> str:
    """A copy of a database that nobody uses."""
    use(url)  # closes every connection of ours
    if url.startswith("sqlite"):
        target = folder / f"{uuid4().hex}.sqlite3"
        shutil.copy(url.removeprefix("sqlite:///"), target)
        return f"sqlite:///{target}"
    name = f"t_{uuid4().hex}"
    cluster().execute(f"CREATE DATABASE {name} TEMPLATE {url.rsplit('/', 1)[1]}")
    return cluster().url(name)


class Behind:
    """Somebody who owns the database and goes around the program: no trigger stops them."""

    def __init__(self, raw: Any, *, embedded: bool) -> None:
        self.raw, self.embedded = raw, embedded

    def run(self, statement: str, *given: Any) -> int:
        """Run a statement; give how many rows it touched."""
        return int(self._do(statement, given).rowcount)

    def rows(self, statement: str, *given: Any) -> list[tuple[Any, ...]]:
        return list(self._do(statement, given).fetchall())

    def _do(self, statement: str, given: tuple[Any, ...]) -> Any:
        if self.embedded:
            return self.raw.execute(statement.replace("%s", "?"), [self.key(one) for one in given])
        return self.raw.execute(statement, given)

    def key(self, one: Any) -> Any:
        """A value as this engine keeps it."""
        return one.hex if isinstance(one, UUID) and self.embedded else one

    def rechain(self, case: UUID, key: bytes) -> None:
        """Chain the lines of a case again, as they now stand, under some key, and move the head of the case."""
        previous, number = START, 0
        for number, at, day, officer, under, kind, version, edition, salt, body in self.rows(
            "SELECT l.number, l.at_us, l.day, l.officer, l.acting_under, l.kind, l.version, l.edition, b.salt, b.body "
            "FROM journal_line l JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
            "WHERE l.case_id = %s ORDER BY l.number", case,
        ):  # fmt: skip
            day = day if isinstance(day, date) else date.fromisoformat(day)
            commitment = committed(salt, body)
            found = chained(
                case, number, at, day, officer, under, kind, version, edition, commitment, previous
            )
            self.run(
                "UPDATE journal_line SET commitment = %s, previous = %s, hash = %s, code = %s WHERE case_id = %s AND number = %s",
                commitment, previous, found, coded(key, found), case, number,
            )  # fmt: skip
            previous = found
        self.run("UPDATE journal_case SET head = %s, head_hash = %s WHERE id = %s", number, previous, case)

    def lie(self, case: UUID, number: int) -> None:
        """Let a line say something else."""
        said = json.dumps({"text": "forged"})
        self.run("UPDATE journal_body SET body = %s WHERE case_id = %s AND number = %s", said, case, number)

    def last(self, case: UUID) -> int:
        return int(self.rows("SELECT max(number) FROM journal_line WHERE case_id = %s", case)[0][0])

    def head(self, case: UUID) -> None:
        """Make the head of a case its last line again."""
        self.run(
            "UPDATE journal_case SET head = %s, head_hash = (SELECT hash FROM journal_line l WHERE l.case_id = id "
            "ORDER BY number DESC LIMIT 1) WHERE id = %s", self.last(case), case,
        )  # fmt: skip

    def gone(self, case: UUID, number: int) -> None:
        """Remove a line and what it says."""
        for table in ("line", "body"):
            self.run(f"DELETE FROM journal_{table} WHERE case_id = %s AND number = %s", case, number)


@contextmanager
def behind(url: str) -> Iterator[Behind]:
    """Go behind the app."""
    if url.startswith("sqlite"):
        raw = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        raw.execute("PRAGMA synchronous = OFF")
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        try:
            yield Behind(raw, embedded=True)
        finally:
            raw.close()
        return
    with psycopg.connect(url, autocommit=True) as server:
        for (name,) in server.execute(
            "SELECT DISTINCT relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal"
        ).fetchall():
            server.execute(f"ALTER TABLE {name} DISABLE TRIGGER ALL")  # type: ignore[arg-type]
        yield Behind(server, embedded=False)


__all__ = ["AT", "Behind", "Journal", "behind", "chains", "copied", "journal", "journal_key"]
