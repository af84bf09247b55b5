"""What a fee clerk does with a receipt: reserve, release, allocate, reverse, refund."""

from __future__ import annotations

import argparse
import sys
from uuid import UUID

from trp.casework.checks import of
from trp.casework.fees import AllocateReceipt, RequestFee, ReverseAllocation, balance
from trp.casework.registers.receipts import FEES, PERMIT_FEE, ReleaseReceipt, ReserveReceipt
from trp.casework.registers.refunds import REASONS, ApproveRefund, ProposeRefund, WithdrawRefund
from trp.casework.registers.remissions import RecordRemission
from trp.cli.money.words import Wrong, acted, entered, money, typed
from trp.cli.text import Page
from trp.desk.reader import Reader
from trp.rulebook.speech import Speech
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
    code = acted(act, _case(options, reader, speech), reader, speech, said=said)
    if code == 0:
        _left(options, reader, speech)
    return code


def _left(options: argparse.Namespace, reader: Reader, speech: Speech) -> None:
    """Short or over: what the case still owes, and what of the receipt still has no case."""
    from trp.fees.models import ReceiptLine
    from trp.journal.cases import opened, surroundings

    page = Page(sys.stdout, speech.language)
    head, file = opened(reader.who, options.case, at=reader.at)
    short = balance(file, of(file, surroundings(head, file, RequestFee(), reader.who, reader.day)))
    if short:
        page.line(speech(f"Short: {money(short, speech)} is still to pay.", f"Insuffisant{NO_BREAK}: il reste {money(short, speech)} à payer."), indent=2)  # fmt: skip
    line = ReceiptLine.objects.get(receipt=options.number, fee=PERMIT_FEE)
    if over := line.cents - line.allocated - line.aside:
        page.line(speech(f"Over: {money(over, speech)} of the receipt stands in suspense.", f"En trop{NO_BREAK}: {money(over, speech)} du reçu restent en attente."), indent=2)  # fmt: skip


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


def remissions_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of `trp receipts remissions`."""
    add, say = parser.add_argument, speech
    add("--record", nargs=3, metavar=(say("NUMBER", "NUMÉRO"), say("CASE", "DOSSIER"), say("AMOUNT", "MONTANT")), help=say("record that part of a receipt was remitted to a case", "consigner qu’une part d’un reçu a été remise pour un dossier"))  # fmt: skip
    add("--reference", default="", metavar=say("TEXT", "TEXTE"), help=say("what states the amount", "ce qui énonce le montant"))  # fmt: skip


def run_remissions(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    """List the cases to which a remission is owed, or record one."""
    from trp.fees import remissions
    from trp.fees.looking import as_known

    if options.record:
        number, case, text = options.record
        cents = typed(text, speech)
        entry = RecordRemission(receipt=as_known(number), case=case, cents=cents, reference=options.reference)
        said = speech(f"A remission of {money(cents, speech)} is recorded.", f"Une remise de {money(cents, speech)} est consignée.")  # fmt: skip
        return entered(entry, reader, speech, said=said)
    page, count = Page(sys.stdout, speech.language), 0
    for one in remissions.due(reader.who, reader.day, at=reader.at):
        count += not one.remitted
        paid = ", ".join(f"{number} {money(cents, speech)}" for number, cents in one.receipts.items())
        since = one.complete_on.isoformat() if one.complete_on else "–"
        done = speech(f" · remitted {money(one.remitted, speech)}", f" · remis {money(one.remitted, speech)}") if one.remitted else ""  # fmt: skip
        page.line(speech(f"{one.number}  complete on {since}, not acknowledged in 30 days · {paid or 'nothing allocated'}{done}",
                         f"{one.number}  complète le {since}, sans accusé de réception en 30 jours · {paid or 'rien d’attribué'}{done}"), indent=2)  # fmt: skip
    page.line(speech(f"{count} remissions are owed and not recorded.", f"{count} remises sont dues et non consignées."), style="strong")  # fmt: skip
    return 0
