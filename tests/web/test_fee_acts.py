"""The pages of the acts of the chapter on fees: each told before it is tried, refused whole, done once."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.databases import fresh, memory, use
from tests.web.looking import complaints, findings, is_wider_than_the_screen
from tests.world import DAY, FINE, NOTHING_ELSE, World
from trp.casework import fees
from trp.casework.assessing import StartAssessment
from trp.casework.endings import CloseUnpaid
from trp.casework.exemptions import ClaimExemption, ProposeExemption, RecordExemption
from trp.casework.recording import RecordCircumstances, RecordConvictions, RecordGrounds
from trp.desk.acting import VIEWS, slug
from trp.journal.demo import Demo, mark
from trp.journal.models import Case, Line

pytestmark = pytest.mark.slow  # all of it: `make check` looks at the frame and the opening alone

HOSTILE = '<script>alert(1)</script> "quotes" ‘d’ \u202eRTL\u202c & {amount} %(x)s ' + "x" * 3_900
NBSP = "\N{NO-BREAK SPACE}"
THEFT = {**FINE, "offence": "Theft"}
ORDINARY = {**NOTHING_ELSE, "has_valid_status": False, "a44_report": "none", "delegate_decided": False}


@dataclass
class Site:
    """A small world and the pages of it: who signs in as whom, and what a case holds."""

    world: World
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        from trp.officers.models import Officer

        if who not in self.clients:
            Officer.objects.filter(username=who).update(password="!")  # as in a demo: nobody is asked for one
            self.clients[who] = Client(HTTP_HOST="localhost")
            self.clients[who].force_login(Officer.objects.get(username=who))
        return self.clients[who]

    def number(self, case: UUID) -> str:
        return Case.every.get(id=case).number

    def path(self, case: UUID, act: str, language: str = "en") -> str:
        return f"/{language}/cases/{self.number(case)}/acts/{slug(act)}"

    def get(self, case: UUID, act: str, who: str, language: str = "en", query: str = "") -> Any:
        return self.client(who).get(self.path(case, act, language) + query)

    def send(self, case: UUID, act: str, who: str, language: str = "en", **entries: Any) -> Any:
        """Open the form and send it with what somebody types; what the form suggests stands unless overwritten."""
        drawn = self.get(case, act, who, language)
        assert drawn.status_code == 200
        form = {name: value for name, value in suggested(drawn.text).items() if name not in entries}
        return self.client(who).post(self.path(case, act, language), {**form, **entries})

    def lines(self, case: UUID) -> list[str]:
        return list(Line.objects.filter(case_id=case).order_by("number").values_list("kind", flat=True))

    # Cases ------------------------------------------------------------------------------------------------

    def abroad(self, grounds: tuple[str, ...] = ("A41",), convictions: tuple[Any, ...] = (), by: str = "officer", facts: Any = None, **told: Any) -> UUID:  # fmt: skip
        application = {
            "kind": "visitor_visa",
            "asked_with_visitor_visa": False,
            "performing_artist_group": False,
        }
        given = {"client": self.world.person(), "place": "outside_canada", "made_to": "visa_office", "made_on": DAY,
                 "application": application, "underlying": "V-1", **told}  # fmt: skip
        return self.opened(given, grounds, convictions, by, facts)

    def opened(self, told: dict[str, Any], grounds: tuple[str, ...], convictions: tuple[Any, ...], by: str, facts: Any) -> UUID:  # fmt: skip
        from uuid import uuid4

        from trp.casework.opening import ReceiveRequest

        case = uuid4()
        self.world.do(ReceiveRequest(**told), case, by)
        for act in (
            RecordGrounds(grounds=grounds), RecordConvictions(convictions=convictions),
            RecordCircumstances(facts={**ORDINARY, **(facts or {})}),
        ):  # fmt: skip
            self.world.do(act, case, by)
        return case

    def m31(self, sentence: str = "fine", **told: Any) -> UUID:
        """One conviction, one ground: M31 is available, or turns on the sentence."""
        return self.abroad(("A36(2)(b)",), ({**THEFT, "sentence": sentence},), **told)

    def border(self, **facts: Any) -> UUID:
        told = {
            "client": self.world.person(),
            "place": "port_of_entry",
            "made_to": "port_of_entry",
            "made_on": DAY,
        }
        return self.opened(told, ("A41",), (), "border", facts)

    def inland(self) -> UUID:
        told = {
            "client": self.world.person(),
            "place": "in_canada",
            "made_to": "inland_office",
            "made_on": DAY,
        }
        return self.opened(told, ("A41",), (), "inland", None)

    def exempt(self) -> UUID:
        return self.abroad(facts={"pending": "permanent_residence"})

    def minister(self) -> UUID:
        return self.abroad(origin="minister")

    def unable(self, case: UUID, by: str = "officer") -> UUID:
        self.world.do(fees.RecordAbilityToPay(ability="unable", said_on=DAY), case, by)
        return case

    def waiting(self, case: UUID, number: str = "R-1", cents: int = 24625, by: str = "clerk") -> UUID:
        self.world.receipt(number, cents)
        self.world.do(fees.RecordReceipt(receipt=number), case, by)
        return case

    def paid(self, case: UUID, number: str = "R-1") -> UUID:
        self.waiting(case, number)
        self.world.do(fees.AllocateReceipt(receipt=number, cents=24625), case, "clerk")
        return case


def suggested(html: str) -> dict[str, str]:
    """What the form of an act holds before anybody types."""
    form = html[html.index('class="card act-form"') :]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        boxed = 'type="radio"' in tag or 'type="checkbox"' in tag
        if name and value and (not boxed or " checked" in tag):
            found[name[1]] = unescape(value[1])
    return found


@pytest.fixture
def small() -> Iterator[Site]:
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        use(fresh("sqlite", Path(folder)))
        world = World.make()
        mark(Demo(DAY, 1, 0, 0))
        yield Site(world)
        use("sqlite://:memory:")


@dataclass(frozen=True)
class Work:
    """An act that can be done: the case it fits, by whom, with what; a case on which it is stopped, and by what."""

    case: Callable[[Site], UUID]
    who: str
    entries: dict[str, str]
    adds: tuple[str, ...]
    stopped: Callable[[Site], UUID]
    code: str
    not_who: str = "unit"


def claimed(small: Site) -> UUID:
    case = small.m31()
    small.world.do(ClaimExemption(counselled_on=DAY), case)
    return case


def proposed(small: Site) -> UUID:
    case = small.abroad()
    small.world.do(ProposeExemption(reference="Policy 7", citation="Gazette", since=date(2025, 1, 1)), case)
    return case


def ended(small: Site) -> UUID:
    case = small.unable(small.abroad())
    small.world.do(CloseUnpaid(), case)
    return case


COUNSELLED = {"counselled": "on"}
WORKS: dict[str, Work] = {
    "RequestFee": Work(lambda s: s.abroad(), "clerk", {}, ("FeeRequested",), lambda s: s.exempt(), "R298(2)(b)", "analyst"),
    "RecordReceipt": Work(lambda s: s.abroad(), "clerk", {"receipt": "R-77"}, ("ReceiptGenerated",), ended, "has its result", "analyst"),
    "TakeBackReceipt": Work(lambda s: s.waiting(s.abroad()), "clerk", {"receipt": "R-1", "reason": "of another person"}, ("ReceiptTakenBack",), lambda s: s.abroad(), "No receipt waits on this file", "analyst"),
    "AllocateReceipt": Work(lambda s: s.waiting(s.abroad()), "clerk", {}, ("FeeReceived",), lambda s: s.exempt(), "R298(2)(b)", "analyst"),
    "ReverseAllocation": Work(lambda s: s.paid(s.abroad()), "other_clerk", {"reason": "charge-back"}, ("AllocationReversed",), lambda s: s.abroad(), "Nothing is allocated here", "analyst"),
    "RecordAbilityToPay": Work(lambda s: s.abroad(), "clerk", {"ability": "unable"}, ("AbilityToPayRecorded",), ended, "has its result", "analyst"),
    "RecordMinisterInstruction": Work(lambda s: s.minister(), "officer", {"reference": "M-12", "dated": "2026-03-01"}, ("MinisterInstructionRecorded",), lambda s: s.abroad(), "did not ask for this permit", "clerk"),
    "RecordExemption": Work(lambda s: s.exempt(), "officer", {}, ("ExemptionRecorded",), lambda s: s.abroad(), "still to pay", "clerk"),
    "ProposeExemption": Work(lambda s: s.abroad(), "officer", {"reference": "Policy 7", "citation": "Gazette", "since": "2025-01-01"}, ("ExemptionProposed",), ended, "has its result", "clerk"),
    "ConfirmExemption": Work(proposed, "colleague", {}, ("ExemptionConfirmed",), lambda s: s.abroad(), "No policy waits to be confirmed", "clerk"),
    "ClaimExemption": Work(lambda s: s.m31(), "officer", COUNSELLED, ("ExemptionClaimed",), lambda s: s.abroad(), "still to pay", "clerk"),
    "LapseClaim": Work(claimed, "officer", {"reason": "a second conviction"}, ("ClaimLapsed",), lambda s: s.m31(), "No claim is live", "clerk"),
    "DecideDoubt": Work(lambda s: s.m31("suspended_imprisonment"), "officer", {"in_favour": "yes", "reason": "never served"}, ("DoubtDecided",), lambda s: s.m31(), "left to a person", "clerk"),
    "CloseUnpaid": Work(lambda s: s.unable(s.abroad()), "officer", {}, ("ClosedUnpaid",), lambda s: s.abroad(), "does not end that way", "clerk"),
    "ReturnIncomplete": Work(lambda s: s.inland(), "inland", {}, ("ReturnedIncomplete",), lambda s: s.abroad(), "does not end that way", "clerk"),
    "WithdrawAtBorder": Work(lambda s: s.unable(s.border(), "border"), "border", {}, ("WithdrawnAtBorder",), lambda s: s.unable(s.border(a44_report="begun"), "border"), "R42(2)", "clerk"),
}  # fmt: skip


def text_of(html: str) -> str:
    """What a page says, without its tags."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_every_act_of_the_chapter_is_worked_here() -> None:
    from trp.cases.case_page import FEE_ACTS

    import_module("trp.site.urls")
    assert set(WORKS) == set(FEE_ACTS) & set(VIEWS)


@pytest.mark.parametrize("act", WORKS)
def test_the_page_of_an_act_answers_in_both_languages(small: Site, act: str) -> None:
    work = WORKS[act]
    case = work.case(small)
    english, french = (small.get(case, act, work.who, one) for one in ("en", "fr"))
    assert english.status_code == french.status_code == 200
    title = VIEWS[act].act.title
    assert f"<h1>{title.en}</h1>" in english.text and f"<h1>{title.fr}</h1>" in french.text
    assert "<cite>" in re.search(r'<div class="will">.*?</div>', french.text, re.DOTALL)[0]  # type: ignore[index]
    assert 'id="stops"' not in english.text, text_of(english.text)
    told = re.search(r'<div class="will"><p>(.*?)(<cite>|</p>)', french.text, re.DOTALL)[1]  # type: ignore[index]
    assert not re.search(f"(?<!{NBSP}):|«(?!{NBSP})|(?<!{NBSP})»|'| ;", unescape(told)), told


@pytest.mark.parametrize("act", WORKS)
def test_an_act_is_for_its_roles_alone(small: Site, act: str) -> None:
    work = WORKS[act]
    case = work.case(small)
    before = small.lines(case)
    for answer in (
        small.get(case, act, work.not_who),
        small.client(work.not_who).post(small.path(case, act), {**work.entries, "key": "k", "seen": "4"}),
    ):
        assert answer.status_code == 403
    assert small.lines(case) == before


@pytest.mark.parametrize("act", WORKS)
def test_an_act_that_is_done_adds_its_line_and_says_so(small: Site, act: str) -> None:
    work = WORKS[act]
    case = work.case(small)
    before = small.lines(case)
    answer = small.send(case, act, work.who, "fr", **work.entries)
    assert answer.status_code == 302, text_of(answer.text)
    assert small.lines(case)[len(before) :] == list(work.adds)
    landed = small.client(work.who).get(answer["Location"])
    assert landed.status_code == 200 and VIEWS[act].done.fr in unescape(landed.text)


@pytest.mark.parametrize("act", WORKS)
def test_what_stops_an_act_is_told_before_and_after_it_is_tried(small: Site, act: str) -> None:
    work = WORKS[act]
    case = work.stopped(small)
    before = small.lines(case)
    drawn = small.get(case, act, work.who)
    assert drawn.status_code == 200 and work.code in text_of(drawn.text)
    entries = {
        "receipt": "R-1",
        "cents": "246.25",
        "ability": "unable",
        "said_on": "2026-03-02",
        **work.entries,
    }
    if work.stopped is ended:  # what a page that was opened before would send
        assert "This is no longer possible" in drawn.text and "act-form" not in drawn.text
        entries |= {"seen": str(len(before)), "key": "k" * 16}
        refused = small.client(work.who).post(small.path(case, act), entries)
    else:
        refused = small.send(case, act, work.who, **entries)
    assert refused.status_code == 409
    assert work.code in text_of(refused.text) and "Not done" in refused.text
    assert small.lines(case) == before


TYPED: dict[str, dict[str, str]] = {
    "RecordReceipt": {"receipt": HOSTILE},
    "TakeBackReceipt": {"receipt": "", "reason": HOSTILE},
    "AllocateReceipt": {"receipt": "other", "other": HOSTILE, "cents": HOSTILE},
    "ReverseAllocation": {"cents": HOSTILE, "reason": HOSTILE},
    "RecordAbilityToPay": {"ability": HOSTILE, "said_on": HOSTILE},
    "RecordMinisterInstruction": {"reference": HOSTILE, "dated": "2026-02-30"},
    "ProposeExemption": {"reference": HOSTILE, "citation": HOSTILE, "since": "2026-13-01", "until": HOSTILE, "code": HOSTILE},
    "ClaimExemption": {"counselled_on": "2026-02-31", "counselled": ""},
    "LapseClaim": {"reason": HOSTILE + "x" * 4_000},
    "DecideDoubt": {"in_favour": HOSTILE, "reason": HOSTILE},
}  # fmt: skip


@pytest.mark.parametrize("language", ("en", "fr"))
@pytest.mark.parametrize("act", TYPED)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(small: Site, act: str, language: str) -> None:
    work, typed = WORKS[act], TYPED[act]
    case = work.case(small)
    before = small.lines(case)
    answer = small.send(case, act, work.who, language, **typed)
    assert answer.status_code == 422
    assert 'class="summary" role="alert"' in answer.text and "<script>alert" not in answer.text
    assert "This field" not in answer.text and "Ensure this" not in answer.text
    plain = unescape(answer.text)
    kept = [
        value for name, value in typed.items() if value and name not in ("ability", "in_favour", "receipt")
    ]
    assert all(value in plain for value in kept)
    assert small.lines(case) == before


@pytest.mark.parametrize("act", [act for act, work in WORKS.items() if "reason" in work.entries])
def test_hostile_words_come_back_as_text_wherever_they_are_shown(small: Site, act: str) -> None:
    work = WORKS[act]
    case = work.case(small)
    words = HOSTILE[:3_990]
    answer = small.send(case, act, work.who, **{**work.entries, "reason": words})
    assert answer.status_code == 302
    for tab in ("timeline&detail=1", "fee", "notes"):
        page = small.client(work.who).get(f"/en/cases/{small.number(case)}/?tab={tab}")
        assert page.status_code == 200 and "<script>alert" not in page.text
    assert words in unescape(page.text)


# One act in every way it can be sent --------------------------------------------------------------------


def _form(small: Site, case: UUID, act: str, who: str) -> dict[str, str]:
    return suggested(small.get(case, act, who).text)


def test_sent_twice_it_is_done_once(small: Site) -> None:
    case = small.waiting(small.abroad())
    form = _form(small, case, "AllocateReceipt", "clerk")
    path = small.path(case, "AllocateReceipt")
    first, second = (small.client("clerk").post(path, form) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert small.lines(case).count("FeeReceived") == 1


def test_the_same_key_with_other_entries_is_another_request(small: Site) -> None:
    case = small.waiting(small.abroad())
    form = _form(small, case, "AllocateReceipt", "clerk")
    path = small.path(case, "AllocateReceipt")
    assert small.client("clerk").post(path, {**form, "cents": "500"}).status_code == 409
    assert small.client("clerk").post(path, {**form, "cents": "46.25"}).status_code == 409  # the key is spent
    assert "FeeReceived" not in small.lines(case)


def test_a_stale_page_keeps_what_was_typed_and_shows_what_came_meanwhile(small: Site) -> None:
    case = small.waiting(small.abroad())
    form = _form(small, case, "TakeBackReceipt", "clerk")
    small.world.do(fees.RequestFee(), case, "other_clerk")
    path = small.path(case, "TakeBackReceipt")
    answer = small.client("clerk").post(path, {**form, "receipt": "R-1", "reason": "of another person"})
    assert answer.status_code == 409 and "The case has moved" in answer.text
    assert "of another person" in answer.text and "Fee" in answer.text
    assert "ReceiptTakenBack" not in small.lines(case)
    again = {**suggested(answer.text), "receipt": "R-1", "reason": "of another person"}
    assert small.client("clerk").post(path, again).status_code == 302
    assert small.lines(case)[-1] == "ReceiptTakenBack"


def test_a_stale_page_with_a_wrong_entry_shows_both(small: Site) -> None:
    case = small.waiting(small.abroad())
    form = _form(small, case, "TakeBackReceipt", "clerk")
    small.world.do(fees.RequestFee(), case, "other_clerk")
    answer = small.client("clerk").post(small.path(case, "TakeBackReceipt"), {**form, "reason": ""})
    assert answer.status_code == 422
    assert "The case has moved" in answer.text and "Give the reason" in answer.text


# Each page tells what is true of its case -----------------------------------------------------------------


def test_the_amount_that_is_asked_for_is_said_in_each_language(small: Site) -> None:
    case = small.abroad()
    assert "$246.25" in small.get(case, "RequestFee", "clerk").text
    french = small.get(case, "RequestFee", "clerk", "fr").text
    assert f"On demande 246,25{NBSP}$ au client" in french
    assert "TRP processing fee: $246.25 (R298(1))" in small.get(case, "RequestFee", "clerk").text


def test_asking_for_a_fee_that_is_not_owed_offers_the_exemption(small: Site) -> None:
    page = small.get(small.exempt(), "RequestFee", "officer").text
    assert "What you can do instead" in page and "/acts/record-exemption" in page


@pytest.mark.parametrize(("channel", "words", "cited"), [
    ("abroad", "the request cannot be processed", "Fee instruction, Outside Canada"),
    ("inland", "returned as incomplete", "Fee instruction, Inside Canada"),
    ("border", "advise them to withdraw", "Fee instruction, Port of entry"),
])  # fmt: skip
def test_each_channel_says_what_follows_when_the_client_does_not_pay(small: Site, channel: str, words: str, cited: str) -> None:  # fmt: skip
    case = getattr(small, channel)()
    page = small.get(case, "RecordAbilityToPay", "border" if channel == "border" else "clerk").text
    will = re.search(r'<div class="will">.*?</div>', page, re.DOTALL)[0]  # type: ignore[index]
    assert words in text_of(will) and cited in text_of(will)


def test_a_report_that_is_undecided_is_told_before_the_client_says_anything(small: Site) -> None:
    page = small.get(small.border(a44_report="made"), "RecordAbilityToPay", "border").text
    assert "delegate decides first" in page and "R42(2)" in page


def test_the_note_of_an_unpaid_request_names_the_underlying_application(small: Site) -> None:
    page = text_of(small.get(small.unable(small.abroad()), "CloseUnpaid", "officer").text)
    assert "notes of application V-1, which can then be decided" in page
    assert "The note for GCMS" in page


@pytest.mark.parametrize(("held", "amount", "why"), [
    (24625, "246.25", "the whole amount still to pay. Receipt R-1 has $246.25 left."),
    (49250, "246.25", "Receipt R-1 has $492.50 left."),
    (10000, "100.00", "all that is left on receipt R-1. Of the $246.25 still to pay, $146.25 would remain."),
])  # fmt: skip
def test_the_amount_that_fits_is_suggested_and_why(small: Site, held: int, amount: str, why: str) -> None:
    case = small.waiting(small.abroad(), cents=held)
    page = small.get(case, "AllocateReceipt", "clerk").text
    assert suggested(page)["cents"] == amount and suggested(page)["receipt"] == "R-1"
    assert why in unescape(page)
    assert "temporary resident permit" in page


@pytest.mark.parametrize("typed", ["246.25", "246,25", "$246.25", f"246,25{NBSP}$", " 246.25 "])
def test_an_amount_is_read_in_either_language(small: Site, typed: str) -> None:
    case = small.waiting(small.abroad())
    assert small.send(case, "AllocateReceipt", "clerk", cents=typed).status_code == 302
    assert small.lines(case)[-1] == "FeeReceived"


def test_what_only_an_entry_could_be_wrong_about_is_not_told_before(small: Site) -> None:
    page = small.get(small.abroad(), "AllocateReceipt", "clerk").text
    assert "No receipt waits on this file" in page and 'id="stops"' not in page


def test_another_receipt_than_those_that_wait_can_be_typed(small: Site) -> None:
    case = small.waiting(small.abroad(), cents=100)
    small.world.receipt("R-2")
    answer = small.send(case, "AllocateReceipt", "clerk", receipt="other", other="R-2", cents="246.25")
    assert answer.status_code == 302 and small.lines(case)[-1] == "FeeReceived"


def test_a_receipt_with_too_little_left_is_refused_with_what_it_has(small: Site) -> None:
    case = small.waiting(small.abroad(), cents=10000)
    answer = small.send(case, "AllocateReceipt", "clerk", cents="246.25")
    assert answer.status_code == 409 and "Receipt R-1 has $100.00 left, not $246.25." in text_of(answer.text)
    assert 'value="246.25"' in answer.text


def test_a_receipt_that_is_recorded_leads_to_its_allocation(small: Site) -> None:
    case = small.abroad()
    small.world.receipt("R-9")
    answer = small.send(case, "RecordReceipt", "clerk", receipt="R-9")
    assert answer["Location"].endswith("/acts/allocate-receipt?receipt=R-9")
    assert small.send(small.abroad(), "RecordReceipt", "clerk", receipt="R-404")["Location"].endswith("/")


def test_receipts_of_the_office_that_have_no_case_fill_the_form(small: Site) -> None:
    from trp.casework.registers.receipts import ReserveReceipt

    for number in ("R-8", "R-9"):
        small.world.receipt(number)
    small.world.enter(ReserveReceipt(receipt="R-9"), "clerk")
    case = small.abroad()
    for act in ("RecordReceipt", "AllocateReceipt"):
        page = small.get(case, act, "clerk").text
        assert 'href="?receipt=R-9"' in page and "R-8" not in page
        assert suggested(small.get(case, act, "clerk", query="?receipt=R-9").text)["receipt"] == "R-9"
    hostile = small.get(case, "RecordReceipt", "clerk", query='?receipt="><script>alert(1)</script>').text
    assert "<script>alert" not in hostile


def test_the_exemption_is_written_as_it_was_found(small: Site) -> None:
    page = text_of(small.get(small.exempt(), "RecordExemption", "officer", "fr").text)
    assert "R298(2)b)" in page and "Fondement qui est consigné" in page
    assert f"Fondement{NBSP}: R298(2)b)." in page  # the note itself


def test_who_proposed_a_policy_cannot_confirm_it_and_reads_so_at_once(small: Site) -> None:
    page = small.get(proposed(small), "ConfirmExemption", "officer")
    assert "You proposed this policy" in page.text and "Policy 7" in page.text


# The one-time exemption -----------------------------------------------------------------------------------


def _marks(page: str) -> list[str]:
    tests = page[page.index('id="tests"') : page.index('id="register"')]
    return re.findall(r'<span class="mark"[^>]*>(.)</span>', tests)


def test_the_tests_of_the_policy_stand_with_their_marks_and_the_register_is_checked_now(small: Site) -> None:
    page = small.get(small.m31(), "ClaimExemption", "officer").text
    assert _marks(page) == ["✓"] * 8 + ["?"]
    said = text_of(page)
    assert all(f"test {n}" in said for n in (1, 3, 5, 6, 7, 8)) and "tests 4 and 6" in said
    assert "No earlier grant of code M31 is found." in said and "Check again" in said
    assert "I counselled that the fee will apply next time" in said
    assert "Vérifié maintenant, " in text_of(small.get(small.m31(), "ClaimExemption", "officer", "fr").text)


def test_a_claim_needs_the_counselling_to_be_told(small: Site) -> None:
    case = small.m31()
    answer = small.send(case, "ClaimExemption", "officer")
    assert answer.status_code == 422 and "Counsel the person first" in answer.text
    assert "ExemptionClaimed" not in small.lines(case)


def test_an_answer_against_the_claim_is_told_at_once_with_the_lawful_next_act(small: Site) -> None:
    case = small.m31("imprisonment")
    page = small.get(case, "ClaimExemption", "officer").text
    assert "✗" in _marks(page) and "a term of imprisonment was imposed" in page
    assert "What you can do instead" in page and "/acts/request-fee" in page
    assert small.send(case, "ClaimExemption", "officer", **COUNSELLED).status_code == 409


def test_a_doubtful_sentence_leads_to_the_page_that_decides_it(small: Site) -> None:
    case = small.m31("suspended_imprisonment")
    page = small.get(case, "ClaimExemption", "officer").text
    assert _marks(page) == ["✓"] * 4 + ["?"] + ["✓"] * 3 + ["?"]
    assert "/acts/decide-doubt" in page
    doubt = small.get(case, "DecideDoubt", "officer").text
    assert "Was a term of imprisonment part of the sentence imposed?" in doubt and "suspended" in doubt
    assert (
        small.send(case, "DecideDoubt", "officer", in_favour="yes", reason="never served").status_code == 302
    )
    assert small.send(case, "ClaimExemption", "officer", **COUNSELLED).status_code == 302


def test_granted_before_it_is_refused_with_the_day_and_never_the_place(small: Site) -> None:
    from trp.casework.assessing import CreatePermitFile, IssuePermit

    client = small.world.person()
    first = small.m31(client=client)
    for act in (
        ClaimExemption(counselled_on=DAY), CreatePermitFile(file="P-1"), StartAssessment(),
        IssuePermit(reasons="need", valid_from=DAY, valid_to=date(2026, 4, 1)),
    ):  # fmt: skip
        small.world.do(act, first)
    second = small.m31(client=client)
    page = small.get(second, "ClaimExemption", "colleague").text
    said = text_of(page)
    assert f"was granted to this person on 2{NBSP}March{NBSP}2026" in said
    assert small.number(first) not in said and "PARIS" not in said
    assert "✗" in _marks(page) and "/acts/request-fee" in page
    assert (
        f"Code M31 was granted on 2{NBSP}March{NBSP}2026." in said
    )  # what the register showed when it was checked
    answer = small.send(second, "ClaimExemption", "colleague", **COUNSELLED)
    assert answer.status_code == 409 and small.number(first) not in answer.text
    assert "ExemptionClaimed" not in small.lines(second)


def test_claimed_in_another_request_it_is_refused(small: Site) -> None:
    client = small.world.person()
    first = small.m31(client=client)
    small.world.do(ClaimExemption(counselled_on=DAY), first)
    second = small.m31(client=client)
    page = text_of(small.get(second, "ClaimExemption", "colleague").text)
    assert "It is claimed for this person in another request." in page and small.number(first) not in page
    assert small.send(second, "ClaimExemption", "colleague", **COUNSELLED).status_code == 409


def test_a_counterfoil_asks_for_no_counselling(small: Site) -> None:
    case = small.abroad(
        application={"kind": "work_permit", "asked_with_visitor_visa": True, "performing_artist_group": False},
        document="counterfoil",
    )  # fmt: skip
    page = small.get(case, "ClaimExemption", "officer", "fr").text
    assert "R298(2)a)" in page and "counselled" not in page
    assert small.send(case, "ClaimExemption", "officer").status_code == 302


def test_an_inland_office_reads_that_it_does_not_grant_m31(small: Site) -> None:
    told = {
        "client": small.world.person(),
        "place": "port_of_entry",
        "made_to": "inland_office",
        "made_on": DAY,
    }
    case = small.opened(told, ("A36(2)(b)",), (THEFT,), "inland", None)
    assert "not at your office" in small.get(case, "ClaimExemption", "inland").text


def test_a_claim_that_falls_says_what_is_owed_then(small: Site) -> None:
    case = claimed(small)
    small.world.do(RecordConvictions(convictions=(THEFT, {**THEFT, "sentence": "imprisonment"})), case)
    page = text_of(small.get(case, "LapseClaim", "officer").text)
    assert "Then $246.25 is owed." in page


def test_an_exemption_that_was_recorded_once_is_told(small: Site) -> None:
    case = small.exempt()
    small.world.do(RecordExemption(), case)
    assert "The exemption is on record." in small.get(case, "RecordExemption", "officer").text


# In the browser, on the demo ------------------------------------------------------------------------------

DRAWN = (
    ("a.roy", "ClaimExemption"), ("a.roy", "DecideDoubt"), ("a.roy", "ProposeExemption"), ("a.roy", "RecordExemption"),
    ("g.wanjiru", "AllocateReceipt"), ("g.wanjiru", "RecordReceipt"), ("g.wanjiru", "RequestFee"),
    ("p.otieno", "ReverseAllocation"), ("g.wanjiru", "RecordAbilityToPay"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("language", ("en", "fr"))
@pytest.mark.parametrize(("who", "act"), DRAWN)
def test_the_page_of_an_act_has_no_finding(
    opened_by: Callable[..., Any], who: str, act: str, language: str
) -> None:
    page = opened_by(who, "")
    told = complaints(page)
    page.goto(f"/{language}/cases/T-000140/acts/{slug(act)}")
    assert page.title().startswith(VIEWS[act].act.title.in_("fr" if language == "fr" else "en"))
    assert findings(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert not is_wider_than_the_screen(page)
    page.emulate_media(color_scheme="dark")
    assert findings(page) == []
    with page.expect_navigation():
        page.click(".act-form button[type=submit]")
    assert findings(page) == []
    assert [one for one in told if "422" not in one and "409" not in one] == []
