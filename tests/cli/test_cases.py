"""`trp cases` and `trp case`: who waits for whom, why, and who can move it, in both languages and no more than one may see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from tests.databases import fresh, use
from trp.cases.papers import overdue, to_come
from trp.casework.files import CaseFile
from trp.cli.caseload import living
from trp.cli.caseload.lives import LIVES
from trp.cli.caseload.plan import Plan
from trp.cli.caseload.script import FIRST_DAY
from trp.cli.main import main
from trp.rulebook.speech import Speech

pytestmark = pytest.mark.slow

SEED, CASES = 1, 200
PLAN = Plan(SEED, CASES)
NUMBERS = list(PLAN.numbers())
NB = "\N{NO-BREAK SPACE}"

Say = Callable[..., str]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = fresh("sqlite", tmp_path_factory.mktemp("cases"))
    use(url)
    living.fill(PLAN, living.begin(PLAN), lambda done, whole: None)
    return url


@pytest.fixture
def a_demo(filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A copy of the demo, which commands use during the test."""
    (tmp_path / "copy.sqlite3").write_bytes(Path(filled.removeprefix("sqlite:///")).read_bytes())
    url = f"sqlite:///{tmp_path / 'copy.sqlite3'}"
    monkeypatch.setenv("DATABASE_URL", url)
    use(url)
    yield
    use(url)


@pytest.fixture
def say(a_demo: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """What a command prints; it must succeed."""

    def said(*arguments: str, width: int = 120, code: int = 0) -> str:
        monkeypatch.setenv("COLUMNS", str(width))
        assert main(arguments) == code
        out = capsys.readouterr()
        return out.err if code else out.out

    return said


def number(life: str, which: int = 0) -> str:
    """The number of a case that leads a life."""
    return f"T-{NUMBERS[PLAN.households.index(life)][which]:06d}"


def flat(text: str) -> str:
    """The text without the ends of its lines."""
    return re.sub(r"[ \n]+", " ", text)


def head_of(page: str) -> str:
    """What stands above the request: where it stands, what it waits for, who can act."""
    return flat(re.split("THE REQUEST|LA DEMANDE", page)[0])


def logged() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, act FROM journal_securityevent WHERE act IN ('ReadCase', 'ListCases') ORDER BY id"
        )
        return list(cursor.fetchall())


# ----------------------------------------------------------------------------------------- the list


def test_the_list_says_how_many_there_are_and_shows_the_first(say: Say) -> None:
    lines = say("cases", "--most", "7").splitlines()
    assert lines[0].split()[0] == "Number"
    assert sum(line.startswith("T-") for line in lines) == 7
    assert re.search(r"1–7 of 1\d\d cases; --most 1\d\d shows all\.", lines[-1])
    assert "Odile Simard (o.simard)" in lines[-1]


def test_filters(say: Say) -> None:
    waiting = say("cases", "--stage", "awaiting_fee", "--most", "300")
    assert waiting.count("\nT-") == int(re.search(r"(\d+) cases", waiting)[1])  # type: ignore[index]
    assert number("waits_for_the_fee") in waiting and number("ready") not in waiting
    clerks = say("cases", "--next", "fee_clerk", "--most", "300")
    assert number("receipt_waits") in clerks and number("waits_for_the_fee") not in clerks
    nairobi = say("cases", "--office", "NAIROBI", "--most", "300")
    assert {line.split()[-1] for line in nairobi.splitlines() if line.startswith("T-")} == {"NAIROBI"}
    [one] = [line for line in say("cases", "--find", number("ready")).splitlines() if line.startswith("T-")]
    person = one.split("  ")[1].strip()
    assert number("ready") in say("cases", "--find", person.replace(",", ""), "--most", "300")
    assert "No case that you may know of fits." in say("cases", "--find", "nobody at all")


@pytest.mark.parametrize("width", [40, 50, 60, 69, 70, 76, 80, 99, 100, 140])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_split(width: int, language: str, say: Say) -> None:
    said = [
        say(*arguments, "--lang", language, width=width)
        for arguments in (("cases", "--most", "300"), ("case", number("receipt_waits")))
    ]
    assert max(len(line) for text in said for line in text.splitlines()) <= width
    whole = set(re.findall(r"\w+", "".join(say("cases", "--most", "300", "--lang", language, width=one) for one in (80, 160))))  # fmt: skip
    assert set(re.findall(r"\w+", said[0])) - whole <= {*["Next", "Since", "Ensuite", "Depuis", "le", "1"]}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_on_a_narrow_terminal_each_case_stands_by_itself(language: str, say: Say) -> None:
    said = say("cases", "--most", "200", "--lang", language, width=50)
    case = said[said.index(number("waits_for_the_fee")) :].split("\nT-")[0]
    told = {"en": "Next: the client. Since 2026-", "fr": f"Ensuite{NB}: le client. Depuis le 2026-"}
    assert told[language] in flat(case)
    assert len(case.splitlines()) >= 3 and "Number" not in said and "Numéro" not in said


def test_the_list_speaks_french(say: Say) -> None:
    said = say("cases", "--lang", "fr", "--stage", "awaiting_response", "--most", "2")
    assert "Numéro" in said and "le client" in said and "Dossiers 1 à 2 de" in flat(said)


# ------------------------------------------------------------------------------------ who may see it


def test_restricted_cases_are_for_their_office_and_each_reading_is_logged(say: Say) -> None:
    hidden = number("victim_of_trafficking")
    assert hidden not in say("cases", "--most", "300")
    assert say("case", hidden, code=2).strip() == f"{hidden}: there is no such case"
    assert say("case", "T-099999", code=2).strip() == "T-099999: there is no such case"
    assert logged() == [("denied", "ReadCase"), ("unknown", "ReadCase")]
    said = say("case", hidden, "--as", "n.whiteduck")
    assert "RESTRICTED: that you read this case is recorded in the security log." in said
    assert logged()[2:] == [("read", "ReadCase")]
    listed = say("cases", "--as", "n.whiteduck", "--office", "VPU", "--most", "300")
    shown = listed.count("\nT-")
    assert hidden in listed and shown > 3
    assert logged()[3:] == [("read", "ListCases")] * shown


def test_reading_what_is_open_to_all_is_not_logged(say: Say) -> None:
    say("case", number("ready"))
    say("cases")
    assert logged() == []


# ------------------------------------------------------ what a case waits for, why, and who can move it

FIVE = {
    "waits_for_the_fee": (
        "Awaiting the fee.", "Waits for: the client, who was asked for the fee on", "is still to pay",
        "a fee clerk records the receipt", "✗ Start the assessment: nobody here can yet.",
        "[Fee instruction, Outside Canada]", "Who can clear it: a fee clerk or an officer, by “Allocate a receipt”. ",
    ),
    "doubtful_sentence": (
        "Received. A person must decide: nothing else exempts, and the one-time exemption (M31) turns on a doubtful sentence",
        "Who may grant the exemption decides the doubt", "Next act: “Decide the doubt about M31”",
    ),
    "ready": ("Ready for assessment. The request may be assessed: the fee is paid in whole.", "Next act: “Start the assessment”"),
    "needs_its_permit_file": (
        "The request may be assessed: the fee is paid in whole. First the permit file has to be created.",
        "Next act: “Create the permit file”",
    ),
    "in_assessment": ("An officer weighs need against risk.", "It is theirs to issue or to refuse the permit", "Can decide now: "),
    "receipt_waits": (
        "Awaiting the fee.", "Waits for: a fee clerk. The client has paid: receipt R7", "has to be allocated",
        "Next act: “Allocate a receipt”",
    ),
    "facts_missing": (
        "Received.", "Waits for: an officer. The record has to say: Was a refugee claim ever made?",
        "Next act: “Record circumstances”", "The record does not say yet:",
        "by “Record circumstances”, “Record the grounds” or “Record the convictions”.",
    ),
    "with_the_manager": (
        "With the decision maker.", "Waits for: the decision maker. The officer recommends ", "ing the permit. ",
        "A manager may issue or refuse. Can decide now:", "Issue the permit: not you. Open now to",
    ),
    "papers_awaited": (
        "Awaiting a response.", "Waits for: the client, who was asked for documents: ", " (by ", " days ago). ",
        "Their day has passed: if they came, an officer enters them; if not, an officer records that",
    ),
    "offered": (
        "Awaiting a response.", "Waits for: the client, who was offered consideration on",
        "An officer records the answer.", "Record that the offer is declined: not you. Open now to",
    ),
    "claimed_twice": (  # the second case: what the first claimed is not there for this one
        "Awaiting the fee. The fee is due: the register shows a one-time exemption of this person",
        "Waits for: the client, who was asked for the fee on",
    ),
    "the_delegate_has_not_decided": (
        "The Minister’s delegate decides first", "The Minister’s delegate has to dispose of the A44(1) report first",
        "[R42(2), A44(1)] Who can clear it: the decision maker or a border services officer, by “Record circumstances”",
        "Waits for: the decision maker.",
    ),
    "suspended": (
        "The processing is suspended, the person having been designated after the request; it may go on from",
        "2031 on.", "Waits for nobody: only time ends the suspension.", "[A24(6), ",
    ),
    "to_be_closed_as_barred": (
        "The request is barred for twelve months after the last outcome of the claim; a request may be made from",
        "Waits for: an officer.", "Next act: “Close: the Act bars the request”", "[A24(4), ",
    ),
    "one_time_claim_falls": ("Awaiting the fee. Work stopped.", "Waits for: the client, who was asked for the fee on"),
    "to_be_returned": (
        "Received. The request came without its whole fee: it has to be returned as incomplete. A return is not a refusal.",
        "Waits for: intake.", "Next act: “Return as incomplete”",
    ),
    "fee_not_asked_for_yet": ("Waits for: a fee clerk. The fee has to be asked for: $246.25.", "Next act: “Ask for the fee”"),
    "exemption_not_recorded": (
        "Received. No fee is owed: ", "The exemption has to be put on record; then assessment can start.",
        "Waits for: an officer. Next act: “Record the exemption”",
    ),
    "paid_and_decided": (
        "Decided: permit", "The permit was ", "Why: “", " Recorded by ", ", item 120, officer.",
        "Notes and corrections can still be added; nothing else is left to do.",
    ),
    "cannot_pay": ("Closed: cannot be processed.", " to pay the fee, and was told on ", "Recorded by "),
    "returned": ("Closed: returned as incomplete.", "The request was returned on", "A return is not a refusal."),
    "withdraws_at_the_border": ("Closed: withdrawn.", "withdrew the request to enter Canada on"),
    "barred": ("Closed: barred by the Act.", "The request was closed on", ": A24(4) bars it. A request may be made from"),
    "taken_back": (
        "Closed: withdrawn.", "The client withdrew the request on", "Why: “", "the allocated fee can be reversed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("life", FIVE)
def test_a_newcomer_can_tell_what_it_waits_for_and_who_can_move_it(life: str, say: Say) -> None:
    head = head_of(say("case", number(life, -1)))
    for expected in FIVE[life]:
        assert expected in head.replace(NB, " "), head


@pytest.mark.parametrize("life", ["in_assessment", "with_the_manager"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_a_case_waits_for_leads_neither_to_issue_nor_to_refuse(
    life: str, language: str, say: Say
) -> None:
    """Nor to send the file on with a recommendation: who can decide is named, and no act before another."""
    head = head_of(say("case", number(life, -1), "--lang", language))
    waits = re.split("CAN I ACT|PUIS-JE AGIR", head)[0]
    assert ("Can decide now: " if language == "en" else f"Peuvent décider dès maintenant{NB}: ") in waits
    assert "Next act" not in waits and "Prochain acte" not in waits


def test_papers_are_overdue_the_day_after_their_day_and_not_before() -> None:
    today = date(2026, 3, 2)
    file = CaseFile(asked_for={"visa": None, "passport": date(2026, 3, 2), "letter": date(2026, 3, 5)})
    assert not overdue(file, today)
    assert to_come(file, today, Speech("en")).replace(NB, " ") == "passport (by 2 March 2026); letter (by 5 March 2026); visa (no day was set)"  # fmt: skip
    assert overdue(file, date(2026, 3, 3))
    assert to_come(file, date(2026, 3, 4), Speech("fr")).replace(NB, " ").startswith("passport (au plus tard le 2 mars 2026, il y a 2 jours); letter (au plus tard le 5 mars 2026)")  # fmt: skip


def test_overdue_papers_are_said_in_the_list_and_beside_a_fee_that_is_due(say: Say) -> None:
    listed = flat(say("cases", "--stage", "awaiting_response", "--most", "100", width=160))
    assert "Documents were asked for and have not come. They were due on 2026-0" in listed
    told = [head_of(say("case", f"T-{n[0]:06d}")) for n, life in zip(NUMBERS, PLAN.households, strict=True) if life == "waits_for_the_fee"]  # fmt: skip
    assert any("Documents are still to come too: " in page for page in told)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_people_who_are_named_have_the_role_that_it_waits_for(language: str, say: Say) -> None:
    """Of every open case: whoever can go on and is named first is one of those it is said to wait for."""
    waits = {
        "en": r"Waits for: ([^.]*)\. .*which ([^,]*?)(?:,| can)",
        "fr": r"Attend : ([^.]*)\. .*? possible dès maintenant pour ([^,.]*)",
    }
    roles = {"en": {"a fee clerk": "fee clerk", "an officer": "officer", "intake": "intake", "the decision maker": "decision maker"},
             "fr": {"un commis aux frais": "commis aux frais", "un agent": "agent", "la réception": "réception", "le décideur": "décideur"}}  # fmt: skip
    checked = set()
    for life in LIVES:
        if PLAN.script(PLAN.households.index(life)).office in ("VPU", "HM-V"):
            continue
        head = head_of(say("case", number(life, -1), "--lang", language)).replace(NB, " ")
        if (found := re.search(waits[language], head)) and found[1] in roles[language]:
            assert re.search(rf"{found[2]} \([^)]*{roles[language][found[1]]}", head), head
            checked.add(found[1])
    assert checked == set(roles[language])


def test_the_page_depends_on_who_looks(say: Say) -> None:
    case = number("receipt_waits")
    script = PLAN.script(PLAN.households.index("receipt_waits"))
    clerk, officer = script.cast("clerk"), script.cast("officer")
    assert "✓ Allocate a receipt: you can, now." in say("case", case, "--as", clerk)
    assert "Next act: “Allocate a receipt”, which you," in flat(say("case", case, "--as", clerk))
    assert "Start the assessment: you can" not in say("case", case, "--as", officer)
    serious = number("with_the_manager")
    script = PLAN.script(PLAN.households.index("with_the_manager"))
    assert "✓ Issue the permit: you can, now." in say("case", serious, "--as", script.cast("manager"))
    said = flat(say("case", serious, "--as", script.cast("officer")))
    assert "You do not hold that power today." in said and "You made the recommendation" in said


def test_the_money_the_timeline_and_the_notes(say: Say) -> None:
    said = say("case", number("paid_in_part"))
    assert "Amount $246.25 · paid $100.00 · balance $146.25" in said
    timeline = said.split("TIMELINE")[1].split("NOTES TO COPY")[0]
    notes = said.split("NOTES TO COPY INTO GCMS")[1]
    assert len(re.findall(r"^ +\d+ \d", timeline, re.MULTILINE)) == len(re.findall(r"^ {1,3}\d+ [A-Z]", notes, re.MULTILINE)) >= 8  # fmt: skip
    assert "fee clerk" in timeline and "IPRMS receipt" in notes


def test_an_assignment_names_the_officer_and_no_key(say: Say) -> None:
    said = say("case", number("in_assessment"))
    assert "Held by: " in said
    assert not re.search("[0-9a-f]{8}-[0-9a-f]{4}-", said)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_life_has_a_page(language: str, say: Say) -> None:
    for life in LIVES:
        script = PLAN.script(PLAN.households.index(life))
        somebody = next(iter(script.lines)).who if script.office in ("VPU", "HM-V") else "o.simard"  # type: ignore[union-attr]
        said = say("case", number(life, -1), "--lang", language, "--as", somebody)
        assert any(word in said for word in ("Waits for", "Attend", "attend", "result", "clos"))
        assert "None" not in said and "{" not in said


def test_the_page_speaks_canadian_french(say: Say) -> None:
    for life in ("waits_for_the_fee", "with_the_manager", "facts_missing"):
        said = say("case", number(life), "--lang", "fr")
        assert "PUIS-JE AGIR?" in said and "CHRONOLOGIE" in said and "NOTES À COPIER DANS LE SMGC" in said
        assert f"Attend{NB}: " in said
        assert not re.search(r"\w :|« | »", said), re.findall(r".{20}(?:\w :|« | »).{5}", said)
    assert f"246,25{NB}$" in say("case", number("waits_for_the_fee"), "--lang", "fr")


# -------------------------------------------------------------------------------- wrong from outside


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("cases", "--stage", "limbo"), "--stage limbo: give one of received"),
        (("cases", "--next", "janitor"), "--next janitor: give one of client"),
        (("cases", "--office", "ATLANTIS"), "--office ATLANTIS: give one of"),
        (("cases", "--most", "0"), "--most 0: give a whole number"),
        (("cases", "--as", "n.obody"), "--as n.obody: there is no such officer; some there are: a.dhillon"),
        (("case", "forty"), "forty: give the number of a case"),
        (("case", "T-999999"), "T-999999: there is no such case"),
        (("case", "42", "--as", "n.obody"), "there is no such officer"),
        (("case", "T-999999", "--lang", "fr"), f"T-999999{NB}: ce dossier n’existe pas"),
    ],
)
def test_a_wrong_input_is_one_line(arguments: tuple[str, ...], says: str, say: Say) -> None:
    [line] = say(*arguments, code=2).splitlines()
    assert line.startswith(says) or says in line


def test_the_readme_and_make_run_show_a_case_that_waits_for_its_fee(say: Say) -> None:
    root = Path(__file__).resolve().parents[2]
    shown = re.search(
        r"^T-\d{6}.*?CAN I ACT", (root / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert shown
    case = shown[0][:8]
    assert f"trp case {case}" in (root / "Makefile").read_text("utf-8")
    said = flat(say("case", case)).replace(NB, " ")
    for line in flat(shown[0]).split(". ")[:3]:
        assert line in said, line


def test_a_number_may_be_given_short(say: Say) -> None:
    full = say("case", "T-000140")
    assert say("case", "140") == say("case", "t-140") == full


def test_only_a_demo_is_read(say: Say) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_counter WHERE name = 'demo day'")
    for command in (("cases",), ("case", "1")):
        [line] = say(*command, code=2).splitlines()
        assert "the database holds no demo" in line


def test_the_day_is_the_one_of_the_demo(say: Say) -> None:
    said = say("case", number("ready"))
    assert f"today in the demo: 2{NB}March{NB}2026" in said
    assert FIRST_DAY.isoformat() in say("cases", "--most", "1")
