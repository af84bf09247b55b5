"""What a room registers with the journal for its register: what an entry needs to know, and who keeps what happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from trp.casework.registers.entries import Entered, Entry

_BOOKS = uuid5(NAMESPACE_URL, "trp-casework:books")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where a line stands, and who wrote it when. `at_us`: microseconds since 1970, UTC."""

    book: UUID
    line: int
    officer: str
    at_us: int
    on: date


@dataclass(frozen=True)
class Register:
    """One register.

    Attributes:
        name: As the entries name it.
        read: What the register holds that concerns an entry, read under the locks of its books.
        write: Writes the register's tables for one line, in the entry's transaction; it raises what the database
            raises if a constraint does not hold.
    """

    name: str
    read: Callable[[Any, Entry, date], Any]
    write: Callable[[Any, Entered, Stamp], None]


_REGISTERS: dict[str, Register] = {}


def keep(register: Register) -> None:
    """Make a register known; at start-up."""
    _REGISTERS[register.name] = register


def register_of(entry: Entry) -> Register:
    """The register that an entry is entered in."""
    return _REGISTERS[entry.register]


def key_of(register: str, name: str) -> UUID:
    """The key of a book."""
    return uuid5(_BOOKS, f"{register} {name}")
