"""Writing many cases at once, for demos and measurements: acts decide and chain their lines here as they do behind
the door, away from the database, and whole cases are written together.

Two things differ from the door: no answers are kept (nobody asks again), and the security log has the order of
writing. A test shows that both ways give the same journals, heads, registers, letters and receipts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from trp.casework import events as e
from trp.casework.acts import Act
from trp.casework.around import Actor, Around, Receipt, Register
from trp.casework.events import Event
from trp.casework.files import CaseFile, extend
from trp.casework.registers.entries import Entered
from trp.journal import sql
from trp.journal.asked import microseconds
from trp.journal.registers import Stamp, key_of
from trp.journal.writing import (
    START,
    Page,
    Salt,
    allowed_here,
    is_once,
    keep_edition,
    letter,
    opened,
    projected,
    seen_by,
)

LINE = ("case_id", "number", "at_us", "day", "officer", "acting_under", "kind", "version", "edition", "commitment",
        "previous", "hash", "code")  # fmt: skip
_TABLES: dict[str, tuple[str, ...]] = {
    "journal_casenumber": ("number", "case_id"),
    "journal_case": ("id", "number", *sql.CASE_FIELDS),
    "journal_book": ("id", "register", "name", "head", "head_hash"),
    "journal_line": LINE,
    "journal_body": ("case_id", "number", "salt", "body"),
    "journal_outgoing": ("case_id", "line", "kind", "reference", "language", "state", "queued_us"),
    "journal_securityevent": ("at_us", "officer", "kind", "case_id", "act", "codes"),
    "people_liveclaim": ("root", "person", "case_id"),
    "people_grant": ("root", "person", "case_id", "granted_on"),
}
_MOVED = "UPDATE people_person SET version = version + %s WHERE id = %s"

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass
class _Book:
    """One case while it is written. `key`: as its rows name it, in text, which workers hand over faster."""

    key: str
    file: CaseFile = field(default_factory=CaseFile)
    number: int = 0
    head: bytes = START
    access: str = "normal"
    unit: str = ""


class Desk:
    """A few cases that share persons, written away from the database: those of one household, say."""

    def __init__(self) -> None:
        self.rows: Rows = {table: [] for table in (*_TABLES, "moved")}
        self._embedded = connection.vendor == "sqlite"
        self._books: dict[UUID, _Book] = {}
        self._claims: dict[str, UUID] = {}
        self._grants: dict[str, tuple[date, UUID]] = {}

    def act(
        self, act: Act, case: UUID, who: Actor, *, at: datetime, on: date, number: str, salted: Salt,
        receipt: Callable[[Act], Receipt | None],
    ) -> Sequence[tuple[int, Event]]:  # fmt: skip
        """Do an act as the door does it; gives the lines that it adds by their numbers: none if it is refused.

        Args:
            number: The number for a case that is being opened.
            receipt: Knows the receipt that an act names.
        """
        if (book := self._books.get(case)) is None:
            book = self._books[case] = _Book(self._key(case))
        at_us = microseconds(at)
        if book.access != "normal" and book.unit != who.office:
            self._log(at_us, who, "denied", book, act, ())
            return ()
        about = Around(
            on=on,
            actor=who,
            register=self._register(book, case) if "register" in act.reads else Register(),
            receipt=receipt(act) if "receipt" in act.reads else None,
            number=number if act.opens else "",
        )
        if found := act.blockers(book.file, about, at):
            self._log(at_us, who, "refused", book, act, tuple(one.code for one in found))
            return ()
        page, first = Page(case, book.number, book.head, at_us, on, book.key), book.number + 1
        happens, under = act.events(book.file, about), act.acting_under(book.file, about)
        if any(map(is_once, happens)):
            assert book.file.opening is not None
            self.rows["moved"].append((1, sql.bound(UUID(book.file.opening.client))))
        for event in happens:
            extend(book.file, page.add(event, who.id, under, salted))
            self._beside(book, page, event)
        held = seen_by(book.file)
        book.access, book.unit = held["access"], held["unit"]
        allowed_here(book.access)
        self._page(page)
        book.number, book.head = page.number, page.head
        return list(enumerate(happens, first))

    def enter(
        self, register: str, name: str, event: Entered, who: Actor, *, acting_under: str, at: datetime, on: date,
        salted: Salt,
    ) -> Stamp:  # fmt: skip
        """Write the first line of a book, as the door to the registers does for an entry that nothing stops."""
        page = Page(key_of(register, name), 0, START, microseconds(at), on)
        page.add(event, who.id, acting_under, salted)
        self._page(page)
        self.rows["journal_book"].append((sql.bound(page.case), register, name, page.number, page.head))
        return Stamp(page.case, page.number, who.id, page.at_us, on)

    def _page(self, page: Page) -> None:
        width = len(LINE)
        self.rows["journal_line"] += [
            tuple(page.line_rows[n : n + width]) for n in range(0, len(page.line_rows), width)
        ]
        self.rows["journal_body"] += [
            tuple(page.body_rows[n : n + 4]) for n in range(0, len(page.body_rows), 4)
        ]

    def close(self) -> Rows:
        """The rows of all cases, with their heads and the register as they now stand."""
        for book in self._books.values():
            opening = book.file.opening
            if opening is None:
                continue
            head = {"head": book.number, "head_hash": book.head, **projected(book.file), **opened(book.file)}
            head["client"] = sql.bound(head["client"])
            self.rows["journal_casenumber"].append((opening.number, book.key))
            self.rows["journal_case"].append(
                (book.key, opening.number, *(head[name] for name in sql.CASE_FIELDS))
            )
        self.rows["people_liveclaim"] += [
            (*[sql.bound(UUID(root))] * 2, sql.bound(case)) for root, case in self._claims.items()
        ]
        self.rows["people_grant"] += [
            (*[sql.bound(UUID(root))] * 2, sql.bound(case), day) for root, (day, case) in self._grants.items()
        ]
        return self.rows

    def _beside(self, book: _Book, page: Page, event: Event) -> None:
        """The letters, and the register of one-time exemptions."""
        if told := letter(page, book.file, event, page.number):
            case, number, kind, reference, language, at_us = told
            self.rows["journal_outgoing"].append((case, number, kind, reference, language, "queued", at_us))
        opening = book.file.opening
        assert opening is not None
        if isinstance(event, e.ExemptionClaimed) and event.basis == "ONE_TIME":
            self._claims[opening.client] = page.case
        elif isinstance(event, (e.ClaimConsumed, e.ClaimLapsed)) and event.basis == "ONE_TIME":
            del self._claims[opening.client]
            if isinstance(event, e.ClaimConsumed):
                self._grants[opening.client] = (page.day, page.case)

    def _register(self, book: _Book, case: UUID) -> Register:
        if book.file.opening is None:
            return Register()
        client = book.file.opening.client
        granted = self._grants.get(client)
        return Register(
            granted_on=granted[0] if granted and granted[1] != case else None,
            claimed_elsewhere=self._claims.get(client, case) != case,
        )

    def _key(self, key: UUID) -> str:
        return key.hex if self._embedded else str(key)

    def _log(self, at_us: int, who: Actor, kind: str, book: _Book, act: Act, codes: tuple[str, ...]) -> None:
        row = (at_us, who.id, kind, book.key, type(act).__name__, " ".join(codes))
        self.rows["journal_securityevent"].append(row)


def write(desks: Iterable[Rows], cases: int) -> None:
    """Write the rows of many desks, and that so many numbers were given; in the transaction that is open."""
    told = list(desks)
    with connection.cursor() as cursor:
        keep_edition(cursor)
        for table, columns in _TABLES.items():
            insert(cursor, table, columns, [row for rows in told for row in rows[table]])
        if moved := [row for rows in told for row in rows["moved"]]:
            cursor.executemany(_MOVED, moved)
        cursor.execute("UPDATE journal_counter SET value = value + %s WHERE name = 'case'", [cases])


def insert(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many rows the fastest way that the engine has."""
    if not rows:
        return
    named = f"{table} ({', '.join(columns)})"
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {named} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {named} VALUES ({marks})", rows)
