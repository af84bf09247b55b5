"""Importing receipts: what is new, known or changed is told first; then the new ones are entered batch by batch.

An import that broke off, or is made twice, goes on where it was: what is on record alike is known, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection

from trp.casework.blockers import Blocker
from trp.casework.registers.receipts import (
    MOST_ROWS,
    ReceiveBatch,
    changed_duplicate,
    digest,
    total,
)
from trp.fees import receipts
from trp.fees.tabular import Faulty, Placed
from trp.journal.asked import Refused
from trp.journal.entering import enter
from trp.officers.models import Office
from trp.rulebook.language import Both

Progress = Callable[[int, int], None]
Batch = Sequence[Placed]


@dataclass
class Outcome:
    """What is new, known and changed. `cents`: of what is new."""

    new: list[Placed] = field(default_factory=list)
    known: list[Placed] = field(default_factory=list)
    changed: list[Faulty] = field(default_factory=list)

    @property
    def cents(self) -> int:
        return total([one.row for one in self.new])


def offices() -> dict[str, Both]:
    """The offices that may reserve a receipt, by their codes, as the desk calls them."""
    found = Office.objects.order_by("code").values_list("code", "name_en", "name_fr")
    return {code: Both(en, fr) for code, en, fr in found}


def classified(found: Batch, progress: Progress | None = None) -> Outcome:
    """What of these receipts is new, known or changed, as the register stands now; nothing is written."""
    outcome, done = Outcome(), 0
    for batch in _batches(found):
        _classify(batch, {one.row[0]: digest(one.row) for one in batch}, outcome)
        done += len(batch)
        if progress:
            progress(done, len(found))
    return outcome


def _classify(batch: Batch, digests: dict[str, bytes], outcome: Outcome) -> Outcome:
    with connection.cursor() as cursor:
        held = receipts.listed(cursor, [one.row for one in batch], digests)
    for one in batch:
        number = one.row[0]
        if number in held.known:
            outcome.known.append(one)
        elif number in held.changed:
            why = (changed_duplicate(held.changed[number], one.row),)
            outcome.changed.append(Faulty(one.lines, number, why))
        else:
            outcome.new.append(one)
    return outcome


def _batches(found: Batch) -> Iterator[Batch]:
    for n in range(0, len(found), MOST_ROWS):
        yield found[n : n + MOST_ROWS]


def apply(
    found: Batch, source: str, officer: UUID, *, at: datetime, on: date, progress: Progress | None = None
) -> Outcome:
    """Enter what is new. A batch that meets a receipt which came otherwise meanwhile is told apart and tried again.

    A changed receipt is tried as well: it is refused, which leaves its line in the security log, once.

    Raises:
        Refused: Something else stops it, such as the role of the officer.
    """
    outcome, done = Outcome(), 0
    for batch in _batches(found):
        whole = _entry(batch, source)
        told = _classify(batch, whole.digests, Outcome())
        for _ in range(3):
            entry = whole if len(told.new) == len(batch) else _entry(told.new, source)
            if not told.new or not (why := _entered(entry, officer, at, on)):
                break
            if any(one.code != "receipt-changed" for one in why):
                raise Refused(why)
            told = classified(batch)  # somebody else entered some of them at the same time
        for changed in told.changed:
            row = next(one for one in batch if one.row[0] == changed.number)
            _entered(_entry([row], source), officer, at, on)
        outcome.new += told.new
        outcome.known += told.known
        outcome.changed += told.changed
        done += len(batch)
        if progress:
            progress(done, len(found))
    return outcome


def _entry(batch: Batch, source: str) -> ReceiveBatch:
    return ReceiveBatch(source=source, rows=tuple(one.row for one in batch))


def _entered(entry: ReceiveBatch, officer: UUID, at: datetime, on: date) -> tuple[Blocker, ...]:
    """Enter a batch under a key that follows from it, so that the same is done once; gives what stopped it."""
    key = sha256(b"".join([entry.source.encode(), *entry.digests.values()])).hexdigest()
    try:
        enter(entry, officer, at=at, on=on, key=f"receipts {key}")
    except Refused as stopped:
        return stopped.blockers
    return ()


def source_of(name: str, octets: bytes) -> str:
    """The name of a file as the source of its receipts, with what stands for its content."""
    return source_under(name, sha256(octets).hexdigest())


def source_under(name: str, digest: str) -> str:
    """The same, where the SHA-256 of the content is known."""
    return f"{name[-60:]} {digest[:16]}"
