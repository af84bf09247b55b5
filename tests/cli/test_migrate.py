"""`trp migrate`: the tables and the rights, on both engines; faults are one clear line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.databases import cluster

pytestmark = pytest.mark.slow


def trp(url: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("trp")
    env = {**os.environ, "DATABASE_URL": url, "TRP_HOME": str(home)}
    return subprocess.run([program, *arguments], env=env, capture_output=True, text=True, check=False)


def migrate(url: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return trp(url, home, "migrate", *arguments)


@pytest.fixture
def empty(request: pytest.FixtureRequest) -> str:
    name = f"m_{abs(hash(request.node.name))}"
    cluster().execute(f"CREATE DATABASE {name}")
    return cluster().url(name)


def test_the_embedded_database_is_made_and_made_again(tmp_path: Path) -> None:
    for _ in range(2):
        ran = migrate("", tmp_path)
        assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "trp.sqlite3").exists()


def test_the_accounts_get_what_they_need_and_nothing_else(empty: str, tmp_path: Path) -> None:
    cluster().execute("DROP ROLE IF EXISTS m_app")
    cluster().execute("CREATE ROLE m_app LOGIN")
    ran = migrate(empty, tmp_path, "--app", "m_app")
    assert (ran.returncode, ran.stderr) == (0, "")
    with psycopg.connect(empty.replace("trp_owner", "m_app"), autocommit=True) as app:
        assert app.execute("SELECT count(*) FROM journal_line").fetchone() == (0,)
        for refused in (
            "DELETE FROM journal_line",
            "UPDATE journal_line SET kind = 'x'",
            "CREATE TABLE mine (a int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(refused)


def test_the_account_that_signs_heads_reads_hashes_and_nothing_of_a_case(empty: str, tmp_path: Path) -> None:
    cluster().execute("DROP ROLE IF EXISTS m_checkpoint")
    cluster().execute("CREATE ROLE m_checkpoint LOGIN")
    ran = migrate(empty, tmp_path, "--checkpoint", "m_checkpoint")
    assert (ran.returncode, ran.stderr) == (0, "")
    with psycopg.connect(empty.replace("trp_owner", "m_checkpoint"), autocommit=True) as signer:
        assert signer.execute("SELECT case_id, number, hash FROM journal_line").fetchall() == []
        assert signer.execute("SELECT count(*) FROM journal_head").fetchone() == (0,)
        for refused in (
            "SELECT body FROM journal_body",
            "SELECT number FROM journal_case",
            "DELETE FROM journal_head",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                signer.execute(refused)


def test_commands_run_under_the_accounts_that_were_given_rights(empty: str, tmp_path: Path) -> None:
    for name in ("m_app_two", "m_checkpoint_two"):
        cluster().execute(f"DROP ROLE IF EXISTS {name}")
        cluster().execute(f"CREATE ROLE {name} LOGIN")
    assert migrate(empty, tmp_path, "--app", "m_app_two", "--checkpoint", "m_checkpoint_two").returncode == 0
    for name, command in (
        ("m_app_two", ("verify",)),
        ("m_app_two", ("rebuild", "--check")),
        ("m_checkpoint_two", ("checkpoint",)),
    ):
        ran = trp(empty.replace("trp_owner", name), tmp_path, *command)
        assert (ran.returncode, ran.stderr) == (0, ""), command


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_account_that_is_not_there_is_one_line_and_exit_2(
    empty: str, tmp_path: Path, language: str
) -> None:
    ran = migrate(empty, tmp_path, "--app", "nobody_of_that_name", "--lang", language)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 1
    assert "nobody_of_that_name" in ran.stderr


def test_the_embedded_database_has_no_accounts(tmp_path: Path) -> None:
    ran = migrate("", tmp_path, "--app", "m_app")
    assert (ran.returncode, len(ran.stderr.splitlines())) == (2, 1)
