"""Putting on record: grounds, convictions, circumstances, papers, notes, who holds the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from trp.casework import events as e
from trp.casework.acts import Act
from trp.casework.around import CASE_OFFICERS, Around
from trp.casework.blockers import Blocker
from trp.casework.checks import long_day, settled, to_come
from trp.casework.events import Event, Facts
from trp.casework.files import CaseFile
from trp.casework.found import DERIVED, wrong_facts
from trp.rulebook.language import Both

_CLERKS = ("intake", *CASE_OFFICERS, "delegate")


def _wrong(file: CaseFile, around: Around, changed: Mapping[str, Any]) -> Iterator[Blocker]:
    for path, says in wrong_facts(file, around.on, changed):
        yield Blocker("wrong-fact", Both(f"{path}: {says.en}", f"{path} : {says.fr}"))


@dataclass(frozen=True, kw_only=True)
class RecordGrounds(Act):
    """Record every ground of inadmissibility found, in the officer's notation; an empty list says: none."""

    title = Both("Record the grounds", "Consigner les motifs")
    roles = _CLERKS

    grounds: tuple[str, ...]

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        return _wrong(file, around, {"grounds": list(self.grounds)})

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.GroundsRecorded(grounds=self.grounds)]


@dataclass(frozen=True, kw_only=True)
class RecordConvictions(Act):
    """Record every conviction found; an empty list says: none."""

    title = Both("Record the convictions", "Consigner les déclarations de culpabilité")
    roles = _CLERKS

    convictions: tuple[Facts, ...]

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        return _wrong(file, around, {"convictions": list(self.convictions)})

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.ConvictionsRecorded(convictions=self.convictions)]


@dataclass(frozen=True, kw_only=True)
class RecordCircumstances(Act):
    """Record other facts of the request. What follows from the journal or a register is never typed."""

    title = Both("Record circumstances", "Consigner des circonstances")
    roles = _CLERKS

    facts: Facts

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        for key in sorted(DERIVED.intersection(self.facts)):
            yield Blocker(
                "derived-fact",
                Both(f"{key} follows from the record or a register: do the act that records it.",
                     f"{key} découle du dossier ou d’un registre : faites l’acte qui le consigne."),
            )  # fmt: skip
        yield from _wrong(file, around, {k: v for k, v in self.facts.items() if k not in DERIVED})

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.CircumstancesRecorded(facts=self.facts)]


@dataclass(frozen=True, kw_only=True)
class AskForDocuments(Act):
    """Ask the client for documents in support. `due_on`: the last day to send them."""

    title = Both("Ask for documents", "Demander des documents")
    roles = _CLERKS

    documents: tuple[str, ...]
    due_on: date | None = None

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if not self.documents:
            yield Blocker("nothing-named", Both("Name the documents.", "Nommez les documents."))

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.DocumentsAskedFor(documents=self.documents, due_on=self.due_on)]


def _asked_for(file: CaseFile, documents: tuple[str, ...]) -> Iterator[Blocker]:
    for document in documents:
        if document not in file.asked_for:
            yield Blocker(
                "not-asked-for",
                Both(f"“{document}” was not asked for, or came already.",
                     f"« {document} » n’a pas été demandé, ou est déjà arrivé."),
                cleared_by=("AskForDocuments",),
                who=_CLERKS,
            )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReceiveDocuments(Act):
    """Record documents that came."""

    title = Both("Receive documents", "Recevoir des documents")
    roles = _CLERKS

    documents: tuple[str, ...]
    received_on: date

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        return to_come(self.received_on, around)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.DocumentsReceived(documents=self.documents, received_on=self.received_on)]


@dataclass(frozen=True, kw_only=True)
class RecordMissingDocuments(Act):
    """Record that documents asked for did not come, and go on without them."""

    title = Both("Record missing documents", "Consigner les documents manquants")
    roles = _CLERKS

    documents: tuple[str, ...]

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        return _asked_for(file, self.documents)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.DocumentsMissing(documents=self.documents)]


_STANDARD = ("Service Fees Act, s. 7",)


def _acknowledged(file: CaseFile) -> Iterator[Blocker]:
    """The clock of the 30 days has stopped: another day of it would rewrite whether they were kept."""
    if file.acknowledged_on is not None:
        day = long_day(file.acknowledged_on)
        yield Blocker(
            "acknowledged",
            Both(f"The acknowledgement was sent on {day.en}.", f"L’accusé de réception a été envoyé le {day.fr}."),
            _STANDARD,
            since=file.acknowledged_on,
        )  # fmt: skip


def _last_paid(file: CaseFile) -> date | None:
    """The day of the last payment that is still allocated here."""
    days = (
        line.event.paid_on
        for line in file.lines
        if isinstance(line.event, e.FeeReceived) and line.event.receipt in file.allocated
    )
    return max(days, default=None)


@dataclass(frozen=True, kw_only=True)
class RecordCompletion(Act):
    """The request is complete and paid: the 30 days of the acknowledgement run from this day."""

    title = Both("Record that the request is complete", "Consigner que la demande est complète")
    roles = _CLERKS
    reads = ("register",)

    complete_on: date

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        yield from to_come(self.complete_on, around)
        yield from _acknowledged(file)
        if file.asked_for:
            yield Blocker(
                "papers-awaited",
                Both(f"Papers that were asked for have not come: {', '.join(file.asked_for)}.",
                     f"Des pièces demandées ne sont pas arrivées : {', '.join(file.asked_for)}."),
                _STANDARD,
                cleared_by=("ReceiveDocuments", "RecordMissingDocuments"),
                who=_CLERKS,
            )  # fmt: skip
        if not settled(file, around):
            yield Blocker(
                "fee-not-settled",
                Both("The fee is neither paid in whole nor exempted on record: the request is not complete and paid.",
                     "Les frais ne sont ni entièrement payés, ni visés par une dispense au dossier : la demande n’est pas complète et payée."),
                _STANDARD,
                since=file.fee_requested_on,
                cleared_by=("AllocateReceipt", "RecordExemption", "ClaimExemption"),
                who=("fee_clerk", *_CLERKS),
            )  # fmt: skip
        elif (paid := _last_paid(file)) is not None and self.complete_on < paid:
            day = long_day(paid)
            yield Blocker(
                "complete-before-paid",
                Both(f"The fee was paid on {day.en}: the request is complete and paid from that day at the earliest.",
                     f"Les frais ont été payés le {day.fr} : la demande est complète et payée à partir de ce jour au plus tôt."),
                _STANDARD,
            )  # fmt: skip

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.RequestCompleted(complete_on=self.complete_on)]


@dataclass(frozen=True, kw_only=True)
class SendAcknowledgement(Act):
    """Send the acknowledgement of processing."""

    title = Both("Send the acknowledgement", "Envoyer l’accusé de réception")
    roles = _CLERKS

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if file.complete_on is None:
            yield Blocker(
                "not-complete",
                Both("The request is not recorded as complete and paid.",
                     "La demande n’est pas consignée comme complète et payée."),
                _STANDARD,
                cleared_by=("RecordCompletion",),
                who=_CLERKS,
            )  # fmt: skip
        yield from _acknowledged(file)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.AcknowledgementSent(sent_on=around.on)]


MOST_TOGETHER = 100
"""Cases on which the same may be done in one batch."""


def _together(batch: str | None, size: int | None) -> Iterator[Blocker]:
    """A batch has a name and a size, and no more cases than one can look at."""
    if (batch is None) != (size is None) or (size is not None and not 1 <= size <= MOST_TOGETHER):
        yield Blocker(
            "too-many-together",
            Both(f"The same is done on {MOST_TOGETHER} cases at most at a time: choose fewer, and do the others next.",
                 f"On peut agir sur {MOST_TOGETHER} dossiers au plus à la fois : choisissez-en moins, puis passez aux suivants."),
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AddNote(Act):
    """Write a note on the file. `batch`, `batch_size`: as of the event."""

    title = Both("Add a note", "Ajouter une note")
    roles = (*_CLERKS, "fee_clerk", "supervisor")
    after_end = True
    later = ("batch", "batch_size")

    text: str
    batch: str | None = None
    batch_size: int | None = None

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if not self.text.strip():
            yield Blocker("nothing-written", Both("The note is empty.", "La note est vide."))
        yield from _together(self.batch, self.batch_size)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.NoteAdded(text=self.text, batch=self.batch, batch_size=self.batch_size)]


@dataclass(frozen=True, kw_only=True)
class CorrectLine(Act):
    """Say what is right where an earlier line is wrong; the earlier line stays."""

    title = Both("Correct a line", "Corriger une ligne")
    roles = (*_CLERKS, "fee_clerk", "supervisor")
    after_end = True

    line: int
    text: str

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if not 1 <= self.line <= file.head:
            yield Blocker(
                "no-such-line",
                Both(f"There is no line {self.line}: the case has {file.head}.",
                     f"Il n’y a pas de ligne {self.line} : le dossier en compte {file.head}."),
            )  # fmt: skip
        if not self.text.strip():
            yield Blocker("nothing-written", Both("The correction is empty.", "La correction est vide."))

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.NoteCorrected(line=self.line, text=self.text)]


HOLDERS = ("intake", *CASE_OFFICERS, "delegate")
"""Who may hold a file."""


@dataclass(frozen=True, kw_only=True)
class Assign(Act):
    """Give the file to an officer (None: to nobody), at an office.

    Attributes:
        seen_with: The officer and the office that it was with when it was chosen; where somebody gave it elsewhere since,
            nothing happens. None: whoever has it.
        note: What is written on the file with it.
        batch, batch_size: As of the event.
    """

    title = Both("Assign the file", "Confier le dossier")
    roles = (*_CLERKS, "supervisor")
    later = ("seen_with", "note", "batch", "batch_size")

    officer: str | None
    office: str
    seen_with: tuple[str | None, str] | None = None
    note: str | None = None
    batch: str | None = None
    batch_size: int | None = None

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if self.seen_with is not None and tuple(self.seen_with) != (file.holder, file.office):
            yield Blocker(
                "given-meanwhile",
                Both("Somebody gave this file to another officer or office meanwhile: look where it is now.",
                     "Entre-temps, quelqu’un a confié ce dossier à un autre agent ou bureau : voyez où il se trouve."),
            )  # fmt: skip
        elif self.seen_with == (self.officer, self.office):
            yield Blocker(
                "there-already",
                Both("The file is there already.", "Le dossier s’y trouve déjà."),
            )
        if self.note is not None and not self.note.strip():
            yield Blocker("nothing-written", Both("The note is empty.", "La note est vide."))
        yield from _together(self.batch, self.batch_size)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        batch, size = self.batch, self.batch_size
        given = e.Assigned(officer=self.officer, office=self.office, batch=batch, batch_size=size)
        return (
            [given]
            if self.note is None
            else [given, e.NoteAdded(text=self.note, batch=batch, batch_size=size)]
        )


def closed_to_receiver(name: str) -> Blocker:
    """A file is not given to who declared a conflict of interest for it: nobody could act on it."""
    return Blocker(
        "receiver-in-conflict",
        Both(f"{name} declared a conflict of interest: give the file to somebody else.",
             f"{name} a déclaré un conflit d’intérêts : confiez le dossier à quelqu’un d’autre."),
        who=Assign.roles,
    )  # fmt: skip
