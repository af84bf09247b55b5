"""Take next: the published order, what is skipped and why, once for each key, and never the same case for two."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.journal.play import put
from tests.journal.tasks import START, takes
from tests.journal.truth import faults
from tests.journal.workers import together
from tests.world import DAY, World
from trp.casework.around import Actor
from trp.casework.recording import AddNote, Assign
from trp.casework.registers import conflicts as o
from trp.journal.cases import actor
from trp.journal.lists.shown import Sort, Tab
from trp.journal.models import Case, SecurityEvent
from trp.journal.queue import page
from trp.journal.taking import Taken, candidates, may_take, take_next
from trp.journal.verify import verify

pytestmark = pytest.mark.slow


def reader(world: World, who: str) -> Actor:
    return actor(world.officers[who], DAY)


def takes_one(world: World, who: str = "officer", key: str = "") -> Taken:
    return take_next(reader(world, who), at=START, on=DAY, key=key or uuid4().hex)


def number(case: UUID) -> str:
    return Case.every.get(id=case).number


def unassigned(world: World, who: str = "officer") -> list[str]:
    return [
        row.number for row in page(reader(world, who), Tab.UNASSIGNED, on=DAY, at=START, sort=Sort.DUE).rows
    ]


def test_cases_are_taken_in_the_published_order_until_none_is_left(world: World, database: str) -> None:
    """By what is due, then the oldest, then the number, whatever a list was sorted by."""
    for situation in ("facts recorded", "fee paid", "fee asked for", "facts recorded"):
        put(world, situation)
    expected = unassigned(world)
    due = {row.number: row.due_by for row in Case.every.all()}
    assert len(expected) == 4 and [due[one] for one in expected] == sorted(due.values())
    assert [takes_one(world).number for _ in expected] == expected
    assert takes_one(world) == Taken(None, ())
    held = Case.every.values_list("holder", "office")
    assert set(held) == {(str(world.officers["officer"]), "PARIS")}
    assert not faults(database) and not list(verify())


def test_of_two_that_are_due_alike_the_older_comes_first_and_then_the_number(world: World) -> None:
    cases = [put(world, "facts recorded")[0] for _ in range(4)]
    for case, days, due in zip(cases, (0, 3, 3, 9), (None, None, None, date(2026, 4, 1)), strict=True):
        Case.every.filter(id=case).update(since=DAY - timedelta(days), **({"due_by": due} if due else {}))
    assert [takes_one(world).number for _ in cases] == [number(cases[n]) for n in (3, 1, 2, 0)]


def test_a_case_of_a_declared_conflict_is_skipped_and_said_so(world: World) -> None:
    first, second = put(world, "facts recorded")[0], put(world, "facts recorded")[0]
    conflict = o.DeclareConflict(officer=str(world.officers["officer"]), case=number(first), why="A cousin.")
    world.enter(conflict, "officer")
    before = SecurityEvent.objects.count()
    found = takes_one(world)
    assert found.number == number(second)
    assert [(one.number, [stop.code for stop in one.blockers]) for one in found.skipped] == [
        (number(first), ["conflict-declared"])
    ]
    [logged] = SecurityEvent.objects.order_by("id")[before:]
    assert (logged.kind, logged.act, logged.case_id) == ("denied", "TakeNext", first)
    assert takes_one(world, "colleague") == Taken(number(first), ())


def test_a_case_that_is_not_theirs_to_know_of_is_not_skipped_aloud(world: World) -> None:
    case, _ = put(world, "facts recorded")
    Case.every.filter(id=case).update(access="hidden", unit="VPU")
    assert takes_one(world) == Taken(None, ())


def test_who_may_hold_no_file_takes_none(world: World) -> None:
    put(world, "facts recorded")
    assert may_take(reader(world, "officer")) and not may_take(reader(world, "clerk"))
    found = takes_one(world, "clerk")
    assert found.number is None and [stop.code for one in found.skipped for stop in one.blockers] == [
        "not-your-role"
    ]


def test_a_form_that_is_sent_twice_takes_once(world: World) -> None:
    cases = [put(world, "facts recorded")[0] for _ in range(3)]
    first = takes_one(world, key="k")
    assert first.number == number(cases[0])
    assert [takes_one(world, key="k").number for _ in range(3)] == [first.number] * 3
    world.do(
        Assign(officer=None, office="PARIS"), cases[0], "intake"
    )  # what was taken is not taken back by a repeat
    assert takes_one(world, key="k").number == first.number
    for case in cases:
        world.do(Assign(officer=str(world.officers["colleague"]), office="PARIS"), case, "intake")
    assert takes_one(world, key="k").number == first.number  # with none left it is told still


def test_a_note_that_somebody_adds_takes_no_case_away(world: World) -> None:
    case, _ = put(world, "facts recorded")
    world.do(AddNote(text="meanwhile"), case, "colleague")
    assert takes_one(world).number == number(case)


def race(world: World, database: str, many: int, sabotage: str = "") -> list[Any]:
    """Two officers, each in half of the processes, every press with a key of its own."""
    who = [world.officers[name] for name in ("officer", "colleague")]
    jobs = [(database, who[n % 2], uuid4().hex, sabotage) for n in range(many)]
    return together(takes, jobs)


def test_two_who_press_at_the_same_moment_get_two_cases(world: World, database: str) -> None:
    numbers = sorted(number(put(world, "facts recorded")[0]) for _ in range(8))
    told = race(world, database, 8)
    assert sorted(told) == numbers
    held = Case.every.values_list("holder", flat=True)
    assert sorted(held) == sorted([str(world.officers["officer"]), str(world.officers["colleague"])] * 4)
    assert not faults(database)


def test_one_form_that_is_sent_at_once_many_times_takes_one(world: World, database: str) -> None:
    for _ in range(8):
        put(world, "facts recorded")
    told = together(takes, [(database, world.officers["officer"], "k")] * 8)
    assert len(set(told)) == 1 and Case.every.filter(holder__isnull=False).count() == 1


def test_the_twin_that_does_not_look_who_has_it_gives_one_case_to_two(world: World, database: str) -> None:
    for _ in range(5):
        for _ in range(8):
            put(world, "facts recorded")
        told = race(world, database, 8, "blind")
        if len(set(told)) < len(told):
            return
    raise AssertionError("the checks above do not see two officers with one case")


def test_the_candidates_are_read_by_an_index_in_its_order(world: World) -> None:
    from tests.journal.crowd import Crowd
    from tests.journal.test_queue_shape import analyzed, statements, wrong

    crowd = Crowd.make(world, 2_000, open_only=True)
    analyzed()
    for who in (crowd.readers[0], crowd.readers[4], crowd.readers[-1]):
        told = statements(lambda who=who: candidates(who, on=DAY))  # type: ignore[misc]
        assert len(told) == 1 and [found for one in told if (found := wrong(one))] == []
