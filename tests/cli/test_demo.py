"""`trp demo`: every act through the one door, the same seed the same journals, a clock of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.databases import ENGINES, fresh, use
from trp.casework.files import RESULTS
from trp.casework.stages import STAGES
from trp.cli.caseload import bulk, living
from trp.cli.caseload.lives import LIVES
from trp.cli.caseload.plan import Plan
from trp.cli.caseload.script import FIRST_DAY, Paid
from trp.cli.main import main
from trp.journal.demo import Demo, demo, mark

pytestmark = pytest.mark.slow

CASES = 200
SEED = 1
CHAINED = ("journal_line", "journal_body")
BOTH_WAYS = (
    *CHAINED, "journal_case", "journal_casenumber", "journal_counter", "journal_outgoing", "journal_edition",
    "journal_securityevent", "people_liveclaim", "people_grant", "people_person", "journal_duty", "journal_review", "fees_receipt",
    "fees_receiptline", "fees_transfer", "officers_officer", "officers_office", "officers_holding", "officers_change", "journal_book",
)  # fmt: skip


def nobody(done: int, whole: int) -> None:
    """Nobody looks at the bar."""


def through_the_door(plan: Plan) -> living.Tally:
    return living.fill(plan, living.begin(plan), nobody)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a demo that was filled through the door; nobody writes to it."""
    url = fresh("sqlite", tmp_path_factory.mktemp("demo"))
    use(url)
    tally = through_the_door(Plan(SEED, CASES))
    assert tally.unforeseen == 0
    return url


@pytest.fixture
def a_demo(filled: str, tmp_path: Path) -> Iterator[str]:
    """A copy of the demo, which Django uses during the test."""
    url = f"sqlite:///{tmp_path / 'copy.sqlite3'}"
    (tmp_path / "copy.sqlite3").write_bytes(Path(filled.removeprefix("sqlite:///")).read_bytes())
    use(url)
    yield url
    use(url)


def rows(table: str) -> list[tuple[str, ...]]:
    """The rows of a table without order, and without the numbers that the security log gives itself."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        drop = {"id"} if table == "journal_securityevent" else set()
        told = [
            tuple(str(bytes(v) if isinstance(v, memoryview) else v) for n, v in zip(names, row, strict=True) if n not in drop)
            for row in cursor.fetchall()
        ]  # fmt: skip
    return sorted(told)


def everything(tables: tuple[str, ...] = BOTH_WAYS) -> dict[str, list[tuple[str, ...]]]:
    return {table: rows(table) for table in tables}


def one(statement: str, *given: object) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchone()


def column(statement: str) -> set[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {row[0] for row in cursor.fetchall()}


# ------------------------------------------------------------------------------------ what it holds


def test_it_holds_every_channel_stream_origin_stage_result_and_language(a_demo: str) -> None:
    from trp.rulebook.request import kind

    assert one("SELECT count(*) FROM journal_case") == (CASES,)
    assert column("SELECT stage FROM journal_case") == set(STAGES)
    assert column("SELECT result FROM journal_case") == {None, *RESULTS}
    for name in ("made_to", "origin", "stream"):
        assert column(f"SELECT {name} FROM journal_case") == set(kind(name).options), name  # type: ignore[attr-defined]
    said = column("SELECT body FROM journal_body WHERE body LIKE '%\"language\":%'")
    for language in ("en", "fr"):
        assert any(f'"language":"{language}"' in body for body in said)


def test_every_life_happens_in_two_hundred_cases() -> None:
    assert set(Plan(SEED, CASES).households) == set(LIVES)


def test_families_share_a_group_an_underlying_application_and_a_receipt(a_demo: str) -> None:
    bodies = column('SELECT body FROM journal_body WHERE body LIKE \'%"group":"G%\'')
    groups: dict[str, set[str]] = {}
    for body in bodies:
        group = re.search('"group":"(G[0-9]+)"', body)
        underlying = re.search('"underlying":("?[A-Z0-9a-z]+"?)', body)
        assert group and underlying
        groups.setdefault(group[1], set()).add(underlying[1])
    assert len(groups) >= 3
    assert all(len(underlying) == 1 for underlying in groups.values())
    assert one("SELECT max(allocated) FROM fees_receiptline")[0] >= 4 * 239_75


def test_acts_lie_on_several_days_before_the_clock_starts(a_demo: str) -> None:
    first, last = one("SELECT min(day), max(day) FROM journal_line")
    assert date.fromisoformat(str(last)) <= FIRST_DAY
    assert date.fromisoformat(str(first)) < FIRST_DAY - timedelta(days=80)
    several = one(
        "SELECT count(*) FROM (SELECT case_id FROM journal_line GROUP BY case_id HAVING count(DISTINCT day) > 2) x"
    )
    assert several[0] > CASES / 3


def test_refusals_and_denials_are_in_the_security_log(a_demo: str) -> None:
    kinds = dict(rows_of("SELECT kind, count(*) FROM journal_securityevent GROUP BY kind"))
    assert kinds["refused"] > 40 and kinds["denied"] >= 3
    codes = column("SELECT codes FROM journal_securityevent")
    for code in (
        "fee-not-settled",
        "no-delegation",
        "receipt-spent",
        "not-your-role",
        "own-entry",
        "delegate-first",
    ):
        assert any(code in told.split() for told in codes), code


def rows_of(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def test_who_decided_held_the_power_that_day(a_demo: str) -> None:
    decided = rows_of(
        "SELECT officer, acting_under, day FROM journal_line WHERE kind IN ('PermitIssued', 'PermitRefused')"
    )
    for officer, under, day in decided:
        found = re.match(r"item (\w+), ([A-Z-]+)", under)
        assert found, under
        held = one("SELECT count(*) FROM officers_holding WHERE officer_id = %s AND item = %s AND level = %s AND approved_by_id IS NOT NULL AND since <= %s AND (until IS NULL OR until >= %s)",
                   officer.replace("-", ""), found[1], found[2], day, day)  # fmt: skip
        assert held[0] == 1
    assert len({under for _, under, _ in decided}) >= 6


# --------------------------------------------------------------------------------------- repeatable


def test_the_same_seed_gives_the_same_journals_and_another_seed_others(a_demo: str, tmp_path: Path) -> None:
    first = everything(CHAINED)
    use(fresh("sqlite", tmp_path))
    through_the_door(Plan(SEED, CASES))
    assert everything(CHAINED) == first
    use(fresh("sqlite", tmp_path))
    through_the_door(Plan(SEED + 1, 20))
    assert not {row[0] for row in rows("journal_line")} & {row[0] for row in first["journal_line"]}


def test_another_process_with_another_hash_seed_plans_the_same() -> None:
    said = "from trp.cli.caseload.plan import Plan; print([(l.life(n).name, l.begins(n)) for l in [Plan(3, 60)] for n in range(len(l.households))], list(Plan(3, 60).numbers()), Plan(3, 60).script(7).lines)"
    runs = {
        subprocess.run(
            [sys.executable, "-c", said],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_in_bulk_gives_what_the_door_gives(
    engine: str, a_demo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(SEED, CASES)
    if engine == "sqlite":
        by_door = everything()
    else:
        use(fresh(engine, tmp_path))
        through_the_door(plan)
        by_door = everything()
    use(fresh(engine, tmp_path))
    monkeypatch.setattr(bulk, "_BATCH", 23)  # several batches, none of them of one size
    bulk.fill(plan, living.begin(plan), nobody)
    by_bulk = everything()
    for table in BOTH_WAYS:
        assert by_bulk[table] == by_door[table], table
    use(a_demo)


@pytest.mark.slow
def test_several_processes_give_the_same(
    a_demo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, url = everything(), fresh("sqlite", tmp_path)
    use(url)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setattr(bulk, "_WORTH_ANOTHER_PROCESS", 1)
    monkeypatch.setattr(bulk, "_BATCH", 40)
    plan = Plan(SEED, CASES)
    bulk.fill(plan, living.begin(plan), nobody)
    assert everything() == whole


def test_in_bulk_goes_on_where_it_broke_off(
    a_demo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = everything()
    plan = Plan(SEED, CASES)
    use(fresh("sqlite", tmp_path))
    monkeypatch.setattr(bulk, "_BATCH", 30)
    begun = living.begin(plan)

    def breaks(done: int, total: int) -> None:
        if done > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bulk.fill(plan, begun, breaks)
    held = demo()
    assert held is not None and 100 < held.filled < CASES
    bulk.fill(plan, held, nobody)
    assert everything() == whole


def test_the_door_goes_on_where_it_broke_off(a_demo: str, tmp_path: Path) -> None:
    whole = everything()
    plan = Plan(SEED, CASES)
    use(fresh("sqlite", tmp_path))
    begun = living.begin(plan)

    def breaks(done: int, total: int) -> None:
        if done > 700:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        living.fill(plan, begun, breaks)
    held = demo()
    assert held is not None and not held.is_full
    living.fill(plan, held, nobody)
    assert everything() == whole


def test_what_lies_ahead_is_possible_too() -> None:
    """Played to its end, no script meets a refusal that it does not foresee."""
    assert played_to_the_end(Plan(5, 150)) == []


def played_to_the_end(plan: Plan) -> list[str]:
    """Acts that came to something else than their script says."""
    from trp.casework.around import Receipt
    from trp.cli.caseload.offices import actor
    from trp.cli.caseload.seeds import salts
    from trp.journal.bulk import Desk

    wrong = []
    for script, numbers in zip(plan.scripts(), plan.numbers(), strict=True):
        desk, listed = Desk(), dict[str, Paid]()
        for line in script.lines:
            if isinstance(line, Paid):
                listed[line.number] = line
                continue
            known = {number: Receipt(number, 10**6, paid.day) for number, paid in listed.items()}
            happened = desk.act(
                line.act, line.case, actor(plan.seed, line.who, line.day), at=line.at, on=line.day,
                number=f"T-{numbers[script.cases.index(line.case)]:06d}", salted=salts(0),
                receipt=lambda act, known=known: known.get(act.receipt),
            )  # fmt: skip
            spent = type(line.act).__name__ == "AllocateReceipt" and line.stopped
            if bool(happened) is line.stopped and not (happened and spent):
                wrong.append(f"{plan.life(script.index).name}: {type(line.act).__name__} {line.who}")
    return wrong


# ---------------------------------------------------------------------------------------- the clock


def test_advancing_moves_the_clock_and_lets_things_happen(
    a_demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything()
    lines = {row[:2] for row in before["journal_line"]}
    with as_given(a_demo):
        assert main(["demo", "--advance", "10d"]) == 0
    said = capsys.readouterr().out
    assert "12\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2026" in said
    assert "Allocate a receipt" in said
    after = everything()
    held = demo()
    assert held is not None and held.day == FIRST_DAY + timedelta(days=10)
    assert lines < {row[:2] for row in after["journal_line"]}
    assert set(before["journal_line"]) < set(after["journal_line"])
    assert str(one("SELECT max(day) FROM journal_line")[0]) <= "2026-03-12"
    assert after["fees_transfer"] != before["fees_transfer"]


def test_advancing_twice_is_advancing_once(a_demo: str, tmp_path: Path) -> None:
    plan, now = Plan(SEED, CASES), demo()
    assert now is not None
    living.advance(plan, now, FIRST_DAY + timedelta(days=4), nobody)
    living.advance(
        plan, replace(now, day=FIRST_DAY + timedelta(days=4)), FIRST_DAY + timedelta(days=9), nobody
    )
    twice = everything(CHAINED)
    other = tmp_path / "other.sqlite3"
    use(fresh("sqlite", tmp_path))
    through_the_door(plan)
    living.advance(plan, Demo(FIRST_DAY, SEED, CASES, CASES), FIRST_DAY + timedelta(days=9), nobody)
    assert everything(CHAINED) == twice
    assert not other.exists()


def test_an_act_that_somebody_did_meanwhile_is_refused_and_the_rest_goes_on(a_demo: str) -> None:
    from trp.casework.endings import WithdrawRequest
    from trp.cli.caseload.seeds import key
    from trp.journal.door import perform

    plan, now = Plan(SEED, CASES), demo()
    assert now is not None
    household = plan.households.index("needs_its_permit_file")
    script = plan.script(household)
    perform(
        WithdrawRequest(reason="gone"), script.cases[0], key(SEED, "officer", script.cast("officer")),
        at=script.lines[0].at if not isinstance(script.lines[0], Paid) else None, on=FIRST_DAY, key="by hand",  # type: ignore[arg-type]
    )  # fmt: skip
    tally = living.advance(plan, now, FIRST_DAY + timedelta(days=20), nobody)
    assert tally.unforeseen >= 1
    assert sum(tally.done.values()) > 100


# -------------------------------------------------------------------------------- wrong from outside


@contextmanager
def as_given(url: str) -> Iterator[None]:
    """Let a command run in this process on the database that is in use: it must not set one up of its own."""
    held = os.environ.get("DATABASE_URL")
    os.environ["DATABASE_URL"] = url
    try:
        yield
    finally:
        os.environ.pop("DATABASE_URL")
        if held is not None:
            os.environ["DATABASE_URL"] = held


def trp(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as somebody calls it."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "TRP_DEMO", "TRP_HOME", "DJANGO_SETTINGS_MODULE")
    }
    return subprocess.run(
        [sys.executable, "-m", "trp.cli.main", *arguments],
        env={**clean, "TRP_HOME": str(home), **environment},
        capture_output=True,
        text=True,
    )


def one_line(run: subprocess.CompletedProcess[str]) -> str:
    assert run.returncode == 2, (run.returncode, run.stdout, run.stderr)
    assert run.stdout == ""
    [line] = run.stderr.splitlines()
    return line


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--cases", "0"), "--cases 0: give a whole number"),
        (("--cases", "many"), "--cases many: give a whole number"),
        (("--cases", "99999999999"), "give a whole number"),
        (("--seed", "-1"), "--seed -1: give a whole number"),
        (("--advance", "soon"), "--advance soon: give days"),
        (("--advance", "0d"), "--advance 0d: give days"),
        (("--advance", "999d"), "--advance 999d: give days"),
        (("--advance", "3d", "--cases", "5"), "leave out --cases"),
        (("--advance", "3d"), "there is no database yet"),
        (("--cases", "0", "--lang", "fr"), "donnez un nombre entier"),
    ],
)
def test_a_wrong_option_is_one_line_and_makes_nothing(
    arguments: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    assert says in one_line(trp("demo", *arguments, home=home))
    assert not home.exists()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "DATABASE_URL: give postgres"),
        ("mysql://me:secret@here/db", "DATABASE_URL: give postgres"),
        ("postgres://trp@127.0.0.1:1/none", "the database cannot be used"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_line(url: str, says: str, tmp_path: Path) -> None:
    line = one_line(trp("demo", home=tmp_path / "home", DATABASE_URL=url))
    assert says in line and "secret" not in line


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"TRP_OIDC_ISSUER": "https://id.example.ca"}, "TRP_OIDC_CLIENT_ID is missing"),
        ({"TRP_PLAIN_HTTP": "1", "TRP_HOSTS": "trp.example.ca"}, "TRP_PLAIN_HTTP=1 sends passwords"),
    ],
)
def test_settings_that_cannot_be_used_are_one_line(settings: dict[str, str], says: str, tmp_path: Path) -> None:  # fmt: skip
    for command in ("serve", "cases"):
        assert f"the settings cannot be used: {says}" in one_line(trp(command, home=tmp_path, **settings))


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "nothing can be written there" in one_line(trp("demo", home=tmp_path / "file" / "home"))


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "trp.sqlite3").write_text("this is a letter to my aunt, not a database at all" * 30)
    assert "the database cannot be used" in one_line(trp("demo", home=tmp_path))


def test_a_database_without_our_tables_is_one_line(tmp_path: Path) -> None:
    import sqlite3

    other = sqlite3.connect(tmp_path / "trp.sqlite3")
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    assert "lacks tables" in one_line(trp("demo", home=tmp_path))


def test_a_database_that_is_not_empty_is_refused_and_stays_as_it_is(
    a_demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything()
    with as_given(a_demo):
        assert main(["demo", "--cases", "5"]) == 2
    assert "holds a demo already (200 cases)" in capsys.readouterr().err
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_counter WHERE name LIKE 'demo%'")
    with as_given(a_demo):
        assert main(["demo"]) == 2
        assert main(["demo", "--advance", "1d"]) == 2
    said = capsys.readouterr().err
    assert "the database is not empty, and holds no demo" in said
    assert "the database holds no demo" in said
    after = everything()
    assert {name: held for name, held in after.items() if name != "journal_counter"} == {
        name: held for name, held in before.items() if name != "journal_counter"
    }


def test_a_demo_that_broke_off_says_how_to_go_on(a_demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    mark(Demo(FIRST_DAY, SEED, CASES, 50))
    with as_given(a_demo):
        assert main(["demo", "--seed", "4"]) == 2
    assert "go on with --cases 200 --seed 1" in capsys.readouterr().err


# ------------------------------------------------------------------------------------ from outside


@pytest.mark.slow
def test_the_command_fills_an_empty_folder_and_then_time_passes(tmp_path: Path) -> None:
    home = tmp_path / "var"
    run = trp("demo", "--cases", "30", home=home)
    assert run.returncode == 0, run.stderr
    assert "30 cases on 2\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2026" in run.stdout
    assert "TRP_DEMO=1" in run.stdout
    assert trp("demo", "--advance", "10d", home=home).returncode == 0
    listed = trp("cases", "--most", "3", home=home)
    assert listed.returncode == 0 and "1–3 of" in listed.stdout
    assert trp("case", "T-000001", "--lang", "fr", home=home).returncode in (0, 2)


@pytest.mark.slow
def test_the_command_fills_a_postgresql_without_tables(tmp_path: Path) -> None:
    from tests.databases import cluster

    cluster().execute("CREATE DATABASE bare_demo")
    url = cluster().url("bare_demo")
    run = trp("demo", "--cases", "25", home=tmp_path, DATABASE_URL=url)
    assert run.returncode == 0, run.stderr
    assert trp("cases", home=tmp_path, DATABASE_URL=url).returncode == 0
