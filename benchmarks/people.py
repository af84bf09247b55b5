"""A claim and a merge where a thousand persons are on record, and where a hundred thousand are, on both engines."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from uuid import UUID, uuid4

from benchmarks.acts import databases
from tests.crowd import people
from tests.databases import use
from tests.journal.play import SITUATIONS, given
from tests.world import DAY, World

_FEW, _MANY = 1_000, 100_000
_EACH, _ROUNDS = 12, 9
_NAMES = ("few", "many")


class Register:
    """Persons of whom some have a request that meets the tests of the one-time exemption, and some a second record."""

    def __init__(self, url: str, many: int) -> None:
        from django.db import connection

        self.url = url
        use(url)
        self.world = World.make()
        people(many)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        count = _EACH * (_ROUNDS + 1)
        self.cases = [self._claimable() for _ in range(count)]
        self.pairs = [self._proposed() for _ in range(count)]

    def _claimable(self) -> UUID:
        case, person = uuid4(), self.world.person()
        for each in SITUATIONS["exemption open"]:
            self.world.do(given(each.act, receipt="", client=person), case, each.who)
        return case

    def _proposed(self) -> tuple[str, str]:
        from trp.casework.registers.merges import ProposeMerge

        one, other = self.world.person(), self.world.person()
        self.world.enter(ProposeMerge(one=one, other=other, reason="the same passport"), "intake")
        return one, other

    def claim(self) -> float:
        """The seconds of some claims."""
        from trp.casework.exemptions import ClaimExemption

        use(self.url)
        self.world.person()  # the connection is made and checked
        began = perf_counter()
        for _ in range(_EACH):
            self.world.do(ClaimExemption(counselled_on=DAY), self.cases.pop())
        return perf_counter() - began

    def merge(self) -> float:
        """The seconds of some merges, each agreed to by a second person."""
        from trp.casework.registers.merges import ApproveMerge

        use(self.url)
        self.world.person()
        began = perf_counter()
        for _ in range(_EACH):
            one, other = self.pairs.pop()
            self.world.enter(ApproveMerge(one=one, other=other), "other_clerk")
        return perf_counter() - began


def _in_turn(one: Callable[[], float], other: Callable[[], float]) -> tuple[float, float, float]:
    """Microseconds for one of each (medians), and the median of the ratios; a first round is not counted."""
    from statistics import median

    pairs = [(one(), other()) for _ in range(_ROUNDS + 1)][1:]
    each = 1e6 / _EACH
    return (
        median(a for a, _ in pairs) * each,
        median(b for _, b in pairs) * each,
        median(a / b for a, b in pairs),
    )


def rows() -> Iterator[tuple[str, str, float, float, float, float]]:
    """What is measured on both engines: name, baseline, microseconds of each, ratio, bound."""
    folder = Path(tempfile.mkdtemp(prefix="trp-bench-"))
    folder.chmod(0o755)
    try:
        with databases(folder, _NAMES) as urls:
            for engine in ("sqlite", "postgresql"):
                few = Register(urls[engine, "few"], _FEW)
                many = Register(urls[engine, "many"], _MANY)
                for what, large, small in (
                    ("a claim of M31", many.claim, few.claim),
                    ("a merge of two records", many.merge, few.merge),
                ):
                    took, against, ratio = _in_turn(large, small)
                    yield (
                        f"{engine}: {what}, {_MANY:,} persons on record", f"{_FEW:,} persons",
                        took, against, ratio, 1.3,
                    )  # fmt: skip
    finally:
        shutil.rmtree(folder, ignore_errors=True)
