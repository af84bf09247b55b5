"""A day of an office as its pages show it: the ledger by method, what was counted, who signed, what moved."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import connection

from trp.casework.checks import amount
from trp.casework.ledger import ACCOUNTS
from trp.casework.registers.days import DayLedger, Signed, state
from trp.casework.registers.receipts import METHODS
from trp.desk.words import speech
from trp.fees import days
from trp.fees.looking import names
from trp.officers.models import Office, Officer
from trp.rulebook.language import Both


@dataclass(frozen=True)
class Row:
    """One method. `cents`: as the ledger shows it; `counted`: None where nothing was counted yet; both CAD."""

    method: str
    says: Both
    receipts: int
    cents: int
    counted: int | None

    @property
    def apart(self) -> Both | None:
        """How far what was counted is from the ledger; None: it agrees, or was not counted."""
        if self.counted is None or self.counted == self.cents:
            return None
        wrong = amount(abs(self.counted - self.cents))
        if self.counted > self.cents:
            return Both(f"{wrong.en} over", f"{wrong.fr} en trop")
        return Both(f"{wrong.en} short", f"{wrong.fr} en moins")


@dataclass(frozen=True)
class Told:
    """A move in words: from which account, to which, and by whom."""

    step: days.Step
    out_of: Both
    into: Both
    by: str


@dataclass(frozen=True)
class Looked:
    """A day of an office.

    Attributes:
        counts: Receipts by method.
        steps: What went from one account to another that day.
        closed_at: When a second person signed the day last; None: nobody has.
    """

    office: Office
    day: date
    held: DayLedger
    counts: Mapping[str, int]
    steps: list[days.Step]
    closed_at: datetime | None
    people: Mapping[str, str]

    @property
    def state(self) -> str:
        """One of `trp.casework.registers.days.STATES`."""
        return state(self.held.totals, self.held.signed)

    @property
    def called(self) -> str:
        return speech()(self.office.name_en, self.office.name_fr)

    @property
    def total(self) -> int:
        return sum(self.held.totals.values())

    @property
    def receipts(self) -> int:
        return sum(self.counts.values())

    @property
    def signed_by(self) -> str:
        return self._named(self.held.signed.by if self.held.signed else "")

    @property
    def countersigned_by(self) -> str:
        return self._named((self.held.signed.countersigned_by or "") if self.held.signed else "")

    def _named(self, key: str) -> str:
        return self.people.get(key, key)

    def rows(self, counted: Mapping[str, int] | None = None, *, every: bool = False) -> list[Row]:
        """The methods that are in the ledger or were counted. `every`: all there are, as a form asks for them."""
        told = counted or {}
        return [
            Row(method, says, self.counts.get(method, 0), self.held.totals.get(method, 0),
                told.get(method, 0) if counted is not None else None)
            for method, says in METHODS.items()
            if every or method in self.held.totals or told.get(method)
        ]  # fmt: skip

    @property
    def signed_rows(self) -> list[Row]:
        """The ledger as it is, against what was counted when the day was signed; uncounted, where nobody signed."""
        return self.rows(self.held.signed.counted if self.held.signed else None)

    @property
    def whole(self) -> Row:
        """All methods together. One may be over and another short by as much: each row says so for itself."""
        counted = sum(self.held.signed.counted.values()) if self.held.signed else None
        return Row("", Both("Total", "Total"), self.receipts, self.total, counted)

    @property
    def moves(self) -> list[tuple[Both, Both, Both, int, int]]:
        """What moved of the office’s receipts: the method, from which account, to which, the cents, and how often."""
        found: dict[tuple[str, str, str], list[int]] = {}
        for one in self.steps:
            if one.office is not None and not self._is_after(one):
                found.setdefault((one.method, one.debit, one.credit), []).append(one.cents)
        return [
            (METHODS[method], ACCOUNTS[debit], ACCOUNTS[credit], sum(cents), len(cents))
            for (method, debit, credit), cents in sorted(found.items())
        ]

    @property
    def unreserved(self) -> list[Told]:
        """What the people of the office moved of receipts that no office reserved: it is in the day of none."""
        return [self._told(one) for one in self.steps if one.office is None]

    @property
    def after(self) -> list[Told]:
        """What moved that day after it was closed: nobody who signed has seen it."""
        return [self._told(one) for one in self.steps if self._is_after(one)]

    def _is_after(self, one: days.Step) -> bool:
        return self.closed_at is not None and one.at > self.closed_at

    def _told(self, one: days.Step) -> Told:
        return Told(one, ACCOUNTS[one.debit], ACCOUNTS[one.credit], self._named(one.by))


def look(office: str, day: date, on: date) -> Looked | None:
    """A day of an office as the ledger shows it now; None: there is no such office. `on`: today at the office."""
    found = Office.objects.filter(code=office).first()
    if found is None:
        return None
    with connection.cursor() as cursor:
        held = days.read(cursor, office, day, on)
        counts = days.counts(cursor, office, day)
        steps = days.steps(cursor, office, day, _staff(office))
        closed_at = days.closed_at(cursor, office, day)
    signed = held.signed
    keys = {one.by for one in steps} | ({signed.by, signed.countersigned_by} if signed else set())
    people = names({one for one in keys if one}) if keys else {}
    return Looked(found, day, held, counts, steps, closed_at, people)


def _staff(office: str) -> set[str]:
    """The keys of who works at an office."""
    return {str(key) for key in Officer.objects.filter(office__code=office).values_list("id", flat=True)}


def mark(signed: Signed | None) -> str:
    """Stands for a signature, so that nobody countersigns another one than they were shown."""
    told = [signed.by, dict(signed.totals), dict(signed.counted), signed.explained] if signed else []
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
