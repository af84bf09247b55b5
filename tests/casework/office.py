"""People, cases and papers for the tests of the casework: acts are done on the pure core, as the one door does them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from trp.casework.acts import Act
from trp.casework.around import Actor, Around, Power, Receipt, Register
from trp.casework.blockers import Blocker
from trp.casework.files import CaseFile, Line, replay
from trp.casework.opening import ReceiveRequest
from trp.casework.recording import RecordCircumstances, RecordConvictions, RecordGrounds

DAY = date(2026, 3, 2)
FEE = 24625  # the permit fee in force on DAY, in cents
_SINCE = date(2025, 1, 1)


def person(name: str, *roles: str, powers: Iterable[tuple[str, str]] = (), small_post: bool = False) -> Actor:
    held = tuple(Power(item, level, _SINCE) for item, level in powers)
    return Actor(name, name, frozenset(roles), "OFFICE", powers=held, small_post=small_post)


CLERK = person("clerk", "fee_clerk")
OTHER_CLERK = person("other-clerk", "fee_clerk")
INTAKE = person("intake", "intake")
OFFICER = person("officer", "officer", powers=[("120", "OFFICER"), ("80", "OFFICER")])
COLLEAGUE = person("colleague", "officer", powers=[("120", "OFFICER"), ("80", "OFFICER")])
JUNIOR = person("junior", "officer")
BORDER = person("border", "border_officer", powers=[("120", "POE-BSO"), ("80", "POE-BSO")])
SUPERINTENDENT = person("superintendent", "border_officer", powers=[(i, "POE-SUPT") for i in ("118", "120")])
UNIT = person("unit", "vulnerable_persons_officer", powers=[("120", "VPU"), ("118", "VPU")])
DELEGATE = person("delegate", "delegate", powers=[(item, "MANAGER") for item in ("118", "119", "120")])
ADM = person("adm", "delegate", powers=[("119", "ADM")])
SUPERVISOR = person("supervisor", "supervisor")
ALONE = person(
    "alone", "officer", "fee_clerk", powers=[("120", "OFFICER"), ("80", "OFFICER")], small_post=True
)
AUDITOR = person("auditor", "auditor")
EVERYBODY = (
    CLERK, OTHER_CLERK, INTAKE, OFFICER, COLLEAGUE, JUNIOR, BORDER, SUPERINTENDENT, UNIT, DELEGATE, ADM, SUPERVISOR,
    ALONE, AUDITOR,
)  # fmt: skip


class Refused(AssertionError):
    """An act that something stopped."""

    def __init__(self, act: Act, blockers: tuple[Blocker, ...]) -> None:
        super().__init__(f"{type(act).__name__}: {[(one.code, one.says.en) for one in blockers]}")
        self.codes = [one.code for one in blockers]


ELSEWHERE = {
    "8841905": Receipt("8841905", 0, DAY, None, ("biometrics", "work_permit")),
    "8841906": Receipt("8841906", FEE, DAY, "MANILA"),
    "8841907": Receipt("8841907", 0, DAY, None, ("trp",), 6_000),
}
"""Receipts that pay no permit fee here: one for other fees, one that another office reserved."""


@dataclass
class Case:
    """One case, what stands around it, and every blocker it met."""

    number: str = "T-000042"
    on: date = DAY
    lines: list[Line] = field(default_factory=list)
    register: Register = field(default_factory=Register)
    office_kind: str | None = None
    receipts: dict[str, int] = field(
        default_factory=lambda: {"8841902": FEE, "8841903": 10000, "8841904": 2 * FEE}
    )

    @property
    def file(self) -> CaseFile:
        return replay(self.lines)

    @property
    def kinds(self) -> list[str]:
        return [type(line.event).__name__ for line in self.lines]

    def around(self, actor: Actor, act: Act) -> Around:
        named = getattr(act, "receipt", "")
        held = self.receipts.get(named)
        receipt = ELSEWHERE.get(named) if held is None else Receipt(named, held, self.on)
        needs = act.reads
        return Around(
            self.on,
            actor,
            register=self.register if "register" in needs else Register(),
            receipt=receipt if "receipt" in needs else None,
            number=self.number if "number" in needs else "",
            office_kind=self.office_kind if "identity" in needs else None,
        )

    def stopped(self, actor: Actor, act: Act) -> tuple[Blocker, ...]:
        """What stops the act now."""
        return act.blockers(self.file, self.around(actor, act), moment(self.on))

    def codes(self, actor: Actor, act: Act) -> list[str]:
        return [one.code for one in self.stopped(actor, act)]

    def does(self, actor: Actor, *acts: Act) -> "Case":
        """Do the acts one after the other.

        Raises:
            Refused: Something stopped one of them.
        """
        for act in acts:
            if found := self.stopped(actor, act):
                raise Refused(act, found)
            file, around = self.file, self.around(actor, act)
            under = act.acting_under(file, around)
            for event in act.events(file, around):
                self.lines.append(Line(file.head + 1, self.on, actor.id, under, event))
                file = self.file
                self._money(event)
        return self

    def _money(self, event: Any) -> None:
        name = type(event).__name__
        if name == "FeeReceived":
            self.receipts[event.receipt] -= event.cents
        elif name == "AllocationReversed":
            self.receipts[event.receipt] += event.cents


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 15, tzinfo=UTC)


# What is asked, and what is known of it -------------------------------------------------------------

VISA = {"kind": "visitor_visa", "asked_with_visitor_visa": False, "performing_artist_group": False, "r208b": False, "decided": False}  # fmt: skip
WORK = {**VISA, "kind": "work_permit"}
WORK_WITH_VISA = {**WORK, "asked_with_visitor_visa": True}

NOTHING_SPECIAL = {
    "previous_permit": None,
    "has_valid_status": False,
    "pending": None,
    "fee_classes": [],
    "visa_exemption_lost_in_transit": None,
    "other_inadmissible_acts": False,
    "a44_report": "none",
    "delegate_decided": False,
    "refugee_claim": None,
    "designated_on": None,
    "designation_conditions_breached": False,
}
"""The answers that leave the ordinary rule: nothing exempts, nothing bars."""

THEFT = {
    "offence": "theft under 5000",
    "committed_on": "2021-05-04",
    "impaired_driving": False,
    "child_pornography": False,
    "sexual": False,
    "sentence": "fine",
    "youth": False,
    "makes_inadmissible": True,
}
JAILED = {**THEFT, "sentence": "imprisonment"}


def abroad(**changed: Any) -> ReceiveRequest:
    held: dict[str, Any] = {
        "client": "P-1", "place": "outside_canada", "made_to": "visa_office", "made_on": DAY, "application": VISA,
        "underlying": "V-310077",
    }  # fmt: skip
    return ReceiveRequest(**{**held, **changed})


def inland(**changed: Any) -> ReceiveRequest:
    return ReceiveRequest(
        **{"client": "P-1", "place": "in_canada", "made_to": "inland_office", "made_on": DAY, **changed}
    )


def border(**changed: Any) -> ReceiveRequest:
    return ReceiveRequest(
        **{"client": "P-1", "place": "port_of_entry", "made_to": "port_of_entry", "made_on": DAY, **changed}
    )


def facts(
    *, grounds: Iterable[str] = ("A41",), convictions: Iterable[dict[str, Any]] = (), **more: Any
) -> tuple[Act, ...]:
    """The acts that put everything on record that the gate asks for."""
    return (
        RecordGrounds(grounds=tuple(grounds)),
        RecordConvictions(convictions=tuple(convictions)),
        RecordCircumstances(facts={**NOTHING_SPECIAL, **more}),
    )


def m31(**more: Any) -> tuple[Act, ...]:
    """A record that meets the tests of the one-time exemption."""
    return facts(grounds=["A36(2)(b)"], convictions=[THEFT], **more)
