"""What stops an act: what is wrong, since when, under which rule, and who can clear it by which act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trp.rulebook.language import Both


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that stops an act.

    Attributes:
        code: For programs and tests; never reworded.
        says: What is wrong and what to do, in both languages.
        under: The provisions it rests on.
        since: Since when, where a day is known.
        cleared_by: The acts that clear it, by their names; empty: nothing does.
        who: The roles that can.
        needs: The facts still to be recorded, by their paths, in the order best asked.
    """

    code: str
    says: Both
    under: tuple[str, ...] = ()
    since: date | None = None
    cleared_by: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
