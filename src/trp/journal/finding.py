"""Where a case is that is not in a list, and the cases of a number or a name, whatever office they lie at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from trp.casework.around import CASE_OFFICERS, Actor
from trp.casework.queue import HELD, lanes
from trp.journal.asked import NoSuchCase
from trp.journal.cases import logged
from trp.journal.lists.shown import COLUMNS, MOST, Count, QueuePage, Row, Sort, paged, rows_of
from trp.journal.lists.stretches import decides_for_all, mine
from trp.journal.models import Case, declared
from trp.journal.queue import SIZE
from trp.people.folding import words
from trp.people.models import Word
from trp.people.search import begins, find


class Why(StrEnum):
    """Why a case is not in what a reader has to act on."""

    CONFLICT = "conflict"
    CLOSED = "closed"
    OFFICE = "office"
    WAITS = "waits"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a case is. `row`: None where a conflict of interest closes it. `why`: empty: the reader has to act on it."""

    number: str
    row: Row | None
    why: tuple[Why, ...]


def search(reader: Actor, text: str, *, at: datetime, start: str = "", size: int = SIZE) -> QueuePage:
    """The cases of a number, a client number or a name, whatever office they lie at: all that the reader may know of,
    the open ones first. Of a text that fits more than `MOST` persons or cases, those of the first that are found."""
    visible, people = Case.visible_to(reader), _people(text)
    found = visible.filter(client__in=people[:MOST]).values_list("id", flat=True)
    if (number := number_of(text)) is not None:
        found = visible.filter(number=number).values_list("id", flat=True).union(found)
    keys = list(found[: MOST + 1])
    more = len(people) > MOST or len(keys) > MOST
    skipped = int(start) if re.fullmatch("[0-9]{1,4}", start) else 0
    ordered = visible.filter(id__in=keys[:MOST]).order_by(
        F("result").asc(nulls_first=True), "due_by", "since", "number"
    )
    rows = rows_of(ordered.values_list(*COLUMNS)[skipped : skipped + size])
    logged(reader, "read", "Search", at, [row.key for row in rows if row.restricted])
    count, end = Count(min(len(keys), MOST), more), skipped + len(rows)
    following = str(end) if rows and end < count.value else None
    previous = str(max(skipped - size, 0)) if skipped else None
    return paged(rows, count, Count(skipped), Sort.DUE, following, previous, {})


def fee_paid(
    reader: Actor, keys: Collection[UUID], numbers: Collection[str], said: Collection[str], *, at: datetime
) -> tuple[Row, ...]:
    """The cases whose fee is paid: those of these keys, of these numbers, and of persons of whom two words, or a client
    number, are among those `said` (folded). Only such as the reader may know of; naming a restricted one is logged."""
    people = list(_of_words(said))[:MOST]
    named = Q(id__in=list(keys)) | Q(number__in=list(numbers)) | Q(client__in=people)
    found = Case.visible_to(reader).filter(named, fee="settled").order_by("-since", "number")
    rows = rows_of(found.values_list(*COLUMNS)[:MOST])
    logged(reader, "read", "NameCase", at, [row.key for row in rows if row.restricted])
    return rows


def _of_words(said: Collection[str]) -> Iterable[UUID]:
    """Persons of whom two words are among these, or one with a digit: a client number is one person’s alone."""
    found: dict[UUID, int] = {}
    for word, person in Word.objects.filter(word__in=list(said)).values_list("word", "person")[: 10 * MOST]:
        found[person] = found.get(person, 0) + (2 if any(sign.isdigit() for sign in word) else 1)
    return (person for person, many in found.items() if many > 1)


def whereabouts(reader: Actor, number: str, *, at: datetime) -> Whereabouts:
    """Where a case is, and why it is not in what the reader has to act on.

    Raises:
        NoSuchCase: There is none, or it is not the reader's to know of.
    """
    number = number_of(number) or number.strip()
    row = Case.known_to(reader).filter(number=number).first()
    if row is None:
        hidden = Case.every.filter(number=number).values_list("id", flat=True).first()
        logged(reader, "denied" if hidden else "unknown", "WhereIs", at, [hidden])
        raise NoSuchCase("there is no such case")
    if declared(reader).filter(case_number=number).exists():
        logged(reader, "denied", "WhereIs", at, [row.id])
        return Whereabouts(number, None, (Why.CONFLICT,))
    [shown] = rows_of([tuple(getattr(row, name) for name in COLUMNS)])
    if shown.restricted:
        logged(reader, "read", "WhereIs", at, [shown.key])
    return Whereabouts(number, shown, tuple(_why(reader, row)))


def number_of(text: str) -> str | None:
    """The number of a case as somebody types it: `42`, `T-42`, `t 000042`; None: it is none."""
    found = re.fullmatch(
        r"(?:[Tt]\s*[-\N{NON-BREAKING HYPHEN}\N{EN DASH}]?\s*)?0*([1-9][0-9]{0,8})", text.strip()
    )
    return f"T-{int(found[1]):06d}" if found else None


def _why(reader: Actor, row: Case) -> Iterable[Why]:
    """What keeps a case out of the reader's own list."""
    own = mine(reader)
    if row.result is not None:
        return [Why.CLOSED]
    if any(one.holds(row) for one in own):
        return []
    found = []
    if (
        row.office != reader.office
        and row.holder != reader.id
        and not (decides_for_all(reader) and row.lane == "delegate")
    ):
        found.append(Why.OFFICE)
    if not any(row.lane in one.lanes for one in own):
        found.append(Why.WAITS)
    elif waits_for_its_holder(row.lane) and row.holder not in (None, reader.id):
        found.append(Why.HELD)
    return found


def waits_for_its_holder(lane: str) -> bool:
    return lane == HELD or any(lane in lanes(role) for role in CASE_OFFICERS)


def _people(text: str) -> list[Any]:
    """The keys of persons whom a text fits: no more than are looked at, and one more."""
    said = words(*text.split())
    if len(said) == 1:
        # A person has few words that begin alike, so twice as many rows are enough.
        found = Word.objects.filter(begins(said[0])).values_list("person", flat=True)[: 2 * MOST + 2]
        return list(dict.fromkeys(found))
    return list(find(text).order_by().values_list("id", flat=True)[: MOST + 1])
