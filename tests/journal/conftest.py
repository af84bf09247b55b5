"""Each test of the journal runs on both engines, each time with a database of its own; `make check` on the embedded one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import ENGINES, fresh, use
from tests.world import World


@pytest.fixture(params=[ENGINES[0], pytest.param(ENGINES[1], marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database(engine: str, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database, which Django uses during the test."""
    url = fresh(engine, tmp_path)
    use(url)
    yield url
    use(url)


@pytest.fixture
def world(database: str) -> World:
    """Offices, officers, persons and receipts in a fresh database."""
    return World.make()
