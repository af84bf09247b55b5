"""Who is who, in the tables: possible duplicates, answers, merges and separations, and what a merge met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from trp.casework.registers.merges import RecordsMerged
from trp.casework.registers.people import Record, same_key
from trp.casework.registers.same import Pair, Side
from trp.casework.registers.splits import RecordSplit
from trp.people.records import Overtaken, bound, record, text_of, two

# Possible duplicates of a person, never stored: each join finds its rows by an index.
_LOOK_ALIKE = (
    "c.birth_date = m.birth_date AND c.family_folded = m.family_folded",
    "c.birth_date = m.birth_date AND c.family_folded = m.given_folded AND c.given_folded = m.family_folded",
    "c.birth_date = m.birth_swapped AND c.family_folded = m.family_folded AND c.given_folded = m.given_folded",
    "c.family_folded = m.family_folded AND c.given_folded = m.given_folded AND c.birth_date IS NULL",
    "c.family_folded = m.family_folded AND c.given_folded = m.given_folded AND m.birth_date IS NULL",
)
WHO = (
    "WITH mine AS (SELECT * FROM people_person WHERE id = %(root)s "
    "UNION ALL SELECT * FROM people_person WHERE root_id = %(root)s), alike AS ("
    + " UNION ".join(
        "SELECT COALESCE(c.root_id, c.id) AS root FROM mine m JOIN people_person c ON "
        f"{how} WHERE m.family_folded <> ''"
        for how in _LOOK_ALIKE
    )
    + "), answered AS (SELECT COALESCE(b.root_id, b.id) AS root FROM people_answer x JOIN people_person b "
    "ON b.id = x.high WHERE x.low IN (SELECT id FROM mine) UNION SELECT COALESCE(a.root_id, a.id) "
    "FROM people_answer x JOIN people_person a ON a.id = x.low WHERE x.high IN (SELECT id FROM mine)), "
    "others AS (SELECT root FROM alike WHERE root <> %(root)s AND root NOT IN (SELECT root FROM answered)) "
)
"""What is asked of a person (`root`: the record that stands for them): all their records are `mine`; the records that
stand for those who look like them and were not answered different are `others`."""

_OTHERS = WHO + "SELECT root FROM others ORDER BY root"

_LOCK = "SELECT id FROM people_person WHERE id IN (%s, %s) AND root_id IS NULL ORDER BY id FOR UPDATE"
_MINE = "(SELECT id FROM people_person WHERE id = %(root)s UNION ALL SELECT id FROM people_person WHERE root_id = %(root)s)"
_SIDE = (
    "(SELECT CAST(g.granted_on AS text) FROM people_grant g WHERE g.root = %(root)s), "
    "(SELECT g.case_id FROM people_grant g WHERE g.root = %(root)s), "
    "(SELECT MIN(w.at_us) FROM (SELECT MAX(l.at_us) AS at_us FROM people_liveclaim v JOIN journal_line l "
    f"ON l.case_id = v.case_id AND l.kind = 'ExemptionClaimed' WHERE v.person IN {_MINE} GROUP BY v.case_id) w)"
)
_PAIR = (
    "SELECT (SELECT proposed_by FROM people_decision WHERE kind = %(kind)s AND low = %(low)s AND high = %(high)s "
    "AND state = 'waiting'), EXISTS (SELECT 1 FROM people_answer WHERE low = %(low)s AND high = %(high)s), "
    "(SELECT count(*) FROM people_person WHERE root_id = %(first)s), "
    + _SIDE.replace("(root)", "(root_one)")
    + ", "
    + _SIDE.replace("(root)", "(root_two)")
)
_UNREVIEWED = (
    f"SELECT (SELECT count(*) FROM people_meeting t WHERE t.reviewed_on IS NULL AND (t.one IN {_MINE} "
    f"OR t.other IN {_MINE})), (SELECT count(*) FROM people_liveclaim v WHERE v.person IN {_MINE}), {_SIDE}"
)

_ANSWER = "INSERT INTO people_answer (low, high, officer, answered_on) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
_CHANGE = "INSERT INTO people_change (book, line, person, kind, officer, changed_on) VALUES (%s, %s, %s, %s, %s, %s)"
_PROPOSE = (
    "INSERT INTO people_decision (book, line, kind, low, high, state, proposed_by, proposed_on) "
    "VALUES (%s, %s, %s, %s, %s, 'waiting', %s, %s)"
)
_OPEN = "WHERE kind = %s AND low = %s AND high = %s AND state = 'waiting'"
_APPROVE = f"UPDATE people_decision SET state = 'approved', approved_by = %s, approved_on = %s, moved = %s, root = %s {_OPEN}"
_WITHDRAW = f"UPDATE people_decision SET state = 'withdrawn' {_OPEN}"
_JOIN = "UPDATE people_person SET root_id = %(root)s WHERE id = %(moved)s OR root_id = %(moved)s"
_PART = "UPDATE people_person SET root_id = NULL WHERE id = %s AND root_id = %s"
_MOVED = "UPDATE people_person SET version = version + 1 WHERE id IN (%s, %s)"
_CARRY = (
    "INSERT INTO people_grant (root, case_id, granted_on, person, carried_from) "
    "SELECT %(moved)s, g.case_id, g.granted_on, g.person, g.root FROM people_grant g WHERE g.person = %(moved)s "
    "AND NOT EXISTS (SELECT 1 FROM people_grant h WHERE h.root = %(moved)s) ORDER BY g.granted_on, g.root LIMIT 1"
)
_FACTS = (
    "(SELECT g.case_id FROM people_grant g WHERE g.root = %(root)s), "
    "(SELECT v.case_id FROM people_liveclaim v JOIN journal_line l ON l.case_id = v.case_id "
    f"AND l.kind = 'ExemptionClaimed' WHERE v.person IN {_MINE} "
    "GROUP BY v.case_id ORDER BY MAX(l.at_us), v.case_id LIMIT 1)"
)
_MEET = (
    "INSERT INTO people_meeting (book, line, facts, one, one_case, other, other_case, met_on) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
_REVIEW = (
    "UPDATE people_meeting SET reviewed_by = %(by)s, reviewed_on = %(on)s WHERE reviewed_on IS NULL "
    f"AND (one IN {_MINE} OR other IN {_MINE})"
)


def possible_duplicates(cursor: Any, root: str) -> tuple[str, ...]:
    """The records that stand for those who look like a person, and were not answered to be different."""
    cursor.execute(_OTHERS, {"root": bound(root)})
    return tuple(text_of(row[0]) for row in cursor.fetchall())


def pair(cursor: Any, one: str, other: str, kind: str) -> Pair:
    """Two records for an entry about them; the records that stand for them are held until it is done."""
    first, second = two(cursor, one, other)
    if first is None or second is None or first.key == second.key:
        return Pair(first, second)
    _hold(cursor, first, second)
    low, high = _ordered(first.key, second.key)
    asked = {"kind": kind, "low": low, "high": high, "first": bound(first.key),
             "root_one": bound(first.root), "root_two": bound(second.root)}  # fmt: skip
    cursor.execute(_PAIR, asked)
    proposed_by, answered, stands_for, *facts = cursor.fetchone()
    sides = (_side(first.root, facts[:3]), _side(second.root, facts[3:]))
    return Pair(first, second, sides, proposed_by, bool(answered), stands_for)


def alone(cursor: Any, client: str) -> Pair:
    """One record, and what waits to be reviewed of it."""
    first = record(cursor, client)
    if first is None:
        return Pair(None, None)
    _hold(cursor, first, first)
    cursor.execute(_UNREVIEWED, {"root": bound(first.root)})
    waiting, claims, *facts = cursor.fetchone()
    side = _side(first.root, facts)
    return Pair(first, None, (side, side), open_claims=claims if waiting else -1)


def _hold(cursor: Any, one: Record, other: Record) -> None:
    """Lock the records that stand for two, in the order of their keys; SQLite has locked the whole file.

    Raises:
        Overtaken: One of them stands for nobody any more.
    """
    if connection.vendor == "sqlite":
        return
    cursor.execute(_LOCK, [bound(one.root), bound(other.root)])
    if len(cursor.fetchall()) != len({one.root, other.root}):
        raise Overtaken("the record of the person moved")
    if two(cursor, one.key, other.key) != (one, other):
        raise Overtaken("the record of the person moved")


def _side(root: str, facts: Sequence[Any]) -> Side:
    granted, case, claimed = facts
    day = date.fromisoformat(granted) if granted else None
    return Side(root, day, claimed, case and text_of(case))


def _ordered(one: str, other: str) -> tuple[Any, Any]:
    low, high = sorted((same_key(one), same_key(other)))
    return bound(low), bound(high)


# Writing ----------------------------------------------------------------------------------------------------


def changed(cursor: Any, book: Any, line: int, person: str, kind: str, officer: str, on: date) -> None:
    """Keep who changed who a person is."""
    cursor.execute(_CHANGE, [book, line, bound(person), kind, officer, on])


def answer(cursor: Any, one: str, other: str, officer: str, on: date) -> None:
    """Keep that two records are of different persons."""
    cursor.execute(_ANSWER, [*_ordered(one, other), officer, on])
    cursor.execute(_MOVED, [bound(one), bound(other)])


def propose(
    cursor: Any, kind: str, one: str, other: str, *, book: Any, line: int, officer: str, on: date
) -> None:
    """Keep what waits for a second person."""
    cursor.execute(_PROPOSE, [book, line, kind, *_ordered(one, other), officer, on])


def withdraw(cursor: Any, kind: str, one: str, other: str) -> None:
    """It waits no more."""
    cursor.execute(_WITHDRAW, [kind, *_ordered(one, other)])


def merge(cursor: Any, event: RecordsMerged, *, book: Any, line: int, officer: str, on: date) -> None:
    """Let one record stand for both persons' records; grants and claims stay where they are."""
    one, other = two(cursor, event.one, event.other)
    assert one is not None and other is not None
    moved = other.root if one.root == event.root else one.root
    root, gone = bound(event.root), bound(moved)
    _meet(cursor, event.root, moved, book=book, line=line, on=on)
    cursor.execute(_APPROVE, [officer, on, gone, root, "merge", *_ordered(event.one, event.other)])
    cursor.execute(_JOIN, {"root": root, "moved": gone})
    cursor.execute(_MOVED, [root, gone])


def _meet(cursor: Any, root: str, moved: str, *, book: Any, line: int, on: date) -> None:
    """Report two facts of the one-time exemption, one of each side, unless both are one."""
    both = f"SELECT {_FACTS}, {_FACTS.replace('(root)', '(moved)')}"
    cursor.execute(both, {"root": bound(root), "moved": bound(moved)})
    granted, claimed, granted_too, claimed_too = cursor.fetchone()
    pairs = (
        ("grants", granted, granted_too), ("grant_and_claim", granted, claimed_too),
        ("grant_and_claim", claimed, granted_too), ("claims", claimed, claimed_too),
    )  # fmt: skip
    for facts, mine, theirs in pairs:
        if mine is not None and theirs is not None and mine != theirs:
            cursor.execute(_MEET, [book, line, facts, bound(root), mine, bound(moved), theirs, on])
            return


def part(cursor: Any, event: RecordSplit, officer: str, on: date) -> None:
    """Let a record stand for itself again, with what was granted to its person; it stays where it was too."""
    moved, root = bound(event.one), bound(event.other)
    cursor.execute(_APPROVE, [officer, on, moved, root, "split", *_ordered(event.one, event.other)])
    cursor.execute(_PART, [moved, root])
    cursor.execute(_CARRY, {"moved": moved})
    answer(cursor, event.one, event.other, officer, on)


def review(cursor: Any, client: str, officer: str, on: date) -> None:
    """Two facts that met were looked into."""
    found = record(cursor, client)
    assert found is not None
    cursor.execute(_REVIEW, {"by": officer, "on": on, "root": bound(found.root)})
    cursor.execute(_MOVED, [bound(found.root)] * 2)
