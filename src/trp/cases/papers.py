"""The documents that a client was asked for: which are still to come, by when, and whether that day has passed."""

from __future__ import annotations

from datetime import date

from trp.casework.files import CaseFile
from trp.rulebook.speech import Speech
from trp.rulebook.words import day as in_words


def overdue(file: CaseFile, today: date) -> bool:
    """Whether a document was asked for by a day that has passed; the day itself is the client's."""
    return any(due < today for due in file.asked_for.values() if due)


def to_come(file: CaseFile, today: date, speech: Speech) -> str:
    """The documents by the day they were asked for, the first day first; those without a day last."""
    by_day: dict[date | None, list[str]] = {}
    for document, due in file.asked_for.items():
        by_day.setdefault(due, []).append(document)
    days = sorted(by_day, key=lambda due: due or date.max)
    return "; ".join(f"{', '.join(by_day[due])} ({_by(due, today, speech)})" for due in days)


def _by(due: date | None, today: date, speech: Speech) -> str:
    if due is None:
        return speech("no day was set", "aucune date n’a été fixée")
    said = speech(f"by {in_words(due, 'en')}", f"au plus tard le {in_words(due, 'fr')}")
    if due >= today:
        return said
    late = (today - due).days
    return said + speech(
        f", {late} day{'s' if late > 1 else ''} ago", f", il y a {late} jour{'s' if late > 1 else ''}"
    )
