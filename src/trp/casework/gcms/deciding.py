"""Notes on the gate and after it: the permit file, the proposal, the assessment, the decision, and the other ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trp.casework import events as e
from trp.casework.checks import amount, exempted, long_day
from trp.casework.events import Event
from trp.casework.files import CaseFile, Line
from trp.casework.found import found
from trp.casework.gcms.exempting import M31
from trp.casework.gcms.words import NONE, fill, level, listed, provision
from trp.rulebook.language import Both

_FILE = Both(
    "TRP file “{file}” created on {day}, before assessment.",
    "Dossier de PST « {file} » créé le {day}, avant l’évaluation.",
)
_PROPOSAL = Both(
    "A44(1) report: proposal that a TRP be considered sent to the Minister’s delegate on {day}. TRP processing fee "
    "requested from the client on {requested}.",
    "Rapport L44(1) : proposition d’envisager un PST transmise au délégué du ministre le {day}. Frais de traitement du "
    "PST demandés au client le {requested}.",
)
_PROPOSAL_SETTLED = Both(
    "A44(1) report: proposal that a TRP be considered sent to the Minister’s delegate on {day}. TRP processing fee "
    "settled or exempt.",
    "Rapport L44(1) : proposition d’envisager un PST transmise au délégué du ministre le {day}. Frais de traitement du "
    "PST réglés ou visés par une dispense.",
)
_STARTED_PAID = Both(
    "TRP processing fee (R298(1)) received: {paid}, IPRMS receipts {receipts}. TRP assessment under A24(1) started on "
    "{day}.",
    "Frais de traitement du PST (R298(1)) reçus : {paid}, reçus IPRMS {receipts}. Évaluation du PST au titre de L24(1) "
    "commencée le {day}.",
)
_STARTED_EXEMPT = Both(
    "TRP processing fee exempt: code {code}, authority {under}. TRP assessment under A24(1) started on {day}.",
    "Dispense des frais de traitement du PST : code {code}, fondement {under}. Évaluation du PST au titre de L24(1) "
    "commencée le {day}.",
)
_STARTED_CLAIMED = Both(
    "TRP fee exemption claimed: {exemption}. TRP assessment under A24(1) started on {day}.",
    "Dispense des frais du PST invoquée : {exemption}. Évaluation du PST au titre de L24(1) commencée le {day}.",
)
_STARTED_MINISTER = Both(
    "TRP requested by the Minister. TRP assessment under A24(1) started on {day}; allocated to the processing fee so far: "
    "{paid}. No TRP is issued before the fee or a written instruction.",
    "PST demandé par le ministre. Évaluation du PST au titre de L24(1) commencée le {day}; total attribué aux frais de "
    "traitement : {paid}. Aucun PST n’est délivré avant le paiement des frais ou une instruction écrite.",
)
_SENT = {
    "issue": Both(
        "File sent to the decision maker on {day}. Recommendation of the officer: issue the TRP.",
        "Dossier transmis au décideur le {day}. Recommandation de l’agent : délivrer le PST.",
    ),
    "refuse": Both(
        "File sent to the decision maker on {day}. Recommendation of the officer: refuse the TRP.",
        "Dossier transmis au décideur le {day}. Recommandation de l’agent : refuser le PST.",
    ),
}
_ISSUED = Both(
    "TRP issued under A24(1), valid from {valid_from} to {valid_to}, both days included. Power: item {item} of the "
    "delegation instrument, {level}. Reasons: “{reasons}”.",
    "PST délivré au titre de L24(1), valide du {valid_from} au {valid_to}, ces deux jours compris. Pouvoir : point {item} "
    "de l’instrument de délégation, {level}. Motifs : « {reasons} ».",
)
_REFUSED = Both(
    "TRP refused under A24(1) on {day}. Power: item {item} of the delegation instrument, {level}. Reasons: “{reasons}”.",
    "PST refusé au titre de L24(1) le {day}. Pouvoir : point {item} de l’instrument de délégation, {level}. Motifs : "
    "« {reasons} ».",
)
_NOT_ASSESSED = Both("TRP not assessed.", "PST non évalué.")
_STOPPED = Both(
    "Assessment had started on {day}; no decision was made.",
    "L’évaluation avait commencé le {day}; aucune décision n’a été prise.",
)
_UNPAID = {
    "unable": Both(
        "Underlying application {underlying}: client unable to pay the TRP processing fee (R298(1)). On {day} client "
        "advised that TRP request {number} cannot be processed. {assessed} This application may be decided, if it "
        "has not been.",
        "Demande sous-jacente {underlying} : le client ne peut pas payer les frais de traitement du PST (R298(1)). Le "
        "{day}, client avisé que la demande de PST {number} ne peut être traitée. {assessed} La présente demande peut "
        "être tranchée, si elle ne l’a pas été.",
    ),
    "unwilling": Both(
        "Underlying application {underlying}: client unwilling to pay the TRP processing fee (R298(1)). On {day} client "
        "advised that TRP request {number} cannot be processed. {assessed} This application may be decided, if it "
        "has not been.",
        "Demande sous-jacente {underlying} : le client ne veut pas payer les frais de traitement du PST (R298(1)). Le "
        "{day}, client avisé que la demande de PST {number} ne peut être traitée. {assessed} La présente demande peut "
        "être tranchée, si elle ne l’a pas été.",
    ),
}
_RETURNED = Both(
    "TRP application returned as incomplete on {day}: the processing fee did not accompany it (R10(1)(d), R12). Not a "
    "refusal; no decision was made.",
    "Demande de PST renvoyée le {day} parce qu’elle est incomplète : les frais de traitement ne l’accompagnaient pas "
    "(R10(1)d), R12). Il ne s’agit pas d’un refus; aucune décision n’a été prise.",
)
_AT_BORDER = {
    "unable": Both(
        "Client unable to pay the TRP processing fee (R298(1)): withdrew the request to enter Canada on {day} (IMM 1282B) "
        "and may return when able to pay. {assessed}",
        "Le client ne peut pas payer les frais de traitement du PST (R298(1)) : il a retiré sa demande d’entrée au Canada "
        "le {day} (IMM 1282B) et pourra revenir lorsqu’il pourra payer. {assessed}",
    ),
    "unwilling": Both(
        "Client unwilling to pay the TRP processing fee (R298(1)): withdrew the request to enter Canada on {day} (IMM "
        "1282B) and may return if willing to pay. {assessed}",
        "Le client ne veut pas payer les frais de traitement du PST (R298(1)) : il a retiré sa demande d’entrée au Canada "
        "le {day} (IMM 1282B) et pourra revenir s’il accepte de payer. {assessed}",
    ),
}
_NOT_EXAMINED = Both("Not examined.", "Non examinée.")
_BARRED = Both(
    "TRP request closed on {day}: {provision} bars it. First day on which a request may be made: {open}. {examined} "
    "Not a refusal on the merits.",
    "Demande de PST fermée le {day} : {provision} y fait obstacle. Premier jour où une demande peut être faite : {open}. {examined} "
    "Il ne s’agit pas d’un refus sur le fond.",
)
_BARRED_OPEN_END = Both(
    "TRP request closed on {day}: {provision} bars it. No first day on which a request may be made is set. {examined} "
    "Not a refusal on the merits.",
    "Demande de PST fermée le {day} : {provision} y fait obstacle. Aucun premier jour où une demande peut être faite n’est "
    "fixé. {examined} Il ne s’agit pas d’un refus sur le fond.",
)
_WITHDRAWN = Both(
    "Client withdrew the TRP request on {day}. Reason: “{reason}”. No TRP decision was made.",
    "Le client a retiré la demande de PST le {day}. Raison : « {reason} ». Aucune décision n’a été prise sur le PST.",
)


def _file(event: e.PermitFileCreated, line: Line, file: CaseFile) -> Both:
    return fill(_FILE, file=event.file, day=long_day(event.created_on))


def _proposal(event: e.ProposalSent, line: Line, file: CaseFile) -> Both:
    sent = long_day(event.sent_on)
    if file.fee_requested_on is None:
        return fill(_PROPOSAL_SETTLED, day=sent)
    return fill(_PROPOSAL, day=sent, requested=long_day(file.fee_requested_on))


def _started(event: e.AssessmentStarted, line: Line, file: CaseFile) -> Both:
    assert file.opening is not None
    on = long_day(line.on)
    said = found(file, line.on)
    if said.outcome("fee") == "EXEMPT" and exempted(file, said):
        if file.recorded is not None and file.recorded.basis == said.finding("fee").fields["basis"]:
            under = listed(provision(one) for one in file.recorded.under)
            return fill(_STARTED_EXEMPT, code=file.recorded.code or NONE, under=under, day=on)
        basis = str(said.finding("fee").fields["basis"])
        exemption = M31 if basis == "ONE_TIME" else provision(basis)
        return fill(_STARTED_CLAIMED, exemption=exemption, day=on)
    if file.opening.origin == "minister":
        return fill(_STARTED_MINISTER, paid=amount(file.paid), day=on)
    return fill(_STARTED_PAID, paid=amount(file.paid), receipts=listed(file.allocated), day=on)


def _sent(event: e.SentToDecisionMaker, line: Line, file: CaseFile) -> Both:
    return fill(_SENT[event.recommends], day=long_day(line.on))


def _issued(event: e.PermitIssued, line: Line, file: CaseFile) -> Both:
    return fill(
        _ISSUED,
        valid_from=long_day(event.valid_from),
        valid_to=long_day(event.valid_to),
        item=event.item,
        level=level(line),
        reasons=event.reasons,
    )


def _refused(event: e.PermitRefused, line: Line, file: CaseFile) -> Both:
    return fill(_REFUSED, day=long_day(line.on), item=event.item, level=level(line), reasons=event.reasons)


def _assessed(file: CaseFile, otherwise: Both = _NOT_ASSESSED) -> Both:
    """Whether work on the merits had begun when the case came to its end without a decision."""
    return otherwise if file.started_on is None else fill(_STOPPED, day=long_day(file.started_on))


def _unpaid(event: e.ClosedUnpaid, line: Line, file: CaseFile) -> Both:
    number = file.opening.number if file.opening else NONE
    return fill(
        _UNPAID[file.ability],
        underlying=event.underlying or NONE,
        day=long_day(event.advised_on),
        number=number,
        assessed=_assessed(file),
    )


def _returned(event: e.ReturnedIncomplete, line: Line, file: CaseFile) -> Both:
    return fill(_RETURNED, day=long_day(event.returned_on))


def _at_border(event: e.WithdrawnAtBorder, line: Line, file: CaseFile) -> Both:
    day = long_day(event.withdrawn_on)
    return fill(_AT_BORDER[file.ability], day=day, assessed=_assessed(file))


def _barred(event: e.ClosedBarred, line: Line, file: CaseFile) -> Both:
    day, under = long_day(line.on), provision(event.provision)
    examined = _assessed(file, _NOT_EXAMINED)
    if event.first_day_open is None:
        return fill(_BARRED_OPEN_END, day=day, provision=under, examined=examined)
    first = long_day(event.first_day_open)
    return fill(_BARRED, day=day, provision=under, examined=examined, open=first)


def _withdrawn(event: e.RequestWithdrawn, line: Line, file: CaseFile) -> Both:
    return fill(_WITHDRAWN, day=long_day(event.withdrawn_on), reason=event.reason)


NOTES: dict[type[Event], Callable[[Any, Line, CaseFile], Both]] = {
    e.PermitFileCreated: _file,
    e.ProposalSent: _proposal,
    e.AssessmentStarted: _started,
    e.SentToDecisionMaker: _sent,
    e.PermitIssued: _issued,
    e.PermitRefused: _refused,
    e.ClosedUnpaid: _unpaid,
    e.ReturnedIncomplete: _returned,
    e.WithdrawnAtBorder: _at_border,
    e.ClosedBarred: _barred,
    e.RequestWithdrawn: _withdrawn,
}
