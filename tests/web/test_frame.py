"""The frame: who may open what, the page of a case in both languages, errors that are told."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client


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
