"""The forms of passkeys: what the browser answers is verified by allauth; what is wrong is said in our words, and logged.

A passkey is kept by the browser, the telephone or a key, which asks for a finger, a face or a PIN: it is both steps at
once, and cannot be typed into a false page.
"""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.exceptions import ValidationError

from trp.officers.signin import denied
from trp.officers.words import later

_WRONG = later(
    "This passkey was not accepted. Try again, or use your password.",
    "Cette clé d’accès n’a pas été acceptée. Essayez de nouveau, ou utilisez votre mot de passe.",
)
_NONE = later(
    "Nothing came from your browser. Press the button, and answer what it asks.",
    "Rien n’est venu de votre navigateur. Appuyez sur le bouton, et répondez à ce qu’il demande.",
)


class AddPasskey(AddWebAuthnForm):
    """A passkey that was just made, and what it is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)  # each is: the browser is asked for no other
        name = self.fields["name"]
        name.label = later("What is it on?", "Où se trouve-t-elle?")
        name.help_text = later("To know it again, e.g. Office laptop.", "Pour la reconnaître, p. ex. Portable du bureau.")  # fmt: skip
        name.max_length = 60
        name.widget.attrs |= {"autocomplete": "off", "maxlength": "60"}
        self.fields["credential"].error_messages |= {"required": _NONE, "invalid": _NONE}

    def clean_name(self) -> str:
        return str(super().clean_name())[:60]

    def clean(self) -> Any:
        try:
            return super().clean()
        except (ValidationError, ValueError, KeyError, TypeError) as fault:
            raise ValidationError(_WRONG, "incorrect_code") from fault


class _Proof:
    """An answer of a passkey. One that is not right is written down."""

    fields: Any
    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages |= {"required": _NONE, "invalid": _NONE}

    def clean_credential(self) -> Authenticator:
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
        except (ValidationError, ValueError, KeyError, TypeError, AttributeError) as fault:
            if isinstance(fault, ValidationError) and fault.code == "too_many_login_attempts":
                self._deny("too-many-tries", self.user)
                raise
            self._deny("wrong-passkey", self.user)
            raise ValidationError(_WRONG, "incorrect_code") from fault
        return found

    def _deny(self, why: str, user: Any) -> None:
        name = user.username if user else None
        denied.send(sender=__name__, request=context.request, username=name, why=why)


class SignInByPasskey(_Proof, LoginWebAuthnForm):
    """A sign-in by a passkey alone."""

    def clean_credential(self) -> Authenticator:
        found = super().clean_credential()
        if not found.user.is_active:  # allauth answers with the page of a closed account
            self._deny("account-closed", found.user)
        return found


class SecondStepByPasskey(_Proof, AuthenticateWebAuthnForm):
    """The second step of a sign-in."""


class AskPasskey(_Proof, ReauthenticateWebAuthnForm):
    """The passkey once more."""
