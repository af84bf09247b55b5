"""The chapter on fees: receipts, the ledger of their money, amounts."""
