"""Sentences of the two pages, and of the law behind them, proven over every distinguishable case.

Each theorem is checked over the product of the domains of all facts that its tables read, under each segment
of the law; where it spans several tables, over their cases put together (`cases.joined`). When one is false
the test prints a case that shows it, with the rows that were looked at. Each is also seen to fail on a table
that was sabotaged.
"""

from datetime import date

import pytest

from tests.rulebook.cases import (
    Theorem,
    answer,
    answering,
    before,
    both,
    decided,
    giving,
    moved_first,
    one_of,
    other_than,
    since,
    with_values,
    without_clause,
)
from trp.rulebook.book import current
from trp.rulebook.facts import PAYMENT
from trp.rulebook.frozen import replace

FEE_PAGE, INTERVIEW_PAGE = "Fee page", "Interview page"
POLICY, PROCEDURES = f"{FEE_PAGE}, one-time fee exemption", f"{FEE_PAGE}, processing fee procedures"

M31, MONEY = ("one_time", "fee"), ("fee", "gate")
BARS = ("bar_a24_3_1", "bar_a24_4", "bar_a24_5", "bar")
UNPAID = {
    "fee": "DUE",
    "payment": one_of("none", "part"),
    "receipt_waits": "no",
    "origin": other_than("minister"),
}
ENDED = one_of("rejected", "withdrawn", "abandoned")
VICTIMS = one_of("trafficking_victim", "family_violence_victim")
NO_M31 = {"one_time": other_than("AVAILABLE"), "fee.row": other_than("fee: M31")}
OPEN = {"bar": "NONE", "standalone": "ACCOMPANIED_OR_NOT_NEEDED"}

FEES = (
    Theorem(
        "If the processing fee is not paid, the permit cannot be assessed, unless exempt or the Minister's (T4)",
        f"{FEE_PAGE}, processing and collection of fee; T4", MONEY,
        {"payment": other_than("whole"), "fee": other_than("EXEMPT"), "origin": other_than("minister")},
        {"gate": other_than("ASSESS")},
        answering("gate", "gate: receipt waits", "ASSESS"),
    ),
    Theorem(
        "The assessment starts once the fee is collected", f"{FEE_PAGE}, processing and collection of fee", MONEY,
        {**OPEN, "fee": "DUE", "payment": "whole"}, {"gate": "ASSESS"},
        answering("gate", "gate: paid", "HOLD_FEE"),
    ),
    Theorem(
        "A fee is collected each time a request is received, unless an exemption has been identified",
        f"{FEE_PAGE}, fee exemptions", ("fee",),
        {**OPEN, "regulation": "NONE", "stream_policy": "NONE", "fee_measure": "no", "one_time": "NOT_AVAILABLE",
         "minister_fee_instruction": "no", "amount_loaded": "yes"},
        {"fee": "DUE"},
        answering("fee", "R298(1): payable", "EXEMPT"),
    ),
    Theorem(
        "Who is exempt waits for no payment", f"{FEE_PAGE}, fee exemptions", MONEY,
        {"fee": "EXEMPT"}, {"gate": "ASSESS"}, answering("gate", "gate: exempt", "HOLD_FEE"),
    ),
    Theorem(
        "An exemption comes with its code or provision: no exemption rests on nothing",
        f"{FEE_PAGE}, fee exemptions, note", ("fee",), {"fee": "EXEMPT"}, {"fee.basis": other_than(None)},
        giving("fee", "fee: R298(2)(b)", basis=None),
    ),
    Theorem(
        "No amount that is not loaded is ever claimed", "law.md 5", ("fee",),
        {"amount_loaded": "no"}, {"fee": other_than("DUE")}, answering("fee", "fee: amount not loaded", "DUE"),
    ),
    Theorem(
        "The fee is collected when the Minister asks, unless otherwise instructed",
        f"{FEE_PAGE}, processing and collection of fee", ("fee",),
        {**OPEN, "origin": "minister", "minister_fee_instruction": "no", "regulation": "NONE", "stream_policy": "NONE",
         "fee_measure": "no", "one_time": "NOT_AVAILABLE", "amount_loaded": "yes"},
        {"fee": "DUE"},
        without_clause("fee", "fee: the Minister’s instruction", "minister_fee_instruction"),
    ),
    Theorem(
        "An instruction lifts the fee of a request by the Minister, and of no other",
        f"{FEE_PAGE}, processing and collection of fee; I4", ("fee",),
        {"origin": other_than("minister")}, {"fee.row": other_than("fee: the Minister’s instruction")},
        without_clause("fee", "fee: the Minister’s instruction", "origin"),
    ),
    Theorem(
        "A receipt that is not yet entered and allocated pays nothing",
        f"{FEE_PAGE}, processing and collection of fee, IPRMS", MONEY,
        {**OPEN, "fee": "DUE", "payment": other_than("whole"), "origin": other_than("minister"), "receipt_waits": "yes"},
        {"gate": "HOLD_FEE"}, answering("gate", "gate: receipt waits", "ASSESS"),
    ),
    Theorem(
        "A request that is barred or suspended never owes a fee", "law.md 4", MONEY,
        {"bar": other_than("NONE")}, {"fee": "NOT_ASKED", "gate": one_of("BARRED", "SUSPENDED")},
        answering("fee", "fee: barred", "DUE"),
    ),
    Theorem(
        "No fee is asked for only where the request cannot be examined", "README of the contract, fee", ("fee",),
        OPEN, {"fee": other_than("NOT_ASKED")}, answering("fee", "fee: amount not loaded", "NOT_ASKED"),
    ),
)  # fmt: skip

ONE_TIME = (
    Theorem(
        "The policy does not apply to foreign nationals who are already in Canada", f"{POLICY}, instructions", M31,
        {"place": "in_canada"}, NO_M31, without_clause("one_time", "M31", "place"),
    ),
    Theorem(
        "As of March 1, 2012: not before", f"{POLICY}, instructions", M31,
        {"day": before("2012-03-01")}, NO_M31, since("one_time", "M31", date(2010, 11, 4)),
    ),
    Theorem(
        "Only who is inadmissible solely on the grounds of A36(2), by a conviction", f"{POLICY}, instructions", M31,
        {"sole_ground": other_than("criminality")}, NO_M31, without_clause("one_time", "M31", "sole_ground"),
    ),
    Theorem(
        "Who was convicted of an offence: an act without a conviction is not enough", f"{POLICY}, condition 1", M31,
        {"convictions_counted": "none"}, NO_M31, with_values("one_time", "M31", "convictions_counted", "none", "one"),
    ),
    Theorem(
        "Not child pornography or any sexual offence", f"{POLICY}, condition 1", M31,
        {"excluded_offence": "yes"}, NO_M31, without_clause("one_time", "M31", "excluded_offence"),
    ),
    Theorem(
        "No term of imprisonment as part of the sentence imposed", f"{POLICY}, condition 1", M31,
        {"sentence": "custodial"}, NO_M31 | {"one_time": "NOT_AVAILABLE"},
        with_values("one_time", "M31", "sentence", "clear", "custodial"),
    ),
    Theorem(
        "No other convictions", f"{POLICY}, condition 2", M31,
        {"convictions_counted": "several"}, NO_M31, without_clause("one_time", "M31", "convictions_counted"),
    ),
    Theorem(
        "No other acts that would render them inadmissible", f"{POLICY}, condition 2", M31,
        {"other_inadmissible_acts": "yes"}, NO_M31, without_clause("one_time", "M31", "other_inadmissible_acts"),
    ),
    Theorem(
        "Once only: code M31 has not already been granted", f"{POLICY}, instructions", M31,
        {"one_time_granted": "yes"}, NO_M31, without_clause("one_time", "M31", "one_time_granted"),
    ),
    Theorem(
        "A doubtful sentence is never decided here: no exemption without a person", "law.md 23, 7", M31,
        {"sentence": "doubtful"}, NO_M31, with_values("one_time", "M31", "sentence", "clear", "doubtful"),
    ),
    Theorem(
        "Impaired driving is never exempt without a person", "law.md 1, 6", M31,
        {"impaired_driving": "yes"}, NO_M31, without_clause("one_time", "M31", "impaired_driving"),
    ),
    Theorem(
        "A doubt that another failed test makes idle is no doubt", "README of the contract, fee", M31,
        {"one_time_granted": "yes"}, {"one_time": "NOT_AVAILABLE", "fee.row": other_than("fee: M31 in doubt")}, without_clause("one_time", "M31", "one_time_granted"),
    ),
    *(
        Theorem(
            f"{what} comes before M31, so that the single grant is not spent", "T6", (table, "fee"),
            {table: other_than("NONE")}, {"fee.row": other_than("fee: M31", "fee: M31 in doubt")},
            both(without_clause("fee", "fee: M31", table), moved_first("fee", "fee: M31")),
        )
        for what, table in (("R298(2)", "regulation"), ("The policy of the stream", "stream_policy"))
    ),
    Theorem(
        "Border officers grant it for port-of-entry examinations only", f"{POLICY}, instructions", ("one_time_level",),
        {"made_to": other_than("port_of_entry"), "place": other_than("port_of_entry")},
        {"one_time_level": "OFFICER"}, answering("one_time_level", "M31: abroad", "POE-BSO"),
    ),
    Theorem(
        "The cost recovery code M31 is used for this exemption and no other", f"{POLICY}, instructions", ("fee",),
        {"fee.row": other_than("fee: M31")}, {"fee.code": other_than("M31")},
        giving("fee", "fee: R298(2)(d)", code="M31"),
    ),
)  # fmt: skip

WITH_VISA = ("visa_with_permit", "regulation")
NOT_WITH_VISA = {
    "visa_with_permit": "DOES_NOT_EXEMPT",
    "regulation.row": other_than("R298(2)(a): R296(2)(d)"),
}

REGULATION = (
    Theorem(
        "R296(2)(d) does not apply to permit issuance inside Canada", f"{FEE_PAGE}, R298(2)(a)", WITH_VISA,
        {"place": other_than("outside_canada")}, NOT_WITH_VISA, without_clause("visa_with_permit", "R296(2)(d)", "place"),
    ),
    Theorem(
        "R296(2)(d): persons other than a group of performing artists and their staff", "R296(2)(d)", WITH_VISA,
        {"performing_artist_group": "yes"}, NOT_WITH_VISA,
        without_clause("visa_with_permit", "R296(2)(d)", "performing_artist_group"),
    ),
    Theorem(
        "R296(2)(d) applies only to work or study permit applications", f"{FEE_PAGE}, fee exemptions, note", WITH_VISA,
        {"application": other_than("work_permit", "study_permit")}, NOT_WITH_VISA,
        without_clause("visa_with_permit", "R296(2)(d)", "application"),
    ),
    Theorem(
        "R296(2)(d) applies only when a TRP counterfoil is issued instead of a visa counterfoil",
        f"{FEE_PAGE}, fee exemptions, note", WITH_VISA, {"document": "permit"}, NOT_WITH_VISA,
        without_clause("visa_with_permit", "R296(2)(d)", "document"),
    ),
    Theorem(
        "R296(2)(d): the visa is applied for at the same time and place", f"{FEE_PAGE}, R298(2)(a)", WITH_VISA,
        {"asked_with_visitor_visa": "no"}, NOT_WITH_VISA,
        without_clause("visa_with_permit", "R296(2)(d)", "asked_with_visitor_visa"),
    ),
    Theorem(
        "The Urgent Protection Program is for refugees overseas", f"{FEE_PAGE}, fee exemptions",
        ("urgent_protection", "regulation"), {"place": other_than("outside_canada")},
        {"urgent_protection": "DOES_NOT_EXEMPT", "regulation.row": other_than("R298(2)(a): UPP")},
        without_clause("urgent_protection", "UPP", "place"),
    ),
    Theorem(
        "R298(2)(e): inadmissible only for lack of a visa", "R298(2)(e)", ("regulation",),
        {"sole_ground": other_than("non_compliance")}, {"regulation": other_than("E")},
        without_clause("regulation", "R298(2)(e)", "sole_ground"),
    ),
    Theorem(
        "R298(2)(e): entry is sought in the first 48 hours", "R298(2)(e)", ("regulation",),
        {"visa_exemption_lost": other_than("within_48_hours")}, {"regulation": other_than("E")},
        without_clause("regulation", "R298(2)(e)", "visa_exemption_lost"),
    ),
    Theorem(
        "A person with a pending application or decision of R298(2)(b) pays no permit fee", "law.md 1, 4",
        ("regulation", "fee"), {**OPEN, "pending": other_than("none")}, {"fee": "EXEMPT"}, answering("regulation", "R298(2)(b)", "NONE"),
    ),
)  # fmt: skip

STREAMS = (
    Theorem(
        "The permit of a victim of trafficking in Canada is free", f"{FEE_PAGE}, fee exemptions for victims",
        ("stream_policy", "fee"), {**OPEN, "stream": "trafficking_victim", "place": "in_canada"}, {"fee": "EXEMPT"},
        answering("stream_policy", "VTIP", "NONE"),
    ),
    Theorem(
        "The policies on victims and on state care are for persons in Canada", "law.md 9", ("stream_policy",),
        {"place": other_than("in_canada")}, {"stream_policy": one_of("NONE", "TRANSIT")},
        without_clause("stream_policy", "VTIP", "place"),
    ),
    Theorem(
        "Family violence and state care: only without other valid status", "law.md 9", ("stream_policy",),
        {"has_valid_status": "yes"}, {"stream_policy": other_than("FMV", "STATE_CARE")},
        without_clause("stream_policy", "FMV", "has_valid_status"),
    ),
    Theorem(
        "The state-care policy is in force from 2023-09-29", "law.md 9", ("stream_policy",),
        {"day": before("2023-09-29")}, {"stream_policy": other_than("STATE_CARE")},
        since("stream_policy", "State care", date(2012, 1, 11)),
    ),
    Theorem(
        "The transit policy dates from 2012-01-11", "law.md 9", ("stream_policy",),
        {"day": before("2012-01-11")}, {"stream_policy": other_than("TRANSIT")},
        since("stream_policy", "Transit", date(2010, 11, 4)),
    ),
    Theorem(
        "The request of a victim never goes to CPC-E", f"{PROCEDURES}, inside Canada", ("route",),
        {"stream": VICTIMS}, {"route": other_than("CPC-E")},
        answering("route", "route: victims", "CPC-E"),
    ),
    Theorem(
        "The request of a victim in Canada goes to the Vulnerable Persons Unit", f"{PROCEDURES}, inside Canada",
        ("route",), {"stream": VICTIMS, "place": "in_canada"}, {"route": "VPU"},
        moved_first("route", "route: ordinary"),
    ),
    Theorem(
        "The request of a person who was in state care goes to Vancouver", f"{PROCEDURES}, inside Canada",
        ("route",), {"stream": "state_care", "place": "in_canada"}, {"route": "HM-V"},
        moved_first("route", "route: ordinary"),
    ),
    Theorem(
        "An ordinary request in Canada is submitted to CPC-E", f"{PROCEDURES}, inside Canada", ("route",),
        {"stream": "ordinary", "place": "in_canada", "made_to": "inland_office", "origin": "client"}, {"route": "CPC-E"},
        answering("route", "route: ordinary", "MD"),
    ),
)  # fmt: skip

CHANNELS = (
    Theorem(
        "There is no standalone application outside Canada", f"{PROCEDURES}, outside Canada",
        ("standalone", *MONEY), {"bar": "NONE", "origin": "client", "place": "outside_canada", "application": "none"},
        {"gate": "NO_STANDALONE", "fee": "NOT_ASKED"}, answering("standalone", "standalone", "ACCOMPANIED_OR_NOT_NEEDED"),
    ),
    Theorem(
        "An officer may consider a permit on their own initiative, with no application for one",
        f"{PROCEDURES}, outside Canada", ("standalone", *MONEY), {"origin": "officer"},
        {"gate": other_than("NO_STANDALONE")}, without_clause("standalone", "standalone", "origin"),
    ),
    Theorem(
        "Outside Canada, unable or unwilling to pay: the request can't be processed",
        f"{FEE_PAGE}, temporary inability or refusal to pay", MONEY,
        {**OPEN, **UNPAID, "made_to": "visa_office", "ability_to_pay": one_of("unable", "unwilling")},
        {"gate": "CLOSED_UNPAID"}, answering("gate", "gate: abroad, not paying", "HOLD_FEE"),
    ),
    Theorem(
        "Outside Canada, the fee is required before the request can be assessed, and the request waits for it",
        f"{PROCEDURES}, outside Canada", MONEY, {**OPEN, **UNPAID, "made_to": "visa_office", "ability_to_pay": "able"},
        {"gate": "HOLD_FEE"}, answering("gate", "gate: abroad, waiting", "RETURN_INCOMPLETE"),
    ),
    Theorem(
        "An inland request that the client made without the fee is returned as incomplete",
        f"{PROCEDURES}, inside Canada", MONEY, {**OPEN, **UNPAID, "made_to": "inland_office", "origin": "client"},
        {"gate": "RETURN_INCOMPLETE"}, answering("gate", "gate: inland, incomplete", "HOLD_FEE"),
    ),
    Theorem(
        "Only an inland request is returned as incomplete", f"{PROCEDURES}, inside Canada", ("gate",),
        {"made_to": other_than("inland_office")}, {"gate": other_than("RETURN_INCOMPLETE")},
        answering("gate", "gate: border, waiting", "RETURN_INCOMPLETE"),
    ),
    Theorem(
        "Where an A44(1) report prompts it, the fee is requested first and nothing is returned",
        f"{PROCEDURES}, inside Canada", MONEY, {**OPEN, **UNPAID, "made_to": "inland_office", "origin": "a44_report"},
        {"gate": "HOLD_FEE"}, answering("gate", "gate: inland, waiting", "RETURN_INCOMPLETE"),
    ),
    Theorem(
        "Paper mailed before a change with the whole earlier fee is not returned", "law.md 6", ("gate",),
        {"payment": "earlier_amount"}, {"gate": other_than("RETURN_INCOMPLETE")},
        answering("gate", "gate: inland, earlier amount", "RETURN_INCOMPLETE"),
    ),
    Theorem(
        "At the port of entry, unable to pay with a report begun and undecided, the delegate decides first",
        "R42(2); ENF 4", MONEY,
        {**OPEN, **UNPAID, "made_to": "port_of_entry", "ability_to_pay": one_of("unable", "unwilling"),
         "a44_report": one_of("begun", "made"), "delegate_decided": "no"},
        {"gate": "MD_FIRST"}, answering("gate", "gate: border, delegate first", "WITHDRAW_POE"),
    ),
    Theorem(
        "At the port of entry, who cannot pay is advised to withdraw and return when able",
        f"{FEE_PAGE}, temporary inability or refusal to pay", MONEY,
        {**OPEN, **UNPAID, "made_to": "port_of_entry", "ability_to_pay": one_of("unable", "unwilling"), "a44_report": "none"},
        {"gate": "WITHDRAW_POE"}, answering("gate", "gate: border, no report", "HOLD_FEE"),
    ),
    Theorem(
        "Nobody who is able to pay is advised to withdraw", f"{FEE_PAGE}, temporary inability or refusal to pay", ("gate",),
        {"ability_to_pay": "able"}, {"gate": other_than("WITHDRAW_POE", "MD_FIRST", "CLOSED_UNPAID")},
        answering("gate", "gate: border, waiting", "WITHDRAW_POE"),
    ),
)  # fmt: skip

BARRED = (
    Theorem(
        "The bars bind the request, not the officer", "law.md 1, 8", BARS,
        {"origin": other_than("client")}, {"bar": "NONE"}, answering("bar", "bar: not asked by the client", "BARRED"),
    ),
    Theorem(
        "A24(3.1): found ineligible, and a PRRA pending", "A24(3.1)", BARS,
        {"origin": "client", "claim": "ineligible", "prra_pending": "yes"}, {"bar": "BARRED"},
        answering("bar_a24_3_1", "A24(3.1)", "DOES_NOT_APPLY"),
    ),
    Theorem(
        "A24(4) covers every claim that was rejected, withdrawn or abandoned, for twelve months", "A24(4); law.md 1, 7",
        BARS, {"origin": "client", "claim": ENDED, "claim_clock": "running"}, {"bar": "BARRED"},
        answering("bar_a24_4", "A24(4)", "DOES_NOT_APPLY"),
    ),
    Theorem(
        "A24(4) binds nobody after the twelve months", "A24(4)", BARS,
        {"claim": ENDED, "claim_clock": "over", "designation": "never"}, {"bar": "NONE"},
        without_clause("bar_a24_4", "A24(4)", "claim_clock"),
    ),
    Theorem(
        "A24(5): designated before the request, barred until the five years are over", "A24(5)", BARS,
        {"origin": "client", "designation": "before_request", "designation_clock": one_of("running", "no_end")},
        {"bar": "BARRED"}, answering("bar_a24_5", "A24(5)", "SUSPENDS"),
    ),
    Theorem(
        "A24(6) suspends only whom was designated after the request", "A24(6)", BARS,
        {"designation": other_than("after_request")}, {"bar": other_than("SUSPENDED")},
        answering("bar_a24_5", "A24(5)", "SUSPENDS"),
    ),
)  # fmt: skip

INTERVIEWS = ("interview", "interview_guidelines")
ITEMS = ("item", "item_hold")
NOT_REQUIRED = {"item": other_than("NOT_REQUIRED")}

FAIRNESS = (
    Theorem(
        "An interview is necessary for serious inadmissibility", f"{INTERVIEW_PAGE}, when necessary", ("interview",),
        {"serious_ground": "yes"}, {"interview": "REQUIRED"}, answering("interview", "interview: serious ground", "DISCRETION"),
    ),
    Theorem(
        "An interview is necessary for flagrant or intentional violations, whatever the ground",
        f"{INTERVIEW_PAGE}, when necessary; T5", ("interview",),
        {"flagrant_or_intentional_violation": "yes"}, {"interview": "REQUIRED"},
        answering("interview", "interview: flagrant or intentional", "MAY_WAIVE"),
    ),
    Theorem(
        "An interview is necessary for a determined, suspected or possible victim, under its own guidelines",
        f"{INTERVIEW_PAGE}, when necessary, and note", INTERVIEWS,
        {"stream": "trafficking_victim"}, {"interview": "REQUIRED", "interview_guidelines": "TRAFFICKING"},
        answering("interview", "interview: trafficking", "DISCRETION"),
    ),
    Theorem(
        "Otherwise the general policies on interviews apply", f"{INTERVIEW_PAGE}, note", INTERVIEWS,
        {"stream": other_than("trafficking_victim")}, {"interview_guidelines": "GENERAL"},
        without_clause("interview_guidelines", "guidelines: trafficking", "stream"),
    ),
    *(
        Theorem(
            f"An interview is necessary to assess {what}", f"{INTERVIEW_PAGE}, when necessary", ("interview",),
            {fact: "yes"}, {"interview": "REQUIRED"}, answering("interview", f"interview: {row}", "DISCRETION"),
        )
        for what, fact, row in (
            ("credibility", "credibility_in_issue", "credibility"),
            ("merit", "merit_in_issue", "merit"),
            ("risk and the degree of contrition", "risk_to_assess", "risk and contrition"),
        )
    ),
    *(
        Theorem(
            f"Nothing is waived while {what} is in issue", f"{INTERVIEW_PAGE}, when it may not be necessary", ("interview",),
            {fact: "yes"}, {"interview": other_than("MAY_WAIVE")}, answering("interview", f"interview: {what}", "MAY_WAIVE"),
        )
        for what, fact in (("credibility", "credibility_in_issue"), ("merit", "merit_in_issue"))
    ),
    Theorem(
        "Only on grounds of health or non-compliance may an interview not be necessary",
        f"{INTERVIEW_PAGE}, when it may not be necessary", ("interview",),
        {"sole_ground": other_than("non_compliance", "health_or_non_compliance")}, {"interview": other_than("MAY_WAIVE")},
        without_clause("interview", "interview: may be waived", "sole_ground"),
    ),
    Theorem(
        "What is not relied on needs nothing", f"{INTERVIEW_PAGE}, third-party information", ITEMS,
        {"relied_on": "no"}, {"item": "NONE", "item_hold": "FREE"}, answering("item", "item: not relied on", "DISCLOSE"),
    ),
    Theorem(
        "Third-party information that is relied on is put to the client, if it is not classified",
        f"{INTERVIEW_PAGE}, third-party information", ("item",),
        {"kind": "third_party", "relied_on": "yes", "classified": one_of("no", "part")}, {"item": "DISCLOSE"},
        answering("item", "item: third party", "JUDGMENT"),
    ),
    Theorem(
        "The decision waits until the client was informed and allowed to respond",
        f"{INTERVIEW_PAGE}, third-party information", ITEMS,
        {"item": "DISCLOSE", "disclosed": "no", "answered": "no"}, {"item_hold": "HOLDS"},
        without_clause("item_hold", "hold: window past", "disclosed"),
    ),
    Theorem(
        "The decision waits while the window to respond is open", f"{INTERVIEW_PAGE}, third-party information", ITEMS,
        {"item": "DISCLOSE", "answered": "no", "window_over": "no"}, {"item_hold": "HOLDS"},
        without_clause("item_hold", "hold: window past", "window_over"),
    ),
    Theorem(
        "A classified item that is relied on is never disclosed, and holds the decision", f"{INTERVIEW_PAGE}; I10", ITEMS,
        {"classified": "yes", "relied_on": "yes"}, {"item": "PROTECTED", "item_hold": "HOLDS"}, answering("item", "item: classified", "DISCLOSE"),
    ),
    Theorem(
        "A protected item always refers", "law.md 14; I10", ("disclosure",),
        {"any_protected": "yes"}, {"disclosure": "REFER"}, answering("disclosure", "disclosure: protected", "HOLD"),
    ),
    *(
        Theorem(
            f"Nothing is excused from disclosure unless {what}",
            f"{INTERVIEW_PAGE}, disclosure of information", ("item",), {fact: value}, NOT_REQUIRED,
            both(
                without_clause("item", "item: recommendation on known facts", fact),
                moved_first("item", "item: recommendation on known facts"),
            ),
        )
        for what, fact, value in (
            ("it is prepared for the decision maker", "prepared_for_decision_maker", "no"),
            ("it rests on information already known to the client", "known_to_client", "no"),
            ("its author has no specialized expertise", "specialized_expertise", "yes"),
            ("it is an internal paper", "kind", "third_party"),
            ("it is not classified", "classified", other_than("no")),
        )
    ),
    Theorem(
        "A recommendation with all three conditions does not need to be disclosed",
        f"{INTERVIEW_PAGE}, disclosure of information", ITEMS,
        {"kind": "internal", "relied_on": "yes", "classified": "no", "prepared_for_decision_maker": "yes",
         "known_to_client": "yes", "specialized_expertise": "no"},
        {"item": "NOT_REQUIRED", "item_hold": "FREE"}, answering("item", "item: recommendation on known facts", "JUDGMENT"),
    ),
    Theorem(
        "Evidence of third-party information is kept on file, relied on or not", f"{INTERVIEW_PAGE}, third-party information",
        ("item", "item_keep"), {"kind": "third_party"}, {"item_keep": "KEEP"}, answering("item_keep", "keep: third party", "NO_DUTY"),
    ),
)  # fmt: skip

LEVELS = ("delegation_item", "authority")
AUTHORITY = (
    Theorem(
        "A34, A35, A35.1 and A37 are never issued below the Assistant Deputy Minister", "law.md 1, 11; item 119", LEVELS,
        {"delegation_ground": "item_119"}, {"authority": "ADM", "authority.issue": one_of(("ADM",)), "delegation_item": "119"}, giving("authority", "authority: item 119", issue=("MANAGER",)),
    ),
    Theorem(
        "Some may refuse but not approve: managers, for item 119 only", "law.md 1, 11", LEVELS,
        {"authority.issue": one_of(("OFFICER",), ("POE-BSO",), ("MANAGER",), ("POE-SUPT",), ("VPU",))},
        {"authority.refuse": other_than(("ADM",)), "delegation_ground": other_than("item_119")},
        giving("authority", "authority: item 119", issue=("MANAGER",)),
    ),
    Theorem(
        "A border services officer never decides item 118 or 119", "law.md 11", ("route", "authority"),
        {"delegation_ground": one_of("item_118", "item_119")},
        {"authority": other_than("POE-BSO", "OFFICER"), "route": other_than("POE-BSO")}, answering("route", "route: border, superintendent", "POE-BSO"),
    ),
    Theorem(
        "An officer decides items 120 and A36(2.1) only", "law.md 11; I17", LEVELS,
        {"authority": one_of("OFFICER", "POE-BSO")}, {"delegation_item": "120"},
        answering("authority", "authority: item 118", "OFFICER"),
    ),
    Theorem(
        "The border agency never issues to victims in Canada", "law.md 11", ("authority",),
        {"stream": VICTIMS, "place": other_than("outside_canada")}, {"authority": one_of("VPU", "ADM")}, with_values("authority", "authority: victims", "stream", "trafficking_victim"),
    ),
)  # fmt: skip

CONDITIONS = (
    ("in time", "in_time", "no"),
    ("not outside Canada", "place", "outside_canada"),
    ("without having left Canada for good", "left_without_reentry", "yes"),
    ("without a new ground", "new_ground", "yes"),
    ("without a removal order that cancelled the permit (R243.1)", "cancelled_by_removal_order", "yes"),
)
PERMITS = (
    *(
        Theorem(
            f"A subsequent permit is issued {what} only", "law.md 15, 16; Subsequent-permit instruction", ("permit_kind",),
            {fact: value}, {"permit_kind": other_than("SUBSEQUENT")}, without_clause("permit_kind", "permit: subsequent", fact),
        )
        for what, fact, value in CONDITIONS
    ),
    Theorem(
        "Who wishes to extend the stay applies for a new or subsequent permit: an extension is one or the other",
        f"{FEE_PAGE}, note", ("permit_kind",), {"permit": "extension", "previous_permit": "held"},
        {"permit_kind": one_of("SUBSEQUENT", "NEW")},
        with_values("permit_kind", "permit: first asked for", "permit", "first", "extension"),
    ),
    Theorem(
        "A new permit breaks continuity", "law.md 16", ("permit_kind",),
        {"permit_kind": "NEW"}, {"permit_kind.continuity": "BROKEN"}, giving("permit_kind", "permit: too late", continuity="KEPT"),
    ),
    Theorem(
        "No permit file is created before the fee is settled or exempt", "Fee page, Outside Canada", ("settled",),
        {"fee": "DUE", "payment": other_than("whole")}, {"settled": "NOT_SETTLED"}, answering("settled", "settled: not paid", "SETTLED"),
    ),
    Theorem(
        "A remission is owed only if 30 days ran out unacknowledged", "law.md 6", ("remission",),
        {"acknowledgement": other_than("ran_out")}, {"remission": other_than("OWED")}, answering("remission", "remission: in time", "OWED"),
    ),
    Theorem(
        "No remission for requests complete before 2023-12-01", "law.md 6", ("remission",),
        {"completion": "before_standard"}, {"remission": "NONE"}, answering("remission", "remission: before the policy", "OWED"),
    ),
)  # fmt: skip

THEOREMS = (
    *FEES, *ONE_TIME, *REGULATION, *STREAMS, *CHANNELS, *BARRED, *FAIRNESS, *AUTHORITY, *PERMITS,
)  # fmt: skip


@pytest.mark.parametrize("theorem", THEOREMS, ids=lambda theorem: theorem.says)
def test_theorem(theorem):
    """The sentence is true in every case of its tables, and there are cases that it speaks of."""
    assert any(True for _ in theorem.cases(current())), "the theorem speaks of no case at all"
    found = theorem.counterexample(current())
    assert found is None, found


@pytest.mark.parametrize("theorem", THEOREMS, ids=lambda theorem: theorem.says)
def test_theorem_fails_on_a_sabotaged_table(theorem):
    """A spoiled table gives a counterexample, which shows the facts and the rows with their citations."""
    found = theorem.counterexample(theorem.sabotage(current()))
    assert found is not None
    assert theorem.says in found
    assert "✓" in found and "[" in found


# Sentences about the rulebook as a whole ------------------------------------------------------------------


def read_by_what_payment_must_not_touch(book):
    """The tables that what was paid could sway, the gate and what opens with it apart."""
    return [
        table.name
        for table in book.tables.values()
        if PAYMENT.name in table.reads() and table.name not in ("gate", "settled")
    ]


def test_payment_promises_nothing():
    """Fee page, outside Canada: "payment … does not guarantee": paying opens the gate and sways no other answer."""
    assert read_by_what_payment_must_not_touch(current()) == []


def test_payment_that_swayed_another_answer_would_be_seen():
    book = current()
    paid = PAYMENT.is_("whole", under="Fee instruction", en="paid", fr="payé")
    first, *others = book.tables["authority"].rows
    bribed = replace(book.tables["authority"], rows=(replace(first, when=(*first.when, paid)), *others))
    sabotaged = replace(book, tables={**book.tables, "authority": bribed})
    assert read_by_what_payment_must_not_touch(sabotaged) == ["authority"]


def test_what_a_table_leaves_out_as_impossible_never_comes_up():
    """`Table.never` names combinations of other tables' outcomes: no case of those tables gives one."""
    book = current()
    for table in book.tables.values():
        for clauses in table.never:
            theorem = Theorem(
                f"{table.name}: a combination it leaves out", "Table.never", ("standalone", "fee"),
                {clause.fact: one_of(*clause.values) for clause in clauses[:-1]},
                {clauses[-1].fact: other_than(*clauses[-1].values)},
                answering("fee", "fee: amount not loaded", "NOT_ASKED"),
            )  # fmt: skip
            assert theorem.counterexample(book) is None
            assert theorem.counterexample(theorem.sabotage(book)) is not None


@pytest.mark.parametrize("name", current().tables)
def test_the_cases_are_decided_as_the_evaluator_decides_them(name):
    for case in decided(current(), name)[::5]:
        assert case[f"{name}.row"] == answer(current(), name, case).row


def test_there_are_theorems_of_both_pages():
    for page in (FEE_PAGE, INTERVIEW_PAGE):
        assert sum(theorem.source.startswith(page) for theorem in THEOREMS) >= 15
    assert len({theorem.says for theorem in THEOREMS}) == len(THEOREMS)
