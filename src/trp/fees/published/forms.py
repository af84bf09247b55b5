"""What is asked to enter, confirm or withdraw a published amount."""

from __future__ import annotations

from typing import Any

from django import forms

from trp.casework.registers.amounts import ConfirmAmount, EnterAmount, WithdrawAmount
from trp.desk.forms import Cents, EntryForm, NamesWhatIsWrong, cents, day, text
from trp.desk.words import later

_TOO_MUCH = later("That is too much for a fee: at most 7 digits before the point.", "C’est trop pour des frais : au plus 7 chiffres avant la virgule.")  # fmt: skip


class Address(NamesWhatIsWrong, forms.URLField):
    """An address on the web."""


def _amount(label: str) -> Cents:
    found = cents(label)
    found.error_messages |= {"max_digits": _TOO_MUCH, "max_whole_digits": _TOO_MUCH}
    return found


class _OfSeries(EntryForm):
    """A form about one series. `series`: its name."""

    def __init__(self, *args: Any, series: str, **kwargs: Any) -> None:
        self.series = series
        super().__init__(*args, **kwargs)

    def entered(self) -> dict[str, Any]:
        return {"series": self.series, **super().entered()}


class EnterAmountForm(_OfSeries):
    about = EnterAmount

    cents = _amount(later("Amount", "Montant"))
    since = day(
        later("First day it applies to", "Premier jour d’application"),
        help_text=later("Year-month-day, e.g. 2026-12-01.", "Année-mois-jour, p. ex. 2026-12-01."),
    )
    notice_en = text(later("Title of the source, in English", "Titre de la source, en anglais"), most=300)
    notice_fr = text(later("Title of the source, in French", "Titre de la source, en français"), most=300)
    address = Address(
        label=later("Address of the source", "Adresse de la source"), max_length=500, assume_scheme="https",
        help_text=later("Where a second person can read it.", "Là où une deuxième personne peut la lire."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
        error_messages={
            "required": later("Give the address of the source.", "Donnez l’adresse de la source."),
            "invalid": later("“%(value)s” is no address of a page: write it whole, as your browser shows it.", "« %(value)s » n’est pas l’adresse d’une page : écrivez-la en entier, comme votre navigateur l’affiche."),
            "max_length": later("That is too long: at most 500 characters.", "C’est trop long : au plus 500 caractères."),
        },
    )  # fmt: skip
    published_on = day(later("Day it was published", "Jour de sa publication"))

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if not address.startswith(("https://", "http://")):
            raise forms.ValidationError(self.fields["address"].error_messages["invalid"], "invalid", {"value": address[:40]})  # fmt: skip
        return address


class ConfirmAmountForm(_OfSeries):
    about = ConfirmAmount

    cents = _amount(
        later("Amount, as you read it in the source", "Montant, tel que vous le lisez dans la source")
    )
    since = day(later("First day it applies to, as you read it there", "Premier jour d’application, tel que vous l’y lisez"))  # fmt: skip


class WithdrawAmountForm(_OfSeries):
    about = WithdrawAmount

    reason = text(later("Why is it withdrawn?", "Pourquoi est-il retiré?"), long=True, wrong=later("Give the reason.", "Donnez la raison."))  # fmt: skip
