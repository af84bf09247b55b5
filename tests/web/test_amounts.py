"""Published amounts in the browser: one person enters, another reads the source and confirms, and it applies from its day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.desk import CLERK, INTAKE, SUPERVISOR, Desk
from tests.web.looking import complaints
from trp.casework.opening import ReceiveRequest
from trp.casework.recording import RecordCircumstances, RecordConvictions, RecordGrounds
from trp.casework.registers.amounts import EnterAmount
from trp.cli.caseload.scenes import ORDINARY
from trp.cli.caseload.script import FIRST_DAY
from trp.fees.models import Amount
from trp.journal.demo import demo, mark
from trp.journal.door import perform
from trp.journal.entering import enter
from trp.journal.models import Case
from trp.journal.rebuild import rebuild
from trp.officers.models import Officer

pytestmark = pytest.mark.slow

ANALYST, FAR = "k.wright", "p.otieno"
FIRST = date(2026, 12, 1)
LATER = date(2026, 12, 2)
PATH = "amounts/permit_fee/"
TOLD = {
    "cents": "250.50", "since": "2026-12-01", "notice_en": "IRCC fee notice, 2026-12-01",
    "notice_fr": "Avis d’IRCC sur les frais, 2026-12-01", "address": "https://example.org/fees", "published_on": "2026-03-01",
}  # fmt: skip


def entered(desk: Desk, who: str = ANALYST, **given: Any) -> None:
    told: dict[str, Any] = {"series": "permit_fee", "cents": 250_50, "since": FIRST, "notice_en": "IRCC fee notice",
                            "notice_fr": "Avis d’IRCC", "address": "https://example.org/fees", "published_on": FIRST_DAY, **given}  # fmt: skip
    enter(EnterAmount(**told), desk.id(who), at=desk.moment, on=FIRST_DAY, key=uuid4().hex)


def asked_for(desk: Desk, on: date) -> str:
    """A request made at an office in Canada on a day, of which everything is known; gives its number."""
    case, at = uuid4(), datetime.combine(on, time(15), UTC)
    acts = (
        ReceiveRequest(client=desk.person(), place="in_canada", made_to="inland_office", made_on=on),
        RecordGrounds(grounds=("A41(a)",)), RecordConvictions(convictions=()),
        RecordCircumstances(facts={**ORDINARY, "a44_report": "none"}),
    )  # fmt: skip
    for n, act in enumerate(acts):
        who = INTAKE if n == 0 else "d.sinclair"
        done = perform(act, case, desk.id(who), at=at, on=on, key=uuid4().hex)
    return done.number


def clock(day: date) -> None:
    """The clock of the demo stands on a day; nothing else happens meanwhile."""
    held = demo()
    assert held is not None
    mark(replace(held, day=day))


@pytest.mark.parametrize(
    ("language", "javascript"), (("en", True), ("fr", False)), ids=("en-scripts", "fr-plain")
)
def test_the_change_of_1_december_from_the_notice_to_a_case(desk: Desk, opened_by: Callable[..., Any], language: str, javascript: bool) -> None:  # fmt: skip
    enter_it, confirm, open_fee, new, says = {
        "en": ("Enter a published amount", "Confirm a published amount", "$246.25", "$250.50", "applies from 1 December 2026"),
        "fr": ("Inscrire un montant publié", "Confirmer un montant publié", "246,25 $", "250,50 $", "à compter du 1er décembre 2026"),
    }[language]  # fmt: skip
    page = opened_by(ANALYST, f"/{language}/", javascript=javascript)
    told = complaints(page)
    page.locator('.bar a[data-place="amounts"]').click()
    page.locator(f'a[href$="{PATH}enter"]').click()
    for name, value in TOLD.items():
        page.fill(f"[name={name}]", value)
    page.get_by_role("button", name=enter_it, exact=True).click()
    assert page.locator(".done").count() == 1
    section = page.locator('section[aria-labelledby="permit_fee"]')
    assert new in _plain(section) and section.get_by_role("link", name=confirm).count() == 0  # not by herself

    other = opened_by(SUPERVISOR, f"/{language}/amounts/", javascript=javascript)
    told_other = complaints(other)
    section = other.locator('section[aria-labelledby="permit_fee"]')
    assert new not in _plain(section)  # it is read in the source, not here
    section.get_by_role("link", name=confirm).click()
    assert new not in _plain(other.locator("main"))
    other.fill("[name=cents]", "250.50")
    other.fill("[name=since]", "2026-12-01")
    other.get_by_role("button", name=confirm, exact=True).click()
    assert says in _plain(other.locator(".done"))
    row = other.locator("tr", has_text=new if language == "en" else "250,50")
    assert "Karen Wright" in row.inner_text() and "Odile Simard" in row.inner_text()

    before, after = asked_for(desk, date(2026, 11, 30)), asked_for(desk, LATER)
    clock(LATER)
    for number, worth in ((before, open_fee), (after, new)):
        shown = opened_by("d.sinclair", f"/{language}/cases/{number}/", javascript=javascript)
        assert worth in _plain(shown.locator("main")), number
        found = opened_by("d.sinclair", f"/{language}/queue/?tab=all&sort=age", javascript=javascript)
        assert found.locator("h1").count() == 1
    assert dict(Case.every.filter(number__in=(before, after)).values_list("number", "fee_due")) == {before: 246_25, after: 250_50}  # fmt: skip
    assert not list(rebuild(check=True))  # nothing is left for `trp rebuild`
    assert told == [] and told_other == []


def _plain(found: Any) -> str:
    return str(found.inner_text()).replace("\u00a0", " ")


def test_an_amount_confirmed_late_is_in_the_queue_at_once(desk: Desk) -> None:
    clock(LATER)
    number = asked_for(desk, LATER)
    earlier = asked_for(desk, date(2026, 11, 30))
    assert (Case.every.get(number=number).fee, Case.every.get(number=number).fee_due) == ("refer", None)
    entered(desk)
    page = desk.page(SUPERVISOR, f"{PATH}confirm").send(cents="250.50", since="2026-12-01").next()
    assert "The queue shows it for 1 case whose request was made on that day or later." in page.text
    assert (Case.every.get(number=number).fee, Case.every.get(number=number).fee_due) == ("due", 250_50)
    assert Case.every.get(number=earlier).fee_due == 246_25
    assert not list(rebuild(check=True))


def test_before_its_day_nothing_has_to_be_written_anew(desk: Desk) -> None:
    entered(desk)
    page = desk.page(SUPERVISOR, f"{PATH}confirm").send(cents="250.50", since="2026-12-01").next()
    assert "nothing in the queue changes now" in page.text and "Applies from its day" in page.text
    assert not list(rebuild(check=True))


def test_who_entered_does_not_confirm_and_is_told_before_they_type(desk: Desk) -> None:
    entered(desk)
    says = "You entered this amount: a second person confirms it."
    assert says in desk.page(ANALYST, "amounts/").text
    page = desk.page(ANALYST, f"{PATH}confirm")
    assert says in page.text
    assert page.send(cents="250.50", since="2026-12-01").status == 409
    assert Amount.objects.get().confirmed_by is None


def test_what_the_second_person_reads_must_be_what_was_entered(desk: Desk) -> None:
    entered(desk, cents=205_50)
    page = desk.page(SUPERVISOR, f"{PATH}confirm")
    assert (
        "205.50" not in page.text
        and "IRCC fee notice" in page.text
        and "https://example.org/fees" in page.text
    )
    sent = page.send(cents="250.50", since="2026-12-01")
    assert sent.status == 409 and "What you read in the source is not what was entered" in sent.text
    assert "205.50" not in sent.text and 'value="250.50"' in sent.text
    blocked = desk.page(SUPERVISOR, f"{PATH}enter")
    assert "waits to be confirmed" in blocked.text  # before anybody types
    done = desk.page(SUPERVISOR, f"{PATH}withdraw").send(reason="Misread.").next()
    assert "The amount is withdrawn." in done.text and "waits for a second person" not in done.text
    assert desk.page(SUPERVISOR, f"{PATH}withdraw").send(reason="Again.").status == 409


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        ({"cents": "much"}, 422, "“much” is no amount"),
        ({"cents": "0"}, 409, "The amount must be more than nothing."),
        ({"since": "2025-12-01"}, 409, "The last amount held applies from 1 December 2025"),
        ({"since": "2026-02-30"}, 422, "“2026-02-30” is no day"),
        ({"published_on": "2026-03-03"}, 409, "3 March 2026 has not come."),
        ({"address": "javascript:alert(1)"}, 422, "is no address"),
        ({"address": "ftp://example.org/x"}, 422, "is no address"),
        ({"notice_fr": ""}, 422, "Write something here."),
        ({"notice_en": "x" * 301}, 422, "at most 300 characters"),
    ],
)
def test_what_cannot_be_entered_is_told_and_kept(desk: Desk, typed: dict[str, str], status: int, says: str) -> None:  # fmt: skip
    sent = desk.page(ANALYST, f"{PATH}enter").send(**{**TOLD, **typed})
    assert sent.status == status and says in sent.text.replace("\u00a0", " ")
    assert "example.org/fees" in sent.text or "address" in typed
    assert Amount.objects.count() == 0


def test_the_same_form_sent_twice_enters_once(desk: Desk) -> None:
    page = desk.page(ANALYST, f"{PATH}enter")
    assert [page.send(**TOLD).status for _ in range(2)] == [302, 302]
    assert Amount.objects.count() == 1


def test_hostile_text_is_text(desk: Desk) -> None:
    entered(desk, notice_en='<script>alert(1)</script>"', address="javascript:alert(1)")
    for path in ("amounts/", f"{PATH}confirm"):
        page = desk.page(SUPERVISOR, path).text
        assert "<script>alert" not in page and 'href="javascript' not in page and "&lt;script&gt;" in page


def test_who_may_and_which_series(desk: Desk) -> None:
    for path in ("amounts/", f"{PATH}enter", f"{PATH}confirm", f"{PATH}withdraw"):
        assert desk.page(CLERK, path).status == 403
        assert desk.page(FAR, path).status == 200  # a supervisor anywhere
    assert desk.page(ANALYST, "amounts/toll/enter").status == 404


def test_the_page_asks_as_often_however_many_amounts_there_are(desk: Desk) -> None:
    def asked() -> int:
        client = desk.sign_in(ANALYST)
        client.get("/en/amounts/")
        with CaptureQueriesContext(connection) as held:
            assert client.get("/en/amounts/").status_code == 200
        return len(held)

    for n in range(2):
        entered(desk, since=date(2026, 12, 1 + n))
        desk.page(SUPERVISOR, f"{PATH}confirm").send(cents="250.50", since=f"2026-12-0{1 + n}")
    few = asked()
    for n in range(2, 7):
        entered(desk, since=date(2026, 12, 1 + n))
        desk.page(SUPERVISOR, f"{PATH}confirm").send(cents="250.50", since=f"2026-12-0{1 + n}")
    assert asked() == few


# A fresh proof ------------------------------------------------------------------------------------------

PASSWORD = "correct horse battery staple"


@pytest.fixture
def with_password(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The analyst, signed in by a password."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 1024)
    Officer.objects.filter(username=ANALYST).update(password=make_password(PASSWORD))
    client = Client(HTTP_HOST="localhost")
    assert client.post("/en/accounts/login/", {"login": ANALYST, "password": PASSWORD}).status_code == 302
    return client


def test_an_amount_asks_for_a_proof_that_is_at_most_ten_minutes_old(with_password: Client, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    import time as real

    client, start = with_password, real.time()
    form = {**TOLD, "key": "k"}
    assert client.get(f"/en/{PATH}enter").status_code == 200  # the sign-in is a proof
    monkeypatch.setattr(real, "time", lambda: start + 599)
    assert client.get(f"/en/{PATH}enter").status_code == 200
    monkeypatch.setattr(real, "time", lambda: start + 661)
    assert client.get("/en/amounts/").status_code == 200  # to look asks for none
    asked = client.get(f"/en/{PATH}enter")
    assert asked.status_code == 302 and asked["Location"].startswith("/en/accounts/reauthenticate/?next=")
    sent = client.post(f"/en/{PATH}enter", form)
    assert sent["Location"].startswith("/en/accounts/reauthenticate/") and Amount.objects.count() == 0
    assert "a fresh proof that it is you" in client.get(sent["Location"]).text
    wrong = client.post(sent["Location"], {"password": "wrong"})
    assert wrong.status_code == 200 and Amount.objects.count() == 0
    right = client.post("/en/accounts/reauthenticate/", {"password": PASSWORD, "next": f"/en/{PATH}enter"})
    assert right.status_code == 302 and Amount.objects.get().cents == 250_50  # what was typed is sent on
    monkeypatch.setattr(real, "time", lambda: start + 661 + 599)
    assert client.get(f"/en/{PATH}withdraw").status_code == 200


def test_outside_a_demo_who_has_nothing_to_show_signs_in_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from django.conf import settings

    client = desk.sign_in(ANALYST)
    monkeypatch.setattr(settings, "DEMO", True)
    assert client.get(f"/en/{PATH}enter").status_code == 200
    monkeypatch.setattr(settings, "DEMO", False)
    assert client.get(f"/en/{PATH}enter")["Location"] == f"/en/accounts/login/?next=/en/{PATH}enter"
    assert client.get("/en/amounts/").status_code == 302  # signed out
