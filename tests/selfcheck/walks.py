"""Ways through the self-check: the answers that a scenario would give, and those of somebody at random."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from trp.rulebook.days import months_after
from trp.selfcheck.course import Course, course
from trp.selfcheck.questions import UNKNOWN, Question
from trp.selfcheck.table import TRIAGE

Given = dict[str, Any]

PAYS = {"origin": "client", "place": "inside", "special": "none", "reason": "papers"}
"""The answers of an ordinary person in Canada without papers, in the order they are asked: the permit fee is due."""
SERVES = {**PAYS, "special": "service", "group": "none"}
VICTIM = {**PAYS, "special": "harm", "situation": "forced"}
LIGHT_CRIME = {
    **PAYS, "place": "border", "reason": "crime", "convictions": "light", "offence": "another", "other_acts": "no",
    "free_before": "no",
}  # fmt: skip


class NotExpressible(Exception):
    """No answer of the self-check says this."""


def walked(answer: Callable[[Question], tuple[str, ...]], today: date) -> Iterator[Course]:
    """The course after each answer, the first question unanswered, until nothing is left to ask."""
    answers: dict[str, tuple[str, ...]] = {}
    while True:
        held = course(answers, today)
        yield held
        if held.asked is None:
            return
        key = held.asked.question.key
        if key in answers:
            raise AssertionError(f"{key}: {answers[key]} is no answer there")
        answers[key] = answer(held.asked.question)


_ORIGIN = {"client": "client", "officer": "officer", "a44_report": "report"}
_PLACE = {
    ("outside_canada", "visa_office"): "outside", ("port_of_entry", "port_of_entry"): "border",
    ("in_canada", "inland_office"): "inside",
}  # fmt: skip
_SPECIAL = {
    "trafficking_victim": "harm", "family_violence_victim": "harm", "state_care": "care", "urgent_protection": "urgent",
    "transit_without_visa": "passing",
}  # fmt: skip
_STREAM = {
    "ordinary": "none", "trafficking_victim": "forced", "family_violence_victim": "harmed", "state_care": "care",
    "urgent_protection": "urgent", "transit_without_visa": "passing",
}  # fmt: skip
_KIND = {
    "visitor_visa": "visa", "work_permit": "work", "study_permit": "study", "other": "other",
    "electronic_travel_authorization": "travel", "permanent_residence": "stay",
}  # fmt: skip
_CLAIM = {"pending": "waiting", "accepted": "accepted", "rejected": "ended", "withdrawn": "ended", "abandoned": "ended", "ineligible": "ineligible"}  # fmt: skip
_PENDING = {None: "none", "permanent_residence": "residence", "humanitarian": "humanitarian", "public_policy": "policy"}  # fmt: skip
_CLASS = {"R295(2)": "resettled", "R296(2)(c)": "religious", "R298(2)(a.1)": "diplomat", "R298(2)(a.2)": "forces", "R298(2)(d)": "meeting"}  # fmt: skip
_GROUND = {
    "A41": "papers",
    "A38": "health",
    "A36(1)": "serious",
    "A40": "other",
    "A39": "other",
    "A42": "other",
}
_SENTENCE = {
    "none": "light", "fine": "light", "probation": "light", "imprisonment": "prison",
    "suspended_imprisonment": "doubtful", "conditional_sentence": "doubtful", "time_served": "doubtful",
}  # fmt: skip


def _flag(value: Any) -> str:
    return "yes" if value else "no"


def _special(given: Given) -> tuple[str, ...]:
    """What somebody would choose at the triage who knows of each fact behind it whether it is so."""
    classes = set(given["fee_classes"])
    held = {
        _SPECIAL.get(given["stream"]),
        "refuge" if given["refugee_claim"] or classes & {"R295(2)"} else None,
        "designated" if given.get("designated_on") else None,
        "waiting" if given["pending"] else None,
        "service" if classes - {"R295(2)"} else None,
        "visa" if given["visa_exemption_lost_in_transit"] else None,
    }
    return tuple(answer.key for answer in TRIAGE.answers if answer.key in held) or ("none",)


def _group(given: Given) -> str:
    classes = given["fee_classes"]
    if given["visa_exemption_lost_in_transit"]:
        return "visa"
    return _CLASS[classes[0]] if classes else "none"


def _ground(ground: str) -> str:
    if ground.startswith("A36(2)") and not ground.startswith("A36(2)(c)"):
        return "crime"
    return "serious" if ground.startswith("A36(1)") else _GROUND[ground]


def _convictions(given: Given) -> str:
    held = [one for one in given["convictions"] if one["makes_inadmissible"] and not one["youth"]]
    if len(held) != 1:
        return "several" if held else "none"
    return _SENTENCE[held[0]["sentence"]]


def _offence(given: Given) -> str:
    [one] = given["convictions"]
    if one["sexual"] or one["child_pornography"]:
        return "sexual"
    return "driving" if one["impaired_driving"] else "another"


def _claim_ended(given: Given) -> str:
    claim = given["refugee_claim"]
    latest = max(day for day in (claim["rpd_on"], claim["rad_on"], claim["federal_court_on"]) if day)
    return "recent" if day_of(given) <= months_after(date.fromisoformat(latest), 12) else "older"


def day_of(given: Given) -> date:
    """The day on which somebody in the scenario would open the self-check: the day of the request."""
    return date.fromisoformat(given.get("made_on", given["on"]))


_SAYS: dict[str, tuple[str, Callable[[Given], Any]]] = {
    "origin": ("origin", lambda g: _ORIGIN[g["origin"]]),
    "place": ("place", lambda g: _PLACE[g["place"], g["made_to"]]),
    "special": ("stream", _special),
    "situation": ("stream", lambda g: _STREAM[g["stream"]]),
    "status": ("has_valid_status", lambda g: _flag(g["has_valid_status"])),
    "application": ("application", lambda g: _KIND[g["application"]["kind"]] if g["application"] else "nothing"),
    "together": ("application", lambda g: _flag(g["application"]["asked_with_visitor_visa"])),
    "artists": ("application", lambda g: _flag(g["application"]["performing_artist_group"])),
    "claim": ("refugee_claim", lambda g: _CLAIM[g["refugee_claim"]["outcome"]] if g["refugee_claim"] else "never"),
    "claim_ended": ("refugee_claim", _claim_ended),
    "danger": ("refugee_claim", lambda g: _flag(g["refugee_claim"]["prra_pending"])),
    "pending": ("pending", lambda g: _PENDING[g["pending"]]),
    "group": ("fee_classes", _group),
    "hours": ("visa_exemption_lost_in_transit", lambda g: "within" if g["visa_exemption_lost_in_transit"]["hours_until_entry"] <= 48 else "later"),
    "reason": ("grounds", lambda g: tuple(dict.fromkeys(map(_ground, g["grounds"])))),
    "convictions": ("convictions", _convictions),
    "offence": ("convictions", _offence),
    "other_acts": ("other_inadmissible_acts", lambda g: _flag(g["other_inadmissible_acts"])),
    "free_before": ("one_time_exemption_granted_on", lambda g: _flag(g["one_time_exemption_granted_on"])),
}  # fmt: skip


def as_the_scenario_says(given: Given) -> Callable[[Question], tuple[str, ...]]:
    """The answers of somebody of whom this is true; what the scenario leaves out they do not know.

    Raises:
        NotExpressible: When a question is asked to which none of its answers says what is true.
    """
    if given.get("fee_measure") or given.get("minister_fee_instruction"):
        raise NotExpressible("only a register shows it")

    def answer(question: Question) -> tuple[str, ...]:
        path, says = _SAYS[question.key]
        if path not in given:
            return (UNKNOWN,)
        try:
            found = says(given)
        except KeyError as fault:
            raise NotExpressible(question.key) from fault
        return (found if isinstance(found, tuple) else (found,)) or (UNKNOWN,)

    return answer
