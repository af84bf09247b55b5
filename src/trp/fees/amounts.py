"""The register of published amounts: its table, read for an entry and written by its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from trp.casework.registers.amounts import (
    AmountConfirmed,
    AmountEntered,
    AmountWithdrawn,
    Loaded,
    Waiting,
)
from trp.casework.registers.entries import Entered, Entry
from trp.journal import sql
from trp.journal.in_force import amounts_changed
from trp.journal.reading import day_of
from trp.journal.rebuild import made_since
from trp.journal.registers import Register, Stamp
from trp.rulebook.book import current
from trp.rulebook.language import Both
from trp.rulebook.published import Published

_COLUMNS = "series, cents, CAST(since AS text), notice_en, notice_fr, address, CAST(published_on AS text)"
_CONFIRMED = f"SELECT {_COLUMNS} FROM fees_amount WHERE confirmed_by IS NOT NULL ORDER BY series, since"
_WAITING = (
    f"SELECT {_COLUMNS}, entered_by FROM fees_amount "
    "WHERE series = %s AND confirmed_by IS NULL AND NOT withdrawn"
)
_EVERY = (
    f"SELECT {_COLUMNS}, entered_by, confirmed_by FROM fees_amount WHERE NOT withdrawn ORDER BY series, since"
)
_LAST = (
    "SELECT CAST(since AS text), cents FROM fees_amount WHERE series = %s AND confirmed_by IS NOT NULL "
    "ORDER BY since DESC LIMIT 1"
)
_ENTER = (
    "INSERT INTO fees_amount (book, line, series, cents, since, notice_en, notice_fr, address, published_on, "
    "entered_by, withdrawn) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_OPEN = "WHERE series = %s AND since = %s AND confirmed_by IS NULL AND NOT withdrawn"
_CONFIRM = f"UPDATE fees_amount SET confirmed_by = %s {_OPEN}"
_WITHDRAW = f"UPDATE fees_amount SET withdrawn = %s {_OPEN}"


def confirmed(cursor: Any) -> Sequence[Published]:
    """The amounts that were published since the program was made, and confirmed."""
    cursor.execute(_CONFIRMED)
    return [_published(row) for row in cursor.fetchall()]


def waiting(series: str) -> list[Waiting]:
    """The amount of a series that is entered and not confirmed, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [series])
        return [Waiting(_published(row[:7]), row[7]) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Held:
    """An amount that was published since the program was made. `confirmed_by`: the key of an officer; None: it waits."""

    published: Published
    entered_by: str
    confirmed_by: str | None


def every() -> list[Held]:
    """Every amount that was entered and not withdrawn, by series and day."""
    with connection.cursor() as cursor:
        cursor.execute(_EVERY)
        return [Held(_published(row[:7]), *row[7:]) for row in cursor.fetchall()]


def refresh(since: date, on: date) -> int:
    """Let the queue show an amount that was confirmed, and give how many cases it changed there.

    A case rests on the amount of the day its request was made, so that none rests on one of a day to come (`on`:
    today): then nothing has to be done. Else the cases whose requests were made since are written again.
    """
    return sum(1 for _ in made_since(since)) if since <= on else 0


def read(cursor: Any, entry: Entry, on: date) -> Loaded | None:
    """The last amount of the series of an entry, and the one that waits; None: there is no such series."""
    name = entry.books()[0]
    series = current().series.get(name)
    if series is None:
        return None
    last = series.amounts[-1]
    cursor.execute(_LAST, [name])
    row = cursor.fetchone()
    since, cents = (day_of(row[0]), row[1]) if row else (last.since, last.cents)
    cursor.execute(_WAITING, [name])
    row = cursor.fetchone()
    return Loaded(since, cents, Waiting(_published(row[:7]), row[7]) if row else None)


def write(cursor: Any, event: Entered, stamp: Stamp) -> None:
    """Keep one line: the amount that is entered, confirmed or withdrawn."""
    match event:
        case AmountEntered():
            cursor.execute(_ENTER, [
                sql.bound(stamp.book), stamp.line, event.series, event.cents, event.since, event.notice_en,
                event.notice_fr, event.address, event.published_on, stamp.officer, False,
            ])  # fmt: skip
        case AmountConfirmed():
            cursor.execute(_CONFIRM, [stamp.officer, event.series, event.since])
            amounts_changed(cursor)
        case AmountWithdrawn():
            cursor.execute(_WITHDRAW, [True, event.series, event.since])


def _published(row: Any) -> Published:
    series, cents, since, en, fr, address, published_on = row
    return Published(series, cents, day_of(since), Both(en, fr), address, day_of(published_on))


REGISTER = Register("amounts", read, write)
