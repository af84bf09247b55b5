"""Notes on exemptions: code, provision or policy, and what became of a claim (T1, T3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trp.casework import events as e
from trp.casework.checks import long_day
from trp.casework.events import Event
from trp.casework.files import CaseFile, Line
from trp.casework.gcms.words import NONE, NOT_RECORDED, day_or, fill, level, listed, provision
from trp.rulebook.language import Both

_NO_END = Both("none set", "aucun jour fixé")
M31 = Both("one-time exemption, code M31", "dispense unique, code M31")
_RECORDED = Both(
    "TRP processing fee exempt. Code: {code}. Authority: {under}.",
    "Dispense des frais de traitement du PST. Code : {code}. Fondement : {under}.",
)
_RECORDED_MEASURE = Both(
    "TRP processing fee exempt under “{reference}”, published in “{citation}”. Code: {code}. Authority: {under}.",
    "Dispense des frais de traitement du PST en vertu de « {reference} », publié dans « {citation} ». Code : {code}. "
    "Fondement : {under}.",
)
_RECORDED_INSTRUCTION = Both(
    "TRP requested by the Minister; processing fee not collected, by written instruction “{reference}”. Code: {code}. "
    "Authority: {under}.",
    "PST demandé par le ministre; frais de traitement non perçus, selon l’instruction écrite « {reference} ». "
    "Code : {code}. Fondement : {under}.",
)
_PROPOSED = Both(
    "Fee exemption proposed under a measure that the register lacks: “{reference}”, published in “{citation}”, in force "
    "from {since}, last day in force: {until}. Code: {code}. A second person must confirm it.",
    "Dispense des frais proposée en vertu d’une mesure absente du registre : « {reference} », publié dans « {citation} », "
    "en vigueur depuis le {since}, dernier jour en vigueur : {until}. Code : {code}. Une deuxième personne doit la "
    "confirmer.",
)
_CONFIRMED = Both(
    "“{reference}” confirmed by a second person as a measure that frees from the TRP processing fee.",
    "« {reference} » confirmé par une deuxième personne comme mesure qui dispense des frais de traitement du PST.",
)
_DOUBTS = {
    ("sentence", True): Both(
        "Code M31, term of imprisonment: the sentence is decided to hold none. “{reason}”",
        "Code M31, peine d’emprisonnement : il est décidé que la peine n’en comportait aucune. « {reason} »",
    ),
    ("sentence", False): Both(
        "Code M31, term of imprisonment: the sentence is decided to hold one; the exemption is not available. “{reason}”",
        "Code M31, peine d’emprisonnement : il est décidé que la peine en comportait une; la dispense ne peut être accordée. "
        "« {reason} »",
    ),
    ("impaired_driving", True): Both(
        "Code M31, impaired driving: decided to be criminality under A36(2). “{reason}”",
        "Code M31, conduite avec capacités affaiblies : il est décidé qu’il s’agit de criminalité visée à L36(2). « {reason} »",
    ),
    ("impaired_driving", False): Both(
        "Code M31, impaired driving: decided not to be criminality under A36(2) alone; the exemption is not available. “{reason}”",
        "Code M31, conduite avec capacités affaiblies : il est décidé qu’il ne s’agit pas de criminalité visée à L36(2) seul; "
        "la dispense ne peut être accordée. « {reason} »",
    ),
}
_POWER = Both(
    "Power: item 80 of the delegation instrument, {level}.",
    "Pouvoir : point 80 de l’instrument de délégation, {level}.",
)
_CLAIMED_M31 = Both(
    "One-time fee exemption claimed: code {code}, A25.2(2), public policy of {policy} on A36(2) criminality. The record "
    "meets its tests; the register shows no earlier grant of {code}. Client counselled on {counselled} that the "
    "exemption will not apply the next time. Power: item 80 of the delegation instrument, {level}. Granted only if a "
    "TRP is issued; otherwise it lapses.",
    "Dispense unique des frais invoquée : code {code}, L25.2(2), politique d’intérêt public du {policy} sur la criminalité "
    "visée à L36(2). Le dossier en remplit les critères; le registre ne montre aucune dispense {code} antérieure. Client "
    "avisé le {counselled} que la dispense ne s’appliquera pas la prochaine fois. Pouvoir : point 80 de l’instrument de "
    "délégation, {level}. Accordée seulement si un PST est délivré; sinon, elle devient caduque.",
)
_POLICY_DAY = Both(
    "13\N{NO-BREAK SPACE}January\N{NO-BREAK SPACE}2012", "13\N{NO-BREAK SPACE}janvier\N{NO-BREAK SPACE}2012"
)
_CLAIMED = Both(
    "Fee exemption claimed: {basis}. Code: {code}. It holds if a TRP counterfoil is issued in place of the TRV "
    "counterfoil; otherwise it lapses.",
    "Dispense des frais invoquée : {basis}. Code : {code}. Elle vaut si une vignette de PST est délivrée au lieu de la "
    "vignette de VRT; sinon, elle devient caduque.",
)
_CONSUMED_M31 = Both(
    "TRP issued with the one-time fee exemption (A25.2(2)): code M31 granted. Enter code M31 on the TRP screen. It "
    "cannot be granted to this person again.",
    "PST délivré avec la dispense unique des frais (L25.2(2)) : code M31 accordé. Inscrire le code M31 à l’écran du PST. "
    "Il ne peut plus être accordé à cette personne.",
)
_CONSUMED = Both(
    "TRP issued: the fee exemption claimed under {basis} is used.",
    "PST délivré : la dispense des frais invoquée en vertu de {basis} est utilisée.",
)
_LAPSED = Both(
    "Fee exemption claimed ({exemption}) lapsed: “{reason}”. It was not granted.",
    "Dispense des frais invoquée ({exemption}) devenue caduque : « {reason} ». Elle n’a pas été accordée.",
)
_LAPSED_AT_END = {
    "refused": Both(
        "Fee exemption claimed ({exemption}) lapsed: the TRP is refused. It was not granted.",
        "Dispense des frais invoquée ({exemption}) devenue caduque : le PST est refusé. Elle n’a pas été accordée.",
    ),
    "closed": Both(
        "Fee exemption claimed ({exemption}) lapsed: the request is closed unpaid. It was not granted.",
        "Dispense des frais invoquée ({exemption}) devenue caduque : la demande est fermée sans paiement. Elle n’a pas "
        "été accordée.",
    ),
    "returned": Both(
        "Fee exemption claimed ({exemption}) lapsed: the request is returned as incomplete. It was not granted.",
        "Dispense des frais invoquée ({exemption}) devenue caduque : la demande est renvoyée parce qu’elle est "
        "incomplète. Elle n’a pas été accordée.",
    ),
    "withdrawn": Both(
        "Fee exemption claimed ({exemption}) lapsed: the request is withdrawn. It was not granted.",
        "Dispense des frais invoquée ({exemption}) devenue caduque : la demande est retirée. Elle n’a pas été accordée.",
    ),
    "declined": Both(
        "Fee exemption claimed ({exemption}) lapsed: the client declined the offer. It was not granted.",
        "Dispense des frais invoquée ({exemption}) devenue caduque : le client a décliné l’offre. Elle n’a pas été "
        "accordée.",
    ),
    "barred": Both(
        "Fee exemption claimed ({exemption}) lapsed: the Act bars the request. It was not granted.",
        "Dispense des frais invoquée ({exemption}) devenue caduque : la demande est irrecevable en vertu de la Loi. Elle "
        "n’a pas été accordée.",
    ),
    "not used": Both(
        "Fee exemption claimed ({exemption}) lapsed: the TRP was issued without it. It was not granted.",
        "Dispense des frais invoquée ({exemption}) devenue caduque : le PST a été délivré sans elle. Elle n’a pas été "
        "accordée.",
    ),
}


def _named(basis: str) -> Both:
    return M31 if basis == "ONE_TIME" else provision(basis)


def _recorded(event: e.ExemptionRecorded, line: Line, file: CaseFile) -> Both:
    code, under = event.code or NONE, listed(provision(one) for one in event.under)
    if file.confirmed and file.proposed is not None and event.basis == file.proposed.reference:
        cited_in = file.proposed.citation
        return fill(_RECORDED_MEASURE, reference=event.basis, citation=cited_in, code=code, under=under)
    if event.basis == "MINISTER" and file.instruction is not None:
        return fill(_RECORDED_INSTRUCTION, reference=file.instruction["reference"], code=code, under=under)
    return fill(_RECORDED, code=code, under=under)


def _proposed(event: e.ExemptionProposed, line: Line, file: CaseFile) -> Both:
    return fill(
        _PROPOSED,
        reference=event.reference,
        citation=event.citation,
        since=long_day(event.since),
        until=day_or(event.until, _NO_END),
        code=event.code or NONE,
    )


def _confirmed(event: e.ExemptionConfirmed, line: Line, file: CaseFile) -> Both:
    return fill(_CONFIRMED, reference=event.reference)


def _doubt(event: e.DoubtDecided, line: Line, file: CaseFile) -> Both:
    decided = fill(_DOUBTS[event.about, event.in_favour], reason=event.reason)
    power = fill(_POWER, level=level(line))
    return Both(f"{decided.en} {power.en}", f"{decided.fr} {power.fr}")


def _claimed(event: e.ExemptionClaimed, line: Line, file: CaseFile) -> Both:
    if event.basis != "ONE_TIME":
        return fill(_CLAIMED, basis=provision(event.basis), code=event.code or NONE)
    counselled = day_or(event.counselled_on, NOT_RECORDED)
    return fill(
        _CLAIMED_M31,
        code=event.code or NONE,
        policy=_POLICY_DAY,
        counselled=counselled,
        level=level(line),
    )


def _consumed(event: e.ClaimConsumed, line: Line, file: CaseFile) -> Both:
    return _CONSUMED_M31 if event.basis == "ONE_TIME" else fill(_CONSUMED, basis=provision(event.basis))


def _lapsed(event: e.ClaimLapsed, line: Line, file: CaseFile) -> Both:
    template = _LAPSED_AT_END.get(event.reason, _LAPSED)
    return fill(template, exemption=_named(event.basis), reason=event.reason)


NOTES: dict[type[Event], Callable[[Any, Line, CaseFile], Both]] = {
    e.ExemptionRecorded: _recorded,
    e.ExemptionProposed: _proposed,
    e.ExemptionConfirmed: _confirmed,
    e.DoubtDecided: _doubt,
    e.ExemptionClaimed: _claimed,
    e.ClaimConsumed: _consumed,
    e.ClaimLapsed: _lapsed,
}
