"""`trp verify`: the whole record, or one case, against its own chain, its tree and the heads kept outside."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from trp.cli.record import Bar, counted, language_argument, unusable, with_record
from trp.cli.writing import fault
from trp.rulebook.speech import Speech

if TYPE_CHECKING:
    from trp.journal.heads import SignedHead
    from trp.journal.whole import Tally


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    parser.add_argument(
        "--case",
        metavar=speech("NUMBER", "NUMÉRO"),
        help=speech(
            "one case alone (T-000042); the tree over all lines is not verified then",
            "un seul cas (T-000042); l’arbre de toutes les lignes n’est alors pas vérifié",
        ),
    )
    parser.add_argument(
        "--head",
        action="append",
        default=[],
        type=Path,
        metavar=speech("FILE", "FICHIER"),
        help=speech(
            "a signed head that was kept elsewhere; may be given several times",
            "une tête signée conservée ailleurs; peut être donnée plusieurs fois",
        ),
    )
    language_argument(parser, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Verify; 0 all is right, 1 something is not, 2 it cannot be verified."""
    if options.case and options.head:
        fault(speech("--head is for the whole record: leave out --case",
                     "--head vaut pour tout le registre : omettez --case"))  # fmt: skip
        return 2
    return with_record(lambda: _verify(options, speech), speech)


def _verify(options: argparse.Namespace, speech: Speech) -> int:
    from trp.journal.heads import NotAHead, from_text
    from trp.journal.verify import NoSuchNumber, verify
    from trp.journal.whole import Tally

    outside: list[SignedHead] = []
    for path in options.head:
        try:
            outside.append(from_text(path.read_text("utf-8")))
        except OSError as wrong:
            return unusable(path, wrong, speech)
        except (NotAHead, UnicodeDecodeError):
            fault(speech(f"{path}: it holds no signed head, or one that is not genuine",
                         f"{path} : il ne contient aucune tête signée, ou celle-ci n’est pas authentique"))  # fmt: skip
            return 2
    tally, found = Tally(), 0
    bar = Bar.on_terminal(speech("Verifying", "Vérification"))
    try:
        for one in verify(case=options.case, outside=outside, tally=tally, progress=bar):
            found += 1
            if bar:
                bar.clear()
            print(one.said(speech.language))
    except NoSuchNumber:
        fault(
            speech(
                f"{options.case}: no case has that number", f"{options.case} : aucun cas ne porte ce numéro"
            )
        )
        return 2
    finally:
        if bar:
            bar.clear()
    if found:
        print(speech(f"Broken. Findings: {counted(found, speech)}.",
                     f"Le registre est altéré. Constats : {counted(found, speech)}."))  # fmt: skip
        return 1
    _sum_up(tally, bool(options.case), outside, speech)
    return 0


def _sum_up(tally: Tally, one: bool, outside: list[SignedHead], speech: Speech) -> None:
    lines, cases = counted(tally.lines, speech), counted(tally.cases, speech)
    print(
        speech(
            f"All is right. Lines: {lines}; cases and books: {cases}.",
            f"Tout est exact. Lignes : {lines}; dossiers et livres : {cases}.",
        )
    )
    if one:
        return
    newer = tally.lines - tally.size
    if newer:
        print(speech(f"Lines newer than the last signed head: {counted(newer, speech)} (run trp checkpoint).",
                     f"Lignes plus récentes que la dernière tête signée : {counted(newer, speech)} (lancez trp checkpoint)."))  # fmt: skip
    if not outside:
        print(speech(
            "No head from outside was given: a database that was rolled back, or rewritten with both keys, would not show.",
            "Aucune tête de l’extérieur n’a été donnée : une base ramenée en arrière, ou réécrite avec les deux clés, ne se verrait pas.",
        ))  # fmt: skip
