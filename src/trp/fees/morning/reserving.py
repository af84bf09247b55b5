"""The pages on which a receipt is reserved for an office, and let go."""

from __future__ import annotations

from trp.casework.registers.entries import Entry
from trp.casework.registers.receipts import ReleaseReceipt, ReserveReceipt
from trp.desk.forms import text
from trp.desk.words import later
from trp.fees.morning.on_receipt import REASON, WRITTEN, OnReceiptForm, OnReceiptView
from trp.rulebook.language import Both


class ReserveForm(OnReceiptForm):
    about = ReserveReceipt


class ReserveView(OnReceiptView):
    """A receipt is reserved for the reader’s office."""

    form_class = ReserveForm
    will = Both(
        "The receipt is reserved for your office: only your office allocates it or starts its refund, until it is released.",
        "Le reçu est réservé pour votre bureau : seul votre bureau l’attribue ou amorce son remboursement, jusqu’à ce qu’il soit libéré.",
    )
    done = Both("The receipt is reserved for your office.", "Le reçu est réservé pour votre bureau.")

    def tries(self) -> Entry:
        return ReserveReceipt(receipt=self.number)


class ReleaseForm(OnReceiptForm):
    about = ReleaseReceipt

    reason = text(
        later("Why is it released?", "Pourquoi le libérer?"), long=True, wrong=REASON,
        help_text=later("For example the office that its case went to.", "Par exemple, le bureau auquel son dossier a été transféré."),
    )  # fmt: skip


class ReleaseView(OnReceiptView):
    """A receipt that the reader’s office reserved is let go."""

    form_class = ReleaseForm
    will = Both(
        "The receipt is free again, and any office can reserve it. What is allocated stays allocated.",
        "Le reçu est de nouveau libre, et tout bureau peut le réserver. Ce qui est attribué le demeure.",
    )
    done = Both("The receipt is released.", "Le reçu est libéré.")

    def tries(self) -> Entry:
        return ReleaseReceipt(receipt=self.number, reason=WRITTEN)
