"""The dated powers of officers.

A power of the delegation instrument is entered by one person and approved by another, never the officer's own doing.

A power counts from its first day, once it is approved, until its last day. It is ended with a day as well, and never
before an act that rests on it: what was done under it stays done under a power that was in force. A second wall keeps
a decision and the end of its power in order (`trp.journal.officers`).

Source: Instrument of Designation and Delegation, Fall 2025: a supervisor in line holds the power of the supervised,
and so does a temporary replacement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trp.casework.around import ACTING, KINDS, OWN, Power, in_line
from trp.casework.blockers import Blocker
from trp.casework.checks import long_day
from trp.casework.registers.entries import Entered, Known, own_entry
from trp.casework.registers.officers import (
    LAW,
    SUPERVISORS,
    Concerned,
    Held,
    Member,
    OfOfficer,
    no_such_officer,
    not_about_oneself,
    reason_given,
)
from trp.rulebook.instructions.instrument import INSTRUMENT, LEVELS
from trp.rulebook.language import LANGUAGES, Both, Language

_DAY = timedelta(days=1)


def _named(level: str, language: Language) -> str:
    """A level in words, and as the command line takes it."""
    return f"{LEVELS[level].in_(language)} ({level})" if level in LEVELS else level


def _called(power: Power) -> Both:
    level = LEVELS[power.level] if power.level in LEVELS else Both(power.level, power.level)
    return Both(f"item {power.item}, {level.en}", f"point {power.item}, {level.fr}")


_HOW = {
    OWN: Both("", ""),
    "acting": Both(", as a temporary replacement", ", à titre de remplaçant temporaire"),
    "supervising": Both(", as supervisor in line", ", à titre de supérieur hiérarchique"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingEntered(Entered):
    """A power was entered. It counts for nothing until it is approved."""

    officer: str
    item: str
    level: str
    kind: str
    since: date
    until: date | None = None
    for_officer: str | None = None

    def says(self) -> Both:
        what, how = _called(Power(self.item, self.level, self.since)), _HOW[self.kind]
        since = long_day(self.since)
        if self.until is None:
            return Both(f"The power of {what.en}{how.en} is entered, from {since.en}.",
                        f"Le pouvoir du {what.fr}{how.fr} est inscrit, à compter du {since.fr}.")  # fmt: skip
        until = long_day(self.until)
        return Both(f"The power of {what.en}{how.en} is entered, from {since.en} to {until.en}.",
                    f"Le pouvoir du {what.fr}{how.fr} est inscrit, du {since.fr} au {until.fr}.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingApproved(Entered):
    """A second person approved a power: it counts from its first day on."""

    officer: str
    holding: int

    def says(self) -> Both:
        return Both(f"The power of line {self.holding} is approved.",
                    f"Le pouvoir de la ligne {self.holding} est approuvé.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingWithdrawn(Entered):
    """A power that was not approved is withdrawn."""

    officer: str
    holding: int
    reason: str

    def says(self) -> Both:
        return Both(f"The power of line {self.holding} is withdrawn: {self.reason}",
                    f"Le pouvoir de la ligne {self.holding} est retiré : {self.reason}")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingEnded(Entered):
    """A power ends. `last_day`: the last one on which it is in force."""

    officer: str
    holding: int
    last_day: date
    reason: str

    def says(self) -> Both:
        day = long_day(self.last_day)
        return Both(f"The power of line {self.holding} ends; its last day is {day.en}: {self.reason}",
                    f"Le pouvoir de la ligne {self.holding} prend fin; son dernier jour est le {day.fr} : {self.reason}")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class EnterHolding(OfOfficer):
    """Enter a power that the instrument gives to a position, for who holds, replaces or supervises it.

    Attributes:
        since: The first day. `until`: the last day; None: none is set.
        kind: own, acting or supervising. `for_officer`: whom an acting person replaces, or a supervisor supervises.
    """

    title = Both("Enter a delegated power", "Inscrire un pouvoir délégué")
    roles = SUPERVISORS

    officer: str
    item: str
    level: str
    since: date
    until: date | None = None
    kind: str = OWN
    for_officer: str | None = None

    def _stops(self, known: Known, about: Concerned, officer: Member) -> Iterator[Blocker]:
        yield from not_about_oneself(self.officer, known)
        if not officer.is_active:
            yield Blocker(
                "account-closed",
                Both(f"{officer.name}: this account is closed.", f"{officer.name} : ce compte est fermé."),
            )
        yield from self._in_the_instrument()
        yield from self._days()
        yield from self._for_whom(about)
        for one in officer.held:
            if _alike(one.power, self._power) and _overlap(one.power, self._power):
                yield Blocker(
                    "holds-already",
                    Both(f"{officer.name} holds this power on some of these days already, or it waits to be approved (line {one.line}).",
                         f"{officer.name} détient déjà ce pouvoir à certains de ces jours, ou il attend d’être approuvé (ligne {one.line})."),
                    LAW,
                    since=one.power.since,
                    cleared_by=("EndHolding", "WithdrawHolding"),
                    who=SUPERVISORS,
                )  # fmt: skip

    @property
    def _power(self) -> Power:
        return Power(self.item, self.level, self.since, self.until, self.kind)

    def _in_the_instrument(self) -> Iterator[Blocker]:
        found = INSTRUMENT.get(self.item)
        if found is None:
            numbers = ", ".join(INSTRUMENT)
            yield Blocker(
                "no-such-item",
                Both(f"The instrument has no item {self.item} that is held here; give one of {numbers}.",
                     f"L’instrument n’a pas de point {self.item} qui soit conservé ici; donnez l’un de ceux-ci : {numbers}."),
                LAW,
            )  # fmt: skip
        elif self.level not in (holds := in_line(found.levels)):
            en, fr = (
                (
                    _named(self.level, language),
                    ", ".join(_named(one, language) for one in LEVELS if one in holds),
                )
                for language in LANGUAGES
            )
            yield Blocker(
                "level-holds-it-not",
                Both(f"{en[0]}: item {self.item} is not held at that level, but at {en[1]}.",
                     f"{fr[0]} : le point {self.item} n’est pas détenu à ce niveau, mais à ceux-ci : {fr[1]}."),
                found.under,
            )  # fmt: skip

    def _days(self) -> Iterator[Blocker]:
        if self.until is not None and self.until < self.since:
            yield Blocker(
                "dates-reversed",
                Both("The power ends before it begins.", "Le pouvoir prend fin avant de commencer."),
            )
        if self.kind == ACTING and self.until is None:
            yield Blocker(
                "end-missing",
                Both("A replacement is temporary: give its last day.",
                     "Un remplacement est temporaire : donnez-en le dernier jour."),
                LAW,
            )  # fmt: skip

    def _for_whom(self, about: Concerned) -> Iterator[Blocker]:
        if self.kind not in KINDS:
            yield Blocker(
                "wrong-fact",
                Both("kind: own, acting or supervising.", "kind : own, acting ou supervising."),
            )
        elif self.kind == OWN:
            if self.for_officer is not None:
                yield Blocker(
                    "for-nobody",
                    Both("A power of one’s own is for nobody else: leave out whom it replaces.",
                         "Un pouvoir propre n’est au nom de personne d’autre : n’indiquez pas qui est remplacé."),
                )  # fmt: skip
        elif self.for_officer is None or self.for_officer == self.officer:
            yield Blocker(
                "for-whom-missing",
                Both("Say whom this person replaces or supervises.",
                     "Indiquez qui cette personne remplace ou supervise."),
                LAW,
            )  # fmt: skip
        elif about.other is None:
            yield no_such_officer(self.for_officer)
        elif not any(self._passes_on(one) for one in about.other.held):
            yield Blocker(
                "other-holds-it-not",
                Both(f"{about.other.name} does not hold that power at that level: it cannot be had from them.",
                     f"{about.other.name} ne détient pas ce pouvoir à ce niveau : on ne peut le tenir de cette personne."),
                LAW,
            )  # fmt: skip

    def _passes_on(self, one: Held) -> bool:
        """The position that is replaced or supervised had the power by the first day; it may be vacant since."""
        return (
            one.approved_by is not None
            and one.power.kind == OWN
            and (one.power.item, one.power.level) == (self.item, self.level)
            and one.power.since <= self.since
        )

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        entered = HoldingEntered(
            officer=self.officer, item=self.item, level=self.level, kind=self.kind, since=self.since,
            until=self.until, for_officer=self.for_officer,
        )  # fmt: skip
        return [(self.officer, entered)]


def _alike(one: Power, other: Power) -> bool:
    return (one.item, one.level, one.kind) == (other.item, other.level, other.kind)


def _overlap(one: Power, other: Power) -> bool:
    return one.since <= (other.until or date.max) and other.since <= (one.until or date.max)


class _OfHolding(OfOfficer):
    """An entry about a power that was entered."""

    roles = SUPERVISORS
    holding: int

    def _stops(self, known: Known, about: Concerned, officer: Member) -> Iterator[Blocker]:
        yield from not_about_oneself(self.officer, known)
        found = officer.find(self.holding)
        if found is None:
            yield Blocker(
                "no-such-holding",
                Both(f"Line {self.holding} ({officer.name}) enters no power, or it was withdrawn.",
                     f"La ligne {self.holding} ({officer.name}) n’inscrit aucun pouvoir, ou il a été retiré."),
            )  # fmt: skip
        else:
            yield from self._found(known, found)

    def _found(self, known: Known, found: Held) -> Iterator[Blocker]:
        raise NotImplementedError


def _waits(found: Held) -> Iterator[Blocker]:
    if found.approved_by is not None:
        yield Blocker(
            "already-approved",
            Both("This power is approved: it can only be ended.",
                 "Ce pouvoir est approuvé : on ne peut qu’y mettre fin."),
            cleared_by=("EndHolding",),
            who=SUPERVISORS,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ApproveHolding(_OfHolding):
    """Approve a power that a colleague entered, after reading the instrument."""

    title = Both("Approve a delegated power", "Approuver un pouvoir délégué")

    officer: str
    holding: int

    def _found(self, known: Known, found: Held) -> Iterator[Blocker]:
        yield from _waits(found)
        yield from own_entry(
            found.entered_by, known,
            Both("You entered this power: a second person approves it.",
                 "Vous avez inscrit ce pouvoir : une deuxième personne l’approuve."),
            who=SUPERVISORS,
        )  # fmt: skip

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return [(self.officer, HoldingApproved(officer=self.officer, holding=self.holding))]


@dataclass(frozen=True, kw_only=True)
class WithdrawHolding(_OfHolding):
    """Withdraw a power before it is approved."""

    title = Both("Withdraw a delegated power", "Retirer un pouvoir délégué")

    officer: str
    holding: int
    reason: str

    def _found(self, known: Known, found: Held) -> Iterator[Blocker]:
        yield from _waits(found)
        yield from reason_given(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        withdrawn = HoldingWithdrawn(officer=self.officer, holding=self.holding, reason=self.reason)
        return [(self.officer, withdrawn)]


@dataclass(frozen=True, kw_only=True)
class EndHolding(_OfHolding):
    """End a power. One person is enough: it takes a power away and gives none.

    Attributes:
        last_day: The last day in force. The day before today ends it at once, unless an act of today rests on it;
            who must be stopped in the middle of a day is stopped by closing the account.
    """

    title = Both("End a delegated power", "Mettre fin à un pouvoir délégué")

    officer: str
    holding: int
    last_day: date
    reason: str

    def _found(self, known: Known, found: Held) -> Iterator[Blocker]:
        if found.approved_by is None:
            yield Blocker(
                "not-approved",
                Both("This power is not approved: withdraw it.",
                     "Ce pouvoir n’est pas approuvé : retirez-le."),
                cleared_by=("WithdrawHolding",),
                who=SUPERVISORS,
            )  # fmt: skip
        if found.power.until is not None and self.last_day >= found.power.until:
            day = long_day(found.power.until)
            yield Blocker(
                "ends-already",
                Both(f"This power ends on {day.en} already.", f"Ce pouvoir prend déjà fin le {day.fr}."),
                since=found.power.until,
            )
        if self.last_day < found.power.since - _DAY:
            day = long_day(found.power.since)
            yield Blocker(
                "dates-reversed",
                Both(f"This power begins on {day.en}: give the day before, at the earliest, so that it never is in force.",
                     f"Ce pouvoir commence le {day.fr} : donnez au plus tôt la veille, et il ne sera jamais en vigueur."),
                since=found.power.since,
            )  # fmt: skip
        if found.last_act is not None and self.last_day < found.last_act:
            day = long_day(found.last_act)
            yield Blocker(
                "acts-rest-on-it",
                Both(f"An act of {day.en} rests on this power: it cannot end before that day.",
                     f"Un acte du {day.fr} repose sur ce pouvoir : il ne peut prendre fin avant ce jour."),
                LAW,
                since=found.last_act,
            )  # fmt: skip
        yield from reason_given(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        ended = HoldingEnded(
            officer=self.officer, holding=self.holding, last_day=self.last_day, reason=self.reason
        )
        return [(self.officer, ended)]
