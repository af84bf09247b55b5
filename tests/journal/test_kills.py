"""Processes killed without warning, under load: nothing acknowledged is lost, nothing is half written.

Twenty kills on each engine, or as many as TRP_DRILL says (`make drill`: 500); then the server's own. After every kill
the whole database is checked; what had an unknown outcome is asked again under its key, and has one effect.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command

from tests.databases import Cluster, use
from tests.journal.play import FEE, SITUATIONS, given, put
from tests.journal.tasks import Job, steadily
from tests.journal.truth import case_of, faults, forget, tables
from tests.journal.workers import Worker, start
from tests.world import DAY, World
from trp.casework.exemptions import ClaimExemption, LapseClaim
from trp.casework.fees import AllocateReceipt, RequestFee, ReverseAllocation
from trp.casework.recording import AddNote

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("TRP_DRILL", "0")) or 20
WRITERS = 3


@dataclass
class Load:
    """What is asked of the workers, and what they said."""

    world: World
    url: str
    sabotage: str = ""
    shared: list[tuple[UUID, str]] = field(default_factory=list)
    asked: dict[str, Job] = field(default_factory=dict)
    acknowledged: dict[str, tuple[str, object]] = field(default_factory=dict)
    unknown: dict[str, Job] = field(default_factory=dict)
    running: list[Worker] = field(default_factory=list)
    resent: int = 0

    def prepare(self) -> None:
        for name in ("file created", "fee asked for", "claimed", "facts recorded"):
            case, receipt = put(self.world, name)
            self.shared.append((case, receipt))

    def go(self) -> None:
        """Start the workers, each with a mixture of acts on the same few cases and on new ones."""
        for _ in range(WRITERS):
            again, self.unknown = list(self.unknown.values()), {}
            self.resent += len(again)
            jobs = [*again, *(job for _ in range(40) for job in self.mixture())]
            self.asked.update((job[3], job) for job in jobs)
            self.running.append(start(steadily, self.url, jobs, self.sabotage))

    def mixture(self) -> Iterator[Job]:
        case, receipt = random.choice(self.shared)
        officers, new = self.world.officers, uuid4()
        yield AddNote(text=f"seen {new}"), case, officers["officer"], uuid4().hex
        yield RequestFee(), case, officers["clerk"], uuid4().hex
        yield AllocateReceipt(receipt=receipt, cents=FEE // 5), case, officers["clerk"], uuid4().hex
        yield (
            ReverseAllocation(receipt=receipt, cents=FEE // 5, reason="again"),
            case,
            officers["other_clerk"],
            uuid4().hex,
        )
        yield ClaimExemption(counselled_on=DAY), case, officers["officer"], uuid4().hex
        yield LapseClaim(reason="again"), case, officers["officer"], uuid4().hex
        opening = given(SITUATIONS["reported inland"][0].act, receipt="", client=str(uuid4()))
        yield opening, new, officers["inland"], uuid4().hex

    def kill(self) -> None:
        """Kill all workers, and sort what they had said."""
        for worker in self.running:
            begun = set()
            for outcome, detail, *key in (
                each if len(each) > 2 else (each[0], None, each[1]) for each in worker.kill()
            ):
                if outcome == "asked":
                    begun.add(key[0])
                elif outcome != "finished":
                    assert outcome in ("done", "refused"), (outcome, detail)
                    self.acknowledged[key[0]] = (outcome, detail)
            self.unknown.update((key, self.asked[key]) for key in begun - set(self.acknowledged))
        self.running.clear()

    def lost(self) -> list[str]:
        """What was acknowledged and is not there as it was said."""
        import json

        held = tables(self.url)
        answers = {row["key"]: json.loads(row["answer"]) for row in held["journal_key"]}
        found = []
        for key, (outcome, detail) in self.acknowledged.items():
            answer = answers.get(key, {})
            codes = tuple(one["code"] for one in answer.get("refused", ()))
            if (tuple(answer.get("done", ())) if outcome == "done" else codes) != detail:
                found.append(f"{key}: {outcome} {detail}, and now {answer}")
        return found


def settled(url: str) -> list[str]:
    """Faults once no session that outlived its worker is at work any more."""
    for _ in range(20):
        if not (found := faults(url)):
            return []
        time.sleep(0.05)
    return found


def drill(load: Load, kills: int) -> list[str]:
    """Kill the workers again and again, each time at another moment; give all that was wrong."""
    wrong = []
    for n in range(1, kills + 1):
        if n % 25 == 0:  # cases do not grow without end in a long drill
            load.shared.clear()
            load.prepare()
        load.go()
        time.sleep(random.uniform(0.03, 0.4))
        load.kill()
        wrong += [*settled(load.url), *load.lost()]
        if wrong:
            break
    return wrong


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_workers_are_killed(world: World, database: str) -> None:
    load = Load(world, database)
    load.prepare()
    wrong = drill(load, KILLS)
    assert not wrong, wrong[:5]
    # What had an unknown outcome is asked once more: every key has one answer, and each note stands once.
    load.asked |= load.unknown
    last = start(steadily, database, list(load.unknown.values()))
    while (said := last.line.recv())[0] != "finished":
        if said[0] != "asked":
            load.acknowledged[said[2]] = (said[0], said[1])
    last.kill()
    assert not faults(database)
    assert not load.lost()
    for case, _ in load.shared:
        notes = [
            line.event.text
            for line in case_of(database, case).lines
            if type(line.event).__name__ == "NoteAdded"
        ]
        assert len(notes) == len(set(notes))
    assert len(load.acknowledged) > 5 * KILLS, "there was no load"
    assert load.resent, "no worker was killed in the midst of an act"
    print(
        f"\n{KILLS} kills of {WRITERS} workers: {len(load.acknowledged)} acknowledged, {load.resent} asked again, 0 lost"
    )


@pytest.mark.parametrize("sabotage", ["piecemeal", "forgetful"])
def test_a_door_that_is_not_one_transaction_is_found_out(world: World, database: str, sabotage: str) -> None:
    """The sabotaged twins: statements that commit one by one, answers that are not kept."""
    load = Load(world, database, sabotage)
    load.prepare()
    assert drill(load, 20)


# The server ---------------------------------------------------------------------------------------------


def server(**settings: str) -> tuple[Cluster, str]:
    """A PostgreSQL of its own, migrated."""
    found = Cluster(**settings).start()
    found.execute("CREATE DATABASE killed")
    url = found.url("killed")
    use(url)
    call_command("migrate", verbosity=0)
    return found, url


def power_cuts(found: Cluster, load: Load, cuts: int) -> tuple[int, list[str]]:
    """Kill the server under load, start it again, check; the workers live on and go on by themselves."""
    wrong: list[str] = []
    for _ in range(cuts):
        load.go()
        time.sleep(random.uniform(0.1, 0.5))
        forget()
        found.kill()
        load.kill()
        found.start()
        wrong += [*settled(load.url), *load.lost()]
    return len(load.acknowledged), wrong


@pytest.fixture
def folder_closed() -> Iterator[list[Cluster]]:
    made: list[Cluster] = []
    yield made
    from django.db import connection

    connection.close()
    forget()
    for one in made:
        one.stop()


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(folder_closed: list[Cluster]) -> None:
    found, url = server()
    folder_closed.append(found)
    load = Load(World.make(), url)
    load.prepare()
    acknowledged, wrong = power_cuts(found, load, max(5, KILLS // 10))
    assert not wrong, wrong[:5]
    assert acknowledged > 20
    print(f"\n{max(5, KILLS // 10)} kills of the server: {acknowledged} acknowledged, 0 lost")


@pytest.mark.slow
def test_workers_outlive_their_server(folder_closed: list[Cluster]) -> None:
    """A worker whose server was killed goes on when it is back, asking again under the same key."""
    found, url = server()
    folder_closed.append(found)
    load = Load(World.make(), url)
    load.prepare()
    load.go()
    time.sleep(0.3)
    forget()
    found.kill()
    found.start()
    for worker in load.running:
        while worker.line.poll(60) and (said := worker.line.recv())[0] != "finished":
            if said[0] != "asked":
                assert said[0] in ("done", "refused"), said
                load.acknowledged[said[2]] = (said[0], said[1])
        worker.kill()
    load.running.clear()
    assert len(load.acknowledged) == len(load.asked)
    assert not faults(url)
    assert not load.lost()


@pytest.mark.slow
def test_a_server_that_answers_before_it_writes_loses(folder_closed: list[Cluster]) -> None:
    """The sabotaged twin, which the check of the settings would have refused."""
    found, url = server(synchronous_commit="off", wal_writer_delay="10s", wal_writer_flush_after="0")
    folder_closed.append(found)
    with pytest.MonkeyPatch.context() as patch:
        from trp.journal import door, entering

        for one in (door, entering):
            patch.setattr(one, "safe", lambda connection: None)
        load = Load(World.make(), url, "unchecked")
        load.prepare()
        found.execute("CHECKPOINT", "killed")
    _, wrong = power_cuts(found, load, 3)
    assert any("and now {}" in one for one in wrong)
