"""The notes for GCMS and the titles of the timeline: every event, in both languages."""

from dataclasses import replace

import pytest

from tests.casework.french import faults
from tests.casework.office import DAY, JAILED, OFFICER, Case, abroad, m31
from tests.casework.samples import BEFORE, OPENED, SAMPLES
from tests.casework.test_lawful import CLAIM, FILE, LAWFUL, START
from trp.casework import events as e
from trp.casework.endings import CloseUnpaid
from trp.casework.exemptions import LapseClaim
from trp.casework.fees import RecordAbilityToPay
from trp.casework.files import Line, replay
from trp.casework.gcms import NOTES, note, title
from trp.casework.recording import RecordConvictions
from trp.rulebook.language import Both


def noted(event: e.Event, *before: e.Event, under: str = "item 120, OFFICER") -> Both:
    """The note of an event that follows the others."""
    lines = [Line(n, OPENED.made_on, "officer", under, one) for n, one in enumerate((*before, event), 1)]
    return note(lines[-1], replay(lines))


def test_every_event_has_a_note_and_a_title():
    assert set(NOTES) == set(e.EVENTS.values())
    assert {type(one) for one in SAMPLES} == set(e.EVENTS.values())
    for event in e.EVENTS.values():
        assert faults(title(event.__new__(event)), alike=False) == []


@pytest.mark.parametrize("event", SAMPLES, ids=lambda one: type(one).__name__)
def test_a_note_is_written_in_both_languages(event):
    assert faults(noted(event, *BEFORE), alike=isinstance(event, e.NoteAdded)) == []


@pytest.mark.parametrize("does", LAWFUL.values(), ids=LAWFUL)
def test_every_line_of_a_lawful_case_has_its_note(does):
    case = Case()
    does(case)
    for n, line in enumerate(case.lines, 1):
        alike = isinstance(line.event, e.NoteAdded)
        # What officers wrote in English stands in the French note as it was written.
        assert faults(note(line, replay(case.lines[:n])), alike=alike) == []


def test_the_note_of_a_one_time_claim_names_code_provision_policy_and_day():
    """M31: code, A25.2(2), the policy of 13 January 2012, the day of the counselling, item 80."""
    claim = e.ExemptionClaimed(basis="ONE_TIME", code="M31", counselled_on=OPENED.made_on)
    said = noted(claim, OPENED, under="item 80, POE-BSO")
    for wanted in ("M31", "A25.2(2)", "public policy of 13\u00a0January\u00a02012", "2\u00a0March\u00a02026", "item 80", "border services officer"):  # fmt: skip
        assert wanted in said.en
    for wanted in ("M31", "L25.2(2)", "politique d’intérêt public du 13\u00a0janvier\u00a02012", "2\u00a0mars\u00a02026", "point 80", "agent des services frontaliers"):  # fmt: skip
        assert wanted in said.fr


def test_the_note_of_an_unpaid_request_is_for_the_underlying_application():
    """Fees, Outside Canada: the fact is noted on the underlying application, which can then be decided."""
    said = noted(e.ClosedUnpaid(advised_on=OPENED.made_on, underlying="V-310077"), *BEFORE)
    assert said.en.startswith("Underlying application V-310077: client unwilling to pay")
    assert "T-000042 cannot be processed" in said.en and "may be decided" in said.en
    assert said.fr.startswith("Demande sous-jacente V-310077\u00a0: le client ne veut pas payer")


def test_notes_write_the_notation_of_each_language():
    grounds = noted(e.GroundsRecorded(grounds=("A36(2)(b)",)), OPENED)
    assert "A36(2)(b)" in grounds.en and "L36(2)b)" in grounds.fr
    exempt = noted(e.ExemptionRecorded(basis="R298(2)(b)", code=None, under=("R298(2)(b)",)), OPENED)
    assert "R298(2)(b)" in exempt.en and "R298(2)b)" in exempt.fr
    paid = noted(e.FeeReceived(receipt="8841902", cents=24625, paid_on=OPENED.made_on), OPENED)
    assert "8841902" in paid.en and "$246.25" in paid.en and "246,25\u00a0$" in paid.fr
    first = noted(e.AcknowledgementSent(sent_on=OPENED.made_on.replace(month=12, day=1)), OPENED)
    assert "1 December 2026".replace(" ", "\u00a0") in first.en and "1er\u00a0décembre\u00a02026" in first.fr


def test_a_note_tells_how_the_fee_was_settled_when_assessment_started():
    def started(name: str) -> str:
        case = Case()
        LAWFUL[name](case)
        n = case.kinds.index("AssessmentStarted") + 1
        return note(case.lines[n - 1], replay(case.lines[:n])).en

    assert "received: $246.25, IPRMS receipts 8841902" in started(
        "a_request_with_its_fee_is_assessed_in_canada"
    )
    assert "code M26" in started("a_victim_of_trafficking_is_assessed_without_a_fee")
    assert "code M31" in started("m31_is_claimed_abroad_and_consumed")
    assert "requested by the Minister" in started(
        "the_minister_s_request_is_assessed_unpaid_and_refused_unpaid"
    )


def test_what_an_officer_wrote_is_not_read_as_a_template():
    said = noted(e.RequestWithdrawn(withdrawn_on=OPENED.made_on, reason="{day}"), OPENED)
    assert "“{day}”" in said.en


def test_a_note_is_a_value():
    """The same line and file give the same note, and the file is left as it was."""
    lines = [Line(1, OPENED.made_on, "officer", "officer", OPENED)]
    file = replay(lines)
    assert note(lines[0], file) == note(lines[0], file)
    assert file == replay([replace(lines[0])])


def test_a_note_does_not_say_that_nothing_was_assessed_where_assessment_had_started():
    case = Case().does(OFFICER, abroad(), *m31(), CLAIM, FILE, START)
    case.does(OFFICER, RecordConvictions(convictions=(JAILED,)), LapseClaim(reason="A prison term."))
    case.does(OFFICER, RecordAbilityToPay(ability="unable", said_on=DAY), CloseUnpaid())
    said = note(case.lines[-1], case.file)
    assert "not assessed" not in said.en and "Assessment had started on 2\u00a0March\u00a02026" in said.en
    assert "non évalué" not in said.fr and "L’évaluation avait commencé le 2\u00a0mars\u00a02026" in said.fr
