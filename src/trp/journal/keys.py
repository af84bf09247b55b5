"""Keys that live outside the database, in files that only their owner reads."""

from __future__ import annotations

import os
import secrets
from functools import cache
from pathlib import Path

from django.conf import settings


class KeyMissing(RuntimeError):
    """There is no key file, and this is not the embedded database, for which one is made."""


@cache
def journal_key() -> bytes:
    """The key of the journal's codes: 32 bytes."""
    return read(Path(settings.JOURNAL_KEY_FILE))


def read(path: Path) -> bytes:
    """The key in a file; made there on the first use of an embedded database.

    Raises:
        KeyMissing: There is none, and a database of its own server is used: its keeper makes the key.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        embedded = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
        if not embedded and not settings.DEMO:
            raise KeyMissing(
                f"{path}: there is no key. Make one (32 random bytes, mode 0400) where only the service reads it."
            ) from None
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = secrets.token_bytes(32)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError:  # another process was first
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(key)
    return key
