"""Small posts: one person may take the money and decide, each time by a recorded exception that another office reviews."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import Error, connection, transaction

from tests.journal.truth import case_of, faults, tables
from tests.registers.test_duties import small_post, until_the_second
from tests.registers.test_holdings import refused
from tests.world import DAY, World
from trp.casework.assessing import IssuePermit, StartAssessment
from trp.casework.fees import AllocateReceipt
from trp.casework.registers import conflicts
from trp.casework.registers import small_posts as o
from trp.journal.differences import Difference
from trp.journal.rebuild import rebuild


def excepted(world: World, database: str) -> tuple[UUID, str, int]:
    """A case that one person at a small post was paid for and assesses; its number, and the line of the exception."""
    who = small_post(world)
    case, second = until_the_second(world, (AllocateReceipt, StartAssessment), who)
    world.do(second, case, who)
    found = case_of(database, case)
    return case, str(found.head["number"]), found.lines[-1].number


def review(world: World, number: str, line: int, **given: str) -> o.ReviewException:
    told = {"finding": "in_order", "remark": "Receipt and reasons seen.", **given}
    return o.ReviewException(officer=str(world.officers["both"]), case=number, line=line, **told)


def test_another_office_reviews_it_once(world: World, database: str) -> None:
    case, number, line = excepted(world, database)
    [waits] = tables(database)["journal_review"]
    assert (waits["line"], waits["office"], waits["acted_on"]) == (line, "DAKAR", DAY.isoformat())
    assert waits["reviewed_by"] is None
    world.enter(review(world, number, line), "supervisor")
    [done] = tables(database)["journal_review"]
    assert (done["reviewed_by"], done["reviewed_at"], done["finding"]) == (
        str(world.officers["supervisor"]), "CPC-E", "in_order",
    )  # fmt: skip
    again = review(world, number, line, finding="not_in_order")
    assert refused(lambda: world.enter(again, "other_supervisor")) == ["reviewed-already"]
    assert not faults(database) and not list(rebuild(check=True)) and case


def test_each_act_under_it_waits_for_its_own_review(world: World, database: str) -> None:
    case, _, _ = excepted(world, database)
    issue = IssuePermit(valid_from=DAY, valid_to=DAY, reasons="need outweighs risk")
    world.do(issue, case, "both")
    assert len(tables(database)["journal_review"]) == 2
    assert not faults(database)


def test_an_act_without_the_exception_waits_for_nothing(world: World, database: str) -> None:
    case, second = until_the_second(world, (AllocateReceipt, StartAssessment), small_post(world))
    world.do(second, case, "colleague")
    assert not tables(database)["journal_review"] and not faults(database)


def test_who_cannot_review(world: World, database: str) -> None:
    from trp.officers.models import Officer

    _, number, line = excepted(world, database)
    assert refused(lambda: world.enter(review(world, number, line), "colleague")) == ["not-your-role"]
    assert refused(lambda: world.enter(review(world, number, line), "both")) == ["own-entry", "same-office"]
    Officer.objects.filter(id=world.officers["supervisor"]).update(office_id="DAKAR")
    assert refused(lambda: world.enter(review(world, number, line), "supervisor")) == ["same-office"]
    for column, value in (("reviewed_by", "officer"), ("reviewed_at", "office")):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE journal_review SET reviewed_by = 'x', reviewed_at = 'X', reviewed_on = acted_on, "
                f"{column} = {value}".replace(f"{column} = 'x', ", "").replace(f"{column} = 'X', ", "")
            )
    world.enter(conflicts.DeclareConflict(officer=str(world.officers["other_supervisor"]), case=number, why="cousin"), "other_supervisor")  # fmt: skip
    assert refused(lambda: world.enter(review(world, number, line), "other_supervisor")) == [
        "conflict-declared"
    ]


def test_what_cannot_be_entered(world: World, database: str) -> None:
    _, number, line = excepted(world, database)
    for given, code in (({"finding": "fine"}, "wrong-fact"), ({"remark": " "}, "remark-missing")):
        assert refused(
            lambda given=given: world.enter(review(world, number, line, **given), "supervisor")
        ) == [code]  # type: ignore[misc]
    for case, at in ((number, line - 1), ("T-999999", line)):
        tried = review(world, case, at)
        assert refused(lambda tried=tried: world.enter(tried, "supervisor")) == ["no-exception"]  # type: ignore[misc]


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM journal_review",
        "UPDATE journal_review SET line = 1",
        "UPDATE journal_review SET officer = 'x'",
    ],
)
def test_what_waits_is_compared_with_the_lines(world: World, database: str, damage: str) -> None:
    _, number, _ = excepted(world, database)
    right = tables(database)["journal_review"]
    with connection.cursor() as cursor:
        cursor.execute(damage)
    assert faults(database)
    assert list(rebuild(check=True)) == list(rebuild()) == [Difference("review", number)]
    assert tables(database)["journal_review"] == right and not list(rebuild(check=True))


@pytest.mark.parametrize(
    ("acted", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 9)),  # a Monday
        (date(2026, 3, 6), date(2026, 3, 13)),
        (date(2026, 3, 7), date(2026, 3, 13)),
        (date(2026, 3, 8), date(2026, 3, 13)),
    ],
)
def test_it_is_due_five_working_days_later(acted: date, due: date) -> None:
    assert o.review_due(acted) == due
