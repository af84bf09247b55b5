"""Accounts and roles: entered by one, approved by another; nobody assigns themself a role, and no service does alone."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction

from tests.casework.french import faults as french
from tests.journal.play import put
from tests.journal.tasks import entered, one
from tests.journal.truth import faults, tables
from tests.journal.workers import start
from tests.registers.test_holdings import refused
from tests.world import World
from trp.casework.endings import WithdrawRequest
from trp.casework.recording import AddNote, Assign
from trp.casework.registers import accounts as a
from trp.journal.asked import Refused
from trp.journal.reading import UnknownOfficer
from trp.journal.verify import verify


def opened(**given: Any) -> a.OpenAccount:
    told: dict[str, Any] = {
        "officer": str(uuid4()), "username": "new", "name": "New Person", "given": ("officer",), "office": "PARIS", **given,
    }  # fmt: skip
    return a.OpenAccount(**told)


def roles(world: World, who: str, *given: str, office: str = "PARIS") -> a.ChangeRoles:
    return a.ChangeRoles(officer=str(world.officers[who]), given=given, office=office)


def approve(world: World, officer: str, line: int) -> a.ApproveChange:
    return a.ApproveChange(officer=str(world.officers.get(officer, officer)), change=line)


def test_an_account_is_opened_by_two_persons(world: World, database: str) -> None:
    from uuid import UUID

    tried = opened()
    case = put(world, "facts recorded")[0]
    line = world.enter(tried, "supervisor").last
    world.officers["new"] = UUID(tried.officer)
    with pytest.raises(UnknownOfficer):  # entered alone, it is no account
        world.do(AddNote(text="x"), case, "new")
    assert refused(lambda: world.enter(approve(world, "new", line), "supervisor")) == ["own-entry"]
    world.enter(approve(world, "new", line), "other_supervisor")
    world.do(AddNote(text="x"), case, "new")
    assert refused(lambda: world.enter(approve(world, "new", line), "other_supervisor")) == ["nothing-waits"]
    assert refused(lambda: world.enter(tried, "supervisor")) == ["account-exists"]
    assert not faults(database) and not list(verify())


def test_roles_change_once_a_second_person_approved(world: World) -> None:
    case = put(world, "facts recorded")[0]
    line = world.enter(roles(world, "clerk", "auditor"), "supervisor").last
    world.do(AddNote(text="still a clerk"), case, "clerk")
    world.enter(approve(world, "clerk", line), "other_supervisor")
    assert refused(lambda: world.do(AddNote(text="x"), case, "clerk")) == ["not-your-role"]


def test_an_account_that_is_closed_acts_no_more(world: World) -> None:
    case = put(world, "facts recorded")[0]
    close = a.CloseAccount(officer=str(world.officers["colleague"]), reason="left the department")
    line = world.enter(close, "supervisor").last
    world.do(AddNote(text="still here"), case, "colleague")
    world.enter(approve(world, "colleague", line), "other_supervisor")
    with pytest.raises(UnknownOfficer):
        world.do(AddNote(text="x"), case, "colleague")
    assert refused(lambda: world.enter(close, "supervisor")) == ["account-closed"]
    assert refused(lambda: world.enter(roles(world, "colleague", "auditor"), "supervisor")) == [
        "account-closed"
    ]


def test_an_account_is_closed_only_once_its_files_are_handed_over(world: World, database: str) -> None:
    """That somebody leaves may be entered before; it is approved once nothing lies with them. Files with a result do not count."""
    officer, case = str(world.officers["colleague"]), put(world, "fee asked for")[0]
    close = a.CloseAccount(officer=officer, reason="left the department")
    line = world.enter(close, "supervisor").last
    world.do(Assign(officer=officer, office="PARIS"), case, "intake")
    with pytest.raises(Refused) as stopped:
        world.enter(approve(world, "colleague", line), "other_supervisor")
    [blocker] = stopped.value.blockers
    assert blocker.code == "holds-files" and not french(blocker.says) and "Colleague" in blocker.says.en
    world.do(WithdrawRequest(reason="moved"), case, "officer")
    world.enter(approve(world, "colleague", line), "other_supervisor")
    with pytest.raises(UnknownOfficer):
        world.do(AddNote(text="x"), case, "colleague")
    assert refused(lambda: world.do(Assign(officer=officer, office="PARIS"), put(world, "fee paid")[0], "intake")) == ["wrong-fact"]  # fmt: skip
    assert not faults(database)


def test_other_changes_of_an_account_wait_for_no_files(world: World) -> None:
    case = put(world, "fee asked for")[0]
    world.do(Assign(officer=str(world.officers["colleague"]), office="PARIS"), case, "intake")
    line = world.enter(roles(world, "colleague", "intake"), "supervisor").last
    world.enter(approve(world, "colleague", line), "other_supervisor")


def test_a_file_and_the_end_of_an_account_race(world: World, database: str) -> None:
    """Whichever comes first, no open file lies with an account that is closed."""
    officer = str(world.officers["colleague"])
    cases = [put(world, "fee asked for")[0] for _ in range(6)]
    line = world.enter(a.CloseAccount(officer=officer, reason="left"), "supervisor").last
    approval = (approve(world, "colleague", line), world.officers["other_supervisor"], "k")
    given = Assign(officer=officer, office="PARIS")
    workers = [start(one, database, (given, case, world.officers["intake"], uuid4().hex)) for case in cases]
    workers.append(start(entered, database, approval))
    assert [worker.line.recv() for worker in workers] == ["ready"] * 7
    for worker in workers:
        worker.line.send("go")
    *told, closed = [worker.line.recv() for worker in workers]
    done = [outcome for outcome, _ in told].count("done")
    assert (closed[0] == "done") == (done == 0), (told, closed)
    if done:
        assert closed == ("refused", ("holds-files",))
    assert not faults(database)


def test_nobody_assigns_themself_a_role_not_in_the_database_either(world: World, database: str) -> None:
    own = roles(world, "supervisor", "supervisor", "delegate")
    assert refused(lambda: world.enter(own, "supervisor")) == ["own-entry"]
    line = world.enter(own, "other_supervisor").last
    assert refused(lambda: world.enter(approve(world, "supervisor", line), "supervisor")) == ["own-entry"]
    before = tables(database)
    for change in ("approved_by_id = entered_by_id", "approved_by_id = officer", "entered_by_id = officer"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE officers_change SET {change}")
    assert tables(database) == before
    with connection.cursor() as cursor:  # approved as it is written: nothing is applied
        cursor.execute("UPDATE officers_change SET withdrawn = true")
        cursor.execute(
            "INSERT INTO officers_change (officer, line, kind, username, name, roles, office, entered_by_id, entered_on, "
            "withdrawn, approved_by_id) SELECT officer, 99, kind, username, name, roles, office, entered_by_id, entered_on, "
            "false, (SELECT id FROM officers_officer WHERE username = 'analyst') FROM officers_change"
        )
        cursor.execute("SELECT roles FROM officers_officer WHERE username = 'supervisor'")
        assert cursor.fetchone() == ("supervisor",)


def test_one_change_waits_at_a_time_and_can_be_withdrawn(world: World, database: str) -> None:
    line = world.enter(roles(world, "clerk", "intake"), "supervisor").last
    assert refused(lambda: world.enter(roles(world, "clerk", "auditor"), "supervisor")) == ["change-waits"]
    close = a.CloseAccount(officer=str(world.officers["clerk"]), reason="left")
    assert refused(lambda: world.enter(close, "supervisor")) == ["change-waits"]
    withdraw = a.WithdrawChange(officer=str(world.officers["clerk"]), change=line, reason="misread")
    bare = a.WithdrawChange(officer=str(world.officers["clerk"]), change=line, reason="")
    assert refused(lambda: world.enter(bare, "supervisor")) == ["reason-missing"]
    world.enter(withdraw, "supervisor")
    assert refused(lambda: world.enter(withdraw, "supervisor")) == ["nothing-waits"]
    assert refused(lambda: world.enter(approve(world, "clerk", line), "other_supervisor")) == [
        "nothing-waits"
    ]
    world.enter(close, "supervisor")
    assert not faults(database)


def test_a_name_is_one_account_s_even_if_two_wait_for_it(world: World) -> None:
    one, other = opened(), opened()
    lines = [world.enter(each, "supervisor").last for each in (one, other)]
    world.enter(approve(world, one.officer, lines[0]), "other_supervisor")
    assert refused(lambda: world.enter(approve(world, other.officer, lines[1]), "other_supervisor")) == [
        "username-taken"
    ]


WRONG = {
    "username-taken": {"username": "officer"},
    "name-missing": {"name": " "},
    "wrong-username": {"username": "a/roy"},
    "wrong-roles": {"given": ("officer", "minister")},
    "no-such-office": {"office": "MARS"},
}


@pytest.mark.parametrize("code", WRONG)
def test_what_cannot_be_entered(world: World, code: str) -> None:
    assert refused(lambda: world.enter(opened(**WRONG[code]), "supervisor")) == [code]


def test_what_cannot_be_changed(world: World) -> None:
    for given, code in (
        (("fee_clerk",), "nothing-changes"),
        ((), "wrong-roles"),
        (("auditor", "auditor"), "wrong-roles"),
    ):
        assert refused(lambda given=given: world.enter(roles(world, "clerk", *given), "supervisor")) == [code]  # type: ignore[misc]
    stranger = a.ChangeRoles(officer=str(uuid4()), given=("auditor",), office="PARIS")
    assert refused(lambda: world.enter(stranger, "supervisor")) == ["no-such-officer"]
    nobody = a.CloseAccount(officer=str(uuid4()), reason="x")
    assert refused(lambda: world.enter(nobody, "supervisor")) == ["no-such-officer"]
    silent = a.CloseAccount(officer=str(world.officers["clerk"]), reason="")
    assert refused(lambda: world.enter(silent, "supervisor")) == ["reason-missing"]
    with pytest.raises(Refused):
        world.enter(opened(officer="me"), "supervisor")


@pytest.mark.parametrize("who", ["officer", "manager", "analyst"])
def test_accounts_are_a_supervisor_s_business(world: World, who: str) -> None:
    assert refused(lambda: world.enter(opened(), who)) == ["not-your-role"]
    assert refused(lambda: world.enter(roles(world, "clerk", "auditor"), who)) == ["not-your-role"]


def test_every_line_is_said_in_both_languages() -> None:
    for line in (
        a.AccountEntered(officer="x", username="n", name="N", roles=("officer",), office="PARIS"),
        a.RolesEntered(officer="x", roles=("officer", "delegate"), office="PARIS"),
        a.ClosingEntered(officer="x", reason="…"),
        a.ChangeApproved(officer="x", change=1),
        a.ChangeWithdrawn(officer="x", change=1, reason="…"),
    ):
        assert not french(line.says()), line.says()
    for entry in a.OF_ACCOUNTS:
        assert not french(entry.title)
