"""Verifying: a clean journal is clean, every byte that is changed is found, and the case is named."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.databases import use
from tests.journal.journals import AT, Behind, Journal, behind, chains, copied, journal
from tests.world import World
from trp.casework.recording import AddNote
from trp.cli.main import main
from trp.journal import checks, rooted, whole
from trp.journal.checkpoint import checkpoint
from trp.journal.findings import SAYS, Finding
from trp.journal.heads import NotAHead, from_text
from trp.journal.verify import NoSuchNumber, verify
from trp.journal.whole import Tally

pytestmark = pytest.mark.slow


@pytest.fixture
def kept(engine: str) -> Journal:
    return journal(engine)


@pytest.fixture
def copy(kept: Journal, tmp_path: Path) -> Iterator[str]:
    """The address of a copy of the journal, which Django uses."""
    url = copied(kept.newer, tmp_path)
    use(url)
    yield url
    use(url)


def found(**given: Any) -> set[str]:
    return {one.code for one in verify(**given)}


def blind(patch: pytest.MonkeyPatch, codes: set[str]) -> None:
    """Make the verifier blind to some findings, by taking those checks out of it."""
    for module, name in (
        (checks, "LINE_CHECKS"), (checks, "CASE_CHECKS"), (whole, "WHOLE_CHECKS"), (rooted, "ROOT_CHECKS"),
    ):  # fmt: skip
        patch.setattr(
            module, name, {code: one for code, one in getattr(module, name).items() if code not in codes}
        )


def test_a_journal_that_was_made_through_the_door_is_right(kept: Journal, copy: str) -> None:
    tally, told = Tally(), []
    assert (
        list(verify(outside=[kept.first, kept.last], tally=tally, progress=lambda *one: told.append(one)))
        == []
    )
    assert (tally.cases, tally.size, tally.heads) == (chains(kept), kept.last.size, 2)
    assert tally.lines == tally.leaves == tally.bodies == tally.size
    assert told[-1] == (tally.lines, tally.lines)
    assert kept.first.size < kept.last.size


def test_one_case_is_verified_alone(kept: Journal, copy: str) -> None:
    tally = Tally()
    assert list(verify(case="T-000003", tally=tally)) == []
    assert tally.cases == 1
    with pytest.raises(NoSuchNumber):
        list(verify(case="T-999999"))


def test_verifying_reads_one_moment_and_lets_others_write_on_postgresql(kept: Journal, copy: str) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("an embedded database has one writer, who waits for the reader")
    tally = Tally()
    running = verify(tally=tally)
    with behind(copy) as owner:
        owner.run("UPDATE journal_line SET code = hash WHERE number = 1")
        codes = {next(running).code}
        owner.run("UPDATE journal_line SET code = previous")
        codes |= {one.code for one in running}
    assert codes == {"code"}
    assert tally.lines == kept.last.size


# Every byte ------------------------------------------------------------------------------------------

COLUMNS = {
    "line": ("case_id", "number", "at_us", "day", "officer", "acting_under", "kind", "version", "edition",
             "commitment", "previous", "hash", "code"),
    "body": ("case_id", "number", "salt", "body"),
    "leaf": ("position", "case_id", "number", "hash"),
    "head": ("size", "root", "at_us", "signature"),
}  # fmt: skip
KEYS = {
    "line": ("case_id", "number"),
    "body": ("case_id", "number"),
    "leaf": ("position",),
    "head": ("size",),
}
_MOVED = {"number", "previous", "hash", "leaf-late", "leaf-orphan", "leaf-lost", "body-missing", "body-orphan", "head",
          "code", "leaf", "body", "case-empty", "disposal"}  # fmt: skip
_PLACES = {"leaf-place", "leaf-gap", "root", "leaves-cut"}
NETS: dict[tuple[str, str], set[str]] = {
    ("line", "case_id"): _MOVED,
    ("line", "number"): _MOVED,
    ("line", "at_us"): {"hash"},
    ("line", "day"): {"hash"},
    ("line", "officer"): {"hash"},
    ("line", "acting_under"): {"hash"},
    ("line", "kind"): {"hash", "kind"},
    ("line", "version"): {"hash", "kind"},
    ("line", "edition"): {"hash", "edition"},
    ("line", "commitment"): {"hash", "body"},
    ("line", "previous"): {"hash", "previous"},
    ("line", "hash"): {"hash", "code", "leaf", "previous", "head"},
    ("line", "code"): {"code"},
    ("body", "case_id"): {"body-missing", "body-orphan", "body"},
    ("body", "number"): {"body-missing", "body-orphan", "body"},
    ("body", "salt"): {"body"},
    ("body", "body"): {"body"},
    ("leaf", "position"): _PLACES,
    ("leaf", "case_id"): {"leaf-orphan", "leaf-lost", "leaf-late"},
    ("leaf", "number"): {"leaf-orphan", "leaf-lost", "leaf-late", "leaf"},
    ("leaf", "hash"): {"leaf", "root"},
    ("head", "size"): {"signature", "root", "leaves-cut", "unsigned"},
    ("head", "root"): {"signature", "root"},
    ("head", "at_us"): {"signature"},
    ("head", "signature"): {"signature"},
}
"""The checks that may find a change of a column: without them nothing does."""


def flips(value: Any, at: int, *, embedded: bool) -> Iterator[Any]:
    """The value with one bit changed, near a place: each bit of the byte until the database takes one."""
    if isinstance(value, int):
        yield from (value ^ (1 << (at + n) % 11) for n in range(11))
        return
    if isinstance(value, date):
        yield value + timedelta(days=1 << at % 4)
        return
    if isinstance(value, UUID):
        octets = bytearray(value.bytes)
        octets[at % 16] ^= 1 << at % 8
        yield UUID(bytes=bytes(octets))
        return
    octets = bytearray(value.encode() if isinstance(value, str) else value)
    for bit in range(8):
        changed = bytearray(octets)
        changed[at % len(octets)] ^= 1 << (at + bit) % 8
        if not isinstance(value, str):
            yield bytes(changed)
        elif embedded:
            yield bytes(changed)  # stored as text, be it text or not
        else:
            text = changed.decode("utf-8", "ignore")
            if text.encode() == changed and "\0" not in text:
                yield text


def changed(owner: Behind, table: str, row: dict[str, Any], column: str, at: int) -> dict[str, Any] | None:
    """Change one byte; give the row as it then is, or None if the database itself refuses every such change."""
    where = " AND ".join(f"{name} = %s" for name in KEYS[table])
    text = owner.embedded and isinstance(row[column], str)
    for value in flips(row[column], at, embedded=owner.embedded):
        try:
            owner.run(
                f"UPDATE journal_{table} SET {column} = {'CAST(%s AS text)' if text else '%s'} WHERE {where}",
                value, *(row[name] for name in KEYS[table]),
            )  # fmt: skip
        except Exception as refused:
            if type(refused).__name__ in ("IntegrityError", "UniqueViolation", "StringDataRightTruncation"):
                continue
            raise
        return {**row, column: value}
    return None


def restored(owner: Behind, table: str, before: dict[str, Any], after: dict[str, Any], column: str) -> None:
    def same(name: str) -> str:
        return (
            f"{name} = CAST(%s AS text)"
            if owner.embedded and isinstance(after[name], bytes)
            else f"{name} = %s"
        )

    where = " AND ".join(map(same, KEYS[table]))
    assert owner.run(
        f"UPDATE journal_{table} SET {column} = %s WHERE {where}", before[column], *(after[name] for name in KEYS[table])
    ) == 1  # fmt: skip


def sampled(owner: Behind, table: str) -> Iterator[tuple[dict[str, Any], str, int]]:
    """Rows spread over the table, every column of each, and a few of its bytes."""
    columns = COLUMNS[table]
    rows = owner.rows(f"SELECT {', '.join(columns)} FROM journal_{table} ORDER BY {', '.join(KEYS[table])}")
    step = max(1, len(rows) // 9)
    for n, values in enumerate(rows[::step]):
        row = dict(zip(columns, values, strict=True))
        for c, column in enumerate(columns):
            for k in range(8 if column in ("body", "signature") else 3):
                yield row, column, 37 * n + 13 * c + 101 * k


@pytest.mark.parametrize("table", COLUMNS)
def test_any_byte_that_is_changed_is_found_and_the_case_is_named(
    kept: Journal, copy: str, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with behind(copy) as owner:
        names = {
            owner.key(key): name
            for name, key in owner.rows(
                "SELECT number, case_id FROM journal_casenumber UNION ALL SELECT register || ' ' || name, id FROM journal_book"
            )
        }
        count, tried = 0, set()
        for row, column, at in sampled(owner, table):
            after = changed(owner, table, row, column, at)
            if after is None:
                continue
            findings = list(verify())
            codes = {one.code for one in findings}
            where = (table, column, row, after[column], codes)
            assert codes and codes <= NETS[table, column], where
            if table != "head":
                assert names[row["case_id"]] in {one.case for one in findings}, where
            if column not in tried:  # the twin: without these checks it would not be found
                tried.add(column)
                with monkeypatch.context() as patch:
                    blind(patch, NETS[table, column])
                    assert not found(), where
            restored(owner, table, row, after, column)
            count += 1
        assert found() == set()
        assert tried == set(COLUMNS[table]) and count >= len(tried) * 4


def test_more_than_one_word_on_a_byte_is_said_of_a_case_once(kept: Journal, copy: str) -> None:
    case = kept.cases["fee paid"]
    with behind(copy) as owner:
        owner.run("UPDATE journal_line SET code = hash WHERE case_id = %s", case)
    assert [(one.code, one.line) for one in verify()] == [("code", 1)]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("case-number", "UPDATE journal_casenumber SET number = 'T-9' WHERE number = 'T-000002'"),
        ("case-number", "UPDATE journal_case SET number = 'T-9' WHERE number = 'T-000002'"),
        ("case-number", "DELETE FROM journal_casenumber WHERE number = 'T-000002'"),
        ("edition-text", "UPDATE journal_edition SET text = text || ' '"),
        ("head", "UPDATE journal_case SET head = head - 1 WHERE number = 'T-000002'"),
        ("head", "DELETE FROM journal_case WHERE number = 'T-000002'"),
        ("disposal-orphan", "INSERT INTO journal_disposal (case_id, number, authority, officer, at_us) "
                            "SELECT case_id, 99, 'a', 'b', 1 FROM journal_casenumber WHERE number = 'T-000002'"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_lines_is_verified_too(
    kept: Journal, copy: str, code: str, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with behind(copy) as owner:
        owner.run(change)
    assert code in found()
    blind(monkeypatch, {code} | ({"case-number"} if "DELETE FROM journal_case " in change else set()))
    assert found() == set()


def test_every_finding_is_said_in_both_languages() -> None:
    for code, says in SAYS.items():
        one = Finding(code, "T-000042", 3, 7, "abc")
        assert one.said("en").startswith("T-000042, line 3: ") and one.said("fr").startswith(
            "T-000042, ligne 3\u00a0: "
        )
        assert "{" not in one.said("en") + one.said("fr") and says.en != says.fr
        assert Finding(code, size=7).said("en")[0].isupper()


# Checkpoints and heads --------------------------------------------------------------------------------


def test_a_checkpoint_places_what_has_no_leaf_and_nothing_else(world: World) -> None:
    assert checkpoint(AT) is None
    case = world.abroad()
    first = checkpoint(AT)
    assert first is not None and first.size == 1 and first.genuine
    assert checkpoint(AT + timedelta(days=1)) == first
    for n in range(3):
        world.do(AddNote(text=str(n)), case)
    told: list[int] = []
    last = checkpoint(AT, progress=told.append)
    assert last is not None and last.size == 4 and told == [3]
    assert found(outside=[first, last]) == set()
    tally = Tally()
    world.do(AddNote(text="newer"), case)
    assert list(verify(outside=[first, last], tally=tally)) == []
    assert (tally.lines, tally.size) == (5, 4)


def test_lines_that_were_committed_late_get_their_leaf_all_the_same(world: World) -> None:
    """The trap of "later than the last": a line of a case that sorts before all others, written last."""
    cases = [world.abroad() for _ in range(12)]
    checkpoint(AT)
    for case in sorted(cases, reverse=True):
        world.do(AddNote(text="late"), case)
        checkpoint(AT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), min(position), max(position) FROM journal_leaf")
        assert cursor.fetchone() == (24, 0, 23)
    assert found() == set()


def test_one_checkpoint_at_a_time(world: World, database: str) -> None:
    """Two workers at once, each a process: positions stay dense, and one head is signed."""
    for _ in range(20):
        world.abroad()
    use(database)  # closes ours
    program = "import sys; from trp.cli.main import main; sys.exit(main(['checkpoint']))"
    running = [subprocess.Popen([sys.executable, "-c", program], env=_environment(database), stdout=subprocess.PIPE, text=True)
               for _ in range(3)]  # fmt: skip
    said = {one.communicate(timeout=60)[0] for one in running}
    assert [one.returncode for one in running] == [0, 0, 0]
    assert len(said) == 1 and "Lines: 20;" in said.pop()
    assert found() == set()


def _environment(database: str) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": database}


def test_a_head_leaves_the_machine_and_comes_back(kept: Journal) -> None:
    assert from_text(kept.last.text()) == kept.last
    told = json.loads(kept.last.text())
    for field in told:
        other = {
            **told,
            field: told[field] + 1
            if isinstance(told[field], int)
            else ("ff" if str(told[field]).startswith("00") else "00") + str(told[field])[2:],
        }
        with pytest.raises(NotAHead):
            from_text(json.dumps(other))
        with pytest.raises(NotAHead):
            from_text(json.dumps({key: value for key, value in told.items() if key != field}))
    for text in ("", "[]", "7", "{"):
        with pytest.raises(NotAHead):
            from_text(text)


# The commands -------------------------------------------------------------------------------------------


def test_the_commands_answer_in_both_languages_with_their_codes(
    kept: Journal, copy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, lines = tmp_path / "head.json", tmp_path / "lines.jsonl"
    assert main(["checkpoint", "--out", str(head)]) == 0
    assert from_text(head.read_text("utf-8")) == kept.last
    assert main(["verify", "--head", str(head)]) == 0
    assert (
        f"All is right. Lines: {kept.last.size}; cases and books: {chains(kept)}." in capsys.readouterr().out
    )
    assert main(["verify", "--lang", "fr"]) == 0
    said = capsys.readouterr().out
    assert "Tout est exact. Lignes\u00a0: " in said and "Aucune tête de l’extérieur" in said
    assert main(["verify", "--case", "T-000001"]) == 0
    assert main(["export", str(lines), "--lang", "fr"]) == 0
    assert lines.stat().st_mode & 0o077 == 0 and len(lines.read_text("utf-8").splitlines()) == kept.last.size
    assert main(["verify", "--case", "T-9"]) == 2
    assert main(["verify", "--case", "T-000001", "--head", str(head)]) == 2
    assert main(["verify", "--head", str(tmp_path / "none")]) == 2
    (tmp_path / "bad").write_text("{}")
    assert main(["verify", "--head", str(tmp_path / "bad"), "--lang", "fr"]) == 2
    capsys.readouterr()
    assert main(["export", str(tmp_path / "no" / "folder")]) == 2
    assert main(["checkpoint", "--out", str(tmp_path / "no" / "folder"), "--lang", "fr"]) == 2
    en, fr = capsys.readouterr().err.splitlines()
    assert en.endswith(f": there is no folder {tmp_path / 'no'}; make it first")
    assert fr.endswith(f"\u00a0: il n’y a pas de dossier {tmp_path / 'no'}; créez-le d’abord")
    with behind(copy) as owner:
        owner.lie(kept.cases["facts recorded"], 2)
    for language, words in (
        ("en", "line 2: what it says is not"),
        ("fr", "ligne 2\u00a0: son contenu n’est pas"),
    ):
        assert main(["verify", "--lang", language]) == 1
        found_lines = capsys.readouterr().out.splitlines()
        assert len(found_lines) == 2 and re.match(rf"T-\d{{6}}, {words}", found_lines[0])
    assert main(["verify", "--case", found_lines[0][:8]]) == 1


def test_a_bar_is_shown_on_a_terminal_alone(
    kept: Journal, copy: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["verify"]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["verify"]) == 0
    assert "100 %" in capsys.readouterr().err


def test_a_database_that_cannot_be_used_is_said_to_be(tmp_path: Path) -> None:
    program = "import sys; from trp.cli.main import main; sys.exit(main(sys.argv[1:]))"
    home = {**_environment(""), "TRP_HOME": str(tmp_path), "TRP_DEMO": ""}
    for command in (["verify"], ["checkpoint"], ["rebuild"], ["export", str(tmp_path / "x")]):
        ran = subprocess.run(
            [sys.executable, "-c", program, *command], env=home, capture_output=True, text=True
        )
        assert ran.returncode == 2 and len(ran.stderr.splitlines()) == 1, (command, ran.stderr)


def test_the_journal_is_not_verified_without_its_key(kept: Journal, copy: str, settings_key: Path) -> None:
    assert main(["verify"]) == 2
    assert not settings_key.exists()


@pytest.fixture
def settings_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from django.conf import settings

    monkeypatch.setattr(settings, "JOURNAL_KEY_FILE", tmp_path / "no.key")
    return tmp_path / "no.key"
