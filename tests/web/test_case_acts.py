"""The pages of the acts that are not about the fee: who may, both languages, what is wrong, what stops it, what is done."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from uuid import UUID

import pytest

from tests.web.desk import ABROAD, AUDITOR, BORDER, CHIEF, FEES, MANAGER, SUPERVISOR, Desk, Page
from trp.cases.acts import NAMES
from trp.cases.acts.classes import CLASSES
from trp.cases.acts.grounds import GROUNDS
from trp.casework.acts import ACTS
from trp.casework.assessing import SendToDecisionMaker, StartAssessment
from trp.casework.endings import WithdrawRequest
from trp.casework.exemptions import ClaimExemption
from trp.casework.fees import RequestFee
from trp.casework.recording import AddNote, AskForDocuments, RecordCompletion
from trp.cli.caseload.script import FIRST_DAY
from trp.desk.acting import VIEWS
from trp.journal.models import Line, SecurityEvent
from trp.rulebook.derive import classes
from trp.rulebook.request import kind

pytestmark = pytest.mark.slow  # all of it: `make check` looks at the frame and the opening alone

DAY = FIRST_DAY.isoformat()
BARRED = {
    "outcome": "rejected", "rpd_on": "2026-01-12", "rad_on": None, "federal_court_on": None, "prra_pending": False,
    "prra_on": None,
}  # fmt: skip
HOSTILE = "<script>alert('x')</script> \"’«»&amp; \u202eRTL\u202c " + "é" * 60

Ready = Callable[[Desk], str]


def received(desk: Desk) -> str:
    return desk.at_border()[1]


def offered(desk: Desk) -> str:
    return desk.abroad(offered=True)[1]


def asked_for(desk: Desk) -> str:
    case, number = desk.at_border()
    desk.do(case, BORDER, AskForDocuments(documents=("A passport", HOSTILE[:100])))
    return number


def claimed(desk: Desk) -> tuple[UUID, str]:
    case, number = desk.at_border()
    desk.facts(case, BORDER)
    desk.do(case, BORDER, ClaimExemption(counselled_on=FIRST_DAY))
    return case, number


def settled(desk: Desk) -> str:
    return claimed(desk)[1]


def complete(desk: Desk) -> str:
    case, number = claimed(desk)
    desk.do(case, BORDER, RecordCompletion(complete_on=FIRST_DAY))
    return number


def settled_abroad(desk: Desk) -> str:
    case, number = desk.abroad()
    desk.facts(case, ABROAD)
    desk.do(case, ABROAD, ClaimExemption(counselled_on=FIRST_DAY))
    return number


def report(desk: Desk) -> str:
    case, number = desk.at_border(origin="a44_report")
    desk.facts(case, BORDER, a44_report="made")
    desk.do(case, FEES, RequestFee())
    return number


def started(desk: Desk) -> str:
    case, number = claimed(desk)
    desk.do(case, BORDER, StartAssessment())
    return number


def barred(desk: Desk) -> str:
    case, number = desk.at_border()
    desk.facts(case, BORDER, refugee_claim=BARRED)
    return number


def closed(desk: Desk, number: str, who: str) -> None:
    """The case has its result."""
    from trp.journal.cases import actor, key_of

    case = key_of(actor(desk.id(who), FIRST_DAY), number)
    assert case is not None
    desk.do(case, who, WithdrawRequest(reason="gone home"))


@dataclass(frozen=True)
class Sample:
    """An act that can be done: on which case, by whom, with what typed. `wrong`: what cannot be, and the field it is
    told beside. `keeps`: a field whose text must come back."""

    act: str
    ready: Ready
    adds: str
    typed: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Any] | None = None
    keeps: str = ""
    who: str = BORDER


SAMPLES = (
    Sample("AcceptOffer", offered, "OfferAccepted", who=ABROAD),
    Sample("DeclineOffer", offered, "OfferDeclined", who=ABROAD),
    Sample("RecordGrounds", received, "GroundsRecorded", {"grounds": ["A36(2)(b)"], "other_grounds": "L40(1)c)"}, {"other_grounds": "A99, " + HOSTILE[:50]}, "other_grounds"),
    Sample("RecordConvictions", received, "ConvictionsRecorded", {"c0.offence": "Theft", "c0.sentence": "fine"}, {"c0.offence": HOSTILE[:90], "c0.committed_on": "2026-02-31"}, "c0.offence"),
    Sample("RecordCircumstances", received, "CircumstancesRecorded", {"pending": "none", "designated_on:none": "on"}, {"fee_classes:others": HOSTILE[:80], "designated_on": "yesterday"}, "fee_classes:others"),
    Sample("AskForDocuments", received, "DocumentsAskedFor", {"documents": "A passport\nA letter", "due_on": "2026-04-01"}, {"documents": HOSTILE, "due_on": "2026-02-27"}, "documents"),
    Sample("ReceiveDocuments", asked_for, "DocumentsReceived", {"documents": ["A passport"]}, {"others": HOSTILE, "received_on": "soon"}, "others"),
    Sample("RecordMissingDocuments", asked_for, "DocumentsMissing", {"documents": ["A passport"]}, {"documents": []}),
    Sample("RecordCompletion", settled, "RequestCompleted", {"complete_on": DAY}, {"complete_on": "2026-13-01"}),
    Sample("SendAcknowledgement", complete, "AcknowledgementSent"),
    Sample("AddNote", received, "NoteAdded", {"text": "The client called."}, {"text": "   "}),
    Sample("CorrectLine", received, "NoteCorrected", {"line": "1", "text": "The day before."}, {"line": "99", "text": HOSTILE}, "text"),
    Sample("Assign", received, "Assigned", {"officer": "", "office": "EMERSON"}, {"officer": "not-a-key", "office": "NOWHERE"}),
    Sample("CreatePermitFile", settled_abroad, "PermitFileCreated", {"number": "P-77"}, {"number": ""}, who=ABROAD),
    Sample("SendProposal", report, "ProposalSent"),
    Sample("StartAssessment", settled, "AssessmentStarted"),
    Sample("SendToDecisionMaker", started, "SentToDecisionMaker", {"recommends": "issue"}, {"recommends": "whatever"}),
    Sample("IssuePermit", started, "PermitIssued", {"valid_from": DAY, "valid_to": "2026-03-16", "reasons": "A short visit to a sick parent."}, {"valid_from": DAY, "valid_to": "2026-03-01", "reasons": HOSTILE}, "reasons"),
    Sample("RefusePermit", started, "PermitRefused", {"reasons": "The risk is not outweighed."}, {"reasons": ""}),
    Sample("WithdrawRequest", received, "RequestWithdrawn", {"reason": "Goes home."}, {"reason": ""}),
    Sample("CloseBarred", barred, "ClosedBarred"),
)  # fmt: skip
BY_NAME = {one.act: one for one in SAMPLES}
each = pytest.mark.parametrize("one", SAMPLES, ids=lambda one: one.act)


def kinds(number: str) -> list[str]:
    """The kinds of the lines of a case."""
    from trp.journal.models import Case

    case = Case.every.values_list("id", flat=True).get(number=number)
    return list(Line.objects.filter(case_id=case).order_by("number").values_list("kind", flat=True))


def shown_text(page: Page) -> str:
    """The text of a page without its marks, spaces as one."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", page.text)).replace("\xa0", " ").split())


def test_every_act_that_is_not_about_the_fee_has_its_page_and_its_sample_here() -> None:
    assert {*NAMES} == {*BY_NAME, "CorrectRequest"}
    assert all(VIEWS[name].__module__.startswith("trp.cases.acts.") for name in NAMES)


@each
@pytest.mark.parametrize("language", ("en", "fr"))
def test_a_page_answers_in_both_languages_and_says_what_will_happen(
    desk: Desk, one: Sample, language: str
) -> None:
    page = desk.act(one.who, one.ready(desk), one.act, language)
    view = VIEWS[one.act]
    assert page.status == 200
    assert f'lang="{language}"' in page.text
    assert ACTS[one.act].title.in_(language).replace("\xa0", " ") in shown_text(page)  # type: ignore[arg-type]
    assert view.will.in_(language).replace("\xa0", " ") in shown_text(page)  # type: ignore[arg-type]
    assert "this stands in the way" not in page.text and "voici ce qui l’empêche" not in page.text


@each
def test_a_page_is_closed_to_a_role_that_does_not_do_the_act(desk: Desk, one: Sample) -> None:
    number = one.ready(desk)
    before = kinds(number)
    page = desk.act(AUDITOR, number, one.act)
    assert page.status == 403
    assert page.client.post(page.path, {**one.typed, "key": "k", "seen": 1}).status_code == 403
    assert kinds(number) == before


@each
def test_a_done_act_adds_its_line_once_and_says_so(desk: Desk, one: Sample) -> None:
    number = one.ready(desk)
    before, form = kinds(number), desk.act(one.who, number, one.act)
    held = form.holds
    told = form.send(**one.typed).next()
    assert told.status == 200
    assert kinds(number)[len(before)] == one.adds
    assert VIEWS[one.act].done.en in unescape(told.text)
    after = kinds(number)
    again = form.client.post(form.path, {**held, **one.typed})
    assert again.status_code == 302, "sent twice: done once"
    assert kinds(number) == after


@pytest.mark.parametrize("one", [one for one in SAMPLES if one.wrong is not None], ids=lambda one: one.act)
@pytest.mark.parametrize("language", ("en", "fr"))
def test_wrong_input_is_named_and_everything_typed_comes_back(desk: Desk, one: Sample, language: str) -> None:
    number = one.ready(desk)
    before = kinds(number)
    assert one.wrong is not None
    page = desk.act(one.who, number, one.act, language).send(**one.wrong)
    assert page.status == 422
    assert page.wrong, "it is said beside the field"
    assert "Problem: " in page.text or "Problème\u00a0: " in page.text
    assert "<script>alert" not in page.text
    assert "field is required" not in page.text and "champ est obligatoire" not in page.text
    if one.keeps:
        assert page.holds[one.keeps] == [one.wrong[one.keeps]]
    assert kinds(number) == before


@pytest.mark.parametrize(
    "one", [one for one in SAMPLES if not ACTS[one.act].after_end], ids=lambda one: one.act
)
def test_a_refused_act_says_why_before_and_after_and_writes_nothing(desk: Desk, one: Sample) -> None:
    number = one.ready(desk)
    form = desk.act(one.who, number, one.act)
    closed(desk, number, one.who)
    before = kinds(number)
    now = desk.act(one.who, number, one.act)
    assert "The case has its result" in now.text, "told before anybody types"
    assert "This is no longer possible" in now.text and "Not yet" not in now.text
    assert '<button class="button" type="submit">' not in now.text, "there is nothing to send"
    stale = form.send(**one.typed)
    assert stale.status == 409 and "The case has moved since" in stale.text
    refused = stale.send()
    assert refused.status in (409, 422)
    if refused.status == 409:
        assert "The case has its result" in refused.text and "Not done" in refused.text
    assert kinds(number) == before
    for name, value in one.typed.items():
        if name in refused.holds:
            assert refused.holds[name] == (
                value if isinstance(value, list) else [value.replace("\r\n", "\n")]
            )


def test_a_refusal_tells_every_blocker_with_its_rule_and_leaves_a_line_in_the_security_log(
    desk: Desk,
) -> None:
    case, number = desk.abroad()
    desk.facts(case, ABROAD, grounds=("A41",), convictions=())
    log = SecurityEvent.objects.filter(kind="refused").count()
    page = desk.act(ABROAD, number, "StartAssessment")
    assert page.status == 200 and "Not yet: this stands in the way" in page.text
    assert "R298(1)" in page.text and "246.25" in page.text
    refused = page.send()
    assert refused.status == 409
    assert "Not done: this stands in the way" in refused.text and "246.25" in refused.text
    assert SecurityEvent.objects.filter(kind="refused").count() == log + 1
    assert "AssessmentStarted" not in kinds(number)


# Facts ------------------------------------------------------------------------------------------------


def test_every_ground_to_choose_from_is_one_of_the_rulebook() -> None:
    assert all(kind("grounds").entry.fits(one) for one in GROUNDS)  # type: ignore[attr-defined]


def test_grounds_are_read_in_either_notation_and_none_is_an_answer(desk: Desk) -> None:
    number = received(desk)
    desk.act(BORDER, number, "RecordGrounds", "fr").send(
        grounds=["A36(2)(b)"], other_grounds="L40(1)c); 41a)"
    ).next()
    assert desk.file(number).facts["grounds"] == ["A36(2)(b)", "A40(1)(c)", "A41(a)"]
    again = desk.act(BORDER, number, "RecordGrounds")
    assert again.holds["grounds"] == ["A36(2)(b)"] and again.holds["other_grounds"] == ["A40(1)(c), A41(a)"]
    both = again.send(no_grounds="on")
    assert both.status == 422 and "leave one of the two out" in " ".join(both.wrong)
    both.send(grounds=None, other_grounds="").next()
    assert desk.file(number).facts["grounds"] == []


def test_nothing_said_of_grounds_or_convictions_is_not_none(desk: Desk) -> None:
    number = received(desk)
    for name in ("RecordGrounds", "RecordConvictions", "RecordCircumstances"):
        page = desk.act(BORDER, number, name).send()
        assert page.status == 422, name
    assert kinds(number) == ["RequestReceived"]


def test_another_conviction_is_added_at_a_button_and_nothing_is_lost_or_judged(desk: Desk) -> None:
    number = received(desk)
    page = desk.act(BORDER, number, "RecordConvictions").send(**{"c0.offence": HOSTILE[:80], "c0.sentence": "fine", "again": "conviction"})  # fmt: skip
    assert page.status == 200 and page.wrong == []
    assert page.holds["c0.offence"] == [HOSTILE[:80]] and "c1.offence" in page.holds
    page.send(**{"c1.offence": "Mischief", "c1.youth": "no", "again": None}).next()
    assert desk.file(number).facts["convictions"] == [
        {"offence": HOSTILE[:80], "sentence": "fine"}, {"offence": "Mischief", "youth": False},
    ]  # fmt: skip
    less = desk.act(BORDER, number, "RecordConvictions").send(**{"c0.left_out": "on"}).next()
    assert less.status == 200
    assert desk.file(number).facts["convictions"] == [{"offence": "Mischief", "youth": False}]


def test_a_button_that_asks_for_more_keeps_what_the_page_had_seen(desk: Desk) -> None:
    case, number = desk.at_border()
    form = desk.act(BORDER, number, "RecordConvictions")
    desk.do(case, BORDER, AddNote(text="meanwhile"))
    page = form.send(**{"c0.offence": "Theft", "again": "conviction"}).send(again=None)
    assert page.status == 409 and "The case has moved since" in page.text and "meanwhile" in page.text
    assert kinds(number) == ["RequestReceived", "NoteAdded"]


def test_what_was_done_and_is_then_sent_with_other_entries_is_not_called_done(desk: Desk) -> None:
    number = received(desk)
    form = desk.act(BORDER, number, "AddNote")
    held = form.holds
    form.send(text="first").next()
    other = form.client.post(form.path, {**held, "text": "second"})
    assert (
        other.status_code == 409 and "sent before with other entries" in other.text and "second" in other.text
    )
    assert kinds(number) == ["RequestReceived", "NoteAdded"]


def test_wrong_input_on_a_stale_page_tells_both(desk: Desk) -> None:
    case, number = desk.at_border()
    form = desk.act(BORDER, number, "AskForDocuments")
    desk.do(case, BORDER, AddNote(text="meanwhile"))
    page = form.send(documents="", due_on="2026-02-27")
    assert page.status == 422 and "meanwhile" in page.text and page.wrong


def test_the_classes_that_free_from_the_fee_are_chosen_and_any_other_is_typed(desk: Desk) -> None:
    freeing = {one for name in classes._FREES for one in classes.CLASSES[name]}
    assert set(CLASSES) == freeing - {
        "R298(2)(a)",
        "R299(2)(g)(iii)",
    }  # each has its words, but those that others say
    number = received(desk)
    form = desk.act(BORDER, number, "RecordCircumstances", "fr")
    assert "R299(2)a) – demandeur d’asile" in form.text
    told = {"fee_classes": ["R299(2)(a)"], "fee_classes:others": "R299(2)g)(iii); R299(2)(a)"}
    both = form.send(**told, **{"fee_classes:none": "on"})
    assert both.status == 422 and both.holds["fee_classes"] == ["R299(2)(a)"]
    strange = form.send(**{**told, "fee_classes:others": "L41"})
    assert strange.status == 422 and any("L41" in one for one in strange.wrong)
    form.send(**told).next()
    assert desk.file(number).facts == {"fee_classes": ["R299(2)(a)", "R299(2)(g)(iii)"]}


def test_the_facts_that_are_needed_are_asked_first_and_others_on_demand(desk: Desk) -> None:
    number = received(desk)
    page = desk.act(BORDER, number, "RecordCircumstances")
    assert page.holds["asked"] == ["refugee_claim,designated_on,pending,fee_classes,visa_exemption_lost_in_transit,other_inadmissible_acts"]  # fmt: skip
    more = page.send(more="a44_report", again="fact", pending="none")
    assert more.status == 200 and more.wrong == []
    assert "Is there an A44(1) report?" in more.text and more.holds["pending"] == ["none"]
    more.send(a44_report="begun", again=None).next()
    facts = desk.file(number).facts
    assert facts == {"pending": None, "a44_report": "begun"}
    assert "pending" not in desk.act(BORDER, number, "RecordCircumstances").holds["asked"][0]


def test_an_answer_that_opens_questions_has_them_asked_before_anything_is_written(desk: Desk) -> None:
    number = received(desk)
    page = desk.act(BORDER, number, "RecordCircumstances").send(refugee_claim="yes", pending="none")
    assert page.status == 200 and page.wrong == []
    assert "What became of the claim?" in page.text and page.holds["pending"] == ["none"]
    assert kinds(number) == ["RequestReceived"]
    page.send(**{"refugee_claim.outcome": "pending"}).next()
    assert desk.file(number).facts == {"refugee_claim": {"outcome": "pending"}, "pending": None}
    later = desk.act(BORDER, number, "RecordCircumstances").send(**{"refugee_claim.prra_pending": "no"})
    assert later.status == 302
    assert desk.file(number).facts["refugee_claim"] == {"outcome": "pending", "prra_pending": False}


def test_none_and_an_answer_together_are_told(desk: Desk) -> None:
    number = received(desk)
    page = desk.act(BORDER, number, "RecordCircumstances").send(**{"designated_on": "2026-01-01", "designated_on:none": "on"})  # fmt: skip
    assert page.status == 422 and "leave one out" in " ".join(page.wrong)


def test_what_follows_from_the_record_cannot_be_typed_as_a_circumstance(desk: Desk) -> None:
    number = received(desk)
    page = desk.act(BORDER, number, "RecordCircumstances").send(asked="paid,grounds,stream,made_to,pending", paid="246.25", pending="none")  # fmt: skip
    assert page.status == 302
    assert desk.file(number).facts == {"pending": None}


def facts_page(desk: Desk, number: str, language: str = "en") -> Page:
    return desk.page(BORDER, f"cases/{number}/facts", language)


ALL_FACTS: dict[str, Any] = {
    "grounds": ["A36(2)(b)"], "c0.offence": "Theft", "c0.makes_inadmissible": "yes", "c0.youth": "no",
    "c0.sentence": "fine", "c0.child_pornography": "no", "c0.sexual": "no", "c0.impaired_driving": "no",
    "refugee_claim": "none", "designated_on:none": "on", "pending": "none", "fee_classes:none": "on",
    "visa_exemption_lost_in_transit": "none", "other_inadmissible_acts": "no",
}  # fmt: skip


def test_all_facts_are_recorded_on_one_page(desk: Desk) -> None:
    number = received(desk)
    form = facts_page(desk, number)
    held = form.holds
    form.send(**ALL_FACTS).next()
    assert kinds(number) == [
        "RequestReceived",
        "GroundsRecorded",
        "ConvictionsRecorded",
        "CircumstancesRecorded",
    ]
    from trp.casework.found import found

    assert found(desk.file(number), FIRST_DAY).finding("gate").needs == ()
    again = form.client.post(form.path, {**held, **ALL_FACTS})
    assert again.status_code == 302 and len(kinds(number)) == 4, "sent twice: done once"
    assert facts_page(desk, number).send().status == 422, "nothing new is said"


def test_of_the_facts_on_one_page_all_are_recorded_or_none(desk: Desk) -> None:
    number = received(desk)
    form = facts_page(desk, number)
    closed(desk, number, BORDER)
    page = form.send(**ALL_FACTS).send()
    assert (
        page.status == 409
        and page.holds["c0.offence"] == ["Theft"]
        and page.holds["grounds"] == ["A36(2)(b)"]
    )
    assert kinds(number) == ["RequestReceived", "RequestWithdrawn"]
    wrong = facts_page(desk, received(desk)).send(**{**ALL_FACTS, "c0.committed_on": "2026-02-30"})
    assert wrong.status == 422 and wrong.holds["grounds"] == ["A36(2)(b)"]


def test_where_a_later_fact_is_refused_no_earlier_one_is_recorded(desk: Desk) -> None:
    _, number = desk.at_border(permit="subsequent")
    page = facts_page(desk, number).send(grounds=["A41"], more="previous_permit", again="fact")
    refused = page.send(previous_permit="none", again=None)
    assert refused.status == 409 and "contradicts" in refused.text
    assert refused.holds["grounds"] == ["A41"] and refused.holds["previous_permit"] == ["none"]
    assert kinds(number) == ["RequestReceived"]


def test_only_what_changed_is_recorded_anew(desk: Desk) -> None:
    number = received(desk)
    facts_page(desk, number).send(grounds=["A41"], no_convictions="on").next()
    facts_page(desk, number, "fr").send(**{"refugee_claim": "none"}).next()
    assert kinds(number) == [
        "RequestReceived",
        "GroundsRecorded",
        "ConvictionsRecorded",
        "CircumstancesRecorded",
    ]


# The decision -----------------------------------------------------------------------------------------


def test_a_decision_shows_under_what_the_reader_acts_and_fills_nothing_in(desk: Desk) -> None:
    number = started(desk)
    for name in ("IssuePermit", "RefusePermit"):
        page, french = desk.act(BORDER, number, name), desk.act(BORDER, number, name, "fr")
        assert page.holds["reasons"] == [""]
        assert "item 120, border services officer" in shown_text(page)
        assert "point 120, agent des services frontaliers" in shown_text(french)
        assert (
            "The software recommends nothing" in page.text
            and "Le logiciel ne recommande rien" in unescape(french.text)
        )
    assert desk.act(BORDER, number, "IssuePermit").holds["valid_from"] == [""]


def test_who_lacks_the_power_is_told_before_writing_reasons(desk: Desk) -> None:
    case, number = desk.abroad()
    desk.facts(case, ABROAD, grounds=("A36(1)(b)",))
    page = desk.act(ABROAD, number, "IssuePermit")
    assert "You do not hold that power today" in page.text
    assert "no power that you hold today" in page.text
    assert "Assessment has not started" in page.text
    assert "Write the reasons" not in page.text, "what is not typed yet is no blocker"


def test_a_recommendation_is_shown_with_who_made_it_and_never_made_by_the_software(desk: Desk) -> None:
    number = started(desk)
    form = desk.act(BORDER, number, "SendToDecisionMaker")
    assert "recommends" not in form.holds, "nothing is chosen beforehand"
    form.send(recommends="refuse").next()
    page = desk.act(CHIEF, number, "IssuePermit")
    assert "to refuse it – Mathieu Lévesque" in page.text and page.holds["reasons"] == [""]
    own = desk.act(BORDER, number, "IssuePermit")
    assert "You made the recommendation" in own.text


# Notes, lines, the holder -----------------------------------------------------------------------------


@pytest.mark.parametrize("text", (HOSTILE, "x" * 4_000, "‮evil‬\n'\"`<b>", "{{ form }}{% say %}"))
def test_whatever_is_written_comes_back_as_text(desk: Desk, text: str) -> None:
    number = received(desk)
    told = desk.act(BORDER, number, "AddNote").send(text=text).next()
    assert "<script>alert" not in told.text and "<b>" not in told.text
    line = desk.file(number).lines[-1]
    assert line.event.text == text  # type: ignore[attr-defined]
    page = desk.act(BORDER, number, "CorrectLine", query="?line=2")
    assert text.split("\n")[0].strip() in unescape(page.text)
    assert "<script>alert" not in page.text


def test_a_note_that_is_too_long_is_kept_and_told(desk: Desk) -> None:
    number = received(desk)
    page = desk.act(BORDER, number, "AddNote").send(text="x" * 4_001)
    assert page.status == 422 and page.holds["text"] == ["x" * 4_001] and "4001" in " ".join(page.wrong)


def test_a_line_is_shown_as_it_stands_before_it_is_corrected(desk: Desk) -> None:
    number = received(desk)
    page = desk.act(BORDER, number, "CorrectLine", query="?line=1")
    assert page.holds["line"] == ["1"] and "Line 1 as it stands" in page.text
    other = desk.act(BORDER, number, "CorrectLine").send(line="1", text="typed so far", again="line")
    assert (
        other.status == 200
        and "Line 1 as it stands" in other.text
        and other.holds["text"] == ["typed so far"]
    )
    assert kinds(number) == ["RequestReceived"]


def test_notes_and_corrections_are_still_written_after_the_end(desk: Desk) -> None:
    number = received(desk)
    closed(desk, number, BORDER)
    desk.act(BORDER, number, "AddNote").send(text="came back").next()
    desk.act(BORDER, number, "CorrectLine").send(line="2", text="the day before").next()
    assert kinds(number)[-2:] == ["NoteAdded", "NoteCorrected"]


def test_the_file_goes_to_an_officer_of_the_list_one_s_own_office_first(desk: Desk) -> None:
    number = received(desk)
    page = desk.act(BORDER, number, "Assign")
    assert page.holds["office"] == ["LACOLLE"] and page.holds["officer"] == [str(desk.id(BORDER))]
    groups = re.findall('<optgroup label="([^"]+)"', page.text)
    assert groups[0] == "Port of entry of Saint-Bernard-de-Lacolle" and len(groups) > 8
    away = page.send(officer=str(desk.id(ABROAD)), office="LACOLLE")
    assert away.status == 422 and "Amélie Roy does not work at that office" in " ".join(away.wrong)
    page.send().next()
    assert desk.file(number).holder == str(desk.id(BORDER))
    same = desk.act(CHIEF, number, "Assign").send(officer=str(desk.id(BORDER)), office="LACOLLE")
    assert same.status == 422 and "The file is there already" in " ".join(same.wrong)


def test_who_sends_a_restricted_case_away_is_led_where_they_may_be(desk: Desk) -> None:
    from uuid import uuid4

    from trp.casework.opening import ReceiveRequest

    case = uuid4()
    number = desk.do(case, "n.whiteduck", ReceiveRequest(client=desk.person(), place="in_canada", made_to="inland_office", made_on=FIRST_DAY, stream="trafficking_victim"))  # fmt: skip
    page = desk.act("n.whiteduck", number, "Assign").send(officer="", office="NHQ")
    assert page.status == 302 and page.answer["Location"] == "/en/queue/"
    assert desk.act(SUPERVISOR, number, "Assign").status == 200


# Correcting the request -------------------------------------------------------------------------------


def test_only_what_changes_is_asked_and_both_texts_are_shown_before_anything_is_written(desk: Desk) -> None:
    _, number = desk.abroad()
    for language in ("en", "fr"):
        assert desk.act(ABROAD, number, "CorrectRequest", language).status == 200
    assert desk.act(AUDITOR, number, "CorrectRequest").status == 403
    page = desk.act(ABROAD, number, "CorrectRequest").send(what=["document", "underlying"], again="what")
    assert page.status == 200 and page.wrong == []
    assert "stream" not in page.holds and "made_on" not in page.holds
    assert "On record: V-1" in page.text and "On record: a permit" in page.text
    review = page.send(document="counterfoil", underlying=HOSTILE[:30], reason="another document", again=None)
    assert review.status == 200 and "Before and after" in review.text
    assert "<td>V-1</td>" in review.text and "&lt;script&gt;" in review.text
    assert kinds(number) == ["RequestReceived"]
    told = review.send().next()
    assert "The request is corrected." in told.text
    opening = desk.file(number, ABROAD).opening
    assert opening is not None and (opening.document, opening.underlying) == ("counterfoil", HOSTILE[:30])


def test_what_was_reviewed_and_then_changed_is_reviewed_again(desk: Desk) -> None:
    _, number = desk.abroad()
    page = desk.act(ABROAD, number, "CorrectRequest").send(what=["made_on"], again="what")
    review = page.send(made_on="2026-02-27", reason="typed wrong", again=None)
    again = review.send(made_on="2026-02-26")
    assert (
        again.status == 200
        and "26 February 2026" in shown_text(again)
        and kinds(number) == ["RequestReceived"]
    )
    again.send().next()
    assert kinds(number)[-1] == "RequestCorrected"


def test_a_correction_that_changes_nothing_or_cannot_be_is_told(desk: Desk) -> None:
    _, number = desk.abroad()
    page = desk.act(ABROAD, number, "CorrectRequest").send(what=["document", "application"], again="what")
    same = page.send(
        **{"document": "permit", "application.kind": "visitor_visa", "reason": "?", "again": None}
    )
    assert same.status == 422 and "The record says so already" in " ".join(same.wrong)
    never = same.send(**{"document": "counterfoil", "application.kind": "none", "reason": "kept reason"})
    assert never.status == 200 and "Before and after" in never.text
    refused = never.send()
    assert (
        refused.status == 409 and "contradicts" in refused.text and refused.holds["reason"] == ["kept reason"]
    )
    assert kinds(number) == ["RequestReceived"]
    empty = desk.act(ABROAD, number, "CorrectRequest").send()
    assert empty.status == 422 and "Choose at least one" in " ".join(empty.wrong)


def test_a_closed_case_opens_no_act_that_can_never_be_done_again(desk: Desk) -> None:
    """A permit was issued with the one-time exemption: nothing of it is still to be granted, asked for or assigned."""
    for language, told, never in (
        ("en", "No fee was owed: the one-time exemption (code M31) was granted with the permit.", "is available"),
        ("fr", "Aucuns frais n’étaient dus\u00a0: la dispense unique (code M31) a été accordée avec le permis.", "peut être accordée"),
    ):  # fmt: skip
        page = desk.page(ABROAD, "cases/T-000066/", language).text
        assert told in page and never not in page
        assert set(re.findall(r"/cases/T-000066/acts/([\w-]+)", page)) == {"correct-line", "add-note"}
        assert told in desk.page(ABROAD, "cases/T-000066/?tab=findings", language).text
        for name in ("request-fee", "start-assessment", "claim-exemption"):
            act = desk.page(ABROAD, f"cases/T-000066/acts/{name}", language).text
            assert told in act and never not in act, name
    assert "Ce n’est plus possible" in desk.page(ABROAD, "cases/T-000066/acts/refuse-permit", "fr").text


def test_a_closed_request_is_not_corrected_and_says_so_first(desk: Desk) -> None:
    _, number = desk.abroad()
    closed(desk, number, ABROAD)
    assert "The case has its result" in desk.act(ABROAD, number, "CorrectRequest").text


def test_the_manager_decides_what_an_officer_sent(desk: Desk) -> None:
    case, number = desk.abroad()
    desk.facts(case, ABROAD)
    desk.do(case, ABROAD, ClaimExemption(counselled_on=FIRST_DAY))
    desk.act(ABROAD, number, "CreatePermitFile").send(number="P-9").next()
    desk.do(case, ABROAD, StartAssessment(), SendToDecisionMaker(recommends="issue"))
    page = desk.act(MANAGER, number, "RefusePermit").send(reasons="Not justified in the circumstances.")
    assert page.status == 302 and kinds(number)[-2:] == ["PermitRefused", "ClaimLapsed"]
