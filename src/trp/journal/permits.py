"""The permits of one person: what was issued to them in the cases that somebody may know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import F

from trp.casework.around import Actor
from trp.casework.events import PermitIssued
from trp.casework.wire import read
from trp.journal import sql
from trp.journal.models import Body, Case

_ISSUED = (
    "WITH r AS (SELECT COALESCE(root_id, id) AS id FROM people_person WHERE id = %s), "
    "same AS (SELECT id FROM r UNION SELECT p.id FROM people_person p JOIN r ON p.root_id = r.id) "
    "SELECT c.id FROM journal_case c JOIN same s ON s.id = c.client WHERE c.result = 'issued'"
)


@dataclass(frozen=True, slots=True)
class Permit:
    """A permit that was issued. Both days are included."""

    number: str
    valid_from: date
    valid_to: date


def permits(reader: Actor, client: UUID) -> tuple[Permit, ...]:
    """The permits issued to a person under any of their records, the oldest first.

    Those of cases that the reader may not know of are left out: the list says no more than the reader may see.
    """
    with connection.cursor() as cursor:  # most have none, and each page of a case asks
        cursor.execute(_ISSUED, [sql.bound(client)])
        keys = [sql.unbound(row[0]) for row in cursor.fetchall()]
    if not keys:
        return ()
    cases = dict(Case.visible_to(reader).filter(id__in=keys).values_list("id", "number"))
    if not cases:
        return ()
    bodies = (
        Body.objects.filter(case_id__in=list(cases))
        .extra(
            tables=["journal_line"],
            where=[
                "journal_line.case_id = journal_body.case_id AND journal_line.number = journal_body.number AND journal_line.kind = 'PermitIssued'"
            ],
            select={"version": "journal_line.version"},
        )
        .annotate(case=F("case_id"))
        .values_list("case", "body", "version")
    )
    found = []
    for case, body, version in bodies:
        event = read("PermitIssued", version, body)
        assert isinstance(event, PermitIssued)
        found.append(Permit(cases[case], event.valid_from, event.valid_to))
    return tuple(sorted(found, key=lambda one: (one.valid_from, one.number)))
