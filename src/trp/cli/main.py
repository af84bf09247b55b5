"""`trp`: the command. Each sub-command is a module of its own, loaded only when it is called."""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from trp.cli.writing import columns, fault, reason, speakable
from trp.rulebook.speech import Speech

_COMMANDS = {
    "determine": (
        "Say what the Act, the Regulations and the instructions say of one request, and why.",
        "Dire ce que la Loi, le Règlement et les instructions prévoient pour une demande, et pourquoi.",
    ),
    "rules": (
        "List the rules, or show one with its sources, its dates and the tests that name it.",
        "Lister les règles, ou en montrer une avec ses sources, ses dates et les essais qui la nomment.",
    ),
    "questions": (
        "Ask only what still matters for one finding, then explain it.",
        "Ne demander que ce qui importe encore pour une constatation, puis l’expliquer.",
    ),
    "demo": (
        "Fill an empty database with a believable caseload, or let time pass in it.",
        "Remplir une base de données vide de dossiers vraisemblables, ou y faire passer le temps.",
    ),
    "cases": (
        "List the cases of the demo as an officer’s queue shows them.",
        "Lister les dossiers de la démo comme les montre la file d’un agent.",
    ),
    "case": (
        "Show a case of the demo: where it stands, what can be done, by whom, and its record.",
        "Montrer un dossier de la démo : où il en est, ce qui peut être fait, par qui, et son registre.",
    ),
    "people": (
        "Find persons of the demo, show one, and say which records are of one person.",
        "Trouver des personnes de la démo, en montrer une, et dire quelles fiches sont d’une même personne.",
    ),
    "grants": (
        "List who was granted the one-time exemption, by whom, under which item, and when.",
        "Lister à qui la dispense unique a été accordée, par qui, en vertu de quel point, et quand.",
    ),
    "officers": (
        "Show who holds which power since when, and what was done under it; enter, approve and end powers.",
        "Montrer qui détient quel pouvoir depuis quand, et ce qui a été fait en vertu de celui-ci; inscrire, approuver, mettre fin.",
    ),
    "receipts": (
        "Import receipts, allocate and refund them, and show where each cent went.",
        "Importer des reçus, les attribuer et les rembourser, et montrer où est allé chaque cent.",
    ),
    "day-close": (
        "Close a day at an office: the ledger against what was counted, by method, signed by two persons.",
        "Clore la journée d’un bureau : le grand livre et ce qui a été compté, par mode, signé par deux personnes.",
    ),
    "amounts": (
        "List the fees by date; enter a newly published amount, confirmed by a second person.",
        "Lister les frais par date; inscrire un montant nouvellement publié, confirmé par une deuxième personne.",
    ),
    "serve": (
        "Open the desk in the browser: queue, cases, acts.",
        "Ouvrir le poste de travail dans le navigateur : file, dossiers, actes.",
    ),
    "password": (
        "Give an account a password, end its lock-out, and, if need be, turn its second step off.",
        "Donner un mot de passe à un compte, lever son verrou et, au besoin, désactiver sa deuxième étape.",
    ),
    "migrate": (
        "Make or upgrade the tables, and give the accounts of the database their rights.",
        "Créer ou mettre à niveau les tables, et donner leurs droits aux comptes de la base de données.",
    ),
    "verify": (
        "Verify the whole record, or one case: chain, codes, tree, signed heads.",
        "Vérifier tout le registre, ou un cas : chaîne, codes, arbre, têtes signées.",
    ),
    "checkpoint": (
        "Sign a head over all lines of the record, and copy it out.",
        "Signer une tête de toutes les lignes du registre, et en faire une copie.",
    ),
    "export": (
        "Write every line of the record to a file, for a separate verifier.",
        "Écrire chaque ligne du registre dans un fichier, pour un vérificateur indépendant.",
    ),
    "rebuild": (
        "Replay every case, and write again the tables that only repeat it.",
        "Rejouer chaque cas, et réécrire les tables qui ne font que le répéter.",
    ),
}


_SHORT = ("determine", "rules")
"""Commands that answer once and end."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the result is its exit code (0 done, 1 some lines were faulty, 2 bad input)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    speech = Speech.of(given)
    speakable()
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, "closed")
        result = _run(given, speech)
        sys.stdout.flush()
        return result
    except BrokenPipeError:
        # Whoever read us has enough (`| head`): nothing is wrong, and nothing more can be said.
        _silence()
        return 0
    except OSError as wrong:  # of standard output; each command answers for the files it opens itself
        _silence()
        fault(speech(f"the answer cannot be written ({reason(wrong, speech)}): make room, or write it elsewhere",
                     f"la réponse ne peut être écrite ({reason(wrong, speech)}) : libérez de l’espace, ou écrivez-la ailleurs"))  # fmt: skip
        return 2
    except (MemoryError, RecursionError):  # the second: hundreds of entries, each open in another way
        fault(speech("the request is too large for the memory of this machine: give a smaller one",
                     "la demande est trop volumineuse pour la mémoire de cet ordinateur : donnez-en une plus petite"))  # fmt: skip
        return 2
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130


def _run(given: list[str], speech: Speech) -> int:
    if given and given[0] in _COMMANDS:  # its parser alone: each one more delays the answer
        gc.disable()  # a short life has no time to look for waste; `determine --lines` turns it on itself
        command = import_module(f"trp.cli.{given[0].replace('-', '_')}")
        gc.freeze()
        if given[0] not in _SHORT:
            gc.enable()
        parser = _Parser(prog=f"trp {given[0]}", description=speech(*_COMMANDS[given[0]]))
        command.add_arguments(parser, speech)
        return int(command.run(parser.parse_args(given[1:]), speech))
    says = speech(
        "Temporary resident permits: rules that explain themselves.",
        "Permis de séjour temporaire : des règles qui s’expliquent elles-mêmes.",
    )
    parser = _Parser(prog="trp", description=says)
    parser.add_argument(
        "--version", action=_Version, nargs=0, help=speech("show the version", "afficher la version")
    )
    commands = parser.add_subparsers(prog="trp", metavar=speech("COMMAND", "COMMANDE"), parser_class=_Parser)
    for name, does in _COMMANDS.items():
        commands.add_parser(name, help=speech(*does))
    parser.parse_args(given)
    parser.print_help()
    return 2 if given else 0


class _Parser(argparse.ArgumentParser):
    def __init__(self, **given: Any) -> None:
        super().__init__(formatter_class=_Help, **given)


class _Help(argparse.HelpFormatter):
    """As wide as the terminal, found without loading what copies and packs files."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=columns() - 2)


def _silence() -> None:
    """Let nothing more be written to standard output, at the end of the process either."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Version(argparse.Action):
    """Prints the version; it is looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"trp {version('trp-casework')}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
