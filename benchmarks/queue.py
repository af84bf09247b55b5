"""A page of the queue among few and among many cases, and for a reader from whom cases are kept.

Where one office holds all cases, its list reads as many rows, and the counts of its seven tabs grow until they stop at
1,000 each: that is bounded too, further up.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.acts import databases
from tests.databases import use
from tests.journal.crowd import Crowd
from tests.world import DAY, World

_FEW, _MANY, _HERE = 1_000, 100_000, 400
_ROUNDS, _EACH, _WARM = 9, 3, 7
_AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
_KEPT, _GROWN = "the office holds the same 400", "all of them open at one office"
_SHAPES: tuple[tuple[str, dict[str, Any], float], ...] = (
    (_KEPT, {"here": _HERE}, 1.3),
    (_GROWN, {"office": "PARIS", "open_only": True}, 1.6),
)

Measured = tuple[str, str, float, float, float, float]


class Queue:
    """A database with so many cases, and pages of its queue: of each tab, with all counts."""

    def __init__(self, url: str, many: int, shape: dict[str, Any]) -> None:
        from django.db import connection

        self.url = url
        use(url)
        self.crowd = Crowd.make(World.make(), many, **shape)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")

    def pages(self, who: int, times: int) -> float:
        """The seconds of each tab's first page, so many times."""
        from trp.journal.lists.shown import Tab
        from trp.journal.queue import page

        reader = self.crowd.readers[who]
        began = perf_counter()
        for _ in range(times):
            for tab in Tab:
                page(reader, tab, on=DAY, at=_AT)
        return perf_counter() - began

    def anew(self, who: int) -> float:
        """The same on a connection of its own, once its statements are prepared."""
        use(self.url)
        self.pages(who, _WARM)
        return self.pages(who, _EACH)


def _in_turn(one: Callable[[], float], other: Callable[[], float]) -> tuple[float, float, float]:
    """Microseconds of a page of each (medians), and the median of the ratios; a first round is not counted.

    Every second round begins with the other one.
    """
    counted = []
    for n in range(_ROUNDS + 1):
        second = None if n % 2 else other()
        first = one()
        if n:
            counted.append((first, other() if second is None else second))
    each = 1e6 / (_EACH * 7)
    took, against = median(a for a, _ in counted) * each, median(b for _, b in counted) * each
    return took, against, median(a / b for a, b in counted)


def rows() -> Iterator[Measured]:
    """What is measured on both engines: name, baseline, microseconds of each, ratio, bound."""
    folder = Path(tempfile.mkdtemp(prefix="trp-bench-"))
    folder.chmod(0o755)
    names = tuple(f"{size}_{n}" for size in ("few", "many") for n in range(len(_SHAPES)))
    try:
        with databases(folder, names) as urls:
            for engine in ("sqlite", "postgresql"):
                for n, (shape, given, bound) in enumerate(_SHAPES):
                    few = Queue(urls[engine, f"few_{n}"], _FEW, given)
                    many = Queue(urls[engine, f"many_{n}"], _MANY, given)
                    what = f"{engine}: a page of the queue among {_MANY:,} cases, {shape}"
                    took, against, ratio = _in_turn(partial(many.anew, 0), partial(few.anew, 0))
                    yield what, f"the same among {_FEW:,}", took, against, ratio, bound
                    if shape == _KEPT:
                        took, against, ratio = _in_turn(partial(many.anew, -1), partial(many.anew, 0))
                        yield (
                            f"{what}, for a restricted reader",
                            "for an ordinary one",
                            took,
                            against,
                            ratio,
                            1.2,
                        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
