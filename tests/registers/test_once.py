"""Code M31, once for each person: what two acts do to each other, and what the database refuses by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import Error, connection, transaction

from tests.journal.play import SITUATIONS, given
from tests.journal.truth import faults, tables
from tests.registers.meanwhile import act, in_between
from tests.world import DAY, World
from trp.casework.assessing import CreatePermitFile, IssuePermit, StartAssessment
from trp.casework.exemptions import ClaimExemption, LapseClaim
from trp.journal import door
from trp.journal.asked import Refused

CLAIM = ClaimExemption(counselled_on=DAY)
ISSUE = IssuePermit(valid_from=DAY, valid_to=DAY, reasons="need outweighs risk")
LAPSE = LapseClaim(reason="another conviction")


def claimable(world: World, person: str, situation: str = "exemption open") -> UUID:
    """A request of this person that meets the tests of the one-time exemption."""
    case = uuid4()
    for each in SITUATIONS[situation]:
        world.do(given(each.act, receipt="", client=person), case, each.who)
    return case


def issuable(world: World, person: str) -> UUID:
    case = claimable(world, person)
    for each in (CLAIM, CreatePermitFile(file="F"), StartAssessment()):
        world.do(each, case)
    return case


def codes(world: World, wanted: Any, case: UUID, who: str = "officer") -> list[str]:
    with pytest.raises(Refused) as refused:
        world.do(wanted, case, who)
    return [one.code for one in refused.value.blockers]


def row(table: str, case: UUID) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, one, strict=True)) for one in cursor.fetchall()]
    return next(one for one in found if str(one["case_id"]).replace("-", "") == case.hex)


def refuses(statement: str, *bound: Any) -> bool:
    """Whether the database itself refuses a statement."""
    keys = [one.hex if isinstance(one, UUID) and connection.vendor == "sqlite" else one for one in bound]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, keys)
    except Error:
        return True
    return False


# The database by itself ---------------------------------------------------------------------------------


def test_the_database_refuses_a_claim_after_a_grant_and_an_end_without_its_line(world: World) -> None:
    person = world.person()
    granted, live = issuable(world, person), issuable(world, world.person())
    world.do(ISSUE, granted, "manager")
    claim = "INSERT INTO people_liveclaim (root, person, case_id) VALUES (%s, %s, %s)"
    assert refuses(claim, UUID(person), UUID(person), uuid4())
    assert refuses("DELETE FROM people_liveclaim WHERE case_id = %s", live)
    assert refuses("DELETE FROM people_liveclaim")
    assert not refuses(claim, uuid4(), uuid4(), uuid4())
    world.do(LAPSE, live)
    with pytest.raises(StopIteration):
        row("people_liveclaim", live)


def test_nothing_is_kept_under_a_record_that_stands_for_nobody(world: World) -> None:
    one, other = UUID(world.person()), UUID(world.person())
    world.merge(str(one), str(other))
    claim = "INSERT INTO people_liveclaim (root, person, case_id) VALUES (%s, %s, %s)"
    grant = "INSERT INTO people_grant (root, person, case_id, granted_on) VALUES (%s, %s, %s, '2026-03-02')"
    assert refuses(claim, other, other, uuid4()) and refuses(grant, other, other, uuid4())
    assert not refuses(claim, one, other, uuid4()) and not refuses(grant, one, other, uuid4())


def test_a_grant_removes_its_claim_and_no_other(world: World, database: str) -> None:
    mine, theirs = issuable(world, world.person()), issuable(world, world.person())
    world.do(ISSUE, mine, "manager")
    assert [one["case_id"] for one in tables(database)["people_liveclaim"]] == [theirs.hex]
    assert row("people_grant", mine)["person"] == row("people_grant", mine)["root"]
    assert not faults(database)


def test_who_lost_is_told_the_fact_and_the_day_and_nothing_of_the_other_case(world: World) -> None:
    person = world.person()
    first, second = issuable(world, person), claimable(world, person)
    for done, day in ((None, ""), (ISSUE, "2 March 2026")):
        if done:
            world.do(done, first, "manager")
        with pytest.raises(Refused) as refused:
            world.do(CLAIM, second)
        [told] = refused.value.blockers
        assert "fee is due here" in told.says.en and "frais sont dus ici" in told.says.fr
        assert day in told.says.en.replace("\u00a0", " ")
        assert not any(word in f"{told}" for word in ("T-0", str(first), "PARIS", "Officer"))


# What happens in between --------------------------------------------------------------------------------


@pytest.fixture
def server(engine: str) -> None:
    if engine == "sqlite":
        pytest.skip("SQLite locks the whole file at BEGIN IMMEDIATE: nothing happens in between")


@pytest.mark.slow
@pytest.mark.parametrize("wall", ["version", "trigger", "none"])
def test_a_claim_slips_in_after_no_grant(
    world: World, database: str, server: None, wall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The grant is made, in another case, after the claim has read the register. Each of two walls holds."""
    person = world.person()
    first, second = issuable(world, person), claimable(world, person)
    with connection.cursor() as cursor:  # the other claim is not seen: the register shows nothing
        cursor.execute("ALTER TABLE people_liveclaim DISABLE TRIGGER ALL")
        cursor.execute("DELETE FROM people_liveclaim")
        cursor.execute("ALTER TABLE people_liveclaim ENABLE TRIGGER ALL")
    if wall != "version":
        monkeypatch.setattr(door, "hold", lambda *_: None)
    if wall == "none":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE people_liveclaim DISABLE TRIGGER ALL")
    said = in_between(monkeypatch, ClaimExemption, act(world, database, ISSUE, first, "manager"))
    if wall == "none":
        world.do(CLAIM, second)
        assert row("people_liveclaim", second), "the sabotaged twin: claimed by who has had it"
    else:
        assert codes(world, CLAIM, second) == ["granted-before"]
        assert not tables(database)["people_liveclaim"]
    assert said[0][0] == "done"


@pytest.mark.slow
def test_a_claim_that_lost_to_another_is_told_so(
    world: World, database: str, server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = world.person()
    first, second = claimable(world, person), claimable(world, person)
    in_between(monkeypatch, ClaimExemption, act(world, database, CLAIM, first, "colleague"))
    assert codes(world, CLAIM, second) == ["claimed-elsewhere"]
    assert not faults(database)
