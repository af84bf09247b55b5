"""Notes on the fee: asked for, received, reversed; what the client said about paying; the Minister's instruction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trp.casework import events as e
from trp.casework.checks import amount, long_day
from trp.casework.events import Event
from trp.casework.files import CaseFile, Line
from trp.casework.gcms.words import fill
from trp.rulebook.language import Both

_REQUESTED = Both(
    "On {day} the client was asked for the TRP processing fee: {amount} (R298(1)). Client told that payment does not "
    "guarantee that a TRP is issued.",
    "Le {day}, les frais de traitement du PST ont été demandés au client : {amount} (R298(1)). Client avisé que le "
    "paiement ne garantit pas la délivrance d’un PST.",
)
_GENERATED = Both(
    "IPRMS receipt {receipt} generated for the TRP processing fee. To be allocated to this request.",
    "Reçu IPRMS {receipt} produit pour les frais de traitement du PST. À attribuer à la présente demande.",
)
_TAKEN_BACK = Both(
    "IPRMS receipt {receipt} was entered here by mistake and is taken back. Reason: “{reason}”.",
    "Reçu IPRMS {receipt} inscrit ici par erreur, et retiré. Raison : « {reason} ».",
)
_RECEIVED = Both(
    "IPRMS receipt {receipt}, paid on {day}: {amount} allocated to the TRP processing fee (R298(1)). Allocated to this "
    "request so far: {paid}.",
    "Reçu IPRMS {receipt}, payé le {day} : {amount} attribués aux frais de traitement du PST (R298(1)). Total attribué à "
    "la présente demande : {paid}.",
)
_REVERSED = Both(
    "Allocation reversed before assessment: {amount} of IPRMS receipt {receipt}. Reason: “{reason}”. Allocated to this "
    "request so far: {paid}.",
    "Attribution annulée avant l’évaluation : {amount} du reçu IPRMS {receipt}. Raison : « {reason} ». Total attribué à "
    "la présente demande : {paid}.",
)
_ABILITY = {
    "able": Both(
        "On {day} the client said that they are able to pay the TRP processing fee.",
        "Le {day}, le client a dit être en mesure de payer les frais de traitement du PST.",
    ),
    "unable": Both(
        "On {day} the client said that they are unable to pay the TRP processing fee.",
        "Le {day}, le client a dit ne pas pouvoir payer les frais de traitement du PST.",
    ),
    "unwilling": Both(
        "On {day} the client said that they are unwilling to pay the TRP processing fee.",
        "Le {day}, le client a dit ne pas vouloir payer les frais de traitement du PST.",
    ),
}
_INSTRUCTED = Both(
    "TRP requested by the Minister. Written instruction “{reference}” of {day}: the TRP processing fee is not "
    "collected.",
    "PST demandé par le ministre. Instruction écrite « {reference} » du {day} : les frais de traitement du PST ne sont "
    "pas perçus.",
)


def _requested(event: e.FeeRequested, line: Line, file: CaseFile) -> Both:
    return fill(_REQUESTED, day=long_day(event.requested_on), amount=amount(event.cents))


def _generated(event: e.ReceiptGenerated, line: Line, file: CaseFile) -> Both:
    return fill(_GENERATED, receipt=event.receipt)


def _taken_back(event: e.ReceiptTakenBack, line: Line, file: CaseFile) -> Both:
    return fill(_TAKEN_BACK, receipt=event.receipt, reason=event.reason)


def _received(event: e.FeeReceived, line: Line, file: CaseFile) -> Both:
    return fill(
        _RECEIVED,
        receipt=event.receipt,
        day=long_day(event.paid_on),
        amount=amount(event.cents),
        paid=amount(file.paid),
    )


def _reversed(event: e.AllocationReversed, line: Line, file: CaseFile) -> Both:
    return fill(
        _REVERSED,
        receipt=event.receipt,
        amount=amount(event.cents),
        reason=event.reason,
        paid=amount(file.paid),
    )


def _ability(event: e.AbilityToPayRecorded, line: Line, file: CaseFile) -> Both:
    return fill(_ABILITY[event.ability], day=long_day(event.said_on))


def _instructed(event: e.MinisterInstructionRecorded, line: Line, file: CaseFile) -> Both:
    return fill(_INSTRUCTED, reference=event.reference, day=long_day(event.dated))


NOTES: dict[type[Event], Callable[[Any, Line, CaseFile], Both]] = {
    e.FeeRequested: _requested,
    e.ReceiptGenerated: _generated,
    e.ReceiptTakenBack: _taken_back,
    e.FeeReceived: _received,
    e.AllocationReversed: _reversed,
    e.AbilityToPayRecorded: _ability,
    e.MinisterInstructionRecorded: _instructed,
}
