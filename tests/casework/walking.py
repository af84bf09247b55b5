"""Acts in any order, by anybody: a pool to draw from, and what must hold whatever is drawn.

The model is a plain dictionary, written from the pages; it knows nothing of the rulebook or of the case file.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.casework.office import (
    ALONE,
    BORDER,
    CLERK,
    COLLEAGUE,
    DAY,
    DELEGATE,
    FEE,
    INTAKE,
    JAILED,
    OFFICER,
    OTHER_CLERK,
    THEFT,
    VISA,
    WORK_WITH_VISA,
    Case,
    abroad,
    border,
    facts,
    inland,
    m31,
    moment,
)
from tests.casework.test_lawful import ANOTHER_POLICY, CLAIM_REJECTED, OFFER
from trp.casework.acts import Act
from trp.casework.around import Actor, Register
from trp.casework.assessing import (
    CreatePermitFile,
    IssuePermit,
    RefusePermit,
    SendProposal,
    SendToDecisionMaker,
    StartAssessment,
)
from trp.casework.blockers import Blocker
from trp.casework.doubts import DecideDoubt
from trp.casework.endings import (
    CloseBarred,
    CloseUnpaid,
    ReturnIncomplete,
    WithdrawAtBorder,
    WithdrawRequest,
)
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
from trp.casework.opening import AcceptOffer, CorrectRequest, DeclineOffer
from trp.casework.recording import (
    AddNote,
    AskForDocuments,
    Assign,
    CorrectLine,
    ReceiveDocuments,
    RecordCircumstances,
    RecordCompletion,
    RecordConvictions,
    RecordMissingDocuments,
    SendAcknowledgement,
)

OPENINGS: tuple[Act, ...] = (
    abroad(),
    abroad(origin="minister"),
    abroad(application=None, underlying=None),
    abroad(application=WORK_WITH_VISA, document="counterfoil"),
    abroad(mailed_on=date(2025, 11, 20), made_on=date(2025, 12, 2)),
    abroad(origin="officer"),
    abroad(made_on=DAY + timedelta(days=9), language="de"),
    inland(),
    inland(origin="a44_report"),
    inland(stream="trafficking_victim"),
    inland(document="counterfoil"),
    border(),
    border(origin="a44_report"),
    OFFER,
)
RECORDS: tuple[tuple[Act, ...], ...] = (
    (),
    facts(),
    facts(grounds=["A36(1)(b)"]),
    facts(grounds=["A34(1)(f)", "A41"]),
    facts(grounds=["A40.1(1)"]),
    facts(a44_report="made"),
    facts(fee_classes=["R296(2)(c)"]),
    facts(refugee_claim=CLAIM_REJECTED),
    facts(designated_on="2026-03-02"),
    m31(),
    m31(a44_report="made"),
    facts(grounds=["A36(2)(b)"], convictions=[{**THEFT, "sentence": "conditional_sentence"}]),
)
ISSUE = IssuePermit(valid_from=DAY, valid_to=DAY + timedelta(days=90), reasons="Need outweighs risk.")
POOL: tuple[Act, ...] = (
    *(one for record in RECORDS[1:] for one in record),
    RecordConvictions(convictions=(JAILED,)),
    RecordCircumstances(facts={"a44_report": "begun"}),
    RecordCircumstances(facts={"delegate_decided": True}),
    RecordCircumstances(facts={"application": VISA}),
    RecordCircumstances(facts={"paid": "246.25"}),
    CorrectRequest(changes={"document": "permit"}, reason="A visa is issued after all."),
    CorrectRequest(changes={"underlying": "V-310078"}, reason="Typed wrong."),
    CorrectRequest(changes={"stream": "family_violence_victim"}, reason=""),
    CorrectRequest(changes={"made_on": "2026-02-30"}, reason="Typed wrong."),
    CorrectRequest(changes={"client": "P-9"}, reason="Another person."),
    TakeBackReceipt(receipt="8841902", reason="Another client's."),
    TakeBackReceipt(receipt="none", reason=" "),
    AskForDocuments(documents=("letter",), due_on=DAY),
    AskForDocuments(documents=()),
    ReceiveDocuments(documents=("letter",), received_on=DAY),
    RecordMissingDocuments(documents=("letter",)),
    RecordCompletion(complete_on=DAY),
    SendAcknowledgement(),
    *(RecordAbilityToPay(ability=one, said_on=DAY) for one in ("able", "unable", "unwilling", "rich")),
    RecordAbilityToPay(ability="able", said_on=DAY + timedelta(days=1)),
    RecordMinisterInstruction(reference="MO-7", dated=DAY),
    RecordMinisterInstruction(reference="", dated=DAY),
    *(ReverseAllocation(receipt="8841902", cents=one, reason="Charge-back.") for one in (FEE, 10000)),
    ReverseAllocation(receipt="8841902", cents=1, reason=""),
    ANOTHER_POLICY,
    ProposeExemption(reference="", citation="", since=DAY + timedelta(days=1)),
    ConfirmExemption(),
    *(DecideDoubt(in_favour=one, reason="Served at home.") for one in (True, False)),
    DecideDoubt(in_favour=True, reason=" "),
    LapseClaim(reason="A test fails."),
    LapseClaim(reason=""),
    SendProposal(),
    SendToDecisionMaker(recommends="issue"),
    SendToDecisionMaker(recommends="perhaps"),
    IssuePermit(valid_from=DAY, valid_to=DAY - timedelta(days=1), reasons=""),
    CloseUnpaid(),
    ReturnIncomplete(),
    WithdrawAtBorder(),
    CloseBarred(),
    WithdrawRequest(reason="Left for home."),
    WithdrawRequest(reason=""),
    DeclineOffer(),
    AddNote(text="Client phoned."),
    AddNote(text=" "),
    CorrectLine(line=1, text="Made a day earlier."),
    CorrectLine(line=77, text=""),
    Assign(officer="officer", office="OTTAWA"),
)
OFTEN: tuple[Act, ...] = (
    RequestFee(),
    RecordReceipt(receipt="8841902"),
    AllocateReceipt(receipt="8841902", cents=FEE),
    AllocateReceipt(receipt="8841902", cents=10000),
    AllocateReceipt(receipt="8841904", cents=FEE - 10000),
    AllocateReceipt(receipt="nobody’s", cents=0),
    RecordExemption(),
    ClaimExemption(counselled_on=DAY),
    ClaimExemption(),
    AcceptOffer(),
    CreatePermitFile(file="V-1"),
    StartAssessment(),
    ISSUE,
    RefusePermit(reasons="Risk outweighs need."),
)
"""What leads somewhere, drawn more often than the rest."""

REGISTERS = (
    Register(), Register(), Register(), Register(granted_on=date(2024, 5, 1)), Register(claimed_elsewhere=True),
    Register(duplicates=1),
)  # fmt: skip
Step = tuple[Actor, Act]
_PAY, _CLAIM, _FILE, _START = OFTEN[2], OFTEN[7], OFTEN[10], OFTEN[11]
_REFUSE, _RECORD = OFTEN[13], OFTEN[6]
_UNABLE = RecordAbilityToPay(ability="unable", said_on=DAY)
_SEND = SendToDecisionMaker(recommends="issue")
_INSTRUCTED = RecordMinisterInstruction(reference="MO-7", dated=DAY)
_JAIL = RecordConvictions(convictions=(JAILED,))
WAYS: tuple[tuple[Act, tuple[Act, ...], tuple[Step, ...]], ...] = (
    (abroad(), facts(), ((CLERK, RequestFee()), (CLERK, _PAY), (OFFICER, _FILE), (OFFICER, _START), (COLLEAGUE, ISSUE))),
    (abroad(), facts(), ((CLERK, _UNABLE), (OFFICER, CloseUnpaid()))),
    (abroad(), m31(), ((OFFICER, _CLAIM), (OFFICER, _FILE), (OFFICER, _START), (OFFICER, ISSUE))),
    (abroad(), m31(), ((OFFICER, _CLAIM), (OFFICER, _FILE), (OFFICER, _START), (OFFICER, _REFUSE))),
    (abroad(), m31(), ((OFFICER, _CLAIM), (OFFICER, _FILE), (OFFICER, _START), (OFFICER, _JAIL), (CLERK, _PAY), (OFFICER, ISSUE))),
    (abroad(origin="minister"), facts(), ((OFFICER, _FILE), (OFFICER, _START), (OFFICER, _INSTRUCTED), (OFFICER, _RECORD), (OFFICER, ISSUE))),
    (abroad(origin="minister"), facts(), ((OFFICER, _FILE), (OFFICER, _START), (CLERK, _PAY), (COLLEAGUE, ISSUE))),
    (abroad(), facts(grounds=["A36(2)(b)"], convictions=[{**THEFT, "sentence": "conditional_sentence"}]), ((OFFICER, DecideDoubt(in_favour=True, reason="Served at home.")), (OFFICER, _CLAIM), (OFFICER, _FILE), (OFFICER, _START), (OFFICER, ISSUE))),
    (OPENINGS[3], facts(), ((OFFICER, _CLAIM), (OFFICER, _FILE), (OFFICER, _START), (OFFICER, ISSUE))),
    (OFFER, m31(), ((OFFICER, _CLAIM), (OFFICER, AcceptOffer()), (OFFICER, _FILE), (OFFICER, _START), (OFFICER, _SEND))),
    (OFFER, m31(), ((OFFICER, _CLAIM), (OFFICER, DeclineOffer()))),
    (inland(), facts(), ((INTAKE, ReturnIncomplete()),)),
    (inland(), facts(), ((CLERK, _PAY), (INTAKE, RecordCompletion(complete_on=DAY)), (INTAKE, SendAcknowledgement()))),
    (inland(), facts(grounds=["A36(1)(b)"]), ((CLERK, _PAY), (OFFICER, _START), (OFFICER, _SEND), (DELEGATE, ISSUE))),
    (inland(), facts(), ((OFFICER, ANOTHER_POLICY), (COLLEAGUE, ConfirmExemption()), (OFFICER, _RECORD), (OFFICER, _START), (OFFICER, ISSUE))),
    (inland(origin="a44_report"), facts(a44_report="made"), ((OFFICER, RequestFee()), (OFFICER, SendProposal()), (CLERK, _PAY), (DELEGATE, _START))),
    (inland(), facts(), ((CLERK, _PAY), (OTHER_CLERK, ReverseAllocation(receipt="8841902", cents=FEE, reason="Charge-back.")))),
    (inland(), facts(refugee_claim=CLAIM_REJECTED), ((OFFICER, CloseBarred()),)),
    (border(), facts(), ((BORDER, _UNABLE), (BORDER, WithdrawAtBorder()))),
    (border(), m31(a44_report="made"), ((BORDER, _CLAIM), (BORDER, _START), (BORDER, _JAIL), (BORDER, _UNABLE), (BORDER, WithdrawAtBorder()))),
    (inland(), facts(), ((INTAKE, AskForDocuments(documents=("letter",), due_on=DAY)), (INTAKE, RecordMissingDocuments(documents=("letter",))))),
    (abroad(), facts(), ((ALONE, _PAY), (ALONE, _FILE), (ALONE, _START), (ALONE, ISSUE))),
)  # fmt: skip
"""Ways to an end. Other acts come in between, and some steps are left out or change places."""


@dataclass
class Walk:
    """A case and the model of it, side by side.

    Attributes:
        met: Every blocker that was met, with the act that it stopped.
    """

    case: Case
    met: list[tuple[Act, Blocker]]
    model: dict[str, Any]


def begin(register: Register) -> Walk:
    model = {"money": set(), "assessed": set(), "paid": 0, "exempt": False, "claim": False, "origin": None,
             "started": False, "ended": False, "fee": FEE}  # fmt: skip
    return Walk(Case(register=register), [], model)


def step(walk: Walk, actor: Actor, act: Act) -> None:
    """Try one act: a refused one leaves everything as it was; what happens is held against the model."""
    case = walk.case
    lines, file = list(case.lines), case.file
    around = case.around(actor, act)
    found = act.blockers(file, around, moment(case.on))
    assert file == case.file, "asking what stops an act changes nothing"
    if found:
        walk.met.extend((act, blocker) for blocker in found)
        return
    happens = tuple(act.events(file, around))
    assert act.acting_under(file, around) and file == case.file, "asking what happens changes nothing"
    case.does(actor, act)
    assert case.lines[: len(lines)] == lines, "what happened before is never altered"
    assert tuple(line.event for line in case.lines[len(lines) :]) == happens
    for line in case.lines[len(lines) :]:
        watch(walk.model, actor, line.event)
    assert case.file.paid == walk.model["paid"]
    assert case.file.is_open != walk.model["ended"]


def watch(model: dict[str, Any], actor: Actor, event: Any) -> None:
    """Hold one more event against the model, then let the model learn it."""
    name = type(event).__name__
    money = name in ("ReceiptGenerated", "FeeReceived", "AllocationReversed")
    assesses = name in ("AssessmentStarted", "SentToDecisionMaker", "PermitIssued", "PermitRefused")
    settled = model["paid"] >= model["fee"] or model["exempt"] or model["claim"]
    if name == "RequestReceived":
        model["origin"], model["fee"] = event.origin, FEE
    if name == "AssessmentStarted":
        assert settled or model["origin"] == "minister", "R298(1): no assessment before the fee (but for T4)"
        assert not model["started"]
        model["started"] = True
    if name in ("SentToDecisionMaker", "PermitIssued", "PermitRefused"):
        assert model["started"], "no recommendation and no decision without an assessment"
    if name == "PermitIssued":
        assert settled, "T4: nothing is issued unpaid, whoever asked"
    if not actor.small_post:
        assert not (assesses and actor.id in model["money"]), "who handled the money does not assess"
        assert not (money and actor.id in model["assessed"]), "who assessed does not handle the money"
    if name in ("AllocationReversed",):
        assert not model["started"], "I13: nothing is given back once processing has begun"
    if model["ended"]:
        assert name in ("NoteAdded", "NoteCorrected", "AllocationReversed", "ClaimConsumed", "ClaimLapsed")
    _learn(model, actor, event, name, money=money, assesses=assesses)


def _learn(
    model: dict[str, Any], actor: Actor, event: Any, name: str, *, money: bool, assesses: bool
) -> None:
    if money:
        model["money"].add(actor.id)
    if assesses:
        model["assessed"].add(actor.id)
    if name == "FeeReceived":
        model["paid"] += event.cents
    elif name == "AllocationReversed":
        model["paid"] -= event.cents
    elif name == "ExemptionRecorded":
        model["exempt"] = True
    elif name == "ExemptionClaimed":
        assert not model["claim"], "one claim at a time"
        model["claim"] = True
    elif name in ("ClaimConsumed", "ClaimLapsed"):
        assert model["claim"]
        model["claim"] = False
    elif name in (
        "PermitIssued", "PermitRefused", "ClosedUnpaid", "ReturnedIncomplete", "WithdrawnAtBorder", "ClosedBarred",
        "RequestWithdrawn", "OfferDeclined",
    ):  # fmt: skip
        assert not model["ended"], "a case ends once"
        model["ended"] = True


def end(walk: Walk) -> None:
    """What holds of a whole walk."""
    if walk.model["ended"]:
        assert walk.case.file.live_claim is None, "a claim does not outlive its case"
    assert [line.number for line in walk.case.lines] == list(range(1, len(walk.case.lines) + 1))
