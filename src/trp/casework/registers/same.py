"""Who is who: two records of one person are merged by two people; records of two persons are answered different.

A merge or its reversal never frees what is once for a person: grants stay where they are, and the record that stands
for a person always shows one if any was made to that person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from trp.casework.blockers import Blocker
from trp.casework.checks import long_day
from trp.casework.registers.entries import Entered, Entry, Known, own_entry
from trp.casework.registers.people import IDENTITY, Record, no_such_person, reason_missing, same_key
from trp.rulebook.language import Both

_ONCE = ("One-time exemption policy", "Fee instruction, M31")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two groups of records, by the record that stands for it.

    Attributes:
        granted_on: The day M31 was granted to the person, if it was.
        granted_in: The case that it was granted in, which nobody is told: one grant may be on record of both.
        claimed_at: The moment (microseconds) of the first claim that lives in a case of the person, if any does.
    """

    root: str
    granted_on: date | None = None
    claimed_at: int | None = None
    granted_in: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, and what is held of them.

    Attributes:
        sides: The groups of the first and of the second; one and the same, if they are merged.
        proposed_by: Who proposed what waits for a second person: the merge, or for one record its separation.
        answered: They were answered to be different persons.
        stands_for: How many other records the first one stands for.
        open_claims: Claims that live in the group, where a meeting of two facts waits to be reviewed; -1: none waits.
    """

    one: Record | None
    other: Record | None
    sides: tuple[Side, Side] | None = None
    proposed_by: str | None = None
    answered: bool = False
    stands_for: int = 0
    open_claims: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfTwo(Entered):
    one: str
    other: str
    one_id: str
    other_id: str

    def keys(self) -> tuple[str, ...]:
        """The records whose books it stands in."""
        return (self.one, self.other)

    def _ids(self) -> Both:
        return Both(f"{self.one_id} and {self.other_id}", f"{self.one_id} et {self.other_id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredDifferent(_OfTwo):
    """Two records that look alike were looked at: they are of different persons."""

    reason: str

    def says(self) -> Both:
        ids = self._ids()
        return Both(f"{ids.en} are different persons: {self.reason}",
                    f"{ids.fr} sont des personnes différentes : {self.reason}")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeProposed(_OfTwo):
    """Somebody holds two records for one person. Nothing changes until a second person agrees."""

    reason: str

    def says(self) -> Both:
        ids = self._ids()
        return Both(f"{ids.en} are proposed to be merged: {self.reason}",
                    f"On propose de fusionner {ids.fr} : {self.reason}")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsMerged(_OfTwo):
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
class MergeWithdrawn(_OfTwo):
    """A merge that was proposed is withdrawn."""

    reason: str

    def says(self) -> Both:
        ids = self._ids()
        return Both(f"The merge of {ids.en} is withdrawn: {self.reason}",
                    f"La fusion de {ids.fr} est retirée : {self.reason}")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitProposed(_OfTwo):
    """Somebody holds a record (`one`) for another person than the record that stands for it (`other`)."""

    reason: str

    def says(self) -> Both:
        return Both(f"{self.one_id} is proposed to be separated from {self.other_id}: {self.reason}",
                    f"On propose de séparer {self.one_id} de {self.other_id} : {self.reason}")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSplit(_OfTwo):
    """A record stands for itself again. What was granted to its person goes with it, and stays where it was too."""

    def says(self) -> Both:
        return Both(f"{self.one_id} is another person than {self.other_id}: separated.",
                    f"{self.one_id} est une autre personne que {self.other_id} : fiches séparées.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitWithdrawn(_OfTwo):
    """A separation that was proposed is withdrawn."""

    reason: str

    def says(self) -> Both:
        return Both(f"The separation of {self.one_id} from {self.other_id} is withdrawn: {self.reason}",
                    f"La séparation de {self.one_id} et de {self.other_id} est retirée : {self.reason}")  # fmt: skip


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


class _Pairs(Entry):
    roles = IDENTITY
    register = "people"

    one: str
    other: str

    def books(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((same_key(self.one), same_key(self.other))))

    def stops(self, known: Known) -> Iterator[Blocker]:
        held: Pair = known.held
        for key, record in ((self.one, held.one), (self.other, held.other)):
            if record is None:
                yield no_such_person(key)
        if len(self.books()) == 1:
            yield Blocker("same-record", Both("These are one record.", "Il s’agit d’une seule fiche."))
        elif held.sides is not None:
            yield from self._stops(known, held, held.sides)

    def _stops(self, known: Known, held: Pair, sides: tuple[Side, Side]) -> Iterator[Blocker]:
        raise NotImplementedError

    def _two(self, known: Known) -> dict[str, str]:
        held: Pair = known.held
        assert held.one is not None and held.other is not None
        return {
            "one": held.one.key, "other": held.other.key,
            "one_id": held.one.client_id, "other_id": held.other.client_id,
        }  # fmt: skip


def _both(event: _OfTwo) -> Sequence[tuple[str, Entered]]:
    return [(event.one, event), (event.other, event)]


def _merged(sides: tuple[Side, Side]) -> Iterator[Blocker]:
    if sides[0].root == sides[1].root:
        yield Blocker(
            "merged-already",
            Both("These records are of one person.", "Ces fiches sont celles d’une même personne."),
            cleared_by=("ProposeSplit",),
            who=IDENTITY,
        )


@dataclass(frozen=True, kw_only=True)
class AnswerDifferent(_Pairs):
    """Two records that look alike are of different persons, such as twins."""

    title = Both("They are different persons", "Ce sont des personnes différentes")

    one: str
    other: str
    reason: str

    def _stops(self, known: Known, held: Pair, sides: tuple[Side, Side]) -> Iterator[Blocker]:
        yield from _merged(sides)
        if held.answered:
            yield Blocker("answered-already", Both("This was answered before.", "Il y a déjà été répondu."))
        yield from reason_missing(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return _both(AnsweredDifferent(**self._two(known), reason=self.reason))


@dataclass(frozen=True, kw_only=True)
class ProposeMerge(_Pairs):
    """Propose that two records are of one person."""

    title = Both("Propose to merge", "Proposer la fusion")

    one: str
    other: str
    reason: str

    def _stops(self, known: Known, held: Pair, sides: tuple[Side, Side]) -> Iterator[Blocker]:
        yield from _merged(sides)
        if held.proposed_by is not None:
            yield Blocker(
                "merge-waits",
                Both("This merge waits for a second person.", "Cette fusion attend une deuxième personne."),
                cleared_by=("ApproveMerge", "WithdrawMerge"),
                who=IDENTITY,
            )
        yield from reason_missing(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return _both(MergeProposed(**self._two(known), reason=self.reason))


def _nothing_waits(held: Pair, clears: str) -> Iterator[Blocker]:
    if held.proposed_by is None:
        yield Blocker(
            "nothing-waits",
            Both("Nothing of the kind waits for a second person.", "Rien de tel n’attend une deuxième personne."),
            cleared_by=(clears,),
            who=IDENTITY,
        )  # fmt: skip


def _own(held: Pair, known: Known) -> Iterator[Blocker]:
    yield from own_entry(
        held.proposed_by, known,
        Both("You proposed this: a second person decides.", "Vous l’avez proposé : une deuxième personne décide."),
        who=IDENTITY,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ApproveMerge(_Pairs):
    """Agree, as a second person, that two records are of one person."""

    title = Both("Merge", "Fusionner")

    one: str
    other: str

    def _stops(self, known: Known, held: Pair, sides: tuple[Side, Side]) -> Iterator[Blocker]:
        yield from _merged(sides)
        yield from _nothing_waits(held, "ProposeMerge")
        yield from _own(held, known)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        sides = known.held.sides
        brought = tuple("grant" if side.granted_on else "claim" for side in sides if _fact(side))
        same = sides[0].granted_in is not None and sides[0].granted_in == sides[1].granted_in
        met = brought if len(brought) == 2 and not same else ()
        return _both(RecordsMerged(**self._two(known), root=stands(*sides).root, met=met))


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
class WithdrawMerge(_Pairs):
    """Withdraw a merge before a second person agreed."""

    title = Both("Withdraw the merge", "Retirer la fusion")

    one: str
    other: str
    reason: str

    def _stops(self, known: Known, held: Pair, sides: tuple[Side, Side]) -> Iterator[Blocker]:
        yield from _nothing_waits(held, "ProposeMerge")
        yield from reason_missing(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return _both(MergeWithdrawn(**self._two(known), reason=self.reason))


class _Splits(_Pairs):
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
                _ONCE,
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
        return _both(SplitProposed(**self._two(known), reason=self.reason))


@dataclass(frozen=True, kw_only=True)
class ApproveSplit(_Splits):
    """Agree, as a second person, that a record is of another person."""

    title = Both("Separate", "Séparer")

    one: str
    other: str

    def _more(self, known: Known, held: Pair) -> Iterator[Blocker]:
        yield from _nothing_waits(held, "ProposeSplit")
        yield from _own(held, known)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return _both(RecordSplit(**self._two(known)))


@dataclass(frozen=True, kw_only=True)
class WithdrawSplit(_Splits):
    """Withdraw a separation before a second person agreed."""

    title = Both("Withdraw the separation", "Retirer la séparation")
    ends = True

    one: str
    other: str
    reason: str

    def _more(self, known: Known, held: Pair) -> Iterator[Blocker]:
        yield from _nothing_waits(held, "ProposeSplit")
        yield from reason_missing(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return _both(SplitWithdrawn(**self._two(known), reason=self.reason))


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
                _ONCE,
            )  # fmt: skip
        yield from reason_missing(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        reviewed = MeetingReviewed(client=same_key(self.client), reason=self.reason)
        return [(reviewed.client, reviewed)]
