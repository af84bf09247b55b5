"""What the command says of itself, in the language asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from trp.rulebook.frozen import frozen
from trp.rulebook.language import Language


@frozen
class Speech:
    """Chooses between two originals."""

    language: Language = "en"

    def __call__(self, en: str, fr: str) -> str:
        return en if self.language == "en" else fr

    @classmethod
    def of(cls, arguments: Sequence[str]) -> Speech:
        """The language that the arguments ask for, known before they are parsed: faults speak it too."""
        french = "--lang=fr" in arguments or ("--lang", "fr") in pairwise(arguments)
        return cls("fr" if french else "en")
