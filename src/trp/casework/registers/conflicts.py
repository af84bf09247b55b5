"""Conflicts of interest: each declares their own, and a colleague lifts them; the case is closed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trp.casework.around import ROLES
from trp.casework.blockers import Blocker
from trp.casework.registers.entries import Entered, Known
from trp.casework.registers.officers import (
    SUPERVISORS,
    Concerned,
    Member,
    OfOfficer,
    known_case,
    not_about_oneself,
    reason_given,
)
from trp.rulebook.language import Both


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictDeclared(Entered):
    """Somebody declared a conflict of interest: the case is closed to them, to act on and to read."""

    officer: str
    case: str
    why: str

    def says(self) -> Both:
        return Both(f"A conflict of interest is declared for {self.case}: {self.why}",
                    f"Un conflit d’intérêts est déclaré pour {self.case} : {self.why}")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictLifted(Entered):
    """A supervisor found that there is no conflict, or none any more."""

    officer: str
    case: str
    reason: str

    def says(self) -> Both:
        return Both(f"The conflict of interest for {self.case} is lifted: {self.reason}",
                    f"Le conflit d’intérêts pour {self.case} est levé : {self.reason}")  # fmt: skip


def _no_case(number: str) -> Blocker:
    return Blocker(
        "no-case",
        Both(f"{number}: there is no such case.", f"{number} : ce dossier n’existe pas."),
    )


@dataclass(frozen=True, kw_only=True)
class DeclareConflict(OfOfficer):
    """Declare that one has an interest of one's own in a case, such as family: it is closed to oneself from then on."""

    title = Both("Declare a conflict of interest", "Déclarer un conflit d’intérêts")
    roles = ROLES

    officer: str
    case: str
    why: str

    def _stops(self, known: Known, about: Concerned, officer: Member) -> Iterator[Blocker]:
        if self.officer != known.actor.id:
            yield Blocker(
                "not-for-another",
                Both("Each person declares their own conflicts of interest.",
                     "Chacun déclare ses propres conflits d’intérêts."),
            )  # fmt: skip
        seen = known_case(about, known)
        if seen is None:
            yield _no_case(self.case)
        elif seen.conflict:
            yield Blocker(
                "declared-already",
                Both(f"You declared a conflict of interest for {self.case}.",
                     f"Vous avez déclaré un conflit d’intérêts pour {self.case}."),
                cleared_by=("LiftConflict",),
                who=SUPERVISORS,
            )  # fmt: skip
        yield from reason_given(self.why)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return [(self.officer, ConflictDeclared(officer=self.officer, case=self.case, why=self.why))]


@dataclass(frozen=True, kw_only=True)
class LiftConflict(OfOfficer):
    """Lift a conflict of interest that a colleague declared."""

    title = Both("Lift a conflict of interest", "Lever un conflit d’intérêts")
    roles = SUPERVISORS

    officer: str
    case: str
    reason: str

    def _stops(self, known: Known, about: Concerned, officer: Member) -> Iterator[Blocker]:
        yield from not_about_oneself(self.officer, known)
        seen = known_case(about, known)
        if seen is None or not seen.conflict:
            yield Blocker(
                "no-conflict",
                Both(f"{officer.name} declared no conflict of interest for {self.case}.",
                     f"{officer.name} n’a déclaré aucun conflit d’intérêts pour {self.case}."),
                cleared_by=("DeclareConflict",),
            )  # fmt: skip
        yield from reason_given(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return [(self.officer, ConflictLifted(officer=self.officer, case=self.case, reason=self.reason))]
