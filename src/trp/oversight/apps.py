"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "trp.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Put the place of this room into the bar."""
        from trp.desk.navigation import Place, add
        from trp.rulebook.language import Both

        add(Place("team", "team", Both("Team", "Équipe"), 70))
