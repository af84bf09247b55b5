"""`trp rules`: the rules, one table, or everything that rests on a provision."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from trp.cli.naming_tests import folder, tests_naming
from trp.cli.rule_text import RulePage
from trp.cli.text import Page
from trp.cli.writing import fault, speakable
from trp.rulebook.book import current
from trp.rulebook.edition import version, written
from trp.rulebook.language import Rulebook
from trp.rulebook.parts import Json, hit_policy, said, span, table_shown
from trp.rulebook.resting import near, resting
from trp.rulebook.sources import cited
from trp.rulebook.speech import Speech


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    add, say = parser.add_argument, speech
    add(
        "name",
        nargs="?",
        metavar=say("NAME", "NOM"),
        help=say(
            'a table, a provision ("R298(2)(a)"), a row, a reading (T4), a code (M31), an instruction; none: list everything',
            "une table, une disposition (« R298(2)a) »), une règle, une interprétation (T4), un code (M31), une instruction; rien : tout lister",
        ),
    )
    add(
        "--lang",
        choices=("en", "fr"),
        default="en",
        help=say("the language of headings (en)", "la langue des titres (en)"),
    )
    add(
        "--format",
        choices=("text", "json"),
        default="text",
        help=say("text for a person, or JSON (text)", "texte pour une personne, ou JSON (text)"),
    )
    only = parser.add_mutually_exclusive_group()
    only.add_argument(
        "--edition",
        action="store_true",
        help=say("print the whole rulebook as canonical JSON", "afficher tout le recueil en JSON canonique"),
    )
    only.add_argument(
        "--version-of-law",
        action="store_true",
        help=say("print the SHA-256 of that edition", "afficher le SHA-256 de cette édition"),
    )


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Show what was asked for; 0 done, 2 nothing has that name."""
    speakable()
    book = current()
    if options.edition or options.version_of_law:
        if options.name is not None:
            fault(
                speech(
                    "--edition and --version-of-law take no name",
                    "--edition et --version-of-law n’acceptent aucun nom",
                )
            )
            return 2
        _print_edition(book, only_version=options.version_of_law)
        return 0
    page = RulePage(Page(sys.stdout, speech.language), speech)
    text = options.format == "text"
    if options.name is None:
        page.everything(book) if text else _print(_everything(book))
        return 0
    tables = {**book.tables, **{one.name: book.tables[one.table] for one in book.findings}}
    if (table := tables.get(options.name.strip().lower())) is not None:
        found = table_shown(table, book)
        page.table(found) if text else _print(found)
        return 0
    return _show_resting(options.name, book, page if text else None, speech)


def _show_resting(asked: str, book: Rulebook, page: RulePage | None, speech: Speech) -> int:
    """Show everything that rests on a name, as text on the page, or else as JSON."""
    found = resting(asked, book) if asked.strip() else None
    if found is None:
        meant = [cited(one, speech.language) for one in near(asked, book)]
        asked = asked.strip() or '""'
        hint = f"; {speech('did you mean', 'vouliez-vous dire')} {', '.join(meant)}?" if meant else ";"
        fault(
            speech(
                f"{asked}: no rule rests on it{hint} `trp rules` lists them all",
                f"{asked}\N{NO-BREAK SPACE}: aucune règle ne s’y rattache{hint} « trp rules » les liste toutes",
            )
        )
        return 2
    tests = folder()
    named = None if tests is None else tests_naming(found["asked"], tests)
    if page is None:
        _print(found | {"tests": named})
    else:
        page.resting(found)
        page.tests(found["asked"], named)
    return 0


def _everything(book: Rulebook) -> Json:
    """Findings, tables and rows."""
    return {
        "findings": [{"name": one.name, "says": said(one.says), "table": one.table} for one in book.findings],
        "tables": [
            {
                "table": table.name,
                "says": said(table.says),
                "hit_policy": hit_policy(table),
                "rules": [
                    {"id": row.id, "outcome": row.outcome, "in_force": span(row)} for row in table.rows
                ],
            }
            for table in book.tables.values()
        ],
    }


def _print_edition(book: Rulebook, *, only_version: bool) -> None:
    """The edition, byte for byte what its version is the SHA-256 of; a terminal gets a line feed as well."""
    text = written(book)
    print(version(text) if only_version else text, end="\n" if only_version or sys.stdout.isatty() else "")


def _print(found: Any) -> None:
    print(json.dumps(found, ensure_ascii=False, indent=2))
