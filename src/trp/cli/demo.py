"""`trp demo`: fills an empty database with a believable caseload, and moves the clock of the demo."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from trp.cli.database import NotReady, connect
from trp.cli.record import Bar, counted, language_argument
from trp.cli.text import Page
from trp.cli.writing import fault
from trp.rulebook.speech import Speech
from trp.rulebook.words import day as in_words

if TYPE_CHECKING:
    from trp.cli.caseload.living import Tally
    from trp.journal.demo import Demo

THROUGH_THE_DOOR = 2_000
"""Up to so many cases each act goes through the door; beyond, cases are written in bulk."""
_MOST = 10_000_000


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    add, say = parser.add_argument, speech
    add("--cases", metavar="N", help=say("how many cases (200)", "combien de dossiers (200)"))
    add("--seed", metavar="N", help=say("another caseload for another number (1)", "un autre nombre donne d’autres dossiers (1)"))  # fmt: skip
    add("--advance", metavar=say("DAYS", "JOURS"), help=say("let time pass in the demo, e.g. 10d", "faire passer le temps dans la démo, p. ex. 10d (10 jours)"))  # fmt: skip
    language_argument(parser, speech)


def _unseen(done: int, whole: int) -> None:
    """Nobody looks at the bar."""


class _Wrong(Exception):
    """What was asked for cannot be done: one line."""


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Fill or advance; 0 done, 2 it cannot be done, and nothing was written."""
    try:
        days = _days(options, speech)
        cases = _number(options.cases, 200, "--cases", 1, _MOST, speech)
        seed = _number(options.seed, 1, "--seed", 0, 2**31 - 1, speech)
        connect(make=days is None, demo=True)
        page = Page(sys.stdout, speech.language)
        if days is not None:
            _advance(days, page, speech)
        else:
            _fill(cases, seed, page, speech)
    except NotReady as wrong:
        fault(wrong.says.in_(speech.language))
        return 2
    except _Wrong as wrong:
        fault(str(wrong))
        return 2
    return 0


def _days(options: argparse.Namespace, speech: Speech) -> int | None:
    if options.advance is None:
        return None
    if options.cases is not None or options.seed is not None:
        raise _Wrong(speech("--advance moves the clock of a demo that is there: leave out --cases and --seed",
                            "--advance fait avancer l’horloge d’une démo existante : omettez --cases et --seed"))  # fmt: skip
    found = re.fullmatch(r"([1-9][0-9]{0,2})[dj]?", options.advance)
    if not found or int(found[1]) > 366:
        raise _Wrong(speech(f"--advance {options.advance}: give days, from 1d to 366d",
                            f"--advance {options.advance} : donnez des jours, de 1d à 366d"))  # fmt: skip
    return int(found[1])


def _number(text: str | None, otherwise: int, name: str, least: int, most: int, speech: Speech) -> int:
    if text is None:
        return otherwise
    if not re.fullmatch("[0-9]{1,10}", text) or not least <= int(text) <= most:
        raise _Wrong(speech(f"{name} {text}: give a whole number from {least} to {most}",
                            f"{name} {text} : donnez un nombre entier de {least} à {most}"))  # fmt: skip
    return int(text)


def _fill(cases: int, seed: int, page: Page, speech: Speech) -> None:
    from trp.cli.caseload import bulk, living
    from trp.cli.caseload.plan import Plan
    from trp.journal.demo import demo, is_empty

    now = demo()
    if now is not None and (now.is_full or (now.cases, now.seed) != (cases, seed)):
        raise _Wrong(_occupied(now, speech))
    if now is None and not is_empty():
        raise _Wrong(speech("the database is not empty, and holds no demo: name an empty one with DATABASE_URL or TRP_HOME",
                            "la base de données n’est pas vide et ne contient pas de démo : nommez-en une qui est vide avec DATABASE_URL ou TRP_HOME"))  # fmt: skip
    plan = Plan(seed, cases)
    now = now or living.begin(plan)
    bar = Bar.on_terminal(speech(f"{counted(cases, speech)} cases", f"{counted(cases, speech)} dossiers"))
    if cases <= THROUGH_THE_DOOR:
        living.fill(plan, now, bar or _unseen)
    else:
        bulk.fill(plan, now, bar or _unseen)
    if bar:
        bar.clear()
    _tell(page, speech)


def _occupied(now: Demo, speech: Speech) -> str:
    if now.is_full:
        return speech(f"the database holds a demo already ({now.cases} cases): move its clock with --advance, or name an empty database with DATABASE_URL or TRP_HOME",
                      f"la base de données contient déjà une démo ({now.cases} dossiers) : faites avancer son horloge avec --advance, ou nommez une base vide avec DATABASE_URL ou TRP_HOME")  # fmt: skip
    return speech(f"the database holds a demo that is not complete: go on with --cases {now.cases} --seed {now.seed}",
                  f"la base de données contient une démo incomplète : poursuivez avec --cases {now.cases} --seed {now.seed}")  # fmt: skip


def _advance(days: int, page: Page, speech: Speech) -> None:
    from trp.cli.caseload import living
    from trp.cli.caseload.plan import Plan
    from trp.journal.demo import demo

    now = demo()
    if now is None:
        raise _Wrong(speech("the database holds no demo: fill one with `trp demo`",
                            "la base de données ne contient pas de démo : remplissez-en une avec `trp demo`"))  # fmt: skip
    if not now.is_full:
        raise _Wrong(_occupied(now, speech))
    day = now.day + timedelta(days=days)
    bar = Bar.on_terminal(speech("Time passes", "Le temps passe"))
    tally = living.advance(Plan(now.seed, now.cases), now, day, bar or _unseen)
    if bar:
        bar.clear()
    said = in_words(day, speech.language)
    page.line(speech(f"It is {said} in the demo.", f"Dans la démo, nous sommes le {said}."), style="strong")
    _happened(tally, page, speech)


def _happened(tally: Tally, page: Page, speech: Speech) -> None:
    if not tally.done:
        page.line(speech("Nothing happened in between.", "Rien ne s’est passé entre-temps."), indent=2)
    for act, count in sorted(tally.done.items(), key=lambda one: (-one[1], one[0].__name__)):
        page.line(f"{count:4}  {act.title.in_(speech.language)}", indent=2)


def _tell(page: Page, speech: Speech) -> None:
    """What the database holds now, and what can be looked at next."""
    from trp.casework.stages import STAGES
    from trp.cli.caseload.offices import SUPERVISOR
    from trp.journal.demo import demo, standing

    now = demo()
    assert now is not None
    held = standing()
    said = in_words(now.day, speech.language)
    page.line(
        speech(
            f"{counted(now.cases, speech)} cases on {said}, with {counted(held.lines, speech)} lines of journal; {counted(held.refused, speech)} acts were refused on the way.",
            f"{counted(now.cases, speech)} dossiers au {said}, avec {counted(held.lines, speech)} lignes de journal; {counted(held.refused, speech)} actes ont été refusés en chemin.",
        ),
        style="strong",
    )
    for stage, label in STAGES.items():
        page.line(f"{held.stages.get(stage, 0):6}  {label.in_(speech.language)}", indent=2)
    page.line(speech("Demo mode (TRP_DEMO=1): only demo data of restricted cases may stand in SQLite.",
                     "Mode démo (TRP_DEMO=1) : seules des données de démonstration de dossiers restreints peuvent être dans SQLite."), style="quiet")  # fmt: skip
    page.line(speech(f"Next: trp cases · trp case {held.example} · trp demo --advance 10d. You look as {SUPERVISOR}; --as names somebody else.",
                     f"Ensuite : trp cases · trp case {held.example} · trp demo --advance 10d. Vous regardez comme {SUPERVISOR}; --as nomme quelqu’un d’autre."), style="quiet")  # fmt: skip
