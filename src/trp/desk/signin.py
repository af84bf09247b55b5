"""The door of the desk: one line in the security log for who came in and who did not, and the pages allauth has not.

If the line cannot be written, nobody is signed in: the fault stops the request, and no session is kept of it.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed
from allauth.account.views import LoginView, PasswordChangeView
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from trp.desk.demo_users import offered
from trp.desk.leading_out import leads_out
from trp.desk.may import PUBLIC, SIGNED_IN
from trp.desk.reading import moment
from trp.journal.security import noted
from trp.officers import browsers
from trp.officers.models import Officer
from trp.officers.sessions import SINCE
from trp.officers.signin import denied, name_given

ACT = "SignIn"


@receiver(user_logged_in)
def came_in(sender: Any, request: HttpRequest, user: Officer, **told: Any) -> None:
    """Somebody is signed in: how, step by step, e.g. `password totp`."""
    steps = get_authentication_records(request, user)
    _note("signed-in", " ".join(one.get("type") or one["method"] for one in steps), user)


@receiver(user_login_failed)
def stayed_out(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, why: str = "", **told: Any
) -> None:
    """A sign-in failed. The name that was given is not written: it may be a password in the wrong field."""
    officer = _officer(name_given(request, credentials))
    why = why or (
        "unknown-name" if officer is None else "wrong-password" if officer.is_active else "account-closed"
    )
    if not getattr(request, "axes_locked_out", False):
        _note("denied", why, officer)
    elif getattr(request, "axes_failures_since_start", None):  # this failure was one too many
        _note("locked-out", why, officer)
    else:
        _note("denied", "locked-out", officer)


@receiver(denied)
def turned_away(sender: Any, request: HttpRequest, username: str | None, why: str, **told: Any) -> None:
    """A sign-in was denied for another reason than what was entered."""
    _note("denied", why, _officer(name_given(None, {"username": username})))


@receiver(password_changed)
def other_password(sender: Any, request: HttpRequest, user: Officer, **told: Any) -> None:
    """The other sessions end: a new password may mean that somebody else knew the old one."""
    now = int(time.time())
    browsers.moved(request, user, request.session.get(SINCE, now), now)
    _note("sign-in-changed", "password", user)


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def other_second_step(
    sender: Any, request: HttpRequest, user: Officer, authenticator: Any, signal: Any, **told: Any
) -> None:
    did = {authenticator_added: "added", authenticator_removed: "removed", authenticator_reset: "renewed"}
    _note("sign-in-changed", f"{authenticator.type} {did[signal]}", user)


def _note(kind: str, codes: str, officer: Officer | None) -> None:
    noted(kind, ACT, codes, officer=str(officer.pk) if officer else "", at=moment()[1])


def _officer(name: str | None) -> Officer | None:
    """The account that a name finds, as the sign-in itself finds it."""
    if not name:
        return None
    found = [one for one in Officer.objects.filter(username__iexact=name) if one.username.lower() == name]
    return found[0] if len(found) == 1 else None


class SignIn(LoginView):
    """Username and password; the identity provider, where there is one; in a demo, its users as well."""

    may = PUBLIC

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return leads_out(found)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = super().get_context_data(**kwargs)
        return {**told, "offered": offered(), "provider": settings.OPENID_PROVIDER}


class ChangePassword(PasswordChangeView):
    """Another password. Who has none is told so: nobody signs in to a demo with one."""

    may = SIGNED_IN

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.has_usable_password():
            return render(request, "account/no_password.html", status=404)
        found: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return found


def locked(request: HttpRequest, response: HttpResponse | None, credentials: Any = None) -> HttpResponse:
    """Too many failures: what to do now."""
    return render(request, "account/locked.html", status=429)


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the mark of a page that this session was shown."""
    return render(request, "403_csrf.html", status=403)
