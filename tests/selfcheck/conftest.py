"""Tests of the self-check: a service with an empty database, on a fixed day, and a browser where a page needs one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.browser import served
from tests.databases import fresh, use
from trp.selfcheck import limit

DAY = date(2026, 3, 2)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A service of this test alone; its day is 2 March 2026, and nobody has asked it anything in this minute."""
    url = fresh("sqlite", tmp_path)
    use(url)
    monkeypatch.setattr("trp.selfcheck.views.moment", lambda: (DAY, datetime(2026, 3, 2, 15, tzinfo=UTC)))
    limit._counts.clear()
    yield url
    use(url)


@pytest.fixture
def client(service: str) -> Client:
    """Somebody who is not signed in, and whose answers are checked for tokens like those of a browser."""
    return Client(HTTP_HOST="localhost", enforce_csrf_checks=True)


@pytest.fixture
def site(service: str) -> Iterator[str]:
    """The address of the service."""
    with served() as address:
        yield address


@pytest.fixture
def opened(site: str, browser: Any) -> Iterator[Callable[..., Any]]:
    """Gives the self-check in a browser: `opened("fr", width=320, javascript=False)`."""
    contexts: list[Any] = []

    def open_page(
        language: str = "en", *, width: int = 1366, height: int = 768, javascript: bool = True
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript, base_url=site
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"/{language}/check/")
        return page

    yield open_page
    for context in contexts:
        context.close()
