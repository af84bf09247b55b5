"""Persons: a record with its client number, names and birth date, and the documents that only one person has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from trp.casework.around import CASE_OFFICERS
from trp.casework.blockers import Blocker
from trp.casework.checks import long_day
from trp.casework.registers.entries import Entered, Entry, Known
from trp.rulebook.language import Both

IDENTITY = ("intake", "supervisor", "vulnerable_persons_officer")
"""Who says that two records are of one person, or of two: always two of them."""

ENTERING = tuple(dict.fromkeys((*IDENTITY, *CASE_OFFICERS)))
"""Who enters a person and their documents: whoever receives them."""

DOCUMENTS = ("passport", "travel_document", "identity_card", "fingerprints")


@dataclass(frozen=True, slots=True)
class Record:
    """A record. `root`: the key of the record that stands for the person; its own, if it stands for itself."""

    key: str
    client_id: str
    root: str


@dataclass(frozen=True, slots=True)
class Held:
    """What is held that concerns an entry about one person.

    Attributes:
        record: The person's record, if there is one.
        taken_by: Who has the client number, or the document, that the entry names.
    """

    record: Record | None = None
    taken_by: Record | None = None


def same_key(text: str) -> str:
    """A key in its one form; what is no key stays as it is, and is no record's."""
    try:
        return str(UUID(text))
    except ValueError:
        return text


def number_of(text: str) -> str:
    """The number of a document as it is compared: capitals and digits alone."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntered(Entered):
    """A person was entered."""

    client: str
    client_id: str
    family_name: str
    given_names: str
    birth_date: date | None

    def says(self) -> Both:
        name = _named(self.family_name, self.given_names)
        born = _born(self.birth_date)
        return Both(f"Entered under client number {self.client_id}: {name}, {born.en}.",
                    f"Fiche créée sous le numéro de client {self.client_id} : {name}, {born.fr}.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCorrected(Entered):
    """The names or the birth date of a person were corrected."""

    client: str
    family_name: str
    given_names: str
    birth_date: date | None
    reason: str

    def says(self) -> Both:
        name = _named(self.family_name, self.given_names)
        born = _born(self.birth_date)
        return Both(f"Corrected to {name}, {born.en}: {self.reason}",
                    f"Corrigé : {name}, {born.fr}. Raison : {self.reason}")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAdded(Entered):
    """A document that only one person has."""

    client: str
    document: str
    country: str
    number: str

    def says(self) -> Both:
        what = DOCUMENT_NAMES[self.document]
        return Both(f"{what.en}, {self.country} {self.number}, is on record.",
                    f"{what.fr}, {self.country} {self.number}, au dossier.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRemoved(Entered):
    """A document turned out not to be this person's."""

    client: str
    document: str
    country: str
    number: str
    reason: str

    def says(self) -> Both:
        what = DOCUMENT_NAMES[self.document]
        return Both(f"{what.en}, {self.country} {self.number}, is taken off the record: {self.reason}",
                    f"{what.fr}, {self.country} {self.number}, retiré du dossier : {self.reason}")  # fmt: skip


DOCUMENT_NAMES = {
    "passport": Both("Passport", "Passeport"),
    "travel_document": Both("Travel document", "Titre de voyage"),
    "identity_card": Both("Identity card", "Carte d’identité"),
    "fingerprints": Both("Fingerprint reference", "Référence dactyloscopique"),
}


def _named(family: str, given: str) -> str:
    return f"{family}, {given}" if given else family


def _born(day: date | None) -> Both:
    if day is None:
        return Both("birth date not known", "date de naissance inconnue")
    said = long_day(day)
    return Both(f"born {said.en}", f"date de naissance {said.fr}")


def no_such_person(key: str) -> Blocker:
    """Nobody is on record under a key."""
    return Blocker(
        "no-such-person",
        Both(f"{key}: nobody is on record under this key.", f"{key} : personne n’est au dossier sous cette clé."),
    )  # fmt: skip


def reason_missing(reason: str) -> Iterator[Blocker]:
    """Every change of who is who has a reason."""
    if not reason.strip():
        yield Blocker("reason-missing", Both("Give the reason.", "Donnez la raison."))


class OfPerson(Entry):
    """An entry about one person."""

    roles = ENTERING
    register = "people"

    client: str

    def books(self) -> tuple[str, ...]:
        return (same_key(self.client),)

    def stops(self, known: Known) -> Iterator[Blocker]:
        if known.held.record is None:
            yield no_such_person(self.client)
        else:
            yield from self._stops(known, known.held)

    def _stops(self, known: Known, held: Any) -> Iterator[Blocker]:
        raise NotImplementedError


def _wrong_names(family_name: str, given_names: str, birth_date: date | None, on: date) -> Iterator[Blocker]:
    if not family_name.strip() or max(len(family_name), len(given_names)) > 200:
        yield Blocker(
            "name-missing",
            Both("Give the family name, or the only name, as it is written in the document.",
                 "Donnez le nom de famille, ou le seul nom, tel qu’il figure au document."),
        )  # fmt: skip
    if birth_date is not None and birth_date > on:
        day = long_day(birth_date)
        yield Blocker("day-to-come", Both(f"{day.en} has not come.", f"Le {day.fr} n’est pas venu."))


@dataclass(frozen=True, kw_only=True)
class EnterPerson(OfPerson):
    """Enter a person. `client`: the key that the record shall have."""

    title = Both("Enter a person", "Créer la fiche d’une personne")

    client: str
    client_id: str
    family_name: str
    given_names: str = ""
    birth_date: date | None = None

    def stops(self, known: Known) -> Iterator[Blocker]:
        held: Held = known.held
        try:
            UUID(self.client)
        except ValueError:
            yield Blocker(
                "wrong-key",
                Both(f"{self.client}: not a key that a record can have.",
                     f"{self.client} : cette clé ne peut être celle d’une fiche."),
            )  # fmt: skip
        if not (self.client_id.strip() and len(self.client_id) <= 20):
            yield Blocker(
                "client-number-missing",
                Both("Give the client number, at most 20 characters.", "Donnez le numéro de client, 20 caractères au plus."),
            )  # fmt: skip
        yield from _wrong_names(self.family_name, self.given_names, self.birth_date, known.on)
        if held.record is not None:
            yield Blocker("person-exists", Both("This record is there already.", "Cette fiche existe déjà."))
        elif held.taken_by is not None:
            yield Blocker(
                "client-number-taken",
                Both(f"Client number {self.client_id} is another record’s: it is the same person, or the number is wrong.",
                     f"Le numéro de client {self.client_id} est celui d’une autre fiche : c’est la même personne, ou le numéro est erroné."),
            )  # fmt: skip

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        entered = PersonEntered(
            client=same_key(self.client), client_id=self.client_id.strip(), family_name=self.family_name.strip(),
            given_names=self.given_names.strip(), birth_date=self.birth_date,
        )  # fmt: skip
        return [(entered.client, entered)]


@dataclass(frozen=True, kw_only=True)
class CorrectPerson(OfPerson):
    """Correct names and birth date as they are on record."""

    title = Both("Correct names and birth date", "Corriger les noms et la date de naissance")

    client: str
    family_name: str
    given_names: str = ""
    birth_date: date | None = None
    reason: str

    def _stops(self, known: Known, held: Held) -> Iterator[Blocker]:
        yield from _wrong_names(self.family_name, self.given_names, self.birth_date, known.on)
        yield from reason_missing(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        corrected = PersonCorrected(
            client=same_key(self.client), family_name=self.family_name.strip(),
            given_names=self.given_names.strip(), birth_date=self.birth_date, reason=self.reason,
        )  # fmt: skip
        return [(corrected.client, corrected)]


@dataclass(frozen=True, kw_only=True)
class AddDocument(OfPerson):
    """Enter a document that only one person has. `country`: three letters, as on the document."""

    title = Both("Enter a document", "Inscrire un document")

    client: str
    document: str
    country: str
    number: str

    def _stops(self, known: Known, held: Held) -> Iterator[Blocker]:
        if self.document not in DOCUMENTS:
            yield Blocker(
                "wrong-document",
                Both(f"{self.document}: one of {', '.join(DOCUMENTS)}.", f"{self.document} : l’un de {', '.join(DOCUMENTS)}."),
            )  # fmt: skip
        country = self.country.strip()
        if not (len(country) == 3 and country.isascii() and country.isalpha()):
            yield Blocker(
                "wrong-country",
                Both("Give the country in three letters, as the document does.",
                     "Donnez le pays en trois lettres, comme le document."),
            )  # fmt: skip
        if not 0 < len(number_of(self.number)) <= 40:
            yield Blocker(
                "number-missing",
                Both("Give the number of the document, letters and digits.", "Donnez le numéro du document, lettres et chiffres."),
            )  # fmt: skip
        other = held.taken_by
        if other is None or held.record is None:
            return
        if other.root == held.record.root:
            yield Blocker(
                "document-on-file",
                Both("This document is on record for this person.", "Ce document est au dossier de cette personne."),
            )  # fmt: skip
        else:
            yield Blocker(
                "document-of-another",
                Both(f"This document is on record for client {other.client_id}: they are one person, or one of the two entries is wrong.",
                     f"Ce document est au dossier du client {other.client_id} : il s’agit d’une même personne, ou l’une des deux inscriptions est erronée."),
                cleared_by=("ProposeMerge", "RemoveDocument"),
                who=IDENTITY,
            )  # fmt: skip

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        added = DocumentAdded(
            client=same_key(self.client), document=self.document, country=self.country.strip().upper(),
            number=number_of(self.number),
        )  # fmt: skip
        return [(added.client, added)]


@dataclass(frozen=True, kw_only=True)
class RemoveDocument(OfPerson):
    """Take a document off the record of a person whose it is not."""

    title = Both("Take a document off the record", "Retirer un document du dossier")

    client: str
    document: str
    country: str
    number: str
    reason: str

    def _stops(self, known: Known, held: Held) -> Iterator[Blocker]:
        if held.taken_by is None or held.record is None or held.taken_by.key != held.record.key:
            yield Blocker(
                "no-such-document",
                Both("This document is not on this record.", "Ce document ne figure pas sur cette fiche."),
            )
        yield from reason_missing(self.reason)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        removed = DocumentRemoved(
            client=same_key(self.client), document=self.document, country=self.country.strip().upper(),
            number=number_of(self.number), reason=self.reason,
        )  # fmt: skip
        return [(removed.client, removed)]
