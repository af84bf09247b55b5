"""The tree of reasons of one table: every row that was looked at, every clause of it, and what lies below.

Written once, for an answer with its facts and for a text in which the facts are filled in later: what stands for
the facts of a clause and for the reasons of another table is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from trp.rulebook.evaluate import Answer, Looked
from trp.rulebook.language import Language, Row

Json = dict[str, Any]


def reasons(
    answer: Answer,
    language: Language,
    *,
    said: Callable[[Row], str],
    facts: Callable[[str], Any],
    below: Callable[[str], Any],
    is_table: Callable[[str], bool],
) -> list[Json]:
    """The reasons of a table, row by row.

    Args:
        answer: What the table came to.
        language: The language of every sentence.
        said: The fullest sentence of a row that applies.
        facts: What is shown of a fact that a clause reads.
        below: The reasons of another table. They are told once: under the row that answers if it rests on that
            table, else where it is first mentioned.
        is_table: Whether a clause reads another table's outcome.
    """
    of_the_answer = {c.fact for one in answer.looked if one.holds is True for c in one.row.when}
    told: set[str] = set()

    def row(one: Looked) -> Json:
        clauses: list[Json] = []
        for clause, mark in zip(one.row.when, one.marks, strict=True):
            name = clause.fact
            under_it: Any = []
            if is_table(name) and name not in told and (one.holds is True or name not in of_the_answer):
                told.add(name)
                under_it = below(name)
            shown = {} if is_table(name) else facts(name)
            clauses.append(node(clause.says.in_(language), clause.under, mark, shown, under_it))
        says = said(one.row) if one.holds is True else one.row.says.in_(language)
        return node(says, one.row.under, one.holds, {}, clauses)

    return [row(one) for one in answer.looked]


def answering(answer: Answer, language: Language) -> list[Json]:
    """The rows of a table that apply, or still may: what is shown where the table is a finding by itself."""
    return [
        node(one.row.says.in_(language), one.row.under, one.holds, {}, [])
        for one in answer.looked
        if one.holds is not False
    ]


def node(says: str, under: Sequence[str], holds: Any, facts: Any, because: Any) -> Json:
    """One reason, as the contract writes it."""
    known = holds if holds is True or holds is False else None
    return {"says": says, "under": list(under), "holds": known, "facts": facts, "because": because}
