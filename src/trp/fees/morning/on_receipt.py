"""What the pages of an entry on one receipt have in common: the receipt that the address names, and what it shows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.urls import reverse

from trp.casework.checks import amount
from trp.casework.gcms.words import fill
from trp.casework.registers.entries import Entry
from trp.casework.registers.receipts import FEES
from trp.desk.acting import Door
from trp.desk.entering import EntryView
from trp.desk.forms import EntryForm
from trp.desk.words import later, said, speech
from trp.fees.looking import Shown, shown
from trp.fees.refunds import Waiting, hidden_fees, of_receipt
from trp.rulebook.language import Both

WRITTEN = "–"
"""Stands for a reason, where an entry is tried before anybody has written one."""
IPRMS = ("Fee instruction, IPRMS",)
REASON = later("Give the reason: it stands in the record.", "Donnez la raison : elle figure au registre.")


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
    under: ClassVar[tuple[str, ...]] = IPRMS
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

    @property
    def hidden(self) -> frozenset[str]:
        """The fees whose refund the reader could approve: what is left of them would tell its amount."""
        return hidden_fees(self.waiting, self.reader.who)

    def form(self, data: Any = None) -> EntryForm:
        return self.form_class(data, reader=self.reader, initial=self.initial(), view=self)

    def back(self) -> Door:
        say = speech()
        return Door(
            say(f"Receipt {self.number}", f"Reçu {self.number}"), reverse("receipt", args=[self.number])
        )

    def facts(self) -> list[tuple[str, str]]:
        say, one = speech(), self.found.receipt
        office = one.office or say("not reserved", "non réservé")
        lines = [
            (said(FEES[line.fee]), said(amount(line.cents) if line.fee in self.hidden else left(line.cents, line.cents - line.allocated - line.aside)))
            for line in self.found.lines
        ]  # fmt: skip
        return [(say("Payer", "Payeur"), one.payer or "–"), (say("Office", "Bureau"), office), *lines]

    def initial(self) -> dict[str, Any]:
        return {name: self.request.GET[name] for name in ("fee", "reason") if name in self.request.GET}


def left(whole: int, free: int) -> Both:
    """What is on a line, and what is left of it."""
    if whole == free:
        return fill(Both("{whole}, all of it left", "{whole}, rien n’est utilisé"), whole=amount(whole))
    return fill(
        Both("{whole}, {free} left", "{whole}, il reste {free}"), whole=amount(whole), free=amount(free)
    )
