"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class FeesConfig(AppConfig):
    name = "trp.fees"
    label = "fees"

    def ready(self) -> None:
        """Tell the journal who reads and writes the tables of this chapter; put its places into the bar."""
        from trp.desk.navigation import Place, add
        from trp.fees import amounts, receipts
        from trp.fees.chapter import CHAPTER
        from trp.journal.chapters import register
        from trp.journal.registers import keep
        from trp.rulebook.language import Both

        register(CHAPTER)
        keep(amounts.REGISTER)
        keep(receipts.REGISTER)
        add(Place("receipts", "receipts", Both("Receipts", "Reçus"), 30))
        add(Place("days", "days", Both("Days", "Journées"), 50))
        add(Place("amounts", "amounts", Both("Amounts", "Montants"), 55))
