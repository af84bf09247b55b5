"""Many heads of cases at once, for tests and measurements of lists: rows as a projection would write them, without lines."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from tests import crowd
from tests.world import DAY, World
from trp.casework.around import Actor
from trp.casework.queue import LAST

_ROLES = {
    "PARIS": ("officer", "colleague", "manager", "clerk"),
    "CPC-E": ("inland", "intake"),
    "VPU": ("unit",),
    "NHQ": ("deputy",),
}
_WAITS = (
    # stage, next actor, fee, blocked
    ("awaiting_fee", "client", "due", "fee-not-settled"),
    ("awaiting_fee", "fee_clerk", "due", "fee-not-settled"),
    ("awaiting_fee", "border_officer", "due", "fee-not-settled"),
    ("awaiting_response", "client", "settled", ""),
    ("received", "officer", "unknown", "facts-needed"),
    ("received", "intake", "due", "returns-incomplete"),
    ("received", "nobody", "not_asked", "suspended"),
    ("received", "vulnerable_persons_officer", "exemption_open", "exemption-not-recorded"),
    ("ready", "officer", "claimed", ""),
    ("ready", "border_officer", "exempt", ""),
    ("in_assessment", "officer", "refer", "a-person-must-decide"),
    ("with_decision_maker", "delegate", "settled", ""),
    ("received", "delegate", "due", "delegate-first"),
)


@dataclass
class Crowd:
    """Cases at a few offices, and who reads them: the first an officer, the last an officer with conflicts declared.

    Attributes:
        office: Where all of them lie; None: half of them at PARIS.
        open_only: None has its result.
        here: The first so many are open and lie at PARIS, and all others do not.
    """

    world: World
    seed: int
    office: str | None
    open_only: bool
    here: int | None = None
    many: int = 0
    readers: tuple[Actor, ...] = ()

    @classmethod
    def make(
        cls, world: World, many: int, *, seed: int = 1, office: str | None = None, open_only: bool = False,
        here: int | None = None,
    ) -> Crowd:  # fmt: skip
        from trp.journal.cases import actor
        from trp.officers.models import Conflict, Office, Officer

        national = Office.objects.create(code="NHQ", kind="inland_office", name_en="N", name_fr="N")
        torn = Officer.objects.create(username="torn", name="Torn", roles="officer intake", office_id="PARIS")
        deputy = Officer.objects.create(username="deputy", name="D", roles="delegate", office=national)
        world.officers |= {"torn": torn.id, "deputy": deputy.id}
        made = cls(world, seed, office, open_only, here)
        made.add(many)
        for n in range(1, here or many, max((here or many) // 40, 2)):
            Conflict.objects.create(officer=torn, case_number=f"T-{n:06d}", declared_on=DAY)
        names = (
            "officer",
            "clerk",
            "manager",
            "colleague",
            "unit",
            "inland",
            "intake",
            "deputy",
            "supervisor",
            "torn",
        )
        made.readers = tuple(actor(world.officers[name], DAY) for name in names)
        return made

    def add(self, many: int) -> None:
        """Write so many cases more."""
        from trp.journal import sql
        from trp.journal.bulk import insert

        people = crowd.people(max(many // 8, 5), seed=self.many + 1)
        columns = ("id", "number", *sql.CASE_FIELDS)
        rows = [
            self._row(n, columns, people[n % len(people)]) for n in range(self.many + 1, self.many + many + 1)
        ]
        self.many += many
        with transaction.atomic(), connection.cursor() as cursor:
            insert(cursor, "journal_case", columns, rows)

    def _row(self, n: int, columns: tuple[str, ...], client: UUID) -> tuple[Any, ...]:
        from trp.journal import sql

        dice = random.Random(self.seed * 1_000_003 + n)  # a case is the same, however many others there are
        office = self.office or dice.choice(("PARIS", "PARIS", "PARIS", "CPC-E", "VPU", "NHQ"))
        stage, waits, fee, blocked = dice.choice(_WAITS)
        ended = None if self.open_only or dice.random() < 0.6 else "withdrawn"
        if self.here is not None:
            among = n <= self.here
            office = "PARIS" if among else dice.choice(("CPC-E", "VPU", "NHQ"))
            ended = None if among else ended
        guest = dice.choice(_ROLES["PARIS"])
        held = dice.choice((None, *_ROLES[office], guest if self.here is None else None))
        holder = str(self.world.officers[held]) if held else None
        given = waits == "delegate" and held in ("manager", "deputy") and stage == "with_decision_maker"
        access = dice.choice(("normal", "hidden", "unit")) if office in ("VPU", "CPC-E") else "normal"
        access = (
            "hidden" if office == "PARIS" != self.office and n % 97 == 0 and self.here is None else access
        )
        unit = "" if access == "normal" else office
        lane = f"fee {waits}" if stage == "awaiting_fee" else "delegate held" if given else waits
        desk = f"decide {unit}".strip() if lane == "delegate" else holder or office
        due = DAY + timedelta(days=dice.randrange(-5, 40)) if dice.random() < 0.3 else None
        row: dict[str, Any] = {
            "id": sql.bound(UUID(int=n)), "number": f"T-{n:06d}", "access": access, "unit": unit, "head": 1,
            "head_hash": bytes(32), "client": sql.bound(client), "stage": "closed" if ended else stage, "result": ended,
            "next_actor": "nobody" if ended else waits, "says_en": "It stands somewhere.",
            "says_fr": "Elle se trouve quelque part.", "since": DAY - timedelta(days=dice.randrange(200)),
            "due": None if ended else due, "office": office, "holder": holder, "made_on": date(2025, 9, 1),
            "made_to": dice.choice(("visa_office", "inland_office")), "origin": "client",
            "stream": dice.choice(("ordinary", "state_care", "family_violence_victim")), "recommended_by": None,
            "decided_by": None, "proposed_by": None, "confirmed_by": None, "fee": fee,
            "fee_due": 24625 if fee == "due" else 0, "blocked": "" if ended else blocked, "lane": "" if ended else lane,
            "desk": desk, "due_by": (None if ended else due) or LAST,
        }  # fmt: skip
        return tuple(row[name] for name in columns)
