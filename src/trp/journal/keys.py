"""Keys that live outside the database, in files that only their owner reads."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings

_SIZE = 32


class KeyMissing(RuntimeError):
    """There is no key in the file, and this is not the embedded database, for which one is made."""


@cache
def journal_key() -> bytes:
    """The key of the journal's codes: 32 bytes."""
    return read(Path(settings.JOURNAL_KEY_FILE))


def read(path: Path) -> bytes:
    """The key in a file; made there on the first use of an embedded database.

    Raises:
        KeyMissing: There is none, and a database of its own server is used: its keeper makes the key. Or what there
            is is no key.
    """
    if not path.exists():
        embedded = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
        if not embedded and not settings.DEMO:
            raise KeyMissing(
                f"{path}: there is no key. Make one (32 random bytes, mode 0400) where only the service reads it."
            )
        _make(path)
    key = path.read_bytes()
    if len(key) != _SIZE:
        raise KeyMissing(f"{path}: this is no key: it has {len(key)} bytes and must have {_SIZE}.")
    return key


def secret(home: Path) -> bytes:
    """The key that signs sessions, in the file that `SECRET_KEY_FILE` names; made there at the first start."""
    path = Path(os.environ.get("SECRET_KEY_FILE", home / "keys" / "secret.key"))
    if not path.exists():
        _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    """A key file, there as a whole or not at all: of several processes that make it at once, one prevails."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, made = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_SIZE))
            file.flush()
            os.fchmod(file.fileno(), 0o400)
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was first
            os.link(made, path)
    finally:
        os.unlink(made)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # no line is coded with a key that a power cut could take
    finally:
        os.close(folder)
