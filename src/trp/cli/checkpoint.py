"""`trp checkpoint`: signs a head over all lines, and copies it out."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from trp.cli.record import counted, language_argument, unusable, with_record
from trp.cli.writing import fault
from trp.rulebook.speech import Speech


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    parser.add_argument(
        "--out",
        type=Path,
        metavar=speech("FILE", "FICHIER"),
        help=speech(
            "also write the signed head to this file, to be kept elsewhere",
            "écrire aussi la tête signée dans ce fichier, à conserver ailleurs",
        ),
    )
    language_argument(parser, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Sign; 0 done, 1 the tree is not what was signed before, 2 it cannot be done."""
    return with_record(lambda: _checkpoint(options.out, speech), speech)


def _checkpoint(out: Path | None, speech: Speech) -> int:
    from trp.journal.checkpoint import TreeBroken, checkpoint

    try:
        head = checkpoint(datetime.now(UTC))
    except TreeBroken:
        fault(speech("the tree is not what was signed before: nothing was signed; run trp verify",
                     "l’arbre n’est pas celui qui a été signé auparavant : rien n’a été signé; lancez trp verify"))  # fmt: skip
        return 1
    if head is None:
        print(speech("The journal has no line yet: there is nothing to sign.",
                     "Le journal n’a encore aucune ligne : il n’y a rien à signer."))  # fmt: skip
        return 0
    size = counted(head.size, speech)
    print(speech(f"Signed head. Lines: {size}; root: {head.root.hex()}.",
                 f"Tête signée. Lignes : {size}; racine : {head.root.hex()}."))  # fmt: skip
    if out is not None:
        try:
            out.write_text(head.text(), "utf-8")
        except OSError as wrong:
            return unusable(out, wrong, speech)
    return 0
