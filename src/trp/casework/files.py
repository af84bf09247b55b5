"""The case file: what follows from the lines of a case, by a pure fold. Nothing in it is stored anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from trp.casework import events as e
from trp.casework.events import Event, Facts

RESULTS = ("issued", "refused", "returned_incomplete", "cannot_be_processed", "withdrawn", "barred")

MONEY = (e.ReceiptGenerated, e.FeeReceived, e.AllocationReversed)
"""Who enters, allocates or reverses a receipt of a case …"""
DECISIONS = (e.PermitIssued, e.PermitRefused)
MERITS = (e.AssessmentStarted, e.SentToDecisionMaker, *DECISIONS)
"""… neither assesses nor decides it: acts, and the database itself, keep the two apart."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal as the core sees it.

    Attributes:
        number: 1, 2, 3 … within the case.
        on: The day in the local time of the office.
        officer: Who acted (a key); `acting_under`: under which role or item of the delegation instrument.
    """

    number: int
    on: date
    officer: str
    acting_under: str
    event: Event


@dataclass(slots=True)
class CaseFile:
    """A case as its lines tell it. Only `replay` fills it; whoever holds one reads it.

    `moved_on`: the day of the last line that had an effect. Giving the case to somebody moves nothing in it: it is as old
    as before.
    """

    opening: e.RequestReceived | None = None
    lines: list[Line] = field(default_factory=list)
    moved_on: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    offered_on: date | None = None
    accepted_on: date | None = None
    asked_for: dict[str, date | None] = field(default_factory=dict)
    fee_requested_on: date | None = None
    waiting_receipts: list[str] = field(default_factory=list)
    allocated: dict[str, int] = field(default_factory=dict)
    handled_money: set[str] = field(default_factory=set)
    assessed: set[str] = field(default_factory=set)
    ability: str = "able"
    instruction: Facts | None = None
    recorded: e.ExemptionRecorded | None = None
    proposed: e.ExemptionProposed | None = None
    proposed_by: str | None = None
    confirmed_by: str | None = None
    confirmed: bool = False
    doubts: dict[str, bool] = field(default_factory=dict)
    claim: e.ExemptionClaimed | None = None
    claim_ended: str | None = None
    file_created_on: date | None = None
    proposal_sent_on: date | None = None
    started_on: date | None = None
    sent_on: date | None = None
    recommended_by: str | None = None
    complete_on: date | None = None
    acknowledged_on: date | None = None
    holder: str | None = None
    office: str = ""
    result: str | None = None
    closed_on: date | None = None
    decided_by: str | None = None

    @property
    def is_open(self) -> bool:
        return self.opening is not None and self.result is None

    @property
    def paid(self) -> int:
        """Cents allocated to this person's permit fee."""
        return sum(self.allocated.values())

    @property
    def live_claim(self) -> e.ExemptionClaimed | None:
        """The claim that opens the gate, until it is consumed or lapses."""
        return self.claim if self.claim_ended is None else None

    @property
    def head(self) -> int:
        """The number of the last line."""
        return self.lines[-1].number if self.lines else 0


def replay(lines: Iterable[Line]) -> CaseFile:
    """The case file that the lines tell, in their order."""
    file = CaseFile()
    for line in lines:
        extend(file, line)
    return file


def extend(file: CaseFile, line: Line) -> None:
    """Let one more line have its effect on a file."""
    file.lines.append(line)
    kind = type(line.event)
    if kind in MONEY:
        file.handled_money.add(line.officer)
    elif kind in MERITS:
        file.assessed.add(line.officer)
    effect = _EFFECTS.get(kind)
    if effect is not None:
        if kind is not e.Assigned:
            file.moved_on = line.on
        effect(file, line.event, line)


def moves(event: Event) -> bool:
    """Whether an event has an effect on the file; a note has none."""
    return type(event) in _EFFECTS


def _opened(file: CaseFile, event: e.RequestReceived, line: Line) -> None:
    file.opening = event
    file.office = event.office


def corrected(opening: e.RequestReceived, changes: e.Facts) -> e.RequestReceived:
    """The request as it stands with the changes.

    Raises:
        ValueError: A day is none.
        TypeError: The request has no such attribute.
    """
    days = {name: date.fromisoformat(changes[name]) for name in ("made_on", "mailed_on") if changes.get(name)}
    return replace(opening, **{**changes, **days})


def _corrected(file: CaseFile, event: e.RequestCorrected, line: Line) -> None:
    assert file.opening is not None
    file.opening = corrected(file.opening, event.changes)
    if "application" in event.changes:
        file.facts.pop("application", None)  # right from here on: what a circumstance said before is no more


def _offered(file: CaseFile, event: e.ConsiderationOffered, line: Line) -> None:
    file.offered_on = event.offered_on


def _accepted(file: CaseFile, event: e.OfferAccepted, line: Line) -> None:
    file.accepted_on = event.accepted_on


def _grounds(file: CaseFile, event: e.GroundsRecorded, line: Line) -> None:
    file.facts["grounds"] = list(event.grounds)
    file.doubts.clear()


def _convictions(file: CaseFile, event: e.ConvictionsRecorded, line: Line) -> None:
    file.facts["convictions"] = list(event.convictions)
    file.doubts.clear()


def _circumstances(file: CaseFile, event: e.CircumstancesRecorded, line: Line) -> None:
    file.facts.update(event.facts)


def _asked(file: CaseFile, event: e.DocumentsAskedFor, line: Line) -> None:
    file.asked_for.update(dict.fromkeys(event.documents, event.due_on))


def _came(file: CaseFile, event: e.DocumentsReceived | e.DocumentsMissing, line: Line) -> None:
    for document in event.documents:
        file.asked_for.pop(document, None)


def _complete(file: CaseFile, event: e.RequestCompleted, line: Line) -> None:
    file.complete_on = event.complete_on


def _acknowledged(file: CaseFile, event: e.AcknowledgementSent, line: Line) -> None:
    file.acknowledged_on = event.sent_on


def _fee_requested(file: CaseFile, event: e.FeeRequested, line: Line) -> None:
    file.fee_requested_on = event.requested_on


def _generated(file: CaseFile, event: e.ReceiptGenerated, line: Line) -> None:
    file.waiting_receipts.append(event.receipt)


def _taken_back(file: CaseFile, event: e.ReceiptTakenBack, line: Line) -> None:
    file.waiting_receipts = [one for one in file.waiting_receipts if one != event.receipt]


def _received(file: CaseFile, event: e.FeeReceived, line: Line) -> None:
    file.allocated[event.receipt] = file.allocated.get(event.receipt, 0) + event.cents
    if event.receipt in file.waiting_receipts:
        file.waiting_receipts.remove(event.receipt)
    file.ability = "able"


def _reversed(file: CaseFile, event: e.AllocationReversed, line: Line) -> None:
    file.allocated[event.receipt] -= event.cents
    if not file.allocated[event.receipt]:
        del file.allocated[event.receipt]


def _ability(file: CaseFile, event: e.AbilityToPayRecorded, line: Line) -> None:
    file.ability = event.ability


def _instructed(file: CaseFile, event: e.MinisterInstructionRecorded, line: Line) -> None:
    file.instruction = {"reference": event.reference, "dated": event.dated.isoformat()}


def _recorded(file: CaseFile, event: e.ExemptionRecorded, line: Line) -> None:
    file.recorded = event


def _proposed(file: CaseFile, event: e.ExemptionProposed, line: Line) -> None:
    file.proposed, file.proposed_by, file.confirmed = event, line.officer, False
    file.confirmed_by = None


def _confirmed(file: CaseFile, event: e.ExemptionConfirmed, line: Line) -> None:
    file.confirmed, file.confirmed_by = True, line.officer


def _decided(file: CaseFile, event: e.DoubtDecided, line: Line) -> None:
    file.doubts[event.about] = event.in_favour


def _claimed(file: CaseFile, event: e.ExemptionClaimed, line: Line) -> None:
    file.claim, file.claim_ended = event, None


def _consumed(file: CaseFile, event: e.ClaimConsumed, line: Line) -> None:
    file.claim_ended = "consumed"


def _lapsed(file: CaseFile, event: e.ClaimLapsed, line: Line) -> None:
    file.claim_ended = "lapsed"


def _file_created(file: CaseFile, event: e.PermitFileCreated, line: Line) -> None:
    file.file_created_on = event.created_on


def _proposal(file: CaseFile, event: e.ProposalSent, line: Line) -> None:
    file.proposal_sent_on = event.sent_on


def _started(file: CaseFile, event: e.AssessmentStarted, line: Line) -> None:
    file.started_on = line.on


def _sent(file: CaseFile, event: e.SentToDecisionMaker, line: Line) -> None:
    file.sent_on, file.recommended_by = line.on, line.officer


def _assigned(file: CaseFile, event: e.Assigned, line: Line) -> None:
    file.holder, file.office = event.officer, event.office


def _ends(result: str) -> Callable[[CaseFile, Any, Line], None]:
    def end(file: CaseFile, event: Event, line: Line) -> None:
        file.result, file.closed_on = result, line.on
        if isinstance(event, DECISIONS):
            file.decided_by = line.officer

    return end


_EFFECTS: dict[type[Event], Callable[[CaseFile, Any, Line], None]] = {
    e.RequestReceived: _opened,
    e.RequestCorrected: _corrected,
    e.ConsiderationOffered: _offered,
    e.OfferAccepted: _accepted,
    e.OfferDeclined: _ends("withdrawn"),
    e.GroundsRecorded: _grounds,
    e.ConvictionsRecorded: _convictions,
    e.CircumstancesRecorded: _circumstances,
    e.DocumentsAskedFor: _asked,
    e.DocumentsReceived: _came,
    e.DocumentsMissing: _came,
    e.RequestCompleted: _complete,
    e.AcknowledgementSent: _acknowledged,
    e.FeeRequested: _fee_requested,
    e.ReceiptGenerated: _generated,
    e.ReceiptTakenBack: _taken_back,
    e.FeeReceived: _received,
    e.AllocationReversed: _reversed,
    e.AbilityToPayRecorded: _ability,
    e.MinisterInstructionRecorded: _instructed,
    e.ExemptionRecorded: _recorded,
    e.ExemptionProposed: _proposed,
    e.ExemptionConfirmed: _confirmed,
    e.DoubtDecided: _decided,
    e.ExemptionClaimed: _claimed,
    e.ClaimConsumed: _consumed,
    e.ClaimLapsed: _lapsed,
    e.PermitFileCreated: _file_created,
    e.ProposalSent: _proposal,
    e.AssessmentStarted: _started,
    e.SentToDecisionMaker: _sent,
    e.Assigned: _assigned,
    e.PermitIssued: _ends("issued"),
    e.PermitRefused: _ends("refused"),
    e.ClosedUnpaid: _ends("cannot_be_processed"),
    e.ReturnedIncomplete: _ends("returned_incomplete"),
    e.WithdrawnAtBorder: _ends("withdrawn"),
    e.ClosedBarred: _ends("barred"),
    e.RequestWithdrawn: _ends("withdrawn"),
}
