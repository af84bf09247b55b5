"""What happens once: an act under its key, a claim and a grant for a person, the making of a key file."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection

from tests.journal.play import SITUATIONS, actor, given, put, situation, stopped, tries
from tests.journal.tasks import key_of
from tests.journal.truth import case_of, faults, tables
from tests.journal.workers import together
from tests.world import DAY, World
from trp.casework.assessing import CreatePermitFile, IssuePermit, StartAssessment
from trp.casework.endings import WithdrawRequest
from trp.casework.exemptions import ClaimExemption, LapseClaim
from trp.casework.recording import AddNote
from trp.journal.asked import NoSuchCase, OtherRequest, Refused
from trp.journal.cases import actor as reading
from trp.journal.keys import KeyMissing, read
from trp.journal.lists.shown import COLUMNS, rows_of
from trp.journal.models import Case
from trp.journal.sql import bound

pytestmark = pytest.mark.slow

CLAIM = ClaimExemption(counselled_on=DAY)
ISSUE = IssuePermit(valid_from=DAY, valid_to=DAY, reasons="need outweighs risk")


def claimable(world: World, person: str) -> UUID:
    """A request of this person that meets the tests of the one-time exemption."""
    case = uuid4()
    for each in SITUATIONS["exemption open"]:
        world.do(given(each.act, receipt="", client=person), case, each.who)
    return case


def codes(world: World, act: object, case: UUID, who: str = "officer") -> list[str]:
    with pytest.raises(Refused) as refused:
        world.do(act, case, who)
    return [one.code for one in refused.value.blockers]


def test_who_has_no_record_has_no_claim(world: World, database: str) -> None:
    """Nobody can know whether they are known."""
    assert codes(world, CLAIM, claimable(world, str(uuid4()))) == ["not-on-record"]


def test_one_person_one_claim_one_grant(world: World, database: str) -> None:
    """T1: a live claim shuts the other request; a grant shuts every later one; a lapse frees it again."""
    person = world.person()
    first, second = claimable(world, person), claimable(world, person)
    world.do(CLAIM, first)
    assert codes(world, CLAIM, second) == ["claimed-elsewhere"]
    world.do(LapseClaim(reason="tried in the wrong request"), first)
    world.do(CLAIM, second)
    assert codes(world, CLAIM, first) == ["claimed-elsewhere"]
    world.do(CreatePermitFile(file="F"), second)
    world.do(StartAssessment(), second)
    world.do(ISSUE, second, "manager")
    assert codes(world, CLAIM, first) == ["granted-before"]
    assert codes(world, CLAIM, claimable(world, person)) == ["granted-before"]
    assert len(tables(database)["people_grant"]) == 1
    assert not faults(database)


def test_records_of_one_person_share_one_grant(world: World, database: str) -> None:
    """A claim made before two records were found to be one person does not become a second grant."""
    one, other = world.person(), world.person()
    cases = [claimable(world, person) for person in (one, other)]
    for case in cases:
        world.do(CLAIM, case)
        world.do(CreatePermitFile(file="F"), case)
        world.do(StartAssessment(), case)
    world.merge(one, other)
    world.do(ISSUE, cases[0], "manager")
    assert "fee-not-settled" in codes(world, ISSUE, cases[1], "manager")
    assert len(tables(database)["people_grant"]) == 1


def _found(world: World, **which: object) -> list[Any]:
    """Rows of cases as a list reads them."""
    who = reading(world.officers["officer"], DAY)
    return list(Case.visible_to(who).filter(**which).values_list(*COLUMNS))


def test_a_list_says_that_the_exemption_was_taken_in_another_case(world: World, database: str) -> None:
    """The head of the other case keeps what the case said last; the list looks it up, by the root of the person."""
    person, same, another = world.person(), world.person(), world.person()
    first, second, third, elsewhere = (claimable(world, one) for one in (person, person, same, another))

    def taken() -> list[bool]:
        return [
            row.taken for case in (first, second, third, elsewhere) for row in rows_of(_found(world, id=case))
        ]

    assert taken() == [False] * 4
    world.do(CLAIM, first)
    assert taken() == [False, True, False, False]
    world.merge(person, same)
    assert taken() == [False, True, True, False]
    world.do(LapseClaim(reason="tried in the wrong request"), first)
    assert taken() == [False] * 4
    world.do(CLAIM, third)
    world.do(CreatePermitFile(file="F"), third)
    world.do(StartAssessment(), third)
    world.do(ISSUE, third, "manager")
    assert taken() == [True, True, False, False]


def test_a_claim_of_the_case_itself_is_in_no_other_case(world: World, database: str) -> None:
    """As where the exemption rests on something else since it was claimed: the row is open, and the claim its own."""
    person = world.person()
    first, second = claimable(world, person), claimable(world, person)
    with connection.cursor() as cursor:
        given = [bound(UUID(person)), bound(UUID(person)), bound(first)]
        cursor.execute("INSERT INTO people_liveclaim (root, person, case_id) VALUES (%s, %s, %s)", given)
    assert [row.taken for case in (first, second) for row in rows_of(_found(world, id=case))] == [False, True]


def test_a_list_asks_for_its_persons_once(world: World, database: str) -> None:
    from django.test.utils import CaptureQueriesContext

    person = world.person()
    for _ in range(3):
        claimable(world, person)
    claimable(world, str(uuid4()))  # of nobody on record
    found = _found(world)
    with CaptureQueriesContext(connection) as seen:
        rows = rows_of(found)
    assert len(seen) == 1 and [row.person is None for row in rows].count(True) == 1
    with CaptureQueriesContext(connection) as seen:
        assert rows_of([]) == ()
    assert not seen.captured_queries


def test_a_case_that_ends_frees_its_claim(world: World, database: str) -> None:
    person = world.person()
    first, second = claimable(world, person), claimable(world, person)
    world.do(CLAIM, first)
    world.do(WithdrawRequest(reason="the client says so"), first, "intake")
    world.do(CLAIM, second)
    assert not faults(database)


def test_every_act_takes_few_statements_and_one_commit(world: World, database: str) -> None:
    """Ten at most, whatever the act."""
    from django.test.utils import CaptureQueriesContext

    world.abroad()  # the connection is checked, the edition kept
    most: dict[str, int] = {}
    for name in SITUATIONS:
        file = situation(name)
        for each in tries():
            if type(each.act).__name__ in most and name != "claimed, assessment started":
                continue
            if stopped(file, each.act, actor(each.who)):
                continue
            case, receipt = put(world, name)
            act = given(each.act, receipt=receipt)
            with CaptureQueriesContext(connection) as seen:
                world.do(act, case, each.who)
            said = [one["sql"].split()[0] for one in seen]
            assert said.count("COMMIT") == 1
            kind = type(act).__name__
            most[kind] = max(
                most.get(kind, 0), len([word for word in said if word not in ("BEGIN", "COMMIT")])
            )
    for opening in (SITUATIONS["facts recorded"][0], SITUATIONS["offer open"][0]):
        act = given(opening.act, receipt="", client=world.person())
        with CaptureQueriesContext(connection) as seen:
            world.do(act, uuid4(), opening.who)
        most[type(opening.act).__name__] = len(seen) - 2
    assert {kind for kind, count in most.items() if count > 10} == set(), most
    assert most["IssuePermit"] == 10, most


# Keys of acts -----------------------------------------------------------------------------------------


def test_a_key_is_the_officer_s_own(world: World, database: str) -> None:
    case, _ = put(world, "facts recorded")
    world.do(AddNote(text="mine"), case, "officer", key="k")
    world.do(AddNote(text="yours"), case, "colleague", key="k")
    assert len(case_of(database, case).lines) == 6


def test_a_key_belongs_to_one_case(world: World, database: str) -> None:
    one, other = put(world, "facts recorded")[0], put(world, "facts recorded")[0]
    world.do(AddNote(text="here"), one, key="k")
    before = tables(database)
    with pytest.raises(OtherRequest):
        world.do(AddNote(text="here"), other, key="k")
    with pytest.raises(OtherRequest):
        world.do(AddNote(text="here"), uuid4(), key="k")
    assert tables(database) == before


def test_an_answer_outlives_the_connection_and_the_end_of_the_case(world: World, database: str) -> None:
    case, _ = put(world, "fee paid")
    act = CreatePermitFile(file="F")
    done = world.do(act, case, key="k")
    world.do(WithdrawRequest(reason="the client says so"), case, "intake")
    connection.close()
    before = tables(database)
    assert world.do(act, case, key="k") == done
    assert tables(database) == before


def test_that_there_was_no_case_is_an_answer_too(world: World, database: str) -> None:
    case = uuid4()
    for _ in range(2):
        with pytest.raises(NoSuchCase):
            world.do(AddNote(text="x"), case, key="k")
    assert [row["kind"] for row in tables(database)["journal_securityevent"]] == ["unknown"]


# The key of the journal -------------------------------------------------------------------------------


def test_many_processes_that_need_a_key_get_the_same(tmp_path: Path) -> None:
    """None of them reads a file that another has not finished."""
    for n in range(5):
        told = together(key_of, [(tmp_path / f"{n}" / "journal.key",)] * 16)
        assert len(set(told)) == 1
        assert len(told[0]) == 32
        assert [each.name for each in (tmp_path / f"{n}").iterdir()] == ["journal.key"]
        assert (tmp_path / f"{n}" / "journal.key").stat().st_mode & 0o777 == 0o400


@pytest.mark.parametrize("content", [b"", b"short", bytes(33)])
def test_what_is_no_key_is_not_taken_for_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "journal.key"
    path.write_bytes(content)
    with pytest.raises(KeyMissing, match="32"):
        read(path)


def test_a_server_s_key_is_made_by_its_keeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", False)
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    with pytest.raises(KeyMissing, match="32 random bytes"):
        read(tmp_path / "journal.key")
    assert not list(tmp_path.iterdir())
