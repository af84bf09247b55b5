"""What is asked for under a key, and the answer that is kept: the same for acts on cases and entries in registers."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from django.db import Error, IntegrityError, OperationalError, connection, transaction

from trp.casework.acts import Act
from trp.casework.blockers import Blocker
from trp.casework.registers.entries import Entry
from trp.casework.wire import written
from trp.journal import sql
from trp.journal.reading import day_of
from trp.journal.writing import Salt
from trp.people.records import Overtaken
from trp.rulebook.language import Both

_T = TypeVar("_T")
_TRIES = 5
_KEPT_APART = ("duty_apart", "case_decided_by_another", "case_confirmed_by_another")
"""What no second try can clear: an act let it happen that should have been stopped by a blocker."""


class Refused(Exception):
    """An act that something stops: raised with every blocker."""

    def __init__(self, blockers: tuple[Blocker, ...]) -> None:
        super().__init__("; ".join(f"{one.code}: {one.says.en}" for one in blockers))
        self.blockers = blockers


class NoSuchCase(LookupError):
    """There is no such case for this officer: none at all, or one that is not theirs to know of."""


class ConflictDeclared(PermissionError):
    """The reader declared a conflict of interest: the case is closed to them."""


class OtherRequest(ValueError):
    """The key was used before for another act."""


class Busy(RuntimeError):
    """The database could not take the act now; nothing was written, and it may be tried again."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: the number of the case or the name of the book, and the first and the last line it added."""

    number: str
    first: int
    last: int


Outcome = Done | tuple[Blocker, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An act as it was asked for.

    Attributes:
        about: The key of the case, or of the first book of an entry.
        at: The moment, aware; `at_us`: as microseconds since 1970, UTC. `on`: the calendar day at the office.
        wanted: What the key stands for.
    """

    act: Act | Entry
    about: UUID
    officer: UUID
    at: datetime
    at_us: int
    on: date
    key: str
    wanted: str
    salted: Salt

    @classmethod
    def of(
        cls, act: Act | Entry, about: UUID, officer: UUID, *, at: datetime, on: date, key: str, salted: Salt
    ) -> Asked:
        wanted = sha256(f"{about} {type(act).__name__} {written(act)}".encode()).hexdigest()
        return cls(act, about, officer, at, microseconds(at), on, key, wanted, salted)


def microseconds(at: datetime) -> int:
    """A moment as whole microseconds since 1970, UTC."""
    if at.tzinfo is None:
        raise ValueError("the moment of an act is aware")
    return int(at.timestamp()) * 1_000_000 + at.microsecond


def retried(function: Callable[[], _T]) -> _T:
    """Run a whole transaction, again where the database asks for that: at most five times, a little later each.

    Raises:
        Busy: It asked for it every time.
    """
    last: Error | None = None
    for n in range(_TRIES):
        try:
            return function()
        except (OperationalError, IntegrityError) as fault:
            if not _again(fault):
                raise
            last = fault
            time.sleep(random.uniform(0, 0.02 * 2**n))
    raise Busy("the database is busy: nothing was written; try again") from last


def _again(fault: Error) -> bool:
    if isinstance(fault, Overtaken):
        return True
    state = getattr(fault.__cause__, "sqlstate", None)
    if state is not None:
        # serialization, deadlock, lock timeout; a key or a claim that somebody else wrote first; a receipt
        # that somebody else used up first
        if getattr(getattr(fault.__cause__, "diag", None), "constraint_name", None) in _KEPT_APART:
            return False
        return state in ("40001", "40P01", "55P03", "23505", "23514")
    text = str(fault)
    return "database is locked" in text or "this row exists" in text or "UNIQUE constraint" in text


def stopped(cursor: Any, asked: Asked, kind: str, found: tuple[Blocker, ...]) -> tuple[Blocker, ...]:
    """Nothing happens but one line in the security log; asked again with its key, it is answered alike."""
    log(cursor, asked, kind, tuple(one.code for one in found) if kind == "refused" else ())
    keep(cursor, asked, found)
    return found


def turned_away(asked: Asked) -> None:
    """Somebody without an account that is open tried to act: that alone is written."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        log(cursor, asked, "unknown", ())


def log(cursor: Any, asked: Asked, kind: str, codes: tuple[str, ...]) -> None:
    """One line in the security log; if it cannot be written, the act stops with it."""
    name, case = type(asked.act).__name__, sql.bound(asked.about)
    cursor.execute(sql.LOG, [asked.at_us, str(asked.officer), kind, case, name, " ".join(codes)])


def keep(cursor: Any, asked: Asked, outcome: Outcome) -> None:
    told: dict[str, Any] = (
        {"done": [outcome.number, outcome.first, outcome.last]}
        if isinstance(outcome, Done)
        else {"refused": [_told(one) for one in outcome]}
    )
    answer = json.dumps(told, ensure_ascii=False, default=date.isoformat)
    kept = [str(asked.officer), asked.key, asked.wanted, answer, asked.at_us]
    cursor.execute(sql.KEEP_ANSWER, kept)


def answered(officer: UUID, key: str) -> bool:
    """Whether something was done under a key before."""
    return isinstance(answer_of(officer, key), Done)


def answer_of(officer: UUID, key: str) -> Outcome | None:
    """What came of what was asked for under a key; None: nothing was."""
    return answers_of(officer, [key]).get(key)


def answers_of(officer: UUID, keys: Sequence[str]) -> dict[str, Outcome]:
    """What came of what was asked for under several keys, by one statement."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(keys))
        cursor.execute(sql.KEPT_ANSWERS.format(marks), [str(officer), *keys])
        return {key: _outcome(answer) for key, answer in cursor.fetchall()}


def _told(blocker: Blocker) -> dict[str, Any]:
    held = {field.name: getattr(blocker, field.name) for field in fields(blocker)}
    return {**held, "says": [blocker.says.en, blocker.says.fr]}


def kept_before(row: Any, wanted: str) -> Outcome:
    request, answer = row
    if request != wanted:
        raise OtherRequest("this key was used for another act: take a new key")
    return _outcome(answer)


def _outcome(answer: str) -> Outcome:
    told = json.loads(answer)
    if "done" in told:
        return Done(*told["done"])
    return tuple(
        Blocker(
            one["code"],
            Both(*one["says"]),
            tuple(one["under"]),
            day_of(one["since"]) if one["since"] else None,
            tuple(one["cleared_by"]),
            tuple(one["who"]),
            tuple(one["needs"]),
        )
        for one in told["refused"]
    )
