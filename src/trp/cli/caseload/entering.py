"""Entering what is there before any act: offices, officers with their delegation, persons, receipts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time

from trp.casework.registers.receipts import PERMIT_FEE, ReceiveBatch, Row
from trp.cli.caseload.offices import FEED, OFFICERS, OFFICES, SUPERVISOR
from trp.cli.caseload.script import Paid, Person
from trp.cli.caseload.seeds import key, salts
from trp.journal.entering import enter
from trp.officers.models import Holding, Office, Officer
from trp.people.models import Person as Record

_TOGETHER = 500


def offices(seed: int) -> None:
    """Enter the offices, the officers, and what each holds; entered by one person and approved by another."""
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
            is_active=one.active,
            password="!",  # nobody signs in with it
        )
        for one in OFFICERS.values()
    )
    Holding.objects.bulk_create(
        Holding(
            officer_id=key(seed, "officer", one.username),
            item=held.item,
            level=held.level,
            since=held.since,
            until=held.until,
            entered_by=str(key(seed, "officer", "w.lam")),
            approved_by=str(key(seed, "officer", SUPERVISOR)),
        )
        for one in OFFICERS.values()
        for held in one.held
    )


def people(persons: Iterable[Person]) -> None:
    """Enter persons; those who are there already stay as they are."""
    Record.objects.bulk_create(
        (
            Record(
                id=one.key,
                client_id=one.client_id,
                family_name=one.family_name,
                given_names=one.given_names,
                birth_date=one.birth_date,
            )
            for one in persons
        ),
        batch_size=_TOGETHER,
        ignore_conflicts=True,
    )


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
