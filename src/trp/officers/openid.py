"""Sign-in by OpenID Connect: leaving for the provider, and what comes back. By allauth, where it leaves nothing open.

allauth gives the state, PKCE and the exchange of the code; ours are the nonce, the check of the discovery document
and of the ID token, and waits that end.
"""

from __future__ import annotations

import secrets
from typing import Any

import requests
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from trp.officers.id_token import NotProved, claims_of
from trp.officers.provider import Provider, is_private, origin_of, the_provider

WAIT = (3.05, 5)
"""Seconds that an answer of the provider is waited for: to be reached, then between two pieces of what it sends."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Unreachable(Exception):
    """The provider does not answer, or with nothing that can be read."""


class OutsideAccounts(DefaultSocialAccountAdapter):
    """The provider is the one of the settings, and opens no account."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def get_requests_session(self) -> requests.Session:
        return _Patient()


class _Patient(requests.Session):
    """Waits for so long and no longer, and follows nobody elsewhere: the client secret goes where it was sent."""

    def request(self, method: Any, url: Any, *args: Any, **given: Any) -> requests.Response:
        return super().request(method, url, *args, **{**given, "timeout": WAIT, "allow_redirects": False})


class _Exchange(OpenIDConnectOAuth2Adapter):
    """The addresses of the provider, as it publishes them, and ours to come back to."""

    def get_provider(self) -> OpenIDConnectProvider:
        return _provider(self.request)

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return str(build_absolute_uri(request, reverse("openid_back")))

    @property
    def openid_config(self) -> dict[str, Any]:
        if not hasattr(self, "_checked"):
            self._checked = _sound(super().openid_config, the_provider())
        return self._checked

    @property
    def basic_auth(self) -> bool:
        """As the standard has it: by the header, where the provider does not name the form."""
        named = self.openid_config.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return "client_secret_post" not in named


class _Door(OpenIDConnectProvider):
    oauth2_adapter_class = _Exchange


def _provider(request: HttpRequest) -> OpenIDConnectProvider:
    """The provider of the settings, as allauth takes it. The table of such applications stays empty."""
    held = the_provider()
    discovery = held.issuer.rstrip("/") + "/.well-known/openid-configuration"
    app = SocialApp(
        provider=_Door.id, provider_id=held.issuer, name=held.issuer, client_id=held.client_id, secret=held.secret,
        settings={"server_url": discovery, "oauth_pkce_enabled": True},
    )  # fmt: skip
    return _Door(request, app=app)


def _sound(told: Any, held: Provider) -> dict[str, Any]:
    """A discovery document that is of this provider and leads nowhere it should not.

    Raises:
        NotProved: It is of another issuer, or an address of it is not private, or not where the settings say.
    """
    if not isinstance(told, dict) or told.get("issuer") != held.issuer:
        raise NotProved("discovery: the issuer is not TRP_OIDC_ISSUER, to the letter")
    for name in ENDPOINTS:
        if not is_private(str(told.get(name, ""))):
            raise NotProved(f"discovery: {name} is missing, or in the clear")
    origin = origin_of(told["authorization_endpoint"])
    if origin not in held.origins:
        raise NotProved(f"discovery: the sign-in page stands at {origin}: name it in TRP_OIDC_ORIGINS")
    return told


def leaving(request: HttpRequest, *, language: str, officer: str = "", goes_on: str = "", anew: bool = False) -> HttpResponse:  # fmt: skip
    """The answer that leads to the provider. What is kept meanwhile is in the session, under the state.

    Args:
        language: Of the pages, there and back here.
        officer: The key of the account that the identity is to be connected to; empty: to sign in.
        anew: The provider must ask once more, whoever it knows already.

    Raises:
        Unreachable, NotProved: Of the provider.
    """
    nonce = secrets.token_urlsafe(32)
    asks = {
        "nonce": nonce,
        "ui_locales": language,
        # Asked with an age, a provider says when it last saw a proof (auth_time): a fresh one is told from an old one.
        "max_age": "0" if anew else str(settings.SESSION_LIMIT),
    }
    try:
        answer: HttpResponse = _provider(request).redirect(
            request, "connect" if officer else "login", goes_on or None,
            {"nonce": nonce, "language": language, "officer": officer}, auth_params=asks, scope=["openid"],
        )  # fmt: skip
    except requests.RequestException as fault:
        raise Unreachable(str(fault)) from fault
    return answer


def kept(request: HttpRequest) -> dict[str, Any] | None:
    """What was kept under the state that came back, once; None: nothing, or not in this session, or too long ago."""
    state = request.GET.get("state", "")
    found: dict[str, Any] | None = statekit.unstash_state(
        request, state_id=state, provider_id=the_provider().issuer
    )
    return found


def claims(request: HttpRequest, state: dict[str, Any]) -> dict[str, Any]:
    """Exchange the code that came back, and give what the ID token says.

    Raises:
        Unreachable: The provider does not answer.
        NotProved: It refuses the code, or what it answers proves nothing.
    """
    held = the_provider()
    exchange = _Exchange(request, held.issuer)
    try:
        client = exchange.get_client(request, exchange.get_provider().app)
        given = exchange.get_access_token_data(request, None, client, state["pkce_code_verifier"])
        with _Patient() as session:
            answer = session.get(exchange.openid_config["jwks_uri"])
        answer.raise_for_status()
        keys = answer.json()
    except requests.RequestException as fault:
        raise Unreachable(str(fault)) from fault
    except (OAuth2Error, KeyError, TypeError, ValueError) as fault:
        raise NotProved("token endpoint: it refused the code or the client secret") from fault
    return claims_of(
        given.get("id_token"),
        keys,
        issuer=held.issuer,
        client_id=held.client_id,
        nonce=state["data"]["nonce"],
    )
