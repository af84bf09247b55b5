"""The lives that cases can have: each has a name, a weight, an age, the offices where it happens, and its script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trp.cli.caseload.script import Play


@dataclass(frozen=True)
class Life:
    """One kind of life.

    Attributes:
        weight: How often it comes beside the others.
        ago: How many days before the first day of the demo it begins: at most, at least.
        opens: One entry a case of the household: how many days after the beginning it is opened.
    """

    name: str
    weight: int
    ago: tuple[int, int]
    offices: Sequence[str]
    opens: tuple[int, ...]
    play: Play


LIVES: dict[str, Life] = {}
"""Every life by its name."""

FINISHED, WAITING, MIDWAY = (112, 45), (20, 3), (45, 22)


def life(
    weight: int, ago: tuple[int, int], offices: Sequence[str], opens: tuple[int, ...] = (0,)
) -> Callable[[Play], Play]:
    """Register a script as a life."""

    def registered(play: Play) -> Play:
        LIVES[play.__name__] = Life(play.__name__, weight, ago, offices, opens, play)
        return play

    return registered
