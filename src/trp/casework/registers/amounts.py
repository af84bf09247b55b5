"""A newly published amount: entered with its source by one person, confirmed by another, applied from its date.

Source: Service Fees Act s. 17 (the yearly change, on 1 December); R294(b): the amount is that of the day the request
is made. What is entered is what was published; nothing is computed from an index.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from trp.casework.blockers import Blocker
from trp.casework.checks import amount, long_day
from trp.casework.registers.entries import Entered, Entry, Known, own_entry
from trp.rulebook.language import Both
from trp.rulebook.published import Published

_ROLES = ("policy_analyst", "supervisor")
_LAW = ("Service Fees Act, s. 17",)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An amount that is entered and not confirmed. `entered_by`: the key of the officer."""

    published: Published
    entered_by: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is held of a series: the first day and the cents of its last amount, and what waits; None: no such series."""

    since: date
    cents: int
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountEntered(Entered):
    """An amount was entered with its source. It applies to nothing until it is confirmed."""

    series: str
    cents: int
    since: date
    notice_en: str
    notice_fr: str
    address: str
    published_on: date

    def says(self) -> Both:
        money, day = amount(self.cents), long_day(self.since)
        return Both(f"{money.en} from {day.en} is entered for {self.series}: {self.notice_en}.",
                    f"{money.fr} à compter du {day.fr}, inscrit pour {self.series} : {self.notice_fr}.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountConfirmed(Entered):
    """A second person read the same amount and day in the source: it applies from its day."""

    series: str
    cents: int
    since: date

    def says(self) -> Both:
        money, day = amount(self.cents), long_day(self.since)
        return Both(f"{money.en} from {day.en} is confirmed for {self.series}.",
                    f"{money.fr} à compter du {day.fr}, confirmé pour {self.series}.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountWithdrawn(Entered):
    """An amount that was not confirmed yet is withdrawn."""

    series: str
    since: date
    reason: str

    def says(self) -> Both:
        day = long_day(self.since)
        return Both(f"The amount from {day.en} is withdrawn: {self.reason}",
                    f"Le montant à compter du {day.fr} est retiré : {self.reason}")  # fmt: skip


class _Amounts(Entry):
    roles = _ROLES
    register = "amounts"

    series: str

    def books(self) -> tuple[str, ...]:
        return (self.series,)

    def stops(self, known: Known) -> Iterator[Blocker]:
        if known.held is None:
            yield Blocker(
                "no-such-series",
                Both(f"{self.series}: there is no such series of amounts.",
                     f"{self.series} : cette série de montants n’existe pas."),
            )  # fmt: skip
        else:
            yield from self._stops(known, known.held)

    def _stops(self, known: Known, held: Loaded) -> Iterator[Blocker]:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class EnterAmount(_Amounts):
    """Enter an amount that was published. `cents`: CAD. `since`: the first day it applies to."""

    title = Both("Enter a published amount", "Inscrire un montant publié")

    series: str
    cents: int
    since: date
    notice_en: str
    notice_fr: str
    address: str
    published_on: date

    def _stops(self, known: Known, held: Loaded) -> Iterator[Blocker]:
        if self.cents <= 0:
            yield Blocker(
                "amount-not-positive",
                Both("The amount must be more than nothing.", "Le montant doit être supérieur à zéro."),
            )
        if self.since <= held.since:
            day = long_day(held.since)
            yield Blocker(
                "amount-not-later",
                Both(f"The last amount held applies from {day.en}; a new one applies from a later day. What is there is never edited.",
                     f"Le dernier montant détenu s’applique à compter du {day.fr}; un nouveau s’applique à compter d’un jour ultérieur. Aucun n’est jamais modifié."),
                _LAW,
                since=held.since,
            )  # fmt: skip
        if not (self.notice_en.strip() and self.notice_fr.strip() and self.address.strip()):
            yield Blocker(
                "source-missing",
                Both("Give the source: its title in both languages, and its address.",
                     "Donnez la source : son titre dans les deux langues, et son adresse."),
            )  # fmt: skip
        if self.published_on > known.on:
            day = long_day(self.published_on)
            yield Blocker("day-to-come", Both(f"{day.en} has not come.", f"Le {day.fr} n’est pas venu."))
        if held.waiting is not None:
            waits = held.waiting.published
            day = long_day(waits.since)
            yield Blocker(
                "amount-waits",
                Both(f"An amount from {day.en} waits to be confirmed.",
                     f"Un montant à compter du {day.fr} attend d’être confirmé."),
                cleared_by=("ConfirmAmount", "WithdrawAmount"),
                who=_ROLES,
            )  # fmt: skip

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        entered = AmountEntered(
            series=self.series, cents=self.cents, since=self.since, notice_en=self.notice_en,
            notice_fr=self.notice_fr, address=self.address, published_on=self.published_on,
        )  # fmt: skip
        return [(self.series, entered)]


def _nothing_waits() -> Blocker:
    return Blocker(
        "nothing-waits",
        Both("No amount of this series waits to be confirmed.",
             "Aucun montant de cette série n’attend d’être confirmé."),
        cleared_by=("EnterAmount",),
        who=_ROLES,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ConfirmAmount(_Amounts):
    """Confirm an amount: the day and the cents as a second person reads them in the source, not as they were entered."""

    title = Both("Confirm a published amount", "Confirmer un montant publié")

    series: str
    cents: int
    since: date

    def _stops(self, known: Known, held: Loaded) -> Iterator[Blocker]:
        if held.waiting is None:
            yield _nothing_waits()
            return
        waits = held.waiting.published
        if (waits.cents, waits.since) != (self.cents, self.since):
            yield Blocker(
                "amount-differs",
                Both("What you read in the source is not what was entered: one of the two is wrong. Withdraw the entry, or read again.",
                     "Ce que vous lisez dans la source n’est pas ce qui a été inscrit : l’un des deux est erroné. Retirez l’inscription, ou relisez."),
                cleared_by=("WithdrawAmount",),
                who=_ROLES,
            )  # fmt: skip
        yield from own_entry(
            held.waiting.entered_by, known,
            Both("You entered this amount: a second person confirms it.",
                 "Vous avez inscrit ce montant : une deuxième personne le confirme."),
            who=_ROLES,
        )  # fmt: skip

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return [(self.series, AmountConfirmed(series=self.series, cents=self.cents, since=self.since))]


@dataclass(frozen=True, kw_only=True)
class WithdrawAmount(_Amounts):
    """Withdraw an amount before it is confirmed."""

    title = Both("Withdraw an amount", "Retirer un montant")

    series: str
    reason: str

    def _stops(self, known: Known, held: Loaded) -> Iterator[Blocker]:
        if held.waiting is None:
            yield _nothing_waits()
        if not self.reason.strip():
            yield Blocker("reason-missing", Both("Give the reason.", "Donnez la raison."))

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        since = known.held.waiting.published.since
        return [(self.series, AmountWithdrawn(series=self.series, since=since, reason=self.reason))]


def shown_in_the_queue(cases: int) -> Both:
    """What confirming an amount changed at once. `cases`: those whose requests were made on its first day or later."""
    if not cases:
        return Both("No open request was made on that day or later: nothing in the queue changes now.",
                    "Aucune demande en cours n’a été présentée ce jour-là ou après : rien ne change dans la file pour l’instant.")  # fmt: skip
    many = cases > 1
    return Both(
        f"The queue shows it for {cases} case{'s' if many else ''} whose request{'s were' if many else ' was'} made on that day or later.",
        f"La file le montre pour {cases} dossier{'s' if many else ''} dont la demande a été présentée ce jour-là ou après.",
    )  # fmt: skip
