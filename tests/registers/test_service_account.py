"""The account of the service on PostgreSQL: every entry about officers with its rights, and nothing around them."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.databases import cluster, fresh, use
from tests.journal.test_append_only import APP_ROLE
from tests.journal.truth import faults
from tests.registers.test_accounts import approve, opened
from tests.registers.test_conflicts import declare, lift
from tests.registers.test_duties import small_post, until_the_second
from tests.registers.test_holdings import ended, hold
from tests.registers.test_small_posts import review
from tests.world import World
from trp.casework.assessing import StartAssessment
from trp.casework.fees import AllocateReceipt
from trp.journal.roles import grant

pytestmark = pytest.mark.slow


def test_it_can_make_every_entry_and_change_nothing_around_them(tmp_path: Path) -> None:
    url = fresh("postgresql", tmp_path)
    use(url)
    world = World.make()
    who = small_post(world)
    case, second = until_the_second(world, (AllocateReceipt, StartAssessment), who)
    cluster().execute(
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN CREATE ROLE {APP_ROLE} LOGIN; END IF; END $$"
    )
    grant(APP_ROLE)
    use(url.replace("trp_owner@", f"{APP_ROLE}@"))
    done = world.do(second, case, who)
    world.enter(review(world, done.number, done.last), "supervisor")
    line = hold(world, "inland", item="118", level="MANAGER")
    world.enter(ended(world, "inland", line), "supervisor")
    world.enter(declare(world, "officer", done.number), "officer")
    world.enter(lift(world, "officer", done.number), "supervisor")
    tried = opened(officer=str(uuid4()))
    line = world.enter(tried, "supervisor").last
    world.enter(approve(world, tried.officer, line), "other_supervisor")
    use(url)
    assert not faults(url)
    for text in (
        "UPDATE officers_officer SET roles = 'delegate'",
        "UPDATE officers_officer SET is_active = true",
        "INSERT INTO officers_officer SELECT * FROM officers_officer",
        "UPDATE officers_change SET roles = 'delegate'",
        "DELETE FROM officers_change",
        "DELETE FROM journal_review",
        "UPDATE journal_review SET officer = 'x'",
        "INSERT INTO journal_duty SELECT case_id, 'x', true, false, false FROM journal_duty",
    ):
        with (
            psycopg.connect(url.replace("trp_owner@", f"{APP_ROLE}@")) as session,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            session.execute(text)  # type: ignore[call-overload]
