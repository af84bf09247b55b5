"""What a fee clerk does with a receipt: reserve, release, allocate, reverse, refund."""

from __future__ import annotations

import argparse
from uuid import UUID

from trp.casework.fees import AllocateReceipt, ReverseAllocation
from trp.casework.registers.receipts import FEES, PERMIT_FEE, ReleaseReceipt, ReserveReceipt
from trp.casework.registers.refunds import REASONS, ApproveRefund, ProposeRefund, WithdrawRefund
from trp.cli.money.words import Wrong, acted, entered, money, typed
from trp.cli.reader import Reader
from trp.cli.speech import Speech
from trp.rulebook.words import NO_BREAK


def _number(parser: argparse.ArgumentParser, speech: Speech) -> None:
    parser.add_argument("number", metavar=speech("NUMBER", "NUMÉRO"), help=speech("the number of a receipt", "le numéro d’un reçu"))  # fmt: skip


def _because(parser: argparse.ArgumentParser, speech: Speech) -> None:
    parser.add_argument("--because", default="", metavar=speech("TEXT", "TEXTE"), help=speech("the reason, in a sentence", "la raison, en une phrase"))  # fmt: skip


def reserve_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of `trp receipts reserve`."""
    _number(parser, speech)
    parser.add_argument("--release", action="store_true", help=speech("let it go, for another office to take", "le libérer, pour qu’un autre bureau le prenne"))  # fmt: skip
    _because(parser, speech)


def run_reserve(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    """Reserve a receipt for the reader's office, or let it go."""
    number, office = options.number, reader.who.office
    if options.release:
        return entered(ReleaseReceipt(receipt=number, reason=options.because), reader, speech,
                       said=speech(f"{number} is free again.", f"{number} est de nouveau libre."))  # fmt: skip
    return entered(ReserveReceipt(receipt=number), reader, speech,
                   said=speech(f"{number} is reserved by {office}.", f"{number} est réservé par {office}."))  # fmt: skip


def allocate_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of `trp receipts allocate` and `reverse`."""
    _number(parser, speech)
    parser.add_argument("case", metavar=speech("CASE", "DOSSIER"), help=speech("the number of a case, e.g. T-000140", "le numéro d’un dossier, p. ex. T-000140"))  # fmt: skip
    parser.add_argument("amount", metavar=speech("AMOUNT", "MONTANT"), help=speech("e.g. 246.25", "p. ex. 246,25"))  # fmt: skip


def reverse_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of `trp receipts reverse`."""
    allocate_arguments(parser, speech)
    _because(parser, speech)


def run_allocate(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    """Allocate a part of a receipt to a case."""
    cents = typed(options.amount, speech)
    said = speech(f"{money(cents, speech)} of {options.number} is allocated to {options.case}.",
                  f"{money(cents, speech)} de {options.number} sont attribués à {options.case}.")  # fmt: skip
    act = AllocateReceipt(receipt=options.number, cents=cents)
    return acted(act, _case(options, reader, speech), reader, speech, said=said)


def run_reverse(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    """Take an allocation back: somebody else than who made it."""
    cents = typed(options.amount, speech)
    said = speech(f"{money(cents, speech)} of {options.number} is back in suspense.",
                  f"{money(cents, speech)} de {options.number} sont de nouveau en attente.")  # fmt: skip
    act = ReverseAllocation(receipt=options.number, cents=cents, reason=options.because)
    return acted(act, _case(options, reader, speech), reader, speech, said=said)


def _case(options: argparse.Namespace, reader: Reader, speech: Speech) -> UUID:
    from trp.journal.cases import key_of

    found = key_of(reader.who, options.case)
    if found is None:
        raise Wrong(speech(f"{options.case}: there is no such case", f"{options.case}{NO_BREAK}: ce dossier n’existe pas"))  # fmt: skip
    return found


def refund_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of `trp receipts refund`."""
    add, say = parser.add_argument, speech
    _number(parser, speech)
    add("amount", nargs="?", metavar=say("AMOUNT", "MONTANT"), help=say("how much, e.g. 100.00", "combien, p. ex. 100,00"))  # fmt: skip
    add("--fee", choices=list(FEES), default=PERMIT_FEE, help=say("the fee (trp)", "les frais (trp)"))
    add("--reason", choices=list(REASONS), default="unallocated", help=say("why (unallocated)", "pourquoi (unallocated)"))  # fmt: skip
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--approve", action="store_true", help=say("approve what somebody else proposed", "approuver ce qu’une autre personne a proposé"))  # fmt: skip
    how.add_argument("--withdraw", action="store_true", help=say("withdraw what is proposed", "retirer ce qui est proposé"))  # fmt: skip
    _because(parser, speech)


def run_refund(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    """Propose a refund; approve or withdraw one that is proposed."""
    number, fee, because = options.number, options.fee, options.because
    if options.withdraw:
        return entered(WithdrawRefund(receipt=number, fee=fee, reason=because), reader, speech,
                       said=speech("The refund is withdrawn.", "Le remboursement est retiré."))  # fmt: skip
    if options.amount is None:
        raise Wrong(speech("say how much, e.g. 100.00", "dites combien, p. ex. 100,00"))
    cents = typed(options.amount, speech)
    worth = money(cents, speech)
    if options.approve:
        return entered(ApproveRefund(receipt=number, fee=fee, cents=cents), reader, speech,
                       said=speech(f"The refund of {worth} is approved.", f"Le remboursement de {worth} est approuvé."))  # fmt: skip
    entry = ProposeRefund(receipt=number, fee=fee, cents=cents, reason=options.reason, note=because)
    return entered(entry, reader, speech,
                   said=speech(f"A refund of {worth} is proposed; a second person approves it with --approve.",
                               f"Un remboursement de {worth} est proposé; une deuxième personne l’approuve avec --approve."))  # fmt: skip
