"""What is not known yet: values that are still open, and exactly which facts would settle them.

A fact that is absent may have any of its values. `Open` is a decision diagram over such facts: each node
asks one path of the request and has one branch for each value it may take; a leaf is an ordinary value.
`lift` applies an ordinary function to open arguments. A branch that makes no difference disappears, so
what is left in a diagram is what matters: facts that come from the same path stay tied to each other.
"""

from __future__ import annotations

from _thread import RLock  # as functools does; `threading` takes as long to load as a table
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from weakref import ref


class Ask(NamedTuple):
    """One thing that is not known.

    Attributes:
        order: Where it is best asked.
        path: The path to ask for.
        key: What tells it apart from others of the same path.
        others: In a list, the places (`order[1]`) of the entries that this one stands for (`alike`).
    """

    order: tuple[int, ...]
    path: str
    key: str
    others: tuple[int, ...] = ()


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


class _Held(ref[Open]):
    """A weak reference that knows its key, so that nothing is kept of a diagram that nobody holds."""

    __slots__ = ("key",)
    key: Any


_all: dict[Any, _Held] = {}
_making = RLock()  # of one thread, since a diagram may be let go while another is made


def _let_go(held: _Held) -> None:
    with _making:
        if _all.get(held.key) is held:
            del _all[held.key]


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
    with _making:
        held = _all.get(key)
        found = held and held()
        if found is None:
            found = Open(ask, branches)
            held = _all[key] = _Held(found, _let_go)
            held.key = key
    return found


def unknown(ask: Ask, values: tuple[Hashable, ...]) -> Any:
    """The open value of a fact that may be any of `values`; a single value is no question."""
    return branching(ask, values)


def lift(function: Callable[..., Any], *arguments: Any) -> Any:
    """Apply a function of ordinary values to arguments that may be open."""
    for argument in arguments:
        if argument.__class__ is Open:
            break
    else:
        return function(*arguments)
    if len(arguments) == 1:
        return _lift_one(function, arguments[0], {})
    return _lift(function, arguments, {})


def _lift_one(function: Callable[[Any], Any], value: Open, done: dict[Open, Any]) -> Any:
    branches = []
    for branch in value.branches:
        if branch.__class__ is not Open:
            branches.append(function(branch))
        elif branch in done:
            branches.append(done[branch])
        else:
            branches.append(_lift_one(function, branch, done))
    found = done[value] = branching(value.ask, tuple(branches))
    return found


def _lift(function: Callable[..., Any], arguments: tuple[Any, ...], done: dict[tuple[Any, ...], Any]) -> Any:
    first: Ask | None = None
    for argument in arguments:
        if argument.__class__ is Open and (first is None or argument.ask < first):
            first, size = argument.ask, len(argument.branches)
    if first is None:
        return function(*arguments)
    sides = [
        a.branches if a.__class__ is Open and (a.ask is first or a.ask == first) else (a,) * size
        for a in arguments
    ]
    branches = []
    for taken in zip(*sides, strict=True):
        found = done.get(taken, done)
        if found is done:
            found = done[taken] = _lift(function, taken, done)
        branches.append(found)
    return branching(first, tuple(branches))


def choose(condition: Any, then: Any, otherwise: Any) -> Any:
    """`then` where the condition holds, else `otherwise`; each may be open.

    The same as lifting the conditional, but a side that the condition rules out is not looked into.
    """
    if condition is True or then is otherwise:
        return then
    if condition is False:
        return otherwise
    return _choose(condition, then, otherwise, {})


def _choose(condition: Open, then: Any, otherwise: Any, done: dict[tuple[Any, Any, Any], Any]) -> Any:
    first: Ask = condition.ask
    size = len(condition.branches)
    for side in (then, otherwise):
        if side.__class__ is Open and side.ask < first:
            first, size = side.ask, len(side.branches)
    sides = [
        a.branches if a.__class__ is Open and (a.ask is first or a.ask == first) else (a,) * size
        for a in (condition, then, otherwise)
    ]
    branches = []
    for taken in zip(*sides, strict=True):
        holds, yes, no = taken
        if holds is True or yes is no:
            found = yes
        elif holds is False:
            found = no
        else:
            found = done.get(taken, done)
            if found is done:
                found = done[taken] = _choose(holds, yes, no, done)
        branches.append(found)
    return branching(first, tuple(branches))


def first_of(conditions: Sequence[Any], given: Sequence[Any], otherwise: Any) -> Any:
    """What is given for the first condition that holds; each condition may be open.

    The same as choosing one after the other, but gone through once for all of them.
    """
    return _first_of(tuple(conditions), given, otherwise, {})


def _first_of(
    conditions: tuple[Any, ...], given: Sequence[Any], otherwise: Any, done: dict[tuple[Any, ...], Any]
) -> Any:
    first: Ask | None = None
    nearest = otherwise
    for n, condition in enumerate(conditions):
        if condition is True:
            nearest = given[n]
            break
        if condition is not False and (first is None or condition.ask < first):
            first, size = condition.ask, len(condition.branches)
    if first is None:
        return nearest
    # What comes after a condition that holds is never looked at.
    sides = [
        c.branches if c.__class__ is Open and (c.ask is first or c.ask == first) else (c,) * size
        for c in conditions[: n + 1]
    ]
    branches = []
    for taken in zip(*sides, strict=True):
        found = done.get(taken, done)
        if found is done:
            found = done[taken] = _first_of(taken, given, otherwise, done)
        branches.append(found)
    return branching(first, tuple(branches))


def all_of(marks: Iterable[Any]) -> Any:
    """Whether every mark holds: True, False or open."""
    open_marks = []
    for mark in marks:
        if mark is False:
            return False
        if mark is not True:
            open_marks.append(mark)
    # What is asked last is put together first, so that each diagram is gone through once.
    open_marks.sort(key=_asked, reverse=True)
    found: Any = True
    for mark in open_marks:
        found = choose(mark, found, False)
        if found is False:
            return False
    return found


def _asked(value: Open) -> Ask:
    return value.ask


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
    return tuple(dict.fromkeys(path for _, path in sorted(place for ask in found for place in _places(ask))))


def _places(ask: Ask) -> Iterator[tuple[tuple[int, ...], str]]:
    """The order and the path of what is asked, and of what it stands for."""
    yield ask.order, ask.path
    for other in ask.others:
        yield (
            (ask.order[0], other, *ask.order[2:]),
            ask.path.replace(f"[{ask.order[1] - 1}]", f"[{other - 1}]", 1),
        )


def _nodes(value: Any) -> Iterator[Open]:
    seen: set[Open] = set()
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if node.__class__ is Open and node not in seen:
            seen.add(node)
            waiting.extend(node.branches)
            yield node


def renamed(value: Any, rename: Callable[[Ask], Ask]) -> Any:
    """The same diagram, asking other things in the same order."""
    return _renamed(value, rename, {}) if value.__class__ is Open else value


def _renamed(value: Any, rename: Callable[[Ask], Ask], done: dict[Open, Any]) -> Any:
    if value.__class__ is not Open:
        return value
    if value not in done:
        done[value] = branching(rename(value.ask), tuple([_renamed(b, rename, done) for b in value.branches]))
    return done[value]


def _matters(value: Any, ask: Ask) -> bool:
    """Whether two values of `ask`, everything else alike, give different possible leaves."""
    done: dict[tuple[Any, Any], bool] = {}
    for node in _nodes(value):
        if node.ask == ask:
            distinct = list(dict.fromkeys(node.branches))
            for n, one in enumerate(distinct):
                if any(_differ(one, other, done) for other in distinct[n + 1 :]):
                    return True
    return False


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
