"""Officers as their register holds them, and what every entry about one of them rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trp.casework.around import Power
from trp.casework.blockers import Blocker
from trp.casework.registers.entries import Entry, Known, own_entry
from trp.rulebook.language import Both

SUPERVISORS = ("supervisor",)

LAW = ("Delegation instrument",)


@dataclass(frozen=True, slots=True)
class Held:
    """A power as the register holds it.

    Attributes:
        line: The line of the officer's book that entered it: how it is named.
        power: From its first day to its last as things stand, both included.
        approved_by: None: it waits to be approved, and counts for nothing.
        last_act: The last day of an act that rests on it.
    """

    line: int
    power: Power
    entered_by: str
    approved_by: str | None = None
    last_act: date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """An officer as the register holds them; powers that were withdrawn are left out."""

    key: str
    name: str
    is_active: bool
    held: tuple[Held, ...] = ()

    def find(self, line: int) -> Held | None:
        return next((one for one in self.held if one.line == line), None)


@dataclass(frozen=True, slots=True)
class SmallPost:
    """An act under the exception of a small post: at which office, when, and whether it was looked at since."""

    office: str
    acted_on: date
    is_reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A case that an entry names.

    Attributes:
        unit: The only office that knows of it; empty: it is open to all.
        conflict: The officer declared a conflict of interest for it, and it was not lifted.
        exception: The act of theirs that the entry names, if it was one under the exception of a small post.
    """

    unit: str = ""
    conflict: bool = False
    exception: SmallPost | None = None


@dataclass(frozen=True, slots=True)
class Concerned:
    """What an entry concerns: the officer, who is replaced or supervised, the case. None: there is none such."""

    officer: Member | None
    other: Member | None = None
    case: Seen | None = None


class OfOfficer(Entry):
    """An entry in the book of an officer."""

    register = "officers"

    officer: str

    def books(self) -> tuple[str, ...]:
        return (self.officer,)

    def stops(self, known: Known) -> Iterator[Blocker]:
        about: Concerned = known.held
        if about.officer is None:
            yield no_such_officer(self.officer)
        else:
            yield from self._stops(known, about, about.officer)

    def _stops(self, known: Known, about: Concerned, officer: Member) -> Iterator[Blocker]:
        raise NotImplementedError


def no_such_officer(officer: str) -> Blocker:
    """A key under which there is no account."""
    return Blocker(
        "no-such-officer",
        Both(f"{officer}: there is no such account.", f"{officer} : ce compte n’existe pas."),
    )


def reason_given(reason: str) -> Iterator[Blocker]:
    """Nothing is taken back, ended or lifted without a reason."""
    if not reason.strip():
        yield Blocker("reason-missing", Both("Give the reason.", "Donnez la raison."))


def not_about_oneself(officer: str, known: Known) -> Iterator[Blocker]:
    """Nobody gives, approves or ends what is their own."""
    yield from own_entry(
        officer, known,
        Both("This is about you: a colleague does it.", "Il s’agit de vous : un collègue s’en charge."),
        who=SUPERVISORS,
    )  # fmt: skip


def known_case(about: Concerned, known: Known) -> Seen | None:
    """The case that an entry names, if the one who enters may know of it."""
    seen = about.case
    return seen if seen is not None and seen.unit in ("", known.actor.office) else None
