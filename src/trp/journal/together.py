"""The same act on several cases: what would come of it, read by a handful of statements however many there are; and
each done on its own, through the door, under a key of its own.

No case waits for another: what stops one leaves the others as they are. The lines that are written carry the id of the
batch and its size (docs/decisions/0018).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import connection

from trp.casework.around import Actor, Around
from trp.casework.blockers import Blocker
from trp.casework.files import CaseFile
from trp.casework.recording import AddNote, Assign, closed_to_receiver
from trp.journal.asked import Busy, Done, NoSuchCase, OtherRequest, Refused, answers_of
from trp.journal.cases import logged
from trp.journal.door import DISPOSED, perform
from trp.journal.lists.shown import COLUMNS, Row, rows_of
from trp.journal.lists.statements import by_the_indexes
from trp.journal.models import Case
from trp.journal.reading import files_of
from trp.officers.models import Conflict, Officer

Many = AddNote | Assign
"""What may be done on several cases at a time. Nothing else: an assessment, an exemption, a decision, a disclosure, a
restriction and an end are each of one case."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A case that was chosen. `row`, `file`: None where there is none that the reader may know of, or `closed`.

    Attributes:
        closed: The reader declared a conflict of interest for it.
        is_whole: None of what it said was disposed of.
    """

    number: str
    row: Row | None = None
    file: CaseFile | None = None
    closed: bool = False
    is_whole: bool = True

    @property
    def seen(self) -> int:
        """The number of its last line."""
        return self.file.head if self.file else 0


def chosen(reader: Actor, numbers: Iterable[str], *, at: datetime) -> tuple[Chosen, ...]:
    """Cases by their numbers, in the order given, each once; reading a restricted one is logged."""
    wanted = list(dict.fromkeys(numbers))
    found = Case.known_to(reader).filter(number__in=wanted)
    heads = {number: (key, head) for key, number, head in found.values_list("id", "number", "head")}
    open_to = Case.visible_to(reader).filter(number__in=wanted).values_list(*COLUMNS)
    rows = {row.number: row for row in rows_of(open_to)}
    with connection.cursor() as cursor:
        files = files_of(cursor, [row.key for row in rows.values()])
    _log(reader, wanted, heads.keys() - rows.keys(), rows, at)
    told = []
    for number in wanted:
        if (row := rows.get(number)) is not None:
            file = files[row.key]
            told.append(Chosen(number, row, file, is_whole=len(file.lines) == heads[number][1]))
        else:
            told.append(Chosen(number, closed=number in heads))
    return tuple(told)


def _log(reader: Actor, wanted: list[str], closed: set[str], rows: dict[str, Row], at: datetime) -> None:
    """A line in the security log for each case that is restricted, closed or not the reader's to know of."""
    logged(reader, "read", "Together", at, [row.key for row in rows.values() if row.restricted])
    missing = [number for number in wanted if number not in rows]
    if missing:
        there = dict(Case.every.filter(number__in=missing).values_list("number", "id"))
        logged(reader, "denied", "Together", at, there.values())
        logged(reader, "unknown", "Together", at, [None] * (len(missing) - len(there)))


def foreseen(
    reader: Actor, wanted: Sequence[tuple[Chosen, Many]], *, on: date, at: datetime
) -> list[tuple[Blocker, ...]]:
    """What would stop each act now; nothing is written, and the door asks it again."""
    torn = _torn(wanted)
    found: list[tuple[Blocker, ...]] = []
    for one, act in wanted:
        if one.closed:
            found.append((act.conflict(),))
        elif one.file is None or not one.is_whole:
            found.append(() if one.file is None else (DISPOSED,))
        else:
            stops = act.blockers(one.file, Around(on=on, actor=reader), at)
            receiver = act.officer if isinstance(act, Assign) else None
            if receiver and receiver != reader.id and (name := torn.get((receiver, one.number))):
                stops = (closed_to_receiver(name), *stops)
            found.append(stops)
    return found


def _torn(wanted: Sequence[tuple[Chosen, Many]]) -> dict[tuple[str, str], str]:
    """Who of those who would be given a case declared a conflict of interest for it, by name."""
    receivers = {act.officer for _, act in wanted if isinstance(act, Assign) and act.officer}
    if not receivers:
        return {}
    held = Conflict.objects.filter(
        officer_id__in=receivers, case_number__in=[one.number for one, _ in wanted], lifted_on__isnull=True
    ).values_list("officer_id", "case_number", "officer__name")
    return {(str(officer), number): name for officer, number, name in held}


# Done -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """An act on one case of a batch. `seen`: the last line of it that was shown; where there is a later one, it waits."""

    number: str
    seen: int
    act: Many


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it.

    Attributes:
        how: done, stopped (by `blockers`), moved (since it was shown), none (there is no such case), other (its key was
            used for something else) or busy. Only where it is done was anything written.
    """

    number: str
    how: str
    blockers: tuple[Blocker, ...] = ()


def batch_of(reader: Actor, key: str) -> str:
    """The id of the batch that a form of the reader stands for."""
    return uuid5(UUID(reader.id), key).hex


def do(reader: Actor, wanted: Sequence[Wanted], *, on: date, at: datetime, key: str) -> list[Came]:
    """Do each act on its own, once for each key of a form: asked again, the first answers are given again."""
    numbers = [one.number for one in wanted]
    now = {
        number: (case, head)
        for case, number, head in Case.known_to(reader).filter(number__in=numbers).values_list("id", "number", "head")
    }  # fmt: skip
    before = answers_of(UUID(reader.id), [f"{key} {number}" for number in numbers])
    found = []
    for one in wanted:
        case, head = now.get(one.number, (None, 0))
        was_done = isinstance(before.get(f"{key} {one.number}"), Done)
        if case is None:  # what was done may have taken it out of the reader's sight
            found.append(Came(one.number, "done" if was_done else "none"))
        elif head > one.seen and not was_done:
            found.append(Came(one.number, "moved"))
        else:
            found.append(_did(reader, one, case, on, at, f"{key} {one.number}"))
    return found


def _did(reader: Actor, one: Wanted, case: UUID, on: date, at: datetime, key: str) -> Came:
    try:
        perform(one.act, case, UUID(reader.id), at=at, on=on, key=key)
    except Refused as refused:
        return Came(one.number, "stopped", refused.blockers)
    except NoSuchCase:
        return Came(one.number, "none")
    except OtherRequest:
        return Came(one.number, "other")
    except Busy:
        return Came(one.number, "busy")
    return Came(one.number, "done")


# What an officer holds --------------------------------------------------------------------------------


def held_by(reader: Actor, officer: Officer, *, at: datetime, most: int) -> tuple[tuple[Row, ...], int]:
    """The open cases that an officer holds, wherever they lie, in the published order: the first of them, and how many
    there are that the reader may know of."""
    found = Case.visible_to(reader).filter(holder=str(officer.id), result__isnull=True)
    with by_the_indexes():
        rows = rows_of(found.order_by("due_by", "since", "number").values_list(*COLUMNS)[:most])
        count = found.count()
    logged(reader, "read", "HandOver", at, [row.key for row in rows if row.restricted])
    return rows, count
