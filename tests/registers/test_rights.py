"""The account of the service has what the money needs, table by table, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tests.databases import cluster, fresh, use
from tests.journal.play import FEE, put
from tests.journal.truth import faults
from tests.world import DAY, World
from trp.casework.fees import AllocateReceipt, ReverseAllocation
from trp.casework.registers import receipts as r
from trp.casework.registers import refunds as f
from trp.casework.registers.days import CountersignDay, SignDay
from trp.journal import guard
from trp.journal.roles import APP, grant

ROLE = "trp_app"
TABLES = {model._meta.db_table for model in apps.get_app_config("fees").get_models()}


def test_every_table_of_the_money_states_its_rights() -> None:
    assert set(APP) >= TABLES
    assert not any("DELETE" in APP[table] for table in TABLES)
    assert guard._STAYS | {"fees_transfer"} == TABLES and "fees_transfer" in guard._NEVER
    assert APP["fees_transfer"] == "SELECT, INSERT"


@pytest.mark.parametrize("engine", ["postgresql"])
def test_the_account_of_the_service_does_a_clerk_s_day(engine: str, tmp_path: Path) -> None:
    url = fresh(engine, tmp_path)
    use(url)
    world = World.make()
    people = [world.person() for _ in range(3)]
    cluster().execute(
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}') THEN CREATE ROLE {ROLE} LOGIN; END IF; END $$"
    )
    grant(ROLE)
    connection.close()
    use(url.replace("trp_owner@", f"{ROLE}@"))

    def row(number: str) -> list[Any]:
        return [number, DAY.isoformat(), "online", "PARIS", "", [["biometrics", 1, 85_00], ["trp", 1, FEE]]]

    for name, many in (("few", 2), ("many", 60)):  # one statement, and a copy
        rows = tuple(row(f"R-{name}-{n}") for n in range(many))
        world.enter(r.ReceiveBatch(source=f"{name}.csv", rows=rows), "clerk")
    case, _ = put(world, "fee asked for", client=people[0], receipt="R-few-0")
    world.do(AllocateReceipt(receipt="R-few-0", cents=FEE), case, "clerk")
    world.do(ReverseAllocation(receipt="R-few-0", cents=FEE, reason="x"), case, "other_clerk")
    world.enter(r.ReleaseReceipt(receipt="R-few-1", reason="x"), "clerk")
    world.enter(r.ReserveReceipt(receipt="R-few-1"), "clerk")
    propose = f.ProposeRefund(receipt="R-few-1", fee="trp", cents=FEE, reason="unallocated")
    world.enter(propose, "clerk")
    world.enter(f.ApproveRefund(receipt="R-few-1", fee="trp", cents=FEE), "other_clerk")
    world.enter(SignDay(office="PARIS", day=DAY, counted={"online": 62 * (FEE + 85_00)}), "clerk")
    world.enter(CountersignDay(office="PARIS", day=DAY), "other_clerk")
    connection.close()
    use(url)
    assert not faults(url)
