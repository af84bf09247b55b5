"""Real processes that act through the door, each with its own connections; they are killed without warning.

One process loads the program and forks a worker whenever a test asks for one, so that a worker costs milliseconds
and not the time that a start takes. A worker and the test talk over a socket.
"""

from __future__ import annotations

import atexit
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any


@dataclass
class Worker:
    """A process of its own, and the line to it."""

    pid: int
    line: Connection

    def kill(self) -> list[Any]:
        """SIGKILL; give what it had still said before."""
        with suppress(ProcessLookupError):  # it had finished by itself
            os.kill(self.pid, signal.SIGKILL)
        said = []
        try:
            while True:
                said.append(self.line.recv())
        except (EOFError, OSError):
            self.line.close()
        return said


class Forge:
    """Makes workers."""

    def __init__(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="trp-workers-"))
        self.listener = Listener(str(folder / "line"), "AF_UNIX", backlog=200)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journal.workers", str(folder / "line")],
            cwd=Path(__file__).parents[2],
        )
        self.line = self.listener.accept()
        atexit.register(self.stop)

    def start(self, task: Callable[..., None], *given: Any) -> Worker:
        """A worker that runs `task(line, *given)`."""
        self.line.send((task.__module__, task.__qualname__, given))
        line = self.listener.accept()
        return Worker(line.recv(), line)

    def stop(self) -> None:
        self.line.close()
        self.process.wait(10)


@cache
def forge() -> Forge:
    return Forge()


def start(task: Callable[..., None], *given: Any) -> Worker:
    """A new process that runs a task; it may be killed."""
    return forge().start(task, *given)


def together(task: Callable[..., None], many: list[tuple[Any, ...]]) -> list[Any]:
    """Run a task in as many processes as there are arguments, let all go at once, and give what each answers."""
    running = [start(task, *given) for given in many]
    for one in running:
        assert one.line.recv() == "ready"
    for one in running:
        one.line.send("go")
    return [one.line.recv() for one in running]


def _serve(address: str) -> None:
    import django

    django.setup()  # on the folders and settings of the test that started this
    from tests.journal.play import pairs
    from trp.casework.found import edition

    # What every worker needs is loaded and compiled before the first fork.
    for module in ("tests.journal.tasks", "psycopg_pool", "django.db.backends.postgresql.base"):
        import_module(module)
    edition()
    list(pairs())
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # a server that is killed is no news here
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    orders = Client(address, "AF_UNIX")
    while True:
        try:
            module, name, given = orders.recv()
        except (EOFError, OSError):
            return
        if os.fork() == 0:
            orders.close()
            _work(address, module, name, given)


def _work(address: str, module: str, name: str, given: tuple[Any, ...]) -> None:
    import random

    random.seed()
    status = 1
    try:
        with Client(address, "AF_UNIX") as line:
            line.send(os.getpid())
            getattr(import_module(module), name)(line, *given)
        status = 0
    except (EOFError, BrokenPipeError, ConnectionError):
        pass
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve(sys.argv[1])
