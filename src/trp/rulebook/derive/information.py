"""Each piece of information: an item with finite facts of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from trp.rulebook import facts as f
from trp.rulebook.days import days_after
from trp.rulebook.derive.reader import Reader
from trp.rulebook.language import NO, YES
from trp.rulebook.unknown import lift

Item = dict[str, Any]


def read(request: Reader, *, on: date) -> tuple[tuple[str, Item], ...] | None:
    """The facts of every item by its `id`, in their order; None while the list itself is unknown."""
    if not request.knows("information"):
        return None
    return tuple((held["id"], _item(held, n, on)) for n, held in enumerate(request.held["information"]))


def _item(held: dict[str, Any], n: int, on: date) -> Item:
    item = Reader(held, f"information[{n}]", "information[]", at=n)
    disclosed = item.happened("disclosed_on", on)
    due = item.day("response_due_on", lambda: (None, days_after(on, -1), on))
    return {
        "kind": "third_party" if held["kind"] == "third_party" else "internal",
        "relied_on": item.flag("relied_on"),
        "classified": item.choice("classified", f.CLASSIFIED.domain),
        "prepared_for_decision_maker": item.flag("prepared_for_decision_maker"),
        "known_to_client": item.flag("known_to_client"),
        "specialized_expertise": item.flag("specialized_expertise"),
        "on_file": item.flag("on_file"),
        "disclosed": disclosed,
        "answered": item.happened("response_received_on", on),
        "window_over": lift(
            lambda d, day: YES if d == YES and day is not None and day < on else NO, disclosed, due
        ),
        "reason_recorded": item.happened("reason_recorded_on", on),
    }
