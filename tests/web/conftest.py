"""Tests of the pages: a filled demo on the embedded engine, somebody signed in, and a browser where a page needs one."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.browser import served
from tests.databases import fresh, memory, use
from tests.web.desk import Desk
from trp.cli.caseload import bulk, living
from trp.cli.caseload.plan import Plan
from trp.officers.models import Officer

CASES = 200


@cache
def _filled() -> Path:
    """The file of a filled demo, which tests copy."""
    folder = Path(tempfile.mkdtemp(prefix="trp-web-", dir=memory()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = fresh("sqlite", folder)
    use(url)
    plan = Plan(1, CASES)
    bulk.fill(plan, living.begin(plan), lambda *_: None)
    from django.db import connection

    connection.close()
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def demo_site(tmp_path: Path) -> Iterator[str]:
    """A filled demo of 200 cases, of this test alone; its day is 2 March 2026."""
    target = tmp_path / "demo.sqlite3"
    shutil.copy(_filled(), target)
    url = f"sqlite:///{target}"
    use(url)
    yield url
    use(url)


@pytest.fixture
def signed_in(demo_site: str) -> Callable[[str], Client]:
    """Gives a client of somebody who is signed in."""

    def sign_in(username: str) -> Client:
        client = Client(HTTP_HOST="localhost")
        client.force_login(Officer.objects.get(username=username))
        return client

    return sign_in


@pytest.fixture
def site(demo_site: str) -> Iterator[str]:
    """The address of the desk on a filled demo."""
    with served() as address:
        yield address


@pytest.fixture
def opened_by(site: str, browser: Any) -> Iterator[Callable[..., Any]]:
    """Gives a page of somebody who is signed in: `opened_by("a.roy", "/en/queue/", width=320, javascript=False)`."""
    contexts: list[Any] = []

    def open_page(username: str | None, path: str = "/en/", *, width: int = 1366, height: int = 768, javascript: bool = True, **options: Any) -> Any:  # fmt: skip
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript, base_url=site, **options
        )  # fmt: skip
        contexts.append(context)
        if username is not None:
            client = Client(HTTP_HOST="localhost")
            client.force_login(Officer.objects.get(username=username))
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
        page = context.new_page()
        if path:
            page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def desk(signed_in: Callable[[str], Client]) -> Desk:
    """The desk of the demo, worked as a browser does."""
    return Desk(signed_in)
