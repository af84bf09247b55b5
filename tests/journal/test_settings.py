"""A database whose settings would lose what was acknowledged is refused before the first act: which setting, and what it must be."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

from tests.databases import cluster, fresh, use
from tests.journal.play import put
from tests.journal.truth import tables
from tests.world import World
from trp.casework.recording import AddNote
from trp.journal import guard
from trp.journal.guard import wal_is_safe
from trp.site.settings import POSTGRESQL, SQLITE

_INIT = SQLITE["init_command"]


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 7, 0), False), ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 44, 7), True),
        ((3, 45, 0), False), ((3, 49, 9), False), ((3, 50, 6), False), ((3, 50, 7), True), ((3, 50, 99), True),
        ((3, 51, 0), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 52, 0), True), ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_which_releases_may_write_ahead(version: tuple[int, ...], safe: bool) -> None:
    """The repair of the reset came with 3.51.3, and with 3.50.7 and 3.44.6 for the older lines."""
    assert wal_is_safe(version) is safe


@pytest.fixture
def ready(world: World, database: str) -> Iterator[tuple[World, Any, str]]:
    case, _ = put(world, "facts recorded")
    yield world, case, database


def again(url: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Connect anew, with other options."""
    use(url)
    held = connections["default"].settings_dict
    held["OPTIONS"] = {**held["OPTIONS"]}
    change(held["OPTIONS"])


def refused(world: World, case: Any, url: str, says: str) -> None:
    """An act is refused with these words, and nothing at all is written."""
    before = tables(url)
    with pytest.raises(ImproperlyConfigured, match=says):
        world.do(AddNote(text="lost"), case)
    connection.close()
    use(url)
    assert tables(url) == before
    world.do(AddNote(text="kept"), case)  # the settings as they are delivered are safe


UNSAFE_PRAGMAS = {
    "journal_mode=MEMORY": r"journal_mode=memory .*TRUNCATE",
    "journal_mode=OFF": r"journal_mode=off .*TRUNCATE",
    "journal_mode=DELETE": r"journal_mode=delete .*TRUNCATE",
    "journal_mode=PERSIST": r"journal_mode=persist .*TRUNCATE",
    "synchronous=OFF": r"PRAGMA synchronous is 0: it must be 2",
    "synchronous=NORMAL": r"PRAGMA synchronous is 1: it must be 2",
    "foreign_keys=OFF": r"PRAGMA foreign_keys is 0: it must be 1",
    "recursive_triggers=OFF": r"PRAGMA recursive_triggers is 0: it must be 1",
    "trusted_schema=ON": r"PRAGMA trusted_schema is 1: it must be 0",
    "writable_schema=ON": r"PRAGMA writable_schema is 1: it must be 0",
    "ignore_check_constraints=ON": r"PRAGMA ignore_check_constraints is 1: it must be 0",
}


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("pragma", UNSAFE_PRAGMAS)
def test_an_unsafe_pragma_is_refused(ready: tuple[World, Any, str], pragma: str) -> None:
    world, case, url = ready
    again(url, lambda options: options.update(init_command=f"{_INIT}; PRAGMA {pragma}"))
    refused(world, case, url, UNSAFE_PRAGMAS[pragma])


@pytest.mark.parametrize("engine", ["sqlite"])
def test_writing_ahead_is_refused_with_an_unrepaired_library(
    ready: tuple[World, Any, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, case, url = ready
    again(url, lambda options: options.update(init_command=f"{_INIT}; PRAGMA journal_mode=WAL"))
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    with pytest.raises(ImproperlyConfigured, match=r"journal_mode=WAL: use TRUNCATE"):
        world.do(AddNote(text="lost"), case)
    connection.close()
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    world.do(AddNote(text="kept"), case)


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("mode", [None, "DEFERRED", "EXCLUSIVE"])
def test_a_transaction_that_locks_late_is_refused(ready: tuple[World, Any, str], mode: str | None) -> None:
    world, case, url = ready
    again(url, lambda options: options.update(transaction_mode=mode))
    refused(world, case, url, "transaction_mode must be IMMEDIATE")


UNSAFE_OPTIONS = {
    "-c synchronous_commit=off": "synchronous_commit is off: it must be on",
    "-c synchronous_commit=local": "synchronous_commit is local: it must be on",
    "-c default_transaction_isolation=serializable": "transaction_isolation is serializable: it must be read committed",
    "-c default_transaction_isolation=repeatable\\ read": "transaction_isolation is repeatable read: it must be read committed",
}


@pytest.mark.parametrize("engine", ["postgresql"])
@pytest.mark.parametrize("option", UNSAFE_OPTIONS)
def test_an_unsafe_option_of_the_session_is_refused(ready: tuple[World, Any, str], option: str) -> None:
    world, case, url = ready
    again(url, lambda options: options.update(options=f"{POSTGRESQL['options']} {option}"))
    refused(world, case, url, UNSAFE_OPTIONS[option])


@pytest.mark.parametrize("engine", ["postgresql"])
def test_an_isolation_set_in_the_program_is_refused(ready: tuple[World, Any, str]) -> None:
    import psycopg

    world, case, url = ready
    again(url, lambda options: options.update(isolation_level=psycopg.IsolationLevel.SERIALIZABLE))
    refused(world, case, url, "transaction_isolation is serializable: it must be read committed")


@pytest.mark.parametrize("engine", ["postgresql"])
@pytest.mark.parametrize("where", ["DATABASE {name}", "ROLE {role}", "ROLE {role} IN DATABASE {name}"])
def test_an_unsafe_setting_of_the_database_or_the_account_is_refused(
    ready: tuple[World, Any, str], where: str
) -> None:
    world, case, url = ready
    name, role = url.rsplit("/", 1)[1], f"r_{uuid4().hex}"
    whom = where.format(name=name, role=role)
    cluster().execute(f"CREATE ROLE {role} LOGIN SUPERUSER")
    cluster().execute(f"ALTER {whom} SET synchronous_commit = off")
    use(url.replace("trp_owner@", f"{role}@"))
    before = tables(url)
    with pytest.raises(ImproperlyConfigured, match="synchronous_commit is off: it must be on"):
        world.do(AddNote(text="lost"), case)
    assert tables(url) == before
    connection.close()
    cluster().execute(f"ALTER {whom} RESET synchronous_commit")
    use(url.replace("trp_owner@", f"{role}@"))
    world.do(AddNote(text="kept"), case)


@pytest.mark.parametrize("engine", ["postgresql"])
@pytest.mark.parametrize("name", ["fsync", "full_page_writes"])
def test_an_unsafe_setting_of_the_server_is_refused(ready: tuple[World, Any, str], name: str) -> None:
    world, case, url = ready
    server = cluster()
    server.configure(**{name: "off"})
    try:
        use(url)
        before = tables(url)
        with pytest.raises(ImproperlyConfigured, match=f"{name} is off: it must be on"):
            world.do(AddNote(text="lost"), case)
        assert tables(url) == before
    finally:
        server.configure(**{name: "on"})
    use(url)
    world.do(AddNote(text="kept"), case)


@pytest.mark.parametrize("engine", ["postgresql"])
def test_waits_have_an_end(ready: tuple[World, Any, str]) -> None:
    """A lock that somebody holds for ever is waited for no longer than is stated; then the database is busy."""
    from trp.journal.asked import Busy

    world, case, url = ready
    import psycopg

    again(url, lambda options: options.update(options="-c lock_timeout=50"))
    with psycopg.connect(url) as other:
        other.execute("SELECT 1 FROM journal_case FOR UPDATE")
        before = tables(url)
        with pytest.raises(Busy):
            world.do(AddNote(text="waits"), case)
        assert tables(url) == before
    world.do(AddNote(text="kept"), case)


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_locked_file_is_waited_for_and_then_busy(ready: tuple[World, Any, str]) -> None:
    from trp.journal.asked import Busy

    world, case, url = ready
    again(url, lambda options: options.update(timeout=0.05))
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        world.do(AddNote(text="waits"), case)
    other.execute("ROLLBACK")
    other.close()
    world.do(AddNote(text="kept"), case)


def test_without_the_check_an_unsafe_database_takes_acts(
    ready: tuple[World, Any, str], engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sabotaged twin."""
    from trp.journal import door

    world, case, url = ready
    if engine == "sqlite":
        again(url, lambda options: options.update(init_command=f"{_INIT}; PRAGMA synchronous=OFF"))
    else:
        again(url, lambda options: options.update(options="-c synchronous_commit=off"))
    monkeypatch.setattr(door, "safe", lambda connection: None)
    world.do(AddNote(text="may be lost"), case)
    monkeypatch.setattr(door, "safe", guard.safe)
    with pytest.raises(ImproperlyConfigured):
        world.do(AddNote(text="lost"), case)


def test_each_connection_is_checked_once(ready: tuple[World, Any, str], engine: str) -> None:
    """Acts of one connection pay for the check once; a pool's connection that comes back is known."""
    from django.test.utils import CaptureQueriesContext

    world, case, url = ready
    use(url)
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as seen:
            world.do(AddNote(text="seen"), case)
        counts.append(len(seen))
        if engine == "postgresql":
            connection.close()  # to the pool
    assert counts[0] > counts[1] == counts[2]


def test_a_new_file_and_a_new_server_are_safe_as_delivered(tmp_path: Path, engine: str) -> None:
    use(fresh(engine, tmp_path))
    World.make().abroad()
