"""A quarter: as it stands in an address, its days, and its name.

Quarters alone: of periods that lie in one another, the difference would tell a small number that each withholds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from trp.rulebook.language import Both

_WRITTEN = re.compile(r"([0-9]{4})-Q([1-4])")
_RECENT = 8
_FIRST_YEAR = 2000


@dataclass(frozen=True)
class Period:
    """A quarter of the calendar. Both days are included.

    Attributes:
        text: As an address has it: `2026-Q1`.
    """

    text: str
    since: date
    until: date
    says: Both


def period(text: str) -> Period | None:
    """The quarter that a text names; None: it names none."""
    found = _WRITTEN.fullmatch(text)
    return _quarter(int(found[1]), int(found[2])) if found and int(found[1]) >= _FIRST_YEAR else None


def quarter_of(day: date) -> Period:
    """The quarter that a day lies in."""
    return _quarter(day.year, (day.month + 2) // 3)


def recent(day: date) -> Iterator[Period]:
    """The last quarters, from the one that the day lies in."""
    for n in range(_RECENT):
        year, quarter = divmod(day.year * 4 + (day.month - 1) // 3 - n, 4)
        yield _quarter(year, quarter + 1)


def _quarter(year: int, n: int) -> Period:
    last = (
        date.max
        if (year, n) == (date.max.year, 4)
        else date(year + n // 4, 3 * n % 12 + 1, 1) - timedelta(days=1)
    )
    says = Both(f"Quarter {n} of {year}", f"{n}{'er' if n == 1 else 'e'} trimestre de {year}")
    return Period(f"{year}-Q{n}", date(year, 3 * n - 2, 1), last, says)
