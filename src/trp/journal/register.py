"""The register of one-time exemptions, compared with what the journals tell: claims that live, and grants for ever."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from trp.journal.differences import Difference
from trp.journal.reading import day_of
from trp.journal.snapshot import Snapshot

_TOLD = (
    "SELECT {key}, l.kind, CAST(l.day AS text), b.body, o.body FROM journal_line l "
    "LEFT JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    "LEFT JOIN journal_body o ON o.case_id = l.case_id AND o.number = 1 "
    "WHERE l.kind IN ('ExemptionClaimed', 'ClaimConsumed', 'ClaimLapsed') ORDER BY l.case_id, l.number"
)
_ROOT = "SELECT {root} FROM people_person p WHERE p.id = {client}"
_CLAIMS = "SELECT {root}, {key} FROM people_liveclaim c"
_GRANTS = "SELECT {root}, {key}, CAST(g.granted_on AS text) FROM people_grant g"

Claims = dict[str, str]  # the case, and the person
Grants = dict[str, tuple[str, date]]


def register(view: Snapshot, *, check: bool) -> Iterator[Difference]:
    """Give what differs; claims are written again unless `check`, grants are only compared."""
    if not check and not view.embedded:
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE people_liveclaim IN SHARE ROW EXCLUSIVE MODE")
    claims, grants, forgotten = _told(view)
    yield from _claims(view, claims, forgotten, check=check)
    kept: Grants = {
        key: (root, day_of(day))
        for root, key, day in view.rows(_GRANTS.format(root=view.key("g.root"), key=view.key("g.case_id")))
    }
    for key in sorted((grants.keys() | kept.keys()) - forgotten):
        if key not in grants:
            yield Difference("grant-extra", view.name(key))
        elif kept.get(key) != grants[key]:
            yield Difference("grant-missing", view.name(key))


def _told(view: Snapshot) -> tuple[Claims, Grants, set[str]]:
    """The claims that live and the grants, as the lines tell them; and the cases whose lines tell it no more.

    The body of a line that says it, or of the line that names the person, was disposed of: nothing is compared there.
    """
    claims: Claims = {}
    grants: Grants = {}
    forgotten: set[str] = set()
    for key, kind, day, body, opening in view.rows(_TOLD.format(key=view.key("l.case_id"))):
        if body is None or opening is None:
            forgotten.add(key)
            continue
        if json.loads(body)["basis"] != "ONE_TIME":
            continue
        claims.pop(key, None)
        person = json.loads(opening)["client"]
        if kind == "ExemptionClaimed":
            claims[key] = person
        elif kind == "ClaimConsumed":
            grants[key] = (person, day_of(day))
    return (
        {key: _root(view, person) for key, person in claims.items()},
        {key: (_root(view, person), day) for key, (person, day) in grants.items()},
        forgotten,
    )


def _root(view: Snapshot, person: str) -> str:
    """The record that stands for a person, as this database writes keys."""
    mark = "%s" if view.embedded else "CAST(%s AS uuid)"
    key = UUID(person).hex if view.embedded else str(UUID(person))
    rows = view.all(_ROOT.format(root=view.key("COALESCE(p.root_id, p.id)"), client=mark), [key])
    return str(rows[0][0]) if rows else key


def _claims(view: Snapshot, claims: Claims, forgotten: set[str], *, check: bool) -> Iterator[Difference]:
    stored = view.all(_CLAIMS.format(root=view.key("c.root"), key=view.key("c.case_id")))
    kept: Claims = {key: root for root, key in stored}
    extra = sorted(key for key, root in kept.items() if key not in forgotten and claims.get(key) != root)
    missing = sorted(key for key, root in claims.items() if key not in forgotten and kept.get(key) != root)
    if not check:
        with connection.cursor() as cursor:
            for key in extra:
                cursor.execute("DELETE FROM people_liveclaim WHERE case_id = %s", [view.bound(key)])
            for key in missing:
                _insert(cursor, view, claims[key], key)
    yield from (Difference("claim-extra", view.name(key)) for key in extra)
    yield from (Difference("claim-missing", view.name(key)) for key in missing)


def _insert(cursor: Any, view: Snapshot, root: str, key: str) -> None:
    cursor.execute(
        "INSERT INTO people_liveclaim (root, case_id) VALUES (%s, %s)", [view.bound(root), view.bound(key)]
    )
