"""What the list of convictions comes to: how many count, and the heaviest that is among them.

A conviction counts if it makes the person inadmissible and is no youth finding (reading I6).
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from trp.rulebook.alike import standing_for_all
from trp.rulebook.days import days_after
from trp.rulebook.derive.reader import Reader
from trp.rulebook.language import NO, YES, Rulebook
from trp.rulebook.unknown import lift, unknown

_SENTENCE = {
    "none": 0, "fine": 0, "probation": 0,
    "suspended_imprisonment": 1, "conditional_sentence": 1, "time_served": 1,
    "imprisonment": 2,
}  # fmt: skip
_HEAVIEST = ("clear", "doubtful", "custodial")


class Record(NamedTuple):
    """What the convictions that count come to, so far."""

    counted: int = 0  # 2 stands for several
    sentence: int = 0
    excluded: bool = False
    impaired: bool = False
    impaired_since: bool = False


_NONE = Record()
_COULD_BE: tuple[Record, ...] = (
    _NONE,
    *(
        Record(count, sentence, excluded, impaired, since)
        for count in (1, 2)
        for sentence in (0, 1, 2)
        for excluded in (False, True)
        for impaired, since in ((False, False), (True, False), (True, True))
    ),
)


def read(request: Reader, found: dict[str, Any], *, criminality: Any, book: Rulebook) -> None:
    """Add the facts of the convictions. `criminality`: whether A36(2) is among the grounds."""
    rose = book.day_of("impaired_driving_since")
    record: Any = _NONE
    if request.knows("convictions"):
        each = [_one(held, n, rose) for n, held in enumerate(request.held["convictions"])]
        # Three that are alike: one held fast, one that brings the heaviest of each, one that makes them several.
        for one in standing_for_all(each, 3) if len(each) > 3 else each:
            record = lift(_with, record, one)
    else:
        record = unknown(request.ask("convictions"), _COULD_BE)
    found["convictions_counted"] = lift(lambda r: ("none", "one", "several")[r.counted], record)
    found["sentence"] = lift(lambda r: _HEAVIEST[r.sentence], record)
    found["excluded_offence"] = lift(lambda r: YES if r.excluded else NO, record)
    found["impaired_driving"] = lift(lambda r: YES if r.impaired else NO, record)
    found["impaired_since_change"] = lift(
        lambda r, c: YES if r.impaired_since and c == YES else NO, record, criminality
    )
    found["other_inadmissible_acts"] = request.flag("other_inadmissible_acts")


def _with(one: Record, other: Record) -> Record:
    return Record(
        min(one.counted + other.counted, 2), max(one[1], other[1]), *map(_either, one[2:], other[2:])
    )


def _either(one: bool, other: bool) -> bool:
    return one or other


def _one(held: dict[str, Any], n: int, rose: date) -> Any:
    conviction = Reader(held, f"convictions[{n}]", "convictions[]", at=n)
    counts = lift(_counts, conviction.flag("makes_inadmissible"), conviction.flag("youth"))
    if counts is False:
        return _NONE
    return lift(
        _record,
        rose,
        counts,
        conviction.choice("sentence", ("fine", "time_served", "imprisonment")),
        conviction.flag("child_pornography"),
        conviction.flag("sexual"),
        conviction.flag("impaired_driving"),
        conviction.day("committed_on", lambda: (days_after(rose, -1), rose)),
    )


def _counts(makes_inadmissible: str, youth: str) -> bool:
    return makes_inadmissible == YES and youth == NO


def _record(
    rose: date, counts: bool, sentence: str, pornography: str, sexual: str, impaired: str, committed: date
) -> Record:
    if not counts:
        return _NONE
    excluded = pornography == YES or sexual == YES
    driving = impaired == YES
    return Record(1, _SENTENCE[sentence], excluded, driving, driving and committed >= rose)
