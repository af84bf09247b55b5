"""What a list says that no line of a case does: the register of the person, and a day that has passed."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from tests.web.desk import ABROAD, CLERK
from tests.web.test_team import words

SignIn = Callable[[str], Client]


def _row(page: str, number: str) -> str:
    [row] = re.findall(rf'<tr data-case="{number}">.*?</tr>', page, re.DOTALL)
    return str(row)


@pytest.mark.parametrize(
    ("language", "tag", "means"),
    [
        ("en", "M31 in another case", "granted or claimed in another case"),
        ("fr", "M31 dans un autre dossier", "accordée ou invoquée dans un autre dossier"),
    ],
)
def test_a_row_says_that_the_one_time_exemption_was_taken_elsewhere(
    signed_in: SignIn, language: str, tag: str, means: str
) -> None:
    client, path = signed_in(ABROAD), f"/{language}/queue/?tab=all&fee=exemption_open&size=50"
    with connection.cursor() as cursor:
        page = client.get(path).text
        every = re.findall(r'<tr data-case="(T-\d+)">', page)
        before = {number for number in every if tag in _row(page, number)}
        numbers = [number for number in every if number not in before]
        cursor.execute("SELECT c.client FROM journal_case c JOIN people_person p ON p.id = c.client WHERE c.number = %s", [numbers[0]])  # fmt: skip
        [[person]] = cursor.fetchall()
        cursor.execute(
            "INSERT INTO people_grant (root, case_id, granted_on, person) VALUES (%s, %s, '2025-01-10', %s)",
            [person, uuid4().hex, person],
        )
    page = client.get(path).text
    assert {number for number in every if tag in _row(page, number)} == {*before, numbers[0]}
    assert means in _row(page, numbers[0])


@pytest.mark.parametrize(
    ("language", "says", "leads"),
    [
        ("en", "Cases that wait for the client although the day has passed: ", "stand first under"),
        ("fr", "Dossiers qui attendent le client alors que le délai est expiré : ", "figurent en tête de"),
    ],
)
def test_mine_to_act_counts_what_waits_for_the_client_past_its_day(
    signed_in: SignIn, language: str, says: str, leads: str
) -> None:
    client = signed_in(ABROAD)

    def told() -> int:
        page = words(client.get(f"/{language}/queue/").text.replace("\u00a0", " "))
        assert (says in page) == (leads in page)
        return int(page.partition(says)[2].split(".")[0]) if says in page else 0

    before = told()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_case SET lane = 'client', due = '2026-03-01', due_by = '2026-03-01' WHERE number IN "
            "(SELECT number FROM journal_case WHERE result IS NULL AND lane <> 'client' AND access = 'normal' AND holder IS NULL AND desk = "
            "(SELECT office_id FROM officers_officer WHERE username = %s) ORDER BY number LIMIT 1) RETURNING number",
            [ABROAD],
        )
        [[number]] = cursor.fetchall()
    assert told() == before + 1
    assert leads not in words(client.get(f"/{language}/queue/?tab=all").text)
    first = re.findall(r'<tr data-case="(T-\d+)">', client.get(f"/{language}/queue/?tab=week").text)
    assert number in first
    assert leads not in words(signed_in(CLERK).get(f"/{language}/queue/").text)  # a fee clerk
