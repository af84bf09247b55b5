"""Amounts published after this version of the program was made: the same rulebook with one more value in a series.

The result is an edition of its own, with its own version: what was found before replays with the amounts of then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from trp.rulebook.frozen import frozen, replace
from trp.rulebook.language import Amount, Both, Rulebook, Series, Source


@frozen
class Published:
    """An amount with its source.

    Attributes:
        series: The series that it continues, e.g. `permit_fee`.
        cents: CAD. `since`: the first day it applies to.
        notice: The title of the source; `address`: where it stands; `read_on`: the day it was read.
    """

    series: str
    cents: int
    since: date
    notice: Both
    address: str
    read_on: date


def with_published(book: Rulebook, amounts: Iterable[Published]) -> Rulebook:
    """The rulebook with these amounts as well, each from its date; what was the last value ends the day before.

    Raises:
        KeyError: There is no such series.
        ValueError: The amount does not apply from a later day than all others of its series.
    """
    series, sources = dict(book.series), list(book.sources)
    for one in sorted(amounts, key=lambda each: each.since):
        series[one.series] = _continued(series[one.series], one)
        sources.append(Source(one.notice.en, one.notice, one.address, one.read_on, cites=(one.notice.en,)))
    return replace(book, series=series, sources=tuple(sources))


def _continued(series: Series, one: Published) -> Series:
    *earlier, last = series.amounts
    if one.since <= last.since:
        raise ValueError(
            f"{series.name}: the last amount applies from {last.since}, this one from {one.since}"
        )
    before = one.since - timedelta(days=1)
    if last.until is None or last.until > before:
        last = replace(last, until=before)
    added = Amount(one.since, None, one.cents, one.notice.en, verified=True)
    return replace(series, amounts=(*earlier, last, added))
