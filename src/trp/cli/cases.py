"""`trp cases`: the cases of the demo as an officer's queue shows them."""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from datetime import date
from typing import TYPE_CHECKING

from trp.cli.reader import reader_arguments, with_reader
from trp.cli.record import counted
from trp.cli.text import Page
from trp.cli.writing import columns, fault, plain
from trp.desk.reader import Reader
from trp.rulebook.speech import Speech
from trp.rulebook.words import NO_BREAK

if TYPE_CHECKING:
    from trp.journal.cases import Head, Listing

_MOST = 25
_TABLE, _ROOMY, _SENTENCES, _WIDEST = 70, 76, 100, 160
_GAP = 2


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    add, say = parser.add_argument, speech
    add("--stage", metavar=say("STAGE", "ÉTAPE"), help=say("only those at a stage, e.g. awaiting_fee", "seulement ceux à une étape, p. ex. awaiting_fee"))  # fmt: skip
    add("--office", metavar=say("OFFICE", "BUREAU"), help=say("only those of an office, e.g. NAIROBI", "seulement ceux d’un bureau, p. ex. NAIROBI"))  # fmt: skip
    add("--next", metavar=say("ROLE", "RÔLE"), help=say("only those that wait for a role, e.g. fee_clerk", "seulement ceux qui attendent un rôle, p. ex. fee_clerk"))  # fmt: skip
    add("--find", metavar=say("TEXT", "TEXTE"), help=say("words of a number, a name or a client number", "mots d’un numéro, d’un nom ou d’un numéro de client"))  # fmt: skip
    add("--most", metavar="N", default=str(_MOST), help=say(f"how many to show ({_MOST})", f"combien en montrer ({_MOST})"))  # fmt: skip
    reader_arguments(parser, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """List; 0 done, 2 it cannot be done."""
    if wrong := _wrong(options, speech):
        fault(wrong)
        return 2
    return with_reader(lambda reader: _list(options, reader, speech), options, speech)


def _wrong(options: argparse.Namespace, speech: Speech) -> str | None:
    """What is wrong with the options, in one line."""
    from trp.casework.stages import ACTORS, STAGES

    for option, given, right in (("--stage", options.stage, STAGES), ("--next", options.next, ACTORS)):
        if given is not None and given not in right:
            return speech(f"{option} {given}: give one of {', '.join(right)}",
                          f"{option} {given} : donnez l’une de ces valeurs : {', '.join(right)}")  # fmt: skip
    if not re.fullmatch("[1-9][0-9]{0,6}", options.most):
        return speech(f"--most {options.most}: give a whole number from 1", f"--most {options.most} : donnez un nombre entier à partir de 1")  # fmt: skip
    return None


def _list(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    from trp.journal.cases import Wanted, listed
    from trp.officers.models import Office

    offices = list(Office.objects.order_by("code").values_list("code", flat=True))
    if options.office is not None and options.office not in offices:
        fault(speech(f"--office {options.office}: give one of {', '.join(offices)}",
                     f"--office {options.office} : donnez l’une de ces valeurs : {', '.join(offices)}"))  # fmt: skip
        return 2
    wanted = Wanted(options.stage, options.office, options.next, options.find)
    found = listed(reader.who, wanted, at=reader.at, most=int(options.most))
    page = Page(sys.stdout, speech.language)
    if found.heads:
        _shown(found, reader.day, page, speech)
    _foot(found, reader, page, speech)
    return 0


def _foot(found: Listing, reader: Reader, page: Page, speech: Speech) -> None:
    shown, total = counted(len(found.heads), speech), counted(found.total, speech)
    if not found.total:
        said = speech("No case that you may know of fits.", "Aucun dossier que vous pouvez connaître ne correspond.")  # fmt: skip
    elif found.total > len(found.heads):
        said = speech(f"1–{shown} of {total} cases; --most {found.total} shows all.",
                      f"Dossiers 1 à {shown} de {total}; --most {found.total} les montre tous.")  # fmt: skip
    else:
        said = speech(f"{total} case{'s' if found.total > 1 else ''}.", f"{total} dossier{'s' if found.total > 1 else ''}.")  # fmt: skip
    page.line()
    page.line(said, style="quiet", then=f"{reader.who.name} ({reader.username}), {reader.day.isoformat()}")


def _shown(found: Listing, today: date, page: Page, speech: Speech) -> None:
    """As a table where every word fits into its column; else one case below the other."""
    width = min(columns(), _WIDEST)
    titles = (
        speech("Number", "Numéro"), speech("Person", "Personne"), speech("Where it stands", "Où il en est"),
        speech("Next", "Ensuite"), speech("Since", "Depuis"), speech("Office", "Bureau"),
    )  # fmt: skip
    rows = [titles, *(_cells(head, width >= _SENTENCES, today, speech) for head in found.heads)]
    widths = _widths(rows, width)
    if widths is None:
        _stacked(found, today, page, speech)
    else:
        _table(rows, widths, page)


def _widths(rows: list[tuple[str, ...]], width: int) -> list[int] | None:
    """Columns as wide as they need; where it stands takes what is left: a sentence, or a word on a narrow terminal.

    None where a word would have to be split.
    """
    cells = [[plain(row[n]) for row in rows] for n in range(len(rows[0]))]
    whole = [max(map(len, column)) for column in cells]
    words = [max(len(word) for cell in column for word in cell.split()) for column in cells]
    wide, roomy = width >= _SENTENCES, width >= _ROOMY
    limits = [9, 22 if wide else 16 if roomy else 10, 0, 20 if wide else 14 if roomy else 10, 10, 8]
    widths = [max(word, min(most, limit)) for word, most, limit in zip(words, whole, limits, strict=True)]
    widths[2] = min(whole[2], width - sum(widths) + widths[2] - _GAP * (len(widths) - 1))
    return None if width < _TABLE or widths[2] < words[2] else widths


def _table(rows: list[tuple[str, ...]], widths: list[int], page: Page) -> None:
    for n, row in enumerate(rows):
        style = "title" if n == 0 else ""
        cells = [textwrap.wrap(plain(cell), room, break_on_hyphens=False) or [""] for cell, room in zip(row, widths, strict=True)]  # fmt: skip
        for line in range(max(map(len, cells))):
            parts = [
                (cell[line] if line < len(cell) else "").ljust(room)
                for cell, room in zip(cells, widths, strict=True)
            ]
            print(page.styled((" " * _GAP).join(parts).rstrip(), style), file=page.stream)


def _stacked(found: Listing, today: date, page: Page, speech: Speech) -> None:
    """Each case on lines of its own, where a table would split words."""
    for head in found.heads:
        number, person, stands, next_one, since, office = _cells(head, True, today, speech)
        page.line(f"{number}  {person}", style="strong")
        page.line(stands, indent=2)
        waits = "" if head.next == "nobody" else speech(f"Next: {next_one}. ", f"Ensuite : {next_one}. ")
        then = waits + speech(f"Since {since}, {office}.", f"Depuis le {since}, {office}.")
        page.line(then, indent=2, style="quiet")


def _cells(head: Head, sentences: bool, today: date, speech: Speech) -> tuple[str, ...]:
    from trp.casework.roles import ROLES
    from trp.casework.stages import RESULTS, STAGES

    language = speech.language
    person = f"{head.person.family_name}, {head.person.given_names}" if head.person else "–"
    result = f"{speech(': ', f'{NO_BREAK}: ')}{RESULTS[head.result].in_(language)}" if head.result else ""
    stands = head.says.in_(language) if sentences else f"{STAGES[head.stage].in_(language)}{result}"
    if sentences and head.due and head.due < today:
        stands += speech(f" They were due on {head.due.isoformat()}.", f" Ils devaient arriver le {head.due.isoformat()}.")  # fmt: skip
    mark = speech(" (restricted)", " (restreint)") if head.restricted else ""
    next_one = ROLES[head.next].in_(language) if head.next != "nobody" else "–"
    return head.number, person + mark, stands, next_one, head.since.isoformat(), head.office
