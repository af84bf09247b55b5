"""What the commands on the record share: the database made ready, its faults told, a progress bar on a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from trp.cli.database import NotReady, connect
from trp.cli.writing import columns, fault, reason, speakable
from trp.rulebook.speech import Speech


def language_argument(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """`--lang`."""
    parser.add_argument(
        "--lang",
        choices=("en", "fr"),
        default="en",
        help=speech("the language of the answer (en)", "la langue de la réponse (en)"),
    )


def with_record(does: Callable[[], int], speech: Speech) -> int:
    """Make the database ready and run a command on it; 2, with a line that says why, where it cannot be used."""
    speakable()
    try:
        connect()
    except NotReady as wrong:
        fault(wrong.says.in_(speech.language))
        return 2
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error

    from trp.journal.asked import Busy
    from trp.journal.keys import KeyMissing

    try:
        return does()
    except Busy:
        fault(speech("the database is busy: nothing was written; try again",
                     "la base de données est occupée : rien n’a été écrit; réessayez"))  # fmt: skip
    except KeyMissing as wrong:
        path = str(wrong).split(": ")[0]
        fault(speech(f"{path}: this key is missing; without it the record can be neither signed nor verified",
                     f"{path} : cette clé manque; sans elle, on ne peut ni signer ni vérifier le registre"))  # fmt: skip
    except (Error, ImproperlyConfigured) as wrong:
        fault(
            speech(f"the database cannot be used: {wrong}", f"la base de données est inutilisable : {wrong}")
        )
    return 2


def unusable(path: Path, wrong: OSError, speech: Speech) -> int:
    """Say that a file cannot be read or written; the exit code is 2."""
    if isinstance(wrong, FileNotFoundError) and not path.parent.is_dir():
        fault(speech(f"{path}: there is no folder {path.parent}; make it first",
                     f"{path} : il n’y a pas de dossier {path.parent}; créez-le d’abord"))  # fmt: skip
        return 2
    fault(speech(f"{path}: {reason(wrong, speech)}", f"{path} : {reason(wrong, speech)}"))
    return 2


def counted(number: int, speech: Speech) -> str:
    """A number with its thousands apart."""
    return f"{number:,}".replace(",", speech(",", "\u00a0"))


class Bar:
    """A progress bar on standard error, where that is a terminal; else nothing.

    It may be given as `progress` to what works for long: `bar(done, total)`.
    """

    def __init__(self, says: str) -> None:
        self.says, self.shown = says, -1

    @classmethod
    def on_terminal(cls, says: str) -> Bar | None:
        """A bar if somebody can see it."""
        return cls(says) if sys.stderr is not None and sys.stderr.isatty() else None

    def __call__(self, done: int, total: int) -> None:
        share = min(100, 100 * done // total) if total else 100
        if share != self.shown:
            self.shown = share
            width = max(10, min(40, columns() - len(self.says) - 8))
            filled = width * share // 100
            print(
                f"\r{self.says} {'█' * filled}{'·' * (width - filled)} {share:3d} %", end="", file=sys.stderr
            )

    def clear(self) -> None:
        """Take the bar away, before a line is printed and at the end."""
        if self.shown >= 0:
            print(f"\r{' ' * (columns() - 1)}\r", end="", file=sys.stderr, flush=True)
            self.shown = -1
