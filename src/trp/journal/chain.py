"""How a line is chained to the line before: pure, and the same in the separate verifier.

commitment  SHA-256 of salt and body: a body can be destroyed later, and the chain still verifies
hash        SHA-256 of the line's header, in which the commitment and the hash of the line before stand
code        HMAC of the hash with a key outside the database: who alters lines cannot chain them again
"""

from __future__ import annotations

import hmac
from datetime import date
from hashlib import sha256
from json.encoder import encode_basestring as _quoted
from uuid import UUID

START = bytes(32)
_DOMAIN = b"trp-journal-line-1\0"


def committed(salt: bytes, body: str) -> bytes:
    """The commitment to a body."""
    return sha256(salt + body.encode()).digest()


def chained(
    case: UUID,
    number: int,
    at_us: int,
    day: date,
    officer: str,
    acting_under: str,
    kind: str,
    version: int,
    edition: str,
    commitment: bytes,
    previous: bytes,
) -> bytes:
    """The hash of a line."""
    # A list as JSON without spaces, put together by hand: text is quoted as JSON quotes it.
    text = (
        f'["{case}",{number},{at_us},"{day.isoformat()}",{_quoted(officer)},{_quoted(acting_under)},{_quoted(kind)},'
        f'{version},{_quoted(edition)},"{commitment.hex()}","{previous.hex()}"]'
    )
    return sha256(_DOMAIN + text.encode()).digest()


def coded(key: bytes, line_hash: bytes) -> bytes:
    """The code of a line."""
    return hmac.digest(key, line_hash, "sha256")
