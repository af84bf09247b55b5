"""The refugee claim and the designation: the periods of A24(3.1) to (7), reckoned to the day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from trp.rulebook.days import days_after, months_after
from trp.rulebook.derive.reader import Reader, where
from trp.rulebook.language import NO, YES, Rulebook
from trp.rulebook.unknown import leaves, lift

_OUTCOMES = ("pending", "accepted", "rejected", "withdrawn", "abandoned", "ineligible")
_OVER = ("rejected", "withdrawn", "abandoned")


class Periods(NamedTuple):
    """The periods of A24(4), (5) and (7), in months."""

    claim: int
    designation: int
    refuse: int


def read(
    request: Reader, found: dict[str, Any], values: dict[str, Any], *, made_on: date, on: date, book: Rulebook
) -> None:
    """Add the facts of the claim and the designation, and the first day that is open again."""
    claim = request.held.get("refugee_claim", _NOT_KNOWN)
    designated_on = request.held.get("designated_on", _NOT_KNOWN)
    found["designation_conditions_breached"] = request.flag("designation_conditions_breached")
    if claim is None and designated_on is None:
        found.update(_NOTHING)
        values["first_day_open"] = None
        return
    held = tuple(claim.items()) if isinstance(claim, dict) else claim
    names = ("claim_bar_months", "designation_bar_months", "refuse_to_consider_months")
    facts, ends = _reckon(held, designated_on, made_on, on, Periods(*map(book.number, names)))
    found.update(facts)
    values["first_day_open"] = _first_day_open(found["origin"], *ends)


_NOT_KNOWN = "not known"
_NOTHING = {
    "claim": "none",
    "prra_pending": NO,
    "claim_clock": "no_outcome",
    "designation": "never",
    "designation_clock": "over",
}
"""The usual case: no claim was ever made and the person was never designated."""


@lru_cache(maxsize=4096)
def _reckon(
    held: tuple[tuple[str, Any], ...] | str | None,
    designated_on: str | None,
    made_on: date,
    on: date,
    periods: Periods,
) -> tuple[dict[str, Any], tuple[Any, Any, Any, Any]]:
    """The facts of the claim and the designation, and what `_first_day_open` needs of them.

    Kept, since what is not known of them is the same in many requests and takes long to weigh.
    """
    known: dict[str, Any] = {}
    if held != _NOT_KNOWN:
        known["refugee_claim"] = None if held is None else dict(held)  # type: ignore[arg-type]
    if designated_on != _NOT_KNOWN:
        known["designated_on"] = designated_on
    request = Reader(known)
    present, claim = request.part("refugee_claim")
    outcome = where(present, claim.choice("outcome", _OUTCOMES), "none")
    prra_pending = where(present, claim.flag("prra_pending"), NO)

    def could_be() -> tuple[date | None, ...]:
        return (None, *_days_that_matter(made_on, on, periods))

    rpd, rad, court, prra_on = (
        where(present, claim.day(key, could_be), None)
        for key in ("rpd_on", "rad_on", "federal_court_on", "prra_on")
    )
    latest = _latest(made_on, rpd, rad, court)
    designated = request.day("designated_on", could_be)
    # Unsettled: whether the Federal Court's word is part of the final determination of a claim. We read: no,
    # it leaves the determination of the Board as it is; A24(4)(b) names the Court, A24(5) does not.
    start = lift(
        _start,
        designated, outcome, prra_pending, prra_on, _latest(made_on, rpd, rad), _latest(on, rpd, rad), made_on, on,
    )  # fmt: skip
    designation = lift(lambda day: _designation(day, made_on, on), designated)
    facts = {
        "claim": outcome,
        "prra_pending": prra_pending,
        "claim_clock": lift(lambda day: _claim_clock(day, made_on, periods), latest),
        "designation": designation,
        "designation_clock": lift(
            lambda s, d: _designation_clock(s, _reckoned(d, made_on, on), periods), start, designated
        ),
    }
    end = lift(lambda s, day: _designation_end(s, _reckoned(day, made_on, on), periods), start, designated)
    if not (isinstance(prra_on, date) and prra_on <= made_on):  # else the five years run from that day
        end = _unless_moved(end, rpd, rad)
    ends = (
        lift(lambda o, pending: o == "ineligible" and pending == YES, outcome, prra_pending),
        _unless_moved(
            lift(lambda o, day: _claim_end(o, day, made_on, periods), outcome, latest), rpd, rad, court
        ),
        lift(lambda e, d: e if d == "before_request" else None, end, designation),
        lift(lambda e, d: e if d == "after_request" else None, end, designation),
    )
    return facts, ends


def _days_that_matter(made_on: date, on: date, periods: Periods) -> tuple[date, ...]:
    """Days that stand for all others, as long as nothing but these periods is reckoned from them.

    Each is the first day of a span within which one day is as good as another.
    """
    five_years, six_years = periods.designation, periods.designation + periods.refuse
    firsts = {months_before(day, months) for day in (made_on, on) for months in (five_years, six_years)}
    firsts |= {months_before(made_on, periods.claim), days_after(made_on, 1), days_after(on, 1)}
    return (date.min, *sorted(firsts))


def months_before(day: date, months: int) -> date:
    """The earliest day from which so many months reach `day`."""
    year = max(day.year - months // 12, 1)
    start = date(year, day.month, min(day.day, 28))
    while months_after(start, months) < day and start < day:
        start = days_after(start, 1)
    return start


def _latest(by: date, *days: Any) -> Any:
    """The latest of the days that had come by then; None where none had."""
    latest: Any = None
    for day in days:
        latest = lift(
            lambda one, other: _later(one, other if other is not None and other <= by else None), latest, day
        )
    return latest


def _later(one: date | None, other: date | None) -> date | None:
    return other if one is None else one if other is None else max(one, other)


def _claim_clock(latest: date | None, made_on: date, periods: Periods) -> str:
    if latest is None:
        return "no_outcome"
    return "running" if made_on <= months_after(latest, periods.claim) else "over"


def _designation(designated: date | None, made_on: date, on: date) -> str:
    if designated is None:
        return "never"
    if designated <= made_on:
        return "before_request"
    return "after_request" if designated <= on else "never"


def _reckoned(designated: date | None, made_on: date, on: date) -> date:
    """A24(5) is reckoned on the day of the request, A24(6) on the day of the question."""
    return made_on if designated is None or designated <= made_on else on


def _start(
    designated: date | None, outcome: str, prra_pending: str, prra_on: date | None,
    latest_made: date | None, latest_on: date | None, made_on: date, on: date,
) -> date | str:  # fmt: skip
    """The day from which the five years run: `never` designated, or `no_end` while it has not come."""
    if _designation(designated, made_on, on) == "never":
        return "never"
    assert designated is not None
    by = _reckoned(designated, made_on, on)
    if outcome == "none":
        return designated
    if prra_pending == YES:
        return "no_end"
    if prra_on is not None and prra_on <= by:  # one determined later had not happened by then
        return prra_on
    latest = latest_made if by == made_on else latest_on
    return "no_end" if outcome == "pending" or latest is None else latest


def _designation_clock(start: date | str, by: date, periods: Periods) -> str:
    if isinstance(start, str):
        return "over" if start == "never" else "no_end"
    end = months_after(start, periods.designation)
    if by <= end:
        return "running"
    return "year_after" if by <= months_after(end, periods.refuse) else "over"


def _claim_end(outcome: str, latest: date | None, made_on: date, periods: Periods) -> date | None:
    """The last day of the twelve months of A24(4), if they run on the day of the request."""
    if outcome not in _OVER or _claim_clock(latest, made_on, periods) != "running":
        return None
    assert latest is not None
    return months_after(latest, periods.claim)


def _unless_moved(end: Any, *decided: Any) -> Any:
    """The last day of a period that runs from the latest decision; `not_known` where one that is not known may be later.

    The days that stand for it (`_days_that_matter`) begin their spans: none of them may be later than one that is known.
    """
    unknown = any(len(set(leaves(day))) > 1 for day in decided)
    return "not_known" if unknown and isinstance(end, date) else end


def _designation_end(start: date | str, by: date, periods: Periods) -> date | str | None:
    """The last day of the five years, if they run; `no_end` while it cannot be reckoned."""
    clock = _designation_clock(start, by, periods)
    if clock != "running":
        return "no_end" if clock == "no_end" else None
    assert isinstance(start, date)
    return months_after(start, periods.designation)


def _first_day_open(origin: Any, endless: Any, claim: Any, designation: Any, suspension: Any) -> date | None:
    """The first day after what closes the request; None: nothing does, or no end is known.

    A bar of the day of the request (A24(3.1), (4), (5)) comes before a suspension that came after it (A24(6)).

    Args:
        origin: Who asks: the bars bind the client's request alone.
        endless: Whether A24(3.1) applies, whose end cannot be reckoned.
        claim: The last day of A24(4), `not_known`, None if it does not apply.
        designation: The last day of A24(5), `no_end`, `not_known`, or None.
        suspension: The last day of A24(6), `no_end`, `not_known`, or None.
    """
    if origin != "client" or endless is not False:
        return None
    ends = [end for end in (claim, designation) if end is not None] or [suspension]
    days = [end for end in ends if isinstance(end, date)]
    return days_after(max(days), 1) if len(days) == len(ends) else None
