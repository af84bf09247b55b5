"""The number of a receipt as a field: one of those on the file, or one that is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from trp.casework.registers.receipts import NUMBER
from trp.desk.words import later
from trp.fees.looking import as_known

_WRONG = later(
    "“%(value)s” is no receipt number: it has letters, digits and . _ / -, at most 40 in all, and begins with a letter or a digit.",
    "« %(value)s » n’est pas un numéro de reçu : il compte des lettres, des chiffres et . _ / -, au plus 40 en tout, et commence par une lettre ou un chiffre.",
)


def _read(value: Any) -> str:
    """The number of a receipt in what was typed.

    Raises:
        ValidationError: It is none.
    """
    told = str(value or "").strip()
    if told and not NUMBER.fullmatch(told):
        short = told if len(told) <= 40 else f"{told[:40]}…"
        raise forms.ValidationError(_WRONG, "invalid", {"value": short})
    return told


class Typed(forms.CharField):
    """The number of a receipt as the payment system prints it; small letters do where it is known in capitals."""

    def to_python(self, value: Any) -> Any:
        return as_known(_read(super().to_python(value)))


class OneOf(forms.ChoiceField):
    """One of the receipts on the file. Another number is read as well: whether it fits is for the act to say."""

    widget = forms.RadioSelect

    def to_python(self, value: Any) -> Any:
        told = _read(super().to_python(value))
        return told if super().valid_value(told) else as_known(told)

    def valid_value(self, value: Any) -> bool:
        return True


def typed(label: str, *, help_text: str = "", required: bool = True) -> Typed:
    """A receipt whose number is typed."""
    return Typed(
        label=label, help_text=help_text, required=required,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": later("Give the number of the receipt.", "Donnez le numéro du reçu.")},
    )  # fmt: skip


def receipt(label: str, options: Sequence[tuple[str, Any]], *, help_text: str = "") -> forms.Field:
    """One of these receipts; where there is none, its number is typed."""
    if not options:
        return typed(label, help_text=help_text)
    return OneOf(
        label=label, help_text=help_text, choices=options,
        error_messages={"required": later("Choose a receipt.", "Choisissez un reçu.")},
    )  # fmt: skip
