"""Accounts: opened, given other roles, closed. Entered by one person, approved by another; nobody assigns themself a role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trp.casework.around import ROLES
from trp.casework.blockers import Blocker
from trp.casework.registers.entries import Entered, Entry, Known, own_entry
from trp.casework.registers.officers import no_such_officer, not_about_oneself, reason_given
from trp.rulebook.language import Both

_ROLES = ("supervisor",)
USERNAME = re.compile(r"[\w.@+-]+")
"""The name of an account: it is a part of addresses."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change that waits to be approved. `line`: of the officer's book; `username`: of an account to open; `closes`: it
    closes the account."""

    line: int
    entered_by: str
    username: str = ""
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it stands."""

    name: str
    roles: frozenset[str]
    office: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Accounts:
    """What an entry about an account may read.

    Attributes:
        account: None: there is none under that key.
        waiting: The change of this account that waits.
        taken: The username that an entry gives, or that waits, is another account's.
        offices: Every office by its code.
        holds_files: The change that waits closes the account, and open files lie with this officer, wherever; whether there
            are any is all that is told of them.
    """

    account: Account | None
    waiting: Change | None = None
    taken: bool = False
    offices: frozenset[str] = frozenset()
    holds_files: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntered(Entered):
    """An account was entered. Nobody acts with it until it is approved."""

    officer: str
    username: str
    name: str
    roles: tuple[str, ...]
    office: str

    def says(self) -> Both:
        roles = ", ".join(self.roles)
        return Both(f"An account is entered for {self.name} ({self.username}), {self.office}: {roles}.",
                    f"Un compte est inscrit pour {self.name} ({self.username}), {self.office}\u00a0: {roles}.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesEntered(Entered):
    """Other roles, or another office, were entered for an account."""

    officer: str
    roles: tuple[str, ...]
    office: str

    def says(self) -> Both:
        roles = ", ".join(self.roles)
        return Both(f"Other roles are entered, {self.office}: {roles}.",
                    f"D’autres rôles sont inscrits, {self.office}\u00a0: {roles}.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingEntered(Entered):
    """It was entered that an account is to be closed."""

    officer: str
    reason: str

    def says(self) -> Both:
        return Both(
            f"The account is to be closed: {self.reason}", f"Le compte est à fermer\u00a0: {self.reason}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeApproved(Entered):
    """A second person approved a change: the account is as that line says."""

    officer: str
    change: int

    def says(self) -> Both:
        return Both(f"The change of line {self.change} is approved.",
                    f"Le changement de la ligne {self.change} est approuvé.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWithdrawn(Entered):
    """A change that was not approved is withdrawn."""

    officer: str
    change: int
    reason: str

    def says(self) -> Both:
        return Both(f"The change of line {self.change} is withdrawn: {self.reason}",
                    f"Le changement de la ligne {self.change} est retiré\u00a0: {self.reason}")  # fmt: skip


class _OfAccount(Entry):
    """An entry about an account, in the officer's book."""

    register = "officers"
    roles = _ROLES

    officer: str

    def books(self) -> tuple[str, ...]:
        return (self.officer,)

    def stops(self, known: Known) -> Iterator[Blocker]:
        yield from not_about_oneself(self.officer, known)
        yield from self._stops(known, known.held)

    def _stops(self, known: Known, about: Accounts) -> Iterator[Blocker]:
        raise NotImplementedError


def _one_at_a_time(about: Accounts) -> Iterator[Blocker]:
    if about.waiting is not None:
        yield Blocker(
            "change-waits",
            Both(f"A change of this account waits to be approved (line {about.waiting.line}).",
                 f"Un changement de ce compte attend d’être approuvé (ligne {about.waiting.line})."),
            cleared_by=("ApproveChange", "WithdrawChange"),
            who=_ROLES,
        )  # fmt: skip


def _possible(roles: tuple[str, ...], office: str, about: Accounts) -> Iterator[Blocker]:
    if not roles or set(roles) - set(ROLES) or len(set(roles)) < len(roles):
        known = ", ".join(ROLES)
        yield Blocker(
            "wrong-roles",
            Both(f"Give roles, each once, of these: {known}.",
                 f"Donnez des rôles, chacun une fois, parmi ceux-ci\u00a0: {known}."),
        )  # fmt: skip
    if office not in about.offices:
        yield Blocker(
            "no-such-office",
            Both(f"{office}: there is no such office.", f"{office}\u00a0: ce bureau n’existe pas."),
        )


def _taken(username: str, about: Accounts) -> Iterator[Blocker]:
    if about.taken:
        yield Blocker(
            "username-taken",
            Both(f"{username}: another account has this name.", f"{username}\u00a0: un autre compte porte ce nom."),
        )  # fmt: skip


def _closed(about: Accounts) -> Iterator[Blocker]:
    if about.account is not None and not about.account.is_active:
        name = about.account.name
        yield Blocker(
            "account-closed",
            Both(f"{name}: this account is closed.", f"{name}\u00a0: ce compte est fermé."),
        )


def files_first(name: str) -> Blocker:
    """A file is never left with somebody who has gone. That they leave may be entered before, so that it is known."""
    return Blocker(
        "holds-files",
        Both(f"{name} still holds open files: hand them over to colleagues first. Those that only an office may know of are handed over by its own supervisor.",
             f"{name} est encore responsable de dossiers ouverts\u00a0: confiez-les d’abord à des collègues. Ceux que seul un bureau peut connaître sont confiés par le superviseur de ce bureau."),
        cleared_by=("Assign",),
        who=_ROLES,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class OpenAccount(_OfAccount):
    """Enter an account for somebody. `officer`: the key it shall have."""

    title = Both("Open an account", "Ouvrir un compte")

    officer: str
    username: str
    name: str
    given: tuple[str, ...]
    office: str

    def _stops(self, known: Known, about: Accounts) -> Iterator[Blocker]:
        if about.account is not None:
            yield Blocker(
                "account-exists",
                Both("There is an account under this key.", "Il y a un compte sous cette clé."),
            )
        yield from _one_at_a_time(about)
        if not (self.username.strip() and self.name.strip()):
            yield Blocker(
                "name-missing",
                Both("Give the name of the account and that of the person.",
                     "Donnez le nom du compte et celui de la personne."),
            )  # fmt: skip
        elif not USERNAME.fullmatch(self.username):
            yield Blocker(
                "wrong-username",
                Both(f"{self.username}: the name of an account has letters, digits and . @ + - _ only.",
                     f"{self.username}\u00a0: le nom d’un compte n’a que des lettres, des chiffres et . @ + - _"),
            )  # fmt: skip
        yield from _taken(self.username, about)
        yield from _possible(self.given, self.office, about)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        entered = AccountEntered(
            officer=self.officer, username=self.username, name=self.name, roles=self.given, office=self.office
        )
        return [(self.officer, entered)]


@dataclass(frozen=True, kw_only=True)
class ChangeRoles(_OfAccount):
    """Enter other roles for an account, or another office."""

    title = Both("Change the roles of an account", "Changer les rôles d’un compte")

    officer: str
    given: tuple[str, ...]
    office: str

    def _stops(self, known: Known, about: Accounts) -> Iterator[Blocker]:
        if about.account is None:
            yield no_such_officer(self.officer)
            return
        yield from _closed(about)
        yield from _one_at_a_time(about)
        yield from _possible(self.given, self.office, about)
        if (frozenset(self.given), self.office) == (about.account.roles, about.account.office):
            yield Blocker(
                "nothing-changes",
                Both("These are the roles and the office of this account.",
                     "Ce sont les rôles et le bureau de ce compte."),
            )  # fmt: skip

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return [(self.officer, RolesEntered(officer=self.officer, roles=self.given, office=self.office))]


@dataclass(frozen=True, kw_only=True)
class CloseAccount(_OfAccount):
    """Enter that an account is to be closed."""

    title = Both("Close an account", "Fermer un compte")

    officer: str
    reason: str

    def _stops(self, known: Known, about: Accounts) -> Iterator[Blocker]:
        if about.account is None:
            yield no_such_officer(self.officer)
            return
        yield from _closed(about)
        yield from _one_at_a_time(about)
        yield from reason_given(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return [(self.officer, ClosingEntered(officer=self.officer, reason=self.reason))]


def _that_waits(change: int, about: Accounts) -> Iterator[Blocker]:
    if about.waiting is None or about.waiting.line != change:
        yield Blocker(
            "nothing-waits",
            Both(f"Line {change} enters no change of this account that waits to be approved.",
                 f"La ligne {change} n’inscrit aucun changement de ce compte qui attende d’être approuvé."),
            cleared_by=("OpenAccount", "ChangeRoles", "CloseAccount"),
            who=_ROLES,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ApproveChange(_OfAccount):
    """Approve what a colleague entered about an account; it holds from then on."""

    title = Both("Approve the change of an account", "Approuver le changement d’un compte")

    officer: str
    change: int

    def _stops(self, known: Known, about: Accounts) -> Iterator[Blocker]:
        yield from _that_waits(self.change, about)
        if about.waiting is not None:
            yield from _taken(about.waiting.username, about)
            if about.holds_files and about.account is not None:
                yield files_first(about.account.name)
            yield from own_entry(
                about.waiting.entered_by, known,
                Both("You entered this change: a second person approves it.",
                     "Vous avez inscrit ce changement\u00a0: une deuxième personne l’approuve."),
                who=_ROLES,
            )  # fmt: skip

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return [(self.officer, ChangeApproved(officer=self.officer, change=self.change))]


@dataclass(frozen=True, kw_only=True)
class WithdrawChange(_OfAccount):
    """Withdraw a change of an account before it is approved."""

    title = Both("Withdraw the change of an account", "Retirer le changement d’un compte")

    officer: str
    change: int
    reason: str

    def _stops(self, known: Known, about: Accounts) -> Iterator[Blocker]:
        yield from _that_waits(self.change, about)
        yield from reason_given(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return [(self.officer, ChangeWithdrawn(officer=self.officer, change=self.change, reason=self.reason))]


OF_ACCOUNTS = (OpenAccount, ChangeRoles, CloseAccount, ApproveChange, WithdrawChange)
