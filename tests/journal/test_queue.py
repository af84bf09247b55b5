"""The queue: what is on each tab, for whom; pages and counts that never lie; a case never vanishes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.journal import play
from tests.journal.crowd import Crowd
from tests.world import DAY, World
from trp.casework.around import CASE_OFFICERS, Actor
from trp.casework.opening import ReceiveRequest
from trp.casework.queue import LAST, lanes
from trp.casework.recording import Assign
from trp.casework.registers import conflicts as o
from trp.journal.asked import NoSuchCase
from trp.journal.cases import actor
from trp.journal.finding import Whereabouts, Why, number_of, search, whereabouts
from trp.journal.lists.shown import Count, QueuePage, Sort, Tab
from trp.journal.models import Case
from trp.journal.queue import Choice, Filters, page, tabs

pytestmark = pytest.mark.slow  # all of it: `make check` looks at the frame and the opening alone

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
NOBODY = Actor(str(uuid4()), "Nobody", frozenset(), "NOWHERE")


def reader(world: World, who: str) -> Actor:
    return actor(world.officers[who], DAY)


def numbers(found: QueuePage) -> list[str]:
    return [row.number for row in found.rows]


def all_of(who: Actor, tab: Tab, **given: Any) -> list[str]:
    """Every number of a list, page after page; and the same backwards."""
    size, start, told, pages = given.pop("size", 50), "", [], []
    while True:
        found = page(who, tab, on=DAY, at=AT, size=size, start=start, **given)
        assert found.first == (len(told) + 1 if found.rows else None), (found, told)
        told += numbers(found)
        pages.append(found)
        if found.next is None:
            break
        start = found.next
    for before, after in zip(reversed(pages[:-1]), reversed(pages), strict=False):
        assert after.previous is not None
        back = page(who, tab, on=DAY, at=AT, size=size, start=after.previous, **given)
        assert (numbers(back), back.first, back.last) == (numbers(before), before.first, before.last)
        assert bool(back.previous) == bool(before.previous) and back.next
    assert len(told) == len(set(told)) and {one.count for one in pages} == {Count(len(told))}
    return told


@pytest.fixture
def crowd(world: World) -> Crowd:
    """Cases at three offices, in every lane, on every desk."""
    return Crowd.make(world, 240, seed=7)


# What is on each tab ------------------------------------------------------------------------------------


def naive(who: Actor, tab: Tab, rows: list[Case]) -> list[Case]:
    """The rows of a tab, as the sentences of its description say them: looked at one by one."""
    own = [row for row in rows if row.result is None and row.office == who.office]
    mine = {lane for role in who.roles for lane in lanes(role)} - {"client", "nobody"}

    def to_act(row: Case) -> bool:
        if row.result is not None or row.lane.removesuffix(" held") not in mine:
            return False
        if row.holder == who.id and row.lane != "delegate":
            return True
        if row.lane.removeprefix("fee ") in ("fee_clerk", "intake", "delegate"):
            return row.office == who.office or (row.lane == "delegate" and who.office == "NHQ")
        return row.office == who.office and row.holder is None

    def decided(row: Case) -> bool:
        if row.result is None and row.lane == "delegate" and who.office == "NHQ" and "delegate" in who.roles:
            return True
        return row in own and row.lane in ("delegate", "delegate held")

    return {
        Tab.MINE: lambda: [row for row in rows if to_act(row)],
        Tab.FEE: lambda: [row for row in own if row.stage == "awaiting_fee"],
        Tab.APPLICANT: lambda: [
            row for row in own if row.next_actor == "client" and row.stage != "awaiting_fee"
        ],
        Tab.DECIDER: lambda: [row for row in rows if decided(row)],
        Tab.UNASSIGNED: lambda: [row for row in own if row.holder is None and row.lane != "delegate"],
        Tab.WEEK: lambda: [row for row in own if row.due is not None and row.due <= date(2026, 3, 8)],
        Tab.ALL: lambda: own,
    }[tab]()


def ordered(rows: list[Case], sort: Sort) -> list[str]:
    keys = {
        Sort.DUE: lambda row: (row.due or LAST, row.since, row.number),
        Sort.AGE: lambda row: (row.since, row.number),
        Sort.NUMBER: lambda row: row.number,
    }
    return [row.number for row in sorted(rows, key=keys[sort])]


def test_each_tab_holds_what_it_says_in_each_order_for_everybody(crowd: Crowd) -> None:
    seen = set()
    for who in crowd.readers:
        rows = list(Case.visible_to(who))
        told = tabs(who, on=DAY)
        for tab in Tab:
            for sort in Sort:
                right = ordered(naive(who, tab, rows), Sort.DUE if tab is Tab.WEEK else sort)
                assert all_of(who, tab, sort=sort, size=23) == right, (who, tab, sort)
            assert told[tab] == Count(len(right))
            seen |= {tab} if right else set()
    assert seen == set(Tab)


def test_what_waits_for_the_client_past_its_day_is_counted_beside_what_is_mine(world: World) -> None:
    """A case officer goes on with it (`trp.cases.waits`); the day itself is the client's."""
    crowd = Crowd.make(world, 600, office="PARIS", open_only=True)

    def told(who: Actor, on: date, tab: Tab = Tab.MINE) -> Count:
        return page(who, tab, on=on, at=AT).overdue

    seen = set()
    for who in crowd.readers:
        waits = [
            row for row in Case.visible_to(who)
            if who.roles & set(CASE_OFFICERS) and row.result is None and row.lane == "client" and row.due
            and row.desk in (who.id, who.office)
        ]  # fmt: skip
        for on in (
            DAY,
            DAY + timedelta(days=60),
            *(row.due for row in waits),
            *(row.due + timedelta(days=1) for row in waits),
        ):
            late = {row.number for row in waits if row.due < on}
            assert told(who, on) == Count(len(late))
            assert told(who, on, Tab.ALL) == Count(0)
            seen.add(len(late) > 1)
    assert seen == {True, False}


def test_filters_include_and_exclude(crowd: Crowd) -> None:
    who = crowd.readers[0]
    rows = [row for row in Case.visible_to(who) if row.result is None and row.office == who.office]
    for name in ("stream", "made_to", "stage", "fee", "blocked", "holder"):
        values = {getattr(row, name) or "" for row in rows}
        assert len(values) > 1, name
        for value in values:
            for choice in (Choice(only=frozenset([value])), Choice(never=frozenset([value])),
                           Choice(only=frozenset([value, "x"]), never=frozenset(["x"]))):  # fmt: skip
                fits = [
                    row for row in rows
                    if (not choice.only or (getattr(row, name) or "") in choice.only)
                    and (getattr(row, name) or "") not in choice.never
                ]  # fmt: skip
                found = all_of(who, Tab.ALL, filters=Filters(**{name: choice}), size=40)
                assert found == ordered(fits, Sort.DUE), (name, choice)
    for restricted in (True, False):
        fits = [row for row in rows if (row.access != "normal") == restricted]
        assert all_of(who, Tab.ALL, filters=Filters(restricted=restricted)) == ordered(fits, Sort.DUE)


def test_a_count_is_exact_up_to_a_thousand_and_says_more_beyond(world: World) -> None:
    crowd = Crowd.make(world, 1_000, seed=1, office="PARIS", open_only=True)
    who = crowd.readers[0]
    assert tabs(who, on=DAY)[Tab.ALL] == Count(1_000)
    assert page(who, Tab.ALL, on=DAY, at=AT).count == Count(1_000)
    crowd.add(60)
    assert tabs(who, on=DAY)[Tab.ALL] == Count(1_000, more=True)
    start, told = "", []
    while True:
        found = page(who, Tab.ALL, on=DAY, at=AT, start=start)
        assert found.count == Count(1_000, more=True)
        assert found.first == (len(told) + 1 if len(told) <= 1_000 else None)
        told += numbers(found)
        if found.next is None:
            break
        start = found.next
    assert len(told) == len(set(told)) == 1_060
    narrowed = page(who, Tab.ALL, on=DAY, at=AT, filters=Filters(fee=Choice(only=frozenset(["refer"]))))
    assert not narrowed.count.more and narrowed.count.value == len(
        [1 for row in Case.visible_to(who) if row.fee == "refer"]
    )


def test_rows_that_went_meanwhile_leave_no_gap_and_no_empty_page(crowd: Crowd) -> None:
    who = crowd.readers[0]
    first = page(who, Tab.ALL, on=DAY, at=AT, size=10)
    second = page(who, Tab.ALL, on=DAY, at=AT, size=10, start=first.next or "")
    gone = set(numbers(first)[2:5])
    Case.every.filter(number__in=gone).update(result="withdrawn")
    again = page(who, Tab.ALL, on=DAY, at=AT, size=10, start=first.next or "")
    assert numbers(again) == numbers(second) and (again.first, again.last) == (8, 17)
    back = page(who, Tab.ALL, on=DAY, at=AT, size=10, start=again.previous or "")
    assert back.first == 1 and len(back.rows) == 10 and set(numbers(first)) - gone < set(numbers(back))
    Case.every.exclude(number__in=numbers(first)).update(result="withdrawn")
    last = page(who, Tab.ALL, on=DAY, at=AT, size=10, start=first.next or "")
    assert (len(last.rows), last.first, last.count) == (7, 1, Count(7))


@pytest.mark.parametrize("start", ["x", "after~2026-03-02", "after~x~y~T-000001", "before~2026-03-02~2026-03-02", "~~~", "after~9~9~9"])  # fmt: skip
def test_a_place_that_is_none_is_the_beginning(crowd: Crowd, start: str) -> None:
    who = crowd.readers[0]
    assert page(who, Tab.ALL, on=DAY, at=AT, start=start) == page(who, Tab.ALL, on=DAY, at=AT)


def test_who_has_no_role_in_a_case_has_nothing_to_act_on(crowd: Crowd) -> None:
    assert page(NOBODY, Tab.MINE, on=DAY, at=AT).count == Count(0)
    assert tabs(NOBODY, on=DAY) == dict.fromkeys(Tab, Count(0))


# As acts leave it ---------------------------------------------------------------------------------------


def test_acts_move_a_case_from_tab_to_tab(world: World) -> None:
    case, _ = play.put(world, "fee asked for")
    officer, clerk = reader(world, "officer"), reader(world, "clerk")
    manager = reader(world, "manager")

    def on(who: Actor) -> set[Tab]:
        return {tab for tab, count in tabs(who, on=DAY).items() if count.value}

    assert on(officer) == {Tab.FEE, Tab.UNASSIGNED, Tab.ALL}
    [row] = page(officer, Tab.FEE, on=DAY, at=AT).rows
    assert (row.fee, row.fee_due, row.blocked, row.next) == ("due", play.FEE, "fee-not-settled", "client")
    world.do(play.RecordReceipt(receipt="Q"), case, "clerk")
    assert on(clerk) == {Tab.MINE, Tab.FEE, Tab.UNASSIGNED, Tab.ALL}
    world.do(Assign(officer=str(world.officers["colleague"]), office="PARIS"), case, "intake")
    assert on(clerk) == {
        Tab.MINE,
        Tab.FEE,
        Tab.ALL,
    }  # a clerk enters the receipt of a case that an officer holds
    ready, _ = play.put(world, "recommended")
    world.do(Assign(officer=str(world.officers["officer"]), office="PARIS"), ready, "intake")
    assert Tab.MINE not in on(manager) and Tab.DECIDER in on(manager)
    world.do(Assign(officer=str(world.officers["manager"]), office="PARIS"), ready, "intake")
    assert {Tab.MINE, Tab.DECIDER} <= on(manager)
    assert whereabouts(officer, Case.every.get(id=ready).number, at=AT).why == (Why.WAITS,)


# Where a case is ----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_case_never_vanishes(world: World) -> None:
    """It is to be acted on, or it is said why not; unless it is hidden: then it is as if there were none."""
    crowd = Crowd.make(world, 90, seed=5)
    reasons: set[Why] = set()
    for who in crowd.readers:
        mine = set(all_of(who, Tab.MINE))
        known = {row.number: row for row in Case.known_to(who)}
        for row in Case.every.all():
            if row.number not in known:
                with pytest.raises(NoSuchCase) as wrong:
                    whereabouts(who, row.number, at=AT)
                with pytest.raises(NoSuchCase) as none:
                    whereabouts(who, "T-999999", at=AT)
                assert str(wrong.value) == str(none.value)
                assert not search(who, row.number, at=AT).rows
                continue
            found = whereabouts(who, row.number, at=AT)
            assert (found.why == ()) == (row.number in mine), (who, row.number, found)
            assert (found.row is None) == (Why.CONFLICT in found.why)
            reasons |= set(found.why)
            if found.row is not None:
                assert found.row.number == row.number and numbers(search(who, row.number, at=AT)) == [
                    row.number
                ]
    assert reasons == set(Why)


def test_a_declared_conflict_closes_the_case_in_every_list(world: World) -> None:
    case, _ = play.put(world, "fee paid")
    number, other = Case.every.get(id=case).number, Case.every.get(id=play.put(world, "fee paid")[0]).number
    world.enter(
        o.DeclareConflict(officer=str(world.officers["officer"]), case=number, why="A cousin."), "officer"
    )
    who = reader(world, "officer")
    for tab in Tab:
        assert number not in numbers(page(who, tab, on=DAY, at=AT))
    assert tabs(who, on=DAY)[Tab.MINE] == Count(1) and all_of(who, Tab.MINE) == [other]
    assert not search(who, number, at=AT).rows
    assert whereabouts(who, number, at=AT) == Whereabouts(number, None, (Why.CONFLICT,))


def test_reading_restricted_rows_is_logged_by_one_statement(world: World) -> None:
    from trp.journal.models import SecurityEvent

    for _ in range(3):
        opened = ReceiveRequest(client=world.person(), place="in_canada", made_to="inland_office", made_on=DAY, stream="trafficking_victim")  # fmt: skip
        world.do(opened, uuid4(), "unit")
    who = reader(world, "unit")
    before = SecurityEvent.objects.count()
    with CaptureQueriesContext(connection) as asked:
        found = page(who, Tab.ALL, on=DAY, at=AT)
    assert len(found.rows) == 3 and all(row.restricted for row in found.rows)
    logged = list(SecurityEvent.objects.order_by("id")[before:])
    assert [(one.kind, one.act, one.case_id) for one in logged] == [
        ("read", "Queue", row.key) for row in found.rows
    ]
    assert len([one for one in asked if "INSERT" in one["sql"]]) == 1
    with pytest.raises(NoSuchCase):
        whereabouts(reader(world, "officer"), found.rows[0].number, at=AT)
    assert SecurityEvent.objects.order_by("id").last().kind == "denied"  # type: ignore[union-attr]


# Search -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("42", "T-000042"), ("T-42", "T-000042"), ("t42", "T-000042"), ("T-000042", "T-000042"), (" t - 0042 ", "T-000042"),
        ("T\N{NON-BREAKING HYPHEN}42", "T-000042"), ("T-1234567", "T-1234567"), ("T-0", None), ("8812-4410", None), ("Tremblay", None), ("", None), ("T", None),
    ],
)  # fmt: skip
def test_a_number_as_somebody_types_it(text: str, number: str | None) -> None:
    assert number_of(text) == number


def test_names_and_client_numbers_are_found_without_accents_whatever_the_office(world: World) -> None:
    person = world.record("8812-4410", "Béliveau-Côté", "Zoé")
    [here, there] = [world.abroad(client=person), uuid4()]
    world.do(
        ReceiveRequest(client=person, place="in_canada", made_to="inland_office", made_on=DAY),
        there,
        "intake",
    )
    world.abroad()
    told = sorted(Case.every.get(id=case).number for case in (here, there))
    who = reader(world, "officer")
    for text in ("beliveau", "BÉLIVEAU", "zoe cote", "cot", "8812-4410", "88124410", "8812 4410"):
        found = search(who, text, at=AT)
        assert sorted(numbers(found)) == told and found.count == Count(2), text
    assert search(who, "eliveau", at=AT).rows == () and search(who, "", at=AT).rows == ()
    assert numbers(search(who, told[0], at=AT)) == [told[0]]
    first = search(who, "cote", at=AT, size=1)
    second = search(who, "cote", at=AT, size=1, start=first.next or "")
    assert sorted(numbers(first) + numbers(second)) == told
    assert (first.first, first.last, second.first, second.next, second.previous) == (1, 1, 2, None, "0")
