"""The money of a receipt is allocated to a request, or goes back to the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from trp.casework.acts import Act
from trp.casework.checks import amount, long_day
from trp.casework.events import AllocationReversed
from trp.casework.fees import AllocateReceipt, ReverseAllocation, balance
from trp.casework.files import CaseFile
from trp.casework.gcms.words import fill
from trp.casework.registers.receipts import FEES, METHODS, NUMBER, PERMIT_FEE
from trp.desk.forms import ActForm, cents, text
from trp.desk.reader import Reader
from trp.desk.words import later, later_said, said, speech
from trp.fees.acts import fields
from trp.fees.acts.page import ENTRY, FeeView
from trp.fees.looking import Shown, as_known, shown
from trp.rulebook.language import Both

OTHER = "other"
_OF_THE_RECEIPT = frozenset(
    {"receipt-unknown", "receipt-spent", "wrong-fee", "receipt-of-another-office", "more-than-due", "amount-not-positive"}
)  # fmt: skip


@dataclass(frozen=True)
class Offered:
    """A receipt that could be allocated here. `held`: None where the payment system has not listed it yet."""

    number: str
    held: Shown | None

    @property
    def free(self) -> int | None:
        """Cents of permit fee on it that are neither allocated nor set aside; None: it has no permit fee."""
        lines = self.held.lines if self.held else ()
        found = [one.cents - one.allocated - one.aside for one in lines if one.fee == PERMIT_FEE]
        return found[0] if found else None

    @property
    def paid(self) -> Both:
        """When it was paid, and how."""
        assert self.held is not None
        receipt = self.held.receipt
        return fill(Both("{day}, {how}", "{day}, {how}"), day=long_day(receipt.paid_on), how=METHODS[receipt.method])  # fmt: skip

    @property
    def lines(self) -> list[tuple[Both, int, int]]:
        """What it is for, the cents on it, and the cents left."""
        held = self.held.lines if self.held else ()
        return [(FEES[one.fee], one.cents, one.cents - one.allocated - one.aside) for one in held]

    def says(self) -> Both:
        """The receipt as a choice."""
        if self.held is None:
            told = Both("not known to the payment system yet", "pas encore connu du système de paiement")
        elif self.free is None:
            told = Both("no permit fee on it", "ne comporte pas de frais de permis")
        else:
            told = fill(Both("{free} left", "il en reste {free}"), free=amount(self.free))
        return Both(f"{self.number}: {told.en}", f"{self.number} : {told.fr}")


def _suggested(owed: int, chosen: Offered) -> tuple[int, Both]:
    """The amount that fits, and why it is that."""
    left = fill(Both("{owed} is still to pay.", "Il reste {owed} à payer."), owed=amount(owed))
    if chosen.free is None or not owed:
        return owed, left
    cents = min(owed, chosen.free)
    if cents == owed:
        return cents, fill(
            Both("Suggested: {owed}, the whole amount still to pay. Receipt {receipt} has {free} left.",
                 "Proposé : {owed}, soit tout ce qui reste à payer. Il reste {free} sur le reçu {receipt}."),
            owed=amount(owed), receipt=chosen.number, free=amount(chosen.free))  # fmt: skip
    return cents, fill(
        Both("Suggested: {free}, all that is left on receipt {receipt}. Of the {owed} still to pay, {rest} would remain.",
             "Proposé : {free}, soit tout ce qui reste sur le reçu {receipt}. Des {owed} qui restent à payer, il resterait {rest}."),
        free=amount(cents), receipt=chosen.number, owed=amount(owed), rest=amount(owed - cents))  # fmt: skip


def fitting(view: FeeView, number: str) -> AllocateReceipt | None:
    """What would allocate of a receipt as much as fits; None where it has nothing to allocate."""
    one = Offered(number, shown(view.reader.who, number, at=view.reader.at))
    cents = _suggested(view.owed, one)[0]
    return AllocateReceipt(receipt=number, cents=cents) if one.free and cents else None


class AllocateForm(ActForm):
    about = AllocateReceipt

    other = fields.typed(
        later("Number of the other receipt", "Numéro de l’autre reçu"), required=False,
        help_text=later("Only if none of the receipts above is meant.", "Seulement si aucun des reçus ci-dessus n’est visé."),
    )  # fmt: skip
    cents = cents(later("Amount for this person’s permit fee", "Montant pour les frais de permis de cette personne"))  # fmt: skip

    def __init__(self, *args: Any, offered: Sequence[Offered], why: Both, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = later("Which receipt?", "Quel reçu?")
        options: list[tuple[str, Any]] = [(one.number, later_said(one.says())) for one in offered]
        if options:
            options.append((OTHER, later("Another receipt", "Un autre reçu")))
        else:
            del self.fields["other"]
        self.fields["receipt"] = fields.receipt(label, options)
        self.fields["cents"].help_text = later_said(why)
        self.order_fields(["receipt", "other", "cents"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("receipt") == OTHER and not found.get("other") and "other" not in self.errors:
            self.add_error("other", later("Give the number of the receipt.", "Donnez le numéro du reçu."))
        return found

    def make(self) -> Act:
        told = self.cleaned_data
        number = told.get("other", "") if told["receipt"] == OTHER else told["receipt"]
        return AllocateReceipt(receipt=number, cents=told["cents"])


class AllocateReceiptView(FeeView):
    """Part of a receipt is allocated; the receipts that wait here are offered, and the amount that fits."""

    act = AllocateReceipt
    form_class = AllocateForm
    template_name = "fees/allocate.html"
    about_entries = _OF_THE_RECEIPT
    will = Both(
        "The amount is taken from the receipt and allocated to this person’s permit fee. Once the whole fee is allocated, the assessment can start.",
        "Le montant est pris sur le reçu et attribué aux frais de permis de cette personne. Une fois la totalité des frais attribuée, l’évaluation peut commencer.",
    )
    under = ("Fee instruction, IPRMS", "R298(1)")
    done = Both("The receipt is allocated.", "Le reçu est attribué.")

    @cached_property
    def asked_for(self) -> str:
        """The receipt that the address or what was sent names."""
        sent = self.request.POST
        number = sent.get("receipt", "") or self.request.GET.get("receipt", "")
        told = (sent.get("other", "") if number == OTHER else number).strip()
        return told if told in self.file.waiting_receipts else as_known(told)

    @cached_property
    def offered(self) -> list[Offered]:
        """The receipts that wait on the file, and the one that is asked for."""
        return [Offered(one, shown(self.reader.who, one, at=self.reader.at)) for one in self._numbers()]

    def _numbers(self) -> list[str]:
        asked = [self.asked_for] if NUMBER.fullmatch(self.asked_for) else []
        return list(dict.fromkeys([*self.file.waiting_receipts, *asked]))

    @cached_property
    def chosen(self) -> Offered:
        """The receipt that the amount is suggested for: the one asked for, else the first with money left."""
        for one in self.offered:
            if one.number == self.asked_for:
                return one
        usable = [one for one in self.offered if one.free]
        return (usable or self.offered or [Offered(ENTRY, None)])[0]

    @property
    def chosen_word(self) -> str:
        return speech()("chosen", "choisi")

    def tries(self) -> Sequence[Act]:
        cents, _ = _suggested(self.owed, self.chosen)
        return [AllocateReceipt(receipt=self.chosen.number, cents=cents or 1)]

    def form(self, file: CaseFile, reader: Reader, data: Any = None) -> ActForm:
        cents, why = _suggested(self.owed, self.chosen)
        initial = {**self.initial(file, reader), "cents": cents or None}
        if self.offered:
            initial["receipt"] = self.chosen.number
        return AllocateForm(data, file=file, reader=reader, initial=initial, offered=self.offered, why=why)

    def _done(self, request: HttpRequest, number: str) -> HttpResponse:
        """Say how the money stands now: what is still to pay, and what of the receipt has no case."""
        receipt = self.asked_for
        _, file, reader = self._opened(request, number)
        told = [said(self.done)]
        if owed := balance(file, self.said_of(file)):
            told.append(
                said(
                    fill(
                        Both("Short: {owed} is still to pay.", "Insuffisant : il reste {owed} à payer."),
                        owed=amount(owed),
                    )
                )
            )
        if over := Offered(receipt, shown(reader.who, receipt, at=reader.at)).free:
            told.append(said(fill(Both("Over: {over} of the receipt stands in suspense.", "En trop : {over} du reçu restent en attente."), over=amount(over))))  # fmt: skip
        messages.success(request, " ".join(told))
        return redirect(self.next(request, number))

    def next(self, request: HttpRequest, number: str) -> str:
        """Back to the matching, where one came from there; else the case."""
        return (
            reverse("match-receipts") if request.GET.get("from") == "match" else super().next(request, number)
        )


def _of(file: CaseFile) -> list[tuple[str, Any]]:
    """What is allocated here, receipt by receipt."""
    told = Both("{receipt}: {held} allocated here", "{receipt} : {held} attribués ici")
    return [
        (number, later_said(fill(told, receipt=number, held=amount(held))))
        for number, held in file.allocated.items()
    ]


class ReverseForm(ActForm):
    about = ReverseAllocation

    cents = cents(later("Amount that goes back to the receipt", "Montant qui retourne au reçu"))
    reason = text(
        later("Why?", "Pourquoi?"), long=True,
        help_text=later("The wrong case, a charge-back, a request that was returned.", "Un dossier erroné, une rétrofacturation, une demande renvoyée."),
        wrong=later("Give the reason: it stands in the record beside the reversal.", "Donnez la raison : elle figure au dossier avec l’annulation."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receipt"] = fields.receipt(later("Which receipt?", "Quel reçu?"), _of(self.file))
        self.order_fields(["receipt", "cents", "reason"])


class ReverseAllocationView(FeeView):
    """An allocation is taken back; the fee is then owed again, unless the case has its result."""

    act = ReverseAllocation
    form_class = ReverseForm
    template_name = "fees/reverse.html"
    will = Both(
        "The amount goes back to the receipt, where it is free for the right request or for a refund.",
        "Le montant retourne au reçu, où il est disponible pour la bonne demande ou pour un remboursement.",
    )
    under = ("Fee instruction", "I13")
    done = Both("The allocation is reversed.", "L’attribution est annulée.")

    def tries(self) -> Sequence[Act]:
        held = self.file.allocated or {"": 1}
        return [ReverseAllocation(receipt=one, cents=cents, reason=ENTRY) for one, cents in held.items()]

    def initial(self, file: CaseFile, reader: Reader) -> dict[str, Any]:
        asked = self.request.GET.get("receipt", "")
        first = asked if asked in file.allocated else next(iter(file.allocated), None)
        return {**super().initial(file, reader), "receipt": first, "cents": file.allocated.get(first or "")}

    def says(self, file: CaseFile, reader: Reader) -> tuple[Both, tuple[str, ...]]:
        if not file.allocated or file.result is not None:
            return self.will, self.under
        back = [AllocationReversed(receipt=one, cents=cents, reason=ENTRY) for one, cents in file.allocated.items()]  # fmt: skip
        gate = self.after(*back).finding("gate").says
        told = fill(
            Both("{will} If everything is taken back, the rules say: “{gate}”", "{will} Si tout est retiré, les règles disent : « {gate} »"),
            will=self.will, gate=gate)  # fmt: skip
        return told, self.under
