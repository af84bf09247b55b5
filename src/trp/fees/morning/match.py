"""Matching, on one screen: money without a case on one side, cases without money on the other, and what points where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trp.casework.events import ReceiptGenerated, ReceiptTakenBack
from trp.casework.fees import AllocateReceipt
from trp.casework.registers.receipts import CLERKS, FEES, PERMIT_FEE
from trp.casework.wire import read
from trp.desk.acting import door_of
from trp.desk.may import may
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.fees import looking
from trp.fees.looking import Suspended, suspense
from trp.fees.morning.fitting import Fit, Fitting, Waiting
from trp.fees.morning.settled import Settled, settled
from trp.journal import sql
from trp.journal.lists.shown import Count, Row, Tab
from trp.journal.queue import page

MONEY = 25
"""Receipts on a page."""
CASES = 500
"""Cases that suggestions are taken from: of more, those that are due first."""
LISTED = 50
"""Cases that the other side lists."""
FITS = 3
"""Suggestions for a receipt."""
OTHERS = 200
"""Other fees that the page lists, the newest first."""
OTHERS_FOR = 21
"""Days for which other fees are told: nothing ever takes them away, and a file is compared while it is new."""
MOST = 2_000
"""Receipts, the oldest first, that are compared for the same case."""

_ON_FILE = (
    "SELECT l.case_id, l.kind, l.version, b.body FROM journal_line l "
    "JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    "WHERE l.kind IN ('ReceiptGenerated', 'ReceiptTakenBack') AND l.case_id IN ({marks}) ORDER BY l.case_id, l.number"
)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A case that is suggested.

    Attributes:
        href: The page that allocates the receipt to it; empty: not the reader’s to do.
        also: Other receipts that the same case is suggested for: it may have been paid twice.
    """

    fit: Fit
    href: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Money without a case, with the cases that something points to. `more`: how many others there are.

    `can`: it can be allocated as a permit fee at all; what is not stated is first looked into. `settled`: where no case
    waits for it, a case that is paid and that it belongs to all the same; None: none is known.
    """

    money: Suspended
    suggested: tuple[Suggested, ...]
    more: int
    can: bool
    settled: Settled | None = None


@may(*CLERKS)
def match(request: HttpRequest) -> HttpResponse:
    """Money without a case, and cases without money."""
    reader, given = reader_of(request), request.GET
    money = suspense(reader.who.office, reader.day, free_too=True)
    late, only = "late" in given, given.get("receipt", "")
    chosen = [one for one in money if (one.overdue or not late) and only in ("", one.number)]
    start = int(given["start"]) if given.get("start", "").isdecimal() and len(given["start"]) < 7 else 0
    start = start if start < len(chosen) else 0
    cases, rows, count = waiting(reader)
    fitting = Fitting(cases)
    also = _also(money, fitting)
    lines = [_line(one, fitting, reader, also) for one in chosen[start : start + MONEY]]
    others = looking.other_fees(reader.who.office, reader.day - timedelta(days=OTHERS_FOR))
    told = {
        "here": "receipts", "late": late, "only": only, "all_count": len(money), "count": len(chosen),
        "late_count": sum(one.overdue for one in money), "total": sum(one.free for one in chosen),
        "lines": _with_settled(lines, reader),
        "first": start + 1, "last": min(start + MONEY, len(chosen)),
        "previous": _at(given, max(start - MONEY, 0)) if start else None,
        "following": _at(given, start + MONEY) if start + MONEY < len(chosen) else None,
        "others_for": OTHERS_FOR, "others": [(one, FEES[one.fee]) for one in others[:OTHERS]], "other_count": len(others),
        "other_total": sum(one.cents for one in others), "others_more": max(len(others) - OTHERS, 0),
        "cases": rows[:LISTED], "case_count": count, "cases_left": count.value > LISTED, "searched": CASES if count.value > CASES else 0,
    }  # fmt: skip
    return render(request, "fees/morning/match.html", told)


def suggested(money: Suspended, reader: Reader) -> Line:
    """One receipt with the cases that something points to."""
    return _line(money, Fitting(waiting(reader)[0]), reader)


def waiting(reader: Reader) -> tuple[list[Waiting], tuple[Row, ...], Count]:
    """The cases of the reader’s office that wait for money, as far as the reader may know of them; how many there are."""
    found = page(reader.who, Tab.FEE, on=reader.day, at=reader.at, size=CASES)
    on_file = _on_file([row.key for row in found.rows])
    cases = [
        Waiting(
            row.key, row.number, row.person.family_name if row.person else "", row.person.given_names if row.person else "",
            row.person.client_id if row.person else "", row.since, row.office, row.fee_due,
            frozenset(on_file.get(row.key, ())),
        )
        for row in found.rows
        if row.fee_due
    ]  # fmt: skip
    return cases, found.rows, found.count


def _on_file(cases: Iterable[UUID]) -> dict[UUID, set[str]]:
    """The receipts that stand on the files of these cases; one statement."""
    keys = [sql.bound(one) for one in cases]
    if not keys:
        return {}
    found: dict[UUID, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_ON_FILE.format(marks=", ".join(["%s"] * len(keys))), keys)
        for case, kind, version, body in cursor.fetchall():
            event: Any = read(kind, version, body)
            held = found.setdefault(sql.unbound(case), set())
            if isinstance(event, ReceiptGenerated):
                held.add(event.receipt)
            elif isinstance(event, ReceiptTakenBack):
                held.discard(event.receipt)
    return found


def _line(
    money: Suspended, fitting: Fitting, reader: Reader, also: Mapping[str, list[str]] | None = None
) -> Line:
    fits, can, others = fitting.of(money), money.fee == PERMIT_FEE, also or {}
    shown = tuple(
        Suggested(
            one, _door(one, money, reader) if can else "",
            tuple(number for number in others.get(one.case.number, ()) if number != money.number)[:FITS],
        )
        for one in fits[:FITS]
    )  # fmt: skip
    return Line(money, shown, max(len(fits) - FITS, 0), can)


def _also(money: Iterable[Suspended], fitting: Fitting) -> dict[str, list[str]]:
    """The receipts that each case is suggested for, on whatever page they stand."""
    found: dict[str, list[str]] = {}
    for one in islice(money, MOST):
        for fit in fitting.of(one)[:FITS]:
            held = found.setdefault(fit.case.number, [])
            if one.number not in held:
                held.append(one.number)
    return found


def _with_settled(lines: list[Line], reader: Reader) -> list[Line]:
    """The lines; those that no case waits for with the case that is paid and that the money belongs to."""
    alone = [one.money for one in lines if not one.suggested]
    if not alone:
        return lines
    found = settled(alone, reader)
    return [replace(one, settled=found.get(one.money.number)) if not one.suggested else one for one in lines]


def _door(fit: Fit, money: Suspended, reader: Reader) -> str:
    door = door_of(AllocateReceipt.__name__, fit.case.number, reader)
    return f"{door.href}?{urlencode({'receipt': money.number, 'from': 'match'})}" if door else ""


def _at(given: Any, start: int) -> str:
    kept = {name: given[name] for name in ("late", "receipt") if name in given}
    return f"?{urlencode({**kept, 'start': start})}"
