"""Rebuilding: what only repeats the journal is compared with it and written again; replay equals projections."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from tests.databases import use
from tests.journal import play
from tests.journal.journals import Behind, Journal, behind, copied, journal
from tests.world import DAY, World
from trp.casework.exemptions import ClaimExemption
from trp.cli.main import main
from trp.fees.rebuild import rebuild as receipts
from trp.journal import rebuild as module
from trp.journal import sql
from trp.journal.asked import Refused
from trp.journal.differences import SAYS, Difference
from trp.journal.rebuild import rebuild

pytestmark = pytest.mark.slow


@pytest.fixture
def kept(engine: str) -> Journal:
    return journal(engine)


@pytest.fixture
def copy(kept: Journal, tmp_path: Path) -> Iterator[str]:
    url = copied(kept.newer, tmp_path)
    use(url)
    yield url
    use(url)


def differences(*, check: bool = True) -> list[Difference]:
    return [*rebuild(check=check), *receipts(check=check)]


def projections() -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for table, order in (
            ("journal_case", "id"),
            ("fees_receipt", "number"),
            ("fees_receiptline", "receipt"),
            ("fees_transfer", "book, line, position"),
            ("people_liveclaim", "case_id"),
            ("people_grant", "case_id"),
        ):
            cursor.execute(f"SELECT * FROM {table} ORDER BY {order}")
            found[table] = [
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()
            ]
    return found


def test_what_the_door_wrote_is_what_a_replay_gives(
    kept: Journal, copy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = projections()
    assert differences() == []
    monkeypatch.setattr(module, "_BATCH", 3)
    assert differences() == differences(check=False) == []
    assert projections() == before
    assert before["people_grant"] and before["people_liveclaim"]


def test_replay_equals_projections_after_a_random_run_of_acts(world: World) -> None:
    dice = random.Random(20260302)
    names, tries, done = list(play.SITUATIONS), list(play.tries()), 0
    for _ in range(10):
        case, receipt = play.put(world, dice.choice(names))
        for one in dice.sample(tries, 14):
            try:
                world.do(play.given(one.act, receipt=receipt), case, one.who)
                done += 1
            except Refused:
                pass
    assert done > 20
    assert differences() == []


DAMAGED = {
    "number": "T-9", "access": "unit", "unit": "X", "head": 77, "head_hash": bytes(32), "client": uuid4(),
    "stage": "closed", "result": "barred", "next_actor": "nobody", "says_en": "x", "says_fr": "é", "since": "2020-01-01",
    "due": "2020-01-01", "office": "X", "holder": "X", "made_on": "2020-01-01", "made_to": "X", "origin": "X",
    "stream": "X", "recommended_by": "X", "decided_by": "Y",
    "proposed_by": "X", "confirmed_by": "Y", "fee": "X", "fee_due": 5, "blocked": "X", "lane": "X", "desk": "X",
    "due_by": "2020-01-01",
}  # fmt: skip


def test_every_column_of_the_head_is_compared() -> None:
    assert set(DAMAGED) == {"number", *sql.CASE_FIELDS}


@pytest.mark.parametrize("column", DAMAGED)
def test_a_damaged_column_is_found_and_written_again(
    kept: Journal, copy: str, column: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, before = kept.cases["fee paid"], projections()
    number = _number(copy, case)
    with behind(copy) as owner:
        owner.run(f"UPDATE journal_case SET {column} = %s WHERE id = %s", DAMAGED[column], case)
    damaged = projections()
    assert damaged != before
    assert differences() == [Difference("case", number, column)]
    assert projections() == damaged  # --check changes nothing
    with monkeypatch.context() as patch:  # the twin: a replay that forgets the column sees nothing
        forgetful = module._told
        patch.setattr(
            module, "_told", lambda *given: {k: v for k, v in forgetful(*given).items() if k != column}
        )
        assert differences() == []
    assert differences(check=False) == [Difference("case", number, column)]
    assert projections() == before
    assert differences() == []


def _number(url: str, case: UUID) -> str:
    with behind(url) as owner:
        return str(owner.rows("SELECT number FROM journal_casenumber WHERE case_id = %s", case)[0][0])


def test_a_row_that_is_missing_is_written_again(kept: Journal, copy: str) -> None:
    before, number = projections(), _number(copy, kept.cases["hidden"])
    with behind(copy) as owner:
        owner.run("DELETE FROM journal_case WHERE id = %s", kept.cases["hidden"])
    assert differences() == [Difference("case-missing", number)]
    assert differences(check=False) == [Difference("case-missing", number)]
    assert projections() == before


@pytest.mark.parametrize("engine", ["postgresql"])  # SQLite: nobody writes while the file is locked
def test_a_case_that_is_opened_meanwhile_is_no_missing_row(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the statement that reads the rows and the one that reads the lines."""
    world.abroad()
    heads, done = module._heads, []

    def and_then_somebody_acts(*given: Any, **named: Any) -> Any:
        found = heads(*given, **named)
        with ThreadPoolExecutor(1) as other:
            done.append(other.submit(_opened_elsewhere, world).result())
        return found

    monkeypatch.setattr(module, "_heads", and_then_somebody_acts)
    assert list(rebuild()) == []
    monkeypatch.undo()
    assert done and differences() == []


def _opened_elsewhere(world: World) -> UUID:
    try:
        return world.abroad()
    finally:
        connection.close()


def test_a_case_without_lines_or_with_unreadable_ones_is_left_and_said(kept: Journal, copy: str) -> None:
    empty, unreadable = kept.cases["fee paid"], kept.cases["facts recorded"]
    numbers = {_number(copy, empty), _number(copy, unreadable)}
    with behind(copy) as owner:
        owner.run("DELETE FROM journal_line WHERE case_id = %s", empty)
        owner.run("UPDATE journal_body SET body = '{' WHERE number = 2 AND case_id = %s", unreadable)
    before = projections()["journal_case"]
    found = differences(check=False)
    assert {(one.code, one.case) for one in found if one.code.startswith("case")} == set(
        zip(("case-empty", "case-unreadable"), (_number(copy, empty), _number(copy, unreadable)), strict=True)
    )
    assert {one.case for one in found if one.code.startswith("case")} == numbers
    assert projections()["journal_case"] == before


def test_where_a_body_was_disposed_of_the_head_alone_is_compared(kept: Journal, copy: str) -> None:
    case = kept.cases["fee asked for, WithdrawRequest"]
    with behind(copy) as owner:
        owner.run("DELETE FROM journal_body WHERE case_id = %s AND number = 1", case)
        assert differences() == []
        owner.run("UPDATE journal_case SET head = head - 1 WHERE id = %s", case)
    assert [(one.code, one.columns) for one in differences(check=False)] == [("case", "head")]
    assert differences() == []


def test_what_a_disposed_body_told_is_neither_taken_back_nor_reported(kept: Journal, copy: str) -> None:
    """Money that was taken stays taken, a claim stays live, and a grant is no grant too much."""
    before = projections()
    for name in ("fee paid", "claimed", "claimed, recommended, IssuePermit"):
        with behind(copy) as owner:
            owner.run("DELETE FROM journal_body WHERE case_id = %s", kept.cases[name])
    assert differences() == []
    assert differences(check=False) == []
    assert projections() == before
    with behind(copy) as owner:  # less than is told by what is left is still too little
        (receipt,) = _receipt(owner, kept.cases["assessment started"])
        owner.run("UPDATE fees_receiptline SET allocated = 5 WHERE receipt = %s", receipt)
    assert [one.code for one in differences(check=False)] == ["receipt"]
    assert projections() == before


# What belongs to no one case ----------------------------------------------------------------------------


def test_what_is_allocated_of_a_receipt_is_compared(kept: Journal, copy: str) -> None:
    before, number = projections(), _number(copy, kept.cases["fee paid"])
    with behind(copy) as owner:
        (receipt,) = _receipt(owner, kept.cases["fee paid"])
        (unused,) = owner.rows("SELECT receipt FROM fees_receiptline WHERE allocated = 0 ORDER BY receipt")[0]
        owner.run("UPDATE fees_receiptline SET allocated = 5 WHERE receipt IN (%s, %s)", receipt, unused)
        expected = {("receipt", number, receipt), ("receipt-unclaimed", "", unused)}
        assert {(one.code, one.case, one.columns) for one in differences()} == expected
        assert {(one.code, one.case, one.columns) for one in differences(check=False)} == expected
        assert projections() == before
        owner.run("UPDATE fees_receiptline SET cents = 5, allocated = 0 WHERE receipt = %s", receipt)
        assert {(one.code, one.case) for one in differences(check=False)} == {
            ("receipt-altered", ""), ("receipt-missing", number),
        }  # fmt: skip
        owner.run("DELETE FROM fees_receipt WHERE number = %s", receipt)
        owner.run("DELETE FROM fees_receiptline WHERE receipt = %s", receipt)
        assert {(one.code, one.columns) for one in differences()} == {("receipt-lost", receipt)}
        assert {(one.code, one.columns) for one in differences(check=False)} == {("receipt-lost", receipt)}
        assert projections() == before


def test_transfers_are_compared_and_what_is_missing_is_written_again(kept: Journal, copy: str) -> None:
    before, case = projections(), kept.cases["fee paid"]
    number = _number(copy, case)
    with behind(copy) as owner:
        owner.run("DELETE FROM fees_transfer WHERE case_id = %s", case)
        assert {(one.code, one.case) for one in differences()} == {("transfer-missing", number)}
        assert {(one.code, one.case) for one in differences(check=False)} == {("transfer-missing", number)}
        assert projections() == before and differences() == []
        owner.run("UPDATE fees_transfer SET cents = cents - 1 WHERE case_id = %s", case)
        assert {(one.code, one.case) for one in differences(check=False)} == {("transfer-altered", number)}
        assert {(one.code, one.case) for one in differences()} == {("transfer-altered", number)}


def _receipt(owner: Behind, case: UUID) -> tuple[str]:
    import json

    ((body,),) = owner.rows(
        "SELECT b.body FROM journal_body b JOIN journal_line l ON l.case_id = b.case_id AND l.number = b.number "
        "WHERE l.kind = 'FeeReceived' AND l.case_id = %s", case,
    )  # fmt: skip
    return (json.loads(body)["receipt"],)


def test_live_claims_are_compared_and_written_again(kept: Journal, copy: str) -> None:
    before = projections()
    claimed, other = kept.cases["claimed"], kept.cases["fee paid"]
    with behind(copy) as owner:
        owner.run("DELETE FROM people_liveclaim WHERE case_id = %s", claimed)
        owner.run(
            "INSERT INTO people_liveclaim (root, person, case_id) VALUES (%s, %s, %s)",
            uuid4(),
            uuid4(),
            other,
        )
    wanted = {("claim-missing", _number(copy, claimed)), ("claim-extra", _number(copy, other))}
    assert {(one.code, one.case) for one in differences()} == wanted
    assert {(one.code, one.case) for one in differences(check=False)} == wanted
    assert projections() == before


def test_a_person_is_the_same_however_the_key_is_written(world: World) -> None:
    """A request may name somebody by a key without its hyphens."""
    case, client = uuid4(), UUID(world.person())
    for each in play.SITUATIONS["exemption open"]:
        world.do(play.given(each.act, receipt="", client=client.hex), case, each.who)
    world.do(ClaimExemption(counselled_on=DAY), case)
    assert differences() == []


def test_a_claim_of_another_person_is_put_right(kept: Journal, copy: str) -> None:
    before, claimed = projections(), kept.cases["claimed"]
    with behind(copy) as owner:
        owner.run("UPDATE people_liveclaim SET root = %s WHERE case_id = %s", uuid4(), claimed)
    assert {one.code for one in differences(check=False)} == {"claim-missing", "claim-extra"}
    assert projections() == before


def test_grants_are_compared_and_never_touched(kept: Journal, copy: str) -> None:
    granted, other = kept.cases["claimed, recommended, IssuePermit"], kept.cases["fee paid"]
    with behind(copy) as owner:
        owner.run("DELETE FROM people_grant WHERE case_id = %s", granted)
        day = "2026-03-02"
        owner.run(
            "INSERT INTO people_grant (root, person, case_id, granted_on) VALUES (%s, %s, %s, %s)",
            uuid4(),
            uuid4(),
            other,
            day,
        )
    before = projections()
    wanted = {("grant-missing", _number(copy, granted)), ("grant-extra", _number(copy, other))}
    assert {(one.code, one.case) for one in differences(check=False)} == wanted
    assert {(one.code, one.case) for one in differences()} == wanted
    assert projections() == before


# The command ----------------------------------------------------------------------------------------------


def test_the_command_says_what_differed_and_nothing_of_what_a_case_holds(
    kept: Journal, copy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rebuild"]) == 0 and "Nothing differed" in capsys.readouterr().out
    with behind(copy) as owner:
        owner.run("UPDATE journal_case SET stage = 'closed' WHERE id = %s", kept.cases["hidden"])
    number = _number(copy, kept.cases["hidden"])
    for arguments, end in (
        (["--check"], "Left as they are: 1."),
        (["--check"], "Left as they are: 1."),
        ([], "Written again: 1."),
    ):
        assert main(["rebuild", *arguments]) == 1
        said = capsys.readouterr().out
        assert said.startswith(f"{number}: the row did not repeat its lines (stage).") and end in said
        assert "trafficking" not in said and "VPU" not in said
    assert main(["rebuild", "--lang", "fr"]) == 0 and "Aucune différence\u00a0:" in capsys.readouterr().out


def test_every_difference_is_said_in_both_languages() -> None:
    for code, says in SAYS.items():
        one = Difference(code, "T-000042", "stage")
        assert one.said("en").startswith("T-000042: ") and one.said("fr").startswith("T-000042\u00a0: ")
        assert says.en != says.fr and Difference(code, "", "R").said("fr")[0].isupper()
