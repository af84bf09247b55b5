"""The fee clerk's morning in the browser: a file comes in, money finds its case, refunds and remissions are done."""
