"""Provisions as officers type them, in either language, brought to the notation of the rulebook."""

from __future__ import annotations

import re

_PROVISION = re.compile(r"([ALR]?)([0-9][0-9.]*(?:\([0-9a-z.]+\))*)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?<=[0-9)])([a-z](?:\.[0-9]+)?|[ivx]+)\)", re.IGNORECASE)


def officers(text: str, *, bare: str = "") -> str:
    """A provision in the officer's notation: `L36(2)b)` is A36(2)(b); anything else is given back as it is.

    Args:
        text: What was typed; spaces and capitals do not matter.
        bare: The letter that a provision without one gets, e.g. `A` where a ground is asked for.
    """
    whole = _PARAGRAPH.sub(r"(\1)", "".join(text.split()))
    found = _PROVISION.fullmatch(whole)
    if found is None or not (found[1] or bare):
        return text.strip()
    letter = found[1].upper() or bare
    return ("A" if letter == "L" else letter) + found[2].lower()
