"""Everything that can happen to a case. A line of the journal holds one of these; nothing else changes a case.

An event is a fact of the past and never altered: what was wrong is corrected by a later one. Days are calendar
days in the local time of the office; money is in cents (CAD). `wire` writes an event down and reads it again;
a field that is added gets a default, a change of meaning gets a new `version`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

Facts = Mapping[str, Any]
"""Facts as the contract of `trp determine` writes them."""


class Event:
    """Something that happened to a case."""

    __slots__ = ()
    version: ClassVar[int] = 1
    later: ClassVar[tuple[str, ...]] = ()


# Opening ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReceived(Event):
    """A permit is asked for one person. A family's requests share a `group` and an underlying application.

    Attributes:
        number: The case's own number, e.g. `T-000042`.
        client: The person (its key; names are kept elsewhere, so that retention can remove them).
        origin: Who raised the question: client, officer, minister or a44_report.
        made_on: The day the request is made (fixes the fee).
        underlying: The number of the immigration application that it accompanies, if any.
        application: What that application is, as facts; None where there is none.
        language: The client's language.
    """

    number: str
    client: str
    office: str
    origin: str
    place: str
    made_to: str
    made_on: date
    stream: str = "ordinary"
    mailed_on: date | None = None
    permit: str = "first"
    document: str = "permit"
    application: Facts | None = None
    underlying: str | None = None
    group: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCorrected(Event):
    """What was said of the request when it was received was wrong, or has changed; this is right from here on.

    Attributes:
        changes: Attributes of `RequestReceived` by their names, days as `YYYY-MM-DD`.
    """

    changes: Facts
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsiderationOffered(Event):
    """On their own initiative an officer offered to consider a permit."""

    offered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAccepted(Event):
    accepted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDeclined(Event):
    declined_on: date


# Facts ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundsRecorded(Event):
    """Every ground of inadmissibility found so far; a later line replaces an earlier one."""

    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvictionsRecorded(Event):
    """Every conviction found so far; a later line replaces an earlier one."""

    convictions: tuple[Facts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CircumstancesRecorded(Event):
    """Other facts of the request; a later line replaces them key by key."""

    facts: Facts


# Papers -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsAskedFor(Event):
    documents: tuple[str, ...]
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsReceived(Event):
    documents: tuple[str, ...]
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsMissing(Event):
    """They were asked for and did not come; the request goes on without them."""

    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCompleted(Event):
    """The request is complete and paid: the 30 days of the acknowledgement run from here."""

    complete_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementSent(Event):
    sent_on: date


# The fee ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRequested(Event):
    """The client was asked for the fee, and told that payment does not promise a permit."""

    requested_on: date
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptGenerated(Event):
    """A receipt of the payment system is known, and waits to be entered and allocated."""

    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptTakenBack(Event):
    """A receipt that waited here was entered by mistake: it is not this person's."""

    receipt: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReceived(Event):
    """Part of a receipt was allocated to this person's permit fee."""

    receipt: str
    cents: int
    paid_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationReversed(Event):
    """An allocation of the same receipt was taken back, before assessment started."""

    receipt: str
    cents: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbilityToPayRecorded(Event):
    """What the client said about paying: able, unable or unwilling."""

    ability: str
    said_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MinisterInstructionRecorded(Event):
    """A written instruction not to collect the fee of a request that the Minister raised (T4)."""

    reference: str
    dated: date


# Exemptions -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionRecorded(Event):
    """An exemption with its code and its provision or policy was entered."""

    basis: str
    code: str | None
    under: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionProposed(Event):
    """A policy that the register lacks was found to free the person; a second person must confirm it."""

    reference: str
    citation: str
    since: date
    until: date | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionConfirmed(Event):
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtDecided(Event):
    """A person decided a doubt about the one-time exemption that the rules leave open (I7).

    It holds until the grounds or the convictions are recorded anew.

    Attributes:
        about: sentence or impaired_driving.
        in_favour: The test holds.
    """

    about: str
    in_favour: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionClaimed(Event):
    """An exemption that depends on the issuance was claimed (T1, T3): it opens the gate until it lapses.

    Attributes:
        basis: ONE_TIME (code M31) or R298(2)(a).
        counselled_on: M31: the day the person was told that it will not apply again.
    """

    basis: str
    code: str | None
    counselled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimConsumed(Event):
    """The permit was issued: the claim is used up."""

    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLapsed(Event):
    """The claim fell: a test failed, or the case ended without a permit."""

    basis: str
    reason: str


# The gate and after it --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitFileCreated(Event):
    """Outside Canada: the permit file was created, after the fee and before assessment."""

    file: str
    created_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSent(Event):
    """The officer who wrote the A44(1) report sent the proposal to the Minister's delegate (T2)."""

    sent_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentStarted(Event):
    """Need is weighed against risk from here on.

    Attributes:
        relied_on: The determination relied on: edition, days and finite facts (it replays for ever).
    """

    relied_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentToDecisionMaker(Event):
    """The file went, with the officer's own recommendation, to who holds the power."""

    recommends: str  # issue or refuse: the officer's word, never the program's


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitIssued(Event):
    """A permit was issued. Both days are included."""

    valid_from: date
    valid_to: date
    item: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitRefused(Event):
    item: str
    reasons: str


# Other ends -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedUnpaid(Event):
    """Outside Canada: the client was told that the request cannot be processed.

    Attributes:
        underlying: The application in whose notes the fact was entered.
    """

    advised_on: date
    underlying: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedIncomplete(Event):
    """In Canada: the application went back, since its fee did not come, or not in whole. Not a refusal.

    What was allocated of a part payment is reversed afterwards.
    """

    returned_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnAtBorder(Event):
    """At a port of entry: the person withdrew, and may return when able to pay (form IMM 1282B)."""

    withdrawn_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedBarred(Event):
    """The Act closes the request. No fee is taken from then on; one may have been before the bar came to light."""

    provision: str
    first_day_open: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWithdrawn(Event):
    withdrawn_on: date
    reason: str


# Work -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(Event):
    """A note on the file.

    Attributes:
        batch: The batch in which the same was done on several cases, by its id; `batch_size`: how many cases were sent in
            it, this one among them. None: it was done on this case alone.
    """

    later = ("batch", "batch_size")

    text: str
    batch: str | None = None
    batch_size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCorrected(Event):
    """What an earlier line says is wrong; this is right."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Event):
    """The file has a new holder (None: nobody) or went to another office. `batch`, `batch_size`: as of `NoteAdded`."""

    later = ("batch", "batch_size")

    officer: str | None
    office: str
    batch: str | None = None
    batch_size: int | None = None


EVENTS: dict[str, type[Event]] = {
    name: cls
    for name, cls in list(globals().items())
    if isinstance(cls, type) and issubclass(cls, Event) and cls is not Event
}
"""Every kind of event by its name, which is its name in the journal for ever."""
