"""What the manual says of itself: which sources are overdue for checking, and what its pages leave open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from trp.rulebook import checking, gaps
from trp.rulebook.book import current
from trp.rulebook.checking import AMOUNT, INSTRUCTION, LAW, due, kind_of, overdue, period_of
from trp.rulebook.frozen import replace
from trp.rulebook.language import Both, Source
from trp.rulebook.sources import source_of

BOOK = current()


def source(key: str, checked: date) -> Source:
    [found] = (one for one in BOOK.sources if one.key == key)
    return replace(found, checked=checked)


@pytest.mark.parametrize(("key", "kind"), [("IRPA", LAW), ("SI", LAW), ("S-INT", INSTRUCTION), ("IL3", INSTRUCTION), ("FEE-NOTICE", AMOUNT), ("READINGS", None)])  # fmt: skip
def test_what_a_source_is(key: str, kind: str | None) -> None:
    assert kind_of(source(key, date(2026, 3, 2)), BOOK) == kind


def test_a_page_of_instructions_is_read_again_within_90_days_and_a_law_within_180() -> None:
    checked = date(2026, 3, 2)
    for key, days in (("S-FEE", 90), ("IRPR", 180)):
        held = replace(BOOK, sources=(source(key, checked),))
        last = checked + timedelta(days=days)
        assert overdue(held, last) == ()
        [told] = overdue(held, last + timedelta(days=1))
        assert (told.source.key, told.due) == (key, last) and told.reason.en and told.reason.fr


@pytest.mark.parametrize(
    ("checked", "last"),
    [
        (date(2026, 3, 2), date(2026, 11, 30)),
        (date(2026, 10, 31), date(2026, 11, 30)),  # too early for the change of this year
        (date(2026, 11, 1), date(2027, 11, 30)),  # the first of the 30 days before it
        (date(2026, 11, 30), date(2027, 11, 30)),
        (date(2026, 12, 1), date(2027, 11, 30)),
    ],
)
def test_amounts_are_read_again_in_the_30_days_before_each_first_of_december(
    checked: date, last: date
) -> None:
    held = replace(BOOK, sources=(source("FEE-NOTICE", checked),))
    found = due(held.sources[0], held, checked)
    assert found is not None and found[0] == last
    assert overdue(held, last) == () and len(overdue(held, last + timedelta(days=1))) == 1


def test_our_own_readings_are_never_overdue() -> None:
    held = replace(BOOK, sources=(source("READINGS", date(2020, 1, 1)),))
    assert overdue(held, date(2026, 3, 2)) == ()


def test_what_is_overdue_for_longest_comes_first() -> None:
    told = overdue(BOOK, date(2030, 1, 1))
    assert len(told) == len(BOOK.sources) - 1 and [one.due for one in told] == sorted(one.due for one in told)


def test_a_period_that_follows_holds_from_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    shorter = checking.Period(INSTRUCTION, 30, date(2027, 1, 1), Both("shorter", "plus court"))
    monkeypatch.setattr(checking, "PERIODS", (*checking.PERIODS, shorter))
    assert period_of(INSTRUCTION, date(2026, 12, 31)).days == 90
    assert period_of(INSTRUCTION, date(2027, 1, 1)) is shorter
    assert period_of(INSTRUCTION, date(2020, 1, 1)).days == 90  # before the first one


# Gaps and contradictions ------------------------------------------------------------------------------


def test_each_gap_is_cited_in_what_is_held_and_settled_by_what_there_is() -> None:
    assert list(gaps.GAPS) == [f"G{n}" for n in range(1, len(gaps.GAPS) + 1)]
    for gap in gaps.GAPS.values():
        assert gap.under and [one for one in gap.under if source_of(one) is None] == [], gap.key
        assert set(gap.readings) <= set(BOOK.readings), gap.key
        assert gap.says.en != gap.says.fr and gap.kind in gaps.KINDS


def test_a_gap_stands_beside_the_rules_that_rest_on_its_reading() -> None:
    assert {gap.key for gap in gaps.beside(["Interview instruction, necessary", "T5"])} == {"G5", "G6"}
    assert {gap.key for gap in gaps.beside(["Interview instruction, necessary"])} == set()
    assert {gap.key for gap in gaps.beside(["FMV policy"])} == {"G18"}  # no reading settles it


def test_every_gap_that_a_reading_settles_is_beside_a_rule_a_table_or_a_notice() -> None:
    """Nothing is described that nothing rests on."""
    cited = {one for table in BOOK.tables.values() for row in table.rows for one in (*row.under, *(each for clause in row.when for each in clause.under))}  # fmt: skip
    cited |= {one for table in BOOK.tables.values() for one in getattr(table.policy, "under", ())}
    cited |= {one for each in (*BOOK.notices, *BOOK.duties) for one in (*each.under, *(u for clause in each.when for u in clause.under))}  # fmt: skip
    bare = [gap.key for gap in gaps.GAPS.values() if gap.readings and not cited.intersection(gap.readings)]
    assert set(bare) <= {"G10", "G13"}, bare  # T7 and I13 speak of acts: no row of a request rests on them
