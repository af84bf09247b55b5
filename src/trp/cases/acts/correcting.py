"""Correcting the request: only what changes is asked, and before anything is written both texts are shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms

from trp.cases.acts.request_form import APPLICATION
from trp.casework.acts import Act
from trp.casework.files import CaseFile
from trp.casework.found import request_of
from trp.casework.gcms.words import answer
from trp.casework.opening import CORRECTABLE, CorrectRequest
from trp.desk.acting import ActView
from trp.desk.forms import ActForm, asked, choice, fact, text
from trp.desk.words import language, later, later_said, said
from trp.rulebook.language import Both
from trp.rulebook.request import ORDER, kind, question
from trp.rulebook.shape import Choice
from trp.rulebook.words import day as in_words

_CALLED = {
    "underlying": Both(
        "Number of the application that it accompanies", "Numéro de la demande qu’elle accompagne"
    ),
    "group": Both("Family group", "Groupe familial"),
    "language": Both("Language in which the client is written to", "Langue dans laquelle on écrit au client"),
}
_LANGUAGES = {"en": Both("English", "Anglais"), "fr": Both("French", "Français")}
_NONE = Both("none", "aucun")

NAMES = tuple(sorted(CORRECTABLE, key=lambda name: ORDER.get(name, len(ORDER))))
"""What can be corrected, in the rulebook's order."""


def label(name: str) -> Both:
    return _CALLED[name] if name in _CALLED else question(name).says


def now(file: CaseFile, name: str, on: date) -> Any:
    """What the record says now."""
    assert file.opening is not None
    return request_of(file, on).get("application") if name == "application" else getattr(file.opening, name)


def in_text(name: str, value: Any) -> str:
    """A value of the request as the page shows it."""
    if name == "language":
        return said(_LANGUAGES[value]) if value in _LANGUAGES else str(value)
    if name == "application":
        return "; ".join(said(answer(f"application.{key}", one)) if key == "kind" else f"{said(question(f'application.{key}').says)} {said(answer(f'application.{key}', one))}" for key, one in value.items()) if value else said(_NONE)  # fmt: skip
    if name in _CALLED:
        return value or said(_NONE)
    if isinstance(value, date):
        return in_words(value, language())
    return said(answer(name, value))


class CorrectRequestForm(ActForm):
    """First what changes; then those questions alone, and why; then both texts side by side."""

    about = CorrectRequest
    asking: bool | None = None

    what = forms.MultipleChoiceField(
        label=later("What is to be corrected?", "Qu’est-ce qui doit être corrigé?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": later("Choose at least one.", "Choisissez au moins un élément.")},
    )  # fmt: skip
    reviewed = forms.CharField(widget=forms.HiddenInput, required=False)

    def build(self) -> None:
        wanted = self.data.getlist("what") if self.is_bound and hasattr(self.data, "getlist") else []
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (name, f"{said(label(name))} – {in_text(name, now(self.file, name, self.reader.day))}")
            for name in NAMES
        ]
        self.chosen = [name for name in NAMES if name in wanted]
        for name in self.chosen:
            for path, field in self._ask(name):
                self.fields[path] = field
        if self.chosen:
            self.fields["reason"] = text(
                later("Why?", "Pourquoi?"), long=True, wrong=later("Give the reason.", "Donnez la raison."),
            )  # fmt: skip

    def _ask(self, name: str) -> Iterator[tuple[str, forms.Field]]:
        held = now(self.file, name, self.reader.day)
        said_now = later("On record: ", "Au dossier : ")
        if name == "application":
            shape = kind("application.kind")
            assert isinstance(shape, Choice)
            kinds = [(key, later_said(says)) for key, says in shape.options.items()]
            yield "application.kind", choice(later_said(label(name)), [*kinds, ("none", later("None", "Aucune"))], drop=True, help_text=f"{said_now}{in_text(name, held)}")  # fmt: skip
            for key in (*APPLICATION[1:], "decided"):
                yield f"application.{key}", asked(f"application.{key}", unknown=True, required=False)
            return
        if name == "language":
            field: forms.Field = choice(later_said(label(name)), [(key, later_said(says)) for key, says in _LANGUAGES.items()])  # fmt: skip
        elif name in _CALLED:
            field = text(later_said(label(name)), required=False, most=40)
        else:
            field = asked(name, required=name != "mailed_on", drop=name == "stream")
        field.help_text = f"{said_now}{in_text(name, held)}"
        yield name, field

    def asks_more(self) -> bool:
        """The questions come once it is known what changes, and the review once they are answered."""
        if self.asking is None:
            self.asking = False
            asked_now = super().asks_more()
            unasked = bool(self.chosen) and "reason" not in self.data  # a text that every browser sends
            self.asking = self.is_bound and (asked_now or unasked or self._to_review())
        return self.asking

    @property
    def rest(self) -> list[forms.BoundField]:
        """For the page: the questions about what changes."""
        return [one for one in self.visible_fields() if one.name != "what"]

    def _to_review(self) -> bool:
        if not self.is_valid():
            return False
        told = json.dumps(self._changes(), sort_keys=True, ensure_ascii=False)
        if not self._changes() or self.data.get("reviewed") == told:
            return False
        self.put(reviewed=told)
        self.review = [
            (
                said(label(name)),
                in_text(name, now(self.file, name, self.reader.day)),
                in_text(name, _read(name, value)),
            )
            for name, value in self._changes().items()
        ]
        return True

    review: list[tuple[str, str, str]] | None = None

    def clean(self) -> None:
        if not self.errors and self.chosen and not self._changes():
            self.add_error("what", later("The record says so already: nothing would change.", "Le dossier le dit déjà : rien ne changerait."))  # fmt: skip

    def _changes(self) -> dict[str, Any]:
        """What changes, as the record takes it."""
        found: dict[str, Any] = {}
        for name in self.chosen:
            value = self._application() if name == "application" else self._value(name)
            held = now(self.file, name, self.reader.day)
            if value != (held.isoformat() if isinstance(held, date) else held):
                found[name] = value
        return found

    def _value(self, name: str) -> Any:
        value = self.cleaned_data.get(name)
        return value.isoformat() if isinstance(value, date) else value or None

    def _application(self) -> Any:
        told = self.cleaned_data
        if told.get("application.kind") in (None, "", "none"):
            return None
        held = now(self.file, "application", self.reader.day) or {}
        typed = {key: told.get(f"application.{key}") for key in (*APPLICATION, "decided")}
        new = {
            key: fact(kind(f"application.{key}"), value)
            for key, value in typed.items()
            if value not in (None, "")
        }
        return {**held, **new}

    def make(self) -> Act:
        return CorrectRequest(changes=self._changes(), reason=self.cleaned_data["reason"])


def _read(name: str, value: Any) -> Any:
    """A change as the request will hold it."""
    return date.fromisoformat(value) if name in ("made_on", "mailed_on") and value else value


class CorrectRequestView(ActView):
    act = CorrectRequest
    form_class = CorrectRequestForm
    template_name = "cases/acts/correct_request.html"
    about_entries = frozenset({"nothing-changed", "wrong-fact"})
    will = Both(
        "You are about to say what is right where the request was received otherwise, or has changed. The first line stays; the findings follow from here on.",
        "Vous allez dire ce qui est exact là où la demande a été reçue autrement, ou a changé. La première ligne demeure; les constatations suivent à partir d’ici.",
    )
    done = Both("The request is corrected.", "La demande est corrigée.")

    def tries(self) -> Sequence[Act]:
        return [CorrectRequest(changes={"group": "–"}, reason="–")]
