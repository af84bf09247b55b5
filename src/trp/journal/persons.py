"""Reading persons for somebody: their cases as that person may know of them, their book, and who was granted M31.

A record is not shown to who may know of none of its cases: a name would tell that there is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from trp.casework.around import Actor
from trp.casework.wire import read
from trp.journal import sql
from trp.journal.cases import Head, heads_of, logged
from trp.journal.models import NORMAL, Case
from trp.journal.reading import day_of
from trp.journal.registers import key_of
from trp.people.same import possible_duplicates
from trp.rulebook.language import Both

AUDITORS = ("auditor", "supervisor")

_BOOK = (
    "SELECT l.number, CAST(l.day AS text), l.officer, l.kind, l.version, b.body FROM journal_line l "
    "LEFT JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number WHERE l.case_id = %s ORDER BY l.number"
)
_LAST = "(SELECT max(x.number) FROM journal_line x WHERE x.case_id = g.case_id AND x.kind = '{kind}'{more})"
_GRANTS = (
    "SELECT g.person, CAST(g.granted_on AS text), c.id, c.number, c.access, c.unit, c.made_to, c.office, "
    "m.officer, m.acting_under, CAST(m.day AS text), l.officer, l.acting_under FROM people_grant g "
    "LEFT JOIN journal_case c ON c.id = g.case_id "
    f"LEFT JOIN journal_line l ON l.case_id = g.case_id AND l.number = {_LAST.format(kind='ClaimConsumed', more='')} "
    "LEFT JOIN journal_line m ON m.case_id = g.case_id "
    f"AND m.number = {_LAST.format(kind='ExemptionClaimed', more=' AND x.number < l.number')} "
    "WHERE g.carried_from IS NULL AND g.granted_on BETWEEN %s AND %s ORDER BY g.granted_on, c.number"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a person's book."""

    on: date
    officer: str
    says: Both


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant of M31, from the data alone; where its case is hidden from who looks, only that it was made, and when.

    Attributes:
        by: Who claimed it, on `claimed_on`; `under`: the item and level they acted under.
        issued_by: Who issued the permit that consumed it, and `issued_under` what.
        place: Where the request was made: visa_office, port_of_entry.
    """

    on: date
    person: UUID | None = None
    number: str = ""
    by: str = ""
    under: str = ""
    claimed_on: date | None = None
    issued_by: str = ""
    issued_under: str = ""
    office: str = ""
    place: str = ""


def hidden(reader: Actor, keys: Iterable[UUID]) -> set[UUID]:
    """Those of the persons who have cases, none of which the reader may know of."""
    wanted = list(keys)
    having = set(Case.every.filter(client__in=wanted).values_list("client", flat=True))
    seen = set(Case.visible_to(reader).filter(client__in=wanted).values_list("client", flat=True))
    return having - seen


def cases_of(reader: Actor, keys: Iterable[UUID], *, at: datetime) -> tuple[Head, ...]:
    """The cases of a person that the reader may know of; that restricted ones are read is logged."""
    found = heads_of(Case.visible_to(reader).filter(client__in=list(keys)).order_by("number"))
    logged(reader, "read", "ReadPerson", at, [head.key for head in found if head.restricted])
    return found


def book_of(key: UUID) -> tuple[Entry, ...]:
    """The lines of a person's book."""
    with connection.cursor() as cursor:
        cursor.execute(_BOOK, [sql.bound(key_of("people", str(key)))])
        rows = cursor.fetchall()
    return tuple(
        Entry(day_of(day), officer, read(kind, version, body).says())  # type: ignore[attr-defined]
        for _, day, officer, kind, version, body in rows
        if body is not None
    )


def duplicates_of(root: UUID) -> tuple[UUID, ...]:
    """The records that stand for those who look like a person and were not answered different."""
    with connection.cursor() as cursor:
        return tuple(UUID(one) for one in possible_duplicates(cursor, str(root)))


def grants(reader: Actor, since: date, until: date, *, at: datetime) -> tuple[Granted, ...]:
    """Who was granted M31, by whom, under which item, when. Both days are included."""
    with connection.cursor() as cursor:
        cursor.execute(_GRANTS, [since, until])
        rows = cursor.fetchall()
    told, restricted = [], []
    for row in rows:
        person, on, case, number, access, unit, made_to, office, *lines = row
        if case is None or (access != NORMAL and unit != reader.office):
            told.append(Granted(day_of(on)))
            continue
        if access != NORMAL:
            restricted.append(sql.unbound(case))
        by, under, claimed_on, issued_by, issued_under = lines
        told.append(
            Granted(
                day_of(on), sql.unbound(person), number, by or "", under or "",
                day_of(claimed_on) if claimed_on else None, issued_by or "", issued_under or "", office, made_to,
            )
        )  # fmt: skip
    logged(reader, "read", "ListGrants", at, restricted)
    return tuple(told)


__all__: list[Any] = [
    "AUDITORS", "Entry", "Granted", "book_of", "cases_of", "duplicates_of", "grants", "hidden",
]  # fmt: skip
