"""From a signed-in account to a reader: who they are with their powers of today, and which day it is.

One of the edges: it reads the clock. In a demo the day is that of the demo's own clock, at the time of ours.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest

from trp.desk.navigation import places
from trp.desk.reader import Reader
from trp.journal.cases import actor
from trp.journal.demo import demo


def moment() -> tuple[date, datetime]:
    """Today at the office, and now, aware."""
    now = datetime.now(UTC)
    if settings.DEMO and (held := demo()) is not None:
        return held.day, datetime.combine(held.day, now.timetz())
    return now.astimezone(ZoneInfo(settings.OFFICE_ZONE)).date(), now


def reader_of(request: HttpRequest) -> Reader:
    """Who looks; asked once for each request.

    Raises:
        PermissionError: Nobody is signed in, or the account is closed.
    """
    found: Reader | None = getattr(request, "_reader", None)
    if found is None:
        user: Any = request.user
        if not user.is_authenticated:
            raise PermissionError("nobody is signed in")
        day, at = moment()
        found = Reader(user.username, actor(user.id, day), day, at)
        request._reader = found  # type: ignore[attr-defined]
    return found


def of_every_page(request: HttpRequest) -> dict[str, Any]:
    """What the base page shows: the places that the reader may go to; in a demo, the day of its clock."""
    held: Reader | None = getattr(request, "_reader", None)
    told: dict[str, Any] = {"places": places(held.who.roles) if held else []}
    if settings.DEMO:
        told["demo_day"] = held.day if held else moment()[0]
    return told
