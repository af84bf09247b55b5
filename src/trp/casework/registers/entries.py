"""What is entered in a register: persons, officers, receipts, amounts. An entry is an act that concerns no one case.

A register is kept in books, one for each person, officer, series of amounts and so on. A book is a chain of lines
like that of a case, written through a door of its own (`trp.journal.entering`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from trp.casework.around import Actor
from trp.casework.blockers import Blocker
from trp.casework.events import Event
from trp.rulebook.language import Both

ENTRIES: dict[str, type[Entry]] = {}
"""Every entry by its name."""

ENTERED: dict[str, type[Entered]] = {}
"""Everything that can be entered, by its name: what the lines of books hold."""


class Entered(Event):
    """Something that was entered in a book."""

    __slots__ = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.says is not Entered.says:  # what several have in common says nothing, and is no line
            ENTERED[cls.__name__] = cls

    def says(self) -> Both:
        """The line as it is read, in one sentence without its day and officer."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Known:
    """What an entry may read: read under the locks of its books.

    Attributes:
        on: The day of the entry in the local time of the office.
        held: What the register holds that concerns it, in the register's own frozen form.
    """

    on: date
    actor: Actor
    held: Any = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry in a register.

    Class attributes:
        title: What it is called on a button.
        roles: Who may do it at all.
        register: The register that it is entered in.
        later: As of an act.
    """

    title: ClassVar[Both]
    roles: ClassVar[tuple[str, ...]]
    register: ClassVar[str]
    later: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "title" in cls.__dict__:
            ENTRIES[cls.__name__] = cls

    def books(self) -> tuple[str, ...]:
        """The names of the books that it may write in; the first is what it is about."""
        raise NotImplementedError

    def blockers(self, known: Known, at: datetime) -> tuple[Blocker, ...]:
        """Everything that stops the entry now; empty if nothing does."""
        found = [*self.stops(known)]
        if not known.actor.roles.intersection(self.roles):
            found.insert(0, Blocker(
                "not-your-role",
                Both("This entry is for another role than yours.",
                     "Cette inscription revient à un autre rôle que le vôtre."),
                who=self.roles,
            ))  # fmt: skip
        return tuple(found)

    def stops(self, known: Known) -> Iterator[Blocker]:
        """What stops this entry in particular."""
        return iter(())

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        """What is entered, each line with the name of its book; only asked where nothing stops it."""
        raise NotImplementedError

    def acting_under(self, known: Known) -> str:
        """Under which role the actor acts."""
        return next(role for role in self.roles if role in known.actor.roles)


def own_entry(earlier: str | None, known: Known, says: Both, *, who: tuple[str, ...]) -> Iterator[Blocker]:
    """Two entries that one person may not do both: nobody approves their own."""
    if earlier is not None and earlier == known.actor.id:
        yield Blocker("own-entry", says, who=who)
