"""Remissions: part of the fee is returned because processing was not acknowledged in 30 calendar days.

Not a refund: it is owed by the clock, whatever came of the request, and is paid of itself. The bands (how much) could
not be read: the amount is entered with the reference that states it, and never computed here.

Source: Service Fees Act, s. 7; Remission policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trp.casework.blockers import Blocker
from trp.casework.checks import amount
from trp.casework.registers.entries import Entered, Entry, Known
from trp.casework.registers.receipts import CLERKS
from trp.rulebook.language import Both

OWED = "OWED"


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A case as far as a remission reads it.

    Attributes:
        key: Of the case. `unit`: the only office that may know of it; empty: all may.
        outcome: The rulebook's finding on the remission that day; `says`, `under`: its sentence and where it rests.
        allocated: Cents of the receipt that are allocated to it. `remitted`: cents that were remitted to it before.
    """

    key: str
    unit: str
    outcome: str
    says: Both
    under: tuple[str, ...]
    allocated: int
    remitted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemissionRecorded(Entered):
    """A remission was paid. `case`: its key; `reference`: what states the amount. `cents`: CAD."""

    receipt: str
    case: str
    cents: int
    reference: str

    def says(self) -> Both:
        money = amount(self.cents)
        return Both(f"A remission of {money.en} of receipt {self.receipt} is recorded: {self.reference}.",
                    f"Une remise de {money.fr} du reçu {self.receipt} est consignée\u00a0: {self.reference}.")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RecordRemission(Entry):
    """Record that part of the fee of a case was returned for late acknowledgement. `case`: its number."""

    title = Both("Record a remission", "Consigner une remise")
    roles = CLERKS
    register = "receipts"

    receipt: str
    case: str
    cents: int
    reference: str

    def books(self) -> tuple[str, ...]:
        return (f"receipt {self.receipt}",)

    def stops(self, known: Known) -> Iterator[Blocker]:
        held: HeldCase | None = known.held
        if held is None or held.unit not in ("", known.actor.office):
            yield Blocker("no-case", Both("There is no such case.", "Ce dossier n’existe pas."))
            return
        if held.outcome != OWED:
            yield Blocker("remission-not-owed", held.says, held.under)
        if held.remitted:
            money = amount(held.remitted)
            yield Blocker("remission-recorded", Both(f"A remission of {money.en} is recorded already.",
                                                     f"Une remise de {money.fr} est déjà consignée."))  # fmt: skip
        elif not 0 < self.cents <= held.allocated:
            money = amount(held.allocated)
            yield Blocker("not-allocated", Both(f"{money.en} of receipt {self.receipt} is allocated there: a remission is a part of it.",
                                                f"{money.fr} du reçu {self.receipt} y sont attribués\u00a0: une remise en est une part."))  # fmt: skip
        if not self.reference.strip():
            yield Blocker("reference-missing", Both("Give the reference that states the amount.",
                                                    "Donnez la référence qui énonce le montant."), ("Remission policy",))  # fmt: skip

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        recorded = RemissionRecorded(
            receipt=self.receipt, case=known.held.key, cents=self.cents, reference=self.reference
        )
        return [(self.books()[0], recorded)]
