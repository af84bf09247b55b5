"""What officers of the demo write fits the case that they write it in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from trp.casework.assessing import IssuePermit, RefusePermit
from trp.casework.opening import OfferConsideration, ReceiveRequest
from trp.casework.recording import AddNote, RecordConvictions
from trp.cli.caseload.plan import Plan
from trp.cli.caseload.script import Script, Step

FITS = {
    r"one fine|une amende": lambda held, asked: [one["sentence"] for one in held] == ["fine"],
    r"One old offence|Une seule infraction": lambda held, asked: len(held) == 1 and held[0]["sentence"] == "imprisonment",
    r"Two offences|Deux infractions": lambda held, asked: len(held) == 2,
    r"the assault|l’agression": lambda held, asked: any(one["offence"] in ("Assault", "Voies de fait") for one in held),
    r"the fraud|la fraude": lambda held, asked: any(one["offence"].startswith("Fraud") for one in held),
    r"No conviction|Aucune déclaration": lambda held, asked: not held,
    r"[Cc]ourt record matches|Le dossier judiciaire": lambda held, asked: bool(held),
    r"traffickers|trafiquants": lambda held, asked: asked.stream == "trafficking_victim",
    r"[Aa]bus(e|ive)|violen(ce|t)": lambda held, asked: asked.stream == "family_violence_victim",
    r"[Ff]uneral|Funérailles|business meeting|réunion d’affaires|[Tt]ourism|tourisme": (
        lambda held, asked: asked.place != "in_canada" and asked.stream == "ordinary"
    ),
    r"Status was lost|Le statut a été perdu": lambda held, asked: asked.place == "in_canada" and asked.permit == "first",
}  # fmt: skip


def written(script: Script) -> Iterator[tuple[str, list[dict[str, Any]], Any]]:
    """Each text with the convictions on record by then, and the request."""
    asked: dict[Any, Any] = {}
    held: dict[Any, list[Any]] = {}
    for line in script.lines:
        if not isinstance(line, Step) or line.stopped:
            continue
        act = line.act
        if isinstance(act, (ReceiveRequest, OfferConsideration)):
            asked[line.case] = act
        elif isinstance(act, RecordConvictions):
            held[line.case] = list(act.convictions)
        elif isinstance(act, (IssuePermit, RefusePermit)):
            yield act.reasons, held[line.case], asked[line.case]
        elif isinstance(act, AddNote):
            yield act.text, held.get(line.case, []), asked[line.case]


def test_reasons_and_notes_fit_what_is_on_record() -> None:
    met = set()
    for script in Plan(3, 3_000).scripts():
        for text, held, asked in written(script):
            for pattern, fits in FITS.items():
                if re.search(pattern, text):
                    assert fits(held, asked), (text, held, asked)
                    met.add(pattern)
    assert met == set(FITS)


def test_an_offence_is_entered_in_the_language_of_the_request() -> None:
    for script in Plan(3, 300).scripts():
        for _, held, asked in written(script):
            english = {"Theft under $5,000", "Assault", "Fraud over $5,000", "Mischief"}
            assert all((one["offence"] in english) == (asked.language == "en") for one in held)
