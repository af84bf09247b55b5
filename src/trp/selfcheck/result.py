"""The result: what was found, why, where to go, what to include, and what this page cannot know, for one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trp.rulebook.derive.money import PERMIT_FEE
from trp.rulebook.language import Both, Language, Row, Source
from trp.rulebook.sources import source_of
from trp.rulebook.words import day as in_words
from trp.rulebook.words import money
from trp.selfcheck import plain
from trp.selfcheck.course import Course, Step
from trp.selfcheck.plain import Office, Plain
from trp.selfcheck.questions import UNKNOWN, pattern, with_answer
from trp.selfcheck.standing import TAKEN, Found, Standing, cannot_know, stand
from trp.selfcheck.table import BY_KEY

WEIGHED = 3
"""Open questions of which it is worked out what each answer would bring: a page has to come at once."""


@dataclass(frozen=True)
class Reason:
    """One reason in the rulebook’s words, with its citations, and what it rests on."""

    says: Both
    under: tuple[str, ...]
    below: Both | None = None


@dataclass(frozen=True)
class Left:
    """A question that was answered with “I don’t know”, and what each answer would bring by itself; nothing: ().

    Where much is open, one answer by itself brings little: then only the first few are weighed.
    """

    question: Both
    answers: tuple[tuple[Both, tuple[Both, ...]], ...]


@dataclass(frozen=True)
class Result:
    """Everything that the page of the result shows.

    Attributes:
        fee: The answer; several where it is not settled.
        reasons: Why, where one rule answers. `under`: the citations of the rules that answer or still may.
        offices: Where the request goes; several where that is not settled.
        payable: Whether there may be something to pay, so that it is said when. `include`: what to send or bring.
        readings: What rests on an interpretation of ours, in the rulebook’s words.
    """

    fee: tuple[Plain, ...]
    under: tuple[str, ...]
    reasons: tuple[Reason, ...]
    offices: tuple[Office, ...]
    payable: bool
    closed: bool
    include: tuple[Both, ...]
    interview: Both
    left: tuple[Left, ...]
    cannot: tuple[Both, ...]
    notices: tuple[Both, ...]
    readings: tuple[str, ...]
    sources: tuple[Source, ...]


def result(held: Course, today: date, language: Language) -> Result:
    """What the answers come to. `language`: that of the readings, which the rulebook tells in one language."""
    standing = held.standing
    fee, told = standing.fee, standing.notices(language)
    offices = tuple(dict.fromkeys(plain.ROUTE[outcome] for outcome in standing.route.outcomes))
    open_ = [step for step in held.steps if _is_left(step, standing)]
    answering = (
        fee.rows[-1:] if fee.outcome else ()
    )  # the last that is possible answers where none before it does
    reasons = tuple(_reasons(standing, answering[0])) if answering else ()
    return Result(
        fee=tuple(_fee(standing, answering)),
        under=answering[0].under if answering else (),
        reasons=reasons,
        offices=offices,
        payable=bool({"DUE", "REFER"} & set(fee.outcomes)),
        closed=fee.outcome == "NOT_ASKED",
        include=tuple(_filled(one, standing) for one in _include(fee, offices)),
        interview=plain.INTERVIEW[frozenset(standing.interview.outcomes)],
        left=tuple(_left(step, held, today, weighed=n < WEIGHED) for n, step in enumerate(open_)),
        cannot=(*_cannot(held), *plain.ALWAYS),
        notices=tuple(dict.fromkeys(
            _filled(plain.NOTICES[one["code"]], standing) for one in told if one["code"] in plain.NOTICES
        )),
        readings=tuple(one["says"] for one in told if one["code"] == "INTERPRETATION"),
        sources=_sources(standing, reasons),
    )  # fmt: skip


def _fee(standing: Standing, answering: tuple[Row, ...]) -> Iterator[Plain]:
    """The answer with its reason; where it is not settled each that is possible, with its reason where there is one."""
    for row in answering:
        told = plain.FEE[row.id]
        yield Plain(_filled(told.says, standing), told.because)
    for outcome in () if answering else standing.fee.outcomes:
        told_by = dict.fromkeys(plain.FEE[row.id] for row in standing.fee.rows if row.outcome == outcome)
        one = next(iter(told_by)) if len(told_by) == 1 else Plain(plain.FEE_SHORT[outcome], None)
        yield Plain(_filled(one.says, standing), one.because)


def _reasons(standing: Standing, row: Row) -> Iterator[Reason]:
    """The conditions of the rule that answered; of one that another table answers, the rule that did.

    What was only taken to be so is no reason: it stands among what this page cannot know.
    """
    tables = standing.evaluation.compiled.book.tables
    for clause in row.when:
        below = None
        if clause.fact in tables:
            answer = standing.evaluation.answer(clause.fact)
            found = answer.rows()
            below = found[0].says if len(found) == 1 and found[0].says != clause.says else None
        if clause.fact not in TAKEN and standing.holds(clause):
            yield Reason(clause.says, clause.under, below)


def _filled(says: Both, standing: Standing) -> Both:
    """The sentence with the fee of the day and the day of its next change."""

    def words(language: Language) -> str:
        return says.in_(language).format(
            amount=money(standing.amount, language) if standing.amount else "",
            day=in_words(standing.next_change, language) if standing.next_change else "",
        )  # fmt: skip

    return Both(words("en"), words("fr"))


def _include(fee: Found, offices: tuple[Office, ...]) -> Iterator[Both]:
    """What to send or bring; nothing where no request can be made."""
    if fee.outcome == "NOT_ASKED":
        return
    single = len(offices) == 1
    yield from offices[0].include if single else (plain.LETTER, plain.PAPERS)
    if fee.outcome == "DUE" and single:
        yield offices[0].proof
    elif fee.outcome == "EXEMPT":
        yield plain.WHY_FREE
    else:
        yield plain.ASK_FIRST


# What is still open ------------------------------------------------------------------------------------


def _is_left(step: Step, standing: Standing) -> bool:
    """Whether a question was left open and would still change something."""
    wanted = set(map(pattern, standing.wanted()))
    return step.given == (UNKNOWN,) and bool(wanted & set(step.question.paths))


def _left(step: Step, held: Course, today: date, *, weighed: bool) -> Left:
    """What each answer to a question would bring, in the findings that it can change."""
    question = step.question
    if not weighed:
        return Left(question.says, ())
    stands = [stand(with_answer(held.request, question, (one.key,), today)) for one in question.answers]
    told = [_shorts(one) for one in stands]
    differ = [n for n in range(len(told[0])) if len({short[n] for short in told}) > 1]
    return Left(
        question.says,
        tuple(
            (answer.says, tuple(short[n] for n in differ))
            for answer, short in zip(question.answers, told, strict=True)
        ) if differ else (),
    )  # fmt: skip


def _shorts(standing: Standing) -> tuple[Both, Both, Both]:
    """The findings in a sentence each: the fee, the office, the interview."""
    fee, route = standing.fee.outcome, standing.route.outcome
    return (
        _filled(plain.FEE_SHORT[fee], standing) if fee else plain.FEE_OPEN,
        plain.ROUTE[route].says if route else plain.ROUTE_OPEN,
        plain.INTERVIEW[frozenset(standing.interview.outcomes)],
    )


def _cannot(held: Course) -> tuple[Both, ...]:
    """What could change the answer and is not asked here, or could not be told apart by an answer."""
    left = {path for step in held.steps if step.given == (UNKNOWN,) for path in step.question.paths}
    paths = (path for path in map(pattern, cannot_know(held.request)) if path not in left)
    return tuple(dict.fromkeys(plain.CANNOT_KNOW[path] for path in paths))


# Sources -----------------------------------------------------------------------------------------------


def _sources(standing: Standing, reasons: tuple[Reason, ...]) -> tuple[Source, ...]:
    """The sources of what is shown, each once; that of the amount where it may be owed."""
    book = standing.evaluation.compiled.book
    cited = [
        under
        for name in ("fee", "route", "interview")
        for row in standing.of(name).rows
        for under in row.under
    ]
    cited += [under for reason in reasons for under in reason.under]
    if {"DUE", "REFER"} & set(standing.fee.outcomes):
        amount = book.series[PERMIT_FEE].on(standing.evaluation.known.made_on)
        cited += [amount.source] if amount else []
    found = (source_of(citation, book.sources) for citation in cited)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def answered(held: Course) -> tuple[tuple[str, Both, tuple[Both, ...]], ...]:
    """The questions that were asked and the answers, for the summary; without an answer: “I don’t know”."""
    return tuple((key, BY_KEY[key].says, BY_KEY[key].says_of(given)) for key, given in held.answers.items())
