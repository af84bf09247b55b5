"""What is read of an office: the same as whoever looks at each case one by one would count, and as many statements
whatever there is; nobody is counted, listed or named that the reader may not see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.journal.crowd import Crowd
from tests.journal.test_once import CLAIM, claimable
from tests.world import DAY, World
from trp.casework.around import Actor
from trp.casework.exemptions import LapseClaim
from trp.casework.registers.merges import ReviewMeeting
from trp.journal.cases import actor
from trp.journal.lists.shown import Sort
from trp.journal.models import Case, SecurityEvent
from trp.journal.overview import AGES, by_office, elsewhere, exemptions, first, groups, meetings
from trp.officers.models import Officer

pytestmark = pytest.mark.slow

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
SUNDAY = date(2026, 3, 8)


@pytest.fixture
def crowd(world: World) -> Crowd:
    return Crowd.make(world, 240, seed=7)


def seen(reader: Actor) -> list[Case]:
    """The open cases that the sentence of who may see what leaves to a reader."""
    return [
        row for row in Case.every.filter(result__isnull=True)
        if (row.access == "normal" or row.unit == reader.office) and row.number not in reader_conflicts(reader)
    ]  # fmt: skip


def reader_conflicts(reader: Actor) -> set[str]:
    return set(Officer.objects.get(id=reader.id).conflicts.values_list("case_number", flat=True))


def band(since: date) -> int:
    return sum((DAY - since).days > end for end in AGES)


def test_the_groups_of_an_office_are_what_one_would_count(crowd: Crowd) -> None:
    total = 0
    for reader in crowd.readers:
        for office in ("PARIS", "CPC-E", "VPU"):
            rows = [row for row in seen(reader) if row.office == office]
            told = groups(reader, office, DAY)
            alike = Counter((row.blocked, row.next_actor, row.lane, row.holder) for row in rows)
            assert {(one.blocked, one.next, one.lane, one.holder): one.count for one in told} == alike
            for one in told:
                held = [row for row in rows if (row.blocked, row.next_actor, row.lane, row.holder) == (one.blocked, one.next, one.lane, one.holder)]  # fmt: skip
                assert one.oldest == min(row.since for row in held)
                assert one.overdue == sum(row.due is not None and row.due < DAY for row in held)
                assert one.week == sum(row.due is not None and DAY <= row.due <= SUNDAY for row in held)
                assert Counter(band(row.since) for row in held) == Counter(dict(enumerate(one.ages)))
            total += len(rows)
    assert total > 500


def test_what_officers_hold_at_other_offices(crowd: Crowd) -> None:
    reader = crowd.readers[0]
    keys = [str(one) for one in Officer.objects.filter(office_id="PARIS").values_list("id", flat=True)]
    right = [row for row in seen(reader) if row.desk in keys and row.office != "PARIS"]
    assert sum(one.count for one in elsewhere(reader, "PARIS", keys, DAY)) == len(right) > 0


def test_the_first_cases_by_age_and_by_day(crowd: Crowd) -> None:
    most = 0
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_case SET due = '2026-03-01', due_by = '2026-03-01' WHERE result IS NULL AND number LIKE '%5'"
        )
    for reader in crowd.readers:
        rows = [row for row in seen(reader) if row.office == "PARIS"]
        oldest = sorted(rows, key=lambda row: (row.since, row.number))[:10]
        late = sorted((row for row in rows if row.due_by < DAY), key=lambda row: (row.due_by, row.since, row.number))  # fmt: skip
        most = max(most, len(late))
        assert [row.number for row in first(reader, "PARIS", Sort.AGE, size=10, at=AT)] == [row.number for row in oldest]  # fmt: skip
        assert [row.number for row in first(reader, "PARIS", Sort.DUE, size=10, at=AT, due_before=DAY)] == [row.number for row in late[:10]]  # fmt: skip
    assert most > 1


def test_to_have_read_a_restricted_case_is_logged(crowd: Crowd) -> None:
    reader = actor(crowd.world.officers["unit"], DAY)
    rows = first(reader, "VPU", Sort.AGE, size=10, at=AT)
    restricted = {row.key for row in rows if row.restricted}
    assert restricted
    assert (
        set(SecurityEvent.objects.filter(act="Team", kind="read").values_list("case_id", flat=True))
        == restricted
    )


def test_every_office_is_counted(crowd: Crowd) -> None:
    for reader in crowd.readers:
        rows, codes = seen(reader), ("PARIS", "CPC-E", "VPU", "NHQ")
        told = by_office(reader, codes, DAY)
        assert {code: held.open.value for code, held in told.items()} == {code: sum(row.office == code for row in rows) for code in codes}  # fmt: skip
        assert {code: held.overdue.value for code, held in told.items()} == {code: sum(row.office == code and row.due_by < DAY for row in rows) for code in codes}  # fmt: skip


# Hidden cases -----------------------------------------------------------------------------------------


def everything(reader: Actor) -> list[Any]:
    """All that is told to a reader."""
    keys = [str(one) for one in Officer.objects.values_list("id", flat=True)]
    offices = ("PARIS", "CPC-E", "VPU", "NHQ")
    told: list[Any] = [sorted(groups(reader, office, DAY), key=repr) for office in offices]
    told += [sorted(elsewhere(reader, office, keys, DAY), key=repr) for office in offices]
    told += [[row.number for row in first(reader, office, Sort.AGE, size=400, at=AT)] for office in offices]
    told += [by_office(reader, offices, DAY), exemptions(reader, date(2020, 1, 1), date(2027, 1, 1)), meetings(reader, at=AT)]  # fmt: skip
    return told


def shift(access: str, unit: str, where: str = "number LIKE 'T-%%'") -> None:
    """As a test alone does it: cases change who may see them."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE journal_case SET access = %s, unit = %s WHERE {where}", [access, unit])


def test_a_hidden_case_changes_no_number(crowd: Crowd, world: World) -> None:
    """What is told with hidden cases is what is told without any."""
    for person in (world.person(), world.person()):
        world.do(CLAIM, claimable(world, person))
    reader = actor(world.officers["supervisor"], DAY)
    assert reader.office == "CPC-E"
    with_them = everything(reader)
    crowd_hidden = Case.every.exclude(access="normal").exclude(unit="CPC-E").count()
    assert crowd_hidden > 5
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_case WHERE access <> 'normal' AND unit <> 'CPC-E'")
    assert everything(reader) == with_them
    # The twin: a case that is not hidden is counted.
    shift("hidden", "VPU", "number = (SELECT min(number) FROM journal_case WHERE result IS NULL AND office = 'PARIS' AND access = 'normal')")  # fmt: skip
    assert everything(reader) != with_them


# Exemptions -------------------------------------------------------------------------------------------


def test_exemptions_are_counted_by_kind_office_and_officer_on_their_day(world: World) -> None:
    reader = actor(world.officers["supervisor"], DAY)
    for who in ("officer", "officer", "colleague"):
        case = claimable(world, world.person())
        world.do(CLAIM, case, who)
    world.do(LapseClaim(reason="tried in the wrong request"), case, "colleague")
    told = exemptions(reader, DAY, DAY)
    key = {name: str(world.officers[name]) for name in ("officer", "colleague")}
    assert {(one.office, one.officer, one.basis, one.code, one.count) for one in told} == {
        ("PARIS", key["officer"], "ONE_TIME", "M31", 2), ("PARIS", key["colleague"], "ONE_TIME", "M31", 1),
    }  # fmt: skip
    assert (
        exemptions(reader, DAY, DAY, office="PARIS") == told
        and exemptions(reader, DAY, DAY, office="VPU") == ()
    )
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=1)):
        assert exemptions(reader, day, day) == ()
    shift("hidden", "PARIS")
    assert exemptions(reader, DAY, DAY) == ()
    assert exemptions(actor(world.officers["officer"], DAY), DAY, DAY) == told


def test_two_claims_of_one_person_are_there_until_they_are_reviewed(world: World) -> None:
    reader = actor(world.officers["supervisor"], DAY)
    one, other = world.person(), world.person()
    cases = [claimable(world, person) for person in (one, other)]
    for case in cases:
        world.do(CLAIM, case)
    assert meetings(reader, at=AT) == ()
    world.merge(one, other)
    [met] = meetings(reader, at=AT)
    numbers = {row.number for row in Case.every.filter(id__in=cases)}
    assert (met.facts, set(met.cases), met.on) == ("claims", numbers, DAY)
    assert meetings(reader, at=AT, office="PARIS") == (met,) and meetings(reader, at=AT, office="VPU") == ()
    shift(
        "hidden", "PARIS", f"number = '{min(numbers)}'"
    )  # of one of them the reader may not know: neither is named
    assert meetings(reader, at=AT) == ()
    assert meetings(replace(reader, office="PARIS"), at=AT) == (met,)
    shift("normal", "")
    world.do(LapseClaim(reason="the later one"), cases[1])
    world.enter(ReviewMeeting(client=one, reason="looked into"), "supervisor")
    assert meetings(reader, at=AT) == ()


# Statements -------------------------------------------------------------------------------------------


def asked(does: Callable[[], Any]) -> list[str]:
    with CaptureQueriesContext(connection) as found:
        does()
    return [one["sql"] for one in found]


def test_as_many_statements_among_many_cases_as_among_few(world: World) -> None:
    made = Crowd.make(world, 200, seed=3)
    reader = actor(world.officers["supervisor"], DAY)
    everything(reader)
    few = asked(lambda: everything(reader))
    made.add(1_800)
    many = asked(lambda: everything(reader))
    assert len(many) == len(few)
    assert Case.every.count() == 2_000


def test_an_office_and_a_period_are_found_by_their_indexes(world: World) -> None:
    """Nothing reads all cases, or all lines. (PostgreSQL takes any index of the lines while there are none of them.)"""
    Crowd.make(world, 2_000, seed=3)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    reader = actor(world.officers["supervisor"], DAY)
    keys = [str(one) for one in Officer.objects.filter(office_id="PARIS").values_list("id", flat=True)]
    wanted = {
        "groups": (lambda: groups(reader, "PARIS", DAY), "case_office_"),
        "elsewhere": (lambda: elsewhere(reader, "PARIS", keys, DAY), "case_desk_"),
        "first": (lambda: first(reader, "PARIS", Sort.AGE, size=10, at=AT), "case_office_"),
        "offices": (lambda: by_office(reader, ["PARIS", "VPU"], DAY), "case_office_"),
    }
    if connection.vendor == "sqlite":
        wanted["exemptions"] = (lambda: exemptions(reader, DAY, DAY), "line_exempting")
    for name, (does, index) in wanted.items():
        plan = planned(does)
        assert index in plan, (name, plan)
        assert not re.search(r"SCAN journal_case|SCAN l\b|Seq Scan on journal_(case|line)", plan), (
            name,
            plan,
        )


def planned(does: Callable[[], Any]) -> str:
    """How the engine reads cases and lines; PostgreSQL would rather read a small table as a whole, and is told not to."""
    told: list[tuple[str, Any]] = []

    def record(execute: Any, sql: str, given: Any, many: bool, context: Any) -> Any:
        if re.search(r"FROM \(?\"?journal_(case|line)", sql) and re.match(r"\(?SELECT", sql):
            told.append((sql, given))
        return execute(sql, given, many, context)

    with connection.execute_wrapper(record):
        does()
    assert told
    lines = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")
        for sql, given in told:
            explain = "EXPLAIN (COSTS OFF)" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
            cursor.execute(f"{explain} {sql}", given)
            lines += [str(row[-1]) for row in cursor.fetchall()]
    return "\n".join(lines)
