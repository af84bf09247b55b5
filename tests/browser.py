"""A browser for the tests of pages, and the service that it looks at: both within the process of the tests."""

from __future__ import annotations

import os
import shutil
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: a test that fails says enough."""


@contextmanager
def served() -> Iterator[str]:
    """The address of the service, served by threads of this process from the database in use."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.daemon_threads = True
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    # It looks this often (in seconds) whether it shall end: each test waits for that.
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _until_the_page_is_there(act: Callable[..., None]) -> Callable[..., None]:
    """The same act, over only when the page that it leads to is there with its scripts: Playwright's own acts return
    as soon as the answer begins, and what is read then may be read of an empty page."""

    def settled(locator: Any, *args: Any, **options: Any) -> None:
        act(locator, *args, **options)
        locator.page.wait_for_load_state("domcontentloaded")

    return settled


@contextmanager
def launched() -> Iterator[Any]:
    """Debian's Chromium without its windows, driven by Playwright; no browser is downloaded.

    The shell alone does in half the time what the whole program does, which draws its own pages beside ours.
    """
    from playwright.sync_api import sync_playwright

    found = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert found, "these tests need the program 'chromium-headless-shell': `make test` installs it on Debian"
    flags = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync")  # fmt: skip
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as driver:
        # The driver keeps an event loop running in this thread, where Django then refuses the database.
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = driver.chromium.launch(executable_path=found, args=list(flags))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests of a process: a second driver does not start beside the first."""
    from playwright.sync_api import Locator

    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patched:
        warnings.simplefilter("ignore")
        for name in ("click", "press"):
            patched.setattr(Locator, name, _until_the_page_is_there(getattr(Locator, name)))
        with launched() as browser:
            yield browser
