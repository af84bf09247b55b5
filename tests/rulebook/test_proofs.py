"""Every table, on every distinguishable case: sound, as the oracle says, and alike in its generated form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pytest

from tests.rulebook.oracle import ORACLES
from trp.rulebook.book import current
from trp.rulebook.derive import Known
from trp.rulebook.evaluate import Compiled, Evaluation
from trp.rulebook.frozen import replace
from trp.rulebook.generate import generate, source
from trp.rulebook.language import Both, Table, Unique
from trp.rulebook.prove import cases, domain, holding, segments, size, unsound

BOOK = current()
READY = Compiled(BOOK)
TABLES = list(BOOK.tables.values())
NAMES = [table.name for table in TABLES]

BASES = MappingProxyType(
    {
        **{f"R298(2)({letter})": "R298(2)" for letter in ("a", "a.1", "a.2", "a.3", "b", "d", "e")},
        **{name: name for name in ("VTIP", "FMV", "STATE_CARE", "TRANSIT", "MINISTER", "ONE_TIME")},
    }
)


def on_a_day(day: date, facts: Mapping[str, str]) -> Evaluation:
    return Evaluation(READY, Known(day, day, day, facts, {}, (), True), facts)


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_no_gap_no_overlap_no_dead_row(table: Table) -> None:
    assert [str(found) for found in unsound(table, BOOK)] == []


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_a_table_stays_small_enough_to_be_proven(table: Table) -> None:
    assert len(table.reads()) <= 12
    assert size(table, BOOK) <= 300_000


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_the_evaluator_and_the_generated_function_answer_every_case_alike(table: Table) -> None:
    generated = {day: generate(BOOK, table.name, day) for day in segments(table, BOOK)}
    below = {fact for fact in table.reads() if fact in BOOK.tables}
    for day, case in cases(table, BOOK):
        answer = on_a_day(day, case).answer(table.name)
        looked = tuple((one.row.id, one.holds, one.marks) for one in answer.looked)
        assert answer.row == holding(table, day, case)[0].id
        if not below:  # else the generated function answers the tables below by itself: see the chain
            assert generated[day](case) == (answer.outcome, answer.row, (looked,))


@pytest.mark.parametrize("name", sorted(ORACLES))
def test_the_oracle_agrees_on_every_case(name: str) -> None:
    """Oracles were written from the pages, the law and the list of facts, before the rows."""
    table = BOOK.tables[
        {"permit": "permit_kind", "continuity": "permit_kind", "fee_basis": "fee"}.get(name, name)
    ]
    oracle = ORACLES[name]
    assert set(oracle.reads) >= set(table.reads()), "the table reads what the oracle knows nothing of"
    extra = [fact for fact in oracle.reads if fact not in table.reads()]
    differ = []
    for day, case in cases(table, BOOK):
        facts = case | {fact: domain(fact, BOOK)[0] for fact in extra}
        row = holding(table, day, case)[0]
        found = row.outcome
        if name == "continuity":
            found = str(row.gives.get("continuity") or "NONE")
        if name == "fee_basis":
            if row.outcome != "EXEMPT":  # the oracle names what exempts even where nothing is asked for
                continue
            basis = row.gives["basis"]
            found = BASES[basis] if isinstance(basis, str) else "MEASURE"
        if (wanted := oracle.decide(facts, day)) != found:
            differ.append(f"{day} {facts}: the oracle says {wanted}, the row {row.id} {found}")
    assert differ[:3] == []


def test_every_table_has_an_oracle() -> None:
    assert set(NAMES) <= {"permit_kind" if name == "permit" else name for name in ORACLES}


def test_the_generated_chain_answers_as_the_evaluator() -> None:
    """All that the fee rests on in one function, for each value of each raw fact around a base case."""
    day = date(2026, 3, 2)
    decide = generate(BOOK, "fee", day)
    base = {name: fact.domain[0] for name, fact in BOOK.facts.items()} | {"amount_loaded": "yes"}
    reads = sorted(name for name in BOOK.facts if f"{name!r}" in source(BOOK, "fee", day))
    seen = set()
    for one in reads:
        for other in reads:
            for value in BOOK.facts[one].domain:
                for second in BOOK.facts[other].domain:
                    facts = base | {one: value, other: second}
                    answer = on_a_day(day, facts).answer("fee")
                    outcome, row, _ = decide(facts)
                    assert (outcome, row) == (answer.outcome, answer.row)
                    seen.add(row)
    assert len(seen) > 12


# The checks themselves are seen to fail on sabotaged copies ---------------------------------------------


def without(table: Table, row: str) -> Table:
    return replace(table, rows=tuple(one for one in table.rows if one.id != row))


def test_a_missing_row_is_found_as_a_gap() -> None:
    found = [one.kind for one in unsound(without(BOOK.tables["stream_policy"], "FMV"), BOOK)]
    assert "gap" in found


def test_an_undeclared_overlap_is_found() -> None:
    table = BOOK.tables["item_keep"]
    wider = replace(table.rows[0], id="sabotage", when=())
    found = list(unsound(replace(table, policy=Unique(), rows=(*table.rows, wider)), BOOK))
    assert ("overlap", ("keep: third party", "sabotage")) in [(one.kind, one.rows) for one in found]


def test_a_dead_row_is_found() -> None:
    table = BOOK.tables["fee"]
    dead = replace(table.rows[0], id="sabotage", says=Both("never", "jamais"))
    found = list(unsound(replace(table, rows=(*table.rows, dead)), BOOK))
    assert [(one.kind, one.rows) for one in found] == [("dead row", ("sabotage",))]


def test_a_wrong_row_is_found_by_the_oracle() -> None:
    table = BOOK.tables["one_time"]
    rows = tuple(
        replace(row, outcome="AVAILABLE") if row.id == "M31: granted before" else row for row in table.rows
    )
    sabotaged = replace(table, rows=rows)
    decide = ORACLES["one_time"].decide
    assert any(
        holding(sabotaged, day, case)[0].outcome != decide(case, day) for day, case in cases(sabotaged, BOOK)
    )
