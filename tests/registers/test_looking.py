"""What the morning reads of the money, on both engines: how much stands in suspense, what waits, what is on a file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.journal.play import FEE, put
from tests.world import DAY, World
from trp.casework.fees import AllocateReceipt, RecordReceipt, TakeBackReceipt
from trp.casework.registers.receipts import ReceiveBatch
from trp.casework.registers.refunds import ProposeRefund
from trp.desk.reader import Reader
from trp.fees import looking, refunds
from trp.fees.morning import match
from trp.journal.cases import actor
from trp.journal.finding import fee_paid


def row(number: str, office: str | None = "PARIS", paid_on: date = DAY, lines: Any = None) -> list[Any]:
    return [number, paid_on.isoformat(), "online", office, "", lines or [["trp", 1, FEE]]]


def test_how_much_stands_in_suspense_and_since_when(world: World) -> None:
    assert looking.standing("PARIS", DAY) == looking.Standing(0, 0, 0)
    assert looking.last_received() is None
    late, in_time = looking.late_before(DAY) - timedelta(days=1), looking.late_before(DAY)
    rows = (
        row("R-late", paid_on=late), row("R-free", office=None, paid_on=in_time), row("R-far", office="CPC-E"),
        row("R-visa", lines=[["visitor_visa", 1, 100_00]]),
    )  # fmt: skip
    world.enter(ReceiveBatch(source="list.csv", rows=rows), "clerk")
    assert looking.standing("PARIS", DAY) == looking.Standing(2, 2 * FEE, 1)
    assert [one.number for one in looking.suspense("PARIS", DAY, free_too=True)] == ["R-late", "R-free"]
    assert [one.number for one in looking.suspense("PARIS", DAY)] == ["R-late"]
    assert looking.last_received() == DAY
    world.enter(ProposeRefund(receipt="R-late", fee="trp", cents=FEE, reason="unallocated"), "clerk")
    assert looking.standing("PARIS", DAY) == looking.Standing(1, FEE, 0)
    [waits] = refunds.of_receipt("R-late")
    assert (waits.cents, waits.proposer) == (FEE, str(world.officers["clerk"]))
    assert refunds.of_receipt("R-free") == [] and refunds.waiting() == [waits]


def test_a_receipt_on_the_file_of_a_case_is_known_until_it_is_taken_back(world: World) -> None:
    case, other = world.abroad(), world.abroad()
    world.do(RecordReceipt(receipt="R-1"), case, "clerk")
    world.do(RecordReceipt(receipt="R-2"), case, "clerk")
    world.do(TakeBackReceipt(receipt="R-1", reason="not theirs"), case, "clerk")
    assert match._on_file([case, other]) == {case: {"R-2"}}
    reader = Reader("clerk", actor(world.officers["clerk"], DAY), DAY, world.clock)
    assert match.waiting(reader)[2].value == len(match.waiting(reader)[1])


def test_other_fees_what_a_receipt_pays_and_a_number_in_small_letters(world: World) -> None:
    case, _ = put(world, "fee asked for")
    lines = [["trp", 1, FEE + 1_00], ["biometrics", 1, 85_00]]
    world.enter(ReceiveBatch(source="list.csv", rows=(row("R-BOTH", lines=lines), row("r-low"))), "clerk")
    assert looking.paid_with(["R-BOTH"]) == {} == looking.paid_with([])
    world.do(AllocateReceipt(receipt="R-BOTH", cents=FEE), case, "clerk")
    assert looking.paid_with(["R-BOTH", "r-low"]) == {"R-BOTH": {case}}
    assert [(one.receipt, one.fee, one.cents) for one in looking.other_fees("PARIS", DAY)] == [("R-BOTH", "biometrics", 85_00)]  # fmt: skip
    assert looking.other_fees("PARIS", DAY + timedelta(days=1)) == [] == looking.other_fees("CPC-E", DAY)
    assert [looking.as_known(one) for one in ("r-both", "r-low", "r-none")] == ["R-BOTH", "r-low", "r-none"]
    who = actor(world.officers["clerk"], DAY)
    [paid] = fee_paid(who, {case}, (), (), at=world.clock)
    assert fee_paid(who, (), {paid.number}, (), at=world.clock) == (paid,)
    assert fee_paid(who, (), (), {"nobody", "8000"}, at=world.clock) == ()
