"""The command line: one more way in, onto the same rules."""
