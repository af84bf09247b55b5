"""The close of a day: totals by office and method that agree with the ledger, or say where not; two persons sign."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction

from tests.journal.play import FEE
from tests.journal.truth import faults, tables
from tests.world import DAY, World
from trp.casework.registers import receipts as r
from trp.casework.registers.days import CountersignDay, DaySigned, SignDay, differences
from trp.casework.registers.refunds import ProposeRefund
from trp.fees import days
from trp.fees.closing.looking import Looked, look
from trp.fees.rebuild import rebuild
from trp.journal.asked import Refused
from trp.journal.verify import verify

RIGHT = {"online": 2 * FEE, "cash": 85_00}
COUNTERSIGN = CountersignDay(office="PARIS", day=DAY)


def sign(counted: dict[str, int] = RIGHT, explained: str = "", **given: Any) -> SignDay:
    return SignDay(**{"office": "PARIS", "day": DAY, "counted": counted, "explained": explained, **given})


def received(world: World, number: str, method: str = "online", lines: Any = None, office: str | None = "PARIS", on: date = DAY) -> None:  # fmt: skip
    row = [number, on.isoformat(), method, office, "", lines or [["trp", 1, FEE]]]
    world.enter(r.ReceiveBatch(source=f"list {number}", rows=(row,)), "clerk")


@pytest.fixture
def day(world: World) -> World:
    """Three receipts of the office that day; one of another day, one of another office, one of nobody."""
    received(world, "R-1")
    received(world, "R-2")
    received(world, "R-3", "cash", [["biometrics", 1, 85_00]])
    received(world, "R-4", on=DAY - timedelta(days=1))
    received(world, "R-5", office="CPC-E")
    received(world, "R-6", office=None)
    return world


def refused(world: World, tried: Any, who: str = "clerk", on: date = DAY) -> list[str]:
    with pytest.raises(Refused) as stopped:
        world.enter(tried, who, on=on)
    for one in stopped.value.blockers:
        assert one.says.en and one.says.fr and one.says.en != one.says.fr
    return [one.code for one in stopped.value.blockers]


def test_a_day_that_agrees_is_signed_by_two(day: World, database: str) -> None:
    assert refused(day, COUNTERSIGN, "other_clerk") == ["nothing-signed"]
    day.enter(sign(), "clerk")
    assert refused(day, COUNTERSIGN) == ["own-entry"]
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE fees_dayclose SET countersigned_by = signed_by")
    day.enter(COUNTERSIGN, "other_clerk")
    assert refused(day, sign(), "other_clerk") == ["day-closed"]
    assert refused(day, COUNTERSIGN) == ["nothing-signed"]
    assert not faults(database) and not list(rebuild(check=True)) and not list(verify())


def test_where_it_does_not_agree_is_said_and_explained(day: World) -> None:
    counted = {"online": FEE, "cash": 85_00, "card": 1_00}
    with pytest.raises(Refused) as stopped:
        day.enter(sign(counted), "clerk")
    [one] = stopped.value.blockers
    assert one.code == "difference-unexplained"
    assert "online short by $246.25; card over by $1.00" in one.says.en
    assert "en ligne en moins" in one.says.fr
    day.enter(sign(counted, "R-2 was listed twice by the till"), "clerk")
    assert differences(RIGHT, counted) == {"online": -FEE, "card": 100}


def test_what_comes_late_shows_and_the_day_is_signed_again(day: World, database: str) -> None:
    day.enter(sign(), "clerk")
    received(day, "R-7")
    assert refused(day, COUNTERSIGN, "other_clerk") == ["ledger-moved"]
    again = {**RIGHT, "online": 3 * FEE}
    day.enter(sign(again), "clerk")
    day.enter(COUNTERSIGN, "other_clerk")
    received(day, "R-8", "card")
    day.enter(sign({**again, "card": FEE}), "other_clerk")
    day.enter(COUNTERSIGN, "clerk")
    held = tables(database)["fees_dayclose"]
    assert [row["countersigned_by"] is not None for row in sorted(held, key=lambda one: one["line"])] == [False, True, True]  # fmt: skip
    assert not list(rebuild(check=True))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE fees_dayclose SET explained = 'x' WHERE line = 1")
    assert [one.code for one in rebuild()] == ["day-altered"]


def test_old_suspense_is_explained_before_a_day_is_signed(day: World) -> None:
    late = DAY + timedelta(days=9)  # eight working days after the oldest
    tried = SignDay(office="PARIS", day=late, counted={})
    assert refused(day, tried, on=late) == ["suspense-unexplained"]
    assert not refused_or_done(day, SignDay(office="PARIS", day=late, counted={}, explained="R-1, R-2 and R-4: no request yet"), late)  # fmt: skip


def refused_or_done(world: World, tried: Any, on: date) -> list[str]:
    try:
        world.enter(tried, "clerk", on=on)
    except Refused as stopped:
        return [one.code for one in stopped.blockers]
    return []


@pytest.mark.parametrize(
    ("tried", "codes"),
    [
        (sign(office="CPC-E"), ["day-of-another-office", "difference-unexplained"]),
        (sign(office="ATLANTIS"), ["office-unknown"]),
        (sign({}, day=DAY + timedelta(days=1)), ["day-to-come"]),
        (sign({"barter": 1}), ["count-wrong"]),
        (sign({}), ["method-not-counted"]),
        (sign({"online": RIGHT["online"]}), ["method-not-counted"]),
        (sign({"online": 1}), ["method-not-counted", "difference-unexplained"]),
        (sign(dict.fromkeys(RIGHT, 0)), ["difference-unexplained"]),
        (sign({"cash": -1}), ["count-wrong"]),
    ],
)
def test_what_cannot_be_signed(day: World, tried: Any, codes: list[str]) -> None:
    assert refused(day, tried) == codes


def test_the_line_says_where_it_does_not_agree() -> None:
    said = DaySigned(
        office="PARIS", day=DAY, totals=RIGHT, counted={"online": FEE}, explained="stolen"
    ).says()
    assert "online short by $246.25; cash short by $85.00. stolen" in said.en
    assert "Écarts" in said.fr and "comptant en moins" in said.fr


def test_what_moved_is_told_one_by_one_and_what_came_after_the_close_with_it(day: World) -> None:
    """On both engines: the office’s receipts, and what its people moved of receipts that no office reserved."""

    def propose(number: str, who: str = "clerk") -> None:
        day.enter(ProposeRefund(receipt=number, fee="trp", cents=FEE, reason="unallocated"), who)

    def looked() -> Looked:
        found = look("PARIS", DAY, DAY)
        assert found is not None
        return found

    def closed(office: str) -> bool:
        with connection.cursor() as cursor:
            return days.is_closed(cursor, office, DAY)

    propose("R-1")
    day.enter(sign(), "clerk")
    assert not closed("PARIS")  # one signature closes nothing
    day.enter(COUNTERSIGN, "other_clerk")
    assert looked().after == [] and looked().unreserved == []
    propose("R-6", "other_clerk")
    assert [one.step.receipt for one in looked().after] == ["R-6"]
    [one] = looked().unreserved
    assert (one.step.by, one.step.cents, one.step.credit) == (str(day.officers["other_clerk"]), FEE, "refund_pending")  # fmt: skip
    assert [(cents, times) for *_, cents, times in looked().moves] == [(FEE, 1)]
    assert closed("PARIS") and not closed("CPC-E")
    far = look("CPC-E", DAY, DAY)
    assert far is not None and far.steps == [] and far.closed_at is None
