"""Random requests: valid, complete, and rich in the combinations that are rare in life.

`random_request` answers every fact of the schema. It draws all of them freely, then lets one or two
themes bend the request towards an edge of the law. `thin` takes facts away again.
"""

import copy
import random
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

Request = dict[str, Any]
Theme = Callable[[random.Random, Request], None]

FIRST_LAW = date(2010, 11, 5)

LAW_CHANGES = [
    date(2010, 11, 7),
    date(2012, 1, 11),
    date(2012, 3, 1),
    date(2018, 12, 18),
    date(2023, 6, 22),
    date(2023, 9, 29),
    date(2024, 3, 15),
    date(2025, 4, 4),
]
FEE_CHANGES = [date(year, 12, 1) for year in (2023, 2024, 2025, 2026)]
FEE_CHANGE_NEAR = [date(2026, 11, 1), date(2026, 11, 30), date(2025, 11, 1), date(2027, 11, 15)]
ORDINARY_DAYS = [date(2026, 2, 10), date(2026, 3, 2), date(2025, 6, 16), date(2024, 7, 1), date(2020, 2, 29)]

STREAMS = [
    "ordinary",
    "trafficking_victim",
    "family_violence_victim",
    "state_care",
    "urgent_protection",
    "transit_without_visa",
]
GROUNDS = [
    "A34(1)(f)",
    "A35(1)(a)",
    "A35.1(1)(a)",
    "A36(1)(b)",
    "A36(2)",
    "A36(2)(a)",
    "A36(2)(b)",
    "A36(2)(c)",
    "A36(2.1)",
    "A37(1)(a)",
    "A38",
    "A38(1)(c)",
    "A39",
    "A40",
    "A40(1)(a)",
    "A40.1",
    "A41",
    "A41(a)",
    "A42",
]
CARRIED_CLASSES = [
    "R295(2)",
    "R295(2)(a)",
    "R296(2)(c)",
    *(f"R299(2)({letter})" for letter in "abdefhijk"),
    "R299(2)(a)(i)",
    *(f"R300(2)({letter})" for letter in "fghi"),
    "R298(2)(a)",
    "R298(2)(a.1)",
    "R298(2)(a.2)",
    "R298(2)(a.3)",
    "R298(2)(d)",
]
# They free from another fee, or freed once, or only look the part.
LOOKALIKE_CLASSES = [
    *(f"R296(2)({letter})" for letter in "abefg"),
    *(f"R299(2)({letter})" for letter in "cl"),
    "R299(2)(g)(i)",
    "R299(2)(g)(ii)",
    "R299(2)(g)(iii)",
    *(f"R300(2)({letter})" for letter in "abcde"),
    "R298(2)(c)",
    "R315.1(2)",
]
SENTENCES = [
    "none",
    "fine",
    "probation",
    "imprisonment",
    "suspended_imprisonment",
    "conditional_sentence",
    "time_served",
]
ITEMS = ["letter", "report", "reco"]
AMOUNTS = ["200.00", "229.77", "239.75", "246.25"]
PAYMENTS = ["0.00", "0.01", "100.00", "199.99", *AMOUNTS, "229.78", "239.74", "246.24", "250.00", "300.00"]


# --- Small things -----------------------------------------------------------------------------------


def maybe(rng: random.Random, chance: float) -> bool:
    return rng.random() < chance


def around(rng: random.Random, centre: date, spread: int = 2) -> date:
    return centre + timedelta(days=rng.randint(-spread, spread))


def months_before(end: date, months: int) -> date:
    years, month = divmod(end.month - 1 - months, 12)
    year, month = end.year + years, month + 1
    return date(year, month, min(end.day, monthrange(year, month)[1]))


def or_none(rng: random.Random, value: Any, chance: float = 0.5) -> Any:
    """The value, with this chance, or null."""
    return value if maybe(rng, chance) else None


def made(request: Request) -> date:
    return date.fromisoformat(request["made_on"])


def asked(request: Request) -> date:
    return date.fromisoformat(request["on"])


def set_days(rng: random.Random, request: Request, made_on: date) -> None:
    made_on = max(made_on, FIRST_LAW)
    later = rng.choice([0, 0, 0, 0, 1, 5, 29, 30, 31, 32, 90, 200, 400])
    request["made_on"] = made_on.isoformat()
    request["on"] = (made_on + timedelta(days=later)).isoformat()


def near_the_request(rng: random.Random, request: Request) -> str:
    """Before, on or after the day of the request, and of the question."""
    return around(rng, rng.choice([made(request), asked(request)]), rng.choice([1, 3, 40])).isoformat()


# --- Parts ------------------------------------------------------------------------------------------


def conviction(rng: random.Random) -> dict[str, Any]:
    committed = around(rng, rng.choice([date(2018, 12, 18), date(2009, 5, 4), date(2018, 12, 18)]), 3)
    return {
        "offence": rng.choice(["theft under 5000", "mischief", "impaired driving", "assault"]),
        "committed_on": committed.isoformat(),
        "impaired_driving": maybe(rng, 0.25),
        "child_pornography": maybe(rng, 0.05),
        "sexual": maybe(rng, 0.07),
        "sentence": rng.choice([*SENTENCES, "fine", "fine", "probation"]),
        "youth": maybe(rng, 0.07),
        "makes_inadmissible": maybe(rng, 0.85),
    }


def application(rng: random.Random) -> dict[str, Any]:
    kinds = ["visitor_visa", "electronic_travel_authorization", "permanent_residence", "other"]
    return {
        "kind": rng.choice([*kinds, "work_permit", "work_permit", "study_permit", "study_permit"]),
        "asked_with_visitor_visa": maybe(rng, 0.5),
        "performing_artist_group": maybe(rng, 0.15),
        "r208b": maybe(rng, 0.25),
        "decided": maybe(rng, 0.4),
    }


def previous_permit(rng: random.Random, request: Request) -> dict[str, Any]:
    expires = around(rng, made(request), rng.choice([1, 2, 30]))
    left = expires - timedelta(days=rng.choice([0, 1, 20]))
    order = around(rng, rng.choice([expires, date(2024, 3, 15), made(request)]), 2)
    return {
        "expires_on": expires.isoformat(),
        "left_on": or_none(rng, left.isoformat(), 0.25),
        "reentry_authorized": maybe(rng, 0.5),
        "removal_order_made_on": or_none(rng, order.isoformat(), 0.25),
        "new_ground": maybe(rng, 0.15),
    }


def refugee_claim(rng: random.Random, request: Request) -> dict[str, Any]:
    """Its days lie twelve months or five years before the request, or around it."""

    def outcome_day() -> str | None:
        months = rng.choice([12, 12, 12, 60, 72, 0])
        centre = months_before(rng.choice([made(request), asked(request)]), months)
        found = around(rng, centre, rng.choice([1, 2, 60])).isoformat()
        return found if maybe(rng, 0.6) else None

    outcomes = ["pending", "accepted", "rejected", "rejected", "withdrawn", "abandoned", "ineligible"]
    pending = maybe(rng, 0.3)
    rpd_on = outcome_day() or outcome_day()
    return {
        "outcome": rng.choice(outcomes),
        "rpd_on": rpd_on,
        "rad_on": outcome_day(),
        "federal_court_on": outcome_day(),
        "prra_pending": pending,
        "prra_on": None if pending else or_none(rng, outcome_day(), 0.5),
    }


def information(rng: random.Random, request: Request, name: str) -> dict[str, Any]:
    on = asked(request)
    disclosed = or_none(rng, around(rng, on, rng.choice([1, 30])), 0.55)
    due = None if disclosed is None else or_none(rng, around(rng, on, rng.choice([1, 20])), 0.85)
    received = None if disclosed is None else or_none(rng, around(rng, on, 2), 0.35)
    return {
        "id": name,
        "kind": rng.choice(["third_party", "internal_report", "recommendation"]),
        "relied_on": maybe(rng, 0.8),
        "classified": rng.choice(["no", "no", "no", "part", "yes"]),
        "on_file": maybe(rng, 0.5),
        "prepared_for_decision_maker": maybe(rng, 0.75),
        "known_to_client": maybe(rng, 0.75),
        "specialized_expertise": maybe(rng, 0.3),
        "disclosed_on": None if disclosed is None else disclosed.isoformat(),
        "response_due_on": None if due is None else due.isoformat(),
        "response_received_on": None if received is None else received.isoformat(),
        "reason_recorded_on": or_none(rng, around(rng, on, 2).isoformat(), 0.3),
    }


def remission_clock(rng: random.Random, request: Request) -> None:
    """Thirty days that end about the day of the question, or about 1 December 2023 or 31 March."""
    on = asked(request)
    complete = around(rng, on - timedelta(days=30), rng.choice([1, 2, 60]))
    if maybe(rng, 0.2):
        complete = around(rng, date(2023, 12, 1), 2)
    if maybe(rng, 0.2):
        complete = date(on.year, 3, 31) - timedelta(days=rng.choice([29, 30, 31]))
    sent = complete + timedelta(days=rng.choice([0, 1, 29, 30, 31, 32, 90]))
    request["complete_on"] = or_none(rng, complete.isoformat(), 0.85)
    request["acknowledged_on"] = or_none(rng, sent.isoformat(), 0.5)


# --- A request drawn freely -------------------------------------------------------------------------


def some_day(rng: random.Random) -> date:
    drawer = rng.choice([LAW_CHANGES, FEE_CHANGES, FEE_CHANGE_NEAR, ORDINARY_DAYS, ORDINARY_DAYS])
    return around(rng, rng.choice(drawer), 2)


def any_request(rng: random.Random) -> Request:
    request: Request = {}
    set_days(rng, request, some_day(rng))
    grounds = rng.sample(GROUNDS, rng.choice([0, 1, 1, 1, 2, 3]))
    lost = {"hours_until_entry": rng.choice([0, 12, 47.99, 48, 48.0, 48.01, 49, 100])}
    instruction = {"reference": "MI-0042", "dated": near_the_request(rng, request)}
    measure = {"reference": "SI/2025-120", "code": rng.choice([None, "M99"])}
    granted = rng.choice([date(2019, 7, 1).isoformat(), near_the_request(rng, request)])
    mailed = made(request) - timedelta(days=rng.randint(0, 9))
    place, made_to = rng.choice(
        [
            ("outside_canada", "visa_office"),
            ("outside_canada", "visa_office"),
            ("outside_canada", "inland_office"),
            ("in_canada", "inland_office"),
            ("in_canada", "inland_office"),
            ("in_canada", "visa_office"),
            ("in_canada", "port_of_entry"),
            ("port_of_entry", "port_of_entry"),
            ("port_of_entry", "port_of_entry"),
            ("port_of_entry", "visa_office"),
            ("port_of_entry", "inland_office"),
        ]
    )
    request |= {
        "mailed_on": or_none(rng, mailed.isoformat(), 0.2),
        "place": place,
        "made_to": made_to,
        "origin": rng.choice(["client", "client", "client", "officer", "minister", "a44_report"]),
        "permit": rng.choice(["first", "first", "subsequent", "extension"]),
        "previous_permit": or_none(rng, previous_permit(rng, request), 0.6),
        "stream": rng.choice([*STREAMS, *["ordinary"] * 6]),
        "has_valid_status": maybe(rng, 0.3),
        "application": or_none(rng, application(rng), 0.6),
        "document": rng.choice(["permit", "permit", "counterfoil"]),
        "pending": rng.choice([None] * 12 + ["permanent_residence", "humanitarian", "public_policy"]),
        "fee_classes": [],
        "visa_exemption_lost_in_transit": or_none(rng, lost, 0.1),
        "grounds": grounds,
        "flagrant_or_intentional_violation": maybe(rng, 0.12),
        "considered_serious": maybe(rng, 0.12),
        "convictions": [conviction(rng) for _ in range(rng.choice([0, 0, 1, 1, 2]))],
        "other_inadmissible_acts": maybe(rng, 0.2),
        "one_time_exemption_granted_on": or_none(rng, granted, 0.15),
        "minister_fee_instruction": or_none(rng, instruction, 0.2),
        "fee_measure": or_none(rng, measure, 0.08),
        "paid": rng.choice([*PAYMENTS, *["0.00"] * 6, *AMOUNTS]),
        "unallocated_receipts": [f"R-{n:04}" for n in range(1, 1 + rng.choice([0, 0, 0, 0, 1, 2]))],
        "fee_requested_on": or_none(rng, near_the_request(rng, request), 0.35),
        "trp_file_created_on": or_none(rng, near_the_request(rng, request), 0.35),
        "ability_to_pay": rng.choice(["able", "able", "unable", "unwilling"]),
        "a44_report": rng.choice(["none", "none", "begun", "made"]),
        "delegate_decided": maybe(rng, 0.4),
        "refugee_claim": or_none(rng, refugee_claim(rng, request), 0.15),
        "designated_on": None,
        "designation_conditions_breached": maybe(rng, 0.3),
        "credibility_in_issue": maybe(rng, 0.12),
        "merit_in_issue": maybe(rng, 0.12),
        "risk_to_assess": maybe(rng, 0.12),
        "information": [information(rng, request, name) for name in rng.sample(ITEMS, rng.randint(0, 3))],
    }
    if maybe(rng, 0.15):
        request["fee_classes"] = rng.sample([*CARRIED_CLASSES, *LOOKALIKE_CLASSES], rng.randint(1, 2))
    remission_clock(rng, request)
    return request


# --- Themes: each bends a request towards one edge --------------------------------------------------


def no_other_exemption(request: Request) -> None:
    request |= {
        "fee_classes": [],
        "pending": None,
        "fee_measure": None,
        "stream": "ordinary",
        "visa_exemption_lost_in_transit": None,
        "minister_fee_instruction": None,
        "refugee_claim": None,
        "designated_on": None,
    }


def one_time(rng: random.Random, request: Request) -> None:
    """M31 with all tests passed, and then, often, one of them failed or left in doubt."""
    no_other_exemption(request)
    place, made_to = rng.choice([("port_of_entry", "port_of_entry"), ("outside_canada", "visa_office")])
    only = conviction(rng) | {
        "impaired_driving": False,
        "child_pornography": False,
        "sexual": False,
        "sentence": rng.choice(["none", "fine", "probation"]),
        "youth": False,
        "makes_inadmissible": True,
    }
    request |= {
        "place": place,
        "made_to": made_to,
        "application": application(rng),
        "document": "permit",
        "grounds": rng.choice([["A36(2)(a)"], ["A36(2)(b)"], ["A36(2)"], ["A36(2)(a)", "A36(2)(b)"]]),
        "convictions": [only],
        "other_inadmissible_acts": False,
        "one_time_exemption_granted_on": None,
    }
    slips: list[Theme] = [
        lambda rng, request: only.update(sentence=rng.choice(SENTENCES[3:])),
        lambda rng, request: only.update(impaired_driving=True, sentence=rng.choice(SENTENCES)),
        lambda rng, request: only.update(rng.choice([{"sexual": True}, {"child_pornography": True}])),
        lambda rng, request: only.update(rng.choice([{"youth": True}, {"makes_inadmissible": False}])),
        lambda rng, request: request["convictions"].append(conviction(rng)),
        lambda rng, request: request["grounds"].append(rng.choice(["A41", "A40", "A36(1)(b)", "A36(2)(c)"])),
        lambda rng, request: request.update(grounds=[rng.choice(["A36(2.1)", "A36(2)(c)", "A41"])]),
        lambda rng, request: request.update(other_inadmissible_acts=True),
        lambda rng, request: request.update(one_time_exemption_granted_on=near_the_request(rng, request)),
        lambda rng, request: request.update(place="in_canada"),
        lambda rng, request: set_days(rng, request, around(rng, date(2012, 3, 1), 1)),
        lambda rng, request: request.update(fee_classes=[rng.choice([*CARRIED_CLASSES, *LOOKALIKE_CLASSES])]),
    ]
    for slip in rng.sample(slips, rng.choice([0, 0, 1, 1, 2])):
        slip(rng, request)


def regulation_classes(rng: random.Random, request: Request) -> None:
    no_other_exemption(request)
    drawer = rng.choice([CARRIED_CLASSES, CARRIED_CLASSES[-5:], LOOKALIKE_CLASSES])
    request["fee_classes"] = rng.sample(drawer, rng.choice([1, 1, 2]))
    if maybe(rng, 0.5):
        request["application"] = application(rng) | {"kind": rng.choice(["work_permit", "study_permit"])}


def visa_and_permit_together(rng: random.Random, request: Request) -> None:
    """R296(2)(d), with at most a few of its conditions failing."""
    no_other_exemption(request)
    request |= {
        "application": application(rng)
        | {
            "kind": rng.choice(["work_permit", "study_permit"]),
            "asked_with_visitor_visa": maybe(rng, 0.85),
            "performing_artist_group": maybe(rng, 0.15),
        },
        "document": rng.choice(["counterfoil", "counterfoil", "counterfoil", "permit"]),
    }
    if maybe(rng, 0.8):
        request |= {"place": "outside_canada", "made_to": "visa_office"}


def lost_in_transit(rng: random.Random, request: Request) -> None:
    no_other_exemption(request)
    hours = rng.choice([1, 47.5, 48.0, 48, 48.25, 72])
    request["visa_exemption_lost_in_transit"] = {"hours_until_entry": hours}
    request["grounds"] = rng.choice([["A41"], ["A41(a)"], ["A41", "A40"], []])
    if maybe(rng, 0.8):
        request |= {"place": "port_of_entry", "made_to": "port_of_entry"}


def special_streams(rng: random.Random, request: Request) -> None:
    if maybe(rng, 0.7):
        no_other_exemption(request)
    request["stream"] = rng.choice(STREAMS[1:])
    request["has_valid_status"] = maybe(rng, 0.25)
    if request["stream"] in STREAMS[1:4] and maybe(rng, 0.7):
        request |= {"place": "in_canada", "made_to": "inland_office"}
    if request["stream"] == "urgent_protection" and maybe(rng, 0.7):
        request |= {"place": "outside_canada", "made_to": "visa_office", "application": application(rng)}
    edges = {"state_care": date(2023, 9, 29), "transit_without_visa": date(2012, 1, 11)}
    if request["stream"] in edges and maybe(rng, 0.3):
        set_days(rng, request, around(rng, edges[request["stream"]], 1))


def barred_by_claim(rng: random.Random, request: Request) -> None:
    """A24(3.1) and (4), the twelve months ending about the day of the request."""
    request["origin"] = rng.choice(["client", "client", "client", "officer"])
    if maybe(rng, 0.2):
        set_days(rng, request, around(rng, rng.choice([date(2025, 2, 28), date(2017, 2, 28)]), 2))
        decided = date(made(request).year - 1, 2, 29)
    else:
        decided = around(rng, months_before(made(request), 12), 1)
    request["refugee_claim"] = refugee_claim(rng, request) | {
        "outcome": rng.choice(["rejected", "rejected", "withdrawn", "abandoned", "ineligible", "accepted"]),
        "rpd_on": decided.isoformat(),
    }
    if maybe(rng, 0.5):
        request["refugee_claim"] |= {"rad_on": None, "federal_court_on": None}


def designated(rng: random.Random, request: Request) -> None:
    """A24(5), (6) and (7): the five years, and the twelve months after them."""
    request["origin"] = rng.choice(["client", "client", "client", "officer"])
    if maybe(rng, 0.15):
        set_days(rng, request, around(rng, date(2025, 2, 28), 2))
        start = date(2020, 2, 29)
    else:
        when = rng.choice([made(request), made(request), asked(request)])
        start = around(rng, months_before(when, rng.choice([60, 60, 72, 72, 0, 24])), 1)
    request["designated_on"] = start.isoformat()
    request["refugee_claim"] = or_none(rng, refugee_claim(rng, request), 0.4)
    request["designation_conditions_breached"] = maybe(rng, 0.6)
    if maybe(rng, 0.3):  # designated after the request, the question asked years later
        made_on = made(request)
        after = made_on + timedelta(days=rng.choice([0, 1, 1, 30]))
        later = months_before(after, rng.choice([0, -60, -60, -72]))
        request["designated_on"] = after.isoformat()
        request["on"] = max(made_on, around(rng, later, 1)).isoformat()


def fee_edges(rng: random.Random, request: Request) -> None:
    """The days about a change of the amount, with the earlier fee, part of it, or all."""
    no_other_exemption(request)
    change = rng.choice(FEE_CHANGES)
    set_days(rng, request, change + timedelta(days=rng.choice([-31, -30, -29, -1, 0, 1, 5])))
    mailed = change - timedelta(days=rng.choice([0, 1, 3, 370]))
    request |= {
        "convictions": [],
        "mailed_on": or_none(rng, min(mailed, made(request)).isoformat(), 0.7),
        "paid": rng.choice(PAYMENTS),
        "origin": rng.choice(["client", "client", "officer", "minister", "a44_report"]),
    }
    if maybe(rng, 0.4):  # paper on its way while the amount changed, with the whole earlier fee
        change = rng.choice(FEE_CHANGES[:3])
        set_days(rng, request, change + timedelta(days=rng.choice([0, 1, 5])))
        request["mailed_on"] = (change - timedelta(days=rng.choice([0, 1, 1, 3]))).isoformat()
        request["paid"] = AMOUNTS[FEE_CHANGES.index(change)]
    if maybe(rng, 0.6):
        request |= {"place": "in_canada", "made_to": "inland_office"}
    if maybe(rng, 0.7):
        request["unallocated_receipts"] = []


def report_at_the_border(rng: random.Random, request: Request) -> None:
    no_other_exemption(request)
    request |= {
        "place": rng.choice(["port_of_entry", "port_of_entry", "in_canada"]),
        "made_to": "port_of_entry",
        "origin": rng.choice(["client", "officer", "a44_report"]),
        "a44_report": rng.choice(["none", "begun", "made"]),
        "delegate_decided": maybe(rng, 0.5),
        "ability_to_pay": rng.choice(["able", "unable", "unwilling"]),
        "grounds": rng.sample(GROUNDS, rng.choice([1, 1, 2])),
        "convictions": [],
        "paid": rng.choice(["0.00", "0.00", "100.00", "246.25"]),
        "unallocated_receipts": [] if maybe(rng, 0.8) else ["R-0001"],
    }


def at_the_visa_office(rng: random.Random, request: Request) -> None:
    """The fee page's order of events abroad: asked, paid, file created, or not paying."""
    no_other_exemption(request)
    request |= {
        "place": rng.choice(["outside_canada", "outside_canada", "outside_canada", "in_canada"]),
        "made_to": "visa_office",
        "origin": rng.choice(["client", "client", "officer", "minister"]),
        "application": or_none(rng, application(rng), 0.85),
        "unallocated_receipts": [] if maybe(rng, 0.75) else ["R-0001"],
        "paid": rng.choice(["0.00", "0.00", "100.00", *AMOUNTS]),
        "convictions": [],
    }


def minister_asks(rng: random.Random, request: Request) -> None:
    no_other_exemption(request)
    instruction = {"reference": "MI-0042", "dated": near_the_request(rng, request)}
    request["origin"] = "minister"
    request["minister_fee_instruction"] = or_none(rng, instruction, 0.6)


def permit_again(rng: random.Random, request: Request) -> None:
    if maybe(rng, 0.3):
        set_days(rng, request, around(rng, date(2024, 3, 15), 2))
    request["permit"] = rng.choice(["subsequent", "subsequent", "extension"])
    request["previous_permit"] = or_none(rng, previous_permit(rng, request), 0.9)
    if maybe(rng, 0.7):
        request |= {"place": "in_canada", "made_to": "inland_office"}


def remission(rng: random.Random, request: Request) -> None:
    remission_clock(rng, request)
    request["complete_on"] = request["complete_on"] or asked(request).isoformat()


def interview_waived(rng: random.Random, request: Request) -> None:
    request["grounds"] = rng.choice([["A38"], ["A41"], ["A38(1)(c)", "A41(a)"], ["A38", "A39"], []])
    for fact in ("flagrant_or_intentional_violation", "considered_serious", "credibility_in_issue"):
        request[fact] = maybe(rng, 0.07)
    for fact in ("merit_in_issue", "risk_to_assess"):
        request[fact] = maybe(rng, 0.07)


def papers(rng: random.Random, request: Request) -> None:
    """Reports and recommendations that call for judgment."""
    request["information"] = [
        information(rng, request, name)
        | {
            "kind": rng.choice(["internal_report", "recommendation", "third_party"]),
            "relied_on": True,
            "classified": rng.choice(["no", "no", "no", "no", "part", "yes"]),
        }
        for name in rng.sample(ITEMS, rng.randint(1, 3))
    ]


THEMES: list[Theme] = [
    one_time,
    one_time,
    one_time,
    regulation_classes,
    regulation_classes,
    visa_and_permit_together,
    lost_in_transit,
    special_streams,
    special_streams,
    barred_by_claim,
    designated,
    fee_edges,
    fee_edges,
    report_at_the_border,
    report_at_the_border,
    at_the_visa_office,
    at_the_visa_office,
    minister_asks,
    permit_again,
    remission,
    interview_waived,
    papers,
]


def without_contradiction(rng: random.Random, request: Request) -> Request:
    """None of the three that the contract refuses, and no offence committed after the request."""
    for past in request["convictions"]:
        latest = (made(request) - timedelta(days=1)).isoformat()
        past["committed_on"] = min(past["committed_on"], latest)
    if request["made_to"] == "port_of_entry" and request["place"] == "outside_canada":
        request["place"] = "port_of_entry"
    if request["application"] is None:
        request["document"] = "permit"
    if request["permit"] == "subsequent" and request["previous_permit"] is None:
        request["permit"] = rng.choice(["first", "extension"])
    return request


def random_request(rng: random.Random) -> Request:
    """A complete request: every key of the schema, every inner key, no unknown."""
    request = any_request(rng)
    for theme in rng.sample(THEMES, rng.choice([0, 1, 1, 1, 2])):
        theme(rng, request)
    return without_contradiction(rng, request)


# --- Taking facts away ------------------------------------------------------------------------------

KEPT = {
    "information": {"id", "kind"},
    "minister_fee_instruction": {"reference", "dated"},
    "fee_measure": {"reference", "code"},
}


def thin(request: Request, rng: random.Random) -> Request:
    """The same request with at least one fact unknown; never `on`, nor a key that the schema requires."""
    thinned = copy.deepcopy(request)
    rate = rng.choice([0.02, 0.08, 0.25, 0.6])
    removable: list[tuple[dict[str, Any], str]] = [(thinned, key) for key in thinned if key != "on"]
    for key, value in thinned.items():
        parts = value if isinstance(value, list) else [value]
        for part in parts:
            if isinstance(part, dict):
                removable += [(part, inner) for inner in part if inner not in KEPT.get(key, set())]
    chosen = [fact for fact in removable if maybe(rng, rate)] or [rng.choice(removable)]
    for holder, key in chosen:
        del holder[key]
    return thinned
