"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class PowersConfig(AppConfig):
    name = "trp.powers"
    label = "powers"

    def ready(self) -> None:
        """Put the place of this room into the bar."""
        from trp.desk.navigation import Place, add
        from trp.rulebook.language import Both

        add(Place("powers", "powers", Both("Powers", "Pouvoirs"), 75))
