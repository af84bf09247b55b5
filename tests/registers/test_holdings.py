"""Powers of the delegation instrument: entered by one, approved by another, dated, and in force when they are used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import Error, connection, transaction

from tests.casework.french import faults as french
from tests.journal.play import put
from tests.journal.truth import case_of, faults, tables
from tests.world import DAY, SINCE, World
from trp.casework.acts import ACTS
from trp.casework.around import KINDS, ROLES, in_line
from trp.casework.assessing import IssuePermit
from trp.casework.registers import holdings as o
from trp.casework.registers.entries import ENTERED, ENTRIES
from trp.journal.asked import Refused
from trp.journal.rebuild import rebuild
from trp.journal.verify import verify
from trp.rulebook.facts import DELEGATION_GROUND
from trp.rulebook.instructions.delegation import AUTHORITY
from trp.rulebook.instructions.instrument import INSTRUMENT, LEVELS
from trp.rulebook.language import Both

YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
ISSUE = IssuePermit(valid_from=DAY, valid_to=DAY, reasons="need outweighs risk")


def entered(world: World, who: str, **given: Any) -> o.EnterHolding:
    told: dict[str, Any] = {"item": "120", "level": "OFFICER", "since": DAY, **given}
    if isinstance(told.get("for_officer"), str):
        told["for_officer"] = str(world.officers.get(told["for_officer"], told["for_officer"]))
    return o.EnterHolding(officer=str(world.officers[who]), **told)


def hold(world: World, who: str, *, approve: bool = True, **given: Any) -> int:
    """Enter a power and let another approve it; give its line."""
    line: int = world.enter(entered(world, who, **given), "supervisor").last
    if approve:
        world.enter(o.ApproveHolding(officer=str(world.officers[who]), holding=line), "other_supervisor")
    return line


def refused(do: Callable[[], Any]) -> list[str]:
    with pytest.raises(Refused) as stopped:
        do()
    for one in stopped.value.blockers:
        assert not french(one.says), one
        assert set(one.cleared_by) <= {*ACTS, *ENTRIES} and set(one.who) <= {*ROLES, *LEVELS}, one
    return [one.code for one in stopped.value.blockers]


def ended(world: World, who: str, line: int, last_day: date = YESTERDAY) -> o.EndHolding:
    return o.EndHolding(
        officer=str(world.officers[who]), holding=line, last_day=last_day, reason="posted elsewhere"
    )


def decidable(world: World) -> UUID:
    return put(world, "assessment started")[0]


# ---------------------------------------------------------------------------------- what the instrument has


def test_the_instrument_holds_what_the_rows_of_the_rulebook_ask_for() -> None:
    """Items 118 to 120: every level that may issue or refuse holds the item; and no level holds an item for nothing."""
    grounds = {"item_118": "118", "item_119": "119", "item_120": "120", "transborder": "120"}
    asked: dict[str, set[str]] = {}
    for row in AUTHORITY.rows:
        [*named] = [one for one in row.when if one.fact == DELEGATION_GROUND.name]
        if "item" not in row.gives:
            continue
        for value, item in grounds.items():
            if all((value in one.values) for one in named):
                asked.setdefault(item, set()).update((*row.gives["issue"], *row.gives["refuse"]))  # type: ignore[misc]
    assert set(asked) == {"118", "119", "120"}
    for item, levels in asked.items():
        assert levels == set(INSTRUMENT[item].levels), item
    assert set().union(*(one.levels for one in INSTRUMENT.values())) == set(LEVELS)


def test_every_item_says_what_it_lets_one_do_in_both_languages() -> None:
    for one in INSTRUMENT.values():
        assert not french(one.power)


def test_every_act_that_asks_for_a_power_holds_it_until_it_is_done() -> None:
    asks = {name for name, act in ACTS.items() if hasattr(act, "_power")}
    assert {"IssuePermit", "RefusePermit", "ClaimExemption", "DecideDoubt"} <= asks
    assert {name for name, act in ACTS.items() if act.rests_on_power} == asks


# ------------------------------------------------------------------------------------------ entered, approved


def test_a_power_counts_once_a_second_person_approved_it(world: World, database: str) -> None:
    who = str(world.officers["inland"])
    line = hold(world, "inland", approve=False, item="118", level="MANAGER")
    approve = o.ApproveHolding(officer=who, holding=line)
    assert refused(lambda: world.enter(approve, "supervisor")) == ["own-entry"]
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE officers_holding SET approved_by_id = entered_by_id WHERE approved_by_id IS NULL"
        )
    world.enter(approve, "other_supervisor")
    assert refused(lambda: world.enter(approve, "other_supervisor")) == ["already-approved"]
    [row] = [one for one in tables(database)["officers_holding"] if one["line"] == line]
    assert row["entered_by_id"] != row["approved_by_id"]
    assert not list(verify()) and not list(rebuild(check=True)) and not faults(database)


@pytest.mark.parametrize("approved", [False, True])
def test_nobody_decides_under_a_power_that_is_entered_alone(world: World, approved: bool) -> None:
    from trp.officers.models import Holding

    case = decidable(world)
    Holding.objects.filter(officer_id=world.officers["colleague"], item="120").delete()
    hold(world, "colleague", approve=approved)
    if approved:
        world.do(ISSUE, case, "colleague")
    else:
        assert refused(lambda: world.do(ISSUE, case, "colleague")) == ["no-delegation"]


def test_a_power_counts_from_its_first_day_to_its_last(world: World) -> None:
    from trp.officers.models import Holding

    Holding.objects.filter(officer_id=world.officers["colleague"], item="120").delete()
    hold(world, "colleague", since=DAY, until=TOMORROW)
    for on, lawful in (
        (YESTERDAY, False),
        (DAY, True),
        (TOMORROW, True),
        (TOMORROW + timedelta(days=1), False),
    ):
        case = decidable(world)
        if lawful:
            world.do(ISSUE, case, "colleague", on=on)
        else:
            assert refused(lambda case=case, on=on: world.do(ISSUE, case, "colleague", on=on)) == [
                "no-delegation"
            ]  # type: ignore[misc]


def test_acting_and_supervising_persons_decide_and_the_line_says_so(world: World, database: str) -> None:
    hold(world, "inland", kind="acting", for_officer="officer", until=TOMORROW)
    hold(world, "unit", kind="supervising", for_officer="officer")
    from trp.officers.models import Holding

    Holding.objects.filter(
        officer_id__in=[world.officers[one] for one in ("inland", "unit")], kind="own"
    ).delete()
    for who, under in (("inland", "item 120, OFFICER, acting"), ("unit", "item 120, OFFICER, supervising")):
        case = decidable(world)
        world.do(ISSUE, case, who)
        assert case_of(database, case).lines[-1].acting_under == under
    case = decidable(world)
    after = TOMORROW + timedelta(days=1)
    assert refused(lambda: world.do(ISSUE, case, "inland", on=after)) == ["no-delegation"]
    assert not faults(database)


# ------------------------------------------------------------------------------------------------ refusals

WRONG = {
    "no-such-item": {"item": "117"},
    "level-holds-it-not": {"item": "119", "level": "OFFICER"},
    "dates-reversed": {"until": YESTERDAY},
    "wrong-fact": {"kind": "borrowed"},
    "for-nobody": {"for_officer": "officer"},
    "end-missing": {"kind": "acting", "for_officer": "officer"},
    "for-whom-missing": {"kind": "supervising"},
    "no-such-officer": {"kind": "supervising", "for_officer": str(uuid4())},
    "other-holds-it-not": {"kind": "supervising", "for_officer": "intake"},
    "holds-already": {"item": "80", "level": "OFFICER", "since": SINCE},
}


@pytest.mark.parametrize("code", WRONG)
def test_what_cannot_be_entered(world: World, code: str, database: str) -> None:
    before = tables(database)
    who = "officer" if code == "holds-already" else "clerk"
    given = WRONG[code]
    assert refused(lambda: world.enter(entered(world, who, **given), "supervisor")) == [code]
    after = tables(database)
    assert {name for name in after if after[name] != before[name]} == {"journal_securityevent", "journal_key"}


@pytest.mark.parametrize("item", INSTRUMENT)
def test_each_item_is_held_at_its_levels_and_no_other(world: World, item: str) -> None:
    """Every item with every level: entered where the instrument holds it, or a person above in line."""
    known = o.Known(DAY, _actor(), o.Concerned(o.Member("x", "X", True)))
    for level in LEVELS:
        tried = o.EnterHolding(officer="x", item=item, level=level, since=DAY)
        codes = [one.code for one in tried.blockers(known, world.clock)]
        assert codes == ([] if level in in_line(INSTRUMENT[item].levels) else ["level-holds-it-not"])


def _actor() -> Any:
    from trp.casework.around import Actor

    return Actor("s", "S", frozenset({"supervisor"}), "CPC-E")


def test_nobody_enters_approves_or_ends_their_own(world: World, database: str) -> None:
    me = str(world.officers["supervisor"])
    own = o.EnterHolding(officer=me, item="120", level="OFFICER", since=DAY)
    assert refused(lambda: world.enter(own, "supervisor")) == ["own-entry"]
    line = world.enter(own, "other_supervisor").last
    approve = o.ApproveHolding(officer=me, holding=line)
    assert refused(lambda: world.enter(approve, "supervisor")) == ["own-entry"]
    for column in ("entered_by_id", "approved_by_id"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE officers_holding SET {column} = officer_id WHERE line = {line}")


@pytest.mark.parametrize("who", ["officer", "manager", "clerk", "analyst", "unit"])
def test_powers_are_a_supervisor_s_business(world: World, who: str) -> None:
    about = str(world.officers["border"])
    line = hold(world, "border", approve=False, item="122", level="POE-SUPT")
    for tried in (
        o.EnterHolding(officer=about, item="121", level="POE-SUPT", since=DAY),
        o.ApproveHolding(officer=about, holding=line),
        o.WithdrawHolding(officer=about, holding=line, reason="misread"),
    ):
        assert refused(lambda tried=tried: world.enter(tried, who)) == ["not-your-role"]  # type: ignore[misc]


def test_a_power_that_waits_is_withdrawn_and_one_that_counts_is_ended(world: World) -> None:
    about, line = str(world.officers["clerk"]), hold(world, "clerk", approve=False)
    withdraw = o.WithdrawHolding(officer=about, holding=line, reason="misread")
    assert refused(lambda: world.enter(ended(world, "clerk", line), "supervisor")) == ["not-approved"]
    world.enter(withdraw, "supervisor")
    assert refused(lambda: world.enter(withdraw, "supervisor")) == ["no-such-holding"]
    assert refused(lambda: world.enter(o.ApproveHolding(officer=about, holding=line), "other_supervisor")) == ["no-such-holding"]  # fmt: skip
    line = hold(world, "clerk")
    again = o.WithdrawHolding(officer=about, holding=line, reason=" ")
    assert refused(lambda: world.enter(again, "supervisor")) == ["already-approved", "reason-missing"]
    world.enter(ended(world, "clerk", line, TOMORROW), "supervisor")
    assert refused(lambda: world.enter(ended(world, "clerk", line, TOMORROW), "supervisor")) == [
        "ends-already"
    ]
    early = SINCE - timedelta(days=9)
    assert refused(lambda: world.enter(ended(world, "clerk", line, early), "supervisor")) == [
        "dates-reversed"
    ]
    world.enter(ended(world, "clerk", line, YESTERDAY), "supervisor")  # it never is in force


def test_a_stranger_and_a_closed_account_hold_nothing(world: World) -> None:
    from trp.officers.models import Officer

    stranger = o.EnterHolding(officer=str(uuid4()), item="120", level="OFFICER", since=DAY)
    assert refused(lambda: world.enter(stranger, "supervisor")) == ["no-such-officer"]
    nonsense = o.EnterHolding(officer="me", item="120", level="OFFICER", since=DAY)
    assert refused(lambda: world.enter(nonsense, "supervisor")) == ["no-such-officer"]
    Officer.objects.filter(id=world.officers["clerk"]).update(is_active=False)
    assert refused(lambda: world.enter(entered(world, "clerk"), "supervisor")) == ["account-closed"]


# ------------------------------------------------------------------------------------------------- it ends


def test_a_power_ends_at_once_but_never_before_an_act_that_rests_on_it(world: World, database: str) -> None:
    used = decidable(world)
    world.do(ISSUE, used, "colleague")
    line = next(one["line"] for one in tables(database)["officers_holding"]
                if one["officer_id"] == world.officers["colleague"].hex and one["item"] == "120")  # fmt: skip
    assert refused(lambda: world.enter(ended(world, "colleague", line), "supervisor")) == ["acts-rest-on-it"]
    world.enter(ended(world, "colleague", line, DAY), "supervisor")
    case = decidable(world)
    assert refused(lambda: world.do(ISSUE, case, "colleague", on=TOMORROW)) == ["no-delegation"]
    world.do(ISSUE, case, "colleague")  # its last day
    assert not faults(database)


def test_a_power_nothing_rests_on_ends_at_once(world: World) -> None:
    case, line = decidable(world), hold(world, "inland", item="120", level="MANAGER")
    world.enter(ended(world, "inland", line), "supervisor")
    from trp.officers.models import Holding

    Holding.objects.filter(officer_id=world.officers["inland"], level="OFFICER").delete()
    assert refused(lambda: world.do(ISSUE, case, "inland")) == ["no-delegation"]


# -------------------------------------------------------------------------------------------- what is said


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("until", [None, TOMORROW])
def test_every_line_is_said_in_both_languages(kind: str, until: date | None) -> None:
    lines = (
        o.HoldingEntered(officer="x", item="118", level="MANAGER", kind=kind, since=DAY, until=until),
        o.HoldingApproved(officer="x", holding=1),
        o.HoldingWithdrawn(officer="x", holding=1, reason="…"),
        o.HoldingEnded(officer="x", holding=1, last_day=DAY, reason="…"),
    )
    for line in lines:
        assert not french(line.says()), line.says()
    mine = {name for name, one in ENTERED.items() if one.__module__ == o.__name__}
    assert {type(line).__name__ for line in lines} <= mine


def test_every_entry_has_its_title_in_both_languages() -> None:
    for entry in ENTRIES.values():
        if entry.__module__ == o.__name__:
            assert isinstance(entry.title, Both) and not french(entry.title)
