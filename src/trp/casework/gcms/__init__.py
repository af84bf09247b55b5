"""Notes ready to copy into GCMS, the department's record, and a few words for a timeline: for every event, in both languages.

A note says what its line says and what the file showed with that line: codes, provisions, receipts, amounts,
days, reasons. What somebody wrote stands in quotation marks, as it was written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trp.casework.events import Event
from trp.casework.files import CaseFile, Line
from trp.casework.gcms import deciding, exempting, opening, paying, working
from trp.casework.gcms.titles import TITLES
from trp.rulebook.language import Both

NOTES: dict[type[Event], Callable[[Any, Line, CaseFile], Both]] = {
    **opening.NOTES,
    **paying.NOTES,
    **exempting.NOTES,
    **deciding.NOTES,
    **working.NOTES,
}


def note(line: Line, file: CaseFile) -> Both:
    """The note of a line.

    Args:
        line: A line of the case's journal.
        file: The case as it stood with that line, which is its last one.

    The note of `ClosedUnpaid` belongs in the notes of the underlying application, where there is one.
    """
    return NOTES[type(line.event)](line.event, line, file)


def title(event: Event) -> Both:
    """What happened, in a few words."""
    return TITLES[type(event)]
