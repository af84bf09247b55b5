"""The sign-in: who gets in, who does not, for how long, and what is written of it."""

from __future__ import annotations

import re
import runpy
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.databases import ENGINES, cluster, fresh, use
from tests.world import World
from trp.casework.around import ROLES
from trp.cli.serve import clear_sessions

pytestmark = pytest.mark.slow

PASSWORD = "correct horse battery staple"
LOGIN, HOME = "/en/accounts/login/", "/en/"
STEP = "/en/accounts/second-step/"
WHERE = STEP  # a page that needs a sign-in, and no more


@lru_cache
def hashed() -> str:
    return make_password(PASSWORD)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as ever, in less memory."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 1024)


@pytest.fixture(params=["sqlite"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    """Offices and officers; the officer and the clerk have a password."""
    from trp.officers.models import Officer

    use(fresh(request.param, tmp_path))
    made = World.make()
    Officer.objects.update(password="!")
    Officer.objects.filter(username__in=["officer", "clerk"]).update(password=hashed())
    return made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Let time pass for the sign-in."""
    real = time.time
    past = [0.0]

    def passes(seconds: float) -> None:
        past[0] += seconds

    monkeypatch.setattr(time, "time", lambda: real() + past[0])
    yield passes


def sign_in(client: Client, name: str = "officer", password: str = PASSWORD, **given: Any) -> Any:
    return client.post(LOGIN, {"login": name, "password": password, **given})


def is_in(client: Client) -> bool:
    return bool(client.get(WHERE).status_code == 200)


def log() -> list[tuple[str, str, str]]:
    """The lines of the sign-in in the security log: who (by name), what, why."""
    from trp.journal.models import SecurityEvent
    from trp.officers.models import Officer

    names = {str(key): name for key, name in Officer.objects.values_list("id", "username")}
    held = SecurityEvent.objects.filter(act="SignIn").order_by("id")
    return [(names.get(one.officer, one.officer), one.kind, one.codes) for one in held]


def code_of(secret: str, ahead: int = 0) -> str:
    from allauth.mfa.totp.internal import auth

    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30 + ahead))


def enrolled(client: Client) -> tuple[str, list[str]]:
    """Turn the second step on, for somebody who is signed in: the secret, and the recovery codes."""
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get(STEP + "activate/").content.decode()
    [secret] = re.findall(r'<code class="secret" translate="no">([A-Z2-7]+)</code>', page)
    done = client.post(STEP + "activate/", {"code": code_of(secret)}, follow=True)
    codes = re.findall(r"<li><code>([0-9]+)</code></li>", done.content.decode())
    assert len(codes) == 10
    return secret, codes


# By name and password -----------------------------------------------------------------------------------


def test_a_name_and_its_password_let_in_under_a_new_key(world: World) -> None:
    client = Client()
    client.get("/en/accounts/login/?next=/en/queue/")
    assert client.get(WHERE)["Location"] == f"{LOGIN}?next={WHERE}"
    client.session.save()
    before = client.session.session_key
    found = sign_in(client, " Officer ")  # as a keyboard of a telephone writes it
    assert found.status_code == 302 and found["Location"] == HOME and is_in(client)
    assert client.session.session_key != before
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (
        cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["max-age"] and not cookie["expires"]
    )
    assert log() == [("officer", "signed-in", "password")]


def test_passwords_are_kept_as_argon2(world: World) -> None:
    assert hashed().startswith("argon2$argon2id$")


@pytest.mark.parametrize(("language", "says"), [("en", "The username or the password is not right."), ("fr", "Le nom d’utilisateur ou le mot de passe n’est pas le bon.")])  # fmt: skip
def test_what_is_wrong_is_said_without_saying_which(world: World, language: str, says: str) -> None:
    client = Client()
    for name in ("officer", "my-secret-typed-as-a-name"):
        found = client.post(f"/{language}/accounts/login/", {"login": name, "password": "x"})
        page = found.content.decode()
        assert found.status_code == 200 and says in page and f'<html lang="{language}"' in page
    assert not is_in(client)
    assert log() == [("officer", "denied", "wrong-password"), ("", "denied", "unknown-name")]


def test_an_empty_form_ties_its_errors_to_the_fields(world: World) -> None:
    page = Client().post("/fr/accounts/login/", {}).content.decode()
    for field, says, fills in (
        ("login", "Inscrivez votre nom d’utilisateur.", "username"),
        ("password", "Inscrivez votre mot de passe.", "current-password"),
    ):
        assert f'<a href="#id_{field}">{says}</a>' in page  # in the summary, which takes the focus
        [drawn] = re.findall(f'<input[^>]*name="{field}"[^>]*>', page)
        assert 'aria-invalid="true"' in drawn and f'aria-describedby="id_{field}_error"' in drawn
        assert f'autocomplete="{fills}"' in drawn and "placeholder" not in drawn
        assert f'id="id_{field}_error"' in page
    assert log() == []


@pytest.mark.parametrize("world", ENGINES, indirect=True)
def test_five_failures_lock_the_name_at_that_address_even_to_the_right_password(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    for n, name in enumerate(["officer", "OFFICER", " Officer", "oFFicer", "officer"], 1):
        assert sign_in(client, name, "wrong").status_code == (200 if n < 5 else 429), n
    found = sign_in(client)
    assert found.status_code == 429 and "Locked for a while" in found.content.decode() and not is_in(client)
    assert sign_in(client, "clerk").status_code == 302  # another name, and
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")  # another address
    assert sign_in(elsewhere).status_code == 302
    wrong = ("officer", "denied", "wrong-password")
    assert log()[:6] == [wrong] * 4 + [
        ("officer", "locked-out", "wrong-password"),
        ("officer", "denied", "locked-out"),
    ]
    monkeypatch.setattr(settings, "AXES_COOLOFF_TIME", timedelta(0))  # the time is over
    assert sign_in(Client()).status_code == 302


def test_a_name_tried_from_everywhere_is_slowed_down_and_each_try_is_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.ACCOUNT_RATE_LIMITS["login_failed"] == "30/m/ip,20/5m/key"
    monkeypatch.setattr(settings, "ACCOUNT_RATE_LIMITS", {"login_failed": "30/m/ip,3/5m/key"})
    for n in range(3):
        sign_in(Client(REMOTE_ADDR=f"10.0.1.{n}"), password="wrong")
    found = sign_in(Client(REMOTE_ADDR="10.0.2.1"))
    assert "Too many tries." in found.content.decode()
    assert len(log()) == 4 and log()[-1] == ("officer", "denied", "too-many-tries")


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_if_the_line_cannot_be_written_nobody_is_signed_in(
    world: World, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setattr("trp.journal.sql.LOG", "INSERT INTO no_such_table VALUES (%s, %s, %s, %s, %s, %s)")
    client = Client(raise_request_exception=False)
    assert sign_in(client, password=password).status_code == 500
    assert not is_in(client)


def test_a_closed_account_does_not_get_in_and_one_closed_meanwhile_is_out_at_once(world: World) -> None:
    from trp.officers.models import Officer

    client = Client()
    sign_in(client)
    assert is_in(client)
    Officer.objects.filter(username="officer").update(is_active=False)
    assert client.get(WHERE)["Location"].startswith(LOGIN)
    found = sign_in(client)
    assert (
        found.status_code == 403 and "This account is closed" in found.content.decode() and not is_in(client)
    )
    assert log()[-1] == ("officer", "denied", "account-closed")


@pytest.mark.parametrize(("wanted", "goes"), [("/fr/cases/T-000001/?tab=fee", "/fr/cases/T-000001/?tab=fee"), ("http://testserver/en/", "http://testserver/en/"), ("https://evil.example/", HOME), ("//evil.example/", HOME), ("/\\evil.example", HOME), ("javascript:alert(1)", HOME), ("http://localhost/", HOME)])  # fmt: skip
def test_one_goes_on_where_one_was_at_this_host_alone(world: World, wanted: str, goes: str) -> None:
    client = Client()
    page = client.get(LOGIN, {"next": wanted})
    assert page.status_code == 200
    assert sign_in(client, next=wanted)["Location"] == goes


# Sessions -----------------------------------------------------------------------------------------------


def test_a_session_ends_unused_after_half_an_hour(world: World, clock: Any) -> None:
    client = Client()
    sign_in(client)
    for _ in range(3):
        clock(29 * 60)
        assert is_in(client)
    clock(30 * 60)
    found = client.get(WHERE, follow=True)
    assert found.redirect_chain[0][0] == f"{LOGIN}?next={WHERE}"
    assert "You were signed out, because nothing was done for some time." in found.content.decode()
    assert not is_in(client)


def test_a_session_ends_after_twelve_hours_however_it_is_used(world: World, clock: Any) -> None:
    client = Client()
    sign_in(client)
    for _ in range(47):
        clock(15 * 60)
        assert is_in(client)
    clock(15 * 60)
    assert not is_in(client)


def test_the_last_use_is_written_once_a_minute_at_most(world: World, clock: Any) -> None:
    from trp.officers.sessions import USED

    client = Client()
    sign_in(client)
    first = client.session[USED]
    clock(58)
    client.get(WHERE)
    assert client.session[USED] == first
    clock(2)
    client.get(WHERE)
    assert client.session[USED] == first + 60


def test_a_session_without_the_marks_of_its_sign_in_is_over(world: World) -> None:
    from trp.officers.sessions import SINCE

    client = Client()
    sign_in(client)
    session = client.session
    del session[SINCE]
    session.save()
    assert not is_in(client)


def test_at_its_start_the_service_lets_go_of_sessions_that_have_run_out(world: World) -> None:
    over, lives = SessionStore(), SessionStore()
    over.set_expiry(-60)
    for one in (over, lives):
        one.create()
    clear_sessions()
    assert set(Session.objects.values_list("session_key", flat=True)) == {lives.session_key}


def test_only_a_sent_form_signs_out(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    mark = _mark(client.get(LOGIN))
    client.post(LOGIN, {"login": "officer", "password": PASSWORD, "csrfmiddlewaretoken": mark})
    page = client.get("/en/accounts/logout/")
    assert page.status_code == 200 and is_in(client)
    refused = client.post("/fr/accounts/logout/")
    assert refused.status_code == 403 and 'lang="fr"' in refused.content.decode() and is_in(client)
    left = client.post("/en/accounts/logout/", {"csrfmiddlewaretoken": _mark(page)})
    assert left["Location"] == LOGIN and not is_in(client)


def _mark(page: Any) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert found
    return found[1]


# The second step ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("world", ENGINES, indirect=True)
def test_with_the_second_step_a_password_alone_opens_nothing(world: World, clock: Any) -> None:
    from allauth.mfa.models import Authenticator

    client = Client()
    sign_in(client)
    asked = client.get(STEP + "activate/")
    assert asked["Location"].startswith("/en/accounts/reauthenticate/")  # a sign-in is not enough
    secret, codes = enrolled(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept and not any(code in kept for code in codes)
    assert codes[0] not in client.get(STEP + "codes/").content.decode()  # shown once

    clock(60)
    other = Client()
    assert sign_in(other)["Location"] == STEP + "authenticate/" and not is_in(other)
    assert "This code is not right" in other.post(STEP + "authenticate/", {"code": "000000"}).content.decode()
    assert not is_in(other)
    code = code_of(secret)
    assert other.post(STEP + "authenticate/", {"code": code}).status_code == 302 and is_in(other)

    cache.clear()  # allauth forgets after half a minute that a code was used; then it is still near enough in time
    again = Client()
    sign_in(again)
    assert again.post(STEP + "authenticate/", {"code": code}).status_code == 200 and not is_in(again)
    assert again.post(STEP + "authenticate/", {"code": codes[3]}).status_code == 302 and is_in(again)
    last = Client()
    sign_in(last)
    assert last.post(STEP + "authenticate/", {"code": codes[3]}).status_code == 200 and not is_in(last)
    steps = [one[1:] for one in log() if one[1] == "signed-in"]
    assert steps == [("signed-in", "password"), ("signed-in", "password totp"), ("signed-in", "password recovery_codes")]  # fmt: skip
    assert ("officer", "denied", "wrong-code") in log()


def test_wrong_codes_lock_and_a_locked_account_does_not_open_to_the_right_code(
    world: World, clock: Any
) -> None:
    client = Client()
    sign_in(client)
    secret, _ = enrolled(client)
    clock(60)
    waiting, other = Client(), Client()
    sign_in(waiting)
    sign_in(other)
    answers = [other.post(STEP + "authenticate/", {"code": "000000"}).status_code for _ in range(5)]
    assert answers == [200] * 4 + [429]
    assert waiting.post(STEP + "authenticate/", {"code": code_of(secret)}).status_code == 429
    assert not is_in(waiting)
    assert log()[-2:] == [("officer", "locked-out", "wrong-code"), ("officer", "denied", "locked-out")]


def test_an_account_closed_between_the_two_steps_stays_out(world: World, clock: Any) -> None:
    from trp.officers.models import Officer

    client = Client()
    sign_in(client)
    secret, _ = enrolled(client)
    clock(60)
    other = Client()
    sign_in(other)
    Officer.objects.filter(username="officer").update(is_active=False)
    assert other.post(STEP + "authenticate/", {"code": code_of(secret)}).status_code == 403
    assert not is_in(other) and log()[-1] == ("officer", "denied", "account-closed")


def test_turning_it_off_asks_for_the_password_and_not_for_a_code(world: World, clock: Any) -> None:
    client = Client()
    sign_in(client)
    enrolled(client)
    clock(301)
    asked = client.post(STEP + "deactivate/")
    assert asked["Location"].startswith("/en/accounts/reauthenticate/")
    assert client.get(STEP + "reauthenticate/")["Location"] == "/en/accounts/reauthenticate/"
    wrong = client.post("/fr/accounts/reauthenticate/", {"password": "wrong"})
    assert "Ce n’est pas votre mot de passe." in wrong.content.decode()
    assert log()[-1] == ("officer", "denied", "wrong-password")
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post(STEP + "deactivate/")["Location"] == STEP
    assert "The second step is off" in client.get(STEP).content.decode()
    assert ("officer", "sign-in-changed", "totp removed") in log()
    assert sign_in(Client())["Location"] == HOME


# Another password ---------------------------------------------------------------------------------------


def test_another_password_ends_the_other_sessions(world: World) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here)
    sign_in(elsewhere)
    new = "wrong donkey accumulator pin"
    told = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    done = here.post("/en/accounts/password/", told, follow=True)
    assert "Your password is changed." in done.content.decode()
    assert is_in(here) and not is_in(elsewhere)
    assert sign_in(Client()).status_code == 200 and sign_in(Client(), password=new).status_code == 302
    assert ("officer", "sign-in-changed", "password") in log()


@pytest.mark.parametrize(("told", "says"), [
    ({"oldpassword": "wrong"}, "Ce n’est pas votre mot de passe actuel."),
    ({"password1": "court", "password2": "court"}, "au minimum 12 caractères"),
    ({"password1": "qwerty123456", "password2": "qwerty123456"}, "trop courant"),
    ({"password2": "autre chose"}, "Les deux nouveaux mots de passe diffèrent."),
])  # fmt: skip
def test_a_poor_password_is_refused_in_the_language_of_the_page(
    world: World, told: dict[str, str], says: str
) -> None:
    client = Client()
    sign_in(client)
    new = "wrong donkey accumulator pin"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new, **told}
    assert says in client.post("/fr/accounts/password/", given).content.decode()
    assert sign_in(Client()).status_code == 302


@pytest.mark.parametrize("world", ["postgresql"], indirect=True)
def test_the_account_of_the_service_may_do_all_this_and_change_no_account(world: World, clock: Any) -> None:
    import psycopg
    from django.db import connection

    from trp.journal.roles import grant

    role = "trp_app"
    cluster().execute(
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} LOGIN; END IF; END $$"
    )
    grant(role)
    url = cluster().url(str(connection.settings_dict["NAME"]), role)
    use(url)
    client = Client()
    for _ in range(4):
        sign_in(client, password="wrong")
    sign_in(client)
    secret, _ = enrolled(client)
    client.post(STEP + "codes/generate/")
    new = "wrong donkey accumulator pin"
    client.post("/en/accounts/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    client.post("/en/accounts/logout/")
    clock(60)
    sign_in(client, password=new)
    client.post(STEP + "authenticate/", {"code": code_of(secret)})
    assert is_in(client)
    for column in ("roles", "is_active", "office_id", "username", "name", "id"):
        with psycopg.connect(url) as session, pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute(f"UPDATE officers_officer SET {column} = {column}")  # type: ignore[call-overload]


def keeper(monkeypatch: pytest.MonkeyPatch, given: str, *arguments: str) -> int:
    """Somebody who keeps the service sets a password; what they type comes from a pipe."""
    import io

    from trp.cli import main, password

    monkeypatch.setattr(password, "connect", lambda: None)
    monkeypatch.setattr("sys.stdin", io.StringIO(given + "\n"))
    return main.main(["password", *arguments])


def test_those_who_keep_the_service_give_a_password_and_let_in_who_lost_everything(
    world: World, clock: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    client = Client()
    sign_in(client)
    enrolled(client)
    for _ in range(5):
        sign_in(Client(), password="wrong")
    new = "wrong donkey accumulator pin"
    assert keeper(monkeypatch, new, "officer", "--without-second-step") == 0
    assert not is_in(client) and sign_in(Client(), password=new)["Location"] == HOME
    assert keeper(monkeypatch, new, "supervisor") == 0  # who never had one
    assert sign_in(Client(), "supervisor", new)["Location"] == HOME
    from trp.journal.models import SecurityEvent

    held = SecurityEvent.objects.filter(act="SetPassword").order_by("id").values_list("officer", "codes")
    assert list(held) == [
        (str(world.officers["officer"]), "password by-keeper second-step-off"),
        (str(world.officers["supervisor"]), "password by-keeper"),
    ]


@pytest.mark.parametrize(("name", "given", "says"), [("nobody", "x", "aucun compte ouvert"), ("officer", "court", "12 caractères"), ("officer", "", "12 caractères")])  # fmt: skip
def test_a_password_that_is_poor_or_nobody_s_is_not_set(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, given: str, says: str
) -> None:  # fmt: skip
    assert keeper(monkeypatch, given, name, "--lang", "fr") == 2
    assert says in capsys.readouterr().err and sign_in(Client()).status_code == 302


# The demo's users ---------------------------------------------------------------------------------------


def a_demo() -> None:
    from trp.journal.demo import Demo, mark

    mark(Demo(date(2026, 3, 2), 1, 1, 1))


def offers(page: str) -> list[str]:
    return re.findall(r'name="username" value="([^"]+)"', page)


@pytest.mark.parametrize(("language", "does"), [("en", "Asks for fees, enters and matches receipts"), ("fr", "Demande les frais, inscrit et rapproche les reçus")])  # fmt: skip
def test_a_demo_offers_one_of_each_role_at_each_kind_of_office(
    world: World, language: str, does: str
) -> None:
    from trp.officers.models import Officer

    a_demo()
    page = Client().get(f"/{language}/accounts/login/").content.decode()
    assert does in page
    found = Officer.objects.filter(username__in=offers(page)).values_list("roles", "office__kind")
    every = set(Officer.objects.values_list("roles", "office__kind"))
    assert set(found) == every and len(found) == len(every)  # once each


def test_one_press_signs_in_in_place_of_whoever_was_there(world: World) -> None:
    a_demo()
    client = Client()
    client.get(LOGIN)
    for name in ("manager", "intake"):
        done = client.post("/en/accounts/demo/", {"username": name, "next": "/en/queue/"})
        assert (
            done["Location"] == "/en/queue/" and f">{name.title()}</a>" in client.get(WHERE).content.decode()
        )
    assert log() == [("manager", "signed-in", "demo"), ("intake", "signed-in", "demo")]
    none = client.get("/fr/accounts/password/")
    assert none.status_code == 404 and "Vous n’avez pas de mot de passe" in none.content.decode()


@pytest.mark.parametrize("lacks", ["the setting", "the marks"])
def test_where_it_is_no_demo_nobody_is_offered_and_nobody_comes_in(
    world: World, monkeypatch: pytest.MonkeyPatch, lacks: str
) -> None:
    if lacks == "the setting":
        a_demo()
        monkeypatch.setattr(settings, "DEMO", False)
    client = Client()
    assert offers(client.get(LOGIN).content.decode()) == []
    assert client.get("/en/accounts/demo/").status_code == 404
    assert client.post("/en/accounts/demo/", {"username": "manager"}).status_code == 404
    assert not is_in(client) and log() == []


def test_who_is_not_offered_does_not_come_in_by_a_press(world: World) -> None:
    from trp.officers.models import Office, Officer

    a_demo()
    Officer.objects.create(
        username="feed", name="Feed", roles="payment_system", office=Office.objects.get(code="PARIS")
    )
    Officer.objects.filter(username="clerk").update(is_active=False)
    client = Client()
    for name in ("feed", "clerk", "nobody", ""):
        assert client.post("/en/accounts/demo/", {"username": name}).status_code == 404
    assert not is_in(client)


def test_what_each_role_does_is_said() -> None:
    from trp.desk.demo_users import _DOES

    assert set(_DOES) == set(ROLES) - {"payment_system"}


# What is there, and what every answer says --------------------------------------------------------------

OPEN = {
    "account_login": "public", "account_logout": "public", "demo_users": "public", "mfa_authenticate": "public",
    "account_change_password": "signed in", "account_reauthenticate": "signed in", "mfa_index": "signed in",
    "mfa_reauthenticate": "signed in", "mfa_activate_totp": "signed in", "mfa_deactivate_totp": "signed in",
    "mfa_view_recovery_codes": "signed in", "mfa_generate_recovery_codes": "signed in",
    "mfa_add_webauthn": "signed in", "mfa_remove_webauthn": "signed in", "mfa_reauthenticate_webauthn": "signed in",
    "mfa_login_webauthn": "public", "openid_start": "public", "openid_not": "public",
}  # fmt: skip


def test_of_allauth_only_these_views_answer_and_each_says_to_whom(world: World) -> None:
    from trp.desk.may import declared
    from trp.site.accounts import urlpatterns

    found = {}
    for one in urlpatterns:
        [who] = declared(one.callback) or settings.DECLARED[one.name]
        found[one.name] = who
    assert found == OPEN
    client = Client()
    for name in ("account_signup", "account_reset_password", "account_email", "account_set_password", "mfa_list_webauthn", "account_confirm_email"):  # fmt: skip
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for path in (
        "signup/",
        "password/reset/",
        "email/",
        "password/set/",
        "login/code/",
        "2fa/",
        "inactive/",
        "",
    ):
        assert client.get(f"/en/accounts/{path}").status_code == 404, path
    names = {one for one in get_resolver().reverse_dict if isinstance(one, str)}
    assert {one for one in names if one.startswith(("account_", "mfa_"))} <= set(OPEN)


@pytest.mark.parametrize("name", sorted(name for name, who in OPEN.items() if who == "signed in"))
def test_who_is_not_signed_in_is_led_to_the_sign_in_and_back(world: World, name: str) -> None:
    from django.utils.translation import override

    with override("fr"):
        path = reverse(name, args=[1] if name == "mfa_remove_webauthn" else [])
    for found in (Client().get(path), Client().post(path)):
        assert found.status_code == 302 and found["Location"] == f"/fr/accounts/login/?next={path}"


def test_every_page_speaks_both_languages_and_holds_no_script_or_style(world: World, clock: Any) -> None:
    client = Client()
    sign_in(client)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    pages = ["logout/", "password/", "reauthenticate/", "second-step/", "second-step/activate/"]
    titles: dict[str, set[str]] = {}

    def look(path: str, by: Client) -> None:
        for language in ("en", "fr"):
            found = by.get(f"/{language}/accounts/{path}")
            page = found.content.decode()
            assert found.status_code == 200, path
            assert f'<html lang="{language}"' in page and not re.search(
                r"<style|\sstyle=|\son\w+=|<script>", page
            )
            assert "{%" not in page and page.count("<h1") == 1
            [title] = re.findall("<title>(.*?)</title>", page)
            titles.setdefault(path, set()).add(title)

    for path in pages:
        look(path, client)
    look("login/", Client())
    enrolled(client)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    for path in ("second-step/deactivate/", "second-step/codes/", "second-step/codes/generate/"):
        look(path, client)
    other = Client()
    sign_in(other)
    look("second-step/authenticate/", other)
    assert all(len(held) == 2 for held in titles.values()), titles


def test_what_browsers_are_told_with_every_answer(world: World) -> None:
    told = Client().get(LOGIN).headers
    policy = dict(one.strip().split(" ", 1) for one in told["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'self'", "img-src": "'self' data:", "object-src": "'none'", "base-uri": "'none'",
        "form-action": "'self'", "frame-ancestors": "'none'",
    }  # fmt: skip
    assert told["X-Content-Type-Options"] == "nosniff" and told["X-Frame-Options"] == "DENY"
    assert told["Referrer-Policy"] == "same-origin" and "camera=()" in told["Permissions-Policy"]
    assert "no-store" in told["Cache-Control"] and "Strict-Transport-Security" not in told


def test_the_tables_of_second_factors_are_those_of_their_model(world: World) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def the_settings(monkeypatch: pytest.MonkeyPatch, **env: str) -> dict[str, Any]:
    """The settings of the sign-in on another machine."""
    for name in ("TRP_DEMO", "TRP_PLAIN_HTTP", "TRP_HOSTS", "TRP_PROXIES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    import trp.site.signing_in as module

    return runpy.run_path(str(module.__file__))


def test_outside_a_demo_everything_goes_by_tls_unless_it_never_leaves_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.core.exceptions import ImproperlyConfigured

    safe = the_settings(monkeypatch, TRP_HOSTS="trp.example.ca")
    assert safe["SESSION_COOKIE_SECURE"] and safe["CSRF_COOKIE_SECURE"] and safe["SECURE_SSL_REDIRECT"]
    assert safe["SECURE_HSTS_SECONDS"] >= 31_536_000 and safe["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert "SECURE_PROXY_SSL_HEADER" not in safe  # nobody's word is taken for it
    behind = the_settings(monkeypatch, TRP_HOSTS="trp.example.ca", TRP_PROXIES="1")
    assert behind["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1 and behind["SECURE_PROXY_SSL_HEADER"]
    here = the_settings(monkeypatch, TRP_PLAIN_HTTP="1", TRP_HOSTS="localhost,127.0.0.1")
    assert not here["SESSION_COOKIE_SECURE"]
    with pytest.raises(ImproperlyConfigured, match="in the clear"):
        the_settings(monkeypatch, TRP_PLAIN_HTTP="1", TRP_HOSTS="trp.example.ca")
    demo = the_settings(monkeypatch, TRP_DEMO="1")
    assert not demo["SESSION_COOKIE_SECURE"] and not demo["SECURE_HSTS_SECONDS"]
    public = the_settings(monkeypatch, TRP_DEMO="1", TRP_PLAIN_HTTP="0", TRP_HOSTS="demo.example.ca")
    assert public["SESSION_COOKIE_SECURE"] and public["SECURE_HSTS_SECONDS"]


def test_the_server_does_not_start_with_a_key_that_everybody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.exceptions import ImproperlyConfigured

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        runpy.run_module("trp.site.wsgi")
