"""The parts of the rulebook as JSON, in both languages: what `trp rules` shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from trp.rulebook.language import (
    Amount,
    Both,
    Clause,
    Duty,
    First,
    From,
    Given,
    ListedFee,
    Measure,
    Notice,
    Row,
    Rulebook,
    Series,
    Source,
    Table,
    Term,
)
from trp.rulebook.shape import day
from trp.rulebook.sources import source_of
from trp.rulebook.words import day as in_words
from trp.rulebook.words import dollars

Json = dict[str, Any]


class Dated(Protocol):
    """What is in force from one day to another, both included."""

    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...


def said(sentence: Both) -> Json:
    """A sentence in both languages."""
    return {"en": sentence.en, "fr": sentence.fr}


def span(dated: Dated) -> Json:
    """The days on which it is in force, both included."""
    return {"from": dated.since.isoformat(), "to": dated.until.isoformat() if dated.until else None}


def span_said(in_force: Json) -> Both:
    """The days on which something is in force, in words."""
    since = day(in_force["from"])
    if in_force["to"] is None:
        return Both(
            f"in force since {in_words(since, 'en')}", f"en vigueur depuis le {in_words(since, 'fr')}"
        )
    until = day(in_force["to"])
    return Both(
        f"in force from {in_words(since, 'en')} to {in_words(until, 'en')}",
        f"en vigueur du {in_words(since, 'fr')} au {in_words(until, 'fr')}",
    )


POLICIES = {
    "first": Both("The first row that holds answers.", "La première règle qui s’applique donne la réponse."),
    "unique": Both("Never do two rows hold.", "Deux règles ne s’appliquent jamais à la fois."),
}
"""How a table chooses among rows that hold."""

DATED_BY = {
    "made_on": Both("The law of the day the request is made answers.", "C’est le droit en vigueur le jour de la demande qui s’applique."),
    "on": Both("The law of the day of the question answers.", "C’est le droit en vigueur le jour de la question qui s’applique."),
}  # fmt: skip
"""Of which day the law of a table is."""


def rule(table: Table, row: Row) -> Json:
    """One row, with the table it stands in."""
    return {
        "table": table.name,
        "id": row.id,
        "outcome": row.outcome,
        "says": said(row.says),
        "under": list(row.under),
        "in_force": span(row),
        "when": _clauses(row.when),
        "gives": _gives(row.gives),
    }


def hit_policy(table: Table) -> Json:
    """How a table chooses among rows that hold, and why so."""
    if isinstance(table.policy, First):
        return {"policy": "first", "reading": said(table.policy.reading), "under": list(table.policy.under)}
    return {"policy": "unique"}


def table_shown(table: Table, book: Rulebook) -> Json:
    """One table with its hit policy and every row."""
    found: Json = {
        "table": table.name,
        "says": said(table.says),
        "hit_policy": hit_policy(table),
        "dated_by": table.dated_by,
        "outcomes": {outcome: said(says) for outcome, says in table.outcomes.items()},
        "rules": [rule(table, row) for row in table.rows],
    }
    return found | grounds(found, book)


def duty(one: Duty) -> Json:
    return {"code": one.code, "says": said(one.says), "under": list(one.under),
            "when": _clauses(one.when), "unless": _clauses(one.done)}  # fmt: skip


def notice(one: Notice) -> Json:
    return {"code": one.code, "says": said(one.says), "under": list(one.under),
            "when": _clauses(one.when), "unless": _clauses(one.unless)}  # fmt: skip


def listed_fee(one: ListedFee) -> Json:
    return {"list": one.list, "fee": one.fee, "under": list(one.under),
            "when": _clauses(one.when), "gives": _gives(one.gives)}  # fmt: skip


def amount(series: Series, one: Amount) -> Json:
    return {"series": series.name, "says": said(series.says), "under": [series.under], "amount": dollars(one.cents),
            "in_force": span(one), "source": one.source, "verified": one.verified}  # fmt: skip


def term(one: Term) -> Json:
    value = one.value.isoformat() if isinstance(one.value, date) else one.value
    return {
        "name": one.name,
        "says": said(one.says),
        "under": list(one.under),
        "value": value,
        "verified": one.verified,
    }


def measure(one: Measure) -> Json:
    return {"reference": one.reference, "says": said(one.says), "who": said(one.who), "in_force": span(one),
            "under": [one.source], "decided_by": one.decided_by}  # fmt: skip


def grounds(found: Json, book: Rulebook, more: Iterable[str] = ()) -> Json:
    """The readings and the sources of everything that is cited in what was found."""
    citations = dict.fromkeys([*more, *_citations(found)])
    sources = dict.fromkeys(source_of(citation, book.sources) for citation in citations)
    return {
        "readings": [{"key": key, "says": said(one.says)} for key, one in book.readings.items() if key in citations],
        "sources": [source_shown(source) for source in sources if source is not None],
    }  # fmt: skip


def source_shown(source: Source) -> Json:
    """One source, with the day it was last read."""
    return {
        "key": source.key,
        "title": said(source.title),
        "address": source.address,
        "checked": source.checked.isoformat(),
        "verified": source.verified,
    }


def _clauses(clauses: Iterable[Clause]) -> list[Json]:
    return [
        {"fact": c.fact, "values": list(c.values), "says": said(c.says), "under": list(c.under)}
        for c in clauses
    ]


def _gives(gives: Mapping[str, Given]) -> Json:
    return {key: _given(given) for key, given in gives.items()}


def _given(given: Given) -> Any:
    """Own fields: what is worked out for each request stands as `{value}`, as it does in a sentence."""
    if isinstance(given, Both):
        return said(given)
    if isinstance(given, From):
        return f"{{{given.value or given.outcome}}}"
    return list(given) if isinstance(given, tuple) else given


def _citations(found: Any) -> Iterator[str]:
    """Every citation in what was found: each `under`, and the source of an amount."""
    if isinstance(found, list):
        for one in found:
            yield from _citations(one)
    elif isinstance(found, dict):
        for key, held in found.items():
            if key == "under":
                yield from held
            elif key == "source":
                yield held
            else:
                yield from _citations(held)
