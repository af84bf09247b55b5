"""What a chapter of the manual registers with the journal: the reader and the writer of its own tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from trp.casework.acts import Act
from trp.casework.around import Receipt
from trp.casework.events import Event
from trp.journal.registers import Stamp
from trp.rulebook.published import Published


@dataclass(frozen=True)
class Chapter:
    """One chapter.

    Attributes:
        receipt: Reads the receipt that an act names; None: not this chapter's.
        write: Writes the chapter's tables for one line of a case, in the act's transaction. It raises what the database
            raises if a constraint does not hold.
        events: What concerns it.
        amounts: Reads the amounts that were published since the program was made, and confirmed.
    """

    name: str
    receipt: Callable[[Any, Act], Receipt | None] | None = None
    write: Callable[[Any, Event, Stamp], None] | None = None
    events: tuple[type[Event], ...] = ()
    amounts: Callable[[Any], Sequence[Published]] | None = None


_CHAPTERS: dict[str, Chapter] = {}


def register(chapter: Chapter) -> None:
    """Make a chapter known; at start-up."""
    _CHAPTERS[chapter.name] = chapter


def chapters() -> tuple[Chapter, ...]:
    """Every chapter, in the order of registration."""
    return tuple(_CHAPTERS.values())
