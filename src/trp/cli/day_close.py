"""`trp day-close`: the day of an office as the ledger shows it, against what was counted, signed by two persons."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from trp.casework.ledger import ACCOUNTS
from trp.casework.registers.days import CountersignDay, SignDay, differences
from trp.casework.registers.receipts import METHODS
from trp.cli.money.words import Wrong, answered, columns, entered, money, no_office, typed
from trp.cli.reader import reader_arguments, with_reader
from trp.cli.text import CROSS, TICK, Page
from trp.desk.reader import Reader
from trp.rulebook.speech import Speech
from trp.rulebook.words import NO_BREAK
from trp.rulebook.words import day as in_words

if TYPE_CHECKING:
    from trp.casework.registers.days import DayLedger


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    add, say = parser.add_argument, speech
    add("office", metavar=say("OFFICE", "BUREAU"), help=say("e.g. NAIROBI", "p. ex. NAIROBI"))
    add("day", metavar=say("DAY", "JOUR"), help=say("e.g. 2026-03-02", "p. ex. 2026-03-02"))
    add("--counted", action="append", default=[], metavar=say("METHOD=AMOUNT", "MODE=MONTANT"), help=say(f"what was counted ({', '.join(METHODS)})", f"ce qui a été compté ({', '.join(METHODS)})"))  # fmt: skip
    add("--settlement", type=Path, metavar=say("FILE", "FICHIER"), help=say("count from a settlement file, CSV or XLSX", "compter d’après un fichier de règlement, CSV ou XLSX"))  # fmt: skip
    add("--explain", default="", metavar=say("TEXT", "TEXTE"), help=say("what explains a difference", "ce qui explique un écart"))  # fmt: skip
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--sign", action="store_true", help=say("sign the day", "signer la journée"))
    how.add_argument("--countersign", action="store_true", help=say("countersign what a colleague signed", "contresigner ce qu’un collègue a signé"))  # fmt: skip
    reader_arguments(parser, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Show, sign or countersign; 0 done and agreed, 1 it does not agree or was refused, 2 it cannot be done."""
    return with_reader(lambda reader: answered(lambda: _close(options, reader, speech)), options, speech)


def _close(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    from django.db import connection

    from trp.fees import days
    from trp.fees.importing import offices

    day = _day(options.day, speech)
    with connection.cursor() as cursor:
        held = days.read(cursor, options.office, day, reader.day)
        counts = days.counts(cursor, options.office, day)
        moved = days.moved(cursor, options.office, day)
    if not held.office_known:
        raise Wrong(no_office(options.office, offices(), speech))
    counted = _counted(options, reader, day, speech)
    page = Page(sys.stdout, speech.language)
    page.line(f"{options.office}, {in_words(day, speech.language)}", style="strong")
    page.line()
    _table(held, counts, counted, page, speech)
    for one in moved:
        page.line(f"{METHODS[one.method].in_(speech.language)}: {ACCOUNTS[one.debit].in_(speech.language)} → {ACCOUNTS[one.credit].in_(speech.language)}".replace(": ", speech(": ", f"{NO_BREAK}: "), 1),
                  indent=2, then=f"{money(one.cents, speech)} ({one.count})")  # fmt: skip
    _signatures(held, page, speech)
    if options.sign:
        entry = SignDay(office=options.office, day=day, counted=counted or {}, explained=options.explain)
        return entered(entry, reader, speech, said=speech("Signed. A second person countersigns it with --countersign.", "Signé. Une deuxième personne contresigne avec --countersign."))  # fmt: skip
    if options.countersign:
        signed = CountersignDay(office=options.office, day=day)
        return entered(signed, reader, speech, said=speech("Countersigned: the day is closed.", "Contresigné : la journée est close."))  # fmt: skip
    return 1 if counted is not None and differences(held.totals, counted) else 0


def _day(text: str, speech: Speech) -> date:
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Wrong(speech(f"{text}: this is no day; write 2026-03-02", f"{text}{NO_BREAK}: ce n’est pas un jour; écrivez 2026-03-02"))  # fmt: skip


def _counted(options: argparse.Namespace, reader: Reader, day: date, speech: Speech) -> dict[str, int] | None:
    """Cents by method: as they were typed, and as a settlement file has them; None: nothing was counted yet."""
    if not options.counted and options.settlement is None:
        return {} if options.sign else None
    found = _settled(options, reader, day, speech) if options.settlement else {}
    for text in options.counted:
        method, equals, worth = text.partition("=")
        if not equals or method not in METHODS:
            raise Wrong(speech(f"--counted {text}: write METHOD=AMOUNT, with one of {', '.join(METHODS)}",
                               f"--counted {text}{NO_BREAK}: écrivez MODE=MONTANT, avec l’un de {', '.join(METHODS)}"))  # fmt: skip
        found[method] = typed(worth, speech)
    return found


def _settled(options: argparse.Namespace, reader: Reader, day: date, speech: Speech) -> dict[str, int]:
    from trp.fees import days, importing, tabular

    path = options.settlement
    try:
        return days.settled(path, options.office, day, reader.day, importing.offices()).counted
    except (tabular.WrongFile, OSError) as wrong:
        why = wrong.says.in_(speech.language) if isinstance(wrong, tabular.WrongFile) else str(wrong)
        raise Wrong(f"{path}{speech(': ', f'{NO_BREAK}: ')}{why}") from None


def _table(
    held: DayLedger, counts: dict[str, int], counted: dict[str, int] | None, page: Page, speech: Speech
) -> None:
    head = [speech("Method", "Mode"), speech("Receipts", "Reçus"), speech("Ledger", "Grand livre")]
    if counted is not None:
        head += [speech("Counted", "Compté"), speech("Difference", "Écart")]
    rows = [tuple(head)]
    wrong = differences(held.totals, counted or {})
    for method, says in METHODS.items():
        if method not in held.totals and method not in (counted or {}):
            continue
        row = [
            says.in_(speech.language),
            str(counts.get(method, 0)),
            money(held.totals.get(method, 0), speech),
        ]
        if counted is not None:
            apart = wrong.get(method, 0)
            sign = "+" if apart > 0 else "-" if apart < 0 else ""
            row += [
                money(counted.get(method, 0), speech),
                f"{sign}{money(abs(apart), speech)}" if apart else "–",
            ]
        rows.append(tuple(row))
    total = money(sum(held.totals.values()), speech)
    blank = ["", ""] if counted is not None else []
    columns([*rows, (speech("Total", "Total"), str(sum(counts.values())), total, *blank)], page, right=(1, 2, 3, 4))  # fmt: skip
    page.line()
    if counted is not None and not wrong:
        page.line(speech("What was counted agrees with the ledger.", "Ce qui a été compté concorde avec le grand livre."), mark=TICK)  # fmt: skip
    elif counted is not None:
        page.line(speech("What was counted does not agree with the ledger, as shown.", "Ce qui a été compté ne concorde pas avec le grand livre, comme il est indiqué."), mark=CROSS)  # fmt: skip
    if held.overdue:
        page.line(speech(f"In suspense for more than 5 working days: {held.overdue} (trp receipts suspense).",
                         f"En attente depuis plus de 5 jours ouvrables : {held.overdue} (trp receipts suspense)."), mark="?")  # fmt: skip


def _signatures(held: DayLedger, page: Page, speech: Speech) -> None:
    from trp.fees.looking import names

    signed = held.signed
    if signed is None:
        page.line(speech("Nobody has signed this day.", "Personne n’a signé cette journée."), style="quiet")
        return
    people = names({signed.by, *([signed.countersigned_by] if signed.countersigned_by else [])})
    first = people.get(signed.by, signed.by)
    second = people.get(signed.countersigned_by or "", "")
    page.line(speech(f"Signed by {first}; countersigned by {second or 'nobody yet'}.",
                     f"Signé par {first}; contresigné par {second or 'personne encore'}."), style="quiet")  # fmt: skip
    if signed.explained:
        page.line(signed.explained, indent=2, style="quiet")
    if signed.totals != held.totals:
        page.line(speech("The ledger moved since: the day has to be signed again.", "Le grand livre a bougé depuis : la journée doit être signée de nouveau."), mark=CROSS)  # fmt: skip
