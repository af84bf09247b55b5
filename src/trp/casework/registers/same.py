"""Who is who: two records that look alike, what is held of them, and the answer that they are of different persons.

The two other answers are in `merges` and `splits`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from trp.casework.blockers import Blocker
from trp.casework.registers.entries import Entered, Entry, Known, own_entry
from trp.casework.registers.people import IDENTITY, Record, no_such_person, reason_missing, same_key
from trp.rulebook.language import Both

ONCE = ("One-time exemption policy", "Fee instruction, M31")


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
class OfTwo(Entered):
    one: str
    other: str
    one_id: str
    other_id: str

    def keys(self) -> tuple[str, ...]:
        """The records whose books it stands in."""
        return (self.one, self.other)

    def _ids(self) -> Both:
        return Both(f"{self.one_id} and {self.other_id}", f"{self.one_id} et {self.other_id}")


class Pairs(Entry):
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


def both(event: OfTwo) -> Sequence[tuple[str, Entered]]:
    return [(event.one, event), (event.other, event)]


def merged_already(sides: tuple[Side, Side]) -> Iterator[Blocker]:
    if sides[0].root == sides[1].root:
        yield Blocker(
            "merged-already",
            Both("These records are of one person.", "Ces fiches sont celles d’une même personne."),
            cleared_by=("ProposeSplit",),
            who=IDENTITY,
        )


def nothing_waits(held: Pair, clears: str) -> Iterator[Blocker]:
    if held.proposed_by is None:
        yield Blocker(
            "nothing-waits",
            Both("Nothing of the kind waits for a second person.", "Rien de tel n’attend une deuxième personne."),
            cleared_by=(clears,),
            who=IDENTITY,
        )  # fmt: skip


def own_proposal(held: Pair, known: Known) -> Iterator[Blocker]:
    yield from own_entry(
        held.proposed_by, known,
        Both("You proposed this: a second person decides.", "Vous l’avez proposé : une deuxième personne décide."),
        who=IDENTITY,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredDifferent(OfTwo):
    """Two records that look alike were looked at: they are of different persons."""

    reason: str

    def says(self) -> Both:
        ids = self._ids()
        return Both(f"{ids.en} are different persons: {self.reason}",
                    f"{ids.fr} sont des personnes différentes : {self.reason}")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AnswerDifferent(Pairs):
    """Two records that look alike are of different persons, such as twins."""

    title = Both("They are different persons", "Ce sont des personnes différentes")

    one: str
    other: str
    reason: str

    def _stops(self, known: Known, held: Pair, sides: tuple[Side, Side]) -> Iterator[Blocker]:
        yield from merged_already(sides)
        if held.answered:
            yield Blocker("answered-already", Both("This was answered before.", "Il y a déjà été répondu."))
        yield from reason_missing(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return both(AnsweredDifferent(**self._two(known), reason=self.reason))
