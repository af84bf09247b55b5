"""The delegation instrument as a list: its items, what each lets one do, and the lowest levels that hold it.

Who is above in line holds the power of those below, and so does a temporary replacement.
Source: Instrument of Designation and Delegation, Fall 2025, items 80 and 118 to 126. The rows of
`trp.rulebook.instructions.delegation` say which item a request falls under; a test holds the two together.
Unsettled: the instrument lists positions office by office; a level here stands for those positions.
"""

from __future__ import annotations

from trp.rulebook.frozen import frozen
from trp.rulebook.language import Both


@frozen
class Item:
    """An item of the instrument. `levels`: the lowest ones that hold it."""

    number: str
    power: Both
    levels: tuple[str, ...]
    under: tuple[str, ...]


LEVELS = {
    "OFFICER": Both("officer", "agent"),
    "MANAGER": Both("manager", "gestionnaire"),
    "ADM": Both("Assistant Deputy Minister", "sous-ministre adjoint"),
    "POE-BSO": Both("border services officer", "agent des services frontaliers"),
    "POE-SUPT": Both("superintendent", "surintendant"),
    "VPU": Both("Vulnerable Persons Unit", "Unité des personnes vulnérables"),
}
"""The levels, as they are called in a sentence."""


def _item(number: str, en: str, fr: str, *levels: str) -> Item:
    return Item(number, Both(en, fr), levels, (f"Delegation instrument, item {number}",))


_EXAMINES = ("OFFICER", "POE-SUPT")

INSTRUMENT = {
    one.number: one
    for one in (
        _item("80", "exempt from fees under a policy that exists (A25.2(2))", "dispenser des frais selon une politique existante (L25.2(2))", "OFFICER", "POE-BSO"),
        _item("118", "issue or refuse a permit: A36(1), A38", "délivrer ou refuser un permis : L36(1), L38", "MANAGER", "POE-SUPT", "VPU"),
        _item("119", "issue a permit (at the highest level) or refuse it: A34, A35, A35.1, A37", "délivrer (au niveau le plus élevé) ou refuser un permis : L34, L35, L35.1, L37", "MANAGER", "ADM"),
        _item("120", "issue or refuse a permit: A36(2), A39, A40, A41, A42 only", "délivrer ou refuser un permis : L36(2), L39, L40, L41, L42 seulement", "OFFICER", "POE-BSO", "VPU"),
        _item("121", "cancel a permit", "annuler un permis", "MANAGER", "POE-SUPT"),
        _item("122", "refuse to examine a request: A24(3.1)", "refuser d’examiner une demande : L24(3.1)", *_EXAMINES),
        _item("123", "refuse to examine a request: A24(4)", "refuser d’examiner une demande : L24(4)", *_EXAMINES),
        _item("124", "suspend a request: A24(5)", "surseoir à l’examen d’une demande : L24(5)", *_EXAMINES),
        _item("125", "refuse to consider a request: A24(6)", "refuser d’étudier une demande : L24(6)", *_EXAMINES),
        _item("126", "refuse to examine a request: A24(7)", "refuser d’examiner une demande : L24(7)", *_EXAMINES),
    )
}  # fmt: skip
"""Every item by its number."""
