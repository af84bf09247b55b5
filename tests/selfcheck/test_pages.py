"""The pages of the self-check: they keep nothing, and whatever is sent is answered by a page that can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.selfcheck.conftest import DAY
from tests.selfcheck.walks import LIGHT_CRIME, PAYS, VICTIM
from tests.web.desk import holds
from tests.web.markup import Markup
from trp.selfcheck import limit
from trp.selfcheck.questions import UNKNOWN
from trp.selfcheck.sent import MOST_BYTES
from trp.selfcheck.table import QUESTIONS

FORM = "application/x-www-form-urlencoded"


def send(client: Client, fields: Mapping[str, Any], language: str = "en") -> Any:
    return (
        client.post(f"/{language}/check/", fields, content_type=FORM)
        if isinstance(fields, str)
        else client.post(f"/{language}/check/", data=_encoded(fields), content_type=FORM)
    )


def _encoded(fields: Mapping[str, Any]) -> str:
    from django.utils.http import urlencode

    return urlencode(fields, doseq=True)


def hidden(text: str) -> dict[str, list[str]]:
    """The hidden fields of the page’s form."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', text):
        found.setdefault(name, []).append(value)
    return found


# Nothing is kept ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields", [None, {"go": "next", "at": "origin", "origin": "client"}, VICTIM, {"situation": "x"}]
)
def test_a_page_sets_no_cookie_writes_no_row_and_is_kept_nowhere(
    client: Client, fields: dict[str, str] | None
) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/en/check/") if fields is None else send(client, fields)
    assert "Set-Cookie" not in answer and not answer.cookies and not client.cookies
    assert answer["Cache-Control"] == "no-store" and answer["Referrer-Policy"] == "no-referrer"
    assert [one["sql"] for one in asked if not one["sql"].lstrip().upper().startswith("SELECT")] == []
    assert len(asked) <= 2
    with connection.cursor() as cursor:
        for table in ("django_session", "officers_cache"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] == 0
    assert "csrfmiddlewaretoken" not in answer.text
    assert Markup(answer.text).wrong == [] and not Markup(answer.text).missing()


def test_every_page_has_the_same_title_and_address_and_no_answer_stands_in_a_link(client: Client) -> None:
    pages = [
        client.get("/en/check/"),
        send(client, {"origin": "client", "place": "inside"}),
        send(client, VICTIM),
    ]
    assert len({re.search("<title>(.*)</title>", page.text)[1] for page in pages}) == 1  # type: ignore[index]
    for page in pages:
        assert 'method="post"' in page.text
        assert not [link for link in Markup(page.text).links if "?" in link]


def test_who_is_signed_in_on_the_same_computer_is_not_shown(client: Client) -> None:
    from trp.officers.models import Office, Officer

    office = Office.objects.create(code="NAIROBI", name_en="Nairobi", name_fr="Nairobi", kind="visa_office")

    client.force_login(Officer.objects.create(username="x.y", name="Xénia Y", roles="officer", office=office))
    assert "Xénia" not in client.get("/en/check/").text


def test_no_page_asks_for_text(client: Client) -> None:
    for fields in ({}, {"origin": "client"}, {**PAYS, "place": "outside"}, LIGHT_CRIME):
        assert set(re.findall(r'<input type="(\w+)"', send(client, fields).text)) <= {
            "hidden",
            "radio",
            "checkbox",
        }


# From question to question -----------------------------------------------------------------------------


def test_pressing_through_to_the_result(client: Client) -> None:
    """As a browser does: what the page holds is sent back with an answer, until there is a result."""
    answer, seen = client.get("/en/check/"), []
    while "answer-says" not in answer.text:
        held = hidden(answer.text)
        [key] = held["at"]
        seen.append(key)
        assert f"Question {len(seen)}" in answer.text and len(seen) < 20
        answer = send(client, {**held, key: PAYS[key], "go": "next"})
    assert seen == list(PAYS)
    assert (
        "You pay $246.25." in answer.text
        and "Edmonton" in answer.text
        and "2 March 2026".replace(" ", "\xa0") in answer.text
    )
    assert (
        "not verified" in answer.text
        and "checked on" in answer.text
        and "information, not a decision" in answer.text
    )


def test_without_an_answer_the_question_stays_and_says_what_to_do(client: Client) -> None:
    answer = send(client, {"at": "place", "origin": "client", "go": "next"}, "fr")
    assert (
        answer.status_code == 200
        and "Choisissez une réponse" in answer.text
        and "Où serez-vous" in answer.text
    )
    assert hidden(answer.text) == {"at": ["place"], "origin": ["client"]}


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Choose “No, none of these” alone"),
        ("fr", "Choisissez «\xa0Non, aucune de ces phrases\xa0» seule"),
    ],
)
def test_none_of_these_with_one_of_these_is_told_and_what_was_ticked_stays(
    client: Client, language: str, says: str
) -> None:
    ticked = {
        "at": "special",
        "origin": "client",
        "place": "inside",
        "special": ["none", "harm"],
        "go": "next",
    }
    answer = send(client, ticked, language)
    assert answer.status_code == 200 and answer.text.count(says) == 2
    assert re.findall(r'value="(\w+)" checked', answer.text) == ["harm", "none"]
    assert hidden(answer.text) == {"at": ["special"], "origin": ["client"], "place": ["inside"]}
    other = send(client, {**ticked, "go": "stay"}, "fr" if language == "en" else "en")
    assert re.findall(r'value="(\w+)" checked', other.text) == ["harm", "none"] and "wrong" not in other.text
    assert hidden(send(client, {**ticked, "go": "back"}).text)["at"] == ["place"]
    assert hidden(send(client, {**ticked, "go": "unknown"}).text)["special"] == ["unknown"]


def test_i_do_not_know_goes_on(client: Client) -> None:
    answer = send(client, {"at": "origin", "go": "unknown"})
    assert hidden(answer.text) == {"at": ["place"], "origin": ["unknown"]}
    answer = send(client, {"at": "origin", "origin": "client", "go": "unknown"})
    assert hidden(answer.text)["origin"] == ["unknown"]


def test_back_goes_to_the_question_before_and_keeps_what_was_answered(client: Client) -> None:
    answer = send(client, {"at": "special", "origin": "client", "place": "inside", "go": "back"})
    assert hidden(answer.text) == {"at": ["place"], "origin": ["client"]}
    assert re.search(r'value="inside" checked', answer.text)
    answer = send(
        client, {"at": "place", "origin": "client", "place": "inside", "special": "none", "go": "back"}
    )
    assert hidden(answer.text) == {"at": ["origin"], "place": ["inside"], "special": ["none"]}
    assert 'value="back"' not in answer.text


def test_an_answer_is_changed_from_the_result(client: Client) -> None:
    answer = send(client, PAYS)
    assert hidden(answer.text) == {key: [value] for key, value in PAYS.items()}
    answer = send(client, {**PAYS, "change": "reason"})
    assert hidden(answer.text)["at"] == ["reason"] and re.search(r'value="papers" checked', answer.text)
    answer = send(client, {**PAYS, "at": "reason", "reason": ["papers", "health"], "go": "next"})
    assert hidden(answer.text)["reason"] == ["papers", "health"] and "answer-says" in answer.text


def test_the_language_is_changed_with_all_answers_and_what_is_chosen_on_the_page(client: Client) -> None:
    page = send(client, {"origin": "client"})
    assert 'formaction="/fr/check/"' in page.text
    answer = send(client, {"at": "place", "origin": "client", "place": "border", "go": "stay"}, "fr")
    assert 'lang="fr"' in answer.text and hidden(answer.text) == {"at": ["place"], "origin": ["client"]}
    assert re.search(r'value="border" checked', answer.text)
    answer = send(client, {**PAYS, "go": "stay"}, "fr")
    assert "Vous payez 246,25\xa0$." in answer.text


def test_every_question_is_shown_in_both_languages(client: Client) -> None:
    ways = [
        {"origin": "client", "place": "outside", "special": UNKNOWN, "situation": "none", "application": "work", "together": "yes", "artists": "no",
         "claim": "ended", "claim_ended": "older", "pending": "none", "group": "visa", "hours": "later", "reason": "crime",
         "convictions": "light", "offence": "another", "other_acts": "no", "free_before": "no"},
        {**PAYS, "special": UNKNOWN, "situation": "harmed", "status": "no", "claim": "ineligible", "danger": "no"},
    ]  # fmt: skip
    shown = set()
    for way in ways:
        for key in way:
            for language in ("en", "fr"):
                answer = send(client, {**way, "change": key}, language)
                question = next(one for one in QUESTIONS if one.key == key)
                if hidden(answer.text).get("at") == [key]:
                    shown.add((key, language))
                    assert (
                        question.says.in_(language) in answer.text
                        and question.why.in_(language) in answer.text
                    )  # type: ignore[arg-type]
                    assert all(
                        one.says.in_(language).split("(")[0] in answer.text for one in question.answers
                    )  # type: ignore[arg-type]
    assert shown == {(question.key, language) for question in QUESTIONS for language in ("en", "fr")}


def test_a_result_says_who_may_pay_nothing_and_where_to_go(client: Client) -> None:
    told = send(client, VICTIM).text
    assert (
        "You pay no fee." in told
        and "Vulnerable Persons Unit" in told
        and "The rules call for an interview." in told
    )
    assert "You do not need a police report" in told and "M26" not in told
    told = send(client, LIGHT_CRIME).text
    assert "You may pay no fee this one time." in told and "T1" in told and "border" in told
    told = send(client, {**PAYS, "special": "refuge", "claim": "ended", "claim_ended": "recent"}).text
    assert "You cannot ask for this permit now. Do not pay." in told and "What to include" not in told
    told = send(client, {**PAYS, "place": "outside", "application": "nothing"}).text
    assert "You cannot ask for this permit alone. Do not pay yet." in told


# Hostile input -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("nonsense=1", "“nonsense” is not a question"),
        ("situation=queen", "“queen” is not an answer"),
        ("place=inside&place=outside", "answered more than once"),
        ("reason=papers&reason=unknown", "answered more than once"),
        ("special=none&special=harm", "answered more than once"),
        ("at=special&special=none&special=none", "answered more than once"),
        ("at=nowhere", "“nowhere” is not a question"),
        ("go=away", "“away” is not a button"),
        ("place=%00%ff", "is not an answer"),
        ("%3Cscript%3E=1", "&lt;script&gt;"),
        ("x" * 500 + "=1", "…” is not a question"),
        ("a&" * 1500, "could not be read"),
        ("convictions[0].offence=x&grounds=A36", "is not a question"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_no_page_sends_is_told_with_a_way_out(
    client: Client, fields: str, told: str, language: str
) -> None:
    answer = client.post(f"/{language}/check/", fields, content_type=FORM)
    assert answer.status_code == 400
    if language == "en":
        assert told in answer.text
    assert (
        "<script>" not in answer.text.replace("<script src", "")
        and 'href="/' + language + '/check/"' in answer.text
    )
    assert Markup(answer.text).wrong == []


def test_the_answers_that_can_be_read_are_kept(client: Client) -> None:
    answer = send(client, {"origin": "client", "place": "inside", "situation": "queen"})
    assert answer.status_code == 400 and hidden(answer.text) == {"origin": ["client"], "place": ["inside"]}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_long_body_is_not_read(client: Client, language: str) -> None:
    answer = client.post(f"/{language}/check/", "place=" + "x" * 100_000, content_type=FORM)
    assert answer.status_code == 413 and "x" * 50 not in answer.text
    assert client.post(
        f"/{language}/check/", "origin=client" + "&" * (MOST_BYTES - 13), content_type=FORM
    ).status_code in (200, 400)


@pytest.mark.parametrize(
    "kind",
    ["application/json", "text/plain", "multipart/form-data; boundary=x", f"{FORM}; charset=utf-7", ""],
)
def test_what_is_no_form_is_told(client: Client, kind: str) -> None:
    answer = client.post("/en/check/", '{"place": "inside"}', content_type=kind)
    assert answer.status_code in (400, 415) and "could not read what was sent" in answer.text


def test_a_question_that_is_not_asked_here_is_passed_over(client: Client) -> None:
    """As after a change, or in a form that was made by hand: an answer counts only where its question is asked."""
    answer = send(client, {"free_before": "yes", "artists": "yes", "danger": "yes", "change": "offence"})
    assert answer.status_code == 200 and hidden(answer.text)["at"] == ["origin"]


def test_other_methods_do_nothing(client: Client) -> None:
    assert client.put("/en/check/").status_code == 405 and client.head("/en/check/").status_code == 200
    assert client.delete("/en/check/")["Cache-Control"] == "no-store"


# How often ---------------------------------------------------------------------------------------------


def test_too_many_pages_wait_with_their_answers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trp.selfcheck.views.time.time", lambda: 1_000_000_040.0)
    monkeypatch.setattr(limit, "MOST", 3)
    for _ in range(3):
        assert client.get("/fr/check/").status_code == 200
    answer = send(client, {"origin": "client", "at": "place", "go": "next"}, "fr")
    assert answer.status_code == 429 and answer["Retry-After"] == "40"
    assert "Attendez 40\xa0secondes" in answer.text and hidden(answer.text) == {
        "at": ["place"],
        "origin": ["client"],
    }
    assert "Set-Cookie" not in answer and answer["Cache-Control"] == "no-store"
    assert client.post("/fr/check/", "x" * 100_000, content_type=FORM).status_code == 429
    assert Client(HTTP_HOST="localhost", REMOTE_ADDR="192.0.2.7").get("/fr/check/").status_code == 200
    monkeypatch.setattr("trp.selfcheck.views.time.time", lambda: 1_000_000_080.0)
    assert client.get("/fr/check/").status_code == 200


def test_an_address_is_counted_under_a_code_that_does_not_tell_it(client: Client) -> None:
    limit._counts.clear()
    limit.wait("192.0.2.77", 0.0)
    limit.wait("2001:db8::1", 0.0)
    held = " ".join(limit._counts._cache)  # type: ignore[attr-defined]
    assert "192" not in re.sub("[0-9a-f]{64}", "", held) and len(limit._counts._cache) == 2  # type: ignore[attr-defined]
    limit.wait("2001:db8::2", 0.0)
    limit.wait(None, 0.0)
    limit.wait("no address", 0.0)
    assert len(limit._counts._cache) == 3  # type: ignore[attr-defined]


def test_the_limit_leaves_room_for_a_library() -> None:
    assert limit.MOST >= 100 and settings.DATA_UPLOAD_MAX_NUMBER_FIELDS <= 1000


# Where it is found -------------------------------------------------------------------------------------


def test_the_sign_in_leads_to_it(client: Client) -> None:
    assert 'href="/en/check/"' in client.get("/en/accounts/login/").text
    assert 'href="/fr/check/"' in client.get("/fr/accounts/login/").text


def test_a_demonstration_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Demonstration" in client.get("/en/check/").text
    monkeypatch.setattr(settings, "DEMO", False)
    assert "Demonstration" not in client.get("/en/check/").text
    assert DAY.isoformat() in send(client, PAYS).text


def test_the_form_holds_what_a_browser_sends(client: Client) -> None:
    assert holds(client.get("/en/check/").text) == {"at": ["origin"]}
