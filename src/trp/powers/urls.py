"""The addresses of powers and accounts."""

from __future__ import annotations

from django.urls import path, register_converter

from trp.powers import accounts, holdings, listing, officer


class BookLine:
    """A line of an officer's book; below zero: it was there before there were books."""

    regex = "-?[0-9]{1,9}"

    def to_python(self, text: str) -> int:
        return int(text)

    def to_url(self, line: int) -> str:
        return str(line)


register_converter(BookLine, "line")

_POWER = "powers/<str:officer>/<line:line>/"
_CHANGE = "powers/accounts/<uuid:account>/<line:line>/"

urlpatterns = [
    path("powers/", listing.powers, name="powers"),
    path("powers/open", accounts.OpenAccountView.as_view(), name="open-account"),
    path(f"{_CHANGE}approve", accounts.ApproveChangeView.as_view(), name="approve-change"),
    path(f"{_CHANGE}withdraw", accounts.WithdrawChangeView.as_view(), name="withdraw-change"),
    path("powers/<str:officer>/", officer.officer, name="powers-officer"),
    path("powers/<str:officer>/enter", holdings.EnterPowerView.as_view(), name="enter-power"),
    path("powers/<str:officer>/roles", accounts.ChangeRolesView.as_view(), name="change-roles"),
    path("powers/<str:officer>/close", accounts.CloseAccountView.as_view(), name="close-account"),
    path(f"{_POWER}approve", holdings.ApprovePowerView.as_view(), name="approve-power"),
    path(f"{_POWER}withdraw", holdings.WithdrawPowerView.as_view(), name="withdraw-power"),
    path(f"{_POWER}end", holdings.EndPowerView.as_view(), name="end-power"),
]
