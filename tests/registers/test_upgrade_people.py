"""A database of the version before keeps every person, claim and grant when its tables are upgraded."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection

from tests.databases import cluster, use

pytestmark = pytest.mark.slow


def test_what_was_granted_before_is_granted_still(engine: str, tmp_path: Path) -> None:
    name = f"t_{uuid4().hex}"
    if engine == "sqlite":
        url = f"sqlite:///{tmp_path / name}.sqlite3"
    else:
        cluster().execute(f"CREATE DATABASE {name}")
        url = cluster().url(name)
    use(url)
    for room in ("journal", "people"):
        call_command("migrate", room, "0003_books" if room == "journal" else "0001_first", verbosity=0)
    person, case, other = uuid4(), uuid4(), uuid4()
    bound = (lambda key: key.hex) if engine == "sqlite" else (lambda key: key)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_person (id, client_id, family_name, given_names, birth_date) VALUES (%s, '8', %s, '', %s)",
            [bound(person), "Côté", date(1988, 3, 7)],
        )
        cursor.execute("INSERT INTO people_grant (root, case_id, granted_on) VALUES (%s, %s, '2026-01-05')", [bound(person), bound(case)])  # fmt: skip
        cursor.execute(
            "INSERT INTO people_liveclaim (root, case_id) VALUES (%s, %s)", [bound(other), bound(uuid4())]
        )
    connection.close()
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT root, case_id, person, carried_from FROM people_grant")
        assert cursor.fetchall() == [(bound(person), bound(case), bound(person), None)]
        cursor.execute("SELECT root, person FROM people_liveclaim")
        assert cursor.fetchall() == [(bound(other), bound(other))]
        cursor.execute("SELECT family_folded, version FROM people_person")
        assert cursor.fetchall() == [("cote", 0)]
        cursor.execute("SELECT word FROM people_word ORDER BY word")
        assert cursor.fetchall() == [("8",), ("cote",)]
    for statement in ("DELETE FROM people_grant", "UPDATE people_grant SET granted_on = '2026-01-06'"):
        with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
            cursor.execute(statement)
    connection.close()
