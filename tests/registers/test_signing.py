"""A delegation that ends while somebody signs under it: one comes first, in real processes, on both engines."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.journal.truth import faults
from tests.journal.workers import start
from tests.registers.tasks import ends, signs
from tests.registers.test_holdings import ISSUE, decidable, ended, hold
from tests.world import World

pytestmark = pytest.mark.slow

FIRST = ("done", ("refused", ("acts-rest-on-it",)))
SECOND = (("refused", ("no-delegation",)), "done")


def signer(world: World) -> int:
    """A new officer who holds the power, and has not used it; the line of the power."""
    from trp.officers.models import Officer

    name = f"signer {uuid4().hex[:6]}"
    world.officers["signer"] = Officer.objects.create(
        username=name, name=name, roles="officer", office_id="PARIS"
    ).id
    return hold(world, "signer")


def race(
    world: World, database: str, *, sabotage: str = "", signs_after: float = 0, thinks: float = 0,
    ends_after: float = 0, commits_after: float = 0,
) -> tuple[Any, Any]:  # fmt: skip
    """Send a decision and the end of its power at once; give what came of each."""
    line, case = signer(world), decidable(world)
    job = (ISSUE, case, world.officers["signer"], uuid4().hex)
    entry = (ended(world, "signer", line), world.officers["supervisor"], uuid4().hex)
    two = [
        start(signs, database, job, sabotage, signs_after, thinks),
        start(ends, database, entry, ends_after, commits_after),
    ]
    assert [one.line.recv() for one in two] == ["ready", "ready"]
    for one in two:
        one.line.send("go")
    answers = [one.line.recv() for one in two]
    for one in two:
        one.kill()
    short = tuple(outcome if outcome == "done" else (outcome, detail) for outcome, detail in answers)
    return short[0], short[1]


def test_whichever_comes_first_the_decision_rests_on_a_power_in_force(world: World, database: str) -> None:
    seen = Counter(
        race(world, database, signs_after=n % 3 * 0.004, ends_after=n // 3 * 0.004) for n in range(9)
    )
    assert set(seen) <= {FIRST, SECOND}, seen
    assert not faults(database)


def test_the_end_waits_for_who_is_signing(world: World, database: str) -> None:
    assert race(world, database, thinks=0.4, ends_after=0.15) == FIRST
    assert not faults(database)


def test_who_signs_waits_for_the_end_and_sees_it(world: World, database: str) -> None:
    assert race(world, database, signs_after=0.15, commits_after=0.4) == SECOND
    assert not faults(database)


@pytest.mark.parametrize(
    "given", [{"thinks": 0.4, "ends_after": 0.15}, {"signs_after": 0.15, "commits_after": 0.4}]
)
def test_without_the_lock_somebody_signs_under_nothing(
    world: World, database: str, engine: str, given: dict[str, float]
) -> None:
    """The sabotaged twin."""
    if engine == "sqlite":
        pytest.skip(
            "SQLite locks the whole file at BEGIN IMMEDIATE: there is no lock of a power to take away"
        )
    assert race(world, database, sabotage="unlocked", **given) == ("done", "done")
    assert "was not in force" in faults(database)[0]


def test_powers_that_are_remembered_are_no_powers(world: World, database: str) -> None:
    """The sabotaged twin on both engines: what was read before the transaction is not what holds in it."""
    assert race(world, database, sabotage="remembered", signs_after=0.4) == ("done", "done")
    assert "was not in force" in faults(database)[0]


def test_a_case_and_a_power_are_locked_in_one_order(world: World, database: str) -> None:
    """Several who sign at once, while powers end: nobody waits for who waits for them."""
    cases: list[tuple[UUID, int]] = []
    workers = []
    for _ in range(4):
        line, case = signer(world), decidable(world)
        cases.append((case, line))
        who = world.officers["signer"]
        workers.append(start(signs, database, (ISSUE, case, who, uuid4().hex), "", 0, 0.05))
        entry = (ended(world, "signer", line), world.officers["supervisor"], uuid4().hex)
        workers.append(start(ends, database, entry, 0, 0.05))
    assert {one.line.recv() for one in workers} == {"ready"}
    for one in workers:
        one.line.send("go")
    told = [one.line.recv() for one in workers]
    assert {outcome for outcome, _ in told} <= {"done", "refused"}, told
    for sign, end in zip(told[::2], told[1::2], strict=True):
        assert {sign[0], end[0]} == {"done", "refused"}
    assert not faults(database)
