"""The ledger of the money: every line that moves money is a few transfers, each from one account to another.

A transfer is one row with the account it leaves and the account it reaches, so that the books sum to zero by
construction. Accounts: what the payment system took in; suspense, for permit fees without a case; other fees, which
belong to other applications; cases; refunds that wait for a second person; what was refunded; what was remitted.

Source: Fee instruction (receipts are allocated); refunds and remissions are two things (Service Fees Act, s. 7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from trp.casework import events as e
from trp.casework.events import Event
from trp.casework.registers import receipts as r
from trp.casework.registers import refunds as f
from trp.casework.registers import remissions as m
from trp.rulebook.language import Both

PAYMENT_SYSTEM, SUSPENSE, OTHER_FEES, CASE = "payment_system", "suspense", "other_fees", "case"
REFUND_PENDING, REFUNDED, REMITTED = "refund_pending", "refunded", "remitted"

ACCOUNTS: dict[str, Both] = {
    PAYMENT_SYSTEM: Both("the payment system", "le système de paiement"),
    SUSPENSE: Both("suspense", "les fonds en attente"),
    OTHER_FEES: Both("other fees", "les autres frais"),
    CASE: Both("a case", "un dossier"),
    REFUND_PENDING: Both("refunds to be approved", "les remboursements à approuver"),
    REFUNDED: Both("refunded", "remboursé"),
    REMITTED: Both("remitted", "remis"),
}
"""Every account, as a sentence names it."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Cents (CAD) of one fee of one receipt that leave an account (`debit`) and reach another (`credit`).

    `case`: the key of the case whose account it is, where the line stands in another book than the case.
    """

    receipt: str
    fee: str
    debit: str
    credit: str
    cents: int
    case: str | None = None


def stands(fee: str) -> str:
    """The account where the money of a fee stands until somebody does something with it."""
    return SUSPENSE if fee in r.OURS else OTHER_FEES


def transfers(event: Event) -> tuple[Transfer, ...]:
    """What a line moves, in the order in which its transfers are numbered; nothing for most lines."""
    found = _MOVES.get(type(event))
    return tuple(found(event)) if found else ()


def _received(event: r.ReceiptsReceived) -> Iterator[Transfer]:
    for number, *_, lines in event.rows:
        for fee, _, cents in lines:
            yield Transfer(number, fee, PAYMENT_SYSTEM, SUSPENSE if fee in r.OURS else OTHER_FEES, cents)


def _allocated(event: e.FeeReceived) -> Iterator[Transfer]:
    yield Transfer(event.receipt, r.PERMIT_FEE, SUSPENSE, CASE, event.cents)


def _reversed(event: e.AllocationReversed) -> Iterator[Transfer]:
    yield Transfer(event.receipt, r.PERMIT_FEE, CASE, SUSPENSE, event.cents)


def _proposed(event: f.RefundProposed) -> Iterator[Transfer]:
    yield Transfer(event.receipt, event.fee, stands(event.fee), REFUND_PENDING, event.cents)


def _approved(event: f.RefundApproved) -> Iterator[Transfer]:
    yield Transfer(event.receipt, event.fee, REFUND_PENDING, REFUNDED, event.cents)


def _withdrawn(event: f.RefundWithdrawn) -> Iterator[Transfer]:
    yield Transfer(event.receipt, event.fee, REFUND_PENDING, stands(event.fee), event.cents)


def _remitted(event: m.RemissionRecorded) -> Iterator[Transfer]:
    yield Transfer(event.receipt, r.PERMIT_FEE, CASE, REMITTED, event.cents, event.case)


_MOVES: dict[type[Event], Callable[[Any], Iterator[Transfer]]] = {
    r.ReceiptsReceived: _received,
    e.FeeReceived: _allocated,
    e.AllocationReversed: _reversed,
    f.RefundProposed: _proposed,
    f.RefundApproved: _approved,
    f.RefundWithdrawn: _withdrawn,
    m.RemissionRecorded: _remitted,
}
MOVING = tuple(_MOVES)
"""The kinds of lines that move money."""
