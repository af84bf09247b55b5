"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "trp.cases"
    label = "cases"

    def ready(self) -> None:
        """Put the places of this room into the bar."""
        from trp.desk.navigation import Place, add
        from trp.rulebook.language import Both

        add(Place("queue", "queue", Both("Queue", "File de travail"), 10))
        add(Place("open", "open-request", Both("New request", "Nouvelle demande"), 20))
        add(Place("manual", "manual", Both("Manual", "Guide"), 90))
