"""Who may not ask for a permit, and who has nothing to ask with: read from A24 and the fee page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

CLOSED_CLAIMS = ("rejected", "withdrawn", "abandoned")


def bar_a24_3_1(f: Mapping[str, str], day: date) -> str:
    """A24(3.1): the claim was found ineligible and a PRRA application is pending."""
    if f["claim"] == "ineligible" and f["prra_pending"] == "yes":
        return "APPLIES"
    return "DOES_NOT_APPLY"


def bar_a24_4(f: Mapping[str, str], day: date) -> str:
    """A24(4): a claim rejected, withdrawn or abandoned, and its twelve months still run.

    Reading: a claim still pending, or found ineligible, is none of the three, whatever the clock says.
    """
    if f["claim"] in CLOSED_CLAIMS and f["claim_clock"] == "running":
        return "APPLIES"
    return "DOES_NOT_APPLY"


def bar_a24_5(f: Mapping[str, str], day: date) -> str:
    """A24(5), (6): the five years of a designated foreign national run, or cannot yet end.

    A24(7) (`year_after`) closes nothing; it is a notice.
    """
    if f["designation_clock"] in ("year_after", "over"):
        return "DOES_NOT_APPLY"
    if f["designation"] == "before_request":
        return "BARS"
    if f["designation"] == "after_request":
        return "SUSPENDS"
    return "DOES_NOT_APPLY"


def bar(f: Mapping[str, str], day: date) -> str:
    """A24(3.1) to (6): they bind what the client asks, never the officer, the Minister or a report.

    Reading: a request that was barred when it was made is barred, also where processing is suspended.
    """
    if f["origin"] != "client":
        return "NONE"
    if f["bar_a24_3_1"] == "APPLIES" or f["bar_a24_4"] == "APPLIES" or f["bar_a24_5"] == "BARS":
        return "BARRED"
    if f["bar_a24_5"] == "SUSPENDS":
        return "SUSPENDED"
    return "NONE"


def standalone(f: Mapping[str, str], day: date) -> str:
    """Fee page, Outside Canada: there is no standalone application for a permit."""
    if f["origin"] == "client" and f["place"] == "outside_canada" and f["application"] == "none":
        return "NO_STANDALONE"
    return "ACCOMPANIED_OR_NOT_NEEDED"
