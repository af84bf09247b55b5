"""Which acts make sense on a case as it stands, who can do each now, and what stops the others.

An act is tried here, with entries that would fit, and nothing is done: its own `blockers` say what stops it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from trp.casework.acts import Act
from trp.casework.around import Actor, Around
from trp.casework.assessing import (
    CreatePermitFile,
    IssuePermit,
    RefusePermit,
    SendProposal,
    SendToDecisionMaker,
    StartAssessment,
)
from trp.casework.blockers import Blocker
from trp.casework.checks import exempted, in_doubt, is_claimed, paid_whole, recording
from trp.casework.doubts import DecideDoubt
from trp.casework.endings import CloseBarred, CloseUnpaid, ReturnIncomplete, WithdrawAtBorder, WithdrawRequest
from trp.casework.exemptions import ClaimExemption, ConfirmExemption, RecordExemption
from trp.casework.fees import (
    AllocateReceipt,
    RecordAbilityToPay,
    RecordMinisterInstruction,
    RecordReceipt,
    RequestFee,
)
from trp.casework.files import CaseFile
from trp.casework.found import Found
from trp.casework.opening import AcceptOffer, DeclineOffer
from trp.casework.recording import (
    ReceiveDocuments,
    RecordCircumstances,
    RecordConvictions,
    RecordGrounds,
    RecordMissingDocuments,
    SendAcknowledgement,
)

_ENTRY = "–"  # stands for what somebody would write

Look = Callable[[Act, Actor], Around]
"""What surrounds the case for an act of somebody."""


@dataclass(frozen=True)
class Chance:
    """An act that makes sense now.

    Attributes:
        mine: What stops the one who looks; empty: it is open to them.
        others: Who of the office could do it now.
        common: What stops everybody there; empty if anybody can do it.
    """

    act: Act
    mine: tuple[Blocker, ...]
    others: tuple[Actor, ...]
    common: tuple[Blocker, ...]


def chances(
    file: CaseFile, said: Found, reader: Actor, office: Iterable[Actor], on: date, look: Look
) -> Iterator[Chance]:
    """Every act that makes sense now, as it is for the reader and for those at the office."""
    at, staff = datetime.combine(on, time(16), UTC), tuple(office)
    for act in sensible(file, said, on):
        met = {one.id: act.blockers(file, look(act, one), at) for one in (reader, *staff)}
        others = tuple(
            sorted((one for one in staff if not met[one.id] and one.id != reader.id), key=_nearest(act))
        )
        able = others or not met[reader.id]
        nearest = min((met[one.id] for one in (reader, *staff)), key=_distance)
        yield Chance(act, met[reader.id], others, () if able else nearest)


def _nearest(act: Act) -> Callable[[Actor], int]:
    """Whose role the act names first."""
    return lambda one: min(n for n, role in enumerate(act.roles) if role in one.roles)


def _distance(met: tuple[Blocker, ...]) -> tuple[bool, int]:
    """Who is stopped by the case, and not by who they are, meets what is worth telling."""
    return any(one.code in PERSONAL for one in met), len(met)


PERSONAL = (
    "not-your-role",
    "no-delegation",
    "not-granted-here",
    "own-identity-work",
    "own-recommendation",
    "own-entry",
    "money-and-merits",
    "conflict-declared",
)
"""What stops one person and not the next."""


def sensible(file: CaseFile, said: Found, on: date) -> list[Act]:
    """The acts that make sense on a case as it stands, the likeliest first, each with entries that would fit."""
    if file.result is not None:
        return []
    if file.offered_on is not None and file.accepted_on is None:
        return [AcceptOffer(), DeclineOffer(), RequestFee()]
    acts = [*_of_the_gate(file, said, on), *_besides(file)]
    if file.started_on is None:
        return [*acts, StartAssessment()]
    if file.asked_for:
        wanted = tuple(file.asked_for)
        acts += [ReceiveDocuments(documents=wanted, received_on=on), RecordMissingDocuments(documents=wanted)]
    if file.sent_on is None:
        acts.append(SendToDecisionMaker(recommends="issue"))
    return [*acts, IssuePermit(reasons=_ENTRY, valid_from=on, valid_to=on), RefusePermit(reasons=_ENTRY)]


def _of_the_gate(file: CaseFile, said: Found, on: date) -> list[Act]:
    """What clears the gate, by what keeps it shut."""
    gate = said.finding("gate")
    pay: list[Act] = [RecordReceipt(receipt=_ENTRY)]
    match gate.outcome:
        case "UNDETERMINED":
            return _facts(gate.needs)
        case "HOLD_FEE":
            return _waits(file, said, on)
        case "CLOSED_UNPAID":
            return [CloseUnpaid(), *pay]
        case "RETURN_INCOMPLETE":
            return [ReturnIncomplete(), *pay]
        case "WITHDRAW_POE":
            return [WithdrawAtBorder(), *pay]
        case "MD_FIRST":
            return [RecordCircumstances(facts={"delegate_decided": True}), WithdrawAtBorder(), *pay]
        case "BARRED":
            return [CloseBarred()]
        case "NO_STANDALONE":
            return [WithdrawRequest(reason=_ENTRY)]
        case "REFER":
            return [DecideDoubt(in_favour=True, reason=_ENTRY)] if in_doubt(said) else []
        case "ASSESS":
            return _open(file, said, on)
        case _:
            return []


def _facts(needs: tuple[str, ...]) -> list[Act]:
    """What records the facts that are needed, the one best asked first coming first."""
    entries: dict[str, Act] = {
        "RecordGrounds": RecordGrounds(grounds=()),
        "RecordConvictions": RecordConvictions(convictions=()),
        "RecordCircumstances": RecordCircumstances(facts={}),
    }
    return [entries[name] for name in recording(needs)]


def _waits(file: CaseFile, said: Found, on: date) -> list[Act]:
    """The fee is owed and not there."""
    balance = said.finding("fee").fields["balance"]
    cents = int(balance.replace(".", "")) if balance else 0
    if file.waiting_receipts:
        return [AllocateReceipt(receipt=file.waiting_receipts[0], cents=cents)]
    if file.fee_requested_on is None:
        return [RequestFee()]
    return [RecordReceipt(receipt=_ENTRY), RecordAbilityToPay(ability="unable", said_on=on)]


def _open(file: CaseFile, said: Found, on: date) -> list[Act]:
    """The gate is open, or an exemption has only to be recorded."""
    opening, acts = file.opening, list[Act]()
    assert opening is not None
    if said.outcome("fee") == "EXEMPT" and not exempted(file, said) and not paid_whole(file):
        basis = str(said.finding("fee").fields["basis"])
        acts.append(ClaimExemption(counselled_on=on) if is_claimed(file, basis) else RecordExemption())
    if opening.made_to == "visa_office" and file.file_created_on is None:
        acts.append(CreatePermitFile(file=_ENTRY))
    if opening.origin == "minister" and said.outcome("fee") == "DUE" and file.instruction is None:
        acts.append(RecordMinisterInstruction(reference=_ENTRY, dated=on))
    return acts


def _besides(file: CaseFile) -> list[Act]:
    acts: list[Act] = []
    assert file.opening is not None
    if file.proposed is not None and not file.confirmed:
        acts.append(ConfirmExemption())
    if file.opening.origin == "a44_report" and file.proposal_sent_on is None:
        acts.append(SendProposal())
    if file.complete_on is not None and file.acknowledged_on is None:
        acts.append(SendAcknowledgement())
    return acts
