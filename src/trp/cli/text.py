"""Text for a terminal: wrapped to its width, coloured only if it is one."""

from __future__ import annotations

import os
import textwrap
from typing import TextIO

from trp.cli.writing import columns, plain
from trp.rulebook.language import Language
from trp.rulebook.sources import cited

_STYLES = {"strong": "1", "quiet": "2", "yes": "32", "no": "31", "open": "33", "title": "1;36"}
_WIDEST, _NARROWEST = 100, 40


class Page:
    """Writes lines to a stream, wrapped, each with its indent.

    Args:
        stream: Where the text goes.
        language: The language of citations.
        width: The width in columns; None: that of the terminal, at most 100.
        colour: Whether to colour; None: if the stream is a terminal and NO_COLOR is not set.
    """

    def __init__(
        self, stream: TextIO, language: Language, *, width: int | None = None, colour: bool | None = None
    ) -> None:
        self.stream = stream
        self.language = language
        found = columns() if width is None else width
        self.width = max(_NARROWEST, min(found, _WIDEST))
        terminal = stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        self.colour = terminal if colour is None else colour

    def line(
        self, text: str = "", *, indent: int = 0, mark: str = "", style: str = "", then: str = ""
    ) -> None:
        """One paragraph.

        Args:
            text: What it says.
            indent: Columns before it.
            mark: A sign before the text, such as a tick; the lines that follow align after it.
            style: A style for the text.
            then: Quiet text after it, such as its citations.
        """
        text, then = plain(text), plain(then)
        lead = f"{mark} " if mark else ""
        whole = f"{text}  {then}" if then else text
        room = self.width - indent - len(lead)
        lines = textwrap.wrap(whole, room, break_on_hyphens=False) if whole else [""]
        rest = len(text)
        for n, part in enumerate(lines):
            start = " " * indent + (
                self.styled(lead, _MARK_STYLES.get(mark, "")) if n == 0 else " " * len(lead)
            )
            shown = self._parts(part, min(rest, len(part)), style)
            rest = max(0, rest - len(part) - 1)
            print((start + shown).rstrip(), file=self.stream)

    def _parts(self, part: str, plain: int, style: str) -> str:
        if not self.colour:
            return part
        return self.styled(part[:plain], style) + self.styled(part[plain:], "quiet")

    def styled(self, text: str, style: str) -> str:
        """The text in a style, if this page is coloured."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour and style and text else text

    def citations(self, under: list[str]) -> str:
        """Citations as an officer of that language writes them, in square brackets."""
        return f"[{', '.join(cited(citation, self.language) for citation in under)}]" if under else ""


TICK, CROSS, ASK = "✓", "✗", "?"
_MARK_STYLES = {TICK: "yes", CROSS: "no", ASK: "open"}


def mark_of(holds: bool | None) -> str:
    """The sign for a clause that holds, does not hold, or is open."""
    return ASK if holds is None else TICK if holds else CROSS
