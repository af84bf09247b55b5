"""What grants something asks first for a proof, at most ten minutes old, that it is you: M31, and money paid back."""

from __future__ import annotations

import time as real
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db import connection
from django.test import Client

from trp.desk.acting import VIEWS
from trp.desk.stepping_up import FRESH
from trp.officers.models import Officer

PASSWORD = "correct horse battery staple"
SignedByPassword = Callable[[str], Client]

CLAIM = ("a.roy", "cases/T-000126/acts/claim-exemption")
DOUBT = ("a.roy", "cases/T-000176/acts/decide-doubt")
ISSUES_WITH_M31 = ("v.desjardins", "cases/T-000134/acts/issue-permit")
ISSUES_PAID = ("s.bouchard", "cases/T-000121/acts/issue-permit")
REFUND = ("e.rossi", "receipts/R-1/approve-refund")
OTHER = ("a.roy", "cases/T-000126/acts/add-note")


@pytest.fixture
def by_password(demo_site: str, monkeypatch: pytest.MonkeyPatch) -> SignedByPassword:
    """Gives a client of somebody of the demo who signed in by a password just now."""
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 1024)

    def sign_in(username: str) -> Client:
        Officer.objects.filter(username=username).update(password=make_password(PASSWORD))
        client = Client(HTTP_HOST="localhost")
        given = {"login": username, "password": PASSWORD}
        assert client.post("/en/accounts/login/", given).status_code == 302
        return client

    return sign_in


def _asks(client: Client, path: str) -> bool:
    """Whether a form that is sent there is answered with the question for a proof; else by the page that it was sent to."""
    answer = client.post(f"/en/{path}", {"key": "k", "seen": "0"})
    assert answer.status_code in (404, 409, 422) or "/accounts/" in answer["Location"], (
        answer.status_code and "/login/" not in answer.get("Location", "")
    )
    return answer.status_code == 302 and answer["Location"].startswith("/en/accounts/reauthenticate/")


def _lines() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_line")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("who", "path"), [CLAIM, DOUBT, ISSUES_WITH_M31, REFUND], ids=["claim", "doubt", "issue", "refund"]
)
def test_what_grants_asks_for_a_fresh_proof(
    by_password: SignedByPassword, monkeypatch: pytest.MonkeyPatch, who: str, path: str
) -> None:
    client, start, before = by_password(who), real.time(), _lines()
    monkeypatch.setattr(real, "time", lambda: start + FRESH - 1)
    assert not _asks(client, path)
    monkeypatch.setattr(real, "time", lambda: start + FRESH + 61)
    assert _asks(client, path) and _lines() == before


@pytest.mark.parametrize(("who", "path"), [ISSUES_PAID, OTHER], ids=["issue of what is paid", "note"])
def test_what_grants_nothing_asks_for_none(
    by_password: SignedByPassword, monkeypatch: pytest.MonkeyPatch, who: str, path: str
) -> None:
    client, start = by_password(who), real.time()
    monkeypatch.setattr(real, "time", lambda: start + FRESH + 61)
    assert not _asks(client, path)


def test_to_open_the_page_of_a_claim_asks_for_none(
    by_password: SignedByPassword, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, start = by_password(CLAIM[0]), real.time()
    monkeypatch.setattr(real, "time", lambda: start + FRESH + 61)
    assert client.get(f"/en/{CLAIM[1]}").status_code == 200


def test_what_was_typed_is_sent_on_once_the_proof_is_there(
    by_password: SignedByPassword, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, start, before = by_password(DOUBT[0]), real.time(), _lines()
    monkeypatch.setattr(real, "time", lambda: start + FRESH + 61)
    drawn = client.get(f"/en/{DOUBT[1]}").text
    seen = drawn.partition('name="seen" value="')[2].partition('"')[0]
    form = {
        "key": "k1",
        "seen": seen,
        "in_favour": "yes",
        "reason": "One small offence, read in the record of the court.",
    }
    sent = client.post(f"/en/{DOUBT[1]}", form)
    assert sent["Location"].startswith("/en/accounts/reauthenticate/") and _lines() == before
    assert client.post(sent["Location"], {"password": "wrong"}).status_code == 200 and _lines() == before
    right = client.post(sent["Location"], {"password": PASSWORD})
    assert right.status_code == 302 and _lines() == before + 1
    again = client.post(f"/en/{DOUBT[1]}", form)  # sent once more: done once, and the proof is fresh now
    assert not again["Location"].startswith("/en/accounts/") and _lines() == before + 1


def test_every_act_that_grants_m31_is_among_them() -> None:
    asks = {name for name, view in VIEWS.items() if view.proves}
    assert asks == {"ClaimExemption", "DecideDoubt"}
    own = {name for name, view in VIEWS.items() if "asks_for_proof" in vars(view)}
    assert own == {"IssuePermit"}
