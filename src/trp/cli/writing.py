"""Writing answers as bytes, and faults as lines."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from functools import cache
from typing import Any

from trp.rulebook.speech import Speech


def encoded(answer: dict[str, Any], indent: int | None = None) -> bytes:
    """The answer as one JSON text and a line feed, in UTF-8.

    Text that cannot be written in UTF-8 (half of a surrogate pair, as JSON allows) is escaped.
    """
    try:
        return (json.dumps(answer, ensure_ascii=False, indent=indent) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(answer, indent=indent) + "\n").encode()


_LONGEST = 1_000  # characters of one line about a fault


@cache
def _unspeakable() -> re.Pattern[str]:
    """What would command a terminal, end a line, turn the direction of a text, or show nothing."""
    return re.compile(
        "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ud800-\\udfff\\ue000-\\uf8ff\\ufff9-\\uffff]"
    )


def plain(text: str) -> str:
    """The text on one line, with whatever is not to be shown as it is written as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return _unspeakable().sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def columns() -> int:
    """How wide the terminal is, in columns: `COLUMNS`, else what the terminal says, else 80."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def speakable() -> None:
    """Let both streams say whatever a request may hold: UTF-8, and what UTF-8 cannot hold escaped."""
    if sys.stderr is None:  # closed: what is said there must not land on standard output
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def fault(line: str) -> None:
    """One line on standard error; if it cannot be written there, the exit code alone tells."""
    said = plain(line)
    try:
        print(
            said if len(said) <= _LONGEST else f"{said[: _LONGEST // 2]} … {said[-_LONGEST // 2 :]}",
            file=sys.stderr,
            flush=True,
        )
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


_REASONS = {
    errno.ENOENT: ("there is no such file", "ce fichier n’existe pas"),
    errno.EACCES: ("no permission to read it", "lecture non autorisée"),
    errno.EISDIR: ("it is a folder", "c’est un dossier"),
    errno.ENOSPC: ("no space is left", "il n’y a plus d’espace"),
    errno.EBADF: ("it is closed", "flux fermé"),
    errno.EIO: ("the device failed", "défaillance du périphérique"),
}


def reason(wrong: BaseException, speech: Speech) -> str:
    """Why a file could not be read or written."""
    number = getattr(wrong, "errno", None)
    if number in _REASONS:
        return speech(*_REASONS[number])
    return (
        speech(f"error {number}", f"erreur {number}")
        if number
        else speech("not a path", "ce n’est pas un chemin")
    )
