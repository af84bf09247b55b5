"""The two pages, sentence by sentence: each statement has a test that names it.

The fee page: "Temporary resident permit [section R298 and subsection A24(1)]", 2025-06-11. The interview page:
"Information-gathering (including interviews)", 2017-10-16. Where a sentence rests on the law behind it, the
paragraphs of the Act and the Regulations have their tests here as well. What asks nothing of a request stands
in `NOT_A_RULE`, with the reason.
"""

import sys
from datetime import date
from inspect import getdoc, getmembers, isfunction

import pytest

from trp.rulebook.book import current
from trp.rulebook.determine import determine
from trp.rulebook.request import faults

# ------------------------------------------------------------------------------ asking

BASE = {
    "on": "2026-03-02",
    "mailed_on": None,
    "complete_on": None,
    "acknowledged_on": None,
    "place": "in_canada",
    "made_to": "inland_office",
    "origin": "client",
    "permit": "first",
    "previous_permit": None,
    "stream": "ordinary",
    "has_valid_status": False,
    "application": None,
    "document": "permit",
    "pending": None,
    "fee_classes": [],
    "visa_exemption_lost_in_transit": None,
    "grounds": ["A41"],
    "flagrant_or_intentional_violation": False,
    "considered_serious": False,
    "convictions": [],
    "other_inadmissible_acts": False,
    "one_time_exemption_granted_on": None,
    "minister_fee_instruction": None,
    "fee_measure": None,
    "paid": "0.00",
    "unallocated_receipts": [],
    "fee_requested_on": None,
    "trp_file_created_on": None,
    "ability_to_pay": "able",
    "a44_report": "none",
    "delegate_decided": False,
    "refugee_claim": None,
    "designated_on": None,
    "designation_conditions_breached": False,
    "credibility_in_issue": False,
    "merit_in_issue": False,
    "risk_to_assess": False,
    "information": [],
}
"""An ordinary request at CPC-E on a day when the fee is 246.25, every fact known: A41, nothing paid."""

APPLICATION = {
    "kind": "visitor_visa",
    "asked_with_visitor_visa": False,
    "performing_artist_group": False,
    "r208b": False,
    "decided": False,
}
WORK = {**APPLICATION, "kind": "work_permit", "asked_with_visitor_visa": True}
THEFT = {
    "offence": "theft under 5000",
    "committed_on": "2021-05-04",
    "impaired_driving": False,
    "child_pornography": False,
    "sexual": False,
    "sentence": "fine",
    "youth": False,
    "makes_inadmissible": True,
}
CLAIM = {
    "outcome": "rejected",
    "rpd_on": None,
    "rad_on": None,
    "federal_court_on": None,
    "prra_pending": False,
    "prra_on": None,
}
HELD = {
    "expires_on": "2026-03-20",
    "left_on": None,
    "reentry_authorized": False,
    "removal_order_made_on": None,
    "new_ground": False,
}
LETTER = {
    "id": "letter",
    "kind": "third_party",
    "relied_on": True,
    "classified": "no",
    "on_file": True,
    "prepared_for_decision_maker": False,
    "known_to_client": False,
    "specialized_expertise": False,
    "disclosed_on": None,
    "response_due_on": None,
    "response_received_on": None,
    "reason_recorded_on": None,
}
OPINION = {
    **LETTER,
    "kind": "recommendation",
    "prepared_for_decision_maker": True,
    "specialized_expertise": True,
}
COLLEAGUE = {**OPINION, "known_to_client": True, "specialized_expertise": False}

ABROAD = {"place": "outside_canada", "made_to": "visa_office", "application": APPLICATION}
BORDER = {"place": "port_of_entry", "made_to": "port_of_entry"}
PAID = {"paid": "246.25"}
CRIMINAL = {"grounds": ["A36(2)(b)"], "convictions": [THEFT]}
M31 = {**BORDER, **CRIMINAL}
COUNTERFOIL = {**ABROAD, "application": WORK, "document": "counterfoil"}
AGAIN = {"on": "2026-03-12", "permit": "subsequent", "previous_permit": HELD}
REPORT = {"origin": "a44_report", "a44_report": "made"}
UNABLE = {"ability_to_pay": "unable"}
MINISTER = {"origin": "minister"}
INSTRUCTION = {"minister_fee_instruction": {"reference": "MI-0042", "dated": "2026-02-01"}}
MEASURE = {"fee_measure": {"reference": "SI/2025-120", "code": None}}
TRAFFICKING = {"stream": "trafficking_victim"}
VIOLENCE = {"stream": "family_violence_victim"}
STATE_CARE = {"stream": "state_care"}


class Told:
    """An answer, by the contract's paths: `told["fee.amount"]`."""

    def __init__(self, answer):
        self.answer = answer
        self.duties = {duty["code"] for duty in answer["duties"]}
        self.notices = {notice["code"] for notice in answer["notices"]}
        self.readings = {u for n in answer["notices"] if n["code"] == "INTERPRETATION" for u in n["under"]}
        self.items = {item["id"]: item for item in answer["findings"]["disclosure"]["items"] or ()}

    def __getitem__(self, path):
        finding, field = path.split(".")
        return self.answer["findings"][finding][field]

    def listed(self, name):
        return {entry["fee"]: entry for entry in self["fee." + name]}


def ask(*changes, **more):
    """What is determined of the base request with these changes."""
    request = dict(BASE)
    for change in (*changes, more):
        request.update(change)
    assert faults(request, current().first_day) == ()
    return Told(determine(request, brief=True))


def told_of(item, **more):
    """What is determined of a request with one piece of information."""
    return ask(information=[{**item, **more}])


NOT_A_RULE = {
    "This section contains policy, procedures and guidance … posted as a courtesy to stakeholders": "says what the pages are",
    "please see the TRP processing fee procedures section below": "a pointer within the page",
    "When the applicant completes their online fee payment, a receipt is electronically generated": "an event outside; the "
    "receipt then waits (test_a_receipt_is_entered_and_allocated)",
    "the client is expected to apply for a new or subsequent permit as the expiry date approaches": "an expectation of the "
    "client, without a day; what they then ask for is tested",
    "Where an officer is of the opinion that it would be justified in the circumstances … a TRP may be issued": "the decision "
    "itself, which stays with the officer",
    "Section A25.2(2) authorizes the Minister or delegated officers to grant an exemption": "the power behind the policies",
    "On January 13, 2012, the Minister issued the public policy considerations": "the day of signature; it applies from 2012-03-01",
    "For further information on fee exemptions for VTIP and FMV TRPs, please visit …": "pointers to other pages",
    "the application may be refused": "a decision on another application",
    "For instructions on processing fee procedures at the port of entry see ENF 4": "a pointer; its R42(2) is tested",
    "An officer may interview the client … Interviews provide officers with information … An officer may also use interviews "
    "to assess credibility, confirm facts and communicate concerns": "what interviews are for; nothing follows for one request",
    "2017-10-16; 2025-06-11": "the days of the pages; they stand in the register of sources",
}


# --------------------------------------------------- fee page: processing and collection of fee


@pytest.mark.parametrize(
    "channel", [{}, ABROAD, BORDER, REPORT], ids=["inland", "abroad", "border", "report"]
)
def test_the_fee_is_collected_before_the_assessment(channel):
    """Fee page, processing and collection: the fee must be collected before the officer starts the assessment."""
    assert ask(channel)["gate.outcome"] != "ASSESS"
    assert ask(channel, PAID)["gate.outcome"] == "ASSESS"


@pytest.mark.parametrize("paid", ["0.00", "0.01", "246.24"])
def test_an_unpaid_request_cannot_be_assessed(paid):
    """Fee page, processing and collection: if the fee is not paid, the permit cannot be assessed; part is not paid."""
    told = ask(ABROAD, paid=paid)
    assert told["gate.outcome"] == "HOLD_FEE"
    assert "WEIGH_MERITS_AND_SERIOUSNESS" not in told.duties


def test_the_fee_is_not_refundable():
    """Fee page, processing and collection: the fee is non-refundable (law.md 23, 13: once processing has begun)."""
    assert "FEE_NON_REFUNDABLE" in ask(PAID).notices
    assert "FEE_NON_REFUNDABLE" not in ask(TRAFFICKING).notices


def test_at_the_request_of_the_minister_the_fee_is_collected_when_issuing():
    """Fee page, processing and collection: the fee must also be collected when issuing at the Minister's request (T4)."""
    told = ask(MINISTER)
    assert (told["fee.outcome"], told["fee.amount"], told["gate.outcome"]) == ("DUE", "246.25", "ASSESS")
    assert "COLLECT_FEE_BEFORE_ISSUE" in told.duties
    assert "T4" in told.readings


def test_unless_otherwise_instructed():
    """Fee page, processing and collection: "unless otherwise instructed": a written instruction lifts the fee."""
    told = ask(MINISTER, INSTRUCTION)
    assert (told["fee.outcome"], told["fee.basis"], told["fee.amount"]) == ("EXEMPT", "MINISTER", "0.00")
    assert "MI-0042" in told["fee.says"]
    assert "TELL_FINANCE" in told.duties
    assert "COLLECT_FEE_BEFORE_ISSUE" not in told.duties


@pytest.mark.parametrize("origin", ["client", "officer", "a44_report"])
def test_an_instruction_lifts_no_other_fee(origin):
    """Fee page, processing and collection: the instruction is one on a permit at the Minister's request."""
    assert ask(INSTRUCTION, origin=origin)["fee.outcome"] == "DUE"


def test_an_instruction_of_a_later_day_is_not_there_yet():
    """Fee page, processing and collection: an instruction dated after the day of the question lifts nothing."""
    later = {"minister_fee_instruction": {"reference": "MI-0043", "dated": "2026-03-03"}}
    assert ask(MINISTER, later)["fee.outcome"] == "DUE"
    assert ask(MINISTER, later, on="2026-03-03")["fee.outcome"] == "EXEMPT"


def test_a_receipt_is_entered_and_allocated():
    """Fee page, processing and collection: the receipt number is entered under the application and the payment allocated."""
    told = ask(ABROAD, unallocated_receipts=["8841902"])
    assert told["gate.outcome"] == "HOLD_FEE"
    assert "allocated" in told["gate.opens_when"]
    assert "ENTER_AND_ALLOCATE_RECEIPT" in told.duties
    assert "CONTACT_CLIENT_FOR_FEE" not in told.duties


@pytest.mark.parametrize("permit", ["subsequent", "extension"])
def test_there_is_no_extension(permit):
    """Fee page, note: the Act has no provision for an "extension"; who asks for one asks for another permit."""
    told = ask(AGAIN, permit=permit)
    assert told["permit.outcome"] == "SUBSEQUENT"
    assert ("NO_EXTENSION" in told.notices) == (permit == "extension")


def test_a_new_or_subsequent_permit_has_its_own_fee():
    """Fee page, note: the client applies for a new or subsequent permit and pays the associated fee."""
    told = ask(AGAIN)
    assert (told["fee.outcome"], told["fee.balance"]) == ("DUE", "246.25")


@pytest.mark.parametrize(
    ("permit", "mentioned"), [("subsequent", True), ("extension", True), ("first", False)]
)
def test_a_permit_is_not_for_continuous_status(permit, mentioned):
    """Fee page, note: a permit is not intended to provide continuous status for long periods."""
    assert ("NOT_CONTINUOUS_STATUS" in ask(AGAIN, permit=permit).notices) == mentioned


# ------------------------------------------------------------------- fee page: fee exemptions


def test_a_fee_is_collected_each_time():
    """Fee page, fee exemptions, note: a fee is collected each time a request is received, unless exempt."""
    told = ask(one_time_exemption_granted_on="2019-07-01")
    assert (told["fee.outcome"], told["fee.code"], told["fee.basis"]) == ("DUE", None, None)


@pytest.mark.parametrize(
    ("changes", "basis", "code"),
    [
        ({"fee_classes": ["R298(2)(d)"]}, "R298(2)(d)", None),
        (TRAFFICKING, "VTIP", "M26"),
        (VIOLENCE, "FMV", None),
        (STATE_CARE, "STATE_CARE", None),
        ({**BORDER, "stream": "transit_without_visa"}, "TRANSIT", None),
        (MEASURE, "SI/2025-120", None),
        ({"fee_measure": {"reference": "PP-7", "code": "M99"}}, "PP-7", "M99"),
        ({**MINISTER, **INSTRUCTION}, "MINISTER", None),
        (M31, "ONE_TIME", "M31"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_the_code_and_the_provision_are_entered(changes, basis, code):
    """Fee page, fee exemptions, note: the code, and R298(2) or the public policy, are entered in GCMS."""
    told = ask(changes)
    assert (told["fee.outcome"], told["fee.basis"], told["fee.code"]) == ("EXEMPT", basis, code)
    assert (told["fee.amount"], told["fee.balance"], told["gate.outcome"]) == ("0.00", "0.00", "ASSESS")
    assert "RECORD_EXEMPTION" in told.duties


def test_r296_2_d_applies_abroad_with_a_counterfoil():
    """Fee page, fee exemptions, note: R296(2)(d) applies to work or study permits outside Canada, with a TRP counterfoil."""
    for kind in ("work_permit", "study_permit"):
        told = ask(COUNTERFOIL, application={**WORK, "kind": kind})
        assert (told["fee.outcome"], told["fee.basis"]) == ("EXEMPT", "R298(2)(a)")
        assert "visitor_visa" in told.listed("not_charged")
        assert {"T3", "I5"} <= told.readings


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "in_canada"},
        {"document": "permit"},
        {"application": {**WORK, "kind": "visitor_visa"}},
        {"application": {**WORK, "asked_with_visitor_visa": False}},
        {"application": {**WORK, "performing_artist_group": True}},
    ],
    ids=["in Canada", "no counterfoil", "visa only", "not together", "performing artists"],
)
def test_r296_2_d_applies_to_nothing_else(changes):
    """Fee page, R298(2)(a): only together, outside Canada, with a counterfoil; R296(2)(d) leaves performing artists out."""
    told = ask(COUNTERFOIL, changes)
    assert told["fee.outcome"] == "DUE"
    assert "visitor_visa" not in told.listed("not_charged")


def test_only_the_work_or_study_permit_fee_is_collected():
    """Fee page, R298(2)(a): only the work (R299(1), 155) or study (R300(1), 150) permit fee will be collected."""
    for kind, amount in (("work_permit", "155.00"), ("study_permit", "150.00")):
        told = ask(COUNTERFOIL, application={**WORK, "kind": kind})
        assert told["fee.amount"] == "0.00"
        assert {fee: entry["amount"] for fee, entry in told.listed("also_due").items()} == {kind: amount}


@pytest.mark.parametrize(
    ("classes", "due"),
    [
        ([], True),
        (["R299(2)(d)"], False),
        (["R300(2)(f)"], True),
        (["R299(2)(l)"], False),
        (["R298(2)(d)"], True),
    ],
)
def test_a_work_permit_fee_that_r299_2_lifts_is_not_due(classes, due):
    """Fee page, R298(2)(a): "only the work or study permit application fees", unless R299(2) or R300(2) lifts them."""
    assert ("work_permit" in ask(COUNTERFOIL, fee_classes=classes).listed("also_due")) == due


def test_for_urgent_protection_refer_to_upp():
    """Fee page, fee exemptions: for the Urgent Protection Program for refugees overseas, please refer to UPP."""
    told = ask(ABROAD, stream="urgent_protection")
    assert (told["fee.outcome"], told["fee.basis"]) == ("EXEMPT", "R298(2)(a)")
    assert "SEE_UPP_INSTRUCTIONS" in told.notices


def test_urgent_protection_is_for_refugees_overseas():
    """Fee page, fee exemptions: "for refugees overseas": R298(2)(a) through R295(2) frees nobody in Canada by it."""
    assert ask(stream="urgent_protection")["fee.outcome"] == "DUE"


# R298(2), paragraph by paragraph ---------------------------------------------------------------------------

CARRIED = [
    ("R298(2)(a)", ["R298(2)(a)", "R295(2)", "R295(2)(a)", "R296(2)(c)"]),
    ("R298(2)(a)", [f"R299(2)({letter})" for letter in "abdefhijk"]),
    ("R298(2)(a)", [f"R300(2)({letter})" for letter in "fghi"]),
    ("R298(2)(a.1)", ["R298(2)(a.1)"]),
    ("R298(2)(a.2)", ["R298(2)(a.2)"]),
    ("R298(2)(a.3)", ["R298(2)(a.3)", "R299(2)(g)(iii)"]),
    ("R298(2)(d)", ["R298(2)(d)"]),
]
NOT_CARRIED = [
    *(f"R296(2)({letter})" for letter in "abefg"),
    *("R299(2)(c)", "R299(2)(g)", "R299(2)(g)(i)", "R299(2)(g)(ii)", "R299(2)(l)"),
    *(f"R300(2)({letter})" for letter in "abcde"),
    *("R298(2)(c)", "R315.1(2)", "R303.2(2)(a)", "R306(2)"),
]


@pytest.mark.parametrize(
    ("basis", "listed"),
    [(basis, listed) for basis, all_ in CARRIED for listed in all_],
    ids=lambda value: value,
)
def test_a_class_of_r298_2_is_exempt(basis, listed):
    """Fee page, outside Canada, note: unless applicants qualify for an exemption listed in R298(2) (law.md 7)."""
    told = ask(fee_classes=[listed])
    assert (told["fee.outcome"], told["fee.basis"], told["fee.amount"]) == ("EXEMPT", basis, "0.00")
    assert basis in told["fee.under"]


@pytest.mark.parametrize("listed", NOT_CARRIED)
def test_a_look_alike_is_not_carried_over(listed):
    """law.md 7: a visa-fee, work- or study-permit exemption does not imply one from the permit fee; (c) is spent."""
    told = ask(fee_classes=[listed])
    assert (told["fee.outcome"], told["fee.amount"], told["gate.outcome"]) == (
        "DUE",
        "246.25",
        "RETURN_INCOMPLETE",
    )
    assert "CLASS_FREES_NOBODY" in told.notices


@pytest.mark.parametrize("pending", ["permanent_residence", "humanitarian", "public_policy"])
def test_who_has_an_application_pending_is_exempt(pending):
    """law.md 7, R298(2)(b): permanent residence, A25(1), A25.1(1) or A25.2(1) pending."""
    told = ask(pending=pending)
    assert (told["fee.outcome"], told["fee.basis"]) == ("EXEMPT", "R298(2)(b)")


@pytest.mark.parametrize(
    ("hours", "grounds", "outcome"),
    [
        (47.99, ["A41"], "EXEMPT"),
        (48.0, ["A41(a)"], "EXEMPT"),
        (48.01, ["A41"], "DUE"),
        (12, ["A41", "A36(2)(a)"], "DUE"),
        (12, [], "DUE"),
    ],
)
def test_a_visa_exemption_lost_in_transit(hours, grounds, outcome):
    """law.md 7, R298(2)(e): entry sought in the first 48 hours, and inadmissible only for lack of a visa."""
    told = ask(BORDER, visa_exemption_lost_in_transit={"hours_until_entry": hours}, grounds=grounds)
    assert told["fee.outcome"] == outcome
    assert told["fee.basis"] == ("R298(2)(e)" if outcome == "EXEMPT" else None)


# The amount -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        ("2010-11-05", "200.00"),
        ("2019-11-30", "200.00"),
        ("2019-12-01", "200.00"),
        ("2023-11-30", "200.00"),
        ("2023-12-01", "229.77"),
        ("2024-11-30", "229.77"),
        ("2024-12-01", "239.75"),
        ("2025-11-30", "239.75"),
        ("2025-12-01", "246.25"),
        ("2026-11-30", "246.25"),
    ],
)
def test_the_amount_of_the_day(day, amount):
    """Fee page, R298(1): the processing fee; law.md 5: the amount in force on the day the request is made (R294)."""
    told = ask(on="2026-11-30", made_on=day)
    assert (told["fee.outcome"], told["fee.amount"], told["fee.balance"]) == ("DUE", amount, amount)


def test_an_amount_that_is_not_known_is_never_guessed():
    """law.md 5: the amount from 2026-12-01 was not found; a person must decide."""
    told = ask(on="2026-12-01")
    assert (told["fee.outcome"], told["fee.amount"], told["gate.outcome"]) == ("REFER", None, "REFER")
    assert ask(TRAFFICKING, on="2026-12-01")["fee.outcome"] == "EXEMPT"


@pytest.mark.parametrize(
    ("day", "near"),
    [("2026-10-31", False), ("2026-11-01", True), ("2026-11-30", True), ("2025-11-30", False)],
)
def test_a_change_of_the_fee_is_near(day, near):
    """law.md 5: the change is yearly, each 1 December; within 30 days before one that is not loaded a notice says so."""
    assert ("FEE_CHANGE_NEAR" in ask(on=day).notices) == near


@pytest.mark.parametrize(
    ("mailed", "paid", "gate"),
    [
        ("2025-11-28", "239.75", "HOLD_FEE"),
        ("2025-11-28", "239.74", "RETURN_INCOMPLETE"),
        ("2025-12-02", "239.75", "RETURN_INCOMPLETE"),
        (None, "239.75", "RETURN_INCOMPLETE"),
        ("2024-11-30", "229.77", "HOLD_FEE"),
        ("2025-11-28", "246.25", "ASSESS"),
    ],
)
def test_paper_mailed_before_a_change_with_the_whole_earlier_fee(mailed, paid, gate):
    """law.md 6: it is not rejected; the difference may be requested."""
    told = ask(on="2025-12-03", mailed_on=mailed, paid=paid)
    assert told["gate.outcome"] == gate
    assert ("REQUEST_DIFFERENCE" in told.duties) == (gate == "HOLD_FEE")


def test_an_amount_from_a_secondary_source_says_so():
    """law.md 5: the amounts since 2023-12-01 are verified in secondary sources only, and the finding carries a notice."""
    assert "NOT_VERIFIED" in ask().notices
    assert "NOT_VERIFIED" not in ask(on="2020-01-06").notices


# --------------------------------------------------------- fee page: public policy fee exemptions


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (M31, True),
        (TRAFFICKING, True),
        (MEASURE, True),
        ({}, True),
        ({"pending": "humanitarian"}, False),
    ],
    ids=["M31", "trafficking", "register", "searched, none found", "by regulation"],
)
def test_the_lists_may_be_outdated(changes, said):
    """Fee page, public policy fee exemptions: the list is not exhaustive and may be outdated: refer to the current ones."""
    assert ("POLICY_LIST_MAY_BE_OUTDATED" in ask(changes).notices) == said


def test_a_current_policy_of_the_register_exempts():
    """Fee page, public policy fee exemptions: current public policies that may include fee exemptions."""
    told = ask(MEASURE)
    assert (told["fee.outcome"], told["fee.basis"], told["gate.outcome"]) == (
        "EXEMPT",
        "SI/2025-120",
        "ASSESS",
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2022-02-22", True),
        ("2022-03-14", True),
        ("2022-03-15", False),
        ("2024-03-01", True),
        ("2026-03-02", False),
    ],
)
def test_a_remission_order_whose_facts_are_not_asked_is_mentioned(day, said):
    """law.md 9: SI/2024-20 (Ukraine) and SI/2025-120 (Haiti) are register entries that raise a notice, never a row."""
    told = ask(on=day)
    assert told["fee.outcome"] == "DUE"
    assert ("REMISSION_ORDER_MAY_APPLY" in told.notices) == said


# ------------------------------------------------------------------------------- fee page: M31


@pytest.mark.parametrize(
    ("channel", "level"), [(BORDER, "POE-BSO"), (ABROAD, "OFFICER")], ids=["port of entry", "visa office"]
)
def test_m31_at_a_port_of_entry_or_a_visa_office(channel, level):
    """Fee page, one-time exemption: at a port of entry or a visa office abroad; IRCC abroad, CBSA for POE examinations."""
    told = ask(channel, CRIMINAL)
    assert (told["fee.outcome"], told["fee.code"], told["fee.basis"]) == ("EXEMPT", "M31", "ONE_TIME")
    assert told["fee.granted_by"] == level
    assert "T1" in told.readings


M31_FAILS = {
    "already in Canada": {"place": "in_canada", "made_to": "inland_office"},
    "already in Canada, at a port of entry": {"place": "in_canada"},
    "another ground": {"grounds": ["A36(2)(b)", "A41"]},
    "misrepresentation as well": {"grounds": ["A36(2)(b)", "A40(1)(a)"]},
    "serious criminality": {"grounds": ["A36(1)(b)"]},
    "transborder criminality": {"grounds": ["A36(2.1)"]},
    "an act without a conviction": {"grounds": ["A36(2)(c)"], "convictions": []},
    "no conviction that counts": {"convictions": [{**THEFT, "makes_inadmissible": False}]},
    "a youth finding only": {"convictions": [{**THEFT, "youth": True}]},
    "two convictions": {"convictions": [THEFT, THEFT]},
    "child pornography": {"convictions": [{**THEFT, "child_pornography": True}]},
    "a sexual offence": {"convictions": [{**THEFT, "sexual": True}]},
    "imprisonment": {"convictions": [{**THEFT, "sentence": "imprisonment"}]},
    "other acts": {"other_inadmissible_acts": True},
    "granted before": {"one_time_exemption_granted_on": "2019-07-01"},
}


@pytest.mark.parametrize("changes", M31_FAILS.values(), ids=M31_FAILS)
def test_m31_has_conditions(changes):
    """Fee page, one-time exemption, instructions: solely A36(2), conditions 1 and 2, not already granted, not in Canada."""
    told = ask(M31, changes)
    assert (told["fee.outcome"], told["fee.amount"], told["fee.code"], told["fee.remark"]) == (
        "DUE",
        "246.25",
        None,
        None,
    )
    assert "COUNSEL_ONE_TIME" not in told.duties


@pytest.mark.parametrize(
    "changes",
    [
        {"convictions": [{**THEFT, "sentence": "probation"}]},
        {"convictions": [{**THEFT, "sentence": "none"}]},
        {"convictions": [THEFT, {**THEFT, "makes_inadmissible": False}]},
        {"convictions": [THEFT, {**THEFT, "youth": True}]},
        {"grounds": ["A36(2)(a)"]},
        {"previous_permit": HELD, "permit": "subsequent"},
    ],
    ids=[
        "probation",
        "no sentence",
        "another, pardoned",
        "another, youth",
        "A36(2)(a)",
        "issued a permit in the past",
    ],
)
def test_m31_is_available_even_if(changes):
    """Fee page, one-time exemption: available to those who meet the criteria even if issued a permit in the past (I6)."""
    assert ask(M31, changes)["fee.code"] == "M31"


@pytest.mark.parametrize(("day", "outcome"), [("2012-02-29", "DUE"), ("2012-03-01", "EXEMPT")])
def test_m31_as_of_march_1_2012(day, outcome):
    """Fee page, one-time exemption, instructions: as of March 1, 2012."""
    told = ask(M31, {"convictions": [{**THEFT, "committed_on": "2009-05-04"}]}, on=day)
    assert told["fee.outcome"] == outcome
    assert told["fee.amount"] == ("200.00" if outcome == "DUE" else "0.00")


@pytest.mark.parametrize("sentence", ["suspended_imprisonment", "conditional_sentence", "time_served"])
def test_m31_a_doubtful_sentence_goes_to_a_person(sentence):
    """Fee page, one-time exemption, condition 1; law.md 23, 7: a doubtful term of imprisonment is referred."""
    told = ask(M31, convictions=[{**THEFT, "sentence": sentence}])
    assert (told["fee.outcome"], told["gate.outcome"], told["fee.amount"]) == ("REFER", "REFER", None)
    assert "I7" in told.readings


def test_m31_impaired_driving_goes_to_a_person():
    """law.md 1, 6: impaired driving is A36(1) since 2018-12-18; given under A36(2), the officer's equivalence decides."""
    told = ask(M31, convictions=[{**THEFT, "impaired_driving": True}])
    assert told["fee.outcome"] == "REFER"
    assert "SERIOUS_CRIMINALITY_POSSIBLE" in told.notices
    before = ask(M31, convictions=[{**THEFT, "impaired_driving": True, "committed_on": "2018-12-17"}])
    assert before["fee.outcome"] == "REFER"
    assert "SERIOUS_CRIMINALITY_POSSIBLE" not in before.notices


def test_m31_an_idle_doubt_is_no_doubt():
    """law.md 23, 7: where another test fails, a doubtful sentence needs nobody's decision."""
    doubtful = {"convictions": [{**THEFT, "sentence": "time_served"}]}
    assert ask(M31, doubtful, one_time_exemption_granted_on="2019-07-01")["fee.outcome"] == "DUE"
    assert ask(M31, doubtful, MEASURE)["fee.outcome"] == "EXEMPT"


def test_m31_is_checked_in_the_register_on_the_day():
    """Fee page, one-time exemption: check GCMS that M31 has not already been granted: a grant of a later day is not there."""
    assert ask(M31, one_time_exemption_granted_on="2026-03-03")["fee.outcome"] == "EXEMPT"
    assert ask(M31, one_time_exemption_granted_on="2026-03-02")["fee.outcome"] == "DUE"


def test_m31_the_client_is_counselled():
    """Fee page, one-time exemption: counsel that it will not apply next time, and to look into overcoming inadmissibility."""
    assert "COUNSEL_ONE_TIME" in ask(M31).duties


def test_m31_may_be_eligible():
    """Fee page, one-time exemption: who meets the conditions "may be eligible": available, and the officer grants it (I8)."""
    assert "available" in ask(M31)["fee.says"]
    assert "The officer grants it" in ask(M31)["fee.says"]


def test_m31_prints_its_remark():
    """Fee page, one-time exemption: code M31 generates "one-time fee exemption/cic.gc.ca" on the permit."""
    told = ask(M31)
    assert (told["fee.code"], told["fee.remark"]) == ("M31", "one-time fee exemption/cic.gc.ca")


@pytest.mark.parametrize(
    ("changes", "basis"),
    [
        ({"fee_classes": ["R298(2)(d)"]}, "R298(2)(d)"),
        ({"stream": "transit_without_visa"}, "TRANSIT"),
        (MEASURE, "SI/2025-120"),
    ],
    ids=["regulation", "stream", "register"],
)
def test_m31_is_not_spent_where_something_else_exempts(changes, basis):
    """T6: R298(2), the stream's policy and another measure come before M31."""
    told = ask(M31, changes)
    assert (told["fee.basis"], told["fee.code"], told["fee.granted_by"]) == (basis, None, None)
    assert "T6" in told.readings
    assert "COUNSEL_ONE_TIME" not in told.duties


# ----------------------------------------------- fee page: VTIP, FMV, state care; inside Canada


@pytest.mark.parametrize(
    ("stream", "basis", "office"),
    [
        (TRAFFICKING, "VTIP", "VPU"),
        (VIOLENCE, "FMV", "VPU"),
        (STATE_CARE, "STATE_CARE", "HM-V"),
    ],
    ids=["trafficking", "family violence", "state care"],
)
def test_the_streams_are_free_and_have_their_offices(stream, basis, office):
    """Fee page, inside Canada: VTIP and FMV to the Vulnerable Persons Unit, state care to Vancouver; exempt from the fee."""
    told = ask(stream)
    assert (told["fee.outcome"], told["fee.basis"], told["route.outcome"]) == ("EXEMPT", basis, office)
    abroad = ask(stream, ABROAD)
    assert (abroad["fee.outcome"], abroad["route.outcome"]) == ("DUE", "MISSION")


@pytest.mark.parametrize(
    ("stream", "codes"),
    [
        (TRAFFICKING, {"work_permit": "E12", "study_permit": "999", "biometrics": "B12"}),
        (VIOLENCE, {"work_permit": None, "study_permit": None, "biometrics": "B12"}),
        (STATE_CARE, {"work_permit": None, "study_permit": None, "biometrics": None}),
    ],
    ids=["trafficking", "family violence", "state care"],
)
def test_the_permits_of_the_streams_are_free_too(stream, codes):
    """law.md 9: work permit, study permit and biometrics are free, with the codes that are stated."""
    told = ask(stream, application={**APPLICATION, "kind": "work_permit"})
    assert {fee: entry["code"] for fee, entry in told.listed("not_charged").items()} == codes
    assert told["fee.also_due"] == []


@pytest.mark.parametrize(
    ("stream", "outcome"), [(TRAFFICKING, "EXEMPT"), (VIOLENCE, "DUE"), (STATE_CARE, "DUE")],
    ids=["trafficking", "family violence", "state care"],
)  # fmt: skip
def test_other_valid_status_closes_two_of_the_policies(stream, outcome):
    """law.md 9: family violence and state care are for persons without other valid status."""
    assert ask(stream, has_valid_status=True)["fee.outcome"] == outcome


@pytest.mark.parametrize(
    ("stream", "day", "outcome"),
    [
        ("state_care", "2023-09-28", "DUE"),
        ("state_care", "2023-09-29", "EXEMPT"),
        ("transit_without_visa", "2012-01-10", "DUE"),
        ("transit_without_visa", "2012-01-11", "EXEMPT"),
        ("family_violence_victim", "2010-11-05", "EXEMPT"),
        ("trafficking_victim", "2010-11-05", "EXEMPT"),
    ],
)
def test_the_policies_begin(stream, day, outcome):
    """law.md 9: each policy of the register from its day."""
    assert ask(stream=stream, on=day)["fee.outcome"] == outcome


def test_the_open_work_permit_holder_fee_is_not_charged():
    """Fee page, note: the open work permit privilege fee does not apply to work permits under R208(b)."""
    open_permit = {"application": {**APPLICATION, "kind": "work_permit", "r208b": True}}
    told = ask(PAID, open_permit)
    assert told.listed("not_charged")["open_work_permit_holder"]["code"] == "P03"
    assert told.listed("also_due")["work_permit"]["amount"] == "155.00"
    assert (told["fee.balance"], told["gate.outcome"]) == ("0.00", "ASSESS")
    assert "open_work_permit_holder" not in ask(application=APPLICATION).listed("not_charged")


# --------------------------------------------------------------------- fee page: outside Canada


def test_there_is_no_standalone_application_outside_canada():
    """Fee page, outside Canada: there is no standalone TRP application for foreign nationals outside Canada."""
    told = ask(ABROAD, application=None)
    assert (told["gate.outcome"], told["fee.outcome"], told["fee.amount"]) == (
        "NO_STANDALONE",
        "NOT_ASKED",
        None,
    )
    assert "CONTACT_CLIENT_FOR_FEE" not in told.duties
    assert ask(ABROAD, application=None, origin="officer")["gate.outcome"] == "HOLD_FEE"


def test_the_client_is_contacted_for_the_fee_and_the_documents():
    """Fee page, outside Canada: where the fee was not submitted, contact the client for it and for other documents."""
    told = ask(ABROAD)
    [duty] = [duty for duty in told.answer["duties"] if duty["code"] == "CONTACT_CLIENT_FOR_FEE"]
    assert "fee" in duty["says"]
    assert "documents" in duty["says"]
    assert "does not promise" in duty["says"]


def test_applicants_know_that_payment_promises_nothing():
    """Fee page, outside Canada: applicants should be made aware that payment does not guarantee issuance."""
    assert "PAYMENT_PROMISES_NOTHING" in ask(ABROAD).notices
    assert "PAYMENT_PROMISES_NOTHING" not in ask(ABROAD, pending="humanitarian").notices


def test_the_assessment_starts_after_the_fee_and_the_file():
    """Fee page, outside Canada: proceed only after the fee is received and a TRP file is created."""
    assert "CREATE_TRP_FILE" not in ask(ABROAD).duties
    assert "CREATE_TRP_FILE" in ask(ABROAD, PAID).duties
    assert "CREATE_TRP_FILE" in ask(ABROAD, pending="humanitarian").duties
    assert "CREATE_TRP_FILE" not in ask(ABROAD, PAID, trp_file_created_on="2026-03-02").duties


@pytest.mark.parametrize("ability", ["unable", "unwilling"])
def test_unable_or_unwilling_outside_canada(ability):
    """Fee page, outside Canada, and temporary inability or refusal to pay: advise, note, decide the application."""
    told = ask(ABROAD, ability_to_pay=ability)
    assert told["gate.outcome"] == "CLOSED_UNPAID"
    steps = {"ADVISE_CANNOT_PROCESS", "NOTE_ON_UNDERLYING_APPLICATION", "DECIDE_UNDERLYING_APPLICATION"}
    assert steps <= told.duties


def test_the_application_is_decided_if_not_already():
    """Fee page, temporary inability: proceed with a decision on the application if one has not already been made."""
    told = ask(ABROAD, UNABLE, application={**APPLICATION, "decided": True})
    assert "DECIDE_UNDERLYING_APPLICATION" not in told.duties
    assert "NOTE_ON_UNDERLYING_APPLICATION" in told.duties


def test_the_officer_may_offer_consideration():
    """Fee page, outside Canada, in other cases: on their own initiative the officer may contact the applicant to offer it."""
    told = ask(ABROAD, origin="officer")
    assert "MAY_OFFER_CONSIDERATION" in told.notices
    assert "CONTACT_CLIENT_FOR_FEE" not in told.duties
    assert (told["fee.outcome"], told["gate.outcome"]) == ("DUE", "HOLD_FEE")


def test_in_any_case_the_fee_comes_first():
    """Fee page, outside Canada, "in any case": the fee must be collected before a client can be assessed."""
    assert ask(ABROAD, origin="officer")["gate.outcome"] == "HOLD_FEE"
    assert ask(ABROAD, PAID, origin="officer")["gate.outcome"] == "ASSESS"


# ------------------------------------------------------- fee page: inside Canada, port of entry


def test_inland_applications_go_to_edmonton():
    """Fee page, inside Canada: applications in Canada must be submitted to CPC-E."""
    told = ask()
    assert told["route.outcome"] == "CPC-E"
    assert "Edmonton" in told["route.office"]


def test_inland_without_the_fee_is_returned_as_incomplete():
    """Fee page, inside Canada, and temporary inability: without the fee it is rejected or returned as incomplete (R12)."""
    told = ask()
    assert told["gate.outcome"] == "RETURN_INCOMPLETE"
    assert {"R10(1)(d)", "R12"} <= set(told["gate.under"])
    assert ask(UNABLE)["gate.outcome"] == "RETURN_INCOMPLETE"


def test_inland_with_the_fee_or_an_exemption_is_not_returned():
    """Fee page, inside Canada, and temporary inability: "where a fee exemption does not apply", "unless otherwise exempt"."""
    assert ask(PAID)["gate.outcome"] == "ASSESS"
    assert ask(pending="humanitarian")["gate.outcome"] == "ASSESS"


@pytest.mark.parametrize("paid", ["0.00", "246.24"])
def test_there_is_no_authority_to_accept_an_unpaid_request(paid):
    """Fee page, temporary inability: there is no authority to accept a request unless the fee has been paid."""
    for channel in ({}, BORDER, {**BORDER, **UNABLE}, {**ABROAD, **UNABLE}):
        told = ask(channel, paid=paid)
        assert told["gate.outcome"] != "ASSESS"
        assert told["gate.opens_when"]


def test_the_fee_is_requested_before_the_recommendation():
    """Fee page, inside Canada: on an A44(1) report the fee is requested before the recommendation goes to the delegate."""
    told = ask(REPORT)
    assert (told["route.outcome"], told["gate.outcome"]) == ("MD", "HOLD_FEE")
    assert "REQUEST_FEE_BEFORE_RECOMMENDATION" in told.duties


def test_once_requested_the_recommendation_may_go():
    """T2: requested, the recommendation may be sent; settled, the delegate may assess."""
    told = ask(REPORT, fee_requested_on="2026-03-01")
    assert "REQUEST_FEE_BEFORE_RECOMMENDATION" not in told.duties
    assert "T2" in told.readings
    assert ask(REPORT, PAID)["gate.outcome"] == "ASSESS"


@pytest.mark.parametrize(
    ("changes", "gate"),
    [
        ({}, "HOLD_FEE"),
        (UNABLE, "WITHDRAW_POE"),
        ({"ability_to_pay": "unwilling"}, "WITHDRAW_POE"),
        ({**UNABLE, "a44_report": "begun"}, "MD_FIRST"),
        ({**UNABLE, "a44_report": "made"}, "MD_FIRST"),
        ({**UNABLE, "a44_report": "made", "delegate_decided": True}, "WITHDRAW_POE"),
        ({**UNABLE, **PAID}, "ASSESS"),
    ],
    ids=["able", "unable", "unwilling", "report begun", "report made", "delegate decided", "paid"],
)
def test_at_the_port_of_entry(changes, gate):
    """Fee page, temporary inability: withdraw and return when able; R42(2): not while a report is undecided."""
    told = ask(BORDER, changes)
    assert told["gate.outcome"] == gate
    assert ("ADVISE_WITHDRAWAL" in told.duties) == (gate == "WITHDRAW_POE")


@pytest.mark.parametrize(
    ("changes", "office"),
    [
        ({}, "CPC-E"),
        (ABROAD, "MISSION"),
        ({"made_to": "visa_office"}, "MISSION"),
        (REPORT, "MD"),
        (BORDER, "POE-BSO"),
        ({**BORDER, "grounds": ["A36(1)(b)"]}, "POE-SUPT"),
        ({**BORDER, "grounds": ["A37(1)(a)"]}, "POE-SUPT"),
        ({**BORDER, **TRAFFICKING}, "VPU"),
        ({**ABROAD, **VIOLENCE}, "MISSION"),
        ({**BORDER, **STATE_CARE}, "POE-BSO"),
        ({"origin": "minister"}, "CPC-E"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_where_the_request_belongs(changes, office):
    """law.md 10: streams first, then where the person is and which channel received the request."""
    assert ask(changes)["route.outcome"] == office


# -------------------------------------------------------------------- law.md 4: the bars of A24


def claim(**days):
    return {"refugee_claim": {**CLAIM, **days}}


@pytest.mark.parametrize("outcome", ["rejected", "withdrawn", "abandoned"])
@pytest.mark.parametrize(("day", "bar"), [("2026-06-02", "BARRED"), ("2026-06-03", "NONE")])
def test_twelve_months_after_a_claim(outcome, day, bar):
    """law.md 4, A24(4): twelve months, the same-numbered day included, then open; also for a claim withdrawn."""
    told = ask(claim(outcome=outcome, rpd_on="2025-06-02"), on=day)
    assert told["bar.outcome"] == bar
    assert told["bar.first_day_open"] == ("2026-06-03" if bar == "BARRED" else None)
    assert (told["fee.outcome"] == "NOT_ASKED") == (bar == "BARRED")


@pytest.mark.parametrize(
    ("decided", "day", "first_day_open"),
    [
        ("2024-02-29", "2025-02-28", "2025-03-01"),
        ("2023-02-28", "2024-02-28", "2024-02-29"),
        ("2025-03-10", "2026-03-10", "2026-03-11"),
        ("2024-12-31", "2025-12-31", "2026-01-01"),
    ],
)
def test_months_are_counted_by_the_calendar(decided, day, first_day_open):
    """law.md 4, Interpretation Act s. 28: months by the calendar number; 29 February ends on 28 February."""
    assert ask(claim(rpd_on=decided), on=day)["bar.first_day_open"] == first_day_open
    assert ask(claim(rpd_on=decided), on=first_day_open)["bar.outcome"] == "NONE"


@pytest.mark.parametrize("later", ["rad_on", "federal_court_on"])
def test_the_latest_outcome_counts(later):
    """law.md 4, A24(4)(b): from the latest of the RPD, the RAD and the Federal Court."""
    told = ask(claim(rpd_on="2024-05-01", **{later: "2025-04-15"}))
    assert (told["bar.outcome"], told["bar.first_day_open"]) == ("BARRED", "2026-04-16")


@pytest.mark.parametrize("outcome", ["pending", "accepted", "ineligible"])
def test_a_claim_that_has_not_ended_so_bars_nothing(outcome):
    """law.md 4: A24(4) names rejected, withdrawn and abandoned claims."""
    assert ask(claim(outcome=outcome, rpd_on="2026-01-05"))["bar.outcome"] == "NONE"


def test_an_ineligible_claim_with_a_prra_pending():
    """law.md 4, A24(3.1): found ineligible and a PRRA pending; no end can be reckoned."""
    told = ask(claim(outcome="ineligible", prra_pending=True))
    assert (told["bar.outcome"], told["bar.first_day_open"]) == ("BARRED", None)
    assert "A24(3.1)" in told["bar.under"]


@pytest.mark.parametrize(
    ("designated", "day", "bar", "first_day_open"),
    [
        ("2021-03-02", "2026-03-02", "BARRED", "2026-03-03"),
        ("2021-03-01", "2026-03-02", "NONE", None),
        ("2020-02-29", "2025-02-28", "BARRED", "2025-03-01"),
        ("2020-02-29", "2025-03-01", "NONE", None),
    ],
)
def test_five_years_after_designation(designated, day, bar, first_day_open):
    """law.md 4, A24(5): a designated foreign national, five years, the last day included."""
    told = ask(designated_on=designated, on=day)
    assert (told["bar.outcome"], told["bar.first_day_open"]) == (bar, first_day_open)


def test_designated_after_the_request():
    """law.md 4, A24(6): the processing is suspended for the same period, reckoned on the day of the question."""
    told = ask(made_on="2026-01-05", designated_on="2026-02-01")
    assert (told["bar.outcome"], told["gate.outcome"]) == ("SUSPENDED", "SUSPENDED")
    assert told["bar.first_day_open"] == "2031-02-02"
    assert ask(made_on="2026-01-05", designated_on="2026-02-01", on="2031-02-02")["bar.outcome"] == "NONE"


def test_a_designation_with_a_claim_still_open_has_no_end():
    """law.md 4, A24(5): five years from the final determination: none has been made yet."""
    told = ask(claim(outcome="pending"), designated_on="2010-12-01")
    assert (told["bar.outcome"], told["bar.first_day_open"]) == ("BARRED", None)


@pytest.mark.parametrize(
    ("designated", "breached", "said"),
    [
        ("2020-06-01", True, True),
        ("2020-06-01", False, False),
        ("2020-03-02", True, True),
        ("2020-03-01", True, False),
    ],
)
def test_an_officer_may_refuse_to_consider(designated, breached, said):
    """law.md 4, A24(7): conditions breached without excuse, under twelve months since the period; closes nothing."""
    told = ask(designated_on=designated, designation_conditions_breached=breached)
    assert ("MAY_REFUSE_TO_CONSIDER" in told.notices) == said
    assert told["bar.outcome"] == "NONE"


@pytest.mark.parametrize("origin", ["officer", "minister", "a44_report"])
def test_the_bars_bind_the_request_not_the_officer(origin):
    """law.md 1, 8: officers may act on their own initiative."""
    assert ask(claim(rpd_on="2026-01-05"), origin=origin)["bar.outcome"] == "NONE"


# ------------------------------------------------------------------ law.md 11: who may decide


@pytest.mark.parametrize(
    ("grounds", "issue", "refuse", "item", "at_the_border"),
    [
        (["A34(1)(f)"], "ADM", "MANAGER", "119", "ADM"),
        (["A35(1)(a)"], "ADM", "MANAGER", "119", "ADM"),
        (["A35.1(1)(a)"], "ADM", "MANAGER", "119", "ADM"),
        (["A37(1)(a)"], "ADM", "MANAGER", "119", "ADM"),
        (["A36(1)(b)"], "MANAGER", "MANAGER", "118", "POE-SUPT"),
        (["A38(1)(c)"], "MANAGER", "MANAGER", "118", "POE-SUPT"),
        (["A36(2)(a)"], "OFFICER", "OFFICER", "120", "POE-BSO"),
        (["A36(2.1)"], "OFFICER", "OFFICER", "120", "POE-BSO"),
        (["A39"], "OFFICER", "OFFICER", "120", "POE-BSO"),
        (["A40(1)(a)"], "OFFICER", "OFFICER", "120", "POE-BSO"),
        (["A41"], "OFFICER", "OFFICER", "120", "POE-BSO"),
        (["A42"], "OFFICER", "OFFICER", "120", "POE-BSO"),
        ([], "OFFICER", "OFFICER", "120", "POE-BSO"),
        (["A41", "A38(1)(c)"], "MANAGER", "MANAGER", "118", "POE-SUPT"),
        (["A38(1)(c)", "A34(1)(f)"], "ADM", "MANAGER", "119", "ADM"),
        (["A40.1", "A38"], "MANAGER", "MANAGER", "118", "POE-SUPT"),
    ],
    ids=str,
)
def test_who_may_issue_and_who_may_refuse(grounds, issue, refuse, item, at_the_border):
    """law.md 11: items 118 to 120 by ground, the highest governs; managers may refuse item 119, not issue."""
    told = ask(grounds=grounds)
    assert (told["authority.outcome"], told["authority.issue"], told["authority.refuse"]) == (
        issue,
        [issue],
        [refuse],
    )
    assert told["authority.item"] == item
    border = ask(BORDER, grounds=grounds)
    assert border["authority.outcome"] == at_the_border
    if item == "119":
        assert border["authority.refuse"] == ["MANAGER"]


def test_a_ground_that_the_instrument_does_not_name():
    """law.md 3: A40.1 is not named; a person must find out."""
    told = ask(grounds=["A40.1"])
    assert (told["authority.outcome"], told["authority.item"]) == ("REFER", None)
    assert "I17" in told.readings


@pytest.mark.parametrize("stream", [TRAFFICKING, VIOLENCE], ids=["trafficking", "family violence"])
def test_victims_are_decided_by_the_department(stream):
    """law.md 11: VTIP and FMV permits: IRCC only, to issue or cancel; item 119 stays reserved."""
    assert ask(stream)["authority.outcome"] == "VPU"
    assert ask(stream, BORDER)["authority.outcome"] == "VPU"
    assert ask(stream, ABROAD)["authority.outcome"] == "OFFICER"
    assert ask(stream, grounds=["A34(1)(f)"])["authority.outcome"] == "ADM"


# --------------------------------------------------------------------- interview page: interviews


@pytest.mark.parametrize("ground", ["A34(1)(f)", "A35(1)(a)", "A35.1(1)(a)", "A36(1)(b)", "A37(1)(a)"])
def test_an_interview_for_serious_inadmissibility(ground):
    """Interview page, when necessary: where a permit is being considered for serious inadmissibility (I3)."""
    assert ask(grounds=[ground])["interview.outcome"] == "REQUIRED"


@pytest.mark.parametrize(
    "fact",
    [
        "flagrant_or_intentional_violation",
        "considered_serious",
        "credibility_in_issue",
        "merit_in_issue",
        "risk_to_assess",
    ],
)
def test_an_interview_is_necessary_when(fact):
    """Interview page, when necessary: flagrant or intentional violations; to assess credibility, merit, or risk and contrition."""
    assert ask({fact: True}, grounds=["A36(2)(b)"])["interview.outcome"] == "REQUIRED"
    assert ask({fact: True}, grounds=["A38"])["interview.outcome"] == "REQUIRED"


def test_an_interview_for_a_victim_of_trafficking():
    """Interview page, when necessary: a determined or suspected, or a possible, victim of human trafficking."""
    assert ask(TRAFFICKING)["interview.outcome"] == "REQUIRED"
    assert ask(TRAFFICKING, ABROAD, grounds=["A38"])["interview.outcome"] == "REQUIRED"


def test_the_guidelines_for_interviews():
    """Interview page, note: guidelines specific to victims of trafficking; otherwise the general policies."""
    assert ask(TRAFFICKING)["interview.guidelines"] == "TRAFFICKING"
    assert ask(VIOLENCE)["interview.guidelines"] == "GENERAL"


@pytest.mark.parametrize(
    ("grounds", "outcome"),
    [
        (["A38"], "MAY_WAIVE"),
        (["A41(a)"], "MAY_WAIVE"),
        (["A38(1)(c)", "A41"], "MAY_WAIVE"),
        (["A41", "A39"], "DISCRETION"),
        (["A36(2)(b)"], "DISCRETION"),
        ([], "DISCRETION"),
    ],
    ids=str,
)
def test_when_an_interview_may_not_be_necessary(grounds, outcome):
    """Interview page, when it may not be necessary: on grounds of health or non-compliance; both lists silent: T5."""
    told = ask(grounds=grounds)
    assert told["interview.outcome"] == outcome
    assert ("RECORD_WAIVER_REASON" in told.duties) == (outcome == "MAY_WAIVE")
    assert ("T5" in told.readings) == (outcome == "DISCRETION")


def test_and_when_credibility_or_merit_is_not_an_issue():
    """Interview page, when it may not be necessary: "and when credibility or merit is not an issue": both conditions (I1)."""
    assert ask(grounds=["A38"], credibility_in_issue=True)["interview.outcome"] == "REQUIRED"
    assert ask(grounds=["A38"], merit_in_issue=True)["interview.outcome"] == "REQUIRED"


def test_what_makes_it_necessary_goes_first():
    """T5: a flagrant overstay is non-compliance and still needs an interview; the contradiction is shown."""
    told = ask(grounds=["A41"], flagrant_or_intentional_violation=True)
    assert told["interview.outcome"] == "REQUIRED"
    assert "T5" in told.readings


# -------------------------------------------------- interview page: third-party information


def test_merits_are_weighed_against_seriousness():
    """Interview page, third-party information: weigh the merits in relation to the seriousness of the inadmissibility."""
    assert "WEIGH_MERITS_AND_SERIOUSNESS" in ask(PAID).duties
    assert "WEIGH_MERITS_AND_SERIOUSNESS" not in ask().duties


@pytest.mark.parametrize(
    ("item", "kept"), [(LETTER, True), ({**LETTER, "relied_on": False}, True), (OPINION, False)],
    ids=["relied on", "not relied on", "internal"],
)  # fmt: skip
def test_evidence_is_kept_on_file(item, kept):
    """Interview page, third-party information: documentary evidence from third parties should be kept on file."""
    told = told_of(item, on_file=False)
    assert told.items["letter"]["keep_on_file"] is kept
    assert ("KEEP_EVIDENCE_ON_FILE" in told.duties) is kept
    assert "KEEP_EVIDENCE_ON_FILE" not in told_of(item, on_file=True).duties


def test_the_client_is_informed_and_allowed_to_respond():
    """Interview page, third-party information: if used to arrive at a decision, the client must be informed and respond."""
    told = told_of(LETTER)
    assert (told.items["letter"]["outcome"], told["disclosure.outcome"]) == ("DISCLOSE", "HOLD")
    assert told.items["letter"]["holds_decision"] is True
    assert "DISCLOSE" in told.duties


@pytest.mark.parametrize(
    ("days", "overall"),
    [
        ({"disclosed_on": "2026-02-01", "response_due_on": "2026-03-02"}, "HOLD"),
        ({"disclosed_on": "2026-02-01", "response_due_on": "2026-03-01"}, "CLEAR"),
        ({"disclosed_on": "2026-02-01", "response_due_on": None}, "HOLD"),
        (
            {
                "disclosed_on": "2026-02-01",
                "response_due_on": "2026-03-20",
                "response_received_on": "2026-03-01",
            },
            "CLEAR",
        ),
        ({"disclosed_on": None, "response_due_on": "2026-03-01"}, "HOLD"),
        ({"disclosed_on": "2026-03-03", "response_due_on": "2026-04-02"}, "HOLD"),
    ],
    ids=["last day", "window past", "no window", "answered", "never informed", "informed tomorrow"],
)
def test_allowed_to_respond_means_a_window(days, overall):
    """Interview page, third-party information: "allowed to respond": the decision waits through the last day of the window."""
    assert told_of(LETTER, **days)["disclosure.outcome"] == overall


def test_only_what_is_used_to_arrive_at_a_decision():
    """Interview page, third-party information: "to arrive at a decision": what is not relied on needs nothing."""
    told = told_of(LETTER, relied_on=False)
    assert (told.items["letter"]["outcome"], told["disclosure.outcome"]) == ("NONE", "CLEAR")
    assert "DISCLOSE" not in told.duties


def test_if_the_information_is_not_classified():
    """Interview page, third-party information: "if the information is not classified": protected, and referred (I10)."""
    told = told_of(LETTER, classified="yes")
    assert (told.items["letter"]["outcome"], told["disclosure.outcome"]) == ("PROTECTED", "REFER")
    assert "REFER_CLASSIFIED" in told.duties
    assert "DISCLOSE" not in told.duties
    assert told_of(LETTER, classified="yes", relied_on=False)["disclosure.outcome"] == "CLEAR"


def test_the_part_that_is_not_classified_is_disclosed():
    """law.md 14: of a mixed document the unclassified part is disclosed, the rest protected."""
    told = told_of(LETTER, classified="part")
    assert told.items["letter"]["outcome"] == "DISCLOSE"
    assert {"DISCLOSE", "REFER_CLASSIFIED"} <= told.duties


@pytest.mark.parametrize("kind", ["internal_report", "recommendation"])
def test_internal_papers_only_if_disclosure_is_necessary(kind):
    """Interview page, third-party information: internal reports or recommendations only if disclosure is necessary (I11)."""
    told = told_of(OPINION, kind=kind)
    assert (told.items["letter"]["outcome"], told["disclosure.outcome"]) == ("JUDGMENT", "HOLD")
    assert {"DISCLOSE", "RECORD_REASON_FOR_NOT_DISCLOSING"} <= told.duties
    reasoned = told_of(OPINION, kind=kind, reason_recorded_on="2026-03-01")
    assert reasoned["disclosure.outcome"] == "CLEAR"
    assert not {"DISCLOSE", "RECORD_REASON_FOR_NOT_DISCLOSING"} & reasoned.duties


def test_a_recommendation_that_need_not_be_disclosed():
    """Interview page, disclosure of information: for the decision maker, on known facts, without special expertise."""
    told = told_of(COLLEAGUE)
    assert (told.items["letter"]["outcome"], told["disclosure.outcome"]) == ("NOT_REQUIRED", "CLEAR")


@pytest.mark.parametrize(
    "failing",
    [
        {"prepared_for_decision_maker": False},
        {"known_to_client": False},
        {"specialized_expertise": True},
        {"classified": "part"},
    ],
    ids=str,
)
def test_all_three_conditions_are_needed(failing):
    """Interview page, disclosure of information: all three conditions, or it is a matter of judgment."""
    assert told_of(COLLEAGUE, **failing).items["letter"]["outcome"] == "JUDGMENT"


# ------------------------------------------------------ law.md 15, 16: first, subsequent, new


@pytest.mark.parametrize(
    ("changes", "outcome", "continuity"),
    [
        ({"permit": "first"}, "FIRST", None),
        ({"permit": "extension", "previous_permit": None}, "FIRST", None),
        ({}, "SUBSEQUENT", "KEPT"),
        ({"on": "2026-03-20"}, "SUBSEQUENT", "KEPT"),
        ({"on": "2026-03-21"}, "NEW", "BROKEN"),
        ({"on": "2026-06-01", "made_on": "2026-03-12"}, "SUBSEQUENT", "KEPT"),
        (ABROAD, "NEW", "BROKEN"),
        ({"previous_permit": {**HELD, "left_on": "2026-02-01"}}, "NEW", "BROKEN"),
        (
            {"previous_permit": {**HELD, "left_on": "2026-02-01", "reentry_authorized": True}},
            "SUBSEQUENT",
            "KEPT",
        ),
        ({"previous_permit": {**HELD, "new_ground": True}}, "NEW", "BROKEN"),
        ({"previous_permit": {**HELD, "removal_order_made_on": "2026-02-01"}}, "NEW", "BROKEN"),
        ({"previous_permit": {**HELD, "removal_order_made_on": "2024-03-15"}}, "NEW", "BROKEN"),
        ({"previous_permit": {**HELD, "removal_order_made_on": "2024-03-14"}}, "SUBSEQUENT", "KEPT"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_first_subsequent_or_new(changes, outcome, continuity):
    """Fee page, note, and law.md 15, 16: R63, R243.1: in time, in Canada, the same ground, no removal order since 2024-03-15."""
    told = ask(AGAIN, changes)
    assert (told["permit.outcome"], told["permit.continuity"]) == (outcome, continuity)
    assert ("RECORD_BREAK" in told.duties) == (outcome == "NEW")
    assert ("REMARK_CONTINUITY" in told.duties) == (outcome == "SUBSEQUENT")


# -------------------------------------------------------------------------- law.md 6: remission


@pytest.mark.parametrize(
    ("complete", "acknowledged", "day", "outcome", "payable"),
    [
        ("2026-01-05", "2026-02-04", "2026-03-02", "NONE", None),
        ("2026-01-05", "2026-02-05", "2026-03-02", "OWED", "2026-07-01"),
        ("2026-01-05", None, "2026-02-04", "NOT_YET", None),
        ("2026-01-05", None, "2026-02-05", "OWED", "2026-07-01"),
        ("2026-03-01", None, "2026-03-31", "NOT_YET", None),
        ("2026-03-01", None, "2026-04-01", "OWED", "2026-07-01"),
        ("2026-03-02", None, "2026-04-02", "OWED", "2027-07-01"),
        ("2023-11-30", None, "2026-03-02", "NONE", None),
        ("2023-12-01", None, "2026-03-02", "OWED", "2024-07-01"),
        (None, None, "2026-03-02", "NONE", None),
    ],
)
def test_a_remission_is_owed_after_thirty_days(complete, acknowledged, day, outcome, payable):
    """law.md 6: 30 calendar days from complete to acknowledged; paid before 1 July of the next fiscal year."""
    told = ask(on=day, complete_on=complete, acknowledged_on=acknowledged)
    assert (told["remission.outcome"], told["remission.payable_before"]) == (outcome, payable)


# ---------------------------------------------------------------------- every duty and notice

NOTHING_LEFT = {**ABROAD, "pending": "humanitarian", "trp_file_created_on": "2026-03-02"}

DUTIES = {
    "CONTACT_CLIENT_FOR_FEE": (ABROAD, {**ABROAD, "fee_requested_on": "2026-03-01"}),
    "ENTER_AND_ALLOCATE_RECEIPT": ({"unallocated_receipts": ["8841902"]}, {}),
    "REQUEST_DIFFERENCE": (
        {"on": "2025-12-03", "mailed_on": "2025-11-28", "paid": "239.75"},
        {"paid": "239.75"},
    ),
    "COLLECT_FEE_BEFORE_ISSUE": (MINISTER, {**MINISTER, **PAID}),
    "TELL_FINANCE": ({**MINISTER, **INSTRUCTION}, MINISTER),
    "CREATE_TRP_FILE": ({**ABROAD, **PAID}, ABROAD),
    "WEIGH_MERITS_AND_SERIOUSNESS": (PAID, {}),
    "ADVISE_CANNOT_PROCESS": ({**ABROAD, **UNABLE}, {**ABROAD, **UNABLE, **PAID}),
    "NOTE_ON_UNDERLYING_APPLICATION": (
        {**ABROAD, **UNABLE},
        {**ABROAD, **UNABLE, "application": None, "origin": "officer"},
    ),
    "DECIDE_UNDERLYING_APPLICATION": (
        {**ABROAD, **UNABLE},
        {**ABROAD, **UNABLE, "application": {**APPLICATION, "decided": True}},
    ),
    "REQUEST_FEE_BEFORE_RECOMMENDATION": (REPORT, {**REPORT, **PAID}),
    "ADVISE_WITHDRAWAL": ({**BORDER, **UNABLE}, {**BORDER, **UNABLE, "a44_report": "begun"}),
    "RECORD_EXEMPTION": (TRAFFICKING, {}),
    "COUNSEL_ONE_TIME": (M31, {**M31, "fee_classes": ["R298(2)(d)"]}),
    "RETURN_APPLICATION": ({}, PAID),
    "COLLECT_FEE_AT_BORDER": (BORDER, {**BORDER, **PAID}),
    "AWAIT_DELEGATE": (
        {**BORDER, "ability_to_pay": "unable", "a44_report": "begun", "delegate_decided": False},
        {**BORDER, "ability_to_pay": "unable", "a44_report": "begun", "delegate_decided": True},
    ),
    "DISCLOSE": ({"information": [LETTER]}, {"information": [{**LETTER, "disclosed_on": "2026-03-02"}]}),
    "RECORD_REASON_FOR_NOT_DISCLOSING": ({"information": [OPINION]}, {"information": [LETTER]}),
    "KEEP_EVIDENCE_ON_FILE": ({"information": [{**LETTER, "on_file": False}]}, {"information": [LETTER]}),
    "REFER_CLASSIFIED": (
        {"information": [{**LETTER, "classified": "part"}]},
        {"information": [{**LETTER, "classified": "yes", "relied_on": False}]},
    ),
    "RECORD_WAIVER_REASON": ({}, {"grounds": ["A36(2)(b)"]}),
    "RECORD_BREAK": ({**AGAIN, "on": "2026-03-21"}, AGAIN),
    "REMARK_CONTINUITY": (AGAIN, {**AGAIN, "on": "2026-03-21"}),
}
DRIVING = {**M31, "convictions": [{**THEFT, "impaired_driving": True, "committed_on": "2018-12-18"}]}
NOTICES = {
    "NO_EXTENSION": ({**AGAIN, "permit": "extension"}, AGAIN),
    "NOT_CONTINUOUS_STATUS": (AGAIN, {}),
    "PAYMENT_PROMISES_NOTHING": ({}, TRAFFICKING),
    "FEE_NON_REFUNDABLE": (PAID, TRAFFICKING),
    "MAY_OFFER_CONSIDERATION": (
        {**ABROAD, "origin": "officer"},
        {**ABROAD, "origin": "officer", "fee_requested_on": "2026-03-01"},
    ),
    "SEE_UPP_INSTRUCTIONS": ({**ABROAD, "stream": "urgent_protection"}, ABROAD),
    "MAY_REFUSE_TO_CONSIDER": (
        {"designated_on": "2020-06-01", "designation_conditions_breached": True},
        {"designated_on": "2018-06-01", "designation_conditions_breached": True},
    ),
    "POLICY_LIST_MAY_BE_OUTDATED": (M31, {"pending": "humanitarian"}),
    "REMISSION_ORDER_MAY_APPLY": ({"on": "2022-03-01"}, {}),
    "FEE_CHANGE_NEAR": ({"on": "2026-11-15"}, {}),
    "SERIOUS_CRIMINALITY_POSSIBLE": (DRIVING, {**DRIVING, "grounds": ["A36(1)(b)"]}),
    "CLASS_FREES_NOBODY": ({"fee_classes": ["R296(2)(g)"]}, {"fee_classes": ["R298(2)(d)"]}),
    "CODE_NOT_STATED": (VIOLENCE, TRAFFICKING),
    "NOT_VERIFIED": ({}, {"on": "2020-01-06"}),
    "NO_POLICE_REPORT_NEEDED": (TRAFFICKING, VIOLENCE),
    "SAFE_CONTACT_FIRST": (VIOLENCE, TRAFFICKING),
    "SIX_MONTHS_FOR_WORK_PERMIT": (
        {"application": {**APPLICATION, "kind": "work_permit", "r208b": True}},
        {"application": APPLICATION},
    ),
    "CONSULT_ON_REMOVAL_ORDER": (
        {**AGAIN, "previous_permit": {**HELD, "removal_order_made_on": "2026-02-01"}},
        AGAIN,
    ),
    "EARLIER_LAW_NOT_HELD": ({"on": "2010-12-01", "made_on": "2010-11-03"}, {"on": "2010-11-04"}),
    "EARLIER_INSTRUMENT_NOT_HELD": ({"on": "2025-09-21"}, {"on": "2025-09-22"}),
    "AMOUNT_NOT_HELD": (
        {"on": "2015-01-05", "application": {**APPLICATION, "kind": "work_permit"}},
        {"application": {**APPLICATION, "kind": "work_permit"}},
    ),
    "INTERPRETATION": (MINISTER, {"grounds": ["A41"]}),
}


@pytest.mark.parametrize(("code", "cases"), DUTIES.items(), ids=DUTIES)
def test_a_duty_stands_until_it_is_done(code, cases):
    """README of the contract, codes: each duty where it is called for, and not where it is not, or is done."""
    called_for, not_called_for = cases
    assert code in ask(called_for).duties
    assert code not in ask(not_called_for).duties


@pytest.mark.parametrize(("code", "cases"), NOTICES.items(), ids=NOTICES)
def test_a_notice_is_given_where_facts_call_for_it(code, cases):
    """README of the contract, codes: each notice where known facts call for it, and not elsewhere."""
    called_for, not_called_for = cases
    assert code in ask(called_for).notices
    assert code not in ask(not_called_for).notices


def test_every_code_has_its_cases():
    """README of the contract, codes: no duty and no notice is left out above."""
    assert set(DUTIES) == {duty.code for duty in current().duties}
    assert set(NOTICES) == {notice.code for notice in current().notices}


def test_where_nothing_is_to_be_done_nothing_is_listed():
    """README of the contract: a duty is listed unless known facts show it done."""
    assert ask(NOTHING_LEFT, grounds=["A36(2)(b)"]).duties == {
        "WEIGH_MERITS_AND_SERIOUSNESS",
        "RECORD_EXEMPTION",
    }


READINGS = {
    "T1": (M31, {}),
    "T2": ({**REPORT, "fee_requested_on": "2026-03-01"}, REPORT),
    "T3": (COUNTERFOIL, {**COUNTERFOIL, "fee_classes": ["R295(2)"]}),
    "T4": (MINISTER, {**MINISTER, **PAID}),
    "T5": ({"grounds": []}, {"grounds": ["A34(1)(f)"]}),
    "T6": ({**M31, **MEASURE}, M31),
    "I4": ({**MINISTER, **INSTRUCTION}, MINISTER),
    "I5": (COUNTERFOIL, ABROAD),
    "I7": ({**M31, "convictions": [{**THEFT, "sentence": "time_served"}]}, M31),
    "I10": ({"information": [{**LETTER, "classified": "yes"}]}, {"information": [LETTER]}),
    "I17": ({"grounds": ["A36(2.1)"]}, {"grounds": ["A40.1", "A38"]}),
}


@pytest.mark.parametrize(("reading", "cases"), READINGS.items(), ids=READINGS)
def test_a_reading_that_shaped_an_outcome_is_shown(reading, cases):
    """README of the contract, INTERPRETATION: a decided reading shaped an outcome; `under` names it."""
    shaped, not_shaped = cases
    assert reading in ask(shaped).readings
    assert reading not in ask(not_shaped).readings


# ------------------------------------------------------------------------------ about this file


def test_every_test_here_names_what_it_tests():
    """README of the contract: every sentence of the two seed pages needs its own test, which names it."""
    sources = (
        "Fee page, ",
        "Interview page, ",
        "law.md ",
        "README of the contract",
        *(f"T{n}: " for n in range(1, 8)),
    )
    tests = [test for name, test in getmembers(sys.modules[__name__], isfunction) if name.startswith("test_")]
    assert [test.__name__ for test in tests if not (getdoc(test) or "").startswith(sources)] == []


def test_what_is_no_rule_says_why():
    """README of the contract: sentences that ask nothing of a request are listed with their reason."""
    assert all(NOT_A_RULE.values())
    assert date.fromisoformat(BASE["on"]) >= current().first_day
