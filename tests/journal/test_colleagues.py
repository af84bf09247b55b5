"""Who could act on a case, all of them at once: what one by one they are, in three statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.journal.play import put
from tests.world import DAY, World
from trp.casework.around import Actor
from trp.casework.registers import conflicts as o
from trp.journal.cases import actor, colleagues
from trp.journal.models import Case


def test_colleagues_are_what_one_by_one_they_are(world: World) -> None:
    from trp.officers.models import Holding, Office, Officer

    national = Office.objects.create(code="NHQ", kind="inland_office", name_en="N", name_fr="N")
    for n, roles in enumerate(("delegate", "supervisor", "auditor delegate")):
        Officer.objects.create(username=f"n{n}", name=f"N{n}", roles=roles, office=national)
    Officer.objects.create(username="gone", name="Gone", roles="officer", office_id="PARIS", is_active=False)
    Office.objects.filter(code="PARIS").update(small_post=True)
    by = {"entered_by_id": world.officers["supervisor"], "entered_on": DAY}
    agreed = {**by, "approved_by_id": world.officers["other_supervisor"], "approved_on": DAY}
    day = timedelta(days=1)
    for n, (since, more) in enumerate([
        (DAY, agreed), (DAY + day, agreed), (DAY - day, {**agreed, "until": DAY}), (DAY - day, {**agreed, "until": DAY - day}),
        (DAY, by), (DAY - 2 * day, {**agreed, "ended_on": DAY - day, "ended_by_id": world.officers["supervisor"]}),
        (DAY - 2 * day, {**agreed, "ended_on": DAY, "ended_by_id": world.officers["supervisor"]}),
    ]):  # fmt: skip
        Holding.objects.create(officer_id=world.officers["officer"], line=-10 - n, item=f"{n}", level="OFFICER", since=since, **more)  # fmt: skip
    number = Case.every.get(id=put(world, "fee paid")[0]).number
    world.enter(
        o.DeclareConflict(officer=str(world.officers["manager"]), case=number, why="A cousin."), "manager"
    )
    with CaptureQueriesContext(connection) as asked:
        found = colleagues("PARIS", DAY, number)
    assert len(asked) <= 3
    keys = (
        Officer.objects.filter(office__in=("PARIS", "NHQ"), is_active=True)
        .order_by("name")
        .values_list("id", flat=True)
    )
    one_by_one = [
        one
        for one in (actor(key, DAY, number) for key in keys)
        if one.office == "PARIS" or "delegate" in one.roles
    ]
    one_by_one.sort(key=lambda one: one.office != "PARIS")
    assert [plain(one) for one in found] == [plain(one) for one in one_by_one]
    assert (
        len(found) == 7 and any(one.conflicts for one in found) and all(one.small_post for one in found[:5])
    )
    assert len(next(one for one in found if one.name == "Officer").powers) == 5


def plain(one: Actor) -> Actor:
    return replace(one, powers=tuple(sorted(one.powers, key=repr)))
