"""What surrounds a case at the moment of an act: read under the case's lock, handed to the core as a frozen value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

ROLES = (
    "fee_clerk", "intake", "officer", "border_officer", "vulnerable_persons_officer", "delegate",
    "supervisor", "auditor", "access_analyst", "policy_analyst", "payment_system",
)  # fmt: skip
"""What somebody may be. Officer: migration officers abroad and processing-centre officers. Payment system: the feed
that delivers receipts, and does nothing else."""

CASE_OFFICERS = ("officer", "border_officer", "vulnerable_persons_officer")

OWN, ACTING, SUPERVISING = "own", "acting", "supervising"
KINDS = (OWN, ACTING, SUPERVISING)
"""How a power is held: one's own, for who is replaced, or in line above who holds it."""

_ABOVE = {
    "OFFICER": ("MANAGER", "ADM"),
    "MANAGER": ("ADM",),
    "POE-BSO": ("POE-SUPT",),
    "POE-SUPT": (),
    "VPU": (),
    "ADM": (),
}


def in_line(levels: Iterable[str]) -> frozenset[str]:
    """The levels, and those above them in line, which hold what they hold."""
    return frozenset(above for level in levels for above in (level, *_ABOVE.get(level, ())))


@dataclass(frozen=True, slots=True)
class Power:
    """A line of the delegation instrument that a person holds. Both days are included; None: no end is set.

    Attributes:
        item: The item of the instrument, e.g. `120`.
        level: The level it is held at: OFFICER, MANAGER, ADM, POE-BSO, POE-SUPT or VPU.
        kind: own, acting (for who is replaced) or supervising (in line above who holds it).
    """

    item: str
    level: str
    since: date
    until: date | None = None
    kind: str = OWN

    @property
    def called(self) -> str:
        """As a line of the journal records it: `item 120, MANAGER, acting`."""
        return f"item {self.item}, {self.level}" + ("" if self.kind == OWN else f", {self.kind}")

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: from the sign-in only.

    Attributes:
        small_post: So few work there that one person may have to take the money and decide (recorded each time).
        conflicts: Cases (their numbers) that the person declared a conflict of interest for.
    """

    id: str
    name: str
    roles: frozenset[str]
    office: str
    powers: tuple[Power, ...] = ()
    small_post: bool = False
    conflicts: frozenset[str] = frozenset()

    def holds(self, item: str, levels: tuple[str, ...], day: date) -> Power | None:
        """The power of that item, at one of the levels or above them in line, in force that day."""
        enough = in_line(levels)
        for power in self.powers:
            if power.item == item and power.level in enough and power.in_force(day):
                return power
        return None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt of the payment system. `free`: cents of permit fee on it that are not allocated yet.

    Attributes:
        office: The one that reserved it; None: nobody has.
        fees: What it is for, by the kinds of its lines.
        remitted: Cents of its permit fee that were remitted; they stay allocated.
    """

    number: str
    free: int
    paid_on: date
    office: str | None = None
    fees: tuple[str, ...] = ("trp",)
    remitted: int = 0


@dataclass(frozen=True, slots=True)
class Register:
    """What the register of one-time exemptions shows of the person.

    Attributes:
        granted_on: The day M31 was granted, if ever.
        claimed_elsewhere: A claim is live in another request of the same person.
        duplicates: Possible duplicates of the person that nobody has answered.
        meetings: What merges of the person's records met and nobody has reviewed: two grants, two claims, or one of each.
        touched: The actor merged, separated or corrected the person's records in the last 30 days.
        on_record: The person has a record; without one, nobody can know whether they are known.
    """

    granted_on: date | None = None
    claimed_elsewhere: bool = False
    duplicates: int = 0
    meetings: int = 0
    touched: bool = False
    on_record: bool = True


@dataclass(frozen=True, slots=True)
class Around:
    """Everything beside the case that an act may read.

    Attributes:
        on: The day of the act in the local time of the office.
        receipt: The receipt that the act names; None if it is not known.
        number: The number for a case that is being opened; given once nothing stops it.
        office_kind: What the actor's office is, where the act reads it: visa_office, inland_office, port_of_entry.
    """

    on: date
    actor: Actor
    register: Register = Register()
    receipt: Receipt | None = None
    number: str = ""
    office_kind: str | None = None
