"""The command starts quickly: no framework and no heavy module at import. No clock here."""

from __future__ import annotations

import subprocess
import sys


def test_no_framework_is_imported() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, trp.cli.main, trp.cli.determine, trp.rulebook.determine\n"
         "print({name.partition('.')[0] for name in sys.modules} & "
         "{'django', 'typer', 'click', 'rich', 'pydantic', 'hypothesis', 'pytest', 'asyncio', 'multiprocessing'})"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "set()"
