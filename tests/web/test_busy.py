"""The database is too busy: nothing is written, what was typed is kept, and the page says so with 503."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.web.desk import BORDER, Desk
from trp.journal.asked import Busy
from trp.journal.models import Line

pytestmark = pytest.mark.slow


def _busy(*_: Any, **__: Any) -> None:
    raise Busy("locked")


def test_an_act(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _, number = desk.at_border()
    before = Line.objects.count()
    page = desk.act(BORDER, number, "AddNote", "fr")
    monkeypatch.setattr("trp.desk.acting.perform", _busy)
    sent = page.send(text="ce qui a été écrit")
    assert sent.status == 503 and "La base de données est occupée" in sent.text
    assert sent.holds["text"] == ["ce qui a été écrit"] and Line.objects.count() == before
    monkeypatch.undo()
    assert sent.send().status == 302 and Line.objects.count() == before + 1


def test_an_entry(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = desk.page(BORDER, "people/new?who=Zzyzx")
    monkeypatch.setattr("trp.desk.entering.enter", _busy)
    sent = page.send(client_id="9999-0001")
    assert sent.status == 503 and "The database is busy" in sent.text
    assert sent.holds["family_name"] == ["Zzyzx"]


def test_a_page(signed_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(BORDER)
    monkeypatch.setattr("trp.cases.queue.page", _busy)
    answer = client.get("/en/queue/")
    assert answer.status_code == 503 and "Nothing was written" in answer.text
