"""What surrounds a case at the moment of an act: read under the case's lock, handed to the core as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ROLES = (
    "fee_clerk", "intake", "officer", "border_officer", "vulnerable_persons_officer", "delegate",
    "supervisor", "auditor", "access_analyst", "policy_analyst", "payment_system",
)  # fmt: skip
"""What somebody may be. Officer: migration officers abroad and processing-centre officers. Payment system: the feed
that delivers receipts, and does nothing else."""

CASE_OFFICERS = ("officer", "border_officer", "vulnerable_persons_officer")

_ABOVE = {
    "OFFICER": ("MANAGER", "ADM"),
    "MANAGER": ("ADM",),
    "POE-BSO": ("POE-SUPT",),
    "POE-SUPT": (),
    "VPU": (),
    "ADM": (),
}


@dataclass(frozen=True, slots=True)
class Power:
    """A line of the delegation instrument that a person holds. Both days are included; None: no end is set.

    Attributes:
        item: The item of the instrument, e.g. `120`.
        level: The level it is held at: OFFICER, MANAGER, ADM, POE-BSO, POE-SUPT or VPU.
    """

    item: str
    level: str
    since: date
    until: date | None = None

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
        enough = {above for level in levels for above in (level, *_ABOVE.get(level, ()))}
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
    """

    granted_on: date | None = None
    claimed_elsewhere: bool = False
    duplicates: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """Everything beside the case that an act may read.

    Attributes:
        on: The day of the act in the local time of the office.
        receipt: The receipt that the act names; None if it is not known.
        number: The number for a case that is being opened; given once nothing stops it.
    """

    on: date
    actor: Actor
    register: Register = Register()
    receipt: Receipt | None = None
    number: str = ""
