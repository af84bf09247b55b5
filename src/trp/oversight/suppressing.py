"""Small numbers of a table are withheld, and as many others as it takes so that the totals do not give them away.

A count from 1 to 4 may point at a person: it is shown as `<5`. That alone is not enough, since the row or the column of
a total tells what is missing from it; so other counts are withheld too (`–`). Whether a small count can still be worked
out is not guessed: the figures of a table, its totals among them, are a network through which the whole total flows
once around, and a withheld figure can be otherwise, all that is shown being as it is, exactly if there is a way around
through withheld figures along which one more (or one less) can flow. Whoever reads the table is taken to know that `<5`
is 1 to 4, and that `–` is 5 or more. A nought is shown as a nought.

It holds for one table. Two tables that share a figure may give away what each withholds: whoever may see parts of a
table is shown them as they stand in the whole one, and periods do not overlap (`trp.oversight.periods`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FEWEST = 5
"""The smallest count that is shown."""
TRIED = 60
"""So many figures are tried, one after the other, before one that does not suffice by itself is withheld."""

Cell = tuple[str, str, str]
"""A group of rows, a row of it, a column. Empty text: all of them, as in a total."""
Node = tuple[str, ...]

ALL: Cell = ("", "", "")


@dataclass(frozen=True)
class Shown:
    """What of a table is shown.

    Attributes:
        counts: Every figure that is not nought, the totals among them.
        small: Those that are withheld because they are small.
        beside: Those that are withheld so that no small one can be worked out.
    """

    counts: Mapping[Cell, int]
    small: frozenset[Cell]
    beside: frozenset[Cell]

    def text(self, cell: Cell, few: str = f"<{FEWEST}") -> str:
        """A figure as it is shown. `few`: what stands for a small one."""
        if cell in self.small:
            return few
        return "–" if cell in self.beside else str(self.counts.get(cell, 0))


def suppressed(cells: Mapping[Cell, int]) -> Shown:
    """What may be shown of these counts and of their totals.

    Args:
        cells: The counts of the rows: no total, none negative.
    """
    counts, ways = _figures({cell: n for cell, n in cells.items() if n})
    small = frozenset(cell for cell, n in counts.items() if n < FEWEST)
    beside: set[Cell] = set()
    for cell in sorted(small):
        while not _is_open(cell, counts, ways, small | beside):
            more = _one_more(cell, counts, ways, small, beside)
            if more is None:  # nothing is left that could hide it: nothing but noughts is shown
                return Shown(counts, small, frozenset(counts) - small)
            beside.add(more)
    for one in sorted(beside, key=lambda one: (-counts[one], one)):
        fewer = small | (beside - {one})
        if all(_is_open(cell, counts, ways, fewer) for cell in small):
            beside.remove(one)
    return Shown(counts, small, frozenset(beside))


def _figures(cells: Mapping[Cell, int]) -> tuple[dict[Cell, int], dict[Cell, tuple[Node, Node]]]:
    """Every figure of the table with its value, and where it leads from and to in the network.

    The whole flows to each group, on to its rows, through a row into the columns of the group, on into the columns of
    the table, and back. Where there is one group, it is the table.
    """
    counts: dict[Cell, int] = {}
    ways: dict[Cell, tuple[Node, Node]] = {}
    one_group = len({group for group, _, _ in cells}) < 2

    def add(cell: Cell, start: Node, end: Node, n: int) -> None:
        counts[cell] = counts.get(cell, 0) + n
        ways[cell] = (start, end)

    for (group, row, column), n in cells.items():
        top: Node = ("all",) if one_group else ("group", group)
        bottom: Node = ("column", column) if one_group else ("column", group, column)
        add((group, row, column), ("row", group, row), bottom, n)
        add((group, row, ""), top, ("row", group, row), n)
        if not one_group:
            add((group, "", ""), ("all",), top, n)
            add((group, "", column), bottom, ("column", column), n)
        add(("", "", column), ("column", column), ("end",), n)
        add(ALL, ("end",), ("all",), n)
    return counts, ways


def _one_more(
    cell: Cell, counts: Mapping[Cell, int], ways: Mapping[Cell, tuple[Node, Node]], small: frozenset[Cell],
    beside: set[Cell],
) -> Cell | None:  # fmt: skip
    """The figure to withhold next: one that suffices by itself, a count rather than a total, the smaller the better."""

    def rank(one: Cell) -> tuple[int, bool, int, Cell]:
        apart = all(mine != its for mine, its in zip(cell[1:], one[1:], strict=True))
        return one.count(""), apart, counts[one], one

    left = sorted((one for one in counts if one not in small and one not in beside), key=rank)
    enough = (one for one in left[:TRIED] if _is_open(cell, counts, ways, small | beside | {one}))
    return next(enough, left[0] if left else None)


def _is_open(
    cell: Cell, counts: Mapping[Cell, int], ways: Mapping[Cell, tuple[Node, Node]], withheld: Iterable[Cell]
) -> bool:
    """Whether a withheld figure could be one more or one less, all that is shown being as it is."""
    ahead: dict[Node, list[Node]] = {}
    for one in withheld:
        if one == cell:
            continue
        (start, end), (more, less) = ways[one], _room(counts[one])
        if more:
            ahead.setdefault(start, []).append(end)
        if less:
            ahead.setdefault(end, []).append(start)
    (start, end), (more, less) = ways[cell], _room(counts[cell])
    return (more and _leads(end, start, ahead)) or (less and _leads(start, end, ahead))


def _room(n: int) -> tuple[bool, bool]:
    """Whether a withheld figure could be greater, and smaller, as far as its mark tells."""
    return (n < FEWEST - 1, n > 1) if n < FEWEST else (True, n > FEWEST)


def _leads(start: Node, end: Node, ahead: Mapping[Node, list[Node]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for node in ahead.get(waiting.pop(), ()):
            if node == end:
                return True
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return False
