"""Reading one request: a known fact gives its value, an absent one an open value with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from trp.rulebook.days import days_after
from trp.rulebook.language import NO, YES
from trp.rulebook.request import ORDER
from trp.rulebook.shape import day
from trp.rulebook.unknown import Ask, Open, lift, settled, unknown

FLAGS = (NO, YES)


class Reader:
    """One object of the request, or what is to be asked where it is absent.

    Args:
        held: The object; None where the object itself is absent or known not to be.
        path: Its path, e.g. `convictions[0]`; empty for the request.
        pattern: The same with `[]` for numbers.
        absent: The object is not known: whatever is read from it is asked for by the object's own path.
        void: The object is known not to be: whatever is read from it is of no account (see `where`).
    """

    __slots__ = ("_at", "absent", "held", "path", "pattern", "void")

    def __init__(
        self,
        held: Mapping[str, Any] | None,
        path: str = "",
        pattern: str = "",
        *,
        absent: bool = False,
        void: bool = False,
        at: int = 0,
    ) -> None:
        self.held = held or {}
        self.path = path
        self.pattern = pattern
        self.absent = absent
        self.void = void
        self._at = at

    def ask(self, key: str) -> Ask:
        """What has to be asked to know the fact `key`."""
        whole = f"{self.path}.{key}" if self.path else key
        if self.absent:
            return Ask((ORDER[self.pattern], self._at, ORDER[f"{self.pattern}.{key}"]), self.path, whole)
        pattern = f"{self.pattern}.{key}" if self.pattern else key
        if self.pattern.endswith("[]"):  # one entry after the other: a diagram of many entries stays narrow
            return Ask((ORDER[self.pattern[:-2]], self._at + 1, ORDER[pattern]), whole, whole)
        return Ask((ORDER[pattern], 0, 0), whole, whole)

    def flag(self, key: str) -> Any:
        held = self.held.get(key)
        if held is True:
            return YES
        if held is False or self.void:
            return NO
        return unknown(self.ask(key), FLAGS)

    def choice(self, key: str, values: tuple[Any, ...]) -> Any:
        if key in self.held:
            return self.held[key]
        return values[0] if self.void else unknown(self.ask(key), values)

    def day(self, key: str, could_be: Callable[[], Iterable[date | None]]) -> Any:
        """A day, or None where it is known that there is none; unknown: any of `could_be()`."""
        if key in self.held:
            held = self.held[key]
            return None if held is None else day(held)
        return None if self.void else unknown(self.ask(key), tuple(could_be()))

    def happened(self, key: str, by: date) -> Any:
        """Whether the day is known and not after `by`, as a flag."""
        if key in self.held:
            held = self.held[key]
            return YES if held is not None and day(held) <= by else NO
        return unknown(self.ask(key), FLAGS)

    def part(self, key: str, *, there: bool = False) -> tuple[Any, Reader]:
        """An object inside: whether there is one (True, False or open), and its reader.

        Args:
            key: Its name.
            there: Other facts already show that there is one.
        """
        if key in self.held:
            held = self.held[key]
            return held is not None, Reader(held, key, key, void=held is None)
        asked = self.ask(key)
        present = True if there else unknown(Ask(asked.order, asked.path, f"{key}?"), (False, True))
        return present, Reader(None, key, key, absent=True)

    def knows(self, key: str) -> bool:
        return key in self.held


def where(present: Any, value: Any, otherwise: Any) -> Any:
    """The value where there is such an object, else the other one."""
    if present is True:
        return value
    if present is False:
        return otherwise
    return lift(lambda p, v: v if p else otherwise, present, value)


def around(*days: date) -> tuple[date, ...]:
    """Days that stand for all others: before, on and after each of `days`."""
    found = {d for edge in days for d in (edge, days_after(edge, 1))}
    return (days_after(min(days), -1), *sorted(found))


def value(function: Callable[..., Any], *arguments: Any) -> Any:
    """A value for sentences and own fields: what it must be, or None while it is open."""
    found = lift(function, *arguments)
    return settled(found) if found.__class__ is Open else found
