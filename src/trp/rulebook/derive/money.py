"""Amounts, payments and receipts: what is owed on the day of the request, and what of it is settled."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from trp.rulebook.days import days_after
from trp.rulebook.derive.reader import Reader, value
from trp.rulebook.language import NO, YES, Measure, Rulebook, Series
from trp.rulebook.shape import day
from trp.rulebook.unknown import lift, unknown
from trp.rulebook.words import dollars

PERMIT_FEE = "permit_fee"
_OTHER_FEES = ("work_permit_fee", "study_permit_fee")
_MOST = 10**15  # cents: more than this is as good as this


class _Day(NamedTuple):
    """What depends on nothing but the day of the request."""

    fee: Series
    cents: int | None
    facts: dict[str, str]
    values: dict[str, Any]


@lru_cache(maxsize=4096)
def _on(book: Rulebook, made_on: date) -> _Day:
    fee = book.series[PERMIT_FEE]
    owed = fee.on(made_on)
    change = next_change(fee, made_on)
    facts = {
        "amount_loaded": NO if owed is None else YES,
        "amount_verified": YES if owed is not None and owed.verified else NO,
        "fee_change_near": YES
        if change is not None and days_after(change, -book.number("fee_change_near_days")) <= made_on
        else NO,
        "measure_window": _window(book.measures, made_on),
    }
    values = {
        name: None if (amount := book.series[series].on(made_on)) is None else dollars(amount.cents)
        for name, series in (("amount", PERMIT_FEE), *((name, name) for name in _OTHER_FEES))
    }
    return _Day(
        fee, owed.cents if owed else None, facts, {"zero": "0.00", "next_fee_change": change, **values}
    )


def read(
    request: Reader, found: dict[str, Any], values: dict[str, Any], *, made_on: date, on: date, book: Rulebook
) -> None:
    """Add the facts of the money, and the amounts for sentences and own fields."""
    fee, owed, facts, amounts = _on(book, made_on)
    found.update(facts)
    values.update(amounts)
    found["other_fee_held"] = lift(
        lambda kind: NO if amounts.get(f"{kind}_fee", "") is None else YES, found["application"]
    )
    if owed is None:
        found["payment"], values["balance"] = "none", None
    else:
        paid = _paid(request, fee)
        mailed = request.day("mailed_on", lambda: _mailing_days(fee, made_on))
        found["payment"] = lift(lambda p, m: _payment(p, m, owed, made_on, fee), paid, mailed)
        values["balance"] = value(lambda p: dollars(max(owed - p, 0)), paid)

    found["receipt_waits"] = _any(request, "unallocated_receipts")
    found["fee_requested"] = request.happened("fee_requested_on", on)
    found["trp_file_created"] = request.happened("trp_file_created_on", on)
    found["ability_to_pay"] = request.choice("ability_to_pay", ("able", "unable", "unwilling"))
    _instruments(request, found, values, on)


def next_change(fee: Series, made_on: date) -> date | None:
    """The yearly change (1 December) after that day, if no amount is loaded for it."""
    change = date(made_on.year if made_on < date(made_on.year, 12, 1) else min(made_on.year + 1, 9999), 12, 1)
    return None if fee.on(change) is not None else change


def _paid(request: Reader, fee: Series) -> Any:
    if request.knows("paid"):
        whole, cents = request.held["paid"].split(".")
        return _MOST if len(whole) > 13 else int(whole + cents)
    return unknown(request.ask("paid"), (0, 1, *sorted({amount.cents for amount in fee.amounts})))


def _mailing_days(fee: Series, made_on: date) -> tuple[date | None, ...]:
    """Days on which paper could have been mailed that stand for all others."""
    return (None, *(amount.since for amount in fee.amounts if amount.since < made_on), made_on)


def _payment(paid: int, mailed_on: date | None, owed: int, made_on: date, fee: Series) -> str:
    if paid >= owed:
        return "whole"
    if mailed_on is not None and mailed_on < made_on:
        earlier = fee.on(mailed_on)
        if earlier is not None and earlier.cents < owed and paid >= earlier.cents:
            return "earlier_amount"
    return "part" if paid else "none"


def _any(request: Reader, key: str) -> Any:
    if request.knows(key):
        return YES if request.held[key] else NO
    return unknown(request.ask(key), (NO, YES))


def _window(measures: tuple[Measure, ...], made_on: date) -> str:
    for measure in measures:
        if measure.decided_by is None and measure.since <= made_on and (measure.until or date.max) >= made_on:
            return measure.reference
    return "none"


def _instruments(request: Reader, found: dict[str, Any], values: dict[str, Any], on: date) -> None:
    """The other measure of the register, and the Minister's written instruction."""
    there, measure = request.part("fee_measure")
    found["fee_measure"] = lift(lambda p: YES if p else NO, there)
    values["measure_reference"] = measure.held.get("reference")
    values["measure_code"] = measure.held.get("code")
    there, instruction = request.part("minister_fee_instruction")
    dated = instruction.held.get("dated")
    given = there if dated is None else day(dated) <= on
    found["minister_fee_instruction"] = lift(lambda p: YES if p else NO, given)
    values["instruction_reference"] = instruction.held.get("reference")
    values["instruction_dated"] = dated
