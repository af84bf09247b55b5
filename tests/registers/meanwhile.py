"""Something happens between what an act has read and what it writes: in a process of its own, to its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from tests.journal.tasks import entered, one
from tests.journal.workers import together
from tests.world import World

Does = Callable[[], Any]


def in_between(patch: pytest.MonkeyPatch, cls: type, does: Does) -> list[Any]:
    """Let `does` happen once, when an act or entry of that class was read for and not yet written; give what it said."""
    name = "events" if hasattr(cls, "events") else "happens"
    real, said = getattr(cls, name), list[Any]()

    def slower(*given: Any) -> Any:
        if not said:
            said.append(None)
            said[0] = does()
        return real(*given)

    patch.setattr(cls, name, slower)
    return said


def act(world: World, url: str, wanted: Any, case: Any, who: str) -> Does:
    """An act of another process."""
    return lambda: together(one, [(url, (wanted, case, world.officers[who], uuid4().hex))])[0]


def entry(world: World, url: str, wanted: Any, who: str) -> Does:
    """An entry of another process."""
    return lambda: together(entered, [(url, (wanted, world.officers[who], uuid4().hex))])[0]
