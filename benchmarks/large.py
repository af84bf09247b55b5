"""`make bench-large`: a million cases on PostgreSQL, written in bulk, then verified. About an hour; not part of the bench."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests.databases import Cluster

_CASES = int(os.environ.get("TRP_CASES", "1000000"))
_MOST = 30 * 60 * _CASES / 1_000_000
"""Seconds within which they stand there: a million in 30 minutes."""


def main() -> int:
    """Fill, verify, print how long each took; fail if filling took longer than promised."""
    folder = Path(tempfile.mkdtemp(prefix="trp-large-"))
    folder.chmod(0o755)
    cluster = Cluster(folder=folder).start()
    trp = str(Path(sys.executable).with_name("trp"))
    try:
        cluster.execute("CREATE DATABASE large")
        env = {
            **os.environ,
            "DATABASE_URL": cluster.url("large"),
            "TRP_DEMO": "1",
            "TRP_HOME": str(folder / "home"),
        }
        took = {}
        for name, *arguments in (("demo", "--cases", str(_CASES)), ("verify",)):
            start = perf_counter()
            subprocess.run([trp, name, *arguments], env=env, check=True)
            took[name] = perf_counter() - start
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(
        f"{_CASES:,} cases: filled in {took['demo']:.0f} s (at most {_MOST:.0f}), verified in {took['verify']:.0f} s"
    )
    return 0 if took["demo"] <= _MOST else 1


if __name__ == "__main__":
    sys.exit(main())
