"""The identity of the provider that one's own account is connected to: seen, connected, disconnected."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from trp.desk.leading_out import leads_out
from trp.desk.may import SIGNED_IN, may
from trp.desk.openid import METHOD, configured, led
from trp.desk.reading import moment
from trp.desk.stepping_up import proof_first
from trp.desk.words import speech
from trp.journal.security import noted
from trp.officers import identities


@may(*SIGNED_IN)
@never_cache
@configured
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: HttpRequest) -> HttpResponse:
    """Show the identity; connect one, or disconnect it. All of it takes a fresh proof."""
    try:
        if answer := proof_first(request):
            return answer
    except ReauthenticationRequired:
        if request.method == "POST":
            return redirect("openid")  # asked there: the form that asks may lead nowhere but here
        raise
    if request.method == "POST":
        return _disconnect(request) if request.POST.get("does") == "disconnect" else _connect(request)
    told = {
        "provider": settings.OPENID_PROVIDER,
        "held": identities.of(request.user),
        "stays": not identities.has_another_way(request.user),
    }
    return leads_out(render(request, "desk/identity.html", told))


def _connect(request: HttpRequest) -> HttpResponse:
    if identities.of(request.user) is not None:
        messages.warning(request, speech()("Your account is connected already. Disconnect it first.", "Votre compte est déjà lié. Déliez-le d’abord."))  # fmt: skip
        return redirect("openid")
    return led(request, officer=str(request.user.pk))


def _disconnect(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    say = speech()
    if identities.of(user) is None:
        messages.warning(request, say("Nothing was disconnected: it was over already.", "Rien n’a été délié : c’était déjà fait."))  # fmt: skip
    elif not identities.has_another_way(user):
        messages.warning(request, say("Nothing was disconnected: you would have no other way to sign in.", "Rien n’a été délié : vous n’auriez plus aucun moyen d’ouvrir une session."))  # fmt: skip
    else:
        noted("sign-in-changed", "SignIn", f"{METHOD} disconnected", officer=str(user.pk), at=moment()[1])
        identities.disconnect(user)
        messages.success(request, say("Disconnected: it opens nothing here any more.", "C’est délié : cela n’ouvre plus rien ici."))  # fmt: skip
    return redirect("openid")
