"""The self-check in a browser: no finding of axe, no script needed, by keyboard alone, and on one sheet of paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.selfcheck.walks import LIGHT_CRIME, PAYS, SERVES, VICTIM
from tests.web.looking import complaints, findings, is_wider_than_the_screen
from trp.selfcheck import limit
from trp.selfcheck.table import BY_KEY

pytestmark = pytest.mark.slow
NOTHING_KNOWN: dict[str, str] = {}
CONTINUE = {"en": "Continue", "fr": "Continuer"}


def _at(page: Any) -> str:
    return str(page.locator("#check input[name=at]").get_attribute("value"))


def settle(page: Any) -> None:
    """Wait until the page that was asked for stands there, with scripts or without."""
    page.wait_for_load_state()
    page.locator("main[aria-busy]").wait_for(state="detached")


def walk(page: Any, told: dict[str, str], until: str = "") -> None:
    """Answer as somebody with a mouse does, until a question or the result; what is not told they do not know."""
    while page.locator(".answer-says").count() == 0 and _at(page) != until:
        key = _at(page)
        if key in told:
            page.locator(f'input[name="{key}"][value="{told[key]}"]').check()
            page.locator('.actions button[value="next"]').click()
        else:
            page.locator('button[value="unknown"]').click()
        settle(page)


def _look(page: Any) -> None:
    for width, height in ((1366, 768), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        assert findings(page) == []
        assert not is_wider_than_the_screen(page)
    page.emulate_media(color_scheme="dark")
    assert findings(page) == []
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_has_a_finding(
    opened: Callable[..., Any], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(language)
    told = complaints(page)
    _look(page)
    page.locator('.actions button[value="next"]').click()  # without an answer
    settle(page)
    assert page.locator(".summary").count() == 1
    _look(page)
    for until in ("special", "group", "reason"):
        walk(page, SERVES, until)
        _look(page)
    for way in (PAYS, LIGHT_CRIME, NOTHING_KNOWN):
        page.goto(f"/{language}/check/")
        walk(page, way)
        _look(page)
    assert told == []
    page.evaluate("document.querySelector('#check input[type=hidden]').value = 'x'")
    page.locator('button[name="change"]').first.click()
    settle(page)
    assert page.locator("h1").count() == 1
    _look(page)
    monkeypatch.setattr(limit, "MOST", 0)
    page.goto(f"/{language}/check/")
    assert page.locator("h1").inner_text() in ("Too many pages at once", "Trop de pages à la fois")
    _look(page)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_scripts_on_a_phone_in_either_language(opened: Callable[..., Any], language: str) -> None:
    page = opened(language, width=320, height=640, javascript=False)
    walk(page, VICTIM, "situation")
    page.locator('.actions button[value="back"]').click()
    assert _at(page) == "special" and page.locator('input[value="harm"]').is_checked()
    page.locator('input[value="care"]').check()
    page.locator("button.language").click()
    settle(page)
    other = "fr" if language == "en" else "en"
    assert (
        f"/{other}/check/" in page.url
        and _at(page) == "special"
        and page.locator('input[value="care"]').is_checked()
    )
    walk(page, VICTIM)
    assert page.locator(".answer-says").inner_text() == (
        "You pay no fee." if other == "en" else "Vous ne payez pas de frais."
    )
    page.locator("button.language").click()
    assert page.locator(".answer-says").inner_text() == (
        "You pay no fee." if language == "en" else "Vous ne payez pas de frais."
    )
    assert page.context.cookies() == [] and page.url.endswith(f"/{language}/check/")


def test_by_keyboard_alone(opened: Callable[..., Any]) -> None:
    page = opened("en")
    seen = []
    while page.locator(".answer-says").count() == 0:
        key = _at(page)
        seen.append(key)
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == key:
                break
        kinds = [answer.key for answer in BY_KEY[key].answers]
        place = kinds.index(PAYS[key])
        many = BY_KEY[key].many
        for _ in range(place):
            page.keyboard.press("Tab" if many else "ArrowDown")
        page.keyboard.press("Space")
        assert page.locator(f'input[name="{key}"][value="{PAYS[key]}"]').is_checked()
        page.keyboard.press("Enter")  # goes on, and does not change the language
        page.wait_for_function("key => document.querySelector('.answer-says') || document.querySelector('input[name=at]').value !== key", arg=key)  # fmt: skip
    assert seen == list(PAYS) and "/en/" in page.url
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name + document.activeElement.value") == "changereason":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("legend")
    assert _at(page) == "reason"


def test_focus_goes_to_what_is_wrong(opened: Callable[..., Any]) -> None:
    page = opened("en")
    page.locator('.actions button[value="next"]').click()
    settle(page)
    assert page.evaluate("document.activeElement.className") == "summary"
    page.locator(".summary a").click()
    assert page.evaluate("document.activeElement.id") == "answer-1"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "way", [PAYS, LIGHT_CRIME, VICTIM, NOTHING_KNOWN], ids=["pays", "one-time", "victim", "nothing"]
)
def test_the_result_prints_on_one_sheet(
    opened: Callable[..., Any], language: str, way: dict[str, str]
) -> None:
    page = opened(language)
    walk(page, way)
    assert not page.locator(".sheet-only").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".sheet-only").is_visible()
    assert not page.locator("form.yours").is_visible() and not page.locator("header.top").is_visible()
    assert page.locator(".answer-says").is_visible()
    assert findings(page) == []
    pdf = page.pdf(format="Letter", prefer_css_page_size=False)
    sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
    assert sheets == 1
