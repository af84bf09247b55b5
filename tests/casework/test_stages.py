"""Where a case stands, as a sentence in both languages: what happened, on which day, and who goes on."""

import re
from datetime import date

from tests.casework.french import faults
from tests.casework.office import CLERK, OFFICER, Case, abroad, facts, inland, m31
from tests.casework.test_blockers import walks
from tests.casework.test_lawful import CLAIM, CLAIM_REJECTED, FILE, PAY, START
from trp.casework.assessing import SendToDecisionMaker
from trp.casework.checks import long_day
from trp.casework.ended import last
from trp.casework.exemptions import LapseClaim
from trp.casework.files import replay
from trp.casework.recording import RecordCircumstances
from trp.casework.stages import standing


def files():
    """Every file of every walk, after each line."""
    for walk in walks():
        for n in range(1, len(walk.case.lines) + 1):
            yield replay(walk.case.lines[:n])


def test_an_end_says_what_happened_and_on_which_day():
    said = {}
    for file in files():
        if file.result is not None:
            says = standing(file).says
            day = long_day(file.closed_on)
            assert day.en in says.en and day.fr in says.fr, says
            said.setdefault((file.result, type(last(file).event).__name__, file.ability), says)
    assert {kind for _, kind, _ in said} == {
        "PermitIssued", "PermitRefused", "ClosedUnpaid", "ReturnedIncomplete", "WithdrawnAtBorder", "ClosedBarred",
        "RequestWithdrawn", "OfferDeclined",
    }  # fmt: skip
    assert {one: faults(says) for one, says in said.items() if faults(says)} == {}


def test_a_suspension_says_its_end_and_waits_for_nobody_also_after_work_started():
    suspended = RecordCircumstances(
        facts={"designated_on": "2026-03-01", "designation_conditions_breached": False}
    )
    case = Case().does(OFFICER, inland(made_on=date(2026, 2, 20)), *facts())
    case.does(CLERK, PAY).does(OFFICER, START, suspended)
    stands = standing(case.file)
    assert (stands.stage, stands.next) == ("in_assessment", "nobody")
    assert stands.says.en.startswith("Work stopped. The processing is suspended") and "2031" in stands.says.en
    (blocker,) = case.stopped(OFFICER, SendToDecisionMaker(recommends="issue"))
    assert "2031" in blocker.says.fr and blocker.under[0] == "A24(6)"


def test_a_bar_says_its_end():
    case = Case().does(OFFICER, inland(), *facts(refugee_claim=CLAIM_REJECTED))
    assert (
        "11\N{NO-BREAK SPACE}October\N{NO-BREAK SPACE}2026" in standing(case.file).says.en
        and "11\N{NO-BREAK SPACE}octobre\N{NO-BREAK SPACE}2026" in standing(case.file).says.fr
    )


def test_where_a_case_stands_is_said_well_in_both_languages():
    said = {standing(file).says for file in files()}
    assert len({re.sub(r"\d+", "", one.en) for one in said}) > 15
    assert [fault for says in said for fault in faults(says)] == []


def test_work_stops_where_a_claim_lapsed_though_its_tests_still_hold():
    case = Case().does(OFFICER, abroad(), *m31(), CLAIM, FILE, START)
    assert standing(case.file).stage == "in_assessment"
    case.does(OFFICER, LapseClaim(reason="Claimed in the wrong request."))
    now = standing(case.file)
    assert now.says.en.startswith("Work stopped. The one-time exemption can be claimed")
    assert now.says.fr.startswith("Le travail est arrêté. La dispense unique peut être invoquée")
    case.does(OFFICER, CLAIM)
    assert standing(case.file).says.en == "An officer weighs need against risk."
