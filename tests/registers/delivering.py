"""What the worker processes of the registers do."""

from __future__ import annotations

from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID

from django.db import Error

from tests.journal.tasks import Job, did, open_to
from tests.world import DAY
from trp.casework.registers.receipts import ReceiveBatch
from trp.fees import ledger
from trp.journal.asked import Busy, OtherRequest, Refused
from trp.journal.entering import enter

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)

Delivery = tuple[str, tuple[Any, ...]]
"""The id of a delivery and its rows."""


def delivered(delivery: Delivery, officer: UUID) -> tuple[str, Any]:
    """Let one delivery in and say what came of it."""
    name, rows = delivery
    entry = ReceiveBatch(source=f"feed {name}", rows=rows)
    while True:
        try:
            done = enter(entry, officer, at=AT, on=DAY, key=name)
            return "done", (done.first, done.last)
        except Refused as refused:
            return "refused", tuple((one.code, one.says.en) for one in refused.blockers)
        except OtherRequest as other:
            return "other", str(other)
        except Busy:
            continue
        except Error as fault:
            return "fault", f"{type(fault).__name__}: {fault}"


def delivers(
    line: Connection, url: str, officer: UUID, deliveries: list[Delivery], sabotage: str = ""
) -> None:
    """Delivery after delivery, from the word go; then everything that came of them.

    Args:
        sabotage: overwrites: a number that comes again replaces what stands there.
    """
    open_to(url)
    if sabotage == "overwrites":
        overwrite()
    line.send("ready")
    line.recv()
    line.send([delivered(one, officer) for one in deliveries])


def overwrite() -> None:
    """The twin: the register forgets what it knows, and the last one that comes is right."""
    from trp.casework.registers.receipts import Listed
    from trp.fees import receipts
    from trp.journal import guard

    guard._STAYS = frozenset()
    listed, add = receipts.listed, ledger.add

    def forgets(cursor: Any, rows: Any, digests: Any) -> Listed:
        return Listed(listed(cursor, rows, digests).offices)

    def replaces(cursor: Any, table: str, columns: Any, rows: Any) -> None:
        if table in ("fees_receipt", "fees_receiptline"):
            for row in rows:
                name = "number" if table == "fees_receipt" else "receipt"
                cursor.execute(f"DELETE FROM {table} WHERE {name} = %s", [row[0]])
        add(cursor, table, columns, rows)

    receipts.listed, ledger.add = forgets, replaces  # type: ignore[assignment]


def allocates(line: Connection, url: str, jobs: list[Job]) -> None:
    """Act after act, from the word go; then everything that came of them."""
    open_to(url)
    line.send("ready")
    line.recv()
    line.send([did(job) for job in jobs])
