"""The chapter on fees: receipts and what is left of them."""
