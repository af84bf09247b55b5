"""What waits for a second supervisor, as a page shows it: what, by whom, since when, what stops the reader, the doors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from trp.casework.blockers import Blocker
from trp.desk.acting import Door, Shown, shown
from trp.desk.reader import Reader
from trp.desk.words import said
from trp.journal.awaiting import ChangeWaits, PowerWaits, changes_waiting, powers_waiting
from trp.officers.models import Office
from trp.powers import words
from trp.powers.forms import ApproveChangeForm, ApproveHoldingForm, WithdrawChangeForm, WithdrawHoldingForm
from trp.powers.reading import is_supervisor


@dataclass(frozen=True)
class Waits:
    """Something that waits.

    Attributes:
        title: What it is; `whose`: about whom, `href`: where their page is, empty where there is none yet.
        detail: What it says, line by line.
        by, since: Who entered it, and on which day.
        doors: Where the reader approves or withdraws it; `stops`: what stops them from approving.
    """

    title: str
    whose: str
    href: str
    detail: tuple[str, ...]
    by: str
    since: date
    doors: tuple[Door, ...]
    stops: tuple[Shown, ...]


def waits(reader: Reader, offices: Iterable[Office], officer: UUID | None = None) -> list[Waits]:
    """Everything that waits, the longest first. `officer`: about one account alone."""
    powers = powers_waiting(reader.who, on=reader.day, at=reader.at, officer=officer)
    changes = changes_waiting(reader.who, on=reader.day, at=reader.at, officer=officer)
    named = {one.code: words.name_of(one) for one in offices}
    found = [
        *(_power(one, named, reader) for one in powers),
        *(_change(one, named, reader) for one in changes),
    ]
    return sorted(found, key=lambda one: one.since)


def _power(one: PowerWaits, offices: Mapping[str, str], reader: Reader) -> Waits:
    power, officer = one.seen.power, one.officer
    args = [officer.username, one.seen.holding]
    doors = (
        (one.approving, Door(said(ApproveHoldingForm.about.title), reverse("approve-power", args=args))),
        (one.withdrawing, Door(said(WithdrawHoldingForm.about.title), reverse("withdraw-power", args=args))),
    )
    detail = (
        f"{words.level(power)} – {words.held_as(power, one.seen.for_whom)}, {words.span(power)}",
        offices.get(officer.office_id, officer.office_id),
    )
    by, since = one.seen.entered
    return Waits(
        f"{words.item_called(power)} – {words.item(power)}", officer.name, reverse("powers-officer", args=[officer.username]),
        detail, by, since, _open(doors, reader), _stops(one.approving, reader),
    )  # fmt: skip


def _change(one: ChangeWaits, offices: Mapping[str, str], reader: Reader) -> Waits:
    change, account = one.change, one.account
    args = [change.officer, change.line]
    doors = (
        (one.approving, Door(said(ApproveChangeForm.about.title), reverse("approve-change", args=args))),
        (one.withdrawing, Door(said(WithdrawChangeForm.about.title), reverse("withdraw-change", args=args))),
    )
    where = change.office or (account.office_id if account else "")
    detail = tuple(text for text in (words.roles_to_be(change), offices.get(where, where)) if text)
    whose = account.name if account else change.name
    href = reverse("powers-officer", args=[account.username]) if account else ""
    return Waits(
        said(words.CHANGES[change.kind]), whose, href, detail, change.entered_by.name, change.entered_on,
        _open(doors, reader), _stops(one.approving, reader),
    )  # fmt: skip


def _open(doors: Iterable[tuple[tuple[Blocker, ...], Door]], reader: Reader) -> tuple[Door, ...]:
    return tuple(door for stops, door in doors if not stops) if is_supervisor(reader) else ()


def _stops(stops: tuple[Blocker, ...], reader: Reader) -> tuple[Shown, ...]:
    return shown(stops, "", reader) if is_supervisor(reader) else ()
