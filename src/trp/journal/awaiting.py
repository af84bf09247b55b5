"""What waits for a second supervisor: powers that were entered, and changes of accounts.

The entries that approve and withdraw are asked themselves what stops somebody, on what is read here at once for all of
them: however much waits, it is four statements. It is asked again at the door.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from trp.casework.around import Actor
from trp.casework.blockers import Blocker
from trp.casework.registers import accounts as a
from trp.casework.registers.entries import Entry, Known
from trp.casework.registers.holdings import ApproveHolding, WithdrawHolding
from trp.casework.registers.officers import Concerned, Held, Member
from trp.casework.wire import read
from trp.journal.delegations import PowerSeen, seen
from trp.journal.models import Body, Case, Line
from trp.journal.registers import key_of
from trp.officers.models import Change, Holding, Officer


@dataclass(frozen=True, slots=True)
class PowerWaits:
    """A power that waits. `approving`, `withdrawing`: what stops the reader from it."""

    officer: Officer
    seen: PowerSeen
    approving: tuple[Blocker, ...]
    withdrawing: tuple[Blocker, ...]


@dataclass(frozen=True, slots=True)
class ChangeWaits:
    """A change of an account that waits.

    Attributes:
        account: The account as it stands; None: it is to be opened.
        approving, withdrawing: What stops the reader from it.
    """

    change: Change
    account: Officer | None
    approving: tuple[Blocker, ...]
    withdrawing: tuple[Blocker, ...]


def powers_waiting(reader: Actor, *, on: date, at: datetime, officer: UUID | None = None) -> list[PowerWaits]:
    """The powers that wait, the longest first. `officer`: of one officer alone."""
    rows = Holding.objects.filter(approved_by=None, withdrawn=False).order_by("entered_on", "id")
    rows = rows.filter(officer_id=officer) if officer else rows
    found = []
    for row in rows.select_related("officer", "for_officer", "entered_by", "approved_by", "ended_by"):
        one, key = seen(row), str(row.officer_id)
        held = Held(row.line, one.power, str(row.entered_by_id))
        known = Known(on, reader, Concerned(Member(key, row.officer.name, row.officer.is_active, (held,))))
        tried = (
            ApproveHolding(officer=key, holding=row.line),
            WithdrawHolding(officer=key, holding=row.line, reason="–"),
        )
        found.append(PowerWaits(row.officer, one, *_stops(tried, known, at)))
    return found


def changes_waiting(
    reader: Actor, *, on: date, at: datetime, officer: UUID | None = None
) -> list[ChangeWaits]:
    """The changes of accounts that wait, the longest first. `officer`: of one account alone."""
    waiting = Change.objects.filter(approved_by=None, withdrawn=False).order_by("entered_on", "id")
    rows = list((waiting.filter(officer=officer) if officer else waiting).select_related("entered_by"))
    keys, names = {one.officer for one in rows}, {one.username for one in rows}
    people = {one.id: one for one in Officer.objects.filter(Q(id__in=keys) | Q(username__in=names))}
    taken = {one.username: key for key, one in people.items()}
    holding = set(
        Case.every.filter(holder__in=[str(key) for key in keys], result=None).values_list("holder", flat=True)
    )
    found = []
    for row in rows:
        key, account = str(row.officer), people.get(row.officer)
        closes = row.kind == "close"
        held = a.Accounts(
            a.Account(account.name, frozenset(account.roles.split()), account.office_id, account.is_active) if account else None,
            a.Change(row.line, str(row.entered_by_id), row.username, closes),
            taken=taken.get(row.username, row.officer) != row.officer,
            holds_files=closes and key in holding,
        )  # fmt: skip
        tried = (
            a.ApproveChange(officer=key, change=row.line),
            a.WithdrawChange(officer=key, change=row.line, reason="–"),
        )
        found.append(ChangeWaits(row, account, *_stops(tried, Known(on, reader, held), at)))
    return found


def _stops(tried: Sequence[Entry], known: Known, at: datetime) -> list[tuple[Blocker, ...]]:
    return [entry.blockers(known, at) for entry in tried]


def reason_of_closing(account: UUID, line: int) -> str:
    """Why an account is to be closed, as the line says that entered it; empty: that line enters nothing of the kind."""
    of_line = {"case_id": key_of("officers", str(account)), "number": line}
    told = (
        Line.objects.filter(kind=a.ClosingEntered.__name__, **of_line)
        .values_list("version", flat=True)
        .first()
    )
    body = Body.objects.filter(**of_line).values_list("body", flat=True).first() if told is not None else None
    if told is None or body is None:
        return ""
    event = read(a.ClosingEntered.__name__, told, body)
    return event.reason if isinstance(event, a.ClosingEntered) else ""
