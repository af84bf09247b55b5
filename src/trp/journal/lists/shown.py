"""What a list tells: its rows, how many there are, and a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from trp.journal.cases import Head, Named
from trp.journal.models import NORMAL
from trp.journal.reading import day_of
from trp.journal.sql import PERSONS_AND_EXEMPTIONS, bound, unbound
from trp.rulebook.language import Both

MOST = 1_000
"""Up to here everything is counted one by one."""


class Tab(StrEnum):
    """What a list holds: open cases of the reader's office that wait for …

    … the reader, or somebody of their roles, and nobody else holds them (`mine`, with what the reader holds elsewhere);
    the fee; the client, for something else; whoever decides; nobody who holds them (`unassigned`); `week`: a day up to
    the end of this week; `all` of them.
    """

    MINE = "mine"
    FEE = "fee"
    APPLICANT = "applicant"
    DECIDER = "decider"
    UNASSIGNED = "unassigned"
    WEEK = "week"
    ALL = "all"


class Sort(StrEnum):
    """The order of a list: the day that is due (those without one last), then the oldest; the oldest; the number."""

    DUE = "due"
    AGE = "age"
    NUMBER = "number"


ORDERS = {Sort.DUE: ("due_by", "since", "number"), Sort.AGE: ("since", "number"), Sort.NUMBER: ("number",)}


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are: so many, or at least so many (`more`)."""

    value: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Row(Head):
    """What the queue shows of a case: its head, and as `trp.casework.queue.Shown` says.

    Attributes:
        taken: The fee is `exemption_open`, and the register shows a one-time exemption of the person, granted or claimed
            in another case: what rests on it is owed.
    """

    fee: str
    fee_due: int | None
    blocked: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A part of a list.

    Attributes:
        count: How many there are in all.
        first: The place of the first row, 1 for the first of all; `last`: of the last. None: further than `MOST`,
            or there is no row.
        next: Where the next part starts, for `page`; None: there is none. `previous`: the one before.
        sort: The order that the rows are in.
        tabs: How many each tab holds, whatever the filters; a search has none.
        overdue: Of `Tab.MINE`: how many more wait for the client although their day has passed, and the reader may go on
            with them; they stand on `Tab.WEEK`.
    """

    rows: tuple[Row, ...]
    count: Count
    first: int | None
    last: int | None
    next: str | None
    previous: str | None
    sort: Sort
    tabs: dict[Tab, Count]
    overdue: Count = Count(0)


COLUMNS = (
    "id", "client", "since", "due", "due_by", "number", "stage", "result", "says_en", "says_fr", "next_actor", "office",
    "holder", "made_to", "stream", "access", "fee", "fee_due", "blocked",
)  # fmt: skip


def plain(row: Sequence[Any]) -> tuple[Any, ...]:
    """A row of `COLUMNS` with its keys and days as they are, whichever engine gave it."""
    key, client, since, due, due_by, *rest = row
    return unbound(key), unbound(client), day_of(since), due and day_of(due), day_of(due_by), *rest


def rows_of(found: Iterable[Sequence[Any]]) -> tuple[Row, ...]:
    """Rows of `COLUMNS` as the queue shows them."""
    held = [dict(zip(COLUMNS, row, strict=True)) for row in found]
    people = _known({row["client"] for row in held})
    return tuple(
        Row(
            row["id"], row["number"], _of(people, row).person, row["stage"], row["result"],
            Both(row["says_en"], row["says_fr"]), row["next_actor"], row["since"], row["due"], row["office"],
            row["holder"], row["made_to"], row["stream"], row["access"] != NORMAL, row["fee"], row["fee_due"],
            row["blocked"], row["fee"] == "exemption_open" and _of(people, row).taken_beside(row["id"]),
        )
        for row in held
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """Who the client of a case is, and the cases in which the person's one-time exemption was granted or is claimed."""

    person: Named | None = None
    cases: tuple[UUID, ...] = ()

    def taken_beside(self, case: UUID) -> bool:
        return any(one != case for one in self.cases)


def _of(people: dict[UUID, _Known], row: dict[str, Any]) -> _Known:
    return people.get(row["client"], _Known())


def _known(clients: set[UUID]) -> dict[UUID, _Known]:
    """By the keys of clients: one statement for all of them."""
    if not clients:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            PERSONS_AND_EXEMPTIONS.format(", ".join(["%s"] * len(clients))), [bound(one) for one in clients]
        )
        return {
            unbound(key): _Known(Named(client, family, given, born and day_of(born)), tuple(unbound(one) for one in cases if one))
            for key, client, family, given, born, *cases in cursor.fetchall()
        }  # fmt: skip


def paged(
    rows: tuple[Row, ...], count: Count, before: Count, sort: Sort, following: str | None, previous: str | None,
    each: dict[Tab, Count], overdue: Count = Count(0),
) -> QueuePage:  # fmt: skip
    """A part of a list. The rows and the counts are read one after the other: where somebody acted meanwhile, the
    rows are right."""
    first = None if before.more or not rows else before.value + 1
    last = None if first is None else before.value + len(rows)
    if last is not None and last <= MOST and not count.more:
        count = Count(last) if following is None else Count(max(count.value, last + 1))
    return QueuePage(rows, count, first, last, following, previous, sort, each, overdue)
