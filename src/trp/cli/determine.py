"""`trp determine`: one request, or a stream of them, answered as the contract says."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any, BinaryIO

from trp.cli.reading import Unreadable, bounded, parsed
from trp.cli.speech import Speech
from trp.rulebook.book import current
from trp.rulebook.determine import determine
from trp.rulebook.request import faults


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    parser.add_argument("file", metavar=speech("FILE", "FICHIER"),
                        help=speech("a request as JSON; - reads standard input", "une demande en JSON; - lit l’entrée standard"))  # fmt: skip
    parser.add_argument("--lang", choices=("en", "fr"), default="en", help=speech("the language of the answer", "la langue de la réponse"))  # fmt: skip
    parser.add_argument("--format", choices=("json", "text"), default="json", help=speech("JSON, or text for a person", "JSON, ou texte pour une personne"))  # fmt: skip
    parser.add_argument(
        "--brief", action="store_true", help=speech("leave out the reasons", "omettre les motifs")
    )
    parser.add_argument("--lines", action="store_true",
                        help=speech("JSON Lines: one request a line, one answer a line", "JSON Lines : une demande par ligne, une réponse par ligne"))  # fmt: skip


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Answer; 0 done, 1 some lines were faulty, 2 the input cannot be answered."""
    try:
        if options.file == "-":
            return _run(options, speech, sys.stdin.buffer)
        with open(options.file, "rb") as file:
            return _run(options, speech, file)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        _say(speech(f"{options.file}: cannot be read ({reason}): give the path of a file that can be read, or -",
                    f"{options.file} : lecture impossible ({reason}) : donnez le chemin d’un fichier lisible, ou -"))  # fmt: skip
        return 2


def _run(options: argparse.Namespace, speech: Speech, file: BinaryIO) -> int:
    if options.lines:
        from trp.cli.lines import answer_lines

        return answer_lines(
            file, sys.stdout.buffer, sys.stderr, speech, text=options.format == "text", brief=options.brief
        )
    try:
        request = parsed(bounded(file))
    except Unreadable as fault:
        _say(f"{options.file}: {fault.says.in_(speech.language)}")
        return 2
    found = faults(request, current().first_day)
    for wrong in found:
        _say(f"{wrong.path}: {wrong.says.in_(speech.language)}")
    if found:
        return 2
    _write(determine(request, speech.language, brief=options.brief), options.format == "text", speech)
    return 0


def _write(answer: dict[str, Any], text: bool, speech: Speech) -> None:
    if text:
        from trp.cli.determination import write
        from trp.cli.text import Page

        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
        write(answer, Page(sys.stdout, speech.language), speech)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(encoded(answer, indent=2))
    sys.stdout.buffer.flush()


def encoded(answer: dict[str, Any], indent: int | None = None) -> bytes:
    """The answer as one JSON text and a line feed, in UTF-8.

    Text that cannot be written in UTF-8 (half of a surrogate pair, as JSON allows) is escaped.
    """
    try:
        return (json.dumps(answer, ensure_ascii=False, indent=indent) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(answer, indent=indent) + "\n").encode()


def _say(line: str) -> None:
    """One line on standard error, whatever the terminal can show."""
    sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    print(line.replace("\n", " "), file=sys.stderr)
