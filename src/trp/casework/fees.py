"""The fee: asked for, received, reversed; what the client says about paying; the Minister's instruction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from trp.casework import events as e
from trp.casework.acts import Act
from trp.casework.around import CASE_OFFICERS, Around, Receipt
from trp.casework.blockers import Blocker
from trp.casework.checks import amount, facts_needed, in_doubt, not_held, of, to_come
from trp.casework.events import Event
from trp.casework.files import CaseFile
from trp.casework.found import Found, fee_on
from trp.casework.registers.receipts import FEES, PERMIT_FEE, other_office, unknown
from trp.rulebook.language import UNDETERMINED, Both

CLERKS = ("fee_clerk", "intake", *CASE_OFFICERS)


def _may_pay(file: CaseFile, said: Found) -> bool:
    """M31 is available, not owed (I8): until it is claimed, who would rather keep it, or is not granted it, pays."""
    return said.outcome("fee") == "EXEMPT" and said.finding("fee").fields["basis"] == "ONE_TIME" and file.live_claim is None  # fmt: skip


def _due(file: CaseFile, said: Found) -> Iterator[Blocker]:
    """Money is asked for and taken only where the fee is due, or may be paid."""
    fee = said.finding("fee")
    if _may_pay(file, said):
        return
    if fee.outcome == UNDETERMINED:
        yield from facts_needed(said, "fee")
    elif fee.outcome == "REFER" and fee.fields["amount"] is None:
        if in_doubt(said):
            yield Blocker(
                "a-person-must-decide", fee.says, fee.under, cleared_by=("DecideDoubt",), who=CASE_OFFICERS
            )
        else:
            yield not_held(fee)
    elif fee.outcome not in ("DUE", "REFER"):
        code = "fee-not-owed" if fee.outcome == "EXEMPT" else "no-fee-taken"
        yield Blocker(code, fee.says, fee.under)


def balance(file: CaseFile, said: Found) -> int:
    """Cents still to pay; 0 where none is owed or the amount is not determined."""
    assert file.opening is not None
    if _may_pay(file, said):
        return max((fee_on(file.opening.made_on) or 0) - file.paid, 0)
    text = said.finding("fee").fields["balance"]
    return int(text.replace(".", "")) if text else 0


def _not_the_assessor(file: CaseFile, around: Around) -> Iterator[Blocker]:
    """Who assesses does not take the money either: at the Minister’s request it can come after assessment started."""
    if around.actor.id in file.assessed and not around.actor.small_post:
        yield Blocker(
            "merits-and-money",
            Both("You assessed this case: a colleague takes its money.",
                 "Vous avez évalué ce dossier : un collègue en reçoit l’argent."),
            who=CLERKS,
        )  # fmt: skip


def _excepted(under: str, file: CaseFile, around: Around) -> str:
    """Where one person at a small post assesses and takes the money, the line says so: the recorded exception."""
    both = around.actor.small_post and around.actor.id in file.assessed
    return f"{under}, small post" if both else under


@dataclass(frozen=True, kw_only=True)
class RequestFee(Act):
    """Ask the client for the fee (abroad: and for the supporting documents), saying that it promises nothing."""

    title = Both("Ask for the fee", "Demander les frais")
    roles = CLERKS
    reads = ("register",)

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        said = of(file, around)
        yield from (owed := list(_due(file, said)))
        if not owed and not balance(file, said):
            yield Blocker("fee-paid", Both("The fee is paid in whole.", "Les frais sont entièrement payés."))
        if file.offered_on is not None and file.accepted_on is None:
            yield Blocker(
                "offer-not-accepted",
                Both("The client has not answered the offer to be considered.",
                     "Le client n’a pas répondu à l’offre d’examen."),
                ("Fee instruction, Outside Canada",),
                since=file.offered_on,
                cleared_by=("AcceptOffer", "DeclineOffer"),
                who=CASE_OFFICERS,
            )  # fmt: skip

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.FeeRequested(requested_on=around.on, cents=balance(file, of(file, around)))]


@dataclass(frozen=True, kw_only=True)
class RecordReceipt(Act):
    """Record that the payment system generated a receipt for this person's permit fee."""

    title = Both("Record a receipt", "Consigner un reçu")
    roles = CLERKS

    receipt: str

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if not self.receipt.strip():
            yield Blocker(
                "number-missing", Both("Give the number of the receipt.", "Donnez le numéro du reçu.")
            )
        if self.receipt in file.waiting_receipts or self.receipt in file.allocated:
            yield Blocker(
                "receipt-on-file",
                Both(f"Receipt {self.receipt} is on this file already.",
                     f"Le reçu {self.receipt} est déjà au dossier."),
            )  # fmt: skip
        yield from _not_the_assessor(file, around)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.ReceiptGenerated(receipt=self.receipt)]

    def acting_under(self, file: CaseFile, around: Around) -> str:
        return _excepted(super().acting_under(file, around), file, around)


@dataclass(frozen=True, kw_only=True)
class TakeBackReceipt(Act):
    """Take back a receipt that waits here by mistake."""

    title = Both("Take a receipt back", "Retirer un reçu")
    roles = CLERKS

    receipt: str
    reason: str

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if self.receipt not in file.waiting_receipts:
            not_it = Both(f"Receipt {self.receipt} does not wait on this file.",
                          f"Le reçu {self.receipt} n’est pas en attente à ce dossier.")  # fmt: skip
            none = Both("No receipt waits on this file.", "Aucun reçu n’est en attente à ce dossier.")
            yield Blocker("receipt-not-waiting", not_it if file.waiting_receipts else none)
        if not self.reason.strip():
            yield Blocker("reason-missing", Both("Give the reason.", "Donnez la raison."))

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.ReceiptTakenBack(receipt=self.receipt, reason=self.reason)]


def _wrong_fee(receipt: Receipt) -> Blocker:
    """The receipt is for other fees: the permit fee stays owed, and those that were paid in error are refunded."""
    paid = [FEES[fee] for fee in receipt.fees]
    en, fr = ", ".join(one.en for one in paid), ", ".join(one.fr for one in paid)
    return Blocker(
        "wrong-fee",
        Both(f"Receipt {receipt.number} has no permit fee on it; it is for: {en}.",
             f"Le reçu {receipt.number} ne comporte pas de frais de permis; il est pour : {fr}."),
        ("Fee instruction",),
        cleared_by=("ProposeRefund",),
        who=("fee_clerk", "supervisor"),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AllocateReceipt(Act):
    """Allocate part of a receipt to this person's permit fee. `cents`: CAD."""

    title = Both("Allocate a receipt", "Attribuer un reçu")
    roles = CLERKS
    reads = ("receipt", "register")

    receipt: str
    cents: int

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        said = of(file, around)
        asked = amount(self.cents)
        if self.cents <= 0:
            yield Blocker(
                "amount-not-positive",
                Both("The amount must be more than nothing.", "Le montant doit être supérieur à zéro."),
            )
        if around.receipt is None:
            yield unknown(self.receipt)
        elif PERMIT_FEE not in around.receipt.fees:
            yield _wrong_fee(around.receipt)
        elif self.cents > around.receipt.free:
            free = amount(around.receipt.free)
            yield Blocker(
                "receipt-spent",
                Both(f"Receipt {self.receipt} has {free.en} left, not {asked.en}.",
                     f"Il reste {free.fr} sur le reçu {self.receipt}, non {asked.fr}."),
                ("Fee instruction",),
            )  # fmt: skip
        if around.receipt is not None:
            yield from other_office(self.receipt, around.receipt.office, around.actor.office)
        owed = list(_due(file, said))
        yield from owed
        if not owed and self.cents > balance(file, said):
            left = amount(balance(file, said))
            yield Blocker(
                "more-than-due",
                Both(f"{asked.en} is more than the {left.en} still to pay.",
                     f"{asked.fr}, c’est plus que les {left.fr} qui restent à payer."),
                said.finding("fee").under,
            )  # fmt: skip
        yield from _not_the_assessor(file, around)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        assert around.receipt is not None
        return [e.FeeReceived(receipt=self.receipt, cents=self.cents, paid_on=around.receipt.paid_on)]

    def acting_under(self, file: CaseFile, around: Around) -> str:
        return _excepted(super().acting_under(file, around), file, around)


def _allocated_by(file: CaseFile, receipt: str) -> set[str]:
    """Who allocated what is allocated of a receipt now; what was taken back in whole is done with."""
    found, left = set[str](), 0
    for line in file.lines:
        event = line.event
        if isinstance(event, e.FeeReceived) and event.receipt == receipt:
            left += event.cents
            found.add(line.officer)
        elif isinstance(event, e.AllocationReversed) and event.receipt == receipt:
            left -= event.cents
            if not left:
                found.clear()
    return found


@dataclass(frozen=True, kw_only=True)
class ReverseAllocation(Act):
    """Take an allocation back, before assessment starts: the wrong case, a charge-back, a request that was returned. `cents`: CAD."""

    title = Both("Reverse an allocation", "Annuler une attribution")
    roles = (*CLERKS, "supervisor")
    after_end = True
    reads = ("receipt",)

    receipt: str
    cents: int
    reason: str

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        held = file.allocated.get(self.receipt, 0)
        if not 0 < self.cents <= held:
            said = amount(held)
            here = Both(f"{said.en} of receipt {self.receipt} is allocated here.",
                        f"{said.fr} du reçu {self.receipt} sont attribués ici.")  # fmt: skip
            nothing = Both("Nothing is allocated here: there is nothing to take back.",
                           "Rien n’est attribué ici : il n’y a rien à retirer.")  # fmt: skip
            yield Blocker("not-allocated", here if file.allocated else nothing)
        if around.receipt is not None and around.receipt.remitted and self.cents > 0:
            back = amount(around.receipt.remitted)
            yield Blocker(
                "remission-paid",
                Both(f"{back.en} of receipt {self.receipt} was remitted: what is allocated stays.",
                     f"{back.fr} du reçu {self.receipt} ont fait l’objet d’une remise : ce qui est attribué le demeure."),
                ("Remission policy",),
            )  # fmt: skip
        if not self.reason.strip():
            yield Blocker("reason-missing", Both("Give the reason.", "Donnez la raison."))
        if file.started_on is not None:
            yield Blocker(
                "processing-begun",
                Both("Assessment has started: the fee is not returned any more.",
                     "L’évaluation a commencé : les frais ne sont plus remboursés."),
                ("Fee instruction", "I13"),
                since=file.started_on,
            )  # fmt: skip
        if around.actor.id in _allocated_by(file, self.receipt):
            yield Blocker(
                "own-entry",
                Both("You entered this allocation: a colleague reverses it.",
                     "Vous avez inscrit cette attribution : un collègue l’annule."),
                who=self.roles,
            )  # fmt: skip

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.AllocationReversed(receipt=self.receipt, cents=self.cents, reason=self.reason)]


@dataclass(frozen=True, kw_only=True)
class RecordAbilityToPay(Act):
    """Record what the client says about paying. `ability`: able, unable or unwilling."""

    title = Both("Record ability to pay", "Consigner la capacité de payer")
    roles = CLERKS

    ability: str
    said_on: date

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if self.ability not in ("able", "unable", "unwilling"):
            yield Blocker(
                "wrong-fact",
                Both("ability: able, unable or unwilling.", "ability : able, unable ou unwilling."),
            )
        yield from to_come(self.said_on, around)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.AbilityToPayRecorded(ability=self.ability, said_on=self.said_on)]


@dataclass(frozen=True, kw_only=True)
class RecordMinisterInstruction(Act):
    """Record the written instruction not to collect the fee of a request that the Minister raised (T4)."""

    title = Both("Record the Minister’s instruction", "Consigner l’instruction du ministre")
    roles = ("officer", "delegate", "supervisor")

    reference: str
    dated: date

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        assert file.opening is not None
        if file.opening.origin != "minister":
            yield Blocker(
                "not-the-ministers",
                Both("The Minister did not ask for this permit.", "Le ministre n’a pas demandé ce permis."),
                ("Fee instruction", "T4"),
            )
        if not self.reference.strip():
            yield Blocker(
                "reference-missing",
                Both("Give the reference of the instruction.", "Donnez la référence de l’instruction."),
                ("Fee instruction", "I4"),
            )
        yield from to_come(self.dated, around)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.MinisterInstructionRecorded(reference=self.reference, dated=self.dated)]
