"""The channel, the stream and the application that the request accompanies."""

from __future__ import annotations

from typing import Any

from trp.rulebook import facts as f
from trp.rulebook.derive.reader import Reader, where
from trp.rulebook.language import NO
from trp.rulebook.unknown import lift

_KIND = {"visitor_visa": "visitor_visa", "work_permit": "work_permit", "study_permit": "study_permit"}
_AT_THE_BORDER = ("in_canada", "port_of_entry")
_NOT_AT_THE_BORDER = ("visa_office", "inland_office")
_KINDS = ("visitor_visa", "work_permit", "study_permit", "other")


def read(request: Reader, found: dict[str, Any]) -> Any:
    """Add the facts of the channel; give whether the unknown facts do not contradict each other."""
    held = request.held
    found["place"] = request.choice(
        "place", _AT_THE_BORDER if held.get("made_to") == "port_of_entry" else f.PLACE.domain
    )
    found["made_to"] = request.choice(
        "made_to", _NOT_AT_THE_BORDER if held.get("place") == "outside_canada" else f.MADE_TO.domain
    )
    found["origin"] = request.choice("origin", f.ORIGIN.domain)
    found["stream"] = request.choice("stream", f.STREAM.domain)
    found["has_valid_status"] = request.flag("has_valid_status")

    present, application = request.part("application", there=held.get("document") == "counterfoil")
    kind = application.choice("kind", _KINDS)
    found["application"] = where(
        present, kind if kind.__class__ is not str else _KIND.get(kind, "other"), "none"
    )
    for name, key in (
        ("asked_with_visitor_visa", "asked_with_visitor_visa"),
        ("performing_artist_group", "performing_artist_group"),
        ("r208b", "r208b"),
        ("application_decided", "decided"),
    ):
        found[name] = where(present, application.flag(key), NO)
    without = request.knows("application") and present is False
    found["document"] = request.choice("document", ("permit",) if without else f.DOCUMENT.domain)

    found["a44_report"] = request.choice("a44_report", f.A44_REPORT.domain)
    found["delegate_decided"] = request.flag("delegate_decided")
    return lift(
        lambda place, made_to, document, application: (
            not (
                (place == "outside_canada" and made_to == "port_of_entry")
                or (document == "counterfoil" and application == "none")
            )
        ),
        found["place"],
        found["made_to"],
        found["document"],
        found["application"],
    )
