"""The ID token: who the provider says it is. Nothing of it is believed before everything here holds.

In the code flow allauth checks no signature of it, takes the algorithm from the token itself, and asks for no nonce.
"""

from __future__ import annotations

import hmac
from typing import Any

import jwt

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""By a key that the provider alone has. Not `none`, and not by a secret that is shared."""
LEEWAY = 60
"""Seconds that the clocks of the provider and of the service may differ by."""
LONGEST = 191
"""Characters of a subject: the column that keeps it has no more. The standard lets it have 255; none in use is so long."""
_NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


class NotProved(Exception):
    """The token proves nothing. Says why, for those who keep the service."""


def claims_of(token: Any, keys: Any, *, issuer: str, client_id: str, nonce: str) -> dict[str, Any]:
    """Give what a token says, once it is found to be of this issuer, for this service and for this very sign-in.

    Args:
        token: As the token endpoint gave it.
        keys: The provider's key set (JWKS), as it gave it.
        nonce: What was sent when the sign-in began.

    Raises:
        NotProved: A signature, an issuer, an audience, a time, a nonce or a subject is not as it must be.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token, _key(token, keys), algorithms=list(ALGORITHMS), audience=client_id, issuer=issuer, leeway=LEEWAY,
            options={"require": _NEEDED, "enforce_minimum_key_length": True},
        )  # fmt: skip
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise NotProved(f"ID token: {fault}") from fault
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else client_id) != client_id:
        raise NotProved("ID token: it was made for another service (azp)")
    if not nonce or not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise NotProved("ID token: it is of another sign-in (nonce)")
    if not claims["sub"] or len(claims["sub"]) > LONGEST:
        raise NotProved("ID token: the subject is empty or too long")
    return claims


def _key(token: Any, keys: Any) -> jwt.PyJWK:
    """The key that a token names; of a provider with one key alone, that one."""
    held = jwt.PyJWKSet.from_dict(keys).keys
    wanted = jwt.get_unverified_header(token).get("kid")
    found = [one for one in held if one.key_id == wanted] if wanted else held
    if len(found) != 1:
        raise NotProved("ID token: the provider has no such key")
    return found[0]
