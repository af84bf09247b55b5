"""The fee clerk's commands: receipts and their ledger, refunds, the close of a day."""
