"""Writing answers as bytes, and faults as lines."""

from __future__ import annotations

import json
import sys
from typing import Any


def encoded(answer: dict[str, Any], indent: int | None = None) -> bytes:
    """The answer as one JSON text and a line feed, in UTF-8.

    Text that cannot be written in UTF-8 (half of a surrogate pair, as JSON allows) is escaped.
    """
    try:
        return (json.dumps(answer, ensure_ascii=False, indent=indent) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(answer, indent=indent) + "\n").encode()


def speakable() -> None:
    """Let both streams say whatever a request may hold: UTF-8, and what UTF-8 cannot hold escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def fault(line: str) -> None:
    """One line on standard error."""
    print(line.replace("\n", " ").replace("\r", " "), file=sys.stderr)
