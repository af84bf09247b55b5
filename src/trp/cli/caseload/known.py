"""What a script has put on record of a case so far, as marks that the texts of the demo are chosen by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from trp.casework.opening import OfferConsideration, ReceiveRequest
from trp.casework.recording import RecordConvictions, RecordGrounds
from trp.cli.caseload.script import Script, Step

_GROWN = 18


def known(s: Script, case: UUID) -> frozenset[str]:
    """The marks of a case; `plain`: neither a stream of its own nor a ground of security."""
    marks = set[str]()
    grounds: tuple[str, ...] = ()
    convictions: Sequence[Mapping[str, Any]] = ()
    for line in s.lines:
        if not isinstance(line, Step) or line.case != case or line.stopped:
            continue
        if isinstance(line.act, (ReceiveRequest, OfferConsideration)):
            marks.update(_of_the_request(s, line.act))
        elif isinstance(line.act, RecordGrounds):
            grounds = line.act.grounds
        elif isinstance(line.act, RecordConvictions):
            convictions = line.act.convictions
    if any(one.startswith("A34") for one in grounds):
        marks.add("security")
    elif "ordinary" in marks:
        marks.add("plain")
    if "A41" in grounds:
        marks.add("papers")
    return frozenset((*marks, *_of_the_convictions(convictions)))


def _of_the_request(s: Script, act: ReceiveRequest | OfferConsideration) -> Iterator[str]:
    yield act.stream
    yield act.permit
    yield "here" if act.place == "in_canada" else "coming"
    born = next(one.birth_date for one in s.people if str(one.key) == act.client)
    yield "child" if s.day.year - born.year < _GROWN else "grown"


def _of_the_convictions(held: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not held:
        yield "unconvicted"
        return
    yield "convicted"
    yield "one" if len(held) == 1 else "two"
    for one in held:
        yield {"fine": "fined", "imprisonment": "jailed"}.get(one["sentence"], one["sentence"])
        yield {"Assault": "assault", "Voies de fait": "assault"}.get(one["offence"], "")
        yield "fraud" if one["offence"].startswith("Fraud") else ""
