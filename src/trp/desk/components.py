"""Every component of the pages on one page, for who makes pages. It is there in a demo only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from trp.desk.acting import Door, Shown
from trp.desk.forms import cents, choice, day, text
from trp.desk.may import SIGNED_IN, may
from trp.desk.words import language, later, speech
from trp.rulebook.determine import determine
from trp.rulebook.language import Both

_PLACES = (("inside", later("Inside Canada", "Au Canada")), ("outside", later("Outside Canada", "À l’extérieur du Canada")))  # fmt: skip
_REQUEST = {"on": "2026-03-02", "made_on": "2026-03-02", "made_to": "port_of_entry", "place": "port_of_entry",
            "origin": "client", "stream": "ordinary", "grounds": ["A36(2)(b)"], "considered_serious": False}  # fmt: skip


@dataclass(frozen=True)
class _Moment:
    number: int
    on: date
    title: str
    by: str
    detail: str = ""


class Sample(forms.Form):
    """A field of each kind, made as the forms of acts make them."""

    use_required_attribute = False
    line = text(later("A line of text", "Une ligne de texte"), help_text=later("A hint says what fits.", "Une indication dit ce qui convient."), wrong=later("Write something.", "Écrivez quelque chose."))  # fmt: skip
    optional = text(later("A line that may be left out", "Une ligne que l’on peut omettre"), required=False)
    paragraph = text(
        later("A paragraph", "Un paragraphe"),
        long=True,
        wrong=later("Write something.", "Écrivez quelque chose."),
    )
    on = day(later("A day", "Un jour"))
    amount = cents(later("An amount", "Un montant"))
    one_of_few = choice(later("One of a few", "Une réponse parmi quelques-unes"), _PLACES)
    one_of_many = choice(later("One of many", "Une réponse parmi plusieurs"), _PLACES, drop=True)
    agreed = forms.BooleanField(
        label=later("I have read this", "J’ai lu ceci"),
        error_messages={
            "required": later("Tick the box, or go back.", "Cochez la case, ou revenez en arrière.")
        },
    )


@may(*SIGNED_IN)
def components(request: HttpRequest) -> HttpResponse:
    """The components, each with its title and its states."""
    if not settings.DEMO:
        raise Http404("components")
    say = speech()
    findings = determine(_REQUEST, language())["findings"]
    wrong = Sample({"wrong-amount": "x"}, auto_id="wrong_%s", prefix="wrong")
    told: dict[str, Any] = {
        "form": Sample(auto_id="right_%s"), "wrong": wrong,
        "tabs": [("fee", say("Fee", "Frais"), 1), ("record", say("Record", "Registre"), 0)],
        "tab": "record" if request.GET.get("tab") == "record" else "fee",
        "moments": [
            _Moment(2, date(2026, 3, 1), say("Fee asked for", "Frais demandés"), "A. Roy"),
            _Moment(1, date(2026, 2, 27), say("Request received", "Demande reçue"), "M. Chen", say("With a note.", "Avec une note.")),
        ],
        "blocker": Shown(
            "fee-not-settled",
            Both("The fee of $246.25 has not been settled.", "Les frais de 246,25 $ n’ont pas été réglés."),
            ("R298(1)", "Fee instruction"), date(2026, 3, 1),
            say("Who can clear it: a fee clerk.", "Qui peut y remédier : un commis aux frais."),
            (Door(say("Enter the receipt", "Inscrire le reçu"), "#blocker"),),
        ),
        "tags": [("plain", say("As it is", "Tel quel")), ("yes", say("Settled", "Réglé")), ("no", say("Refused", "Refusé")),
                 ("wait", say("Waits", "En attente")), ("quiet", say("Closed", "Fermé"))],
        "found": [findings["route"], findings["interview"]],
    }  # fmt: skip
    return render(request, "desk/components.html", told)
