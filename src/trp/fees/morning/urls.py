"""The addresses of the morning. The number of a receipt may have a slash in it: its own page ends with one, no other does."""

from __future__ import annotations

from django.urls import path, register_converter

from trp.casework.registers.receipts import NUMBER
from trp.fees.morning.entries import VIEWS
from trp.fees.morning.match import match
from trp.fees.morning.receipt import allocate_to, receipt
from trp.fees.morning.refunds import refunds
from trp.fees.morning.remitted import RecordRemissionView, owed_remissions
from trp.fees.morning.start import start
from trp.fees.morning.upload import choose, preview


class _Text:
    """What is read as it stands in the address."""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ReceiptNumber(_Text):
    """As the payment system writes it."""

    regex = NUMBER.pattern


class Digest(_Text):
    """SHA-256, hexadecimal."""

    regex = "[0-9a-f]{64}"


register_converter(ReceiptNumber, "receipt")
register_converter(Digest, "digest")

urlpatterns = [
    path("receipts/", start, name="receipts"),
    path("receipts/import", choose, name="import-receipts"),
    path("receipts/import/<digest:digest>", preview, name="import-preview"),
    path("receipts/match", match, name="match-receipts"),
    path("receipts/refunds", refunds, name="refunds"),
    path("receipts/remissions", owed_remissions, name="remissions"),
    path("receipts/<receipt:receipt>/", receipt, name="receipt"),
    path("receipts/<receipt:receipt>/allocate", allocate_to, name="receipt-allocate"),
    path("receipts/<receipt:receipt>/remission", RecordRemissionView.as_view(), name="receipt-remission"),
    *(
        path(f"receipts/<receipt:receipt>/{name}", view.as_view(), name=f"receipt-{name}")
        for name, view in VIEWS.items()
    ),
]
