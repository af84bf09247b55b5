"""What the commands on money share: amounts as they are typed, an entry or an act done and told, what stopped it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from trp.casework.blockers import Blocker
from trp.casework.checks import amount
from trp.casework.roles import named
from trp.cli.text import CROSS, TICK, Page
from trp.cli.writing import fault
from trp.desk.reader import Reader
from trp.fees.tabular import cents
from trp.rulebook.speech import Speech
from trp.rulebook.words import NO_BREAK

if TYPE_CHECKING:
    from trp.casework.acts import Act
    from trp.casework.registers.entries import Entry


class Wrong(Exception):
    """What was typed cannot be done: one line."""


def money(value: int, speech: Speech) -> str:
    """Cents as the language writes them."""
    return amount(value).in_(speech.language)


def typed(text: str, speech: Speech) -> int:
    """An amount as somebody types it, in cents.

    Raises:
        Wrong: It is none.
    """
    found = cents(text)
    if not isinstance(found, int):
        raise Wrong(speech(f"{text}: this is no amount; write 246.25", f"{text}{NO_BREAK}: ce n’est pas un montant; écrivez 246,25"))  # fmt: skip
    return found


def answered(does: Callable[[], int]) -> int:
    """Run a command; 2, with one line, if what was typed cannot be done."""
    try:
        return does()
    except Wrong as wrong:
        fault(str(wrong))
        return 2


def entered(entry: Entry, reader: Reader, speech: Speech, *, said: str) -> int:
    """Make an entry and say so; 1, with everything that stops it, if it is refused."""
    from trp.journal.asked import Refused
    from trp.journal.entering import enter

    page = Page(sys.stdout, speech.language)
    try:
        enter(entry, UUID(reader.who.id), at=moment(reader), on=reader.day, key=f"cli {uuid4()}")
    except Refused as stopped:
        return refused(stopped.blockers, page, speech)
    page.line(said, mark=TICK)
    return 0


def acted(act: Act, case: UUID, reader: Reader, speech: Speech, *, said: str) -> int:
    """Do an act on a case and say so; 1, with everything that stops it, if it is refused."""
    from trp.journal.asked import NoSuchCase, Refused
    from trp.journal.door import perform

    page = Page(sys.stdout, speech.language)
    try:
        perform(act, case, UUID(reader.who.id), at=moment(reader), on=reader.day, key=f"cli {uuid4()}")
    except Refused as stopped:
        return refused(stopped.blockers, page, speech)
    except NoSuchCase:
        raise Wrong(speech("there is no such case", "ce dossier n’existe pas")) from None
    page.line(said, mark=TICK)
    return 0


def moment(reader: Reader) -> datetime:
    """The day of the demo's clock, at the time of this machine's."""
    return datetime.combine(reader.day, datetime.now(UTC).timetz())


def refused(found: tuple[Blocker, ...], page: Page, speech: Speech) -> int:
    """What stops an entry, who can clear it, and under what it rests."""
    for one in found:
        who = speech(f" Who can: {named(one.who, 'en')}.", f" Qui le peut{NO_BREAK}: {named(one.who, 'fr')}.") if one.who else ""  # fmt: skip
        page.line(one.says.in_(speech.language) + who, mark=CROSS, then=page.citations(list(one.under)))
    return 1


def no_office(given: str, known: Iterable[str], speech: Speech) -> str:
    """That an office is not known, and which ones are."""
    some = ", ".join(sorted(known))
    return speech(f"{given}: there is no such office; give one of {some}",
                  f"{given}{NO_BREAK}: ce bureau n’existe pas; donnez l’un de ceux-ci{NO_BREAK}: {some}")  # fmt: skip


def columns(rows: list[tuple[str, ...]], page: Page, *, right: tuple[int, ...] = ()) -> None:
    """Rows in columns as wide as they need; the first is the heading. Where they do not fit, each row on lines of its own."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    if sum(widths) + 2 * (len(widths) - 1) > page.width:
        _stacked(rows[0], rows[1:], page)
        return
    for n, row in enumerate(rows):
        cells = [
            cell.rjust(width) if k in right else cell.ljust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print(page.styled("  ".join(cells).rstrip(), "title" if n == 0 else ""), file=page.stream)


def _stacked(head: tuple[str, ...], rows: list[tuple[str, ...]], page: Page) -> None:
    """The first cell of each row, then the others, each after its heading; those that are empty are left out."""
    colon = f"{NO_BREAK}: " if page.language == "fr" else ": "
    for row in rows:
        page.line(row[0], style="strong")
        told = (
            f"{name}{colon}{cell}" if name else cell
            for name, cell in zip(head[1:], row[1:], strict=True)
            if cell.strip()
        )
        page.line(" · ".join(told), indent=2)
