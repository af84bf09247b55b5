"""The register of persons: what an entry reads, and what a line writes."""

from __future__ import annotations

from datetime import date
from typing import Any

from trp.casework.registers import merges, splits
from trp.casework.registers import people as p
from trp.casework.registers.entries import Entered, Entry
from trp.casework.registers.same import AnswerDifferent, AnsweredDifferent, Pair
from trp.people import records, same

IDENTITY = (
    p.PersonCorrected, p.DocumentRemoved, AnsweredDifferent, merges.MergeProposed, merges.RecordsMerged, splits.SplitProposed,
    splits.RecordSplit,
)  # fmt: skip
"""What changes who a person is: whoever did it does not claim M31 for them for some days."""


def read(cursor: Any, entry: Entry, on: date) -> p.Held | Pair:
    """What is held that concerns an entry."""
    match entry:
        case p.EnterPerson():
            return p.Held(records.record(cursor, entry.client), records.by_client(cursor, entry.client_id))
        case p.AddDocument() | p.RemoveDocument():
            taken = records.by_document(cursor, entry.document, entry.country, entry.number)
            return p.Held(records.record(cursor, entry.client), taken)
        case p.CorrectPerson():
            return p.Held(records.record(cursor, entry.client))
        case splits.ProposeSplit() | splits.ApproveSplit() | splits.WithdrawSplit():
            return same.pair(cursor, entry.one, entry.other, "split")
        case merges.ReviewMeeting():
            return same.alone(cursor, entry.client)
        case AnswerDifferent() | merges.ProposeMerge() | merges.ApproveMerge() | merges.WithdrawMerge():
            return same.pair(cursor, entry.one, entry.other, "merge")
        case _:
            raise TypeError(f"{type(entry).__name__} is no entry about persons")


def keys(event: Entered) -> tuple[str, ...]:
    """The records in whose books a line stands; the first is where it is written from."""
    if isinstance(event, (p.PersonEntered, p.PersonCorrected, p.DocumentAdded, p.DocumentRemoved)):
        return (event.client,)
    return tuple(event.keys())  # type: ignore[attr-defined]


def write(cursor: Any, event: Entered, whose: str, *, book: Any, line: int, officer: str, on: date) -> None:
    """Keep one line in the tables.

    Args:
        whose: The record in whose book the line stands; what is of two records is written from the first.
        book: The key of the book, as the engine stores it.
    """
    if isinstance(event, IDENTITY):
        same.changed(cursor, book, line, whose, type(event).__name__, officer, on)
    if whose != keys(event)[0]:
        return
    match event:
        case p.PersonEntered():
            records.add(
                cursor, event.client, event.client_id, event.family_name, event.given_names, event.birth_date
            )
        case p.PersonCorrected():
            records.correct(cursor, event.client, event.family_name, event.given_names, event.birth_date)
        case p.DocumentAdded():
            what = (event.document, event.country, event.number)
            records.add_document(cursor, event.client, *what, officer=officer, on=on)
        case p.DocumentRemoved():
            records.remove_document(cursor, event.document, event.country, event.number)
        case AnsweredDifferent():
            same.answer(cursor, event.one, event.other, officer, on)
        case merges.MergeProposed() | splits.SplitProposed():
            kind = "merge" if isinstance(event, merges.MergeProposed) else "split"
            same.propose(cursor, kind, event.one, event.other, book=book, line=line, officer=officer, on=on)
        case merges.MergeWithdrawn():
            same.withdraw(cursor, "merge", event.one, event.other)
        case splits.SplitWithdrawn():
            same.withdraw(cursor, "split", event.one, event.other)
        case merges.RecordsMerged():
            same.merge(cursor, event, book=book, line=line, officer=officer, on=on)
        case splits.RecordSplit():
            same.part(cursor, event, officer, on)
        case merges.MeetingReviewed():
            same.review(cursor, event.client, officer, on)
