"""Entries of which the same is unknown: a few stand for all, and the answer is the same as with all of them."""

from __future__ import annotations

import random
from typing import Any

import pytest

from trp.rulebook import unknown
from trp.rulebook.alike import standing_for_all
from trp.rulebook.book import current
from trp.rulebook.derive import convictions, derive
from trp.rulebook.determine import determine
from trp.rulebook.edition import Record

_DATES = ("2010-01-01", "2024-01-01")
_CONVICTION: dict[str, tuple[Any, ...]] = {
    "makes_inadmissible": (True, False),
    "youth": (True, False),
    "sentence": ("fine", "time_served", "imprisonment"),
    "child_pornography": (True, False),
    "sexual": (True, False),
    "impaired_driving": (True, False),
    "committed_on": _DATES,
}
_ITEM: dict[str, tuple[Any, ...]] = {
    "relied_on": (True, False),
    "known_to_client": (True, False),
    "on_file": (True, False),
    "disclosed_on": (None, "2026-01-05"),
    "response_due_on": ("2026-01-20", "2026-06-01"),
    "response_received_on": (None, "2026-02-01"),
}


def entry(kinds: dict[str, tuple[Any, ...]], rng: random.Random) -> dict[str, Any]:
    return {key: rng.choice(values) for key, values in kinds.items() if rng.random() < 0.4}


def request(seed: int) -> dict[str, Any]:
    """A request with two or three kinds of half-known convictions and items, several of each."""
    rng = random.Random(seed)
    kinds = [entry(_CONVICTION, rng) for _ in range(rng.choice((1, 2)))]
    items = [entry(_ITEM, rng) for _ in range(2)]
    return {
        "on": "2026-03-02",
        "made_on": "2026-03-02",
        "origin": "client",
        "place": "outside_canada",
        "made_to": "visa_office",
        "grounds": ["A36(2)(b)"],
        "convictions": [dict(rng.choice(kinds)) for _ in range(5)],
        "information": [{"id": f"i{n}", "kind": "third_party", **rng.choice(items)} for n in range(4)],
    }


@pytest.mark.parametrize("seed", range(60))
def test_the_answer_is_that_of_all_entries(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = request(seed)
    answer = determine(asked)
    monkeypatch.setattr(convictions, "standing_for_all", lambda entries, _: entries)
    monkeypatch.setattr("trp.rulebook.evaluate.standing_for_all", lambda entries, _: entries)
    assert determine(asked) == answer


def test_the_needs_name_every_entry_in_its_order() -> None:
    fee = determine({"on": "2026-03-02", "place": "outside_canada", "convictions": [{}] * 12})["findings"][
        "fee"
    ]
    needs = [path for path in fee["needs"] if path.startswith("convictions")]
    asked = [path.removeprefix("convictions[0]") for path in needs if path.startswith("convictions[0]")]
    assert {".youth", ".sentence", ".sexual"} <= set(asked)
    assert needs == [f"convictions[{n}]{key}" for n in range(12) for key in asked]


def test_two_hundred_unknown_convictions_are_put_together_like_twenty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = 0
    put_together = convictions._with

    def counted(*given: Any) -> Any:
        nonlocal steps
        steps += 1
        return put_together(*given)

    def taken_for(entries: int) -> int:
        nonlocal steps
        steps = 0
        derive({"on": "2026-03-02", "convictions": [{}] * entries}, current())
        return steps

    monkeypatch.setattr(convictions, "_with", counted)
    assert taken_for(200) == taken_for(20) > 0


def test_a_record_keeps_which_entries_one_stands_for() -> None:
    asked = {"on": "2026-03-02", "convictions": [{}] * 9}
    known = derive(asked, current())
    kept = Record.of(Record("", known, {}).text()).known
    assert kept.facts["sentence"] is known.facts["sentence"]
    assert "convictions[8].sentence" in unknown.needs(kept.facts["sentence"])


def test_what_is_known_is_left_alone() -> None:
    assert standing_for_all([1, True, 1, 2, 1], 2) == [1, 1, True, 2]
