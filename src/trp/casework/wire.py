"""Events and acts as canonical JSON, the very bytes that are hashed, and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any, get_type_hints

from trp.casework.events import EVENTS, Event
from trp.casework.registers import ENTERED


class UnknownLine(ValueError):
    """A line holds what this version of the program cannot read: a newer one wrote it, or it was damaged."""


def written(record: Any) -> str:
    """The fields of an event or an act as canonical JSON: sorted keys, no spaces.

    For text, whole numbers, true, false, null, lists and objects with plain keys this is the text that RFC 8785
    prescribes as well; a number of hours with a part (30.5) stands as Python writes it, and comes back the same.
    A field that came later (`later` of its class) and is None is left out: the text is that of before there was the field.
    """
    held = {name: getattr(record, name) for name in _names(type(record))}
    for name in record.later:
        if held[name] is None:
            del held[name]
    return _encode(held)


@lru_cache(maxsize=20_000)
def read(kind: str, version: int, text: str) -> Event:
    """The event that a line holds; kept, since acts read the same lines again and again.

    Raises:
        UnknownLine: Its kind, its version or a field of it is not known, or the text is no JSON.
    """
    cls = EVENTS.get(kind) or ENTERED.get(kind)
    if cls is None or version != cls.version:
        raise UnknownLine(f"{kind} version {version} is not known to this version of the program")
    try:
        held, end = _decode(text)
        if end != len(text):
            raise ValueError("something stands after it")
        for name, convert in _converters(cls):
            if held.get(name) is not None:
                held[name] = convert(held[name])
        return cls(**held)
    except (ValueError, TypeError, AttributeError) as wrong:
        raise UnknownLine(f"a line of kind {kind} cannot be read: {wrong}") from wrong


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the journal")


_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_day
).encode
_decode = json.JSONDecoder().raw_decode  # canonical text has no space around it
_known_names: dict[Any, tuple[str, ...]] = {}
_known_converters: dict[Any, tuple[tuple[str, Callable[[Any], Any]], ...]] = {}


def _names(cls: Any) -> tuple[str, ...]:
    if cls not in _known_names:
        _known_names[cls] = tuple(field.name for field in fields(cls))
    return _known_names[cls]


def _converters(cls: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The fields that JSON does not give back as they were: days and tuples."""
    if cls in _known_converters:
        return _known_converters[cls]
    found: list[tuple[str, Callable[[Any], Any]]] = []
    for name, hint in get_type_hints(cls).items():
        if name not in _names(cls):
            continue
        text = str(hint)
        if "datetime.date" in text:
            found.append((name, date.fromisoformat))
        elif text.startswith("tuple["):
            found.append((name, tuple))
    _known_converters[cls] = tuple(found)
    return _known_converters[cls]
