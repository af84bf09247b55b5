"""Cases in every situation that matters, what may be tried on each, and the pure core's word on it.

The core decides what is lawful at a place in a journal; the tests hold the door, the database and many processes
to that word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from tests.world import DAY, FINE, NOTHING_ELSE, OFFICERS, World
from trp.casework.acts import Act
from trp.casework.around import Actor, Around, Power, Receipt, Register
from trp.casework.assessing import (
    CreatePermitFile,
    IssuePermit,
    RefusePermit,
    SendProposal,
    SendToDecisionMaker,
    StartAssessment,
)
from trp.casework.doubts import DecideDoubt
from trp.casework.endings import CloseBarred, CloseUnpaid, ReturnIncomplete, WithdrawAtBorder, WithdrawRequest
from trp.casework.exemptions import (
    ClaimExemption,
    ConfirmExemption,
    LapseClaim,
    ProposeExemption,
    RecordExemption,
)
from trp.casework.fees import (
    AllocateReceipt,
    RecordAbilityToPay,
    RecordMinisterInstruction,
    RecordReceipt,
    RequestFee,
    ReverseAllocation,
    TakeBackReceipt,
)
from trp.casework.files import CaseFile, Line, replay
from trp.casework.opening import AcceptOffer, CorrectRequest, DeclineOffer, OfferConsideration, ReceiveRequest
from trp.casework.recording import (
    AddNote,
    AskForDocuments,
    Assign,
    ReceiveDocuments,
    RecordCircumstances,
    RecordCompletion,
    RecordConvictions,
    RecordGrounds,
    RecordMissingDocuments,
    SendAcknowledgement,
)

FEE = 24625  # the permit fee in force on DAY, in cents
AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
JAIL = {"sentence": "imprisonment", "makes_inadmissible": True, "youth": False}
FREE = {"fee_classes": ["R296(2)(c)"]}
REJECTED = {
    "refugee_claim": {
        "outcome": "rejected", "rpd_on": "2025-10-10", "rad_on": None, "federal_court_on": None,
        "prra_pending": False, "prra_on": None,
    }
}  # fmt: skip
NO_REPORT = {**NOTHING_ELSE, "a44_report": "none", "delegate_decided": False}


@dataclass(frozen=True)
class Try:
    """Somebody tries an act. `R` in a receipt's number stands for the case's own receipt."""

    who: str
    act: Act


def actor(name: str, key: str = "") -> Actor:
    """An officer of the world as the core sees one."""
    roles, office, items = OFFICERS[name]
    powers = tuple(Power(*held.split(), since=date(2025, 9, 1)) for held in items)
    return Actor(key or name, name.title(), frozenset(roles.split()), office, powers)


def around(file: CaseFile, tried: Act, who: Actor, *, free: int, number: str = "") -> Around:
    """What surrounds a case whose person has no other and whose receipt pays for it alone."""
    receipt = None
    if isinstance(tried, AllocateReceipt) and tried.receipt:
        receipt = Receipt(tried.receipt, free - file.allocated.get(tried.receipt, 0), DAY)
    return Around(DAY, who, Register(), receipt, number)


def stopped(file: CaseFile, tried: Act, who: Actor, *, free: int = FEE) -> tuple[str, ...]:
    """The codes of what stops an act at this place, by the core alone."""
    return tuple(one.code for one in tried.blockers(file, around(file, tried, who, free=free), AT))


def after(file: CaseFile, tried: Act, who: Actor, *, free: int = FEE) -> CaseFile:
    """The file once a lawful act is done."""
    about = around(file, tried, who, free=free, number="T-000000")
    under = tried.acting_under(file, about)
    lines = list(file.lines)
    for number, event in enumerate(tried.events(file, about), len(lines) + 1):
        lines.append(Line(number, DAY, who.id, under, event))
    return replay(lines)


# Situations -----------------------------------------------------------------------------------------


def _abroad(**given: Any) -> ReceiveRequest:
    told: dict[str, Any] = {
        "client": "", "place": "outside_canada", "made_to": "visa_office", "made_on": DAY,
        "application": {"kind": "visitor_visa"}, "underlying": "V-1", **given,
    }  # fmt: skip
    return ReceiveRequest(**told)


def _facts(who: str, conviction: dict[str, Any], circumstances: dict[str, Any]) -> tuple[Try, ...]:
    return (
        Try(who, RecordGrounds(grounds=("A36(2)(b)",))),
        Try(who, RecordConvictions(convictions=(conviction,))),
        Try(who, RecordCircumstances(facts=circumstances)),
    )


_OPENED = (Try("officer", _abroad()), *_facts("officer", JAIL, NOTHING_ELSE))
_PAID = (*_OPENED, Try("clerk", RequestFee()), Try("clerk", AllocateReceipt(receipt="R", cents=FEE)))
_FILED = (*_PAID, Try("officer", CreatePermitFile(file="F")))
_STARTED = (*_FILED, Try("officer", StartAssessment()))
_ONCE = (Try("officer", _abroad()), *_facts("officer", FINE, NOTHING_ELSE))
_CLAIMED = (*_ONCE, Try("officer", ClaimExemption(counselled_on=DAY)))
_CLAIM_FILED = (*_CLAIMED, Try("officer", CreatePermitFile(file="F")))
_CLAIM_STARTED = (*_CLAIM_FILED, Try("officer", StartAssessment()))
_REPORT = ReceiveRequest(
    client="", place="in_canada", made_to="inland_office", made_on=DAY, origin="a44_report"
)
_INLAND = ReceiveRequest(client="", place="in_canada", made_to="inland_office", made_on=DAY)
_FREE = (Try("intake", _INLAND), *_facts("inland", JAIL, {**NO_REPORT, **FREE}))
_AT_BORDER = ReceiveRequest(client="", place="port_of_entry", made_to="port_of_entry", made_on=DAY)
_OFFER = OfferConsideration(
    client="", place="outside_canada", made_to="visa_office", made_on=DAY,
    application={"kind": "visitor_visa"}, underlying="V-1",
)  # fmt: skip

SITUATIONS: dict[str, tuple[Try, ...]] = {
    "facts recorded": _OPENED,
    "fee asked for": _PAID[:-1],
    "fee paid": _PAID,
    "file created": _FILED,
    "assessment started": _STARTED,
    "recommended": (*_STARTED, Try("officer", SendToDecisionMaker(recommends="issue"))),
    "does not pay": (*_PAID[:-1], Try("clerk", RecordAbilityToPay(ability="unable", said_on=DAY))),
    "a receipt waits": (*_PAID[:-1], Try("clerk", RecordReceipt(receipt="Q"))),
    "complete": (*_PAID, Try("intake", RecordCompletion(complete_on=DAY))),
    "documents asked for": (*_OPENED, Try("officer", AskForDocuments(documents=("passport",)))),
    "exemption open": _ONCE,
    "M31 in doubt": (
        Try("officer", _abroad()),
        *_facts("officer", {**FINE, "sentence": "conditional_sentence"}, NOTHING_ELSE),
    ),
    "claimed": _CLAIMED,
    "claimed, file created": _CLAIM_FILED,
    "claimed, assessment started": _CLAIM_STARTED,
    "claimed, recommended": (*_CLAIM_STARTED, Try("colleague", SendToDecisionMaker(recommends="issue"))),
    "policy proposed": (
        *_OPENED,
        Try("officer", ProposeExemption(reference="P-1", citation="Gazette", since=date(2026, 1, 1))),
    ),
    "offer open": (Try("officer", _OFFER), *_facts("officer", JAIL, NOTHING_ELSE)),
    "reported inland": (Try("inland", _REPORT), *_facts("inland", JAIL, NOTHING_ELSE), Try("intake", RequestFee())),
    "at the border": (Try("border", _AT_BORDER), *_facts("border", JAIL, NOTHING_ELSE)),
    "at the border, unable to pay": (
        Try("border", _AT_BORDER),
        *_facts("border", JAIL, NO_REPORT),
        Try("border", RecordAbilityToPay(ability="unable", said_on=DAY)),
    ),
    "at the border, claimed": (
        Try("border", _AT_BORDER),
        *_facts("border", FINE, NO_REPORT),
        Try("border", ClaimExemption(counselled_on=DAY)),
    ),
    "inland, without its fee": (Try("intake", _INLAND), *_facts("inland", JAIL, NO_REPORT)),
    "inland, exempt": _FREE,
    "inland, exemption recorded": (*_FREE, Try("inland", RecordExemption())),
    "inland, barred": (Try("intake", _INLAND), *_facts("inland", JAIL, {**NO_REPORT, **REJECTED})),
    "the Minister asks": (
        Try("officer", _abroad(origin="minister")),
        *_facts("officer", JAIL, NOTHING_ELSE),
        Try("officer", CreatePermitFile(file="F")),
        Try("officer", StartAssessment()),
    ),
}  # fmt: skip


def tries() -> Iterator[Try]:
    """What may be tried on any case: every act that can open or shut a gate, by those who may and may not."""
    issue = IssuePermit(valid_from=DAY, valid_to=date(2026, 9, 1), reasons="need outweighs risk")
    for who in ("officer", "colleague"):
        yield Try(who, CreatePermitFile(file="F-2"))
        yield Try(who, StartAssessment())
        yield Try(who, SendToDecisionMaker(recommends="issue"))
        yield Try(who, issue)
        yield Try(who, AllocateReceipt(receipt="R", cents=FEE))
        yield Try(who, ConfirmExemption())
    yield Try("manager", issue)
    yield Try("manager", RefusePermit(reasons="risk outweighs need"))
    yield Try("border_two", issue)
    yield Try("border_two", StartAssessment())
    yield Try("border_two", WithdrawAtBorder())
    yield Try("border", LapseClaim(reason="another act came to light"))
    yield Try("inland", SendProposal())
    yield Try("inland", CloseBarred())
    yield Try("inland", RecordCircumstances(facts=REJECTED))
    yield Try("inland", StartAssessment())
    yield Try("intake", ReturnIncomplete())
    yield Try("clerk", RequestFee())
    yield Try("clerk", AllocateReceipt(receipt="R", cents=100))
    yield Try("clerk", RecordReceipt(receipt="Q"))
    yield Try("clerk", RecordAbilityToPay(ability="unwilling", said_on=DAY))
    yield Try("other_clerk", ReverseAllocation(receipt="R", cents=FEE, reason="charged back"))
    yield Try("colleague", RecordExemption())
    yield Try("colleague", ClaimExemption(counselled_on=DAY))
    yield Try("colleague", LapseClaim(reason="another conviction"))
    yield Try("colleague", DecideDoubt(in_favour=True, reason="served at home"))
    yield Try("officer", ProposeExemption(reference="P-2", citation="Gazette", since=date(2026, 1, 1)))
    yield Try("officer", RecordMinisterInstruction(reference="M-1", dated=DAY))
    yield Try("colleague", RecordConvictions(convictions=(JAIL,)))
    yield Try("colleague", RecordGrounds(grounds=("A34(1)",)))
    yield Try("colleague", RecordCircumstances(facts=FREE))
    yield Try("officer", RecordMissingDocuments(documents=("passport",)))
    yield Try("officer", AskForDocuments(documents=("letter",)))
    yield Try("intake", ReceiveDocuments(documents=("letter",), received_on=DAY))
    yield Try("intake", RecordCompletion(complete_on=DAY))
    yield Try("intake", SendAcknowledgement())
    yield Try("clerk", TakeBackReceipt(receipt="Q", reason="another client’s"))
    yield Try("officer", CorrectRequest(changes={"document": "counterfoil"}, reason="seen on the form"))
    yield Try("officer", AcceptOffer())
    yield Try("officer", DeclineOffer())
    yield Try("officer", CloseUnpaid())
    yield Try("intake", WithdrawRequest(reason="the client says so"))
    yield Try("officer", AddNote(text="seen"))
    yield Try("officer", Assign(officer=None, office="PARIS"))


def given(tried: Act, *, receipt: str, client: str = "") -> Act:
    """The act with the case's own receipt and person in it."""
    if getattr(tried, "receipt", "") == "R":
        return replace(tried, receipt=receipt)
    return replace(tried, client=client) if getattr(tried, "client", None) == "" else tried


def put(world: World, name: str, *, client: str = "", receipt: str = "") -> tuple[UUID, str]:
    """A case in a situation, done through the door; and the number of its receipt, which pays one fee."""
    case = uuid4()
    receipt = receipt or world.receipt(f"R-{uuid4().hex[:8]}", FEE)
    client = client or world.person()
    for one in SITUATIONS[name]:
        world.do(given(one.act, receipt=receipt, client=client), case, one.who)
    return case, receipt


def situation(name: str) -> CaseFile:
    """The file of a situation, by the core alone."""
    file = CaseFile()
    for one in SITUATIONS[name]:
        codes = stopped(file, one.act, actor(one.who))
        assert not codes, (name, one, codes)
        file = after(file, one.act, actor(one.who))
    return file


@dataclass(frozen=True)
class Pair:
    """Two acts, each lawful in the situation; `gate` no longer is, once `breaker` is done."""

    situation: str
    gate: Try
    breaker: Try
    codes: tuple[str, ...]

    def __str__(self) -> str:
        gate, breaker = type(self.gate.act).__name__, type(self.breaker.act).__name__
        return f"{self.situation}: {gate} ({self.gate.who}) against {breaker} ({self.breaker.who})"


def pairs() -> Iterator[Pair]:
    """Every (gate, breaker) pair of every situation, found by asking the acts themselves."""
    for name in SITUATIONS:
        file = situation(name)
        lawful = [one for one in tries() if not stopped(file, one.act, actor(one.who))]
        for breaker in lawful:
            then = after(file, breaker.act, actor(breaker.who))
            for gate in lawful:
                codes = stopped(then, gate.act, actor(gate.who))
                if codes:
                    yield Pair(name, gate, breaker, codes)
