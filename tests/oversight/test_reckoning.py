"""Whose turn it is, and what counts against nobody here: worked by hand on an office of three."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from trp.casework.queue import BLOCKED, HELD
from trp.casework.stuck import rule_of
from trp.journal.overview import Group
from trp.oversight.periods import period, quarter_of, recent
from trp.oversight.reckoning import Member, Sum, Team
from trp.rulebook.book import current
from trp.rulebook.sources import source_of

ANN = Member("ann", "ann", "Ann", frozenset({"officer"}))
BEN = Member("ben", "ben", "Ben", frozenset({"fee_clerk", "delegate"}))
GONE = Member("gone", "gone", "Gone", frozenset({"officer"}), leaving=True)


def group(next: str, count: int, *, holder: str | None = None, lane: str = "", blocked: str = "", since: int = 1, overdue: int = 0) -> Group:  # fmt: skip
    return Group(
        blocked, next, lane or next, holder, count, date(2026, 2, since), overdue, 0, (count, 0, 0, 0, 0)
    )


def team(
    *here: Group, members: tuple[Member, ...] = (ANN, BEN, GONE), elsewhere: tuple[Group, ...] = ()
) -> Team:
    return Team(members, here, elsewhere)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (group("officer", 1), None),
        (group("officer", 1, holder="ann"), None),
        (group("officer", 1, holder="gone"), None),  # to be handed over: that is for the team to do
        (group("officer", 1, holder="stranger"), "office"),
        (group("fee_clerk", 1, holder="stranger"), None),  # any clerk of this office
        (group("client", 1, holder="ann"), "client"),
        (group("nobody", 1), "time"),
        (group("delegate", 1), None),  # Ben decides here
        (group("delegate", 1, lane=HELD, holder="ben"), None),
        (group("delegate", 1, lane=HELD, holder="stranger"), "decider"),
    ],
)
def test_what_the_team_cannot_move_on(one: Group, why: str | None) -> None:
    assert team(one).outside(one) == why


def test_where_nobody_decides_here_it_waits_elsewhere() -> None:
    one = group("delegate", 1)
    assert team(one, members=(ANN, GONE)).outside(one) == "decider"


def test_what_each_officer_holds() -> None:
    held = team(
        group("officer", 4, holder="ann", since=3, overdue=1), group("client", 5, holder="ann", since=1, overdue=5),
        group("fee_clerk", 2, holder="ann"), group("officer", 7), group("officer", 1, holder="gone"),
        group("delegate", 3, lane=HELD, holder="ben", since=2), elsewhere=(group("officer", 1, holder="ann", since=9),),
    )  # fmt: skip
    loads = {one.member.key: one for one in held.loads()}
    ann = loads["ann"]
    assert (ann.theirs, ann.outside, ann.others) == (
        Sum(5, date(2026, 2, 3), 1),
        Sum(5, date(2026, 2, 1), 5),
        2,
    )
    assert ann.open.count == 12 and list(loads) == ["ann", "ben", "gone"]
    assert loads["ben"].theirs.count == 3 and loads["gone"].open.count == 1
    assert held.all().count == 22 and held.in_hand().count == 17 and held.unassigned().count == 7
    assert [(turn.role, told.count, turn.nobody_here) for turn, told in held.pools()] == [("fee_clerk", 2, False), ("officer", 7, False)]  # fmt: skip
    assert sum(told.count for _, told in held.apart()) == held.all().count - held.in_hand().count


def test_a_turn_that_nobody_here_can_take_is_said() -> None:
    [one] = team(group("intake", 2, blocked="returns-incomplete"), group("client", 3, blocked="returns-incomplete")).stuck()  # fmt: skip
    assert [(turn.role, turn.count, turn.nobody_here) for turn in one.turns] == [("client", 3, False), ("intake", 2, True)]  # fmt: skip


def test_most_cases_come_first_and_what_nothing_keeps_shut_last() -> None:
    found = team(group("officer", 9), group("client", 2, blocked="barred"), group("client", 3, blocked="suspended")).stuck()  # fmt: skip
    assert [one.code for one in found] == ["suspended", "barred", ""]


# The rule of a code, and periods --------------------------------------------------------------------------


@pytest.mark.parametrize("code", BLOCKED)
def test_every_code_names_a_rule_that_is_held(code: str) -> None:
    under = rule_of(code, current())
    assert under and len(set(under)) == len(under)
    assert [one for one in under if source_of(one) is None] == []


def test_a_code_that_is_none_has_no_rule() -> None:
    with pytest.raises(KeyError):
        rule_of("no-such-code", current())


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2024-Q2", date(2024, 4, 1), date(2024, 6, 30)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("9999-Q4", date(9999, 10, 1), date(9999, 12, 31)),
    ],
)
def test_the_days_of_a_period(text: str, since: date, until: date) -> None:
    found = period(text)
    assert found is not None and (found.since, found.until) == (since, until)


@pytest.mark.parametrize(
    "text", ["", "2026-01", "2026", "2026-Q0", "2026-Q5", "26-Q1", "1999-Q4", "2026-1", "March"]
)
def test_what_is_no_period(text: str) -> None:
    assert period(text) is None


def test_the_periods_to_choose_from_do_not_overlap() -> None:
    held = list(recent(date(2026, 3, 2)))
    assert [one.text for one in held][:5] == ["2026-Q1", "2025-Q4", "2025-Q3", "2025-Q2", "2025-Q1"] and len(
        held
    ) == 8
    for later, earlier in pairwise(held):
        assert earlier.until + timedelta(days=1) == later.since and later.since <= later.until
    assert [quarter_of(date(2026, month, 1)).text[-1] for month in range(1, 13)] == list("111222333444")
    assert quarter_of(date(2026, 3, 2)).says.fr == "1er trimestre de 2026"
