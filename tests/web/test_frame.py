"""The frame: who may open what, the page of a case in both languages, errors that are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from trp.officers.models import Officer


def test_the_page_of_a_case_answers_in_both_languages(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("a.roy")
    english, french = client.get("/en/cases/T-000002/"), client.get("/fr/cases/T-000002/")
    assert english.status_code == french.status_code == 200
    assert "Can I act?" in english.text and 'lang="en"' in english.text
    assert "Puis-je agir?" in french.text and 'lang="fr"' in french.text
    assert 'href="/fr/cases/T-000002/"' in english.text


def test_a_case_that_is_not_there_is_told(signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("a.roy").get("/fr/cases/T-999999/")
    assert answer.status_code == 404
    assert "Ce dossier n’existe pas" in answer.text


@pytest.mark.parametrize(
    ("path", "most"),
    (
        ("/en/queue/?tab=all", 15),
        ("/en/queue/?tab=all&sort=number&not=fee:due", 15),
        ("/en/search/?q=kimani", 13),
        ("/en/cases/T-000141/", 15),
        ("/en/cases/T-000141/?tab=findings", 15),
        ("/en/cases/T-000117/", 16),
    ),
)
def test_a_page_asks_the_database_few_times(signed_in: Callable[[str], Client], path: str, most: int) -> None:
    """Session, account, day, powers and rulebook are six of them; however many rows there are, and officers."""
    client = signed_in("a.roy")
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= most, [one["sql"][:120] for one in asked]
    for n in range(20):
        Officer.objects.create(
            username=f"more{n}", name=f"M {n}", roles="officer fee_clerk", office_id="NAIROBI"
        )
    with CaptureQueriesContext(connection) as more:
        client.get(path)
    assert len(more) == len(asked)
