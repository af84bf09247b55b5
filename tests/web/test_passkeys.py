"""Passkeys: added, used alone, as the second step and as a fresh proof, in a browser with an authenticator of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from tests.web.looking import complaints, findings, is_wider_than_the_screen
from trp.journal.models import SecurityEvent
from trp.officers.models import Officer

pytestmark = pytest.mark.slow

PASSWORD = "correct horse battery staple"
NAME, OTHER = "k.wright", "o.simard"
ADD = "/en/accounts/second-step/passkeys/add/"
WORDS = {
    "en": ("Add a passkey", "Sign in with a passkey", "Use a passkey", "Sign out", "Take it off"),
    "fr": ("Ajouter une clé d’accès", "Ouvrir une session avec une clé d’accès", "Utiliser une clé d’accès", "Fermer la session", "Retirer"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def passwords(demo_site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.hashers import Argon2PasswordHasher

    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 1024)
    Officer.objects.filter(username__in=[NAME, OTHER]).update(password=make_password(PASSWORD))


@pytest.fixture
def person(site: str, browser: Any) -> Any:
    """Gives a page and the authenticator that its browser has, on the name that a passkey is for."""
    contexts = []

    def sits_down(*, verifies: bool = True, **options: Any) -> tuple[Any, Any, str]:
        context = browser.new_context(base_url=site.replace("127.0.0.1", "localhost"), viewport={"width": 1366, "height": 768}, **options)  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("WebAuthn.enable")
        made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": verifies, "automaticPresenceSimulation": True,
        }})  # fmt: skip
        return page, tools, made["authenticatorId"]

    yield sits_down
    for context in contexts:
        context.close()


def sign_in(page: Any, name: str = NAME, language: str = "en") -> None:
    page.goto(f"/{language}/accounts/login/")
    page.locator("details summary").first.click()
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=login]) button[type=submit]").click()
    page.wait_for_load_state()


def add(page: Any, language: str = "en") -> None:
    page.goto(f"/{language}/accounts/second-step/passkeys/add/")
    if "reauthenticate" in page.url:
        page.fill("[name=password]", PASSWORD)
        page.locator(".act-form button[type=submit]").click()
        page.wait_for_url("**/passkeys/add/")
    page.fill("[name=name]", "Office laptop")
    page.get_by_role("button", name=WORDS[language][0], exact=True).click()
    page.wait_for_url("**/second-step/codes/")


def is_in(page: Any, name: str = "Karen Wright") -> bool:
    page.goto("/en/account/")
    return bool(page.locator("h1").inner_text() == name)


def log() -> list[tuple[str, str]]:
    return list(SecurityEvent.objects.filter(act="SignIn").order_by("id").values_list("kind", "codes"))


@pytest.mark.parametrize("language", ("en", "fr"))
def test_a_passkey_is_added_and_signs_in_alone(person: Any, language: str) -> None:
    page, tools, authenticator = person()
    told = complaints(page)
    sign_in(page, language=language)
    add(page, language)
    assert len(tools.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]) == 1
    page.goto(f"/{language}/accounts/second-step/")
    assert "Office laptop" in page.locator("main").inner_text()
    assert findings(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert not is_wider_than_the_screen(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name=WORDS[language][3]).click()

    page.goto(f"/{language}/accounts/login/?next=/{language}/amounts/")
    page.locator("details summary").first.click()
    page.get_by_role("button", name=WORDS[language][1]).click()
    page.wait_for_url(lambda url: "login" not in url)  # both steps at once, and on to where one was
    assert page.url.endswith(f"/{language}/amounts/") and is_in(page)
    assert ("sign-in-changed", "webauthn added") in log() and log()[-1] == ("signed-in", "webauthn")
    assert told == []


def test_it_is_the_second_step_after_a_password_and_codes_stay_the_plain_way(person: Any) -> None:
    page, _, _ = person()
    sign_in(page)
    add(page)
    code = page.locator(".codes code").first.inner_text()
    page.get_by_role("button", name="Sign out").click()
    sign_in(page)
    assert page.url.endswith("/second-step/authenticate/")
    assert findings(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/en/queue/")
    assert is_in(page) and log()[-1] == ("signed-in", "password webauthn")

    plain, _, _ = person(java_script_enabled=False)
    plain.goto("/en/accounts/login/")
    assert not plain.get_by_role("button", name="Sign in with a passkey").is_visible()
    plain.locator("details summary").first.click()
    plain.fill("[name=login]", NAME)
    plain.fill("[name=password]", PASSWORD)
    plain.locator("form:has([name=login]) button[type=submit]").click()
    assert plain.url.endswith("/second-step/authenticate/")
    assert not plain.get_by_role("button", name="Use a passkey").is_visible()
    plain.fill("[name=code]", code)
    plain.locator("form:has([name=code]) button[type=submit]").first.click()
    assert is_in(plain)
    plain.goto(ADD)
    plain.fill("[name=password]", PASSWORD)
    plain.locator(".act-form button[type=submit]").click()
    assert "This browser makes no passkeys" in plain.locator(".notice").inner_text()


def test_it_is_a_fresh_proof(person: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    page, _, _ = person()
    sign_in(page)
    add(page)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 700)
    page.goto("/en/amounts/permit_fee/enter")
    assert "/reauthenticate/" in page.url
    page.get_by_role("link", name="Use a passkey instead").click()
    assert findings(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/amounts/permit_fee/enter")
    assert page.locator("[name=cents]").count() == 1


def test_without_a_finger_or_pin_it_is_none(person: Any) -> None:
    page, tools, authenticator = person()
    sign_in(page)
    add(page)
    page.get_by_role("button", name="Sign out").click()
    tools.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.goto("/en/accounts/login/")
    page.locator("details summary").first.click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_selector("[data-passkey-failed]:not([hidden])", timeout=60_000)
    assert not is_in(page)


def test_one_that_was_taken_off_opens_nothing(person: Any) -> None:
    page, _, _ = person()
    sign_in(page)
    add(page)
    page.goto("/en/accounts/second-step/")
    page.get_by_role("link", name="Take it off").click()
    assert findings(page) == []
    page.get_by_role("button", name="Take it off").click()
    page.wait_for_url("**/second-step/")
    assert ("sign-in-changed", "webauthn removed") in log()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/en/accounts/login/")
    page.locator("details summary").first.click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_selector("main > .notice[role=status]")
    assert "This passkey was not accepted." in page.locator("main > .notice[role=status]").inner_text()
    assert not is_in(page) and ("denied", "wrong-passkey") in log()


def test_a_closed_account_does_not_open_to_its_passkey(person: Any) -> None:
    page, _, _ = person()
    sign_in(page)
    add(page)
    page.get_by_role("button", name="Sign out").click()
    Officer.objects.filter(username=NAME).update(is_active=False)
    page.goto("/en/accounts/login/")
    page.locator("details summary").first.click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_load_state("networkidle")
    assert not is_in(page) and log()[-1][0] == "denied"


def test_an_answer_counts_once_and_for_its_own_challenge(person: Any, site: str) -> None:
    """What was overheard, sent again, opens nothing: not in this session, not in another."""
    page, _, _ = person()
    sign_in(page)
    add(page)
    page.get_by_role("button", name="Sign out").click()
    page.goto("/en/accounts/login/")
    page.locator("details summary").first.click()
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.post_data) if one.method == "POST" and one.url.endswith("/passkey/") else None)  # fmt: skip
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/en/queue/")
    from urllib.parse import parse_qs

    [credential] = parse_qs(sent[0])["credential"]
    assert json.loads(credential)["type"] == "public-key"
    for wrong in (credential, "{}", "[]", '"x"', "x", json.dumps({"id": "x", "response": {"userHandle": 7}})):
        client = Client(HTTP_HOST="localhost")
        client.get("/en/accounts/passkey/", HTTP_ACCEPT="application/json")
        answer = client.post("/en/accounts/passkey/", {"credential": wrong})
        assert answer.status_code == 302 and client.get("/en/account/").status_code == 302, wrong


def test_nobody_takes_off_the_passkey_of_another(person: Any, signed_in: Callable[[str], Client]) -> None:
    from allauth.mfa.models import Authenticator

    page, _, _ = person()
    sign_in(page)
    add(page)
    [key] = Authenticator.objects.filter(type="webauthn").values_list("pk", flat=True)
    other = Client(HTTP_HOST="localhost")
    other.post("/en/accounts/login/", {"login": OTHER, "password": PASSWORD})
    other.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    for answer in (other.get, other.post):
        assert answer(f"/en/accounts/second-step/passkeys/{key}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=key).exists()
