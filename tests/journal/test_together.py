"""The same on several cases: the preview says what the door will, reads the same however many there are, and each is done
once, on its own, under one batch."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.journal.play import SITUATIONS, put
from tests.journal.tasks import START
from tests.journal.truth import faults
from tests.world import DAY, World
from trp.casework.around import Actor
from trp.casework.endings import WithdrawRequest
from trp.casework.opening import ReceiveRequest
from trp.casework.recording import AddNote, Assign
from trp.casework.registers import conflicts as o
from trp.journal.asked import Refused
from trp.journal.cases import actor, opened
from trp.journal.models import Case, Line, SecurityEvent
from trp.journal.together import Came, Chosen, Many, Wanted, batch_of, chosen, do, foreseen, held_by
from trp.journal.verify import verify
from trp.officers.models import Officer

pytestmark = pytest.mark.slow


def reader(world: World, who: str) -> Actor:
    return actor(world.officers[who], DAY)


def number(case: UUID) -> str:
    return Case.every.get(id=case).number


def torn(world: World, who: str, case: UUID) -> None:
    """Somebody declares a conflict of interest for a case."""
    world.enter(o.DeclareConflict(officer=str(world.officers[who]), case=number(case), why="A cousin."), who)


def sent(
    world: World, who: str, acts: dict[UUID, Many], key: str = "k", seen: dict[UUID, int] | None = None
) -> list[Came]:
    heads = {case: Case.every.get(id=case).head for case in acts} | (seen or {})
    wanted = [Wanted(number(case), heads[case], act) for case, act in acts.items()]
    return do(reader(world, who), wanted, on=DAY, at=START, key=key)


def test_the_preview_says_what_the_door_says(world: World) -> None:
    """In every situation, for several readers and acts: the same blockers, code by code."""
    cases = [put(world, name)[0] for name in SITUATIONS]
    torn(world, "officer", cases[0])
    torn(world, "colleague", cases[1])
    world.do(WithdrawRequest(reason="moved"), cases[2], "manager")
    given = Assign(
        officer=str(world.officers["colleague"]), office="PARIS", seen_with=(None, "PARIS"), note="so"
    )
    met = set()
    for who in ("officer", "clerk", "other_clerk"):
        for act in (given, AddNote(text="seen", batch="b", batch_size=2), AddNote(text=" ")):
            held = chosen(reader(world, who), map(number, cases), at=START)
            told = foreseen(reader(world, who), [(one, act) for one in held], on=DAY, at=START)
            for case, blockers in zip(cases, told, strict=True):
                codes = [one.code for one in blockers]
                try:
                    world.do(act, case, who)
                    assert codes == []
                    if act is given:
                        world.do(Assign(officer=None, office="PARIS"), case, "manager")
                except Refused as refused:
                    assert codes == [one.code for one in refused.blockers], (who, act, number(case))
                met |= set(codes)
    assert met >= {
        "conflict-declared",
        "receiver-in-conflict",
        "not-your-role",
        "nothing-written",
        "case-closed",
    }


def test_reading_takes_as_many_statements_for_many_cases_as_for_few(world: World) -> None:
    cases = [put(world, "fee asked for")[0] for _ in range(12)]
    numbers, who = [number(case) for case in cases], reader(world, "officer")
    told = []
    for some in (numbers[:2], numbers):
        with CaptureQueriesContext(connection) as found:
            held = chosen(who, some, at=START)
            act = Assign(officer=str(world.officers["colleague"]), office="PARIS")
            foreseen(who, [(one, act) for one in held], on=DAY, at=START)
        assert [one.number for one in held] == some and all(one.file and one.row for one in held)
        told.append(len(found))
    assert told[0] == told[1] <= 6


def test_one_that_is_hidden_is_one_that_does_not_exist(world: World) -> None:
    case = uuid4()
    world.do(ReceiveRequest(client=world.person(), place="in_canada", made_to="inland_office", made_on=DAY, stream="trafficking_victim"), case, "unit")  # fmt: skip
    hidden, who = number(case), reader(world, "officer")
    before = SecurityEvent.objects.count()
    assert chosen(who, [hidden, "T-999999"], at=START) == (Chosen(hidden), Chosen("T-999999"))
    assert [(one.kind, one.case_id) for one in SecurityEvent.objects.order_by("id")[before:]] == [("denied", case), ("unknown", None)]  # fmt: skip
    wanted = [Wanted(one, 1, AddNote(text="x")) for one in (hidden, "T-999999")]
    assert [one.how for one in do(who, wanted, on=DAY, at=START, key="k")] == ["none", "none"]
    assert Line.objects.filter(case_id=case).count() == 1
    [seen] = chosen(reader(world, "unit"), [hidden], at=START)
    assert seen.row is not None and SecurityEvent.objects.order_by("id").last().kind == "read"  # type: ignore[union-attr]


def test_each_is_done_on_its_own_and_its_lines_name_the_batch(world: World, database: str) -> None:
    cases = [put(world, "fee asked for")[0] for _ in range(3)]
    torn(world, "colleague", cases[1])
    batch = batch_of(reader(world, "intake"), "k")
    act = Assign(officer=str(world.officers["colleague"]), office="PARIS", seen_with=(None, "PARIS"), note="Leave.", batch=batch, batch_size=3)  # fmt: skip
    came = sent(world, "intake", dict.fromkeys(cases, act))
    assert [one.how for one in came] == ["done", "stopped", "done"]
    assert [one.code for one in came[1].blockers] == ["receiver-in-conflict"]
    for case, holder in zip(cases, ("colleague", None, "colleague"), strict=True):
        file = opened(reader(world, "intake"), number(case), at=START)[1]
        assert file.holder == (str(world.officers[holder]) if holder else None)
        last = [(type(line.event).__name__, getattr(line.event, "batch", None), getattr(line.event, "batch_size", None)) for line in file.lines[-2:]]  # fmt: skip
        assert (last == [("Assigned", batch, 3), ("NoteAdded", batch, 3)]) == (holder is not None)
    assert not faults(database) and not list(verify())
    assert batch != batch_of(reader(world, "officer"), "k") and re.fullmatch("[0-9a-f]{32}", batch)


def test_sent_twice_it_is_done_once_and_told_alike(world: World) -> None:
    cases = [put(world, "fee asked for")[0] for _ in range(3)]
    torn(world, "intake", cases[2])
    seen = {case: Case.every.get(id=case).head for case in cases}
    acts: dict[UUID, Many] = dict.fromkeys(cases, AddNote(text="once", batch="b", batch_size=3))
    first = sent(world, "intake", acts, seen=seen)
    lines = Line.objects.count()
    assert [one.how for one in first] == ["done", "done", "stopped"]
    assert sent(world, "intake", acts, seen=seen) == first and Line.objects.count() == lines
    other: dict[UUID, Many] = dict.fromkeys(cases[:2], AddNote(text="twice", batch="b", batch_size=3))
    assert [one.how for one in sent(world, "intake", other, seen=seen)] == ["other", "other"]
    assert Line.objects.count() == lines


def test_a_case_that_moved_since_it_was_shown_is_left_alone(world: World) -> None:
    still, moved = put(world, "fee asked for")[0], put(world, "fee asked for")[0]
    seen = {case: Case.every.get(id=case).head for case in (still, moved)}
    world.do(AddNote(text="meanwhile"), moved, "clerk")
    came = sent(world, "intake", dict.fromkeys((still, moved), AddNote(text="x")), seen=seen)
    assert [one.how for one in came] == ["done", "moved"]
    assert Case.every.get(id=moved).head == seen[moved] + 1


def test_what_was_done_is_told_though_the_case_has_left_the_readers_sight(world: World) -> None:
    case = uuid4()
    world.do(ReceiveRequest(client=world.person(), place="in_canada", made_to="inland_office", made_on=DAY, stream="state_care"), case, "inland")  # fmt: skip
    act: Many = Assign(
        officer=str(world.officers["unit"]), office="VPU", seen_with=(None, "CPC-E"), batch="b", batch_size=1
    )
    seen = {case: 1}
    assert [one.how for one in sent(world, "intake", {case: act}, seen=seen)] == ["done"]
    assert [one.how for one in sent(world, "intake", {case: act}, seen=seen)] == ["done"]
    assert [one.how for one in sent(world, "intake", {case: act}, key="anew", seen=seen)] == ["none"]


# What an officer holds --------------------------------------------------------------------------------


def test_everything_that_an_officer_holds_wherever_it_lies_in_the_published_order(world: World) -> None:
    holder = str(world.officers["officer"])
    cases = [put(world, name)[0] for name in ("fee asked for", "facts recorded", "recommended", "fee paid")]
    for case in cases[:3]:
        world.do(Assign(officer=holder, office="CPC-E" if case == cases[1] else "PARIS"), case, "manager")
    officer = Officer.objects.get(id=holder)
    rows, count = held_by(reader(world, "supervisor"), officer, at=START, most=100)
    ordered = Case.every.filter(id__in=cases[:3]).order_by("due_by", "since", "number")
    assert [row.number for row in rows] == [one.number for one in ordered] and count == 3
    rows, count = held_by(reader(world, "supervisor"), officer, at=START, most=2)
    assert (len(rows), count) == (2, 3)


def test_what_an_officer_holds_is_read_by_its_index(world: World) -> None:
    officer = Officer.objects.get(id=world.officers["officer"])
    from tests.journal.crowd import Crowd
    from tests.journal.test_queue_shape import analyzed, explained, nodes, statements

    Crowd.make(world, 2_000, open_only=True)
    Case.every.filter(number__lt="T-000100").update(holder=str(officer.id))
    analyzed()
    for statement in statements(lambda: held_by(reader(world, "supervisor"), officer, at=START, most=100)):
        if connection.vendor == "postgresql":
            plan = list(nodes(explained(statement)))
            assert not [one for one in plan if "Sort" in one["Node Type"] or one["Node Type"] == "Seq Scan"]
            assert {one["Index Name"] for one in plan if one.get("Relation Name") == "journal_case"} == {
                "case_holder_due_by"
            }
        else:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {statement[0]}", statement[1])
                told = [str(row[3]) for row in cursor.fetchall()]
            assert not [line for line in told if "TEMP B-TREE" in line]
            assert any("case_holder_due_by" in line for line in told), told
