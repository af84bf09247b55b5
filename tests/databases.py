"""Real databases for tests: a PostgreSQL of their own in memory, with every durability setting on, and SQLite files.

A test that commits gets a fresh database: `CREATE DATABASE … TEMPLATE`, or a copied file. Nothing is ever flushed,
so that triggers and the checks at start-up are on in every test.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg

ENGINES = ("sqlite", "postgresql")
TEMPLATE = "trp_template"


def memory() -> str | None:
    """Where files live in memory, if the machine has that."""
    return "/dev/shm" if os.path.isdir("/dev/shm") and os.access("/dev/shm", os.W_OK) else None


def _binaries() -> Path:
    found = shutil.which("postgres")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists():
            return place
    raise RuntimeError(
        "these tests need the programs of a PostgreSQL server (initdb, postgres): install postgresql"
    )


class Cluster:
    """A throw-away PostgreSQL on loopback. As root it runs as the account `postgres`, since it refuses root."""

    def __init__(self, *, folder: Path | None = None, **settings: str) -> None:
        self.bin = _binaries()
        self.root = Path(tempfile.mkdtemp(prefix="trp-pg-", dir=folder or memory()))
        self.account = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.root.chmod(0o755)
        if os.geteuid() == 0:
            shutil.chown(self.root, self.account)
        self.data = self.root / "data"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._run(
            "initdb",
            "-D",
            self.data,
            "-U",
            "trp_owner",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "-N",
            "-k",
        )
        self.settings = {
            "listen_addresses": "127.0.0.1", "port": str(self.port), "unix_socket_directories": str(self.root),
            "max_connections": "200", "shared_buffers": "64MB", "log_min_messages": "fatal",
            "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", **settings,
        }  # fmt: skip
        # In the file and not on the command line, which nothing could change while the server runs.
        with (self.data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in self.settings.items())
        self.process: subprocess.Popen[bytes] | None = None

    def _run(self, program: str, *arguments: object) -> None:
        user = {"user": self.account} if os.geteuid() == 0 else {}
        subprocess.run(
            [str(self.bin / program), *map(str, arguments)],
            check=True,
            capture_output=True,
            cwd=self.root,
            **user,
        )

    def start(self) -> Cluster:
        user = {"user": self.account} if os.geteuid() == 0 else {}
        self.process = subprocess.Popen(
            [str(self.bin / "postgres"), "-D", str(self.data)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.root, start_new_session=True, **user,
        )  # fmt: skip
        for _ in range(600):
            try:
                psycopg.connect(self.dsn("postgres"), connect_timeout=2).close()
                return self
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise RuntimeError("PostgreSQL did not come up")

    def kill(self) -> None:
        """SIGKILL to the server and all its children, as when the machine loses its power."""
        if self.process is not None:
            children = self._children()  # each is the leader of a group of its own
            os.kill(self.process.pid, signal.SIGSTOP)  # so that it starts no more
            for pid in (self.process.pid, *children, *self._children()):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _children(self) -> list[int]:
        assert self.process is not None
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in listed.read_text().split()]

    def configure(self, **settings: str) -> None:
        """Change settings of the running server that need no restart."""
        for name, value in settings.items():
            self.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        self.execute("SELECT pg_reload_conf()")
        for name, value in settings.items():
            while self.shown(name) != value:
                time.sleep(0.01)

    def shown(self, name: str) -> str:
        """A setting, as a new session has it."""
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            return str(connection.execute("SELECT current_setting(%s)", [name]).fetchone()[0])  # type: ignore[index]

    def stop(self) -> None:
        self.kill()
        shutil.rmtree(self.root, ignore_errors=True)

    def dsn(self, database: str, user: str = "trp_owner") -> str:
        return f"host=127.0.0.1 port={self.port} user={user} dbname={database}"

    def url(self, database: str, user: str = "trp_owner") -> str:
        return f"postgres://{user}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.dsn(database), autocommit=True) as connection:
            connection.execute(statement)


@cache
def cluster() -> Cluster:
    """The cluster of this test process, with the migrated template in it."""
    found = Cluster().start()
    atexit.register(found.stop)
    found.execute(f"CREATE DATABASE {TEMPLATE}")
    use(found.url(TEMPLATE))
    _migrate()
    return found


@cache
def _file() -> Path:
    """The migrated SQLite file that tests copy."""
    folder = Path(tempfile.mkdtemp(prefix="trp-sqlite-", dir=memory()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    use(f"sqlite:///{folder / 'template.sqlite3'}")
    _migrate()
    return folder / "template.sqlite3"


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    connection.close()
    _close_pool()


def fresh(engine: str, folder: Path) -> str:
    """The address of a new, migrated, empty database.

    Args:
        engine: sqlite or postgresql.
        folder: Where an SQLite file may stand.
    """
    if engine == "sqlite":
        target = folder / f"{uuid4().hex}.sqlite3"
        shutil.copy(_file(), target)
        return f"sqlite:///{target}"
    name = f"t_{uuid4().hex}"
    cluster().execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return cluster().url(name)


def use(url: str) -> None:
    """Let Django's default connection be of that database from here on."""
    from django.db import connections

    from trp.site.settings import database

    connections["default"].close()
    _close_pool()
    held = connections.settings["default"]
    held.clear()
    held.update(connections.configure_settings({"default": database(url)})["default"])
    del connections["default"]


def _close_pool() -> None:
    from django.db import connection

    if hasattr(connection, "close_pool"):
        connection.close_pool()
