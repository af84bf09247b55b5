"""The addresses of the service."""

from __future__ import annotations

from django.urls import path

from trp.api.receipts_feed import receipts_feed

urlpatterns = [
    path("feed/receipts", receipts_feed, name="receipts-feed"),
]
