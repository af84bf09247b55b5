"""`make screenshots`: the pictures of the manual, taken of the demo in the browser; docs/manual/pictures/."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import tests.conftest  # noqa: F401
from tests.databases import use

PICTURES = Path("docs/manual/pictures")
SHOTS = (
    # name, language, who, address, height
    ("sign-in", "en", None, "accounts/login/", 768),
    ("queue", "en", "a.roy", "queue/", 768),
    ("queue-fr", "fr", "a.roy", "queue/?tab=all&not=stream:ordinary", 620),
    ("case", "en", "g.brown", "cases/T-000196/", 768),
    ("case-fr", "fr", "c.lefebvre", "cases/T-000140/", 768),
    ("claim-fr", "fr", "a.roy", "cases/T-000126/acts/claim-exemption", 900),
    ("allocate", "en", "e.rossi", "cases/T-000196/acts/allocate-receipt", 900),
    ("why", "en", "a.roy", "cases/T-000140/why/fee", 768),
    ("manual", "en", "a.roy", "manual/?about=M31", 768),
    ("self-check", "en", None, "check/", 640),
)


def main() -> int:
    """Take them all."""
    from tests.browser import launched, served
    from tests.web.conftest import _filled

    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "demo.sqlite3"
        shutil.copy(_filled(), target)
        use(f"sqlite:///{target}")
        with served() as base, launched() as browser:
            for name, language, who, address, height in SHOTS:
                _take(browser, base, name, language, who, address, height)
    return 0


def _take(browser: Any, base: str, name: str, language: str, who: str | None, address: str, height: int) -> None:  # fmt: skip
    from django.conf import settings
    from django.test import Client

    from trp.officers.models import Officer

    context = browser.new_context(viewport={"width": 1366, "height": height}, locale=f"{language}-CA")
    if who is not None:
        client = Client(HTTP_HOST="localhost")
        client.force_login(Officer.objects.get(username=who))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])
    page = context.new_page()
    page.goto(f"{base}/{language}/{address}")
    page.screenshot(path=str(PICTURES / f"{name}.png"))
    context.close()
    print(PICTURES / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
