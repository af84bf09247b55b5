"""One receipt: where each cent went, and what the reader can do with it now, or why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trp.casework.checks import amount
from trp.casework.fees import CLERKS as MONEY
from trp.casework.fees import AllocateReceipt, ReverseAllocation
from trp.casework.gcms.words import fill
from trp.casework.ledger import ACCOUNTS, CASE, PAYMENT_SYSTEM
from trp.casework.registers.entries import Entry, Known
from trp.casework.registers.receipts import CLERKS, FEES, METHODS, PERMIT_FEE, ReleaseReceipt, ReserveReceipt
from trp.casework.registers.refunds import HOLDER_FEE, REASONS, ApproveRefund, ProposeRefund, WithdrawRefund
from trp.casework.roles import acting_under
from trp.desk.acting import Door, Shown, door_of, shown
from trp.desk.may import may
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.words import language, said, speech
from trp.fees import looking, receipts, refunds
from trp.fees.looking import Move, Suspended
from trp.fees.morning import entries
from trp.fees.morning.match import Line, suggested
from trp.fees.morning.on_receipt import WRITTEN
from trp.fees.refunds import Waiting
from trp.journal.cases import key_of
from trp.rulebook.language import Both

READERS = tuple(dict.fromkeys((*MONEY, "supervisor", "auditor")))
_CASE = re.compile("[Tt]-?([0-9]{1,12})")


@dataclass(frozen=True, slots=True)
class Step:
    """What can be entered on a receipt. `stops`: why it cannot be now; `href`: its page."""

    title: str
    href: str
    stops: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A move of money in words. `why`: the reason, and the source that it came from."""

    move: Move
    fee: Both
    out_of: Both
    into: Both
    under: str
    why: str
    case: str | None


@may(*READERS)
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Where each cent of a receipt went."""
    reader = reader_of(request)
    found = looking.shown(reader.who, receipt, at=reader.at)
    if found is None:
        return render(
            request, "fees/morning/no_receipt.html", {"here": "receipts", "number": receipt}, status=404
        )
    waiting = refunds.of_receipt(receipt)
    hidden = refunds.hidden_fees(waiting, reader.who)
    lines = [
        (FEES[one.fee], one, one.cents - one.allocated - one.aside, one.fee in hidden) for one in found.lines
    ]
    told = {
        "here": "receipts", "here_may": bool(reader.who.roles & set(CLERKS)), "one": found.receipt, "how": METHODS[found.receipt.method], "lines": lines,
        "waiting": [
            (one, FEES[one.fee], REASONS[one.reason], one.proposer == reader.who.id, one.fee in hidden) for one in waiting
        ],
        "moves": list(zip(map(_told, found.moves), refunds.tells(found.moves, hidden), strict=True)), "hidden": refunds.HIDDEN,
        "total": sum(one.cents for one in found.lines),
        "steps": list(_steps(receipt, reader, found, waiting)), "reversals": list(_reversals(receipt, found, reader)),
        "fits": _fits(found, reader), "can_allocate": _can_allocate(found, reader),
    }  # fmt: skip
    return render(request, "fees/morning/receipt.html", told)


@may(*MONEY)
def allocate_to(request: HttpRequest, receipt: str) -> HttpResponse:
    """From a receipt to the page that allocates it to the case whose number is given; nothing is allocated yet."""
    reader, text = reader_of(request), request.GET.get("case", "").strip()
    number = f"T-{int(found[1]):06d}" if (found := _CASE.fullmatch(text)) else text
    door = door_of(AllocateReceipt.__name__, number, reader) if found and key_of(reader.who, number) else None
    if door is None:
        shown_text = text if len(text) <= 40 else f"{text[:40]}…"
        messages.warning(request, speech()(
            f"“{shown_text}” is no case that you may know of: write its number, e.g. T-000042.",
            f"« {shown_text} » ne désigne aucun dossier que vous pouvez connaître : écrivez son numéro, p. ex. T-000042.",
        ))  # fmt: skip
        return redirect("receipt", receipt=receipt)
    return redirect(f"{door.href}?{urlencode({'receipt': receipt})}")


def _told(move: Move) -> Told:
    why = said(REASONS[move.why]) if move.why in REASONS else move.why
    told = " · ".join(one for one in (why, move.source if move.debit == PAYMENT_SYSTEM else "") if one)
    return Told(
        move, FEES[move.fee], _account(move.debit, move), _account(move.credit, move),
        acting_under(move.acting_under, language()), told, move.case,
    )  # fmt: skip


def _account(account: str, move: Move) -> Both:
    if account != CASE:
        return ACCOUNTS[account]
    if move.case is None:
        return Both("a case that you may not know of", "un dossier que vous ne pouvez connaître")
    return Both(f"case {move.case}", f"dossier {move.case}")


def _can_allocate(found: looking.Shown, reader: Reader) -> bool:
    free = sum(one.cents - one.allocated - one.aside for one in found.lines if one.fee == PERMIT_FEE)
    return bool(free and reader.who.roles & set(MONEY))


def _fits(found: looking.Shown, reader: Reader) -> Line | None:
    """The cases that something points to, for money that has none and whoever works with it."""
    one = found.receipt
    if not _can_allocate(found, reader) or one.office not in (None, reader.who.office):
        return None
    line = next(line for line in found.lines if line.fee == PERMIT_FEE)
    free = line.cents - line.allocated - line.aside
    late = one.paid_on < looking.late_before(reader.day)
    return suggested(
        Suspended(
            one.number, one.paid_on, one.office, one.method, one.payer, line.fee, free, line.cents, late
        ),
        reader,
    )


def _reversals(number: str, found: looking.Shown, reader: Reader) -> Iterator[Door]:
    """The pages that take an allocation back, one for each case that still has a part of the receipt."""
    held: dict[str, int] = {}
    for move in found.moves:
        if move.case is not None:
            held[move.case] = held.get(move.case, 0) + (move.cents if move.credit == CASE else -move.cents)
    for case, cents in held.items():
        door = door_of(ReverseAllocation.__name__, case, reader)
        if door and cents > 0:
            told = fill(
                Both("{title}: {cents} of {case}", "{title} : {cents} du {case}"),
                title=ReverseAllocation.title,
                cents=amount(cents),
                case=case,
            )
            yield Door(said(told), f"{door.href}?{urlencode({'receipt': number})}")


def _steps(number: str, reader: Reader, found: looking.Shown, waiting: list[Waiting]) -> Iterator[Step]:
    """Each entry that makes sense as the receipt stands, with what stops it; asked of the register once."""
    with connection.cursor() as cursor:
        known = Known(reader.day, reader.who, receipts.held(cursor, number, with_cases=True))

    def step(name: str, entry: Entry, title: Both, **query: str) -> Iterator[Step]:
        if reader.who.roles & set(entry.roles):
            stops = shown(entry.blockers(known, reader.at), "", reader)
            yield Step(said(title), entries.address(name, number, **query), stops)

    if found.receipt.office is None:
        yield from step("reserve", ReserveReceipt(receipt=number), ReserveReceipt.title)
    else:
        yield from step("release", ReleaseReceipt(receipt=number, reason=WRITTEN), ReleaseReceipt.title)
    open_fees = {one.fee for one in waiting}
    for line in found.lines:
        free = line.cents - line.allocated - line.aside
        if free and line.fee not in open_fees:
            reason = _reason(line.fee, known)
            propose = ProposeRefund(receipt=number, fee=line.fee, cents=free, reason=reason)
            yield from step(
                "refund", propose, _named(ProposeRefund.title, line.fee), fee=line.fee, reason=reason
            )
    for one in waiting:
        approve = ApproveRefund(receipt=number, fee=one.fee, cents=one.cents)
        withdraw = WithdrawRefund(receipt=number, fee=one.fee, reason=WRITTEN)
        yield from step("approve-refund", approve, _named(ApproveRefund.title, one.fee), fee=one.fee)
        yield from step("withdraw-refund", withdraw, _named(WithdrawRefund.title, one.fee), fee=one.fee)


def _reason(fee: str, known: Known) -> str:
    """The reason that stands there first: the one that the record itself gives, else that it is paid for nothing."""
    held: Any = known.held
    return "holder_fee" if fee == HOLDER_FEE and held and held.with_r208b else "unallocated"


def _named(title: Both, fee: str) -> Both:
    return fill(Both("{title}: {fee}", "{title} : {fee}"), title=title, fee=FEES[fee])
