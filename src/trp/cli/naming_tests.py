"""The tests that name a rule, found in the checkout that the program runs from."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import trp
from trp.rulebook.notation import naming


def folder() -> Path | None:
    """The tests of this checkout; None where the program is installed without them."""
    source = Path(trp.__file__).resolve().parent.parent
    tests = source.parent / "tests"
    return tests if source.name == "src" and tests.is_dir() else None


def tests_naming(name: str, tests: Path) -> dict[str, list[str]]:
    """For each file, the tests and scenarios that name it, in their order.

    A file that names it nowhere in a test, but in a table of cases or in a theorem, is there with its lines.

    Args:
        name: A provision, the id of a row, a reading or a code, written as in the rulebook.
        tests: The folder that is searched.
    """
    named = naming(name)
    found = {}
    for path in sorted(path for path in tests.rglob("*") if path.suffix in (".py", ".json")):
        text = path.read_text("utf-8", errors="replace")
        if named.search(text):
            held = _scenarios(text, named) if path.suffix == ".json" else _functions(text, named)
            told = list(dict.fromkeys(held)) or _lines(text, named)
            found[path.relative_to(tests.parent).as_posix()] = told
    return found


def _functions(text: str, named: re.Pattern[str]) -> Iterator[str]:
    """The test functions whose text, decorators included, names it."""
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            if named.search("\n".join(lines[first - 1 : node.end_lineno])):
                yield node.name


def _scenarios(text: str, named: re.Pattern[str]) -> Iterator[str]:
    """The ids of the scenarios that name it."""
    held = json.loads(text)
    for scenario in held if isinstance(held, list) else held.get("scenarios", ()):
        if isinstance(scenario, dict) and named.search(json.dumps(scenario, ensure_ascii=False)):
            yield str(scenario.get("id", "?"))


def _lines(text: str, named: re.Pattern[str]) -> list[str]:
    """The numbers of the lines that name it, as `l. 12`."""
    return [f"l. {n}" for n, line in enumerate(text.splitlines(), 1) if named.search(line)]
