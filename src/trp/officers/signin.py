"""Who is at the door: the name and the address that failures are counted by, and what a sign-in leaves behind.

Failures are counted by name and address together (django-axes, in the database). Whoever denies a sign-in for another
reason than a wrong password sends `denied`; the desk writes each denial into the security log.
"""

from __future__ import annotations

from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.signals import authentication_failed
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.dispatch import Signal, receiver
from django.http import HttpRequest

from trp.officers.models import Officer

denied = Signal()
"""A sign-in was denied before or after the password was looked at. Gives: request, username, why."""


def name_given(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str | None:
    """The name that failures count for: as accounts are found by it, whatever its case and spaces.

    The form calls it `login`, those who check passwords `username`: counted under one of them alone, a locked
    account would open to the right password.
    """
    given = (credentials or {}).get("username") or (
        request.POST.get("login") if request is not None else None
    )
    return str(given).strip().lower() if given else None


def address(request: HttpRequest) -> str | None:
    """Where a request comes from: as far as our own proxies vouch for it (ALLAUTH_TRUSTED_PROXY_COUNT)."""
    found: str | None = get_client_ip(request)
    return found


def is_locked(request: HttpRequest, officer: Officer) -> bool:
    """Whether too many sign-ins to this account failed from this address; says so to the lock-out's own page."""
    if AxesProxyHandler.is_allowed(request, {"username": officer.username}):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    return True


@receiver(authentication_failed)
def count(sender: Any, request: HttpRequest, user: Officer, **told: Any) -> None:
    """A wrong code counts like a wrong password: who has the password cannot try codes without end."""
    user_login_failed.send(
        sender=__name__, credentials={"username": user.username}, request=request, why="wrong-code"
    )
