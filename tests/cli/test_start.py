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


def test_what_keeps_cases_is_not_imported_to_determine_one_request() -> None:
    """The acts and registers take longer to be made than the answer."""
    said = subprocess.run(
        [sys.executable, "-c", "import sys, trp.cli.main, trp.cli.determine, trp.cli.rules\n"
         "print([name for name in sys.modules if name.startswith(('trp.casework', 'trp.journal'))])"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "[]"
