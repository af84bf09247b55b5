"""Finding persons: by words of their names and client number, without accents and by their beginning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from trp.people.folding import fold, words
from trp.people.models import Decision, Document, Grant, LiveClaim, Meeting, Person, Word

_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Found:
    """A record. `root`: the key of the record that stands for the person."""

    key: UUID
    client_id: str
    family_name: str
    given_names: str
    birth_date: date | None
    root: UUID


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the tables hold of one person: all records, the one that stands for them first.

    Attributes:
        grants: Each grant of M31 on record for them: the day, the case, and the record that it was carried from.
        claims: The cases in which it is claimed.
        waiting: Merges (merge) and separations (split) that wait for a second person, with the other record.
    """

    records: tuple[Found, ...]
    documents: tuple[Document, ...]
    grants: tuple[Grant, ...]
    claims: tuple[UUID, ...]
    meetings: tuple[Meeting, ...]
    waiting: tuple[Decision, ...]


def begins(word: str) -> Q:
    """The words that begin so, found by the index of either engine."""
    if connection.vendor == "postgresql":
        return Q(word__startswith=word)
    return Q(word__gte=word, word__lt=word + _LAST)  # LIKE would read every row here


def find(text: str) -> QuerySet[Person]:
    """The records of which each word of a text begins a word, by name; a text without words finds nobody."""
    said = words(*text.split())
    found = Person.objects.all() if said else Person.objects.none()
    for word in said:
        found = found.filter(id__in=Word.objects.filter(begins(word)).values("person"))
    return found.order_by("family_folded", "given_folded", "client_id")


def alike(family_name: str, given_names: str, birth_date: date | None) -> QuerySet[Person]:
    """The records of those who may be a person who is not on record yet, as possible duplicates are found (`same`)."""
    family, given = fold(family_name)[:250], fold(given_names)[:250]
    like = Q(family_folded=family, given_folded=given, birth_date=None)
    if birth_date is None:
        like |= Q(family_folded=family, given_folded=given)
    else:
        like |= Q(birth_date=birth_date, family_folded=family)
        like |= Q(birth_date=birth_date, family_folded=given, given_folded=family)
        like |= Q(birth_swapped=birth_date, family_folded=family, given_folded=given)
    found = Person.objects.filter(like) if family else Person.objects.none()
    return found.order_by("family_folded", "given_folded", "client_id")


def told(people: Iterable[Person]) -> tuple[Found, ...]:
    """Records as they are shown."""
    return tuple(
        Found(one.id, one.client_id, one.family_name, one.given_names, one.birth_date, one.root_id or one.id)
        for one in people
    )


def of_client(client_id: str) -> Found | None:
    """The record of a client number."""
    return next(iter(told(Person.objects.filter(client_id=client_id.strip()))), None)


def of_keys(keys: Iterable[UUID]) -> dict[UUID, Found]:
    """Records by their keys."""
    return {one.key: one for one in told(Person.objects.filter(id__in=list(keys)))}


def sheet(root: UUID) -> Sheet:
    """Everything on record of a person, by the record that stands for them."""
    people = list(Person.objects.filter(Q(id=root) | Q(root=root)))
    records = told(sorted(people, key=lambda one: (one.id != root, one.client_id)))
    keys = [one.key for one in records]
    return Sheet(
        records,
        tuple(Document.objects.filter(person__in=keys).order_by("document", "country", "number")),
        tuple(Grant.objects.filter(root__in=keys).order_by("granted_on")),
        tuple(LiveClaim.objects.filter(person__in=keys).values_list("case_id", flat=True)),
        tuple(Meeting.objects.filter(Q(one__in=keys) | Q(other__in=keys)).order_by("met_on")),
        tuple(
            Decision.objects.filter(Q(low__in=keys) | Q(high__in=keys), state="waiting").order_by(
                "proposed_on"
            )
        ),
    )
