"""`trp`: the command. Each sub-command is a module of its own, loaded only when it is called."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from trp.cli.speech import Speech
from trp.cli.writing import fault, reason, speakable

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
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the result is its exit code (0 done, 1 some lines were faulty, 2 bad input)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    speech = Speech.of(given)
    speakable()
    parser = argparse.ArgumentParser(
        prog="trp",
        description=speech("Temporary resident permits: rules that explain themselves.",
                           "Permis de séjour temporaire : des règles qui s’expliquent elles-mêmes."),
    )  # fmt: skip
    parser.add_argument(
        "--version", action=_Version, nargs=0, help=speech("show the version", "afficher la version")
    )
    commands = parser.add_subparsers(dest="command", metavar=speech("COMMAND", "COMMANDE"))
    for name, (en, fr) in _COMMANDS.items():
        command = commands.add_parser(name, help=speech(en, fr), description=speech(en, fr))
        if name in given[:1]:  # its options are worth loading only for it
            import_module(f"trp.cli.{name}").add_arguments(command, speech)
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, "closed")
        options = parser.parse_args(given)
        if options.command is None:
            parser.print_help()
            return 2 if given else 0
        result = int(import_module(f"trp.cli.{options.command}").run(options, speech))
        sys.stdout.flush()
        return result
    except BrokenPipeError:
        # Whoever read us has enough (`| head`): nothing is wrong, and nothing more can be said.
        _silence()
        return 0
    except OSError as wrong:  # of standard output; each command answers for the files it opens itself
        _silence()
        fault(speech(f"the answer cannot be written ({reason(wrong, speech)}): make room, or write it elsewhere",
                     f"la réponse ne peut être écrite ({reason(wrong, speech)}) : libérez de l’espace, ou écrivez-la ailleurs"))  # fmt: skip
        return 2
    except MemoryError:
        fault(speech("the request is too large for the memory of this machine: give a smaller one",
                     "la demande est trop grande pour la mémoire de cette machine : donnez-en une plus petite"))  # fmt: skip
        return 2
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130


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
