"""What is allocated of each receipt, compared with what the journals tell."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import connection

from trp.journal.differences import Difference
from trp.journal.snapshot import Snapshot, snapshot, working

_TOLD = (
    "SELECT {key}, l.kind, b.body FROM journal_line l "
    "LEFT JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    "WHERE l.kind IN ('FeeReceived', 'AllocationReversed')"
)
_KEPT = "SELECT number, cents, allocated FROM fees_receipt"
_WRITE = "UPDATE fees_receipt SET allocated = %s WHERE number = %s"


def rebuild(*, check: bool = False) -> Iterator[Difference]:
    """Give the receipts whose `allocated` differs, by each case that took a part; write it unless `check`."""
    with snapshot() if check else working() as view:
        if not check and not view.embedded:
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE fees_receipt IN SHARE ROW EXCLUSIVE MODE")
        found = list(_receipts(view, check=check))
    yield from found


def _receipts(view: Snapshot, *, check: bool) -> Iterator[Difference]:
    told, cases, forgotten = _told(view)
    for number, cents, allocated in view.all(_KEPT):
        right = told.pop(number, 0)
        if right == allocated or (forgotten and right < allocated):
            continue
        fits = 0 <= right <= cents
        if fits and not check:
            with connection.cursor() as cursor:
                cursor.execute(_WRITE, [right, number])
        if not cases.get(number):
            yield Difference("receipt-unclaimed", "", number)
        for key in sorted(cases.get(number, ())):
            yield Difference("receipt" if fits else "receipt-missing", view.name(key), number)
    for number in told:
        for key in sorted(cases[number]):
            yield Difference("receipt-missing", view.name(key), number)


def _told(view: Snapshot) -> tuple[dict[str, int], dict[str, set[str]], bool]:
    """The cents allocated of each receipt, the cases that took them, and whether more was told once.

    Where the body of a line was disposed of, nobody can say any more which receipt it was about: what a
    receipt has beyond the other lines is then left to it, lest it be allocated a second time.
    """
    told: dict[str, int] = {}
    cases: dict[str, set[str]] = {}
    forgotten = False
    for key, kind, body in view.rows(_TOLD.format(key=view.key("l.case_id"))):
        if body is None:
            forgotten = True
            continue
        event = json.loads(body)
        part = event["cents"] if kind == "FeeReceived" else -event["cents"]
        told[event["receipt"]] = told.get(event["receipt"], 0) + part
        cases.setdefault(event["receipt"], set()).add(key)
    return told, cases, forgotten
