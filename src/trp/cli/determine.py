"""`trp determine`: one request, or a stream of them, answered as the contract says."""

from __future__ import annotations

import argparse
import gc
import sys
from typing import BinaryIO

from trp.cli.reading import Unreadable, bounded, parsed
from trp.cli.writing import encoded, fault, reason
from trp.rulebook.book import current
from trp.rulebook.determine import determine
from trp.rulebook.request import faults
from trp.rulebook.speech import Speech


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    add, say = parser.add_argument, speech
    add(
        "file",
        metavar=say("FILE", "FICHIER"),
        help=say("a request as JSON; - reads standard input", "une demande en JSON; - lit l’entrée standard"),
    )
    add(
        "--lang",
        choices=("en", "fr"),
        default="en",
        help=say("the language of the answer (en)", "la langue de la réponse (en)"),
    )
    add(
        "--format",
        choices=("json", "text"),
        default="json",
        help=say("JSON, or text for a person", "JSON, ou texte pour une personne"),
    )
    add("--brief", action="store_true", help=say("leave out the reasons", "omettre les motifs"))
    add(
        "--lines",
        action="store_true",
        help=say(
            "JSON Lines: one request a line, one answer a line",
            "JSON Lines : une demande par ligne, une réponse par ligne",
        ),
    )


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Answer; 0 done, 1 some lines were faulty, 2 the input cannot be answered."""
    if options.lines and options.format == "text":
        fault(speech("--lines gives JSON Lines: leave out --format text",
                     "--lines donne du JSON Lines : omettez --format text"))  # fmt: skip
        return 2
    if options.file == "-":
        if sys.stdin is None:
            fault(
                speech(
                    "-: standard input is closed: give a file",
                    "- : l’entrée standard est fermée : donnez un fichier",
                )
            )
            return 2
        return _run(options, speech, sys.stdin.buffer)
    try:
        file = open(options.file, "rb")  # noqa: SIM115  (only opening it may fail here)
    except (OSError, ValueError) as wrong:
        why = reason(wrong, speech)
        fault(speech(f"{options.file}: cannot be read ({why}): give the path of a readable file, or -",
                     f"{options.file} : lecture impossible ({why}) : donnez le chemin d’un fichier lisible, ou -"))  # fmt: skip
        return 2
    with file:
        return _run(options, speech, file)


def _run(options: argparse.Namespace, speech: Speech, file: BinaryIO) -> int:
    try:
        if options.lines:
            from trp.cli.lines import answer_lines

            gc.enable()
            return answer_lines(file, sys.stdout.buffer, speech, brief=options.brief)
        request = parsed(bounded(file))
    except Unreadable as wrong:
        fault(f"{options.file}: {wrong.says.in_(speech.language)}")
        return 2
    found = faults(request, current().first_day)
    for one in found:
        fault(f"{one.path}: {one.says.in_(speech.language)}")
    if found:
        return 2
    answer = determine(request, speech.language, brief=options.brief)
    if options.format == "text":
        from trp.cli.determination import write
        from trp.cli.text import Page

        write(answer, Page(sys.stdout, speech.language), speech)
    else:
        # Indented for a person; a program is spared the time.
        sys.stdout.buffer.write(encoded(answer, indent=2 if sys.stdout.isatty() else None))
        sys.stdout.buffer.flush()
    return 0
