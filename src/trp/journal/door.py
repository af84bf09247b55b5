"""The one door: every act on every case comes through `perform`. It has no rule of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from trp.casework.acts import Act
from trp.casework.around import Actor, Register
from trp.casework.blockers import Blocker
from trp.casework.files import Line, replay
from trp.casework.found import under
from trp.casework.recording import Assign, closed_to_receiver
from trp.journal import sql
from trp.journal.asked import (
    Asked,
    Done,
    NoSuchCase,
    Outcome,
    Refused,
    keep,
    kept_before,
    retried,
    stopped,
    turned_away,
)
from trp.journal.guard import safe
from trp.journal.in_force import in_force
from trp.journal.people import identified
from trp.journal.reading import (
    UnknownOfficer,
    around,
    ask_actor,
    ask_lines,
    next_number,
    told_actor,
    told_lines,
    told_register,
)
from trp.journal.writing import START, Page, Salt, append, hold, is_once, salt
from trp.rulebook.language import Both


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
    asked = Asked.of(act, case, officer, at=at, on=on, key=key, salted=salted)
    try:
        return retried(lambda: _once(act, asked))
    except UnknownOfficer:
        retried(lambda: turned_away(asked))
        raise


def _once(act: Act, asked: Asked) -> Done:
    with transaction.atomic(durable=True):
        safe(connection)
        with connection.cursor() as cursor:
            locked = sql.LOCKED if connection.vendor == "postgresql" else sql.HEAD
            cursor.execute(locked, [str(asked.officer), asked.key, sql.bound(asked.about)])
            head = cursor.fetchone()
            if head is None:
                cursor.execute(sql.KEPT_ANSWER, [str(asked.officer), asked.key])
            kept = cursor.fetchone() if head is None else head[6:8]
            if kept is not None and kept[0] is not None:
                outcome = kept_before(kept, asked.wanted)
            else:
                outcome = _done(cursor, act, asked, head)
    if isinstance(outcome, Done):
        return outcome
    if any(blocker.code == "no-case" for blocker in outcome):
        raise NoSuchCase("there is no such case")
    raise Refused(outcome)


def _done(cursor: Any, act: Act, asked: Asked, head: Any) -> Outcome:
    number = head[5] if head else ""
    with connection.cursor() as other:
        with sql.pipelined():
            ask_actor(cursor, asked.officer, asked.on, number, rests_on_power=act.rests_on_power)
            if head:
                ask_lines(other, asked.about)
        who, amounts = told_actor(cursor, asked.officer, number)
        written_lines = told_lines(other) if head else []
    with under(in_force(cursor, amounts)):
        return _decided(cursor, act, asked, head, who, written_lines)


def _decided(
    cursor: Any, act: Act, asked: Asked, head: Any, who: Actor, written_lines: list[Line]
) -> Outcome:
    """Under the rulebook in force: refuse with every blocker, or let it happen."""
    hidden = head is not None and head[2] != "normal" and head[3] != who.office
    if hidden or (head is None and not act.opens):
        none = (Blocker("no-case", Both("There is no such case.", "Ce dossier n’existe pas.")),)
        return stopped(cursor, asked, "denied" if hidden else "unknown", none)
    if head is not None and len(written_lines) < head[0]:
        return stopped(cursor, asked, "refused", (DISPOSED,))
    file = replay(written_lines)
    register = told_register(head[8:11], asked.about, on_record=head[11] is not None) if head else Register()
    about = around(cursor, act, who, register, asked.on)
    if head and head[11] is not None and "identity" in act.reads:
        about = identified(cursor, about, head[11], asked.about, asked.on)
    found = (
        *_nobody(act),
        *_nowhere(cursor, act, head[5] if head else "", who),
        *act.blockers(file, about, asked.at),
    )
    if found:
        return stopped(cursor, asked, "refused", found)
    if act.opens:  # only now: a number is not used up by a refusal
        about = replace(about, number=next_number(cursor))
    last, chained = (head[0], bytes(head[1])) if head else (0, START)
    page = Page(asked.about, last, chained, asked.at_us, asked.on)
    first = page.number + 1
    under, happens = act.acting_under(file, about), act.events(file, about)
    if head and any(map(is_once, happens)):
        hold(cursor, *head[11:13])
    with sql.pipelined():
        append(cursor, page, file, happens, officer=who.id, acting_under=under, salted=asked.salted)
        assert file.opening is not None
        done = Done(file.opening.number, first, page.number)
        keep(cursor, asked, done)
    return done


DISPOSED = Blocker(
    "disposed",
    Both("Part of what this case said was disposed of: what is left is shown, and nothing more is done on it.",
         "Une partie de ce que disait ce dossier a été éliminée : ce qui reste est montré, et plus rien n’y est fait."),
)  # fmt: skip


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


def _nowhere(cursor: Any, act: Act, number: str, who: Actor) -> Iterator[Blocker]:
    """A file goes to an office, and to an officer, that there are: a restricted one would be nobody's to see else.

    An account that is being closed is waited for (PostgreSQL; SQLite has locked the whole file already): no file goes to
    it after it was looked at what it holds.
    """
    if not isinstance(act, Assign):
        return
    cursor.execute(sql.OFFICE, [act.office])
    if cursor.fetchone() is None:
        yield Blocker(
            "wrong-fact", Both("office: the code of an office.", "office\u00a0: le code d’un bureau.")
        )
    if act.officer is None:
        return
    statement = sql.LOCKED_RECEIVER if connection.vendor == "postgresql" else sql.RECEIVER
    try:
        cursor.execute(statement, [number, sql.bound(UUID(act.officer))])
        found = cursor.fetchone()
    except ValueError:
        found = None
    if found is None:
        yield Blocker(
            "wrong-fact",
            Both("officer: the key of an account that is open, or null.",
                 "officer\u00a0: la clé d’un compte ouvert, ou null."),
        )  # fmt: skip
    elif found[1] and act.officer != who.id and number not in who.conflicts:
        yield closed_to_receiver(found[0])
