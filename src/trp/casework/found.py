"""What the rulebook says of a case: asked with what is on record, never with what somebody types twice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from trp.casework.files import CaseFile
from trp.rulebook import language as rules
from trp.rulebook.derive import Known, derive
from trp.rulebook.derive.money import PERMIT_FEE
from trp.rulebook.determine import compiled, told
from trp.rulebook.edition import Record, version, written
from trp.rulebook.evaluate import Compiled, Evaluation
from trp.rulebook.explain import Explainer
from trp.rulebook.frozen import replace
from trp.rulebook.language import UNDETERMINED, Both, Language
from trp.rulebook.request import Question, faults, question
from trp.rulebook.seen import Seen, flat
from trp.rulebook.words import dollars

DERIVED = frozenset(
    {
        "on", "made_on", "mailed_on", "complete_on", "acknowledged_on", "place", "made_to", "origin", "permit",
        "document", "stream", "grounds", "convictions", "one_time_exemption_granted_on",
        "minister_fee_instruction", "fee_measure", "paid", "unallocated_receipts", "fee_requested_on",
        "trp_file_created_on", "ability_to_pay", "information",
    }
)  # fmt: skip
"""Facts that follow from the lines or from a register: never typed as a circumstance."""


class Finding:
    """One finding as the casework needs it: the outcome, where it rests, and what is still to be asked.

    Much asks for the outcome alone; the rest is written down when it is first asked for.
    """

    def __init__(self, finding: rules.Finding, evaluation: Evaluation) -> None:
        self._finding, self._evaluation = finding, evaluation
        self.outcome: str = Explainer(evaluation, "en", None).outcome(finding)

    @cached_property
    def fields(self) -> Mapping[str, Any]:
        """The finding as `trp determine` writes it, in English and without its reasons."""
        return Explainer(self._evaluation, "en", None).finding(self._finding)

    @cached_property
    def says(self) -> Both:
        return Both(self.fields["says"], Explainer(self._evaluation, "fr", None).says(self._finding))

    @property
    def under(self) -> tuple[str, ...]:
        return tuple(self.fields["under"])

    @property
    def needs(self) -> tuple[str, ...]:
        """The paths of the facts that would settle it; none where it is settled."""
        return tuple(self.fields.get("needs", ()))


class Found:
    """The findings for one set of facts; each is worked out when it is first asked for."""

    def __init__(self, request: dict[str, Any], doubts: Mapping[str, bool]) -> None:
        self.request = request
        self._ready = in_force()
        self._evaluation = Evaluation(self._ready, _decided(derive(request, self._ready.book), doubts))
        self._findings: dict[str, Finding] = {}

    def finding(self, name: str) -> Finding:
        """A finding of `trp determine` by its name."""
        if name not in self._findings:
            finding = next(one for one in self._ready.book.findings if one.name == name)
            self._findings[name] = Finding(finding, self._evaluation)
        return self._findings[name]

    def outcome(self, name: str) -> str:
        return self.finding(name).outcome

    def answer(self, table: str) -> str:
        """What a table comes to by itself; UNDETERMINED while that is open."""
        outcome = self._evaluation.answer(table).outcome
        return outcome if isinstance(outcome, str) else UNDETERMINED

    @cached_property
    def resting(self) -> Mapping[str, tuple[str, ...]]:
        """The rules that settled findings rest on now, by their ids: each with the findings that rest on it.

        A finding rests on the row that answered it, and on those that answered the tables from which this row, or a
        field of the finding, takes its content. A finding below another is told by itself, and one that is still
        open rests on none yet.
        """
        held: dict[str, list[str]] = {}
        for finding in self._ready.book.findings:
            rows = [*self._answering(self._evaluation, finding.table)]
            if rows:
                for given in finding.fields.values():
                    rows += self._given(self._evaluation, given)
            if rows and finding.name == "disclosure":
                for _, item in self._evaluation.items or ():
                    rows += self._answering(item, "item_hold")
            for id_ in rows:
                held.setdefault(id_, []).append(finding.name)
        return {id_: tuple(dict.fromkeys(names)) for id_, names in held.items()}

    def _answering(self, place: Evaluation, table: str) -> Iterator[str]:
        """The ids of the rows by which a table came to its answer."""
        answer, book = place.answer(table), self._ready.book
        if not isinstance(answer.row, str):
            return
        yield answer.row
        row = next(one.row for one in answer.looked if one.row.id == answer.row)
        apart = {finding.table for finding in book.findings}
        for clause in row.when:
            if clause.fact in book.tables and clause.fact not in apart:
                yield from self._answering(place, clause.fact)
        for given in row.gives.values():
            yield from self._given(place, given)

    def _given(self, place: Evaluation, given: rules.Given) -> Iterator[str]:
        if isinstance(given, rules.From) and given.outcome is not None:
            yield from self._answering(place, given.outcome)

    def is_known(self, fact: str, value: str) -> bool:
        """Whether a finite fact is known to have a value."""
        return bool(self._evaluation.known.facts.get(fact) == value)

    @cached_property
    def record(self) -> str:
        """The determination as it is kept: edition, days and finite facts. It replays for ever."""
        return Record(_edition(self._ready), self._evaluation.known, flat(self.request)).text()


_IN_FORCE: ContextVar[Compiled | None] = ContextVar("the rulebook in force", default=None)


@contextmanager
def under(book: Compiled) -> Iterator[None]:
    """Let everything inside be found under a rulebook: that of the program, with the amounts published since."""
    before = _IN_FORCE.set(book)
    try:
        yield
    finally:
        _IN_FORCE.reset(before)


def in_force() -> Compiled:
    """The rulebook that cases are looked at under: the one handed in, or else that of this version of the program."""
    return _IN_FORCE.get() or compiled()


def edition() -> str:
    """The version of the rulebook in use: the SHA-256 of its canonical text."""
    return _edition(in_force())


def edition_text() -> str:
    """The canonical text of the rulebook in use."""
    return _edition_text(in_force())


@lru_cache(maxsize=16)
def _edition_text(ready: Compiled) -> str:
    return written(ready.book)


@lru_cache(maxsize=16)
def _edition(ready: Compiled) -> str:
    return version(_edition_text(ready))


def request_of(file: CaseFile, on: date, *, granted_on: date | None = None) -> dict[str, Any]:
    """The facts on record as a request of `trp determine`.

    Args:
        file: A case that has been opened.
        on: The day the question is asked.
        granted_on: The day the register shows that M31 was granted to this person before, if it was.
    """
    opening = file.opening
    assert opening is not None
    measure = file.proposed if file.confirmed else None
    facts: dict[str, Any] = {
        "on": on.isoformat(),
        "made_on": opening.made_on.isoformat(),
        "mailed_on": opening.mailed_on and opening.mailed_on.isoformat(),
        "complete_on": file.complete_on and file.complete_on.isoformat(),
        "acknowledged_on": file.acknowledged_on and file.acknowledged_on.isoformat(),
        "place": opening.place,
        "made_to": opening.made_to,
        "origin": opening.origin,
        "stream": opening.stream,
        "permit": opening.permit,
        "document": opening.document,
        "application": dict(opening.application) if opening.application else None,
        "one_time_exemption_granted_on": granted_on and granted_on.isoformat(),
        "minister_fee_instruction": file.instruction,
        "fee_measure": measure and {"reference": measure.reference, "code": measure.code},
        "paid": dollars(file.paid),
        "unallocated_receipts": list(file.waiting_receipts),
        "fee_requested_on": file.fee_requested_on and file.fee_requested_on.isoformat(),
        "trp_file_created_on": file.file_created_on and file.file_created_on.isoformat(),
        "ability_to_pay": file.ability,
    }
    facts.update(file.facts)
    return facts


def found(file: CaseFile, on: date, *, granted_on: date | None = None) -> Found:
    """What the rulebook says of the case on that day."""
    request = request_of(file, on, granted_on=granted_on)
    return _found(_KEY(request), tuple(file.doubts.items()), in_force())


_KEY = json.JSONEncoder(sort_keys=True).encode


@lru_cache(maxsize=4096)
def _found(request: str, doubts: tuple[tuple[str, bool], ...], ready: Compiled) -> Found:
    with under(ready):
        return Found(json.loads(request), dict(doubts))


_DECIDED = {
    # What the rules leave to a person: the value in doubt, and what it becomes in favour and against.
    "sentence": ("doubtful", {"sentence": "clear"}, {"sentence": "custodial"}),
    # Against: as serious criminality, A36(2) is not the only ground.
    "impaired_driving": ("yes", {"impaired_driving": "no"}, {"sole_ground": "other"}),
}


def _decided(known: Known, doubts: Mapping[str, bool]) -> Known:
    """What is known, with the doubts about the one-time exemption that a person decided (I7)."""
    facts = dict(known.facts)
    for about, in_favour in doubts.items():
        doubtful, favourable, contrary = _DECIDED[about]
        if known.facts.get(about) == doubtful:
            facts.update(favourable if in_favour else contrary)
    return replace(known, facts=facts) if doubts else known


def wrong_facts(file: CaseFile, on: date, changed: Mapping[str, Any]) -> tuple[tuple[str, Both], ...]:
    """What is wrong with the facts of the case if these are entered: each path with what would be right."""
    request = {**request_of(file, on), **changed}
    return tuple((one.path, one.says) for one in faults(request, in_force().book.first_day))


def fee_on(day: date) -> int | None:
    """The permit fee of a request made that day, in cents; None where no amount is loaded."""
    amount = in_force().book.series[PERMIT_FEE].on(day)
    return None if amount is None else amount.cents


def asked(path: str) -> Question:
    """The question that asks for a fact."""
    return question(path)


def explained(
    file: CaseFile, on: date, language: Language, *, granted_on: date | None = None
) -> dict[str, Any]:
    """The whole determination with its reasons, as `trp determine` gives it."""
    request, ready = request_of(file, on, granted_on=granted_on), in_force()
    known = _decided(derive(request, ready.book), file.doubts)
    return told(ready, known, language, Seen(flat(request)))


def reasons_of(
    file: CaseFile, on: date, language: Language, table: str, *, granted_on: date | None = None
) -> list[dict[str, Any]]:
    """Why one table came out as it did: each row that was looked at, its clauses, and what is on record."""
    request, ready = request_of(file, on, granted_on=granted_on), in_force()
    known = _decided(derive(request, ready.book), file.doubts)
    return Explainer(Evaluation(ready, known), language, Seen(flat(request))).reasons_of(table)
