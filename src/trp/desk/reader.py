"""Who looks, and when: what every list and page is asked with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from trp.casework.around import Actor


@dataclass(frozen=True)
class Reader:
    """Who looks. `day`: the calendar day at the office, or of the demo's clock; `at`: a moment of that day, aware."""

    username: str
    who: Actor
    day: date
    at: datetime
