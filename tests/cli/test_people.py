"""`trp people` and `trp grants`: who is who, and who was granted M31; in both languages, and no more than one may see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from tests.databases import fresh, use
from tests.journal.play import SITUATIONS, given
from tests.world import DAY, World
from trp.casework.assessing import CreatePermitFile, IssuePermit, StartAssessment
from trp.casework.exemptions import ClaimExemption
from trp.casework.opening import ReceiveRequest
from trp.casework.registers import people as p
from trp.casework.registers.same import AnswerDifferent
from trp.cli.main import main
from trp.journal.demo import Demo, mark

pytestmark = pytest.mark.slow

Say = Callable[..., str]
BORN = date(1988, 3, 7)


def _enter(world: World, client_id: str, family: str, given_names: str, born: date | None = BORN) -> str:
    key = str(uuid4())
    told = p.EnterPerson(
        client=key, client_id=client_id, family_name=family, given_names=given_names, birth_date=born
    )
    world.enter(told, "intake")
    return key


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Five persons: one was granted M31, one claims it, two look alike, one has a restricted case only."""
    url = fresh(request.param, tmp_path_factory.mktemp("people"))
    use(url)
    world = World.make()
    mark(Demo(DAY, 1, 1, 1))
    from trp.officers.models import Officer

    for name, roles in (("auditor", "auditor"), ("second", "intake")):
        office = Officer.objects.get(username="intake").office
        world.officers[name] = Officer.objects.create(
            username=name, name=name.title(), roles=roles, office=office
        ).id
    granted = _enter(world, "8000-001", "Trembláy", "Élodie Rose")
    world.enter(p.AddDocument(client=granted, document="passport", country="FRA", number="12AB"), "intake")
    claims = _enter(world, "8000-002", "O’Connor", "Seán", None)
    _enter(world, "8000-003", "Tremblay", "Zoé")
    hidden = _enter(world, "8000-004", "Tremblay", "Cachée", date(1990, 1, 1))
    world.enter(AnswerDifferent(one=granted, other=_key("8000-003"), reason="twins"), "intake")
    _enter(world, "8000-005", "Tremblay", "Élodie Rose", date(1988, 7, 3))
    world.enter(AnswerDifferent(one=granted, other=_key("8000-005"), reason="checked"), "intake")
    for person in (granted, claims):
        case = uuid4()
        for each in SITUATIONS["exemption open"]:
            world.do(given(each.act, receipt="", client=person), case, each.who)
        world.do(ClaimExemption(counselled_on=DAY), case)
        if person == granted:
            world.do(CreatePermitFile(file="F"), case)
            world.do(StartAssessment(), case)
            world.do(
                IssuePermit(valid_from=DAY, valid_to=DAY, reasons="need outweighs risk"), case, "manager"
            )
    asked = ReceiveRequest(
        client=hidden, place="in_canada", made_to="inland_office", made_on=DAY, stream="trafficking_victim"
    )
    world.do(asked, uuid4(), "unit")
    connection.close()
    return url


def _key(client_id: str) -> str:
    from trp.people.models import Person

    return str(Person.objects.get(client_id=client_id).id)


@pytest.fixture
def a_demo(filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from tests.journal.journals import copied

    url = copied(filled, tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("TRP_DEMO", "1")
    use(url)
    yield
    use(url)


@pytest.fixture
def say(a_demo: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """What a command prints; on the other stream, where it ends otherwise than with 0."""

    def said(*arguments: str, code: int = 0, who: str = "supervisor") -> str:
        monkeypatch.setenv("COLUMNS", "140")
        assert main([*arguments, "--as", who]) == code
        out = capsys.readouterr()
        return re.sub(r"[ \n]+", " ", out.err if code else out.out).replace("\u00a0", " ")

    return said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trem elo", {"8000-001", "8000-005"}), ("TREMBLÀY zoe", {"8000-003"}), ("oconnor", set()),
        ("connor sean", {"8000-002"}), ("8000-00", {"8000-001", "8000-002", "8000-003", "8000-005"}),
        ("8000002", {"8000-002"}), ("roy", set()), ("blay", set()), ("'%", set()), ("  ", set()),
    ],
)  # fmt: skip
def test_find(say: Say, text: str, found: set[str]) -> None:
    said = say("people", "find", text)
    assert set(re.findall(r"8000-00\d", said)) == found
    assert ("Nobody that you may know of" in said) == (not found)


def test_find_speaks_french_and_shows_the_unit_its_own(say: Say) -> None:
    assert "ne trouve personne que vous puissiez connaître" in say("people", "find", "cachee", "--lang", "fr")
    assert "8000-004 Tremblay, Cachée, 1990-01-01" in say("people", "find", "cachee", who="unit")


def test_cases_are_found_by_a_name_without_accents(say: Say) -> None:
    assert "T-000001" in say("cases", "--find", "tremblay elodie")
    assert "No case that you may know of fits." in say("cases", "--find", "cachee")


def test_show(say: Say) -> None:
    said = say("people", "show", "8000-001")
    for part in ("8000-001 Trembláy, Élodie Rose 7 March 1988", "Passport, FRA 12AB", "Granted on 2 March 2026: it is not granted again. T-000001",
                 "T-000001 permit issued PARIS", "are different persons: twins", "Intake"):  # fmt: skip
        assert part in said, part
    assert "TO BE ANSWERED" not in said
    french = say("people", "show", "8000-001", "--lang", "fr")
    for part in (
        "Passeport, FRA 12AB",
        "Accordée le 2 mars 2026 : elle ne l’est plus une autre fois.",
        "REGISTRE",
    ):
        assert part in french, part
    claimed = say("people", "show", "8000-002")
    assert "Claimed, and not yet granted." in claimed and "birth date not known" in claimed
    twin = say("people", "show", "8000-003")
    assert "Neither granted nor claimed." in twin and "None that you may know of." in twin


def test_nobody_learns_of_a_person_with_hidden_cases_alone(say: Say) -> None:
    absent = say("people", "show", "9999", code=2).replace("9999", "8000-004")
    assert say("people", "show", "8000-004", code=2) == absent
    assert say("people", "merge", "8000-001", "8000-004", "--reason", "x", code=2) == absent
    assert "T-000003" in say("people", "show", "8000-004", who="unit")
    with connection.cursor() as cursor:
        cursor.execute("SELECT officer, act FROM journal_securityevent WHERE act = 'ReadPerson'")
        assert len(cursor.fetchall()) == 1


def test_who_is_who_from_proposal_to_reversal(say: Say) -> None:
    propose = ("people", "merge", "8000-001", "8000-005", "--reason", "the same passport")
    assert "are proposed to be merged: the same passport" in say(*propose, who="intake")
    assert "waits for a second person" in say("people", "show", "8000-005")
    assert "a second person decides" in say("people", "merge", "8000-001", "8000-005", "--approve", code=1, who="intake")  # fmt: skip
    assert "8000-001 and 8000-005 are one person." in say(
        "people", "merge", "8000-001", "8000-005", "--approve"
    )
    shown = say("people", "show", "8000-005")
    assert "8000-001 Trembláy, Élodie Rose stands for all" in shown and "Granted on 2 March 2026" in shown
    assert "the same person as 8000-001" in say("people", "find", "8000-005")
    split = ("people", "split", "8000-005", "8000-001")
    assert "proposed to be separated" in say(*split, "--reason", "another father", who="intake")
    assert "8000-005 est une autre personne que 8000-001 : fiches séparées." in say(*split, "--approve", "--lang", "fr", who="second")  # fmt: skip
    assert "Neither granted nor claimed." in say("people", "show", "8000-005")


def test_what_waits_is_withdrawn(say: Say) -> None:
    pair = ("people", "merge", "8000-002", "8000-003")
    say(*pair, "--reason", "r", who="intake")
    assert "est retirée : lu deux fois" in say(
        *pair, "--withdraw", "--reason", "lu deux fois", "--lang", "fr"
    )
    assert "Can do it: intake, a supervisor or the vulnerable persons unit." in say(
        *pair, "--approve", code=1
    )


def test_possible_duplicates_are_listed_and_answered(say: Say) -> None:
    _more()
    said = say("people", "duplicates", "8000-003")
    assert "8000-006 Tremblay, Guy, 1988-03-07" in said and "trp people different A B" in said
    say("people", "different", "8000-003", "8000-006", "--reason", "triplets", who="intake")
    assert "Nobody on record looks like this person." in say("people", "duplicates", "8000-003")
    assert "ne ressemble" in say("people", "duplicates", "8000-003", "--lang", "fr")
    assert "answered before" in say("people", "different", "8000-003", "8000-006", "--reason", "r", code=1)


def _more() -> None:
    from trp.officers.models import Officer

    world = World({one.username: one.id for one in Officer.objects.all()})
    world.clock = datetime(2026, 3, 2, 15, tzinfo=UTC) + timedelta(minutes=1)
    _enter(world, "8000-006", "Tremblay", "Guy")
    for other in ("8000-001",):
        world.enter(AnswerDifferent(one=_key("8000-006"), other=_key(other), reason="r"), "intake")


@pytest.mark.parametrize(
    ("arguments", "en", "fr"),
    [
        (("merge", "8000-001", "8000-003"), "--reason: give the reason", "--reason : donnez la raison"),
        (("split", "8000-001", "8000-003", "--reason", " "), "give the reason", "donnez la raison"),
        (("merge", "8000-001", "8000-003", "--approve", "--reason", "r"), "whoever approves gives none", "qui consent n’en donne pas"),
        (("merge", "8000-001", "8000-003", "--approve", "--withdraw"), "give one of them", "donnez l’une des deux"),
        (("show", "12"), "there is no such client number", "ce numéro de client n’existe pas"),
        (("duplicates", "x\ny"), "no such client number", "n’existe pas"),
        (("different", "8000-001", "12", "--reason", "r"), "12: there is no such", "12 : ce numéro"),
    ],
)  # fmt: skip
def test_wrong_input_is_said_in_a_line(say: Say, arguments: tuple[str, ...], en: str, fr: str) -> None:
    assert en in say("people", *arguments, code=2)
    assert fr in say("people", *arguments, "--lang", "fr", code=2)


def test_what_stops_an_entry_is_said_with_who_can(say: Say) -> None:
    same = say("people", "merge", "8000-001", "8000-001", "--reason", "r", code=1)
    assert "These are one record." in same
    assert "for another role" in say(
        "people", "merge", "8000-001", "8000-003", "--reason", "r", code=1, who="clerk"
    )
    assert "no such officer" in say("people", "find", "x", code=2, who="nobody")


@pytest.mark.parametrize("arguments", [(), ("look",), ("find",), ("show",), ("merge", "8000-001")])
def test_arguments_that_are_missing(
    a_demo: None, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["people", *arguments])
    assert ended.value.code == 2 and "trp people" in capsys.readouterr().err


# Grants -------------------------------------------------------------------------------------------------


def test_who_was_granted_it_by_whom_under_which_item_when(say: Say) -> None:
    said = say("grants", who="auditor")
    for part in ("2026-03-02 T-000001 8000-001 Trembláy, Élodie Rose", "Claimed on 2026-03-02 by Officer, item 80, officer; PARIS.",
                 "permit issued by Manager, item 120, manager; request made at a visa office.", "1 grant of M31."):  # fmt: skip
        assert part in said, part
    french = say("grants", "--lang", "fr")
    for part in ("Invoquée le 2026-03-02 par Officer, point 80, agent", "demande faite à un bureau des visas", "1 dispense M31."):  # fmt: skip
        assert part in french, part
    assert say("grants", "--since", "2026-03-03") == "0 grants of M31. "
    assert say("grants", "--until", "2026-03-01", "--lang", "fr") == "0 dispense M31. "


def test_a_grant_in_a_case_that_one_may_not_know_of_is_a_day(say: Say) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_case SET access = 'hidden', unit = 'PARIS' WHERE number = 'T-000001'")
    said = say("grants")
    assert "2026-03-02 in a case that you may not know of" in said and "Trembl" not in said
    assert "T-000001" not in said and "Officer" not in said
    assert "Granted on 2 March 2026: it is not granted again. " in say(
        "people", "show", "8000-001", code=0, who="officer"
    )


@pytest.mark.parametrize(
    ("arguments", "who", "en"),
    [
        (("--since", "yesterday"), "auditor", "--since yesterday: give a day"),
        (("--until", "2026-02-30"), "auditor", "--until 2026-02-30: give a day"),
        (("--since", "2026-03-03", "--until", "2026-03-02"), "auditor", "--since is after --until"),
        ((), "officer", "this list is for an auditor or a supervisor"),
    ],
)  # fmt: skip
def test_a_list_of_grants_that_is_not_given(say: Say, arguments: tuple[str, ...], who: str, en: str) -> None:
    assert en in say("grants", *arguments, code=2, who=who)
    assert say("grants", *arguments, "--lang", "fr", code=2, who=who) != say(
        "grants", *arguments, code=2, who=who
    )
