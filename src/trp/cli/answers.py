"""What may be answered to one question, and how what was typed becomes a value of the request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from trp.rulebook.frozen import frozen
from trp.rulebook.language import LANGUAGES, Both
from trp.rulebook.notation import officers
from trp.rulebook.shape import Choice, Day, Flag, Kind, ListOf, Money, Number, Part, Provision

MOST_ENTRIES = 20
"""The longest list of objects that is asked for one by one: beyond it a file is the kinder way."""


class Unfit(ValueError):
    """What was typed is no answer to the question; `says` tells what would be right."""

    def __init__(self, says: Both) -> None:
        super().__init__(says.en)
        self.says = says


@frozen
class Option:
    """An answer that is offered: what to type for it, what it says, and the value it stands for."""

    mark: Both
    says: Both
    value: Any
    also: tuple[str, ...] = ()

    def called(self, typed: str) -> bool:
        """Whether the text typed means this option, in either language."""
        names = (self.mark.en, self.mark.fr, self.says.en, self.says.fr, *self.also)
        return typed.casefold() in {name.casefold() for name in names}


@frozen
class Way:
    """How one question is answered.

    Args:
        options: The answers that are offered by number or letter.
        right: What would be right, as the end of a sentence: "give …".
        parse: From the text typed to a value; None: nothing beside the options can be typed.
        fits: Whether such a value is one.
    """

    options: tuple[Option, ...]
    right: Both
    parse: Callable[[str], Any] | None = None
    fits: Callable[[Any], bool] = lambda value: True

    def read(self, typed: str) -> Any:
        """The value that was typed.

        Raises:
            Unfit: It is not an answer.
        """
        typed = typed.strip()
        for option in self.options:
            if option.called(typed):
                return option.value
        if self.parse is not None:
            value = self.parse(typed)
            if self.fits(value):
                return value
        raise Unfit(self.right)


def way(kind: Kind, allowed: Callable[[Any], bool] = lambda value: True) -> Way:
    """The way in which a fact of that kind is asked for.

    Args:
        kind: Its kind.
        allowed: Whether an option may be offered; one that would contradict what is known is not.
    """
    options = tuple(option for option in _options(kind) if allowed(option.value))
    if isinstance(kind, Choice | Flag | Part):
        return Way(options, _one_of(options))
    right, parse = _typed(kind)
    if isinstance(kind, ListOf) and isinstance(kind.entry, Part):
        return Way(options, right, parse, lambda count: count is not None)
    if options:
        none = options[0]
        right = Both(
            f"{right.en}, or {none.mark.en} ({none.says.en})",
            f"{right.fr}, ou {none.mark.fr} ({none.says.fr})",
        )
    return Way(options, right, parse, lambda value: kind.fits(value) and value != "")


def _options(kind: Kind) -> Iterator[Option]:
    if isinstance(kind, Flag | Part):
        part = isinstance(kind, Part)
        yield Option(Both("y", "o"), Both("yes", "oui"), {} if part else True)
        yield Option(
            Both("n", "n"), kind.none if part else Both("no", "non"), None if part else False, ("no", "non")
        )
        return
    if kind.null:
        yield Option(Both("0", "0"), kind.none, None)
    if isinstance(kind, Choice):
        for n, (key, says) in enumerate(kind.options.items(), 1):
            yield Option(Both(str(n), str(n)), says, key, (key,))


def _one_of(options: tuple[Option, ...]) -> Both:
    en, fr = ([option.mark.in_(language) for option in options] for language in LANGUAGES)
    return Both(_listed(en, "or"), _listed(fr, "ou"))


def _listed(marks: list[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(marks[:-1]), *marks[-1:])))


# What is typed freely ------------------------------------------------------------------------------------

_EMPTY = Both("an empty line for none", "une ligne vide s’il n’y en a pas")


def _typed(kind: Kind) -> tuple[Both, Callable[[str], Any]]:
    """What to give, and how to read it."""
    if isinstance(kind, Day):
        return Both("a day as YYYY-MM-DD, e.g. 2026-03-02", "une date AAAA-MM-JJ, p. ex. 2026-03-02"), str
    if isinstance(kind, Money):
        return Both("an amount in dollars, e.g. 246.25", "un montant en dollars, p. ex. 246,25"), _money
    if isinstance(kind, Number):
        return Both("a number of hours, e.g. 36 or 47.5", "un nombre d’heures, p. ex. 36 ou 47,5"), _number
    if not isinstance(kind, ListOf):
        return Both("some text", "un texte"), str
    if isinstance(kind.entry, Part):
        most = MOST_ENTRIES
        return Both(
            f"how many there are, from 0 to {most} (for more, write them in a file and give it with --from)",
            f"leur nombre, de 0 à {most} (au-delà, inscrivez-les dans un fichier et donnez-le avec --from)",
        ), _count
    if not isinstance(kind.entry, Provision):
        en, fr = "their numbers, with commas between them", "leurs numéros, séparés par des virgules"
        return Both(f"{en}; {_EMPTY.en}", f"{fr}; {_EMPTY.fr}"), _listing
    letter = "A" if kind.entry.ground else "R"
    example = (
        Both("A36(2)(b), A41", "L36(2)b), L41")
        if kind.entry.ground
        else Both("R296(2)(c), R298(2)(d)", "R296(2)c), R298(2)d)")
    )
    says = Both(
        f"provisions with commas between them, e.g. {example.en}; {_EMPTY.en}",
        f"des dispositions séparées par des virgules, p. ex. {example.fr}; {_EMPTY.fr}",
    )
    return says, lambda typed: [officers(one, bare=letter) for one in _listing(typed)]


def _money(typed: str) -> str:
    """`246,25 $`, `$1,246.25` and `246` are all amounts."""
    bare = re.sub(r"[\s$]", "", typed)
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]{2}", bare):
        bare = bare.replace(",", "")
    bare = bare.replace(",", ".")
    return f"{bare}.00" if bare.isascii() and bare.isdigit() else bare


def _number(typed: str) -> float | None:
    bare = typed.replace(",", ".")
    return float(bare) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", bare) else None


def _count(typed: str) -> int | None:
    return int(typed) if re.fullmatch("[0-9]{1,2}", typed) and int(typed) <= MOST_ENTRIES else None


def _listing(typed: str) -> list[str]:
    return [one for one in (part.strip() for part in re.split("[,;]", typed)) if one]
