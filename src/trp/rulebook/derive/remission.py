"""The 30 calendar days in which processing has to be acknowledged, and the day a remission is payable by."""

from __future__ import annotations

from datetime import date
from typing import Any

from trp.rulebook.days import days_after, fiscal_year_start
from trp.rulebook.derive.reader import Reader, around, value
from trp.rulebook.language import Rulebook
from trp.rulebook.shape import day
from trp.rulebook.unknown import lift


def read(request: Reader, found: dict[str, Any], values: dict[str, Any], *, on: date, book: Rulebook) -> None:
    """Add the facts of the remission clock, and its days for sentences and own fields."""
    since, days = book.day_of("remission_since"), book.number("acknowledge_days")
    complete = request.day("complete_on", lambda: (None, *around(since, days_after(on, -days), on)))
    held = request.held.get("complete_on")
    last = days_after(day(held), days) if held else on
    acknowledged = request.day("acknowledged_on", lambda: (None, *around(last, on)))
    found["completion"] = lift(lambda c: _completion(c, on, since), complete)
    found["acknowledgement"] = lift(lambda c, a: _acknowledgement(c, a, on, days), complete, acknowledged)
    values["acknowledge_by"] = value(lambda c: c and days_after(c, days), complete)
    values["payable_before"] = value(lambda c: c and _payable_before(c, days), complete)


def _completion(complete_on: date | None, on: date, since: date) -> str:
    if complete_on is None or complete_on > on:
        return "not_complete"
    return "before_standard" if complete_on < since else "complete"


def _acknowledgement(complete_on: date | None, acknowledged_on: date | None, on: date, days: int) -> str:
    if complete_on is None or complete_on > on:
        return "running"
    last = days_after(complete_on, days)
    if acknowledged_on is not None and acknowledged_on <= min(last, on):
        return "in_time"
    return "ran_out" if on > last else "running"


def _payable_before(complete_on: date, days: int) -> date:
    """1 July of the fiscal year after the one in which the days ran out."""
    year = fiscal_year_start(days_after(complete_on, days)).year + 1
    return date(min(year, date.max.year), 7, 1)
