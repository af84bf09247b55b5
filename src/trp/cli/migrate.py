"""`trp migrate`: makes or upgrades the tables, and gives the accounts of a PostgreSQL server their rights."""

from __future__ import annotations

import argparse

from trp.cli.database import NotReady, migrated
from trp.cli.record import language_argument
from trp.cli.writing import fault
from trp.rulebook.speech import Speech


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    parser.add_argument(
        "--app",
        metavar=speech("ACCOUNT", "COMPTE"),
        help=speech(
            "PostgreSQL: the account that the service signs in with; it gets what acts need, and nothing else",
            "PostgreSQL : le compte du service; il reçoit ce qu’exigent les actes, et rien d’autre",
        ),
    )
    parser.add_argument(
        "--checkpoint",
        metavar=speech("ACCOUNT", "COMPTE"),
        help=speech("PostgreSQL: the account that signs heads", "PostgreSQL : le compte qui signe les têtes"),
    )
    language_argument(parser, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Migrate; 0 done, 2 it cannot be done."""
    try:
        migrated(app=options.app, checkpoint=options.checkpoint)
    except NotReady as wrong:
        fault(wrong.says.in_(speech.language))
        return 2
    print(speech("The tables are those of this version.", "Les tables sont celles de cette version."))
    return 0
