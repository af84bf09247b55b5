"""`trp serve`: the desk, on this machine's address until it is stopped (Ctrl+C).

On a demo it is what `make run` opens. For a service, `TRP_DEMO` is left out, `DATABASE_URL` names the database, and
`TRP_HOSTS` the names under which it is reached; a proxy in front of it ends TLS.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import sys
from pathlib import Path
from typing import Any

from trp.cli.database import NotReady, connect
from trp.cli.record import language_argument
from trp.cli.writing import fault
from trp.rulebook.speech import Speech

_PORT, _THREADS = 8000, 8


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    add, say = parser.add_argument, speech
    add("--port", default=str(_PORT), metavar="N", help=say(f"the port ({_PORT}; 0: any that is free)", f"le port ({_PORT}; 0 : un port libre)"))  # fmt: skip
    add("--host", default="127.0.0.1", metavar=say("ADDRESS", "ADRESSE"), help=say("the address to listen on (127.0.0.1: this machine alone)", "l’adresse d’écoute (127.0.0.1 : cet ordinateur seulement)"))  # fmt: skip
    add("--workers", default="1", metavar="N", help=say("how many processes (1)", "combien de processus (1)"))
    language_argument(parser, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Serve until stopped; 2 it cannot be done."""
    for name, given, least in (("--port", options.port, 0), ("--workers", options.workers, 1)):
        if not re.fullmatch("[0-9]{1,5}", given) or not least <= int(given) <= 65_535:
            fault(speech(f"{name} {given}: give a whole number from {least}",
                         f"{name} {given} : donnez un nombre entier à partir de {least}"))  # fmt: skip
            return 2
    try:
        _secret()
        connect()
        found = _listening(options.host, int(options.port), speech)
    except NotReady as wrong:
        fault(wrong.says.in_(speech.language))
        return 2
    _styles()
    clear_sessions()
    shown = f"http://{'localhost' if options.host == '127.0.0.1' else options.host}:{found.getsockname()[1]}/"
    print(speech(f"The desk is at {shown} (Ctrl+C stops it).", f"Le poste de travail est à {shown} (Ctrl+C l’arrête)."))  # fmt: skip
    sys.stdout.flush()
    _serve(found, int(options.workers))
    return 0


def _secret() -> None:
    """The key that signs sessions: of the environment, or of a file that is made at the first start."""
    if os.environ.get("SECRET_KEY"):
        return
    from trp.journal.keys import secret

    os.environ["SECRET_KEY"] = secret(Path(os.environ.get("TRP_HOME", "var")).absolute()).hex()


def _listening(host: str, port: int, speech: Speech) -> socket.socket:
    found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError as wrong:
        found.close()
        why = wrong.strerror or str(wrong)
        raise NotReady(f"--port {port}: cannot be listened on ({why}): name another one",
                       f"--port {port} : impossible d’y écouter ({why}) : nommez-en un autre") from None  # fmt: skip
    return found


def _styles() -> None:
    """Styles, fonts and scripts under names that change with what is in them, compressed."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def clear_sessions() -> None:
    """Let go of the sessions that have run out: nobody comes back to them."""
    from django.core.management import call_command

    call_command("clearsessions")


def _serve(listening: socket.socket, workers: int) -> None:
    from django.db import connections
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

    connections.close_all()  # each worker opens its own

    class Desk(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            settings: dict[str, Any] = {
                "bind": f"fd://{listening.fileno()}", "worker_class": "gthread", "threads": _THREADS,
                "workers": workers, "accesslog": None, "loglevel": "warning", "graceful_timeout": 10,
                "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None, "control_socket_disable": True,
            }  # fmt: skip
            for name, value in settings.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            from django.conf import settings
            from django.utils.module_loading import import_string

            return import_string(settings.WSGI_APPLICATION)

    sys.argv = ["trp serve"]
    Desk().run()
