"""The permit asked for and the one held before: in time, still valid, on the same ground."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from trp.rulebook import facts as f
from trp.rulebook.days import days_after
from trp.rulebook.derive.reader import Reader, where
from trp.rulebook.language import NO, YES, Rulebook
from trp.rulebook.shape import day
from trp.rulebook.unknown import lift

_OF_PREVIOUS = ("in_time", "left_without_reentry", "new_ground", "cancelled_by_removal_order")


def read(request: Reader, found: dict[str, Any], *, made_on: date, on: date, book: Rulebook) -> Any:
    """Add the facts of the permits; give whether the unknown ones do not contradict each other."""
    cancels_since = book.day_of("removal_order_cancels_since")
    if "previous_permit" in request.held:
        return _read(request, found, made_on, on, cancels_since)
    said = tuple(fact for fact in request.held.items() if fact[0] == "permit")
    facts, allowed = _unsaid(said, made_on, on, cancels_since)
    found.update(facts)
    return allowed


@lru_cache(maxsize=256)
def _unsaid(
    said: tuple[tuple[str, Any], ...], made_on: date, on: date, cancels_since: date
) -> tuple[dict[str, Any], Any]:
    """What is open while nothing is said of a permit held before: the same for many requests of a day."""
    found: dict[str, Any] = {}
    allowed = _read(Reader(dict(said)), found, made_on, on, cancels_since)
    return found, allowed


def _read(request: Reader, found: dict[str, Any], made_on: date, on: date, cancels_since: date) -> Any:
    held = request.held
    present, previous = request.part("previous_permit", there=held.get("permit") == "subsequent")
    none = request.knows("previous_permit") and present is False
    found["permit"] = request.choice("permit", ("first", "extension") if none else f.PERMIT.domain)
    found["previous_permit"] = lift(lambda p: "held" if p else "none", present)

    if present is False:
        found.update(dict.fromkeys(_OF_PREVIOUS, NO))
        return lift(lambda asked: asked != "subsequent", found["permit"])

    ordered_on = previous.held.get("removal_order_made_on")

    def could_expire() -> list[date]:
        edges = {made_on, cancels_since, *([day(ordered_on)] if ordered_on else ())}
        return sorted({d for edge in edges for d in (days_after(edge, -1), edge)})

    expires = previous.day("expires_on", could_expire)
    left = previous.day("left_on", lambda: (None, on))
    ordered = previous.day(
        "removal_order_made_on", lambda: (None, days_after(cancels_since, -1), cancels_since)
    )

    found["in_time"] = where(present, lift(lambda last: YES if made_on <= last else NO, expires), NO)
    found["left_without_reentry"] = where(
        present,
        lift(lambda d, back: _left_for_good(d, back, on), left, previous.flag("reentry_authorized")),
        NO,
    )
    found["new_ground"] = where(present, previous.flag("new_ground"), NO)
    found["cancelled_by_removal_order"] = where(
        present, lift(lambda o, e: _cancelled(o, e, on, cancels_since), ordered, expires), NO
    )
    return lift(
        lambda asked, p: asked != "subsequent" or p == "held", found["permit"], found["previous_permit"]
    )


def _left_for_good(left_on: date | None, reentry_authorized: str, on: date) -> str:
    return YES if left_on is not None and left_on <= on and reentry_authorized == NO else NO


def _cancelled(ordered_on: date | None, expires_on: date, on: date, cancels_since: date) -> str:
    """R243.1: the order was made since that day, no later than the permit's last valid day."""
    return YES if ordered_on is not None and cancels_since <= ordered_on <= min(expires_on, on) else NO
