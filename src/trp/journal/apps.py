"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "trp.journal"
    label = "journal"

    def ready(self) -> None:
        """Make the register known whose tables lie in a room below."""
        from trp.journal.officers import REGISTER
        from trp.journal.registers import keep

        keep(REGISTER)
