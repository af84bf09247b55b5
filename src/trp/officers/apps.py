"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class OfficersConfig(AppConfig):
    name = "trp.officers"
    label = "officers"
