"""Forms of acts and entries: they read text into one and know no rule. Questions are the rulebook's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from trp.casework.acts import Act
from trp.casework.files import CaseFile
from trp.casework.registers.entries import Entry
from trp.desk.reader import Reader
from trp.desk.words import language, later, later_said
from trp.rulebook.request import kind, question
from trp.rulebook.shape import Choice, Day, Flag, Kind, Money, Number

LONGEST = 4_000
"""Characters of a text that somebody writes: a note, a reason."""

_FLAG = (("yes", later("Yes", "Oui")), ("no", later("No", "Non")))


class SentForm(forms.Form):
    """A form that is sent to a door. Hidden: `key`, under which what it asks for is done once however often it is sent."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80, initial=lambda: uuid4().hex)

    use_required_attribute = False
    names_fields = True  # in the summary, where "Choose one." could be said of any
    hidden_names: ClassVar[tuple[str, ...]] = ("key",)

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        self.reader = reader
        super().__init__(*args, **kwargs)
        self.build()
        self.order_fields([name for name in self.fields if name not in self.hidden_names])
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = later("Give an answer.", "Donnez une réponse.")
        if self.asks_more():
            self._errors = ErrorDict()

    def build(self) -> None:
        """Put the fields there that depend on what is on record, or on what was typed so far (`self.data`)."""

    def entered(self) -> dict[str, Any]:
        """What it is made with."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.hidden_names}

    def asks_more(self) -> bool:
        """Whether a button named `again` was pressed: it asks for more fields, and nothing is done or found wrong.

        The form is drawn with what was typed, and with what `build` adds for that button.
        """
        return self.is_bound and bool(self.data.get("again"))

    def put(self, **values: str) -> None:
        """Let these stand among what was typed, in place of what stood there."""
        data = QueryDict(mutable=True)
        for name in self.data:
            data.setlist(
                name, self.data.getlist(name) if isinstance(self.data, QueryDict) else [self.data[name]]
            )
        for name, value in values.items():
            data[name] = value
        self.data = data

    def shown(self) -> Iterable[forms.BoundField]:
        """The fields that a person fills in."""
        return self.visible_fields()


class EntryForm(SentForm):
    """What an entry in a register is made with."""

    about: ClassVar[type[Entry]]

    def make(self) -> Entry:
        """The entry that the form asks for; only of a form that is valid."""
        return self.about(**self.entered())

    def show_again(self) -> None:
        """Sent again from the page that is drawn now, the form is another request."""
        self.put(key=uuid4().hex)


class ActForm(SentForm):
    """What an act is asked with. Hidden: `seen`, the last line of the case that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    hidden_names = ("key", "seen")
    about: ClassVar[type[Act]]

    def __init__(self, *args: Any, file: CaseFile, reader: Reader, **kwargs: Any) -> None:
        self.file = file
        super().__init__(*args, reader=reader, **kwargs)

    def make(self) -> Act:
        """The act that the form asks for; only of a form that is valid."""
        return self.about(**self.entered())

    def stale(self, file: CaseFile) -> int | None:
        """The last line that the page had shown, where the case has moved since; None: it has not."""
        seen: int | None = self.cleaned_data.get("seen")
        return seen if seen is not None and seen < file.head else None

    def show_again(self, seen: int) -> None:
        """Sent again from the page that is drawn now, the form is another request, by somebody who saw these lines."""
        self.put(key=uuid4().hex, seen=str(seen))


def text(label: str, *, help_text: str = "", required: bool = True, long: bool = False, most: int = 200, wrong: str = "") -> forms.CharField:  # fmt: skip
    """A line of text, or a paragraph. `wrong`: what is said where nothing was written."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=LONGEST if long else most,
        widget=forms.Textarea(attrs={"rows": 4}) if long else forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": wrong or later("Write something here.", "Écrivez quelque chose ici."),
            "max_length": later("That is too long: at most %(limit_value)d characters, and it has %(show_value)d.",
                                "C’est trop long : au plus %(limit_value)d caractères, et il y en a %(show_value)d."),
        },
    )  # fmt: skip


class NamesWhatIsWrong(forms.Field):
    """Says what is wrong with the value as it was typed: its message names it, `%(value)s`."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError as fault:
            told = str(value).strip()
            short = told if len(told) <= 40 else f"{told[:40]}…"
            raise forms.ValidationError(
                self.error_messages["invalid"], "invalid", {"value": short}
            ) from fault


class CalendarDay(NamesWhatIsWrong, forms.DateField):
    """A calendar day, written year-month-day."""


def day(label: str, *, help_text: str = "", required: bool = True, initial: Any = None) -> forms.DateField:
    """A calendar day."""
    return CalendarDay(
        label=label, help_text=help_text or later("Year-month-day, e.g. 2026-03-02.", "Année-mois-jour, p. ex. 2026-03-02."),
        required=required, initial=initial, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": later("Give a day, as year-month-day.", "Donnez un jour, sous la forme année-mois-jour."),
            "invalid": later("“%(value)s” is no day of the calendar: write it as year-month-day, e.g. 2026-03-02.",
                             "« %(value)s » n’est pas un jour du calendrier : écrivez-le sous la forme année-mois-jour, p. ex. 2026-03-02."),
        },
    )  # fmt: skip


def choice(label: str, options: Iterable[tuple[str, Any]], *, help_text: str = "", required: bool = True, initial: Any = None, drop: bool = False) -> forms.ChoiceField:  # fmt: skip
    """One of a few: as buttons, or as a list that drops down."""
    held = list(options)
    return forms.ChoiceField(
        label=label, help_text=help_text, required=required, initial=initial,
        choices=[("", "–"), *held] if drop else held,
        widget=forms.Select if drop else forms.RadioSelect,
        error_messages={
            "required": later("Choose one.", "Choisissez une réponse."),
            "invalid_choice": later("“%(value)s” is none of the answers: choose one of them.",
                                    "« %(value)s » n’est pas une des réponses : choisissez-en une."),
        },
    )  # fmt: skip


def asked(path: str, *, required: bool = True, initial: Any = None, drop: bool = False, unknown: bool = False) -> forms.Field:  # fmt: skip
    """The field for one fact of the request, with the rulebook's own question and answers.

    Args:
        unknown: That it is not known yet is an answer too, and the one that stands there first.
    """
    found = of_kind(kind(path), later_said(question(path).says), required=required and not unknown, initial=initial, drop=drop)  # fmt: skip
    if unknown:
        left_open(found)
    if unknown and isinstance(found, forms.ChoiceField) and not drop:
        options: Any = found.choices
        found.choices = [*options, ("", later("Not known yet", "Pas encore connu"))]
        found.initial = "" if initial is None else initial
    return found


def left_open(field: forms.Field) -> forms.Field:
    """A field among others that may all stay open, as their page says: none of them is marked as optional."""
    field.is_open = True  # type: ignore[attr-defined]
    return field


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
        found = choice(label, _FLAG, required=required, initial=initial)
        found.layout = "choices-across"  # type: ignore[attr-defined]
        return found
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


class _Dollars(forms.DecimalField):
    """An amount of dollars, written as either language writes it."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("$", "").replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
            if "," in value:
                value = value.replace(",", ".") if value.count(",") == 1 and "." not in value and len(value.rsplit(",", 1)[1]) <= 2 else value.replace(",", "")  # fmt: skip
        return super().to_python(value)


class Cents(NamesWhatIsWrong, _Dollars):
    """An amount of Canadian dollars, written as either language writes it; gives cents."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return None if found is None else int(found * 100)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        return f"{value // 100}{'.' if language() == 'en' else ','}{value % 100:02d}"


def cents(label: str, *, help_text: str = "", required: bool = True) -> Cents:
    """An amount in dollars."""
    return Cents(
        label=label, help_text=help_text or later("In Canadian dollars, e.g. 246.25.", "En dollars canadiens, p. ex. 246,25."),
        required=required, max_digits=9, decimal_places=2, min_value=0,
        error_messages={
            "required": later("Give an amount.", "Donnez un montant."),
            "invalid": later("“%(value)s” is no amount: write dollars and cents, e.g. 246.25.", "« %(value)s » n’est pas un montant : écrivez des dollars et des cents, p. ex. 246,25."),
            "max_decimal_places": later("An amount has whole cents: two digits after the point, e.g. 246.25.", "Un montant est en cents entiers : deux chiffres après la virgule, p. ex. 246,25."),
            "max_whole_digits": later("That is too much for one receipt.", "C’est trop pour un seul reçu."),
            "max_digits": later("That is too much for one receipt.", "C’est trop pour un seul reçu."),
            "min_value": later("An amount is not negative.", "Un montant n’est pas négatif."),
        },
    )  # fmt: skip


__all__ = [
    "LONGEST", "ActForm", "CalendarDay", "Cents", "EntryForm", "NamesWhatIsWrong", "SentForm", "asked", "cents", "choice", "day", "fact",
    "left_open", "of_kind", "text",
]  # fmt: skip
