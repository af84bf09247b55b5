"""What must hold of every line, of every case, and of the two together: small pure tests, each with its code.

They run for every line of every case, so each takes the row as the database gave it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from hmac import digest
from json.encoder import encode_basestring as quoted

from trp.casework.events import EVENTS
from trp.casework.registers import ENTERED
from trp.journal.chain import START
from trp.journal.reading import DISPOSED
from trp.journal.snapshot import Row

(CASE, NUMBER, AT, DAY, OFFICER, UNDER, KIND, VERSION, EDITION, COMMITMENT, PREVIOUS, HASH, CODE, SALT, BODY, LEAF,
 HEAD, AUTHORITY) = range(18)  # fmt: skip
"""The columns of a row: the line, its body as bytes, its leaf, the head of its case if this is its last line, and
the authority under which its body may be destroyed. What there is not is None."""

BEFORE: Row = (None, 0, *[None] * 9, START, None, None, None, b"", None, None)
"""What stands before the first line of a case."""

_READABLE = {(kind, cls.version) for kind, cls in (*EVENTS.items(), *ENTERED.items())}
_DOMAIN = b"trp-journal-line-1\0["


class Known:
    """What is known beside the rows: the journal's key, the editions kept, and the case at hand."""

    __slots__ = ("case", "editions", "key")

    def __init__(self, key: bytes, editions: frozenset[str]) -> None:
        self.key, self.editions, self.case = key, editions, ""


def line_hash(row: Row, case: str) -> bytes:
    """The hash of a line, as `chain.chained` has it, from the row as it is stored."""
    text = (
        f'"{case}",{row[NUMBER]},{row[AT]},"{row[DAY]}",{quoted(row[OFFICER])},{quoted(row[UNDER])},'
        f'{quoted(row[KIND])},{row[VERSION]},{quoted(row[EDITION])},"{row[COMMITMENT].hex()}","{row[PREVIOUS].hex()}"]'
    )
    return sha256(_DOMAIN + text.encode()).digest()


def _numbered(row: Row, before: Row, known: Known) -> bool:
    return bool(row[NUMBER] == before[NUMBER] + 1)


def _committed(row: Row, before: Row, known: Known) -> bool:
    return row[BODY] is None or bool(sha256(row[SALT] + row[BODY]).digest() == row[COMMITMENT])


def _follows(row: Row, before: Row, known: Known) -> bool:
    return bool(row[PREVIOUS] == before[HASH])


def _hashed(row: Row, before: Row, known: Known) -> bool:
    return bool(line_hash(row, known.case) == row[HASH])


def _coded(row: Row, before: Row, known: Known) -> bool:
    return bool(digest(known.key, row[HASH], "sha256") == row[CODE])


def _planted(row: Row, before: Row, known: Known) -> bool:
    return row[LEAF] is None or bool(sha256(b"\x00" + row[HASH]).digest() == row[LEAF])


def _placed(row: Row, before: Row, known: Known) -> bool:
    """A line gets its leaf no later than the line after it."""
    return row[LEAF] is None or before[LEAF] is not None


def _readable(row: Row, before: Row, known: Known) -> bool:
    return (row[KIND], row[VERSION]) in _READABLE or (row[KIND], row[VERSION]) == (DISPOSED, 1)


def _edited(row: Row, before: Row, known: Known) -> bool:
    return row[EDITION] in known.editions


LINE_CHECKS: dict[str, Callable[[Row, Row, Known], bool]] = {
    "number": _numbered,
    "body": _committed,
    "previous": _follows,
    "hash": _hashed,
    "code": _coded,
    "leaf": _planted,
    "leaf-late": _placed,
    "kind": _readable,
    "edition": _edited,
}
"""Whether a line is right, by the code of the finding if it is not."""


def _headed(last: Row, matters: Sequence[Row]) -> int | None:
    return None if last[HEAD] == last[HASH] else int(last[NUMBER])


def _kept(last: Row, matters: Sequence[Row]) -> int | None:
    return next((row[NUMBER] for row in matters if row[BODY] is None and row[AUTHORITY] is None), None)


def _authorised(last: Row, matters: Sequence[Row]) -> int | None:
    """A disposal is a line of the journal, chained and coded; the row that lets the database do it only repeats it."""
    said: dict[int, str] = {}
    for row in matters:
        if row[KIND] == DISPOSED and row[BODY] is not None:
            told = json.loads(row[BODY])
            said.update(dict.fromkeys(told["lines"], told["authority"]))
    disposed = (row for row in matters if row[AUTHORITY] is not None)
    return next((row[NUMBER] for row in disposed if said.get(row[NUMBER]) != row[AUTHORITY]), None)


CASE_CHECKS: dict[str, Callable[[Row, Sequence[Row]], int | None]] = {
    "head": _headed,
    "body-missing": _kept,
    "disposal": _authorised,
}
"""The number of the line that is wrong in its case, if one is. They take the last row, and those that matter: of
bodies that are gone or may go, and of lines that dispose of bodies."""
