"""A database of the version before is upgraded with what it holds: powers, duties, who decided."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from tests.databases import cluster, use
from tests.journal.truth import tables

pytestmark = pytest.mark.slow

BEFORE = [("officers", "0001_first"), ("journal", "0003_books"), ("people", "0001_first")]
LINE = (
    "INSERT INTO journal_line (case_id, number, at_us, day, officer, acting_under, kind, version, edition, commitment, "
    "previous, hash, code) VALUES (%s, %s, 0, '2026-03-02', %s, %s, %s, 1, '', %s, %s, %s, %s)"
)


def empty(engine: str, folder: Path) -> str:
    if engine == "sqlite":
        return f"sqlite:///{folder / 'old.sqlite3'}"
    name = f"t_{uuid4().hex}"
    cluster().execute(f"CREATE DATABASE {name}")
    return cluster().url(name)


def test_what_the_version_before_held_is_carried_over(engine: str, tmp_path: Path) -> None:
    from django.db.migrations.executor import MigrationExecutor

    url = empty(engine, tmp_path)
    use(url)
    MigrationExecutor(connection).migrate(BEFORE)
    people = [uuid4() for _ in range(3)]
    key = [one.hex if engine == "sqlite" else one for one in people]
    case, other = (uuid4().hex if engine == "sqlite" else uuid4() for _ in range(2))
    hash_ = bytes(32)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO officers_office VALUES ('DAKAR', 'visa_office', 'D', 'D', %s)", [True])
        for n, one in enumerate(key):
            cursor.execute(
                "INSERT INTO officers_officer (id, username, name, roles, office_id, is_active, password) "
                "VALUES (%s, %s, 'N', 'officer', 'DAKAR', %s, '!')", [one, f"o{n}", True],
            )  # fmt: skip
        for item in ("120", "80"):
            cursor.execute(
                "INSERT INTO officers_holding (officer_id, item, level, since, entered_by, approved_by) "
                "VALUES (%s, %s, 'OFFICER', '2025-10-01', %s, %s)", [key[0], item, str(people[1]), str(people[2])],
            )  # fmt: skip
        cursor.execute(
            "INSERT INTO officers_conflict (officer_id, case_number) VALUES (%s, 'T-000009')", [key[0]]
        )
        for where, number, who, under, kind in (
            (case, 1, 0, "officer", "FeeReceived"),
            (case, 2, 0, "officer, small post", "AssessmentStarted"),
            (case, 3, 1, "officer", "SentToDecisionMaker"),
            (case, 4, 0, "item 120, OFFICER, small post", "PermitIssued"),
            (other, 1, 2, "officer", "NoteAdded"),
        ):
            cursor.execute(LINE, [where, number, str(people[who]), under, kind, hash_, hash_, hash_, hash_])
        cursor.execute(
            "INSERT INTO journal_case (id, number, access, unit, head, head_hash, client, stage, next_actor, says_en, "
            "says_fr, since, office, made_on, made_to, origin, stream) VALUES (%s, 'T-000001', 'normal', '', 4, %s, %s, "
            "'decided', 'nobody', '', '', '2026-03-02', 'DAKAR', '2026-03-02', '', '', '')", [case, hash_, key[0]],
        )  # fmt: skip
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    held = tables(url)
    assert [(one["item"], one["line"], one["kind"]) for one in held["officers_holding"]] == [
        ("120", -1, "own"),
        ("80", -2, "own"),
    ]
    assert {(one["entered_by_id"], one["approved_by_id"]) for one in held["officers_holding"]} == {
        (people[1].hex, people[2].hex)
    }
    duties = {
        one["officer"]: (one["money"], one["merits"], one["small_post"]) for one in held["journal_duty"]
    }
    assert duties == {str(people[0]): (1, 1, 1), str(people[1]): (0, 1, 0)}
    [row] = held["journal_case"]
    assert (row["recommended_by"], row["decided_by"]) == (str(people[1]), str(people[0]))
    assert [(one["line"], one["office"]) for one in held["journal_review"]] == [(2, "DAKAR"), (4, "DAKAR")]
    use(url)
