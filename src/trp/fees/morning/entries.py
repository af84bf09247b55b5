"""The entries on one receipt, and the addresses of their pages."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from trp.fees.morning.on_receipt import OnReceiptView
from trp.fees.morning.refunding import ApproveRefundView, ProposeRefundView, WithdrawRefundView
from trp.fees.morning.reserving import ReleaseView, ReserveView

VIEWS: dict[str, type[OnReceiptView]] = {
    "reserve": ReserveView,
    "release": ReleaseView,
    "refund": ProposeRefundView,
    "approve-refund": ApproveRefundView,
    "withdraw-refund": WithdrawRefundView,
}
"""The entries on a receipt, by what their address ends with."""


def address(name: str, receipt: str, **told: str) -> str:
    """The page of an entry on a receipt."""
    query = f"?{urlencode(told)}" if told else ""
    return reverse(f"receipt-{name}", args=[receipt]) + query
