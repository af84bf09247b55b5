"""The course of a self-check: which question comes next. It follows from the answers alone; nothing else is held.

The next question is the first that the rulebook still needs and that can be asked; where that stands behind the triage, the
triage comes first. So it asks only what matters, an answer that is changed brings the questions that now matter, and answers
that no longer do fall away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trp.selfcheck.questions import UNKNOWN, Question, pattern, with_answer
from trp.selfcheck.standing import Standing, begin, stand
from trp.selfcheck.table import BY_PATH, TRIAGE
from trp.selfcheck.triage import BEHIND, after, narrowed, settled

Answers = Mapping[str, tuple[str, ...]]
"""What was answered: the keys of answers by the keys of questions."""


@dataclass(frozen=True)
class Step:
    """A question at its place. `given`: what was answered; nothing: ()."""

    question: Question
    given: tuple[str, ...]
    number: int


@dataclass(frozen=True)
class Course:
    """The questions that were answered, the one at hand (None: nothing is left to ask), and how things stand."""

    steps: tuple[Step, ...]
    asked: Step | None
    request: dict[str, Any]
    standing: Standing

    @property
    def answers(self) -> dict[str, tuple[str, ...]]:
        """The answers that count, in their order."""
        return {step.question.key: step.given for step in self.steps}

    def step(self, key: str) -> Step | None:
        """The place of a question that was answered or is at hand; None: it is not asked here."""
        held = (*self.steps, *((self.asked,) if self.asked else ()))
        return next((step for step in held if step.question.key == key), None)

    def before(self, key: str) -> Step | None:
        """The question before another one; None: that one is the first, or is not asked here."""
        step = self.step(key)
        return self.steps[step.number - 2] if step is not None and step.number > 1 else None


def course(answers: Answers, today: date) -> Course:
    """Go through the answers from the first question on, as far as they reach."""
    request, steps = begin(today), list[Step]()
    while True:
        standing = stand(request)
        question = _next(standing, {step.question.key: step.given for step in steps})
        if question is None:
            return Course(tuple(steps), None, request, standing)
        step = Step(question, _given(question, answers), len(steps) + 1)
        if not step.given:
            return Course(tuple(steps), step, request, standing)
        steps.append(step)
        if step.question is TRIAGE:
            request = after(request, step.given, today)
        elif step.given != (UNKNOWN,):
            request = with_answer(request, step.question, step.given, today)


def length(answers: Answers, today: date) -> int:
    """How many questions there are in all if those that are still to come are answered as most people do."""
    told = dict(answers)
    while (held := course(told, today)).asked is not None:
        question = held.asked.question
        told[question.key] = (question.usual or question.answers[-1].key,)
    return len(held.steps)


def remaining(answers: Answers, step: Step, today: date) -> int | None:
    """How many questions are likely to come after one; None where that is none, or more than was said before.

    A number that rises tells somebody who has just answered that they are further from the end.
    """
    given = [(one.question.key, one.given) for one in course(answers, today).steps[: step.number - 1]]
    told = [length(dict(given[:n]), today) - n - 1 for n in range(step.number)]
    return told[-1] if 0 < told[-1] <= min(told) else None


def is_last(answers: Answers, step: Step, today: date) -> bool:
    """Whether no question comes after one, whatever its answer is. Of one with several answers at once: not told."""
    if step.question.many:
        return False
    before = {one.question.key: one.given for one in course(answers, today).steps[: step.number - 1]}
    keys = (*(one.key for one in step.question.answers), UNKNOWN)
    return all(course({**before, step.question.key: (key,)}, today).asked is None for key in keys)


def _given(question: Question, answers: Answers) -> tuple[str, ...]:
    """What was answered; nothing where an answer that was changed since leaves no such answer."""
    given = answers.get(question.key, ())
    known = {UNKNOWN, *(answer.key for answer in question.answers)}
    return given if known.issuperset(given) else ()


def _next(standing: Standing, asked: Answers) -> Question | None:
    """The first question that still matters and was not asked, in the rulebook's order, as it is asked now.

    Of a request that cannot be made nothing else matters: it goes nowhere, and nobody is interviewed about it.
    """
    if standing.fee.outcome == "NOT_ASKED":
        return None
    chosen = asked.get(TRIAGE.key, ())
    passed = {*asked, *settled(chosen)}
    wanted = (BY_PATH[path] for path in map(pattern, standing.wanted()) if path in BY_PATH)
    question = next((one for one in wanted if one.key not in passed), None)
    if question is None or question not in BEHIND:
        return question
    return narrowed(question, chosen) if chosen else TRIAGE
