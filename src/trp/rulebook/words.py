"""Money and days in words, in both languages, without a library."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import combining, normalize

from trp.rulebook.language import Language

_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
}  # fmt: skip

NO_BREAK = "\N{NO-BREAK SPACE}"


def money(amount: str, language: Language) -> str:
    """An amount of dollars as a sentence prints it: `$1,246.25`, `1 246,25 $`.

    Args:
        amount: CAD with two decimals and a point, as the contract writes it.
    """
    dollars, cents = amount.split(".")
    grouped = f"{int(dollars):,}"
    if language == "en":
        return f"${grouped}.{cents}"
    return f"{grouped.replace(',', NO_BREAK)},{cents}{NO_BREAK}$"


def day(value: date, language: Language) -> str:
    """A calendar day as a sentence prints it: `1 December 2026`, `1er décembre 2026`."""
    number = "1er" if language == "fr" and value.day == 1 else str(value.day)
    return f"{number}{NO_BREAK}{_MONTHS[language][value.month - 1]}{NO_BREAK}{value.year}"


def month(value: date, language: Language) -> str:
    """A month as a title prints it: `December 2026`, `décembre 2026`."""
    return f"{_MONTHS[language][value.month - 1]}{NO_BREAK}{value.year}"


_MUTE = frozenset({
    "hadrien", "hector", "helene", "heloise", "henri", "henriette", "hermance", "hermine", "herve", "hilaire", "hippolyte",
    "honore", "horace", "hortense", "hubert", "hugo", "hugues", "huguette", "hyacinthe",
})  # fmt: skip


def of_name(name: str) -> str:
    """In French, `de` before a name: de Roy, d’Amélie, d’Hélène, de Hassan. A first H is mute in the names that are known
    to have it so, and in no other."""
    bare = "".join(one for one in normalize("NFKD", name) if not combining(one)).casefold().strip()
    first = re.split(r"[\s-]", bare, maxsplit=1)[0]
    elides = re.match("[aeiouœæ]|y[^aeiou]", first) is not None or first in _MUTE
    return f"d’{name}" if elides else f"de {name}"


def dollars(cents: int) -> str:
    """Cents as the contract writes money: `24625` → `"246.25"`."""
    return f"{cents // 100}.{cents % 100:02d}"
