"""`trp officers`: who holds which power, by whose hands, what was done under it; and the entries, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.databases import fresh, use
from trp.cli.caseload import living
from trp.cli.caseload.plan import Plan
from trp.cli.main import main

pytestmark = pytest.mark.slow

PLAN = Plan(1, 60)
NB = "\N{NO-BREAK SPACE}"
SMALL = "T-000023"  # assessed and decided by one person in Dakar

Say = Callable[..., str]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = fresh("sqlite", tmp_path_factory.mktemp("officers"))
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
    """What `trp officers` prints; on standard error, where it is to fail."""

    def said(*arguments: str, code: int = 0, width: int = 100) -> str:
        monkeypatch.setenv("COLUMNS", str(width))
        assert main(["officers", *arguments]) == code, capsys.readouterr()
        out = capsys.readouterr()
        return re.sub(rf"[ \n{NB}]+", " ", out.err if code else out.out).strip()

    return said


HOLD = ("hold", "k.fraser", "118", "MANAGER", "--since", "2026-03-02")


def hold(say: Say, *more: str) -> str:
    """Enter a power for the newcomer as one supervisor; give its line."""
    return re.search(r"line (\d+)", say(*HOLD, *more))[1]  # type: ignore[index]


def test_the_list_names_everybody_with_the_items_in_force(say: Say) -> None:
    said = say("list")
    assert "a.roy Amélie Roy, officer NAIROBI · items 80, 120" in said
    assert "j.macleod Janet MacLeod (closed)" in said
    dakar = say("list", "--office", "DAKAR", "--lang", "fr")
    assert "2 agents pouvoirs en vigueur le 2 mars 2026" in dakar and "a.roy" not in dakar
    assert "k.fraser Kirsten Fraser, officer NAIROBI · items –" in say("list", "--on", "2026-03-15")
    assert "k.fraser Kirsten Fraser, officer NAIROBI · items 80, 120" in say("list", "--on", "2026-03-16")


def test_one_officer_as_an_auditor_reads_them(say: Say) -> None:
    said = say("show", "s.bouchard", "--as", "t.baker", width=200)
    assert said.startswith("Simon Bouchard (s.bouchard) Visa office in Nairobi · officer, decision maker")
    assert "item 118, manager issue or refuse a permit: A36(1), A38" in said
    assert (
        "entered by Louise Gauthier on 24 September 2025, approved by Odile Simard on 25 September 2025"
        in said
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.username, count(*) FROM journal_line l JOIN journal_case c ON c.id = l.case_id "
            "JOIN officers_officer o ON replace(l.officer, '-', '') = o.id WHERE l.acting_under LIKE 'item 120, OFFICER%' "
            "AND c.access = 'normal' GROUP BY o.username ORDER BY 2 DESC, 1"
        )
        username, count = cursor.fetchone()
    assert 1 < count <= 8
    assert len(re.findall(r"T-\d{6}, line \d+ Permit", say("show", username, width=200))) == count
    fr = say("show", "m.gagnon", "--lang", "fr", width=200)
    assert "POUVOIRS EN VIGUEUR LE 2 mars 2026" in fr and "Petit bureau : une même personne" in fr
    assert "point 118, gestionnaire délivrer ou refuser un permis : L36(1), L38" in fr
    before = say("show", "k.fraser", "--on", "2026-03-02")
    assert "IN FORCE ON 2 March 2026 None. OTHER POWERS 1 item 120, officer" in before


def test_a_power_is_entered_by_one_and_approved_by_another(say: Say) -> None:
    said = say(*HOLD)
    assert (
        said
        == "Done: Enter a delegated power (line 5). It counts once a second supervisor has approved it: trp officers approve."
    )
    assert "waits to be approved, and counts for nothing" in say("show", "k.fraser")
    assert say("approve", "k.fraser", "5", code=1) == "You entered this power: a second person approves it."
    said = say("approve", "k.fraser", "5", "--as", "l.perrin", "--lang", "fr")
    assert said == "Fait : Approuver un pouvoir délégué (ligne 6)."
    assert "5 item 118, manager" in say("show", "k.fraser").split("OTHER POWERS")[0]
    assert main(["verify"]) == 0 and main(["rebuild", "--check"]) == 0


def test_a_replacement_and_a_supervisor_in_line(say: Say) -> None:
    line = hold(say, "--until", "2026-03-20", "--acting-for", "s.bouchard")
    say("approve", "k.fraser", line, "--as", "l.perrin")
    said = say("show", "k.fraser", "--lang", "fr")
    assert "point 118, gestionnaire, par intérim (Simon Bouchard)" in said
    say("hold", "s.bouchard", "120", "officer", "--since", "2026-03-02", "--supervising", "a.roy")
    assert "item 120, officer, as supervisor in line (Amélie Roy)" in say("show", "s.bouchard")


def test_a_power_is_ended_but_not_before_what_rests_on_it(say: Say) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.username, max(l.day) FROM journal_line l JOIN officers_officer o ON replace(l.officer, '-', '') = o.id "
            "WHERE l.acting_under = 'item 120, OFFICER' GROUP BY o.username"
        )
        username, day = cursor.fetchone()
    early = ("end", username, "1", "--last-day", "2025-10-02", "--reason", "left")
    assert "rests on this power: it cannot end before that day." in say(*early, code=1)
    say("end", username, "1", "--last-day", str(day), "--reason", "left")
    assert f"({username})" in say("show", username) and "ended by Odile Simard" in say("show", username)
    assert main(["rebuild", "--check"]) == 0


def test_a_conflict_closes_the_case(say: Say, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Done" in say("conflict", "23", "--why", "my cousin", "--as", "a.roy")
    assert main(["case", SMALL, "--as", "a.roy"]) == 2
    assert "you declared a conflict of interest" in capsys.readouterr().err
    assert main(["case", SMALL, "--as", "a.roy", "--lang", "fr"]) == 2
    assert "vous avez déclaré un conflit d’intérêts; le dossier vous est fermé" in capsys.readouterr().err
    main(["cases", "--as", "a.roy", "--most", "300"])
    assert SMALL not in capsys.readouterr().out
    assert "Conflicts of interest declared: 1." in say("show", "a.roy")
    assert (
        say("lift", "a.roy", SMALL, "--reason", "no kin", "--as", "d.mutua", code=1)
        == "This entry is for another role than yours."
    )
    say("lift", "a.roy", SMALL, "--reason", "no kin")
    assert main(["case", SMALL, "--as", "a.roy"]) == 0


def test_small_posts_are_reviewed_by_another_office(say: Say) -> None:
    said = say("reviews")
    assert f"{SMALL}, line 9 OVERDUE since 21 January 2026 Fatou Diop, DAKAR" in said
    assert "2 to review, 2 overdue." in said
    own = ("review", SMALL, "9", "in_order", "--remark", "Seen.")
    say(*own, "--as", "t.baker")
    assert "1 à examiner, dont 1 en retard." in say("reviews", "--lang", "fr")
    assert say(*own, code=1) == "This exception was reviewed."
    assert say(*own, "--as", "a.roy", "--lang", "fr", code=1).startswith(
        "Cette inscription revient à un autre rôle"
    )


def test_an_account_is_opened_changed_and_closed_by_two_persons(say: Say) -> None:
    assert "line 1" in say("open", "n.new", "Nora New", "NAIROBI", "officer")
    assert say("approve", "n.new", "1", code=1) == "You entered this change: a second person approves it."
    say("approve", "n.new", "1", "--as", "l.perrin")
    assert say("show", "n.new").startswith("Nora New (n.new) Visa office in Nairobi · officer POWERS")
    say("roles", "n.new", "officer", "delegate", "--office", "PARIS")
    assert "Line 3: a change of this account, entered by Odile Simard, waits" in say("show", "n.new")
    assert "Ligne 3 : un changement de ce compte" in say("show", "n.new", "--lang", "fr")
    say("withdraw", "n.new", "3", "--reason", "misread")
    say("close", "n.new", "--reason", "never came", "--as", "l.perrin")
    say("approve", "n.new", "5")
    assert "account closed" in say("show", "n.new")
    assert say("roles", "o.simard", "delegate", code=1) == "This is about you: a colleague does it."
    assert say("open", "a.roy", "x", "MARS", "king", "--lang", "fr", code=1).startswith(
        "a.roy : un autre compte"
    )


@pytest.mark.parametrize(
    ("arguments", "en", "fr"),
    [
        (("show", "nobody"), "nobody: there is no such officer", "nobody : cet agent n’existe pas"),
        (("show", "a.roy", "--on", "soon"), "--on soon: give a day as 2026-03-02", "--on soon : donnez un jour"),
        (("show", "a.roy", "--on", "2026-02-30"), "--on 2026-02-30: give a day", "--on 2026-02-30 : donnez un jour"),
        (("list", "--office", "MARS"), "--office MARS: give one of", "--office MARS : donnez l’une"),
        (("approve", "a.roy", "first"), "first: give the number of a line", "first : donnez le numéro d’une ligne"),
        (("conflict", "mine", "--why", "x"), "mine: give the number of a case", "mine : donnez le numéro d’un dossier"),
        (("review", "1", "1", "in_order", "--remark", "x"), "T-000001, line 1: no exception", "T-000001, ligne 1 : aucune exception"),
        (("hold", "a.roy", "120", "OFFICER", "--since", "2026-03-02", "--acting-for", "x"), "x: there is no such officer", "x : cet agent"),
        (("list", "--as", "x"), "--as x: there is no such officer", "--as x : cet agent n’existe pas"),
    ],
)  # fmt: skip
def test_what_is_typed_wrong_is_one_line(say: Say, arguments: tuple[str, ...], en: str, fr: str) -> None:
    assert say(*arguments, code=2).startswith(en)
    assert say(*arguments, "--lang", "fr", code=2).startswith(fr)


@pytest.mark.parametrize(
    ("arguments", "en", "fr"),
    [
        (("hold", "a.roy", "117", "OFFICER", "--since", "2026-03-02"), "The instrument has no item 117", "L’instrument n’a pas de point 117"),
        (("hold", "a.roy", "119", "OFFICER", "--since", "2026-03-02"), "officer (OFFICER): item 119 is not held at that level", "agent (OFFICER) : le point 119 n’est pas détenu"),
        (("hold", "j.macleod", "120", "MANAGER", "--since", "2026-03-02"), "Janet MacLeod: this account is closed.", "Janet MacLeod : ce compte est fermé."),
        (("approve", "a.roy", "77"), "Line 77 (Amélie Roy) enters no power", "La ligne 77 (Amélie Roy) n’inscrit aucun pouvoir"),
        (("withdraw", "a.roy", "1", "--reason", "x"), "This power is approved: it can only be ended.", "Ce pouvoir est approuvé : on ne peut"),
        (("conflict", "999", "--why", "x"), "T-000999: there is no such case.", "T-000999 : ce dossier n’existe pas."),
    ],
)  # fmt: skip
def test_what_is_refused_says_every_blocker(say: Say, arguments: tuple[str, ...], en: str, fr: str) -> None:
    assert say(*arguments, code=1).startswith(en)
    assert say(*arguments, "--lang", "fr", code=1).startswith(fr)


@pytest.mark.parametrize("arguments", [(), ("hold",), ("reviews", "now"), ("sing",)])
def test_an_action_that_there_is_not_is_a_usage_error(a_demo: None, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["officers", *arguments])
    assert end.value.code == 2
