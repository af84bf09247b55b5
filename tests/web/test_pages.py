"""Every page in the browser: no finding of axe, nothing wider than a phone, nothing that the console complains of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.looking import complaints, findings, is_wider_than_the_screen

PAGES: tuple[tuple[str | None, str], ...] = (
    (None, "accounts/login/"),
    ("a.roy", "queue/"),
    ("a.roy", "queue/?tab=all&not=stream:ordinary&fee=exempt"),
    ("a.roy", "queue/?tab=unassigned"),
    (
        "a.roy",
        "queue/?tab=all&col=person&col=stage&col=blocked&col=stream&col=made_to&col=held&col=due&col=fee&col=next&col=age",
    ),
    ("a.roy", "queue/views/"),
    ("a.roy", "queue/views/new?tab=all&fee=due&not=stream%3Aordinary"),
    ("a.roy", "queue/views/00000000-0000-4000-8000-000000000000/"),
    ("p.otieno", "hand-over/"),
    ("p.otieno", "queue/note"),
    ("p.otieno", "hand-over/a.roy/"),
    ("a.roy", "search/?q=140"),
    ("a.roy", "search/?q=nobody"),
    ("a.roy", "account/"),
    ("a.roy", "accounts/second-step/"),
    ("a.roy", "accounts/second-step/passkeys/add/"),
    ("a.roy", "account/browsers/"),
    ("g.wanjiru", "days/"),
    ("g.wanjiru", "days/NAIROBI/2026-03-02/"),
    ("g.wanjiru", "days/NAIROBI/2026-03-02/sign"),
    ("g.wanjiru", "days/NAIROBI/2026-03-02/countersign"),
    ("k.wright", "amounts/"),
    ("k.wright", "amounts/permit_fee/enter"),
    ("k.wright", "amounts/permit_fee/confirm"),
    ("k.wright", "amounts/permit_fee/withdraw"),
    ("t.baker", "cases/T-000140/acts/add-note"),
    ("a.roy", "cases/T-000140/"),
    ("a.roy", "cases/T-000140/?tab=findings"),
    ("a.roy", "cases/T-000140/?tab=notes"),
    ("a.roy", "cases/T-000140/?tab=record&detail=1"),
    ("a.roy", "cases/T-000140/?line=2&tab=record"),
    ("a.roy", "cases/T-000140/why/fee"),
    ("a.roy", "cases/T-999999/"),
    ("a.roy", "cases/T-000066/"),
    ("a.roy", "cases/T-000066/acts/record-exemption"),
    ("a.roy", "queue/?tab=all&fee=exemption_open&not=blocked%3Aexemption-not-recorded"),
    ("a.roy", "manual/"),
    ("a.roy", "manual/?q=entrevue"),
    ("a.roy", "manual/?about=M31"),
    ("a.roy", "manual/?about=T4"),
    ("a.roy", "manual/gate/"),
    ("a.roy", "manual/route/cases?rule=route%3A+outside+Canada"),
    ("a.roy", "components/"),
    ("a.roy", "manual/?about=G5"),
    ("a.roy", "manual/interview/"),
    ("p.otieno", "team/"),
    ("p.otieno", "team/a.roy/?list=held"),
    ("p.otieno", "exemptions/?over=1999"),
    ("o.simard", "exemptions/?office=all"),
    ("o.simard", "team/"),
    ("t.baker", "team/?office=NAIROBI"),
    ("t.baker", "exemptions/?over=2025-Q4"),
    ("l.gauthier", "team/"),
    ("a.roy", "cases/new"),
    ("m.levesque", "cases/new?who=tremb"),
    ("m.chen", "people/new"),
    ("a.roy", "cases/T-000140/facts"),
    ("a.roy", "cases/T-000140/acts/correct-request"),
    ("a.roy", "cases/T-000140/acts/correct-line?line=1"),
    ("a.roy", "cases/T-000140/acts/assign"),
    ("a.roy", "cases/T-000140/acts/issue-permit"),
    ("a.roy", "cases/T-000140/acts/ask-for-documents"),
    ("g.wanjiru", "receipts/"),
    ("g.wanjiru", "receipts/import"),
    ("g.wanjiru", "receipts/match"),
    ("g.wanjiru", "receipts/refunds"),
    ("g.wanjiru", "receipts/remissions"),
)


@pytest.mark.slow
@pytest.mark.parametrize("language", ("en", "fr"))
@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_has_no_finding(
    opened_by: Callable[..., Any], who: str | None, path: str, language: str
) -> None:
    page = opened_by(who, "")
    told = complaints(page)
    answer = page.goto(f"/{language}/{path}")
    if answer.status in (403, 404):
        told.clear()  # the console repeats it
    assert findings(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert not is_wider_than_the_screen(page)
    assert findings(page) == []
    page.emulate_media(color_scheme="dark")
    assert findings(page) == []
    assert told == []
