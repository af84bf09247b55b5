"""The forms of the sign-in: allauth's, with words of ours in both languages, and no code that counts twice."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth as totp
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from trp.officers.signin import denied
from trp.officers.words import later

_PASSWORD = (
    later("Password", "Mot de passe"),
    later("Enter your password.", "Inscrivez votre mot de passe."),
)
_CODE = (later("Code", "Code"), later("Enter a code.", "Inscrivez un code."))


class SignIn(LoginForm):
    """A username and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(
            self.fields["login"],
            later("Username", "Nom d’utilisateur"),
            later("Enter your username.", "Inscrivez votre nom d’utilisateur."),
        )
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        _word(self.fields["password"], *_PASSWORD)


class AskPassword(ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["password"], *_PASSWORD)


class ChangePassword(ChangePasswordForm):
    """The password as it is, and a new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(
            self.fields["oldpassword"],
            later("Current password", "Mot de passe actuel"),
            later("Enter your current password.", "Inscrivez votre mot de passe actuel."),
        )
        _word(
            self.fields["password1"],
            later("New password", "Nouveau mot de passe"),
            later("Enter a new password.", "Inscrivez un nouveau mot de passe."),
            later(
                "At least 12 characters; not your name, and not one that many people use.",
                "Au moins 12 caractères; ni votre nom, ni un mot de passe que beaucoup de gens utilisent.",
            ),
        )
        _word(
            self.fields["password2"],
            later("New password, once more", "Nouveau mot de passe, encore une fois"),
            later("Enter the new password once more.", "Inscrivez le nouveau mot de passe encore une fois."),
        )

    def clean(self) -> Any:
        given = forms.Form.clean(self)
        one, other = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if one and other and one != other:
            self.add_error(
                "password2",
                later(
                    "The two new passwords are not the same.", "Les deux nouveaux mots de passe diffèrent."
                ),
            )
        return given


class _Code:
    """A code of the application, or a recovery code. A code of the application counts once."""

    fields: dict[str, forms.Field]
    user: Any
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], *_CODE)

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as wrong:
            if wrong.code == "too_many_login_attempts":
                denied.send(
                    sender=__name__,
                    request=context.request,
                    username=self.user.username,
                    why="too-many-tries",
                )
            raise
        if self.authenticator.type == Authenticator.Type.TOTP and not spent(self.authenticator.pk, code):
            self._emit_authentication_failed(self.authenticator)  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactor(_Code, AuthenticateForm):
    """The second step of a sign-in."""


class AskCode(_Code, ReauthenticateByCodeForm):
    """A code once more, of somebody who has no password."""


class Enrol(ActivateTOTPForm):
    """A code of an application that was just set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], *_CODE)


@transaction.atomic
def spent(key: Any, code: str) -> bool:
    """Mark the period that a code is of as used; false: that one, or a later one, was used before (RFC 6238, 5.2)."""
    held = Authenticator.objects.select_for_update().get(pk=key)
    secret = get_adapter().decrypt(held.data["secret"])
    for period in totp.yield_hotp_counters_from_time():
        right = totp.format_hotp_value(totp.hotp_value(secret, period))
        if period > held.data.get("period", 0) and totp.compare_user_code(actual=code, expected=right):
            held.data["period"] = period
            held.save(update_fields=["data"])
            return True
    return False


def _word(field: forms.Field, label: str, missing: str, hint: str = "") -> None:
    """Say what a field is. What it shows before anything is written would only say its label again."""
    field.label, field.help_text = label, hint
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)
