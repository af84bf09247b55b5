"""A citation opens the manual beside the page; on a narrow screen, and without scripts, as a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.desk import BORDER, Desk
from tests.web.looking import complaints, findings, is_wider_than_the_screen

pytestmark = pytest.mark.slow


@pytest.fixture
def number(desk: Desk) -> str:
    case, found = desk.at_border()
    desk.facts(case, BORDER)
    return found


@pytest.mark.parametrize("language", ("en", "fr"))
def test_a_citation_opens_beside_the_case(opened_by: Callable[..., Any], number: str, language: str) -> None:
    page = opened_by(BORDER, f"/{language}/cases/{number}/")
    told = complaints(page)
    cited = page.locator(".blocker cite a").first
    name = cited.inner_text()
    cited.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#beside")
    panel.wait_for()
    assert page.url.endswith(f"/cases/{number}/") and page.evaluate("document.activeElement.id") == "beside"
    assert name in panel.locator("h1").inner_text()
    page.evaluate("document.documentElement.scrollLeft = 0")
    assert findings(page) == [] and not is_wider_than_the_screen(page)

    # From one provision to the next, still beside the case.
    first = panel.locator("h1").inner_text()
    further = panel.locator("cite a").filter(has_not_text=name).first
    further.click()
    page.wait_for_function("said => document.querySelector('#beside h1').innerText !== said", arg=first)
    page.keyboard.press("Escape")
    assert panel.is_hidden() and page.evaluate("document.activeElement.innerText") == name
    assert told == []

    cited.click()
    panel.wait_for()
    page.locator("#beside-page").click()
    page.wait_for_url("**/manual/**")


@pytest.mark.parametrize("options", ({"width": 320}, {"javascript": False}))
def test_elsewhere_it_is_a_page(opened_by: Callable[..., Any], number: str, options: dict[str, Any]) -> None:
    page = opened_by(BORDER, f"/en/cases/{number}/", **options)
    page.locator(".blocker cite a").first.click()
    page.wait_for_url("**/manual/**")
    assert page.locator("#beside").count() == 0  # the manual is not opened beside itself


def test_after_the_session_it_leads_to_the_sign_in(opened_by: Callable[..., Any], number: str) -> None:
    page = opened_by(BORDER, f"/en/cases/{number}/")
    page.context.clear_cookies()
    page.locator(".blocker cite a").first.click()
    page.wait_for_url("**/accounts/login/**")
