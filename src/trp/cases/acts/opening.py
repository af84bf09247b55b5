"""Opening a case: a request is received, or consideration is offered; also for another member of a family."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from trp.cases.acts.persons import called
from trp.cases.acts.request_form import STATE, RequestForm
from trp.casework.blockers import Blocker
from trp.casework.gcms.words import answer
from trp.casework.opening import OfferConsideration, ReceiveRequest
from trp.desk.acting import BUSY, shown
from trp.desk.entering import SENT_BEFORE
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.words import said, speech
from trp.journal.asked import Busy, OtherRequest, Refused
from trp.journal.cases import Head, opened
from trp.journal.door import perform
from trp.journal.persons import cases_of
from trp.officers.models import Office
from trp.rulebook.language import Both

WILL = Both(
    "You are about to open a case for one person’s request. Its day fixes the fee; nothing is assessed before the fee is settled or an exemption is on record.",
    "Vous allez ouvrir un dossier pour la demande d’une personne. Sa date fixe les frais; rien n’est évalué avant que les frais soient réglés ou qu’une dispense soit au dossier.",
)
UNDER = ("A24(1)", "R298(1)", "Fee instruction")


class OpenView(View):
    """Open a case. What an address says of the request stands in the form: nothing is lost on the way."""

    may = frozenset(ReceiveRequest.roles)

    def get(self, request: HttpRequest) -> HttpResponse:
        reader = reader_of(request)
        told = {name: value for name in STATE if (value := request.GET.get(name))}
        if number := request.GET.get("family"):
            told = {**_of_family(reader, number), **told}
        if request.GET.get("offer"):
            told.setdefault("origin", "officer")
        if "made_to" in told:
            told["drawn"] = told["made_to"]
        return self._page(request, self._form(reader, initial=told))

    def post(self, request: HttpRequest) -> HttpResponse:
        reader = reader_of(request)
        form = self._form(reader, request.POST)
        if request.POST.get("again") == "person":
            return redirect(f"{reverse('enter-person')}?{urlencode(_state(request))}")
        if form.asks_more():
            return self._page(request, form)
        if not form.is_valid():
            return self._page(request, form, status=422)
        key, case = f"desk {form.cleaned_data['key']}", form.cleaned_data["case"]
        who, at, day = UUID(reader.who.id), reader.at, reader.day
        try:
            done = perform(form.make(), case, who, at=at, on=day, key=key)
        except Refused as refused:
            return self._page(request, form, status=409, stops=refused.blockers)
        except OtherRequest:
            return self._page(request, form, status=409, trouble=SENT_BEFORE)
        except Busy:
            return self._page(request, form, status=503, trouble=BUSY)
        self._before(request, form, case, key)
        messages.success(
            request, speech()(f"Case {done.number} is open.", f"Le dossier {done.number} est ouvert.")
        )
        return redirect("case", done.number)

    def _before(self, request: HttpRequest, form: RequestForm, case: UUID, key: str) -> None:
        """What was said of the permit before goes on record too; the case is open whether or not that succeeds."""
        reader, act = form.reader, form.before()
        if act is None:
            return
        try:
            perform(act, case, UUID(reader.who.id), at=reader.at, on=reader.day, key=f"{key} before")
        except (Refused, OtherRequest, Busy):
            messages.warning(request, speech()(
                "What you said of the permit before could not be recorded: record it among the facts.",
                "Ce que vous avez dit du permis précédent n’a pu être consigné\u00a0: consignez-le parmi les faits.",
            ))  # fmt: skip

    def _form(self, reader: Reader, data: Any = None, **given: Any) -> RequestForm:
        office = Office.objects.get(code=reader.who.office)
        return RequestForm(data, reader=reader, office_kind=office.kind, **given)

    def _page(
        self, request: HttpRequest, form: RequestForm, *, status: int = 200, stops: tuple[Blocker, ...] = (),
        trouble: Both | None = None,
    ) -> HttpResponse:  # fmt: skip
        again = form.is_bound
        if status != 200:
            form.show_again(0)
        offers = str(form["origin"].value()) == "officer"
        told = {
            "form": form, "will": WILL, "under": UNDER, "stops": shown(stops, "", form.reader), "trouble": trouble,
            "refused": status == 409, "again": again, "here": "open", "person": form.person and called(form.person),
            "open_cases": self._open_cases(form), "channel": said(answer("made_to", form.made_to)),
            "channel_known": form["made_to"].is_hidden,
            "called": said(OfferConsideration.title if offers else ReceiveRequest.title),
        }  # fmt: skip
        return render(request, "cases/acts/open.html", told, status=status)

    def _open_cases(self, form: RequestForm) -> list[Head]:
        """The person's cases that are open, as far as the reader may know of them."""
        if form.person is None:
            return []
        found = cases_of(form.reader.who, {form.person.key, form.person.root}, at=form.reader.at)
        return [head for head in found if head.result is None]


def _state(request: HttpRequest) -> dict[str, str]:
    """What was typed so far, for an address."""
    return {name: value for name in STATE if (value := request.POST.get(name))}


def _of_family(reader: Reader, number: str) -> dict[str, Any]:
    """What a case has in common with those of the person's family; a first case gives the group its number."""
    head, file = opened(reader.who, number, at=reader.at)
    opening = file.opening
    assert opening is not None
    told: dict[str, Any] = {
        "group": opening.group or head.number, "underlying": opening.underlying or "", "made_to": opening.made_to,
        "place": opening.place, "language": opening.language,
        "application.kind": opening.application["kind"] if opening.application else "none",
        "who": head.person.family_name if head.person else "",
    }  # fmt: skip
    return told
