"""By keyboard alone: the shortcuts, which never do an act, and the whole of an act; what is typed is not lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.looking import complaints

pytestmark = pytest.mark.slow


def _focus(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


def test_the_shortcuts(opened_by: Callable[..., Any]) -> None:
    page = opened_by("a.roy", "/en/queue/")
    told = complaints(page)
    page.keyboard.press("/")
    assert _focus(page) == "search"
    page.keyboard.type("gjk?")  # a letter in a field is a letter
    assert page.input_value("#search") == "gjk?" and page.url.endswith("/en/queue/")
    page.locator("h1").click()

    page.keyboard.press("j")
    first = _focus(page)
    page.keyboard.press("j")
    second = _focus(page)
    page.keyboard.press("k")
    assert first.startswith("T-") and second.startswith("T-") and first != second and _focus(page) == first
    page.keyboard.press("o")
    page.wait_for_url(f"**/cases/{first}/")
    page.keyboard.press("t")
    assert _focus(page) == "timeline"
    page.go_back()
    page.wait_for_url("**/queue/")
    page.wait_for_function("number => document.activeElement.textContent.trim() === number", arg=first)

    for key, slug in (("a", "assign"), ("n", "add-note")):
        page.goto(f"/en/cases/{first}/")
        page.keyboard.press(key)
        page.wait_for_url(f"**/cases/{first}/acts/{slug}")  # the form, and nothing is done
    page.goto(f"/en/cases/{first}/")
    page.keyboard.press("g")
    page.wait_for_url("**/queue/")

    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.locator("#keys-off").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert _focus(page) != "search"
    page.reload()
    page.keyboard.press("/")
    assert _focus(page) != "search"
    assert told == []


def _tab_to(page: Any, text: str, most: int = 120) -> None:
    """Press Tab until the focus is on what has this text, as somebody without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(document.activeElement.innerText || document.activeElement.value || '').trim()"
        )
        if shown.split("\n")[0] == text:
            return
    raise AssertionError(f"{text}: no Tab leads there")


@pytest.mark.parametrize(
    ("language", "enter", "note"),
    (("en", "Sign in as Amélie Roy", "Add a note"), ("fr", "Entrer comme Amélie Roy", "Ajouter une note")),
)
def test_an_act_by_keyboard_alone(opened_by: Callable[..., Any], language: str, enter: str, note: str) -> None:  # fmt: skip
    page = opened_by(None, f"/{language}/")
    _tab_to(page, enter)
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue/")
    page.goto(f"/{language}/cases/T-000141/acts/add-note")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for _ in range(20):
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("By keyboard – au clavier")
    _tab_to(page, note, most=5)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/cases/T-000141/(#main)?$"))
    assert page.locator(".done").count() == 1


def test_what_is_typed_is_there_in_the_other_language_and_after_a_colleague_acted(opened_by: Callable[..., Any]) -> None:  # fmt: skip
    page = opened_by("a.roy", "/en/cases/T-000141/acts/add-note")
    page.locator("textarea").fill("Called the client.")
    page.get_by_role("link", name="Français").click()
    page.wait_for_url("**/fr/cases/T-000141/acts/add-note")
    assert page.locator("textarea").input_value() == "Called the client."

    other = opened_by("d.mutua", "/en/cases/T-000141/acts/add-note")
    other.locator("textarea").fill("I called too.")
    other.get_by_role("button", name="Add a note").click()
    other.wait_for_url("**/cases/T-000141/")

    page.get_by_role("button", name="Ajouter une note").click()
    alert = page.get_by_role("alert").first
    assert "I called too." in alert.inner_text()
    assert page.locator("textarea").input_value() == "Called the client."
    assert _focus(page).startswith("Le dossier a changé") or alert.evaluate("one => one === document.activeElement")  # fmt: skip
    page.get_by_role("button", name="Ajouter une note").click()
    page.wait_for_url("**/fr/cases/T-000141/")
    assert page.locator(".done").count() == 1
    page.goto("/en/cases/T-000141/acts/add-note")
    assert page.locator("textarea").input_value() == ""  # it was done: nothing is kept


@pytest.mark.parametrize("javascript", (True, False), ids=("scripts", "plain"))
def test_a_button_that_is_pressed_twice_does_it_once(opened_by: Callable[..., Any], javascript: bool) -> None:
    page = opened_by("a.roy", "/en/cases/T-000141/acts/add-note", javascript=javascript)
    page.locator("textarea").fill("Once.")
    page.get_by_role("button", name="Add a note").dblclick(no_wait_after=True)
    # The second press ends the first navigation or is not sent at all: look from elsewhere.
    other = opened_by("a.roy", "/en/cases/T-000141/?tab=notes")
    for _ in range(50):
        if other.locator("pre", has_text="Once.").count():
            break
        other.wait_for_timeout(200)
        other.reload()
    page.wait_for_timeout(1_000)
    other.reload()
    assert other.locator("pre", has_text="Once.").count() == 1
