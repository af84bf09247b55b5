"""A fresh proof of who it is, before what gives others money or power: the last one is at most ten minutes old.

The sign-in is such a proof, and so is the password, a code or a passkey that is asked for once more; a sign-in by an
identity provider, from when the provider itself saw a proof. What was typed is kept meanwhile, and sent on once the
proof is there.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

FRESH = 600
"""Seconds that a proof is fresh for."""
ANEW = "proof asked anew"
"""In a session that was ended for the want of a fresh proof: the provider, if it is asked, must ask for one too."""


def is_fresh(request: HttpRequest, now: float) -> bool:
    """Whether who is signed in proved it lately. `now`: seconds since 1970."""
    records = get_authentication_records(request, request.user)
    return any(0 <= now - one["at"] < FRESH for one in records)


def proof_first(request: HttpRequest) -> HttpResponse | None:
    """Who has nothing fresh to show is asked; who has nothing to be asked for signs in again, save in a demo.

    Raises:
        ReauthenticationRequired: The password, a code or a passkey is asked for, and the request then goes on.
    """
    if is_fresh(request, time.time()):
        return None
    user: Any = request.user
    if get_adapter(request).get_reauthentication_methods(user):
        raise ReauthenticationRequired()
    if settings.DEMO:
        return None  # nobody there has a password
    logout(request)
    request.session[ANEW] = True
    return redirect_to_login(request.get_full_path(), reverse("account_login"))
