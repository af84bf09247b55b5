"""What all stores share: the facts that are found, how keys are taken, and how much is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

KEPT = 50_000
"""Entries kept in each store; past that it is emptied and filled anew, so that memory stays bounded."""

Found = dict[str, Any]
"""Finite facts, and for each table `name` its outcome, `name.row` the row that answered (any may be open), and
`name.answer` all that it came to."""

Items = list[tuple[str, Found]]
Getter = Callable[[Any], Any]


def make_room(store: dict[Any, Any]) -> None:
    """Empty a store that is full."""
    if len(store) >= KEPT:
        store.clear()


def getter(names: Iterable[str]) -> Getter:
    """What takes the values of those names from a mapping, as a key."""
    wanted = tuple(names)
    return itemgetter(*wanted) if wanted else lambda _: ()


def text_of(value: Any) -> str:
    """A JSON text, as `determine` writes it."""
    return json.dumps(value, ensure_ascii=False)
