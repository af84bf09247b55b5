"""The identity provider that officers may sign in by: what the environment says of it, all of it or nothing.

It is named by its issuer address. Nothing here asks it anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from trp.rulebook.language import Both

NEEDED = (
    "TRP_OIDC_ISSUER", "TRP_OIDC_CLIENT_ID", "TRP_OIDC_SECRET_FILE", "TRP_OIDC_NAME_EN", "TRP_OIDC_NAME_FR",
)  # fmt: skip
ALSO = "TRP_OIDC_ORIGINS"
LONGEST = 200
"""Characters of an issuer address: the column that keeps it with each identity has no more."""

_ORIGIN = re.compile(r"(https?)://([a-z0-9.-]+|\[::1\])(:[0-9]{1,5})?")
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Provider:
    """A provider, and what this service is to it.

    Attributes:
        issuer: Its address, as it stands in each of its ID tokens, to the letter.
        name: What officers call it, after “Sign in with” and « Ouvrir une session avec ».
        origins: Where its pages may stand: the origin of the issuer first.
    """

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    name: Both
    origins: tuple[str, ...]


def provider(told: Mapping[str, str]) -> Provider | None:
    """Read the provider from the environment; None: there is none.

    Raises:
        ImproperlyConfigured: Half of it is there, or an address would send secrets in the clear.
    """
    given = {name: told.get(name, "").strip() for name in (*NEEDED, ALSO)}
    if not any(given.values()):
        return None
    for name in NEEDED:
        if not given[name]:
            raise ImproperlyConfigured(
                f"{name} is missing: sign-in by OpenID Connect takes all of {', '.join(NEEDED)}. "
                "Give it, or take the others away."
            )
    issuer = given["TRP_OIDC_ISSUER"]
    own = _origin("TRP_OIDC_ISSUER", issuer)
    if len(issuer) > LONGEST:
        raise ImproperlyConfigured(
            f"TRP_OIDC_ISSUER is longer than {LONGEST} characters: take a shorter one."
        )
    further = [one.strip() for one in given[ALSO].split(",") if one.strip()]
    for one in further:
        if _origin(ALSO, one) != one:
            raise ImproperlyConfigured(f"{ALSO}: {one} is more than an origin: write https://name alone.")
    return Provider(
        issuer, given["TRP_OIDC_CLIENT_ID"], _secret(given["TRP_OIDC_SECRET_FILE"]),
        Both(given["TRP_OIDC_NAME_EN"], given["TRP_OIDC_NAME_FR"]), tuple(dict.fromkeys((own, *further))),
    )  # fmt: skip


def the_provider() -> Provider:
    """The provider of the settings.

    Raises:
        LookupError: There is none, and no page should have led here.
    """
    found: Provider | None = settings.OPENID_PROVIDER
    if found is None:
        raise LookupError("no identity provider is configured")
    return found


def is_private(address: str) -> bool:
    """Whether what is sent there can be read by nobody on the way: by TLS, or on this very machine."""
    found = _ORIGIN.fullmatch(origin_of(address))
    return found is not None and (found[1] == "https" or found[2] in _LOOPBACK)


def origin_of(address: str) -> str:
    """The origin of an address: scheme, name and port."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _origin(name: str, address: str) -> str:
    """The origin of an address that was given under a name; it stands in a header, so nothing else may be in it."""
    origin = origin_of(address)
    if not _ORIGIN.fullmatch(origin) or set(address) & set(" ?#;,'\"\\"):
        raise ImproperlyConfigured(
            f"{name}: {address} is no plain address: write https://name, without user, query or fragment."
        )
    if not is_private(origin):
        raise ImproperlyConfigured(
            f"{name}: {address} sends secrets in the clear: write https://, unless the provider is this machine."
        )
    return origin


def _secret(path: str) -> str:
    try:
        found = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as wrong:
        raise ImproperlyConfigured(
            f"TRP_OIDC_SECRET_FILE: {path} cannot be read: let the service read it, or name another file."
        ) from wrong
    if not found:
        raise ImproperlyConfigured(
            f"TRP_OIDC_SECRET_FILE: {path} is empty: put the client secret in it, as the provider gave it."
        )
    return found
