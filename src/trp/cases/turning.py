"""The cases that turn on a rule: worked out when they are asked for, since no case keeps what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from trp.casework.around import Around
from trp.casework.checks import of
from trp.desk.reader import Reader
from trp.journal.cases import Head, moved_last

LOOKED_AT = 200
"""So many cases are replayed at most: the open ones of the reader's office that moved last."""


@dataclass(frozen=True)
class Turned:
    """The cases whose findings rest on a rule, each with those findings; `looked`: how many were looked at."""

    cases: tuple[tuple[Head, tuple[str, ...]], ...]
    looked: int

    @property
    def all_of_them(self) -> bool:
        """Whether every open case of the office was looked at."""
        return self.looked < LOOKED_AT


def turning(reader: Reader, rule: str) -> Turned:
    """The cases of the reader's office that turn on a rule today, the one that moved last first."""
    found = []
    held = moved_last(reader.who, at=reader.at, most=LOOKED_AT)
    for head, file, register in held:
        said = of(file, Around(on=reader.day, actor=reader.who, register=register))
        if findings := said.resting.get(rule):
            found.append((head, findings))
    return Turned(tuple(found), len(held))
