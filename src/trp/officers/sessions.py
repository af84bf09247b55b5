"""How long a sign-in lasts: not longer unused than the idle limit, and never longer than a working day.

A session that reached a limit is ended at the next request, which goes on as that of somebody who is not signed in.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from trp.officers import browsers
from trp.officers.words import later

SINCE, USED = "signed in at", "last used at"
NOTED_EVERY = 60  # seconds: the last use is written at most so often, since each writing is a transaction

_ENDED = {
    "unused": later(
        "You were signed out, because nothing was done for some time.",
        "Votre session a été fermée, parce que rien n’a été fait pendant un certain temps.",
    ),
    "long": later(
        "You were signed out, because a sign-in lasts one working day at most.",
        "Votre session a été fermée : elle dure au plus une journée de travail.",
    ),
}


@receiver(user_logged_in)
def begin(sender: Any, request: HttpRequest, user: Any, **told: Any) -> None:
    """A sign-in begins now."""
    request.session[SINCE] = request.session[USED] = now = int(time.time())
    browsers.came(request, user, now)


class Limits:
    """Ends a sign-in that reached a limit. A session without the marks of its sign-in has reached it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if why := reached(request.session, now):
                logout(request)
                messages.warning(request, _ENDED[why])
            elif now - request.session[USED] >= NOTED_EVERY:
                request.session[USED] = now
                browsers.used(request, request.session[SINCE], now)
        return self.get_response(request)


def reached(session: Any, now: int) -> str:
    """Which limit a session reached: unused, long; empty: none."""
    if now - session.get(SINCE, 0) >= settings.SESSION_LIMIT:
        return "long"
    return "unused" if now - session.get(USED, 0) >= settings.SESSION_IDLE else ""
