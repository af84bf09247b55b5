"""Writes every line of the journal to a file, with all that a separate verifier needs, and no key.

JSON Lines. First what stands in the tree, in the order of its positions, then the lines that are newer. A leaf whose
line is gone is written too, with nothing but its place. The file holds what cases say: it is as secret as they are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from trp.journal.snapshot import Row, Snapshot, dashed, snapshot

_FIELDS = (
    "position", "leaf", "case", "number", "at_us", "day", "officer", "acting_under", "kind", "version", "edition",
    "commitment", "previous", "hash", "code", "salt", "body", "disposal", "name",
)  # fmt: skip
_LINE = (
    "l.at_us, CAST(l.day AS text), l.officer, l.acting_under, l.kind, l.version, l.edition, l.commitment, l.previous, "
    "l.hash, l.code, b.salt, b.body, d.authority, COALESCE(c.number, k.register || ' ' || k.name) "
)
_WITH = (
    "LEFT JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    "LEFT JOIN journal_disposal d ON d.case_id = l.case_id AND d.number = l.number "
    "LEFT JOIN journal_case c ON c.id = l.case_id "
    "LEFT JOIN journal_book k ON k.id = l.case_id "
)
_PLACED = (
    f"SELECT f.position, f.hash, {{case}}, f.number, {_LINE} FROM journal_leaf f "
    f"LEFT JOIN journal_line l ON l.case_id = f.case_id AND l.number = f.number {_WITH} ORDER BY f.position"
)
_NEWER = (
    f"SELECT NULL, NULL, {{case}}, l.number, {_LINE} FROM journal_line l {_WITH} "
    "WHERE NOT EXISTS (SELECT 1 FROM journal_leaf f WHERE f.case_id = l.case_id AND f.number = l.number) "
    "ORDER BY l.case_id, l.number"
)


def export(target: Path, *, progress: Callable[[int, int], None] | None = None) -> int:
    """Write all lines to a file that its owner alone reads; give how many there are.

    The file is whole or absent: it takes its name when its last line is on the disk.

    Raises:
        OSError: It cannot be written.
    """
    partial = target.with_name(target.name + ".part")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with open(handle, "w", encoding="utf-8", errors="surrogateescape") as file, snapshot() as view:
            count = _write(view, file, progress)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return count


def _write(view: Snapshot, file: Any, progress: Callable[[int, int], None] | None) -> int:
    total = view.number("SELECT count(*) FROM journal_line") if progress else 0
    count = 0
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_told).encode
    for count, row in enumerate(_rows(view), 1):
        told = dict(zip(_FIELDS, row, strict=True))
        told["case"] = dashed(told["case"])
        file.write(encode(told) + "\n")
        if progress and count % 1_000 == 0:
            progress(count, total)
    if progress:
        progress(count, count)
    return count


def _rows(view: Snapshot) -> Iterator[Row]:
    yield from view.rows(_PLACED.format(case=view.key("f.case_id")))
    yield from view.rows(_NEWER.format(case=view.key("l.case_id")))


def _told(octets: bytes) -> str:
    return octets.hex()
