"""Replays every case and compares what only repeats its lines; writes it again where it differs.

Restricted cases are replayed like all others: nobody reads them here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection

from trp.casework.files import CaseFile, Line, replay
from trp.casework.found import under
from trp.casework.wire import UnknownLine, read
from trp.journal import sql
from trp.journal.differences import Difference
from trp.journal.duties import duties, reviews
from trp.journal.in_force import book_in_force
from trp.journal.reading import day_of
from trp.journal.register import register
from trp.journal.snapshot import Row, Snapshot, snapshot, working
from trp.journal.writing import opened, projected

_BATCH = 200  # cases under lock at a time

_DAYS = ("since", "due", "due_by", "made_on")
_COLUMNS = ("number", *sql.CASE_FIELDS)
_HEADS = "SELECT {key}, {columns} FROM journal_case c {where} ORDER BY c.id LIMIT %s {lock}"
_LINES = (
    "SELECT {key}, l.number, CAST(l.day AS text), l.officer, l.acting_under, l.kind, l.version, b.body, l.hash "
    "FROM journal_line l LEFT JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    "{where} NOT EXISTS (SELECT 1 FROM journal_book k WHERE k.id = l.case_id) ORDER BY l.case_id, l.number"
)
_LINES_OF = (
    "SELECT {key}, l.number, CAST(l.day AS text), l.officer, l.acting_under, l.kind, l.version, b.body, l.hash "
    "FROM journal_line l LEFT JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    "WHERE l.case_id = {same} ORDER BY l.number"
)
_BOOKS = (
    "SELECT {key}, k.head, k.head_hash, l.number, l.hash FROM journal_book k JOIN journal_line l ON l.case_id = k.id "
    "WHERE NOT EXISTS (SELECT 1 FROM journal_line m WHERE m.case_id = k.id AND m.number > l.number)"
)

Opener = Callable[[], AbstractContextManager[Snapshot]]


def rebuild(
    *, check: bool = False, progress: Callable[[int, int], None] | None = None
) -> Iterator[Difference]:
    """Give what differed between the journal and the tables of this room and of the register that repeat it.

    Args:
        check: Only compare, as of one moment, and change nothing. Else each batch of cases is written again under
            its locks, where it differs.
        progress: Told the cases replayed and the cases there are.
    """
    if check:
        with snapshot() as view:
            yield from _cases(lambda: nullcontext(view), check=True, progress=progress)
            yield from register(view, check=True)
            yield from duties(view, check=True)
            yield from reviews(view, check=True)
            yield from _books(view, check=True)
        return
    yield from _cases(working, check=False, progress=progress)
    with working() as view:
        found = [
            *register(view, check=False),
            *duties(view, check=False),
            *reviews(view, check=False),
            *_books(view, check=False),
        ]
    yield from found


def made_since(since: date) -> Iterator[Difference]:
    """Write again the rows of the cases whose request was made on that day or later, where they differ, and give those.

    It is what an amount that was published late changes: the amount is that of the day the request is made. Batch by
    batch under the locks of its cases, under the rulebook in force.
    """
    after, more, ready = None, True, book_in_force()
    while more:
        with working() as view:
            heads = _heads(view, after, lock=True, since=since)
            with under(ready):
                found = [
                    one
                    for key, row in heads.items()
                    for one in _case(view, key, _lines_of(view, key), row, check=False)
                ]
        yield from found
        more = len(heads) == _BATCH
        after = max(heads) if more else None


def _lines_of(view: Snapshot, key: str) -> list[Row]:
    same = "%s" if view.embedded else "CAST(%s AS uuid)"
    return view.all(_LINES_OF.format(key=view.key("l.case_id"), same=same), [key])


def _cases(
    opener: Opener, *, check: bool, progress: Callable[[int, int], None] | None
) -> Iterator[Difference]:
    after, done, more, ready = None, 0, True, book_in_force()
    while more:
        with opener() as view:
            total = view.number("SELECT count(*) FROM journal_case") if progress else 0
            heads = _heads(view, after, lock=not check)
            more = len(heads) == _BATCH
            upto = max(heads) if more else None
            with under(ready):
                found = list(_batch(view, after, upto, heads, check=check))
        yield from found
        after, done = upto, done + len(heads)
        if progress:
            progress(done, max(done, total))


def _books(view: Snapshot, *, check: bool) -> Iterator[Difference]:
    """The heads of the books of the registers."""
    for key, head, head_hash, number, line_hash in view.all(_BOOKS.format(key=view.key("k.id"))):
        if (head, bytes(head_hash)) != (number, bytes(line_hash)):
            if not check:
                with connection.cursor() as cursor:
                    cursor.execute(sql.MOVE_BOOK, [number, line_hash, view.bound(key)])
            yield Difference("case", view.name(key), "head, head_hash")


def _heads(
    view: Snapshot, after: str | None, *, lock: bool, since: date | None = None
) -> dict[str, dict[str, Any]]:
    """The rows of the next cases by their keys; locked, if they may be written. `since`: those made then or later."""
    columns = ", ".join(_as_text(view, name) for name in _COLUMNS)
    where, given = _range(view, "c.id", after, None)
    if since is not None:
        where += (
            f"{' AND' if where else 'WHERE'} c.made_on >= {'%s' if view.embedded else 'CAST(%s AS date)'}"
        )
        given.append(since.isoformat())
    locked = "FOR UPDATE" if lock and not view.embedded else ""
    statement = _HEADS.format(key=view.key("c.id"), columns=columns, where=where, lock=locked)
    return {
        row[0]: dict(zip(_COLUMNS, row[1:], strict=True)) for row in view.all(statement, [*given, _BATCH])
    }


def _as_text(view: Snapshot, name: str) -> str:
    return (
        view.key(f"c.{name}")
        if name == "client"
        else f"CAST(c.{name} AS text)"
        if name in _DAYS
        else f"c.{name}"
    )


def _range(view: Snapshot, column: str, after: str | None, upto: str | None) -> tuple[str, list[str]]:
    mark = "%s" if view.embedded else "CAST(%s AS uuid)"
    parts = [(f"{column} > {mark}", after), (f"{column} <= {mark}", upto)]
    told = [(text, key) for text, key in parts if key is not None]
    return ("WHERE " if told else "") + " AND ".join(text for text, _ in told), [key for _, key in told]


def _batch(
    view: Snapshot, after: str | None, upto: str | None, heads: dict[str, dict[str, Any]], *, check: bool
) -> Iterator[Difference]:
    """Compare the cases of a range of keys, those with no row among them."""
    where, given = _range(view, "l.case_id", after, upto)
    left = dict(heads)
    where = f"{where} AND" if where else "WHERE"
    rows = view.rows(_LINES.format(key=view.key("l.case_id"), where=where), given)
    for key, lines in groupby(rows, itemgetter(0)):
        yield from _case(view, key, list(lines), left.pop(key, None), check=check)
    for key in left:
        yield Difference("case-empty", view.name(key))


def _case(
    view: Snapshot, key: str, lines: list[Row], row: dict[str, Any] | None, *, check: bool
) -> Iterator[Difference]:
    if row is None and not check and _opened_meanwhile(view, key):
        return
    try:
        right = _told(lines, row)
    except (UnknownLine, AssertionError, ValueError, KeyError, TypeError):
        yield Difference("case-unreadable", view.name(key))
        return
    if row is None:
        if not check:
            _insert(view, key, right)
        yield Difference("case-missing", str(right["number"]))
        return
    wrong = [name for name, value in right.items() if _plain(value) != _plain(row[name])]
    if wrong:
        if not check:
            _update(view, key, {name: right[name] for name in wrong})
        yield Difference("case", str(right.get("number") or view.name(key)), ", ".join(wrong))


def _opened_meanwhile(view: Snapshot, key: str) -> bool:
    """Whether a case has a row after all: it was opened between the reading of the rows and that of the lines."""
    mark = "%s" if view.embedded else "CAST(%s AS uuid)"
    return bool(view.all(f"SELECT 1 FROM journal_case WHERE id = {mark}", [key]))


def _told(lines: list[Row], row: dict[str, Any] | None) -> dict[str, Any]:
    """What the row of a case must be; where bodies were disposed of, its head alone."""
    head = {"head": lines[-1][1], "head_hash": lines[-1][8]}
    if row is not None and any(line[7] is None for line in lines):
        return head
    file = file_of(lines)
    assert file.opening is not None
    return {"number": file.opening.number, **head, **projected(file), **opened(file)}


def file_of(lines: list[Row]) -> CaseFile:
    """The case that rows of lines tell."""
    return replay(
        Line(number, day_of(day), officer, under, read(kind, version, body))
        for _, number, day, officer, under, kind, version, body, _ in lines
    )


def _plain(value: Any) -> Any:
    """A value as it is compared: days and keys as text."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("-", "") if isinstance(value, UUID) or _is_key(value) else value


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 36 and value.count("-") == 4


def _update(view: Snapshot, key: str, values: dict[str, Any]) -> None:
    columns = ", ".join(f"{name} = %s" for name in values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE journal_case SET {columns} WHERE id = %s", [*_bound(values), view.bound(key)])


def _insert(view: Snapshot, key: str, values: dict[str, Any]) -> None:
    fields = _bound({name: values[name] for name in sql.CASE_FIELDS})
    with connection.cursor() as cursor:
        cursor.execute(sql.OPEN_CASE, [view.bound(key), values["number"], *fields])


def _bound(values: dict[str, Any]) -> list[Any]:
    return [sql.bound(value) if isinstance(value, UUID) else value for value in values.values()]
