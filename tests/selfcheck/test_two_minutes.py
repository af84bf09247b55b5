"""How long it takes to learn whether one pays, how much, why, and where the request goes: told in words that are read.

Counted is every word that a phone shows, from the address of the page to the end of “Where your request goes”, with what
stands folded left folded. A line that was on an earlier page is read once. Adults read 238 words a minute in silence (most
175 to 300), and other languages at the pace of what they say, not of their words (Brysbaert 2019, 190 studies): with the
same number for French, which needs more words, the French page is held to more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.selfcheck.test_browser import settle
from tests.selfcheck.walks import PAYS, VICTIM

pytestmark = pytest.mark.slow
WORDS_A_MINUTE = 238
SECONDS_A_PRESS = 2.0
"""To choose an answer and to press Continue, and until the next page is there."""
WAYS = {
    "in Canada": PAYS,
    "at the border": {**PAYS, "place": "border"},
    "outside Canada": {**PAYS, "place": "outside", "application": "visa"},
    "trafficking": VICTIM,
    "state care": {**PAYS, "special": "care", "status": "no"},
    "refuge": {**PAYS, "special": "refuge", "claim": "waiting", "group": "protected"},
}
LONGER = {"refuge": 150}
"""Seconds, in place of two minutes: where the law asks for more."""
_SHOWN = """() => {
  const shown = [document.querySelector('header.top'), document.querySelector('.answer')];
  if (!shown[1]) return [shown[0], document.querySelector('main')].map(one => one.innerText).join('\\n');
  for (let one = shown[1].nextElementSibling; one; one = one.nextElementSibling) {
    shown.push(one);
    if (one === document.querySelector('[data-where]')) break;
  }
  return shown.map(one => one.innerText).join('\\n');
}"""


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("way", WAYS)
def test_somebody_learns_it_in_under_two_minutes(opened: Callable[..., Any], way: str, language: str) -> None:
    page, told = opened(language, width=360, height=740), WAYS[way]
    read, presses = dict[str, int](), 0
    while True:
        for line in page.evaluate(_SHOWN).splitlines():
            read.setdefault(line.strip(), len(line.split()))
        if page.locator(".answer-says").count():
            break
        key = str(page.locator("#check input[name=at]").get_attribute("value"))
        page.locator(f'input[name="{key}"][value="{told[key]}"]').check()
        page.locator('.actions button[value="next"]').click()
        settle(page)
        presses += 1
    assert page.locator("[data-where]").count() == 1 and presses >= 4
    seconds = 60 * sum(read.values()) / WORDS_A_MINUTE + presses * SECONDS_A_PRESS
    assert seconds < LONGER.get(way, 120), f"{sum(read.values())} words, {presses} presses"
