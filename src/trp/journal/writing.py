"""Writing what happened: chained lines, the head of the case, what repeats them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import connection

from trp.casework import events as e
from trp.casework.events import Event
from trp.casework.files import CaseFile, Line, extend, moves
from trp.casework.found import edition, edition_text
from trp.casework.queue import shown
from trp.casework.stages import standing
from trp.casework.wire import written
from trp.journal import sql
from trp.journal.chain import START, chained, coded, committed
from trp.journal.chapters import chapters
from trp.journal.keys import journal_key
from trp.journal.registers import Stamp
from trp.people.records import Overtaken

Salt = Callable[[], bytes]

_LETTERS = (e.FeeRequested, e.ConsiderationOffered, e.DocumentsAskedFor, e.AcknowledgementSent, e.ClosedUnpaid,
            e.ReturnedIncomplete, e.ClosedBarred, e.PermitIssued, e.PermitRefused)  # fmt: skip
"""What the client is told in writing."""

_RESTRICTED = {
    "trafficking_victim": "hidden",
    "family_violence_victim": "hidden",
    "state_care": "unit",
}


class RestrictedHere(PermissionError):
    """An embedded database holds no restricted cases, except as demo data: it has no second wall."""


def salt() -> bytes:
    return secrets.token_bytes(16)


class Page:
    """The lines that one act adds to a case, chained to its head. `key`: the case as its rows name it."""

    def __init__(self, case: UUID, number: int, head: bytes, at_us: int, day: date, key: Any = None) -> None:
        self.case, self.number, self.head, self.at_us, self.day = case, number, head, at_us, day
        self.key = sql.bound(case) if key is None else key
        self.line_rows: list[Any] = []
        self.body_rows: list[Any] = []

    def add(self, event: Event, officer: str, acting_under: str, salted: Salt = salt) -> Line:
        """Chain one more event; give the line."""
        self.number += 1
        kind, version, body, grain = type(event).__name__, event.version, written(event), salted()
        commitment = committed(grain, body)
        previous, under = self.head, acting_under[:80]
        self.head = chained(
            self.case, self.number, self.at_us, self.day, officer, under, kind, version, edition(), commitment, previous
        )  # fmt: skip
        self.line_rows += [
            self.key, self.number, self.at_us, self.day, officer, under, kind, version, edition(), commitment,
            previous, self.head, coded(journal_key(), self.head),
        ]  # fmt: skip
        self.body_rows += [self.key, self.number, grain, body]
        return Line(self.number, self.day, officer, acting_under, event)

    def write(self, cursor: Any) -> None:
        """Two statements, however many lines."""
        count = len(self.body_rows) // 4
        cursor.execute(sql.ADD_LINE + ", ".join([sql.LINE_ROW] * count), self.line_rows)
        cursor.execute(sql.ADD_BODY + ", ".join([sql.BODY_ROW] * count), self.body_rows)


def append(
    cursor: Any,
    page: Page,
    file: CaseFile,
    events: Sequence[Event],
    *,
    officer: str,
    acting_under: str,
    salted: Salt = salt,
) -> None:
    """Write the lines of one act, the head of the case, the chapters' tables, the register and the letters."""
    opening = file.opening is None
    first = page.number
    for event in events:
        extend(file, page.add(event, officer, acting_under, salted))
    keep_edition(cursor)
    if opening:
        _open(cursor, page, file)
    page.write(cursor)
    if not opening and any(map(moves, events)):
        moved = moving(page, file)
        cursor.execute(sql.MOVE_CASE, [*(moved[name] for name in sql.MOVING), sql.bound(page.case)])
    elif not opening:
        cursor.execute(sql.MOVE_HEAD, [page.number, page.head, sql.bound(page.case)])
    if any(isinstance(event, e.RequestCorrected) for event in events):
        _correct(cursor, page, file)
    for number, event in enumerate(events, first + 1):
        write_register(cursor, page.case, file, event, page.day)
        for chapter in chapters():
            if chapter.write is not None and isinstance(event, chapter.events):
                chapter.write(cursor, event, Stamp(page.case, number, officer, page.at_us, page.day))
        if told := letter(page, file, event, number):
            cursor.execute(sql.QUEUE, told)


def moving(page: Page, file: CaseFile) -> dict[str, Any]:
    """What of the head moves: a projection of the file on the day of the last line that had an effect."""
    return {"head": page.number, "head_hash": page.head, **projected(file)}


def projected(file: CaseFile) -> dict[str, Any]:
    """What the head of the case repeats of its file."""
    now, seen = standing(file), seen_by(file)
    queue = shown(file, now, seen["unit"])
    return {
        "stage": now.stage, "result": file.result, "next_actor": now.next, "says_en": now.says.en,
        "says_fr": now.says.fr, "since": file.moved_on, "due": now.due, "office": file.office,
        "holder": file.holder, "recommended_by": file.recommended_by, "decided_by": file.decided_by,
        "proposed_by": file.proposed_by, "confirmed_by": file.confirmed_by, "fee": queue.fee,
        "fee_due": queue.fee_due, "blocked": queue.blocked, "lane": queue.lane, "desk": queue.desk,
        "due_by": queue.due_by, **seen,
    }  # fmt: skip


def seen_by(file: CaseFile) -> dict[str, str]:
    """Who may know of the case: everybody, or the office that holds it."""
    assert file.opening is not None
    access = _RESTRICTED.get(file.opening.stream, "normal")
    return {"access": access, "unit": "" if access == "normal" else file.office}


def opened(file: CaseFile) -> dict[str, Any]:
    """What the head of the case repeats of the request as it was received, or corrected."""
    opening = file.opening
    assert opening is not None
    return {
        "client": UUID(opening.client), "made_on": opening.made_on, "made_to": opening.made_to, "origin": opening.origin, "stream": opening.stream,
    }  # fmt: skip


def _open(cursor: Any, page: Page, file: CaseFile) -> None:
    assert file.opening is not None
    fields = {**moving(page, file), **opened(file)}
    allowed_here(fields["access"])
    fields["client"] = sql.bound(fields["client"])
    cursor.execute(sql.TAKE_NUMBER, [file.opening.number, sql.bound(page.case)])
    cursor.execute(
        sql.OPEN_CASE,
        [sql.bound(page.case), file.opening.number, *(fields[name] for name in sql.CASE_FIELDS)],
    )


def allowed_here(access: str) -> None:
    """Stop where a restricted case would be kept without a second wall.

    Raises:
        RestrictedHere: An embedded database that holds no demo.
    """
    if access != "normal" and connection.vendor == "sqlite" and not settings.DEMO:
        raise RestrictedHere(
            "Restricted cases (trafficking, family violence, state care) are kept on PostgreSQL only: set DATABASE_URL."
        )


def _correct(cursor: Any, page: Page, file: CaseFile) -> None:
    """The request reads otherwise now; what the head repeats of it follows, who may see the case too."""
    fields = opened(file)
    allowed_here(seen_by(file)["access"])
    cursor.execute(sql.CORRECT_CASE, [*(fields[name] for name in sql.OPENED), sql.bound(page.case)])


def write_register(cursor: Any, case: UUID, file: CaseFile, event: Event, day: date) -> None:
    """Keep the register of one-time exemptions: a claim lives once, a grant is for ever."""
    if not is_once(event):
        return
    assert file.opening is not None
    client, key = [sql.bound(UUID(file.opening.client))] * 3, sql.bound(case)
    if isinstance(event, e.ExemptionClaimed):
        cursor.execute(sql.CLAIM, [*client, key])
    elif isinstance(event, e.ClaimConsumed):  # with the grant, the database removes the claim
        cursor.execute(sql.GRANT, [*client, key, day])
    else:
        cursor.execute(sql.FREE_CLAIM, [key])


def hold(cursor: Any, person: Any, version: int | None) -> None:
    """Hold the record that stands for a person, as it was when the register was read, until the act is done.

    Raises:
        Overtaken: Something happened to it since: a claim, a grant, a merge. The act is done again from its start.
    """
    if person is not None:
        cursor.execute(sql.HOLD, [person, version])
        if cursor.rowcount != 1:
            raise Overtaken("the record of the person moved")


def is_once(event: Event) -> bool:
    """Whether an event is kept in the register of one-time exemptions."""
    return isinstance(event, (e.ExemptionClaimed, e.ClaimConsumed, e.ClaimLapsed)) and (
        event.basis == "ONE_TIME"
    )


def letter(page: Page, file: CaseFile, event: Event, number: int) -> tuple[Any, ...] | None:
    """The letter to queue for a line, if the client is told of it in writing."""
    if not isinstance(event, _LETTERS):
        return None
    assert file.opening is not None
    reference = sql.bound(uuid5(page.case, f"letter {number}"))
    return page.key, number, type(event).__name__, reference, file.opening.language, page.at_us


_kept: set[str] = set()


def keep_edition(cursor: Any) -> None:
    """Keep the edition in use, once for each database that this process writes to."""
    place = f"{connection.settings_dict['NAME']} {connection.settings_dict['HOST']}:{connection.settings_dict['PORT']}"
    if f"{place} {edition()}" not in _kept:
        cursor.execute(sql.KEEP_EDITION, [edition(), edition_text(), edition()])
        connection.on_commit(lambda: _kept.add(f"{place} {edition()}"))


__all__ = [
    "START", "Page", "RestrictedHere", "Salt", "allowed_here", "append", "hold", "is_once", "keep_edition",
    "letter", "opened",
    "projected", "salt", "seen_by",
]  # fmt: skip
