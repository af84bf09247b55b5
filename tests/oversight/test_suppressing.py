"""No small number of a table can be worked out from what is shown of it: by hand, and by whoever tries all tables."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from trp.oversight.suppressing import ALL, FEWEST, Cell, Shown, suppressed


def cells(rows: Mapping[str, Mapping[str, int]], group: str = "P") -> dict[Cell, int]:
    return {(group, row, column): n for row, held in rows.items() for column, n in held.items()}


def shown(table: Shown, rows: str, columns: str, group: str = "P") -> list[str]:
    """Each row with its total, then the totals of the columns."""
    told = [" ".join(table.text((group, row, column)) for column in columns) + " | " + table.text((group, row, "")) for row in rows]  # fmt: skip
    return [*told, " ".join(table.text(("", "", column)) for column in columns) + " | " + table.text(ALL)]


# By hand ----------------------------------------------------------------------------------------------


def test_nothing_is_withheld_where_nothing_is_small() -> None:
    table = suppressed(cells({"x": {"a": 5, "b": 10}, "y": {"a": 7, "b": 0}}))
    assert shown(table, "xy", "ab") == ["5 10 | 15", "7 0 | 7", "12 10 | 22"]


def test_one_small_number_takes_three_others_with_it() -> None:
    """3 = 13 - 10 by its row and 10 - 7 by its column; with those two withheld, 10 = 30 - 20 and 7 = 27 - 20 again."""
    table = suppressed(cells({"x": {"a": 3, "b": 10}, "y": {"a": 7, "b": 20}}))
    assert shown(table, "xy", "ab") == ["<5 – | 13", "– – | 27", "10 30 | 40"]


def test_the_smallest_numbers_that_hide_it_are_taken() -> None:
    """The third row and the third column stay as they are."""
    table = suppressed(cells({"x": {"a": 3, "b": 10, "c": 50}, "y": {"a": 7, "b": 20, "c": 60}, "z": {"a": 90, "b": 80, "c": 70}}))  # fmt: skip
    assert shown(table, "xyz", "abc") == [
        "<5 – 50 | 63",
        "– – 60 | 87",
        "90 80 70 | 240",
        "100 110 180 | 390",
    ]


def test_four_small_numbers_may_hide_each_other() -> None:
    """1 + 4 = 2 + 3 in each direction: 2 + 3 and 1 + 4 would do as well."""
    table = suppressed(cells({"x": {"a": 2, "b": 3}, "y": {"a": 3, "b": 2}}))
    assert shown(table, "xy", "ab") == ["<5 <5 | 5", "<5 <5 | 5", "5 5 | 10"]


def test_small_numbers_that_add_up_in_one_way_alone_do_not_hide_each_other() -> None:
    """Two numbers below 5 that make 8 are 4 and 4: other figures have to go as well."""
    table = suppressed(cells({"x": {"a": 4, "b": 4, "c": 7}, "y": {"a": 6, "b": 6, "c": 6}}))
    assert table.text(("P", "x", "a")) == table.text(("P", "x", "b")) == "<5"
    assert table.beside and not worked_out(table)


def test_a_small_total_is_withheld_too() -> None:
    table = suppressed(cells({"x": {"a": 2}}))
    assert shown(table, "x", "a") == ["<5 | <5", "<5 | <5"]


def test_where_one_row_is_all_there_is_its_totals_go() -> None:
    """The total of the row is that of the table, and that of the column is the number itself."""
    table = suppressed(cells({"x": {"a": 3, "b": 20}}))
    assert shown(table, "x", "ab")[0].startswith("<5") and not worked_out(table)
    assert table.text(("", "", "a")) == "<5"


# Whoever tries all tables -----------------------------------------------------------------------------


def possible(table: Shown) -> Iterator[dict[Cell, int]]:
    """Every table that agrees with what is shown: each withheld count is tried with each value that its mark allows."""
    inner = [cell for cell in table.counts if all(cell)]
    hidden = [cell for cell in inner if cell in table.small | table.beside]
    ranges = [
        range(1, FEWEST) if cell in table.small else range(FEWEST, table.counts[cell] + 2) for cell in hidden
    ]
    totals = [cell for cell in table.counts if not all(cell)]
    for values in product(*ranges):
        tried = {cell: table.counts[cell] for cell in inner} | dict(zip(hidden, values, strict=True))
        if all(_agrees(table, total, _sum(tried, total)) for total in totals):
            yield tried | {total: _sum(tried, total) for total in totals}


def _sum(tried: Mapping[Cell, int], total: Cell) -> int:
    return sum(
        n
        for cell, n in tried.items()
        if all(part in ("", its) for part, its in zip(total, cell, strict=True))
    )


def _agrees(table: Shown, total: Cell, n: int) -> bool:
    if total in table.small:
        return 0 < n < FEWEST
    return n >= FEWEST if total in table.beside else n == table.counts[total]


def worked_out(table: Shown) -> set[Cell]:
    """The small figures that have one value alone in every table that agrees with what is shown."""
    seen: dict[Cell, set[int]] = {cell: set() for cell in table.small}
    for tried in possible(table):
        for cell, values in seen.items():
            values.add(tried[cell])
    return {cell for cell, values in seen.items() if len(values) < 2}


def test_who_tries_all_tables_finds_what_is_not_hidden() -> None:
    """The twin: with the small number alone withheld, it is worked out."""
    table = suppressed(cells({"x": {"a": 3, "b": 10}, "y": {"a": 7, "b": 20}}))
    assert worked_out(table) == set()
    assert worked_out(Shown(table.counts, table.small, frozenset())) == {("P", "x", "a")}
    for one in table.beside:
        assert worked_out(Shown(table.counts, table.small, table.beside - {one})), one


@pytest.mark.parametrize("seed", range(30))
def test_no_small_number_of_any_table_is_worked_out(seed: int) -> None:
    dice = random.Random(seed)
    rows, columns = dice.choice((("x", "ab"), ("xy", "ab"), ("xy", "abc"), ("xyz", "ab")))
    numbers = (0, 0, 1, 2, 3, 4, 5, 6, 7, 9)
    table = suppressed({("P", row, column): dice.choice(numbers) for row in rows for column in columns})
    everything = set(table.counts) == table.small | table.beside
    assert worked_out(table) == set() or everything, (table.counts, table.small, table.beside)


@pytest.mark.parametrize("seed", range(12))
def test_nor_in_a_table_of_several_offices(seed: int) -> None:
    """The totals of an office stand between those of its officers and those of all."""
    dice = random.Random(1000 + seed)
    numbers = (0, 1, 2, 4, 5, 6, 8)
    table = suppressed({(group, row, column): dice.choice(numbers) for group, row in ("Px", "Py", "Qx") for column in "ab"})  # fmt: skip
    everything = set(table.counts) == table.small | table.beside
    assert worked_out(table) == set() or everything, (table.counts, table.small, table.beside)
