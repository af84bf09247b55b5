"""The database of a command: Django set up, the embedded database made where there is none, or one clear line why not."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from trp.rulebook.language import Both


class NotReady(Exception):
    """The database cannot be used: what is wrong and what to do, in one line."""

    def __init__(self, en: str, fr: str) -> None:
        super().__init__(en)
        self.says = Both(en, fr)


def connect(*, make: bool = False, demo: bool = False) -> None:
    """Let Django use the database that `DATABASE_URL` names, or the embedded one.

    Args:
        make: Make the embedded database if there is none, and the tables if there are none.
        demo: Let this process hold demo data (TRP_DEMO=1).

    Raises:
        NotReady: There is no such database, it has no tables, or it cannot be reached or written.
    """
    if demo:
        os.environ["TRP_DEMO"] = "1"
    _set_up()
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, connection

    embedded = connection.vendor == "sqlite"
    connection.settings_dict["OPTIONS"].pop("pool", None)  # a command needs one connection
    if embedded:
        _file(Path(str(connection.settings_dict["NAME"])), make)
    try:
        connection.ensure_connection()
        _tables(make)
        if make and embedded:
            _writable()
    except ImproperlyConfigured as unsafe:
        raise NotReady(
            f"the database is not safe to use: {unsafe}", f"la base de données n’est pas sûre : {unsafe}"
        ) from None
    except (DatabaseError, sqlite3.Error) as wrong:
        why = str(wrong).strip().splitlines()[0] if str(wrong).strip() else type(wrong).__name__
        raise NotReady(f"the database cannot be used ({why}): check DATABASE_URL, and that its server runs",
                            f"la base de données ne peut être utilisée ({why}) : vérifiez DATABASE_URL, et que son serveur fonctionne") from None  # fmt: skip


def migrated(*, app: str | None, checkpoint: str | None) -> None:
    """Make or upgrade the tables; on PostgreSQL, give two accounts their rights.

    Args:
        app: The account of the service. `checkpoint`: the account that signs heads.

    Raises:
        NotReady: The database cannot be reached or written, or an account cannot be given rights there.
    """
    _set_up()
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    from trp.journal import roles

    embedded = connection.vendor == "sqlite"
    connection.settings_dict["OPTIONS"].pop("pool", None)
    if embedded and (app or checkpoint):
        raise NotReady("an embedded database has no accounts: leave out --app and --checkpoint, or set DATABASE_URL",
                            "une base de données intégrée n’a pas de comptes\u00a0: omettez --app et --checkpoint, ou définissez DATABASE_URL")  # fmt: skip
    if embedded:
        _file(Path(str(connection.settings_dict["NAME"])), make=True)
    try:
        call_command("migrate", verbosity=0)
        for account, rights in ((app, roles.APP), (checkpoint, roles.CHECKPOINT)):
            if account:
                roles.grant(account, rights)
    except DatabaseError as wrong:
        why = str(wrong).strip().splitlines()[0]
        raise NotReady(f"the tables cannot be made ({why}): sign in as their owner, and make the accounts first",
                            f"les tables ne peuvent être créées ({why})\u00a0: connectez-vous comme leur propriétaire, et créez d’abord les comptes") from None  # fmt: skip


def in_worker() -> None:
    """Set Django up in another process of a command that is connected; it works away from the database."""
    import django

    django.setup()


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trp.site.settings")
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        engine = settings.DATABASES["default"]["ENGINE"]
    except ImproperlyConfigured as wrong:
        raise NotReady(
            f"the settings cannot be used: {wrong}", f"les réglages sont inutilisables : {wrong}"
        ) from None
    except (ValueError, KeyError):  # what dj_database_url says of an address repeats it, password and all
        engine = ""
    if engine not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
        raise NotReady("DATABASE_URL: give postgres://user@host:port/name or sqlite:///path, or leave it out for the embedded database",
                            "DATABASE_URL : donnez postgres://utilisateur@hôte:port/nom ou sqlite:///chemin, ou omettez-la pour la base de données intégrée")  # fmt: skip
    django.setup()


def _file(file: Path, make: bool) -> None:
    folder = file.parent
    if file.exists() and not os.access(file, os.R_OK):
        raise NotReady(f"{file}: no permission to read it", f"{file} : lecture non autorisée")
    if file.exists():
        return
    if not make:
        raise NotReady(f"{file}: there is no database yet: fill one with `trp demo`, or set DATABASE_URL",
                            f"{file} : il n’y a pas encore de base de données : remplissez-en une avec `trp demo`, ou définissez DATABASE_URL")  # fmt: skip
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise NotReady(f"{folder}: nothing can be written there: set TRP_HOME or DATABASE_URL to another place",
                            f"{folder} : impossible d’y écrire : indiquez un autre endroit avec TRP_HOME ou DATABASE_URL")  # fmt: skip


def _tables(make: bool) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if make and not connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("the database lacks tables of this version: run trp migrate",
                            "il manque à la base de données des tables de cette version : exécutez trp migrate")  # fmt: skip


def _writable() -> None:
    """Take the lock that a write takes, and let it go."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_counter SET value = value WHERE name = 'case'")
