"""The door: one act, one transaction; refused with every blocker and nothing changed; asked twice, answered alike."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import DAY, NOTHING_ELSE, World
from trp.casework.assessing import CreatePermitFile, StartAssessment
from trp.casework.fees import AllocateReceipt, RequestFee
from trp.casework.opening import CorrectRequest, ReceiveRequest
from trp.casework.recording import AddNote, Assign, RecordCircumstances, RecordConvictions, RecordGrounds
from trp.journal.asked import Done, NoSuchCase, OtherRequest, Refused
from trp.journal.reading import UnknownOfficer

TABLES = ("journal_case", "journal_line", "journal_body", "journal_key", "journal_outgoing",
          "journal_securityevent", "fees_receipt", "fees_receiptline", "fees_transfer", "people_liveclaim", "people_grant")  # fmt: skip


def everything(*, but: tuple[str, ...] = ()) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables that an act may write."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            if table not in but:
                cursor.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
                found[table] = [tuple(map(str, row)) for row in cursor.fetchall()]
    return found


def with_facts(world: World) -> tuple:
    case = world.abroad()
    world.do(RecordGrounds(grounds=("A36(2)(b)",)), case)
    world.do(
        RecordConvictions(
            convictions=({"sentence": "imprisonment", "makes_inadmissible": True, "youth": False},)
        ),
        case,
    )
    world.do(RecordCircumstances(facts=NOTHING_ELSE), case)
    return case


def test_the_fee_opens_the_gate_and_nothing_else_does(world: World) -> None:
    case = with_facts(world)
    with pytest.raises(Refused) as refused:
        world.do(StartAssessment(), case)
    assert [one.code for one in refused.value.blockers] == ["fee-not-settled"]
    world.do(RequestFee(), case, "clerk")
    world.do(AllocateReceipt(receipt=world.receipt(), cents=24625), case, "clerk")
    world.do(CreatePermitFile(file="F-1"), case)
    assert world.do(StartAssessment(), case) == Done("T-000001", 8, 8)


def test_a_refused_act_leaves_everything_unchanged_and_one_line_in_the_security_log(world: World) -> None:
    case = with_facts(world)
    kept = ("journal_key", "journal_securityevent")
    before, logged = everything(but=kept), everything()["journal_securityevent"]
    with pytest.raises(Refused):
        world.do(StartAssessment(), case)
    assert everything(but=kept) == before
    assert len(everything()["journal_securityevent"]) == len(logged) + 1
    assert "fee-not-settled" in everything()["journal_securityevent"][-1]


def test_the_same_key_and_act_get_the_stored_answer(world: World) -> None:
    case = with_facts(world)
    note = AddNote(text="once")
    first = world.do(note, case, key="k")
    before = everything()
    assert world.do(note, case, key="k") == first
    assert everything() == before
    with pytest.raises(Refused) as one:
        world.do(StartAssessment(), case, key="r")
    with pytest.raises(Refused) as other:
        world.do(StartAssessment(), case, key="r")
    assert other.value.blockers == one.value.blockers


def test_the_same_key_for_another_act_is_refused(world: World) -> None:
    case = world.abroad()
    world.do(AddNote(text="one"), case, key="k")
    before = everything()
    with pytest.raises(OtherRequest):
        world.do(AddNote(text="other"), case, key="k")
    assert everything() == before


def test_an_act_takes_at_most_ten_statements_and_one_commit(world: World) -> None:
    case = with_facts(world)
    world.receipt()
    for act, who in (
        (AddNote(text="a"), "officer"),
        (RequestFee(), "clerk"),
        (AllocateReceipt(receipt="R-1", cents=24625), "clerk"),
        (CreatePermitFile(file="F"), "officer"),
        (StartAssessment(), "officer"),
    ):
        with CaptureQueriesContext(connection) as seen:
            world.do(act, case, who)
        said = [one["sql"].split()[0] for one in seen]
        statements = [word for word in said if word not in ("BEGIN", "COMMIT")]
        assert len(statements) <= 10, (type(act).__name__, seen.captured_queries)
        assert said.count("COMMIT") == 1


def test_a_case_that_is_not_there_is_no_case_and_is_logged(world: World) -> None:
    with pytest.raises(NoSuchCase):
        world.do(AddNote(text="x"), uuid4())
    assert "unknown" in everything()["journal_securityevent"][-1]


def test_who_has_no_account_is_turned_away_and_logged(world: World) -> None:
    case, before = world.abroad(), everything(but=("journal_securityevent",))
    world.officers["stranger"] = uuid4()
    with pytest.raises(UnknownOfficer):
        world.do(AddNote(text="x"), case, "stranger")
    assert str(world.officers["stranger"]) in everything()["journal_securityevent"][-1]
    assert everything(but=("journal_securityevent",)) == before


def test_a_case_is_opened_for_a_person_and_not_for_a_name(world: World) -> None:
    act = ReceiveRequest(client="Tremblay", place="outside_canada", made_to="visa_office", made_on=DAY)
    with pytest.raises(Refused, match="client: the key of a person"):
        world.do(act, uuid4())


def test_a_restricted_case_is_no_case_to_others(world: World) -> None:
    case = uuid4()
    world.do(
        ReceiveRequest(client=world.person(), place="in_canada", made_to="inland_office", made_on=DAY, stream="trafficking_victim"),
        case, "unit",
    )  # fmt: skip
    world.do(AddNote(text="ours"), case, "unit")
    with pytest.raises(NoSuchCase) as hidden:
        world.do(AddNote(text="theirs"), case, "officer")
    with pytest.raises(NoSuchCase) as absent:
        world.do(AddNote(text="theirs"), uuid4(), "officer")
    assert str(hidden.value) == str(absent.value)
    assert "denied" in everything()["journal_securityevent"][0]


def test_a_case_that_turns_out_restricted_is_hidden_from_then_on_and_moves_with_its_file(
    world: World,
) -> None:
    case = world.abroad()
    right = CorrectRequest(
        changes={"stream": "trafficking_victim", "place": "in_canada"}, reason="She said so."
    )
    world.do(right, case)
    with pytest.raises(NoSuchCase):
        world.do(AddNote(text="theirs"), case, "inland")
    world.do(Assign(officer=None, office="VPU"), case)
    with pytest.raises(NoSuchCase):
        world.do(AddNote(text="no longer ours"), case)
    world.do(AddNote(text="ours now"), case, "unit")


def test_an_act_stops_where_the_security_log_cannot_be_written(world: World) -> None:
    case = with_facts(world)
    with connection.cursor() as cursor:
        connection.connection.set_authorizer(None) if connection.vendor == "sqlite" else None
        cursor.execute("ALTER TABLE journal_securityevent RENAME TO elsewhere")
    before = everything(but=("journal_securityevent",))
    with pytest.raises(Exception, match="journal_securityevent"):
        world.do(StartAssessment(), case)
    assert everything(but=("journal_securityevent",)) == before
