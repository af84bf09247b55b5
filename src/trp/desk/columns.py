"""The columns of a list of cases: which there are, which are shown where nobody chose, and whose choice stands."""

from __future__ import annotations

from collections.abc import Iterable

from trp.rulebook.language import Both

COLUMNS: dict[str, Both] = {
    "person": Both("Person", "Personne"),
    "next": Both("Next: what, by whom", "Ensuite\u00a0: quoi, par qui"),
    # Said here, since a day that is due is told in calendar days beside it.
    "age": Both("Age in working days", "Âge en jours ouvrables"),
    "due": Both("Due", "Échéance"),
    "fee": Both("Fee", "Frais"),
    "held": Both("Held by", "Confié à"),
    "stage": Both("Stage", "Étape"),
    "blocked": Both("Blocked by", "Blocage"),
    "stream": Both("Stream", "Volet"),
    "made_to": Both("Channel", "Voie"),
}
"""In the order of the page. The number stands before them all: it leads to the case."""

USUAL = ("person", "next", "age", "due", "fee", "held")


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Those of these that there are, in the order of the page; where there is none, the usual ones."""
    wanted = set(names)
    return tuple(name for name in COLUMNS if name in wanted) or USUAL
