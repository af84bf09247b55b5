"""`make bench`: the ratios that are promised, measured in one run and held against their bounds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.by_hand import fee, fee_of
from benchmarks.requests import lines, requests
from trp.rulebook.derive import derive
from trp.rulebook.determine import compiled
from trp.rulebook.generate import generate
from trp.rulebook.shape import day
from trp.rulebook.tell import Teller

_ROUNDS = 9
_LINES, _DISTINCT = 1_000_000, 100_000

_REWRITE = "import json, sys\nfor line in sys.stdin.buffer:\n    sys.stdout.write(json.dumps(json.loads(line)) + '\\n')\n"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Something measured against its baseline: the median of the rounds' ratios, and the bound."""

    what: str
    baseline: str
    took: float  # microseconds for one, median
    against: float
    ratio: float
    bound: float

    @property
    def kept(self) -> bool:
        return self.ratio <= self.bound


def interleaved(
    one: Callable[[], Any], other: Callable[[], Any], rounds: int, each: int, *, warm: bool = True
) -> tuple[float, float, float]:
    """Microseconds of each (medians) and the median of the ratios, the two run in turn.

    A round that is not counted goes first where something is to be kept warm (`warm`).
    """
    pairs = []
    for n in range(0 if warm else 1, rounds + 1):
        start = perf_counter()
        one()
        middle = perf_counter()
        other()
        end = perf_counter()
        if n:
            pairs.append(((middle - start) / each * 1e6, (end - middle) / each * 1e6))
    return median(a for a, _ in pairs), median(b for _, b in pairs), median(a / b for a, b in pairs)


def findings_and_generated() -> list[Ratio]:
    """One request after the other, each different: nine findings explained, and the generated fee table."""
    book = compiled().book
    asked = list(islice(requests(1), 2_000))
    facts = [derive(request, book).facts for request in asked]
    teller = Teller(compiled(), "en", brief=False)
    generated = {on: generate(book, "fee", day(on)) for on in {r["made_on"] for r in asked}}
    deciders = [generated[request["made_on"]] for request in asked]

    def tell() -> None:
        for request in asked:
            teller.tell(request)

    def hand() -> None:
        for request in asked:
            fee_of(request)

    def hand_from_facts() -> None:
        for held in facts:
            fee(held)

    def table() -> None:
        for decide, held in zip(deciders, facts, strict=True):
            decide(held)

    told, hand_a, first = interleaved(tell, hand, _ROUNDS, len(asked))
    made, hand_b, second = interleaved(table, hand_from_facts, _ROUNDS, len(asked))
    return [
        Ratio(
            "nine findings, duties and notices explained in English",
            "the fee by hand, explained",
            told,
            hand_a,
            first,
            60,
        ),
        Ratio(
            "the generated fee table, explained",
            "the fee by hand from the same facts",
            made,
            hand_b,
            second,
            1.0,
        ),
    ]


def million_lines() -> Ratio:
    """`trp determine --lines --brief` against parsing and re-writing the same lines with the json module."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "lines.jsonl")
        with path.open("wb") as file:
            file.writelines(lines(2, distinct=_DISTINCT, total=_LINES))

        def run(command: list[str], given: bool) -> Callable[[], Any]:
            def once() -> None:
                with path.open("rb") as source, open(os.devnull, "wb") as sink:
                    subprocess.run(command, stdin=source if given else None, stdout=sink, check=True)

            return once

        trp = Path(sys.executable).with_name("trp")
        answer = run([str(trp), "determine", str(path), "--lines", "--brief"], given=False)
        rewrite = run([sys.executable, "-c", _REWRITE], given=True)
        took, against, ratio = interleaved(answer, rewrite, 2, _LINES, warm=False)
    return Ratio(
        f"{_LINES:,} lines through trp determine --lines --brief",
        "json.loads and json.dumps of each line",
        took,
        against,
        ratio,
        6,
    )


def starts() -> list[Ratio]:
    """The command, from its start to its end, against an interpreter that does nothing."""
    trp = str(Path(sys.executable).with_name("trp"))
    example = "examples/1-visa-office-fee-due.json"

    def run(*command: str) -> Callable[[], Any]:
        return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True)

    nothing = run(sys.executable, "-c", "pass")
    found = []
    for what, *given in (
        ("trp determine of one request", "determine", example),
        ("trp determine of one request, as text", "determine", example, "--format", "text"),
        ("trp --help", "--help"),
    ):
        took, against, ratio = interleaved(run(trp, *given), nothing, 15, 1)
        found.append(Ratio(what, "python -c pass", took, against, ratio, 6))
    return found


def journal(quick: bool) -> list[Ratio]:
    """Acts through the door and the record as it grows, on both engines, on the disk of this machine."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trp.site.settings")
    with tempfile.TemporaryDirectory() as home:
        os.environ["TRP_HOME"], os.environ["TRP_DEMO"] = home, "1"
        import django

        django.setup()
        from benchmarks import acts, pages, people, queue, receipts, records

        return [
            Ratio(*row)
            for rows in (
                [acts.rows]
                if quick
                else [acts.rows, receipts.rows, records.rows, people.rows, queue.rows, pages.rows]
            )
            for row in rows()
        ]


def main() -> int:
    """Measure, print the table, and fail if a bound is broken."""
    quick = "--quick" in sys.argv
    found = starts() + findings_and_generated() + journal(quick) + ([] if quick else [million_lines()])
    width = max(len(one.what) for one in found)
    print(f"{'measured':<{width}}  {'µs':>9}  {'baseline µs':>11}  {'ratio':>6}  {'bound':>6}")
    for one in found:
        print(
            f"{one.what:<{width}}  {one.took:9.2f}  {one.against:11.2f}  {one.ratio:6.2f}  {one.bound:6.2f}  {'kept' if one.kept else 'BROKEN'}"
        )
    print(json.dumps({one.what: round(one.ratio, 3) for one in found}))
    return 0 if all(one.kept for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
