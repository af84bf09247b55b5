"""Counting days, months and years as the law counts them.

The calendar here ends on 9999-12-31: a later day is given as that day.

Source: Interpretation Act s. 27 and 28 (months run by the calendar number; the start day does not count,
the same-numbered end day does; a month without that number ends on its last day).
"""

from __future__ import annotations

from datetime import date, timedelta


def months_after(day: date, months: int) -> date:
    """The last day of so many months from `day`, that last day included."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, _length(year, month)))


def _length(year: int, month: int) -> int:
    """The number of days of a month."""
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def days_after(day: date, days: int) -> date:
    """The day so many calendar days after `day` (before it, if negative)."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def fiscal_year_start(day: date) -> date:
    """The 1 April on which the fiscal year of that day begins."""
    return date(day.year if day.month >= 4 else max(day.year - 1, 1), 4, 1)
