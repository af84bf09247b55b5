"""JSON texts with places for values: made once with marks for values, then filled for each request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from trp.rulebook.explain import printed
from trp.rulebook.language import Language, Rulebook

# Characters for private use, which no sentence of the rulebook holds: around a value as programs read it, and
# around a value as a sentence prints it.
_RAW, _PRINTED = ("\ue000", "\ue001"), ("\ue002", "\ue003")
_MARK = re.compile(f"([{_RAW[0]}{_PRINTED[0]}])(\\w+)[{_RAW[1]}{_PRINTED[1]}]")


def marks(names: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """A mark for each value: as programs read it, and as a sentence prints it."""
    named = tuple(names)
    return (
        {name: f"{_RAW[0]}{name}{_RAW[1]}" for name in named},
        {name: f"{_PRINTED[0]}{name}{_PRINTED[1]}" for name in named},
    )


class Template:
    """A JSON text with marks for values.

    Args:
        text: The text; each mark stands inside a JSON string.
        book: The rulebook that says what kind each value is.
        language: The language in which sentences print values.
    """

    __slots__ = ("_language", "_parts", "_places")

    def __init__(self, text: str, book: Rulebook, language: Language) -> None:
        self._language: Language = language
        self._parts: list[str] = []
        self._places: list[tuple[int, str, str | None]] = []
        end = 0
        for mark in _MARK.finditer(text):
            self._parts.append(text[end : mark.start()])
            kind = book.values[mark[2]].kind if mark[1] == _PRINTED[0] else None
            self._places.append((len(self._parts), mark[2], kind))
            self._parts.append("")
            end = mark.end()
        self._parts.append(text[end:])

    @property
    def has_places(self) -> bool:
        """Whether there is anything to fill in."""
        return bool(self._places)

    def filled(self, values: Mapping[str, Any]) -> str:
        """The text with these values; none that it names is None."""
        if not self._places:
            return self._parts[0]
        parts = self._parts.copy()
        for place, name, kind in self._places:
            value = values[name]
            if kind is not None:
                shown = printed(value, kind, self._language)
            else:
                shown = value.isoformat() if isinstance(value, date) else value
            parts[place] = json.dumps(shown, ensure_ascii=False)[1:-1]
        return "".join(parts)
