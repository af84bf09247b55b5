"""The registers: what is entered beside the cases. Importing this makes every entry and every line known."""

from trp.casework.registers import (
    accounts,
    amounts,
    days,
    officers,
    people,
    receipts,
    refunds,
    remissions,
    same,
)
from trp.casework.registers.entries import ENTERED, ENTRIES

__all__ = [
    "ENTERED", "ENTRIES", "accounts", "amounts", "days", "officers", "people", "receipts", "refunds", "remissions",
    "same",
]  # fmt: skip
