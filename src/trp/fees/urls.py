"""The addresses of the chapter on fees: its acts, and the morning of those who work with the money."""

from __future__ import annotations

from trp.desk.acting import act_urls
from trp.fees.acts import allocating, asking, claiming, doubts, ending, exempting, paying, receipts
from trp.fees.morning import urls as morning

_ = (allocating, asking, claiming, doubts, ending, exempting, paying, receipts)  # each brings its views

urlpatterns = morning.urlpatterns + act_urls(
    "RequestFee", "RecordReceipt", "TakeBackReceipt", "AllocateReceipt", "ReverseAllocation", "RecordAbilityToPay",
    "RecordMinisterInstruction", "RecordExemption", "ProposeExemption", "ConfirmExemption", "ClaimExemption",
    "LapseClaim", "DecideDoubt", "CloseUnpaid", "ReturnIncomplete", "WithdrawAtBorder",
)  # fmt: skip
