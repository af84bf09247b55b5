"""The answer about the fee and why, in plain words and in the rulebook’s, for what somebody told of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trp.rulebook.language import Both, Language, Row
from trp.rulebook.words import day as in_words
from trp.rulebook.words import money
from trp.selfcheck import plain
from trp.selfcheck.plain import Plain
from trp.selfcheck.standing import TAKEN, Standing

WITH_A_VISA = "R298(2)(a): R296(2)(d)"
"""The row of the rulebook’s table `regulation` by which a visa and a permit together exempt, where no class does."""
_TOLD_OTHERWISE = (*TAKEN, "amount_loaded")
"""Facts that are no reason: what was only taken to be so stands among what cannot be known, and the amount is shown."""


@dataclass(frozen=True)
class Reason:
    """One reason in the rulebook’s words, with its citations, and what it rests on."""

    says: Both
    under: tuple[str, ...]
    below: Both | None = None


def answering(standing: Standing) -> Row | None:
    """The row that answers; None while several answers are possible.

    The last that is possible answers where none before it does.
    """
    return standing.fee.rows[-1] if standing.fee.outcome else None


def fee(standing: Standing) -> Iterator[Plain]:
    """The answer with its reason; where it is not settled each that is possible, with its reason where there is one."""
    if row := answering(standing):
        told = _plain(row, standing)
        yield Plain(filled(told.says, standing), told.because)
        return
    for outcome in standing.fee.outcomes:
        told_by = dict.fromkeys(_plain(row, standing) for row in standing.fee.rows if row.outcome == outcome)
        one = next(iter(told_by)) if len(told_by) == 1 else Plain(plain.FEE_SHORT[outcome], None)
        # That nothing exempts is not yet true: an exemption stands beside it.
        yield Plain(filled(one.says, standing), None if outcome == "DUE" else one.because)


def _plain(row: Row, standing: Standing) -> Plain:
    """What is said of a row, which may turn on what lies below it."""
    told = plain.FEE[row.id]
    if row.id == "fee: barred" and (bar := _bar(standing)):
        return Plain(told.says, plain.BARRED[bar.id])
    if row.id == "fee: R298(2)(a)" and WITH_A_VISA in {
        one.id for one in standing.possible("regulation").rows
    }:
        return plain.TOGETHER
    if row.outcome == "DUE":
        missed = standing.possible("stream_policy").rows
        return (
            Plain(told.says, plain.PAYS_THOUGH.get(missed[0].id, told.because)) if len(missed) == 1 else told
        )
    return told


def _bar(standing: Standing) -> Row | None:
    """The one paragraph that closes the request; None while several may."""
    rows = standing.possible("bar").rows
    return rows[0] if len(rows) == 1 and rows[0].id in plain.BARRED else None


def under(row: Row, standing: Standing) -> tuple[str, ...]:
    """The citations of the row that answers; of a bar those of its paragraph alone."""
    bar = _bar(standing) if row.id == "fee: barred" else None
    return tuple(one for one in row.under if bar is None or one in bar.under)


def reasons(row: Row, standing: Standing) -> Iterator[Reason]:
    """The conditions of the rule that answered; of one that another table answers, the rule that did."""
    if row.id == "fee: barred" and (bar := _bar(standing)):
        yield Reason(bar.says, under(row, standing))
        return
    tables = standing.evaluation.compiled.book.tables
    for clause in row.when:
        below = None
        if clause.fact in tables:
            found = standing.evaluation.answer(clause.fact).rows()
            below = found[0].says if len(found) == 1 and found[0].says != clause.says else None
        if clause.fact not in _TOLD_OTHERWISE and standing.holds(clause):
            yield Reason(clause.says, clause.under, below)


def filled(says: Both, standing: Standing) -> Both:
    """The sentence with the fee of the day and the day of its next change."""

    def words(language: Language) -> str:
        return says.in_(language).format(
            amount=money(standing.amount, language) if standing.amount else "",
            day=in_words(standing.next_change, language) if standing.next_change else "",
        )  # fmt: skip

    return Both(words("en"), words("fr"))
