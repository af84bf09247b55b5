"""What somebody did not know, and what an answer to it would bring: told only where it tells something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trp.rulebook.language import Both
from trp.selfcheck import plain
from trp.selfcheck.answer import filled
from trp.selfcheck.course import Course, Step
from trp.selfcheck.places import office
from trp.selfcheck.questions import UNKNOWN, pattern, with_answer
from trp.selfcheck.standing import Standing, stand

WEIGHED = 3
"""Open questions of which it is worked out what each answer would bring: a page has to come at once."""
_SAYS_NOTHING = (plain.FEE_OPEN, plain.ROUTE_OPEN, plain.INTERVIEW_OPEN)


@dataclass(frozen=True)
class Left:
    """A question that was answered with “I don’t know”.

    Attributes:
        answers: Answers that bring the same, and what they bring by themselves. Nothing: no answer settles anything
            alone, or so much is open that only the first few questions are weighed.
    """

    question: Both
    answers: tuple[tuple[tuple[Both, ...], tuple[Both, ...]], ...]


def left(held: Course, today: date) -> tuple[Left, ...]:
    """Every question that was left open and would still change something."""
    open_ = [step for step in held.steps if _is_left(step, held.standing)]
    return tuple(
        Left(step.question.says, _brings(step, held, today) if n < WEIGHED else ())
        for n, step in enumerate(open_)
    )


def _is_left(step: Step, standing: Standing) -> bool:
    wanted = set(map(pattern, standing.wanted()))
    return step.given == (UNKNOWN,) and bool(wanted & set(step.question.paths))


def _brings(step: Step, held: Course, today: date) -> tuple[tuple[tuple[Both, ...], tuple[Both, ...]], ...]:
    """What each answer would settle, in the findings in which the answers differ; those that settle nothing are left out."""
    question = step.question
    requests = [with_answer(held.request, question, (one.key,), today) for one in question.answers]
    told = [_shorts(request) for request in requests]
    differ = [n for n in range(len(told[0])) if len({short[n] for short in told}) > 1]
    alike: dict[tuple[Both, ...], list[Both]] = {}
    for answer, short in zip(question.answers, told, strict=True):
        if brings := tuple(short[n] for n in differ if short[n] not in _SAYS_NOTHING):
            alike.setdefault(brings, []).append(answer.says)
    return tuple((tuple(says), brings) for brings, says in alike.items())


def _shorts(request: dict[str, object]) -> tuple[Both, Both, Both]:
    """The findings for a request in a sentence each: the fee, the office, the interview."""
    standing = stand(request)
    fee, route = standing.fee.outcome, standing.route.outcome
    return (
        filled(plain.FEE_SHORT[fee], standing) if fee else plain.FEE_OPEN,
        office(route, request).says if route else plain.ROUTE_OPEN,
        plain.INTERVIEW[frozenset(standing.interview.outcomes)],
    )
