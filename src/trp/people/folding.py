"""Names as they are searched: without accents, capitals and signs, word by word."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_LETTERS = str.maketrans({
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i", "ħ": "h", "ŋ": "n",
})  # fmt: skip
"""Letters that no accent can be taken from."""
_APART = re.compile("[^a-z0-9]+")


def fold(text: str) -> str:
    """Small letters and digits without accents, words apart by one space: `D’Or, Jean-Étienne` is `d or jean etienne`."""
    if text.isascii():
        return " ".join(_APART.split(text.lower())).strip()
    small = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    bare = "".join(sign for sign in small if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())


def words(*texts: str) -> tuple[str, ...]:
    """The folded words of several texts, each once and no longer than is kept; a number also without its signs."""
    found = [word for text in texts for word in fold(text).split()]
    whole = [fold(text).replace(" ", "") for text in texts if any(sign.isdigit() for sign in text)]
    return tuple(dict.fromkeys(word[:60] for word in (*found, *whole) if word))


def swapped(day: date | None) -> date | None:
    """The day with its day and month the other way round, where that is another day."""
    if day is None or day.day > 12 or day.day == day.month:
        return None
    return date(day.year, day.day, day.month)
