"""Who looks at the demo, and when: what `trp cases` and `trp case` share.

An officer is named and not asked for a password, so this is for demos alone: a database without the marks of one is
not read. The day is that of the demo's own clock.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, time

from trp.cli.database import NotReady, connect
from trp.cli.record import language_argument
from trp.cli.writing import fault
from trp.desk.reader import Reader
from trp.rulebook.speech import Speech


def reader_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """`--as` and `--lang`."""
    parser.add_argument(
        "--as",
        dest="officer",
        metavar=speech("OFFICER", "AGENT"),
        help=speech(
            "the demo officer who looks, e.g. a.roy (o.simard, a supervisor)",
            "l’agent de la démo qui regarde, p. ex. a.roy (o.simard, superviseure)",
        ),
    )
    language_argument(parser, speech)


def with_reader(does: Callable[[Reader], int], options: argparse.Namespace, speech: Speech) -> int:
    """Run a command for who looks; 2, with a line that says why, where that cannot be."""
    try:
        connect()
        reader = _reader(options.officer)
    except NotReady as wrong:
        fault(wrong.says.in_(speech.language))
        return 2
    from trp.journal.in_force import rulebook_in_force

    with rulebook_in_force():
        return does(reader)


def _reader(username: str | None) -> Reader:
    from trp.cli.caseload.offices import SUPERVISOR
    from trp.journal.cases import actor
    from trp.journal.demo import demo
    from trp.officers.models import Officer

    now = demo()
    if now is None:
        raise NotReady("the database holds no demo: here an officer is named and not signed in, so only demos are read",
                       "la base de données ne contient pas de démo : ici, un agent est nommé sans ouvrir de session, et seules les démos sont lues")  # fmt: skip
    name = username or SUPERVISOR
    found = Officer.objects.filter(username=name).first()
    if found is None:
        some = ", ".join(Officer.objects.order_by("username").values_list("username", flat=True)[:8])
        raise NotReady(f"--as {name}: there is no such officer; some there are: {some} …",
                       f"--as {name} : cet agent n’existe pas; en voici quelques-uns : {some} …")  # fmt: skip
    at = datetime.combine(now.day, time(16), UTC)
    return Reader(name, actor(found.id, now.day), now.day, at)
