"""The close of a day at an office: what the ledger shows by method against what was counted, signed by two persons.

A difference is said and explained, never smoothed over. What came late, after the day was signed, shows as well: the
day is signed again, and both signatures stay in its book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trp.casework.blockers import Blocker
from trp.casework.checks import amount, long_day
from trp.casework.registers.entries import Entered, Entry, Known, own_entry
from trp.casework.registers.receipts import CLERKS, METHODS, one_of
from trp.rulebook.language import Both


@dataclass(frozen=True, slots=True)
class Signed:
    """The last signature of a day. `totals`: cents by method as the ledger showed them then."""

    totals: Mapping[str, int]
    counted: Mapping[str, int]
    explained: str
    by: str
    countersigned_by: str | None


@dataclass(frozen=True, slots=True)
class DayLedger:
    """What the ledger shows of a day at an office.

    Attributes:
        totals: Cents of the receipts that it reserved and that were paid that day, by method.
        overdue: Receipts of the office that stand in suspense for longer than they may, unexplained.
        signed: The last signature, if there is one.
    """

    office_known: bool
    totals: Mapping[str, int]
    overdue: int = 0
    signed: Signed | None = None


def differences(totals: Mapping[str, int], counted: Mapping[str, int]) -> dict[str, int]:
    """What was counted beyond the ledger (fewer than nothing: short of it), by method, where the two differ."""
    return {
        method: counted.get(method, 0) - totals.get(method, 0)
        for method in METHODS
        if counted.get(method, 0) != totals.get(method, 0)
    }


STATES: dict[str, Both] = {
    "open": Both("Open", "Ouverte"),
    "moved": Both("To be signed again", "À signer de nouveau"),
    "signed": Both("Waits for a second person", "Attend une deuxième personne"),
    "closed": Both("Closed", "Close"),
    "empty": Both("Nothing received", "Aucun reçu"),
}
"""How the close of a day stands. `moved`: the ledger shows something else than when it was signed."""

TO_CLOSE = frozenset({"open", "moved", "signed"})
"""The states in which somebody still has to sign."""


def state(totals: Mapping[str, int], signed: Signed | None) -> str:
    """How the close of a day stands: one of `STATES`. `totals`: cents by method as the ledger shows them now."""
    if signed is None:
        return "open" if totals else "empty"
    if signed.totals != totals:
        return "moved"
    return "closed" if signed.countersigned_by else "signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySigned(Entered):
    """A day was signed: what the ledger showed and what was counted, by method, in cents; and what explains it."""

    office: str
    day: date
    totals: dict[str, int]
    counted: dict[str, int]
    explained: str

    def says(self) -> Both:
        day, money = long_day(self.day), amount(sum(self.totals.values()))
        wrong = differences(self.totals, self.counted)
        en = f" Differences: {_told(wrong).en}. {self.explained}" if wrong else ""
        fr = f" Écarts\u00a0: {_told(wrong).fr}. {self.explained}" if wrong else ""
        return Both(f"{self.office}, {day.en}: {money.en} is signed.{en}",
                    f"{self.office}, {day.fr}\u00a0: {money.fr} sont signés.{fr}")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCountersigned(Entered):
    """A second person signed a day."""

    office: str
    day: date

    def says(self) -> Both:
        day = long_day(self.day)
        return Both(f"{self.office}, {day.en}: countersigned.", f"{self.office}, {day.fr}\u00a0: contresigné.")  # fmt: skip


def _told(wrong: Mapping[str, int]) -> Both:
    parts = [(METHODS[method], amount(abs(cents)), cents > 0) for method, cents in wrong.items()]
    return Both(
        "; ".join(f"{one.en} {'over' if over else 'short'} by {money.en}" for one, money, over in parts),
        "; ".join(f"{one.fr} {'en trop' if over else 'en moins'}, {money.fr}" for one, money, over in parts),
    )


class _OfDay(Entry):
    roles = CLERKS
    register = "receipts"

    office: str
    day: date

    def books(self) -> tuple[str, ...]:
        return (f"day {self.office} {self.day.isoformat()}",)

    def stops(self, known: Known) -> Iterator[Blocker]:
        held: DayLedger = known.held
        if not held.office_known:
            yield Blocker("office-unknown", Both(f"There is no office {self.office}.", f"Il n’y a pas de bureau {self.office}."))  # fmt: skip
            return
        if self.office != known.actor.office:
            yield Blocker("day-of-another-office", Both(
                f"The day of {self.office} is signed there.", f"La journée de {self.office} y est signée.",
            ), who=CLERKS)  # fmt: skip
        if self.day > known.on:
            day = long_day(self.day)
            yield Blocker("day-to-come", Both(f"{day.en} is still to come.", f"Le {day.fr} est à venir."))
        yield from self._stops(known, held)

    def _stops(self, known: Known, held: DayLedger) -> Iterator[Blocker]:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class SignDay(_OfDay):
    """Sign the close of a day. `counted`: cents by method, from the till or the settlement file."""

    title = Both("Sign the day", "Signer la journée")

    office: str
    day: date
    counted: dict[str, int]
    explained: str = ""

    def _stops(self, known: Known, held: DayLedger) -> Iterator[Blocker]:
        for method, cents in self.counted.items():
            if method not in METHODS or type(cents) is not int or cents < 0:
                some = one_of(METHODS)
                yield Blocker("count-wrong", Both(
                    f"{method}: give one of these, and an amount from nothing up: {some.en}.",
                    f"{method}\u00a0: donnez l’un de ceux-ci, et un montant à partir de zéro\u00a0: {some.fr}.",
                ))  # fmt: skip
                return
        if missing := [method for method in METHODS if method in held.totals and method not in self.counted]:
            told = one_of({method: METHODS[method] for method in missing})
            yield Blocker("method-not-counted", Both(
                f"The ledger shows receipts paid another way too ({told.en}): write what was counted, 0 if it was nothing.",
                f"Le grand livre montre aussi des reçus payés autrement ({told.fr})\u00a0: inscrivez ce qui a été compté, 0 s’il n’y avait rien.",
            ))  # fmt: skip
        wrong = differences(
            {method: cents for method, cents in held.totals.items() if method not in missing}, self.counted
        )
        if wrong and not self.explained.strip():
            told = _told(wrong)
            yield Blocker("difference-unexplained", Both(
                f"What was counted is not what the ledger shows: {told.en}. Find it, or explain it.",
                f"Le compte n’est pas celui du grand livre\u00a0: {told.fr}. Trouvez l’écart, ou expliquez-le.",
            ))  # fmt: skip
        if held.overdue and not self.explained.strip():
            yield Blocker("suspense-unexplained", Both(
                f"Receipts in suspense for more than 5 working days: {held.overdue}. Allocate or refund them, or explain.",
                f"Reçus en attente depuis plus de 5 jours ouvrables\u00a0: {held.overdue}. Attribuez-les ou remboursez-les, ou expliquez.",
            ))  # fmt: skip
        if held.signed and held.signed.countersigned_by and held.signed.totals == held.totals:
            yield Blocker("day-closed", Both("The day is signed by two persons, and nothing came since.",
                                             "La journée est signée par deux personnes, et rien n’est venu depuis."))  # fmt: skip

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return [(self.books()[0], DaySigned(
            office=self.office, day=self.day, totals=dict(known.held.totals), counted=self.counted,
            explained=self.explained,
        ))]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CountersignDay(_OfDay):
    """Countersign a day that a colleague signed, as the ledger still shows it."""

    title = Both("Countersign the day", "Contresigner la journée")

    office: str
    day: date

    def _stops(self, known: Known, held: DayLedger) -> Iterator[Blocker]:
        signed = held.signed
        if signed is None or signed.countersigned_by:
            yield Blocker("nothing-signed", Both("No signature of this day waits for a second one.",
                                                 "Aucune signature de cette journée n’en attend une deuxième."),
                          cleared_by=("SignDay",), who=CLERKS)  # fmt: skip
            return
        if signed.totals != held.totals:
            yield Blocker("ledger-moved", Both(
                f"The ledger moved since the day was signed: {_told(differences(signed.totals, held.totals)).en}. It is signed again first.",
                f"Le grand livre a bougé depuis la signature\u00a0: {_told(differences(signed.totals, held.totals)).fr}. La journée est d’abord signée de nouveau.",
            ), cleared_by=("SignDay",), who=CLERKS)  # fmt: skip
        yield from own_entry(
            signed.by, known,
            Both("You signed this day: a second person countersigns it.",
                 "Vous avez signé cette journée\u00a0: une deuxième personne la contresigne."),
            who=CLERKS,
        )  # fmt: skip

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return [(self.books()[0], DayCountersigned(office=self.office, day=self.day))]
