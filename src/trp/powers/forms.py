"""What is asked to enter, approve, withdraw or end a power, and to open, change or close an account."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django import forms

from trp.casework.around import OWN, ROLES
from trp.casework.registers.accounts import (
    USERNAME,
    ApproveChange,
    ChangeRoles,
    CloseAccount,
    OpenAccount,
    WithdrawChange,
)
from trp.casework.registers.holdings import ApproveHolding, EndHolding, EnterHolding, WithdrawHolding
from trp.desk.forms import EntryForm, NamesWhatIsWrong, choice, day, text
from trp.desk.words import alphabetical, later, later_said
from trp.officers.models import Office, Officer
from trp.powers.words import HELD_AS, ITEM_WORDS, LEVEL_WORDS, ROLE_WORDS, name_of


class _Named(EntryForm):
    """A form about what its address names. `named`: that, as the entry takes it."""

    def __init__(self, *args: Any, named: dict[str, Any], **kwargs: Any) -> None:
        self.named = named
        super().__init__(*args, **kwargs)

    def entered(self) -> dict[str, Any]:
        return {**self.named, **super().entered()}


def _reason(label: str) -> forms.CharField:
    return text(label, long=True, wrong=later("Give the reason.", "Donnez la raison."))


# Powers -------------------------------------------------------------------------------------------------


class EnterHoldingForm(_Named):
    about = EnterHolding

    item = choice(
        later("What the power is", "En quoi consiste le pouvoir"),
        [(number, later_said(says)) for number, says in ITEM_WORDS.items()],
        help_text=later("The item of the delegation instrument.", "Le point de l’instrument de délégation."),
        drop=True,
    )
    level = choice(
        later("At which level", "À quel niveau"),
        [(level, later_said(says)) for level, says in LEVEL_WORDS.items()],
        drop=True,
    )
    kind = choice(
        later("How it is held", "À quel titre"),
        [(kind, later_said(says)) for kind, says in HELD_AS.items()],
        initial=OWN,
    )
    for_officer = choice(
        later("Who is replaced or supervised", "Qui est remplacé ou supervisé"), (), required=False, drop=True,
        help_text=later("For a replacement or a supervisor in line only. Those are listed who hold, or held, a power of their own.",
                        "Seulement pour un remplacement ou un supérieur hiérarchique. La liste comprend qui détient, ou a détenu, un pouvoir en propre."),
    )  # fmt: skip
    since = day(later("First day", "Premier jour"))
    until = day(
        later("Last day", "Dernier jour"), required=False,
        help_text=later("That day included. A replacement has one. Year-month-day, e.g. 2026-03-02.",
                        "Ce jour compris. Un remplacement en a un. Année-mois-jour, p. ex. 2026-03-02."),
    )  # fmt: skip

    def build(self) -> None:
        holders = Officer.objects.filter(holdings__kind=OWN, holdings__approved_by__isnull=False)
        found = holders.exclude(id=self.named["officer"]).select_related("office").distinct()
        self.fields["for_officer"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((str(one.id), f"{one.name}, {name_of(one.office)}") for one in sorted(found, key=lambda one: alphabetical(one.name))),
        ]  # fmt: skip

    def entered(self) -> dict[str, Any]:
        told = super().entered()
        return {**told, "for_officer": told["for_officer"] or None}


class ApproveHoldingForm(_Named):
    about = ApproveHolding


class WithdrawHoldingForm(_Named):
    about = WithdrawHolding

    reason = _reason(later("Why is it withdrawn?", "Pourquoi est-il retiré?"))


class EndHoldingForm(_Named):
    about = EndHolding

    last_day = day(
        later("Last day it is in force", "Dernier jour où il est en vigueur"),
        help_text=later("That day included; the day before today ends it at once. Year-month-day, e.g. 2026-03-02.",
                        "Ce jour compris; la veille d’aujourd’hui y met fin sur-le-champ. Année-mois-jour, p. ex. 2026-03-02."),
    )  # fmt: skip
    reason = _reason(later("Why does it end?", "Pourquoi prend-il fin?"))


# Accounts -----------------------------------------------------------------------------------------------


class _AccountName(NamesWhatIsWrong, forms.RegexField):
    """The name of an account, which is a part of addresses."""


def _roles() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=later("Roles", "Rôles"), widget=forms.CheckboxSelectMultiple,
        choices=[(name, later_said(says)) for name, says in ROLE_WORDS.items()],
        error_messages={
            "required": later("Choose at least one.", "Choisissez au moins un élément."),
            "invalid_choice": later("“%(value)s” is none of the roles: choose among them.",
                                    "« %(value)s » n’est pas un des rôles : choisissez parmi eux."),
        },
    )  # fmt: skip


def _office() -> forms.ChoiceField:
    return choice(later("Office", "Bureau"), (), drop=True)


class _OfRoles(_Named):
    """A form that gives roles at an office."""

    def build(self) -> None:
        offices = sorted(((one.code, name_of(one)) for one in Office.objects.all()), key=lambda one: alphabetical(one[1]))  # fmt: skip
        self.fields["office"].choices = [("", "–"), *offices]  # type: ignore[attr-defined]

    def clean_given(self) -> tuple[str, ...]:
        return tuple(role for role in ROLES if role in self.cleaned_data["given"])


class OpenAccountForm(_OfRoles):
    """The key of the account follows from that of the form: sent twice, it asks for the same account."""

    about = OpenAccount

    name = text(later("Name of the person", "Nom de la personne"))
    username = _AccountName(
        rf"^{USERNAME.pattern}\Z", label=later("Name of the account", "Nom du compte"), max_length=100,
        help_text=later("Letters, digits and . @ + - _ only, e.g. a.roy. It signs in, and is not changed later.",
                        "Lettres, chiffres et . @ + - _ seulement, p. ex. a.roy. Il ouvre la session et ne change pas par la suite."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={
            "required": later("Give the account a name.", "Donnez un nom au compte."),
            "invalid": later("“%(value)s” is no name of an account: use letters, digits and . @ + - _ only.",
                             "« %(value)s » n’est pas un nom de compte : n’utilisez que des lettres, des chiffres et . @ + - _"),
            "max_length": later("That is too long: at most %(limit_value)d characters.",
                                "C’est trop long : au plus %(limit_value)d caractères."),
        },
    )  # fmt: skip
    given = _roles()
    office = _office()

    def entered(self) -> dict[str, Any]:
        officer = str(uuid5(UUID(self.reader.who.id), self.cleaned_data["key"]))
        return {"officer": officer, **super().entered()}


class ChangeRolesForm(_OfRoles):
    about = ChangeRoles

    given = _roles()
    office = _office()


class CloseAccountForm(_Named):
    about = CloseAccount

    reason = _reason(later("Why is it closed?", "Pourquoi est-il fermé?"))


class ApproveChangeForm(_Named):
    about = ApproveChange


class WithdrawChangeForm(_Named):
    about = WithdrawChange

    reason = _reason(later("Why is it withdrawn?", "Pourquoi est-il retiré?"))
