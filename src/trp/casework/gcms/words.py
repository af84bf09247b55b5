"""The values of a note in words: provisions, days, amounts, choices, and who held the power."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from trp.casework.checks import long_day
from trp.casework.files import Line
from trp.rulebook.instructions.instrument import LEVELS
from trp.rulebook.language import Both
from trp.rulebook.request import kind
from trp.rulebook.shape import Choice, Day, Flag, Kind, ListOf, Money, Provision
from trp.rulebook.sources import cited
from trp.rulebook.words import money

NONE = Both("none", "néant")
NOT_RECORDED = Both("not recorded", "non consigné")
YES_OR_NO = {True: Both("yes", "oui"), False: Both("no", "non")}

_ITEM = re.compile(r"item (\w+), ([A-Z-]+)")


def fill(template: Both, **values: Both | str | int) -> Both:
    """A whole sentence in each language, with its values."""
    en = {name: value.en if isinstance(value, Both) else value for name, value in values.items()}
    fr = {name: value.fr if isinstance(value, Both) else value for name, value in values.items()}
    return Both(template.en.format(**en), template.fr.format(**fr))


def provision(citation: str) -> Both:
    """A citation as each language writes it."""
    return Both(cited(citation, "en"), cited(citation, "fr"))


def listed(values: Iterable[Both | str]) -> Both:
    """Values one after the other."""
    both = [value if isinstance(value, Both) else Both(value, value) for value in values]
    return Both(", ".join(value.en for value in both), ", ".join(value.fr for value in both))


def paragraphs(notes: Iterable[Both]) -> Both:
    """Whole sentences, each on a line of its own."""
    both = list(notes)
    return Both("\n".join(one.en for one in both), "\n".join(one.fr for one in both))


def day_or(value: date | None, otherwise: Both) -> Both:
    return otherwise if value is None else long_day(value)


def level(line: Line) -> Both:
    """At which level of the delegation instrument the actor held the power; as it is recorded if it is no level."""
    held = _ITEM.match(line.acting_under)
    return LEVELS[held[2]] if held and held[2] in LEVELS else Both(line.acting_under, line.acting_under)


def answer(path: str, value: Any) -> Both:
    """What is on record for one fact of the request, in words."""
    return _in_words(kind(path), value)


def _in_words(shape: Kind, value: Any) -> Both:
    if value is None:
        return shape.none
    if isinstance(shape, Choice):
        return shape.options[value]
    if isinstance(shape, Flag):
        return YES_OR_NO[value]
    if isinstance(shape, Day):
        return long_day(date.fromisoformat(value))
    if isinstance(shape, Money):
        return Both(money(value, "en"), money(value, "fr"))
    if isinstance(shape, Provision):
        return provision(value)
    if isinstance(shape, ListOf):
        return listed(_in_words(shape.entry, one) for one in value) if value else NONE
    return Both(str(value), str(value))
