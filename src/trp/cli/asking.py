"""The talk of an interview: prints each question, reads the answer, and says what would be right."""

from __future__ import annotations

import re
from typing import Any, TextIO

from trp.cli.answers import Unfit
from trp.cli.interview import UNKNOWN, Asked, Interview, Request
from trp.cli.text import Page
from trp.cli.why_asked import readers
from trp.rulebook.book import current
from trp.rulebook.shape import day
from trp.rulebook.speech import Speech
from trp.rulebook.words import day as in_words

WHY, BACK, OPEN = "?", "<", "-"
_LONGEST = 1_000_000  # characters of an answer; what follows is read as the next one
_SHOWN = 60  # characters of a faulty answer that are shown again


class Talk:
    """One interview between the program and whoever answers.

    Args:
        finding: The name of the finding.
        request: What is known at the start.
        page: Where questions are printed.
        speech: The language.
        answers: Where answers come from: one a line, from a terminal or a pipe.
    """

    def __init__(self, finding: str, request: Request, page: Page, speech: Speech, answers: TextIO) -> None:
        self._finding = finding
        self._interview = Interview(finding, request)
        self._page, self._speech, self._answers = page, speech, answers
        self._number = 0

    def held(self) -> Request:
        """Ask to the end, or until nobody answers any more; what is then known."""
        self._greet()
        while asked := self._interview.asked:
            self._show(asked)
            if not self._answered(asked):
                break
        return self._interview.known().request

    def _greet(self) -> None:
        say, page, known = self._speech, self._page, self._interview.known().request
        title = next(one.says for one in current().findings if one.name == self._finding)
        page.line(title.in_(say.language), style="title")
        on = in_words(day(known["on"]), say.language)
        page.line(say(f"As of {on} (--on gives another day).", f"Au {on} (--on indique un autre jour)."))
        if self._interview.asked:
            page.line(
                say(
                    f"{WHY} why it is asked   {BACK} one question back   {OPEN} I do not know   Ctrl-D end",
                    f"{WHY} pourquoi cette question   {BACK} question précédente   {OPEN} je ne sais pas   Ctrl-D terminer",
                ),
                style="quiet",
            )

    # One question ------------------------------------------------------------------------------------

    def _show(self, asked: Asked) -> None:
        say, page = self._speech, self._page
        if asked.number != self._number or asked.path == asked.need:
            self._number = asked.number
            page.line()
            page.line(self._progress(asked), style="quiet")
        if asked.of is not None:
            page.line(asked.of.in_(say.language), style="strong")
        page.line(asked.says.in_(say.language), style="strong", then=asked.path)
        for option in asked.way.options:
            page.line(option.says.in_(say.language), indent=2, mark=option.mark.in_(say.language))
        if asked.way.parse is not None:
            right = asked.way.right.in_(say.language)
            page.line(say(f"Give {right}.", f"Donnez {right}."), indent=2, style="quiet")

    def _progress(self, asked: Asked) -> str:
        n, more = asked.number, asked.more
        if not more:
            return self._speech(f"Question {n}, perhaps the last", f"Question {n}, peut-être la dernière")
        return self._speech(f"Question {n}, about {more} more", f"Question {n}, il en reste environ {more}")

    def _answered(self, asked: Asked) -> bool:
        """Read until the question is answered or left; False at the end of what is answered."""
        while (typed := self._read()) is not None:
            if typed == WHY:
                self._why(asked)
            elif typed == BACK:
                if self._interview.back():
                    return True
                self._page.line(self._speech("This is the first question.", "C’est la première question."))
            elif typed == OPEN:
                self._leave_open(asked)
                return True
            else:
                try:
                    value = asked.way.read(typed)
                except Unfit as unfit:
                    self._refuse(typed, unfit)
                    continue
                self._interview.answer(value)
                return True
        return False

    def _read(self) -> str | None:
        stream = self._page.stream
        print("> ", end="", file=stream, flush=True)
        line = self._answers.readline(_LONGEST)
        if not line:
            print(file=stream)
            return None
        typed = re.sub(r"[\x00-\x1f\x7f\ufeff]+", " ", line).strip()
        if not self._answers.isatty():  # nobody sees what comes through a pipe: show it
            print(typed, file=stream)
        return typed

    def _leave_open(self, asked: Asked) -> None:
        if asked.path != asked.need:
            self._page.line(
                self._speech(
                    "Then the whole answer stays open: this belongs to it.",
                    "Toute la réponse reste donc en suspens : ce renseignement en fait partie.",
                )
            )
        self._interview.answer(UNKNOWN)

    def _refuse(self, typed: str, unfit: Unfit) -> None:
        shown = typed if len(typed) <= _SHOWN else f"{typed[:_SHOWN]}…"
        right = unfit.says.in_(self._speech.language)
        space = "\N{NO-BREAK SPACE}"
        quoted = self._speech(f"“{shown}” ", f"«{space}{shown}{space}» ") if shown else ""
        self._page.line(
            self._speech(
                f"{quoted}is no answer: give {right}." if shown else f"Nothing was given: give {right}.",
                f"{quoted}n’est pas une réponse{space}: donnez {right}."
                if shown
                else f"Rien n’a été indiqué{space}: donnez {right}.",
            ),
            style="no",
        )

    def _why(self, asked: Asked) -> None:
        """The rules that wait for the answer, table by table."""
        say, page = self._speech, self._page
        page.line(
            say(
                "Asked because these rules depend on it:",
                "La question est posée parce que ces règles dépendent de la réponse :",
            )
        )
        shown: Any = None
        for reader in readers(self._finding, asked.need, asked.request):
            if reader.table is not shown:
                shown = reader.table
                page.line(shown.says.in_(say.language), indent=2)
            page.line(
                reader.clause.says.in_(say.language),
                indent=4,
                mark="•",
                then=page.citations(list(dict.fromkeys((*reader.row.under, *reader.clause.under)))),
            )
