"""Notes on how a case begins: the request, the offer, and the facts that are put on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from trp.casework import events as e
from trp.casework.checks import long_day
from trp.casework.events import Event
from trp.casework.files import CaseFile, Line
from trp.casework.found import asked
from trp.casework.gcms.words import (
    NONE,
    NOT_RECORDED,
    answer,
    day_or,
    fill,
    listed,
    paragraphs,
    provision,
)
from trp.rulebook.language import Both

_STREAMS = {
    "ordinary": Both("ordinary", "ordinaire"),
    "trafficking_victim": Both("VTIP", "VTP"),
    "family_violence_victim": Both("FMV", "victime de violence familiale"),
    "state_care": Both("state care", "protection de l’enfance"),
    "urgent_protection": Both("UPP", "PPU"),
    "transit_without_visa": Both("transit without visa", "transit sans visa"),
}
_RECEIVED = Both(
    "TRP request {number} received, made on {made_on} (mailed: {mailed}). Raised by: {origin}. Person: {place}. "
    "Made to: {made_to}. Stream: {stream}. Asked for: {permit}. To be issued: {document}. "
    "Underlying application: {underlying}. Group: {group}.",
    "Demande de PST {number} reçue, faite le {made_on} (mise à la poste : {mailed}). Origine : {origin}. Personne : {place}. "
    "Présentée à : {made_to}. Volet : {stream}. Objet : {permit}. Document à délivrer : {document}. "
    "Demande sous-jacente : {underlying}. Groupe : {group}.",
)
_CORRECTED = Both(
    "TRP request corrected; reason: “{reason}”. It now reads as follows.\n{now}",
    "Demande de PST corrigée; raison : « {reason} ». Elle se lit désormais comme suit.\n{now}",
)
_OFFERED = Both(
    "On the officer’s own initiative, consideration for a TRP under A24(1) offered to the client on {day}. "
    "Answer awaited.",
    "De la propre initiative de l’agent, examen en vue d’un PST au titre de L24(1) offert au client le {day}. "
    "Réponse attendue.",
)
_ACCEPTED = Both(
    "On {day} the client accepted the offer of TRP consideration of {offered}.",
    "Le {day}, le client a accepté l’offre d’examen en vue d’un PST du {offered}.",
)
_DECLINED = Both(
    "On {day} the client declined the offer of TRP consideration of {offered}. No TRP assessed.",
    "Le {day}, le client a décliné l’offre d’examen en vue d’un PST du {offered}. Aucun PST évalué.",
)
_GROUNDS = Both(
    "Grounds of inadmissibility on record: {grounds}. This list replaces any earlier one.",
    "Motifs d’interdiction de territoire au dossier : {grounds}. Cette liste remplace toute liste antérieure.",
)
_NO_GROUNDS = Both(
    "No ground of inadmissibility on record. This replaces any earlier list.",
    "Aucun motif d’interdiction de territoire au dossier. Cela remplace toute liste antérieure.",
)
_CONVICTIONS = Both(
    "Convictions on record: {count}. This list replaces any earlier one.",
    "Déclarations de culpabilité au dossier : {count}. Cette liste remplace toute liste antérieure.",
)
_NO_CONVICTIONS = Both(
    "No conviction on record. This replaces any earlier list.",
    "Aucune déclaration de culpabilité au dossier. Cela remplace toute liste antérieure.",
)
_CONVICTION = Both(
    "{n}. “{offence}”. Committed on: {committed_on}. Sentence: {sentence}. Young person: {youth}. Makes inadmissible: "
    "{makes_inadmissible}. Child pornography: {child_pornography}. Sexual offence: {sexual}. Impaired driving: "
    "{impaired_driving}.",
    "{n}. « {offence} ». Commission : {committed_on}. Peine : {sentence}. Adolescent : {youth}. Emporte interdiction de "
    "territoire : {makes_inadmissible}. Pornographie juvénile : {child_pornography}. Infraction sexuelle : {sexual}. "
    "Conduite avec capacités affaiblies : {impaired_driving}.",
)
_CIRCUMSTANCES = Both("Facts put on record:", "Faits consignés :")
_FACT = Both("{question} Answer: {answer}.", "{question} Réponse : {answer}.")
_NOT_MAILED = Both("no", "non")


def _received(event: e.RequestReceived, line: Line, file: CaseFile) -> Both:
    chosen = ("place", "made_to", "origin", "permit", "document")
    return fill(
        _RECEIVED,
        number=event.number,
        made_on=long_day(event.made_on),
        mailed=day_or(event.mailed_on, _NOT_MAILED),
        stream=_STREAMS[event.stream],
        underlying=event.underlying or NONE,
        group=event.group or NONE,
        **{name: answer(name, getattr(event, name)) for name in chosen},
    )


def _corrected(event: e.RequestCorrected, line: Line, file: CaseFile) -> Both:
    assert file.opening is not None
    now = _received(file.opening, line, file)
    return fill(_CORRECTED, reason=event.reason, now=now)


def _offered(event: e.ConsiderationOffered, line: Line, file: CaseFile) -> Both:
    return fill(_OFFERED, day=long_day(event.offered_on))


def _accepted(event: e.OfferAccepted, line: Line, file: CaseFile) -> Both:
    return fill(_ACCEPTED, day=long_day(event.accepted_on), offered=day_or(file.offered_on, NOT_RECORDED))


def _declined(event: e.OfferDeclined, line: Line, file: CaseFile) -> Both:
    return fill(_DECLINED, day=long_day(event.declined_on), offered=day_or(file.offered_on, NOT_RECORDED))


def _grounds(event: e.GroundsRecorded, line: Line, file: CaseFile) -> Both:
    if not event.grounds:
        return _NO_GROUNDS
    return fill(_GROUNDS, grounds=listed(provision(ground) for ground in event.grounds))


_CONVICTION_FACTS = (
    "offence", "committed_on", "sentence", "youth", "makes_inadmissible", "child_pornography", "sexual",
    "impaired_driving",
)  # fmt: skip


def _convictions(event: e.ConvictionsRecorded, line: Line, file: CaseFile) -> Both:
    if not event.convictions:
        return _NO_CONVICTIONS
    entries = [
        fill(
            _CONVICTION,
            n=n,
            **{
                name: answer(f"convictions[0].{name}", one[name]) if name in one else NOT_RECORDED
                for name in _CONVICTION_FACTS
            },
        )
        for n, one in enumerate(event.convictions, 1)
    ]
    return paragraphs([fill(_CONVICTIONS, count=len(entries)), *entries])


def _facts(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Each single fact with its path."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield from _facts(f"{path}.{key}", held)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for n, held in enumerate(value):
            yield from _facts(f"{path}[{n}]", held)
    else:
        yield path, value


def _circumstances(event: e.CircumstancesRecorded, line: Line, file: CaseFile) -> Both:
    single = (one for key in event.facts for one in _facts(key, event.facts[key]))
    answers = (fill(_FACT, question=asked(path).says, answer=answer(path, value)) for path, value in single)
    return paragraphs([_CIRCUMSTANCES, *answers])


NOTES: dict[type[Event], Callable[[Any, Line, CaseFile], Both]] = {
    e.RequestReceived: _received,
    e.RequestCorrected: _corrected,
    e.ConsiderationOffered: _offered,
    e.OfferAccepted: _accepted,
    e.OfferDeclined: _declined,
    e.GroundsRecorded: _grounds,
    e.ConvictionsRecorded: _convictions,
    e.CircumstancesRecorded: _circumstances,
}
