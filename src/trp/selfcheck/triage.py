"""The triage: one question whose answers name in a word what four others ask for, so that most people pass them by.

What somebody did not choose there is settled; of a question behind it, only the answers that belong to what they chose are
shown. Who does not know is asked all four in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from trp.selfcheck.questions import UNKNOWN, Question, with_answer
from trp.selfcheck.table import QUESTIONS

BEHIND = tuple(question for question in QUESTIONS if any(answer.of for answer in question.answers))
"""The questions behind the triage, in their order."""


def narrowed(question: Question, chosen: Iterable[str]) -> Question:
    """A question with the answers that are left after what was chosen at the triage; nothing chosen: as it is."""
    held = set(chosen)
    if question not in BEHIND or held <= {UNKNOWN}:
        return question
    return replace(
        question, answers=tuple(one for one in question.answers if not one.of or held.intersection(one.of))
    )


def after(request: Mapping[str, Any], chosen: Iterable[str], today: date) -> dict[str, Any]:
    """The request with what the triage settles: a question behind it of which it leaves one answer, or only its “none”."""
    found = dict(request)
    for question, named in _left(chosen):
        if len(named) <= 1:
            found = with_answer(found, question, named or [answer.key for answer in question.answers], today)
    return found


def settled(chosen: Iterable[str]) -> frozenset[str]:
    """The questions behind the triage that are asked no more, by their keys."""
    return frozenset(question.key for question, named in _left(chosen) if len(named) <= 1)


def _left(chosen: Iterable[str]) -> Iterator[tuple[Question, list[str]]]:
    """Each question behind the triage as it is asked now, and its answers but “none”."""
    held = tuple(chosen)
    for one in BEHIND:
        question = narrowed(one, held)
        yield question, [answer.key for answer in question.answers if answer.of]
