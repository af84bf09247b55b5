"""What many see at once is one history: nothing appended is lost, all agree on the order, every reader saw a beginning of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.journal.play import put
from tests.journal.tasks import reads, writes
from tests.journal.truth import case_of, faults
from tests.journal.workers import start
from tests.world import World
from trp.casework.recording import AddNote

pytestmark = pytest.mark.slow

WRITERS, READERS, EACH, CASES = 4, 2, 30, 3

Seen = dict[UUID, list[str]]


def history(world: World, url: str) -> tuple[list[Any], list[list[tuple[float, float, Seen]]], Seen]:
    """Let writers append to a few cases, each of them to all, and readers read all of them; what each saw; what remains."""
    ready = [put(world, "facts recorded")[0] for _ in range(CASES)]
    officer = world.officers["officer"]
    writers = []
    for n in range(WRITERS):
        jobs = [(AddNote(text=f"{n}-{i}"), random.choice(ready), officer, uuid4().hex) for i in range(EACH)]
        writers.append(start(writes, url, jobs))
    readers = [start(reads, url, ready) for _ in range(READERS)]
    for one in (*readers, *writers):
        assert one.line.recv() == "ready"
    for one in (*readers, *writers):
        one.line.send("go")
    told = [answer for one in writers for answer in one.line.recv()]
    for one in readers:
        one.line.send("stop")
    return told, [one.line.recv() for one in readers], final(url, ready)


def final(url: str, ready: list[UUID]) -> Seen:
    return {case: [row["body"] for row in case_of(url, case).rows] for case in ready}


def anomalies(told: list[Any], views: list[list[tuple[float, float, Seen]]], end: Seen) -> Iterator[str]:
    """What one history would not show."""
    places: dict[UUID, list[tuple[float, float, int]]] = {case: [] for case in end}
    for begun, ended, (act, case, _, _), (outcome, detail) in told:
        if outcome != "done":
            yield f"an append came to {outcome}: {detail}"
            continue
        _, first, last = detail
        if first != last or len(end[case]) < first or act.text not in end[case][first - 1]:
            yield f"a lost append: {act.text} at {first}"
        places[case].append((begun, ended, first))
    for case, appended in places.items():
        if len({place for *_, place in appended}) != len(appended):
            yield f"two appends in one place of {case}"
        for _, ended, earlier in appended:
            if any(begun > ended and later < earlier for begun, _, later in appended):
                yield f"an order that time contradicts, in {case}"
    every = [seen for view in views for _, _, seen in view]
    for seen in every:
        if any(lines != end[case][: len(lines)] for case, lines in seen.items()):
            yield "a reading that is no beginning of the end"
    for view in views:
        for (_, _, before), (_, _, after) in pairwise(view):
            if any(len(after[case]) < len(before[case]) for case in end):
                yield "a reader who went back in time"
    for begun, ended, seen in (each for view in views for each in view):
        for case, appended in places.items():
            known = len(seen[case])
            if any(done < begun and place > known for _, done, place in appended):
                yield "an acknowledged append that a later reading misses"
            if any(asked > ended and place <= known for asked, _, place in appended):
                yield "a reading of what was not asked for yet"
    sizes = sorted({tuple(len(seen[case]) for case in end) for seen in every}, key=sum)
    for before, after in pairwise(sizes):
        if any(x > y for x, y in zip(before, after, strict=True)):
            yield f"two readings that do not agree which came first: {before}, {after}"


def test_there_is_one_history(world: World, database: str) -> None:
    told, views, end = history(world, database)
    found = list(anomalies(told, views, end))
    assert not found, found[:5]
    assert len(told) == WRITERS * EACH
    assert sum(map(len, views)) > 20, "nobody read meanwhile"
    assert not faults(database)


TWINS = {
    "a lost append": lambda told, views, end: next(iter(end.values())).pop(),
    "two lines change places": lambda told, views, end: _swap(max(end.values(), key=len)),
    "a stale reading": lambda told, views, end: views[0].append(views[0][0]),
    "a reading of another history": lambda told, views, end: max(views[0][-1][2].values(), key=len).append(
        "other"
    ),
}


def _swap(lines: list[str]) -> None:
    lines[-1], lines[-2] = lines[-2], lines[-1]


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("twin", TWINS)
def test_an_anomaly_is_found(world: World, database: str, twin: str) -> None:
    """The sabotaged twins: each anomaly, put into a history by hand."""
    told, views, end = history(world, database)
    TWINS[twin](told, views, end)
    assert list(anomalies(told, views, end))
