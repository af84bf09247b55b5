"""From the facts of a request to the finite facts that clauses read: the one place where that is done.

Three-valued: what is absent stays open, tied to the path that would settle it. The result is all that a
determination depends on beside the edition of the rulebook; it can be stored and replayed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from trp.rulebook.derive import (
    channel,
    claims,
    classes,
    convictions,
    grounds,
    information,
    money,
    permits,
    remission,
)
from trp.rulebook.derive.reader import Reader
from trp.rulebook.frozen import frozen
from trp.rulebook.language import NO, YES, Rulebook
from trp.rulebook.shape import day
from trp.rulebook.unknown import lift

_FLAGS = (
    "flagrant_or_intentional_violation",
    "considered_serious",
    "credibility_in_issue",
    "merit_in_issue",
    "risk_to_assess",
)


@frozen
class Known:
    """What is known of one request: its two days, the finite facts, the values, the items.

    `law_on` is the day whose law answers for the day of the request (I20). `items` is None while the list of information is unknown. `possible` is True unless two unknown facts
    could contradict each other; then it is open, and False where they would.
    """

    on: date
    made_on: date
    law_on: date
    facts: Mapping[str, Any]
    values: Mapping[str, Any]
    items: tuple[tuple[str, Mapping[str, Any]], ...] | None
    possible: Any


def derive(request: Mapping[str, Any], book: Rulebook) -> Known:
    """Derive the finite facts of a request that has no faults."""
    on = day(request["on"])
    made_on = day(request["made_on"]) if "made_on" in request else on
    reader = Reader(request)
    facts: dict[str, Any] = {}
    values: dict[str, Any] = {}
    channels = channel.read(reader, facts)
    classes.read(reader, facts, book=book)
    money.read(reader, facts, values, made_on=made_on, on=on, book=book)
    criminality = grounds.read(reader, facts)
    convictions.read(reader, facts, criminality=criminality, book=book)
    facts["one_time_granted"] = reader.happened("one_time_exemption_granted_on", on)
    facts["before_first_law"] = YES if made_on < book.first_day else NO
    facts["before_instrument"] = YES if on < book.day_of("instrument_since") else NO
    claims.read(reader, facts, values, made_on=made_on, on=on, book=book)
    for flag in _FLAGS:
        facts[flag] = reader.flag(flag)
    allowed = permits.read(reader, facts, made_on=made_on, on=on, book=book)
    remission.read(reader, facts, values, on=on, book=book)
    items = information.read(reader, on=on)
    possible = channels if allowed is True else lift(lambda one, other: one and other, channels, allowed)
    return Known(on, made_on, max(made_on, book.first_day), facts, values, items, possible)
