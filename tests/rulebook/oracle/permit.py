"""What is really asked for: read from the page on subsequent permits, R63 and R243.1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


def permit(f: Mapping[str, str], day: date) -> str:
    """An extension does not exist; a permit that is not in every respect subsequent is new."""
    if f["permit"] == "first" or f["previous_permit"] == "none":
        return "FIRST"
    if f["in_time"] == "no":
        return "NEW"
    if f["place"] == "outside_canada":
        return "NEW"
    if f["left_without_reentry"] == "yes":
        return "NEW"
    if f["new_ground"] == "yes":
        return "NEW"
    if f["cancelled_by_removal_order"] == "yes":
        return "NEW"
    return "SUBSEQUENT"


def continuity(f: Mapping[str, str], day: date) -> str:
    """A subsequent permit keeps the continuity, a new one breaks it, a first one has none."""
    return {"FIRST": "NONE", "SUBSEQUENT": "KEPT", "NEW": "BROKEN"}[permit(f, day)]
