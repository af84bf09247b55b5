"""Names are found by their beginning through an index, and what is asked of a person costs the same however many there are."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.registers.test_once import CLAIM, claimable
from tests.world import World
from trp.casework.registers import merges
from trp.people.records import bound
from trp.people.same import _OTHERS
from trp.people.search import begins, find


def crowd(world: World, many: int) -> None:
    """Others on record, each with names of their own."""
    from tests.crowd import people

    people(many)


def plan(statement: str, given: object) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE people_person")
            cursor.execute("ANALYZE people_word")
            cursor.execute("SET enable_seqscan = off")
            cursor.execute(f"EXPLAIN {statement}", given)
            found = "\n".join(row[0] for row in cursor.fetchall())
            cursor.execute("SET enable_seqscan = on")
            return found
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", given)
        return "\n".join(str(row[3]) for row in cursor.fetchall())


@pytest.mark.slow
def test_a_beginning_is_found_by_an_index(world: World) -> None:
    from trp.people.models import Word

    crowd(world, 3_000)
    statement, given = Word.objects.filter(begins("trem")).values("person").query.sql_with_params()
    said = plan(statement, given)
    wanted = "SEARCH" if connection.vendor == "sqlite" else "Index"
    assert wanted in said and "SCAN people_word" not in said and "Seq Scan" not in said, said
    assert "word_begins" in said or "people_word" in said
    assert find("no such name").count() == 0 and find("").count() == 0


@pytest.mark.slow
def test_possible_duplicates_are_found_by_indexes(world: World) -> None:
    crowd(world, 3_000)
    said = plan(_OTHERS, {"root": bound(str(uuid4()))})
    assert (
        "SCAN people_person" not in said and "SCAN c" not in said and "Seq Scan on people_person" not in said
    ), said
    assert "person_born" in said and "person_named" in said


@pytest.mark.slow
def test_a_claim_and_a_merge_take_as_many_statements_however_many_persons_there_are(world: World) -> None:
    counted = []
    for _ in range(2):
        a, b = world.person(), world.person()
        case = claimable(world, a)
        with CaptureQueriesContext(connection) as claim:
            world.do(CLAIM, case)
        world.enter(merges.ProposeMerge(one=a, other=b, reason="r"), "intake")
        with CaptureQueriesContext(connection) as merge:
            world.enter(merges.ApproveMerge(one=a, other=b), "other_clerk")
        counted.append((len(claim), len(merge)))
        crowd(world, 2_000)
    assert counted[0] == counted[1], counted
    assert counted[0][0] <= 12 and counted[0][1] <= 45, counted
    print(counted)
