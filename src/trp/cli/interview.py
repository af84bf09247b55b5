"""An interview about one finding: which question comes next, given the answers so far.

Nothing here reads or prints. The interview is played from its start for each answer that is taken back, so
that every state of it follows from the answers alone.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Generator, Iterator
from functools import lru_cache
from typing import Any

from trp.cli.answers import Way, way
from trp.rulebook.book import current
from trp.rulebook.derive import derive
from trp.rulebook.determine import compiled
from trp.rulebook.evaluate import Evaluation
from trp.rulebook.explain import Explainer
from trp.rulebook.frozen import frozen
from trp.rulebook.language import Both
from trp.rulebook.request import faults, kind, question
from trp.rulebook.shape import Kind, ListOf, Part

Request = dict[str, Any]

UNKNOWN = object()
"""The answer "I do not know": the fact stays open, and is not asked for again."""


@frozen
class Asked:
    """One question of the interview.

    Args:
        path: The path that is asked for.
        need: The path among the `needs` of the finding for whose sake it is asked.
        of: Which entry of a list it concerns.
        says: The question.
        way: How it is answered.
        number: Its number in the interview; what belongs to one need has one number.
        more: How many needs remain beside it, as things stand.
        request: What is known when it is asked.
    """

    path: str
    need: str
    of: Both | None
    says: Both
    way: Way
    number: int
    more: int
    request: Request


@frozen
class Known:
    """What an interview came to: the request, and the paths that were left open."""

    request: Request
    left_open: tuple[str, ...] = ()


class Interview:
    """The course of an interview. `asked` is the question at hand; None once nothing is left to ask.

    Args:
        finding: The name of the finding.
        request: What is known at the start; a request without faults.
    """

    def __init__(self, finding: str, request: Request) -> None:
        self._finding, self._start = finding, request
        self._answers: list[Any] = []
        self.asked: Asked | None = None
        self._known = Known(request)
        self._play()

    def answer(self, value: Any) -> None:
        """Answer the question at hand; the next one is then asked."""
        self._answers.append(value)
        self._step(value)

    def back(self) -> bool:
        """Take the last answer back and ask its question again; False if there is none."""
        if not self._answers:
            return False
        self._answers.pop()
        self._play()
        return True

    def known(self) -> Known:
        """What is known now."""
        return Known(self.asked.request) if self.asked else self._known

    def _play(self) -> None:
        self._course = course(self._finding, self._start)
        self._step(None)
        for value in self._answers:
            self._step(value)

    def _step(self, value: Any) -> None:
        try:
            self.asked = self._course.send(value)
        except StopIteration as end:
            self.asked, self._known = None, end.value


def course(finding: str, start: Request) -> Generator[Asked, Any, Known]:
    """Ask what still matters, one question at a time, until the finding is determined or nobody knows more."""
    request, left_open, number = copy.deepcopy(start), [], 0
    while needed := [path for path in needs(finding, request) if path not in left_open]:
        path = needed[0]
        if _must_be(path, request):
            _put(request, path, {})
            continue
        number += 1
        value = yield from _ask(path, number, len(needed) - 1, request)
        if value is UNKNOWN:
            left_open.append(path)
        else:
            _put(request, path, value)
    return Known(request, tuple(left_open))


def needs(finding: str, request: Request) -> tuple[str, ...]:
    """The paths that would settle the finding, best asked in this order; none if it is determined."""
    return _needs(finding, json.dumps(request))


@lru_cache(maxsize=512)
def _needs(finding: str, request: str) -> tuple[str, ...]:
    """Only that finding is worked out, and a question that is asked again costs nothing."""
    ready = compiled()
    explainer = Explainer(Evaluation(ready, derive(json.loads(request), ready.book)), "en", None)
    sought = next(one for one in ready.book.findings if one.name == finding)
    return tuple(explainer.finding(sought).get("needs", ()))


def _ask(path: str, number: int, more: int, request: Request) -> Generator[Asked, Any, Any]:
    """Ask for one path, with whatever an object there cannot do without."""

    def asked(here: str, what: Kind, of: Both | None) -> Asked:
        offered = way(what, lambda value: not contradicts(request, here, value))
        return Asked(here, path, of, question(here).says, offered, number, more, copy.deepcopy(request))

    def entry(part: Part, here: str, of: Both | None) -> Generator[Asked, Any, Any]:
        held: Request = {}
        for key in part.required:
            held[key] = yield asked(f"{here}.{key}", part.facts[key], of)
            if held[key] is UNKNOWN:
                return UNKNOWN
        return held

    what = kind(path)
    value = yield asked(path, what, entry_of(path, request))
    if value is UNKNOWN or value is None:
        return value
    if isinstance(what, Part):
        return (yield from entry(what, path, None))
    if not (isinstance(what, ListOf) and isinstance(what.entry, Part)):
        return value
    entries = []
    for n in range(value):
        held = yield from entry(what.entry, f"{path}[{n}]", _ENTRIES[path](n + 1, value, ""))
        if held is UNKNOWN:
            return UNKNOWN
        entries.append(held)
    return entries


def contradicts(request: Request, path: str, value: Any) -> bool:
    """Whether the value at that path would contradict what is known (the contract names three such cases)."""
    if "." in path or path not in _MAY_CONTRADICT:
        return False
    return bool(faults({**request, path: value}, current().first_day))


_MAY_CONTRADICT = ("place", "made_to", "document", "application", "permit", "previous_permit")


def _must_be(path: str, request: Request) -> bool:
    """Whether what is known already shows that there is such an object, so that nobody need be asked."""
    what = kind(path)
    return isinstance(what, Part) and what.null and not what.required and contradicts(request, path, None)


# Paths ---------------------------------------------------------------------------------------------------

_STEP = re.compile(r"([a-z0-9_]+)(?:\[([0-9]+)\])?")


def _steps(path: str) -> Iterator[str | int]:
    for step in path.split("."):
        found = _STEP.fullmatch(step)
        assert found is not None
        yield found[1]
        if found[2] is not None:
            yield int(found[2])


def _put(request: Request, path: str, value: Any) -> None:
    """Enter a value at a path whose object is there."""
    *outer, last = _steps(path)
    held: Any = request
    for step in outer:
        held = held[step]
    held[last] = value


def entry_of(path: str, request: Request) -> Both | None:
    """Which entry of a list of objects a path lies in, in words; None if in none."""
    steps = list(_steps(path))
    if len(steps) < 2 or not isinstance(steps[0], str) or not isinstance(steps[1], int):
        return None
    held = request[steps[0]]
    return _ENTRIES[steps[0]](steps[1] + 1, len(held), held[steps[1]].get("id", ""))


def _conviction(n: int, of: int, _: str) -> Both | None:
    if of == 1:
        return None
    return Both(f"Conviction {n} of {of}", f"Déclaration de culpabilité {n} de {of}")


def _information(n: int, of: int, name: str) -> Both | None:
    if name:
        return Both(f"“{name}”", f"«\N{NO-BREAK SPACE}{name}\N{NO-BREAK SPACE}»")
    if of == 1:
        return None
    return Both(f"Information {n} of {of}", f"Renseignement {n} de {of}")


_ENTRIES = {"convictions": _conviction, "information": _information}
