"""What is not known yet: values that are still open, and exactly which facts would settle them.

A fact that is absent may have any of its values. `Open` is a decision diagram over such facts: each node
asks one path of the request and has one branch for each value it may take; a leaf is an ordinary value.
`lift` applies an ordinary function to open arguments. A branch that makes no difference disappears, so
what is left in a diagram is what matters: facts that come from the same path stay tied to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Ask:
    """One thing that is not known: where it is best asked, the path to ask for, and what tells it apart."""

    order: tuple[int, ...]
    path: str
    key: str


class Open:
    """A value that depends on an unknown fact: one branch for each value the fact may take."""

    __slots__ = ("_hash", "ask", "branches")

    def __init__(self, ask: Ask, branches: tuple[Any, ...]) -> None:
        self.ask = ask
        self.branches = branches
        self._hash = hash((ask.key, branches))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return (
            isinstance(other, Open)
            and self._hash == other._hash
            and self.ask.key == other.ask.key
            and self.branches == other.branches
        )

    def __repr__(self) -> str:
        return f"Open({self.ask.path}: {', '.join(map(repr, self.branches))})"


def unknown(ask: Ask, values: tuple[Hashable, ...]) -> Any:
    """The open value of a fact that may be any of `values`; a single value is no question."""
    return values[0] if len(values) == 1 else Open(ask, values)


def lift(function: Callable[..., Any], *arguments: Any) -> Any:
    """Apply a function of ordinary values to arguments that may be open."""
    for argument in arguments:
        if argument.__class__ is Open:
            return _lift(function, arguments, {})
    return function(*arguments)


def _lift(function: Callable[..., Any], arguments: tuple[Any, ...], done: dict[tuple[Any, ...], Any]) -> Any:
    asks = [a.ask for a in arguments if a.__class__ is Open]
    if not asks:
        return function(*arguments)
    if arguments in done:
        return done[arguments]
    first = min(asks)
    size = next(len(a.branches) for a in arguments if a.__class__ is Open and a.ask == first)
    branches = tuple(
        _lift(
            function,
            tuple(a.branches[n] if a.__class__ is Open and a.ask == first else a for a in arguments),
            done,
        )
        for n in range(size)
    )
    found = branches[0] if all(b == branches[0] for b in branches[1:]) else Open(first, branches)
    done[arguments] = found
    return found


def leaves(value: Any) -> tuple[Any, ...]:
    """Every ordinary value that an open value may still become, each once."""
    if value.__class__ is not Open:
        return (value,)
    found: dict[Any, None] = {}
    seen: set[Open] = set()
    waiting: list[Any] = [value]
    while waiting:
        node = waiting.pop()
        if node.__class__ is not Open:
            found[node] = None
        elif node not in seen:
            seen.add(node)
            waiting.extend(reversed(node.branches))
    return tuple(found)


def settled(value: Any) -> Any | None:
    """The value if only one is possible, else None."""
    found = leaves(value)
    return found[0] if len(found) == 1 else None


IMPOSSIBLE = object()
"""A leaf for what no request can say (a contradiction that the contract refuses)."""


def needs(value: Any) -> tuple[str, ...]:
    """The paths that would settle an open value, in the order in which they are best asked.

    A path is needed when two completions of the unknown facts that differ only in it give different
    values. Completions that come to `IMPOSSIBLE` do not count.
    """
    found = {node.ask for node in _nodes(value) if _matters(value, node.ask)}
    return tuple(dict.fromkeys(ask.path for ask in sorted(found)))


def _nodes(value: Any) -> Iterator[Open]:
    seen: set[Open] = set()
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if node.__class__ is Open and node not in seen:
            seen.add(node)
            waiting.extend(node.branches)
            yield node


def _matters(value: Any, ask: Ask) -> bool:
    """Whether two values of `ask`, everything else alike, give different possible leaves."""
    size = next(len(node.branches) for node in _nodes(value) if node.ask == ask)
    sides = [_taking(value, ask, n, {}) for n in range(size)]
    distinct = list(dict.fromkeys(sides))
    return any(_differ(one, other, {}) for n, one in enumerate(distinct) for other in distinct[n + 1 :])


def _taking(value: Any, ask: Ask, branch: int, done: dict[Any, Any]) -> Any:
    """The value once `ask` is known to take that branch."""
    if value.__class__ is not Open:
        return value
    if value not in done:
        if value.ask == ask:
            done[value] = value.branches[branch]
        else:
            branches = tuple(_taking(b, ask, branch, done) for b in value.branches)
            alike = all(b == branches[0] for b in branches[1:])
            done[value] = branches[0] if alike else Open(value.ask, branches)
    return done[value]


def _differ(one: Any, other: Any, done: dict[tuple[Any, Any], bool]) -> bool:
    if one == other:
        return False
    if one.__class__ is not Open and other.__class__ is not Open:
        return one is not IMPOSSIBLE and other is not IMPOSSIBLE
    if (one, other) not in done:
        asks = [side.ask for side in (one, other) if side.__class__ is Open]
        first = min(asks)
        size = next(len(s.branches) for s in (one, other) if s.__class__ is Open and s.ask == first)

        def side(value: Any, n: int) -> Any:
            return value.branches[n] if value.__class__ is Open and value.ask == first else value

        done[(one, other)] = any(_differ(side(one, n), side(other, n), done) for n in range(size))
    return done[(one, other)]
