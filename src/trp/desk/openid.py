"""Signing in by the identity provider: the press of the button, the way back, and why somebody is not signed in.

Where no provider is configured, nothing here answers.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    perform_login,
    record_authentication,
)
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from trp.desk.may import PUBLIC, may
from trp.desk.reading import moment
from trp.desk.stepping_up import ANEW
from trp.desk.whys import WHYS
from trp.desk.words import language, speech
from trp.journal.security import noted
from trp.officers import identities, openid
from trp.officers.adapter import stopped
from trp.officers.id_token import NotProved
from trp.officers.models import Officer
from trp.officers.signin import denied

METHOD = "openid-connect"
_log = logging.getLogger(__name__)

View = Callable[..., HttpResponse]


def configured(view: View) -> View:
    """Let a view answer only where there is a provider."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.OPENID_PROVIDER is None:
            raise Http404("no identity provider is configured")
        return view(request, *args, **kwargs)

    return answer


@may(*PUBLIC)
@never_cache
@configured
@require_POST
@rate_limit(action="login")  # type: ignore[untyped-decorator]
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the provider, to sign in."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    anew = bool(request.session.pop(ANEW, False))
    return led(request, goes_on=get_next_redirect_url(request) or "", anew=anew)


def led(request: HttpRequest, **given: Any) -> HttpResponse:
    """The answer that leads to the provider; if it cannot be asked, the page that says so."""
    try:
        return openid.leaving(request, language=language(), **given)
    except (openid.Unreachable, NotProved) as fault:
        return _stopped(request, fault)


@may(*PUBLIC)
@never_cache
@configured
@require_GET
@rate_limit(action="openid_back", limit_get=True)  # type: ignore[untyped-decorator]
def back(request: HttpRequest) -> HttpResponse:
    """Come back from the provider: sign in, or connect the identity to the account that asked for it."""
    state = openid.kept(request)
    if state is None:
        return not_done(request, "wrong-state")
    with override(state["data"]["language"]):
        if "code" not in request.GET:
            cancelled = request.GET.get("error") == "access_denied"
            return not_done(request, "cancelled" if cancelled else "provider-refused")
        try:
            claims = openid.claims(request, state)
        except (openid.Unreachable, NotProved) as fault:
            return _stopped(request, fault)
        if state["process"] == "connect":
            return _connected(request, state["data"]["officer"], claims["sub"])
        return _signed_in(request, claims, state.get("next"))


def _signed_in(request: HttpRequest, claims: dict[str, Any], goes_on: str | None) -> HttpResponse:
    """Sign in the account that the identity is connected to, or go on to its second step."""
    officer = identities.holder(claims["sub"])
    if officer is None:
        return not_done(request, "unknown-identity")
    if answer := stopped(request, officer):
        return answer
    if request.user.is_authenticated:
        logout(request)  # in another tab, meanwhile: one sign-in to a session
    _record(request, officer, claims.get("auth_time"))
    found: HttpResponse = perform_login(request, Login(user=officer, redirect_url=goes_on))
    return found


def _record(request: HttpRequest, officer: Officer, proved: Any) -> None:
    """A step of the sign-in, as old as the proof that the provider saw; one that does not say saw none lately."""
    record_authentication(request, officer, METHOD)
    *before, last = get_authentication_records(request, officer)
    last["at"] = min(proved, time.time()) if type(proved) in (int, float) else 0
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [*before, last]


def _connected(request: HttpRequest, key: str, subject: str) -> HttpResponse:
    user: Any = request.user
    if str(user.pk) != key:  # signed out meanwhile, or somebody else came
        return not_done(request, "wrong-state")
    why = identities.why_not(user, subject)
    if not why:
        noted("sign-in-changed", "SignIn", f"{METHOD} connected", officer=key, at=moment()[1])
        why = "" if identities.connect(user, subject) else identities.why_not(user, subject)
    if why:
        return not_done(request, f"identity-{why}")
    messages.success(request, speech()("Connected: you can sign in this way from now on.", "C’est lié : vous pouvez désormais ouvrir une session ainsi."))  # fmt: skip
    return redirect("openid")


def _stopped(request: HttpRequest, fault: Exception) -> HttpResponse:
    """The provider did not answer, or proved nothing. Those who keep the service read why in the log of the server."""
    _log.warning("OpenID Connect: %s", fault)
    return not_done(request, "not-proved" if isinstance(fault, NotProved) else "provider-unreachable")


def not_done(request: HttpRequest, why: str) -> HttpResponse:
    """Write why nobody was signed in, and nothing connected; say it on a page of its own, which can be read again."""
    name = request.user.get_username() if request.user.is_authenticated else None
    denied.send(sender=__name__, request=request, username=name, why=why)
    return redirect("openid_not", why=why)


@may(*PUBLIC)
@never_cache
@configured
@require_GET
def not_signed_in(request: HttpRequest, why: str) -> HttpResponse:
    """Say why somebody was not signed in, or nothing connected, and what to do."""
    found = WHYS.get(why)
    if found is None:
        raise Http404("there is no such reason")
    return render(request, "account/openid_not.html", {"why": found}, status=found.status)
