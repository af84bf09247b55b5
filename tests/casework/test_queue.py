"""What the queue repeats of a case: the fee, what keeps the assessment shut, whom it waits for, on whose desk it lies."""

from datetime import date, timedelta

import pytest

from tests.casework.french import faults
from tests.casework.office import (
    CLERK,
    DAY,
    DELEGATE,
    FEE,
    INTAKE,
    OFFICER,
    SUPERVISOR,
    Case,
    abroad,
    facts,
    m31,
)
from tests.casework.test_lawful import CLAIM, FILE, OFFER, PAY, START
from tests.casework.test_stages import files
from trp.casework.around import Around
from trp.casework.assessing import SendToDecisionMaker
from trp.casework.checks import gate
from trp.casework.exemptions import LapseClaim
from trp.casework.fees import AllocateReceipt, RequestFee
from trp.casework.opening import AcceptOffer
from trp.casework.queue import BLOCKED, FEES, HELD, LANES, LAST, deciders, lanes, shown, working_days
from trp.casework.recording import Assign
from trp.casework.stages import ACTORS, standing

ASK = RequestFee()


def of(case, unit=""):
    return shown(case.file, standing(case.file), unit)


def test_every_state_comes_about_and_no_other():
    seen = [(file, shown(file, standing(file), "")) for file in files()]
    assert {one.fee for _, one in seen} == set(FEES)
    assert {one.blocked for _, one in seen} | {"amount-not-held"} == set(BLOCKED) | {""}
    assert {one.lane for _, one in seen} <= set(LANES) | {""}
    for file, one in seen:
        assert (one.lane == "") == (file.result is not None)
        if file.result is None:
            assert one.lane.removeprefix("fee ").removesuffix(" held") == standing(file).next
            assert one.lane.startswith("fee ") == (standing(file).stage == "awaiting_fee")


def test_what_blocks_is_what_the_gate_says():
    for file in files():
        if file.result is None and (file.offered_on is None or file.accepted_on is not None):
            stopped = [one.code for one in gate(file, Around(file.moved_on, OFFICER))]
            assert [shown(file, standing(file), "").blocked] == (stopped or [""])


def test_nothing_is_left_to_pay_where_it_is_settled_and_something_where_it_is_due():
    for file in files():
        one = shown(file, standing(file), "")
        if file.result is not None:
            assert one.fee in ("settled", "exempt", "unsettled") and one.fee_due is None
            assert one.fee != "unsettled" or file.result != "issued"
        elif one.fee in ("settled", "exempt", "claimed", "not_asked"):
            assert one.fee_due == 0
        elif one.fee == "due":
            assert one.fee_due > 0
        elif one.fee != "exemption_open":
            assert one.fee_due is None


def test_the_fee_from_the_request_to_the_receipt():
    case = Case().does(OFFICER, abroad())
    assert (of(case).fee, of(case).fee_due, of(case).blocked) == ("unknown", None, "facts-needed")
    case.does(OFFICER, *facts())
    assert (of(case).fee, of(case).fee_due, of(case).lane) == ("due", FEE, "fee fee_clerk")
    case.does(CLERK, ASK)
    assert (of(case).lane, of(case).blocked, of(case).due_by) == ("fee client", "fee-not-settled", LAST)
    case.does(CLERK, AllocateReceipt(receipt=PAY.receipt, cents=100))
    assert (of(case).fee, of(case).fee_due) == ("due", FEE - 100)
    case.does(CLERK, AllocateReceipt(receipt=PAY.receipt, cents=FEE - 100))
    assert (of(case).fee, of(case).fee_due, of(case).blocked, of(case).lane) == ("settled", 0, "", "officer")


def test_the_one_time_exemption_is_available_and_not_owed():
    case = Case().does(OFFICER, abroad(), *m31())
    assert (of(case).fee, of(case).fee_due, of(case).blocked) == ("exemption_open", None, "exemption-not-recorded")  # fmt: skip
    case.does(CLERK, ASK)
    assert (of(case).fee, of(case).fee_due, of(case).lane) == ("exemption_open", FEE, "fee client")
    case.does(OFFICER, CLAIM)
    assert (of(case).fee, of(case).fee_due, of(case).blocked) == ("claimed", 0, "")
    case.does(OFFICER, LapseClaim(reason="The client would rather pay."))
    assert of(case).fee == "exemption_open"


def test_it_lies_on_the_desk_of_who_holds_it_and_with_those_who_decide_once_it_is_sent():
    case = Case().does(OFFICER, abroad(), *facts()).does(CLERK, PAY)
    assert of(case).desk == "OFFICE"
    case.does(OFFICER, Assign(officer="officer", office="OFFICE"))
    assert (of(case).desk, of(case).lane) == ("officer", "officer")
    case.does(OFFICER, FILE, START, SendToDecisionMaker(recommends="issue"))
    assert (of(case).desk, of(case).lane) == (deciders(""), "delegate") == ("decide", "delegate")
    assert of(case, "UNIT").desk == "decide UNIT"
    case.does(INTAKE, Assign(officer=DELEGATE.id, office="OFFICE"))
    assert (of(case).desk, of(case).lane) == (DELEGATE.id, HELD)
    case.does(INTAKE, Assign(officer=None, office="OFFICE"))
    assert (of(case).desk, of(case).lane) == ("decide", "delegate")


def test_giving_a_case_to_somebody_makes_it_no_younger():
    case = Case().does(OFFICER, abroad(), *facts()).does(CLERK, ASK)
    moved = case.file.moved_on
    case.on += timedelta(days=20)
    case.does(SUPERVISOR, Assign(officer="officer", office="OTTAWA"))
    assert case.file.moved_on == moved and case.file.holder == "officer"
    case.does(CLERK, AllocateReceipt(receipt=PAY.receipt, cents=100))
    assert case.file.moved_on == moved + timedelta(days=20)


def test_an_offer_that_is_not_answered_comes_before_the_facts_and_the_fee():
    case = Case().does(OFFICER, OFFER)
    assert of(case).blocked == "offer-not-accepted"
    case.does(OFFICER, AcceptOffer())
    assert of(case).blocked == "facts-needed"


def test_each_lane_is_of_one_actor():
    assert sorted(lane for role in ACTORS for lane in lanes(role)) == sorted(set(LANES) - {HELD})


@pytest.mark.parametrize("begins", [date(2026, 3, n) for n in range(1, 8)])
def test_working_days_are_counted_one_by_one(begins):
    for days in range(40):
        between = [begins + timedelta(days=n) for n in range(1, days + 1)]
        assert working_days(begins, begins + timedelta(days=days)) == sum(d.weekday() < 5 for d in between)
    assert working_days(DAY, DAY - timedelta(days=3)) == 0


def test_each_state_is_named_in_both_languages():
    said = [*FEES.values(), *BLOCKED.values()]
    assert [fault for one in said for fault in faults(one)] == []
