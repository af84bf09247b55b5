"""What a question of the self-check is, and how its answers become facts of a request.

An answer is a broad category. It gives facts as a request of `trp determine` has them; it names no day, offence or
provision that a person would have to know, and nothing by which somebody could be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from trp.rulebook.language import Both

UNKNOWN = "unknown"
"""The answer “I don’t know”: the facts stay open."""


class When(Enum):
    """A day that stands for all others of its kind, as the rules can tell them apart."""

    NOW = "the day of the question"
    LONG_AGO = "a day that lies more than a year before it"

    def on(self, today: date) -> str:
        """The day, as a request writes it."""
        return (today if self is When.NOW else date(today.year - 2, today.month, 1)).isoformat()


@dataclass(frozen=True)
class Answer:
    """One answer.

    Attributes:
        facts: Each path of a request with its value; without any, the facts stay open.
        of: The answer to the question of the triage behind which this one stands; empty: it is shown to everybody.
    """

    key: str
    says: Both
    facts: Mapping[str, Any]
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One question, on a page of its own.

    Attributes:
        key: Its name in the form.
        paths: The paths of a request that it asks for (`[]` stands for the number of an entry); that of the triage: none.
        says: The question. `why`: why it is asked. `hint`: what helps to answer it.
        terms: Words of it, each as a question with what it means: folded, for those who wonder.
        many: Several answers may hold at once; their lists are put together.
        alone: The one of several answers that holds only by itself.
        usual: The answer of most people, by which it is reckoned how many questions are left; empty: the last.
    """

    key: str
    paths: tuple[str, ...]
    says: Both
    why: Both
    answers: tuple[Answer, ...]
    hint: Both | None = None
    terms: tuple[tuple[Both, Both], ...] = ()
    many: bool = False
    alone: str = ""
    usual: str = ""

    def answer(self, key: str) -> Answer | None:
        """The answer of that name; None: there is none."""
        return next((one for one in self.answers if one.key == key), None)

    def says_of(self, given: Iterable[str]) -> tuple[Both, ...]:
        """What was answered, in words; “I don’t know” has none of its own."""
        return tuple(one.says for one in self.answers if one.key in given)


_STEP = re.compile(r"[a-z0-9_]+")
_NUMBER = re.compile(r"\[[0-9]+\]")


def pattern(path: str) -> str:
    """A path without the numbers of entries: `convictions[0].sexual` → `convictions[].sexual`."""
    return _NUMBER.sub("[]", path)


def with_answer(request: Mapping[str, Any], question: Question, given: Iterable[str], today: date) -> dict[str, Any]:  # fmt: skip
    """The request with the facts that an answer gives."""
    found, held = deepcopy(dict(request)), tuple(given)
    told: dict[str, Any] = {}
    for answer in question.answers:
        if answer.key in held:
            for path, value in answer.facts.items():
                told[path] = [*told[path], *value] if path in told else value
    for path, value in told.items():
        _put(found, path, value.on(today) if isinstance(value, When) else deepcopy(value))
    return found


def _put(request: dict[str, Any], path: str, value: Any) -> None:
    """Enter a value at a path whose object is there."""
    *outer, last = _STEP.findall(path)
    held: Any = request
    for step in outer:
        held = held[int(step) if step.isdigit() else step]
    held[last] = value
