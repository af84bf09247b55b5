"""Who a request is about: finding a person on record, with the reader's own rights, and entering one who is not."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trp.casework.around import Actor
from trp.casework.opening import ReceiveRequest
from trp.casework.registers.people import EnterPerson
from trp.desk.acting import Door
from trp.desk.entering import EntryView
from trp.desk.forms import EntryForm, day, text
from trp.desk.may import may
from trp.desk.reading import reader_of
from trp.desk.words import language, later, speech
from trp.journal.persons import hidden
from trp.people.search import Found, alike, find, of_client, of_keys, told
from trp.rulebook.language import Both
from trp.rulebook.words import day as in_words
from trp.rulebook.words import of_name

MOST = 15
"""Persons that a list shows."""


def seen(reader: Actor, text: str) -> list[Found]:
    """Those whose names or client number a text finds and whom the reader may know of."""
    people = told(find(text)[: 10 * MOST])
    gone = hidden(reader, [one.key for one in people])
    return [one for one in people if one.key not in gone][:MOST]


def by_number(reader: Actor, text: str) -> Found | None:
    """The person of a client number, if the reader may know of them."""
    found = of_client(text)
    return None if found is None or hidden(reader, [found.key]) else found


def chosen(reader: Actor, key: str) -> Found | None:
    """The person of a key, if the reader may know of them."""
    try:
        found = of_keys([UUID(key)]).get(UUID(key))
    except ValueError:
        return None
    return None if found is None or hidden(reader, [found.key]) else found


def called(one: Found) -> str:
    """A person as a list of choices names them."""
    say = speech()
    name = f"{one.family_name}, {one.given_names}" if one.given_names else one.family_name
    born = in_words(one.birth_date, language()) if one.birth_date else ""
    told = say(f"born {born}", f"date de naissance : {born}") if born else say("birth date not known", "date de naissance inconnue")  # fmt: skip
    return f"{name} · {told} · client {one.client_id}"


@may(*ReceiveRequest.roles)
def candidates(request: HttpRequest) -> HttpResponse:
    """While a name is typed: who is found by it so far, to choose from; the page itself does the same at a button."""
    text = request.GET.get("who", "")
    people = seen(reader_of(request).who, text) if len(text.strip()) > 1 else []
    told = [(str(one.key), called(one)) for one in people]
    return render(request, "cases/acts/candidates.html", {"people": told, "text": text})


# Entering somebody ------------------------------------------------------------------------------------


class PersonForm(EntryForm):
    """Asks for what a record of a person begins with; `person`, hidden, is the key that the record will have."""

    about = EnterPerson

    person = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    client_id = text(
        later("Client number", "Numéro de client"), most=20,
        help_text=later("As GCMS gave it, e.g. 8812-4410.", "Tel que le SMGC l’a attribué, p. ex. 8812-4410."),
        wrong=later("Give the client number.", "Donnez le numéro de client."),
    )  # fmt: skip
    family_name = text(
        later("Family name, or the only name", "Nom de famille, ou seul nom"),
        help_text=later("As it is written in the document.", "Tel qu’il figure au document."),
        wrong=later("Give the family name, or the only name.", "Donnez le nom de famille, ou le seul nom."),
    )  # fmt: skip
    given_names = text(later("Given names", "Prénoms"), required=False)
    birth_date = day(later("Birth date", "Date de naissance"), required=False)

    def clean_birth_date(self) -> Any:
        born = self.cleaned_data["birth_date"]
        if born is not None and born > self.reader.day:
            shown = in_words(born, language())
            raise forms.ValidationError(speech()(f"{shown} has not come: give the day of birth.", f"Le {shown} n’est pas venu : donnez le jour de la naissance."))  # fmt: skip
        return born

    def make(self) -> EnterPerson:
        told = self.cleaned_data
        return EnterPerson(
            client=str(told["person"]), client_id=told["client_id"], family_name=told["family_name"],
            given_names=told["given_names"], birth_date=told["birth_date"],
        )  # fmt: skip

    def show_again(self) -> None:
        super().show_again()
        self.put(person=str(uuid4()))


class EnterPersonView(EntryView):
    """A person who is not on record; who looks like them is shown before anything is entered.

    The address keeps what was said of the request so far; one comes back to it with the person.
    """

    form_class = PersonForm
    template_name = "cases/acts/person.html"
    here = "open"
    will = Both(
        "You are about to enter a person who is not on record. What a document says stands; a possible duplicate is answered by identity staff.",
        "Vous allez créer la fiche d’une personne qui n’est pas au dossier. Le document fait foi; un doublon possible est tranché par le personnel chargé de l’identité.",
    )
    done = Both("The person is on record.", "La fiche de la personne est créée.")
    like: tuple[Found, ...] = ()

    def initial(self) -> dict[str, Any]:
        typed = self.request.GET.get("who", "")
        return {"client_id": typed} if any(sign.isdigit() for sign in typed) else {"family_name": typed}

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        self._opened(request, named)
        form = self.form(request.POST)
        if form.is_valid():
            self.like = tuple(self._alike(form))
            if self.like and request.POST.get("another") != "yes":
                return self._page(form)
        return super().post(request, **named)

    def _alike(self, form: EntryForm) -> list[Found]:
        told_of = form.cleaned_data
        people = told(alike(told_of["family_name"], told_of["given_names"], told_of["birth_date"])[:MOST])
        taken = of_client(told_of["client_id"])
        every = {one.key: one for one in (*((taken,) if taken else ()), *people)}
        gone = hidden(self.reader.who, every)
        return [one for key, one in every.items() if key not in gone]

    def back(self) -> Door:
        return Door(speech()("Back to the request", "Retour à la demande"), self._request(""))

    def next(self, form: EntryForm) -> str:
        return self._request(str(form.cleaned_data["person"]))

    def told(self, form: EntryForm) -> str:
        name = " ".join(filter(None, (form.cleaned_data["given_names"], form.cleaned_data["family_name"])))
        return speech()(f"{name} is on record.", f"La fiche {of_name(name)} est créée.")

    def _request(self, client: str) -> str:
        """The request as far as it was told, with the person."""
        held = {name: value for name, value in self.request.GET.items() if name not in ("who", "client")}
        return f"{reverse('open-request')}?{urlencode({**held, 'client': client})}"

    def told_more(self) -> dict[str, Any]:
        return {
            "like": [(called(one), self._request(str(one.key))) for one in self.like],
            "another": self.request.POST.get("another") == "yes",
        }
