"""Sign-in by OpenID Connect: who gets in by the provider, who does not, and what an account is connected to."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from tests.browser import served
from tests.databases import cluster, fresh, use
from tests.web.looking import complaints, findings, is_wider_than_the_screen
from tests.web.provider import CLIENT, SECRET, WORDS, Provider, key, running, signed
from tests.world import World
from trp.officers.provider import provider as read

pytestmark = pytest.mark.slow

PASSWORD = "correct horse battery staple"
LOGIN, START, HOME, ACCOUNT = "/en/accounts/login/", "/en/accounts/openid/", "/en/", "/en/account/openid/"
BACK = "/openid/back"
NAMES = {"en": "your department account", "fr": "votre compte du ministère"}


@lru_cache
def hashed() -> str:
    return make_password(PASSWORD)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> World:
    """Offices and officers; the officer and the clerk have a password. Each test has a database of its own."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    from trp.officers.models import Officer

    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 1024)
    use(fresh(getattr(request, "param", "sqlite"), tmp_path))
    made = World.make()
    Officer.objects.update(password="!")
    Officer.objects.filter(username__in=["officer", "clerk"]).update(password=hashed())
    return made


@pytest.fixture(scope="module")
def real() -> Iterator[Provider]:
    with running() as found:
        yield found


def environment(folder: Path, issuer: str, **other: str) -> dict[str, str]:
    """What the environment says of a provider."""
    (folder / "client-secret").write_text(SECRET + "\n", encoding="utf-8")
    return {
        "TRP_OIDC_ISSUER": issuer, "TRP_OIDC_CLIENT_ID": CLIENT, "TRP_OIDC_SECRET_FILE": str(folder / "client-secret"),
        "TRP_OIDC_NAME_EN": NAMES["en"], "TRP_OIDC_NAME_FR": NAMES["fr"], **other,
    }  # fmt: skip


@pytest.fixture
def outside(world: World, real: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """The provider as at the beginning, and the service configured for it, for this test alone."""
    real.again()
    monkeypatch.setattr(settings, "OPENID_PROVIDER", read(environment(tmp_path, real.issuer)))
    return real


def sign_in(client: Client, name: str = "officer") -> Client:
    assert client.post(LOGIN, {"login": name, "password": PASSWORD}).status_code == 302
    return client


def asked(answer: Any) -> dict[str, str]:
    """What the provider is asked by an answer that leads to it."""
    assert answer.status_code == 302, answer.status_code
    assert urlsplit(answer["Location"]).path == "/authorize", answer["Location"]
    return dict(parse_qsl(urlsplit(answer["Location"]).query))


def came_back(client: Client, outside: Provider, to: str = START, **given: str) -> Any:
    """Go to the provider, say yes there, come back: the answer then."""
    return client.get(outside.approves(asked(client.post(to, given))))


def connected(outside: Provider, name: str = "officer") -> Client:
    """Somebody whose account is connected to the identity that the provider gives."""
    client = sign_in(Client(), name)
    assert came_back(client, outside, ACCOUNT, does="connect")["Location"] == ACCOUNT
    return client


def is_in(client: Client) -> bool:
    return bool(client.get("/en/accounts/second-step/").status_code == 200)


def why(answer: Any) -> str:
    """The reason that somebody is told."""
    assert answer.status_code == 302, answer.status_code
    found = re.fullmatch("/(?:en|fr)/accounts/openid/([a-z-]+)/", answer["Location"])
    assert found, answer["Location"]
    return found[1]


def leads_to(answer: Any) -> set[str]:
    """Where the forms of a page may lead."""
    policy = str(answer.headers["Content-Security-Policy"])
    told = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    return set(told["form-action"].split())


def log() -> list[tuple[str, str, str]]:
    """The lines of the sign-in in the security log: who (by name), what, why."""
    from trp.journal.models import SecurityEvent
    from trp.officers.models import Officer

    names = {str(key): name for key, name in Officer.objects.values_list("id", "username")}
    held = SecurityEvent.objects.filter(act="SignIn").order_by("id")
    return [(names.get(one.officer, one.officer), one.kind, one.codes) for one in held]


# Configuration ------------------------------------------------------------------------------------------


def test_all_of_it_or_none(tmp_path: Path) -> None:
    assert read({}) is None and read({"TRP_OIDC_ISSUER": " "}) is None
    whole = environment(tmp_path, "https://id.example.ca/realm/", TRP_OIDC_ORIGINS="https://sts.example.ca, https://id.example.ca")  # fmt: skip
    found = read(whole)
    assert found is not None and found.secret == SECRET and SECRET not in repr(found)
    assert found.issuer == "https://id.example.ca/realm/"  # to the letter
    assert found.origins == ("https://id.example.ca", "https://sts.example.ca")
    for name in environment(tmp_path, "https://id.example.ca"):
        with pytest.raises(
            ImproperlyConfigured, match=f"{name} is missing: .* Give it, or take the others away"
        ):
            read({**whole, name: ""})
    with pytest.raises(ImproperlyConfigured, match="is missing"):
        read({"TRP_OIDC_ORIGINS": "https://sts.example.ca"})


@pytest.mark.parametrize(("name", "given", "says"), [
    ("TRP_OIDC_ISSUER", "http://id.example.ca", "in the clear: write https://"),
    ("TRP_OIDC_ISSUER", "http://localhost.example.ca", "in the clear"),
    ("TRP_OIDC_ISSUER", "http://127.0.0.1@id.example.ca", "no plain address"),
    ("TRP_OIDC_ISSUER", "id.example.ca", "no plain address"),
    ("TRP_OIDC_ISSUER", "https://id.example.ca/?a=b", "no plain address"),
    ("TRP_OIDC_ISSUER", "https://id.example.ca/" + "a" * 200, "longer than 200"),
    ("TRP_OIDC_ORIGINS", "https://sts.example.ca/x", "more than an origin"),
    ("TRP_OIDC_ORIGINS", "https://sts.example.ca; script-src *", "no plain address"),
    ("TRP_OIDC_ORIGINS", "http://sts.example.ca", "in the clear"),
    ("TRP_OIDC_SECRET_FILE", "/nowhere/secret", "cannot be read"),
    ("TRP_OIDC_SECRET_FILE", "/dev/null", "is empty"),
])  # fmt: skip
def test_a_poor_configuration_is_refused_by_name_with_the_way_out(tmp_path: Path, name: str, given: str, says: str) -> None:  # fmt: skip
    with pytest.raises(ImproperlyConfigured, match=f"^{name}.*{re.escape(says)}"):
        read({**environment(tmp_path, "https://id.example.ca"), name: given})


def test_the_service_does_not_start_half_configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import runpy

    import trp.site.openid as module

    for name in environment(tmp_path, ""):
        monkeypatch.delenv(name, raising=False)
    assert runpy.run_path(str(module.__file__))["OPENID_PROVIDER"] is None
    monkeypatch.setenv("TRP_OIDC_ISSUER", "http://127.0.0.1:9/")  # this machine: in the clear if it must be
    with pytest.raises(ImproperlyConfigured, match="TRP_OIDC_CLIENT_ID is missing"):
        runpy.run_path(str(module.__file__))


def test_without_a_provider_nothing_answers_and_nothing_shows(world: World) -> None:
    assert settings.OPENID_PROVIDER is None
    client = Client()
    page = client.get(LOGIN)
    assert "openid" not in page.text and leads_to(page) == {"'self'"}
    assert client.post(START).status_code == 404 and client.get(BACK).status_code == 404
    assert client.get(START + "cancelled/").status_code == 404
    sign_in(client)
    assert client.get(ACCOUNT).status_code == 404 and client.post(ACCOUNT).status_code == 404
    assert "openid" not in client.get("/en/account/").text


# To the provider ----------------------------------------------------------------------------------------


def test_it_starts_by_a_sent_form_alone_and_asks_for_no_more_than_who(outside: Provider) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.get(START).status_code == 405 and client.post(START).status_code == 403
    found = asked(Client().post(START + "?scope=email&auth_params=nonce%3Dx%26client_id%3Dx"))
    assert found == found | {
        "response_type": "code", "client_id": CLIENT, "redirect_uri": f"http://testserver{BACK}", "scope": "openid",
        "code_challenge_method": "S256", "ui_locales": "en", "max_age": str(settings.SESSION_LIMIT),
    }  # fmt: skip
    again = asked(Client().post("/fr/accounts/openid/"))
    assert again["ui_locales"] == "fr" and again["redirect_uri"] == found["redirect_uri"]
    for one in ("state", "nonce", "code_challenge"):
        assert len(found[one]) >= 16 and found[one] != again[one]


def test_forms_lead_to_the_provider_from_two_pages_alone(outside: Provider) -> None:
    client = Client()
    assert leads_to(client.get(LOGIN)) == leads_to(client.post(LOGIN)) == {"'self'", outside.issuer}
    assert leads_to(client.get(START + "cancelled/")) == {"'self'"}
    sign_in(client)
    assert leads_to(client.get(ACCOUNT)) == {"'self'", outside.issuer}
    for path in ("/en/account/", "/en/accounts/reauthenticate/", "/en/accounts/second-step/"):
        assert leads_to(client.get(path)) == {"'self'"}, path


@pytest.mark.parametrize(("told", "needs"), [
    ({"issuer": "https://other.example"}, "TRP_OIDC_ISSUER"),
    ({"token_endpoint": "http://id.example/token"}, "token_endpoint"),
    ({"token_endpoint": "http://127.0.0.1@id.example/token"}, "token_endpoint"),
    ({"jwks_uri": None}, "jwks_uri"),
    ({"authorization_endpoint": "https://pages.example/authorize"}, "https://pages.example: name it in TRP_OIDC_ORIGINS"),
])  # fmt: skip
def test_a_discovery_document_that_leads_elsewhere_is_not_followed(outside: Provider, caplog: pytest.LogCaptureFixture, told: dict[str, Any], needs: str) -> None:  # fmt: skip
    outside.told = told
    assert why(Client().post(START)) == "not-proved"
    assert needs in caplog.text  # for those who keep the service


def test_the_secret_is_sent_nowhere_on_the_word_of_an_answer(outside: Provider) -> None:
    connected(outside)
    outside.told = {"token_endpoint": f"{outside.issuer}/moved"}
    client = Client()
    assert why(came_back(client, outside)) == "not-proved" and not is_in(client)


def test_pages_of_the_provider_may_stand_at_an_origin_that_is_named(outside: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    outside.told = {"authorization_endpoint": "https://pages.example/authorize"}
    told = environment(tmp_path, outside.issuer, TRP_OIDC_ORIGINS="https://pages.example")
    monkeypatch.setattr(settings, "OPENID_PROVIDER", read(told))
    assert Client().post(START)["Location"].startswith("https://pages.example/authorize?")
    assert {outside.issuer, "https://pages.example"} <= leads_to(Client().get(LOGIN))


def test_who_does_not_answer_is_not_waited_for_without_end(outside: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from trp.officers import openid

    assert max(openid.WAIT) <= 5  # seconds
    monkeypatch.setattr(openid, "WAIT", (0.2, 0.2))
    outside.slow, since = 1.0, time.monotonic()
    found = Client().post(START)
    assert why(found) == "provider-unreachable" and time.monotonic() - since < 0.9
    page = Client().get(found["Location"])
    assert page.status_code == 503 and "The other service does not answer" in page.text
    outside.slow = 0
    client = Client()
    back = outside.approves(asked(client.post(START)))
    outside.slow = 1.0
    assert why(client.get(back)) == "provider-unreachable" and not is_in(client)
    monkeypatch.setattr(settings, "OPENID_PROVIDER", read(environment(tmp_path, "http://127.0.0.1:9")))
    assert why(Client().post("/fr/accounts/openid/")) == "provider-unreachable"


# And back -----------------------------------------------------------------------------------------------


def test_it_is_connected_once_and_signs_in_from_then_on(outside: Provider) -> None:
    from allauth.socialaccount.models import SocialAccount, SocialToken

    from trp.officers.models import Browser, Officer

    before = list(Officer.objects.order_by("username").values_list())
    client = connected(outside)
    page = client.get(ACCOUNT).text
    assert "Connected: you can sign in this way from now on." in page and outside.subject in page
    client.post("/en/accounts/logout/")
    client.session.save()
    key_before = client.session.session_key
    found = came_back(client, outside, next="/fr/cases/T-000001/?tab=fee")
    assert found["Location"] == "/fr/cases/T-000001/?tab=fee" and is_in(client)
    assert client.session.session_key != key_before
    assert Browser.objects.get().session == client.session.session_key
    assert log() == [("officer", "signed-in", "password"), ("officer", "sign-in-changed", "openid-connect connected"), ("officer", "signed-in", "openid-connect")]  # fmt: skip
    [held] = SocialAccount.objects.values()
    assert (held["provider"], held["uid"], held["extra_data"]) == (outside.issuer, outside.subject, {})
    assert not SocialToken.objects.exists()
    after = list(Officer.objects.order_by("username").values_list())
    assert [one[0] for one in after] == [one[0] for one in before]  # none opened
    assert not outside.refused


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_one_goes_on_at_this_host_alone(outside: Provider, wanted: str) -> None:
    connected(outside)
    assert came_back(Client(), outside, next=wanted)["Location"] == HOME


def test_the_standard_way_to_show_the_secret_is_known_as_well(outside: Provider) -> None:
    outside.told = {"token_endpoint_auth_methods_supported": None}
    connected(outside)
    assert not outside.refused


def other(**changed: Any) -> Callable[[Provider], None]:
    """ID tokens with other claims; None: without that claim."""

    def forge(outside: Provider) -> None:
        outside.twist = lambda claims: {
            name: value for name, value in {**claims, **changed}.items() if value is not None
        }

    return forge


def made(sign: Callable[[dict[str, Any]], Any]) -> Callable[[Provider], None]:
    """ID tokens that are signed otherwise."""

    def forge(outside: Provider) -> None:
        outside.sign = sign

    return forge


def by_the_public_key(claims: dict[str, Any]) -> str:
    """Signed by what everybody knows, as if it were a secret that is shared."""
    import hashlib
    import hmac
    from base64 import urlsafe_b64encode as b64

    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    known = key("k1").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head, body = (
        b64(json.dumps(one).encode()).rstrip(b"=") for one in ({"alg": "HS256", "kid": "k1"}, claims)
    )
    return b".".join((head, body, b64(hmac.digest(known, head + b"." + body, hashlib.sha256)).rstrip(b"="))).decode()  # fmt: skip


def by_a_published_secret(outside: Provider) -> None:
    """Signed by a secret that the provider, by mistake, shows to everybody among its keys."""
    outside.keys.append({"kty": "oct", "kid": "shared", "alg": "HS256", "k": "c2VjcmV0" * 8})
    outside.sign = lambda claims: jwt.encode(claims, b"secret" * 8, "HS256", {"kid": "shared"})


def changed(token: str, claims: dict[str, Any]) -> str:
    """A token that says something else than what was signed."""
    head, _, signature = token.split(".")
    return f"{head}.{signed(claims).split('.')[1]}.{signature}"


NOW = int(time.time())
FORGED: dict[str, Callable[[Provider], None]] = {
    "another key under the name of theirs": made(lambda claims: jwt.encode(claims, key("thief"), "RS256", {"kid": "k1"})),
    "a key they do not have": made(lambda claims: signed(claims, "thief")),
    "no key is named, of several": made(lambda claims: jwt.encode(claims, key("k1"), "RS256")),
    "no signature": made(lambda claims: jwt.encode(claims, None, "none", {"kid": "k1"})),
    "signed by the public key": made(by_the_public_key),
    "signed by a secret among the keys": by_a_published_secret,
    "changed after it was signed": made(lambda claims: changed(signed({**claims, "sub": "another"}), claims)),
    "no token": made(lambda claims: None),
    "no JWT": made(lambda claims: "x"),
    "another issuer": other(iss="https://other.example"),
    "no issuer": other(iss=None),
    "another service": other(aud="another"),
    "no service": other(aud=None),
    "several services, for another": other(aud=[CLIENT, "another"], azp="another"),
    "several services, for whom is not said": other(aud=[CLIENT, "another"]),
    "for another service": other(azp="another"),
    "over": other(exp=NOW - 120),
    "without an end": other(exp=None),
    "of tomorrow": other(iat=NOW + 86_400),
    "another sign-in": other(nonce="another"),
    "no sign-in": other(nonce=None),
    "nobody": other(sub=""),
    "nobody at all": other(sub=None),
    "too long a name": other(sub="a" * 192),
}  # fmt: skip


def test_a_token_that_proves_nothing_signs_nobody_in(outside: Provider) -> None:
    from allauth.socialaccount.models import SocialAccount

    from trp.officers.models import Officer

    # Whatever it says, an account of that subject is there: nothing else keeps it out.
    for name, subject in (("officer", outside.subject), ("clerk", ""), ("intake", "a" * 192)):
        SocialAccount.objects.create(user=Officer.objects.get(username=name), provider=outside.issuer, uid=subject)  # fmt: skip
    believed = []
    for name, forge in FORGED.items():
        outside.again()
        forge(outside)
        client = Client()
        found = came_back(client, outside)
        if not found["Location"].endswith("/openid/not-proved/") or is_in(client):
            believed.append(name)
    assert believed == [] and log() == [("", "denied", "not-proved")] * len(FORGED)


def test_tokens_of_the_next_key_and_of_a_provider_with_one_are_believed(outside: Provider) -> None:
    connected(outside)
    outside.sign = lambda claims: signed(claims, "k2")
    client = Client()
    assert came_back(client, outside)["Location"] == HOME and is_in(client)
    outside.keys, outside.sign = outside.keys[:1], lambda claims: jwt.encode(claims, key("k1"), "RS256")
    outside.twist = lambda claims: {**claims, "aud": [CLIENT, "another"], "azp": CLIENT}
    assert came_back(Client(), outside)["Location"] == HOME


def test_a_code_is_worth_nothing_without_what_was_kept(outside: Provider, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # fmt: skip
    connected(outside)
    mine, theirs = Client(), Client()
    found = asked(mine.post(START))
    asked(theirs.post(START))
    back = outside.approves(found)
    assert why(theirs.get(back)) == "wrong-state"  # in another browser
    assert why(mine.get(BACK + "?code=x")) == "wrong-state" and why(mine.get(BACK + "?code=x&state=y")) == "wrong-state"  # fmt: skip
    assert mine.get(back)["Location"] == HOME
    mine.post("/en/accounts/logout/")
    assert why(mine.get(back)) == "wrong-state"  # twice
    # The verifier of another sign-in, and another secret.
    one = Client()
    first, second = asked(one.post(START)), asked(one.post(START))
    code = dict(parse_qsl(urlsplit(outside.approves(first)).query))["code"]
    assert why(one.get(f"{BACK}?code={code}&state={second['state']}")) == "not-proved"
    assert outside.refused == ["verifier"]
    told = environment(tmp_path, outside.issuer)
    (tmp_path / "client-secret").write_text("another")
    monkeypatch.setattr(settings, "OPENID_PROVIDER", read(told))
    assert why(came_back(Client(), outside)) == "not-proved" and outside.refused[-1] == "client"
    # Ten minutes, and no longer.
    (tmp_path / "client-secret").write_text(SECRET)
    monkeypatch.setattr(settings, "OPENID_PROVIDER", read(told))
    late = Client()
    back = outside.approves(asked(late.post(START)))
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 601)
    assert why(late.get(back)) == "wrong-state"


@pytest.mark.parametrize(("language", "says", "does"), [("en", "Connect your account first", "Sign in as you always do; then connect it once"), ("fr", "Liez d’abord votre compte", "Ouvrez une session comme d’habitude, puis liez-la une fois")])  # fmt: skip
def test_an_identity_that_is_connected_to_nobody_is_told_what_to_do(outside: Provider, language: str, says: str, does: str) -> None:  # fmt: skip
    from trp.officers.models import Officer

    client, before = Client(), Officer.objects.count()
    outside.subject = "officer"  # the name of an account, and the claims name it too: they identify nobody
    found = came_back(client, outside, f"/{language}/accounts/openid/")
    assert why(found) == "unknown-identity" and not is_in(client)
    page = client.get(found["Location"])
    assert page.status_code == 403 and says in page.text and does in page.text
    assert f'<html lang="{language}"' in page.text
    assert Officer.objects.count() == before and log() == [("", "denied", "unknown-identity")]


@pytest.mark.parametrize(("said", "reason", "says"), [("access_denied", "cancelled", "It was cancelled"), ("server_error", "provider-refused", "answered with an error"), ("", "provider-refused", "answered with an error")])  # fmt: skip
def test_who_turns_back_at_the_provider_is_where_they_were(outside: Provider, said: str, reason: str, says: str) -> None:  # fmt: skip
    connected(outside)
    client = Client()
    state = asked(client.post(START))["state"]
    found = client.get(BACK, {"error": said, "state": state})
    assert why(found) == reason and not is_in(client)
    page = client.get(found["Location"])
    assert page.status_code == 403 and says in page.text and "<script>" not in page.text
    assert log()[-1] == ("", "denied", reason)


def test_a_reason_that_there_is_not_is_no_page(outside: Provider) -> None:
    assert Client().get(START + "you-have-won/").status_code == 404


def test_who_makes_states_up_is_slowed_down(outside: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = settings.ACCOUNT_RATE_LIMITS
    assert limits["openid_back"] == limits["login"] == "60/m/ip"
    monkeypatch.setattr(settings, "ACCOUNT_RATE_LIMITS", {**limits, "openid_back": "2/m/ip"})
    found = [Client().get(BACK).status_code for _ in range(3)]
    assert found == [302, 302, 429] and log() == [("", "denied", "wrong-state")] * 2


def test_one_is_signed_in_once_in_a_browser(outside: Provider) -> None:
    connected(outside)
    client = Client()
    back = outside.approves(asked(client.post(START)))
    sign_in(client, "clerk")  # in another tab, meanwhile
    assert client.post(START)["Location"] == HOME
    assert client.get(back)["Location"] == HOME and "Officer" in client.get("/en/account/").text
    from trp.officers.models import Browser

    here = Browser.objects.filter(session=client.session.session_key).values_list(
        "officer__username", flat=True
    )
    assert list(here) == ["officer"] and not Browser.objects.filter(officer__username="clerk").exists()


def test_another_issuer_knows_nobody_of_the_last(outside: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from allauth.socialaccount.models import SocialAccount

    from trp.officers.models import Officer

    SocialAccount.objects.create(user=Officer.objects.get(username="officer"), provider="https://id.example", uid=outside.subject)  # fmt: skip
    assert why(came_back(Client(), outside)) == "unknown-identity"


# What else holds of a sign-in ---------------------------------------------------------------------------


def test_a_closed_account_stays_closed(outside: Provider) -> None:
    from trp.officers.models import Officer

    connected(outside)
    Officer.objects.filter(username="officer").update(is_active=False)
    client = Client()
    found = came_back(client, outside)
    assert found.status_code == 403 and "This account is closed" in found.text and not is_in(client)
    assert log()[-1] == ("officer", "denied", "account-closed")


def test_a_locked_account_stays_locked(outside: Provider) -> None:
    connected(outside)
    client = Client()
    for _ in range(5):
        client.post(LOGIN, {"login": "officer", "password": "wrong"})
    found = came_back(client, outside)
    assert found.status_code == 429 and "Locked for a while" in found.text and not is_in(client)
    assert log()[-1] == ("officer", "denied", "locked-out")


def test_the_second_step_is_asked_for_all_the_same(outside: Provider) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from trp.officers.models import Officer

    connected(outside)
    officer = Officer.objects.get(username="officer")
    TOTP.activate(officer, generate_totp_secret())
    code = RecoveryCodes.activate(officer).get_unused_codes()[0]
    client = Client()
    found = came_back(client, outside)
    assert found["Location"] == "/en/accounts/second-step/authenticate/" and not is_in(client)
    client.post(found["Location"], {"code": code})
    assert is_in(client) and log()[-1] == ("officer", "signed-in", "openid-connect recovery_codes")


def test_it_lasts_no_longer_than_another_sign_in(outside: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    connected(outside)
    client = Client()
    came_back(client, outside)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + settings.SESSION_IDLE)
    assert not is_in(client)


def test_if_the_line_cannot_be_written_nothing_is_done(outside: Provider, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from allauth.socialaccount.models import SocialAccount

    def unwritten(client: Client) -> None:
        client.raise_request_exception = False
        monkeypatch.setattr(
            "trp.journal.sql.LOG", "INSERT INTO no_such_table VALUES (%s, %s, %s, %s, %s, %s)"
        )

    from trp.journal import sql

    written, client = sql.LOG, sign_in(Client())
    back = outside.approves(asked(client.post(ACCOUNT, {"does": "connect"})))
    unwritten(client)
    assert client.get(back).status_code == 500 and not SocialAccount.objects.exists()
    monkeypatch.setattr("trp.journal.sql.LOG", written)
    client = connected(outside)
    unwritten(client)
    assert client.post(ACCOUNT, {"does": "disconnect"}).status_code == 500
    assert SocialAccount.objects.exists()
    stranger = Client(raise_request_exception=False)
    assert came_back(stranger, outside).status_code == 500 and not is_in(stranger)


@pytest.mark.parametrize(("age", "is_fresh"), [(0, True), (599, True), (601, False), (None, False)])
def test_how_fresh_it_is_depends_on_when_the_provider_saw_a_proof(outside: Provider, age: int | None, is_fresh: bool) -> None:  # fmt: skip
    """Whoever finds the browser open signs in again by one press, without showing anything to anybody."""
    connected(outside)
    outside.twist = lambda claims: {**claims, "auth_time": None if age is None else claims["iat"] - age}
    client = Client()
    came_back(client, outside)
    assert is_in(client)
    found = client.get(ACCOUNT)
    assert (found.status_code == 200) is is_fresh
    if not is_fresh:
        assert found["Location"].startswith("/en/accounts/reauthenticate/")


def test_who_has_no_other_proof_is_asked_for_one_by_the_provider(outside: Provider, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from trp.officers.models import Officer

    connected(outside)
    Officer.objects.filter(username="officer").update(password="!")
    monkeypatch.setattr(settings, "DEMO", False)
    monkeypatch.setattr("trp.desk.reading.demo", lambda: None)
    outside.twist = lambda claims: {**claims, "auth_time": claims["iat"] - 3600}
    client = Client()
    came_back(client, outside)
    found = client.get(ACCOUNT)
    assert found["Location"] == f"{LOGIN}?next={ACCOUNT}" and not is_in(client)
    asks = asked(client.post(START, {"next": ACCOUNT}))
    assert asks["max_age"] == "0"
    outside.twist = lambda claims: claims
    assert client.get(outside.approves(asks))["Location"] == ACCOUNT
    assert client.get(ACCOUNT).status_code == 200


# The account --------------------------------------------------------------------------------------------


def test_connecting_takes_a_fresh_proof_which_is_asked_for_on_a_page_of_its_own(outside: Provider, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    client, real = sign_in(Client()), time.time
    assert client.get(ACCOUNT).status_code == 200
    monkeypatch.setattr(time, "time", lambda: real() + 700)
    assert client.get(ACCOUNT)["Location"].startswith("/en/accounts/reauthenticate/")
    for does in ("connect", "disconnect"):
        assert client.post(ACCOUNT, {"does": does})["Location"] == ACCOUNT
    client.post(f"/en/accounts/reauthenticate/?next={ACCOUNT}", {"password": PASSWORD})
    asked(client.post(ACCOUNT, {"does": "connect"}))


def test_one_identity_is_of_one_account_and_one_account_of_one_identity(outside: Provider) -> None:
    mine = connected(outside)
    clerk = sign_in(Client(), "clerk")
    assert why(came_back(clerk, outside, ACCOUNT, does="connect")) == "identity-taken"
    assert log()[-1] == ("clerk", "denied", "identity-taken")
    assert mine.post(ACCOUNT, {"does": "connect"})["Location"] == ACCOUNT
    assert "Your account is connected already." in mine.get(ACCOUNT).text
    # Begun twice before the first came back; and by the database itself, if both come at one moment.
    outside.subject = "another"
    first, second = (outside.approves(asked(clerk.post(ACCOUNT, {"does": "connect"}))) for _ in range(2))
    assert clerk.get(first)["Location"] == ACCOUNT
    outside.subject = "yet another"
    assert why(clerk.get(second)) == "identity-second"
    from trp.officers import identities
    from trp.officers.models import Officer

    officer, colleague = (Officer.objects.get(username=name) for name in ("officer", "colleague"))
    assert not identities.connect(officer, "yet another") and not identities.connect(colleague, "another")
    assert identities.connect(colleague, "yet another")


def test_what_comes_back_is_of_the_account_that_asked(outside: Provider) -> None:
    from allauth.socialaccount.models import SocialAccount

    client = sign_in(Client())
    back = outside.approves(asked(client.post(ACCOUNT, {"does": "connect"})))
    session = client.session
    states = session["socialaccount_states"]
    client.post("/en/accounts/logout/")
    sign_in(client, "clerk")
    session = client.session
    session["socialaccount_states"] = states
    session.save()
    assert why(client.get(back)) == "wrong-state" and not SocialAccount.objects.exists()


def test_disconnected_it_opens_nothing(outside: Provider) -> None:
    client = connected(outside)
    done = client.post(ACCOUNT, {"does": "disconnect"}, follow=True)
    assert "Disconnected: it opens nothing here any more." in done.text and "Not connected" in done.text
    assert log()[-1] == ("officer", "sign-in-changed", "openid-connect disconnected")
    lines = len(log())
    assert "it was over already" in client.post(ACCOUNT, {"does": "disconnect"}, follow=True).text
    assert len(log()) == lines
    assert why(came_back(Client(), outside)) == "unknown-identity"


def test_the_last_way_in_is_not_taken_off(outside: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount

    from trp.officers.models import Officer

    connected(outside)
    officer = Officer.objects.get(username="officer")
    Officer.objects.filter(pk=officer.pk).update(password="!")
    monkeypatch.setattr(settings, "DEMO", False)
    monkeypatch.setattr("trp.desk.reading.demo", lambda: None)
    client = Client()
    came_back(client, outside)
    page = client.get(ACCOUNT).text
    assert "It is your only way to sign in." in page and 'value="disconnect"' not in page
    assert "you would have no other way to sign in" in client.post(ACCOUNT, {"does": "disconnect"}, follow=True).text  # fmt: skip
    assert SocialAccount.objects.exists()
    Authenticator.objects.create(user=officer, type="webauthn", data={})
    client.post(ACCOUNT, {"does": "disconnect"})
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("world", ["postgresql"], indirect=True)
def test_the_account_of_the_service_may_do_all_this(outside: Provider) -> None:
    from django.db import connection

    from trp.journal.roles import grant

    role = "trp_app"
    cluster().execute(
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} LOGIN; END IF; END $$"
    )
    grant(role)
    use(cluster().url(str(connection.settings_dict["NAME"]), role))
    client = connected(outside)
    client.post("/en/accounts/logout/")
    assert came_back(client, outside)["Location"] == HOME and is_in(client)
    client.post(ACCOUNT, {"does": "disconnect"})
    assert why(came_back(Client(), outside)) == "unknown-identity"


# In a browser -------------------------------------------------------------------------------------------

SAID = {
    "en": ("Connect", "Connected", "Sign out", "Sign in with your department account"),
    "fr": ("Lier", "Lié", "Fermer la session", "Ouvrir une session avec votre compte du ministère"),
}


@pytest.fixture
def page(outside: Provider, browser: Any) -> Iterator[Any]:
    """A page of a browser on the service."""
    with served() as address:
        context = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768})
        yield context.new_page()
        context.close()


def fine(page: Any) -> None:
    """Nothing that axe finds, and nothing to be moved sideways on a phone."""
    assert findings(page) == [], page.url
    page.set_viewport_size({"width": 320, "height": 640})
    assert not is_wider_than_the_screen(page), page.url
    page.set_viewport_size({"width": 1366, "height": 768})


def press(page: Any, name: str) -> None:
    """By the keyboard."""
    page.get_by_role("button", name=name, exact=True).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ("en", "fr"))
def test_in_a_browser_it_is_connected_and_signs_in(page: Any, outside: Provider, language: str) -> None:
    connect, is_connected, sign_out, sign_in_with = SAID[language]
    yes, no = WORDS[language]
    told = complaints(page)
    page.goto(f"/{language}/accounts/login/?next=/{language}/account/openid/")
    fine(page)
    page.fill("[name=login]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=login]) button[type=submit]").click()
    page.wait_for_url(f"**/{language}/account/openid/")
    fine(page)
    press(page, connect)
    press(page, yes)
    page.wait_for_url(f"**/{language}/account/openid/")
    assert page.locator("h2").first.inner_text() == is_connected
    fine(page)
    press(page, sign_out)

    page.goto(f"/{language}/accounts/login/?next=/{language}/account/")
    press(page, sign_in_with)
    press(page, no)
    assert page.url.endswith(f"/{language}/accounts/openid/cancelled/")
    fine(page)
    told.remove(next(one for one in told if "403" in one))  # the console tells the status of that page
    page.goto(f"/{language}/accounts/login/?next=/{language}/account/")
    press(page, sign_in_with)
    press(page, yes)
    page.wait_for_url(f"**/{language}/account/")
    assert log()[-1] == ("officer", "signed-in", "openid-connect")
    assert told == []


def test_chromium_goes_to_no_provider_that_the_policy_does_not_name(page: Any, outside: Provider, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("trp.desk.signin.leads_out", lambda answer: answer)
    told = complaints(page)
    page.goto(LOGIN)
    page.get_by_role("button", name=SAID["en"][3]).click()
    page.wait_for_timeout(300)
    assert outside.issuer not in page.url and any("form-action" in one for one in told)
