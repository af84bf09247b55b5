"""Money that no case waits for, because its case is paid: what is left over of a receipt, and what was paid twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trp.desk.reader import Reader
from trp.fees.looking import Suspended, paid_with
from trp.fees.morning.entries import address
from trp.fees.morning.fitting import Fitting, Waiting, Why, joined, numbers_in
from trp.journal.finding import fee_paid
from trp.journal.lists.shown import Row
from trp.people.folding import fold

_POINTS = frozenset({Why.NUMBER, Why.CLIENT, Why.NAME})
"""What points to a person who paid before; a family name alone is borne by many."""

_OF_CLIENT = 6
"""Digits and letters that the number of a client has, at least."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A case that is paid. `left_over`: the receipt itself pays it; else somebody of that case paid again.

    `refund`: the page that proposes to give the money back.
    """

    number: str
    left_over: bool
    refund: str


def settled(money: Sequence[Suspended], reader: Reader) -> dict[str, Settled]:
    """The paid case that each of these receipts belongs to, by its number; as few statements for many as for one."""
    pays = paid_with([one.number for one in money])
    said = {word for one in money for word in _words(one.payer)}
    numbers = {number for one in money for number in numbers_in(one.payer)}
    keys = {key for cases in pays.values() for key in cases}
    rows = fee_paid(reader.who, keys, numbers, said, at=reader.at)
    by_key, fitting = {row.key: row for row in rows}, Fitting(_waiting(rows))
    found = {}
    for one in money:
        own = sorted(by_key[key].number for key in pays.get(one.number, ()) if key in by_key)
        again = [fit.case.number for fit in fitting.of(one) if _POINTS.intersection(fit.why)]
        if case := next(iter([*own, *again]), ""):
            refund = address("refund", one.number, fee=one.fee, reason="unallocated")
            found[one.number] = Settled(case, bool(own), refund)
    return found


def _words(payer: str) -> Iterable[str]:
    """The words of names, and what may be the number of a client; the short numbers in one are many clients’."""
    held = fold(payer).split()
    return (one for one in (*held, *joined(held)) if one.isalpha() or len(one) >= _OF_CLIENT)


def _waiting(rows: Iterable[Row]) -> Iterable[Waiting]:
    for row in rows:
        if one := row.person:
            yield Waiting(
                row.key, row.number, one.family_name, one.given_names, one.client_id, row.since, row.office, 0
            )
