"""Reading requests from bytes: whatever is wrong with them is said in one sentence, never by a traceback."""

from __future__ import annotations

import json
from typing import Any, BinaryIO, NoReturn

from trp.rulebook.language import Both

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
    held = file.read(MOST + 1)
    if len(held) > MOST:
        raise too_long()
    return held


def parsed(held: bytes) -> Any:
    """What the JSON text holds.

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
            f"l’octet {fault.start + 1} n’est pas en UTF-8 : enregistrez le fichier en UTF-8",
        ) from None
    if not text.strip():
        raise Unreadable(
            'is empty: give a request, e.g. {"on": "2026-03-02"}',
            'est vide : donnez une demande, p. ex. {"on": "2026-03-02"}',
        )
    try:
        held_json = json.loads(text, parse_constant=_constant)
        # As many colons as keys: no key was lost, so none was given twice. Else look closely.
        if text.count(":") == _keys(held_json):
            return held_json
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as fault:
        raise Unreadable(
            f"is not JSON at line {fault.lineno}, column {fault.colno} ({fault.msg}): a request is one JSON object",
            f"n’est pas du JSON à la ligne {fault.lineno}, colonne {fault.colno} ({fault.msg}) : une demande est un objet JSON",
        ) from None
    except RecursionError:
        raise Unreadable(
            "is nested too deeply: a request has three levels",
            "est trop imbriqué : une demande a trois niveaux",
        ) from None
    except Unreadable:
        raise
    except ValueError:  # an integer of thousands of digits
        raise Unreadable("holds a number that is too long", "contient un nombre trop long") from None


def too_long() -> Unreadable:
    """What is said of bytes that no request can have."""
    return Unreadable(
        f"is longer than {MOST // 1024 // 1024} MB: give one request, or many with --lines, one a line",
        f"dépasse {MOST // 1024 // 1024} Mo : donnez une demande, ou plusieurs avec --lines, une par ligne",
    )


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


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(
            f'names "{twice}" twice in one object: keep one of them',
            f"nomme « {twice} » deux fois dans un même objet : n’en gardez qu’un",
        )
    return held


def _constant(name: str) -> NoReturn:
    raise Unreadable(
        f"holds {name}, which is not JSON: give a number",
        f"contient {name}, qui n’est pas du JSON : donnez un nombre",
    )
