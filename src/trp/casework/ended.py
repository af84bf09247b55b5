"""How a case ended, in a sentence: what happened, on which day, and the ground that follows from the record.

The words that an officer or a client gave as reasons are theirs: they stay in the line, and are not repeated here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from trp.casework import events as e
from trp.casework.checks import long_day
from trp.casework.files import CaseFile, Line
from trp.rulebook.language import Both
from trp.rulebook.sources import cited


def last(file: CaseFile) -> Line | None:
    """The line that gave the case its result; None while it has none."""
    return next((line for line in reversed(file.lines) if type(line.event) in _ENDS), None)


def ended(file: CaseFile) -> Both:
    """How a case with a result ended."""
    line = last(file)
    assert line is not None
    return _ENDS[type(line.event)](line.event, line, file)


def _issued(event: e.PermitIssued, line: Line, file: CaseFile) -> Both:
    on, first, end = long_day(line.on), long_day(event.valid_from), long_day(event.valid_to)
    return Both(
        f"The permit was issued on {on.en}; it is valid from {first.en} to {end.en}, both days included.",
        f"Le permis a été délivré le {on.fr}; il est valide du {first.fr} au {end.fr}, ces deux jours compris.",
    )


def _refused(event: e.PermitRefused, line: Line, file: CaseFile) -> Both:
    on = long_day(line.on)
    return Both(f"The permit was refused on {on.en}.", f"Le permis a été refusé le {on.fr}.")


def _unpaid(event: e.ClosedUnpaid, line: Line, file: CaseFile) -> Both:
    on = long_day(event.advised_on)
    if file.ability == "unwilling":
        return Both(
            f"The client is unwilling to pay the fee, and was told on {on.en} that the request cannot be processed.",
            f"Le client ne veut pas payer les frais; il a été avisé le {on.fr} que la demande ne peut être traitée.",
        )
    return Both(
        f"The client is unable to pay the fee, and was told on {on.en} that the request cannot be processed.",
        f"Le client ne peut pas payer les frais; il a été avisé le {on.fr} que la demande ne peut être traitée.",
    )


def _returned(event: e.ReturnedIncomplete, line: Line, file: CaseFile) -> Both:
    on = long_day(event.returned_on)
    return Both(
        f"The request was returned on {on.en} as incomplete: the whole fee did not come with it. A return is not a refusal.",
        f"La demande a été renvoyée le {on.fr}, car incomplète : la totalité des frais ne l’accompagnait pas. Un renvoi n’est pas un refus.",
    )


def _at_border(event: e.WithdrawnAtBorder, line: Line, file: CaseFile) -> Both:
    on = long_day(event.withdrawn_on)
    if file.ability == "unwilling":
        return Both(
            f"The client is unwilling to pay the fee, and withdrew the request to enter Canada on {on.en}.",
            f"Le client ne veut pas payer les frais; il a retiré sa demande d’entrée au Canada le {on.fr}.",
        )
    return Both(
        f"The client is unable to pay the fee, and withdrew the request to enter Canada on {on.en}; they may return when able to pay.",
        f"Le client ne peut pas payer les frais; il a retiré sa demande d’entrée au Canada le {on.fr} et pourra revenir lorsqu’il pourra payer.",
    )


def _barred(event: e.ClosedBarred, line: Line, file: CaseFile) -> Both:
    on, en, fr = long_day(line.on), cited(event.provision, "en"), cited(event.provision, "fr")
    closed = Both(
        f"The request was closed on {on.en}: {en} bars it.",
        f"La demande a été fermée le {on.fr} : {fr} y fait obstacle.",
    )
    return Both(
        f"{closed.en} {_open_from(event.first_day_open).en}",
        f"{closed.fr} {_open_from(event.first_day_open).fr}",
    )


def _open_from(day: date | None) -> Both:
    if day is None:
        return Both(
            "No first day on which a request may be made is set.",
            "Aucun premier jour où une demande peut être faite n’est fixé.",
        )
    said = long_day(day)
    return Both(
        f"A request may be made from {said.en} on.", f"Une demande peut être faite à compter du {said.fr}."
    )


def _withdrawn(event: e.RequestWithdrawn, line: Line, file: CaseFile) -> Both:
    on = long_day(event.withdrawn_on)
    return Both(f"The client withdrew the request on {on.en}.", f"Le client a retiré la demande le {on.fr}.")


def _declined(event: e.OfferDeclined, line: Line, file: CaseFile) -> Both:
    on = long_day(event.declined_on)
    return Both(
        f"The client declined the offer to be considered on {on.en}.",
        f"Le client a décliné l’offre d’examen le {on.fr}.",
    )


_ENDS: dict[type[e.Event], Callable[[Any, Line, CaseFile], Both]] = {
    e.PermitIssued: _issued,
    e.PermitRefused: _refused,
    e.ClosedUnpaid: _unpaid,
    e.ReturnedIncomplete: _returned,
    e.WithdrawnAtBorder: _at_border,
    e.ClosedBarred: _barred,
    e.RequestWithdrawn: _withdrawn,
    e.OfferDeclined: _declined,
}
