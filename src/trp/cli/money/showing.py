"""`trp receipts show` and `trp receipts suspense`: where each cent went, and what has no case."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from trp.casework.ledger import ACCOUNTS, CASE
from trp.casework.registers.receipts import FEES, METHODS
from trp.casework.registers.refunds import REASONS
from trp.casework.roles import acting_under
from trp.cli.money.words import Wrong, columns, money, no_office
from trp.cli.text import Page
from trp.desk.reader import Reader
from trp.rulebook.speech import Speech
from trp.rulebook.words import NO_BREAK, dollars
from trp.rulebook.words import day as in_words

if TYPE_CHECKING:
    from trp.fees.looking import Move


def show_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of `trp receipts show`."""
    parser.add_argument("number", metavar=speech("NUMBER", "NUMÉRO"), help=speech("the number of a receipt", "le numéro d’un reçu"))  # fmt: skip


def run_show(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    """Show a receipt; 2 if there is none."""
    from trp.fees import looking, refunds

    found = looking.shown(reader.who, options.number, at=reader.at)
    if found is None:
        raise Wrong(speech(f"{options.number}: the payment system has listed no such receipt",
                           f"{options.number}{NO_BREAK}: le système de paiement n’a indiqué aucun reçu de ce numéro"))  # fmt: skip
    page, language, one = Page(sys.stdout, speech.language), speech.language, found.receipt
    office = speech(f"reserved by {one.office}", f"réservé par {one.office}") if one.office else speech("not reserved", "non réservé")  # fmt: skip
    paid = speech("paid on ", "payé le ") + in_words(one.paid_on, language)
    parts = [paid, METHODS[one.method].in_(language), office, *([one.payer] if one.payer else [])]
    page.line(speech(f"Receipt {one.number}", f"Reçu {one.number}"), style="strong", then=" · ".join(parts))
    hidden = refunds.hidden_fees(refunds.of_receipt(one.number), reader.who)
    secret = refunds.HIDDEN.in_(language)
    for line in found.lines:
        free = line.cents - line.allocated - line.aside
        if line.fee in hidden:
            page.line(speech(f"{line.quantity} × {FEES[line.fee].en}: {money(line.cents, speech)} · to cases {money(line.allocated, speech)} · for refunds {secret}",
                             f"{line.quantity} × {FEES[line.fee].fr}{NO_BREAK}: {money(line.cents, speech)} · aux dossiers {money(line.allocated, speech)} · pour remboursement {secret}"), indent=2)  # fmt: skip
            continue
        aside = speech(f" · for refunds {money(line.aside, speech)}", f" · pour remboursement {money(line.aside, speech)}") if line.aside else ""  # fmt: skip
        page.line(speech(f"{line.quantity} × {FEES[line.fee].en}: {money(line.cents, speech)} · to cases {money(line.allocated, speech)}{aside} · left {money(free, speech)}",
                         f"{line.quantity} × {FEES[line.fee].fr}{NO_BREAK}: {money(line.cents, speech)} · aux dossiers {money(line.allocated, speech)}{aside} · reste {money(free, speech)}"), indent=2)  # fmt: skip
    page.line()
    page.line(speech("WHERE EACH CENT WENT", "OÙ EST ALLÉ CHAQUE CENT"), style="title")
    for move, tells in zip(found.moves, refunds.tells(found.moves, hidden), strict=True):
        _move(move, money(move.cents, speech) if tells else secret, page, speech)
    return 0


def _move(move: Move, worth: str, page: Page, speech: Speech) -> None:
    language = speech.language
    who = f"{move.officer}, {acting_under(move.acting_under, language)}"
    why = REASONS[move.why].in_(language) if move.why in REASONS else move.why
    told = [who, *([why] if why else []), *([move.source] if move.source else [])]
    page.line(
        f"{move.on.isoformat()}  {worth:>12}  {FEES[move.fee].in_(language)}{speech(': ', f'{NO_BREAK}: ')}"
        f"{_place(move.debit, move, speech)} → {_place(move.credit, move, speech)}",
        indent=2,
        then=" · ".join(told),
    )


def _place(account: str, move: Move, speech: Speech) -> str:
    if account != CASE:
        return ACCOUNTS[account].in_(speech.language)
    if move.case is None:
        return speech("a case that you may not know of", "un dossier que vous ne pouvez connaître")
    return speech(f"case {move.case}", f"dossier {move.case}")


def suspense_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of `trp receipts suspense`."""
    parser.add_argument("--office", metavar=speech("OFFICE", "BUREAU"), help=speech("of one office alone, e.g. NAIROBI", "d’un seul bureau, p. ex. NAIROBI"))  # fmt: skip


def run_suspense(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    """Show what stands in suspense, and the refunds that wait for a second person."""
    from trp.fees import looking, refunds
    from trp.fees.importing import offices

    if options.office is not None and options.office not in (known := offices()):
        raise Wrong(no_office(f"--office {options.office}", known, speech))
    page, language = Page(sys.stdout, speech.language), speech.language
    found = looking.suspense(options.office, reader.day)
    if found:
        head = (speech("Receipt", "Reçu"), speech("Paid on", "Payé le"), speech("Office", "Bureau"), speech("Left", "Reste"),
                speech("Of", "Sur"), speech("Fee", "Frais"), speech("Payer", "Payeur"), "")  # fmt: skip
        late = speech("explain", "à expliquer")
        rows = [
            (one.number, one.paid_on.isoformat(), one.office or "–", money(one.free, speech), money(one.cents, speech),
             FEES[one.fee].in_(language), one.payer[:24], late if one.overdue else "")
            for one in found
        ]  # fmt: skip
        columns([head, *rows], page, right=(3, 4))
        page.line()
    late_count = sum(one.overdue for one in found)
    total = money(sum(one.free for one in found), speech)
    page.line(speech(f"{len(found)} in suspense, {total}; {late_count} for more than {looking.EXPLAINED_WITHIN} working days.",
                     f"{len(found)} en attente, {total}; {late_count} depuis plus de {looking.EXPLAINED_WITHIN} jours ouvrables."), style="strong")  # fmt: skip
    for fee in refunds.holder_fees():
        if options.office in (None, fee.office):
            worth = money(fee.cents, speech)
            page.line(speech(f"{fee.receipt}: the holder fee of {worth} is not charged with R208(b). Refund it: trp receipts refund {fee.receipt} {dollars(fee.cents)} --fee open_work_permit_holder --reason holder_fee",
                             f"{fee.receipt}{NO_BREAK}: les frais de titulaire de {worth} ne sont pas exigés avec R208b). Remboursez-les{NO_BREAK}: trp receipts refund {fee.receipt} {dollars(fee.cents)} --fee open_work_permit_holder --reason holder_fee"), mark="?", then=page.citations(["R303.2", "R208(b)"]))  # fmt: skip
    for one in refunds.waiting():
        if options.office in (None, one.office):
            worth = refunds.HIDDEN.in_(language) if one.hides_from(reader.who) else money(one.cents, speech)
            why = REASONS[one.reason].in_(language)
            page.line(speech(f"A refund waits for a second person: {one.receipt}, {FEES[one.fee].en}, {worth}: {why}. Proposed by {one.by}.",
                             f"Un remboursement attend une deuxième personne : {one.receipt}, {FEES[one.fee].fr}, {worth}{NO_BREAK}: {why}. Proposé par {one.by}."), mark="?")  # fmt: skip
    return 0
