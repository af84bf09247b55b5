"""What is typed into a form and not sent is kept for whoever typed it, in that tab, until it is given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.slow

NOTE = "/en/cases/T-000141/acts/add-note"
_HELD = "Object.keys(sessionStorage).filter((one) => one.startsWith('trp-form'))"


def _typed(opened_by: Callable[..., Any], address: str = NOTE, text: str = "Not to be read.") -> Any:
    page = opened_by("a.roy", address)
    page.locator("textarea").fill(text)
    assert len(page.evaluate(_HELD)) == 1
    return page


def test_it_is_given_back_and_can_be_let_go(opened_by: Callable[..., Any]) -> None:
    page = _typed(opened_by)
    page.reload()
    assert page.locator("textarea").input_value() == "Not to be read."
    page.get_by_role("button", name="Start afresh").click()
    assert page.locator("textarea").input_value() == "" and page.evaluate(_HELD) == []
    assert page.locator("[data-kept]").is_hidden()


def test_who_cancels_gives_it_up(opened_by: Callable[..., Any]) -> None:
    page = _typed(opened_by)
    page.get_by_role("link", name="Cancel").click()
    page.goto(NOTE)
    assert page.locator("textarea").input_value() == ""


def test_nobody_is_given_what_somebody_else_typed(opened_by: Callable[..., Any]) -> None:
    page = _typed(opened_by)
    page.get_by_role("button", name="Sign out").click()
    assert page.evaluate(_HELD) == []
    page.get_by_role("button", name="Sign in as Gordon Brown", exact=True).click()
    page.goto(NOTE)
    assert page.locator("textarea").input_value() == ""


def test_it_goes_when_another_account_comes_without_a_sign_out(opened_by: Callable[..., Any]) -> None:
    """The session ran out, or ended elsewhere: the first page of another account lets go of it."""
    page, other = _typed(opened_by), opened_by("d.mutua")
    page.context.clear_cookies()
    page.goto("/en/accounts/login/")
    assert len(page.evaluate(_HELD)) == 1  # the same person may come back to it
    page.context.add_cookies(other.context.cookies())
    page.goto(NOTE)
    assert page.locator("textarea").input_value() == "" and page.evaluate(_HELD) == []


def test_what_the_address_fills_in_is_not_undone(opened_by: Callable[..., Any]) -> None:
    """Whoever presses a suggestion gets what was suggested; what they had typed before is offered."""
    page = _typed(opened_by, f"{NOTE}?text=1")
    page.goto("/en/cases/T-000141/")
    page.goto(f"{NOTE}?text=1")
    assert page.locator("textarea").input_value() == "" and page.locator("[data-kept]").is_hidden()
    page.get_by_role("button", name="Bring it back").click()
    assert page.locator("textarea").input_value() == "Not to be read."
    page.get_by_role("link", name="Français").click()
    page.wait_for_url("**/fr/cases/**")
    assert page.locator("textarea").input_value() == "Not to be read."  # the same page, asked for in French
    page.goto("/en/cases/T-000141/")
    page.goto(f"{NOTE}?text=1")
    page.get_by_role("button", name="Let it go").click()
    assert page.evaluate(_HELD) == [] and page.locator("[data-offers]").is_hidden()
    page.goto(f"{NOTE}?text=2")
    assert page.locator("[data-offers]").is_hidden()
