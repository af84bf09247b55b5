"""Why a case stands where it stands: the reasons on record, and whose they are."""

from __future__ import annotations

from trp.cases.staff import Staff
from trp.casework.ended import last
from trp.casework.files import CaseFile
from trp.casework.roles import acting_under
from trp.rulebook.speech import Speech
from trp.rulebook.words import NO_BREAK


def said(file: CaseFile, staff: Staff, speech: Speech) -> list[str]:
    """One paragraph each, for the head of the page."""
    return [*_of_the_end(file, staff, speech)]


def _of_the_end(file: CaseFile, staff: Staff, speech: Speech) -> list[str]:
    """Who ended the case, under which power, and the words given as reasons."""
    line = last(file)
    if line is None:
        return []
    who = f"{staff.names.get(line.officer, line.officer)}, {acting_under(line.acting_under, speech.language)}"
    text = str(getattr(line.event, "reasons", "") or getattr(line.event, "reason", ""))
    if not text:
        return [speech(f"Recorded by {who}.", f"Consigné par {who}.")]
    return [
        speech(
            f"Why: “{text}” Recorded by {who}.",
            f"Pourquoi{NO_BREAK}: «{NO_BREAK}{text}{NO_BREAK}» Consigné par {who}.",
        )
    ]
