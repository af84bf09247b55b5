"""Receipts of the payment system: received in batches, each number once, and reserved by an office.

The payment system's number is the key. The same number with the same content is known; with another content it is a
changed duplicate: refused and shown with both, never overwritten, whichever came first.

Source: Fee instruction, receipts (IPRMS): an office reserves a receipt, and only that office allocates it or starts
its refund.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from trp.casework.blockers import Blocker
from trp.casework.checks import amount, long_day
from trp.casework.registers.entries import Entered, Entry, Known
from trp.rulebook.language import Both

CLERKS = ("fee_clerk", "supervisor")
PERMIT_FEE = "trp"

FEES: dict[str, Both] = {
    "trp": Both("temporary resident permit", "permis de séjour temporaire"),
    "work_permit": Both("work permit", "permis de travail"),
    "open_work_permit_holder": Both("open work permit holder", "titulaire d’un permis de travail ouvert"),
    "study_permit": Both("study permit", "permis d’études"),
    "visitor_visa": Both("visitor visa", "visa de visiteur"),
    "biometrics": Both("biometrics", "données biométriques"),
    "restoration": Both("restoration of status", "rétablissement du statut"),
    "unknown": Both("not stated", "non précisé"),
    "other": Both("another fee", "d’autres frais"),
}
"""What a line of a receipt may be for."""

OURS = frozenset({"trp", "unknown"})
"""What stands in suspense until it has its case; every other fee belongs to another application."""

METHODS: dict[str, Both] = {
    "online": Both("online", "en ligne"),
    "card": Both("card", "carte"),
    "cash": Both("cash", "comptant"),
    "cheque": Both("cheque", "chèque"),
    "transfer": Both("bank transfer", "virement"),
    "other": Both("another way", "autrement"),
}
"""How a receipt was paid."""

COLUMNS = ("number", "paid_on", "method", "office", "payer", "lines")
"""What a row of a batch holds, in this order; a line: fee, quantity, cents (CAD)."""

MOST_ROWS = 500
MOST_CENTS = 10_000_000_00
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}")
_DAY = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

Row = Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptsReceived(Entered):
    """Receipts were listed by the payment system: in a file, or in a delivery of its feed. Each has its row."""

    source: str
    columns: tuple[str, ...]
    rows: tuple[Any, ...]

    def says(self) -> Both:
        count, money = len(self.rows), amount(total(self.rows))
        return Both(f"{count} receipt{'s' if count > 1 else ''} received, {money.en}: {self.source}.",
                    f"{count} reçu{'s' if count > 1 else ''} inscrit{'s' if count > 1 else ''}, {money.fr} : {self.source}.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptReserved(Entered):
    """An office reserved a receipt."""

    receipt: str
    office: str

    def says(self) -> Both:
        return Both(f"Receipt {self.receipt} is reserved by {self.office}.",
                    f"Le reçu {self.receipt} est réservé par {self.office}.")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptReleased(Entered):
    """The office that had reserved a receipt let it go."""

    receipt: str
    office: str
    reason: str

    def says(self) -> Both:
        return Both(f"Receipt {self.receipt} is released by {self.office}: {self.reason}",
                    f"Le reçu {self.receipt} est libéré par {self.office} : {self.reason}")  # fmt: skip


def total(rows: Sequence[Row]) -> int:
    """The cents of all lines of all rows."""
    return sum(cents for row in rows for _, _, cents in row[5])


def canonical(row: Row) -> str:
    """A row as text: what is compared, byte for byte, when its number comes again."""
    return _encode(row)


def digest(row: Row) -> bytes:
    """What stands for the content of a row: SHA-256."""
    return sha256(canonical(row).encode()).digest()


def told(row: Row) -> Both:
    """A row in one line, for whoever compares two."""
    _, paid_on, method, office, payer, lines = row
    parts = [(FEES.get(fee), quantity, amount(cents)) for fee, quantity, cents in lines]
    en = ", ".join(f"{quantity} × {fee.en if fee else '?'} {money.en}" for fee, quantity, money in parts)
    fr = ", ".join(f"{quantity} × {fee.fr if fee else '?'} {money.fr}" for fee, quantity, money in parts)
    by, to = METHODS.get(method), office or "–"
    return Both(f"{paid_on}, {by.en if by else method}, {to}, {payer or '–'}: {en}",
                f"{paid_on}, {by.fr if by else method}, {to}, {payer or '–'} : {fr}")  # fmt: skip


def one_of(known: Mapping[str, Both]) -> Both:
    """The words of a list, each with the code that a file may have in its place."""
    return Both(
        ", ".join(says.en if says.en == code else f"{says.en} ({code})" for code, says in known.items()),
        ", ".join(says.fr if says.fr == code else f"{says.fr} ({code})" for code, says in known.items()),
    )


def faults(row: Row, on: date, offices: frozenset[str]) -> Iterator[Blocker]:
    """What is wrong with one row by itself."""
    number, paid_on, method, office, payer, lines = row
    if not (isinstance(number, str) and NUMBER.fullmatch(number)):
        yield Blocker("receipt-number-wrong", Both(
            f"{number}: a number of a receipt has letters, digits and . _ / - alone, at most 40.",
            f"{number} : le numéro d’un reçu n’a que des lettres, des chiffres et . _ / -, au plus 40.",
        ))  # fmt: skip
    if (day := _day(paid_on)) is None:
        yield Blocker("paid-day-wrong", Both(
            f"{number}: {paid_on} is no day; write it year-month-day, such as 2026-03-02.",
            f"{number} : {paid_on} n’est pas un jour; écrivez-le année-mois-jour, comme 2026-03-02.",
        ))  # fmt: skip
    elif day > on:
        said = long_day(day)
        yield Blocker("day-to-come", Both(f"{number}: paid on {said.en}; that day is still to come.",
                                          f"{number} : payé le {said.fr} : cette date est à venir."))  # fmt: skip
    if method not in METHODS:
        some = one_of(METHODS)
        yield Blocker("method-unknown", Both(f"{number}: {method} is no method; give one of these: {some.en}.",
                                             f"{number} : {method} n’est pas un mode; donnez l’un de ceux-ci : {some.fr}."))  # fmt: skip
    if office is not None and office not in offices:
        yield Blocker("office-unknown", Both(f"{number}: there is no office {office}.",
                                             f"{number} : il n’y a pas de bureau {office}."))  # fmt: skip
    if not isinstance(payer, str) or len(payer) > 120:
        yield Blocker("payer-too-long", Both(f"{number}: the payer has at most 120 characters.",
                                             f"{number} : le payeur a au plus 120 caractères."))  # fmt: skip
    yield from _lines(number, lines)


def _lines(number: Any, lines: Any) -> Iterator[Blocker]:
    seen = set()
    if not lines:
        yield Blocker("receipt-empty", Both(f"{number}: the receipt has no line.", f"{number} : le reçu n’a aucune ligne."))  # fmt: skip
    for fee, quantity, cents in lines:
        if fee not in FEES:
            some = one_of(FEES)
            yield Blocker("fee-unknown", Both(f"{number}: {fee} is no fee; give one of these: {some.en}.",
                                              f"{number} : {fee} ne désigne aucuns frais; donnez l’un de ceux-ci : {some.fr}."))  # fmt: skip
        if fee in seen:
            yield Blocker("fee-twice", Both(f"{number}: two lines for the fee {fee}; give one with its quantity.",
                                            f"{number} : deux lignes pour les frais {fee}; donnez-en une avec sa quantité."))  # fmt: skip
        seen.add(fee)
        if type(quantity) is not int or not 0 < quantity < 1000:
            yield Blocker("quantity-wrong", Both(f"{number}: {quantity} is no quantity; give a whole number from 1 to 999.",
                                                 f"{number} : {quantity} n’est pas une quantité; donnez un nombre entier de 1 à 999."))  # fmt: skip
        if type(cents) is not int or not 0 < cents <= MOST_CENTS:
            given = (
                amount(cents) if type(cents) is int and abs(cents) < 10**15 else Both(f"{cents}", f"{cents}")
            )
            yield Blocker("amount-wrong", Both(f"{number}: {given.en} is no amount of a line; write 246.25, more than nothing and at most 10 million.",
                                               f"{number} : {given.fr} n’est pas le montant d’une ligne; écrivez 246,25, plus que zéro et au plus 10 millions."))  # fmt: skip


def _day(text: Any) -> date | None:
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Listed:
    """What the register holds of the numbers of a batch.

    Attributes:
        offices: The offices there are.
        known: The numbers that stand there with the same content.
        changed: The rows that stand there otherwise, by their numbers.
    """

    offices: frozenset[str]
    known: frozenset[str] = frozenset()
    changed: dict[str, Row] = field(default_factory=dict)


def changed_duplicate(before: Row, row: Row) -> Blocker:
    """A number that comes again with another content: both are shown, nothing is overwritten."""
    one, two = told(before), told(row)
    return Blocker(
        "receipt-changed",
        Both(f"{row[0]} is on record with another content, and stays as it is. On record: {one.en}. Now: {two.en}. Ask the payment system which is right.",
             f"{row[0]} est déjà inscrit avec un autre contenu, et reste tel quel. Au registre : {one.fr}. Maintenant : {two.fr}. Demandez au système de paiement lequel est exact."),
        ("Fee instruction",),
        who=CLERKS,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReceiveBatch(Entry):
    """Enter receipts as the payment system lists them: all that are new, or none if one is wrong or changed.

    `source`: the file or the delivery that they come from; it is the book. `rows`: see `COLUMNS`.
    """

    title = Both("Receive receipts", "Inscrire des reçus")
    roles = (*CLERKS, "payment_system")
    register = "receipts"

    source: str
    rows: tuple[Any, ...]

    def books(self) -> tuple[str, ...]:
        return (self.source,)

    @cached_property
    def digests(self) -> dict[str, bytes]:
        """What stands for each row, by its number."""
        return {row[0]: digest(row) for row in self.rows}

    def stops(self, known: Known) -> Iterator[Blocker]:
        held: Listed = known.held
        if not 0 < len(self.rows) <= MOST_ROWS:
            yield Blocker("batch-size", Both(f"A batch has 1 to {MOST_ROWS} receipts.",
                                             f"Un lot compte de 1 à {MOST_ROWS} reçus."))  # fmt: skip
        if not self.source.strip() or len(self.source) > 100:
            yield Blocker("source-missing", Both("Name the source, in at most 100 characters.",
                                                 "Nommez la source, en au plus 100 caractères."))  # fmt: skip
        if len(self.digests) < len(self.rows):
            yield Blocker("receipt-twice", Both("A number stands twice in the batch.",
                                                "Un numéro figure deux fois dans le lot."))  # fmt: skip
        for row in self.rows:
            yield from faults(row, known.on, held.offices)
            if row[0] in held.changed:
                yield changed_duplicate(held.changed[row[0]], row)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        new = tuple(row for row in self.rows if row[0] not in known.held.known)
        if not new:
            return []
        return [(self.source, ReceiptsReceived(source=self.source, columns=COLUMNS, rows=new))]


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A line of a receipt on record, in cents: `free` is neither allocated nor set aside for a refund."""

    fee: str
    cents: int
    allocated: int
    free: int


@dataclass(frozen=True, slots=True)
class OpenRefund:
    """A refund that is proposed and not approved. `by`: the key of the officer who proposed it."""

    fee: str
    cents: int
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class HeldReceipt:
    """A receipt on record.

    Attributes:
        with_r208b: A part of it is allocated to a request that asks for an open work permit under R208(b).
    """

    number: str
    office: str | None
    paid_on: date
    lines: tuple[HeldLine, ...]
    refunds: tuple[OpenRefund, ...] = ()
    with_r208b: bool = False

    def line(self, fee: str) -> HeldLine | None:
        return next((line for line in self.lines if line.fee == fee), None)


class OnReceipt(Entry):
    """An entry about one receipt on record, in the book of that receipt."""

    roles = CLERKS
    register = "receipts"

    receipt: str

    def books(self) -> tuple[str, ...]:
        return (f"receipt {self.receipt}",)

    def stops(self, known: Known) -> Iterator[Blocker]:
        if known.held is None:
            yield unknown(self.receipt)
        else:
            yield from self.stops_on(known, known.held)

    def stops_on(self, known: Known, held: HeldReceipt) -> Iterator[Blocker]:
        """What stops the entry on a receipt that is there."""
        raise NotImplementedError


def unknown(receipt: str) -> Blocker:
    """A number that the payment system has not listed."""
    return Blocker(
        "receipt-unknown",
        Both(f"Receipt {receipt} is not known: check the number, or wait for the payment system’s list.",
             f"Le reçu {receipt} est inconnu : vérifiez le numéro, ou attendez la liste du système de paiement."),
        ("Fee instruction",),
    )  # fmt: skip


def other_office(receipt: str, office: str | None, actor_office: str) -> Iterator[Blocker]:
    """Only the office that reserved a receipt allocates it or starts its refund."""
    if office is not None and office != actor_office:
        yield Blocker(
            "receipt-of-another-office",
            Both(f"Receipt {receipt} is reserved by {office}: that office allocates or refunds it, or releases it first.",
                 f"Le reçu {receipt} est réservé par {office} : ce bureau l’attribue ou le rembourse, ou le libère d’abord."),
            ("Fee instruction",),
            cleared_by=("ReleaseReceipt",),
            who=CLERKS,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReserveReceipt(OnReceipt):
    """Reserve a receipt for one’s own office."""

    title = Both("Reserve a receipt", "Réserver un reçu")

    receipt: str

    def stops_on(self, known: Known, held: HeldReceipt) -> Iterator[Blocker]:
        if held.office == known.actor.office:
            yield Blocker("receipt-reserved", Both(f"Receipt {self.receipt} is reserved by your office already.",
                                                   f"Le reçu {self.receipt} est déjà réservé par votre bureau."))  # fmt: skip
        yield from other_office(self.receipt, held.office, known.actor.office)

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        return [(self.books()[0], ReceiptReserved(receipt=self.receipt, office=known.actor.office))]


@dataclass(frozen=True, kw_only=True)
class ReleaseReceipt(OnReceipt):
    """Let a receipt go that one’s own office has reserved, for another office to take."""

    title = Both("Release a receipt", "Libérer un reçu")

    receipt: str
    reason: str

    def stops_on(self, known: Known, held: HeldReceipt) -> Iterator[Blocker]:
        if held.office is None:
            yield Blocker("receipt-not-reserved", Both(f"No office has reserved receipt {self.receipt}.",
                                                       f"Aucun bureau n’a réservé le reçu {self.receipt}."))  # fmt: skip
        yield from other_office(self.receipt, held.office, known.actor.office)
        if held.refunds:
            yield Blocker("refund-waits", Both("A refund of it waits to be approved.", "Un remboursement attend d’être approuvé."),
                          cleared_by=("ApproveRefund", "WithdrawRefund"), who=CLERKS)  # fmt: skip
        if not self.reason.strip():
            yield Blocker("reason-missing", Both("Give the reason.", "Donnez la raison."))

    def happens(self, known: Known) -> Sequence[tuple[str, Entered]]:
        released = ReceiptReleased(receipt=self.receipt, office=known.held.office, reason=self.reason)
        return [(self.books()[0], released)]
