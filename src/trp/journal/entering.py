"""The door to the registers: every entry comes through `enter`, in one transaction, as every act through `perform`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from trp.casework.around import Actor
from trp.casework.blockers import Blocker
from trp.casework.found import under
from trp.casework.registers.entries import Entry, Known
from trp.journal import sql
from trp.journal.asked import (
    Asked,
    Done,
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
from trp.journal.reading import UnknownOfficer, ask_actor, told_actor
from trp.journal.registers import Stamp, key_of, register_of
from trp.journal.writing import START, Page, Salt, keep_edition, salt


def enter(entry: Entry, officer: UUID, *, at: datetime, on: date, key: str, salted: Salt = salt) -> Done:
    """Make one entry in a register, or refuse it with every blocker, in one transaction.

    Args:
        entry: What is to be entered.
        officer: Who enters it, from the sign-in.
        at: The moment, aware. `on`: the calendar day at the office.
        key: Asked again with the same key and the same entry, the first answer is given again.
        salted: Where the salts of the lines come from: chance, save for demo data that is to be repeatable.

    Raises:
        Refused: Something stops it; nothing is entered, and the security log has one line.
        OtherRequest: The key belongs to another act or entry.
        UnknownOfficer: The account is unknown or closed.
        Busy: The database was too busy, five times.
    """
    about = key_of(entry.register, entry.books()[0])
    asked = Asked.of(entry, about, officer, at=at, on=on, key=key, salted=salted)
    try:
        outcome = retried(lambda: _once(entry, asked))
    except UnknownOfficer:
        retried(lambda: turned_away(asked))
        raise
    if isinstance(outcome, Done):
        return outcome
    raise Refused(outcome)


def stops(entry: Entry, who: Actor, *, at: datetime, on: date) -> tuple[Blocker, ...]:
    """What would stop an entry now, told before it is made; nothing is written, and it is asked again at the door."""
    with connection.cursor() as cursor:
        return entry.blockers(Known(on, who, register_of(entry).read(cursor, entry, on)), at)


def _once(entry: Entry, asked: Asked) -> Outcome:
    with transaction.atomic(durable=True):
        safe(connection)
        with connection.cursor() as cursor:
            names = entry.books()
            pages = _pages(cursor, entry.register, names, asked)
            cursor.execute(sql.KEPT_ANSWER, [str(asked.officer), asked.key])
            kept = cursor.fetchone()
            if kept is not None:
                return kept_before(kept, asked.wanted)
            case = getattr(entry, "case", "")
            ask_actor(cursor, asked.officer, asked.on, case)
            who, amounts = told_actor(cursor, asked.officer, case)
            register = register_of(entry)
            known = Known(asked.on, who, register.read(cursor, entry, asked.on))
            with under(in_force(cursor, amounts)):
                if found := entry.blockers(known, asked.at):
                    return stopped(cursor, asked, "refused", found)
                _write(cursor, entry, known, pages, asked)
            done = Done(names[0], pages[names[0]].first, pages[names[0]].page.number)
            keep(cursor, asked, done)
            return done


class _Book:
    """A book under its lock; it is opened by its first line."""

    def __init__(self, page: Page, *, is_new: bool) -> None:
        self.page, self.is_new, self.first = page, is_new, page.number + 1


def _pages(cursor: Any, register: str, names: tuple[str, ...], asked: Asked) -> dict[str, _Book]:
    """The books, locked in the order of their keys. One that does not stand yet is not locked: its key is its lock."""
    statement = sql.LOCKED_BOOK if connection.vendor == "postgresql" else sql.BOOK
    found = {}
    for key, name in sorted((key_of(register, name), name) for name in names):
        cursor.execute(statement, [sql.bound(key)])
        row = cursor.fetchone()
        last, chained = (row[0], bytes(row[1])) if row else (0, START)
        found[name] = _Book(Page(key, last, chained, asked.at_us, asked.on), is_new=row is None)
    return found


def _write(cursor: Any, entry: Entry, known: Known, books: dict[str, _Book], asked: Asked) -> None:
    acting = entry.acting_under(known)
    happened = []
    for name, event in entry.happens(known):
        page = books[name].page
        line = page.add(event, known.actor.id, acting, asked.salted)
        happened.append((event, Stamp(page.case, line.number, known.actor.id, asked.at_us, asked.on)))
    keep_edition(cursor)
    for name, book in books.items():
        page = book.page
        if page.number < book.first:
            continue
        if book.is_new:
            head = [sql.bound(page.case), entry.register, name, page.number, page.head]
            cursor.execute(sql.OPEN_BOOK, head)
        else:
            cursor.execute(sql.MOVE_BOOK, [page.number, page.head, sql.bound(page.case)])
        page.write(cursor)
    register = register_of(entry)
    for event, stamp in happened:
        register.write(cursor, event, stamp)
