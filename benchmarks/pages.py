"""The queue and the page of a case, where a thousand cases are and where a hundred thousand are, on both engines.

Held against a bare page: the same middleware and session, a template of Django that writes as many elements and as many
characters from a list in memory, and nothing else.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.urls import clear_url_caches, path, set_urlconf

from benchmarks.acts import databases
from tests.databases import use
from tests.journal.crowd import Crowd
from tests.journal.play import put
from tests.world import World
from trp.desk.may import SIGNED_IN, may
from trp.site.urls import urlpatterns as _ours

_FEW, _MANY = 1_000, 100_000
_EACH, _ROUNDS = 5, 15
_WARM = 12
_NAMES = ("few", "many")
_BARE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body>
{% for one in items %}<p class="one">{{ one }}</p>
{% endfor %}</body></html>"""
_shown: dict[str, list[str]] = {}


@may(*SIGNED_IN)
def bare(request: HttpRequest, name: str) -> HttpResponse:
    """As many elements and characters as the page of that name has."""
    template = engines["django"].from_string(_BARE)
    return HttpResponse(template.render({"title": name, "items": _shown[name]}, request))


urlpatterns = [path("bare/<slug:name>", bare, name="bare"), *_ours]


class Desk:
    """The desk on a database of so many cases."""

    def __init__(self, url: str, many: int) -> None:
        from django.db import connection

        self.url = url
        use(url)
        self.world = World.make()
        from trp.journal.models import Case

        case, _ = put(self.world, "fee asked for")
        Case.every.filter(id=case).update(number="T-999999")  # the crowd has numbers of its own, from 1
        self.number = "T-999999"
        self.crowd = Crowd.make(self.world, many)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")  # counts are taken from the index alone
        self.clients = {name: self._client(name) for name in ("officer", "unit")}

    def _client(self, who: str) -> Client:
        from trp.officers.models import Officer

        client = Client(HTTP_HOST="localhost")
        client.force_login(Officer.objects.get(id=self.world.officers[who]))
        return client

    def get(self, address: str, who: str = "officer") -> float:
        """The seconds of some pages."""
        from django.db import connection

        if str(connection.settings_dict["NAME"]) not in self.url:
            use(self.url)
            for _ in range(_WARM):  # the connection is made and checked, its statements are prepared
                self._read(address, who)
        self._read(address, who)
        began = perf_counter()
        for _ in range(_EACH):
            self._read(address, who)
        return (perf_counter() - began) / _EACH

    def _read(self, address: str, who: str) -> bytes:
        answer = self.clients[who].get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return bytes(answer.content)

    def copy(self, name: str, address: str) -> None:
        """Make the bare page of that name as large as ours."""
        use(self.url)
        page = self._read(address, "officer").decode()
        elements = len(re.findall(r"<[a-z]", page)) - 5
        left = max(len(page) - elements * len('<p class="one"></p>\n') - 120, elements)
        _shown[name] = ["x" * (left // elements)] * elements


def _in_turn(one: Callable[[], float], other: Callable[[], float]) -> tuple[float, float, float]:
    """Microseconds of each (medians), and the median of the ratios; a first round is not counted."""
    pairs = [(one(), other()) for _ in range(_ROUNDS + 1)][1:]
    return (
        median(a for a, _ in pairs) * 1e6,
        median(b for _, b in pairs) * 1e6,
        median(a / b for a, b in pairs),
    )


def rows() -> Iterator[tuple[str, str, float, float, float, float]]:
    """What was measured, the baseline, both figures, their ratio and its bound."""
    settings.ROOT_URLCONF = __name__
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    clear_url_caches()
    set_urlconf(None)
    folder = Path(tempfile.mkdtemp(prefix="trp-bench-"))
    folder.chmod(0o755)
    try:
        with databases(folder, _NAMES) as urls:
            for engine in ("sqlite", "postgresql"):
                few, many = Desk(urls[engine, "few"], _FEW), Desk(urls[engine, "many"], _MANY)
                yield from _of(engine, few, many)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _of(engine: str, few: Desk, many: Desk) -> Iterator[tuple[Any, ...]]:
    pages = {"queue": "/en/queue/?tab=all", "case": f"/en/cases/{many.number}/"}
    for name, address in pages.items():
        many.copy(name, address)
        took = _in_turn(lambda a=address: many.get(a), lambda n=name: many.get(f"/bare/{n}"))  # type: ignore[misc]
        yield (f"{engine}: {name}, 100,000 cases", "a bare page of its size", *took, 3.0)
        took = _in_turn(lambda a=address: many.get(a), lambda a=address: few.get(a))  # type: ignore[misc]
        yield (f"{engine}: {name}, 100,000 cases", "the same, 1,000 cases", *took, 1.3)
    queue = pages["queue"]
    took = _in_turn(lambda: many.get(queue, "unit"), lambda: many.get(queue))
    yield (f"{engine}: queue of a restricted unit", "the same, of an office", *took, 1.2)
