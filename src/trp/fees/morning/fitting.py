"""Which case some money may be for, and why: reasons that somebody can check, never a score, never done by itself.

A case is suggested only where something points to it: its number, its client’s number or name in what the payer wrote,
or the receipt on its file. That the amount, the day and the office fit as well stands beside it, and alone says
nothing: most amounts are the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from trp.fees.looking import Suspended
from trp.people.folding import fold
from trp.rulebook.language import Both

PAID_WITHIN = 14
"""Days after something last moved a case, in which the day of payment speaks for it."""
_NUMBER = re.compile(r"\bT[- ]?([0-9]{6,12})\b", re.IGNORECASE)


class Why(StrEnum):
    """What speaks for a case; those that point to it come first."""

    RECEIPT = "receipt"
    NUMBER = "number"
    CLIENT = "client"
    NAME = "name"
    FAMILY = "family"
    AMOUNT = "amount"
    DAY = "day"
    OFFICE = "office"


SAYS: dict[Why, Both] = {
    Why.RECEIPT: Both("the receipt is on the case’s file", "le reçu est inscrit au dossier"),
    Why.NUMBER: Both("the payer wrote the case number", "le payeur a écrit le numéro du dossier"),
    Why.CLIENT: Both("the payer wrote the client number", "le payeur a écrit le numéro de client"),
    Why.NAME: Both("same family and given name", "mêmes nom et prénom"),
    Why.FAMILY: Both("same family name", "même nom de famille"),
    Why.AMOUNT: Both("same amount", "même montant"),
    Why.DAY: Both(
        "paid within 14 days of the case’s last step",
        "payé dans les 14 jours suivant la dernière étape du dossier",
    ),
    Why.OFFICE: Both("same office", "même bureau"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for money.

    Attributes:
        since: When something last moved it. `due`: cents still to pay (CAD).
        receipts: The numbers of receipts that stand on its file and are not allocated.
    """

    key: UUID
    number: str
    family_name: str
    given_names: str
    client_id: str
    since: date
    office: str
    due: int
    receipts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fit:
    """A case that some money may be for, and what speaks for it.

    Attributes:
        cents: What would be allocated (CAD). `short`: what would still be owed; `over`: what would stay without a case.
    """

    case: Waiting
    why: tuple[Why, ...]
    cents: int
    short: int
    over: int

    @property
    def says(self) -> list[Both]:
        return [SAYS[one] for one in self.why]


class Fitting:
    """The cases that wait, to be found by what a payer may have written; made once for a page."""

    def __init__(self, cases: Iterable[Waiting]) -> None:
        self._by: dict[tuple[Why, str], list[Waiting]] = defaultdict(list)
        for case in cases:
            self._by[Why.NUMBER, case.number].append(case)
            for receipt in case.receipts:
                self._by[Why.RECEIPT, receipt].append(case)
            if client := fold(case.client_id).replace(" ", ""):
                self._by[Why.CLIENT, client].append(case)
            if family := fold(case.family_name).split():
                self._by[Why.FAMILY, family[0]].append(case)

    def of(self, money: Suspended) -> list[Fit]:
        """The cases that something points to, those with the most reasons first."""
        words = fold(money.payer).split()
        found: dict[str, tuple[Waiting, list[Why]]] = {}
        for why, case in self._pointed(money, words):
            found.setdefault(case.number, (case, []))[1].append(why)
        fits = [_fit(money, case, why) for case, why in found.values()]
        return sorted(fits, key=lambda one: (-len(one.why), one.case.since, one.case.number))

    def _pointed(self, money: Suspended, words: Sequence[str]) -> Iterable[tuple[Why, Waiting]]:
        by: Mapping[tuple[Why, str], list[Waiting]] = self._by
        for case in by.get((Why.RECEIPT, money.number), ()):
            yield Why.RECEIPT, case
        for number in numbers_in(money.payer):
            for case in by.get((Why.NUMBER, number), ()):
                yield Why.NUMBER, case
        for text in dict.fromkeys([*words, *joined(words)]):
            for case in by.get((Why.CLIENT, text), ()):
                yield Why.CLIENT, case
        held = set(words)
        for word in dict.fromkeys(words):
            for case in by.get((Why.FAMILY, word), ()):
                if held.issuperset(fold(case.family_name).split()):
                    given = fold(case.given_names).split()
                    yield (Why.NAME if held.intersection(given) else Why.FAMILY), case


def numbers_in(text: str) -> list[str]:
    """The numbers of cases that somebody wrote."""
    return list(dict.fromkeys(f"T-{int(one):06d}" for one in _NUMBER.findall(text)))


def joined(words: Sequence[str]) -> Iterable[str]:
    """Words that stand beside each other as one: a client number is written with and without its signs."""
    for count in (2, 3):
        for n in range(len(words) - count + 1):
            yield "".join(words[n : n + count])


def _fit(money: Suspended, case: Waiting, why: list[Why]) -> Fit:
    more = [
        (Why.AMOUNT, money.free == case.due),
        (Why.DAY, 0 <= (money.paid_on - case.since).days <= PAID_WITHIN),
        (Why.OFFICE, money.office == case.office),
    ]
    told = tuple(dict.fromkeys([*why, *(one for one, holds in more if holds)]))
    cents = min(money.free, case.due)
    return Fit(case, tuple(sorted(told, key=list(Why).index)), cents, case.due - cents, money.free - cents)
