"""Who may open what: every address, for every role, on cases of every access class."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from trp.casework.around import ROLES
from trp.desk.may import PUBLIC, SIGNED_IN, declared
from trp.journal.models import Case
from trp.officers.models import Officer

NOBODYS = "00000000-0000-4000-8000-000000000000"
"""A key under which there is nothing."""
FILLED = {
    "number": "T-000002",
    "finding": "fee",
    "table": "fee",
    "key": "0" * 32,
    "office": "NAIROBI",
    "day": "2026-03-02",
    "series": "permit_fee",
    "pk": 1,
    "receipt": "R-0",
    "digest": "0" * 64,
    "officer": "a.roy",
    "account": NOBODYS,
    "line": 1,
    "view": NOBODYS,
    "why": "cancelled",
}


def _views(patterns: Any = None, names: tuple[str, ...] = ()) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Every view with its name and the arguments that its address takes."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from _views(one.url_patterns, names)
        elif isinstance(one, URLPattern):
            yield one.name or "", one.callback, dict.fromkeys(one.pattern.converters)


VIEWS = sorted({(name, tuple(takes)) for name, _, takes in _views()})
BY_NAME = {name: view for name, view, _ in _views()}


def _who(name: str) -> frozenset[str] | None:
    return declared(BY_NAME[name]) or settings.DECLARED.get(name)


def test_every_view_says_who_may() -> None:
    assert [name for name, _ in VIEWS if _who(name) is None] == []


def test_a_view_that_does_not_say_does_not_answer(signed_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    client = signed_in("a.roy")
    assert client.get("/en/cases/T-000002/").status_code == 200
    monkeypatch.delattr("trp.cases.views.case.may")
    assert client.get("/en/cases/T-000002/").status_code == 404


def _bare(answer: Any, number: str) -> tuple[int, str]:
    """An answer without the number that was asked for, and without the token of its forms."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.text)
    return answer.status_code, text.replace(number, "#")


def _one_of_each_role() -> dict[str, Officer]:
    found: dict[str, Officer] = {}
    for officer in Officer.objects.filter(is_active=True).order_by("username"):
        for role in officer.roles.split():
            if role not in found or len(officer.roles.split()) < len(found[role].roles.split()):
                found[role] = officer
    return found


def _signed_in(officer: Officer) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(officer)
    return client


@pytest.mark.slow
def test_every_address_for_every_role(demo_site: str) -> None:
    """Those it is for get an answer that is no denial, the others a denial that says whom it is for, and is logged."""
    people, wrong = _one_of_each_role(), []
    assert set(people) == set(ROLES)
    clients = {role: _signed_in(officer) for role, officer in people.items()}
    with override("en"):
        for name, takes in VIEWS:
            who = _who(name)
            address = reverse(name, kwargs={one: FILLED[one] for one in takes})
            for role, officer in people.items():
                answer = clients[role].get(address)
                denied = answer.status_code == 403 and "This page is for another role" in answer.text
                assert who is not None
                allowed = who in (PUBLIC, SIGNED_IN) or bool(who & set(officer.roles.split()))
                if denied == allowed or answer.status_code >= 500:
                    wrong.append(f"{name} for {role} ({officer.username}): {answer.status_code}")
            if who != PUBLIC:
                answer = Client(HTTP_HOST="localhost").get(address)
                if answer.status_code != 302 or "/accounts/login" not in answer["Location"]:
                    wrong.append(f"{name} for nobody: {answer.status_code}")
    assert wrong == []


@pytest.mark.slow
def test_every_address_of_a_case_that_is_hidden(demo_site: str) -> None:
    """Whoever may not know of it gets what they would get of a number that does not exist, byte for byte."""
    hidden = Case.every.filter(access="hidden").order_by("number").first()
    of_a_unit = Case.every.filter(access="unit").order_by("number").first()
    assert hidden is not None and of_a_unit is not None
    wrong = []
    with override("en"):
        for case in (hidden, of_a_unit):
            for officer in _one_of_each_role().values():
                client = _signed_in(officer)
                for name, takes in VIEWS:
                    if "number" not in takes:
                        continue
                    kwargs = {one: FILLED[one] for one in takes}
                    there = client.get(reverse(name, kwargs={**kwargs, "number": case.number}))
                    absent = client.get(reverse(name, kwargs={**kwargs, "number": "T-999999"}))
                    mine = officer.office_id == case.unit
                    same = _bare(there, case.number) == _bare(absent, "T-999999")
                    if not mine and not same:
                        wrong.append(f"{name} of {case.access} {case.number} for {officer.username}")
                    if mine and there.status_code == 404:
                        wrong.append(f"{name} of {case.number} is not for {officer.username} of its office")
    assert wrong == []
