"""The pages of what is entered on one receipt: reserve, release, propose a refund, approve it, withdraw it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse

from trp.casework.checks import amount
from trp.casework.gcms.words import fill
from trp.casework.registers.entries import Entry
from trp.casework.registers.receipts import FEES, ReleaseReceipt, ReserveReceipt
from trp.casework.registers.refunds import REASONS, ApproveRefund, ProposeRefund, WithdrawRefund
from trp.desk.acting import Door
from trp.desk.entering import EntryView
from trp.desk.forms import EntryForm, cents, choice, text
from trp.desk.words import later, later_said, said, speech
from trp.fees.looking import Shown, Waiting, of_receipt, shown
from trp.rulebook.language import Both

_IPRMS = ("Fee instruction, IPRMS",)
_REFUND = ("Refund instruction", "I13")
WRITTEN = "–"
"""Stands for a reason, where an entry is tried before anybody has written one."""
_REASON = later("Give the reason: it stands in the record.", "Donnez la raison : elle figure au registre.")


class OnReceiptForm(EntryForm):
    """What is entered on one receipt; its number comes from the address."""

    def __init__(self, *args: Any, view: OnReceiptView, **kwargs: Any) -> None:
        self.view = view
        super().__init__(*args, **kwargs)

    def make(self) -> Entry:
        return self.about(receipt=self.view.number, **self.entered())  # type: ignore[call-arg]  # each is about one


class OnReceiptView(EntryView):
    """The page of an entry on the receipt that the address names.

    Attributes:
        found: The receipt with its lines and what happened to its money; from when the page is asked for.
        waiting: The refunds of it that wait for a second person.
    """

    form_class: ClassVar[type[OnReceiptForm]]
    under: ClassVar[tuple[str, ...]] = _IPRMS
    here = "receipts"
    found: Shown
    waiting: list[Waiting]

    @property
    def number(self) -> str:
        return str(self.named["receipt"])

    def _opened(self, request: HttpRequest, named: dict[str, Any]) -> None:
        super()._opened(request, named)
        found = shown(self.reader.who, self.number, at=self.reader.at)
        if found is None:
            raise Http404(f"receipt {self.number}")
        self.found, self.waiting = found, of_receipt(self.number)

    def form(self, data: Any = None) -> EntryForm:
        return self.form_class(data, reader=self.reader, initial=self.initial(), view=self)

    def back(self) -> Door:
        say = speech()
        return Door(
            say(f"Receipt {self.number}", f"Reçu {self.number}"), reverse("receipt", args=[self.number])
        )

    def facts(self) -> list[tuple[str, str]]:
        say, one = speech(), self.found.receipt
        office = one.office or say("reserved by no office", "réservé par aucun bureau")
        lines = [
            (said(FEES[line.fee]), said(left(line.cents, line.cents - line.allocated - line.aside)))
            for line in self.found.lines
        ]
        return [(say("Payer", "Payeur"), one.payer or "–"), (say("Office", "Bureau"), office), *lines]

    def tries(self) -> Entry | None:
        about: Any = self.form_class.about
        return about(receipt=self.number) if about is ReserveReceipt else None

    def initial(self) -> dict[str, Any]:
        return {name: self.request.GET[name] for name in ("fee", "reason") if name in self.request.GET}


def left(whole: int, free: int) -> Both:
    """What is on a line, and what is left of it."""
    if whole == free:
        return fill(Both("{whole}, all of it left", "{whole}, rien n’est utilisé"), whole=amount(whole))
    return fill(
        Both("{whole}, {free} left", "{whole}, il reste {free}"), whole=amount(whole), free=amount(free)
    )


class ReserveForm(OnReceiptForm):
    about = ReserveReceipt


class ReserveView(OnReceiptView):
    """A receipt is reserved for the reader’s office."""

    form_class = ReserveForm
    will = Both(
        "The receipt is reserved for your office: only your office allocates it or starts its refund, until it is released.",
        "Le reçu est réservé pour votre bureau : seul votre bureau l’attribue ou amorce son remboursement, jusqu’à ce qu’il soit libéré.",
    )
    done = Both("The receipt is reserved for your office.", "Le reçu est réservé pour votre bureau.")


class ReleaseForm(OnReceiptForm):
    about = ReleaseReceipt

    reason = text(
        later("Why is it released?", "Pourquoi le libérer?"), long=True, wrong=_REASON,
        help_text=later("For example the office that its case went to.", "Par exemple, le bureau auquel son dossier a été transféré."),
    )  # fmt: skip


class ReleaseView(OnReceiptView):
    """A receipt that the reader’s office reserved is let go."""

    form_class = ReleaseForm
    will = Both(
        "The receipt is free again, and any office can reserve it. What is allocated stays allocated.",
        "Le reçu est de nouveau libre, et tout bureau peut le réserver. Ce qui est attribué le demeure.",
    )
    done = Both("The receipt is released.", "Le reçu est libéré.")

    def tries(self) -> Entry:
        return ReleaseReceipt(receipt=self.number, reason=WRITTEN)


# Refunds ----------------------------------------------------------------------------------------------


def _fees(options: Iterator[tuple[str, int]]) -> list[tuple[str, Any]]:
    told = Both("{fee}: {cents}", "{fee} : {cents}")
    return [(fee, later_said(fill(told, fee=FEES[fee], cents=amount(free)))) for fee, free in options]


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
        self.fields["fee"] = choice(later("Which fee?", "Quels frais?"), _fees(free))
        self.order_fields(["fee", "cents", "reason", "note"])


class ProposeRefundView(OnReceiptView):
    """A refund is proposed; the money is set aside until a second person approves it."""

    form_class = ProposeForm
    under = _REFUND
    about_entries = frozenset(
        {"not-refundable", "reason-does-not-fit", "note-missing", "reason-missing", "refund-waits"}
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
        return {"fee": self._first(), "cents": self._free(self._first()) or None, **super().initial()}


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

    reason = text(later("Why is it withdrawn?", "Pourquoi le retirer?"), long=True, wrong=_REASON)


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


VIEWS: dict[str, type[OnReceiptView]] = {
    "reserve": ReserveView,
    "release": ReleaseView,
    "refund": ProposeRefundView,
    "approve-refund": ApproveRefundView,
    "withdraw-refund": WithdrawRefundView,
}
"""The entries on a receipt, by what their address ends with."""


def address(name: str, receipt: str, **told: str) -> str:
    """The page of an entry on a receipt."""
    query = f"?{urlencode(told)}" if told else ""
    return reverse(f"receipt-{name}", args=[receipt]) + query


__all__ = ["VIEWS", "address", "left"]
