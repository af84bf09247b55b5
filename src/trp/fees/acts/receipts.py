"""A receipt comes on a file, or leaves it again; nothing is allocated yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from trp.casework.acts import Act
from trp.casework.fees import AllocateReceipt, RecordReceipt, TakeBackReceipt
from trp.casework.files import CaseFile
from trp.desk.acting import door_of
from trp.desk.forms import ActForm, text
from trp.desk.reader import Reader
from trp.desk.words import later
from trp.fees.acts import fields
from trp.fees.acts.allocating import fitting
from trp.fees.acts.page import ENTRY, FeeView
from trp.fees.looking import as_known
from trp.rulebook.language import Both

_IPRMS = ("Fee instruction, IPRMS",)


class RecordReceiptForm(ActForm):
    about = RecordReceipt

    receipt = fields.typed(
        later("Number of the receipt", "Numéro du reçu"),
        help_text=later("As the payment system (IPRMS) prints it.", "Tel que le système de paiement (IPRMS) l’imprime."),
    )  # fmt: skip


class RecordReceiptView(FeeView):
    """A receipt is put on the file; where it fits, its allocation comes next."""

    act = RecordReceipt
    form_class = RecordReceiptForm
    template_name = "fees/record_receipt.html"
    about_entries = frozenset({"receipt-on-file"})
    will = Both(
        "The receipt is put on this file, where it waits to be allocated. No money moves yet.",
        "Le reçu est inscrit à ce dossier, où il attend d’être attribué. Aucune somme n’est encore attribuée.",
    )
    under = _IPRMS
    done = Both(
        "The receipt is on this file, and waits to be allocated.",
        "Le reçu est inscrit à ce dossier, et attend d’être attribué.",
    )

    def tries(self) -> Sequence[Act]:
        return [RecordReceipt(receipt=ENTRY)]

    def initial(self, file: CaseFile, reader: Reader) -> dict[str, Any]:
        return {**super().initial(file, reader), "receipt": self.request.GET.get("receipt", "")}

    def next(self, request: HttpRequest, number: str) -> str:
        """The page that allocates it, where that can be done now by the same person; else the case."""
        receipt = as_known(request.POST.get("receipt", "").strip())
        self._opened(request, number)
        act = fitting(self, receipt)
        door = door_of(AllocateReceipt.__name__, number, self.reader)
        if act is None or door is None or self.stopped(act):
            return reverse("case", args=[number])
        return f"{door.href}?receipt={receipt}"


class TakeBackForm(ActForm):
    about = TakeBackReceipt

    reason = text(
        later("Why is it not of this request?", "Pourquoi ne se rapporte-t-il pas à cette demande?"), long=True,
        wrong=later("Give the reason: the receipt leaves this file on the strength of it.", "Donnez la raison : c’est elle qui justifie que le reçu quitte ce dossier."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = self.file.waiting_receipts
        self.fields["receipt"] = fields.receipt(
            later("Which receipt?", "Quel reçu?"), [(one, one) for one in waiting]
        )
        self.order_fields(["receipt", "reason"])


class TakeBackReceiptView(FeeView):
    """A receipt leaves the file on which it waited by mistake."""

    act = TakeBackReceipt
    form_class = TakeBackForm
    will = Both(
        "The receipt leaves this file, where it waited by mistake, and can be put on the right one. What was allocated is not touched.",
        "Le reçu quitte ce dossier, où il était en attente par erreur, et peut être inscrit au bon dossier. Ce qui est attribué ne change pas.",
    )
    under = _IPRMS
    done = Both("The receipt is taken back.", "Le reçu est retiré.")

    def tries(self) -> Sequence[Act]:
        return [TakeBackReceipt(receipt=one, reason=ENTRY) for one in self.file.waiting_receipts or [""]]

    def initial(self, file: CaseFile, reader: Reader) -> dict[str, Any]:
        only = file.waiting_receipts[0] if len(file.waiting_receipts) == 1 else None
        return {**super().initial(file, reader), "receipt": only}
