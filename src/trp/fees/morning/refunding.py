"""The pages on which a refund is proposed, approved by a second person, and withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from trp.casework.checks import amount
from trp.casework.gcms.words import fill
from trp.casework.registers.entries import Entry
from trp.casework.registers.receipts import FEES
from trp.casework.registers.refunds import REASONS, ApproveRefund, ProposeRefund, WithdrawRefund
from trp.desk.forms import EntryForm, cents, choice, text
from trp.desk.words import later, later_said, said
from trp.fees.morning.on_receipt import REASON, WRITTEN, OnReceiptForm, OnReceiptView
from trp.rulebook.language import Both

_REFUND = ("Refund instruction", "I13")


def _fees(options: Iterator[tuple[str, int]], hidden: frozenset[str]) -> list[tuple[str, Any]]:
    told = Both("{fee}: {cents}", "{fee} : {cents}")
    return [
        (fee, later_said(FEES[fee] if fee in hidden else fill(told, fee=FEES[fee], cents=amount(free))))
        for fee, free in options
    ]


class ProposeForm(OnReceiptForm):
    about = ProposeRefund

    cents = cents(later("Amount to refund", "Montant à rembourser"))
    reason = choice(later("Why?", "Pourquoi?"), [(key, later_said(says)) for key, says in REASONS.items()])
    note = text(
        later("What it rests on", "Sur quoi cela repose"), required=False, long=True,
        help_text=later("The number of the case, the provision. It must be there for an exempt person, a returned request or a wrong fee.",
                        "Le numéro du dossier, la disposition. C’est obligatoire pour une personne dispensée, une demande renvoyée ou d’autres frais."),
    )  # fmt: skip

    def build(self) -> None:
        free = ((line.fee, line.cents - line.allocated - line.aside) for line in self.view.found.lines)
        self.fields["fee"] = choice(later("Which fee?", "Quels frais?"), _fees(free, self.view.hidden))
        self.order_fields(["fee", "cents", "reason", "note"])


class ProposeRefundView(OnReceiptView):
    """A refund is proposed; the money is set aside until a second person approves it."""

    form_class = ProposeForm
    under = _REFUND
    about_entries = frozenset(
        {
            "amount-not-positive",
            "not-refundable",
            "reason-does-not-fit",
            "note-missing",
            "reason-missing",
            "refund-waits",
        }
    )
    will = Both(
        "The amount is set aside. Nothing is refunded until a second person approves it; a fee is not refunded once its case is being assessed.",
        "Le montant est mis de côté. Rien n’est remboursé tant qu’une deuxième personne ne l’a pas approuvé; des frais ne sont plus remboursés une fois l’évaluation du dossier commencée.",
    )
    done = Both(
        "The refund is proposed: a second person approves it.",
        "Le remboursement est proposé : une deuxième personne l’approuve.",
    )

    def tries(self) -> Entry:
        first = self._first()
        return ProposeRefund(
            receipt=self.number, fee=first, cents=self._free(first) or 1, reason="unallocated"
        )

    def _first(self) -> str:
        asked = self.request.GET.get("fee", "")
        fees = [line.fee for line in self.found.lines]
        with_money = [fee for fee in fees if self._free(fee)]
        return asked if asked in fees else (with_money or fees)[0]

    def _free(self, fee: str) -> int:
        return next((one.cents - one.allocated - one.aside for one in self.found.lines if one.fee == fee), 0)

    def initial(self) -> dict[str, Any]:
        first = self._first()
        cents = None if first in self.hidden else self._free(first) or None
        return {"fee": first, "cents": cents, **super().initial()}


class OpenRefundForm(OnReceiptForm):
    """About one of the refunds that wait. One that does not wait any more is for the entry to say."""

    def build(self) -> None:
        waiting = [one.fee for one in self.view.waiting] or [line.fee for line in self.view.found.lines]
        sent = self.data.get("fee", "")
        fees = dict.fromkeys([*waiting, *([sent] if sent in FEES else [])])
        options = [(fee, later_said(FEES[fee])) for fee in fees]
        self.fields["fee"] = choice(later("Which refund?", "Quel remboursement?"), options)
        self.order_fields(["fee", "cents", "reason"])


class OpenRefundView(OnReceiptView):
    under = _REFUND

    def initial(self) -> dict[str, Any]:
        first = self.waiting[0].fee if self.waiting else self.found.lines[0].fee
        return {"fee": first, **super().initial()}

    def facts(self) -> list[tuple[str, str]]:
        told = Both("{reason}; proposed by {name}", "{reason}; proposé par {name}")
        return [
            *super().facts(),
            *(
                (said(fill(Both("Refund: {fee}", "Remboursement : {fee}"), fee=FEES[one.fee])),
                 said(fill(told, reason=REASONS[one.reason], name=one.by)))
                for one in self.waiting
            ),
        ]  # fmt: skip

    def next(self, form: EntryForm) -> str:
        return reverse("refunds") if self.request.GET.get("from") == "refunds" else super().next(form)


class ApproveForm(OpenRefundForm):
    about = ApproveRefund

    cents = cents(
        later("Amount, as you read it on the signed form", "Montant, tel que vous le lisez sur le formulaire signé"),
        help_text=later("It is not shown here: two persons read it, each for themselves.", "Il n’est pas affiché ici : deux personnes le lisent, chacune pour soi."),
    )  # fmt: skip


class ApproveRefundView(OpenRefundView):
    """A second person approves a refund; Revenue Accounting pays it."""

    proves = True
    form_class = ApproveForm
    about_entries = frozenset({"amount-differs"})
    will = Both(
        "You are the second person: with you the refund is final, and Revenue Accounting pays it.",
        "Vous êtes la deuxième personne : avec votre approbation, le remboursement est définitif et la Comptabilité des revenus le verse.",
    )
    done = Both("The refund is approved.", "Le remboursement est approuvé.")

    def tries(self) -> Entry:
        fee = str(self.initial()["fee"])
        held = next((one.cents for one in self.waiting if one.fee == fee), 0)
        return ApproveRefund(receipt=self.number, fee=fee, cents=held)


class WithdrawForm(OpenRefundForm):
    about = WithdrawRefund

    reason = text(later("Why is it withdrawn?", "Pourquoi le retirer?"), long=True, wrong=REASON)


class WithdrawRefundView(OpenRefundView):
    """A refund that was not approved yet is withdrawn; the money stands where it stood."""

    form_class = WithdrawForm
    will = Both(
        "The refund is withdrawn, and its amount is free again. A refund that is approved cannot be withdrawn.",
        "Le remboursement est retiré, et son montant est de nouveau disponible. Un remboursement approuvé ne peut être retiré.",
    )
    done = Both("The refund is withdrawn.", "Le remboursement est retiré.")

    def tries(self) -> Entry:
        return WithdrawRefund(receipt=self.number, fee=str(self.initial()["fee"]), reason=WRITTEN)
