"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "trp.journal"
    label = "journal"

    def ready(self) -> None:
        """Make the register of persons known: the room that keeps its tables stands below this one."""
        from trp.journal.people import REGISTER
        from trp.journal.registers import keep

        keep(REGISTER)
