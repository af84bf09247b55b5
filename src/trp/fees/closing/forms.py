"""The forms of the close of a day: amounts by method, or a settlement file that they are counted from."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from trp.casework.registers.days import CountersignDay, SignDay
from trp.casework.registers.receipts import METHODS
from trp.desk.forms import EntryForm, cents, text
from trp.desk.words import language, later, later_said, said
from trp.fees.closing.looking import Looked, Row, mark
from trp.fees.days import Settled, settled
from trp.fees.importing import offices
from trp.fees.tabular import FIELDS, REQUIRED, WrongFile
from trp.rulebook.language import Both
from trp.rulebook.words import NO_BREAK
from trp.rulebook.words import day as in_words


class _OfDay(EntryForm):
    """A form about a day. `seen`: the day as the page shows it."""

    def __init__(self, *args: Any, seen: Looked, **kwargs: Any) -> None:
        self.seen = seen
        super().__init__(*args, **kwargs)

    @property
    def _place(self) -> dict[str, Any]:
        return {"office": self.seen.office.code, "day": self.seen.day}


class SignDayForm(_OfDay):
    """Asks what was counted, by method, and what explains a difference.

    A file that is sent along is counted first, and the page shown again with what it comes to: nobody signs numbers
    that they were not shown. It fills what was left empty; what somebody counted by hand stays.

    Attributes:
        left: The methods that were counted by hand, with what the file has of each in cents; None: it has nothing.
    """

    about = SignDay
    explained = text(
        later("What explains a difference, or receipts that stand in suspense for too long", "Ce qui explique un écart, ou des reçus en attente depuis trop longtemps"),
        required=False, long=True,
    )  # fmt: skip
    from_file: Settled | None = None
    left: Sequence[tuple[Both, int | None]] = ()
    wrong_file: Both | None = None

    def build(self) -> None:
        for method, says in METHODS.items():
            found = cents(later_said(says), required=False)
            found.help_text = ""
            found.widget.attrs["size"] = "10"
            self.fields[_name(method)] = found
        self.fields["settlement"] = forms.FileField(
            label=later("Settlement file", "Fichier de règlement"), required=False, max_length=200,
            help_text=later("CSV or XLSX: its receipts of this office and day are counted, and shown before anything is signed.",
                            "CSV ou XLSX : ses reçus de ce bureau et de cette journée sont comptés, et montrés avant toute signature."),
            error_messages={"empty": later("The file is empty: choose another one.", "Le fichier est vide : choisissez-en un autre."),
                            "max_length": later("The name of the file is too long: shorten it.", "Le nom du fichier est trop long : raccourcissez-le.")},
            widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.xlsm,.xls,.ods"}),
        )  # fmt: skip
        upload = self.files.get("settlement")
        if upload is not None and upload.size:
            self._read(upload)

    def _read(self, upload: UploadedFile[Any]) -> None:
        try:
            self.from_file = counted_in(upload, self.seen.office.code, self.seen.day, self.reader.day)
        except WrongFile as wrong:
            self.wrong_file = _told(wrong.says)
            return
        if not self.from_file.receipts:
            day, office = self.seen.day, self.seen.office.code
            self.from_file, self.wrong_file = None, Both(
                f"The file has no receipt of {office} that was paid on {in_words(day, 'en')}: nothing was counted. Choose the file of that day.",
                f"Le fichier n’a aucun reçu de {office} payé le {in_words(day, 'fr')} : rien n’a été compté. Choisissez le fichier de cette journée.",
            )  # fmt: skip
            return
        counted = self.from_file.counted
        blank = [method for method in METHODS if not str(self.data.get(_name(method), "")).strip()]
        self.left = [(METHODS[method], counted.get(method)) for method in METHODS if method not in blank]
        self.put(**{_name(method): _typed(counted.get(method)) for method in blank})

    def asks_more(self) -> bool:
        """A file was read, or the amounts are to be compared first; not where something is wrong with them."""
        if not self.is_bound or self.wrong_file or self._any_wrong():
            return False
        return bool(self.from_file or self.data.get("again"))

    def _any_wrong(self) -> bool:
        return len(self.counted()) < sum(
            1 for method in METHODS if str(self.data.get(_name(method), "")).strip()
        )

    def counted(self) -> dict[str, int]:
        """Cents by method, as far as amounts were written."""
        found = {}
        for method in METHODS:
            try:
                value = self.fields[_name(method)].clean(self.data.get(_name(method)))
            except forms.ValidationError:
                continue
            if value is not None:
                found[method] = value
        return found

    @property
    def rows(self) -> list[tuple[Row, forms.BoundField]]:
        """Every method, with its field; against what was counted, once something was sent."""
        counted = self.counted() if self.is_bound else None
        return [(row, self[_name(row.method)]) for row in self.seen.rows(counted, every=True)]

    @property
    def wrong(self) -> list[Row]:
        """The methods whose count is not what the ledger shows."""
        return [row for row, _ in self.rows if row.apart]

    def clean_settlement(self) -> None:
        if self.wrong_file:
            raise forms.ValidationError(said(self.wrong_file))

    def clean(self) -> None:
        """Nothing written is no count: zero has to be said where the ledger shows receipts."""
        for method in () if self.data.get("again") else self.seen.counts:
            name = _name(method)
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, later(
                    "The ledger shows receipts paid this way: write what was counted, 0 if it was nothing.",
                    "Le grand livre montre des reçus payés ainsi : inscrivez ce qui a été compté, 0 s’il n’y avait rien.",
                ))  # fmt: skip

    def make(self) -> SignDay:
        return SignDay(**self._place, counted=self.counted(), explained=self.cleaned_data["explained"])


class CountersignDayForm(_OfDay):
    """Asks nothing. Hidden: `signature`, which stands for the one that the page shows."""

    about = CountersignDay
    signature = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def clean(self) -> None:
        if self.cleaned_data.get("signature") != mark(self.seen.held.signed):
            self.add_error(None, later(
                "The day was signed anew since you opened this page. This is what is signed now: look at it, then countersign.",
                "La journée a été signée de nouveau depuis que vous avez ouvert cette page. Voici ce qui est signé maintenant : consultez-le, puis contresignez.",
            ))  # fmt: skip

    def show_again(self) -> None:
        super().show_again()
        self.put(signature=mark(self.seen.held.signed))

    def make(self) -> CountersignDay:
        return CountersignDay(**self._place)


def _name(method: str) -> str:
    """The name of the field of a method."""
    return f"counted_{method}"


def _typed(value: int | None) -> str:
    """Cents as the language of the page types them; nothing for none."""
    return "" if value is None else f"{value // 100}{'.' if language() == 'en' else ','}{value % 100:02d}"


def counted_in(upload: UploadedFile[Any], office: str, day: date, on: date) -> Settled:
    """Count a day of an office from a file that was sent. `on`: today.

    Raises:
        WrongFile: It is no table, or a column is not known.
    """
    suffix = Path(upload.name or "").suffix.lower()
    with tempfile.TemporaryDirectory(prefix="trp-settlement-") as folder:
        path = Path(folder) / f"file{suffix if suffix[1:].isalnum() else ''}"
        with path.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        return settled(path, office, day, on, offices())


def _told(says: Both) -> Both:
    """What is wrong with a file, with the way out that a page has: here nobody names columns, as the command does."""
    if "--map" not in says.en:
        return says
    column, needed = says.en.partition(":")[0], ", ".join(str(FIELDS[name].en) for name in REQUIRED)
    colonne, voulues = says.fr.partition(f"{NO_BREAK}:")[0], ", ".join(str(FIELDS[name].fr) for name in REQUIRED)  # fmt: skip
    known = ", ".join(one.en for one in FIELDS.values())
    connues = ", ".join(one.fr for one in FIELDS.values())
    return Both(
        f"The file cannot be counted: {column}. Name its columns as follows, and leave out any other: {known}. There must be: {needed}.",
        f"Le fichier ne peut pas être compté : {colonne}. Nommez ses colonnes ainsi, et omettez toute autre : {connues}. Il faut : {voulues}.",
    )  # fmt: skip
