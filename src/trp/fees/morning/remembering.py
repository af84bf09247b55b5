"""Which field each column was, for the next file with the same header line: kept in the session of whoever chose.

Only what somebody chose against the names is kept, under the SHA-256 of the names: no row of any file, and nothing
for anybody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from django.http import HttpRequest

from trp.fees.morning.columns import Chosen
from trp.fees.tabular import recognised

_KEPT = "columns of receipts"
MOST = 10
"""Header lines that a session keeps; the oldest goes."""


def remembered(request: HttpRequest, names: Sequence[str]) -> Mapping[str, str]:
    """What was chosen for columns of these names, by their keys; nothing where nobody had to choose."""
    found: dict[str, str] = request.session.get(_KEPT, {}).get(_of(names), {})
    return found


def remember(request: HttpRequest, names: Sequence[str], columns: Chosen) -> None:
    """Keep what was chosen, where the names alone would not have told it."""
    if any(one.field != recognised(one.name) for one in columns.columns):
        kept: dict[str, dict[str, str]] = request.session.get(_KEPT, {})
        kept.pop(_of(names), None)
        kept[_of(names)] = {one.key: one.field for one in columns.columns}
        request.session[_KEPT] = dict(list(kept.items())[-MOST:])


def _of(names: Sequence[str]) -> str:
    return sha256("\x1f".join(names).encode()).hexdigest()
