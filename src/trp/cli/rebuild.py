"""`trp rebuild`: replays every case, and writes again whatever did not repeat it."""

from __future__ import annotations

import argparse
from itertools import chain

from trp.cli.record import Bar, counted, language_argument, with_record
from trp.rulebook.speech import Speech


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    parser.add_argument(
        "--check",
        action="store_true",
        help=speech("only compare, and change nothing", "seulement comparer, sans rien modifier"),
    )
    language_argument(parser, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Rebuild; 0 nothing differed, 1 something did, 2 it cannot be done."""
    return with_record(lambda: _rebuild(options.check, speech), speech)


def _rebuild(check: bool, speech: Speech) -> int:
    from trp.fees.rebuild import rebuild as receipts
    from trp.journal.differences import LEFT
    from trp.journal.rebuild import rebuild

    found = left = 0
    bar = Bar.on_terminal(speech("Replaying", "Relecture"))
    for one in chain(rebuild(check=check, progress=bar), receipts(check=check)):
        if bar:
            bar.clear()
        print(one.said(speech.language))
        found += 1
        left += one.code in LEFT
    if bar:
        bar.clear()
    if not found:
        print(speech("Nothing differed: every table repeats the journal.",
                     "Aucune différence : chaque table répète le journal."))  # fmt: skip
        return 0
    written, rest = (
        counted(0 if check else found - left, speech),
        counted(left if not check else found, speech),
    )
    print(speech(f"Written again: {written}. Left as they are: {rest}.",
                 f"Réécrites : {written}. Laissées telles quelles : {rest}."))  # fmt: skip
    return 1
