"""The queries of this room run on both engines, each time with a database of their own."""

from tests.journal.conftest import database, engine, world

__all__ = ["database", "engine", "world"]
