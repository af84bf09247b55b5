"""No act is refused that the law allows: for each gate, what is on record and the acts that must succeed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.casework.office import (
    ADM,
    ALONE,
    BORDER,
    CLERK,
    COLLEAGUE,
    DAY,
    DELEGATE,
    FEE,
    INTAKE,
    JAILED,
    OFFICER,
    OTHER_CLERK,
    SUPERINTENDENT,
    SUPERVISOR,
    THEFT,
    UNIT,
    VISA,
    WORK_WITH_VISA,
    Case,
    abroad,
    border,
    facts,
    inland,
    m31,
)
from trp.casework.around import Register
from trp.casework.assessing import (
    CreatePermitFile,
    IssuePermit,
    RefusePermit,
    SendProposal,
    SendToDecisionMaker,
    StartAssessment,
)
from trp.casework.doubts import DecideDoubt
from trp.casework.endings import (
    CloseBarred,
    CloseUnpaid,
    ReturnIncomplete,
    WithdrawAtBorder,
    WithdrawRequest,
)
from trp.casework.exemptions import (
    ClaimExemption,
    ConfirmExemption,
    LapseClaim,
    ProposeExemption,
    RecordExemption,
)
from trp.casework.fees import (
    AllocateReceipt,
    RecordAbilityToPay,
    RecordMinisterInstruction,
    RecordReceipt,
    RequestFee,
    ReverseAllocation,
)
from trp.casework.opening import AcceptOffer, DeclineOffer, OfferConsideration
from trp.casework.recording import (
    AddNote,
    AskForDocuments,
    Assign,
    CorrectLine,
    ReceiveDocuments,
    RecordCircumstances,
    RecordCompletion,
    RecordConvictions,
    RecordGrounds,
    RecordMissingDocuments,
    SendAcknowledgement,
)

PAY = AllocateReceipt(receipt="8841902", cents=FEE)
FILE = CreatePermitFile(file="V-1")
START = StartAssessment()
ISSUE = IssuePermit(valid_from=DAY, valid_to=DAY + timedelta(days=90), reasons="Need outweighs risk.")
REFUSE = RefusePermit(reasons="Risk outweighs need.")
CLAIM = ClaimExemption(counselled_on=DAY)
CLAIM_REJECTED = {
    "outcome": "rejected", "rpd_on": "2025-10-10", "rad_on": None, "federal_court_on": None, "prra_pending": False,
    "prra_on": None,
}  # fmt: skip
OFFER = OfferConsideration(
    client="P-1",
    place="outside_canada",
    made_to="visa_office",
    made_on=DAY,
    application=VISA,
    underlying="V-1",
)
ANOTHER_POLICY = ProposeExemption(
    reference="PP-2026-1", citation="Public policy of 2026-01-15", since=date(2026, 1, 15)
)

LAWFUL: dict[str, Callable[[Case], object]] = {}


def lawful(does: Callable[[Case], object]) -> Callable[[Case], object]:
    LAWFUL[does.__name__] = does
    return does


# The gate of the fee --------------------------------------------------------------------------------


@lawful
def a_request_with_its_fee_is_assessed_in_canada(case: Case) -> None:
    """Inside Canada: the fee accompanies the application."""
    case.does(INTAKE, inland()).does(OFFICER, *facts())
    case.does(CLERK, RecordReceipt(receipt="8841902"), PAY).does(OFFICER, START, ISSUE)


@lawful
def a_receipt_is_allocated_that_was_not_recorded_before(case: Case) -> None:
    case.does(INTAKE, inland()).does(OFFICER, *facts()).does(CLERK, PAY).does(OFFICER, START)


@lawful
def a_fee_is_paid_in_two_parts(case: Case) -> None:
    case.does(INTAKE, inland()).does(OFFICER, *facts())
    case.does(CLERK, AllocateReceipt(receipt="8841903", cents=10000))
    case.does(OTHER_CLERK, AllocateReceipt(receipt="8841902", cents=FEE - 10000)).does(OFFICER, START)


@lawful
def a_client_who_was_unable_pays_after_all(case: Case) -> None:
    case.does(OFFICER, abroad(), *facts()).does(CLERK, RecordAbilityToPay(ability="unable", said_on=DAY), PAY)
    case.does(OFFICER, FILE, START)


@lawful
def a_client_who_cannot_pay_is_told_that_the_request_cannot_be_processed(case: Case) -> None:
    case.does(OFFICER, abroad(), *facts(), RecordAbilityToPay(ability="unable", said_on=DAY), CloseUnpaid())


@lawful
def a_part_payment_does_not_keep_an_unwilling_client_abroad_from_being_closed(case: Case) -> None:
    case.does(OFFICER, abroad(), *facts()).does(CLERK, AllocateReceipt(receipt="8841903", cents=10000))
    case.does(OFFICER, RecordAbilityToPay(ability="unwilling", said_on=DAY), CloseUnpaid())


@lawful
def an_incomplete_application_is_returned_and_its_part_payment_given_back(case: Case) -> None:
    """Returned before processing: what was allocated is refundable."""
    case.does(INTAKE, inland()).does(OFFICER, *facts()).does(
        CLERK, AllocateReceipt(receipt="8841903", cents=10000)
    )
    case.does(INTAKE, ReturnIncomplete())
    case.does(OTHER_CLERK, ReverseAllocation(receipt="8841903", cents=10000, reason="Returned."))


@lawful
def a_client_at_the_border_withdraws_and_may_come_back(case: Case) -> None:
    case.does(
        BORDER, border(), *facts(), RecordAbilityToPay(ability="unable", said_on=DAY), WithdrawAtBorder()
    )


@lawful
def withdrawal_is_open_once_the_delegate_left_it_open(case: Case) -> None:
    """R42(2)."""
    case.does(BORDER, border(), *facts(a44_report="made", delegate_decided=True))
    case.does(BORDER, RecordAbilityToPay(ability="unable", said_on=DAY), WithdrawAtBorder())


@lawful
def a_paid_request_at_the_border_is_assessed_though_a_report_is_made(case: Case) -> None:
    case.does(BORDER, border(), *facts(a44_report="made")).does(CLERK, PAY).does(BORDER, START, ISSUE)


@lawful
def the_minister_s_request_is_assessed_unpaid_and_refused_unpaid(case: Case) -> None:
    """T4: only issuance waits for the fee."""
    case.does(OFFICER, abroad(origin="minister"), *facts(), FILE, START, REFUSE)


@lawful
def the_minister_s_request_is_issued_once_paid(case: Case) -> None:
    case.does(OFFICER, abroad(origin="minister"), *facts(), FILE, START).does(CLERK, PAY).does(OFFICER, ISSUE)


@lawful
def the_minister_s_request_is_issued_on_a_written_instruction(case: Case) -> None:
    case.does(OFFICER, abroad(origin="minister"), *facts(), FILE, START)
    case.does(OFFICER, RecordMinisterInstruction(reference="MO-7", dated=DAY), RecordExemption(), ISSUE)


@lawful
def a_proposal_goes_to_the_delegate_unpaid_once_the_fee_is_asked_for(case: Case) -> None:
    """T2."""
    case.does(OFFICER, inland(origin="a44_report"), *facts(a44_report="made"), RequestFee(), SendProposal())


@lawful
def a_proposal_goes_to_the_delegate_for_an_exempt_person(case: Case) -> None:
    case.does(OFFICER, inland(origin="a44_report", stream="trafficking_victim"), *facts(a44_report="made"))
    case.does(OFFICER, RecordExemption(), SendProposal())


@lawful
def a_proposal_goes_to_the_delegate_for_a_fee_that_is_paid(case: Case) -> None:
    case.does(OFFICER, inland(origin="a44_report"), *facts(a44_report="made")).does(CLERK, PAY)
    case.does(OFFICER, SendProposal()).does(DELEGATE, START, ISSUE)


# Exemptions -----------------------------------------------------------------------------------------


@lawful
def m31_is_claimed_abroad_and_consumed(case: Case) -> None:
    case.does(OFFICER, abroad(), *m31(), CLAIM, FILE, START, ISSUE)


@lawful
def m31_is_claimed_at_the_border_and_consumed(case: Case) -> None:
    case.does(BORDER, border(), *m31(), CLAIM, START, ISSUE)


@lawful
def m31_is_open_to_a_holder_of_earlier_permits(case: Case) -> None:
    """Those who meet the criteria, even if a permit was issued to them in the past."""
    earlier = {
        "expires_on": "2025-01-31", "left_on": None, "reentry_authorized": False, "removal_order_made_on": None,
        "new_ground": False,
    }  # fmt: skip
    case.does(OFFICER, abroad(), *m31(previous_permit=earlier), CLAIM, FILE, START)


@lawful
def m31_is_claimed_again_after_a_claim_that_lapsed(case: Case) -> None:
    case.does(OFFICER, abroad(), *m31(), CLAIM, LapseClaim(reason="Claimed by mistake."), CLAIM, FILE, START)


@lawful
def the_fee_is_paid_where_m31_is_claimed_in_another_request(case: Case) -> None:
    """T1: while that claim is live the fee is due here."""
    case.register = Register(claimed_elsewhere=True)
    case.does(OFFICER, abroad(), *m31(), RequestFee()).does(CLERK, PAY).does(OFFICER, FILE, START, ISSUE)


@lawful
def the_fee_is_paid_after_m31_was_granted(case: Case) -> None:
    case.register = Register(granted_on=date(2024, 5, 1))
    case.does(OFFICER, abroad(), *m31(), RequestFee()).does(CLERK, PAY).does(OFFICER, FILE, START, ISSUE)


@lawful
def a_test_of_m31_fails_and_the_client_pays(case: Case) -> None:
    """T1: work stops until the fee is settled."""
    case.does(OFFICER, abroad(), *m31(), CLAIM, FILE, START, RecordConvictions(convictions=(JAILED,)))
    case.does(OFFICER, LapseClaim(reason="A prison term was imposed."), RequestFee()).does(CLERK, PAY)
    case.does(COLLEAGUE, ISSUE)


@lawful
def a_test_of_m31_fails_and_the_client_does_not_pay(case: Case) -> None:
    """The request cannot be processed, though assessment had started."""
    case.does(OFFICER, abroad(), *m31(), CLAIM, FILE, START, RecordConvictions(convictions=(JAILED,)))
    case.does(OFFICER, RecordAbilityToPay(ability="unwilling", said_on=DAY), CloseUnpaid())


@lawful
def a_test_of_m31_fails_at_the_border_and_the_client_withdraws(case: Case) -> None:
    case.does(BORDER, border(), *m31(), CLAIM, START, RecordConvictions(convictions=(JAILED,)))
    case.does(BORDER, RecordAbilityToPay(ability="unable", said_on=DAY), WithdrawAtBorder())


@lawful
def a_fee_that_was_paid_before_an_exemption_was_found_opens_the_gate(case: Case) -> None:
    case.does(OFFICER, abroad(), *facts()).does(CLERK, PAY)
    case.does(
        OFFICER,
        RecordGrounds(grounds=("A36(2)(b)",)),
        RecordConvictions(convictions=(THEFT,)),
        FILE,
        START,
        ISSUE,
    )


@lawful
def a_fee_paid_by_somebody_exempt_is_reversed_before_assessment(case: Case) -> None:
    case.does(INTAKE, inland()).does(OFFICER, *facts()).does(CLERK, PAY)
    case.does(OFFICER, RecordCircumstances(facts={"fee_classes": ["R296(2)(c)"]}), RecordExemption())
    case.does(OTHER_CLERK, ReverseAllocation(receipt="8841902", cents=FEE, reason="Exempt.")).does(
        OFFICER, START
    )


@lawful
def r298_2_a_is_claimed_with_a_counterfoil(case: Case) -> None:
    """T3."""
    case.does(OFFICER, abroad(application=WORK_WITH_VISA, document="counterfoil"), *facts())
    case.does(OFFICER, ClaimExemption(), FILE, START, ISSUE)


@lawful
def a_victim_of_trafficking_is_assessed_without_a_fee(case: Case) -> None:
    case.does(UNIT, inland(stream="trafficking_victim"), *facts(), RecordExemption(), START, ISSUE)


@lawful
def a_policy_that_the_register_lacks_frees_the_person(case: Case) -> None:
    case.does(OFFICER, inland(), *facts(), ANOTHER_POLICY).does(
        COLLEAGUE, ConfirmExemption(), RecordExemption(), START
    )


# Bars -----------------------------------------------------------------------------------------------


@lawful
def a_barred_request_is_closed(case: Case) -> None:
    case.does(OFFICER, inland(), *facts(refugee_claim=CLAIM_REJECTED), CloseBarred())


@lawful
def a_bar_that_comes_to_light_during_assessment_closes_the_request(case: Case) -> None:
    """A24(4): the request is refused to be examined, whenever that is found."""
    case.does(INTAKE, inland()).does(OFFICER, *facts()).does(CLERK, PAY)
    case.does(OFFICER, START, RecordCircumstances(facts={"refugee_claim": CLAIM_REJECTED}), CloseBarred())


@lawful
def a_bar_does_not_bind_an_officer_s_own_initiative(case: Case) -> None:
    case.does(OFFICER, OFFER, *facts(refugee_claim=CLAIM_REJECTED), AcceptOffer()).does(CLERK, PAY)
    case.does(OFFICER, FILE, START)


@lawful
def a_request_that_stands_alone_may_be_joined_to_an_application(case: Case) -> None:
    case.does(OFFICER, abroad(application=None, underlying=None), *facts())
    case.does(OFFICER, RecordCircumstances(facts={"application": VISA})).does(CLERK, PAY).does(
        OFFICER, FILE, START
    )


# Who decides ----------------------------------------------------------------------------------------


@lawful
def a_manager_refuses_what_only_the_assistant_deputy_minister_may_issue(case: Case) -> None:
    """Item 119."""
    case.does(OFFICER, inland(), *facts(grounds=["A34(1)(f)"])).does(CLERK, PAY).does(OFFICER, START)
    case.does(OFFICER, SendToDecisionMaker(recommends="refuse")).does(DELEGATE, REFUSE)


@lawful
def the_assistant_deputy_minister_issues(case: Case) -> None:
    case.does(OFFICER, inland(), *facts(grounds=["A34(1)(f)"])).does(CLERK, PAY).does(OFFICER, START)
    case.does(OFFICER, SendToDecisionMaker(recommends="issue")).does(ADM, ISSUE)


@lawful
def a_manager_decides_against_the_recommendation(case: Case) -> None:
    case.does(OFFICER, inland(), *facts(grounds=["A36(1)(b)"])).does(CLERK, PAY).does(OFFICER, START)
    case.does(OFFICER, SendToDecisionMaker(recommends="refuse")).does(DELEGATE, ISSUE)


@lawful
def a_manager_in_line_does_what_an_officer_may_do(case: Case) -> None:
    case.does(OFFICER, inland(), *facts()).does(CLERK, PAY).does(DELEGATE, START, ISSUE)


@lawful
def a_superintendent_decides_at_the_border(case: Case) -> None:
    case.does(BORDER, border(), *facts(grounds=["A36(1)(b)"])).does(CLERK, PAY).does(BORDER, START)
    case.does(SUPERINTENDENT, ISSUE)


@lawful
def one_person_at_a_small_post_takes_the_money_and_decides(case: Case) -> None:
    case.does(ALONE, abroad(), *facts(), PAY, FILE, START, ISSUE)


# Offers, papers, notes ------------------------------------------------------------------------------


@lawful
def an_offer_is_accepted_and_paid(case: Case) -> None:
    case.does(OFFICER, OFFER, *facts(), AcceptOffer(), RequestFee()).does(CLERK, PAY).does(
        OFFICER, FILE, START
    )


@lawful
def an_offer_is_declined(case: Case) -> None:
    case.does(OFFICER, OFFER, DeclineOffer())


@lawful
def documents_are_asked_for_before_the_fee_is_paid(case: Case) -> None:
    case.does(OFFICER, abroad(), AskForDocuments(documents=("passport",), due_on=DAY + timedelta(days=30)))
    case.does(INTAKE, ReceiveDocuments(documents=("passport", "letter"), received_on=DAY))


@lawful
def a_request_goes_on_without_documents_that_did_not_come(case: Case) -> None:
    case.does(OFFICER, inland(), *facts(), AskForDocuments(documents=("letter",))).does(CLERK, PAY)
    case.does(OFFICER, RecordMissingDocuments(documents=("letter",)), START, ISSUE)


@lawful
def a_doubtful_sentence_is_decided_in_favour_and_m31_is_claimed(case: Case) -> None:
    """I7: whether a conditional sentence is a term of imprisonment is decided by who may grant the exemption."""
    case.does(
        OFFICER,
        abroad(),
        *facts(grounds=["A36(2)(b)"], convictions=[{**THEFT, "sentence": "conditional_sentence"}]),
    )
    case.does(OFFICER, DecideDoubt(in_favour=True, reason="Served at home."), CLAIM, FILE, START, ISSUE)


@lawful
def a_doubtful_sentence_is_decided_against_and_the_fee_is_due(case: Case) -> None:
    case.does(
        BORDER, border(), *facts(grounds=["A36(2)(b)"], convictions=[{**THEFT, "sentence": "time_served"}])
    )
    case.does(BORDER, DecideDoubt(in_favour=False, reason="Two months in a cell.")).does(CLERK, PAY)
    case.does(BORDER, START)


@lawful
def impaired_driving_is_decided_against_and_the_fee_is_due(case: Case) -> None:
    case.does(
        OFFICER, abroad(), *facts(grounds=["A36(2)(b)"], convictions=[{**THEFT, "impaired_driving": True}])
    )
    case.does(OFFICER, DecideDoubt(in_favour=False, reason="The equivalent offence is serious."))
    case.does(CLERK, RequestFee(), PAY).does(OFFICER, FILE, START)


@lawful
def a_complete_request_is_acknowledged(case: Case) -> None:
    case.does(INTAKE, inland()).does(OFFICER, *facts()).does(CLERK, PAY)
    case.does(INTAKE, RecordCompletion(complete_on=DAY), SendAcknowledgement())


@lawful
def a_client_withdraws_at_any_time(case: Case) -> None:
    case.does(OFFICER, inland(), *facts()).does(CLERK, PAY).does(OFFICER, START)
    case.does(OFFICER, SendToDecisionMaker(recommends="issue"), WithdrawRequest(reason="Left for home."))


@lawful
def notes_and_corrections_follow_the_result(case: Case) -> None:
    case.does(
        OFFICER,
        OFFER,
        DeclineOffer(),
        AddNote(text="Client phoned."),
        CorrectLine(line=1, text="Made a day earlier."),
    )


@lawful
def a_file_changes_hands(case: Case) -> None:
    case.does(OFFICER, inland(), Assign(officer="officer", office="OTTAWA"))
    case.does(SUPERVISOR, Assign(officer=None, office="VANCOUVER"))


@lawful
def another_ground_comes_to_light_during_assessment(case: Case) -> None:
    case.does(OFFICER, inland(), *facts()).does(CLERK, PAY).does(OFFICER, START)
    case.does(OFFICER, RecordGrounds(grounds=("A36(1)(b)", "A41"))).does(DELEGATE, REFUSE)


@pytest.mark.parametrize("does", LAWFUL.values(), ids=LAWFUL)
def test_the_law_allows_it(does: Callable[[Case], object]) -> None:
    does(Case())
