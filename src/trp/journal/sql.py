"""The statements of an act, all of them: short, listed, the same on both engines.

An act takes these instead of the object mapper, so that it costs a handful of statements and one commit
(a test counts them). Keys of cases are bound as each engine stores them (`bound`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection

KEPT_ANSWER = "SELECT request, answer FROM journal_key WHERE officer = %s AND key = %s"
KEPT_ANSWERS = "SELECT key, answer FROM journal_key WHERE officer = %s AND key IN ({})"

HEAD = (
    "SELECT c.head, c.head_hash, c.access, c.unit, c.client, c.number, k.request, k.answer, "
    "g.granted_on, g.case_id, v.case_id, r.id, r.version FROM journal_case c "
    "LEFT JOIN journal_key k ON k.officer = %s AND k.key = %s "
    "LEFT JOIN people_person p ON p.id = c.client "
    "LEFT JOIN people_person r ON r.id = COALESCE(p.root_id, p.id) "
    "LEFT JOIN people_grant g ON g.root = COALESCE(p.root_id, c.client) "
    "LEFT JOIN people_liveclaim v ON v.root = COALESCE(p.root_id, c.client) WHERE c.id = %s"
)
LOCKED = HEAD + " FOR UPDATE OF c"  # PostgreSQL; SQLite has locked the whole file already

LINES = (
    "SELECT l.number, CAST(l.day AS text), l.officer, l.acting_under, l.kind, l.version, b.body "
    "FROM journal_line l LEFT JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    "WHERE l.case_id = %s ORDER BY l.number"
)
LINES_OF = (
    "SELECT l.case_id, l.number, CAST(l.day AS text), l.officer, l.acting_under, l.kind, l.version, b.body "
    "FROM journal_line l LEFT JOIN journal_body b ON b.case_id = l.case_id AND b.number = l.number "
    "WHERE l.case_id IN ({}) ORDER BY l.case_id, l.number"
)

# A power counts once it is approved, from its first day to its last. An act that rests on one takes the rows of the
# powers for share: an end that commits first is seen, one that comes later waits (PostgreSQL; SQLite has locked the
# whole file already).
_HELD = (
    "WITH h AS (SELECT item, level, since, until, ended_on, kind FROM officers_holding WHERE officer_id = %s "
    "AND approved_by_id IS NOT NULL AND since <= %s AND (until IS NULL OR until >= %s) "
    "AND (ended_on IS NULL OR ended_on >= %s)"
)
_ACTOR = (
    ") SELECT o.name, o.roles, o.office_id, o.is_active, f.small_post, EXISTS (SELECT 1 FROM officers_conflict x "
    "WHERE x.officer_id = o.id AND x.case_number = %s AND x.lifted_on IS NULL), "
    "(SELECT value FROM journal_counter WHERE name = 'amounts'), h.item, h.level, h.since, h.until, h.ended_on, h.kind FROM officers_officer o "
    "JOIN officers_office f ON f.code = o.office_id LEFT JOIN h ON 1 = 1 WHERE o.id = %s"
)
ACTOR = _HELD + _ACTOR
LOCKED_ACTOR = _HELD + " ORDER BY id FOR SHARE" + _ACTOR  # PostgreSQL

# Who works at an office, and who decides for all, with the powers they hold on a day: a page asks it each time.
COLLEAGUES = (
    "SELECT o.id, o.name, o.roles, o.office_id, f.small_post, x.id, h.item, h.level, h.since, h.until, h.ended_on, h.kind "
    "FROM officers_officer o JOIN officers_office f ON f.code = o.office_id "
    "LEFT JOIN officers_conflict x ON x.officer_id = o.id AND x.case_number = %s AND x.lifted_on IS NULL "
    "LEFT JOIN officers_holding h ON h.officer_id = o.id AND h.approved_by_id IS NOT NULL AND h.since <= %s "
    "AND (h.until IS NULL OR h.until >= %s) AND (h.ended_on IS NULL OR h.ended_on >= %s) "
    "WHERE o.office_id IN (%s, %s) AND o.is_active ORDER BY o.name, o.id, h.id"
)

# Persons as a list names them; and with the cases in which their one-time exemption was granted, or is claimed.
PERSONS = "SELECT id, client_id, family_name, given_names, birth_date FROM people_person WHERE id IN ({})"
PERSONS_AND_EXEMPTIONS = (
    "SELECT p.id, p.client_id, p.family_name, p.given_names, p.birth_date, g.case_id, v.case_id FROM people_person p "
    "LEFT JOIN people_grant g ON g.root = COALESCE(p.root_id, p.id) "
    "LEFT JOIN people_liveclaim v ON v.root = COALESCE(p.root_id, p.id) WHERE p.id IN ({})"
)

OFFICE = "SELECT 1 FROM officers_office WHERE code = %s"
# Who is given a file, by name, and whether they declared a conflict of interest for it.
RECEIVER = (
    "SELECT o.name, EXISTS (SELECT 1 FROM officers_conflict x WHERE x.officer_id = o.id AND x.case_number = %s "
    "AND x.lifted_on IS NULL) FROM officers_officer o WHERE o.id = %s AND o.is_active"
)
LOCKED_RECEIVER = RECEIVER + " FOR SHARE OF o"  # PostgreSQL

# The record that stands for a person; one who is not on record yet stands for themselves.
_ROOT = "COALESCE((SELECT COALESCE(p.root_id, p.id) FROM people_person p WHERE p.id = %s), %s)"
REGISTER = (
    f"SELECT g.granted_on, g.case_id, c.case_id, r.id, r.version FROM (SELECT {_ROOT} AS root) w "
    "LEFT JOIN people_person r ON r.id = w.root "
    "LEFT JOIN people_grant g ON g.root = w.root LEFT JOIN people_liveclaim c ON c.root = w.root"
)
# Whoever writes what is once for a person moves on the version that was read: who comes too late moves nothing.
HOLD = "UPDATE people_person SET version = version + 1 WHERE id = %s AND version = %s AND root_id IS NULL"
CLAIM = f"INSERT INTO people_liveclaim (root, person, case_id) VALUES ({_ROOT}, %s, %s)"
FREE_CLAIM = "DELETE FROM people_liveclaim WHERE case_id = %s"
GRANT = f"INSERT INTO people_grant (root, person, case_id, granted_on) VALUES ({_ROOT}, %s, %s, %s)"

NEXT_NUMBER = "UPDATE journal_counter SET value = value + 1 WHERE name = 'case' RETURNING value"
TAKE_NUMBER = "INSERT INTO journal_casenumber (number, case_id) VALUES (%s, %s)"

ADD_LINE = (
    "INSERT INTO journal_line (case_id, number, at_us, day, officer, acting_under, kind, version, edition, "
    "commitment, previous, hash, code) VALUES "
)
ADD_BODY = "INSERT INTO journal_body (case_id, number, salt, body) VALUES "
LINE_ROW = "(" + ", ".join(["%s"] * 13) + ")"
BODY_ROW = "(%s, %s, %s, %s)"

KEEP_ANSWER = "INSERT INTO journal_key (officer, key, request, answer, at_us) VALUES (%s, %s, %s, %s, %s)"
LOG_ROW = "(%s, %s, %s, %s, %s, %s)"
LOG_ROWS = "INSERT INTO journal_securityevent (at_us, officer, kind, case_id, act, codes) VALUES "
LOG = LOG_ROWS + LOG_ROW
QUEUE = (
    "INSERT INTO journal_outgoing (case_id, line, kind, reference, language, state, queued_us) "
    "VALUES (%s, %s, %s, %s, %s, 'queued', %s)"
)
KEEP_EDITION = "INSERT INTO journal_edition (version, text) SELECT %s, %s WHERE NOT EXISTS (SELECT 1 FROM journal_edition WHERE version = %s)"

BOOK = "SELECT head, head_hash FROM journal_book WHERE id = %s"
LOCKED_BOOK = BOOK + " FOR UPDATE"  # PostgreSQL
OPEN_BOOK = "INSERT INTO journal_book (id, register, name, head, head_hash) VALUES (%s, %s, %s, %s, %s)"
MOVE_BOOK = "UPDATE journal_book SET head = %s, head_hash = %s WHERE id = %s"
MARK_AMOUNTS = "UPDATE journal_counter SET value = %s WHERE name = 'amounts'"

CASE_FIELDS = (
    "access", "unit", "head", "head_hash", "client", "stage", "result", "next_actor", "says_en", "says_fr",
    "since", "due", "office", "holder", "made_on", "made_to", "origin", "stream", "recommended_by", "decided_by",
    "proposed_by", "confirmed_by", "fee", "fee_due", "blocked", "lane", "desk", "due_by",
)  # fmt: skip
OPEN_CASE = (
    f"INSERT INTO journal_case (id, number, {', '.join(CASE_FIELDS)}) "
    f"VALUES (%s, %s, {', '.join(['%s'] * len(CASE_FIELDS))})"
)
MOVING = ("head", "head_hash", "stage", "result", "next_actor", "says_en", "says_fr", "since", "due", "office", "holder",
          "access", "unit", "recommended_by", "decided_by", "proposed_by", "confirmed_by",
          "fee", "fee_due", "blocked", "lane", "desk", "due_by")  # fmt: skip
MOVE_CASE = f"UPDATE journal_case SET {', '.join(f'{name} = %s' for name in MOVING)} WHERE id = %s"
OPENED = ("made_on", "made_to", "origin", "stream")
CORRECT_CASE = f"UPDATE journal_case SET {', '.join(f'{name} = %s' for name in OPENED)} WHERE id = %s"
MOVE_HEAD = "UPDATE journal_case SET head = %s, head_hash = %s WHERE id = %s"


@contextmanager
def pipelined() -> Iterator[None]:
    """Send statements one after the other without waiting for each answer, where the driver can (PostgreSQL).

    A fault of any of them is raised at the end; what a statement gives is fetched after it.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def bound(key: UUID) -> Any:
    """A key as the engine stores it."""
    return key.hex if connection.vendor == "sqlite" else key


def unbound(key: Any) -> UUID:
    """A key as the engine gives it back."""
    return key if isinstance(key, UUID) else UUID(key)
