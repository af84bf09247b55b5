"""The classes of persons in Part 19 of the Regulations: what they free the person from, if anything."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from trp.rulebook import facts as f
from trp.rulebook.derive.reader import FLAGS, Reader, where
from trp.rulebook.language import NO, YES, Rulebook
from trp.rulebook.unknown import Ask, lift, unknown

CLASSES = {
    "class_a": (
        "R298(2)(a)", "R295(2)", "R296(2)(c)",
        "R299(2)(a)", "R299(2)(b)", "R299(2)(d)", "R299(2)(e)", "R299(2)(f)", "R299(2)(h)", "R299(2)(i)",
        "R299(2)(j)", "R299(2)(k)",
        "R300(2)(f)", "R300(2)(g)", "R300(2)(h)", "R300(2)(i)",
    ),
    "class_a1": ("R298(2)(a.1)",),
    "class_a2": ("R298(2)(a.2)",),
    "class_a3": ("R298(2)(a.3)", "R299(2)(g)(iii)"),
    "class_d": ("R298(2)(d)",),
    "work_fee_lifted": ("R299(2)",),
    "study_fee_lifted": ("R300(2)",),
}  # fmt: skip
"""For each fact, the provisions whose classes make it so; whatever lies below a provision belongs to it."""

_FREES = ("class_a", "class_a1", "class_a2", "class_a3", "class_d")


def read(request: Reader, found: dict[str, Any], *, book: Rulebook) -> None:
    """Add the facts of the fee classes, of what is pending, and of a visa exemption lost in transit."""
    if request.knows("fee_classes"):
        found.update(_of(tuple(request.held["fee_classes"])))
    else:
        asked = request.ask("fee_classes")
        for n, name in enumerate((*CLASSES, "strange_class")):
            found[name] = unknown(Ask((*asked.order, n), asked.path, f"fee_classes: {name}"), FLAGS)

    if request.knows("pending"):
        found["pending"] = request.held["pending"] or "none"
    else:
        found["pending"] = unknown(request.ask("pending"), f.PENDING.domain)
    present, transit = request.part("visa_exemption_lost_in_transit")
    most = book.number("transit_hours")
    hours = transit.choice("hours_until_entry", (most, most + 1))
    within = lift(lambda h: "within_48_hours" if h <= most else "later", hours)
    found["visa_exemption_lost"] = where(present, within, "none")


@lru_cache(maxsize=4096)
def _of(classes: tuple[str, ...]) -> dict[str, str]:
    found = {
        name: YES if any(_lies_in(c, provision) for c in classes for provision in provisions) else NO
        for name, provisions in CLASSES.items()
    }
    frees = (p for name in _FREES for p in CLASSES[name])
    known = tuple(frees)
    found["strange_class"] = YES if any(not any(_lies_in(c, p) for p in known) for c in classes) else NO
    return found


def _lies_in(provision: str, above: str) -> bool:
    return provision == above or provision.startswith(f"{above}(")
