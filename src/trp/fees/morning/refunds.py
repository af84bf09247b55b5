"""Refunds that wait for a second person, and holder fees that are to be refunded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trp.casework.registers.receipts import CLERKS, FEES
from trp.casework.registers.refunds import HOLDER_FEE, REASONS
from trp.desk.may import may
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.fees import refunds as register
from trp.fees.morning.entries import address
from trp.fees.refunds import HolderFee, Waiting


def waiting(reader: Reader) -> list[Waiting]:
    """Those of the reader’s office, and of receipts that no office has reserved."""
    return [one for one in register.waiting() if one.office in (None, reader.who.office)]


def holder_fees(reader: Reader) -> list[HolderFee]:
    """Holder fees that were paid with R208(b) and are not refunded yet, of the same receipts."""
    return [one for one in register.holder_fees() if one.office in (None, reader.who.office)]


@may(*CLERKS)
def refunds(request: HttpRequest) -> HttpResponse:
    """Who can approve what, and what is to be proposed."""
    reader = reader_of(request)
    told = {
        "here": "receipts",
        "hidden": register.HIDDEN,
        "waiting": [
            (one, FEES[one.fee], REASONS[one.reason], one.proposer == reader.who.id, one.hides_from(reader.who),
             address("approve-refund", one.receipt, **{"fee": one.fee, "from": "refunds"}),
             address("withdraw-refund", one.receipt, **{"fee": one.fee, "from": "refunds"}))
            for one in waiting(reader)
        ],
        "holders": [(one, address("refund", one.receipt, fee=HOLDER_FEE, reason="holder_fee")) for one in holder_fees(reader)],
    }  # fmt: skip
    return render(request, "fees/morning/refunds.html", told)
