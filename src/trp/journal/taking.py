"""Take next: the first unassigned case of one's office, in the published order, for whoever presses first.

The order is that of the queue by `Sort.DUE`: the day that is due (those without one last), then the oldest, then the
number; nobody chooses, so that no older file is passed over. Two officers who press at the same moment meet at the lock
of the case: the second finds it given, and goes on to the next.

A form that is sent twice takes once. Each attempt of a key has its own place (`key 0`, `key 1`, …), and the next one is
only made where the one before was refused: of all attempts under a key at most one is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from trp.casework.around import Actor
from trp.casework.blockers import Blocker
from trp.casework.recording import HOLDERS, Assign
from trp.journal.asked import Done, NoSuchCase, OtherRequest, Refused, answer_of
from trp.journal.cases import logged
from trp.journal.door import perform
from trp.journal.lists.shown import COLUMNS, Sort, Tab
from trp.journal.lists.statements import Statement, by_the_indexes, parts, read
from trp.journal.models import declared

MOST = 50
"""So many cases are looked at for one that can be taken."""
_KEY, _NUMBER = COLUMNS.index("id"), COLUMNS.index("number")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A case that came first and was not taken, and why."""

    number: str
    blockers: tuple[Blocker, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken: its number, or None; and what came before it in the order."""

    number: str | None
    skipped: tuple[Skipped, ...]


def may_take(reader: Actor) -> bool:
    """Whether somebody may hold a file at all."""
    return bool(reader.roles.intersection(HOLDERS))


def take_next(reader: Actor, *, at: datetime, on: date, key: str) -> Taken:
    """Give the reader the first case that nobody of their office holds and that they may take.

    Args:
        key: Of the form; asked again with the same one, the same case is told.

    Raises:
        Busy: The database was too busy.
    """
    rows = candidates(reader, on=on)
    closed = set(declared(reader))
    skipped: list[Skipped] = []
    attempt = 0
    act = Assign(officer=reader.id, office=reader.office, seen_with=(None, reader.office))
    for row in rows:
        if row[_NUMBER] in closed:
            logged(reader, "denied", "TakeNext", at, [row[_KEY]])
            skipped.append(Skipped(row[_NUMBER], (act.conflict(),)))
            continue
        while (found := _tried(act, row[_KEY], reader, at, on, f"{key} {attempt}")) is None:
            attempt += 1
        if isinstance(found, Done):
            return Taken(found.number, tuple(skipped))
        attempt += 1
        if found:
            skipped.append(Skipped(row[_NUMBER], found))
    return Taken(_before(reader, key, attempt), tuple(skipped))


def candidates(reader: Actor, *, on: date) -> list[tuple[Any, ...]]:
    """The rows of the cases that come first, those among them that a conflict of interest closes to the reader."""
    with by_the_indexes():
        every = Statement.of(reader, Q(), closed=True)
        return read(parts(reader, Tab.UNASSIGNED, on, every, apart=True), Sort.DUE, None, MOST)[:MOST]


def _tried(
    act: Assign, case: UUID, reader: Actor, at: datetime, on: date, key: str
) -> Done | tuple[Blocker, ...] | None:
    """What came of taking a case: done, refused, or not for the reader to know of (no blockers).

    None: this place of the key was used for another case, which was not taken.
    """
    officer = UUID(reader.id)
    try:
        return perform(act, case, officer, at=at, on=on, key=key)
    except Refused as refused:
        return refused.blockers
    except NoSuchCase:
        return ()
    except OtherRequest:
        earlier = answer_of(officer, key)
        return earlier if isinstance(earlier, Done) else None


def _before(reader: Actor, key: str, attempt: int) -> str | None:
    """What was taken under this key before, where no case is left to try now."""
    while (earlier := answer_of(UUID(reader.id), f"{key} {attempt}")) is not None:
        if isinstance(earlier, Done):
            return earlier.number
        attempt += 1
    return None
