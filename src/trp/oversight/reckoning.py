"""What the groups of open cases of an office come to: what keeps them shut, whose turn it is, who has how much to do.

What waits for somebody whom the team does not command is told apart, so that it counts against no officer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from trp.casework.around import CASE_OFFICERS
from trp.casework.queue import BLOCKED, HELD
from trp.casework.stages import ACTORS
from trp.journal.overview import AGES, Group
from trp.rulebook.language import Both

OUTSIDE: dict[str, Both] = {
    "client": Both(
        "Waiting for the client, for the fee or something else",
        "En attente du client, pour les frais ou autre chose",
    ),
    "decider": Both("With a decision maker elsewhere", "Chez un décideur d’ailleurs"),
    "office": Both("With an officer of another office", "Chez un agent d’un autre bureau"),
    "time": Both("Suspended: only time ends it", "Suspendus : seul le temps y met fin"),
}
"""What the team cannot move on, by whom it waits for."""


@dataclass(frozen=True)
class Member:
    """An officer of the office. `leaving`: the account is closed, or its closing waits to be approved."""

    key: str
    username: str
    name: str
    roles: frozenset[str]
    leaving: bool = False


@dataclass(frozen=True)
class Sum:
    """Several groups together. `oldest` None: there is none."""

    count: int = 0
    oldest: date | None = None
    overdue: int = 0
    week: int = 0

    @classmethod
    def of(cls, groups: Iterable[Group]) -> Sum:
        held = list(groups)
        return cls(
            sum(one.count for one in held), min((one.oldest for one in held), default=None),
            sum(one.overdue for one in held), sum(one.week for one in held),
        )  # fmt: skip


@dataclass(frozen=True)
class Turn:
    """How many cases wait for a role. `nobody_here`: no officer of the office has it, and it is not the client's."""

    role: str
    count: int
    nobody_here: bool


@dataclass(frozen=True)
class Stuck:
    """The open cases that one thing keeps shut; `code` empty: those that nothing does."""

    code: str
    sum: Sum
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Load:
    """What an officer holds.

    Attributes:
        open: All of it, with what lies at other offices.
        theirs: What waits for them.
        outside: What waits for somebody whom the team does not command.
    """

    member: Member
    open: Sum
    theirs: Sum
    outside: Sum

    @property
    def others(self) -> int:
        """What waits for a colleague, such as a fee clerk."""
        return self.open.count - self.theirs.count - self.outside.count


class Team:
    """An office with its officers, and its open cases in groups."""

    def __init__(self, members: Iterable[Member], here: Iterable[Group], elsewhere: Iterable[Group]) -> None:
        self.members = tuple(members)
        self.here, self.elsewhere = tuple(here), tuple(elsewhere)
        self._keys = {one.key for one in self.members}
        self.roles = frozenset[str]().union(*(one.roles for one in self.members if not one.leaving))

    def outside(self, group: Group) -> str | None:
        """Why the team cannot move these cases on, one of `OUTSIDE`; None: it can."""
        if group.next == "client":
            return "client"
        if group.next == "nobody":
            return "time"
        if group.next == "delegate":
            theirs = group.holder in self._keys if group.lane == HELD else "delegate" in self.roles
            return None if theirs else "decider"
        held_elsewhere = group.holder is not None and group.holder not in self._keys
        return "office" if held_elsewhere and group.next in CASE_OFFICERS else None

    def stuck(self) -> list[Stuck]:
        """What keeps cases shut, most of them first; last those that nothing keeps shut."""
        found = []
        for code in dict.fromkeys([*BLOCKED, ""]):
            if held := [one for one in self.here if one.blocked == code]:
                found.append(Stuck(code, Sum.of(held), self._turns(held)))
        return sorted(found, key=lambda one: (not one.code, -one.sum.count))

    def _turns(self, held: list[Group]) -> tuple[Turn, ...]:
        counts = {role: sum(one.count for one in held if one.next == role) for role in ACTORS}
        known = self.roles | {"client", "nobody"}
        turns = [Turn(role, n, role not in known) for role, n in counts.items() if n]
        return tuple(sorted(turns, key=lambda one: -one.count))

    def apart(self) -> list[tuple[str, Sum]]:
        """What the team cannot move on, by the reasons of `OUTSIDE`."""
        return [(why, self._sum(lambda one, why=why: self.outside(one) == why)) for why in OUTSIDE]  # type: ignore[misc]

    def in_hand(self) -> Sum:
        """What the team can move on."""
        return self._sum(lambda one: self.outside(one) is None)

    def unassigned(self) -> Sum:
        """What nobody holds and waits for somebody of the team."""
        return self._sum(lambda one: one.holder is None and self.outside(one) is None)

    def nobodys(self) -> Sum:
        """What nobody holds, whomever it waits for."""
        return self._sum(lambda one: one.holder is None)

    def all(self) -> Sum:
        return Sum.of(self.here)

    def _sum(self, which: Callable[[Group], bool]) -> Sum:
        return Sum.of(one for one in self.here if which(one))

    def loads(self) -> list[Load]:
        """What each officer holds who works on cases, or holds any; whoever has most to do first."""
        found = [self.load(one) for one in self.members]
        working = [
            one
            for one in found
            if one.open.count or (one.member.roles.intersection(CASE_OFFICERS) and not one.member.leaving)
        ]
        return sorted(working, key=lambda one: (-one.theirs.count, -one.open.count, one.member.name))

    def load(self, member: Member) -> Load:
        """What an officer holds."""
        held = [one for one in (*self.here, *self.elsewhere) if one.holder == member.key]
        theirs = [one for one in held if _waits_for(member, one)]
        outside = [one for one in held if one not in theirs and self.outside(one)]
        return Load(member, Sum.of(held), Sum.of(theirs), Sum.of(outside))

    def pools(self) -> list[tuple[Turn, Sum]]:
        """What waits for whoever of a role comes first: nobody in particular."""
        found = []
        for role in ACTORS:
            held = [
                one
                for one in self.here
                if one.next == role and self.outside(one) is None and _is_anybodys(one)
            ]
            if held:
                told = Sum.of(held)
                found.append((Turn(role, told.count, role not in self.roles), told))
        return found

    def ages(self) -> tuple[int, ...]:
        """How many open cases are in each band of ages."""
        return tuple(sum(one.ages[n] for one in self.here) for n in range(len(AGES) + 1))


def _is_anybodys(group: Group) -> bool:
    """Whether a case waits for a role and not for one officer: a case officer who holds it is meant."""
    return group.lane != HELD and (group.holder is None or group.next not in CASE_OFFICERS)


def _waits_for(member: Member, group: Group) -> bool:
    return not _is_anybodys(group) and (group.lane == HELD or group.next in member.roles)
