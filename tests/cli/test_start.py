"""The command starts quickly: no framework at import, and at most six times a bare interpreter.

Time is compared, not counted: runs of the same interpreter, one after the other in turns, and the medians of them.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from tests.scenarios.requests import random_request

TRP = Path(sys.executable).with_name("trp")
ROUNDS = 10
BOUND = 6.0


def test_no_framework_is_imported() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, trp.cli.main, trp.cli.determine, trp.rulebook.determine\n"
         "print({name.partition('.')[0] for name in sys.modules} & "
         "{'django', 'typer', 'click', 'rich', 'pydantic', 'hypothesis', 'pytest', 'asyncio', 'multiprocessing'})"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "set()"


@pytest.fixture(scope="module")
def requests(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is run: help, a request of which everything is known, and one of which little is."""
    folder = tmp_path_factory.mktemp("start")
    whole, little = folder / "whole.json", folder / "little.json"
    whole.write_text(json.dumps(random_request(random.Random(1))), "utf-8")
    little.write_text('{"on": "2026-03-02", "place": "in_canada"}', "utf-8")
    return {
        "help": [str(TRP), "--help"],
        "whole": [str(TRP), "determine", str(whole)],
        "little": [str(TRP), "determine", str(little)],
    }


@pytest.fixture(scope="module")
def ratios(requests: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """The median time of each, as a multiple of the bare interpreter's in the same turns."""
    # As installed: compiled once. A test run that keeps no bytecode would compile everything at each start.
    kept = {"PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("bytecode"))}
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | kept
    commands = {"bare": [sys.executable, "-c", "pass"], **requests}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(-1, ROUNDS):  # the first turn compiles
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=env)
            if turn >= 0:
                taken[name].append(time.perf_counter() - start)
    bare = median(taken["bare"])
    return {name: median(times) / bare for name, times in taken.items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["help", "whole", "little"])
def test_the_command_starts_within_six_times_a_bare_interpreter(ratios: dict[str, float], name: str) -> None:
    assert ratios[name] <= BOUND, {key: round(ratio, 1) for key, ratio in ratios.items()}
