"""Where the request belongs and who may issue: read from the fee page and the delegation instrument."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

VULNERABLE = ("trafficking_victim", "family_violence_victim")


def belongs_to_vulnerable_persons_unit(f: Mapping[str, str]) -> bool:
    """Trafficking and family violence, unless outside Canada."""
    return f["stream"] in VULNERABLE and f["place"] != "outside_canada"


def route(f: Mapping[str, str], day: date) -> str:
    """Fee page, Inside Canada, Outside Canada, Port of entry; the channel decides what a stream does not.

    Reading: "port of entry" is the channel that receives the request; a person at a port of entry whose
    request goes to an inland office is dealt with as in Canada.
    """
    if belongs_to_vulnerable_persons_unit(f):
        return "VPU"
    if f["stream"] == "state_care" and f["place"] == "in_canada":
        return "HM-V"
    if f["place"] == "outside_canada" or f["made_to"] == "visa_office":
        return "MISSION"
    if f["made_to"] == "port_of_entry":
        if f["delegation_ground"] in ("item_118", "item_119"):
            return "POE-SUPT"
        return "POE-BSO"
    if f["origin"] == "a44_report":
        return "MD"
    return "CPC-E"


def authority(f: Mapping[str, str], day: date) -> str:
    """Items 118, 119 and 120 of the instrument: the lowest level that may issue.

    Readings: "port of entry" is the channel, as in `route`; trafficking and family violence give way to item
    119 alone, so a ground that the instrument does not name stays with the unit.
    """
    at_port_of_entry = f["made_to"] == "port_of_entry"
    if f["delegation_ground"] == "item_119":
        return "ADM"
    if belongs_to_vulnerable_persons_unit(f):
        return "VPU"
    if f["delegation_ground"] == "unnamed":
        return "REFER"
    if f["delegation_ground"] == "item_118":
        return "POE-SUPT" if at_port_of_entry else "MANAGER"
    return "POE-BSO" if at_port_of_entry else "OFFICER"


def delegation_item(f: Mapping[str, str], day: date) -> str:
    """The line of the instrument; A36(2.1) is treated as item 120, A40.1 is not named."""
    return {
        "item_118": "118",
        "item_119": "119",
        "item_120": "120",
        "transborder": "120",
        "unnamed": "UNNAMED",
    }[f["delegation_ground"]]
