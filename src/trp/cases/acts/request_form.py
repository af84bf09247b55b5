"""The form that opens a case: who, through which channel, and then what still matters there, in the rulebook's order."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.urls import reverse

from trp.cases.acts.persons import by_number, called, chosen, seen
from trp.casework.around import CASE_OFFICERS
from trp.casework.events import CircumstancesRecorded, RequestReceived
from trp.casework.files import CaseFile, Line, replay
from trp.casework.found import found
from trp.casework.opening import OfferConsideration, ReceiveRequest
from trp.casework.recording import RecordCircumstances
from trp.desk.forms import ActForm, asked, choice, day, fact, left_open, text
from trp.desk.words import later, later_said, speech
from trp.people.search import Found
from trp.rulebook.request import ORDER, kind, question
from trp.rulebook.shape import Choice
from trp.rulebook.words import day as in_words

CHANNELS = ("visa_office", "inland_office", "port_of_entry")

_ORIGINS = {
    "visa_office": ("client", "officer", "minister"),
    "inland_office": ("client", "officer", "minister", "a44_report"),
    "port_of_entry": ("client", "officer", "minister", "a44_report"),
}
_PLACES = {
    "visa_office": ("outside_canada", "in_canada"),
    "inland_office": ("in_canada", "outside_canada"),
    "port_of_entry": ("port_of_entry", "in_canada"),
}
"""Where the person can be, the likeliest first."""

APPLICATION = ("kind", "asked_with_visitor_visa", "performing_artist_group", "r208b")
STATE = (
    "who", "client", "made_to", "made_on", "origin", "place", "stream", "application.kind", "underlying", "document",
    "permit", "mailed_on", "language", "group",
)  # fmt: skip
"""What an address can say of the request, so that nothing is lost on the way."""


class RequestForm(ActForm):
    """Reads a request. `drawn`, hidden: the channel whose questions the page shows; `asked`: the questions that an
    earlier answer opened."""

    about: ClassVar[Any] = ReceiveRequest
    person: Found | None = None
    missing = False

    def __init__(self, *args: Any, office_kind: str, family: str = "", **kwargs: Any) -> None:
        self.office_kind, self.family = office_kind, family
        kwargs["initial"] = {"seen": 0, "made_to": office_kind, "drawn": office_kind, "case": uuid4(), **kwargs.get("initial", {})}  # fmt: skip
        super().__init__(*args, file=CaseFile(), **kwargs)

    def _told(self, name: str) -> str:
        """What is typed so far, or stands there at first."""
        found = self.data.get(name) if self.is_bound else self.initial.get(name)
        return str(found or "")

    def build(self) -> None:
        self.made_to = self._told("made_to") if self._told("made_to") in CHANNELS else self.office_kind
        self._who()
        self.fields["case"] = forms.UUIDField(widget=forms.HiddenInput)
        self.fields["drawn"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.fields["asked"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self._channel()
        fields = self._of_channel()
        opened = self._opened()
        for name in sorted(fields, key=_place):
            self.fields[name] = fields[name]
        for path in opened:
            self.fields[path] = asked(path, unknown=True, required=False)
        self._last()
        self._draw(opened)

    def asks_more(self) -> bool:
        return super().asks_more() or self.missing

    def _draw(self, opened: list[str]) -> None:
        """Whether the page lacked a question that the answers open; if so it is drawn with it."""
        if not self.is_bound:
            self.fields["asked"].initial = ",".join(opened)
            return
        shown = self._told("asked").split(",")
        changed = self._told("drawn") not in ("", self.made_to)
        self.missing = changed or any(path not in shown for path in opened)
        self.put(drawn=self.made_to, asked=",".join(opened))
        if self._told("again") == "other":
            self.put(client="")
        if changed:  # what is asked there alone stands as is usual there
            new = {name: field.initial for name, field in self.fields.items() if name not in self.data}
            usual = {name: str(value) for name, value in new.items() if isinstance(value, str)}
            self.put(**usual, place=_PLACES[self.made_to][0])

    # Who ----------------------------------------------------------------------------------------------

    def _who(self) -> None:
        key = "" if self._told("again") == "other" else self._told("client")
        self.person = chosen(self.reader.who, key) if key else None
        if self.person is not None:
            self.fields["client"] = forms.UUIDField(widget=forms.HiddenInput)
            return
        self.fields["who"] = text(
            later("Who is it about?", "De qui s’agit-il?"), required=False,
            help_text=later("Client number, or names as far as you know them.", "Numéro de client, ou noms tels que vous les connaissez."),
        )  # fmt: skip
        left_open(self.fields["who"])
        self.fields["who"].widget.attrs |= {
            "hx-get": reverse("find-person"), "hx-trigger": "input changed delay:300ms", "hx-target": "#found",
        }  # fmt: skip
        people = seen(self.reader.who, self._told("who")) if self._told("who").strip() else []
        if people:
            self.fields["client"] = choice(
                later("Which of them?", "Laquelle de ces personnes?"), [(str(one.key), called(one)) for one in people], required=False,
            )  # fmt: skip
            left_open(self.fields["client"])

    def _channel(self) -> None:
        options = [(key, says) for key, says in asked("made_to").choices if key in CHANNELS]  # type: ignore[attr-defined]
        self.fields["made_to"] = choice(later_said(question("made_to").says), options)
        if self.made_to == self.office_kind and self._told("again") != "channel":
            self.fields["made_to"].widget = forms.HiddenInput()

    # What matters -------------------------------------------------------------------------------------

    def _of_channel(self) -> dict[str, forms.Field]:
        """The questions of the channel, with what is usual there chosen."""
        abroad, origins = self.made_to == "visa_office", _ORIGINS[self.made_to]
        if not self.reader.who.roles & set(CASE_OFFICERS):
            origins = tuple(one for one in origins if one != "officer")
        fields: dict[str, forms.Field] = {
            "made_on": asked("made_on", initial=self.reader.day),
            "origin": _among("origin", origins),
            "place": _among("place", _PLACES[self.made_to]),
            "stream": asked("stream", initial="ordinary", drop=True),
            "permit": asked("permit", initial="first"),
        }
        fields["stream"].choices = fields["stream"].choices[1:]  # type: ignore[attr-defined]
        if self.made_to != "port_of_entry":
            fields["application.kind"] = self._application(required=abroad)
            fields["underlying"] = text(
                later("Number of that application", "Numéro de cette demande"), most=40, required=False,
            )  # fmt: skip
        if abroad:
            fields["document"] = asked("document", initial="permit")
        if self.made_to == "inland_office":
            fields["mailed_on"] = day(later_said(question("mailed_on").says), required=False)
        return fields

    def _application(self, *, required: bool) -> forms.Field:
        shape = kind("application.kind")
        assert isinstance(shape, Choice)
        none = ("none", later("None: it stands alone", "Aucune : elle est présentée seule"))
        kinds = [(key, later_said(says)) for key, says in shape.options.items()]
        return choice(
            later_said(question("application").says), [*kinds, none] if required else [none, *kinds], drop=True,
            initial=None if required else "none",
        )  # fmt: skip

    def _last(self) -> None:
        self.fields["language"] = choice(
            later("In which language is the client written to?", "Dans quelle langue écrit-on au client?"),
            (("en", later("English", "Anglais")), ("fr", later("French", "Français"))),
        )  # fmt: skip
        self.fields["language"].layout = "choices-across"  # type: ignore[attr-defined]
        shown = self._told("group")
        self.fields["group"] = text(later("Family group", "Groupe familial"), required=False, most=40)
        if not shown:
            self.fields["group"].widget = forms.HiddenInput()

    def _opened(self) -> list[str]:
        """The questions that the answers so far open, as the rulebook needs them."""
        file = self._so_far()
        paths: list[str] = []
        if file is None:
            return paths
        if self._told("application.kind") not in ("", "none"):
            gate = found(file, self.reader.day).finding("gate").needs
            paths += [path for path in gate if path.startswith("application.")]
            told = [
                f"application.{name}"
                for name in APPLICATION
                if name != "kind" and self._told(f"application.{name}")
            ]
            paths += [path for path in told if path not in paths]
        if self._told("permit") in ("subsequent", "extension"):
            held = replay([*file.lines, Line(2, self.reader.day, "", "", CircumstancesRecorded(facts={"previous_permit": {}}))])  # fmt: skip
            needs = found(held, self.reader.day).finding("permit").needs
            paths += [path for path in needs if path.startswith("previous_permit.")]
        return paths

    def _so_far(self) -> CaseFile | None:
        """The case as it would be opened with what is told so far; what is not told is as usual."""
        made_to = self.made_to

        def told(name: str, usual: str) -> str:
            shape, value = kind(name), self._told(name)
            assert isinstance(shape, Choice)
            return value if value in shape.options else usual

        what = self._told("application.kind")
        shape = kind("application.kind")
        assert isinstance(shape, Choice)
        received = RequestReceived(
            number="", client="", office="", origin=told("origin", "client"), place=_PLACES[made_to][0], made_to=made_to,
            made_on=self.reader.day, stream=told("stream", "ordinary"), permit=told("permit", "first"),
            document=told("document", "permit"), application={"kind": what} if what in shape.options else None,
        )  # fmt: skip
        return replay([Line(1, self.reader.day, "", "", received)])

    @property
    def rest(self) -> list[forms.BoundField]:
        """For the page: what is asked of the request, after who and through which channel."""
        return [one for one in self.visible_fields() if one.name not in ("who", "client", "made_to")]

    def show_again(self, seen: int) -> None:
        super().show_again(seen)
        self.put(case=str(uuid4()))

    # What was said ------------------------------------------------------------------------------------

    def clean_made_on(self) -> Any:
        made = self.cleaned_data["made_on"]
        if made > self.reader.day:
            shown = in_words(made, "en"), in_words(made, "fr")
            raise forms.ValidationError(speech()(f"{shown[0]} has not come: give today or an earlier day.", f"Le {shown[1]} n’est pas venu : donnez aujourd’hui ou une date antérieure."))  # fmt: skip
        return made

    def clean(self) -> None:
        self._clean_person()
        told = self.cleaned_data
        if told.get("document") == "counterfoil" and told.get("application.kind") == "none":
            self.add_error("document", later(
                "A counterfoil takes the place of that of a visitor visa (R298(2)(a)): choose the application, or a permit.",
                "La vignette tient lieu de celle d’un visa de visiteur (R298(2)a)) : choisissez la demande, ou un permis.",
            ))  # fmt: skip

    def _clean_person(self) -> None:
        if self.person is not None:
            return
        who, key = self.cleaned_data.get("who", ""), self.cleaned_data.get("client", "")
        self.person = (
            chosen(self.reader.who, str(key)) if key else by_number(self.reader.who, who) if who else None
        )
        if self.person is not None:
            return
        if "client" in self.fields:
            self.add_error("client", later("Choose the person, or enter somebody who is not on record.", "Choisissez la personne, ou créez la fiche de quelqu’un qui n’est pas au dossier."))  # fmt: skip
        elif who:
            self.add_error("who", speech()(f"“{who}” finds nobody that you may know of: try fewer words, or enter the person.", f"« {who} » ne trouve personne que vous puissiez connaître : essayez moins de mots, ou créez la fiche."))  # fmt: skip
        else:
            self.add_error("who", later("Say who the request is about.", "Dites de qui il s’agit."))

    def make(self) -> ReceiveRequest | OfferConsideration:
        told, person = self.cleaned_data, self.person
        assert person is not None
        entries: dict[str, Any] = {
            "client": str(person.key), "place": told["place"], "made_to": told["made_to"], "made_on": told["made_on"],
            "stream": told["stream"], "mailed_on": told.get("mailed_on"), "permit": told["permit"],
            "document": told.get("document") or "permit", "application": self._accompanied(),
            "underlying": told.get("underlying") or None, "group": told["group"] or None, "language": told["language"],
        }  # fmt: skip
        if told["origin"] == "officer":
            return OfferConsideration(**entries)
        return ReceiveRequest(**entries, origin=told["origin"])

    def _accompanied(self) -> dict[str, Any] | None:
        told = self.cleaned_data
        if told.get("application.kind", "none") == "none":
            return None
        typed = {name: told.get(f"application.{name}") for name in APPLICATION}
        return {name: fact(kind(f"application.{name}"), value) for name, value in typed.items() if value not in (None, "")}  # fmt: skip

    def before(self) -> RecordCircumstances | None:
        """What is known of the permit before, for a subsequent one; None: nothing is."""
        names = [name for name in self.fields if name.startswith("previous_permit.")]
        typed = {name.partition(".")[2]: fact(kind(name), value) for name in names if (value := self.cleaned_data.get(name)) not in (None, "")}  # fmt: skip
        return RecordCircumstances(facts={"previous_permit": typed}) if typed else None


def _among(path: str, options: tuple[str, ...]) -> forms.Field:
    """Those of the rulebook's answers that can be, the first one chosen."""
    shape = kind(path)
    assert isinstance(shape, Choice)
    return choice(
        later_said(question(path).says), [(one, later_said(shape.options[one])) for one in options],
        initial=options[0],
    )  # fmt: skip


def _place(name: str) -> int:
    """The rulebook's order; the channel's own number of an application comes after its kind."""
    return ORDER["application.kind"] if name == "underlying" else ORDER[name]
