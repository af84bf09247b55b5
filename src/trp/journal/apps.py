"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "trp.journal"
    label = "journal"

    def ready(self) -> None:
        """Make the registers known whose tables lie in rooms below this one."""
        from trp.journal import officers, people
        from trp.journal.registers import keep

        keep(people.REGISTER)
        keep(officers.REGISTER)
