"""The 30 calendar days in which processing has to be acknowledged, and the day a remission is payable by."""

from __future__ import annotations

from datetime import date
from typing import Any

from trp.rulebook.days import days_after, fiscal_year_start
from trp.rulebook.derive.reader import Reader, around, value
from trp.rulebook.shape import day
from trp.rulebook.unknown import lift

STANDARD_SINCE = date(2023, 12, 1)
"""The remission policy covers requests complete from this day on. Source: IRCC remission policy (TRP)."""

STANDARD_DAYS = 30


def read(request: Reader, found: dict[str, Any], values: dict[str, Any], *, on: date) -> None:
    """Add the facts of the remission clock, and its days for sentences and own fields."""
    complete = request.day(
        "complete_on", lambda: (None, *around(STANDARD_SINCE, days_after(on, -STANDARD_DAYS), on))
    )
    held = request.held.get("complete_on")
    last = days_after(day(held), STANDARD_DAYS) if held else on
    acknowledged = request.day("acknowledged_on", lambda: (None, *around(last, on)))
    found["completion"] = lift(lambda c: _completion(c, on), complete)
    found["acknowledgement"] = lift(lambda c, a: _acknowledgement(c, a, on), complete, acknowledged)
    values["acknowledge_by"] = value(lambda c: c and days_after(c, STANDARD_DAYS), complete)
    values["payable_before"] = value(lambda c: c and _payable_before(c), complete)


def _completion(complete_on: date | None, on: date) -> str:
    if complete_on is None or complete_on > on:
        return "not_complete"
    return "before_standard" if complete_on < STANDARD_SINCE else "complete"


def _acknowledgement(complete_on: date | None, acknowledged_on: date | None, on: date) -> str:
    if complete_on is None or complete_on > on:
        return "running"
    last = days_after(complete_on, STANDARD_DAYS)
    if acknowledged_on is not None and acknowledged_on <= min(last, on):
        return "in_time"
    return "ran_out" if on > last else "running"


def _payable_before(complete_on: date) -> date:
    """1 July of the fiscal year after the one in which the 30 days ran out."""
    year = fiscal_year_start(days_after(complete_on, STANDARD_DAYS)).year + 1
    return date(min(year, date.max.year), 7, 1)
