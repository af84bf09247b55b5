"""May the assessment start: read from the fee page, R10, R12, R42(2) and T4."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


def gate(f: Mapping[str, str], day: date) -> str:
    """The first of the fee page's steps that holds; a fee paid in part is unpaid.

    Reading: a doubt about the fee goes first, also where it is paid in whole or the Minister asked.
    """
    if f["bar"] != "NONE":
        return f["bar"]
    if f["standalone"] == "NO_STANDALONE":
        return "NO_STANDALONE"
    if f["fee"] == "REFER":
        return "REFER"
    if f["fee"] == "EXEMPT" or f["payment"] == "whole" or f["origin"] == "minister":
        return "ASSESS"
    if f["receipt_waits"] == "yes":
        return "HOLD_FEE"
    if f["made_to"] == "visa_office":
        return gate_at_visa_office(f)
    if f["made_to"] == "inland_office":
        return gate_at_inland_office(f)
    return gate_at_port_of_entry(f)


def gate_at_visa_office(f: Mapping[str, str]) -> str:
    """Fee page, Outside Canada, and Temporary inability or refusal to pay."""
    if f["ability_to_pay"] in ("unable", "unwilling"):
        return "CLOSED_UNPAID"
    return "HOLD_FEE"


def gate_at_inland_office(f: Mapping[str, str]) -> str:
    """Fee page, Inside Canada; R10(1)(d), R12. The whole earlier fee on paper is not sent back,
    whoever raised the question."""
    if f["payment"] == "earlier_amount":
        return "HOLD_FEE"
    if f["origin"] == "client":
        return "RETURN_INCOMPLETE"
    return "HOLD_FEE"


def gate_at_port_of_entry(f: Mapping[str, str]) -> str:
    """Fee page, Port of entry; R42(2): no withdrawal while a report waits for the Minister's delegate."""
    if f["ability_to_pay"] == "able":
        return "HOLD_FEE"
    if f["a44_report"] in ("begun", "made") and f["delegate_decided"] == "no":
        return "MD_FIRST"
    return "WITHDRAW_POE"


def settled(f: Mapping[str, str], day: date) -> str:
    """Fee page, "received and a TRP file is created": settled is paid in whole, or exempt (written with the table)."""
    paid = f["fee"] == "DUE" and f["payment"] == "whole"
    return "SETTLED" if paid or f["fee"] == "EXEMPT" else "NOT_SETTLED"
