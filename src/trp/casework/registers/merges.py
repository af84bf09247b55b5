"""Two records of one person are merged by two people.

A merge never frees what is once for a person: grants stay where they are, and the record that stands for a person
always shows one if any was made to that person. Two facts of the exemption that a merge meets are reviewed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from trp.casework.blockers import Blocker
from trp.casework.checks import long_day
from trp.casework.registers.entries import Entered, Entry, Known
from trp.casework.registers.people import IDENTITY, no_such_person, reason_missing, same_key
from trp.casework.registers.same import (
    ONCE,
    OfTwo,
    Pair,
    Pairs,
    Side,
    both,
    merged_already,
    nothing_waits,
    own_proposal,
)
from trp.rulebook.language import Both


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeProposed(OfTwo):
    """Somebody holds two records for one person. Nothing changes until a second person agrees."""

    reason: str

    def says(self) -> Both:
        ids = self._ids()
        return Both(f"{ids.en} are proposed to be merged: {self.reason}",
                    f"On propose de fusionner {ids.fr} : {self.reason}")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsMerged(OfTwo):
    """Two records are of one person. `root`: the record that stands for them; `met`: what each side brought (M31)."""

    root: str
    met: tuple[str, ...]

    def says(self) -> Both:
        ids = self._ids()
        more = _MET[self.met]
        return Both(f"{ids.en} are one person.{more.en}", f"{ids.fr} sont une même personne.{more.fr}")


_MET = {
    (): Both("", ""),
    ("grant", "grant"): Both(" M31 was granted twice: both grants stay on record and are reported.",
                             " M31 a été accordé deux fois : les deux dispenses restent au dossier et sont signalées."),
    ("grant", "claim"): Both(" M31 was granted to one and is claimed for the other: it is reported.",
                             " M31 a été accordé à l’une et est invoqué pour l’autre : c’est signalé."),
    ("claim", "grant"): Both(" M31 is claimed for one and was granted to the other: it is reported.",
                             " M31 est invoqué pour l’une et a été accordé à l’autre : c’est signalé."),
    ("claim", "claim"): Both(" M31 is claimed for both: it is reported, and the earlier claim goes on.",
                             " M31 est invoqué pour les deux : c’est signalé, et la première invocation se poursuit."),
}  # fmt: skip

MEETINGS = tuple(key for key in _MET if key)
"""Two facts of the one-time exemption that a merge can meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeWithdrawn(OfTwo):
    """A merge that was proposed is withdrawn."""

    reason: str

    def says(self) -> Both:
        ids = self._ids()
        return Both(f"The merge of {ids.en} is withdrawn: {self.reason}",
                    f"La fusion de {ids.fr} est retirée : {self.reason}")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingReviewed(Entered):
    """Two facts of the one-time exemption that a merge met were looked into. They stay on record."""

    client: str
    reason: str

    def keys(self) -> tuple[str, ...]:
        return (self.client,)

    def says(self) -> Both:
        return Both(f"What the merge met was reviewed: {self.reason}",
                    f"Ce que la fusion a fait se rencontrer a été examiné : {self.reason}")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProposeMerge(Pairs):
    """Propose that two records are of one person."""

    title = Both("Propose to merge", "Proposer la fusion")

    one: str
    other: str
    reason: str

    def _stops(self, known: Known, held: Pair, sides: tuple[Side, Side]) -> Iterator[Blocker]:
        yield from merged_already(sides)
        if held.proposed_by is not None:
            yield Blocker(
                "merge-waits",
                Both("This merge waits for a second person.", "Cette fusion attend une deuxième personne."),
                cleared_by=("ApproveMerge", "WithdrawMerge"),
                who=IDENTITY,
            )
        yield from reason_missing(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return both(MergeProposed(**self._two(known), reason=self.reason))


@dataclass(frozen=True, kw_only=True)
class ApproveMerge(Pairs):
    """Agree, as a second person, that two records are of one person."""

    title = Both("Merge", "Fusionner")

    one: str
    other: str

    def _stops(self, known: Known, held: Pair, sides: tuple[Side, Side]) -> Iterator[Blocker]:
        yield from merged_already(sides)
        yield from nothing_waits(held, "ProposeMerge")
        yield from own_proposal(held, known)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        sides = known.held.sides
        brought = tuple("grant" if side.granted_on else "claim" for side in sides if _fact(side))
        same = sides[0].granted_in is not None and sides[0].granted_in == sides[1].granted_in
        met = brought if len(brought) == 2 and not same else ()
        return both(RecordsMerged(**self._two(known), root=stands(*sides).root, met=met))


def _fact(side: Side) -> bool:
    return side.granted_on is not None or side.claimed_at is not None


def stands(one: Side, other: Side) -> Side:
    """Which of two records stands for both: the one with a grant, else with the earlier live claim, else the first."""
    if one.granted_on or other.granted_on:
        return min((one, other), key=lambda side: side.granted_on or date.max)
    if one.claimed_at is not None or other.claimed_at is not None:
        return min((one, other), key=lambda side: (side.claimed_at is None, side.claimed_at))
    return one


@dataclass(frozen=True, kw_only=True)
class WithdrawMerge(Pairs):
    """Withdraw a merge before a second person agreed."""

    title = Both("Withdraw the merge", "Retirer la fusion")

    one: str
    other: str
    reason: str

    def _stops(self, known: Known, held: Pair, sides: tuple[Side, Side]) -> Iterator[Blocker]:
        yield from nothing_waits(held, "ProposeMerge")
        yield from reason_missing(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return both(MergeWithdrawn(**self._two(known), reason=self.reason))


@dataclass(frozen=True, kw_only=True)
class ReviewMeeting(Entry):
    """Say what was found about two facts of the one-time exemption that a merge met. Both stay on record."""

    title = Both("Review what a merge met", "Examiner ce qu’une fusion a fait se rencontrer")
    roles = ("supervisor",)
    register = "people"

    client: str
    reason: str

    def books(self) -> tuple[str, ...]:
        return (same_key(self.client),)

    def stops(self, known: Known) -> Iterator[Blocker]:
        held: Pair = known.held
        if held.one is None:
            yield no_such_person(self.client)
            return
        if held.open_claims < 0:
            yield Blocker(
                "nothing-met", Both("Nothing waits to be reviewed.", "Rien n’attend d’être examiné.")
            )
        elif held.open_claims > 1 or (held.open_claims and held.sides and held.sides[0].granted_on):
            day = held.sides[0].granted_on if held.sides else None
            said = long_day(day) if day else None
            yield Blocker(
                "claims-live",
                Both(f"M31 was granted on {said.en} and is still claimed: let the claim lapse first." if said
                     else "M31 is still claimed in two requests of this person: let the later claim lapse first.",
                     f"M31 a été accordé le {said.fr} et est encore invoqué : constatez d’abord la caducité." if said
                     else "M31 est encore invoqué dans deux demandes de cette personne : constatez d’abord la caducité de la seconde invocation."),
                ONCE,
            )  # fmt: skip
        yield from reason_missing(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        reviewed = MeetingReviewed(client=same_key(self.client), reason=self.reason)
        return [(reviewed.client, reviewed)]
