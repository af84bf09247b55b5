"""A declared conflict of interest closes the case to that officer: to act on, to list, to read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import Error, connection, transaction

from tests.casework.french import faults as french
from tests.journal.play import put
from tests.journal.truth import case_of, faults, tables
from tests.registers.test_holdings import refused
from tests.world import DAY, OFFICERS, World
from trp.casework.acts import ACTS
from trp.casework.opening import ReceiveRequest
from trp.casework.recording import AddNote
from trp.casework.registers import conflicts as o
from trp.casework.registers import small_posts
from trp.journal.asked import ConflictDeclared, NoSuchCase
from trp.journal.cases import Wanted, actor, listed, opened
from trp.journal.verify import verify

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)


def number(database: str, case: UUID) -> str:
    return str(case_of(database, case).head["number"])


def declare(world: World, who: str, case: str) -> o.DeclareConflict:
    return o.DeclareConflict(officer=str(world.officers[who]), case=case, why="The applicant is my cousin.")


def lift(world: World, who: str, case: str, reason: str = "Another person of that name.") -> o.LiftConflict:
    return o.LiftConflict(officer=str(world.officers[who]), case=case, reason=reason)


def numbers(world: World, who: str) -> set[str]:
    reader = actor(world.officers[who], DAY)
    return {head.number for head in listed(reader, Wanted(), at=AT, most=50).heads}


def test_the_case_is_closed_to_who_declared_it_and_to_nobody_else(world: World, database: str) -> None:
    case, other = put(world, "fee paid")[0], put(world, "fee paid")[0]
    mine, theirs = number(database, case), number(database, other)
    world.enter(declare(world, "officer", mine), "officer")
    assert refused(lambda: world.do(AddNote(text="mine"), case)) == ["conflict-declared"]
    world.do(AddNote(text="not mine"), other)
    world.do(AddNote(text="a colleague’s"), case, "colleague")
    assert numbers(world, "officer") == {theirs} and numbers(world, "colleague") == {mine, theirs}
    me = actor(world.officers["officer"], DAY)
    with pytest.raises(ConflictDeclared):
        opened(me, mine, at=AT)
    assert opened(me, theirs, at=AT)
    assert ("denied", "ReadCase") in {
        (row["kind"], row["act"]) for row in tables(database)["journal_securityevent"]
    }
    assert not faults(database) and not list(verify())


@pytest.mark.parametrize("name", [name for name in ACTS if not ACTS[name].opens])
def test_every_act_says_so_and_tells_nothing_else_of_the_case(name: str) -> None:
    from tests.casework.office import OFFICER, Case, facts, inland

    torn = type(OFFICER)(
        **{n: getattr(OFFICER, n) for n in OFFICER.__slots__} | {"conflicts": frozenset({"T-000042"})}
    )
    case = Case().does(OFFICER, inland(), *facts())
    act: Any = object.__new__(ACTS[name])  # whatever was entered: nothing of it is looked at
    around = type(case.around(torn, AddNote(text="x")))(DAY, torn)
    assert [one.code for one in act.blockers(case.file, around, AT)] == ["conflict-declared"]


def test_a_supervisor_lifts_it_and_it_can_be_declared_again(world: World, database: str) -> None:
    case = put(world, "facts recorded")[0]
    mine = number(database, case)
    assert refused(lambda: world.enter(lift(world, "officer", mine), "supervisor")) == ["no-conflict"]
    world.enter(declare(world, "officer", mine), "officer")
    assert refused(lambda: world.enter(declare(world, "officer", mine), "officer")) == ["declared-already"]
    assert refused(lambda: world.enter(lift(world, "officer", mine), "officer")) == [
        "not-your-role",
        "own-entry",
    ]
    assert refused(lambda: world.enter(lift(world, "officer", mine, " "), "supervisor")) == ["reason-missing"]
    world.enter(lift(world, "officer", mine), "supervisor")
    world.do(AddNote(text="mine again"), case)
    assert mine in numbers(world, "officer")
    world.enter(declare(world, "officer", mine), "officer")
    assert refused(lambda: world.do(AddNote(text="not mine"), case)) == ["conflict-declared"]


def test_nobody_lifts_their_own_and_the_database_says_so_too(world: World, database: str) -> None:
    mine = number(database, put(world, "facts recorded")[0])
    world.enter(declare(world, "supervisor", mine), "supervisor")
    assert refused(lambda: world.enter(lift(world, "supervisor", mine), "supervisor")) == ["own-entry"]
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE officers_conflict SET lifted_by_id = officer_id, lifted_on = declared_on")
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO officers_conflict (officer_id, case_number) SELECT officer_id, case_number FROM officers_conflict"
        )
    world.enter(lift(world, "supervisor", mine), "other_supervisor")


@pytest.mark.parametrize("who", OFFICERS)
def test_everybody_declares_their_own_and_nobody_s_else(world: World, database: str, who: str) -> None:
    mine = number(database, put(world, "facts recorded")[0])
    other = "officer" if who != "officer" else "colleague"
    assert refused(lambda: world.enter(declare(world, other, mine), who)) == ["not-for-another"]
    world.enter(declare(world, who, mine), who)


def test_a_case_that_one_may_not_know_of_is_no_case_here_either(world: World, database: str) -> None:
    hidden = uuid4()
    asked = ReceiveRequest(client=world.person(), place="in_canada", made_to="inland_office", made_on=DAY, stream="trafficking_victim")  # fmt: skip
    world.do(asked, hidden, "unit")
    named = number(database, hidden)
    for case in (named, "T-999999"):
        with pytest.raises(Exception, match="there is no such case"):
            world.enter(declare(world, "officer", case), "officer")
    assert refused(lambda: world.enter(lift(world, "unit", named), "supervisor")) == ["no-conflict"]
    world.enter(declare(world, "unit", named), "unit")
    with pytest.raises(ConflictDeclared):
        opened(actor(world.officers["unit"], DAY), named, at=AT)
    with pytest.raises(NoSuchCase):
        opened(actor(world.officers["officer"], DAY), named, at=AT)
    # The supervisor's office does not know of it; the other supervisor's does.
    assert refused(lambda: world.enter(lift(world, "unit", named), "supervisor")) == ["no-conflict"]
    world.enter(lift(world, "unit", named), "other_supervisor")


def test_a_conflict_has_its_reason(world: World, database: str) -> None:
    mine = number(database, put(world, "facts recorded")[0])
    bare = o.DeclareConflict(officer=str(world.officers["officer"]), case=mine, why="")
    assert refused(lambda: world.enter(bare, "officer")) == ["reason-missing"]


def test_every_line_is_said_in_both_languages() -> None:
    for line in (
        o.ConflictDeclared(officer="x", case="T-000042", why="…"),
        o.ConflictLifted(officer="x", case="T-000042", reason="…"),
        *(
            small_posts.ExceptionReviewed(officer="x", case="T-000042", line=3, finding=one, remark="…")
            for one in small_posts.FINDINGS
        ),
    ):
        assert not french(line.says()), line.says()
