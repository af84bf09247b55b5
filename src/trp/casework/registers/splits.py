"""A record that was merged with another is separated from it, by two people. What was granted stays, and goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from trp.casework.blockers import Blocker
from trp.casework.registers.entries import Entered, Known
from trp.casework.registers.people import IDENTITY, reason_missing
from trp.casework.registers.same import ONCE, OfTwo, Pair, Pairs, Side, both, nothing_waits, own_proposal
from trp.rulebook.language import Both


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitProposed(OfTwo):
    """Somebody holds a record (`one`) for another person than the record that stands for it (`other`)."""

    reason: str

    def says(self) -> Both:
        return Both(f"{self.one_id} is proposed to be separated from {self.other_id}: {self.reason}",
                    f"On propose de séparer {self.one_id} de {self.other_id} : {self.reason}")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSplit(OfTwo):
    """A record stands for itself again. What was granted to its person goes with it, and stays where it was too."""

    def says(self) -> Both:
        return Both(f"{self.one_id} is another person than {self.other_id}: separated.",
                    f"{self.one_id} est une autre personne que {self.other_id} : fiches séparées.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitWithdrawn(OfTwo):
    """A separation that was proposed is withdrawn."""

    reason: str

    def says(self) -> Both:
        return Both(f"The separation of {self.one_id} from {self.other_id} is withdrawn: {self.reason}",
                    f"La séparation de {self.one_id} et de {self.other_id} est retirée : {self.reason}")  # fmt: skip


class _Splits(Pairs):
    """`one`: the record to be separated; `other`: the record that stands for it."""

    ends: ClassVar[bool] = False

    def _stops(self, known: Known, held: Pair, sides: tuple[Side, Side]) -> Iterator[Blocker]:
        assert held.one is not None and held.other is not None
        if held.stands_for:
            yield Blocker(
                "stands-for-others",
                Both("This record stands for the others: separate those that are not of the same person from it.",
                     "Cette fiche représente les autres : séparez d’elle celles qui ne sont pas de la même personne."),
                cleared_by=("ProposeSplit",),
                who=IDENTITY,
            )  # fmt: skip
        elif held.one.root != held.other.key:
            yield Blocker(
                "not-merged",
                Both("These records are not merged.", "Ces fiches ne sont pas fusionnées."),
                cleared_by=("ProposeMerge",),
                who=IDENTITY,
            )
        elif sides[0].claimed_at is not None and not self.ends:
            yield Blocker(
                "claim-lives",
                Both("M31 is claimed for this person: the records are separated once it is consumed or has lapsed.",
                     "M31 est invoqué pour cette personne : les fiches seront séparées après son utilisation ou sa caducité."),
                ONCE,
            )  # fmt: skip
        yield from self._more(known, held)

    def _more(self, known: Known, held: Pair) -> Iterator[Blocker]:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class ProposeSplit(_Splits):
    """Propose that a record is of another person than the record that stands for it."""

    title = Both("Propose to separate", "Proposer la séparation")

    one: str
    other: str
    reason: str

    def _more(self, known: Known, held: Pair) -> Iterator[Blocker]:
        if held.proposed_by is not None:
            yield Blocker(
                "split-waits",
                Both("This separation waits for a second person.", "Cette séparation attend une deuxième personne."),
                cleared_by=("ApproveSplit", "WithdrawSplit"),
                who=IDENTITY,
            )  # fmt: skip
        yield from reason_missing(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return both(SplitProposed(**self._two(known), reason=self.reason))


@dataclass(frozen=True, kw_only=True)
class ApproveSplit(_Splits):
    """Agree, as a second person, that a record is of another person."""

    title = Both("Separate", "Séparer")

    one: str
    other: str

    def _more(self, known: Known, held: Pair) -> Iterator[Blocker]:
        yield from nothing_waits(held, "ProposeSplit")
        yield from own_proposal(held, known)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return both(RecordSplit(**self._two(known)))


@dataclass(frozen=True, kw_only=True)
class WithdrawSplit(_Splits):
    """Withdraw a separation before a second person agreed."""

    title = Both("Withdraw the separation", "Retirer la séparation")
    ends = True

    one: str
    other: str
    reason: str

    def _more(self, known: Known, held: Pair) -> Iterator[Blocker]:
        yield from nothing_waits(held, "ProposeSplit")
        yield from reason_missing(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return both(SplitWithdrawn(**self._two(known), reason=self.reason))
