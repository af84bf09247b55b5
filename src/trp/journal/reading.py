"""Reading under the lock: the lines of a case, who acts, the register, what the chapters know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from trp.casework.acts import Act
from trp.casework.around import Actor, Around, Power, Register
from trp.casework.files import CaseFile, Line, replay
from trp.casework.wire import read
from trp.journal import sql
from trp.journal.chapters import chapters

DISPOSED = "Disposed"


class UnknownOfficer(PermissionError):
    """Nobody with that key may act: there is no such account, or it is closed."""


def day_of(value: Any) -> date:
    """A day as either engine gives it back."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def lines(cursor: Any, case: UUID) -> list[Line]:
    """The lines of a case, in their order; one whose body was disposed of is left out."""
    ask_lines(cursor, case)
    return told_lines(cursor)


def ask_lines(cursor: Any, case: UUID) -> None:
    """Ask for the lines of a case; `told_lines` gives them."""
    cursor.execute(sql.LINES, [sql.bound(case)])


def told_lines(cursor: Any) -> list[Line]:
    """The lines that were asked for; one whose body was disposed of is left out."""
    return [_line(*row) for row in cursor.fetchall() if _is_there(row)]


def _is_there(row: Any) -> bool:
    return row[6] is not None and row[4] != DISPOSED  # its body, its kind


@lru_cache(maxsize=20_000)
def _line(number: int, day: Any, officer: str, under: str, kind: str, version: int, body: str) -> Line:
    """A line from its row; kept, since acts and pages read the same lines again and again."""
    return Line(number, day_of(day), officer, under, read(kind, version, body))


def file_of(cursor: Any, case: UUID) -> CaseFile:
    """The case as its lines tell it."""
    return replay(lines(cursor, case))


def files_of(cursor: Any, cases: Sequence[UUID]) -> dict[UUID, CaseFile]:
    """Several cases as their lines tell them, by one statement."""
    held: dict[UUID, list[Line]] = {case: [] for case in cases}
    if cases:
        cursor.execute(sql.LINES_OF.format(", ".join(["%s"] * len(cases))), [sql.bound(one) for one in cases])
        for case, *row in cursor.fetchall():
            if _is_there(row):
                held[sql.unbound(case)].append(_line(*row))
    return {case: replay(found) for case, found in held.items()}


def actor(cursor: Any, officer: UUID, on: date, case_number: str = "") -> Actor:
    """Who acts, with what they hold that day, and whether they declared a conflict for the case.

    Raises:
        UnknownOfficer: There is no such account, or it is closed.
    """
    ask_actor(cursor, officer, on, case_number)
    return told_actor(cursor, officer, case_number)[0]


def ask_actor(
    cursor: Any, officer: UUID, on: date, case_number: str, *, rests_on_power: bool = False
) -> None:
    """Ask who acts; `told_actor` gives it. What is to rest on a power keeps it from ending meanwhile."""
    locks = rests_on_power and connection.vendor == "postgresql"
    key = sql.bound(officer)
    cursor.execute(sql.LOCKED_ACTOR if locks else sql.ACTOR, [key, on, on, on, case_number, key])


def told_actor(cursor: Any, officer: UUID, case_number: str) -> tuple[Actor, int]:
    """Who acts, as was asked, and the mark of the amounts that were published since the program was made.

    Raises:
        UnknownOfficer: There is no such account, or it is closed.
    """
    rows = cursor.fetchall()
    if not rows or not rows[0][3]:
        raise UnknownOfficer(f"{officer}: there is no such account, or it is closed")
    name, roles, office, _, small_post, conflict, amounts = rows[0][:7]
    powers = tuple(power(*row[-6:]) for row in rows if row[-6] is not None)
    conflicts = frozenset([case_number] if conflict else [])
    who = Actor(str(officer), name, frozenset(roles.split()), office, powers, bool(small_post), conflicts)
    return who, amounts or 0


def power(item: str, level: str, since: Any, until: Any, ended_on: Any, kind: str) -> Power:
    """A power from its row: its last day is the earlier of the one it was given to and the one it was ended on."""
    last = min((day_of(day) for day in (until, ended_on) if day), default=None)
    return Power(item, level, day_of(since), last, kind)


def register(cursor: Any, client: UUID, case: UUID) -> tuple[Register, Any]:
    """What the register of one-time exemptions shows of the person, this case's own claim apart; and who stands for them."""
    cursor.execute(sql.REGISTER, [sql.bound(client)] * 2)
    row = cursor.fetchone()
    return told_register(row[:3], case, on_record=row[3] is not None), row[3]


def told_register(row: Any, case: UUID, *, on_record: bool) -> Register:
    """The register from the day and the case of a grant, and the case of a live claim."""
    granted_on, granted_in, claimed_in = row
    elsewhere = claimed_in is not None and sql.unbound(claimed_in) != case
    # What was granted in this very case is this case's own claim, consumed.
    before = granted_on if granted_in is None or sql.unbound(granted_in) != case else None
    granted = day_of(before) if before else None
    return Register(granted_on=granted, claimed_elsewhere=elsewhere, on_record=on_record)


def around(cursor: Any, act: Act, who: Actor, found: Register, on: date) -> Around:
    """What surrounds the case, as far as the act reads it."""
    receipt = None
    if "receipt" in act.reads:
        for chapter in chapters():
            if chapter.receipt is not None:
                receipt = chapter.receipt(cursor, act) or receipt
    known = found if "register" in act.reads else Register()
    return Around(on=on, actor=who, register=known, receipt=receipt)


def next_number(cursor: Any) -> str:
    """A number for a case that is being opened."""
    cursor.execute(sql.NEXT_NUMBER)
    return f"T-{cursor.fetchone()[0]:06d}"
