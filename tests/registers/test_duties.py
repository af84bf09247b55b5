"""Duties that are kept apart: every pair of them is refused by the act, and again by the database.

The pairs are generated. In each, everything but the separation is in order: a colleague could do the second act. With
the act's own word taken away the database still refuses; with its constraint taken away as well, the pair goes
through, so each wall is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection

from tests.journal.play import FEE, JAIL
from tests.journal.truth import case_of, faults, tables
from tests.world import DAY, NOTHING_ELSE, SINCE, World
from trp.casework.acts import Act
from trp.casework.assessing import (
    CreatePermitFile,
    IssuePermit,
    RefusePermit,
    SendToDecisionMaker,
    StartAssessment,
)
from trp.casework.events import EVENTS
from trp.casework.exemptions import ConfirmExemption, ProposeExemption
from trp.casework.fees import (
    AllocateReceipt,
    RecordReceipt,
    ReverseAllocation,
)
from trp.casework.files import DECISIONS, MERITS, MONEY
from trp.casework.opening import ReceiveRequest
from trp.casework.recording import RecordCircumstances, RecordConvictions, RecordGrounds
from trp.journal.asked import Busy, Refused
from trp.journal.differences import Difference
from trp.journal.rebuild import rebuild

HANDLES = (RecordReceipt, AllocateReceipt, ReverseAllocation)
WEIGHS = (StartAssessment, SendToDecisionMaker, IssuePermit, RefusePermit)
DECIDES = (IssuePermit, RefusePermit)

PAIRS = [*product(HANDLES, WEIGHS), *product(WEIGHS, HANDLES), *product([SendToDecisionMaker], DECIDES)]
CODES = {"money-and-merits", "merits-and-money", "own-recommendation"}
ONLY_AFTER_ITS_TIME = {"processing-begun", "case-closed"}
"""What stops everybody: once a case is assessed no money goes back, and once it is decided none is taken."""


def named(pair: tuple[type[Act], type[Act]]) -> str:
    return " then ".join(one.__name__ for one in pair)


def both(world: World, office: str = "PARIS") -> str:
    """One person with every role and power that a pair needs."""
    from trp.officers.models import Holding, Officer

    one = Officer.objects.create(
        username="both", name="Both", roles="officer fee_clerk supervisor delegate", office_id=office
    )
    world.officers["both"] = one.id
    Holding.objects.create(
        officer=one, line=-1, item="120", level="OFFICER", since=SINCE, entered_on=SINCE, approved_on=SINCE,
        entered_by_id=world.officers["supervisor"], approved_by_id=world.officers["other_supervisor"],
    )  # fmt: skip
    return "both"


def small_post(world: World) -> str:
    from trp.officers.models import Office

    Office.objects.create(code="DAKAR", kind="visa_office", name_en="D", name_fr="D", small_post=True)
    return both(world, "DAKAR")


def act(kind: type[Act], receipt: str) -> Act:
    given: dict[type[Act], dict[str, Any]] = {
        RecordReceipt: {"receipt": f"Q{receipt}"},
        AllocateReceipt: {"receipt": receipt, "cents": FEE},
        ReverseAllocation: {"receipt": receipt, "cents": FEE, "reason": "charged back"},
        StartAssessment: {},
        SendToDecisionMaker: {"recommends": "issue"},
        IssuePermit: {"valid_from": DAY, "valid_to": date(2026, 9, 1), "reasons": "need outweighs risk"},
        RefusePermit: {"reasons": "risk outweighs need"},
    }
    return kind(**given[kind])


def until_the_second(world: World, pair: tuple[type[Act], type[Act]], who: str) -> tuple[UUID, Act]:
    """A case in which one person did the first act of a pair, and a colleague everything else; the second act."""
    first, second = pair
    case, receipt = uuid4(), world.receipt(f"R-{uuid4().hex[:6]}", FEE)
    asked = {"origin": "minister"} if first in WEIGHS else {}
    world.do(ReceiveRequest(
        client=world.person(), place="outside_canada", made_to="visa_office", made_on=DAY,
        application={"kind": "visitor_visa"}, underlying="V-1", **asked,
    ), case)  # fmt: skip
    world.do(RecordGrounds(grounds=("A36(2)(b)",)), case)
    world.do(RecordConvictions(convictions=(JAIL,)), case)
    world.do(RecordCircumstances(facts=NOTHING_ELSE), case)
    pay = act(AllocateReceipt, receipt)
    if first in HANDLES:
        if first is ReverseAllocation:
            world.do(pay, case, "clerk")
        world.do(act(first, receipt), case, who)
        if first is not AllocateReceipt:
            world.do(pay, case, "clerk")
    elif (first is SendToDecisionMaker and second in DECIDES) or second is ReverseAllocation:
        world.do(pay, case, "clerk")
    elif first is IssuePermit:
        world.do(act(AllocateReceipt, world.receipt(f"S-{uuid4().hex[:6]}", FEE)), case, "clerk")
    world.do(CreatePermitFile(file="F"), case)
    if StartAssessment not in pair:
        world.do(StartAssessment(), case, "colleague")
    if first in WEIGHS:
        world.do(act(first, receipt), case, who)
    return case, act(second, receipt)


@contextmanager
def speechless(kind: type[Act]) -> Iterator[None]:
    """The act stops nothing any more."""
    held = kind.blockers
    kind.blockers = lambda self, file, around, at: ()  # type: ignore[method-assign]
    try:
        yield
    finally:
        kind.blockers = held  # type: ignore[method-assign]


def open_the_database(database: str) -> None:
    """Take away what the database refuses by itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            connection.connection.set_authorizer(None)
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            cursor.execute("DROP TRIGGER journal_line_duty")
            cursor.execute("DROP INDEX line_decided_once")
        else:
            cursor.execute("ALTER TABLE journal_duty DROP CONSTRAINT duty_apart")
            cursor.execute("ALTER TABLE journal_case DROP CONSTRAINT case_decided_by_another")
            cursor.execute("ALTER TABLE journal_case DROP CONSTRAINT case_confirmed_by_another")
            cursor.execute("DROP INDEX line_decided_once")


def tried(do: Callable[[], Any]) -> set[str]:
    with pytest.raises(Refused) as stopped:
        do()
    return {one.code for one in stopped.value.blockers}


@pytest.mark.parametrize("pair", PAIRS, ids=named)
def test_every_pair_is_refused_by_the_act_and_again_by_the_database(
    world: World, database: str, pair: tuple[type[Act], type[Act]], monkeypatch: pytest.MonkeyPatch
) -> None:
    who = both(world)
    case, second = until_the_second(world, pair, who)
    met = tried(lambda: world.do(second, case, who))
    assert met & CODES or met <= ONLY_AFTER_ITS_TIME, met
    before = tables(database)
    with speechless(type(second)):
        with pytest.raises((IntegrityError, Busy)):
            world.do(second, case, who)
        assert tables(database) == before
        assert not faults(database)
        # The twin: without the constraints as well, it is done; the checks of the record then say so.
        from trp.journal import door

        monkeypatch.setattr(door, "safe", lambda _: None)
        open_the_database(database)
        world.do(second, case, who)
    assert faults(database)


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if set(pair) - set(DECIDES) == set(pair)], ids=named)
def test_at_a_small_post_it_is_a_recorded_exception(
    world: World, database: str, pair: tuple[type[Act], type[Act]]
) -> None:
    who = small_post(world)
    case, second = until_the_second(world, pair, who)
    if type(second) is ReverseAllocation:  # by nobody, once it is assessed
        assert tried(lambda: world.do(second, case, who)) == {"processing-begun"}
        return
    world.do(second, case, who)
    assert tables(database)["journal_line"] and not faults(database)
    [duty] = [one for one in tables(database)["journal_duty"] if one["officer"] == str(world.officers[who])]
    assert (duty["money"], duty["merits"], duty["small_post"]) == (1, 1, 1)
    last = max(
        (one for one in tables(database)["journal_line"] if one["case_id"] == case.hex),
        key=lambda one: one["number"],
    )
    assert last["acting_under"].endswith(", small post")


@pytest.mark.parametrize("pair", PAIRS, ids=named)
def test_a_colleague_could_do_the_second_act(world: World, pair: tuple[type[Act], type[Act]]) -> None:
    """What is refused above is refused for the separation alone."""
    if pair[0] in DECIDES or (pair[1] is ReverseAllocation and pair[0] in WEIGHS):
        return
    who = both(world)
    case, second = until_the_second(world, pair, who)
    world.do(second, case, "other_clerk" if pair[1] in HANDLES else "officer")


def test_who_proposes_an_exemption_does_not_confirm_it(
    world: World, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trp.journal import door

    case, _ = until_the_second(world, (RecordReceipt, StartAssessment), both(world))
    propose = ProposeExemption(reference="P-1", citation="Gazette", since=date(2026, 1, 1))
    world.do(propose, case, "both")
    assert tried(lambda: world.do(ConfirmExemption(), case, "both")) == {"own-entry"}
    before = tables(database)
    with speechless(ConfirmExemption):
        with pytest.raises((IntegrityError, Busy)):
            world.do(ConfirmExemption(), case, "both")
        assert tables(database) == before
    world.do(ConfirmExemption(), case, "officer")
    world.do(propose, case, "officer")  # another one: it waits for another person
    assert tried(lambda: world.do(ConfirmExemption(), case, "officer")) == {"own-entry"}
    assert not faults(database) and not list(rebuild(check=True))
    monkeypatch.setattr(door, "safe", lambda _: None)
    open_the_database(database)
    with speechless(ConfirmExemption):
        world.do(ConfirmExemption(), case, "officer")
    assert case_of(database, case).head["confirmed_by"] == case_of(database, case).head["proposed_by"]


@pytest.mark.parametrize("second", DECIDES)
@pytest.mark.parametrize("first", DECIDES)
def test_a_case_is_decided_once(world: World, database: str, first: type[Act], second: type[Act]) -> None:
    case, decide = until_the_second(world, (RecordReceipt, first), both(world))
    world.do(decide, case, "officer")
    again = act(second, "")
    assert tried(lambda: world.do(again, case, "colleague")) == {"case-closed"}
    with speechless(second), pytest.raises((IntegrityError, Busy)):
        world.do(again, case, "colleague")
    assert not faults(database)


# ------------------------------------------------------------------------------------- the table repeats the lines


def test_the_database_and_the_casework_keep_the_same_kinds_apart() -> None:
    from importlib import import_module

    told = import_module("trp.journal.migrations.0004_duties")
    for kinds, written in ((MONEY, told.MONEY), (MERITS, told.MERITS), (DECISIONS, told.DECIDED)):
        assert {one.__name__ for one in kinds} == set(written) <= set(EVENTS)


DAMAGE = {
    "gone": "DELETE FROM journal_duty WHERE money",
    "money": "UPDATE journal_duty SET money = NOT money, small_post = true",
    "merits": "UPDATE journal_duty SET merits = NOT merits, small_post = true",
    "small post": "UPDATE journal_duty SET small_post = NOT small_post",
    "of nobody": "INSERT INTO journal_duty SELECT case_id, 'nobody', money, merits, small_post FROM journal_duty LIMIT 1",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_differs_is_found_and_written_again(world: World, database: str, damage: str) -> None:
    case, decide = until_the_second(world, (RecordReceipt, IssuePermit), both(world))
    world.do(decide, case, "officer")
    right = tables(database)["journal_duty"]
    assert right and not list(rebuild(check=True))
    with connection.cursor() as cursor:
        cursor.execute(DAMAGE[damage])
    assert set(rebuild(check=True)) == set(rebuild()) == {Difference("duty", "T-000001")}
    assert tables(database)["journal_duty"] == right and not list(rebuild(check=True))


def test_a_line_that_goes_around_the_program_meets_the_same_check(world: World, database: str) -> None:
    """Even INSERT OR IGNORE, whose IGNORE reaches into the trigger."""
    case, _ = until_the_second(world, (RecordReceipt, IssuePermit), both(world))
    before = tables(database)
    for how in ("INSERT", "INSERT OR IGNORE") if connection.vendor == "sqlite" else ("INSERT",):
        with pytest.raises(IntegrityError), connection.cursor() as cursor:
            cursor.execute(
                f"{how} INTO journal_line (case_id, number, at_us, day, officer, acting_under, kind, version, edition, "
                "commitment, previous, hash, code) SELECT case_id, 99, at_us, day, %s, acting_under, 'PermitRefused', "
                "version, edition, commitment, previous, hash, code FROM journal_line WHERE case_id = %s LIMIT 1",
                [str(world.officers["both"]), case.hex if connection.vendor == "sqlite" else case],
            )
    assert tables(database) == before
