"""What the accounts of a PostgreSQL server may do. The owner of the tables migrates, and does nothing else.

The service signs in as an account that owns nothing: it reads, adds lines, and moves what repeats them. Whoever
breaks into the service still cannot change or remove a line, and cannot give themselves the right to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection

from trp.journal.sql import MOVING, OPENED

READ, ADD = "SELECT", "SELECT, INSERT"
_ANY = "SELECT, INSERT, UPDATE, DELETE"

APP: Mapping[str, str] = {
    # Never changed, never removed.
    "journal_line": ADD,
    "journal_body": ADD,
    "journal_edition": ADD,
    "journal_securityevent": "SELECT, INSERT (at_us, officer, kind, case_id, act, codes)",
    "journal_key": ADD,
    "journal_casenumber": ADD,
    "people_grant": ADD,
    # Moved by acts, column by column.
    "journal_case": f"{ADD}, UPDATE ({', '.join((*MOVING, *OPENED))})",
    "journal_book": f"{ADD}, UPDATE (head, head_hash)",
    "journal_counter": "SELECT, UPDATE (value)",
    "fees_transfer": ADD,
    "fees_receipt": f"{ADD}, UPDATE (office)",
    "fees_receiptline": f"{ADD}, UPDATE (allocated, aside, remitted)",
    "fees_dayclose": f"{ADD}, UPDATE (countersigned_by)",
    "fees_refund": f"{ADD}, UPDATE (approved_by, withdrawn)",
    "fees_amount": f"{ADD}, UPDATE (confirmed_by, withdrawn)",
    "people_liveclaim": "SELECT, INSERT, DELETE",
    "people_person": f"{ADD}, UPDATE (family_name, given_names, birth_date, family_folded, given_folded, birth_swapped, root_id, version)",
    "people_word": "SELECT, INSERT, DELETE",
    "people_document": "SELECT, INSERT, DELETE",
    "people_answer": ADD,
    "people_change": ADD,
    "people_decision": f"{ADD}, UPDATE (state, moved, root, approved_by, approved_on)",
    "people_meeting": f"{ADD}, UPDATE (reviewed_by, reviewed_on)",
    "journal_outgoing": ADD,
    # Written by others: duties, and what waits for a review, by the triggers of the lines alone.
    "journal_duty": READ,
    "journal_review": "SELECT, UPDATE (reviewed_by, reviewed_at, reviewed_on, finding)",
    "journal_leaf": READ,
    "journal_head": READ,
    "journal_disposal": READ,
    "officers_office": READ,
    # An account is changed by two persons; the service keeps its password alone, and when it was last used.
    "officers_officer": "SELECT, UPDATE (password, last_login)",
    "officers_holding": f"{ADD}, UPDATE (approved_by_id, approved_on, withdrawn, ended_on, ended_by_id)",
    "officers_change": f"{ADD}, UPDATE (approved_by_id, approved_on, withdrawn)",
    "officers_conflict": f"{ADD}, UPDATE (lifted_on, lifted_by_id)",
    "django_migrations": READ,  # every command asks first whether the tables are those of its version
    # The sign-in: sessions, second factors, failures that count, and limits. None of it is a record.
    "django_session": _ANY,
    "mfa_authenticator": _ANY,
    "officers_browser": _ANY,
    "socialaccount_socialaccount": f"{ADD}, DELETE",
    "socialaccount_socialtoken": "SELECT, DELETE",  # always empty; looked through when an identity is disconnected
    "axes_accessattempt": _ANY,
    "axes_accessattemptexpiration": _ANY,
    "officers_cache": _ANY,
    # What each person likes of the queue.
    "cases_savedview": _ANY,
    "cases_preference": _ANY,
    "account_emailaddress": READ,  # always empty: accounts have no address
}
"""What acts need, table by table."""

CHECKPOINT: Mapping[str, str] = {
    "journal_line": "SELECT (case_id, number, hash)",
    "journal_leaf": ADD,
    "journal_head": ADD,
    "django_migrations": READ,
}
"""What the worker needs that signs heads, under an account and a key of its own."""


def grant(role: str, rights: Mapping[str, str] = APP) -> None:
    """Give an account these rights and no other; asked by the owner of the tables, after each migration.

    Args:
        role: An account that exists, owns no table and is no superuser.
    """
    with connection.cursor() as cursor:
        for statement in statements(role, rights, str(connection.settings_dict["NAME"])):
            cursor.execute(statement)


def statements(role: str, rights: Mapping[str, str], database: str) -> list[str]:
    """The statements that give an account these rights and take every other away."""
    who, where = _quoted(role), _quoted(database)
    return [
        f"REVOKE CREATE, TEMPORARY ON DATABASE {where} FROM PUBLIC, {who}",  # a temporary table would hide a real one
        f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {who}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {who}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {who}",
        f"GRANT USAGE ON SCHEMA public TO {who}",
        *(f"GRANT {what} ON {_quoted(table)} TO {who}" for table, what in rights.items()),
    ]


def _quoted(name: str) -> Any:
    return connection.ops.quote_name(name)
