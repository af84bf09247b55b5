"""The result: what was found, why, where to go, what to include, and what this page cannot know, for one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trp.rulebook.derive.money import PERMIT_FEE
from trp.rulebook.language import Both, Language
from trp.selfcheck import answer, plain
from trp.selfcheck.answer import Reason, filled
from trp.selfcheck.cited import Cited, cited
from trp.selfcheck.course import Course
from trp.selfcheck.left import Left, left
from trp.selfcheck.places import BORDER, COURT, LETTER, PAPERS, ROUTE, SEND, Office, office
from trp.selfcheck.plain import Plain
from trp.selfcheck.questions import UNKNOWN, pattern
from trp.selfcheck.standing import FINDINGS, Standing, cannot_know
from trp.selfcheck.table import BY_KEY


@dataclass(frozen=True)
class Result:
    """Everything that the page of the result shows.

    Attributes:
        fee: The answer; several where it is not settled.
        reasons: Why, where one rule answers. `under`: its citations.
        offices: Where the request goes; several where that is not settled.
        payable: Whether there is surely something to pay, so that it is said when.
        closed: No request can be made now: it goes nowhere, and nobody is interviewed about it.
        include: What to send or bring, under `head`.
        readings: What rests on an interpretation of ours, in the rulebook’s words.
    """

    fee: tuple[Plain, ...]
    under: tuple[str, ...]
    reasons: tuple[Reason, ...]
    offices: tuple[Office, ...]
    payable: bool
    closed: bool
    head: Both
    include: tuple[Both, ...]
    interview: Both
    left: tuple[Left, ...]
    cannot: tuple[Both, ...]
    notices: tuple[Both, ...]
    readings: tuple[str, ...]
    sources: tuple[Cited, ...]


def result(held: Course, today: date, language: Language) -> Result:
    """What the answers come to. `language`: that of the readings and the sources, which are told in one language."""
    standing = held.standing
    closed = standing.fee.outcome == "NOT_ASKED"
    told = standing.notices(language)
    offices = tuple(dict.fromkeys(office(outcome, held.request) for outcome in standing.route.outcomes))
    crime = any(ground.startswith("A36") for ground in held.request.get("grounds", ["A36"]))
    row = answer.answering(standing)
    under = answer.under(row, standing) if row else ()
    reasons = tuple(answer.reasons(row, standing)) if row else ()
    return Result(
        fee=tuple(answer.fee(standing)),
        under=under,
        reasons=reasons,
        offices=offices,
        payable=standing.fee.outcome == "DUE",
        closed=closed,
        head=offices[0].head if len(offices) == 1 else SEND,
        include=() if closed else tuple(filled(one, standing) for one in _include(standing, offices, crime=crime)),
        interview=plain.INTERVIEW[frozenset(standing.interview.outcomes)],
        left=left(held, today),
        cannot=(*_cannot(held, closed=closed), *plain.ALWAYS),
        notices=tuple(dict.fromkeys(
            filled(plain.NOTICES[one["code"]], standing) for one in told if one["code"] in plain.NOTICES
        )),
        readings=tuple(one["says"] for one in told if one["code"] == "INTERPRETATION"),
        sources=cited(
            _citations(standing, under, reasons, closed=closed),
            standing.evaluation.compiled.book.sources, language,
        ),
    )  # fmt: skip


def _include(standing: Standing, offices: tuple[Office, ...], *, crime: bool) -> Iterator[Both]:
    """What to send or bring, and what of it concerns the fee. `crime`: there is one, or may be."""
    fee, single = standing.fee, len(offices) == 1
    told = offices[0].include if single else (LETTER, PAPERS)
    yield from (one for one in told if one is not COURT or crime)
    if fee.outcome == "DUE" and single:
        yield offices[0].proof
    elif offices == (BORDER,) and standing.amount and any(row.id in plain.ONE_TIME for row in fee.rows):
        yield plain.IN_CASE
    elif fee.outcome == "EXEMPT":
        yield plain.WHY_FREE_ALONE if offices == (ROUTE["VPU"],) else plain.WHY_FREE
    else:
        yield plain.ASK_FIRST


def _cannot(held: Course, *, closed: bool) -> tuple[Both, ...]:
    """What could change the answer and is not asked here, or could not be told apart by an answer."""
    left_open = {path for step in held.steps if step.given == (UNKNOWN,) for path in step.question.paths}
    paths = (path for path in map(pattern, cannot_know(held.request)) if path not in left_open)
    # Of a request that cannot be made not everything was asked, and nobody thinks anything of it: to speak of an
    # interview would contradict the answer.
    found = dict.fromkeys(
        plain.CANNOT_KNOW[path] for path in paths if not closed or path in plain.CANNOT_KNOW
    )
    return tuple(one for one in found if not (closed and one is plain.SEEN))


def _citations(
    standing: Standing, under: tuple[str, ...], reasons: tuple[Reason, ...], *, closed: bool
) -> list[str]:
    """The citations of what is shown; that of the amount where it may be owed."""
    rows = [row for name in FINDINGS if not closed and not (name == "fee" and under) for row in standing.of(name).rows]  # fmt: skip
    told = [*under, *(one for row in rows for one in row.under), *(one for reason in reasons for one in reason.under)]  # fmt: skip
    if {"DUE", "REFER"} & set(standing.fee.outcomes):
        amount = standing.evaluation.compiled.book.series[PERMIT_FEE].on(standing.evaluation.known.made_on)
        told += [amount.source] if amount else []
    return told


def answered(held: Course) -> tuple[tuple[str, Both, tuple[Both, ...]], ...]:
    """The questions that were asked and the answers, for the summary; without an answer: “I don’t know”."""
    return tuple((key, BY_KEY[key].says, BY_KEY[key].says_of(given)) for key, given in held.answers.items())
