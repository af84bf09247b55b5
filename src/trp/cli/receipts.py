"""`trp receipts`: from the morning's file to where each cent went."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module

from trp.cli.reader import reader_arguments, with_reader
from trp.rulebook.speech import Speech

_DOES: dict[str, tuple[str, str, str]] = {
    "import": ("files", "Read a file of receipts; show what is new, known, changed and wrong; enter it with --apply.",
               "Lire un fichier de reçus; montrer ce qui est nouveau, connu, modifié et erroné; l’inscrire avec --apply."),
    "sample": ("files", "Write the morning’s file of the payment system for one’s office (demo).",
               "Écrire le fichier du matin du système de paiement pour son bureau (démo)."),
    "show": ("showing", "Show where each cent of a receipt went.", "Montrer où est allé chaque cent d’un reçu."),
    "suspense": ("showing", "List the money that has no case.", "Lister l’argent qui n’a pas de dossier."),
    "reserve": ("doing", "Reserve a receipt for one’s office, or release it.", "Réserver un reçu pour son bureau, ou le libérer."),
    "allocate": ("doing", "Allocate a part of a receipt to a case.", "Attribuer une part d’un reçu à un dossier."),
    "reverse": ("doing", "Take an allocation back.", "Annuler une attribution."),
    "remissions": ("doing", "List the remissions that are owed, or record one.", "Lister les remises dues, ou en consigner une."),
    "refund": ("doing", "Propose a refund, or approve one.", "Proposer un remboursement, ou en approuver un."),
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The sub-commands and their options."""
    commands = parser.add_subparsers(dest="does", required=True, metavar=speech("COMMAND", "COMMANDE"))
    for name, (module, *says) in _DOES.items():
        one = commands.add_parser(name, help=speech(*says), description=speech(*says))
        _of(module, f"{name}_arguments")(one, speech)
        reader_arguments(one, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Run a sub-command; 0 done, 1 something was refused, 2 it cannot be done."""
    from trp.cli.database import NotReady, connect
    from trp.cli.money.words import answered
    from trp.cli.writing import fault

    try:
        connect()
    except NotReady as wrong:
        fault(wrong.says.in_(speech.language))
        return 2
    if hasattr(options, "number"):
        from trp.fees.looking import as_known

        options.number = as_known(options.number)
    does = _of(_DOES[options.does][0], f"run_{options.does}")
    return with_reader(lambda reader: answered(lambda: does(options, reader, speech)), options, speech)


def _of(module: str, name: str) -> Callable[..., int]:
    found: Callable[..., int] = getattr(import_module(f"trp.cli.money.{module}"), name)
    return found
