"""`trp export`: every line, for a verifier that shares no code with this program."""

from __future__ import annotations

import argparse
from pathlib import Path

from trp.cli.record import Bar, counted, language_argument, unusable, with_record
from trp.rulebook.speech import Speech


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    parser.add_argument(
        "file",
        type=Path,
        metavar=speech("FILE", "FICHIER"),
        help=speech("where the lines go (JSON Lines); as secret as the cases",
                    "où vont les lignes (JSON Lines); aussi secret que les dossiers"),
    )  # fmt: skip
    language_argument(parser, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Export; 0 done, 2 it cannot be done."""
    return with_record(lambda: _export(options.file, speech), speech)


def _export(target: Path, speech: Speech) -> int:
    from trp.journal.export import export

    bar = Bar.on_terminal(speech("Exporting", "Exportation"))
    try:
        count = export(target, progress=bar)
    except OSError as wrong:
        return unusable(target, wrong, speech)
    finally:
        if bar:
            bar.clear()
    print(speech(f"Lines written to {target}: {counted(count, speech)}. They hold what the cases say: keep them so.",
                 f"Lignes écrites dans {target} : {counted(count, speech)}. Elles contiennent ce que disent les dossiers : protégez-les."))  # fmt: skip
    return 0
