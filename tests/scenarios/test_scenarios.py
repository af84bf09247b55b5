"""The public scenarios of the contract, copied into the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from trp.rulebook.determine import determine

SCENARIOS = json.loads(Path(__file__).with_name("scenarios.json").read_text(encoding="utf-8"))


def found_at(answer: dict[str, Any], key: str) -> Any:
    """What stands at a key of `expect`; for `.has` and `.lacks` the list of codes, fees or paths."""
    parts = key.split(".")
    held: Any = answer if parts[0] in ("duties", "notices") else answer["findings"]
    for n, part in enumerate(parts):
        if part in ("has", "lacks"):
            name = {"duties": "code", "notices": "code", "also_due": "fee", "not_charged": "fee"}.get(
                parts[n - 1]
            )
            return [entry[name] for entry in held] if name else held
        if isinstance(held, list):
            name = "id" if parts[n - 1] == "items" else "fee"
            held = next(entry for entry in held if entry[name] == part)
            if name == "fee":
                return held["amount"]
        else:
            held = held[part]
    return held


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[one["id"] for one in SCENARIOS])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_scenario(scenario: dict[str, Any], language: Any) -> None:
    answer = determine(scenario["given"], language)
    wrong = {}
    for key, expected in scenario["expect"].items():
        found = found_at(answer, key)
        if key.endswith(".has"):
            right = set(expected) <= set(found)
        elif key.endswith(".lacks"):
            right = not set(expected) & set(found)
        else:
            right = found in expected if isinstance(expected, list) else found == expected
        if not right:
            wrong[key] = (expected, found)
    assert wrong == {}


def test_the_scenarios_are_there() -> None:
    assert len(SCENARIOS) == 55
