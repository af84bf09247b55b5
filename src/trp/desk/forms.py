"""Forms of acts: they read text into an act and know no rule. Questions are the rulebook's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.http import QueryDict

from trp.casework.acts import Act
from trp.casework.files import CaseFile
from trp.desk.reader import Reader
from trp.desk.words import later, later_said
from trp.rulebook.request import kind, question
from trp.rulebook.shape import Choice, Day, Flag, Kind, Money, Number

LONGEST = 4_000
"""Characters of a text that somebody writes: a note, a reason."""

_FLAG = (("yes", later("Yes", "Oui")), ("no", later("No", "Non")))


class ActForm(forms.Form):
    """What an act is asked with.

    Hidden: `key`, under which the act is done once however often the form is sent; `seen`, the last line of the case
    that the page showed.
    """

    key = forms.CharField(widget=forms.HiddenInput, max_length=80, initial=lambda: uuid4().hex)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    use_required_attribute = False
    about: ClassVar[type[Act]]

    def __init__(self, *args: Any, file: CaseFile, reader: Reader, **kwargs: Any) -> None:
        self.file, self.reader = file, reader
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in ("key", "seen")])
        for field in self.fields.values():
            field.error_messages.setdefault("required", later("Give an answer.", "Donnez une réponse."))

    def entered(self) -> dict[str, Any]:
        """What the act is made with."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("key", "seen")}

    def make(self) -> Act:
        """The act that the form asks for; only of a form that is valid."""
        return self.about(**self.entered())

    def show_again(self, seen: int) -> None:
        """Sent again from the page that is drawn now, the form is another request, by somebody who saw these lines."""
        data = QueryDict(mutable=True)
        for name in self.data:
            data.setlist(
                name, self.data.getlist(name) if isinstance(self.data, QueryDict) else [self.data[name]]
            )
        data["key"], data["seen"] = uuid4().hex, str(seen)
        self.data = data

    def shown(self) -> Iterable[forms.BoundField]:
        """The fields that a person fills in."""
        return self.visible_fields()


def text(label: str, *, help_text: str = "", required: bool = True, long: bool = False, most: int = 200, wrong: str = "") -> forms.CharField:  # fmt: skip
    """A line of text, or a paragraph. `wrong`: what is said where nothing was written."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=LONGEST if long else most,
        widget=forms.Textarea(attrs={"rows": 4}) if long else forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": wrong} if wrong else {},
    )  # fmt: skip


def day(label: str, *, help_text: str = "", required: bool = True, initial: Any = None) -> forms.DateField:
    """A calendar day."""
    return forms.DateField(
        label=label, help_text=help_text or later("Year-month-day, e.g. 2026-03-02.", "Année-mois-jour, p. ex. 2026-03-02."),
        required=required, initial=initial, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": later("Give a day, as year-month-day.", "Donnez un jour, sous la forme année-mois-jour."),
            "invalid": later("That is no day of the calendar: write it as year-month-day, e.g. 2026-03-02.",
                             "Ce jour n’existe pas : écrivez-le sous la forme année-mois-jour, p. ex. 2026-03-02."),
        },
    )  # fmt: skip


def choice(label: str, options: Iterable[tuple[str, Any]], *, help_text: str = "", required: bool = True, initial: Any = None, drop: bool = False) -> forms.ChoiceField:  # fmt: skip
    """One of a few: as buttons, or as a list that drops down."""
    held = list(options)
    return forms.ChoiceField(
        label=label, help_text=help_text, required=required, initial=initial,
        choices=[("", "–"), *held] if drop else held,
        widget=forms.Select if drop else forms.RadioSelect,
        error_messages={"required": later("Choose one.", "Choisissez une réponse.")},
    )  # fmt: skip


def asked(path: str, *, required: bool = True, initial: Any = None, drop: bool = False) -> forms.Field:
    """The field for one fact of the request, with the rulebook's own question and answers."""
    return of_kind(kind(path), later_said(question(path).says), required=required, initial=initial, drop=drop)


def of_kind(
    shape: Kind, label: str, *, required: bool = True, initial: Any = None, drop: bool = False
) -> forms.Field:
    """The field for a fact of some kind. What is known to be none is the answer `none`."""
    if isinstance(shape, Choice):
        options = [(key, later_said(says)) for key, says in shape.options.items()]
        if shape.null:
            options.append(("none", later_said(shape.none)))
        return choice(label, options, required=required, initial=initial, drop=drop)
    if isinstance(shape, Flag):
        return choice(label, _FLAG, required=required, initial=initial)
    if isinstance(shape, Day):
        return day(label, required=required, initial=initial)
    if isinstance(shape, Money):
        return cents(label, required=required)
    if isinstance(shape, Number):
        return forms.FloatField(label=label, required=required, initial=initial, min_value=0)
    return text(label, required=required)


def fact(shape: Kind, value: Any) -> Any:
    """What a field gave, as the record keeps it."""
    if isinstance(shape, Flag):
        return value == "yes"
    if isinstance(shape, Choice) and shape.null and value == "none":
        return None
    return value.isoformat() if isinstance(value, date) else value


class Cents(forms.DecimalField):
    """An amount of Canadian dollars, written as either language writes it; gives cents."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("$", "").replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
            if "," in value:
                value = value.replace(",", ".") if value.count(",") == 1 and "." not in value and len(value.rsplit(",", 1)[1]) <= 2 else value.replace(",", "")  # fmt: skip
        return super().to_python(value)

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return None if found is None else int(found * 100)

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) else value


def cents(label: str, *, help_text: str = "", required: bool = True) -> Cents:
    """An amount in dollars."""
    return Cents(
        label=label, help_text=help_text or later("In Canadian dollars, e.g. 246.25.", "En dollars canadiens, p. ex. 246,25."),
        required=required, max_digits=9, decimal_places=2, min_value=0,
        error_messages={
            "required": later("Give an amount.", "Donnez un montant."),
            "invalid": later("That is no amount: write dollars and cents, e.g. 246.25.", "Ce n’est pas un montant : écrivez des dollars et des cents, p. ex. 246,25."),
        },
    )  # fmt: skip


__all__ = [
    "LONGEST", "ActForm", "Cents", "asked", "cents", "choice", "day", "fact", "of_kind", "text",
]  # fmt: skip
