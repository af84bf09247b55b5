"""Each test of the registers runs on both engines, as those of the journal do."""

from tests.journal.conftest import database, engine, world

__all__ = ["database", "engine", "world"]
