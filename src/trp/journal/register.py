"""The register of one-time exemptions, compared with what the journals tell: claims that live, and grants for ever."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import connection

from trp.journal.differences import Difference
from trp.journal.reading import day_of
from trp.journal.registers import key_of
from trp.journal.snapshot import Snapshot

_TOLD = (
    "SELECT {key}, l.kind, CAST(l.day AS text), b.body, o.body FROM journal_line l "
    "LEFT JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    "LEFT JOIN journal_body o ON o.case_id = l.case_id AND o.number = 1 "
    "WHERE l.kind IN ('ExemptionClaimed', 'ClaimConsumed', 'ClaimLapsed') ORDER BY l.case_id, l.number"
)
_MERGES = (
    "SELECT {key}, b.body FROM journal_line l "
    "JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number WHERE l.kind = 'RecordsMerged' "
    "AND NOT EXISTS (SELECT 1 FROM people_meeting t WHERE t.book = l.case_id AND t.line = l.number)"
)
_CHANGES = (
    "SELECT l.kind, b.body FROM journal_line l "
    "LEFT JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    "WHERE l.kind IN ('RecordsMerged', 'RecordSplit')"
)
_PEOPLE = "SELECT {key}, {root}, p.client_id FROM people_person p ORDER BY p.client_id"
_ROOT = "SELECT {root} FROM people_person p WHERE p.id = {client}"
_CLAIMS = "SELECT {root}, {person}, {key} FROM people_liveclaim c"
_GRANTS = (
    "SELECT {root}, {person}, {key}, CAST(g.granted_on AS text), g.carried_from IS NULL FROM people_grant g"
)

Claims = dict[str, str]  # the case, and the person
Granted = dict[str, tuple[str, date]]  # the case, and to whom, and when
Kept = dict[str, tuple[str, str]]  # the case, and the record that stood for the person, and the person


def register(view: Snapshot, *, check: bool) -> Iterator[Difference]:
    """Give what differs; claims are written again unless `check`, grants are only compared."""
    if not check and not view.embedded:
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE people_liveclaim IN SHARE ROW EXCLUSIVE MODE")
    claims, granted, forgotten = _told(view)
    yield from _claims(view, claims, forgotten, check=check)
    yield from _grants(view, granted, forgotten)
    yield from _meetings(view)
    yield from _who(view)


def _meetings(view: Snapshot) -> Iterator[Difference]:
    """Each merge that met two facts is reported."""
    for key, body in view.rows(_MERGES.format(key=view.key("l.case_id"))):
        merged = json.loads(body)
        first = key_of("people", merged["one"])
        if merged["met"] and UUID(key) == first:
            yield Difference("meeting-missing", merged["one_id"])


def _who(view: Snapshot) -> Iterator[Difference]:
    """Records that were merged stand under one; others stand for themselves. Those that were separated are not told.

    What is compared does not depend on the order of merges that were made at the same moment.
    """
    group: dict[str, str] = {}  # a record, and one of its group on the way to the group's own

    def top(key: str) -> str:
        while group.setdefault(key, key) != key:
            key = group[key]
        return key

    apart: set[str] = set()
    for kind, body in view.rows(_CHANGES):
        if body is None:  # disposed of: who was merged is told no more
            return
        told = json.loads(body)
        one, other = (_as_kept(view, UUID(told[name])) for name in ("one", "other"))
        if kind == "RecordsMerged":
            group[top(one)] = top(other)
        else:
            apart |= {one, other}
    left_out = {top(key) for key in apart}
    stands: dict[str, str] = {}
    for key, root, client_id in view.rows(_PEOPLE.format(key=view.key("p.id"), root=view.key("p.root_id"))):
        if (key not in group and root is None) or top(key) in left_out:
            continue
        # Of each group, whichever record comes first says which one stands for all.
        if stands.setdefault(top(key), root or key) != (root or key) or top(root or key) != top(key):
            yield Difference("who", "", client_id)


def _told(view: Snapshot) -> tuple[Claims, Granted, set[str]]:
    """The claims that live and the grants, as the lines tell them; and the cases whose lines tell it no more.

    The body of a line that says it, or of the line that names the person, was disposed of: nothing is compared there.
    """
    claims: Claims = {}
    granted: Granted = {}
    forgotten: set[str] = set()
    for key, kind, day, body, opening in view.rows(_TOLD.format(key=view.key("l.case_id"))):
        if body is None or opening is None:
            forgotten.add(key)
            continue
        if json.loads(body)["basis"] != "ONE_TIME":
            continue
        claims.pop(key, None)
        person = UUID(json.loads(opening)["client"])
        if kind == "ExemptionClaimed":
            claims[key] = _as_kept(view, person)
        elif kind == "ClaimConsumed":
            granted[key] = (_as_kept(view, person), day_of(day))
    return claims, granted, forgotten


def _as_kept(view: Snapshot, key: UUID) -> str:
    return key.hex if view.embedded else str(key)


def _root(view: Snapshot, person: str) -> str:
    """The record that stands for a person now, as this database writes keys."""
    mark = "%s" if view.embedded else "CAST(%s AS uuid)"
    rows = view.all(_ROOT.format(root=view.key("COALESCE(p.root_id, p.id)"), client=mark), [person])
    return str(rows[0][0]) if rows else person


def _grants(view: Snapshot, granted: Granted, forgotten: set[str]) -> Iterator[Difference]:
    """Each grant is kept as it was made, and the record that stands for its person now shows one."""
    columns = {"root": view.key("g.root"), "person": view.key("g.person"), "key": view.key("g.case_id")}
    roots: set[str] = set()
    first: Granted = {}
    extra: set[str] = set()
    for root, person, key, day, original in view.rows(_GRANTS.format(**columns)):
        roots.add(root)
        if key not in granted or (not original and granted[key] != (person, day_of(day))):
            extra.add(key)
        elif original:
            first[key] = (person, day_of(day))
    missing = {
        key for key, right in granted.items() if first.get(key) != right or _root(view, right[0]) not in roots
    }
    for key in sorted((extra | missing) - forgotten):
        yield Difference("grant-extra" if key in extra else "grant-missing", view.name(key))


def _claims(view: Snapshot, claims: Claims, forgotten: set[str], *, check: bool) -> Iterator[Difference]:
    columns = {"root": view.key("c.root"), "person": view.key("c.person"), "key": view.key("c.case_id")}
    kept: Kept = {key: (root, person) for root, person, key in view.all(_CLAIMS.format(**columns))}
    right = {key for key, person in claims.items() if key in kept and _fits(view, kept, key, person)}
    extra, missing = sorted(kept.keys() - right - forgotten), sorted(claims.keys() - right - forgotten)
    if not check:
        with connection.cursor() as cursor:
            for key in extra:
                cursor.execute("DELETE FROM people_liveclaim WHERE case_id = %s", [view.bound(key)])
            taken = {kept[key][0] for key in right}
            for key in missing:
                root = _root(view, claims[key])
                taken.add(root := root if root not in taken else claims[key])
                cursor.execute(_INSERT, [view.bound(one) for one in (root, claims[key], key)])
    yield from (Difference("claim-extra", view.name(key)) for key in extra)
    yield from (Difference("claim-missing", view.name(key)) for key in missing)


def _fits(view: Snapshot, kept: Kept, key: str, person: str) -> bool:
    """Whether a claim is the person's. Two that a merge met are kept where they were, of one person both."""
    root, whose = kept[key]
    return whose == person and _root(view, root) == _root(view, person)


_INSERT = "INSERT INTO people_liveclaim (root, person, case_id) VALUES (%s, %s, %s)"
