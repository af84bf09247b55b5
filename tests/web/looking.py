"""How the tests look at a page: with axe, for what is wider than the screen, for what the console says."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

_AXE = Path(__file__).parent / "vendor" / "axe.min.js"
_RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]});
  return found.violations.map((one) => `${one.id}: ${one.help} (${one.nodes.length}) ${one.nodes[0].html.slice(0, 200)}`);
}"""


@cache
def _engine() -> str:
    return _AXE.read_text(encoding="utf-8")


def findings(page: Any) -> list[str]:
    """What axe finds on a page as it stands: WCAG 2.2 A and AA, and best practice."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(_engine())
    return list(page.evaluate(_RUN))


def is_wider_than_the_screen(page: Any) -> bool:
    """Whether the page has to be moved sideways to be read."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def complaints(page: Any) -> list[str]:
    """What the console will say from here on: refused by the policy for content, missing files, faults of scripts."""
    told: list[str] = []
    page.on("console", lambda one: told.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: told.append(str(fault)))
    return told
