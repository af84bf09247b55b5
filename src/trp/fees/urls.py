"""The addresses of the chapter on fees: its acts."""

from __future__ import annotations

from trp.desk.acting import act_urls
from trp.fees.acts import allocating, asking, claiming, doubts, ending, exempting, paying, receipts

_ = (allocating, asking, claiming, doubts, ending, exempting, paying, receipts)  # each brings its views

urlpatterns = act_urls(
    "RequestFee", "RecordReceipt", "TakeBackReceipt", "AllocateReceipt", "ReverseAllocation", "RecordAbilityToPay",
    "RecordMinisterInstruction", "RecordExemption", "ProposeExemption", "ConfirmExemption", "ClaimExemption",
    "LapseClaim", "DecideDoubt", "CloseUnpaid", "ReturnIncomplete", "WithdrawAtBorder",
)  # fmt: skip
