"""Money and days in words, in both languages, without a library."""

from __future__ import annotations

from datetime import date

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


def dollars(cents: int) -> str:
    """Cents as the contract writes money: `24625` → `"246.25"`."""
    return f"{cents // 100}.{cents % 100:02d}"
