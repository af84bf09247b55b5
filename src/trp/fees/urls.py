"""The addresses of the chapter on fees: its acts, the morning with the money, the close of the day, the amounts."""

from __future__ import annotations

from django.urls import path, register_converter

from trp.desk.acting import act_urls
from trp.fees.acts import allocating, asking, claiming, doubts, ending, exempting, paying, receipts
from trp.fees.closing import pages as closing
from trp.fees.closing.converters import CalendarDay, OfficeCode
from trp.fees.closing.signing import CountersignDayView, SignDayView
from trp.fees.morning import urls as morning
from trp.fees.published.entering import ConfirmAmountView, EnterAmountView, WithdrawAmountView
from trp.fees.published.pages import amounts

_ = (allocating, asking, claiming, doubts, ending, exempting, paying, receipts)  # each brings its views

register_converter(OfficeCode, "office")
register_converter(CalendarDay, "day")

_DAY = "days/<office:office>/<day:day>/"

urlpatterns = [
    path("days/", closing.days, name="days"),
    path(_DAY, closing.day, name="day"),
    path(f"{_DAY}sign", SignDayView.as_view(), name="sign-day"),
    path(f"{_DAY}countersign", CountersignDayView.as_view(), name="countersign-day"),
    path("amounts/", amounts, name="amounts"),
    path("amounts/<slug:series>/enter", EnterAmountView.as_view(), name="enter-amount"),
    path("amounts/<slug:series>/confirm", ConfirmAmountView.as_view(), name="confirm-amount"),
    path("amounts/<slug:series>/withdraw", WithdrawAmountView.as_view(), name="withdraw-amount"),
    *morning.urlpatterns,
    *act_urls(
        "RequestFee", "RecordReceipt", "TakeBackReceipt", "AllocateReceipt", "ReverseAllocation", "RecordAbilityToPay",
        "RecordMinisterInstruction", "RecordExemption", "ProposeExemption", "ConfirmExemption", "ClaimExemption",
        "LapseClaim", "DecideDoubt", "CloseUnpaid", "ReturnIncomplete", "WithdrawAtBorder",
    ),
]  # fmt: skip
