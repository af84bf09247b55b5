"""The room as a Django app: templates, styles, scripts."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "trp.desk"
    label = "desk"

    def ready(self) -> None:
        """Log who comes in and who does not."""
        from trp.desk import signin  # noqa: F401
