"""What addresses of days hold: the code of an office, and a calendar day."""

from __future__ import annotations

from datetime import date


class OfficeCode:
    """NAIROBI, CPC-E."""

    regex = "[A-Z][A-Z0-9-]{0,19}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class CalendarDay:
    """2026-03-02; what is no day of the calendar is no address."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()
