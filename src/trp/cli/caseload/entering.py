"""Entering what is there before any act: offices, officers with their delegation, persons, receipts."""

from __future__ import annotations

from collections.abc import Iterable

from trp.cli.caseload.offices import OFFICERS, OFFICES, SUPERVISOR
from trp.cli.caseload.script import Paid, Person
from trp.cli.caseload.seeds import key
from trp.fees.models import Receipt
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
            line=-n,  # there before any book
            item=held.item,
            level=held.level,
            since=held.since,
            until=held.until,
            entered_by_id=key(seed, "officer", "l.gauthier"),
            entered_on=held.since,
            approved_by_id=key(seed, "officer", SUPERVISOR),
            approved_on=held.since,
        )
        for one in OFFICERS.values()
        for n, held in enumerate(one.held, 1)
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


def receipts(paid: Iterable[Paid], allocated: dict[str, int] | None = None) -> None:
    """Enter receipts as the payment system lists them; those that are there already stay as they are."""
    used = allocated or {}
    Receipt.objects.bulk_create(
        (
            Receipt(
                number=one.number,
                cents=one.cents,
                allocated=used.get(one.number, 0),
                paid_on=one.day,
                office=one.office,
            )
            for one in paid
        ),
        batch_size=_TOGETHER,
        ignore_conflicts=True,
    )
