"""What keeps the assessment of cases shut, one code for many cases: which provisions that rests on, and where it stands.

The queue keeps the code of a case and not its reasons. Here they come from the same rows of the rulebook that give the
code, whichever of them it was for one case; opening the case tells which.
"""

from __future__ import annotations

from trp.casework.checks import GATE
from trp.rulebook.language import Rulebook

_BY_THEMSELVES = {
    "offer-not-accepted": ("Fee instruction, Outside Canada",),
    "exemption-not-recorded": ("Fee instruction, Fee exemptions", "R298(2)"),
    "amount-not-held": ("R298(1)", "Service Fees Act, s. 17"),
    "a-person-must-decide": ("Fee instruction, M31", "One-time exemption policy", "I7"),
    "facts-needed": ("Fee instruction",),  # the gate is asked, and cannot answer yet
}
"""Codes that are no outcome of the gate, or one of several that an outcome stands for."""
_OUTCOMES = {code: outcome for outcome, (code, *_) in GATE.items()}


def rule_of(code: str, book: Rulebook) -> tuple[str, ...]:
    """The provisions that a code of `trp.casework.queue.BLOCKED` rests on, each once.

    Raises:
        KeyError: There is no such code.
    """
    if code in _BY_THEMSELVES:
        return _BY_THEMSELVES[code]
    rows = [row for row in book.tables["gate"].rows if row.outcome == _OUTCOMES[code]]
    owed = ("R298(1)",) if code == "fee-not-settled" else ()
    return tuple(dict.fromkeys((*owed, *(one for row in rows for one in row.under))))
