"""Is an interview necessary: read from the page on information-gathering and T5."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


def interview(f: Mapping[str, str], day: date) -> str:
    """What makes it necessary goes first; both conditions of a waiver must hold; the rest is discretion."""
    if f["serious_ground"] == "yes" or f["considered_serious"] == "yes":
        return "REQUIRED"
    if f["flagrant_or_intentional_violation"] == "yes":
        return "REQUIRED"
    if f["stream"] == "trafficking_victim":
        return "REQUIRED"
    if f["credibility_in_issue"] == "yes" or f["merit_in_issue"] == "yes" or f["risk_to_assess"] == "yes":
        return "REQUIRED"
    # Neither credibility nor merit is in issue from here on.
    if f["sole_ground"] in ("non_compliance", "health_or_non_compliance"):
        return "MAY_WAIVE"
    return "DISCRETION"


def interview_guidelines(f: Mapping[str, str], day: date) -> str:
    """The note of the page: trafficking has guidelines of its own."""
    return "TRAFFICKING" if f["stream"] == "trafficking_victim" else "GENERAL"
