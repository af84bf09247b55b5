"""A month, a quarter or a year: as it stands in an address, its days, and its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from trp.rulebook.language import Both
from trp.rulebook.words import month

_WRITTEN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]|Q[1-4]))?")
_MONTHS, _QUARTERS, _YEARS = 12, 8, 3
_FIRST_YEAR = 2000


@dataclass(frozen=True)
class Period:
    """A stretch of the calendar. Both days are included.

    Attributes:
        text: As an address has it: `2026-03`, `2026-Q1` or `2026`.
    """

    text: str
    since: date
    until: date
    says: Both


def period(text: str) -> Period | None:
    """The period that a text names; None: it names none."""
    found = _WRITTEN.fullmatch(text)
    if found is None or int(found[1]) < _FIRST_YEAR:
        return None
    year, part = int(found[1]), found[2]
    if part is None:
        return _of(text, year, 1, 12, Both(str(year), str(year)))
    if part.startswith("Q"):
        n = int(part[1])
        return _of(text, year, 3 * n - 2, 3 * n, Both(f"Quarter {n} of {year}", f"Trimestre {n} de {year}"))
    first = date(year, int(part), 1)
    return _of(text, year, first.month, first.month, Both(month(first, "en"), month(first, "fr")))


def month_of(day: date) -> Period:
    """The month that a day lies in."""
    found = period(f"{day.year}-{day.month:02d}")
    assert found is not None
    return found


def recent(day: date) -> Iterator[Period]:
    """The last months, quarters and years, each from the one that the day lies in."""
    numbers = [divmod(day.year * 12 + day.month - 1 - n, 12) for n in range(_MONTHS)]
    quarters = [divmod(day.year * 4 + (day.month - 1) // 3 - n, 4) for n in range(_QUARTERS)]
    texts = [f"{year}-{n + 1:02d}" for year, n in numbers]
    texts += [f"{year}-Q{quarter + 1}" for year, quarter in quarters]
    texts += [str(day.year - n) for n in range(_YEARS)]
    yield from filter(None, map(period, texts))


def _of(text: str, year: int, first: int, last: int, says: Both) -> Period:
    after = date(year + last // 12, last % 12 + 1, 1) if year + last // 12 <= date.max.year else None
    until = after - timedelta(days=1) if after else date.max
    return Period(text, date(year, first, 1), until, says)
