"""A morning's file of the demo: what the payment system lists for one office today, mistakes of the day among it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings

from trp.casework.checks import of
from trp.casework.fees import RequestFee, balance
from trp.casework.registers.receipts import FEES
from trp.desk.reader import Reader
from trp.fees.models import Receipt, ReceiptLine
from trp.journal.cases import Wanted, listed, opened, surroundings
from trp.journal.demo import demo
from trp.rulebook.words import dollars

if TYPE_CHECKING:
    from trp.journal.cases import Head

HEADER = ("Receipt number", "Paid on", "Method", "Office", "Payer", "Fee", "Quantity", "Amount")
_METHODS = ("online", "card", "online", "cheque", "online", "cash")
_MOST = 8  # cases whose clients pay this morning
_NUMBER = 91_000_000

Row = tuple[str, ...]
Pays = tuple[str, str, int]
"""A receipt, the case that it pays, and the cents of its permit fee."""


def is_offered() -> bool:
    """Whether the file can be taken here: the service runs as a demo, on a database that was filled as one."""
    return bool(settings.DEMO) and demo() is not None


def as_file(rows: Sequence[Row]) -> bytes:
    """The rows as the payment system would send them: CSV in UTF-8."""
    told = io.StringIO(newline="")
    csv.writer(told).writerows(rows)
    return told.getvalue().encode()


def morning(reader: Reader) -> tuple[list[Row], list[Pays]]:
    """The rows of the file with their heading, and which receipt is for which case."""
    rows: list[Row] = [HEADER]
    pays: list[Pays] = []
    first = _NUMBER + reader.day.toordinal() % 10_000 * 100
    for n, (head, cents) in enumerate(_owing(reader)):
        number, method = f"R{first + n}", _METHODS[n % len(_METHODS)]
        payer = f"{head.person.given_names} {head.person.family_name}" if head.person else ""
        start = (number, reader.day.isoformat(), method, reader.who.office, payer)
        rows.append((*start, "trp", "1", dollars(cents)))
        if n % 3 == 0:
            rows.append((*start, "biometrics", "1", "85.00"))
        if n == 1:
            rows.append((*start, "open_work_permit_holder", "1", "100.00"))
        pays.append((number, head.number, cents))
    rows += _mistakes(reader, first + 90)
    return rows, pays


def _owing(reader: Reader) -> list[tuple[Head, int]]:
    """Cases of the office whose clients were asked for the fee."""
    wanted = Wanted(stage="awaiting_fee", office=reader.who.office, next="client")
    found = []
    for head in listed(reader.who, wanted, at=reader.at, most=_MOST).heads:
        _, file = opened(reader.who, head.number, at=reader.at)
        around = surroundings(head, file, RequestFee(), reader.who, reader.day)
        if cents := balance(file, of(file, around)):
            found.append((head, cents))
    return found


def _mistakes(reader: Reader, first: int) -> list[Row]:
    """What comes every morning: one nobody can place, one that is known, one that changed, and rows that are wrong."""
    day, office = reader.day.isoformat(), reader.who.office
    rows: list[Row] = [
        (f"R{first}", day, "transfer", "", "Cabinet Lavoie", "", "1", "246.25"),
        (f"R{first + 1}", day, "online", office, "M. Okonkwo", "work_permit", "1", "155.00"),
        (f"R{first + 2}", day, "online", office, "P. Sandhu", "trp", "1", "246.2"),
        (f"R{first + 3}", day, "online", "ATLANTIS", "P. Sandhu", "trp", "1", "246.25"),
    ]
    old = list(Receipt.objects.filter(office=office).order_by("-paid_on", "number")[:2])
    for n, one in enumerate(old):
        line = ReceiptLine.objects.filter(receipt=one.number).order_by("fee")[0]
        cents = line.cents + n * 100  # the second is not what it was
        rows.append((one.number, one.paid_on.isoformat(), one.method, office, one.payer, line.fee, str(line.quantity), dollars(cents)))  # fmt: skip
    assert all(row[5] in FEES or not row[5] for row in rows)
    return rows
