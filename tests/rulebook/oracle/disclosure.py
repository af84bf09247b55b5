"""What the client must be shown before a decision: read from the page on information-gathering."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


def item(f: Mapping[str, str], day: date) -> str:
    """Third-party information and Disclosure of information; of a part-classified item, the rest.

    Reading: an internal report that is classified in part is never free of disclosure by the three tests.
    """
    if f["relied_on"] == "no":
        return "NONE"
    if f["classified"] == "yes":
        return "PROTECTED"
    if f["kind"] == "third_party":
        return "DISCLOSE"
    need_not_be_shown = (
        f["classified"] == "no"
        and f["prepared_for_decision_maker"] == "yes"
        and f["known_to_client"] == "yes"
        and f["specialized_expertise"] == "no"
    )
    return "NOT_REQUIRED" if need_not_be_shown else "JUDGMENT"


def item_hold(f: Mapping[str, str], day: date) -> str:
    """The client must be informed and allowed to respond: until then the decision waits.

    Reading: a window counts only if the item was disclosed; an answer frees by itself.
    """
    if f["item"] == "PROTECTED":
        return "HOLDS"
    if f["item"] in ("NONE", "NOT_REQUIRED"):
        return "FREE"
    if f["answered"] == "yes":
        return "FREE"
    if f["disclosed"] == "yes" and f["window_over"] == "yes":
        return "FREE"
    if f["item"] == "JUDGMENT" and f["reason_recorded"] == "yes":
        return "FREE"
    return "HOLDS"


def item_keep(f: Mapping[str, str], day: date) -> str:
    """Documentary evidence of what third parties say is kept on file."""
    return "KEEP" if f["kind"] == "third_party" else "NO_DUTY"


def disclosure(f: Mapping[str, str], day: date) -> str:
    """All items together: protected information is for somebody else to clear."""
    if f["any_protected"] == "yes":
        return "REFER"
    if f["any_holds"] == "yes":
        return "HOLD"
    return "CLEAR"
