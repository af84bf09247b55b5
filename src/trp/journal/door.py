"""The one door: every act on every case comes through `perform`. It has no rule of its own."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from django.db import Error, IntegrityError, OperationalError, connection, transaction

from trp.casework.acts import Act
from trp.casework.around import Register
from trp.casework.blockers import Blocker
from trp.casework.files import replay
from trp.casework.wire import written
from trp.journal import sql
from trp.journal.guard import safe
from trp.journal.reading import (
    UnknownOfficer,
    around,
    ask_actor,
    ask_lines,
    day_of,
    next_number,
    told_actor,
    told_lines,
    told_register,
)
from trp.journal.writing import START, Page, Salt, append, salt
from trp.rulebook.language import Both

_T = TypeVar("_T")
_TRIES = 5


class Refused(Exception):
    """An act that something stops: raised once, here, with every blocker."""

    def __init__(self, blockers: tuple[Blocker, ...]) -> None:
        super().__init__("; ".join(f"{one.code}: {one.says.en}" for one in blockers))
        self.blockers = blockers


class NoSuchCase(LookupError):
    """There is no such case for this officer: none at all, or one that is not theirs to know of."""


class OtherRequest(ValueError):
    """The key was used before for another act."""


class Busy(RuntimeError):
    """The database could not take the act now; nothing was written, and it may be tried again."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to: the case's number, and the numbers of the first and the last line it added."""

    number: str
    first: int
    last: int


def perform(
    act: Act, case: UUID, officer: UUID, *, at: datetime, on: date, key: str, salted: Salt = salt
) -> Done:
    """Do one act on a case, or refuse it with every blocker, in one transaction.

    Args:
        act: What is to be done.
        case: The case; for an act that opens one, the key it shall have.
        officer: Who acts, from the sign-in.
        at: The moment, aware. `on`: the calendar day at the office.
        key: Asked again with the same key and the same act, the first answer is given again.
        salted: Where the salts of the lines come from: chance, save for demo data that is to be repeatable.

    Raises:
        Refused: Something stops it; the case is unchanged, and the security log has one line.
        NoSuchCase: The officer may not know of such a case.
        OtherRequest: The key belongs to another act.
        UnknownOfficer: The account is unknown or closed.
        Busy: The database was too busy, five times.
    """
    wanted = sha256(f"{case} {type(act).__name__} {written(act)}".encode()).hexdigest()
    at_us = microseconds(at)
    asked = _Asked(act, case, officer, at, at_us, on, key, wanted, salted)
    try:
        return retried(lambda: _once(asked))
    except UnknownOfficer:
        retried(lambda: _turned_away(asked))
        raise


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
    state = getattr(fault.__cause__, "sqlstate", None)
    if state is not None:
        # serialization, deadlock, lock timeout; a key or a claim that somebody else wrote first; a receipt
        # that somebody else used up first
        return state in ("40001", "40P01", "55P03", "23505", "23514")
    text = str(fault)
    return "database is locked" in text or "this row exists" in text or "UNIQUE constraint" in text


@dataclass(frozen=True, slots=True)
class _Asked:
    """An act as it was asked for. `wanted`: what its key stands for."""

    act: Act
    case: UUID
    officer: UUID
    at: datetime
    at_us: int
    on: date
    key: str
    wanted: str
    salted: Salt


def _once(asked: _Asked) -> Done:
    with transaction.atomic(durable=True):
        safe(connection)
        with connection.cursor() as cursor:
            locked = sql.LOCKED if connection.vendor == "postgresql" else sql.HEAD
            cursor.execute(locked, [str(asked.officer), asked.key, sql.bound(asked.case)])
            head = cursor.fetchone()
            if head is None:
                cursor.execute(sql.KEPT_ANSWER, [str(asked.officer), asked.key])
            kept = cursor.fetchone() if head is None else head[6:8]
            if kept is not None and kept[0] is not None:
                outcome = _kept(kept, asked.wanted)
            else:
                outcome = _done(cursor, asked, head)
    if isinstance(outcome, Done):
        return outcome
    if any(blocker.code == "no-case" for blocker in outcome):
        raise NoSuchCase("there is no such case")
    raise Refused(outcome)


def _done(cursor: Any, asked: _Asked, head: Any) -> Done | tuple[Blocker, ...]:
    act, number = asked.act, head[5] if head else ""
    with connection.cursor() as other:
        with sql.pipelined():
            ask_actor(cursor, asked.officer, asked.on, number)
            if head:
                ask_lines(other, asked.case)
        who = told_actor(cursor, asked.officer, number)
        written_lines = told_lines(other) if head else []
    hidden = head is not None and head[2] != "normal" and head[3] != who.office
    if hidden or (head is None and not act.opens):
        none = (Blocker("no-case", Both("There is no such case.", "Ce dossier n’existe pas.")),)
        return _stopped(cursor, asked, "denied" if hidden else "unknown", none)
    file = replay(written_lines)
    register = told_register(head[8:], asked.case) if head else Register()
    about = around(cursor, act, who, register, asked.on)
    found = (*_nobody(act), *act.blockers(file, about, asked.at))
    if found:
        return _stopped(cursor, asked, "refused", found)
    if act.opens:  # only now: a number is not used up by a refusal
        about = replace(about, number=next_number(cursor))
    last, chained = (head[0], bytes(head[1])) if head else (0, START)
    page = Page(asked.case, last, chained, asked.at_us, asked.on)
    first = page.number + 1
    under, happens = act.acting_under(file, about), act.events(file, about)
    with sql.pipelined():
        append(cursor, page, file, happens, officer=who.id, acting_under=under, salted=asked.salted)
        assert file.opening is not None
        done = Done(file.opening.number, first, page.number)
        _keep(cursor, asked, done)
    return done


def _nobody(act: Act) -> Iterator[Blocker]:
    """A case is opened for somebody: the key of a person."""
    client = getattr(act, "client", None) if act.opens else None
    try:
        if client is not None:
            UUID(client)
    except ValueError:
        yield Blocker(
            "wrong-fact",
            Both("client: the key of a person on record.", "client\u00a0: la clé d’une personne au dossier."),
        )


def _stopped(cursor: Any, asked: _Asked, kind: str, found: tuple[Blocker, ...]) -> tuple[Blocker, ...]:
    """Nothing happens but one line in the security log; asked again with its key, it is answered alike."""
    _log(cursor, asked, kind, tuple(one.code for one in found) if kind == "refused" else ())
    _keep(cursor, asked, found)
    return found


def _turned_away(asked: _Asked) -> None:
    """Somebody without an account that is open tried to act: that alone is written."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        _log(cursor, asked, "unknown", ())


def _log(cursor: Any, asked: _Asked, kind: str, codes: tuple[str, ...]) -> None:
    """One line in the security log; if it cannot be written, the act stops with it."""
    name, case = type(asked.act).__name__, sql.bound(asked.case)
    cursor.execute(sql.LOG, [asked.at_us, str(asked.officer), kind, case, name, " ".join(codes)])


def _keep(cursor: Any, asked: _Asked, outcome: Done | tuple[Blocker, ...]) -> None:
    told: dict[str, Any] = (
        {"done": [outcome.number, outcome.first, outcome.last]}
        if isinstance(outcome, Done)
        else {"refused": [_told(one) for one in outcome]}
    )
    answer = json.dumps(told, ensure_ascii=False, default=date.isoformat)
    kept = [str(asked.officer), asked.key, asked.wanted, answer, asked.at_us]
    cursor.execute(sql.KEEP_ANSWER, kept)


def _told(blocker: Blocker) -> dict[str, Any]:
    held = {field.name: getattr(blocker, field.name) for field in fields(blocker)}
    return {**held, "says": [blocker.says.en, blocker.says.fr]}


def _kept(row: Any, wanted: str) -> Done | tuple[Blocker, ...]:
    request, answer = row
    if request != wanted:
        raise OtherRequest("this key was used for another act: take a new key")
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
