"""The pages of entries about an account: opened, given other roles, closed; approved by a second person or withdrawn."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from trp.casework.registers.accounts import ApproveChange, ChangeRoles, CloseAccount, WithdrawChange
from trp.casework.registers.entries import Entry
from trp.desk.words import said, speech
from trp.journal.awaiting import reason_of_closing
from trp.officers.models import Change, Office, Officer
from trp.powers import words
from trp.powers.entering import OfficerEntryView, PowersEntryView
from trp.powers.forms import (
    ApproveChangeForm,
    ChangeRolesForm,
    CloseAccountForm,
    OpenAccountForm,
    WithdrawChangeForm,
)
from trp.rulebook.language import Both


class OpenAccountView(PowersEntryView):
    """Enter an account for somebody."""

    form_class = OpenAccountForm
    will = Both(
        "You are about to enter an account for somebody. Nobody acts with it until a second supervisor approves it.",
        "Vous allez inscrire un compte pour quelqu’un. Personne n’agit avec ce compte tant qu’un deuxième superviseur ne l’a pas approuvé.",
    )
    done = Both(
        "The account is entered. Nobody acts with it until a second supervisor approves it.",
        "Le compte est inscrit. Personne n’agit avec ce compte tant qu’un deuxième superviseur ne l’a pas approuvé.",
    )


class ChangeRolesView(OfficerEntryView):
    """Enter other roles for an account, or another office."""

    form_class = ChangeRolesForm
    about_entries = frozenset({"nothing-changes"})
    will = Both(
        "You are about to enter other roles for an account, or another office. The account stays as it is until a second supervisor approves them.",
        "Vous allez inscrire d’autres rôles pour un compte, ou un autre bureau. Le compte reste tel quel tant qu’un deuxième superviseur ne les a pas approuvés.",
    )
    done = Both(
        "The change is entered. The account stays as it is until a second supervisor approves it.",
        "Le changement est inscrit. Le compte reste tel quel tant qu’un deuxième superviseur ne l’a pas approuvé.",
    )

    def initial(self) -> dict[str, Any]:
        return {"given": self.officer.roles.split(), "office": self.officer.office_id}

    def tries(self) -> Entry:
        return ChangeRoles(**self.given(), given=tuple(self.officer.roles.split()), office=self.officer.office_id)  # fmt: skip


class CloseAccountView(OfficerEntryView):
    """Enter that an account is to be closed."""

    form_class = CloseAccountForm
    will = Both(
        "You are about to enter that an account is to be closed. It stays open until a second supervisor approves it, and that waits until every file is handed over.",
        "Vous allez inscrire qu’un compte est à fermer. Il reste ouvert tant qu’un deuxième superviseur ne l’a pas approuvé, ce qui n’est possible qu’une fois tous les dossiers remis.",
    )
    done = Both(
        "The closing is entered. The account stays open until a second supervisor approves it.",
        "La fermeture est inscrite. Le compte reste ouvert tant qu’un deuxième superviseur ne l’a pas approuvée.",
    )

    def tries(self) -> Entry:
        return CloseAccount(**self.given(), reason="–")


class _WaitingChangeView(PowersEntryView):
    """The page of an entry about a change that waits, by the key of the account and the line that entered it."""

    change: Change
    officer: Officer | None

    def _opened(self, request: HttpRequest, named: dict[str, Any]) -> None:
        super()._opened(request, named)
        of_line = Change.objects.filter(officer=named["account"], line=named["line"])
        found = of_line.select_related("entered_by").first()
        if found is None:
            raise Http404(f"{named['account']}: line {named['line']}")
        self.change = found
        self.officer = Officer.objects.filter(id=found.officer).select_related("office").first()

    def given(self) -> dict[str, Any]:
        return {"officer": str(self.change.officer), "change": self.change.line}

    def facts(self) -> list[tuple[str, str]]:
        say, change = speech(), self.change
        whose = self.officer or change
        told = [
            (say("Change", "Changement"), said(words.CHANGES[change.kind])),
            (say("Account", "Compte"), f"{whose.name} ({whose.username})"),
        ]
        if self.officer is not None and change.kind == "roles":
            told.append((say("Roles and office now", "Rôles et bureau actuels"), _at(self.officer.roles, self.officer.office)))  # fmt: skip
        if change.kind != "close":
            to_be = _at(change.roles, Office.objects.get(code=change.office))
            told.append((say("Roles and office to be", "Rôles et bureau à venir"), to_be))
        if why := reason_of_closing(change.officer, change.line):
            told.append((say("Why", "Raison"), why))
        told.append((say("Entered", "Inscrit"), words.by(change.entered_by.name, change.entered_on)))
        return told


def _at(roles: str, office: Office) -> str:
    return f"{words.roles(roles)} – {words.name_of(office)}"


class ApproveChangeView(_WaitingChangeView):
    """Approve what a colleague entered about an account."""

    form_class = ApproveChangeForm
    will = Both(
        "You are about to approve what a colleague entered about an account. It holds at once.",
        "Vous allez approuver ce qu’un collègue a inscrit au sujet d’un compte. Cela vaut sur-le-champ.",
    )
    done = Both(
        "The change is approved: the account is as it says.",
        "Le changement est approuvé : le compte est tel qu’il le dit.",
    )

    def tries(self) -> Entry:
        return ApproveChange(**self.given())


class WithdrawChangeView(_WaitingChangeView):
    """Withdraw a change of an account that is not approved."""

    form_class = WithdrawChangeForm
    will = Both(
        "You are about to withdraw a change of an account before it is approved. It stays in the record with your reason.",
        "Vous allez retirer un changement de compte avant son approbation. Il reste au dossier avec votre raison.",
    )
    done = Both("The change is withdrawn.", "Le changement est retiré.")

    def tries(self) -> Entry:
        return WithdrawChange(**self.given(), reason="–")
