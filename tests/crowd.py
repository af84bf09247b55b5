"""Many persons at once, for tests and measurements: names and birth dates as they are spread in life."""

from __future__ import annotations

import random
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction

_FAMILIES, _GIVEN = 20_000, 4_000


def people(many: int, seed: int = 1) -> list[UUID]:
    """Put persons on record, as migrations of an older register would; gives their keys."""
    from trp.journal.bulk import insert
    from trp.people.folding import words
    from trp.people.records import bound, columns

    dice, keys, rows, said = random.Random(seed), [], [], []
    for _ in range(many):
        key = uuid4()
        keys.append(key)
        family, given = f"Nom{dice.randrange(_FAMILIES)}", f"Prénom{dice.randrange(_GIVEN)}"
        born = date(1940, 1, 1) + timedelta(days=dice.randrange(28_000))
        client = key.hex[:12]
        folded = columns(family, given, born)
        rows.append((bound(str(key)), client, family, given, born, *folded.values(), 0))
        said += [(word, bound(str(key))) for word in words(family, given, client)]
    named = ("id", "client_id", "family_name", "given_names", "birth_date", "family_folded", "given_folded",
             "birth_swapped", "version")  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        insert(cursor, "people_person", named, rows)
        insert(cursor, "people_word", ("word", "person"), said)
    return keys
