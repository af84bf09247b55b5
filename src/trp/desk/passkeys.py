"""The pages of passkeys: add one, take one off, sign in with one, show once more that it is you with one.

What the browser is to be asked stands in the page, or is fetched at the press of the button; `passkeys.js` asks it.
"""

from __future__ import annotations

import json
from typing import Any

from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn import views
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormView

from trp.desk.may import PUBLIC, SIGNED_IN


def asked(options: Any) -> str:
    """What the browser is asked for, as an attribute of a form holds it."""
    return json.dumps(options["publicKey"], cls=DjangoJSONEncoder)


@method_decorator(never_cache, name="dispatch")
class AddPasskey(views.AddWebAuthnView):
    """Add a passkey: one that asks for a finger, a face or a PIN, and signs in by itself."""

    may = SIGNED_IN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told: dict[str, Any] = FormView.get_context_data(self, **kwargs)
        return {**told, "options": asked(auth.begin_registration(self.request.user, True))}


class RemovePasskey(views.RemoveWebAuthnView):
    """Take a passkey off the account. Of another account, none is found."""

    may = SIGNED_IN
    success_url = reverse_lazy("mfa_index")


@method_decorator(never_cache, name="dispatch")
class SignInByPasskey(views.LoginWebAuthnView):
    """Sign in by a passkey alone: what to ask the browser for, then what it answered."""

    may = PUBLIC

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "application/json" not in request.headers.get("Accept", ""):
            return HttpResponseRedirect(reverse("account_login"))
        return JsonResponse(auth.begin_authentication(user=None)["publicKey"], safe=False)

    def form_invalid(self, form: Any) -> HttpResponse:
        for fault in form.errors.get("credential", []):
            messages.error(self.request, fault)
        return HttpResponseRedirect(reverse("account_login"))


@method_decorator(never_cache, name="dispatch")
class AskPasskey(views.ReauthenticateWebAuthnView):
    """The passkey once more, before something that asks for a fresh proof."""

    may = SIGNED_IN

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told: dict[str, Any] = super().get_context_data(**kwargs)
        return {**told, "options": asked(told["js_data"]["request_options"])}


@method_decorator(never_cache, name="dispatch")
class SecondStep(AuthenticateView):
    """The second step of a sign-in: a code, or a passkey of whoever has one."""

    may = PUBLIC  # answers in the middle of a sign-in alone

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told: dict[str, Any] = super().get_context_data(**kwargs)
        options = told["js_data"]["request_options"]
        return {**told, "options": asked(options) if options["publicKey"].get("allowCredentials") else ""}
