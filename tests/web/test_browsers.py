"""Where one is signed in: each browser with since when, and any but the one at hand is ended."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from trp.desk.browsers import browser_of
from trp.journal.models import SecurityEvent
from trp.officers.models import Browser, Officer

pytestmark = pytest.mark.slow

PASSWORD = "correct horse battery staple"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
PATH = "/en/account/browsers/"


@pytest.fixture(autouse=True)
def passwords(demo_site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.hashers import Argon2PasswordHasher

    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 1024)
    Officer.objects.filter(username__in=["a.roy", "g.wanjiru"]).update(password=make_password(PASSWORD))


def comes(agent: str, name: str = "a.roy", password: str = PASSWORD) -> Client:
    client = Client(HTTP_HOST="localhost", HTTP_USER_AGENT=agent)
    assert client.post("/en/accounts/login/", {"login": name, "password": password}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


@pytest.mark.parametrize(("agent", "told"), [(FIREFOX, "Firefox, Linux"), (EDGE, "Edge, Windows"), (PHONE, "Safari, iOS"), ("curl/8", "A browser that does not say which"), ("", "A browser that does not say which")])  # fmt: skip
def test_a_browser_is_told_by_what_it_says(agent: str, told: str) -> None:
    assert browser_of(agent) == told


def test_each_is_listed_and_one_is_ended(demo_site: str) -> None:
    here, there, phone = comes(FIREFOX), comes(EDGE), comes(PHONE)
    page = here.get(PATH).text
    mine, others = page.split('id="elsewhere"')
    assert "Firefox, Linux" in mine and "Edge, Windows" in others and "Safari, iOS" in others
    assert (
        here.session.session_key not in page and there.session.session_key not in page
    )  # no key leaves the database
    assert "Vos sessions ouvertes" in here.get("/fr/account/browsers/").text
    which = Browser.objects.get(session=there.session.session_key).pk
    done = here.post(PATH, {"which": which}, follow=True)
    assert "That sign-in is ended." in done.text and "Edge" not in done.text
    assert is_in(here) and is_in(phone) and not is_in(there)
    assert (
        SecurityEvent.objects.filter(act="SignIn", kind="sign-in-changed", codes="sessions ended").count()
        == 1
    )


def test_all_others_are_ended_and_the_one_at_hand_goes_on(demo_site: str) -> None:
    here, there, phone = comes(FIREFOX), comes(EDGE), comes(PHONE)
    assert "2 sign-ins are ended." in here.post(PATH, {"which": "others"}, follow=True).text
    assert is_in(here) and not is_in(there) and not is_in(phone)
    assert Browser.objects.count() == 1


def test_nobody_ends_the_sign_in_of_another_nor_their_own_at_hand(demo_site: str) -> None:
    here, stranger = comes(FIREFOX), comes(EDGE, "g.wanjiru")
    for which in (
        Browser.objects.get(session=stranger.session.session_key).pk,
        Browser.objects.get(session=here.session.session_key).pk,
        "", "x", "-1", "1 OR 1=1", "9" * 18,
    ):  # fmt: skip
        done = here.post(PATH, {"which": which}, follow=True)
        assert "Nothing was ended" in done.text, which
    assert is_in(here) and is_in(stranger)
    stranger.post(PATH, {"which": "others"})
    assert is_in(here)


def test_signing_out_and_another_password_leave_none_behind(demo_site: str) -> None:
    here, there = comes(FIREFOX), comes(EDGE)
    there.post("/en/accounts/logout/")
    assert list(Browser.objects.values_list("session", flat=True)) == [here.session.session_key]
    other = comes(PHONE)
    new = "wrong donkey accumulator pin"
    here.post("/en/accounts/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert is_in(here) and not is_in(other)
    page = here.get(PATH).text
    assert "Safari, iOS" not in page and "Firefox" in page.split('id="elsewhere"')[0]
    assert "You are signed in nowhere else." in page


def test_a_session_that_is_over_is_not_listed_and_is_forgotten(demo_site: str, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    import time
    from datetime import UTC, datetime, timedelta

    from django.contrib.sessions.models import Session

    here, old = comes(FIREFOX), comes(EDGE)
    Session.objects.filter(session_key=old.session.session_key).update(expire_date=datetime.fromtimestamp(0, UTC))  # fmt: skip
    assert "Edge" not in here.get(PATH).text
    Browser.objects.filter(session=old.session.session_key).update(since=datetime.fromtimestamp(time.time(), UTC) - timedelta(hours=13))  # fmt: skip
    comes(PHONE)
    assert Browser.objects.count() == 2


def test_the_last_use_is_written_once_a_minute_at_most(demo_site: str, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    import time

    here, start = comes(FIREFOX), time.time()
    first = Browser.objects.get().used
    monkeypatch.setattr(time, "time", lambda: start + 30)
    with CaptureQueriesContext(connection) as held:
        here.get("/en/account/")
    assert not any("UPDATE" in one["sql"] for one in held) and Browser.objects.get().used == first
    monkeypatch.setattr(time, "time", lambda: start + 130)
    here.get("/en/account/")
    assert (Browser.objects.get().used - first).seconds >= 129


def test_the_list_is_one_statement_however_many_there_are(demo_site: str) -> None:
    here = comes(FIREFOX)

    def asked() -> int:
        here.get(PATH)
        with CaptureQueriesContext(connection) as held:
            here.get(PATH)
        return len(held)

    few = asked()
    for _ in range(4):
        comes(EDGE)
    assert asked() == few
