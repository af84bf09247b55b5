"""Entering a published amount, confirming it as a second person, and withdrawing it before that."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.urls import reverse

from trp.casework.checks import amount, long_day
from trp.casework.registers.amounts import (
    ConfirmAmount,
    EnterAmount,
    Waiting,
    WithdrawAmount,
    shown_in_the_queue,
)
from trp.casework.registers.entries import Entry
from trp.desk.acting import Door
from trp.desk.entering import EntryView
from trp.desk.forms import EntryForm
from trp.desk.words import said, speech
from trp.fees.amounts import refresh, waiting
from trp.fees.looking import names
from trp.fees.published.forms import ConfirmAmountForm, EnterAmountForm, WithdrawAmountForm
from trp.fees.published.pages import safe
from trp.journal.in_force import book_in_force
from trp.rulebook.language import Both, Series
from trp.rulebook.words import NO_BREAK
from trp.rulebook.words import day as in_words

LAW = ("Service Fees Act, s. 17",)


class _AmountView(EntryView):
    """The page of an entry about one series of amounts."""

    here: ClassVar[str] = "amounts"
    proves: ClassVar[bool] = True
    under: ClassVar[tuple[str, ...]] = LAW
    template_name: ClassVar[str] = "fees/published/entry.html"
    series: Series
    waits: Waiting | None

    def _opened(self, request: HttpRequest, named: dict[str, Any]) -> None:
        super()._opened(request, named)
        found = book_in_force().book.series.get(named["series"])
        if found is None:
            raise Http404(named["series"])
        self.series = found
        self.waits = next(iter(waiting(found.name)), None)

    def form(self, data: Any = None) -> EntryForm:
        told: dict[str, Any] = {"reader": self.reader, "initial": self.initial(), "series": self.series.name}
        return self.form_class(data, **told)

    def back(self) -> Door:
        return Door(speech()("Amounts", "Montants"), f"{reverse('amounts')}#{self.series.name}")

    def facts(self) -> list[tuple[str, str]]:
        say, last = speech(), self.series.amounts[-1]
        worth = said(amount(last.cents))
        if last.since == date.min:
            until = in_words(last.until, say.language) if last.until else ""
            told = say(f"{worth}, until {until}", f"{worth}, jusqu’au {until}") if until else worth
        else:
            first = in_words(last.since, say.language)
            told = say(f"{worth}, from {first}", f"{worth}, à compter du {first}")
        return [(say("Fee", "Frais"), said(self.series.says)), (say("Last amount held", "Dernier montant détenu"), told)]  # fmt: skip

    def told_more(self) -> dict[str, Any]:
        return {"waits": None}


class EnterAmountView(_AmountView):
    """Enter an amount as it was published; it applies to nothing until somebody else confirms it."""

    form_class = EnterAmountForm
    will = Both(
        "You are about to enter an amount as it was published. It applies to nothing until a second person has read the same in the source; what is held already is never edited.",
        "Vous allez inscrire un montant tel qu’il a été publié. Il ne s’applique à rien tant qu’une deuxième personne n’a pas lu la même chose dans la source; ce qui est déjà détenu n’est jamais modifié.",
    )
    done = Both(
        "The amount is entered. It applies to nothing until a second person confirms it.",
        "Le montant est inscrit. Il ne s’applique à rien tant qu’une deuxième personne ne l’a pas confirmé.",
    )

    def tries(self) -> Entry:
        return EnterAmount(
            series=self.series.name, cents=1, since=date.max, notice_en="–", notice_fr="–", address="–",
            published_on=self.reader.day,
        )  # fmt: skip


class _OfWaiting(_AmountView):
    """The page of an entry about the amount that waits: its source is shown, and by whom it was entered."""

    def told_more(self) -> dict[str, Any]:
        if self.waits is None:
            return super().told_more()
        by = self.waits.entered_by
        held = self.waits.published
        return {"waits": held, "by": names({by}).get(by, by), "address": safe(held.address)}


class ConfirmAmountView(_OfWaiting):
    """Confirm an amount: what a second person reads in the source is compared with what was entered, which is not shown."""

    form_class = ConfirmAmountForm
    about_entries = frozenset({"amount-differs"})
    will = Both(
        "You are about to confirm an amount. Read it in the source and write what you read there; what was entered is not shown. If both say the same, it applies from its day.",
        "Vous allez confirmer un montant. Lisez-le dans la source et écrivez ce que vous y lisez; ce qui a été inscrit n’est pas affiché. Si les deux concordent, il s’applique à compter de son jour.",
    )
    done = Both("Confirmed.", "Confirmé.")
    changed = 0

    def tries(self) -> Entry:
        held = self.waits.published if self.waits else None
        return ConfirmAmount(
            series=self.series.name, cents=held.cents if held else 1, since=held.since if held else date.max
        )

    def does(self, form: EntryForm, key: str) -> None:
        super().does(form, key)
        self.changed = refresh(form.cleaned_data["since"], self.reader.day)

    def told(self, form: EntryForm) -> str:
        worth, day = amount(form.cleaned_data["cents"]), long_day(form.cleaned_data["since"])
        told = Both(f"Confirmed: {worth.en} applies from {day.en}.", f"Confirmé{NO_BREAK}: {worth.fr} s’appliquent à compter du {day.fr}.")  # fmt: skip
        return f"{said(told)} {said(shown_in_the_queue(self.changed))}"


class WithdrawAmountView(_OfWaiting):
    """Withdraw an amount that is not confirmed."""

    form_class = WithdrawAmountForm
    will = Both(
        "You are about to withdraw an amount before it is confirmed. It stays in the record with your reason, and the right one can be entered.",
        "Vous allez retirer un montant avant sa confirmation. Il reste au dossier avec votre raison, et le bon montant peut être inscrit.",
    )
    done = Both("The amount is withdrawn.", "Le montant est retiré.")

    def tries(self) -> Entry:
        return WithdrawAmount(series=self.series.name, reason="–")
