"""A database of the version before gets what the queue is sorted by, so that no open case is missing from it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection

from tests.databases import cluster, use
from tests.world import DAY
from trp.casework.around import Actor
from trp.casework.queue import LANES, LAST
from trp.journal.lists.shown import Tab
from trp.journal.models import Case
from trp.journal.queue import page, tabs

pytestmark = pytest.mark.slow

_WAITED = (
    # number, stage, result, next actor, due, holder; then lane, desk, due by
    ("T-1", "awaiting_fee", None, "client", None, None, "fee client", "DAKAR", LAST),
    ("T-2", "ready", None, "officer", None, "me", "officer", "me", LAST),
    ("T-3", "awaiting_response", None, "client", date(2026, 3, 9), "me", "client", "me", date(2026, 3, 9)),
    ("T-4", "with_decision_maker", None, "delegate", None, "me", "delegate", "decide", LAST),
    ("T-5", "closed", "withdrawn", "nobody", None, "me", "", "me", LAST),
)


def test_no_case_is_missing_from_the_queue_after_an_upgrade(engine: str, tmp_path: Path) -> None:
    name = f"t_{uuid4().hex}"
    url = f"sqlite:///{tmp_path / name}.sqlite3"
    if engine == "postgresql":
        cluster().execute(f"CREATE DATABASE {name}")
        url = cluster().url(name)
    use(url)
    call_command("migrate", "journal", "0006_confirming", verbosity=0)
    key = (lambda: uuid4().hex) if engine == "sqlite" else uuid4
    with connection.cursor() as cursor:
        for number, stage, result, waits, due, holder, *_ in _WAITED:
            cursor.execute(
                "INSERT INTO journal_case (id, number, access, unit, head, head_hash, client, stage, result, next_actor, "
                "says_en, says_fr, since, due, office, holder, made_on, made_to, origin, stream) VALUES (%s, %s, 'normal', '', "
                "1, %s, %s, %s, %s, %s, '', '', %s, %s, 'DAKAR', %s, %s, 'visa_office', 'client', 'ordinary')",
                [key(), number, bytes(32), key(), stage, result, waits, DAY, due, holder, DAY],
            )  # fmt: skip
    connection.close()
    call_command("migrate", verbosity=0)
    held = Case.every.order_by("number")
    assert list(held.values_list("number", "lane", "desk", "due_by")) == [
        (row[0], *row[6:]) for row in _WAITED
    ]
    assert set(held.values_list("fee", flat=True)) == {"unknown"} and {row.lane for row in held} <= {
        *LANES,
        "",
    }
    reader = Actor(str(uuid4()), "R", frozenset({"officer"}), "DAKAR")
    assert tabs(reader, on=DAY)[Tab.ALL].value == 4
    listed = page(reader, Tab.ALL, on=DAY, at=datetime(2026, 3, 2, tzinfo=UTC))
    assert [row.number for row in listed.rows] == ["T-3", "T-1", "T-2", "T-4"]
    connection.close()
