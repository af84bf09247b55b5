"""Verifies the journal: every line, every case, every leaf and every signed head, as of one moment.

One stream of rows, one case in memory. What it cannot see is said by whoever prints its findings: lines newer than
the last signed head can be cut or rewritten by a thief of the journal's key, and all of it by a thief of both keys
or by whoever rolls the database back; a head that was kept outside shows both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from trp.journal import checks, rooted, sql, whole
from trp.journal.checks import BEFORE, Known
from trp.journal.findings import Finding
from trp.journal.heads import SignedHead
from trp.journal.keys import KeyMissing, journal_key
from trp.journal.reading import DISPOSED
from trp.journal.snapshot import Row, Snapshot, dashed, snapshot
from trp.journal.whole import Tally

_TOLD = 50  # cases between two words on progress
_EDITIONS = "SELECT version FROM journal_edition"
_LINES = (
    "SELECT {case}, l.number, l.at_us, CAST(l.day AS text), l.officer, l.acting_under, l.kind, l.version, l.edition, "
    "l.commitment, l.previous, l.hash, l.code, b.salt, {body}, f.hash, COALESCE(c.head_hash, k.head_hash), d.authority "
    "FROM journal_line l "
    "LEFT JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    "LEFT JOIN journal_leaf f ON f.case_id = l.case_id AND f.number = l.number "
    "LEFT JOIN journal_disposal d ON d.case_id = l.case_id AND d.number = l.number "
    "LEFT JOIN journal_case c ON c.id = l.case_id AND c.head = l.number "
    "LEFT JOIN journal_book k ON k.id = l.case_id AND k.head = l.number "
    "{where} ORDER BY l.case_id, l.number"
)
_CASE = "SELECT case_id FROM journal_casenumber WHERE number = %s"
_CASE_AS_HEADED = "SELECT id FROM journal_case WHERE number = %s"


class NoSuchNumber(LookupError):
    """No case has that number."""


def verify(
    *,
    case: str | None = None,
    outside: Sequence[SignedHead] = (),
    tally: Tally | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Finding]:
    """Give what is wrong, as it is found; nothing: all of it is right.

    Args:
        case: The number of one case: then its lines are verified, and not the tree.
        outside: Heads that were kept elsewhere: the journal must continue each of them.
        tally: Counts what is looked at.
        progress: Told the lines verified and the lines there are.

    Raises:
        NoSuchNumber: No case has that number.
        KeyMissing: The journal's key, or the one that signs heads, is not here.
    """
    tally = tally or Tally()
    with snapshot() as view:
        if case is not None:
            yield from _lines(view, _case(view, case), tally)
            return
        total = view.number("SELECT count(*) FROM journal_line") if progress else 0
        yield from _lines(view, None, tally, (lambda done: progress(done, total)) if progress else None)
        if progress:
            progress(tally.lines, total)
        yield from whole.findings(view, tally)
        yield from rooted.findings(view, tally, outside)


def _case(view: Snapshot, number: str) -> UUID:
    rows = view.all(_CASE, [number]) or view.all(_CASE_AS_HEADED, [number])
    if not rows:
        raise NoSuchNumber(number)
    return sql.unbound(rows[0][0])


def _lines(
    view: Snapshot, one: UUID | None, tally: Tally, progress: Callable[[int], None] | None = None
) -> Iterator[Finding]:
    """Verify the lines of every case, or of one."""
    statement = _LINES.format(
        case=view.key("l.case_id"),
        body=view.octets("b.body"),
        where="" if one is None else "WHERE l.case_id = %s",
    )
    known = Known(b"", _editions(view))
    line_checks, case_checks = tuple(checks.LINE_CHECKS.items()), tuple(checks.CASE_CHECKS.items())
    rows = view.rows(statement, [] if one is None else [sql.bound(one)])
    for key, lines in groupby(rows, itemgetter(checks.CASE)):
        known.key = known.key or _key()
        known.case = dashed(key)
        wrong = _case_of(lines, known, line_checks, case_checks, tally)
        if wrong:
            name = view.name(key)
            yield from (Finding(code, name, line) for code, line in wrong.items())
        if progress and tally.cases % _TOLD == 0:
            progress(tally.lines)


def _case_of(
    lines: Iterator[Row], known: Known, line_checks: Any, case_checks: Any, tally: Tally
) -> dict[str, int]:
    """What is wrong with the lines of a case: the first line for each code."""
    wrong: dict[str, int] = {}
    matters: list[Row] = []
    row, count, leaves, bodies = BEFORE, 0, 0, 0
    for line in lines:
        before, row = row, line
        for code, right in line_checks:
            try:
                if right(row, before, known):
                    continue
            except (TypeError, ValueError, AttributeError):  # damaged beyond what the check can read
                pass
            wrong.setdefault(code, row[checks.NUMBER])
        count += 1
        leaves += row[checks.LEAF] is not None
        bodies += row[checks.BODY] is not None
        if row[checks.BODY] is None or row[checks.AUTHORITY] is not None or row[checks.KIND] == DISPOSED:
            matters.append(row)
    for code, first in case_checks:
        try:
            number = first(row, matters)
        except (TypeError, ValueError, AttributeError, KeyError):
            number = row[checks.NUMBER]
        if number is not None:
            wrong.setdefault(code, number)
    tally.cases += 1
    tally.lines += count
    tally.leaves += leaves
    tally.bodies += bodies
    tally.disposals += sum(one[checks.AUTHORITY] is not None for one in matters)
    return wrong


def _editions(view: Snapshot) -> frozenset[str]:
    return frozenset(version for (version,) in view.rows(_EDITIONS))


def _key() -> bytes:
    """The journal's key; none is made for a journal that has lines."""
    if not Path(settings.JOURNAL_KEY_FILE).exists():
        raise KeyMissing(f"{settings.JOURNAL_KEY_FILE}: there is no key")
    return journal_key()
