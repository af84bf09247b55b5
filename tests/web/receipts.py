"""Files of receipts for the tests of the fee clerk’s pages, and working those pages as a browser does."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

import trp.site.urls  # noqa: F401 - the pages of the acts are known once their addresses are
from tests.web.desk import Desk, Page
from trp.casework.registers.receipts import ReceiveBatch
from trp.cli.caseload.script import FIRST_DAY
from trp.desk.reader import Reader
from trp.fees.morning.of_the_demo import HEADER, Pays, Row, morning
from trp.journal.cases import actor
from trp.journal.entering import enter
from trp.officers.models import Officer

CLERK, CASHIER, FAR, FAR_CASHIER = "g.wanjiru", "p.otieno", "n.garnier", "l.perrin"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def reader(username: str = CLERK) -> Reader:
    key = Officer.objects.values_list("id", flat=True).get(username=username)
    return Reader(username, actor(key, FIRST_DAY), FIRST_DAY, NOW)


def text_of(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


def morning_of(username: str = CLERK) -> tuple[list[Row], list[Pays]]:
    """The rows of this morning’s file, and which receipt is for which case."""
    return morning(reader(username))


def many(count: int, first: int = 1, payer: str = "Nobody") -> list[Row]:
    """A file of that many receipts."""
    rows = (
        (f"B{n:06d}", "2026-03-02", "online", "NAIROBI", payer, "trp", "1", "246.25")
        for n in range(first, first + count)
    )
    return [HEADER, *rows]


def upload(desk: Desk, content: str | bytes, name: str = "morning.csv", *, who: str = CLERK, language: str = "en") -> Page:  # fmt: skip
    """Choose a file on the page of the import; gives the page it led to."""
    client, path = desk.sign_in(who), f"/{language}/receipts/import"
    octets = content.encode() if isinstance(content, str) else content
    answer = client.post(path, {"file": SimpleUploadedFile(name, octets)})
    page = Page(client, path, answer)
    return page.next() if answer.status_code == 302 else page


def received(desk: Desk, *rows: list[Any], who: str = CLERK, source: str = "test.csv") -> None:
    """Receipts that the payment system listed."""
    enter(ReceiveBatch(source=source, rows=tuple(rows)), desk.id(who), at=NOW, on=FIRST_DAY, key=source)


def row(number: str, *, office: str | None = "NAIROBI", payer: str = "", lines: Any = None, paid_on: str = "2026-03-02") -> list[Any]:  # fmt: skip
    return [number, paid_on, "online", office, payer, lines or [["trp", 1, 246_25]]]


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def waiting_case() -> dict[str, Any]:
    """A case that waits for money at Nairobi."""
    from trp.fees.morning.match import waiting

    cases = waiting(reader())[0]
    found = next(one for one in cases if one.family_name and one.given_names)
    return {"number": found.number, "family": found.family_name, "given": found.given_names,
            "client": found.client_id, "due": found.due, "key": found.key}  # fmt: skip
