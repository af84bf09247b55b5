"""Records of persons and their documents: read and written by the statements of entries."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection

from trp.casework.registers.people import Record, number_of, same_key
from trp.people.folding import fold, swapped, words

_RECORD = "SELECT p.id, p.client_id, COALESCE(p.root_id, p.id) FROM people_person p WHERE {which}"
_DOCUMENT = (
    "SELECT p.id, p.client_id, COALESCE(p.root_id, p.id) FROM people_document d JOIN people_person p "
    "ON p.id = d.person WHERE d.document = %s AND d.country = %s AND d.number = %s"
)
_ADD = (
    "INSERT INTO people_person (id, client_id, family_name, given_names, birth_date, family_folded, given_folded, "
    "birth_swapped, version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 0)"
)
_CORRECT = (
    "UPDATE people_person SET family_name = %s, given_names = %s, birth_date = %s, family_folded = %s, "
    "given_folded = %s, birth_swapped = %s WHERE id = %s"
)
_MOVE = "UPDATE people_person SET version = version + 1 WHERE id = (SELECT COALESCE(root_id, id) FROM people_person WHERE id = %s)"
_FORGET_WORDS = "DELETE FROM people_word WHERE person = %s"
_ADD_WORDS = "INSERT INTO people_word (word, person) VALUES "
_ADD_DOCUMENT = (
    "INSERT INTO people_document (document, country, number, person, entered_by, entered_on) "
    "VALUES (%s, %s, %s, %s, %s, %s)"
)
_REMOVE_DOCUMENT = "DELETE FROM people_document WHERE document = %s AND country = %s AND number = %s"


_NOBODY = str(UUID(int=0))


class Overtaken(OperationalError):
    """Somebody wrote first what this act has read: it is done again from its start."""


def bound(key: str) -> Any:
    """A key as the engine stores it."""
    found = UUID(key)
    return found.hex if connection.vendor == "sqlite" else found


def text_of(key: Any) -> str:
    """A key in its one form, as the engine gives it back."""
    return str(key if isinstance(key, UUID) else UUID(key))


def record(cursor: Any, key: str) -> Record | None:
    """A record by its key; None: there is none, or this is no key."""
    key = same_key(key)
    try:
        cursor.execute(_RECORD.format(which="p.id = %s"), [bound(key)])
    except ValueError:
        return None
    return _told(cursor.fetchone())


def two(cursor: Any, one: str, other: str) -> tuple[Record | None, Record | None]:
    """Two records by their keys, in one statement."""
    keys = []
    for key in (same_key(one), same_key(other)):
        try:
            keys.append(bound(key))
        except ValueError:
            keys.append(bound(_NOBODY))
    cursor.execute(_RECORD.format(which="p.id IN (%s, %s)"), keys)
    found = {each.key: each for row in cursor.fetchall() if (each := _told(row))}
    return found.get(same_key(one)), found.get(same_key(other))


def by_client(cursor: Any, client_id: str) -> Record | None:
    """Whose client number it is."""
    cursor.execute(_RECORD.format(which="p.client_id = %s"), [client_id.strip()])
    return _told(cursor.fetchone())


def by_document(cursor: Any, document: str, country: str, number: str) -> Record | None:
    """Whose document it is."""
    cursor.execute(_DOCUMENT, [document, country.strip().upper(), number_of(number)])
    return _told(cursor.fetchone())


def _told(row: Any) -> Record | None:
    return row and Record(text_of(row[0]), row[1], text_of(row[2]))


def columns(family_name: str, given_names: str, birth_date: date | None) -> dict[str, Any]:
    """What a record holds to be found as a possible duplicate."""
    return {
        "family_folded": fold(family_name)[:250], "given_folded": fold(given_names)[:250],
        "birth_swapped": swapped(birth_date),
    }  # fmt: skip


def add(
    cursor: Any, key: str, client_id: str, family_name: str, given_names: str, birth_date: date | None
) -> None:
    """Write a new record, with the words it is found by."""
    folded = columns(family_name, given_names, birth_date)
    cursor.execute(_ADD, [bound(key), client_id, family_name, given_names, birth_date, *folded.values()])
    _add_words(cursor, key, family_name, given_names, client_id)


def correct(cursor: Any, key: str, family_name: str, given_names: str, birth_date: date | None) -> None:
    """Write the names and the birth date of a record anew."""
    folded = columns(family_name, given_names, birth_date)
    cursor.execute(_CORRECT, [family_name, given_names, birth_date, *folded.values(), bound(key)])
    cursor.execute("SELECT client_id FROM people_person WHERE id = %s", [bound(key)])
    client_id = cursor.fetchone()[0]
    cursor.execute(_FORGET_WORDS, [bound(key)])
    _add_words(cursor, key, family_name, given_names, client_id)
    cursor.execute(_MOVE, [bound(key)])


def _add_words(cursor: Any, key: str, *texts: str) -> None:
    said = words(*texts)
    if said:
        given = [one for word in said for one in (word, bound(key))]
        cursor.execute(_ADD_WORDS + ", ".join(["(%s, %s)"] * len(said)), given)


def add_document(
    cursor: Any, key: str, document: str, country: str, number: str, *, officer: str, on: date
) -> None:
    """Keep a document as one person's."""
    cursor.execute(_ADD_DOCUMENT, [document, country, number, bound(key), officer, on])


def remove_document(cursor: Any, document: str, country: str, number: str) -> None:
    """Keep it no more; the lines of the book tell that it was."""
    cursor.execute(_REMOVE_DOCUMENT, [document, country, number])
