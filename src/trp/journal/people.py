"""The register of persons as the journal keeps it; and what an act on a case reads of who its person is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from trp.casework.around import Around
from trp.casework.registers.entries import Entered
from trp.journal import sql
from trp.journal.registers import Register, Stamp, key_of
from trp.people.records import Overtaken
from trp.people.register import keys, read, write
from trp.people.same import WHO

_NAME = "people"
APART = timedelta(days=30)
"""Who merged, separated or corrected the records of a person does not claim M31 for them so long."""

_IDENTITY = (
    WHO + "SELECT (SELECT count(*) FROM others), "
    "(SELECT count(*) FROM people_meeting t WHERE t.reviewed_on IS NULL "
    "AND (t.one IN (SELECT id FROM mine) OR t.other IN (SELECT id FROM mine))), "
    "EXISTS (SELECT 1 FROM people_liveclaim v WHERE v.person IN (SELECT id FROM mine) AND v.case_id <> %(case)s), "
    "EXISTS (SELECT 1 FROM people_change h WHERE h.person IN (SELECT id FROM mine) AND h.officer = %(officer)s "
    "AND h.changed_on >= %(since)s), "
    "(SELECT root_id IS NULL FROM people_person WHERE id = %(root)s), "
    "(SELECT f.kind FROM officers_officer o JOIN officers_office f ON f.code = o.office_id WHERE o.id = %(actor)s)"
)


def _write(cursor: Any, event: Entered, stamp: Stamp) -> None:
    whose = next(key for key in keys(event) if key_of(_NAME, key) == stamp.book)
    write(
        cursor, event, whose, book=sql.bound(stamp.book), line=stamp.line, officer=stamp.officer, on=stamp.on
    )


REGISTER = Register(_NAME, read, _write)


def identified(cursor: Any, around: Around, person: Any, case: UUID, on: date) -> Around:
    """What surrounds a case, with who its person may be beside, and who changed that.

    Args:
        person: The record that stands for the person, as the engine stores keys.

    Raises:
        Overtaken: It stands for nobody any more: it was merged since it was read.
    """
    asked = {
        "root": person, "case": sql.bound(case), "officer": around.actor.id, "since": on - APART,
        "actor": sql.bound(UUID(around.actor.id)),
    }  # fmt: skip
    cursor.execute(_IDENTITY, asked)
    duplicates, meetings, elsewhere, touched, stands, kind = cursor.fetchone()
    if not stands:
        raise Overtaken("the record of the person moved")
    register = replace(
        around.register, duplicates=duplicates, meetings=meetings, touched=bool(touched),
        claimed_elsewhere=around.register.claimed_elsewhere or bool(elsewhere),
    )  # fmt: skip
    return replace(around, register=register, office_kind=kind)
