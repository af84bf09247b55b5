"""The baseline: whether the permit fee is owed, by hand, as plain Python that lists every clause.

It is what a careful programmer writes without a rulebook: as fast as plain Python goes, in one language,
with each sentence and citation beside the test it tells of, up to the clause that settles each question.
`fee` answers from finite facts, as the generated function does; `fee_of` from a request, as the nine findings
do: it reads what the fee turns on, and nothing else. Tests compare both with the evaluator.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

Step = tuple[str, str, bool]
"""A clause that was considered: what it says, the provision, whether it holds."""


def fee(f: Mapping[str, str]) -> tuple[str, str | None, list[Step]]:
    """Outcome, basis, and every clause considered, under the law of 2026."""
    steps: list[Step] = []
    add = steps.append
    client = f["origin"] == "client"
    add(("the client asks for the permit", "A24(4)", client))
    if client:
        claim = f["claim"]
        held = claim == "ineligible"
        add(("the refugee claim was found ineligible", "A24(3.1)", held))
        pending = f["prra_pending"] == "yes"
        add(("an application for protection (PRRA) is pending", "A24(3.1)", pending))
        if held and pending:
            return "NOT_ASKED", None, steps
        held = claim in ("rejected", "withdrawn", "abandoned")
        add(("the refugee claim was rejected, withdrawn or abandoned", "A24(4)", held))
        running = f["claim_clock"] == "running"
        add(("the request is made within twelve months of the latest outcome", "A24(4)", running))
        if held and running:
            return "NOT_ASKED", None, steps
        before = f["designation"] == "before_request"
        add(("the person was a designated foreign national when the request was made", "A24(5)", before))
        runs = f["designation_clock"] in ("running", "no_end")
        add(("the five years run, or have not begun to run", "A24(5)", runs))
        if before and runs:
            return "NOT_ASKED", None, steps
        after = f["designation"] == "after_request"
        add(("the person was designated after the request was made", "A24(6)", after))
        if after and runs:
            return "NOT_ASKED", None, steps
    outside = f["place"] == "outside_canada"
    add(("the person is outside Canada", "Fee instruction, Outside Canada", outside))
    alone = f["application"] == "none"
    add(
        (
            "there is no immigration application that the request accompanies",
            "Fee instruction, Outside Canada",
            alone,
        )
    )
    if client and outside and alone:
        return "NOT_ASKED", None, steps

    held = f["class_a"] == "yes"
    add(("the person is of a class that R298(2)(a) names", "R298(2)(a)", held))
    if held:
        return "EXEMPT", "R298(2)(a)", steps
    urgent = f["stream"] == "urgent_protection"
    add(("the Urgent Protection Program applies", "Fee instruction, UPP", urgent))
    add(("the refugee is overseas", "Fee instruction, UPP", outside))
    if urgent and outside:
        return "EXEMPT", "R298(2)(a)", steps
    add(("the person is outside Canada", "Fee instruction, R298(2)(a)", outside))
    permit = f["application"] in ("work_permit", "study_permit")
    add(("a work or study permit is applied for", "R296(2)(d)", permit))
    together = f["asked_with_visitor_visa"] == "yes"
    add(("the visitor visa was asked for at the same time and place", "R296(2)(d)", together))
    artists = f["performing_artist_group"] == "yes"
    add(("the person is not one of a group of performing artists or their staff", "R296(2)(d)", not artists))
    counterfoil = f["document"] == "counterfoil"
    add(
        (
            "a TRP counterfoil replaces the visitor-visa counterfoil",
            "Fee instruction, R298(2)(a)",
            counterfoil,
        )
    )
    if outside and permit and together and not artists and counterfoil:
        return "EXEMPT", "R298(2)(a)", steps
    held = f["class_a1"] == "yes"
    add(("the person is of a class of R298(2)(a.1)", "R298(2)(a.1)", held))
    if held:
        return "EXEMPT", "R298(2)(a.1)", steps
    held = f["class_a2"] == "yes"
    add(("the person is of a class of R298(2)(a.2)", "R298(2)(a.2)", held))
    if held:
        return "EXEMPT", "R298(2)(a.2)", steps
    held = f["class_a3"] == "yes"
    add(("the person is of the class of R298(2)(a.3)", "R298(2)(a.3)", held))
    if held:
        return "EXEMPT", "R298(2)(a.3)", steps
    held = f["pending"] != "none"
    add(("a permanent-residence application or a decision is pending", "R298(2)(b)", held))
    if held:
        return "EXEMPT", "R298(2)(b)", steps
    held = f["class_d"] == "yes"
    add(("the person is of a class of R298(2)(d)", "R298(2)(d)", held))
    if held:
        return "EXEMPT", "R298(2)(d)", steps
    transit = f["visa_exemption_lost"] == "within_48_hours"
    add(("the visa exemption was lost in transit, within the first 48 hours", "R298(2)(e)", transit))
    only = f["sole_ground"] == "non_compliance"
    add(("the only ground is A41, for lack of a visa", "R298(2)(e)", only))
    if transit and only:
        return "EXEMPT", "R298(2)(e)", steps

    in_canada = f["place"] == "in_canada"
    no_status = f["has_valid_status"] == "no"
    stream = f["stream"]
    held = stream == "trafficking_victim"
    add(("the person is a determined, suspected or possible victim of trafficking", "VTIP policy", held))
    add(("the person is in Canada", "VTIP policy", in_canada))
    if held and in_canada:
        return "EXEMPT", "VTIP", steps
    held = stream == "family_violence_victim"
    add(("the person is a victim of family violence", "FMV policy", held))
    add(("the person is in Canada", "FMV policy", in_canada))
    add(("the person holds no other valid status", "FMV policy", no_status))
    if held and in_canada and no_status:
        return "EXEMPT", "FMV", steps
    held = stream == "state_care"
    add(("the person was in state care", "State-care policy", held))
    add(("the person is in Canada", "State-care policy", in_canada))
    add(("the person holds no other valid status", "State-care policy", no_status))
    if held and in_canada and no_status:
        return "EXEMPT", "STATE_CARE", steps
    held = stream == "transit_without_visa"
    add(("a transit traveller improperly documented through no fault of their own", "Transit policy", held))
    if held:
        return "EXEMPT", "TRANSIT", steps
    held = f["fee_measure"] == "yes"
    add(("another measure was found in the current register", "Fee instruction, public policies", held))
    if held:
        return "EXEMPT", "MEASURE", steps
    minister = f["origin"] == "minister"
    add(("the Minister asked for the permit", "Fee instruction", minister))
    instructed = f["minister_fee_instruction"] == "yes"
    add(("a written instruction says not to collect the fee", "Fee instruction", instructed))
    if minister and instructed:
        return "EXEMPT", "MINISTER", steps

    add(
        (
            "test 1: at a port of entry or outside Canada, not already in Canada",
            "Fee instruction, M31",
            not in_canada,
        )
    )
    sole = f["sole_ground"] == "criminality"
    add(("test 3: the only ground is A36(2), by conviction", "Fee instruction, M31", sole))
    one = f["convictions_counted"] == "one"
    add(("tests 4 and 6: there is one conviction that counts, and no other", "Fee instruction, M31", one))
    excluded = f["excluded_offence"] == "yes"
    add(("test 4: neither child pornography nor a sexual offence", "Fee instruction, M31", not excluded))
    sentence = f["sentence"]
    add(
        (
            "test 5: no term of imprisonment was part of the sentence",
            "Fee instruction, M31",
            sentence == "clear",
        )
    )
    impaired = f["impaired_driving"] == "yes"
    add(("the offence is not impaired driving", "Criminal Code, 320.19(1)(a)", not impaired))
    acts = f["other_inadmissible_acts"] == "yes"
    add(("test 6: no other act that would make them inadmissible", "Fee instruction, M31", not acts))
    granted = f["one_time_granted"] == "yes"
    add(("test 7: code M31 has not been granted before", "Fee instruction, M31", not granted))
    if (
        not in_canada
        and sole
        and one
        and not excluded
        and sentence != "custodial"
        and not acts
        and not granted
    ):
        if sentence == "clear" and not impaired:
            return "EXEMPT", "ONE_TIME", steps
        return "REFER", None, steps
    loaded = f["amount_loaded"] == "yes"
    add(("the amount for the day of the request is loaded", "R298(1)", loaded))
    return ("DUE" if loaded else "REFER"), None, steps


_IMPORTED = (
    "R298(2)(a)", "R295(2)", "R296(2)(c)", "R299(2)(a)", "R299(2)(b)", "R299(2)(d)", "R299(2)(e)", "R299(2)(f)",
    "R299(2)(h)", "R299(2)(i)", "R299(2)(j)", "R299(2)(k)", "R300(2)(f)", "R300(2)(g)", "R300(2)(h)", "R300(2)(i)",
)  # fmt: skip
_FLAG = {True: "yes", False: "no"}
_DOUBTFUL = ("suspended_imprisonment", "conditional_sentence", "time_served")


def fee_of(r: Mapping[str, Any]) -> tuple[str, str | None, list[Step]]:
    """The same from a complete request made in 2024 to 2026."""
    made = date.fromisoformat(r["made_on"])
    on = date.fromisoformat(r["on"])
    application = r["application"]
    kind = "none" if application is None else application["kind"]
    f = {
        "origin": r["origin"],
        "place": r["place"],
        "stream": r["stream"],
        "application": kind,
        "asked_with_visitor_visa": _FLAG[application is not None and application["asked_with_visitor_visa"]],
        "performing_artist_group": _FLAG[application is not None and application["performing_artist_group"]],
        "document": r["document"],
        "has_valid_status": _FLAG[r["has_valid_status"]],
        "pending": r["pending"] or "none",
        "fee_measure": _FLAG[r["fee_measure"] is not None],
        "other_inadmissible_acts": _FLAG[r["other_inadmissible_acts"]],
        "amount_loaded": _FLAG[made < date(2026, 12, 1)],
    }
    instruction = r["minister_fee_instruction"]
    given = instruction is not None and date.fromisoformat(instruction["dated"]) <= on
    f["minister_fee_instruction"] = _FLAG[given]
    granted = r["one_time_exemption_granted_on"]
    f["one_time_granted"] = _FLAG[granted is not None and date.fromisoformat(granted) <= on]
    lost = r["visa_exemption_lost_in_transit"]
    f["visa_exemption_lost"] = (
        "none" if lost is None else "later" if lost["hours_until_entry"] > 48 else "within_48_hours"
    )
    _classes(r["fee_classes"], f)
    _grounds(r["grounds"], f)
    _convictions(r["convictions"], f)
    _bars(r["refugee_claim"], r["designated_on"], made, on, f)
    return fee(f)


def _classes(classes: list[str], f: dict[str, str]) -> None:
    found = dict.fromkeys(("class_a", "class_a1", "class_a2", "class_a3", "class_d"), "no")
    for one in classes:
        if one.startswith("R298(2)(a.1)"):
            found["class_a1"] = "yes"
        elif one.startswith("R298(2)(a.2)"):
            found["class_a2"] = "yes"
        elif one.startswith(("R298(2)(a.3)", "R299(2)(g)(iii)")):
            found["class_a3"] = "yes"
        elif one.startswith("R298(2)(d)"):
            found["class_d"] = "yes"
        elif one.startswith(_IMPORTED):
            found["class_a"] = "yes"
    f.update(found)


def _grounds(grounds: list[str], f: dict[str, str]) -> None:
    criminality = non_compliance = act = other = False
    for ground in grounds:
        if ground.startswith("A36(2)"):
            criminality = True
            act = act or ground.startswith("A36(2)(c)")
        elif ground.startswith("A41"):
            non_compliance = True
        else:
            other = True
    sole = "other"
    if not other and criminality and not non_compliance:
        sole = "criminality_act" if act else "criminality"
    elif not other and non_compliance and not criminality:
        sole = "non_compliance"
    f["sole_ground"] = sole


def _convictions(convictions: list[dict[str, Any]], f: dict[str, str]) -> None:
    count = 0
    sentence, excluded, impaired = "clear", "no", "no"
    for one in convictions:
        if not one["makes_inadmissible"] or one["youth"]:
            continue
        count += 1
        if one["sentence"] == "imprisonment":
            sentence = "custodial"
        elif one["sentence"] in _DOUBTFUL and sentence == "clear":
            sentence = "doubtful"
        if one["child_pornography"] or one["sexual"]:
            excluded = "yes"
        if one["impaired_driving"]:
            impaired = "yes"
    f["convictions_counted"] = ("none", "one")[count] if count < 2 else "several"
    f["sentence"], f["excluded_offence"], f["impaired_driving"] = sentence, excluded, impaired


def _bars(
    claim: dict[str, Any] | None, designated_on: str | None, made: date, on: date, f: dict[str, str]
) -> None:
    f["claim"] = "none" if claim is None else claim["outcome"]
    f["prra_pending"] = _FLAG[claim is not None and claim["prra_pending"]]
    f["claim_clock"], f["designation"], f["designation_clock"] = "no_outcome", "never", "over"
    if claim is not None:
        latest = _latest(made, claim["rpd_on"], claim["rad_on"], claim["federal_court_on"])
        if latest is not None:
            f["claim_clock"] = "running" if made <= _years_after(latest, 1) else "over"
    if designated_on is None or (designated := date.fromisoformat(designated_on)) > max(made, on):
        return
    by = made if designated <= made else on
    f["designation"] = "before_request" if designated <= made else "after_request"
    start: date | None = designated
    if claim is not None:
        determined = claim["prra_on"]
        if claim["prra_pending"]:
            start = None
        elif determined is not None and date.fromisoformat(determined) <= by:
            start = date.fromisoformat(determined)
        else:
            start = None if claim["outcome"] == "pending" else _latest(by, claim["rpd_on"], claim["rad_on"])
    f["designation_clock"] = (
        "no_end" if start is None else "running" if by <= _years_after(start, 5) else "over"
    )


def _latest(by: date, *days: str | None) -> date | None:
    return max((d for day in days if day is not None and (d := date.fromisoformat(day)) <= by), default=None)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)
