"""How far a day is, in words."""

from __future__ import annotations

from datetime import date

from trp.desk.words import speech
from trp.rulebook.words import NO_BREAK


def far(due: date, on: date) -> str:
    """How far a day is: in 2 days, tomorrow, 3 days ago."""
    left, say = (due - on).days, speech()
    if left in (-1, 0, 1):
        return {-1: say("yesterday", "hier"), 0: say("today", "aujourd’hui"), 1: say("tomorrow", "demain")}[
            left
        ]
    if left > 0:
        return say(f"in {left}{NO_BREAK}days", f"dans {left}{NO_BREAK}jours")
    return say(f"{-left}{NO_BREAK}days ago", f"il y a {-left}{NO_BREAK}jours")
