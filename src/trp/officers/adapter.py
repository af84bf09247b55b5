"""What this service decides for itself where allauth leaves it open: accounts, and second factors."""

from __future__ import annotations

import base64
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from trp.officers.models import Officer
from trp.officers.signin import denied, is_locked
from trp.officers.words import later

_TOO_MANY = later(
    "Too many tries. Wait five minutes, then try again.",
    "Trop de tentatives. Attendez cinq minutes, puis essayez de nouveau.",
)
_WRONG_CODE = later(
    "This code is not right, or it was used before. Enter the code that the application shows now.",
    "Ce code n’est pas le bon, ou il a déjà servi. Inscrivez le code que l’application affiche maintenant.",
)


class Accounts(DefaultAccountAdapter):
    """Accounts are opened by two supervisors, never by a form; nobody is written to."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "enter_current_password": later(
            "This is not your current password.", "Ce n’est pas votre mot de passe actuel."
        ),
        "incorrect_password": later("This is not your password.", "Ce n’est pas votre mot de passe."),
        "rate_limited": _TOO_MANY,
        "too_many_login_attempts": _TOO_MANY,
        "username_password_mismatch": later(
            "The username or the password is not right.",
            "Le nom d’utilisateur ou le mot de passe n’est pas le bon.",
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nobody: accounts have no address."""

    def is_ajax(self, request: HttpRequest) -> bool:
        """Every page of the sign-in is a page."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """After the sign-in one goes on at this very host alone."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            denied.send(
                sender=__name__, request=request, username=credentials.get("username"), why="too-many-tries"
            )
            raise

    def respond_user_inactive(self, request: HttpRequest, user: Officer) -> HttpResponse:
        return _closed(request)

    def login(self, request: HttpRequest, user: Officer) -> None:
        """Sign in at last, if the account is still open and not locked: the second factor took its time."""
        if answer := stopped(request, Officer.objects.get(pk=user.pk)):
            raise ImmediateHttpResponse(answer)
        super().login(request, user)

    def set_password(self, user: Officer, password: str) -> None:
        """The service may write this column alone (`trp.journal.roles`)."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Who has a password is asked for it, or for a passkey; only who has none, for a code."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        by_code = [one for one in methods if one["id"] == "mfa_reauthenticate"]
        others = [one for one in methods if one not in by_code]
        return others if others and others[0]["id"] == "reauthenticate" else by_code + others


def stopped(request: HttpRequest, officer: Officer) -> HttpResponse | None:
    """What whoever comes for an account that is closed or locked is answered; None: it is neither."""
    if not officer.is_active:
        denied.send(sender=__name__, request=request, username=officer.username, why="account-closed")
        return _closed(request)
    if is_locked(request, officer):
        denied.send(sender=__name__, request=request, username=officer.username, why="locked-out")
        return redirect("account_login")  # axes puts its own page here
    return None


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "account/account_inactive.html", status=403)


class SecondFactors(DefaultMFAAdapter):
    """Secrets of second factors are kept encrypted: a copy of the database makes no codes."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": later(
            "Turn the second step on first.", "Activez d’abord la deuxième étape."
        ),
        "incorrect_code": _WRONG_CODE,
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return str(later("Passkey", "Clé d’accès"))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """For whom a passkey is: this host, by the name that browsers show."""
        return {**super().get_public_key_credential_rp_entity(), "name": "TRP Casework"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.name}

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    """Encrypts under Django's secret key, and still opens what was encrypted under one that it replaced."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(key))) for key in keys])


def _derived(key: str) -> bytes:
    of_this_use = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"trp second factors")
    return base64.urlsafe_b64encode(of_this_use.derive(key.encode()))
