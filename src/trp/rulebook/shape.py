"""The shape of a request: which facts there are and what each may hold. One predicate for each kind.

The same as the contract's JSON Schema (a test compares the two), written out so that a request is
checked in a few microseconds and a fault names the path, the value and what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import Any

from trp.rulebook.frozen import frozen
from trp.rulebook.language import Both

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONEY = re.compile("[0-9]+[.][0-9]{2}")
_CLASS = re.compile(r"R[0-9.]+(\([0-9a-z.]+\))*")
_GROUND = re.compile(r"A(34|35|35\.1|36\(1\)|36\(2\)|36\(2\.1\)|37|38|39|40|40\.1|41|42)(\([0-9a-z.]+\))*")


@lru_cache(maxsize=16_384)
def day(text: str) -> date:
    """The calendar day that an ISO 8601 text names.

    Raises:
        ValueError: The text is not of the form 2026-03-02, or there is no such day.
    """
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


@frozen
class Fault:
    """One fault of a request: the path to the value, what is wrong with it, what would be right."""

    path: str
    says: Both


_NONE = Both("none", "aucun")


class Kind:
    """What one fact may hold.

    Args:
        null: Whether it may be null: known to be none.
        none: What null says, as an answer to the question.
    """

    def __init__(self, *, null: bool = False, none: Both = _NONE) -> None:
        self.null = null
        self.none = none

    def fits(self, value: Any) -> bool:
        raise NotImplementedError

    def right(self) -> Both:
        raise NotImplementedError

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        if not ((value is None and self.null) or self.fits(value)):
            right, shown = self.right(), _shown(value)
            en = f"{shown} does not fit: give {right.en}{', or null (none)' if self.null else ''}"
            fr = f"{shown} ne convient pas : donnez {right.fr}{', ou null (aucun)' if self.null else ''}"
            yield Fault(path, Both(en, fr))


def _shown(value: Any) -> str:
    """The value as a fault names it, cut where it is long."""
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else f"{text[:56]}…{text[-1]}"


class Flag(Kind):
    def fits(self, value: Any) -> bool:
        return value is True or value is False

    def right(self) -> Both:
        return Both("true or false", "true ou false")


class Choice(Kind):
    def __init__(self, options: Mapping[str, Both], *, null: bool = False, none: Both = _NONE) -> None:
        super().__init__(null=null, none=none)
        self.options = options

    def fits(self, value: Any) -> bool:
        return value.__class__ is str and value in self.options

    def right(self) -> Both:
        options = ", ".join(self.options)
        return Both(f"one of {options}", f"l’une de ces valeurs : {options}")


class Day(Kind):
    def fits(self, value: Any) -> bool:
        if value.__class__ is not str:
            return False
        try:
            day(value)
        except ValueError:
            return False
        return True

    def right(self) -> Both:
        return Both(
            "a day of the calendar as YYYY-MM-DD, e.g. 2026-03-02",
            "un jour du calendrier sous la forme AAAA-MM-JJ, p. ex. 2026-03-02",
        )


class Money(Kind):
    def fits(self, value: Any) -> bool:
        return value.__class__ is str and _MONEY.fullmatch(value) is not None

    def right(self) -> Both:
        return Both(
            'an amount in CAD as text with two decimals, not negative, e.g. "246.25"',
            "un montant en dollars canadiens, en texte, à deux décimales et non négatif, p. ex. « 246.25 »",
        )


class Number(Kind):
    def fits(self, value: Any) -> bool:
        return value.__class__ is int or (value.__class__ is float and isfinite(value))

    def right(self) -> Both:
        return Both("a number of hours, e.g. 48.0", "un nombre d’heures, p. ex. 48.0")


class Text(Kind):
    def __init__(self, *, shortest: int = 0, null: bool = False) -> None:
        super().__init__(null=null)
        self.shortest = shortest

    def fits(self, value: Any) -> bool:
        return value.__class__ is str and len(value) >= self.shortest

    def right(self) -> Both:
        return Both(
            "text, not empty" if self.shortest else "text",
            "un texte, non vide" if self.shortest else "un texte",
        )


class Provision(Kind):
    """A provision in the officer's notation."""

    def __init__(self, *, ground: bool = False) -> None:
        super().__init__()
        self.ground = ground

    def fits(self, value: Any) -> bool:
        return value.__class__ is str and (_GROUND if self.ground else _CLASS).fullmatch(value) is not None

    def right(self) -> Both:
        if self.ground:
            return Both(
                "a ground of inadmissibility, A34 to A42, e.g. A36(2)(b)",
                "un motif d’interdiction de territoire, de A34 à A42, p. ex. A36(2)(b)",
            )
        return Both(
            "a class of Part 19 of the Regulations, e.g. R296(2)(c)",
            "une catégorie de la partie 19 du Règlement, p. ex. R296(2)(c)",
        )


class ListOf(Kind):
    def __init__(self, entry: Kind) -> None:
        super().__init__()
        self.entry = entry

    def fits(self, value: Any) -> bool:
        return value.__class__ is list and all(map(self.entry.fits, value))

    def right(self) -> Both:
        return Both("a list", "une liste")

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield from Kind.faults(self, value, path)
            return
        for n, entry in enumerate(value):
            if not self.entry.fits(entry):
                yield from self.entry.faults(entry, f"{path}[{n}]")


class Part(Kind):
    """An object: its facts, and those it cannot do without."""

    def __init__(
        self,
        facts: Mapping[str, Kind],
        *,
        required: tuple[str, ...] = (),
        null: bool = False,
        none: Both = _NONE,
    ) -> None:
        super().__init__(null=null, none=none)
        self.facts = facts
        self.required = required

    def fits(self, value: Any) -> bool:
        if value.__class__ is not dict:
            return False
        facts = self.facts
        for key, held in value.items():
            kind = facts.get(key)
            if kind is None or not ((held is None and kind.null) or kind.fits(held)):
                return False
        return all(key in value for key in self.required)

    def right(self) -> Both:
        return Both("an object", "un objet")

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        if value is None and self.null:
            return
        if not isinstance(value, dict):
            yield from Kind.faults(self, value, path)
            return
        for key, held in value.items():
            kind = self.facts.get(key)
            if kind is None:
                yield self._unknown_key(f"{path}.{key}" if path else key, key)
            else:
                yield from kind.faults(held, f"{path}.{key}" if path else key)
        for key in self.required:
            if key not in value:
                kind = self.facts[key]
                right = kind.right()
                if kind.null:
                    right = Both(f"{right.en}, or null (none)", f"{right.fr}, ou null (aucun)")
                yield Fault(
                    f"{path}.{key}" if path else key,
                    Both(f"is missing: give {right.en}", f"manque : donnez {right.fr}"),
                )

    def _unknown_key(self, path: str, key: str) -> Fault:
        near = _nearest(key, self.facts)
        allowed = ", ".join(self.facts)
        if near:
            return Fault(
                path,
                Both(
                    f"is not a fact of a request: did you mean {near}?",
                    f"n’est pas un fait de la demande : vouliez-vous dire {near}?",
                ),
            )
        return Fault(
            path,
            Both(
                f"is not a fact: there are {allowed}",
                f"n’est pas un fait; les faits possibles sont {allowed}",
            ),
        )


def _nearest(key: str, among: Mapping[str, Kind]) -> str | None:
    from difflib import get_close_matches  # only a faulty request pays for it

    return next(iter(get_close_matches(key, among, n=1)), None)
