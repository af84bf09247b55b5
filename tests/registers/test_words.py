"""Everything that can be entered, and everything that stops it, is said in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import trp.casework.registers
from tests.casework.french import faults
from trp.casework.around import ROLES
from trp.casework.registers import ENTERED, ENTRIES
from trp.casework.registers.merges import MEETINGS
from trp.casework.registers.refunds import REASONS
from trp.casework.registers.small_posts import FINDINGS
from trp.casework.wire import read, written
from trp.rulebook.language import Both

ROOM = Path(trp.casework.registers.__file__).parent
SAMPLES: dict[Any, Any] = {
    "document": "passport", "met": MEETINGS[0], "kind": "acting", "finding": next(iter(FINDINGS)),
    ("RefundProposed", "reason"): next(iter(REASONS)),
}  # fmt: skip
"""Fields that take certain values only."""


def sample(cls: type) -> Any:
    """One of a kind, with a value in each field."""
    hints = get_type_hints(cls)
    told = {}
    for field in fields(cls):
        given = SAMPLES.get(field.name, _value(str(hints[field.name])))
        told[field.name] = SAMPLES.get((cls.__name__, field.name), given)
    return cls(**told)


def _value(hint: str) -> Any:
    if "date" in hint:
        return date(2026, 3, 2)
    return (
        {"cash": 5}
        if "dict" in hint
        else 5
        if "int" in hint
        else True
        if "bool" in hint
        else ()
        if "tuple" in hint
        else "Roy"
    )


def sentences() -> Iterator[tuple[str, Both]]:
    """Every pair of sentences in the source; what is filled in stands as a name."""
    for path in sorted(ROOM.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Both":
                found = [_text(given) for given in node.args]
                if len(found) == 2 and all(found) and set(found) != {"Roy"}:
                    yield f"{path.name}:{node.lineno}", Both(str(found[0]), str(found[1]))


def _text(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "Roy" for part in node.values)
    return None


@pytest.mark.parametrize("name", sorted(ENTERED))
def test_a_line_is_said_in_both_languages_and_read_back_as_it_was(name: str) -> None:
    event = sample(ENTERED[name])
    says = event.says()
    assert says.en != says.fr and says.en and "{" not in says.en + says.fr
    assert read(name, event.version, written(event)) == event
    assert ENTERED[name].__doc__


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_an_entry_has_a_title_and_roles_that_there_are(name: str) -> None:
    entry = ENTRIES[name]
    assert entry.title.en != entry.title.fr
    assert entry.roles and set(entry.roles) <= set(ROLES)
    assert entry.__doc__


def test_every_sentence_is_french_on_one_side() -> None:
    found = list(sentences())
    assert len(found) > 60
    wrong = {where: fault for where, says in found if (fault := faults(says))}
    assert wrong == {}


def test_every_meeting_of_a_merge_is_said() -> None:
    from trp.casework.registers.merges import RecordsMerged

    said = set()
    for met in ((), *MEETINGS):
        event = RecordsMerged(one="a", other="b", one_id="1", other_id="2", root="a", met=met)
        said |= {event.says().en, event.says().fr}
    assert len(said) == 2 * (len(MEETINGS) + 1)
