"""Powers and accounts in the browser: one supervisor enters, another approves, and a fresh proof comes first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.desk import ABROAD, AUDITOR, CLERK, MANAGER, SUPERVISOR, Desk, Page
from tests.web.looking import complaints, findings, is_wider_than_the_screen
from trp.casework.recording import Assign
from trp.casework.registers.accounts import ChangeRoles, CloseAccount, OpenAccount
from trp.casework.registers.entries import Entry
from trp.casework.registers.holdings import ApproveHolding, EnterHolding
from trp.cli.caseload.script import FIRST_DAY
from trp.journal.cases import actor
from trp.journal.delegations import counts_under, done_under, powers
from trp.journal.entering import enter
from trp.officers.models import Change, Holding, Office, Officer

pytestmark = pytest.mark.slow

FAR = "p.otieno"
"""A supervisor who works where the officer does."""
TOLD = {"item": "121", "level": "MANAGER", "kind": "own", "since": "2026-03-02"}


def put(desk: Desk, who: str, entry: Entry) -> int:
    """An entry that nothing stops; gives its line."""
    return enter(entry, desk.id(who), at=desk.moment, on=FIRST_DAY, key=uuid4().hex).last


def entered(desk: Desk, who: str = SUPERVISOR, officer: str = ABROAD, **given: Any) -> int:
    told: dict[str, Any] = {"item": "121", "level": "MANAGER", "since": FIRST_DAY, **given}
    return put(desk, who, EnterHolding(officer=str(desk.id(officer)), **told))


def approved(desk: Desk, line: int, who: str = FAR, officer: str = ABROAD) -> None:
    put(desk, who, ApproveHolding(officer=str(desk.id(officer)), holding=line))


def to_open(desk: Desk, who: str = SUPERVISOR, **given: Any) -> tuple[str, int]:
    told: dict[str, Any] = {"username": "n.new", "name": "Noémie Nouvelle", "given": ("officer",), "office": "NAIROBI", **given}  # fmt: skip
    key = str(uuid4())
    return key, put(desk, who, OpenAccount(officer=key, **told))


def flat(page: Page) -> str:
    return page.text.replace("\u00a0", " ").replace("&#x27;", "'")


def items(desk: Desk, username: str, on: date = FIRST_DAY) -> set[str]:
    return {one.item for one in actor(desk.id(username), on).powers}


# Two persons ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "javascript"), (("en", True), ("fr", False)), ids=("en-scripts", "fr-plain")
)
def test_a_power_is_entered_by_one_approved_by_another_and_counts(desk: Desk, opened_by: Callable[..., Any], language: str, javascript: bool) -> None:  # fmt: skip
    enter_it, approve, level, own = {
        "en": ("Enter a delegated power", "Approve a delegated power", "Manager", "You entered this power: a second person approves it."),
        "fr": ("Inscrire un pouvoir délégué", "Approuver un pouvoir délégué", "Gestionnaire", "Vous avez inscrit ce pouvoir : une deuxième personne l’approuve."),
    }[language]  # fmt: skip
    page = opened_by(SUPERVISOR, f"/{language}/", javascript=javascript)
    told = complaints(page)
    page.locator('.bar a[data-place="powers"]').click()
    page.get_by_role("link", name="Amélie Roy").click()
    page.get_by_role("link", name=enter_it).click()
    page.locator("[name=item]").select_option("121")
    page.locator("[name=level]").select_option(label=level)
    page.fill("[name=since]", "2026-03-02")
    page.get_by_role("button", name=enter_it, exact=True).click()
    assert page.locator(".done").count() == 1 and "121" not in items(desk, ABROAD)
    assert own in page.locator("main").inner_text().replace("\u00a0", " ")
    assert page.get_by_role("link", name=approve).count() == 0

    other = opened_by(FAR, f"/{language}/powers/", javascript=javascript)
    told_other = complaints(other)
    other.get_by_role("link", name=approve).click()
    assert "121" in other.locator(".facts-list").inner_text()
    other.get_by_role("button", name=approve, exact=True).click()
    assert other.locator(".done").count() == 1 and "121" in items(desk, ABROAD)
    assert other.get_by_role("link", name=approve).count() == 0
    assert told == [] and told_other == []


def test_nobody_approves_what_they_entered(desk: Desk) -> None:
    line, says = entered(desk), "You entered this power: a second person approves it."
    listed = desk.page(SUPERVISOR, "powers/")
    assert says in flat(listed) and "/approve" not in listed.text and "/withdraw" in listed.text
    page = desk.page(SUPERVISOR, f"powers/{ABROAD}/{line}/approve")
    assert says in flat(page) and page.send().status == 409
    assert "121" not in items(desk, ABROAD)


def test_nobody_enters_or_approves_what_is_about_themself(desk: Desk) -> None:
    says = "This is about you: a colleague"
    line = entered(desk, officer=FAR)
    assert says in flat(desk.page(FAR, "powers/")) and "/approve" not in desk.page(FAR, "powers/").text
    mine = desk.page(FAR, f"powers/{FAR}/")
    assert says in flat(mine) and f"/powers/{FAR}/enter" not in mine.text and "/end" not in mine.text
    for path in ("enter", "roles", "close", f"{line}/approve", f"{line}/withdraw"):
        assert says in flat(desk.page(FAR, f"powers/{FAR}/{path}")), path
    assert desk.page(FAR, f"powers/{FAR}/enter").send(**TOLD).status == 409


def test_an_account_is_opened_given_roles_and_closed(desk: Desk) -> None:
    sent = desk.page(SUPERVISOR, "powers/open").send(username="n.new", name="Noémie Nouvelle", given=["officer", "intake"], office="NAIROBI")  # fmt: skip
    assert "Noémie Nouvelle" in sent.next().text and not Officer.objects.filter(username="n.new").exists()
    row = Change.objects.get(username="n.new")
    path = f"powers/accounts/{row.officer}/{row.line}/"
    assert "You entered this change: a second person approves it." in flat(desk.page(SUPERVISOR, f"{path}approve"))  # fmt: skip
    page = desk.page(FAR, f"{path}approve")
    assert "intake, officer – Visa office in Nairobi" in flat(page)
    assert "The change is approved" in flat(page.send().next())
    assert Officer.objects.get(username="n.new").roles == "intake officer"

    changing = desk.page(FAR, "powers/n.new/roles")
    assert changing.holds["given"] == ["intake", "officer"] and changing.holds["office"] == ["NAIROBI"]
    same = changing.send()
    assert same.status == 409 and "These are the roles and the office of this account." in flat(same)
    same.send(given=["officer"], office="PARIS").next()
    row = Change.objects.get(officer=row.officer, approved_by=None)
    page = desk.page(SUPERVISOR, f"powers/accounts/{row.officer}/{row.line}/approve")
    assert "Visa office in Nairobi" in page.text and "Visa office in Paris" in page.text
    page.send().next()
    assert Officer.objects.get(username="n.new").office_id == "PARIS"

    desk.page(FAR, "powers/n.new/close").send(reason="Left for another department.").next()
    row = Change.objects.get(officer=row.officer, approved_by=None)
    page = desk.page(SUPERVISOR, f"powers/accounts/{row.officer}/{row.line}/approve")
    assert "Left for another department." in page.text
    page.send().next()
    assert not Officer.objects.get(username="n.new").is_active
    closed = desk.page(SUPERVISOR, "powers/n.new/")
    assert "This account is closed." in closed.text and "/powers/n.new/enter" not in closed.text
    assert "this account is closed" in flat(desk.page(SUPERVISOR, "powers/n.new/enter"))


def test_an_account_that_holds_files_is_not_closed_and_the_list_says_so(desk: Desk) -> None:
    case, _ = desk.abroad()
    desk.do(case, ABROAD, Assign(officer=str(desk.id(ABROAD)), office="NAIROBI"))
    put(desk, SUPERVISOR, CloseAccount(officer=str(desk.id(ABROAD)), reason="Leaves."))
    listed = desk.page(FAR, "powers/")
    assert "Amélie Roy still holds open files" in flat(listed) and "/approve" not in listed.text


def test_what_waits_is_withdrawn_with_a_reason(desk: Desk) -> None:
    line = entered(desk)
    page = desk.page(SUPERVISOR, f"powers/{ABROAD}/{line}/withdraw")
    assert page.send().status == 422
    done = page.send(reason="Misread.").next()
    assert "The power is withdrawn." in done.text and "Nothing waits." in done.text
    assert Holding.objects.get(officer=desk.id(ABROAD), line=line).withdrawn
    key, line = to_open(desk)
    path = f"powers/accounts/{key}/{line}/withdraw"
    page = desk.page(SUPERVISOR, path)
    assert [page.send(reason="Another name.").status for _ in range(2)] == [302, 302]  # sent twice
    assert Change.objects.get(officer=key).withdrawn
    assert "that waits to be approved" in flat(desk.page(SUPERVISOR, path))


def test_a_power_is_ended_by_one_person(desk: Desk) -> None:
    line = entered(desk)
    says = "This power is not approved: withdraw it."
    assert says in flat(desk.page(FAR, f"powers/{ABROAD}/{line}/end"))
    approved(desk, line)
    shown = desk.page(FAR, f"powers/{ABROAD}/")
    assert f"/en/powers/{ABROAD}/{line}/end" in shown.text
    page = desk.page(FAR, f"powers/{ABROAD}/{line}/end")
    early = page.send(last_day="2026-02-01", reason="Moved.")
    assert early.status == 409 and "This power begins on 2 March 2026" in flat(early)
    early.send(last_day="2026-03-01").next()
    assert "121" not in items(desk, ABROAD)
    shown = desk.page(FAR, f"powers/{ABROAD}/")
    assert "ended by Peter Otieno" in flat(shown) and f"{line}/end" not in shown.text


def test_a_power_does_not_end_before_an_act_that_rests_on_it(desk: Desk) -> None:
    page = desk.page(FAR, f"powers/{ABROAD}/1/end", "fr")
    sent = page.send(last_day="2025-10-02", reason="Départ.")
    assert sent.status == 409 and "repose sur ce pouvoir" in flat(sent) and "Départ." in sent.text
    assert "120" in items(desk, ABROAD)


def test_a_replacement_is_for_somebody_who_holds_the_power(desk: Desk) -> None:
    page = desk.page(FAR, f"powers/{ABROAD}/enter").send(**{**TOLD, "item": "118", "kind": "acting"})
    assert "Say whom this person replaces or supervises." in flat(page)
    assert "A replacement is temporary: give its last day." in flat(page)
    page = page.send(until="2026-03-31", for_officer=str(desk.id("d.mutua")))
    assert "Daniel Mutua does not hold that power at that level" in flat(page)
    done = page.send(for_officer=str(desk.id(MANAGER))).next()
    assert "As a temporary replacement, for Simon Bouchard, from 2 March 2026 to 31 March 2026" in flat(done)


def test_a_form_that_is_sent_twice_enters_once(desk: Desk) -> None:
    page = desk.page(SUPERVISOR, f"powers/{ABROAD}/enter")
    assert [page.send(**TOLD).status for _ in range(2)] == [302, 302]
    assert Holding.objects.filter(officer=desk.id(ABROAD), item="121").count() == 1
    page = desk.page(SUPERVISOR, "powers/open")
    told = {"username": "n.new", "name": "N. New", "given": ["officer"], "office": "PARIS"}
    assert [page.send(**told).status for _ in range(2)] == [302, 302]
    assert Change.objects.filter(username="n.new").count() == 1


# What is wrong is named -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        ({"item": ""}, 422, "Choose one."),
        ({"item": "999"}, 422, "“999” is none of the answers"),
        ({"level": "KING"}, 422, "“KING” is none of the answers"),
        ({"level": "OFFICER"}, 409, "officer (OFFICER): item 121 is not held at that level, but at manager (MANAGER)"),
        ({"since": "2026-02-30"}, 422, "“2026-02-30” is no day"),
        ({"until": "2026-03-01"}, 409, "The power ends before it begins."),
        ({"for_officer": "x"}, 422, "“x” is none of the answers"),
        ({"item": "120", "level": "OFFICER"}, 409, "Amélie Roy holds this power on some of these days already"),
    ],
)  # fmt: skip
def test_what_cannot_be_entered_is_told_and_kept(desk: Desk, typed: dict[str, str], status: int, says: str) -> None:  # fmt: skip
    before = Holding.objects.count()
    sent = desk.page(SUPERVISOR, f"powers/{ABROAD}/enter").send(**{**TOLD, **typed})
    assert sent.status == status and says in flat(sent)
    assert sent.holds["since"] == [typed.get("since", "2026-03-02")]
    assert Holding.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        ({"username": ""}, 422, "Donnez un nom au compte."),
        ({"username": "a/b"}, 422, "« a/b » n’est pas un nom de compte"),
        ({"username": "a.roy"}, 409, "a.roy : un autre compte porte ce nom."),
        ({"given": None}, 422, "Choisissez au moins un élément."),
        ({"given": ["king"]}, 422, "« king » n’est pas un des rôles"),
        ({"office": "MARS"}, 422, "« MARS » n’est pas une des réponses"),
    ],
)
def test_what_cannot_be_opened_is_told_in_french_too(desk: Desk, typed: dict[str, Any], status: int, says: str) -> None:  # fmt: skip
    told = {"username": "n.new", "name": "N. New", "given": ["officer"], "office": "PARIS", **typed}
    sent = desk.page(SUPERVISOR, "powers/open", "fr").send(**told)
    assert sent.status == status and says in flat(sent)
    assert not Change.objects.filter(name="N. New").exists()


def test_hostile_text_is_text(desk: Desk) -> None:
    to_open(desk, name='<script>alert(1)</script>"')
    page = desk.page(FAR, "powers/").text
    assert "<script>alert" not in page and "&lt;script&gt;" in page


# Who may, and what they see -------------------------------------------------------------------------------

PAGES = (
    f"powers/{ABROAD}/enter", f"powers/{ABROAD}/1/approve", f"powers/{ABROAD}/1/withdraw", f"powers/{ABROAD}/1/end",
    "powers/open", f"powers/{ABROAD}/roles", f"powers/{ABROAD}/close",
    "powers/accounts/{key}/{line}/approve", "powers/accounts/{key}/{line}/withdraw",
)  # fmt: skip
"""The page of each entry."""


def test_who_may(desk: Desk) -> None:
    key, line = to_open(desk)
    for who in (ABROAD, CLERK, MANAGER, "k.wright"):
        for path in ("powers/", f"powers/{ABROAD}/", *PAGES):
            assert desk.page(who, path.format(key=key, line=line)).status == 403, (who, path)
        assert 'data-place="powers"' not in desk.page(who, "account/").text
    for path in PAGES:
        assert desk.page(AUDITOR, path.format(key=key, line=line)).status == 403, path
        assert desk.page(FAR, path.format(key=key, line=line)).status == 200, path


def test_an_auditor_reads_and_finds_no_door(desk: Desk) -> None:
    entered(desk)
    to_open(desk)
    doors = ("/enter", "/approve", "/withdraw", "/end", "/roles", "/close", "powers/open")
    for path in ("powers/", f"powers/{ABROAD}/"):
        page = desk.page(AUDITOR, path)
        assert page.status == 200 and "Odile Simard" in page.text and 'data-place="powers"' in page.text
        assert [one for one in doors if f'{one}"' in page.text] == [] and "another role" not in page.text
    assert all(one in desk.page(FAR, f"powers/{ABROAD}/").text for one in ("/enter", "/approve", "/roles"))


@pytest.mark.parametrize(
    "path",
    ["powers/nobody/", "powers/nobody/enter", f"powers/{ABROAD}/99/approve", f"powers/{ABROAD}/x/end", "powers/?office=MARS",
     "powers/accounts/00000000-0000-4000-8000-000000000000/1/approve"],
)  # fmt: skip
def test_what_there_is_not_is_not_found(desk: Desk, path: str) -> None:
    assert desk.page(SUPERVISOR, path).status == 404


def test_the_list_begins_with_ones_own_office_and_shows_one_alone(desk: Desk) -> None:
    text = flat(desk.page(FAR, "powers/"))
    assert text.index('id="at-NAIROBI"') < text.index('id="at-LACOLLE"') and "(your office)" in text
    assert "80, 118, 119, 120" in text  # of the manager there
    text = flat(desk.page(FAR, "powers/?office=LACOLLE"))
    assert 'id="at-LACOLLE"' in text and 'id="at-NAIROBI"' not in text
    Office.objects.create(code="OSLO", kind="visa_office", name_en="Oslo", name_fr="Oslo")
    assert "Nobody has an account there." in desk.page(FAR, "powers/?office=OSLO").text


def test_the_list_shows_the_items_of_today_and_no_others(desk: Desk) -> None:
    over = entered(desk, item="122", level="OFFICER", since=date(2026, 2, 1), until=date(2026, 3, 1))
    come = entered(desk, item="123", level="OFFICER", since=date(2026, 3, 3))
    first = entered(desk, item="124", level="OFFICER", since=date(2026, 1, 1), until=FIRST_DAY)
    entered(desk, item="125", level="OFFICER")
    for line in (over, come, first):
        approved(desk, line)
    rows = re.findall(r"<tr>(.*?)</tr>", desk.page(AUDITOR, "powers/?office=NAIROBI").text, re.DOTALL)
    told = {
        re.findall(r"/powers/([\w.]+)/", row)[0]: row.rsplit("<td", 1)[1].partition(">")[2].partition("<")[0]
        for row in rows if "/powers/" in row
    }  # fmt: skip
    assert told[ABROAD] == "80, 120, 124" and told["j.macleod"] == told["k.fraser"] == "–"
    working = Officer.objects.filter(office="NAIROBI", is_active=True).values_list("username", flat=True)
    assert {one: set(told[one].split(", ")) - {"–"} for one in working} == {
        one: items(desk, one) for one in working
    }
    shown = flat(desk.page(AUDITOR, f"powers/{ABROAD}/"))
    states = ("Over", "From its first day", "In force", "Waits for a second person")
    assert [shown.count(f">{one}</span>") for one in states] == [1, 1, 3, 1]


def test_the_powers_of_an_officer_in_words_and_by_whose_hands(desk: Desk) -> None:
    text = flat(desk.page(AUDITOR, f"powers/{MANAGER}/"))
    assert "Powers of Simon Bouchard" in text and "cancel a permit" not in text
    assert "issue or refuse a permit: A36(1), A38" in text and "As their own" in text
    assert "approved by" in text and "decision maker" in text
    text = flat(desk.page(AUDITOR, f"powers/{MANAGER}/", "fr"))
    assert "Pouvoirs de Simon Bouchard" in text and "En propre" in text and "approuvé par" in text
    assert "Other powers" in desk.page(AUDITOR, "powers/j.macleod/").text  # who left


def test_what_was_done_under_each_power_is_counted_as_it_is_listed(desk: Desk) -> None:
    found, reader = 0, actor(desk.id(AUDITOR), FIRST_DAY)
    for username in (ABROAD, MANAGER, "r.fortin", "n.whiteduck", "m.gagnon", "f.diop", "j.macleod"):
        key = desk.id(username)
        held = [one.power for one in powers(key)]
        shown = [(one, done_under(reader, key, one, most=1)) for one in held]
        # The same again, but ended on the day before the last act.
        held += [replace(one, until=done.acts[0].on - timedelta(days=1)) for one, done in shown if done.acts]
        listed = [done_under(reader, key, one, most=1).total for one in held]
        assert counts_under(key, held) == listed
        found += sum(listed)
    assert found > 10


@pytest.mark.parametrize("path", ["powers/", f"powers/{ABROAD}/"])
def test_a_page_asks_as_often_however_much_there_is(desk: Desk, path: str) -> None:
    def asked() -> int:
        client = desk.sign_in(FAR)
        client.get(f"/en/{path}")
        with CaptureQueriesContext(connection) as held:
            assert client.get(f"/en/{path}").status_code == 200
        return len(held)

    entered(desk)
    put(desk, SUPERVISOR, ChangeRoles(officer=str(desk.id(ABROAD)), given=("intake",), office="PARIS"))
    few = asked()
    for n in range(8):
        entered(desk, item="118", since=date(2026, 4, 1 + n), until=date(2026, 4, 1 + n))
        Officer.objects.create(
            username=f"x{n}", name=f"X {n}", roles="officer", office_id="PARIS", password="!"
        )
        entered(desk, officer=f"x{n}")
        to_open(desk, username=f"y{n}")
        put(desk, SUPERVISOR, CloseAccount(officer=str(desk.id(f"x{n}")), reason="Leaves."))
    assert asked() == few


# A fresh proof --------------------------------------------------------------------------------------------

PASSWORD = "correct horse battery staple"


@pytest.fixture
def with_password(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A supervisor, signed in by a password."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 1024)
    Officer.objects.filter(username=SUPERVISOR).update(password=make_password(PASSWORD))
    client = Client(HTTP_HOST="localhost")
    assert client.post("/en/accounts/login/", {"login": SUPERVISOR, "password": PASSWORD}).status_code == 302
    return client


@pytest.mark.parametrize("path", PAGES)
def test_every_entry_asks_for_a_fresh_proof(with_password: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch, path: str) -> None:  # fmt: skip
    import time as real

    client, start = with_password, real.time()
    key, line = to_open(desk, FAR)
    address = f"/en/{path.format(key=key, line=line)}"
    assert client.get(address).status_code == 200  # the sign-in is a proof
    monkeypatch.setattr(real, "time", lambda: start + 661)
    assert client.get("/en/powers/").status_code == 200  # to look asks for none
    assert client.get(f"/en/powers/{ABROAD}/").status_code == 200
    for answer in (client.get(address), client.post(address, {**TOLD, "key": "k"})):
        assert answer.status_code == 302 and answer["Location"].startswith("/en/accounts/reauthenticate/")
    assert Holding.objects.filter(item="121").count() == Change.objects.exclude(approved_by=None).count() - 1
    assert Change.objects.get(officer=key).approved_by is None


def test_what_was_typed_is_sent_on_once_the_proof_is_there(with_password: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    import time as real

    client, start, path = with_password, real.time(), f"/en/powers/{ABROAD}/enter"
    monkeypatch.setattr(real, "time", lambda: start + 661)
    client.post(path, {**TOLD, "key": "k"})
    right = client.post("/en/accounts/reauthenticate/", {"password": PASSWORD, "next": path})
    assert right.status_code == 302 and Holding.objects.get(officer=desk.id(ABROAD), item="121")


# The pages in a browser -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ("en", "fr"))
@pytest.mark.parametrize("path", ["powers/", f"powers/{ABROAD}/", f"powers/{ABROAD}/enter", "powers/open"])
def test_a_page_has_no_finding_where_much_waits(desk: Desk, opened_by: Callable[..., Any], language: str, path: str) -> None:  # fmt: skip
    entered(desk)
    put(desk, SUPERVISOR, CloseAccount(officer=str(desk.id(ABROAD)), reason="Leaves."))
    to_open(desk, FAR)
    page = opened_by(FAR, "")
    told = complaints(page)
    page.goto(f"/{language}/{path}")
    assert findings(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert not is_wider_than_the_screen(page)
    assert findings(page) == []
    page.emulate_media(color_scheme="dark")
    assert findings(page) == []
    assert told == []
