"""Ten thousand deliveries from several processes: shuffled, three quarters of them duplicates, some with another content.

Each number is recorded once, with one content; what comes again alike is answered alike; what comes otherwise is
refused; every unit is allocated once, and the books are at zero.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from tests.databases import fresh, memory, use
from tests.journal.play import FEE, put
from tests.journal.truth import faults, tables
from tests.journal.workers import together
from tests.registers.delivering import Delivery, allocates, delivers
from tests.world import World
from trp.casework.fees import AllocateReceipt
from trp.fees.rebuild import rebuild
from trp.journal.verify import verify

pytestmark = pytest.mark.slow

DELIVERIES, NUMBERS, CHANGED, PROCESSES = 10_000, 2_500, 500, 4


@pytest.fixture
def url(engine: str) -> Iterator[str]:
    """A database in memory, where there is that."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        found = fresh(engine, Path(folder))
        use(found)
        yield found
        connection.close()
        use("sqlite:///:memory:")


def row(number: int, cents: int = FEE) -> list[object]:
    return [f"R{number:06d}", "2026-03-02", "online", None, "", [["trp", 1, cents]]]


def deliveries(total: int, numbers: int, changed: int, seed: int = 7) -> list[Delivery]:
    """Each number once; then again under the id of before, or under another; some with another amount."""
    dice = random.Random(seed)
    found: list[Delivery] = [(f"d{n}", (row(n),)) for n in range(numbers)]
    for n in range(numbers, total):
        number = dice.randrange(numbers)
        if n < numbers + changed:
            found.append((f"d{n}", (row(number, dice.choice((1, FEE * 2, FEE - 1))),)))
        else:
            found.append((f"d{number}" if dice.random() < 0.5 else f"d{n}", (row(number),)))
    dice.shuffle(found)
    return found


def outcomes(
    url: str, world: World, sent: list[Delivery], sabotage: str = ""
) -> list[tuple[Delivery, object]]:
    parts = [sent[n::PROCESSES] for n in range(PROCESSES)]
    told = together(delivers, [(url, world.officers["clerk"], part, sabotage) for part in parts])
    return [
        pair for part, answers in zip(parts, told, strict=True) for pair in zip(part, answers, strict=True)
    ]


def test_each_number_is_recorded_once_and_each_unit_allocated_once(url: str) -> None:
    world = World.make()
    sent = deliveries(DELIVERIES, NUMBERS, CHANGED)
    told = outcomes(url, world, sent)
    held = tables(url)
    kept = {one["receipt"]: one["cents"] for one in held["fees_receiptline"]}
    assert len(kept) == len(held["fees_receipt"]) == NUMBERS
    by_id: dict[str, set[str]] = defaultdict(set)
    lines: Counter[str] = Counter()
    for (name, (content,)), (outcome, answer) in told:
        right = kept[content[0]] == content[5][0][2]
        assert outcome == ("done" if right else "refused"), (name, outcome, answer)
        if right:
            lines[content[0]] += answer[1] >= answer[0] and name not in by_id
        else:
            assert answer[0][0] == "receipt-changed" and "stays as it is" in answer[0][1]
        by_id[name].add(repr((outcome, answer)))
    assert {len(answers) for answers in by_id.values()} == {1}  # a replay is answered alike
    assert set(lines.values()) == {1}  # one delivery of each number entered it
    received = [one for one in held["fees_transfer"] if one["debit"] == "payment_system"]
    assert sum(one["cents"] for one in received) == sum(kept.values())
    assert len(received) == NUMBERS
    _allocate(url, world, kept)
    assert not faults(url)
    assert not list(rebuild(check=True)) and not list(verify())


def _allocate(url: str, world: World, kept: dict[str, int]) -> None:
    """Twenty cases want ten receipts, from four processes, each act several times."""
    whole = sorted(number for number, cents in kept.items() if cents == FEE)[:10]
    cases = [put(world, "fee asked for")[0] for _ in range(20)]
    acts = [
        (AllocateReceipt(receipt=number, cents=FEE), case, world.officers["clerk"])
        for number, pair in zip(whole, zip(cases[::2], cases[1::2], strict=True), strict=True)
        for case in pair
    ]
    dice = random.Random(8)
    jobs = [[(*act, uuid4().hex) for act in dice.sample(acts, len(acts))] for _ in range(PROCESSES)]
    told = [one for part in together(allocates, [(url, part) for part in jobs]) for one in part]
    assert Counter(outcome for outcome, _ in told) == {"done": 10, "refused": 70}
    used = {one["receipt"]: one["allocated"] for one in tables(url)["fees_receiptline"]}
    assert all(used[number] == FEE for number in whole) and sum(used.values()) == 10 * FEE


def test_without_its_memory_the_last_one_that_comes_wins(url: str, engine: str) -> None:
    """The sabotaged twin: with the walls of the database taken away too, changes go through and the books tell."""
    world = World.make()
    with connection.cursor() as cursor:
        for table in ("fees_receipt", "fees_receiptline"):
            if engine == "sqlite":
                connection.connection.set_authorizer(None)
                for name in ("delete", "update", "replace"):
                    cursor.execute(f"DROP TRIGGER {table}_no_{name}")
            else:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    told = outcomes(url, world, deliveries(400, 60, 100), "overwrites")
    went_through = sum(outcome == "done" for (_, (content,)), (outcome, _) in told if content[5][0][2] != FEE)
    assert went_through > 50
    assert any("do not sum to zero, or not to what came in" in fault for fault in faults(url))
    assert list(rebuild(check=True))
