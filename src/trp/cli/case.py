"""`trp case T-000042`: a case of the demo as an officer would want to read it."""

from __future__ import annotations

import argparse
import re
import sys

from trp.cli.reader import reader_arguments, with_reader
from trp.cli.text import Page
from trp.cli.writing import fault
from trp.desk.reader import Reader
from trp.rulebook.speech import Speech


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    parser.add_argument("number", metavar=speech("NUMBER", "NUMÉRO"), help=speech("the case, e.g. T-000042", "le dossier, p. ex. T-000042"))  # fmt: skip
    reader_arguments(parser, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Show; 0 done, 2 there is no such case for who looks."""
    found = re.fullmatch("(?:T-)?0*([0-9]{1,12})", options.number, re.IGNORECASE)
    if not found:
        fault(speech(f"{options.number}: give the number of a case, e.g. T-000042",
                     f"{options.number} : donnez le numéro d’un dossier, p. ex. T-000042"))  # fmt: skip
        return 2
    number = f"T-{int(found[1]):06d}"
    return with_reader(lambda reader: _show(number, reader, speech), options, speech)


def _show(number: str, reader: Reader, speech: Speech) -> int:
    from trp.cases.staff import Staff
    from trp.cli import case_page
    from trp.journal.asked import ConflictDeclared, NoSuchCase
    from trp.journal.cases import opened

    try:
        head, file = opened(reader.who, number, at=reader.at)
    except NoSuchCase:
        fault(speech(f"{number}: there is no such case", f"{number} : ce dossier n’existe pas"))
        return 2
    except ConflictDeclared:
        fault(speech(f"{number}: you declared a conflict of interest; the case is closed to you, and a colleague must act",
                     f"{number} : vous avez déclaré un conflit d’intérêts; le dossier vous est fermé, et un collègue doit agir"))  # fmt: skip
        return 2
    case_page.write(head, file, reader, Staff(head, reader, file), Page(sys.stdout, speech.language), speech)
    return 0
