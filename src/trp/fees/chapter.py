"""What the chapter on fees reads and writes for the journal: receipts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from trp.casework.acts import Act
from trp.casework.around import Receipt
from trp.casework.events import AllocationReversed, Event, FeeReceived
from trp.casework.fees import AllocateReceipt
from trp.fees.amounts import confirmed
from trp.journal.chapters import Chapter

_READ = "SELECT number, cents - allocated, paid_on, office FROM fees_receipt WHERE number = %s"
_ALLOCATE = "UPDATE fees_receipt SET allocated = allocated + %s WHERE number = %s"


def read_receipt(cursor: Any, act: Act) -> Receipt | None:
    """The receipt that an act names, and what is left of it."""
    if not isinstance(act, AllocateReceipt):
        return None
    cursor.execute(_READ, [act.receipt])
    row = cursor.fetchone()
    return Receipt(row[0], row[1], row[2], row[3]) if row else None


def write(cursor: Any, case: UUID, event: Event) -> None:
    """Take what is allocated from the receipt; the database refuses more than there is."""
    if isinstance(event, FeeReceived):
        cursor.execute(_ALLOCATE, [event.cents, event.receipt])
    elif isinstance(event, AllocationReversed):
        cursor.execute(_ALLOCATE, [-event.cents, event.receipt])


CHAPTER = Chapter(
    "fees", receipt=read_receipt, write=write, events=(FeeReceived, AllocationReversed), amounts=confirmed
)
