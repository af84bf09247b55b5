"""Files of receipts between their preview and their entering: kept for whoever uploaded them, for a few hours.

A file is kept here and not sent back by the browser with each press: it may have 64 MB, and what a browser sends back
would have to be taken for the file that was looked at. It lies in a folder of the account alone, under the SHA-256 of
its octets, and is compared with that name whenever it is opened; its rows are read and checked anew each time, so that
nothing of it is trusted for having been looked at. It goes once it is entered; what is abandoned goes with time.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import mkstemp
from zipfile import BadZipFile, ZipFile

from django.conf import settings

from trp.fees.tabular import MOST, SPREADSHEETS, WrongFile

KEPT_FOR = 4 * 3600
"""Seconds: as long as half a working day, so that somebody can ask the payment system about a row in between."""
MOST_FILES = 10
"""Files of one account; the oldest make room."""
MOST_UNPACKED = 512 * 2**20
"""Octets of a spreadsheet once it is unpacked: one that says more is no list of receipts."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept.

    Attributes:
        digest: SHA-256 of its octets, hexadecimal. `name`: as it was called where it came from.
        start: How many of its receipts have been looked at to be entered, of `whole`.
        entered: How many of these were new, and entered; `cents`: what they came to (CAD).
    """

    digest: str
    name: str
    path: Path
    start: int = 0
    whole: int = 0
    entered: int = 0
    cents: int = 0


def keep(officer: str, name: str, chunks: Iterable[bytes]) -> Kept:
    """Keep a file for an officer, by their key.

    Raises:
        WrongFile: It is empty, or larger than a file of receipts may be.
    """
    folder = _folder(officer)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clean()
    handle, part = mkstemp(dir=folder, suffix=".part")
    digest, size = sha256(), 0
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > MOST:
                    raise WrongFile(
                        "the file is larger than 64 MB: split it", "le fichier dépasse 64 Mo : divisez-le"
                    )
                digest.update(chunk)
                file.write(chunk)
        if not size:
            raise WrongFile("the file is empty", "le fichier est vide")
        path = folder / (digest.hexdigest() + _ending(name))
        _unpacks(Path(part), path.suffix)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    found = Kept(digest.hexdigest(), name, path)
    note(found)
    _make_room(folder, found)
    return found


def kept(officer: str, digest: str) -> Kept | None:
    """The file of an officer under its digest; None: it was entered, it is too old, or it never was theirs."""
    folder = _folder(officer)
    try:
        told = json.loads((folder / f"{digest}.json").read_text("utf-8"))
        found = replace(Kept(digest, "", folder / (digest + str(told.pop("ending")))), **told)
        if time.time() - found.path.stat().st_mtime > KEPT_FOR:
            return None
        with found.path.open("rb") as file:
            return found if file_digest(file, "sha256").hexdigest() == digest else None
    except (OSError, ValueError):
        return None


def note(held: Kept) -> None:
    """Write down how far a file has come; the whole note or the one before, whatever happens."""
    told = {
        "name": held.name, "ending": held.path.suffix, "start": held.start, "whole": held.whole,
        "entered": held.entered, "cents": held.cents,
    }  # fmt: skip
    handle, part = mkstemp(dir=held.path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(told, file)
    os.replace(part, held.path.with_suffix(".json"))


def let_go(held: Kept) -> None:
    """Keep a file no longer."""
    held.path.unlink(missing_ok=True)
    held.path.with_suffix(".json").unlink(missing_ok=True)


def _folder(officer: str) -> Path:
    return Path(settings.HOME) / "uploads" / officer


def _ending(name: str) -> str:
    """How the file is read follows from its ending, and is one of a few whatever the name says."""
    ending = Path(name).suffix.lower()
    return ending if ending in SPREADSHEETS else ".csv"


def _unpacks(path: Path, ending: str) -> None:
    if ending not in SPREADSHEETS:
        return
    try:
        with ZipFile(path) as packed:
            size = sum(one.file_size for one in packed.infolist())
    except BadZipFile:
        return  # an old .xls is none; whatever else it is, reading it will tell
    if size > MOST_UNPACKED:
        raise WrongFile("the spreadsheet unpacks to more than 512 MB: save it as CSV",
                        "le chiffrier dépasse 512 Mo une fois décompressé : enregistrez-le en CSV")  # fmt: skip


def _clean() -> None:
    """What was abandoned goes, whosever it was."""
    before = time.time() - KEPT_FOR
    for path in (Path(settings.HOME) / "uploads").glob("*/*"):
        try:
            if path.stat().st_mtime < before:
                path.unlink()
        except FileNotFoundError:
            continue  # somebody else cleaned it away


def _make_room(folder: Path, held: Kept) -> None:
    notes = sorted(folder.glob("*.json"), key=lambda one: one.stat().st_mtime)
    for one in notes[:-MOST_FILES]:
        if one.stem != held.digest:
            for path in folder.glob(f"{one.stem}.*"):
                path.unlink(missing_ok=True)
