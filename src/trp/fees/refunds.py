"""Refunds that wait for a second person, and from whom their amount is hidden; holder fees that are to be refunded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from trp.casework.around import Actor
from trp.casework.ledger import REFUND_PENDING
from trp.casework.registers.receipts import CLERKS
from trp.fees.looking import Move, names
from trp.rulebook.language import Both

_WAITING = (
    "SELECT x.receipt, x.fee, x.cents, x.reason, x.proposed_by, r.office FROM fees_refund x "
    "JOIN fees_receipt r ON r.number = x.receipt WHERE x.approved_by IS NULL AND NOT x.withdrawn {which} ORDER BY x.receipt, x.fee"
)
_HOLDERS = (
    "SELECT DISTINCT r.number, l.cents - l.allocated - l.aside, r.office, b.body FROM fees_receiptline l "
    "JOIN fees_receipt r ON r.number = l.receipt JOIN fees_transfer t ON t.receipt = l.receipt AND t.case_id IS NOT NULL "
    "JOIN journal_body b ON b.case_id = t.case_id AND b.number = 1 "
    "WHERE l.fee = 'open_work_permit_holder' AND l.cents > l.allocated + l.aside"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A refund that waits for a second person. `by`: the name of who proposed it, `proposer`: their key."""

    receipt: str
    fee: str
    cents: int
    reason: str
    by: str
    office: str | None
    proposer: str

    def hides_from(self, who: Actor) -> bool:
        """Whether somebody could approve it: they read its amount on the form, so no page tells it to them before."""
        can = who.roles.intersection(CLERKS) and self.office in (None, who.office)
        return bool(can) and self.proposer != who.id


HIDDEN = Both(
    "an amount that a second person reads for themselves",
    "un montant qu’une deuxième personne lit par elle-même",
)
"""Stands for the amount of a refund where it is hidden, and for what it could be worked out from."""


def hidden_fees(waiting: Iterable[Waiting], who: Actor) -> frozenset[str]:
    """The fees of a receipt whose refund hides its amount from somebody."""
    return frozenset(one.fee for one in waiting if one.hides_from(who))


def tells(moves: Sequence[Move], hidden: frozenset[str]) -> list[bool]:
    """For each move whether its amount is told: the one that set a hidden refund aside, the last of its fee, is not."""
    kept = {fee: max(n for n, one in enumerate(moves) if (one.fee, one.credit) == (fee, REFUND_PENDING)) for fee in hidden}  # fmt: skip
    return [kept.get(one.fee) != n for n, one in enumerate(moves)]


def waiting() -> list[Waiting]:
    """Refunds that are proposed and not approved."""
    return _waiting("", [])


def of_receipt(number: str) -> list[Waiting]:
    """The refunds of one receipt that are proposed and not approved."""
    return _waiting("AND x.receipt = %s", [number])


def _waiting(which: str, given: list[str]) -> list[Waiting]:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING.format(which=which), given)
        rows = cursor.fetchall()
    people = names({row[4] for row in rows})
    return [
        Waiting(row[0], row[1], row[2], row[3], people.get(row[4], row[4]), row[5], row[4]) for row in rows
    ]


@dataclass(frozen=True, slots=True)
class HolderFee:
    """A holder fee that was paid with an open work permit under R208(b), which does not charge it."""

    receipt: str
    cents: int
    office: str | None


def holder_fees() -> list[HolderFee]:
    """Holder fees to be refunded: their receipts pay a request that asks for R208(b)."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS)
        rows = cursor.fetchall()
    asks = {
        number: (cents, office)
        for number, cents, office, body in rows
        if (json.loads(body).get("application") or {}).get("r208b") is True
    }
    return [HolderFee(number, cents, office) for number, (cents, office) in sorted(asks.items())]
