"""A small world for tests of the journal: offices, officers, persons, receipts, and acts by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from trp.casework.acts import Act
from trp.casework.opening import ReceiveRequest
from trp.casework.registers.entries import Entry
from trp.casework.registers.receipts import ReceiveBatch

DAY = date(2026, 3, 2)
SINCE = date(2025, 9, 1)
"""The first day of every power in this world."""

OFFICERS = {
    # name: (roles, office, items held)
    "officer": ("officer", "PARIS", ("80 OFFICER", "120 OFFICER")),
    "colleague": ("officer", "PARIS", ("80 OFFICER", "120 OFFICER")),
    "manager": ("officer delegate", "PARIS", ("118 MANAGER", "119 MANAGER", "120 MANAGER")),
    "clerk": ("fee_clerk", "PARIS", ()),
    "other_clerk": ("fee_clerk supervisor", "PARIS", ()),
    "intake": ("intake", "CPC-E", ()),
    "inland": ("officer", "CPC-E", ("120 OFFICER",)),
    "border": ("border_officer", "LACOLLE", ("80 POE-BSO", "120 POE-BSO")),
    "border_two": ("border_officer", "LACOLLE", ("80 POE-BSO", "120 POE-BSO")),
    "analyst": ("policy_analyst", "CPC-E", ()),
    "unit": ("vulnerable_persons_officer", "VPU", ("120 VPU",)),
    "supervisor": ("supervisor", "CPC-E", ()),
    "other_supervisor": ("supervisor", "VPU", ()),
}
OFFICES = {
    "PARIS": "visa_office",
    "CPC-E": "inland_office",
    "LACOLLE": "port_of_entry",
    "VPU": "inland_office",
}

NOTHING_ELSE = {
    "refugee_claim": None, "designated_on": None, "fee_classes": [], "pending": None,
    "visa_exemption_lost_in_transit": None, "other_inadmissible_acts": False,
}  # fmt: skip
"""What has to be known of most requests before the fee is determined."""

FINE = {
    "sentence": "fine", "makes_inadmissible": True, "youth": False, "child_pornography": False, "sexual": False,
    "impaired_driving": False, "committed_on": "2015-05-01",
}  # fmt: skip


@dataclass
class World:
    """Who and what there is. `do` performs an act as one of the officers, each time with a new key."""

    officers: dict[str, UUID] = field(default_factory=dict)
    clock: datetime = datetime(2026, 3, 2, 14, tzinfo=UTC)

    @classmethod
    def make(cls) -> World:
        from trp.officers.models import Holding, Office, Officer

        world = cls()
        offices = {
            code: Office.objects.create(code=code, kind=kind, name_en=code, name_fr=code)
            for code, kind in OFFICES.items()
        }
        for name, (roles, office, _) in OFFICERS.items():
            one = Officer.objects.create(
                username=name, name=name.title(), roles=roles, office=offices[office]
            )
            world.officers[name] = one.id
        for name, (_, _, items) in OFFICERS.items():
            for n, held in enumerate(items, 1):
                item, level = held.split()
                Holding.objects.create(
                    officer_id=world.officers[name], line=-n, item=item, level=level, since=SINCE,
                    entered_by_id=world.officers["supervisor"], entered_on=SINCE,
                    approved_by_id=world.officers["other_supervisor"], approved_on=SINCE,
                )  # fmt: skip
        return world

    def person(self, client_id: str | None = None) -> str:
        return self.record(client_id or uuid4().hex[:10], "Tremblay", uuid4().hex[:8])

    def record(self, client_id: str, family: str, given: str = "", born: date | None = None) -> str:
        """A person as they were on record before the registers were books; gives the key."""
        from django.db import connection

        from trp.people.records import add

        key = str(uuid4())
        with connection.cursor() as cursor:
            add(cursor, key, client_id, family, given, born)
        return key

    def merge(self, one: str, other: str) -> None:
        """Two people find that two records are of one person."""
        from trp.casework.registers.merges import ApproveMerge, ProposeMerge

        self.enter(ProposeMerge(one=one, other=other, reason="the same passport"), "intake")
        self.enter(ApproveMerge(one=one, other=other), "other_clerk")

    def split(self, one: str, other: str) -> None:
        """Two people find that a record is of another person than the one that stands for it."""
        from trp.casework.registers.splits import ApproveSplit, ProposeSplit

        self.enter(ProposeSplit(one=one, other=other, reason="another person after all"), "intake")
        self.enter(ApproveSplit(one=one, other=other), "other_clerk")

    def elsewhere(self, n: int) -> UUID:
        """One more officer abroad who holds item 80, at an office of their own."""
        from trp.officers.models import Holding, Office, Officer

        office = Office.objects.create(code=f"ABROAD-{n}", kind="visa_office", name_en=f"{n}", name_fr=f"{n}")
        made = Officer.objects.create(username=f"abroad-{n}", name=f"{n}", roles="officer", office=office)
        Holding.objects.create(
            officer=made, line=-1, item="80", level="OFFICER", since=date(2025, 9, 1),
            entered_by_id=self.officers["supervisor"], entered_on=SINCE,
            approved_by_id=self.officers["other_supervisor"], approved_on=SINCE,
        )  # fmt: skip
        return made.id

    def receipt(self, number: str = "R-1", cents: int = 24625) -> str:
        """The payment system delivers a receipt with one line of permit fee; gives its number."""
        row = [number, DAY.isoformat(), "online", None, "", [["trp", 1, cents]]]
        self.enter(ReceiveBatch(source=f"feed {number}", rows=(row,)), "clerk")
        return number

    def do(
        self, act: Act, case: UUID, who: str = "officer", *, key: str | None = None, on: date = DAY
    ) -> Any:
        from trp.journal.door import perform

        self.clock += timedelta(seconds=1)
        return perform(act, case, self.officers[who], at=self.clock, on=on, key=key or uuid4().hex)

    def enter(self, entry: Entry, who: str, *, key: str | None = None, on: date = DAY) -> Any:
        from trp.journal.entering import enter

        self.clock += timedelta(seconds=1)
        return enter(entry, self.officers[who], at=self.clock, on=on, key=key or uuid4().hex)

    def abroad(self, **given: Any) -> UUID:
        """A case that a request to a visa office opened, with its visitor visa application."""
        case = uuid4()
        told: dict[str, Any] = {
            "client": self.person(), "place": "outside_canada", "made_to": "visa_office", "made_on": DAY,
            "application": {"kind": "visitor_visa"}, "underlying": "V-1", **given,
        }  # fmt: skip
        self.do(ReceiveRequest(**told), case)
        return case
