"""`trp amounts`: the fees by date; a newly published amount is entered by one person and confirmed by another."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from typing import TYPE_CHECKING

from trp.casework.checks import amount, long_day
from trp.casework.registers.amounts import (
    ConfirmAmount,
    EnterAmount,
    WithdrawAmount,
    shown_in_the_queue,
)
from trp.cli.money.words import Wrong, answered, entered, money, typed
from trp.cli.reader import reader_arguments, with_reader
from trp.cli.text import TICK, Page
from trp.desk.reader import Reader
from trp.rulebook.speech import Speech
from trp.rulebook.words import NO_BREAK

if TYPE_CHECKING:
    from trp.rulebook.language import Amount

_DOES: dict[str, tuple[str, str]] = {
    "list": ("List the amounts by date, with their sources.", "Lister les montants par date, avec leurs sources."),
    "enter": ("Enter an amount that was published.", "Inscrire un montant publié."),
    "confirm": ("Confirm an amount that somebody else entered, as you read it in the source.",
                "Confirmer un montant inscrit par une autre personne, tel que vous le lisez dans la source."),
    "withdraw": ("Withdraw an amount that is not confirmed.", "Retirer un montant qui n’est pas confirmé."),
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The sub-commands and their options."""
    commands = parser.add_subparsers(dest="does", required=True, metavar=speech("COMMAND", "COMMANDE"))
    for name, says in _DOES.items():
        one = commands.add_parser(name, help=speech(*says), description=speech(*says))
        if name != "list":
            one.add_argument("series", metavar=speech("SERIES", "SÉRIE"), help=speech("e.g. permit_fee", "p. ex. permit_fee"))  # fmt: skip
        if name in ("enter", "confirm"):
            one.add_argument("amount", metavar=speech("AMOUNT", "MONTANT"), help=speech("e.g. 250.50", "p. ex. 250,50"))  # fmt: skip
            one.add_argument("since", metavar=speech("DAY", "JOUR"), help=speech("the first day it applies to, e.g. 2026-12-01", "le premier jour d’application, p. ex. 2026-12-01"))  # fmt: skip
        if name == "enter":
            one.add_argument("--notice-en", required=True, metavar="TITLE", help=speech("the title of the source in English", "le titre anglais de la source"))  # fmt: skip
            one.add_argument("--notice-fr", required=True, metavar="TITRE", help=speech("the title of the source in French", "le titre français de la source"))  # fmt: skip
            one.add_argument("--address", required=True, metavar=speech("ADDRESS", "ADRESSE"), help=speech("where it can be read", "où on peut la lire"))  # fmt: skip
            one.add_argument("--published", required=True, metavar=speech("DAY", "JOUR"), help=speech("the day it was published", "le jour de sa publication"))  # fmt: skip
        if name == "withdraw":
            one.add_argument("--because", default="", metavar=speech("TEXT", "TEXTE"), help=speech("the reason", "la raison"))  # fmt: skip
        reader_arguments(one, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Run a sub-command; 0 done, 1 it was refused, 2 it cannot be done."""
    does = {"list": _list, "enter": _enter, "confirm": _confirm, "withdraw": _withdraw}[options.does]
    return with_reader(lambda reader: answered(lambda: does(options, reader, speech)), options, speech)


def _list(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    from trp.fees.amounts import waiting
    from trp.journal.in_force import book_in_force

    page, language = Page(sys.stdout, speech.language), speech.language
    for name, series in book_in_force().book.series.items():
        page.line(series.says.in_(language), style="strong", then=f"{name} {page.citations([series.under])}")
        for one in series.amounts:
            page.line(f"{money(one.cents, speech):>10}  {_days(one, speech)}", indent=2, then=page.citations([one.source]))  # fmt: skip
        for waits in waiting(name):
            day = long_day(waits.published.since).in_(language)
            said = speech(f"from {day}: entered, waits for a second person", f"à compter du {day}{NO_BREAK}: inscrit, attend une deuxième personne")  # fmt: skip
            page.line(f"{money(waits.published.cents, speech):>10}  {said}", indent=2, mark="?", then=waits.published.notice.in_(language))  # fmt: skip
    return 0


def _days(one: Amount, speech: Speech) -> str:
    first, last = long_day(one.since), None if one.until is None else long_day(one.until)
    if one.since == date.min:
        return speech(f"until {last.en}", f"jusqu’au {last.fr}") if last else ""
    if last is None:
        return speech(f"from {first.en}", f"à compter du {first.fr}")
    return speech(f"from {first.en} to {last.en}", f"du {first.fr} au {last.fr}")


def _day(text: str, speech: Speech) -> date:
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Wrong(speech(f"{text}: this is no day; write 2026-12-01", f"{text}{NO_BREAK}: ce n’est pas un jour; écrivez 2026-12-01"))  # fmt: skip


def _enter(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    cents, since = typed(options.amount, speech), _day(options.since, speech)
    entry = EnterAmount(
        series=options.series, cents=cents, since=since, notice_en=options.notice_en, notice_fr=options.notice_fr,
        address=options.address, published_on=_day(options.published, speech),
    )  # fmt: skip
    worth, day = amount(cents).in_(speech.language), long_day(since).in_(speech.language)
    return entered(entry, reader, speech, said=speech(
        f"{worth} from {day} is entered. It applies to nothing until a second person confirms it.",
        f"{worth} à compter du {day}, inscrit. Il ne s’applique à rien tant qu’une deuxième personne ne l’a pas confirmé.",
    ))  # fmt: skip


def _confirm(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    from trp.fees.amounts import refresh

    cents, since = typed(options.amount, speech), _day(options.since, speech)
    day = long_day(since)
    code = entered(ConfirmAmount(series=options.series, cents=cents, since=since), reader, speech,
                   said=speech(f"Confirmed: it applies from {day.en}.", f"Confirmé : il s’applique à compter du {day.fr}."))  # fmt: skip
    if code == 0:
        told = shown_in_the_queue(refresh(since, reader.day))
        Page(sys.stdout, speech.language).line(told.in_(speech.language), style="quiet", mark=TICK)
    return code


def _withdraw(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    return entered(WithdrawAmount(series=options.series, reason=options.because), reader, speech,
                   said=speech("The amount is withdrawn.", "Le montant est retiré."))  # fmt: skip
