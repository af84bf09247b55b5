"""Refunds: proposed with the reason by the office that reserved the receipt, approved by a second person.

Only what is allocated to no case is refunded. An allocation is taken back before its case is assessed, never after
(`ReverseAllocation`): so nothing is refunded once processing began. A remission is another thing.

Source: Refund instruction (processing fees are for processing, not for the outcome); R208 instruction (a holder fee
that was paid with an open work permit under R208(b) is refunded).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trp.casework.blockers import Blocker
from trp.casework.checks import amount
from trp.casework.registers.entries import Entered, Known, own_entry
from trp.casework.registers.receipts import (
    CLERKS,
    FEES,
    PERMIT_FEE,
    HeldReceipt,
    OnReceipt,
    OpenRefund,
    one_of,
    other_office,
)
from trp.rulebook.language import Both

HOLDER_FEE = "open_work_permit_holder"

REASONS: dict[str, Both] = {
    "unallocated": Both("paid too much, or for no request", "payé en trop, ou sans demande"),
    "wrong_fee": Both("paid for another fee than the one that is owed", "payé pour d’autres frais que ceux qui sont dus"),
    "exempt": Both("the person is exempt from the fee", "la personne est dispensée des frais"),
    "returned": Both("the request was returned or withdrawn before processing", "la demande a été renvoyée ou retirée avant son traitement"),
    "holder_fee": Both("the holder fee is not charged with R208(b)", "les frais de titulaire ne sont pas exigés avec R208b)"),
}  # fmt: skip
"""Why money is given back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundProposed(Entered):
    """A refund was proposed. `reason`: one of `REASONS`; `note`: what it rests on. The money is set aside."""

    receipt: str
    fee: str
    cents: int
    reason: str
    note: str

    def says(self) -> Both:
        money, why = amount(self.cents), REASONS[self.reason]
        return Both(f"A refund of {money.en} of receipt {self.receipt} is proposed: {why.en}. {self.note}".strip(),
                    f"Un remboursement de {money.fr} du reçu {self.receipt} est proposé : {why.fr}. {self.note}".strip())  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundApproved(Entered):
    """A second person approved a refund: Revenue Accounting pays it."""

    receipt: str
    fee: str
    cents: int

    def says(self) -> Both:
        money = amount(self.cents)
        return Both(f"The refund of {money.en} of receipt {self.receipt} is approved.",
                    f"Le remboursement de {money.fr} du reçu {self.receipt} est approuvé.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundWithdrawn(Entered):
    """A refund that was not approved yet is withdrawn: the money stands where it stood."""

    receipt: str
    fee: str
    cents: int
    reason: str

    def says(self) -> Both:
        money = amount(self.cents)
        return Both(f"The proposed refund of {money.en} of receipt {self.receipt} is withdrawn: {self.reason}",
                    f"Le remboursement proposé de {money.fr} du reçu {self.receipt} est retiré : {self.reason}")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProposeRefund(OnReceipt):
    """Propose to refund a part of a receipt. `cents`: CAD; `fee`: the line; `reason`: one of `REASONS`."""

    title = Both("Propose a refund", "Proposer un remboursement")

    receipt: str
    fee: str
    cents: int
    reason: str
    note: str = ""

    def stops_on(self, known: Known, held: HeldReceipt) -> Iterator[Blocker]:
        yield from other_office(self.receipt, held.office, known.actor.office)
        waits = any(one.fee == self.fee for one in held.refunds)
        if not waits:  # what is left beside one that waits would tell its amount to whoever approves it
            yield from self._amount(held)
        yield from self._reason(held)
        if waits:
            yield Blocker("refund-waits", Both("A refund of this fee waits to be approved.",
                                               "Un remboursement de ces frais attend d’être approuvé."),
                          cleared_by=("ApproveRefund", "WithdrawRefund"), who=CLERKS)  # fmt: skip

    def _amount(self, held: HeldReceipt) -> Iterator[Blocker]:
        line = held.line(self.fee)
        if line is None:
            yield Blocker("fee-not-on-receipt", Both(
                f"Receipt {self.receipt} has no such fee; it is for {named(held).en}.",
                f"Le reçu {self.receipt} ne comporte pas ces frais; il est pour : {named(held).fr}.",
            ))  # fmt: skip
        elif self.cents <= 0:
            yield Blocker("amount-not-positive", Both("Give more than nothing.", "Donnez plus que zéro."))
        elif self.cents > line.free:
            free, used = amount(line.free), amount(line.allocated)
            yield Blocker(
                "not-refundable",
                Both(f"{free.en} of this fee can be refunded; {used.en} is allocated, and is taken back first, before the case is assessed.",
                     f"{free.fr} de ces frais peuvent être remboursés; {used.fr} sont attribués, et sont d’abord repris, avant l’évaluation du dossier."),
                ("Fee instruction", "I13"),
                cleared_by=("ReverseAllocation",) if line.allocated else (),
                who=CLERKS,
            )  # fmt: skip

    def _reason(self, held: HeldReceipt) -> Iterator[Blocker]:
        if self.reason not in REASONS:
            some = one_of(REASONS)
            yield Blocker("reason-missing", Both(f"Give the reason, one of these: {some.en}.",
                                                 f"Donnez la raison, l’une de celles-ci : {some.fr}."))  # fmt: skip
        elif self.reason == "wrong_fee" and self.fee == PERMIT_FEE:
            yield Blocker("reason-does-not-fit", Both(
                "The permit fee is the fee that is owed here: give another reason.",
                "Les frais de permis sont ceux qui sont dus ici : donnez une autre raison.",
            ))  # fmt: skip
        elif self.reason == "holder_fee" and not (self.fee == HOLDER_FEE and held.with_r208b):
            yield Blocker(
                "reason-does-not-fit",
                Both("That reason is for the holder fee of a receipt which pays a request with an open work permit under R208(b).",
                     "Cette raison vaut pour les frais de titulaire d’un reçu qui paie une demande avec permis de travail ouvert visé à R208b)."),
                ("R303.2", "R208(b)"),
            )  # fmt: skip
        elif self.reason in ("exempt", "returned", "wrong_fee") and not self.note.strip():
            yield Blocker("note-missing", Both("Say what it rests on: the number of the case, the provision.",
                                               "Dites sur quoi cela repose : le numéro du dossier, la disposition."))  # fmt: skip

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return [(self.books()[0], RefundProposed(
            receipt=self.receipt, fee=self.fee, cents=self.cents, reason=self.reason, note=self.note,
        ))]  # fmt: skip


def named(held: HeldReceipt) -> Both:
    """What a receipt is for."""
    found = [FEES[line.fee] for line in held.lines]
    return Both(", ".join(one.en for one in found), ", ".join(one.fr for one in found))


def _open(held: HeldReceipt, fee: str) -> OpenRefund | None:
    return next((one for one in held.refunds if one.fee == fee), None)


def _nothing_waits() -> Blocker:
    return Blocker("nothing-waits", Both("No refund of this fee waits to be approved.",
                                         "Aucun remboursement de ces frais n’attend d’être approuvé."),
                   cleared_by=("ProposeRefund",), who=CLERKS)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ApproveRefund(OnReceipt):
    """Approve a refund that somebody else proposed. `cents`: as this second person reads it on the form."""

    title = Both("Approve a refund", "Approuver un remboursement")

    receipt: str
    fee: str
    cents: int

    def stops_on(self, known: Known, held: HeldReceipt) -> Iterator[Blocker]:
        found = _open(held, self.fee)
        if found is None:
            yield _nothing_waits()
            return
        yield from other_office(self.receipt, held.office, known.actor.office)
        if found.cents != self.cents:
            # The amount that was proposed is not told: the second reading would be a copy of the first.
            yield Blocker("amount-differs", Both(
                "What you read on the form is not what was proposed: one of the two is wrong. Read again, or withdraw the refund.",
                "Ce que vous lisez sur le formulaire n’est pas ce qui a été proposé : l’un des deux est erroné. Relisez, ou retirez le remboursement.",
            ), cleared_by=("WithdrawRefund",), who=CLERKS)  # fmt: skip
        yield from own_entry(
            found.by, known,
            Both("You proposed this refund: a second person approves it.",
                 "Vous avez proposé ce remboursement : une deuxième personne l’approuve."),
            who=CLERKS,
        )  # fmt: skip

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return [(self.books()[0], RefundApproved(receipt=self.receipt, fee=self.fee, cents=self.cents))]


@dataclass(frozen=True, kw_only=True)
class WithdrawRefund(OnReceipt):
    """Withdraw a refund before it is approved."""

    title = Both("Withdraw a refund", "Retirer un remboursement")

    receipt: str
    fee: str
    reason: str

    def stops_on(self, known: Known, held: HeldReceipt) -> Iterator[Blocker]:
        if _open(held, self.fee) is None:
            yield _nothing_waits()
        yield from other_office(self.receipt, held.office, known.actor.office)
        if not self.reason.strip():
            yield Blocker("reason-missing", Both("Give the reason.", "Donnez la raison."))

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        found = _open(known.held, self.fee)
        assert found is not None
        withdrawn = RefundWithdrawn(receipt=self.receipt, fee=self.fee, cents=found.cents, reason=self.reason)
        return [(self.books()[0], withdrawn)]
