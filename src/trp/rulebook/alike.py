"""Entries of a list of which the same is unknown: a few of them stand for all.

Two hundred convictions of which nothing is known differ in nothing but their place. What many entries come to
together (one or several, the heaviest of all, any of them) is the same after the second or third as after the
hundredth, so that a few are weighed, and the last of them asks for the others too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from trp.rulebook.unknown import Ask, Open, renamed


def standing_for_all(entries: Iterable[Any], enough: int) -> list[Any]:
    """The entries, at most `enough` of each kind; the last of a kind asks for those left out as well.

    Args:
        entries: What each entry comes to; an open one depends on nothing but its own entry.
        enough: So many entries that are alike, together with any others, come to whatever more of them could,
            even where one of them is held fast. It depends on how entries are put together.
    """
    kinds: dict[Any, list[Any]] = {}
    for entry in entries:
        kinds.setdefault((entry.__class__, renamed(entry, _anywhere)), []).append(entry)
    found: list[Any] = []
    for alike in kinds.values():
        found += alike[:enough]
        if len(alike) > enough and alike[0].__class__ is Open:
            others = tuple([entry.ask.order[1] for entry in alike[enough:]])
            found[-1] = renamed(found[-1], lambda ask, others=others: ask._replace(others=others))  # type: ignore[misc]
    return found


def _anywhere(ask: Ask) -> Ask:
    """The same question of no entry in particular."""
    place = f"[{ask.order[1] - 1}]"
    order = (ask.order[0], 0, *ask.order[2:])
    return Ask(order, ask.path.replace(place, "[]", 1), ask.key.replace(place, "[]", 1))
