"""Entering what is there before any act: offices, officers with what is delegated to them, persons, receipts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from trp.casework.registers.accounts import ApproveChange, CloseAccount
from trp.casework.registers.entries import Entry
from trp.casework.registers.holdings import ApproveHolding, EnterHolding
from trp.casework.registers.receipts import PERMIT_FEE, ReceiveBatch, Row
from trp.cli.caseload.offices import FEED, OFFICERS, OFFICES, SUPERVISOR
from trp.cli.caseload.script import Paid, Person
from trp.cli.caseload.seeds import key, salts
from trp.journal.bulk import Rows, insert
from trp.journal.entering import enter
from trp.journal.sql import bound
from trp.officers.models import Office, Officer
from trp.people.folding import words
from trp.people.models import Person as Record
from trp.people.records import columns

_FOLDED = ("family_folded", "given_folded", "birth_swapped")
_PEOPLE = {
    "people_person": ("id", "client_id", "family_name", "given_names", "birth_date", "version", *_FOLDED),
    "people_word": ("word", "person"),
}
_ENTERS = "l.gauthier"
_ENTERED, _APPROVED = date(2025, 9, 24), date(2025, 9, 25)
_LEFT = "Posted elsewhere."


def offices(seed: int) -> None:
    """Enter the offices and the officers, who were there before the record began."""
    Office.objects.bulk_create(
        Office(
            code=one.code,
            kind=one.kind,
            name_en=one.name.en,
            name_fr=one.name.fr,
            small_post=one.small_post,
        )
        for one in OFFICES.values()
    )
    Officer.objects.bulk_create(
        Officer(
            id=key(seed, "officer", one.username),
            username=one.username,
            name=one.name,
            roles=" ".join(one.roles),
            office_id=one.office,
            password="!",  # nobody signs in with it
        )
        for one in OFFICERS.values()
    )


def powers(seed: int) -> None:
    """Let supervisors enter and approve what each officer holds, and close the accounts of those who left.

    Entered by one person and approved by another, through the door of the registers; what was entered is not again.
    """
    n = 0

    def entered(entry: Entry, who: str, day: date) -> int:
        nonlocal n
        n += 1
        at, name = datetime.combine(day, time(13), UTC) + timedelta(seconds=n), f"powers {n}"
        done = enter(
            entry, key(seed, "officer", who), at=at, on=day, key=f"demo {name}", salted=salts(seed, name)
        )
        return done.last

    for one in OFFICERS.values():
        officer = str(key(seed, "officer", one.username))
        for held in one.held:
            power = EnterHolding(
                officer=officer, item=held.item, level=held.level, since=held.since, until=held.until
            )
            line = entered(power, _ENTERS, _ENTERED)
            entered(ApproveHolding(officer=officer, holding=line), SUPERVISOR, _APPROVED)
        if one.left is not None:
            line = entered(CloseAccount(officer=officer, reason=_LEFT), _ENTERS, one.left)
            entered(ApproveChange(officer=officer, change=line), SUPERVISOR, one.left)


def people(persons: Iterable[Person]) -> None:
    """Enter persons; those who are there already stay as they are."""
    there = set(Record.objects.values_list("id", flat=True))
    with transaction.atomic():
        write_people(people_rows(one for one in persons if one.key not in there))


def people_rows(persons: Iterable[Person]) -> Rows:
    """The records of persons, with the words that they are found by."""
    rows: Rows = {table: [] for table in _PEOPLE}
    for one in persons:
        rows["people_person"].append(_person(one))
        found = words(one.family_name, one.given_names, one.client_id)
        rows["people_word"] += [(word, bound(one.key)) for word in found]
    return rows


def write_people(rows: Rows) -> None:
    """Write records of persons who are not there, in the transaction that is open."""
    with connection.cursor() as cursor:
        for table, named in _PEOPLE.items():
            insert(cursor, table, named, rows[table])


def _person(one: Person) -> tuple[Any, ...]:
    folded = columns(one.family_name, one.given_names, one.birth_date)
    given = (bound(one.key), one.client_id, one.family_name, one.given_names, one.birth_date, 0)
    return (*given, *(folded[name] for name in _FOLDED))


def receipt(seed: int, paid: Paid) -> None:
    """The feed of the payment system delivers one receipt; one that is there already stays as it is."""
    enter(
        ReceiveBatch(source=source(seed, paid), rows=(row(paid),)),
        key(seed, "officer", FEED),
        at=delivered(paid),
        on=paid.day,
        key=f"demo {paid.number}",
        salted=salts(seed, "receipt", paid.number),
    )


def row(paid: Paid) -> Row:
    """A receipt as the payment system lists it."""
    lines = [[PERMIT_FEE, paid.people, paid.cents]]
    return [paid.number, paid.day.isoformat(), "online", paid.office, "", lines]


def source(seed: int, paid: Paid) -> str:
    """The delivery that a receipt of the demo comes with: each its own, so that their order does not matter."""
    return f"feed {seed}-{paid.number}"


def delivered(paid: Paid) -> datetime:
    """The moment of the delivery: early on the day of the payment."""
    return datetime.combine(paid.day, time(4), UTC)
