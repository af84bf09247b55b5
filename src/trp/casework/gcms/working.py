"""Notes on the work itself: papers, the acknowledgement, notes and corrections, who holds the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trp.casework import events as e
from trp.casework.checks import long_day
from trp.casework.events import Event
from trp.casework.files import CaseFile, Line
from trp.casework.gcms.titles import TITLES
from trp.casework.gcms.words import fill, listed, paragraphs
from trp.rulebook.language import Both

_ASKED = Both(
    "Documents in support of the TRP request asked for: “{documents}”. To be sent by {due}.",
    "Documents à l’appui de la demande de PST demandés : « {documents} ». À transmettre au plus tard le {due}.",
)
_ASKED_NO_DAY = Both(
    "Documents in support of the TRP request asked for: “{documents}”. No last day was set.",
    "Documents à l’appui de la demande de PST demandés : « {documents} ». Aucun dernier jour n’a été fixé.",
)
_CAME = Both(
    "Documents received on {day}: “{documents}”.",
    "Documents reçus le {day} : « {documents} ».",
)
_MISSING = Both(
    "Documents asked for did not come: “{documents}”. The request goes on without them.",
    "Documents demandés et non reçus : « {documents} ». La demande suit son cours sans eux.",
)
_COMPLETE = Both(
    "TRP request complete and paid on {day}. The 30 days of the acknowledgement run from that day.",
    "Demande de PST complète et payée le {day}. Les 30 jours de l’accusé de réception courent à compter de ce jour.",
)
_ACKNOWLEDGED = Both(
    "Acknowledgement of processing sent to the client on {day}.",
    "Accusé de réception du traitement envoyé au client le {day}.",
)
_CORRECTED = Both(
    "Correction of line {line}, “{title}”: “{text}”.",
    "Correction de la ligne {line}, « {title} » : « {text} ».",
)
_ASSIGNED = Both(
    "File assigned to {officer}, {office}.",
    "Dossier confié à {officer}, {office}.",
)
_ASSIGNED_TO_OFFICE = Both(
    "File at the office, assigned to nobody: {office}.",
    "Dossier au bureau, confié à personne : {office}.",
)
_TOGETHER = Both(
    "(Done on {count} cases together, batch {batch}.)",
    "(Accompli sur {count} dossiers à la fois, lot {batch}.)",
)


def _asked(event: e.DocumentsAskedFor, line: Line, file: CaseFile) -> Both:
    documents = listed(event.documents)
    if event.due_on is None:
        return fill(_ASKED_NO_DAY, documents=documents)
    return fill(_ASKED, documents=documents, due=long_day(event.due_on))


def _came(event: e.DocumentsReceived, line: Line, file: CaseFile) -> Both:
    return fill(_CAME, documents=listed(event.documents), day=long_day(event.received_on))


def _missing(event: e.DocumentsMissing, line: Line, file: CaseFile) -> Both:
    return fill(_MISSING, documents=listed(event.documents))


def _complete(event: e.RequestCompleted, line: Line, file: CaseFile) -> Both:
    return fill(_COMPLETE, day=long_day(event.complete_on))


def _acknowledged(event: e.AcknowledgementSent, line: Line, file: CaseFile) -> Both:
    return fill(_ACKNOWLEDGED, day=long_day(event.sent_on))


def _note(event: e.NoteAdded, line: Line, file: CaseFile) -> Both:
    return _with_batch(event, Both(event.text, event.text))


def _corrected(event: e.NoteCorrected, line: Line, file: CaseFile) -> Both:
    wrong = TITLES[type(file.lines[event.line - 1].event)]
    return fill(_CORRECTED, line=event.line, title=wrong, text=event.text)


def _assigned(event: e.Assigned, line: Line, file: CaseFile) -> Both:
    if event.officer is None:
        return _with_batch(event, fill(_ASSIGNED_TO_OFFICE, office=event.office))
    return _with_batch(event, fill(_ASSIGNED, officer=event.officer, office=event.office))


def _with_batch(event: e.NoteAdded | e.Assigned, said: Both) -> Both:
    """With the batch that it was done in, on a line of its own."""
    if event.batch is None or event.batch_size is None:
        return said
    return paragraphs([said, fill(_TOGETHER, count=event.batch_size, batch=event.batch[:8])])


NOTES: dict[type[Event], Callable[[Any, Line, CaseFile], Both]] = {
    e.DocumentsAskedFor: _asked,
    e.DocumentsReceived: _came,
    e.DocumentsMissing: _missing,
    e.RequestCompleted: _complete,
    e.AcknowledgementSent: _acknowledged,
    e.NoteAdded: _note,
    e.NoteCorrected: _corrected,
    e.Assigned: _assigned,
}
