"""The facts of a request by their paths, as the reasons of a determination show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_NUMBER = re.compile(r"\[[0-9]+\]")


class Seen:
    """Every known fact of a request, found by a path pattern (`convictions[].sentence`)."""

    __slots__ = ("_by_pattern", "flat")

    def __init__(self, flat: Mapping[str, Any]) -> None:
        self.flat = flat
        self._by_pattern: dict[str, dict[str, Any]] = {}
        for path, value in flat.items():
            pattern = _NUMBER.sub("[]", path) if "[" in path else path
            self._by_pattern.setdefault(pattern, {})[path] = value

    def at(self, patterns: tuple[str, ...], item: int | None = None) -> dict[str, Any]:
        """The known facts at these patterns; of one entry of the list of information, if `item` is given."""
        found: dict[str, Any] = {}
        for pattern in patterns:
            held = self._by_pattern.get(pattern)
            if held is None:
                continue
            if item is None:
                found.update(held)
            else:
                path = pattern.replace("[]", f"[{item}]", 1)
                if path in held:
                    found[path] = held[path]
        return found


def flat(request: Mapping[str, Any]) -> dict[str, Any]:
    """Path and value of every fact of a request; a list of texts is one value."""
    return dict(_flat(request, ""))


def _flat(held: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for key, value in held.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            yield from _flat(value, here)
            if not value:
                yield here, value
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for n, entry in enumerate(value):
                yield from _flat(entry, f"{here}[{n}]")
        else:
            yield here, value
