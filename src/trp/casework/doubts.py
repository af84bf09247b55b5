"""A doubt about the one-time exemption that the rules leave to a person: decided, with the reason, on the record (I7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trp.casework import events as e
from trp.casework.acts import Act
from trp.casework.around import CASE_OFFICERS, Around, Power
from trp.casework.blockers import Blocker
from trp.casework.checks import of
from trp.casework.events import Event
from trp.casework.exemptions import EXEMPTING_ITEM
from trp.casework.files import CaseFile
from trp.rulebook.language import Both


@dataclass(frozen=True, kw_only=True)
class DecideDoubt(Act):
    """Decide whether the one-time exemption fails for a doubtful sentence, or for impaired driving.

    Attributes:
        in_favour: The test holds: no term of imprisonment was imposed, or the offence is not serious criminality.
    """

    title = Both("Decide the doubt about M31", "Trancher le doute sur M31")
    reads = ("register",)
    rests_on_power = True

    in_favour: bool
    reason: str

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if of(file, around).answer("one_time") != "REFER":
            yield Blocker(
                "no-doubt",
                Both("Nothing about the one-time exemption is left to a person.",
                     "Rien de la dispense unique n’est laissé à la décision d’une personne."),
                ("Fee instruction, M31", "I7"),
            )  # fmt: skip
            return
        if not self.reason.strip():
            yield Blocker("reason-missing", Both("Give the reason.", "Donnez la raison."))
        if self._power(file, around) is None:
            yield Blocker(
                "no-delegation",
                Both("You do not hold item 80 of the delegation instrument today, at the level that grants it here.",
                     "Vous ne détenez pas aujourd’hui le point 80 de l’instrument de délégation, au niveau qui l’accorde ici."),
                ("A25.2(2)", "Delegation instrument, item 80"),
                who=CASE_OFFICERS,
            )  # fmt: skip

    def _power(self, file: CaseFile, around: Around) -> Power | None:
        level = of(file, around).answer("one_time_level")
        return around.actor.holds(EXEMPTING_ITEM, (level,), around.on)

    def acting_under(self, file: CaseFile, around: Around) -> str:
        power = self._power(file, around)
        return power.called if power else super().acting_under(file, around)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        about = "sentence" if of(file, around).is_known("sentence", "doubtful") else "impaired_driving"
        return [e.DoubtDecided(about=about, in_favour=self.in_favour, reason=self.reason)]
