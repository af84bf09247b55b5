"""Which account an identity of the provider is connected to: issuer and subject say it, and nothing else does.

Nothing more is kept of it: no name, no address, no token. What was connected to another issuer opens nothing.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError

from trp.officers.models import Officer
from trp.officers.provider import the_provider


def holder(subject: str) -> Officer | None:
    """Whose account an identity is connected to."""
    found = _all().filter(uid=subject).select_related("user").first()
    return found.user if found else None


def of(officer: Any) -> SocialAccount | None:
    """The identity that an account is connected to."""
    return _all().filter(user=officer).first()


def why_not(officer: Any, subject: str) -> str:
    """Why an identity cannot be connected to an account: taken, second; empty: it can."""
    other = holder(subject)
    if other is not None and other.pk != officer.pk:
        return "taken"
    return "second" if of(officer) is not None else ""


def connect(officer: Any, subject: str) -> bool:
    """Connect them; False: one of the two was connected at the same moment, and nothing was done."""
    try:
        _all().create(user=officer, provider=the_provider().issuer, uid=subject)
    except IntegrityError:
        return False
    return True


def disconnect(officer: Any) -> None:
    """Take it off the account."""
    _all().filter(user=officer).delete()


def has_another_way(officer: Any) -> bool:
    """Whether the account can be signed in to without the provider. In a demo, a press of a button does."""
    return (
        settings.DEMO
        or officer.has_usable_password()
        or Authenticator.objects.filter(user=officer, type=Authenticator.Type.WEBAUTHN).exists()
    )


def _all() -> Any:
    return SocialAccount.objects.filter(provider=the_provider().issuer)
