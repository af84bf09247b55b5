"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class OfficersConfig(AppConfig):
    name = "trp.officers"
    label = "officers"

    def ready(self) -> None:
        """Let the sign-in be listened to: what fails counts, what succeeds begins a session that ends."""
        from trp.officers import sessions, signin  # noqa: F401
