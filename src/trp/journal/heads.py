"""Signed heads of the tree: what one says, how it is signed, and the small file in which it leaves the machine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from trp.journal.keys import KeyMissing, read

_DOMAIN = b"trp-journal-head-1\0"


class NotAHead(ValueError):
    """A file that holds no head, or one whose own signature does not fit what it says."""


@dataclass(frozen=True, slots=True)
class SignedHead:
    """What the journal was at a moment: so many lines, under this root.

    Attributes:
        origin: Whose journal it is.
        size: How many leaves the tree had; `root`: over them.
        at_us: When it was signed: microseconds since 1970, UTC.
        signature: Ed25519, over all of these; `public_key`: under which it is checked.
    """

    origin: str
    size: int
    root: bytes
    at_us: int
    signature: bytes
    public_key: bytes

    @property
    def genuine(self) -> bool:
        """Whether the signature fits what the head says, under its own key."""
        try:
            key = Ed25519PublicKey.from_public_bytes(self.public_key)
            key.verify(self.signature, statement(self.origin, self.size, self.root, self.at_us))
        except (InvalidSignature, ValueError, TypeError, AttributeError):
            return False
        return True

    def text(self) -> str:
        """The head as the JSON text that leaves the machine."""
        told = {
            "origin": self.origin, "size": self.size, "root": self.root.hex(), "at_us": self.at_us,
            "signature": self.signature.hex(), "public_key": self.public_key.hex(),
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def statement(origin: str, size: int, root: bytes, at_us: int) -> bytes:
    """The bytes that are signed."""
    said = json.dumps([origin, size, root.hex(), at_us], ensure_ascii=False, separators=(",", ":"))
    return _DOMAIN + said.encode()


def signed(key: Ed25519PrivateKey, size: int, root: bytes, at_us: int) -> SignedHead:
    """Sign a head."""
    signature = key.sign(statement(origin(), size, root, at_us))
    return SignedHead(origin(), size, root, at_us, signature, key.public_key().public_bytes_raw())


def from_text(text: str) -> SignedHead:
    """The head that a file holds.

    Raises:
        NotAHead: It holds none, or its signature does not fit.
    """
    try:
        told = json.loads(text)
        head = SignedHead(
            str(told["origin"]), int(told["size"]), bytes.fromhex(told["root"]), int(told["at_us"]),
            bytes.fromhex(told["signature"]), bytes.fromhex(told["public_key"]),
        )  # fmt: skip
    except (ValueError, TypeError, KeyError) as wrong:
        raise NotAHead(f"it holds no signed head: {wrong}") from wrong
    if not head.genuine:
        raise NotAHead("its signature does not fit what it says")
    return head


def origin() -> str:
    """Whose journal this is, as heads name it (the setting JOURNAL_ORIGIN)."""
    return str(getattr(settings, "JOURNAL_ORIGIN", "trp-journal"))


def signing_key() -> Ed25519PrivateKey:
    """The key that signs heads; made, like the journal's own, on the first use of an embedded database.

    Raises:
        KeyMissing: There is none.
    """
    return Ed25519PrivateKey.from_private_bytes(read(Path(settings.SIGNING_KEY_FILE)))


def public_key() -> bytes:
    """The key under which heads are checked. It makes none.

    Raises:
        KeyMissing: There is no signing key to take it from.
    """
    path = Path(settings.SIGNING_KEY_FILE)
    if not path.exists():
        raise KeyMissing(f"{path}: there is no key")
    return signing_key().public_key().public_bytes_raw()
