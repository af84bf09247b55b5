"""The room as a Django app: templates and styles. It has no tables."""

from __future__ import annotations

from django.apps import AppConfig


class SelfcheckConfig(AppConfig):
    name = "trp.selfcheck"
    label = "selfcheck"
