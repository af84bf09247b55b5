"""Reading requests from bytes: whatever is wrong with them is said in one sentence, never by a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, BinaryIO

from trp.cli.writing import reason
from trp.rulebook.language import Both
from trp.rulebook.speech import Speech

MOST = 16 * 1024 * 1024
"""Bytes: the longest request. A thousand times the longest one in use; a file larger than that is not one."""


class Unreadable(ValueError):
    """The bytes are not one JSON object; `says` tells why, and what would be right."""

    def __init__(self, en: str, fr: str) -> None:
        super().__init__(en)
        self.says = Both(en, fr)


def bounded(file: BinaryIO) -> bytes:
    """All the bytes of a file that holds one request.

    Raises:
        Unreadable: There are more than a request can have.
    """
    held = read_from(file.read, MOST + 1)
    if len(held) > MOST:
        raise too_long()
    return held


def read_from(read: Callable[[int], bytes], most: int) -> bytes:
    """So many bytes at most.

    Raises:
        Unreadable: The file fails while it is read.
    """
    try:
        return read(most)
    except OSError as wrong:
        why = Both(reason(wrong, Speech("en")), reason(wrong, Speech("fr")))
        raise Unreadable(
            f"cannot be read ({why.en}): give a readable file",
            f"lecture impossible ({why.fr}) : donnez un fichier lisible",
        ) from None


def parsed(held: bytes, *, one_of_many: bool = False) -> Any:
    """What the JSON text holds.

    Args:
        held: The text in UTF-8.
        one_of_many: It is one line of a stream: a place in it is told by its column alone.

    Raises:
        Unreadable: It is empty, not UTF-8, not JSON, names a fact twice, or is nested beyond all measure.
    """
    if len(held) > MOST:
        raise too_long()
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unreadable(
            f"byte {fault.start + 1} is not UTF-8: save the file as UTF-8",
            f"l’octet {fault.start + 1} n’est pas en UTF-8 : enregistrez le fichier en UTF-8",
        ) from None
    if not text.strip():
        raise Unreadable(
            'is empty: give a request, e.g. {"on": "2026-03-02"}',
            'est vide : donnez une demande, p. ex. {"on": "2026-03-02"}',
        )
    try:
        # As many colons as keys: no key was lost, so none was given twice. Else look closely.
        found = json.loads(text, parse_int=_integer)
        if text.count(":") != _keys(found) and (
            twice := _given_twice(json.loads(text, object_pairs_hook=_Pairs), "")
        ):
            raise Unreadable(
                f"{twice} is given twice: keep one of them",
                f"{twice} est donné deux fois : n’en gardez qu’un",
            )
        return found
    except json.JSONDecodeError as fault:
        at = f"line {fault.lineno}, column {fault.colno}" if not one_of_many else f"column {fault.colno}"
        ici = at.replace("line", "à la ligne").replace("column", "colonne")
        raise Unreadable(
            f"is not JSON at {at} ({fault.msg}): a request is one JSON object",
            f"n’est pas du JSON ({ici.removeprefix('à la ')}) : une demande est un objet JSON",
        ) from None
    except RecursionError:
        raise Unreadable(
            "is nested too deeply: a request has three levels",
            "est trop imbriqué : une demande a trois niveaux",
        ) from None
    except Unreadable:
        raise
    except ValueError:  # an integer of thousands of digits
        raise Unreadable("holds a number that is too long", "contient un nombre trop long") from None


def too_long() -> Unreadable:
    """What is said of bytes that no request can have."""
    return Unreadable(
        f"is longer than {MOST // 1024 // 1024} MB: give one request, or many with --lines, one a line",
        f"dépasse {MOST // 1024 // 1024} Mo : donnez une demande, ou plusieurs avec --lines, une par ligne",
    )


def _integer(text: str) -> int | float:
    """A whole number; one of hundreds of digits is as good as infinite, and named as what does not fit."""
    return int(text) if len(text) < 400 else float("inf")


def _keys(held: Any) -> int:
    """The number of keys of all the objects in a JSON value."""
    if held.__class__ is dict:
        found = len(held)
        for value in held.values():
            if value.__class__ is dict or value.__class__ is list:
                found += _keys(value)
        return found
    if held.__class__ is list:
        return sum([_keys(value) for value in held])
    return 0


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as its pairs, in order."""


def _given_twice(held: Any, path: str) -> str | None:
    """The path of the first key that an object names twice."""
    if isinstance(held, _Pairs):
        seen: set[str] = set()
        for key, value in held:
            here = f"{path}.{key}" if path else key
            if key in seen:
                return here
            seen.add(key)
            if (below := _given_twice(value, here)) is not None:
                return below
    elif isinstance(held, list):
        for n, value in enumerate(held):
            if (below := _given_twice(value, f"{path}[{n}]")) is not None:
                return below
    return None
