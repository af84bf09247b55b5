"""Remissions that are owed after 30 days without acknowledgement, and recording one with what states its amount."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trp.casework.registers.receipts import CLERKS
from trp.casework.registers.remissions import RecordRemission
from trp.desk.acting import Door
from trp.desk.entering import EntryView
from trp.desk.forms import EntryForm, cents, text
from trp.desk.may import may
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.words import later, speech
from trp.fees import remissions
from trp.fees.morning.entries import address
from trp.fees.remissions import Due
from trp.rulebook.language import Both


def owed(reader: Reader) -> list[Due]:
    """The cases of the reader’s office to which a remission is owed and none is recorded."""
    found = remissions.due(reader.who, reader.day, at=reader.at, office=reader.who.office)
    return [one for one in found if not one.remitted]


@may(*CLERKS)
def owed_remissions(request: HttpRequest) -> HttpResponse:
    """To whom a remission is owed, each receipt that paid with the page that records it."""
    told = {
        "here": "receipts",
        "owed": [
            (one, [(receipt, cents, address("remission", receipt, case=one.number)) for receipt, cents in one.receipts.items()])
            for one in owed(reader_of(request))
        ],
        "under": ("Remission policy", "Service Fees Act, s. 7"),
    }  # fmt: skip
    return render(request, "fees/morning/remissions.html", told)


class RemissionForm(EntryForm):
    """Asks for the case, the amount and what states it; the receipt comes from the address."""

    about = RecordRemission

    case = text(
        later("Number of the case", "Numéro du dossier"), most=20,
        wrong=later("Give the number of the case, e.g. T-000042.", "Donnez le numéro du dossier, p. ex. T-000042."),
    )  # fmt: skip
    cents = cents(later("Amount that was remitted", "Montant remis"))
    reference = text(
        later("What states the amount", "Ce qui énonce le montant"),
        help_text=later("The reference of the notice. The amount is never worked out here.", "La référence de l’avis. Le montant n’est jamais calculé ici."),
        wrong=later("Give the reference that states the amount.", "Donnez la référence qui énonce le montant."),
    )  # fmt: skip

    def __init__(self, *args: Any, receipt: str, **kwargs: Any) -> None:
        self.receipt = receipt
        super().__init__(*args, **kwargs)

    def make(self) -> RecordRemission:
        return RecordRemission(receipt=self.receipt, **self.entered())


class RecordRemissionView(EntryView):
    """A remission that was paid is recorded on the receipt that paid the fee."""

    form_class = RemissionForm
    here = "receipts"
    under = ("Remission policy", "Service Fees Act, s. 7")
    about_entries = frozenset({"not-allocated", "reference-missing"})
    will = Both(
        "You are about to record that a part of the fee was returned for late acknowledgement. It is no refund: it is owed by the clock, whatever came of the request.",
        "Vous allez consigner qu’une partie des frais a été remise en raison d’un accusé de réception tardif. Ce n’est pas un remboursement : elle est due du seul fait du délai, quelle que soit l’issue de la demande.",
    )
    done = Both("The remission is recorded.", "La remise est consignée.")

    def form(self, data: Any = None) -> EntryForm:
        return RemissionForm(data, reader=self.reader, initial=self.initial(), receipt=self.named["receipt"])

    def initial(self) -> dict[str, Any]:
        return {"case": self.request.GET.get("case", "")}

    def facts(self) -> list[tuple[str, str]]:
        return [(speech()("Receipt", "Reçu"), self.named["receipt"])]

    def tries(self) -> RecordRemission | None:
        case = self.request.GET.get("case", "")
        return (
            RecordRemission(receipt=self.named["receipt"], case=case, cents=1, reference="–")
            if case
            else None
        )

    def back(self) -> Door:
        return Door(speech()("Remissions that are owed", "Remises dues"), reverse("remissions"))
