"""Provisions in the officer's notation: as they are typed in either language, and where a text names them."""

from __future__ import annotations

import re

PROVISION = re.compile(r"\b[AR][0-9]+(?:\.[0-9]+)*(?:\([0-9a-z.]+\))*")
"""A provision of the Act or the Regulations in the officer's notation."""

_TYPED = re.compile(r"([ALR]?)([0-9][0-9.]*(?:\([0-9a-z.]+\))*)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?<=[0-9)])([a-z](?:\.[0-9]+)?|[ivx]+)\)", re.IGNORECASE)


def officers(text: str, *, bare: str = "") -> str:
    """A provision in the officer's notation: `L36(2)b)` is A36(2)(b); anything else is given back as it is.

    Args:
        text: What was typed; spaces and capitals do not matter.
        bare: The letter that a provision without one gets, e.g. `A` where a ground is asked for.
    """
    whole = _PARAGRAPH.sub(r"(\1)", "".join(text.split()))
    found = _TYPED.fullmatch(whole)
    if found is None or not (found[1] or bare):
        return text.strip()
    letter = found[1].upper() or bare
    return ("A" if letter == "L" else letter) + found[2].lower()


def naming(name: str) -> re.Pattern[str]:
    """Finds where a text names it and no other: A36(2) is not named where A36(2)(b) is, nor T1 where T14 is."""
    return re.compile(rf"(?<![\w(]){re.escape(name)}(?!\w|\(|\.[0-9])")
