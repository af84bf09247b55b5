"""Is part of the fee given back: read from the remission policy under section 7 of the Service Fees Act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


def remission(f: Mapping[str, str], day: date) -> str:
    """Complete and paid since 2023-12-01, and no acknowledgement within 30 calendar days: owed."""
    if f["completion"] != "complete":
        return "NONE"
    return {"in_time": "NONE", "running": "NOT_YET", "ran_out": "OWED"}[f["acknowledgement"]]
