"""Spans of days: how long permits were held together, and how old a case is in working days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from trp.rulebook.speech import Speech

Span = tuple[date, date]


def days_held(spans: Iterable[Span], until: date) -> int:
    """Days on which at least one of the permits was held; both ends are included, days after `until` are not.

    Args:
        spans: First and last day of each.
        until: The last day that counts.
    """
    held, last = 0, date.min
    for first, end in sorted(spans):
        begin, end = max(first, last + timedelta(days=1)) if last > date.min else first, min(end, until)
        if begin <= end:
            held += (end - begin).days + 1
            last = end
    return held


def in_words(days: int, speech: Speech, *, days_up_to: int = 29) -> str:
    """A number of days as years and months, for people: `2 years 3 months`; up to so many days, as days."""
    if days <= days_up_to:
        return speech(f"{days} day{'s' if days != 1 else ''}", f"{days} jour{'s' if days > 1 else ''}")
    months = days * 12 // 365
    years, months = divmod(months, 12)
    told = []
    if years:
        told.append(speech(f"{years} year{'s' if years > 1 else ''}", f"{years} an{'s' if years > 1 else ''}"))  # fmt: skip
    if months:
        told.append(speech(f"{months} month{'s' if months > 1 else ''}", f"{months} mois"))
    return " ".join(told)
