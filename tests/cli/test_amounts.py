"""`trp amounts`: a published amount is entered by one person, confirmed by another, and listed with its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.databases import fresh, use
from trp.cli.caseload import entering
from trp.cli.caseload.script import FIRST_DAY
from trp.cli.main import main
from trp.journal.demo import Demo, mark

ENTER = (
    "amounts", "enter", "permit_fee", "250.50", "2026-12-01", "--notice-en", "IRCC fee notice", "--notice-fr",
    "Avis d’IRCC sur les frais", "--address", "https://example.org/fees", "--published", "2026-03-02",
)  # fmt: skip
CONFIRM = ("amounts", "confirm", "permit_fee", "250.50", "2026-12-01")
Say = Callable[..., str]


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Say]:
    url = fresh("sqlite", tmp_path)
    use(url)
    entering.offices(1)
    mark(Demo(FIRST_DAY, 1, 0, 0))
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("COLUMNS", "160")

    def said(*arguments: str, who: str = "o.simard", code: int = 0) -> str:
        assert main([*arguments, "--as", who]) == code, capsys.readouterr()
        out = capsys.readouterr()
        return re.sub(r"\s+", " ", out.err if code == 2 else out.out)

    yield said
    use(url)


def test_entered_by_one_confirmed_by_another_and_then_listed(say: Say) -> None:
    assert "$246.25 from 1 December 2025 to 30 November 2026" in say("amounts", "list")
    assert "applies to nothing until a second person confirms it" in say(*ENTER)
    assert "$250.50 from 1 December 2026: entered, waits for a second person IRCC fee notice" in say("amounts", "list")  # fmt: skip
    assert "a second person confirms it" in say(*CONFIRM, code=1)
    assert "What you read in the source is not what was entered" in say(*CONFIRM[:3], "205.50", "2026-12-01", who="p.otieno", code=1)  # fmt: skip
    said = say(*CONFIRM, who="p.otieno")
    assert "it applies from 1 December 2026" in said and "nothing in the queue changes now" in said
    listed = say("amounts", "list", "--lang", "fr")
    assert "250,50 $ à compter du 1er décembre 2026" in listed and "attend" not in listed


def test_an_amount_is_withdrawn_before_it_is_confirmed(say: Say) -> None:
    say(*ENTER)
    assert "Give the reason" in say("amounts", "withdraw", "permit_fee", code=1)
    assert "withdrawn" in say("amounts", "withdraw", "permit_fee", "--because", "misread")
    assert "waits" not in say("amounts", "list")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ((*CONFIRM[:3], "much", "2026-12-01"), 2, "this is no amount"),
        ((*CONFIRM[:3], "250.50", "December"), 2, "this is no day"),
        (("amounts", "confirm", "toll", "1.00", "2026-12-01"), 1, "there is no such series"),
        (CONFIRM, 1, "No amount of this series waits"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], code: int, says: str, say: Say) -> None:
    assert says in say(*arguments, code=code)
