"""What pages say of themselves, in the reader's language. Both originals stand side by side (docs/decisions/0015)."""

from __future__ import annotations

import unicodedata

from django.utils.functional import lazy as lazily
from django.utils.translation import get_language

from trp.rulebook.language import Both, Language
from trp.rulebook.speech import Speech
from trp.rulebook.words import NO_BREAK


def language() -> Language:
    """The language of the page: en or fr."""
    return "fr" if (get_language() or "en").startswith("fr") else "en"


def speech() -> Speech:
    """Chooses between two originals, in the language of the page."""
    return Speech(language())


def said(both: Both) -> str:
    """A sentence in the language of the page."""
    return both.in_(language())


_later = lazily(said, str)


def later(en: str, fr: str) -> str:
    """A label that is read when the page is drawn, in its language then."""
    return _later(Both(en, fr))


def later_said(both: Both) -> str:
    """A sentence of the record or the rulebook as such a label."""
    return _later(both)


def alphabetical(name: str) -> str:
    """By what a name is put in order: accents and capitals move it nowhere."""
    return unicodedata.normalize("NFKD", name).casefold()


def grouped(number: int) -> str:
    """A whole number with its thousands apart: `1,284`, `1 284`."""
    return f"{number:,}" if language() == "en" else f"{number:,}".replace(",", NO_BREAK)
