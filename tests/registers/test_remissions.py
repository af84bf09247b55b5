"""Remissions: owed by the clock alone, once for a case, with the reference that states the amount."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.journal.play import FEE, put
from tests.journal.truth import case_of, faults, tables
from tests.world import DAY, World
from trp.casework.fees import ReverseAllocation
from trp.casework.recording import SendAcknowledgement
from trp.casework.registers.remissions import RecordRemission, RemissionRecorded
from trp.fees.rebuild import rebuild
from trp.fees.remissions import Due, due
from trp.journal.asked import Refused
from trp.journal.cases import actor
from trp.journal.verify import verify

LATE = DAY + timedelta(days=31)


@pytest.fixture
def complete(world: World, database: str) -> tuple[str, str, UUID]:
    """A request that was complete and paid on the day, and is not acknowledged: its number, receipt and key."""
    case, receipt = put(world, "complete")
    return case_of(database, case).head["number"], receipt, case


def owed(world: World, on: date, who: str = "clerk", office: str | None = None) -> list[Due]:
    """The cases to which a remission is owed, as one of the officers may know of them."""
    return due(actor(world.officers[who], on), on, at=world.clock, office=office)


def record(number: str, receipt: str, cents: int = 6_156, reference: str = "NHQ notice 7") -> Any:
    return RecordRemission(receipt=receipt, case=number, cents=cents, reference=reference)


def refused(world: World, tried: Any, on: date = LATE, who: str = "clerk") -> list[str]:
    with pytest.raises(Refused) as stopped:
        world.enter(tried, who, on=on)
    for one in stopped.value.blockers:
        assert one.says.en and one.says.fr and one.says.en != one.says.fr
    return [one.code for one in stopped.value.blockers]


def test_after_thirty_days_without_acknowledgement_and_not_before(
    world: World, database: str, complete: tuple[str, str, UUID]
) -> None:
    number, receipt, case = complete
    assert refused(world, record(number, receipt), on=DAY + timedelta(days=30)) == ["remission-not-owed"]
    assert [one.number for one in owed(world, LATE)] == [number]
    assert not owed(world, DAY + timedelta(days=30))
    world.enter(record(number, receipt), "clerk", on=LATE)
    [moved] = [one for one in tables(database)["fees_transfer"] if one["credit"] == "remitted"]
    assert (moved["debit"], moved["cents"], moved["case_id"]) == ("case", 6_156, case.hex)
    assert refused(world, record(number, receipt)) == ["remission-recorded"]
    back = ReverseAllocation(receipt=receipt, cents=FEE, reason="charged back")
    with pytest.raises(Refused) as stopped:
        world.do(back, case, "other_clerk", on=LATE)
    assert [one.code for one in stopped.value.blockers] == ["remission-paid"]
    assert [one.remitted for one in owed(world, LATE)] == [6_156]
    assert not faults(database) and not list(rebuild(check=True)) and not list(verify())


def test_an_acknowledgement_in_time_owes_none(world: World, complete: tuple[str, str, UUID]) -> None:
    number, receipt, case = complete
    world.do(SendAcknowledgement(), case, "intake", on=DAY + timedelta(days=30))
    assert refused(world, record(number, receipt)) == ["remission-not-owed"]
    assert not owed(world, LATE)


def test_what_cannot_be_recorded(world: World, complete: tuple[str, str, UUID]) -> None:
    number, receipt, _ = complete
    other = world.receipt("R-other")
    assert refused(world, record(number, receipt, cents=0)) == ["not-allocated"]
    assert refused(world, record(number, receipt, cents=FEE + 1)) == ["not-allocated"]
    assert refused(world, record(number, other)) == ["not-allocated"]
    assert refused(world, record(number, receipt, reference=" ")) == ["reference-missing"]
    assert refused(world, record("T-999999", receipt)) == ["no-case"]
    assert refused(world, record(number, receipt), who="officer") == ["not-your-role"]


def test_a_hidden_case_is_none_for_another_office(world: World, database: str) -> None:
    case = world.abroad(stream="trafficking_victim")
    number = case_of(database, case).head["number"]
    unit = case_of(database, case).head["unit"]
    codes = refused(world, record(number, world.receipt()), who="clerk")
    assert codes == (["no-case"] if unit != "PARIS" else ["remission-not-owed", "not-allocated"])


def test_the_line_speaks_both_languages() -> None:
    said = RemissionRecorded(receipt="R", case="x", cents=1, reference="NHQ 7").says()
    assert "remission of $0.01" in said.en and "remise" in said.fr


def test_the_statements_do_not_grow_with_the_cases_and_what_was_taken_back_is_not_allocated(
    world: World, database: str, complete: tuple[str, str, UUID]
) -> None:
    def statements() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as caught:
            found = owed(world, LATE)
        return len(caught), len(found)

    few, one = statements()
    for _ in range(3):
        put(world, "complete")
    many, four = statements()
    assert (one, four) == (1, 4) and few == many
    number, receipt, _ = complete
    [first] = [held for held in owed(world, LATE) if held.number == number]
    assert first.receipts == {receipt: FEE} and first.remitted == 0
    world.enter(record(number, receipt), "clerk", on=LATE)
    [then] = [held for held in owed(world, LATE) if held.number == number]
    assert (then.receipts, then.remitted) == ({receipt: FEE}, 6_156)


def test_a_case_of_another_office_or_hidden_from_the_reader_is_not_listed(
    world: World, database: str, complete: tuple[str, str, UUID]
) -> None:
    number, _, case = complete
    office = case_of(database, case).head["office"]
    assert [one.number for one in owed(world, LATE, office=office)] == [number]
    assert owed(world, LATE, office="NOWHERE") == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_case SET access = 'hidden', unit = 'VPU' WHERE number = %s", [number])
    assert owed(world, LATE) == []
    assert [one.number for one in owed(world, LATE, who="unit")] == [number]
