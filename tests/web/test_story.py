"""The first five minutes, as the README tells them: a case is blocked, it says why, somebody else clears it, it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.looking import complaints

STORY = {
    "en": ("Sign in as {}", "Can I act?", "Start the assessment", "Allocate a receipt", "Sign out", "Assessment started"),
    "fr": ("Entrer comme {}", "Puis-je agir?", "Commencer l’évaluation", "Attribuer un reçu", "Fermer la session", "Évaluation commencée"),
}  # fmt: skip
CASE = "T-000196"


@pytest.mark.slow
@pytest.mark.parametrize("javascript", (True, False), ids=("scripts", "plain"))
@pytest.mark.parametrize("language", ("en", "fr"))
def test_blocked_cleared_by_another_open(
    opened_by: Callable[..., Any], language: str, javascript: bool
) -> None:
    sign_in, can, start, allocate, sign_out, started = STORY[language]
    page = opened_by(None, f"/{language}/", javascript=javascript)
    told = complaints(page)

    def be(name: str) -> None:
        if page.get_by_role("button", name=sign_out).count():
            page.get_by_role("button", name=sign_out).click()
            page.goto(f"/{language}/")
        page.get_by_role("button", name=sign_in.format(name), exact=True).click()
        page.goto(f"/{language}/search/?q={CASE}")
        page.get_by_role("link", name=CASE).first.click()
        assert page.get_by_role("heading", name=can).count() == 1

    # The officer sees that it is blocked, why, since when and who can clear it.
    be("Gordon Brown")
    row = page.locator(
        "li.act-nobody, li.act-others", has=page.get_by_role("heading", name=start, exact=True)
    )
    blocker = row.locator(".blocker").first
    assert blocker.locator(".rule a").count() >= 1
    assert allocate in blocker.inner_text()
    assert page.locator("li.act-mine", has=page.get_by_role("heading", name=start, exact=True)).count() == 0

    # The fee clerk clears it.
    be("Elena Rossi")
    page.locator("li.act-mine", has=page.get_by_role("heading", name=allocate, exact=True)).get_by_role(
        "link"
    ).click()
    page.get_by_role("button", name=allocate, exact=True).click()
    assert page.locator(".done").count() == 1

    # The officer sees it open, and starts.
    be("Gordon Brown")
    page.locator("li.act-mine", has=page.get_by_role("heading", name=start, exact=True)).get_by_role(
        "link"
    ).click()
    page.get_by_role("button", name=start, exact=True).click()
    assert page.locator(".done").count() == 1
    assert started in page.locator(".timeline").first.inner_text()
    assert told == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "enter", "claim", "said"),
    (
        ("en", "Sign in as Amélie Roy", "Claim the exemption", "code M31, was granted to this person"),
        (
            "fr",
            "Entrer comme Amélie Roy",
            "Invoquer la dispense",
            "code M31, a été accordée à cette personne",
        ),
    ),
)
def test_the_one_time_exemption_is_refused_the_second_time(
    opened_by: Callable[..., Any], language: str, enter: str, claim: str, said: str
) -> None:
    page = opened_by(None, f"/{language}/")
    page.get_by_role("button", name=enter, exact=True).click()
    page.goto(f"/{language}/cases/T-000126/")
    page.get_by_role("link", name=claim, exact=True).first.click()
    assert said in page.locator(".blocker").first.inner_text()
    page.locator("input[type=date]").first.fill("2026-03-02")
    for box in page.locator("form.act-form input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name=claim, exact=True).click()
    alert = page.get_by_role("alert").first
    assert said in alert.inner_text()
    assert page.locator(".done").count() == 0
