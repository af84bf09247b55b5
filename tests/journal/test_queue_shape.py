"""What a page of the queue reads: as many rows among a hundred thousand cases as among a thousand, by the indexes alone, in
the order of the indexes, whoever reads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.databases import ENGINES, fresh, use
from tests.journal.crowd import Crowd
from tests.world import DAY, World
from trp.casework.around import Actor
from trp.casework.queue import LANES
from trp.journal.lists.shown import MOST, QueuePage, Sort, Tab
from trp.journal.lists.statements import by_the_indexes
from trp.journal.queue import SIZE, Choice, Filters, page, tabs

pytestmark = pytest.mark.slow

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
FEW, MANY = 1_000, 100_000
LISTS = [(tab, sort) for tab in Tab for sort in Sort if tab is not Tab.WEEK or sort is Sort.DUE]
NORMAL, UNIT, NATIONAL, RESTRICTED = 0, 4, 7, -1
"""Readers of a crowd: an officer; one of an office whose cases are hidden; who decides for all; one with conflicts."""


_anew = count()


@dataclass
class Kept:
    """A database with so many cases."""

    url: str
    crowd: Crowd


@pytest.fixture(scope="module", params=ENGINES)
def kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[int, Kept]]:
    """All cases open, most at one office: where the most stands in the way."""
    made, folder = {}, tmp_path_factory.mktemp("queue")
    for many in (FEW, MANY):
        url = fresh(request.param, folder)
        use(url)
        made[many] = Kept(url, Crowd.make(World.make(), many, open_only=True))
        analyzed()
    yield made


def analyzed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


Statement = tuple[str, Any]


def statements(does: Callable[[], Any]) -> list[Statement]:
    """The statements that read cases, with what was bound."""
    seen: list[Statement] = []

    def record(execute: Any, sql: str, given: Any, many: bool, context: Any) -> Any:
        if re.search(r"FROM \(?\"?journal_case", sql):
            seen.append((sql, given))
        return execute(sql, given, many, context)

    with connection.execute_wrapper(record):
        does()
    return seen


def asked(who: Actor) -> dict[str, list[Statement]]:
    """The statements of every list of a reader: its beginning, what follows, and back again."""
    found: dict[str, list[Statement]] = {}
    for tab, sort in LISTS:
        first = _asked(found, who, tab, sort, "", "")
        if first.next:
            second = _asked(found, who, tab, sort, ", next", first.next)
            _asked(found, who, tab, sort, ", back", second.previous or "")
    return found


def _asked(
    found: dict[str, list[Statement]], who: Actor, tab: Tab, sort: Sort, way: str, start: str
) -> QueuePage:  # fmt: skip
    told: list[QueuePage] = []
    found[f"{tab} by {sort}{way}"] = statements(
        lambda: told.append(page(who, tab, on=DAY, at=AT, sort=sort, start=start))
    )
    return told[0]


# Rows ---------------------------------------------------------------------------------------------------


@contextmanager
def planned() -> Iterator[None]:
    with by_the_indexes():
        yield


def explained(statement: Statement) -> dict[str, Any]:
    """PostgreSQL's plan, with the rows that it really met."""
    with planned(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement[0]}", statement[1])
        found = cursor.fetchone()[0]
        return dict((json.loads(found) if isinstance(found, str) else found)[0]["Plan"])


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def met(plan: dict[str, Any]) -> int:
    """The rows of cases that a plan met, those among them that it threw away."""
    return sum(
        int((one["Actual Rows"] + one.get("Rows Removed by Filter", 0)) * one["Actual Loops"])
        for one in nodes(plan)
        if one.get("Relation Name") == "journal_case"
    )


def wrong_nodes(plan: dict[str, Any]) -> list[str]:
    """What reads or sorts the table of cases otherwise than by an index in its order."""
    return [
        f"{one['Node Type']} {one.get('Index Name', '')}"
        for one in nodes(plan)
        if "Sort" in one["Node Type"]
        or one["Node Type"] in ("Gather", "Materialize", "Hash Join")
        or (
            one.get("Relation Name") == "journal_case"
            and not one.get("Index Name", "").startswith(("case_office_", "case_desk_"))
        )
        or (
            one.get("Relation Name") == "journal_case"
            and one["Node Type"] not in ("Index Scan", "Index Only Scan")
        )
    ]


def steps(statement: Statement) -> int:
    """The steps of SQLite's machine that a statement takes."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    with connection.cursor() as cursor:
        connection.connection.set_progress_handler(step, 1)
        try:
            cursor.execute(*statement)
            cursor.fetchall()
        finally:
            connection.connection.set_progress_handler(None, 0)
    return taken


def wrong_lines(statement: Statement) -> list[str]:
    """What of SQLite's plan reads or sorts the table of cases otherwise than by an index in its order."""
    with connection.cursor() as cursor:
        # A text of its own: a plan that the driver keeps is not made anew where an index is gone.
        cursor.execute(f"EXPLAIN QUERY PLAN {statement[0]} -- {next(_anew)}", statement[1])
        lines = [str(row[3]) for row in cursor.fetchall()]
    reads = [line for line in lines if "journal_case" in line]
    assert reads
    return [line for line in lines if "TEMP B-TREE" in line or "AUTOMATIC" in line] + [
        line for line in reads if not re.match(r"SEARCH journal_case USING (COVERING )?INDEX case_(office|desk)_", line)
    ]  # fmt: skip


def wrong(statement: Statement) -> list[str]:
    return wrong_nodes(explained(statement)) if connection.vendor == "postgresql" else wrong_lines(statement)


def read(statement: Statement) -> int:
    return met(explained(statement)) if connection.vendor == "postgresql" else steps(statement)


@pytest.mark.parametrize(
    "who", [NORMAL, UNIT, NATIONAL, RESTRICTED], ids=["normal", "unit", "national", "restricted"]
)
def test_every_list_is_read_by_an_index_in_its_order(kept: dict[int, Kept], who: int) -> None:
    for many, one in kept.items():
        use(one.url)
        for name, told in asked(one.crowd.readers[who]).items():
            assert [(many, name, found) for each in told if (found := wrong(each))] == []


@pytest.mark.parametrize(
    "who", [NORMAL, UNIT, NATIONAL, RESTRICTED], ids=["normal", "unit", "national", "restricted"]
)
def test_a_list_reads_as_many_rows_among_many_cases_as_among_few(kept: dict[int, Kept], who: int) -> None:
    """Each lane gives its first row to be merged; a page has 51. Counts stop at a thousand and one for each tab."""
    seen: dict[int, dict[str, int]] = {}
    full: dict[str, bool] = {}
    for many, one in kept.items():
        use(one.url)
        reader = one.crowd.readers[who]
        told, seen[many] = asked(reader), {}
        counts = tabs(reader, on=DAY)
        for name, (listing, counting) in told.items():
            seen[many][name] = read(listing)
            if many == FEW:  # a page among few is as long as one among many
                full[name] = counts[Tab(name.split()[0])].value > (2 * SIZE if "," in name else SIZE)
            if connection.vendor == "postgresql":
                assert met(explained(counting)) <= (len(Tab) + 1) * (MOST + 1) * 1.1, (many, name)
                assert seen[many][name] <= SIZE + 1 + 2 * len(LANES), (many, name)
    compared = [name for name, is_full in full.items() if is_full]
    assert len(compared) > 5
    assert [
        (name, seen[FEW][name], seen[MANY][name])
        for name in compared
        if seen[MANY][name] > 1.1 * seen[FEW][name]
    ] == []


@pytest.mark.parametrize("index", ["due_by", "since", "number"])
@pytest.mark.parametrize("where", ["office", "desk"])
def test_without_one_of_its_indexes_a_list_is_sorted_or_scanned(
    kept: dict[int, Kept], index: str, where: str
) -> None:
    """The twin: the checks above see it."""
    one = kept[FEW]
    use(one.url)
    who = one.crowd.readers[NORMAL]
    sort = {"due_by": Sort.DUE, "since": Sort.AGE, "number": Sort.NUMBER}[index]
    tab = Tab.ALL if where == "office" else Tab.UNASSIGNED
    [listing, *_] = statements(lambda: page(who, tab, on=DAY, at=AT, sort=sort))
    assert wrong(listing) == []
    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                connection.connection.set_authorizer(None)
            cursor.execute(f"DROP INDEX case_{where}_{index}")
        assert wrong(listing) != []
        transaction.set_rollback(True)
    assert wrong(listing) == []


def test_a_page_takes_as_many_statements_however_many_cases_there_are(kept: dict[int, Kept]) -> None:
    told: dict[int, list[int]] = {}
    for many, one in kept.items():
        use(one.url)
        told[many] = []
        for who in (NORMAL, UNIT, RESTRICTED):
            for filters in (Filters(), Filters(fee=Choice(never=frozenset(["refer"])))):
                page(one.crowd.readers[who], Tab.ALL, on=DAY, at=AT)
                with CaptureQueriesContext(connection) as found:
                    page(one.crowd.readers[who], Tab.ALL, on=DAY, at=AT, filters=filters)
                told[many].append(
                    len([each for each in found if not each["sql"].startswith(("BEGIN", "COMMIT"))])
                )
    assert told[FEW] == told[MANY] and max(told[MANY]) <= 6, told
