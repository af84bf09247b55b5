"""What is not known yet: values that are still open, and exactly which facts would settle them.

A fact that is absent may have any of its values. `Open` is a decision diagram over such facts: each node
asks one path of the request and has one branch for each value it may take; a leaf is an ordinary value.
`lift` applies an ordinary function to open arguments. A branch that makes no difference disappears, so
what is left in a diagram is what matters: facts that come from the same path stay tied to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple
from weakref import WeakValueDictionary


class Ask(NamedTuple):
    """One thing that is not known: where it is best asked, the path to ask for, and what tells it apart."""

    order: tuple[int, ...]
    path: str
    key: str


class Open:
    """A value that depends on an unknown fact: one branch for each value the fact may take.

    There is one object for each distinct diagram (`_open`), so that two are equal when they are the same.
    """

    __slots__ = ("__weakref__", "ask", "branches")

    def __init__(self, ask: Ask, branches: tuple[Any, ...]) -> None:
        self.ask = ask
        self.branches = branches

    def __repr__(self) -> str:
        return f"Open({self.ask.path}: {', '.join(map(repr, self.branches))})"


_all: WeakValueDictionary[tuple[Ask, tuple[Any, ...], tuple[type, ...]], Open] = WeakValueDictionary()
_making = Lock()


def branching(ask: Ask, branches: tuple[Any, ...]) -> Any:
    """The open value with these branches; the branch itself where they are all the same."""
    first = branches[0]
    for branch in branches:
        if branch is not first and (
            branch.__class__ is not first.__class__ or branch.__class__ is Open or branch != first
        ):
            break
    else:
        return first
    key = (ask, branches, tuple(map(type, branches)))  # 1 and True are equal, and not the same
    found = _all.get(key)
    if found is None:
        with _making:
            found = _all.setdefault(key, Open(ask, branches))
    return found


def unknown(ask: Ask, values: tuple[Hashable, ...]) -> Any:
    """The open value of a fact that may be any of `values`; a single value is no question."""
    return branching(ask, values)


def lift(function: Callable[..., Any], *arguments: Any) -> Any:
    """Apply a function of ordinary values to arguments that may be open."""
    for argument in arguments:
        if argument.__class__ is Open:
            return _lift(function, arguments, {})
    return function(*arguments)


def _lift(function: Callable[..., Any], arguments: tuple[Any, ...], done: dict[tuple[Any, ...], Any]) -> Any:
    found = done.get(arguments, done)
    if found is not done:
        return found
    first: Ask | None = None
    for argument in arguments:
        if argument.__class__ is Open and (first is None or argument.ask < first):
            first, size = argument.ask, len(argument.branches)
    if first is None:
        return function(*arguments)
    branches = []
    for n in range(size):
        taken = tuple([a.branches[n] if a.__class__ is Open and a.ask == first else a for a in arguments])
        branches.append(_lift(function, taken, done))
    found = done[arguments] = branching(first, tuple(branches))
    return found


def choose(condition: Any, then: Any, otherwise: Any) -> Any:
    """`then` where the condition holds, else `otherwise`; each may be open.

    The same as lifting the conditional, but a side that the condition rules out is not looked into.
    """
    return _choose(condition, then, otherwise, {})


def _choose(condition: Any, then: Any, otherwise: Any, done: dict[tuple[Any, Any, Any], Any]) -> Any:
    if condition is True or then is otherwise:
        return then
    if condition is False:
        return otherwise
    key = (condition, then, otherwise)
    found = done.get(key, done)
    if found is not done:
        return found
    first: Ask = condition.ask
    size = len(condition.branches)
    for side in (then, otherwise):
        if side.__class__ is Open and side.ask < first:
            first, size = side.ask, len(side.branches)
    c, t, o = (a.__class__ is Open and a.ask == first for a in key)
    branches = [
        _choose(
            condition.branches[n] if c else condition,
            then.branches[n] if t else then,
            otherwise.branches[n] if o else otherwise,
            done,
        )
        for n in range(size)
    ]
    found = done[key] = branching(first, tuple(branches))
    return found


def all_of(marks: Iterable[Any]) -> Any:
    """Whether every mark holds: True, False or open."""
    found: Any = True
    for mark in marks:
        found = choose(found, mark, False)
        if found is False:
            return False
    return found


def leaves(value: Any) -> tuple[Any, ...]:
    """Every ordinary value that an open value may still become, each once."""
    return _leaves(value) if value.__class__ is Open else (value,)


@lru_cache(maxsize=4096)
def _leaves(value: Open) -> tuple[Any, ...]:
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


@lru_cache(maxsize=4096)
def constrained(value: Any, possible: Any) -> Any:
    """The value where the unknown facts do not contradict each other, else `IMPOSSIBLE`."""
    return choose(possible, value, IMPOSSIBLE)


@lru_cache(maxsize=1024)
def needs(value: Any, possible: Any = True) -> tuple[str, ...]:
    """The paths that would settle an open value, in the order in which they are best asked.

    A path is needed when two completions of the unknown facts that differ only in it give different
    values: a diagram holds no other. Completions that come to `IMPOSSIBLE` do not count.

    Args:
        value: The open value, `IMPOSSIBLE` where `possible` does not hold.
        possible: Whether the unknown facts do not contradict each other. Only what it depends on may be in the
            diagram for no other reason than to rule something out, and is looked at again.
    """
    found = {node.ask for node in _nodes(value)}
    doubtful = {node.ask for node in _nodes(possible)}
    found = {ask for ask in found if ask not in doubtful or _matters(value, ask)}
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
            done[value] = branching(value.ask, tuple(_taking(b, ask, branch, done) for b in value.branches))
    return done[value]


def _differ(one: Any, other: Any, done: dict[tuple[Any, Any], bool]) -> bool:
    if one is other or (one.__class__ is not Open and one == other):
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
