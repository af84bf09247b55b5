"""Small posts: one person has money and merits in hand, and another office looks at it afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trp.casework.blockers import Blocker
from trp.casework.registers.entries import Entered, Known
from trp.casework.registers.officers import Concerned, Member, OfOfficer, known_case, not_about_oneself
from trp.rulebook.language import Both

_DAY = timedelta(days=1)

FINDINGS = {
    "in_order": Both("in order", "conforme"),
    "not_in_order": Both("not in order", "non conforme"),
}
"""What an after-review can come to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionReviewed(Entered):
    """Another office looked at an act under the exception of a small post."""

    officer: str
    case: str
    line: int
    finding: str
    remark: str

    def says(self) -> Both:
        found = FINDINGS[self.finding]
        return Both(f"{self.case}, line {self.line}, small post, reviewed: {found.en}. {self.remark}",
                    f"{self.case}, ligne {self.line}, petit bureau, examen après coup : {found.fr}. {self.remark}")  # fmt: skip


REVIEW_DAYS = 5
"""Working days in which another office looks at an act under the exception of a small post."""


def review_due(acted_on: date) -> date:
    """The last of the working days for the after-review.

    Unsettled: Saturdays and Sundays are left out and holidays are not, so that it never falls later than it should.
    """
    day, left = acted_on, REVIEW_DAYS
    while left:
        day += _DAY
        left -= day.weekday() < 5
    return day


@dataclass(frozen=True, kw_only=True)
class ReviewException(OfOfficer):
    """Look, from another office, at an act by which one person at a small post had money and merits in hand.

    Attributes:
        officer: Whose act it was. `case` and `line`: where it stands.
        finding: in_order or not_in_order. `remark`: what was looked at.
    """

    title = Both("Review an exception of a small post", "Examiner après coup une exception d’un petit bureau")
    roles = ("supervisor", "auditor")

    officer: str
    case: str
    line: int
    finding: str
    remark: str

    def _stops(self, known: Known, about: Concerned, officer: Member) -> Iterator[Blocker]:
        yield from not_about_oneself(self.officer, known)
        if self.finding not in FINDINGS:
            yield Blocker(
                "wrong-fact",
                Both("finding: in_order or not_in_order.", "finding : in_order ou not_in_order."),
            )
        if not self.remark.strip():
            yield Blocker(
                "remark-missing",
                Both("Say what you looked at.", "Dites ce que vous avez examiné."),
            )
        seen = known_case(about, known)
        if seen is None or seen.exception is None:
            yield Blocker(
                "no-exception",
                Both(f"{self.case}, line {self.line}: {officer.name} used no exception of a small post there.",
                     f"{self.case}, ligne {self.line} : {officer.name} n’y a utilisé aucune exception d’un petit bureau."),
            )  # fmt: skip
            return
        if self.case in known.actor.conflicts:
            yield Blocker(
                "conflict-declared",
                Both("You declared a conflict of interest: a colleague must act.",
                     "Vous avez déclaré un conflit d’intérêts : un collègue doit agir."),
                who=self.roles,
            )  # fmt: skip
        if seen.exception.is_reviewed:
            yield Blocker(
                "reviewed-already",
                Both("This exception was reviewed.", "Cette exception a été examinée."),
            )
        if seen.exception.office == known.actor.office:
            yield Blocker(
                "same-office",
                Both("It was done at your office: another office reviews it.",
                     "Cet acte a été fait à votre bureau : un autre bureau l’examine."),
                who=self.roles,
            )  # fmt: skip

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        reviewed = ExceptionReviewed(
            officer=self.officer, case=self.case, line=self.line, finding=self.finding, remark=self.remark
        )
        return [(self.officer, reviewed)]
