"""The history of the browser: Back and Forward show the answers again, and who leaves in haste leaves none behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.selfcheck.conftest import DAY
from tests.selfcheck.test_browser import _at, settle, walk
from tests.selfcheck.test_pages import FORM, hidden
from tests.selfcheck.walks import PAYS, SERVES, VICTIM
from tests.web.looking import complaints, findings

STORED = "[document.cookie, localStorage.length, sessionStorage.length, (await caches.keys()).length, (await indexedDB.databases()).length]"  # fmt: skip


def _step(page: Any, by: str) -> None:
    page.evaluate(f"document.querySelector('main').dataset.left = ''; history.{by}()")
    page.locator("main[data-left]").wait_for(state="detached", timeout=5000)


def _heading(page: Any) -> str:
    return str(page.locator("legend h1").inner_text())


@pytest.mark.slow
def test_back_and_forward_show_what_was_answered_and_nothing_is_stored(opened: Callable[..., Any]) -> None:
    page = opened("en")
    told = complaints(page)
    walk(page, PAYS, "reason")  # three answers
    assert page.evaluate("document.activeElement.textContent") == _heading(page)
    _step(page, "back")
    assert _at(page) == "special" and page.locator('input[value="none"]').is_checked()
    _step(page, "back")
    assert _at(page) == "place" and page.locator('input[value="inside"]').is_checked()
    assert page.locator('#check input[name="origin"]').get_attribute("value") == "client"
    _step(page, "forward")
    assert _at(page) == "special" and page.locator('input[value="none"]').is_checked()
    page.locator("button.language").click()
    settle(page)
    assert page.url.endswith("/fr/check/") and page.evaluate("document.documentElement.lang") == "fr"
    assert _at(page) == "special" and page.locator('input[value="none"]').is_checked()
    _step(page, "back")
    assert page.url.endswith("/en/check/") and page.evaluate("document.documentElement.lang") == "en"
    _step(page, "forward")
    walk(page, PAYS)
    assert page.evaluate("document.activeElement.className") == "answer-says"
    page.reload()
    page.locator(".answer-says").wait_for()
    assert "246,25" in page.locator(".answer-says").inner_text()
    assert page.evaluate(f"(async () => {STORED})()") == ["", 0, 0, 0, 0]
    assert page.context.cookies() == [] and told == []


@pytest.mark.slow
def test_to_start_again_forgets_what_was_answered_and_the_way_back_stays(opened: Callable[..., Any]) -> None:
    page = opened("en")
    walk(page, VICTIM)
    page.locator('.actions a[href="/en/check/"]').click()
    settle(page)
    assert _at(page) == "origin" and page.locator("#check input[type=hidden]").count() == 1
    _step(page, "back")
    assert page.locator(".answer-says").inner_text() == "You pay no fee."
    page.goto("/en/check/")  # as whoever opens the address once more
    assert _at(page) == "origin" and page.locator("input:checked").count() == 0
    page.reload()
    assert _at(page) == "origin" and page.evaluate("history.state") is None


@pytest.mark.slow
def test_a_way_back_from_another_page_leads_to_the_answers(opened: Callable[..., Any]) -> None:
    page = opened("en")
    walk(page, PAYS, "special")
    page.goto("/en/accounts/login/")
    page.go_back()
    page.locator('legend:has-text("true for you")').wait_for()
    assert _at(page) == "special"


@pytest.mark.slow
def test_who_leaves_in_haste_leaves_no_answer_behind(opened: Callable[..., Any]) -> None:
    page = opened("en")
    walk(page, VICTIM, "place")
    assert page.locator(".leave").count() == 0
    walk(page, VICTIM, "situation")
    page.locator(".leave").click()
    page.wait_for_url("**/en/check/left/")
    assert page.title() == "Blank page" and findings(page) == []
    for _ in range(3):
        page.go_back(wait_until="load")
        if "/left/" not in page.url:
            break
    page.wait_for_load_state()
    assert page.url.endswith("/en/check/") and _at(page) == "origin"
    assert page.locator("input:checked").count() == 0 and page.evaluate("history.state") is None
    page.go_forward()
    assert page.url.endswith("/left/")


@pytest.mark.slow
def test_without_scripts_the_way_out_is_a_link_and_the_way_back_is_told(opened: Callable[..., Any]) -> None:
    page = opened("fr", javascript=False)
    assert not page.locator("noscript").count()
    walk(page, VICTIM, "situation")
    assert "bouton Retour de cette page" in page.locator("noscript").inner_text()
    page.locator(".leave").click()
    assert page.url.endswith("/fr/check/left/") and page.title() == "Page vide"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
def test_at_twice_the_size_words_part_at_their_syllables(opened: Callable[..., Any], language: str) -> None:
    page = opened(language, width=640, height=700)
    for until in ("special", "group", "reason", ""):
        walk(page, SERVES, until)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        broken = "[...document.querySelectorAll('main *')].filter(one => getComputedStyle(one).overflowWrap === 'anywhere').length"
        assert page.evaluate(broken) == 0
        assert page.evaluate("getComputedStyle(document.querySelector('main')).hyphens") == "auto"
        assert (
            page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        )


# Without a browser -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("accepts", "language"), [("fr-CA,fr;q=0.9", "fr"), ("en", "en"), ("de", "en")])
def test_an_address_without_a_language_keeps_what_was_sent(
    client: Client, accepts: str, language: str
) -> None:
    answer = client.post("/check/", "origin=client", content_type=FORM, HTTP_ACCEPT_LANGUAGE=accepts)
    assert (answer.status_code, answer["Location"]) == (307, f"/{language}/check/")
    assert answer["Cache-Control"] == "no-store" and not answer.cookies
    followed = client.post(
        "/check/", "origin=client", content_type=FORM, HTTP_ACCEPT_LANGUAGE=accepts, follow=True
    )
    assert hidden(followed.text) == {"at": ["place"], "origin": ["client"]}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_link_of_the_public_page_leads_to_the_desk(client: Client, language: str) -> None:
    page = client.get(f"/{language}/check/").text
    assert f'<p class="brand"><a href="/{language}/check/">' in page
    assert f'href="/{language}/"' not in page and "desk.js" not in page
    main = page[page.index("<main") :]
    assert main.index("Not an official" if language == "en" else "Produit non officiel") < main.index("<form")


def test_the_page_left_for_tells_nothing(client: Client) -> None:
    page = client.get("/en/check/left/")
    assert page["Cache-Control"] == "no-store" and not page.cookies and DAY.isoformat() not in page.text
    assert not [word for word in ("permit", "fee", "Canada", "TRP", "check/") if word in page.text.split("<body>")[1]]  # fmt: skip


def test_no_time_is_promised_that_nobody_measured(client: Client) -> None:
    assert "minutes" not in client.get("/en/check/").text + client.get("/fr/check/").text
