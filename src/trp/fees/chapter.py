"""What the chapter on fees reads and writes for the journal: receipts and the ledger of their money."""

from __future__ import annotations

from typing import Any

from trp.casework.acts import Act
from trp.casework.around import Receipt
from trp.casework.events import AllocationReversed, FeeReceived
from trp.casework.fees import AllocateReceipt, ReverseAllocation
from trp.casework.registers.receipts import PERMIT_FEE
from trp.fees import ledger
from trp.fees.amounts import confirmed
from trp.journal.chapters import Chapter
from trp.journal.reading import day_of

_READ = (
    "SELECT r.paid_on, r.office, l.fee, l.cents - l.allocated - l.aside, l.remitted FROM fees_receipt r "
    "JOIN fees_receiptline l ON l.receipt = r.number WHERE r.number = %s"
)


def read_receipt(cursor: Any, act: Act) -> Receipt | None:
    """The receipt that an act names: what it is for, and what is left of its permit fee.

    Its row is locked against whoever would reserve it for another office meanwhile.
    """
    if not isinstance(act, (AllocateReceipt, ReverseAllocation)):
        return None
    cursor.execute(_READ + ledger.shared(), [act.receipt])
    rows = cursor.fetchall()
    if not rows:
        return None
    paid_on, office = rows[0][:2]
    free = {fee: left for _, _, fee, left, _ in rows}
    remitted = sum(row[4] for row in rows)
    return Receipt(
        act.receipt, free.get(PERMIT_FEE, 0), day_of(paid_on), office, tuple(sorted(free)), remitted
    )


CHAPTER = Chapter(
    "fees",
    receipt=read_receipt,
    write=ledger.write_case,
    events=(FeeReceived, AllocationReversed),
    amounts=confirmed,
)
