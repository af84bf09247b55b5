"""Requests to measure with: all complete, each different, spread over streams, channels, grounds, days and payments."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

_GROUNDS: tuple[list[str], ...] = (
    ["A41"],
    ["A36(2)(b)"],
    ["A36(1)(b)"],
    ["A38(1)(c)"],
    ["A36(2)(a)", "A41"],
    ["A40(1)(a)"],
    [],
    ["A34(1)(f)"],
)
_CHANNELS = (
    ("outside_canada", "visa_office"),
    ("in_canada", "inland_office"),
    ("port_of_entry", "port_of_entry"),
    ("in_canada", "visa_office"),
)
_STREAMS = ("ordinary",) * 8 + (
    "trafficking_victim",
    "family_violence_victim",
    "state_care",
    "transit_without_visa",
)
_SENTENCES = ("fine", "probation", "imprisonment", "conditional_sentence")


def requests(seed: int) -> Iterator[dict[str, Any]]:
    """One request after the other, for ever."""
    rng = random.Random(seed)
    while True:
        yield _request(rng)


def lines(seed: int, *, distinct: int, total: int) -> Iterator[bytes]:
    """JSON lines: so many distinct requests, drawn in any order until there are `total` lines."""
    made = [
        json.dumps(request).encode() + b"\n"
        for request, _ in zip(requests(seed), range(distinct), strict=False)
    ]
    rng = random.Random(seed + 1)
    yield from made
    for _ in range(total - distinct):
        yield rng.choice(made)


def _request(rng: random.Random) -> dict[str, Any]:
    on = date(2024, 1, 1) + timedelta(days=rng.randrange(1_000))
    made = on - timedelta(days=rng.choice((0, 0, 3, 40)))
    place, made_to = rng.choice(_CHANNELS)
    grounds = rng.choice(_GROUNDS)
    flags = [rng.random() < 0.2 for _ in range(6)]
    return {
        "on": on.isoformat(), "made_on": made.isoformat(), "mailed_on": None,
        "place": place, "made_to": made_to, "origin": rng.choice(("client", "client", "client", "officer", "a44_report")),
        "permit": "first", "previous_permit": None, "stream": rng.choice(_STREAMS), "has_valid_status": flags[0],
        "application": _application(rng, made_to), "document": "permit",
        "pending": rng.choice((None, None, None, "humanitarian")), "fee_classes": [], "visa_exemption_lost_in_transit": None,
        "grounds": grounds, "flagrant_or_intentional_violation": flags[1], "considered_serious": False,
        "convictions": [_conviction(rng)] if any(g.startswith("A36") for g in grounds) else [],
        "other_inadmissible_acts": flags[2], "one_time_exemption_granted_on": rng.choice((None, "2019-07-01")),
        "minister_fee_instruction": None, "fee_measure": None,
        "paid": rng.choice(("0.00", "246.25", "239.75", f"{rng.randrange(300)}.00")),
        "unallocated_receipts": rng.choice(([], [], ["R-0001"])),
        "fee_requested_on": rng.choice((None, made.isoformat())), "trp_file_created_on": None,
        "ability_to_pay": rng.choice(("able", "able", "unable")), "a44_report": rng.choice(("none", "none", "made")),
        "delegate_decided": flags[3], "refugee_claim": None, "designated_on": None,
        "designation_conditions_breached": False, "credibility_in_issue": flags[4], "merit_in_issue": False,
        "risk_to_assess": flags[5], "information": _information(rng, on),
        "complete_on": rng.choice((None, made.isoformat())), "acknowledged_on": rng.choice((None, on.isoformat())),
    }  # fmt: skip


def _application(rng: random.Random, made_to: str) -> dict[str, Any] | None:
    if made_to != "visa_office" and rng.random() < 0.7:
        return None
    kind = rng.choice(("visitor_visa", "visitor_visa", "work_permit", "study_permit", "other"))
    return {
        "kind": kind,
        "asked_with_visitor_visa": False,
        "performing_artist_group": False,
        "r208b": kind == "work_permit" and rng.random() < 0.5,
        "decided": rng.random() < 0.3,
    }


def _conviction(rng: random.Random) -> dict[str, Any]:
    day = date(2012, 1, 1) + timedelta(days=rng.randrange(4_000))
    return {
        "offence": "theft under 5000", "committed_on": day.isoformat(), "impaired_driving": False,
        "child_pornography": False, "sexual": rng.random() < 0.05, "sentence": rng.choice(_SENTENCES), "youth": False,
        "makes_inadmissible": True,
    }  # fmt: skip


def _information(rng: random.Random, on: date) -> list[dict[str, Any]]:
    if rng.random() < 0.6:
        return []
    disclosed = on - timedelta(days=rng.randrange(60))
    return [
        {
            "id": "letter", "kind": "third_party", "relied_on": rng.random() < 0.8, "classified": "no", "on_file": True,
            "disclosed_on": disclosed.isoformat(), "response_due_on": (disclosed + timedelta(days=30)).isoformat(),
            "response_received_on": None,
        }
    ]  # fmt: skip
