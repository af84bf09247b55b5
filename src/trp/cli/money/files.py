"""`trp receipts import` and `trp receipts sample`: a file of receipts is shown first, and entered with `--apply`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from trp.casework.checks import amount
from trp.casework.registers.receipts import FEES
from trp.cli.money.words import Wrong, moment, money, refused
from trp.cli.record import Bar, counted, unusable
from trp.cli.text import CROSS, TICK, Page
from trp.desk.reader import Reader
from trp.fees import tabular
from trp.rulebook.speech import Speech
from trp.rulebook.words import NO_BREAK

if TYPE_CHECKING:
    from trp.fees.importing import Outcome
    from trp.fees.tabular import Faulty, Sheet

_SHOWN = 20  # refused rows, unless all are asked for


def import_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of `trp receipts import`."""
    add, say = parser.add_argument, speech
    add("file", type=Path, metavar=say("FILE", "FICHIER"), help=say("CSV or XLSX, one row for each fee of a receipt", "CSV ou XLSX, une rangée pour chaque type de frais d’un reçu"))  # fmt: skip
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help=say("only show what would be entered (the default)", "seulement montrer ce qui serait inscrit (par défaut)"))  # fmt: skip
    how.add_argument("--apply", action="store_true", help=say("enter what is new", "inscrire ce qui est nouveau"))  # fmt: skip
    add("--map", action="append", default=[], metavar=say("COLUMN=FIELD", "COLONNE=CHAMP"), help=say(f"which field a column is ({', '.join(tabular.FIELDS)}; - leaves it out)", f"quel champ une colonne représente ({', '.join(tabular.FIELDS)}; - l’omet)"))  # fmt: skip
    add("--all", action="store_true", help=say("show every refused row", "montrer chaque rangée refusée"))


def run_import(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    """Import; 0 all is entered or known, 1 some rows are refused or changed, 2 the file cannot be read."""
    from trp.fees import importing

    chosen = dict(_pair(one, speech) for one in options.map)
    try:
        octets = options.file.read_bytes()
        sheet = tabular.read(options.file, reader.day, importing.offices(), chosen)
    except tabular.WrongFile as wrong:
        raise Wrong(f"{options.file}{speech(': ', f'{NO_BREAK}: ')}{wrong.says.in_(speech.language)}") from None  # fmt: skip
    except OSError as wrong:
        return unusable(options.file, wrong, speech)
    page = Page(sys.stdout, speech.language)
    _mapping(sheet, page, speech)
    outcome = _classified(sheet, speech)
    if options.apply and (outcome.new or outcome.changed):
        from trp.journal.asked import Refused

        try:
            outcome = _applied(sheet, importing.source_of(options.file.name, octets), reader, speech)
        except Refused as stopped:
            return refused(stopped.blockers, page, speech)
    _tell(sheet, outcome, options, page, speech)
    return 1 if sheet.refused or outcome.changed else 0


def _pair(text: str, speech: Speech) -> tuple[str, str]:
    column, equals, name = text.rpartition("=")
    if not equals or (name not in tabular.FIELDS and name != tabular.LEFT_OUT):
        raise Wrong(speech(f"--map {text}: write COLUMN=FIELD, where FIELD is one of {', '.join(tabular.FIELDS)} or -",
                           f"--map {text}{NO_BREAK}: écrivez COLONNE=CHAMP, où CHAMP est l’un de {', '.join(tabular.FIELDS)} ou -"))  # fmt: skip
    return column, name


def _classified(sheet: Sheet, speech: Speech) -> Outcome:
    from trp.fees import importing

    bar = Bar.on_terminal(speech("Comparing", "Comparaison"))
    outcome = importing.classified(sheet.receipts, bar)
    if bar:
        bar.clear()
    return outcome


def _applied(sheet: Sheet, source: str, reader: Reader, speech: Speech) -> Outcome:
    from trp.fees import importing

    bar = Bar.on_terminal(speech("Entering", "Inscription"))
    try:
        return importing.apply(
            sheet.receipts, source, UUID(reader.who.id), at=moment(reader), on=reader.day, progress=bar
        )
    finally:
        if bar:
            bar.clear()


def _mapping(sheet: Sheet, page: Page, speech: Speech) -> None:
    page.line(speech("COLUMNS", "COLONNES"), style="title")
    for column, name in sheet.mapping.items():
        said = tabular.FIELDS[name].in_(speech.language) if name in tabular.FIELDS else speech("left out", "omise")  # fmt: skip
        page.line(f"{column} → {said}", indent=2)
    missing = [one.in_(speech.language) for name, one in tabular.FIELDS.items() if name not in sheet.mapping.values()]  # fmt: skip
    if missing:
        page.line(speech(f"not in the file: {', '.join(missing)}", f"absents du fichier{NO_BREAK}: {', '.join(missing)}"), indent=2, style="quiet")  # fmt: skip
    page.line()


def _tell(sheet: Sheet, outcome: Outcome, options: argparse.Namespace, page: Page, speech: Speech) -> None:
    done = options.apply
    page.line(speech(f"{counted(sheet.rows, speech)} rows read.", f"{counted(sheet.rows, speech)} rangées lues."), style="strong")  # fmt: skip
    new = speech("entered" if done else "new", "inscrits" if done else "nouveaux")
    page.line(f"{len(outcome.new):6}  {new}, {money(outcome.cents, speech)}", indent=2)
    for fee, says in FEES.items():
        lines = [one for placed in outcome.new for one in placed.row[5] if one[0] == fee]
        if lines:
            worth = money(sum(one[2] for one in lines), speech)
            page.line(f"{says.in_(speech.language)}{speech(': ', f'{NO_BREAK}: ')}{worth}", indent=10, style="quiet")  # fmt: skip
    page.line(f"{len(outcome.known):6}  {speech('known: on record with the same content', 'connus : au registre avec le même contenu')}", indent=2)  # fmt: skip
    page.line(f"{len(outcome.changed):6}  {speech('changed: refused, what is on record stays', 'modifiés : refusés, ce qui est au registre demeure')}", indent=2)  # fmt: skip
    page.line(f"{len(sheet.refused):6}  {speech('refused: something in the row is wrong', 'refusés : quelque chose est erroné dans la rangée')}", indent=2)  # fmt: skip
    if sheet.repeats:
        page.line(f"{len(sheet.repeats):6}  {speech('rows repeat another row of the file', 'rangées répètent une autre rangée du fichier')}", indent=2, style="quiet")  # fmt: skip
    _faulty([*outcome.changed, *sheet.refused], options.all, page, speech)
    if not done and outcome.new:
        page.line()
        page.line(speech("Nothing is entered yet: give --apply to enter what is new.", "Rien n’est encore inscrit : donnez --apply pour inscrire ce qui est nouveau."), style="strong")  # fmt: skip


def _faulty(found: list[Faulty], every: bool, page: Page, speech: Speech) -> None:
    if found:
        page.line()
    shown = sorted(found, key=lambda one: one.lines)
    for one in shown if every else shown[:_SHOWN]:
        lines = ", ".join(map(str, one.lines))
        label = speech(f"line {lines}: " if len(one.lines) == 1 else f"lines {lines}: ",
                       f"ligne {lines}{NO_BREAK}: " if len(one.lines) == 1 else f"lignes {lines}{NO_BREAK}: ")  # fmt: skip
        page.line(label + " ".join(why.says.in_(speech.language) for why in one.why), mark=CROSS)
    if len(shown) > _SHOWN and not every:
        page.line(speech(f"{len(shown) - _SHOWN} more; --all shows them.", f"{len(shown) - _SHOWN} de plus; --all les montre."), style="quiet")  # fmt: skip


# A morning's file ------------------------------------------------------------------------------------------


def sample_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of `trp receipts sample`."""
    parser.add_argument("file", type=Path, metavar=speech("FILE", "FICHIER"), help=speech("the CSV file to write", "le fichier CSV à écrire"))  # fmt: skip


def run_sample(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    """Write what the payment system would list this morning for the reader's office."""
    from trp.fees.morning.of_the_demo import as_file, morning

    rows, cases = morning(reader)
    try:
        options.file.write_bytes(as_file(rows))
    except OSError as wrong:
        return unusable(options.file, wrong, speech)
    page = Page(sys.stdout, speech.language)
    page.line(speech(f"{len(rows) - 1} rows in {options.file}.", f"{len(rows) - 1} rangées dans {options.file}."), mark=TICK)  # fmt: skip
    for number, case, cents in cases:
        page.line(f"{number} → {case}  {amount(cents).in_(speech.language)}", indent=2)
    page.line(speech(f"Next: trp receipts import {options.file} --as {reader.username}", f"Ensuite : trp receipts import {options.file} --as {reader.username}"), style="quiet")  # fmt: skip
    return 0
