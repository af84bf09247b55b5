"""The registers: what is entered beside the cases. Importing this makes every entry and every line known."""

from trp.casework.registers import (
    accounts,
    amounts,
    conflicts,
    days,
    holdings,
    merges,
    officers,
    people,
    receipts,
    refunds,
    remissions,
    same,
    small_posts,
    splits,
)
from trp.casework.registers.entries import ENTERED, ENTRIES

__all__ = [
    "ENTERED", "ENTRIES", "accounts", "amounts", "conflicts", "days", "holdings", "merges", "officers", "people", "receipts", "refunds", "remissions",
    "same", "small_posts", "splits",
]  # fmt: skip
