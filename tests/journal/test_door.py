"""The door: one act, one transaction; refused with every blocker and nothing changed; asked twice, answered alike."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import DAY, NOTHING_ELSE, World
from trp.casework.assessing import CreatePermitFile, IssuePermit, StartAssessment
from trp.casework.exemptions import ClaimExemption
from trp.casework.fees import AllocateReceipt, RequestFee
from trp.casework.opening import CorrectRequest, ReceiveRequest
from trp.casework.recording import AddNote, Assign, RecordCircumstances, RecordConvictions, RecordGrounds
from trp.journal.asked import Done, NoSuchCase, OtherRequest, Refused
from trp.journal.bulk import Desk
from trp.journal.cases import actor
from trp.journal.models import Case
from trp.journal.reading import UnknownOfficer
from trp.journal.rebuild import rebuild
from trp.journal.writing import RestrictedHere, salt

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


@pytest.mark.parametrize("stream", ["trafficking_victim", "family_violence_victim", "state_care"])
def test_a_restricted_case_is_no_case_to_others(world: World, stream: str) -> None:
    case = uuid4()
    world.do(
        ReceiveRequest(client=world.person(), place="in_canada", made_to="inland_office", made_on=DAY, stream=stream),
        case, "unit",
    )  # fmt: skip
    for who, count in (("unit", 1), ("officer", 0)):
        assert Case.visible_to(actor(world.officers[who], DAY)).filter(id=case).count() == count
    world.do(AddNote(text="ours"), case, "unit")
    with pytest.raises(NoSuchCase) as hidden:
        world.do(AddNote(text="theirs"), case, "officer")
    with pytest.raises(NoSuchCase) as absent:
        world.do(AddNote(text="theirs"), uuid4(), "officer")
    assert str(hidden.value) == str(absent.value)
    assert "denied" in everything()["journal_securityevent"][0]


def test_a_file_goes_to_an_office_and_an_officer_that_there_are(world: World) -> None:
    """With an office that is none, a restricted case would be nobody's to see, for ever."""
    case = world.abroad()
    for officer, office, says in (
        (None, "VPO", "office: the code"),
        (None, "an office with a name that is too long to be kept", "office: the code"),
        ("officer", "VPU", "officer: the key"),
        (str(uuid4()), "VPU", "officer: the key"),
    ):
        with pytest.raises(Refused, match=says):
            world.do(Assign(officer=officer, office=office), case)
    world.do(Assign(officer=str(world.officers["unit"]), office="VPU"), case)
    assert Case.every.get(id=case).holder == str(world.officers["unit"])


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


def test_the_head_follows_a_correction_of_the_request(world: World) -> None:
    """What a list filters by, and what the page shows: as corrected, at once and not at the next rebuild."""
    case = world.abroad()
    before = DAY - timedelta(days=40)
    right = {"made_on": before.isoformat(), "made_to": "port_of_entry", "place": "port_of_entry", "stream": "transit_without_visa"}  # fmt: skip
    world.do(CorrectRequest(changes=right, reason="She came to the border."), case)
    row = Case.every.get(id=case)
    assert (row.made_on, row.made_to, row.stream) == (before, "port_of_entry", "transit_without_visa")
    assert list(rebuild(check=True)) == []


def test_an_embedded_database_holds_restricted_cases_as_demo_data_only(
    world: World, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file has no second wall (docs/decisions/0009): neither opened nor turned restricted there."""
    monkeypatch.setattr(settings, "DEMO", False)
    client, case = world.person(), world.abroad()
    given = {"client": client, "place": "in_canada", "made_to": "inland_office", "made_on": DAY}
    for stream in ("trafficking_victim", "family_violence_victim", "state_care"):
        opening = ReceiveRequest(**given, stream=stream)
        turning = CorrectRequest(changes={"place": "in_canada", "stream": stream}, reason="She said so.")
        if engine == "postgresql":
            world.do(opening, uuid4(), "unit")
            world.do(turning, world.abroad())
            continue
        before = everything()
        with pytest.raises(RestrictedHere):
            world.do(opening, uuid4(), "unit")
        with pytest.raises(RestrictedHere):
            world.do(turning, case)
        who = actor(world.officers["unit"], DAY)
        with pytest.raises(RestrictedHere):
            Desk().act(opening, uuid4(), who, at=world.clock, on=DAY, number="T-000099", salted=salt, receipt=lambda act: None)  # fmt: skip
        assert everything() == before


def test_the_register_holds_the_one_time_exemption_and_no_other(world: World) -> None:
    """T3: R298(2)(a) is claimed and used as often as it holds; M31 is not spent by it."""
    applied = {
        "kind": "work_permit", "asked_with_visitor_visa": True, "performing_artist_group": False, "r208b": False,
        "decided": False,
    }  # fmt: skip
    client = world.person()
    for _ in range(2):
        case = world.abroad(client=client, application=applied, document="counterfoil")
        world.do(RecordGrounds(grounds=("A41",)), case)
        world.do(RecordConvictions(convictions=()), case)
        world.do(RecordCircumstances(facts=NOTHING_ELSE), case)
        world.do(ClaimExemption(), case)
        assert everything()["people_liveclaim"] == []
        world.do(CreatePermitFile(file="F-1"), case)
        world.do(StartAssessment(), case)
        world.do(IssuePermit(valid_from=DAY, valid_to=DAY, reasons="Need outweighs risk."), case)
        assert everything()["people_grant"] == []


def test_an_act_stops_where_the_security_log_cannot_be_written(world: World) -> None:
    case = with_facts(world)
    with connection.cursor() as cursor:
        connection.connection.set_authorizer(None) if connection.vendor == "sqlite" else None
        cursor.execute("ALTER TABLE journal_securityevent RENAME TO elsewhere")
    before = everything(but=("journal_securityevent",))
    with pytest.raises(Exception, match="journal_securityevent"):
        world.do(StartAssessment(), case)
    assert everything(but=("journal_securityevent",)) == before
