"""The registers: what is entered beside the cases. Importing this makes every entry and every line known."""

from trp.casework.registers import amounts, days, receipts, refunds, remissions
from trp.casework.registers.entries import ENTERED, ENTRIES

__all__ = ["ENTERED", "ENTRIES", "amounts", "days", "receipts", "refunds", "remissions"]
