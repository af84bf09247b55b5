"""The fee page, chapter by chapter, driven as an officer would: what is refused, what is done, what is on record."""

from datetime import date, timedelta

import pytest

from tests.casework.office import (
    ADM,
    ALONE,
    AUDITOR,
    BORDER,
    CLERK,
    COLLEAGUE,
    DAY,
    DELEGATE,
    FEE,
    INTAKE,
    JAILED,
    JUNIOR,
    OFFICER,
    OTHER_CLERK,
    THEFT,
    VISA,
    WORK_WITH_VISA,
    Case,
    Refused,
    abroad,
    border,
    facts,
    inland,
    m31,
)
from tests.casework.test_lawful import (
    ANOTHER_POLICY,
    CLAIM,
    CLAIM_REJECTED,
    FILE,
    ISSUE,
    OFFER,
    PAY,
    REFUSE,
    START,
)
from trp.casework.around import Register
from trp.casework.assessing import SendProposal, SendToDecisionMaker
from trp.casework.doubts import DecideDoubt
from trp.casework.endings import CloseBarred, CloseUnpaid, ReturnIncomplete, WithdrawAtBorder
from trp.casework.exemptions import ClaimExemption, ConfirmExemption, LapseClaim, RecordExemption
from trp.casework.fees import (
    AllocateReceipt,
    RecordAbilityToPay,
    RecordMinisterInstruction,
    RecordReceipt,
    RequestFee,
    ReverseAllocation,
)
from trp.casework.found import found
from trp.casework.gcms import note
from trp.casework.opening import AcceptOffer, CorrectRequest, DeclineOffer
from trp.casework.recording import (
    AddNote,
    AskForDocuments,
    CorrectLine,
    ReceiveDocuments,
    RecordCircumstances,
    RecordCompletion,
    RecordConvictions,
    RecordGrounds,
    SendAcknowledgement,
)
from trp.casework.stages import standing

UNABLE = RecordAbilityToPay(ability="unable", said_on=DAY)
UNWILLING = RecordAbilityToPay(ability="unwilling", said_on=DAY)


def refused(case: Case, who, act) -> list[str]:
    """The codes of what stops an act; the case stays as it was."""
    before = list(case.lines)
    with pytest.raises(Refused) as found:
        case.does(who, act)
    assert case.lines == before
    return found.value.codes


# Outside Canada -------------------------------------------------------------------------------------


def test_outside_canada_the_fee_comes_first_then_the_file_then_the_assessment():
    """“Officers should only proceed with TRP assessment after the fee is received and a TRP file is created.”"""
    case = Case().does(OFFICER, abroad(), *facts())
    assert refused(case, OFFICER, START) == ["fee-not-settled"]
    assert refused(case, OFFICER, FILE) == ["fee-not-settled"]
    case.does(CLERK, RequestFee())
    assert standing(case.file).stage == "awaiting_fee" and standing(case.file).next == "client"
    case.does(CLERK, RecordReceipt(receipt="8841902"))
    assert standing(case.file).next == "fee_clerk"
    assert refused(case, OFFICER, START) == ["fee-not-settled"]
    case.does(CLERK, PAY)
    assert refused(case, OFFICER, START) == ["no-permit-file"]
    case.does(OFFICER, FILE, START)
    assert case.kinds[-5:] == [
        "FeeRequested", "ReceiptGenerated", "FeeReceived", "PermitFileCreated", "AssessmentStarted",
    ]  # fmt: skip
    case.does(OFFICER, ISSUE)
    assert (standing(case.file).stage, case.file.result) == ("decided", "issued")


def test_a_fee_short_of_one_cent_does_not_open_the_gate():
    case = (
        Case()
        .does(OFFICER, abroad(), *facts())
        .does(CLERK, AllocateReceipt(receipt="8841902", cents=FEE - 1))
    )
    assert refused(case, OFFICER, FILE) == ["fee-not-settled"]
    case.does(CLERK, AllocateReceipt(receipt="8841904", cents=1)).does(OFFICER, FILE)


@pytest.mark.parametrize(("said", "english"), [(UNABLE, "unable"), (UNWILLING, "unwilling")])
def test_unable_or_unwilling_abroad_cannot_be_processed_and_is_noted_on_the_underlying_application(
    said, english
):
    """“They should be advised that their TRP request can’t be processed. Officers should note this fact …”"""
    case = Case().does(OFFICER, abroad(), *facts())
    assert refused(case, OFFICER, CloseUnpaid()) == ["not-this-end"]
    case.does(OFFICER, said)
    assert refused(case, OFFICER, START) == ["client-does-not-pay"]
    case.does(OFFICER, CloseUnpaid())
    assert case.file.result == "cannot_be_processed"
    noted = note(case.lines[-1], case.file)
    assert "V-310077" in noted.en and f"client {english} to pay" in noted.en
    assert refused(case, OFFICER, START) == ["case-closed"]


def test_who_pays_a_part_after_all_is_able_and_willing_until_they_say_otherwise():
    case = Case().does(OFFICER, abroad(), *facts(), UNWILLING)
    case.does(CLERK, AllocateReceipt(receipt="8841903", cents=10000))
    assert refused(case, OFFICER, CloseUnpaid()) == ["not-this-end"]
    assert refused(case, OFFICER, FILE) == ["fee-not-settled"]
    case.does(OFFICER, UNWILLING, CloseUnpaid())


def test_a_request_that_stands_alone_abroad_is_not_assessed_and_no_fee_is_taken():
    """“There is no standalone TRP application for foreign nationals outside of Canada.”"""
    case = Case().does(OFFICER, abroad(application=None, underlying=None), *facts())
    assert refused(case, OFFICER, START) == ["no-standalone-request"]
    assert refused(case, CLERK, PAY) == ["no-fee-taken"]


def test_on_the_officer_s_initiative_the_client_is_offered_consideration_and_accepts():
    """“They may contact the applicant to offer the possibility of TRP consideration.” The fee still comes first."""
    case = Case().does(OFFICER, OFFER, *facts())
    assert standing(case.file).stage == "awaiting_response"
    assert refused(case, OFFICER, RequestFee()) == ["offer-not-accepted"]
    case.does(OFFICER, AcceptOffer())
    assert refused(case, OFFICER, AcceptOffer()) == ["no-offer-open"]
    assert refused(case, OFFICER, START) == ["fee-not-settled"]
    case.does(CLERK, RequestFee(), PAY).does(OFFICER, FILE, START)


def test_an_offer_that_is_declined_ends_the_case_and_a_live_claim_with_it():
    case = Case().does(OFFICER, OFFER, *m31(), CLAIM, DeclineOffer())
    assert case.file.result == "withdrawn"
    assert case.kinds[-2:] == ["OfferDeclined", "ClaimLapsed"] and case.file.live_claim is None


def test_an_offer_waits_for_its_answer_before_assessment():
    case = Case().does(OFFICER, OFFER, *facts()).does(CLERK, PAY).does(OFFICER, FILE)
    assert refused(case, OFFICER, START) == ["offer-not-accepted"]


def test_a_request_is_not_received_on_one_s_own_initiative():
    assert refused(Case(), OFFICER, abroad(origin="officer")) == ["offer-instead"]


# Inside Canada --------------------------------------------------------------------------------------


def test_in_canada_an_application_without_its_fee_is_returned_as_incomplete():
    """“The processing fee must accompany the application or it will be rejected as incomplete.”"""
    case = Case().does(INTAKE, inland()).does(OFFICER, *facts())
    assert refused(case, OFFICER, START) == ["returns-incomplete"]
    assert refused(case, BORDER, ReturnIncomplete()) == ["not-your-role"]
    case.does(INTAKE, ReturnIncomplete())
    assert case.file.result == "returned_incomplete" and standing(case.file).stage == "closed"
    assert "Not a refusal" in note(case.lines[-1], case.file).en


def test_a_paid_application_is_not_returned():
    case = Case().does(INTAKE, inland()).does(OFFICER, *facts()).does(CLERK, PAY)
    assert refused(case, INTAKE, ReturnIncomplete()) == ["not-this-end"]


def test_an_a44_1_report_has_two_gates():
    """T2: asked for, the proposal may be sent; settled, the delegate may assess."""
    case = Case().does(OFFICER, inland(origin="a44_report"), *facts(a44_report="made"))
    assert refused(case, OFFICER, SendProposal()) == ["fee-not-requested"]
    case.does(OFFICER, RequestFee(), SendProposal())
    assert refused(case, OFFICER, SendProposal()) == ["proposal-sent"]
    assert refused(case, DELEGATE, START) == ["fee-not-settled"]
    case.does(CLERK, PAY).does(DELEGATE, START, ISSUE)


def test_no_proposal_without_a_report():
    case = Case().does(OFFICER, inland(), *facts()).does(CLERK, RequestFee())
    assert refused(case, OFFICER, SendProposal()) == ["no-report"]


# Port of entry --------------------------------------------------------------------------------------


def test_at_the_border_a_client_who_cannot_pay_withdraws():
    """“The client will be advised to withdraw their request to enter Canada and return if or when able to pay.”"""
    case = Case().does(BORDER, border(), *facts())
    assert refused(case, BORDER, WithdrawAtBorder()) == ["not-this-end"]
    case.does(BORDER, UNABLE)
    assert refused(case, BORDER, START) == ["withdraw-at-border"]
    case.does(BORDER, WithdrawAtBorder())
    assert case.file.result == "withdrawn" and "IMM 1282B" in note(case.lines[-1], case.file).en


@pytest.mark.parametrize("report", ["begun", "made"])
def test_withdrawal_waits_for_the_delegate_while_r42_2_stops_it(report):
    """R42(2): a report is begun or made, so withdrawal is not allowed until the delegate has decided."""
    case = Case().does(BORDER, border(), *facts(a44_report=report), UNABLE)
    assert refused(case, BORDER, WithdrawAtBorder()) == ["delegate-first"]
    assert refused(case, BORDER, START) == ["delegate-first"]
    case.does(BORDER, RecordCircumstances(facts={"delegate_decided": True}), WithdrawAtBorder())


# Exemptions -----------------------------------------------------------------------------------------


def test_m31_is_claimed_before_assessment_and_consumed_at_issuance():
    """T1. The client is counselled; the claim opens the gate; issuance uses it up."""
    case = Case().does(OFFICER, abroad(), *m31())
    assert refused(case, OFFICER, START) == ["exemption-not-recorded"]
    assert refused(case, OFFICER, RecordExemption()) == ["claim-instead"]
    assert refused(case, OFFICER, ClaimExemption()) == ["not-counselled"]
    assert refused(case, JUNIOR, CLAIM) == ["no-delegation"]
    assert refused(case, BORDER, CLAIM) == ["no-delegation"], (
        "a BSO’s item 80 is for port-of-entry examinations only"
    )
    case.does(OFFICER, CLAIM)
    assert refused(case, CLERK, PAY) == ["fee-not-owed"]
    assert case.lines[-1].acting_under == "item 80, OFFICER"
    assert refused(case, OFFICER, CLAIM) == ["claim-live"]
    case.does(OFFICER, FILE, START, ISSUE)
    assert case.kinds[-2:] == ["PermitIssued", "ClaimConsumed"] and case.file.claim_ended == "consumed"


def test_m31_lapses_where_no_permit_is_issued():
    case = Case().does(OFFICER, abroad(), *m31(), CLAIM, FILE, START, REFUSE)
    assert case.kinds[-2:] == ["PermitRefused", "ClaimLapsed"] and case.file.claim_ended == "lapsed"


def test_a_test_of_m31_that_fails_stops_the_work_until_the_fee_is_settled_and_the_grant_is_not_spent():
    case = Case().does(
        OFFICER, abroad(), *m31(), CLAIM, FILE, START, RecordConvictions(convictions=(JAILED,))
    )
    assert refused(case, OFFICER, ISSUE) == ["fee-not-settled"]
    assert "Work stopped" in standing(case.file).says.en
    case.does(CLERK, PAY).does(OFFICER, ISSUE)
    assert case.kinds[-2:] == ["PermitIssued", "ClaimLapsed"], "paid: the one-time exemption is not spent"


def test_m31_is_not_claimed_twice_for_one_person():
    """The register: granted before, claimed in another request, or a duplicate that nobody has answered."""
    case = Case().does(OFFICER, abroad(), *m31())
    case.register = Register(claimed_elsewhere=True)
    assert refused(case, OFFICER, CLAIM) == ["claimed-elsewhere"]
    assert refused(case, OFFICER, START) == ["fee-not-settled"]
    case.register = Register(duplicates=1)
    assert refused(case, OFFICER, CLAIM) == ["possible-duplicate"]
    case.register = Register(on_record=False)
    assert refused(case, OFFICER, CLAIM) == ["not-on-record"]
    case.register = Register(granted_on=date(2024, 5, 1))
    [told] = case.stopped(OFFICER, CLAIM)
    assert told.code == "granted-before" and "1 May 2024" in told.says.en.replace("\u00a0", " ")
    assert "the fee is due" in told.says.en and "les frais sont dus" in told.says.fr
    case.does(OFFICER, RecordConvictions(convictions=(JAILED,)))
    assert refused(case, OFFICER, CLAIM) == ["not-exempt"], "it would not hold without the register either"


def test_m31_does_not_apply_in_canada():
    """“This public policy does not apply to foreign nationals who are already in Canada.”"""
    case = Case().does(OFFICER, inland(), *m31())
    assert refused(case, OFFICER, CLAIM) == ["not-exempt"]


def test_r298_2_a_is_claimed_with_its_counterfoil():
    """T3: it depends on a counterfoil that is issued later."""
    case = Case().does(OFFICER, abroad(application=WORK_WITH_VISA, document="counterfoil"), *facts())
    assert refused(case, OFFICER, RecordExemption()) == ["claim-instead"]
    case.does(JUNIOR, ClaimExemption())
    assert case.lines[-1].acting_under == "officer", "no power of A25.2(2) is used"
    assert note(case.lines[-1], case.file).fr.startswith("Dispense des frais invoquée\u00a0: R298(2)a).")
    case.does(OFFICER, FILE, START, ISSUE)
    assert case.kinds[-1] == "ClaimConsumed"


def test_r298_2_a_does_not_apply_without_a_counterfoil():
    case = Case().does(OFFICER, abroad(application=WORK_WITH_VISA), *facts())
    assert refused(case, OFFICER, ClaimExemption()) == ["not-exempt"]


def test_a_policy_that_the_register_lacks_is_confirmed_by_a_second_person():
    """“This list is not exhaustive, and may be outdated.”"""
    case = Case().does(OFFICER, inland(), *facts())
    assert refused(case, OFFICER, ConfirmExemption()) == ["nothing-proposed"]
    case.does(OFFICER, ANOTHER_POLICY)
    assert refused(case, OFFICER, START) == ["returns-incomplete"]
    assert refused(case, OFFICER, ConfirmExemption()) == ["own-entry"]
    case.does(COLLEAGUE, ConfirmExemption())
    assert refused(case, OFFICER, START) == ["exemption-not-recorded"]
    case.does(OFFICER, RecordExemption())
    assert "PP-2026-1" in note(case.lines[-1], case.file).en
    assert refused(case, OFFICER, RecordExemption()) == ["exemption-on-file"]
    case.does(OFFICER, START)


FREE_CLASS = RecordCircumstances(facts={"fee_classes": ["R296(2)(c)"]})
NO_CLASS = RecordCircumstances(facts={"fee_classes": []})


def test_a_claim_of_another_exemption_opens_nothing():
    """T3, then T1: R298(2)(a) falls with its counterfoil, and the one-time exemption is claimed on its own."""
    case = Case().does(OFFICER, abroad(application=WORK_WITH_VISA, document="counterfoil"), *m31())
    case.does(OFFICER, ClaimExemption())
    case.does(OFFICER, CorrectRequest(changes={"document": "permit"}, reason="No counterfoil after all."))
    assert refused(case, OFFICER, FILE) == ["exemption-not-recorded"]
    assert refused(case, OFFICER, CLAIM) == ["claim-live"]
    case.does(OFFICER, LapseClaim(reason="No counterfoil."), CLAIM, FILE, START, ISSUE)
    assert [event.basis for event in (case.lines[-1].event, case.file.claim)] == ["ONE_TIME"] * 2


def test_an_exemption_on_record_opens_nothing_once_another_one_applies():
    case = Case().does(OFFICER, inland(), *facts(), FREE_CLASS, RecordExemption(), NO_CLASS)
    assert refused(case, OFFICER, START) == ["returns-incomplete"]
    case.does(OFFICER, ANOTHER_POLICY).does(COLLEAGUE, ConfirmExemption())
    assert refused(case, OFFICER, START) == ["exemption-not-recorded"]
    case.does(OFFICER, RecordExemption(), START)


def test_a_claim_is_not_spent_where_another_exemption_frees_from_the_fee():
    """T6: R298(2) before M31, so that the once-only grant is not spent; found out after it was claimed."""
    case = Case().does(OFFICER, abroad(), *m31(), CLAIM, FREE_CLASS, RecordExemption(), FILE, START, ISSUE)
    assert case.kinds[-2:] == ["PermitIssued", "ClaimLapsed"] and case.lines[-1].event.reason == "not used"


# The Minister's request -----------------------------------------------------------------------------


def test_the_minister_s_request_is_assessed_unpaid_and_issued_once_paid():
    """“The officer must also collect a fee when issuing a TRP at the request of the minister …” (T4)."""
    case = Case().does(OFFICER, abroad(origin="minister"), *facts(), FILE, START)
    assert refused(case, OFFICER, ISSUE) == ["fee-before-issue"]
    (blocker,) = case.stopped(OFFICER, ISSUE)
    assert blocker.says.en.endswith(
        "Collect it before the permit is issued, or record the Minister’s instruction."
    )
    assert refused(case, OFFICER, PAY) == ["merits-and-money"]
    case.does(CLERK, PAY).does(OFFICER, ISSUE)


def test_nobody_is_told_of_the_minister_where_the_minister_did_not_ask():
    """A claim that fell shuts the gate: that is what stops the issuance, and it is said once."""
    case = Case().does(OFFICER, abroad(), *m31(), CLAIM, FILE, START)
    case.does(COLLEAGUE, LapseClaim(reason="A second conviction."))
    assert refused(case, OFFICER, ISSUE) == ["exemption-not-recorded"]
    (blocker,) = case.stopped(OFFICER, ISSUE)
    assert "the one-time exemption (code M31) is available" in blocker.says.en
    assert blocker.cleared_by == ("ClaimExemption",)


def test_an_end_that_does_not_fit_says_so():
    case = Case().does(OFFICER, inland(), *facts())
    (blocker,) = case.stopped(OFFICER, CloseBarred())
    assert blocker.says.en.startswith(
        "The request does not end that way. The request came without its whole fee"
    )


def test_the_minister_s_instruction_frees_from_the_fee():
    """“… unless otherwise instructed.”"""
    case = Case().does(OFFICER, abroad(origin="minister"), *facts(), FILE, START)
    assert refused(case, OFFICER, RecordMinisterInstruction(reference=" ", dated=DAY)) == [
        "reference-missing"
    ]
    case.does(OFFICER, RecordMinisterInstruction(reference="MO-7", dated=DAY), RecordExemption(), ISSUE)


def test_nobody_else_s_request_is_freed_by_an_instruction():
    case = Case().does(OFFICER, abroad(), *facts())
    assert refused(case, OFFICER, RecordMinisterInstruction(reference="MO-7", dated=DAY)) == [
        "not-the-ministers"
    ]


# Bars, money, powers, corrections -------------------------------------------------------------------


def test_a_barred_request_is_closed_without_taking_a_fee():
    """A24(4): twelve months from the rejection."""
    case = Case().does(OFFICER, inland(), *facts(refugee_claim=CLAIM_REJECTED))
    assert refused(case, CLERK, PAY) == ["no-fee-taken"]
    assert refused(case, CLERK, RequestFee()) == ["no-fee-taken"]
    assert refused(case, OFFICER, START) == ["barred"]
    case.does(OFFICER, CloseBarred())
    assert case.file.result == "barred"
    said = note(case.lines[-1], case.file)
    assert "A24(4)" in said.en and "L24(4)" in said.fr and "11\u00a0October\u00a02026" in said.en


def test_an_allocation_is_reversed_by_a_colleague_before_assessment_only():
    case = Case().does(OFFICER, inland(), *facts()).does(CLERK, PAY)
    reverse = ReverseAllocation(receipt="8841902", cents=FEE, reason="Charge-back.")
    assert refused(case, CLERK, reverse) == ["own-entry"]
    assert refused(case, OTHER_CLERK, ReverseAllocation(receipt="8841902", cents=FEE + 1, reason="x")) == ["not-allocated"]  # fmt: skip
    case.does(OTHER_CLERK, reverse)
    assert case.file.paid == 0 and case.file.allocated == {}
    assert refused(case, OFFICER, START) == ["returns-incomplete"]
    case.does(CLERK, PAY).does(OFFICER, START)
    assert refused(case, OTHER_CLERK, reverse) == ["processing-begun"]


def test_what_was_taken_back_in_whole_is_done_with():
    """Who allocated it first may take back what a colleague allocated again."""
    reverse = ReverseAllocation(receipt="8841902", cents=FEE, reason="Charge-back.")
    case = Case().does(OFFICER, inland(), *facts()).does(CLERK, PAY).does(OTHER_CLERK, reverse, PAY)
    assert refused(case, OTHER_CLERK, reverse) == ["own-entry"]
    case.does(CLERK, reverse)


def test_m31_is_available_and_not_owed():
    """I8: who would rather keep it, or is not granted it, pays; once it is claimed no money is taken."""
    case = Case().does(OFFICER, abroad(), *m31()).does(CLERK, RequestFee())
    assert case.lines[-1].event.cents == FEE
    assert refused(case, CLERK, AllocateReceipt(receipt="8841904", cents=FEE + 1)) == ["more-than-due"]
    case.does(CLERK, PAY)
    assert refused(case, CLERK, RequestFee()) == ["fee-paid"]
    case.does(OFFICER, FILE, START)
    claimed = Case().does(OFFICER, abroad(), *m31(), CLAIM)
    assert refused(claimed, CLERK, PAY) == ["fee-not-owed"]


def test_a_request_is_complete_once_its_papers_and_its_fee_are_there_and_acknowledged_once():
    """The 30 days of the Service Fees Act run from a complete, paid request; nobody moves them afterwards."""
    complete = RecordCompletion(complete_on=DAY)
    case = Case().does(OFFICER, inland(), *facts(), AskForDocuments(documents=("letter",)))
    assert refused(case, INTAKE, complete) == ["papers-awaited", "fee-not-settled"]
    case.does(INTAKE, ReceiveDocuments(documents=("letter",), received_on=DAY)).does(CLERK, PAY)
    early = DAY - timedelta(days=1)
    assert refused(case, INTAKE, RecordCompletion(complete_on=early)) == ["complete-before-paid"]
    assert refused(case, INTAKE, SendAcknowledgement()) == ["not-complete"]
    case.does(INTAKE, complete, complete, SendAcknowledgement())
    assert refused(case, INTAKE, complete) == ["acknowledged"]
    assert refused(case, INTAKE, SendAcknowledgement()) == ["acknowledged"]


def test_a_receipt_pays_once_and_no_more_than_is_due():
    case = Case().does(OFFICER, inland(), *facts())
    case.receipts["1"] = 5000
    assert refused(case, CLERK, AllocateReceipt(receipt="1", cents=5001)) == ["receipt-spent"]
    assert refused(case, CLERK, AllocateReceipt(receipt="2", cents=1)) == ["receipt-unknown"]
    assert refused(case, CLERK, AllocateReceipt(receipt="8841904", cents=FEE + 1)) == ["more-than-due"]
    case.does(CLERK, PAY)
    assert refused(case, CLERK, RequestFee()) == ["fee-paid"]
    assert refused(case, CLERK, AllocateReceipt(receipt="8841904", cents=1)) == ["more-than-due"]


def test_who_takes_the_money_does_not_assess_recommend_or_decide():
    case = Case().does(OFFICER, abroad(), *facts(), PAY, FILE)
    assert refused(case, OFFICER, START) == ["money-and-merits"]
    case.does(COLLEAGUE, START)
    assert refused(case, OFFICER, SendToDecisionMaker(recommends="issue")) == ["money-and-merits"]
    assert refused(case, OFFICER, ISSUE) == ["money-and-merits"]
    case.does(COLLEAGUE, ISSUE)


def test_at_a_small_post_one_person_may_and_each_line_says_so():
    case = Case().does(ALONE, abroad(), *facts(), PAY, FILE, START, ISSUE)
    assert [line.acting_under for line in case.lines[-2:]] == [
        "officer, small post",
        "item 120, OFFICER, small post",
    ]
    assert "officer" in note(case.lines[-1], case.file).en


def test_who_recommends_does_not_decide():
    case = Case().does(OFFICER, inland(), *facts()).does(CLERK, PAY)
    case.does(OFFICER, START, SendToDecisionMaker(recommends="issue"))
    assert refused(case, OFFICER, ISSUE) == ["own-recommendation"]
    assert refused(case, COLLEAGUE, SendToDecisionMaker(recommends="issue")) == ["with-decision-maker"]
    case.does(COLLEAGUE, ISSUE)


def test_nobody_decides_without_the_item_of_the_delegation_instrument():
    """Items 118 to 120: the highest ground governs; item 119 is for the Assistant Deputy Minister to issue."""
    case = Case().does(OFFICER, inland(), *facts(grounds=["A41", "A34(1)(f)"])).does(CLERK, PAY)
    case.does(OFFICER, START)
    for who in (OFFICER, JUNIOR, DELEGATE):
        assert refused(case, who, ISSUE) == ["no-delegation"]
    assert refused(case, OFFICER, REFUSE) == ["no-delegation"]
    case.does(OFFICER, SendToDecisionMaker(recommends="issue")).does(ADM, ISSUE)
    assert case.lines[-1].acting_under == "item 119, ADM"


def test_a_power_that_ended_yesterday_is_no_power():
    case = Case().does(OFFICER, inland(), *facts()).does(CLERK, PAY).does(OFFICER, START)
    case.on = date(2024, 12, 31)
    assert "no-delegation" in refused(case, OFFICER, REFUSE)


def test_a_recorded_ground_replaces_the_earlier_list_and_the_earlier_line_stays():
    case = Case().does(OFFICER, inland(), *facts(grounds=["A36(1)(b)"]), RecordGrounds(grounds=("A41",)))
    assert case.file.facts["grounds"] == ["A41"]
    assert case.lines[1].event.grounds == ("A36(1)(b)",)
    case.does(OFFICER, CorrectLine(line=2, text="The equivalence was wrong."))
    assert "line 2, “Grounds recorded”" in note(case.lines[-1], case.file).en
    assert refused(case, OFFICER, CorrectLine(line=99, text="x")) == ["no-such-line"]
    assert refused(case, OFFICER, CorrectLine(line=0, text="x")) == ["no-such-line"]


def test_what_follows_from_the_record_is_never_typed():
    case = Case().does(OFFICER, inland())
    typed = RecordCircumstances(facts={"paid": "246.25", "one_time_exemption_granted_on": None})
    assert refused(case, OFFICER, typed) == ["derived-fact", "derived-fact"]
    assert refused(case, OFFICER, RecordCircumstances(facts={"colour": "red"})) == ["wrong-fact"]


def test_missing_facts_are_asked_for_before_money_or_assessment():
    case = Case().does(OFFICER, abroad())
    assert refused(case, OFFICER, START) == ["facts-needed"]
    assert refused(case, CLERK, RequestFee()) == ["facts-needed"]
    (blocker,) = case.stopped(OFFICER, START)
    assert blocker.needs[0] == "refugee_claim" and blocker.cleared_by[0] == "RecordCircumstances"
    case.does(OFFICER, facts()[-1])  # the circumstances: what is left to record is named, and nothing else
    (blocker,) = case.stopped(OFFICER, START)
    assert set(blocker.cleared_by) <= {"RecordGrounds", "RecordConvictions"}


def test_who_has_paid_waits_for_no_exemption():
    """The fee was paid in whole, then an exemption comes to light: the gate is open, and the case says so."""
    case = Case().does(OFFICER, abroad(), *facts()).does(CLERK, RequestFee(), PAY)
    case.does(OFFICER, RecordGrounds(grounds=("A36(2)(b)",)), RecordConvictions(convictions=(THEFT,)))
    assert case.codes(OFFICER, FILE) == []
    assert (standing(case.file).stage, standing(case.file).next) == ("ready", "officer")
    other = Case().does(INTAKE, inland()).does(OFFICER, *facts()).does(CLERK, PAY)
    other.does(OFFICER, RecordCircumstances(facts={"fee_classes": ["R296(2)(c)"]}))
    assert other.codes(OFFICER, START) == [] and standing(other.file).stage == "ready"


def test_processing_is_acknowledged_once():
    """Service Fees Act, s. 7: a second letter on the fortieth day would make a kept standard look missed."""
    case = Case().does(INTAKE, inland()).does(OFFICER, *facts()).does(CLERK, PAY)
    assert refused(case, INTAKE, SendAcknowledgement()) == ["not-complete"]
    case.does(INTAKE, RecordCompletion(complete_on=DAY), SendAcknowledgement())
    case.on = DAY + timedelta(days=40)
    assert refused(case, INTAKE, SendAcknowledgement()) == ["acknowledged"]
    assert case.file.acknowledged_on == DAY
    assert found(case.file, case.on).outcome("remission") == "NONE"


def test_the_day_of_a_request_has_come():
    assert refused(Case(), INTAKE, inland(made_on=DAY + timedelta(days=1))) == ["day-to-come"]


def test_a_correction_meets_what_the_request_itself_would_have_met():
    """A day that has not come, no day at all, an application that is none: refused, and nothing breaks."""
    case = Case().does(INTAKE, inland())
    for changes, code in (
        ({"made_on": (DAY + timedelta(days=1)).isoformat()}, "day-to-come"),
        ({"made_on": None}, "wrong-fact"),
        ({"made_on": ""}, "wrong-fact"),
        ({"mailed_on": ""}, "wrong-fact"),
        ({"application": "visitor_visa"}, "wrong-fact"),
        ({"application": ["visitor_visa"]}, "wrong-fact"),
        ({"underlying": 310077}, "wrong-fact"),
        ({"group": ["G-1"]}, "wrong-fact"),
        ({"stream": ["ordinary"]}, "wrong-fact"),
    ):
        assert refused(case, INTAKE, CorrectRequest(changes=changes, reason="Typed wrong.")) == [code], (
            changes
        )
    case.does(INTAKE, CorrectRequest(changes={"underlying": None, "group": "G-1"}, reason="Typed wrong."))


def test_nothing_is_recorded_as_done_on_a_day_that_has_not_come():
    tomorrow = DAY + timedelta(days=1)
    case = Case().does(OFFICER, abroad(origin="minister"), *facts())
    for act in (
        RecordCompletion(complete_on=tomorrow),
        ReceiveDocuments(documents=("passport",), received_on=tomorrow),
        RecordAbilityToPay(ability="unable", said_on=tomorrow),
        RecordMinisterInstruction(reference="MO-7", dated=tomorrow),
    ):
        assert "day-to-come" in refused(case, OFFICER, act)
    case.does(CLERK, PAY)
    assert refused(case, OFFICER, RecordCompletion(complete_on=tomorrow)) == ["day-to-come"]
    case.does(OFFICER, RecordCompletion(complete_on=DAY))


def test_the_last_word_on_the_application_counts():
    """It can be recorded as a circumstance and corrected with the request: what was entered last is right."""
    case = Case().does(OFFICER, abroad(application=None, underlying=None), *facts())
    case.does(OFFICER, RecordCircumstances(facts={"application": VISA}))
    right = {"application": WORK_WITH_VISA, "document": "counterfoil"}
    case.does(OFFICER, CorrectRequest(changes=right, reason="A work permit and a visa."))
    case.does(OFFICER, ClaimExemption(), FILE)
    case.does(OFFICER, RecordCircumstances(facts={"application": VISA}))
    assert refused(case, OFFICER, START) == ["fee-not-settled"]
    assert refused(case, OFFICER, CorrectRequest(changes={"group": None}, reason="x")) == ["nothing-changed"]
    case.does(OFFICER, CorrectRequest(changes=right, reason="A work permit after all."), START)


def test_roles_and_declared_conflicts_are_heeded():
    case = Case().does(OFFICER, inland())
    assert refused(case, AUDITOR, AddNote(text="x")) == ["not-your-role"]
    assert refused(Case(), OFFICER, AddNote(text="x")) == ["no-case"]
    assert refused(case, OFFICER, inland()) == ["case-exists"]
    torn = type(OFFICER)(
        **{**{n: getattr(OFFICER, n) for n in OFFICER.__slots__}, "conflicts": frozenset({case.number})}
    )
    assert refused(case, torn, AddNote(text="x")) == ["conflict-declared"]


def test_a_claim_that_is_lapsed_needs_a_reason_and_a_claim():
    case = Case().does(OFFICER, abroad(), *m31())
    assert refused(case, OFFICER, LapseClaim(reason=" ")) == ["no-claim", "reason-missing"]


def test_a_claim_falls_with_the_document_it_was_made_for():
    """T3: R298(2)(a) holds for a counterfoil; when a permit is issued after all, the fee is due and work stops."""
    case = Case().does(OFFICER, abroad(application=WORK_WITH_VISA, document="counterfoil"), *facts(), CLAIM)
    case.does(OFFICER, FILE, START)
    case.does(
        OFFICER,
        CorrectRequest(changes={"document": "permit"}, reason="A visa is issued; the permit is apart."),
    )
    assert "fee-not-settled" in refused(case, OFFICER, SendToDecisionMaker(recommends="issue"))
    case.does(OFFICER, LapseClaim(reason="no counterfoil"))
    case.does(CLERK, PAY)
    case.does(OFFICER, SendToDecisionMaker(recommends="issue"))


def test_a_doubt_about_m31_is_decided_by_who_may_grant_it_and_holds_until_the_facts_change():
    """I7: without that decision neither the fee nor the exemption can be settled, and nobody could go on."""
    doubtful = {**JAILED, "sentence": "conditional_sentence"}
    case = Case().does(OFFICER, abroad(), *facts(grounds=["A36(2)(b)"], convictions=[doubtful]))
    decide = DecideDoubt(in_favour=True, reason="Served at home.")
    assert refused(case, OFFICER, START) == ["a-person-must-decide"]
    assert refused(case, CLERK, RequestFee()) == ["a-person-must-decide"]
    assert refused(case, JUNIOR, decide) == ["no-delegation"]
    assert refused(case, OFFICER, DecideDoubt(in_favour=True, reason="")) == ["reason-missing"]
    case.does(OFFICER, decide)
    assert case.lines[-1].acting_under == "item 80, OFFICER"
    assert refused(case, OFFICER, decide) == ["no-doubt"]
    assert case.stopped(CLERK, PAY) == ()  # available, not owed (I8)
    case.does(OFFICER, RecordConvictions(convictions=(doubtful,)))
    assert refused(case, OFFICER, START) == ["a-person-must-decide"]
    case.does(OFFICER, DecideDoubt(in_favour=False, reason="A term all the same."))
    assert refused(case, OFFICER, START) == ["fee-not-settled"]
    assert "« A term all the same. »" in note(case.lines[-1], case.file).fr.replace("\u00a0", " ")
    assert "Pouvoir" in note(case.lines[-1], case.file).fr
