"""`trp questions`: an interview in the terminal about one finding, asking only what still matters."""

from __future__ import annotations

import argparse
import io
import json
import sys
from datetime import date
from difflib import get_close_matches
from typing import Any, TextIO

from trp.cli.asking import Talk
from trp.cli.reading import Unreadable, bounded, parsed
from trp.cli.text import Page
from trp.cli.writing import fault, speakable
from trp.rulebook.book import current
from trp.rulebook.determine import determine
from trp.rulebook.language import UNDETERMINED
from trp.rulebook.request import faults
from trp.rulebook.shape import Day
from trp.rulebook.speech import Speech

Request = dict[str, Any]


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    add, say = parser.add_argument, speech
    names = ", ".join(finding.name for finding in current().findings)
    add(
        "finding",
        metavar=say("FINDING", "CONSTATATION"),
        help=say(f"what is to be found: {names}", f"ce qu’il faut constater : {names}"),
    )
    add(
        "--lang",
        choices=("en", "fr"),
        default="en",
        help=say("the language of the interview (en)", "la langue de l’entretien (en)"),
    )
    add(
        "--on",
        metavar=say("DAY", "JOUR"),
        help=say(
            "the day of the question, YYYY-MM-DD (that of the file, else today)",
            "le jour de la question, AAAA-MM-JJ (celui du fichier, sinon aujourd’hui)",
        ),
    )
    add(
        "--from",
        dest="start",
        metavar=say("FILE", "FICHIER"),
        help=say(
            "a request as JSON: what it says is not asked",
            "une demande en JSON : ce qu’elle indique n’est pas demandé",
        ),
    )
    add(
        "--save",
        metavar=say("FILE", "FICHIER"),
        help=say(
            "write what is known at the end as a request in JSON; - writes it below the finding",
            "enregistrer ce qui est connu à la fin comme demande en JSON; - l’écrit sous la constatation",
        ),
    )


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Interview, then explain; 0 done (even if facts stay open), 2 the interview cannot start or be saved."""
    speakable()
    names = [finding.name for finding in current().findings]
    if options.finding not in names:
        near = get_close_matches(options.finding.lower(), names, n=1)
        meant = speech(f"; did you mean {near[0]}?", f"; vouliez-vous dire {near[0]}?") if near else ""
        fault(
            speech(
                f"{options.finding}: is not a finding: give one of {', '.join(names)}{meant}",
                f"{options.finding}\N{NO-BREAK SPACE}: n’est pas une constatation\N{NO-BREAK SPACE}: donnez {', '.join(names[:-1])} ou {names[-1]}{meant}",
            )
        )
        return 2
    start = _start(options, speech)
    if start is None:
        return 2
    page = Page(sys.stdout, speech.language)
    known = Talk(options.finding, start, page, speech, _answers()).held()
    _explain(options.finding, known, page, speech)
    return _save(options.save, known, speech) if options.save else 0


def _answers() -> TextIO:
    """Where the answers come from; bytes that are no text become a sign that no answer has."""
    answers: TextIO | None = sys.stdin
    if isinstance(answers, io.TextIOWrapper):
        answers.reconfigure(errors="replace")
    return answers or io.StringIO()  # there is none if the shell closed it


def _start(options: argparse.Namespace, speech: Speech) -> Request | None:
    """What is known before the first question; None if it is faulty, which is said."""
    request: Any = {}
    if options.start is not None:
        try:
            with open(options.start, "rb") as file:
                request = parsed(bounded(file))
        except OSError as wrong:
            reason = wrong.strerror or str(wrong)
            fault(
                speech(
                    f"{options.start}: cannot be read ({reason}): give the path of a file that can be read",
                    f"{options.start}\N{NO-BREAK SPACE}: lecture impossible ({reason})\N{NO-BREAK SPACE}: donnez le chemin d’un fichier lisible",
                )
            )
            return None
        except Unreadable as wrong:
            fault(f"{options.start}{_colon(speech)}{wrong.says.in_(speech.language)}")
            return None
    if options.on is not None and not Day().fits(options.on):
        fault(f"--on{_colon(speech)}{speech('give', 'donnez')} {Day().right().in_(speech.language)}")
        return None
    if isinstance(request, dict):
        request = {"on": date.today().isoformat(), **request, **({"on": options.on} if options.on else {})}
    found = faults(request, current().first_day)
    for one in found:
        fault(f"{one.path}{_colon(speech)}{one.says.in_(speech.language)}")
    return None if found else request


def _explain(name: str, known: Request, page: Page, speech: Speech) -> None:
    """The finding with all its reasons, as `trp determine --format text` writes it."""
    from trp.cli.determination import write_finding

    title = next(one.says for one in current().findings if one.name == name)
    found = determine(known, speech.language)["findings"][name]
    page.line()
    if found["outcome"] == UNDETERMINED:
        page.line(
            speech(
                "What is known does not settle it. This is how things stand.",
                "Ce qui est connu ne permet pas de trancher. Voici où en sont les choses.",
            ),
            style="open",
        )
    write_finding(title.in_(speech.language), name, found, page, speech)


def _save(path: str, known: Request, speech: Speech) -> int:
    """Write the request; where it cannot be written, it is printed, so that no answer is lost."""
    text = json.dumps(known, ensure_ascii=False, indent=2) + "\n"
    if path == "-":
        print(f"\n{text}", end="")
        return 0
    try:
        with open(path, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError as wrong:
        print(f"\n{text}", end="")
        reason = wrong.strerror or str(wrong)
        fault(
            speech(
                f"{path}: cannot be written ({reason}): the request stands above; copy it from there",
                f"{path}\N{NO-BREAK SPACE}: écriture impossible ({reason})\N{NO-BREAK SPACE}: la demande figure ci-dessus; copiez-la",
            )
        )
        return 2
    return 0


def _colon(speech: Speech) -> str:
    return speech(": ", "\N{NO-BREAK SPACE}: ")
