"""Reading cases for somebody: lists, and one case with its lines. Only what that person may know of is given.

Whoever reads a restricted case leaves a line in the security log, and so does whoever asks for a case that is not
theirs to know of; if the line cannot be written, nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from trp.casework.acts import Act
from trp.casework.around import Actor, Around, Register
from trp.casework.files import CaseFile
from trp.casework.queue import NATIONAL
from trp.journal import reading, sql
from trp.journal.asked import ConflictDeclared, NoSuchCase, microseconds, retried
from trp.journal.guard import safe
from trp.journal.models import NORMAL, Case
from trp.journal.people import identified
from trp.people.models import Person
from trp.people.search import find
from trp.rulebook.language import Both

_AT_ONCE = 1_000  # lines of the security log in one statement


@dataclass(frozen=True, slots=True)
class Named:
    """A person, as far as a list or a page names them."""

    client_id: str
    family_name: str
    given_names: str
    birth_date: date | None


@dataclass(frozen=True, slots=True)
class Head:
    """What a list shows of a case. `says`: where it stood when something last happened to it."""

    key: UUID
    number: str
    person: Named | None
    stage: str
    result: str | None
    says: Both
    next: str
    since: date
    due: date | None
    office: str
    holder: str | None
    made_to: str
    stream: str
    restricted: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a list is about; None: any. `find`: words of a number, a name or a client number."""

    stage: str | None = None
    office: str | None = None
    next: str | None = None
    find: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The first cases of a list, and how many there are."""

    heads: tuple[Head, ...]
    total: int


def listed(reader: Actor, wanted: Wanted, *, at: datetime, most: int) -> Listing:
    """The cases that somebody may know of: the open ones first, by the day that is due, then the oldest."""
    found = _wanted(Case.visible_to(reader), wanted)
    ordered = found.order_by(
        F("result").asc(nulls_first=True), F("due").asc(nulls_last=True), "since", "number"
    )
    rows = list(ordered[:most])
    heads = heads_of(rows)
    logged(reader, "read", "ListCases", at, [head.key for head in heads if head.restricted])
    return Listing(heads, found.count())


def opened(reader: Actor, number: str, *, at: datetime) -> tuple[Head, CaseFile]:
    """One case: its head, and the file that its lines tell.

    Raises:
        NoSuchCase: There is none, or it is not the reader's to know of.
        ConflictDeclared: The reader declared a conflict of interest for it.
    """
    found = Case.visible_to(reader).filter(number=number).first()
    if found is None and (closed := Case.known_to(reader).filter(number=number).first()) is not None:
        logged(reader, "denied", "ReadCase", at, [closed.id])
        raise ConflictDeclared(number)
    if found is None:
        hidden = Case.every.filter(number=number).values_list("id", flat=True).first()
        logged(reader, "denied" if hidden else "unknown", "ReadCase", at, [hidden])
        raise NoSuchCase("there is no such case")
    [head] = heads_of([found])
    if head.restricted:
        logged(reader, "read", "ReadCase", at, [head.key])
    with connection.cursor() as cursor:
        return head, reading.file_of(cursor, head.key)


def moved_last(reader: Actor, *, at: datetime, most: int) -> tuple[tuple[Head, CaseFile, Register], ...]:
    """The open cases of the reader's office that moved last, with what the register of one-time exemptions shows.

    Each is read whole; to have read a restricted one is logged.
    """
    found = Case.visible_to(reader).filter(office=reader.office, result__isnull=True)
    rows = list(found.order_by("-since", "-number")[:most])
    logged(reader, "read", "ReadCase", at, [row.id for row in rows if row.access != NORMAL])
    held = []
    with connection.cursor() as cursor:
        for head in heads_of(rows):
            file = reading.file_of(cursor, head.key)
            assert file.opening is not None
            register, _ = reading.register(cursor, UUID(file.opening.client), head.key)
            held.append((head, file, register))
    return tuple(held)


def surroundings(head: Head, file: CaseFile, act: Act, who: Actor, on: date) -> Around:
    """What surrounds a case as an act would find it; nothing is locked, so it may be otherwise a moment later."""
    assert file.opening is not None
    return retried(lambda: _surroundings(head, file, act, who, on))


def _surroundings(head: Head, file: CaseFile, act: Act, who: Actor, on: date) -> Around:
    assert file.opening is not None
    with connection.cursor() as cursor:
        found, person = reading.register(cursor, UUID(file.opening.client), head.key)
        about = reading.around(cursor, act, who, found, on)
        if person is not None and "identity" in act.reads:
            about = identified(cursor, about, person, head.key, on)
        return about


def actor(officer: UUID, on: date, number: str = "") -> Actor:
    """Somebody with what they hold on a day, and whether they declared a conflict for a case.

    Raises:
        UnknownOfficer: There is no such account, or it is closed.
    """
    with connection.cursor() as cursor:
        return reading.actor(cursor, officer, on, number)


def colleagues(office: str, on: date, number: str = "") -> tuple[Actor, ...]:
    """Who works at an office, by name, and after them who decides for all offices; each with what they hold on a day,
    and whether they declared a conflict for a case. One statement, however many there are."""
    with connection.cursor() as cursor:
        cursor.execute(sql.COLLEAGUES, [number, on, on, on, office, NATIONAL])
        rows = cursor.fetchall()
    found: dict[Any, Actor] = {}
    for key, name, roles, at, small, torn, *power in rows:
        held = frozenset(roles.split())
        if at != office and "delegate" not in held:
            continue
        one = found.get(key) or Actor(
            str(sql.unbound(key)), name, held, at, (), bool(small), frozenset([number] if torn else ())
        )
        if power[0] is not None:
            one = replace(one, powers=(*one.powers, reading.power(*power)))
        found[key] = one
    return tuple(sorted(found.values(), key=lambda one: one.office != office))


def _wanted(found: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    exact = {"stage": wanted.stage, "office": wanted.office, "next_actor": wanted.next}
    found = found.filter(**{name: value for name, value in exact.items() if value is not None})
    for word in (wanted.find or "").split():
        named = Q(family_name__icontains=word) | Q(given_names__icontains=word) | Q(client_id__icontains=word)
        people = Person.objects.filter(named | Q(id__in=find(word).values("id"))).values("id")
        found = found.filter(Q(number__icontains=word) | Q(client__in=people))
    return found


def heads_of(rows: Iterable[Case]) -> tuple[Head, ...]:
    """Rows of cases, which the reader may know of, as a list shows them."""
    held = list(rows)
    people = named(row.client for row in held)
    return tuple(_head(row, people.get(row.client)) for row in held)


def named(keys: Iterable[UUID]) -> dict[UUID, Named]:
    """Persons as a list names them, by their keys."""
    wanted = [sql.bound(key) for key in set(keys)]
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(sql.PERSONS.format(", ".join(["%s"] * len(wanted))), wanted)
        return {
            sql.unbound(key): Named(client, family, given, born and reading.day_of(born))
            for key, client, family, given, born in cursor.fetchall()
        }


def _head(row: Case, person: Named | None) -> Head:
    return Head(
        row.id, row.number, person, row.stage, row.result, Both(row.says_en, row.says_fr), row.next_actor, row.since,
        row.due, row.office, row.holder, row.made_to, row.stream, row.access != NORMAL,
    )  # fmt: skip


def logged(reader: Actor, kind: str, act: str, at: datetime, cases: Iterable[UUID | None]) -> None:
    """A line in the security log for each case, all of them by one statement for each thousand."""
    told = list(cases)
    for first in range(0, len(told), _AT_ONCE):
        part = told[first : first + _AT_ONCE]
        given: list[Any] = []
        for case in part:
            given += [microseconds(at), reader.id, kind, case and sql.bound(case), act, ""]
        with transaction.atomic(), connection.cursor() as cursor:
            safe(connection)
            cursor.execute(sql.LOG_ROWS + ", ".join([sql.LOG_ROW] * len(part)), given)


def numbers(reader: Actor, keys: Iterable[UUID], *, at: datetime) -> dict[UUID, str]:
    """The numbers of these cases, of those alone that the reader may know of; naming a restricted one is logged."""
    found = list(Case.visible_to(reader).filter(id__in=list(keys)).order_by("number"))
    logged(reader, "read", "NameCase", at, [row.id for row in found if row.access != NORMAL])
    return {row.id: row.number for row in found}


def key_of(reader: Actor, number: str) -> UUID | None:
    """The key of a case by its number; None: there is none that the reader may know of."""
    return Case.visible_to(reader).filter(number=number).values_list("id", flat=True).first()
