"""A second reading of the contract, written by hand and without the rulebook.

`read` answers one COMPLETE request: every fact that matters is present. It knows no unknown, explains
nothing and shares no code with the product: it is here only to disagree with it. Where the text can be
read in two ways, the comment `# Choice:` states both, and says which one is followed.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Request = dict[str, Any]
Answers = dict[str, Any]

# The permit fee: from this day, this much. After the last day no amount is known.
AMOUNTS = [
    (date.min, Decimal("200.00")),
    (date(2023, 12, 1), Decimal("229.77")),
    (date(2024, 12, 1), Decimal("239.75")),
    (date(2025, 12, 1), Decimal("246.25")),
]
AMOUNTS_END = date(2026, 12, 1)  # the first day whose amount is not loaded

ONE_TIME_FROM = date(2012, 3, 1)
TRANSIT_FROM = date(2012, 1, 11)
STATE_CARE_FROM = date(2023, 9, 29)
IMPAIRED_DRIVING_SERIOUS_FROM = date(2018, 12, 18)
REMOVAL_ORDER_ENDS_PERMIT_FROM = date(2024, 3, 15)
REMISSIONS_FROM = date(2023, 12, 1)

# What R298(2)(a) takes over from the other fee provisions.
CARRIED_INTO_A = [
    "R298(2)(a)",
    "R295(2)",
    "R296(2)(c)",
    *(f"R299(2)({letter})" for letter in "abdefhijk"),
    *(f"R300(2)({letter})" for letter in "fghi"),
]

NAMED_BY_ITEM_119 = ["A34", "A35", "A35.1", "A37"]
NAMED_BY_ITEM_118 = ["A36(1)", "A38"]
SERIOUS_BY_THEMSELVES = ["A34", "A35", "A35.1", "A36(1)", "A37"]
NAMED_BY_NO_ITEM = ["A40.1"]

IN_CANADA_STREAM_CODES: dict[str, dict[str, str | None]] = {
    "VTIP": {"work_permit": "E12", "study_permit": "999", "biometrics": "B12"},
    "FMV": {"work_permit": None, "study_permit": None, "biometrics": "B12"},
    "STATE_CARE": {"work_permit": None, "study_permit": None, "biometrics": None},
}


# --- Small things -----------------------------------------------------------------------------------


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def known_day(text: str) -> date:
    return date.fromisoformat(text)


def by(text: str | None, when: date) -> date | None:
    """The date, if it had come by then; a later one has not happened yet."""
    found = day(text)
    return found if found is not None and found <= when else None


def plus_months(start: date, months: int) -> date:
    """Interpretation Act, s. 28: the same-numbered day, or the last of a month that has none."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def text(found: date | None) -> str | None:
    return None if found is None else found.isoformat()


def money(amount: Decimal) -> str:
    return str(amount.quantize(Decimal("0.01")))


def within(provision: str, family: str) -> bool:
    """R299(2)(a)(i) is within R299(2)(a); A36(2.1) is not within A36(2), nor A40.1 within A40."""
    return provision == family or provision.startswith(family + "(")


def any_within(provisions: Iterable[str], families: Iterable[str]) -> bool:
    families = list(families)
    return any(within(provision, family) for provision in provisions for family in families)


def all_within(provisions: list[str], families: list[str]) -> bool:
    """Is there one, and is each of them within these families?"""
    return bool(provisions) and all(any_within([provision], families) for provision in provisions)


def amount_on(when: date) -> Decimal | None:
    if when >= AMOUNTS_END:
        return None
    return [amount for start, amount in AMOUNTS if start <= when][-1]


# --- Bar --------------------------------------------------------------------------------------------


def designation_end(request: Request, when: date) -> date | None:
    """The last day of the five years of A24(5) or (6), by what had happened then; None: no end yet."""
    claim = request["refugee_claim"]
    if claim is None:
        return plus_months(known_day(request["designated_on"]), 60)
    # Choice: a PRRA rules over the claim (as in the Act, A24(5)(b)); or the later of the two
    # determinations counts. The first is followed.
    # Choice: `prra_pending` is taken as it stands, whatever `prra_on` says and though it bears no date;
    # or a `prra_on` that lies after the day in question shows that it was still pending then. The first:
    # a date that had not come counts as null, a flag stays as stated.
    if claim["prra_pending"]:
        return None
    determined = by(claim["prra_on"], when)
    if determined is None:
        if claim["outcome"] == "pending":
            return None
        # Choice: the claim is finally determined by the RPD or the RAD; or by the Federal Court's
        # dismissal too, as A24(4)(b) expressly says. The first: A24(5) does not name the Court.
        # Choice: a claim that was made, but of which no determination is dated by then (ineligible, or
        # all later): the period has no end yet; or it runs from designation. The first.
        outcomes = [by(claim["rpd_on"], when), by(claim["rad_on"], when)]
        dated = [outcome for outcome in outcomes if outcome is not None]
        if not dated:
            return None
        determined = max(dated)
    return plus_months(determined, 60)


def read_bar(request: Request) -> Answers:
    on, made = known_day(request["on"]), known_day(request["made_on"])
    none = {"bar.outcome": "NONE", "bar.first_day_open": None}
    if request["origin"] != "client":
        return none
    # Choice: the bars stand at every date the rulebook knows, for law.md gives no day on which they came
    # into force; or each starts on the day of its own amendment (A24(4) in 2012, A24(3.1) in 2019).
    claim = request["refugee_claim"]
    ends: list[date | None] = []  # the last barred day of each bar that holds; None: no end yet
    if claim is not None and claim["outcome"] == "ineligible" and claim["prra_pending"]:
        ends.append(None)  # A24(3.1)
    if claim is not None and claim["outcome"] in ("rejected", "withdrawn", "abandoned"):
        days = [by(claim[name], made) for name in ("rpd_on", "rad_on", "federal_court_on")]
        happened = [found for found in days if found is not None]
        # Choice: rejected, withdrawn or abandoned, but no day of it had come: nothing has happened from
        # which twelve months run, so no bar; or barred without a known end. The first.
        if happened and made <= plus_months(max(happened), 12):
            ends.append(plus_months(max(happened), 12))  # A24(4)
    # Choice: designated on the very day of the request: A24(5); or A24(6). The first ("by then").
    if by(request["designated_on"], made) is not None:
        end = designation_end(request, made)
        if end is None or made <= end:
            ends.append(end)  # A24(5)
    if ends:
        # Choice: with several bars the day after the last of them, null if one has no end; or the first
        # bar's day. And a later designation (A24(6)) does not move the day of a request that was barred.
        known = [end for end in ends if end is not None]
        opens = max(known) + timedelta(days=1) if len(known) == len(ends) else None
        return {"bar.outcome": "BARRED", "bar.first_day_open": text(opens)}
    designated = by(request["designated_on"], on)
    if designated is not None and designated > made:
        end = designation_end(request, on)
        if end is None or on <= end:  # A24(6)
            opens = None if end is None else end + timedelta(days=1)
            return {"bar.outcome": "SUSPENDED", "bar.first_day_open": text(opens)}
    return none


def may_refuse_to_consider(request: Request) -> bool:
    """A24(7): a breach, and less than twelve months since the period ended."""
    on, made = known_day(request["on"]), known_day(request["made_on"])
    # Choice: A24(7), like the bars, concerns only what the client asks; or any origin. The first.
    if request["origin"] != "client" or not request["designation_conditions_breached"]:
        return False
    if by(request["designated_on"], on) is None and by(request["designated_on"], made) is None:
        return False
    # Choice: reckoned on the day on which its period is: A24(5) on `made_on`, A24(6) on `on`; or always
    # on `on`, when the officer would refuse. The first.
    when = made if by(request["designated_on"], made) is not None else on
    end = designation_end(request, when)
    # Choice: the same-numbered day twelve months later is still inside (law.md 4, last day included); or
    # twelve months have then passed. The first.
    return end is not None and end < when <= plus_months(end, 12)


# --- Fee --------------------------------------------------------------------------------------------


def visa_asked_with_permit(request: Request) -> bool:
    """R296(2)(d), as the fee page confines it: outside Canada, counterfoil for counterfoil."""
    application = request["application"]
    return (
        application is not None
        and application["kind"] in ("work_permit", "study_permit")
        and application["asked_with_visitor_visa"]
        and not application["performing_artist_group"]
        and request["document"] == "counterfoil"
        and request["place"] == "outside_canada"
    )


def regulation_exempts(request: Request) -> str | None:
    """R298(2), paragraph by paragraph."""
    # Choice: with several paragraphs the first in the order of the Regulations is named; or any.
    # Choice: a class that is not carried over exempts nobody, also where law.md 7 says that another
    # paragraph covers the same people (R296(2)(a), (b), (e), R299(2)(c)): the list is complete, and
    # would name R298(2)(d) itself; or the covering paragraph is read into it. The first.
    classes = request["fee_classes"]
    # Choice: urgent protection is "overseas" where the place is outside Canada only; or at a port of
    # entry too. The first.
    urgent = request["stream"] == "urgent_protection" and request["place"] == "outside_canada"
    if any_within(classes, CARRIED_INTO_A) or visa_asked_with_permit(request) or urgent:
        return "R298(2)(a)"
    for paragraph in ("R298(2)(a.1)", "R298(2)(a.2)", "R298(2)(a.3)"):
        if any_within(classes, [paragraph]):
            return paragraph
    # Choice: R299(2)(g)(iii) is the class that R298(2)(a.3) describes; or it must be listed as (a.3).
    if any_within(classes, ["R299(2)(g)(iii)"]):
        return "R298(2)(a.3)"
    # Choice: R298(2)(b) is `pending` alone; or an undecided application for permanent residence in
    # `application` as well. The first: the schema says which fact answers it.
    if request["pending"] is not None:
        return "R298(2)(b)"
    # Choice: R298(2)(c) is spent (May 2004) and exempts nobody now; or it does where it is listed.
    if any_within(classes, ["R298(2)(d)"]):
        return "R298(2)(d)"
    lost = request["visa_exemption_lost_in_transit"]
    # Choice: "only for lack of a visa" is: A41, and nothing but A41; no ground found is not enough, and
    # the place does not matter (the schema does not tie R298(2)(e) to it); or only at a port of entry.
    if lost is not None and lost["hours_until_entry"] <= 48 and all_within(request["grounds"], ["A41"]):
        return "R298(2)(e)"
    return None


def stream_policy(request: Request) -> str | None:
    """The public policy of the stream, if it covers this person."""
    made = known_day(request["made_on"])
    # Choice: "in Canada" does not include somebody at a port of entry; or it does. The first.
    in_canada = request["place"] == "in_canada"
    without_status = in_canada and not request["has_valid_status"]
    if request["stream"] == "trafficking_victim" and in_canada:
        return "VTIP"
    if request["stream"] == "family_violence_victim" and without_status:
        return "FMV"
    # Choice: state care exempts from 2023-09-29 and transit from 2012-01-11, the days law.md 9 gives,
    # reckoned on `made_on`; or at every date. The first.
    if request["stream"] == "state_care" and without_status and made >= STATE_CARE_FROM:
        return "STATE_CARE"
    # Choice: the stream says all that the transit policy asks; or the grounds must be A41 alone.
    if request["stream"] == "transit_without_visa" and made >= TRANSIT_FROM:
        return "TRANSIT"
    return None


def counting_convictions(request: Request) -> list[dict[str, Any]]:
    """Those that make inadmissible."""
    # Choice: a youth finding never counts, even if `makes_inadmissible` says so; or that flag rules.
    return [c for c in request["convictions"] if c["makes_inadmissible"] and not c["youth"]]


def one_time(request: Request) -> str:
    """M31: PASS, FAIL, or REFER where only a doubt is left."""
    on, made = known_day(request["on"]), known_day(request["made_on"])
    # Choice: the place alone decides (the schema ties M31 to it); or the receiving office too, so that a
    # request from outside Canada to an inland office would fail. The first.
    if request["place"] == "in_canada" or made < ONE_TIME_FROM:
        return "FAIL"
    grounds = request["grounds"]
    # Choice: A36(2)(c) among the grounds fails even beside a conviction, as another act, and so does the
    # repealed A36(2)(d), which needs no conviction either; or only where it stands alone. The first.
    if not all_within(grounds, ["A36(2)"]) or any_within(grounds, ["A36(2)(c)", "A36(2)(d)"]):
        return "FAIL"
    # Choice: what does not make inadmissible (pardoned, a contravention) is not looked at, even a sexual
    # offence or a prison term; or any conviction for such an offence closes the policy. The first
    # (law.md 23, 6).
    counting = counting_convictions(request)
    if len(counting) != 1 or request["other_inadmissible_acts"]:
        return "FAIL"
    # Choice: a grant counts if it happened by `on`, for the register is checked when the exemption is
    # used; or only if by `made_on`, on which the policy is reckoned. The first.
    if by(request["one_time_exemption_granted_on"], on) is not None:
        return "FAIL"
    conviction = counting[0]
    if conviction["child_pornography"] or conviction["sexual"]:
        return "FAIL"
    if conviction["sentence"] == "imprisonment":
        return "FAIL"
    if conviction["sentence"] in ("suspended_imprisonment", "conditional_sentence", "time_served"):
        return "REFER"
    return "REFER" if possibly_serious(conviction) else "PASS"


def possibly_serious(conviction: dict[str, Any]) -> bool:
    # Choice: impaired driving is doubtful if committed on or after 2018-12-18, when its maximum rose; or
    # whenever it is given under A36(2). The first: before that day A36(2) was plainly right.
    committed = known_day(conviction["committed_on"])
    return bool(conviction["impaired_driving"]) and committed >= IMPAIRED_DRIVING_SERIOUS_FROM


def read_fee(request: Request, bar: str) -> Answers:
    on, made = known_day(request["on"]), known_day(request["made_on"])
    answers: Answers = {"fee.outcome": "DUE"}
    for field in ("amount", "balance", "code", "basis", "remark", "granted_by"):
        answers["fee." + field] = None
    # Choice: the lists stand whatever the outcome, for the other fees do not depend on this one; or they
    # are empty where the fee is not asked. The first.
    answers["fee.not_charged"] = not_charged(request)
    answers["fee.also_due"] = also_due(request)

    if bar != "NONE" or no_standalone(request):
        return answers | {"fee.outcome": "NOT_ASKED"}

    def exempt(basis: str, code: str | None = None) -> Answers:
        free = {"fee.outcome": "EXEMPT", "fee.amount": "0.00", "fee.balance": "0.00"}
        return answers | free | {"fee.basis": basis, "fee.code": code}

    paragraph = regulation_exempts(request)
    if paragraph is not None:
        return exempt(paragraph)
    policy = stream_policy(request)
    if policy is not None:
        return exempt(policy, "M26" if policy == "VTIP" else None)
    measure = request["fee_measure"]
    if measure is not None:
        return exempt(measure["reference"], measure["code"])
    instruction = request["minister_fee_instruction"]
    # Choice: an instruction counts once its date has come by `on`; or by `made_on`. The first.
    if request["origin"] == "minister" and instruction is not None and by(instruction["dated"], on):
        return exempt("MINISTER")
    m31 = one_time(request)
    if m31 == "PASS":
        printed = {"fee.remark": "one-time fee exemption/cic.gc.ca", "fee.granted_by": grants_m31(request)}
        return exempt("ONE_TIME", "M31") | printed
    amount = amount_on(made)
    # Choice: a fee that is referred has neither amount nor balance; or the amount it would have if the
    # exemption were denied. The first.
    if m31 == "REFER" or amount is None:
        return answers | {"fee.outcome": "REFER"}
    balance = max(amount - Decimal(request["paid"]), Decimal(0))
    return answers | {"fee.amount": money(amount), "fee.balance": money(balance)}


def grants_m31(request: Request) -> str:
    if request["made_to"] == "visa_office":
        return "OFFICER"
    # Choice: made to an inland office, the place says who grants it; or always an officer. The first.
    at_border = request["made_to"] == "port_of_entry" or request["place"] == "port_of_entry"
    return "POE-BSO" if at_border else "OFFICER"


def not_charged(request: Request) -> dict[str, str | None]:
    """Fee -> code."""
    application = request["application"]
    found: dict[str, str | None] = {}
    # Choice: the visa fee is not charged under the same conditions as the permit fee (outside Canada,
    # counterfoil); or wherever visa and permit were asked together. The first.
    if visa_asked_with_permit(request):
        found["visitor_visa"] = None
    # Choice: r208b counts whatever the kind of application; or only with a work permit. The first.
    if application is not None and application["r208b"]:
        found["open_work_permit_holder"] = "P03"
    # Choice: the policy of the stream frees the other fees also where R298(2) already freed the permit
    # fee; or only where the exemption rests on it. The first.
    policy = stream_policy(request)
    if policy is not None:
        found |= IN_CANADA_STREAM_CODES.get(policy, {})
    return found


def also_due(request: Request) -> dict[str, str]:
    application = request["application"]
    kind = None if application is None else application["kind"]
    if kind in not_charged(request):
        return {}
    # Choice: 155.00 and 150.00 at every date; or unknown before the texts that law.md saw. The first.
    if kind == "work_permit" and not any_within(request["fee_classes"], ["R299(2)"]):
        return {"work_permit": "155.00"}
    if kind == "study_permit" and not any_within(request["fee_classes"], ["R300(2)"]):
        return {"study_permit": "150.00"}
    return {}


# --- Gate and route ---------------------------------------------------------------------------------


def no_standalone(request: Request) -> bool:
    asked_from_outside = request["origin"] == "client" and request["place"] == "outside_canada"
    return asked_from_outside and request["application"] is None


def mailed_with_earlier_fee(request: Request) -> bool:
    made, mailed = known_day(request["made_on"]), day(request["mailed_on"])
    if mailed is None or mailed > made:
        return False
    earlier = amount_on(mailed)
    return earlier is not None and earlier != amount_on(made) and Decimal(request["paid"]) >= earlier


def read_gate(request: Request, bar: str, fee: Answers) -> str:
    if bar != "NONE":
        return bar
    if no_standalone(request):
        return "NO_STANDALONE"
    if fee["fee.outcome"] == "REFER":
        return "REFER"
    if fee["fee.outcome"] == "EXEMPT" or fee["fee.balance"] == "0.00" or request["origin"] == "minister":
        return "ASSESS"
    if request["unallocated_receipts"]:
        return "HOLD_FEE"
    able = request["ability_to_pay"] == "able"
    if request["made_to"] == "visa_office":
        return "HOLD_FEE" if able else "CLOSED_UNPAID"
    if request["made_to"] == "inland_office":
        # Choice: "also where paper was mailed" comes before the return of what the client asked; or the
        # return comes first. The first, or the words would do nothing.
        if request["origin"] != "client" or mailed_with_earlier_fee(request):
            return "HOLD_FEE"
        return "RETURN_INCOMPLETE"
    if able:
        return "HOLD_FEE"
    undecided = request["a44_report"] in ("begun", "made") and not request["delegate_decided"]
    return "MD_FIRST" if undecided else "WITHDRAW_POE"


def read_route(request: Request) -> str:
    stream, place = request["stream"], request["place"]
    if stream in ("trafficking_victim", "family_violence_victim") and place != "outside_canada":
        return "VPU"
    if stream == "state_care" and place == "in_canada":
        return "HM-V"
    if place == "outside_canada" or request["made_to"] == "visa_office":
        return "MISSION"
    if request["made_to"] == "port_of_entry":
        # Choice: a ground that no item names stays with the border officer, for only items 118 and 119
        # send it on; or it goes to the superintendent. The first.
        return "POE-SUPT" if highest_item(request["grounds"]) in ("118", "119") else "POE-BSO"
    return "MD" if request["origin"] == "a44_report" else "CPC-E"


# --- Interview and disclosure -----------------------------------------------------------------------


def read_interview(request: Request) -> Answers:
    trafficking = request["stream"] == "trafficking_victim"
    in_issue = request["credibility_in_issue"] or request["merit_in_issue"]
    serious = request["considered_serious"] or any_within(request["grounds"], SERIOUS_BY_THEMSELVES)
    flagrant = request["flagrant_or_intentional_violation"]
    # Choice: `risk_to_assess` alone makes it necessary (N3: any one suffices); or only with contrition,
    # credibility or merit. The first.
    if serious or flagrant or trafficking or in_issue or request["risk_to_assess"]:
        outcome = "REQUIRED"
    elif all_within(request["grounds"], ["A38", "A41"]):
        outcome = "MAY_WAIVE"
    else:
        outcome = "DISCRETION"
    guidelines = "TRAFFICKING" if trafficking else "GENERAL"
    return {"interview.outcome": outcome, "interview.guidelines": guidelines}


def item_outcome(item: dict[str, Any]) -> str:
    if not item["relied_on"]:
        return "NONE"
    if item["classified"] == "yes":
        return "PROTECTED"
    if item["kind"] == "third_party":
        return "DISCLOSE"
    exempt = item["prepared_for_decision_maker"] and item["known_to_client"]
    exempt = exempt and not item["specialized_expertise"]
    # Choice: a report of which a part is classified is JUDGMENT even where all three conditions hold
    # (law.md 14 gives NOT_REQUIRED only with "classified: no"); or NOT_REQUIRED. The first.
    return "NOT_REQUIRED" if exempt and item["classified"] == "no" else "JUDGMENT"


def item_holds(item: dict[str, Any], outcome: str, on: date) -> bool:
    if outcome == "PROTECTED":
        return True
    if outcome not in ("DISCLOSE", "JUDGMENT"):
        return False
    if outcome == "JUDGMENT" and by(item["reason_recorded_on"], on) is not None:
        return False
    if by(item["response_received_on"], on) is not None:
        return False
    # Choice: the window runs only once the item was disclosed; or a past `response_due_on` is enough.
    # The first: who was told nothing cannot be out of time. An answer counts either way.
    due = day(item["response_due_on"])
    closed = due is not None and due < on and by(item["disclosed_on"], on) is not None
    return not closed


def read_disclosure(request: Request) -> Answers:
    on = known_day(request["on"])
    items: dict[str, dict[str, Any]] = {}
    for item in request["information"]:
        outcome = item_outcome(item)
        items[item["id"]] = {
            "outcome": outcome,
            "holds_decision": item_holds(item, outcome, on),
            "keep_on_file": item["kind"] == "third_party",
        }
    if any(item["outcome"] == "PROTECTED" for item in items.values()):
        overall = "REFER"
    else:
        overall = "HOLD" if any(item["holds_decision"] for item in items.values()) else "CLEAR"
    return {"disclosure.outcome": overall, "disclosure.items": items}


# --- Authority, permit, remission -------------------------------------------------------------------


def highest_item(grounds: list[str]) -> str | None:
    """The line of the delegation instrument; None: a ground that it does not name."""
    if any_within(grounds, NAMED_BY_ITEM_119):
        return "119"
    if any_within(grounds, NAMED_BY_ITEM_118):
        return "118"
    return None if any_within(grounds, NAMED_BY_NO_ITEM) else "120"


def read_authority(request: Request) -> Answers:
    item = highest_item(request["grounds"])
    border = request["made_to"] == "port_of_entry"
    protected = request["stream"] in ("trafficking_victim", "family_violence_victim")
    # Choice: where no item is found, `item` is null and the lists are empty, and the VPU keeps its
    # streams ("save item 119" is the only exception); or the VPU too must refer. The first.
    if item == "119":
        issue, refuse = ["ADM"], ["MANAGER"]
    elif protected and request["place"] != "outside_canada":
        issue = refuse = ["VPU"]
    elif item == "118":
        issue = refuse = ["POE-SUPT" if border else "MANAGER"]
    elif item == "120":
        issue = refuse = ["POE-BSO" if border else "OFFICER"]
    else:
        issue = refuse = []
    return {
        "authority.outcome": issue[0] if issue else "REFER",
        "authority.issue": issue,
        "authority.refuse": refuse,
        "authority.item": item,
    }


def read_permit(request: Request) -> Answers:
    on, made = known_day(request["on"]), known_day(request["made_on"])
    previous = request["previous_permit"]
    if request["permit"] == "first" or previous is None:
        return {"permit.outcome": "FIRST", "permit.continuity": None}
    expires = known_day(previous["expires_on"])
    # Choice: a departure or a removal order after the request, but by `on`, still breaks the permit; or
    # only what had happened when the request was made. The first: no day is said, and a permit that
    # ended meanwhile was not continued.
    left = by(previous["left_on"], on) is not None and not previous["reentry_authorized"]
    order = by(previous["removal_order_made_on"], on)
    removed = order is not None and REMOVAL_ORDER_ENDS_PERMIT_FROM <= order <= expires
    kept = made <= expires and request["place"] != "outside_canada"
    if kept and not left and not removed and not previous["new_ground"]:
        return {"permit.outcome": "SUBSEQUENT", "permit.continuity": "KEPT"}
    return {"permit.outcome": "NEW", "permit.continuity": "BROKEN"}


def read_remission(request: Request) -> Answers:
    on = known_day(request["on"])
    none = {"remission.outcome": "NONE", "remission.payable_before": None}
    # Choice: `complete_on` alone says "complete and paid"; or nothing can be remitted to who is exempt
    # or paid nothing. The first.
    complete = by(request["complete_on"], on)
    if complete is None or complete < REMISSIONS_FROM:
        return none
    last_day = complete + timedelta(days=30)
    acknowledged = by(request["acknowledged_on"], on)
    if acknowledged is not None and acknowledged <= last_day:
        return none
    if on <= last_day:
        return none | {"remission.outcome": "NOT_YET"}
    # Choice: the time ran out on the thirtieth day itself; or on the day after it, which matters where
    # the thirtieth day is 31 March. The first.
    fiscal_year = last_day.year if last_day.month >= 4 else last_day.year - 1
    payable_before = text(date(fiscal_year + 1, 7, 1))
    return {"remission.outcome": "OWED", "remission.payable_before": payable_before}


# --- Duties and notices -----------------------------------------------------------------------------


def read_duties(request: Request, answers: Answers) -> set[str]:
    on = known_day(request["on"])
    abroad = request["made_to"] == "visa_office"
    origin, application = request["origin"], request["application"]
    fee, gate = answers["fee.outcome"], answers["gate.outcome"]
    # Choice: "due, not settled" is the outcome DUE with a balance; or a referred fee as well (the
    # Minister's "collect before issue" above all). The first.
    owing = fee == "DUE" and answers["fee.balance"] != "0.00"
    duties: set[str] = set()

    def add(code: str, called_for: bool) -> None:
        if called_for:
            duties.add(code)

    # Choice: unable or unwilling abroad, the contact is still listed, as the table says; or it gives way
    # to ADVISE_CANNOT_PROCESS. The first.
    add("CONTACT_CLIENT_FOR_FEE", abroad and origin == "client" and owing and not asked_for(request))
    # Choice: a waiting receipt must be entered whatever the outcome of the fee; or only where it is due.
    add("ENTER_AND_ALLOCATE_RECEIPT", bool(request["unallocated_receipts"]))
    # Choice: the difference is asked for by every channel while it is owed, also where a receipt waits or
    # the client cannot pay; or only where the gate says HOLD_FEE inland. The first.
    add("REQUEST_DIFFERENCE", owing and mailed_with_earlier_fee(request))
    add("COLLECT_FEE_BEFORE_ISSUE", origin == "minister" and owing)
    settled_or_exempt = fee == "EXEMPT" or (fee == "DUE" and not owing)
    created = by(request["trp_file_created_on"], on) is not None
    add("CREATE_TRP_FILE", abroad and settled_or_exempt and not created)
    add("WEIGH_MERITS_AND_SERIOUSNESS", gate == "ASSESS")
    # Choice: these three go with the gate CLOSED_UNPAID, and the last two need an application to write
    # on; or with the bare fact "unable or unwilling". The first.
    closed = gate == "CLOSED_UNPAID"
    add("ADVISE_CANNOT_PROCESS", closed)
    add("NOTE_ON_UNDERLYING_APPLICATION", closed and application is not None)
    undecided = application is not None and not application["decided"]
    add("DECIDE_UNDERLYING_APPLICATION", closed and undecided)
    prompted = origin == "a44_report"
    add("REQUEST_FEE_BEFORE_RECOMMENDATION", prompted and owing and not asked_for(request))
    add("ADVISE_WITHDRAWAL", gate == "WITHDRAW_POE")
    add("RECORD_EXEMPTION", fee == "EXEMPT")
    add("COUNSEL_ONE_TIME", answers["fee.basis"] == "ONE_TIME" and fee == "EXEMPT")
    add("RECORD_WAIVER_REASON", answers["interview.outcome"] == "MAY_WAIVE")

    for item in request["information"]:
        outcome = answers["disclosure.items"][item["id"]]["outcome"]
        disclosed = by(item["disclosed_on"], on) is not None
        # Choice: a recorded reason counts only for a JUDGMENT item; or it silences DISCLOSE too.
        reasoned = outcome == "JUDGMENT" and by(item["reason_recorded_on"], on) is not None
        waits = outcome in ("DISCLOSE", "JUDGMENT") and not disclosed and not reasoned
        add("DISCLOSE", waits)
        add("RECORD_REASON_FOR_NOT_DISCLOSING", waits and outcome == "JUDGMENT")
        add("KEEP_EVIDENCE_ON_FILE", item["kind"] == "third_party" and not item["on_file"])
        add("REFER_CLASSIFIED", item["relied_on"] and item["classified"] in ("part", "yes"))
    return duties


def asked_for(request: Request) -> bool:
    # Choice: a waiting receipt shows that the client was asked (the public scenario P03b lists no
    # contact), and that for every rule that turns on asking; or for that one only. The first.
    requested = by(request["fee_requested_on"], known_day(request["on"])) is not None
    return requested or bool(request["unallocated_receipts"])


def read_notices(request: Request, answers: Answers) -> set[str]:
    """All of the contract's table but INTERPRETATION."""
    made = known_day(request["made_on"])
    fee = answers["fee.outcome"]
    owing = fee == "DUE" and answers["fee.balance"] != "0.00"
    notices: set[str] = set()

    def add(code: str, called_for: bool) -> None:
        if called_for:
            notices.add(code)

    add("NO_EXTENSION", request["permit"] == "extension")
    add("NOT_CONTINUOUS_STATUS", request["permit"] in ("subsequent", "extension"))
    # Choice: "a fee is due" is this permit's fee, also when it is paid; or while any fee is owed, the
    # work permit's too. The first.
    add("PAYMENT_PROMISES_NOTHING", fee == "DUE")
    add("FEE_NON_REFUNDABLE", fee == "DUE")
    # Choice: the offer is noticed while the fee is due; or also where exempt or referred, since it is
    # then "neither settled nor asked for" too. The first.
    own_initiative = request["made_to"] == "visa_office" and request["origin"] == "officer"
    add("MAY_OFFER_CONSIDERATION", own_initiative and owing and not asked_for(request))
    add("SEE_UPP_INSTRUCTIONS", request["stream"] == "urgent_protection")
    add("MAY_REFUSE_TO_CONSIDER", may_refuse_to_consider(request))
    # Choice: a complete request with `fee_measure` null has searched, so DUE and REFER carry the notice;
    # or DUE only; where the fee is not asked nothing was searched for. R298(2) and the Minister's
    # instruction are no public policy.
    basis = answers["fee.basis"]
    on_policy = fee == "EXEMPT" and basis != "MINISTER" and not basis.startswith("R298(2)")
    add("POLICY_LIST_MAY_BE_OUTDATED", on_policy or fee in ("DUE", "REFER"))
    change = date(made.year, 12, 1)
    near = timedelta(days=1) <= change - made <= timedelta(days=30)
    add("FEE_CHANGE_NEAR", near and amount_on(change) is None)
    # Choice: only a conviction that makes inadmissible can be "given under A36(2)"; or any listed one.
    given = any_within(request["grounds"], ["A36(2)"])
    possible = any(possibly_serious(conviction) for conviction in counting_convictions(request))
    add("SERIOUS_CRIMINALITY_POSSIBLE", given and possible)
    return notices


# --- The whole --------------------------------------------------------------------------------------


def read(request: Request) -> Answers:
    """Outcomes and own fields of the nine findings, and the codes of duties and notices."""
    answers = read_bar(request)
    bar = answers["bar.outcome"]
    answers |= read_fee(request, bar)
    answers["gate.outcome"] = read_gate(request, bar, answers)
    answers["route.outcome"] = read_route(request)
    answers |= read_interview(request)
    answers |= read_disclosure(request)
    answers |= read_authority(request)
    answers |= read_permit(request)
    answers |= read_remission(request)
    answers["duties"] = read_duties(request, answers)
    answers["notices"] = read_notices(request, answers)
    return answers
