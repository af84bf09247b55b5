"""Signing the day, and countersigning what a colleague signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from trp.casework.checks import amount
from trp.casework.registers.days import CountersignDay, SignDay
from trp.casework.registers.entries import Entry
from trp.desk.acting import Door
from trp.desk.entering import EntryView
from trp.desk.forms import EntryForm
from trp.desk.words import language, said, speech
from trp.fees.closing.forms import CountersignDayForm, SignDayForm
from trp.fees.closing.looking import Looked, mark
from trp.fees.closing.pages import seen
from trp.rulebook.language import Both
from trp.rulebook.words import day as in_words


class _DayView(EntryView):
    """The page of an entry about a day of an office."""

    here = "days"
    seen: Looked

    def _opened(self, request: HttpRequest, named: dict[str, Any]) -> None:
        super()._opened(request, named)
        self.seen = seen(named["office"], named["day"], self.reader)

    @property
    def place(self) -> dict[str, Any]:
        return {"office": self.seen.office.code, "day": self.seen.day}

    def form(self, data: Any = None) -> EntryForm:
        files = None if data is None else self.request.FILES
        told: dict[str, Any] = {"reader": self.reader, "initial": self.initial(), "seen": self.seen}
        return self.form_class(data, files, **told)

    def back(self) -> Door:
        shown: date = self.seen.day
        return Door(f"{in_words(shown, language())}, {self.seen.called}", reverse("day", kwargs=self.place))

    def told_more(self) -> dict[str, Any]:
        return {"seen": self.seen}


class SignDayView(_DayView):
    """Sign the close of a day: what was counted, against what the ledger shows."""

    form_class = SignDayForm
    template_name = "fees/closing/sign.html"
    about_entries = frozenset({"count-wrong", "difference-unexplained", "suspense-unexplained"})
    will = Both(
        "You are about to sign what was counted against what the ledger shows. A difference is named and explained, never smoothed over; a second person countersigns.",
        "Vous allez signer ce qui a été compté, en regard de ce que montre le grand livre. Un écart est nommé et expliqué, jamais lissé; une deuxième personne contresigne.",
    )
    done = Both("Signed. A second person countersigns it.", "Signé. Une deuxième personne contresigne.")

    def tries(self) -> Entry:
        return SignDay(**self.place, counted=dict(self.seen.held.totals), explained="–")

    def told_more(self) -> dict[str, Any]:
        return {**super().told_more(), "overdue": self.seen.held.overdue}


class CountersignDayView(_DayView):
    """Countersign a day: what is signed is shown, and nothing is asked."""

    form_class = CountersignDayForm
    template_name = "fees/closing/countersign.html"
    will = Both(
        "You are about to countersign what a colleague signed. The day is closed then, unless something comes late.",
        "Vous allez contresigner ce qu’un collègue a signé. La journée est alors close, à moins qu’une somme n’arrive en retard.",
    )
    done = Both("Countersigned: the day is closed.", "Contresigné : la journée est close.")

    def tries(self) -> Entry:
        return CountersignDay(**self.place)

    def initial(self) -> dict[str, Any]:
        return {"signature": mark(self.seen.held.signed)}

    def facts(self) -> list[tuple[str, str]]:
        signed, say = self.seen.held.signed, speech()
        if signed is None:
            return []
        told = [
            (say("Signed by", "Signé par"), self.seen.signed_by),
            (say("In the ledger then", "Au grand livre alors"), said(amount(sum(signed.totals.values())))),
            (say("Counted", "Compté"), said(amount(sum(signed.counted.values())))),
        ]
        return [*told, (say("Explained", "Explication"), signed.explained)] if signed.explained else told
