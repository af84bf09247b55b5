"""The rulebook in force in this database: that of the program, with the amounts that were published and confirmed since.

A mark of them, made of what they say, stands beside the counters. It comes with the account of whoever acts, so that
no act asks for the amounts unless it has met other ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.db import connection

from trp.casework.found import under
from trp.journal import sql
from trp.journal.chapters import chapters
from trp.rulebook.book import current
from trp.rulebook.determine import compiled
from trp.rulebook.evaluate import Compiled
from trp.rulebook.published import Published, with_published

_MARK = "SELECT value FROM journal_counter WHERE name = 'amounts'"
_ready: dict[int, Compiled] = {}


def mark(published: Sequence[Published]) -> int:
    """A number that stands for these amounts; 0: none."""
    told = repr([(one.series, one.cents, one.since, one.notice.en, one.notice.fr, one.address, one.read_on) for one in published])  # fmt: skip
    return int(sha256(told.encode()).hexdigest()[:15], 16) if published else 0


def in_force(cursor: Any, marked: int) -> Compiled:
    """The rulebook for a mark, as the account of whoever acts brought it."""
    if not marked:
        return compiled()
    if marked not in _ready:
        published = _published(cursor)
        _ready[mark(published)] = _with(tuple(published))
    return _ready[marked]


def book_in_force() -> Compiled:
    """The rulebook that is in force in this database."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK)
        row = cursor.fetchone()
        return in_force(cursor, row[0] if row else 0)


@contextmanager
def rulebook_in_force() -> Iterator[None]:
    """Look at cases under the rulebook that is in force in this database."""
    with under(book_in_force()):
        yield


def amounts_changed(cursor: Any) -> None:
    """Mark the amounts anew, in the transaction that confirms one."""
    cursor.execute(sql.MARK_AMOUNTS, [mark(_published(cursor))])


def _published(cursor: Any) -> Sequence[Published]:
    return [one for chapter in chapters() if chapter.amounts is not None for one in chapter.amounts(cursor)]


@lru_cache(maxsize=16)
def _with(published: tuple[Published, ...]) -> Compiled:
    return Compiled(with_published(current(), published))
