"""Keys, salts and dice that follow from the seed: the same seed, the same demo, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from itertools import count
from random import Random
from uuid import UUID


def _digest(*parts: object) -> bytes:
    return sha256("/".join(map(str, ("trp demo", *parts))).encode()).digest()


def key(seed: int, *parts: object) -> UUID:
    """The key of a thing of the demo."""
    return UUID(bytes=_digest(seed, *parts)[:16], version=4)


def salts(seed: int, *parts: object) -> Callable[[], bytes]:
    """A source of salts for the lines of one act. Salts that can be guessed are for demo data only."""
    numbers = count()
    return lambda: _digest(seed, "salt", *parts, next(numbers))[:16]


def dice(seed: int, *parts: object) -> Random:
    """Dice of their own for one purpose."""
    return Random(int.from_bytes(_digest(seed, "dice", *parts)[:8], "big"))
