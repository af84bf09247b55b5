"""What the journal holds is never changed and never removed, by any statement; each wall is taken away once to see it.

PostgreSQL: the account of the service, with the rights that `roles` gives it, and the triggers behind them.
SQLite: the connection that acts use, and what the triggers in the file stop by themselves.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import Error, connection

from tests.databases import cluster, fresh, use
from tests.journal.play import SITUATIONS, put
from tests.journal.truth import faults, tables
from tests.world import DAY, World
from trp.casework.assessing import IssuePermit, StartAssessment
from trp.casework.recording import AddNote
from trp.casework.registers.people import CorrectPerson
from trp.fees.models import Transfer
from trp.journal import models as m
from trp.journal.asked import Refused
from trp.journal.roles import APP, CHECKPOINT, grant
from trp.people.models import Grant

pytestmark = pytest.mark.slow

APP_ROLE, CHECKPOINT_ROLE = "trp_app", "trp_checkpoint"


@dataclass(frozen=True)
class Kept:
    """A table that is only added to: what names a row, and a column that somebody would like to alter."""

    key: tuple[str, ...]
    column: str
    forged: str


KEPT = {
    "journal_line": Kept(("case_id", "number"), "kind", "'NoteAdded'"),
    "journal_body": Kept(("case_id", "number"), "body", "'{}'"),
    "journal_securityevent": Kept(("id",), "codes", "'nothing'"),
    "journal_edition": Kept(("version",), "text", "'{}'"),
    "journal_leaf": Kept(("position",), "number", "99"),
    "journal_head": Kept(("size",), "at_us", "1"),
    "journal_disposal": Kept(("case_id", "number"), "authority", "'forged'"),
    "people_grant": Kept(("root",), "granted_on", "'2030-01-01'"),
    "fees_transfer": Kept(("book", "line", "position"), "cents", "1"),
}


def by_statement(table: str) -> dict[str, str]:
    """Statements that both engines know."""
    kept = KEPT[table]
    keys = ", ".join(kept.key)
    return {
        "UPDATE": f"UPDATE {table} SET {kept.column} = {kept.forged}",
        "UPDATE to what it is": f"UPDATE {table} SET {kept.column} = {kept.column}",
        "UPDATE of the key": f"UPDATE {table} SET {kept.key[-1]} = {kept.key[-1]}",
        "DELETE": f"DELETE FROM {table}",
        "DELETE of one": f"DELETE FROM {table} WHERE {kept.key[0]} = (SELECT min({kept.key[0]}) FROM {table})"
        if table not in ("journal_line", "journal_body", "journal_disposal", "people_grant", "fees_transfer")
        else f"DELETE FROM {table} WHERE {kept.key[0]} IN (SELECT {kept.key[0]} FROM {table} LIMIT 1)",
        "UPSERT": f"INSERT INTO {table} SELECT * FROM {table} WHERE true "
        f"ON CONFLICT ({keys}) DO UPDATE SET {kept.column} = {kept.forged}",
        "the same again": f"INSERT INTO {table} SELECT * FROM {table}",
    }  # fmt: skip


def on_sqlite(table: str) -> dict[str, str]:
    """Statements that only SQLite knows, and that its triggers stop."""
    kept = KEPT[table]
    columns = _columns(table)
    forged = ", ".join(kept.forged if column == kept.column else column for column in columns)
    into = f"{table} ({', '.join(columns)})"
    return {
        "INSERT OR REPLACE": f"INSERT OR REPLACE INTO {into} SELECT {forged} FROM {table}",
        "REPLACE INTO": f"REPLACE INTO {into} SELECT {forged} FROM {table}",
        "UPDATE OR REPLACE": f"UPDATE OR REPLACE {table} SET {kept.column} = {kept.forged}",
        "UPDATE OR IGNORE": f"UPDATE OR IGNORE {table} SET {kept.column} = {kept.forged}",
        "INSERT OR IGNORE, then UPDATE": f"INSERT OR IGNORE INTO {table} SELECT * FROM {table}; "
        f"UPDATE {table} SET {kept.column} = {kept.forged}",
        "UPDATE FROM": f"UPDATE {table} SET {kept.column} = {kept.forged} FROM journal_counter",
    }  # fmt: skip


def against_the_file(table: str) -> dict[str, str]:
    """Statements that take the triggers away, or go round them: only the guarded connection stops these."""
    kept = KEPT[table]
    columns = _columns(table)
    forged = ", ".join("hex(randomblob(16))" if column == kept.key[0] else column for column in columns)
    update = f"UPDATE {table} SET {kept.column} = {kept.forged}"
    return {
        "DROP TABLE": f"DROP TABLE {table}",
        "ALTER TABLE, RENAME": f"ALTER TABLE {table} RENAME TO elsewhere",
        "ALTER TABLE, RENAME COLUMN": f"ALTER TABLE {table} RENAME COLUMN {kept.column} TO elsewhere",
        "ALTER TABLE, DROP COLUMN": f"ALTER TABLE {table} DROP COLUMN {kept.column}",
        "ALTER TABLE, ADD COLUMN": f"ALTER TABLE {table} ADD COLUMN more text",
        "DROP TRIGGER": f"DROP TRIGGER {table}_no_update; {update}",
        "writable_schema": "PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE type = 'trigger'; "
        f"PRAGMA writable_schema = RESET; {update}",
        "a trigger that ignores": f"CREATE TRIGGER none BEFORE INSERT ON {table} BEGIN SELECT RAISE(IGNORE); END",
        "a temporary trigger": f"CREATE TEMP TRIGGER none BEFORE INSERT ON main.{table} BEGIN SELECT RAISE(IGNORE); END",
        "a temporary table before it": f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} WHERE false",
        "a temporary view before it": f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE false",
        "another file": f"ATTACH ':memory:' AS other; CREATE TABLE other.{table} AS SELECT * FROM main.{table}",
        "REPLACE by the row's place, without recursive triggers": "PRAGMA recursive_triggers = OFF; "
        f"INSERT OR REPLACE INTO {table} (rowid, {', '.join(columns)}) SELECT rowid, {forged} FROM {table} LIMIT 1",
    }  # fmt: skip


PRAGMAS = ("journal_mode = OFF", "synchronous = OFF", "recursive_triggers = OFF", "writable_schema = ON",
           "foreign_keys = OFF", "ignore_check_constraints = ON", "trusted_schema = ON", "user_version = 9")  # fmt: skip


def _columns(table: str) -> list[str]:
    models = {m.Line, m.Body, m.SecurityEvent, m.Edition, m.Leaf, m.Head, m.Disposal, Grant, Transfer}
    model = next(one for one in models if one._meta.db_table == table)
    return [field.column for field in model._meta.concrete_fields if field.column]


def filled(world: World) -> None:
    """A row in each of the tables; one body has its disposal."""
    put(world, "facts recorded")
    case, _ = put(world, "claimed, assessment started")
    world.do(IssuePermit(valid_from=DAY, valid_to=DAY, reasons="need outweighs risk"), case, "manager")
    with pytest.raises(Refused):
        world.do(StartAssessment(), case)
    with connection.cursor() as cursor:
        for statement in (
            "INSERT INTO journal_leaf (position, case_id, number, hash) SELECT number, case_id, number, hash FROM journal_line WHERE kind = 'PermitIssued'",
            "INSERT INTO journal_head (size, root, at_us, signature) SELECT number, hash, 0, hash FROM journal_line WHERE kind = 'PermitIssued'",
            "INSERT INTO journal_disposal (case_id, number, authority, officer, at_us) SELECT case_id, number, 'DA 2005/001', '', 0 FROM journal_line WHERE kind = 'PermitIssued'",
        ):
            cursor.execute(statement)
    assert all(tables(connection_url())[table] for table in KEPT)


def connection_url() -> str:
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    return cluster().url(held["NAME"])


def held(url: str) -> dict[str, list[dict[str, Any]]]:
    found = tables(url)
    return {table: found[table] for table in KEPT}


# Through Django -------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", KEPT)
def test_no_statement_through_the_connection_of_acts_changes_or_removes_anything(
    world: World, database: str, engine: str, table: str
) -> None:
    """The PostgreSQL half is the owner, whom only the triggers stop; the account of the service is below."""
    filled(world)
    before, tried = held(database), by_statement(table)
    if engine == "sqlite":
        tried |= on_sqlite(table) | against_the_file(table)
    else:
        tried |= {"TRUNCATE": f"TRUNCATE {table}", "TRUNCATE CASCADE": f"TRUNCATE {table} CASCADE"}
    for name, text in tried.items():
        with pytest.raises(Error), connection.cursor() as cursor:
            for statement in text.split("; "):
                cursor.execute(statement)
            pytest.fail(f"went through: {name}")
        assert held(database) == before, name
    with connection.cursor() as cursor:  # nothing stands before the real tables on this very connection
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] == len(before[table])


def test_the_object_mapper_is_stopped_as_well(world: World, database: str) -> None:
    filled(world)
    before = held(database)
    attempts = {
        "update": lambda rows, model: rows.update(**{_field(model): _forged(model)}),
        "delete": lambda rows, model: rows.delete(),
        "raw delete": lambda rows, model: rows._raw_delete(rows.db),
        "save": lambda rows, model: rows[0].save(force_update=True),
        "save of what is there": lambda rows, model: rows[0].save(),
        "delete of one": lambda rows, model: rows[0].delete(),
        "bulk_create": lambda rows, model: model._base_manager.bulk_create(list(rows)),
        "update_or_create": lambda rows, model: model._base_manager.update_or_create(
            pk=rows[0].pk, defaults={_field(model): _forged(model)}
        ),
    }
    for model in (m.Line, m.Body, m.SecurityEvent, m.Edition, m.Leaf, m.Head, m.Disposal, Grant, Transfer):
        for name, attempt in attempts.items():
            with pytest.raises((Error, TypeError, ValueError)):
                attempt(model._base_manager.all().order_by(KEPT[model._meta.db_table].key[0]), model)
                pytest.fail(f"went through: {name} of {model.__name__}")
            assert held(database) == before, (name, model)
    with pytest.raises(PermissionError):
        m.Case.objects.all()


def _field(model: Any) -> str:
    return KEPT[model._meta.db_table].column


def _forged(model: Any) -> Any:
    return KEPT[model._meta.db_table].forged.strip("'")


def test_only_a_body_with_its_disposal_can_go(world: World, database: str) -> None:
    """And on SQLite not even that through the connection of acts, which could not do it lawfully either."""
    filled(world)
    before = held(database)["journal_body"]
    allowed = "DELETE FROM journal_body WHERE EXISTS (SELECT 1 FROM journal_disposal d WHERE d.case_id = journal_body.case_id AND d.number = journal_body.number)"
    with connection.cursor() as cursor:
        cursor.execute(allowed)
    after = held(database)["journal_body"]
    assert len(after) == len(before) - 1
    assert next(row for row in before if row not in after)["body"].find("reasons") > 0


# SQLite: the file alone -----------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A filled SQLite file, which nobody has open."""
    url = fresh("sqlite", tmp_path)
    use(url)
    filled(World.make())
    connection.close()
    return Path(url.removeprefix("sqlite:///"))


def through(file: Path, text: str, *, without_triggers: bool = False) -> bool:
    """Whether statements of somebody who opens the file change what it holds, on a copy."""
    copy = file.with_name(f"{uuid4().hex}.sqlite3")
    shutil.copy(file, copy)
    before = held(f"sqlite:///{copy}")
    with closing(sqlite3.connect(copy, isolation_level=None)) as raw:
        if without_triggers:
            for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                raw.execute(f"DROP TRIGGER {name}")
        try:
            for statement in text.split("; "):
                raw.execute(statement)
        except sqlite3.Error:
            pass
    try:
        return held(f"sqlite:///{copy}") != before
    except sqlite3.Error:  # the table is gone
        return True


def test_what_the_triggers_in_the_file_stop_by_themselves(file: Path) -> None:
    """An ordinary connection, with SQLite's own defaults: no recursive triggers, no authorizer."""
    for table in KEPT:
        for name, text in {**by_statement(table), **on_sqlite(table)}.items():
            assert not through(file, text), (table, name)


def test_without_the_triggers_each_goes_through(file: Path) -> None:
    """The sabotaged twin: what alters a row alters it, what removes one removes it."""
    for table in KEPT:
        tried = {**by_statement(table), **on_sqlite(table)}
        passed = {name for name, text in tried.items() if through(file, text, without_triggers=True)}
        assert passed == set(tried) - {"UPDATE to what it is", "UPDATE of the key", "the same again"}, table


def test_who_has_the_file_can_always_win_and_only_the_chain_tells(file: Path) -> None:
    """A file that anybody can open is tamper-evident only: these go through, and the connection of acts stops them."""
    for table in KEPT:
        for name, text in against_the_file(table).items():
            if name in ("DROP TABLE", "DROP TRIGGER", "ALTER TABLE, RENAME", "writable_schema"):
                assert through(file, text), (table, name)


def test_the_triggers_stop_a_replacement_by_the_row_s_hidden_number(file: Path) -> None:
    """By the file alone, without the settings of the connection of acts."""
    for table in ("journal_line", "journal_body", "journal_edition", "journal_head", "journal_disposal"):
        text = against_the_file(table)["REPLACE by the row's place, without recursive triggers"]
        assert not through(file, text), table


@pytest.mark.parametrize("pragma", PRAGMAS)
def test_no_pragma_is_written_through_the_connection_of_acts(file: Path, pragma: str) -> None:
    use(f"sqlite:///{file}")
    from trp.journal.guard import safe

    with connection.cursor() as cursor:
        safe(connection)
        with pytest.raises(Error):
            cursor.execute(f"PRAGMA {pragma}")
        with pytest.raises(Error):
            cursor.execute(f"SELECT * FROM pragma_{pragma.split()[0]}('{pragma.split()[-1]}')").fetchall()


def test_no_row_hangs_on_another_that_could_take_it_along(world: World, database: str) -> None:
    """DELETE by cascade: no table that is only added to refers to another."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f'")
            assert not {row[0] for row in cursor.fetchall()} & set(KEPT)
        else:
            for table in KEPT:
                assert not cursor.execute(f"PRAGMA foreign_key_list({table})").fetchall()


# PostgreSQL: the account of the service --------------------------------------------------------------


@pytest.fixture
def service(tmp_path: Path) -> str:
    """A filled database, as the account of the service sees it."""
    url = fresh("postgresql", tmp_path)
    use(url)
    filled(World.make())
    for role in (APP_ROLE, CHECKPOINT_ROLE):
        cluster().execute(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} LOGIN; END IF; END $$"
        )
    grant(APP_ROLE)
    grant(CHECKPOINT_ROLE, CHECKPOINT)
    connection.close()
    return url


def as_role(url: str, role: str, text: str) -> str | None:
    """Run statements as an account; give the error, or None."""
    with psycopg.connect(url.replace("trp_owner@", f"{role}@"), autocommit=True) as session:
        try:
            for statement in text.split("; "):
                session.execute(statement)  # type: ignore[call-overload]
        except psycopg.Error as error:
            return str(error).splitlines()[0]
    return None


def on_postgresql(table: str) -> dict[str, str]:
    """Statements that only PostgreSQL knows."""
    kept = KEPT[table]
    update = f"UPDATE {table} SET {kept.column} = {kept.forged}"
    same = " AND ".join(f"t.{key} = s.{key}" for key in kept.key)
    return {
        "TRUNCATE": f"TRUNCATE {table}",
        "TRUNCATE CASCADE": f"TRUNCATE journal_case, {table} CASCADE",
        "MERGE, update": f"MERGE INTO {table} t USING {table} s ON {same} WHEN MATCHED THEN UPDATE SET {kept.column} = {kept.forged}",
        "MERGE, delete": f"MERGE INTO {table} t USING {table} s ON {same} WHEN MATCHED THEN DELETE",
        "WITH … DELETE": f"WITH gone AS (DELETE FROM {table} RETURNING *) SELECT * FROM gone",
        "SELECT FOR UPDATE": f"SELECT * FROM {table} FOR UPDATE",
        "LOCK": f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE",
        "session_replication_role": f"SET session_replication_role = replica; {update}",
        "DISABLE TRIGGER": f"ALTER TABLE {table} DISABLE TRIGGER ALL; {update}",
        "DROP TRIGGER": f"DROP TRIGGER {table}_rows ON {table}; {update}",
        "DROP TABLE": f"DROP TABLE {table}",
        "ALTER TABLE, RENAME": f"ALTER TABLE {table} RENAME TO elsewhere",
        "ALTER TABLE, DROP COLUMN": f"ALTER TABLE {table} DROP COLUMN {kept.column}",
        "ALTER TABLE, TYPE": f"ALTER TABLE {table} ALTER {kept.column} TYPE text USING 'x'",
        "ALTER TABLE, FOREIGN KEY … CASCADE": f"ALTER TABLE {table} ADD FOREIGN KEY ({kept.key[0]}) REFERENCES journal_case ON DELETE CASCADE",
        "OWNER TO": f"ALTER TABLE {table} OWNER TO {APP_ROLE}",
        "GRANT to oneself": f"GRANT ALL ON {table} TO {APP_ROLE}; {update}",
        "SET ROLE": f"SET ROLE trp_owner; {update}",
        "SET SESSION AUTHORIZATION": f"SET SESSION AUTHORIZATION trp_owner; {update}",
        "CREATE RULE": f"CREATE RULE none AS ON INSERT TO {table} DO INSTEAD NOTHING",
        "CREATE TRIGGER": f"CREATE TRIGGER none BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE OR REPLACE FUNCTION": "CREATE OR REPLACE FUNCTION public.trp_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "DROP FUNCTION": "DROP FUNCTION trp_append_only() CASCADE",
        "ROW LEVEL SECURITY": f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        "a temporary table before it": f"CREATE TEMP TABLE {table} AS SELECT * FROM public.{table} WHERE false",
        "a table in a schema of one's own": f"CREATE SCHEMA mine; CREATE TABLE mine.{table} (x int)",
        "a table in public": "CREATE TABLE public.mine (x int)",
        "COPY from a program": f"COPY {table} FROM PROGRAM 'true'",
        "COPY from a file": f"COPY {table} FROM '/dev/null'",
        "COPY to a file": f"COPY {table} TO '/dev/shm/trp-copied'",
        "a DO block": f"DO $$ BEGIN EXECUTE 'DELETE FROM {table}'$$; $$ END $$".replace("$$; $$", "; "),
        "SECURITY DEFINER": f"CREATE FUNCTION public.f() RETURNS void SECURITY DEFINER LANGUAGE sql AS 'DELETE FROM {table}'",
        "catalogue": "UPDATE pg_catalog.pg_trigger SET tgenabled = 'D'",
        "ALTER SYSTEM": "ALTER SYSTEM SET fsync = off",
        "ALTER DATABASE": "ALTER DATABASE postgres SET synchronous_commit = off",
    }  # fmt: skip


@pytest.mark.slow
def test_the_account_of_the_service_changes_and_removes_nothing(service: str) -> None:
    before = held(service)
    for table in KEPT:
        for name, text in {**by_statement(table), **on_postgresql(table)}.items():
            assert as_role(service, APP_ROLE, text) is not None, f"went through: {name} on {table}"
        assert held(service) == before, table


def test_a_line_is_not_copied_over_another(service: str) -> None:
    """COPY FROM STDIN adds rows, as INSERT does; the key of a row that is there is taken."""
    before = held(service)
    for table in KEPT:
        with psycopg.connect(service) as owner, owner.cursor().copy(f"COPY {table} TO STDOUT") as out:
            data = b"".join(bytes(part) for part in out)
        with (
            psycopg.connect(service.replace("trp_owner@", f"{APP_ROLE}@")) as session,
            pytest.raises(psycopg.Error),
            session.cursor().copy(f"COPY {table} FROM STDIN") as copy,
        ):
            copy.write(data)
        assert held(service) == before, table


def test_what_the_service_has_no_business_with_is_shut(service: str) -> None:
    before = tables(service)
    for text in (
        "UPDATE journal_case SET number = 'T-1'",
        "UPDATE journal_case SET client = id",
        "DELETE FROM journal_case",
        "UPDATE journal_key SET answer = '{}'",
        "DELETE FROM journal_key",
        "UPDATE journal_casenumber SET number = 'T-1'",
        "DELETE FROM journal_counter",
        "INSERT INTO journal_counter VALUES ('other', 0)",
        "DELETE FROM journal_body WHERE EXISTS (SELECT 1 FROM journal_disposal)",
        "INSERT INTO journal_disposal SELECT case_id, number, 'mine', '', 0 FROM journal_line",
        "INSERT INTO journal_leaf SELECT 1000 + number, case_id, number, hash FROM journal_line",
        "INSERT INTO journal_head SELECT 1000, root, at_us, signature FROM journal_head",
        "INSERT INTO journal_securityevent (id, at_us, officer, kind, act, codes) VALUES (999, 0, '', '', '', '')",
        "UPDATE fees_receipt SET payer = 'mine'",
        "UPDATE fees_receiptline SET cents = cents + 1",
        "DELETE FROM fees_receipt",
        "DELETE FROM fees_receiptline",
        "UPDATE fees_receiptline SET allocated = cents + 1",
        "UPDATE people_liveclaim SET case_id = root",
        "UPDATE people_person SET root_id = NULL",
        "UPDATE officers_officer SET roles = 'delegate'",
        "INSERT INTO officers_holding SELECT * FROM officers_holding LIMIT 1",
        "UPDATE officers_holding SET item = '119', level = 'ADM'",
        "UPDATE officers_holding SET since = '2020-01-01'",
        "DELETE FROM officers_holding",
        "DELETE FROM officers_conflict",
        "DELETE FROM django_migrations",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '9999', now())",
        "UPDATE journal_duty SET money = false",
        "INSERT INTO journal_duty SELECT case_id, 'mine', true, true, true FROM journal_duty LIMIT 1",
        "DELETE FROM journal_duty",
        "SELECT setval('journal_securityevent_id_seq', 1)",
    ):
        assert as_role(service, APP_ROLE, text) is not None, f"went through: {text}"
    assert tables(service) == before
    assert as_role(service, CHECKPOINT_ROLE, "SELECT case_id, number, hash FROM journal_line") is None
    for text in ("SELECT officer FROM journal_line", "SELECT * FROM journal_body", "SELECT * FROM journal_case",
                 "UPDATE journal_leaf SET number = 1", "DELETE FROM journal_head"):  # fmt: skip
        assert as_role(service, CHECKPOINT_ROLE, text) is not None, f"went through: {text}"


def test_with_rights_and_without_triggers_each_goes_through(service: str) -> None:
    """The sabotaged twin: each of the two walls is one."""
    alters = {name for name in by_statement("journal_line") if name not in ("the same again",)}
    alters |= {"TRUNCATE", "MERGE, update", "MERGE, delete", "WITH … DELETE"}
    for table in KEPT:
        tried = {**by_statement(table), **on_postgresql(table)}
        for name in alters:
            with psycopg.connect(service) as owner:
                owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")  # type: ignore[call-overload]
                owner.execute(tried[name])  # type: ignore[call-overload]
                owner.rollback()
            with (
                psycopg.connect(service) as owner,
                pytest.raises(psycopg.Error, match=r"append-only|disposal"),
            ):
                owner.execute(tried[name])  # type: ignore[call-overload]


def test_the_triggers_hold_where_replication_switches_triggers_off(service: str) -> None:
    for table in KEPT:
        with psycopg.connect(service) as owner:
            owner.execute("SET session_replication_role = replica")
            with pytest.raises(psycopg.Error, match="append-only"):
                owner.execute(by_statement(table)["UPDATE"])  # type: ignore[call-overload]


def test_the_account_of_the_service_can_do_every_act(tmp_path: Path) -> None:
    """What it is given is enough: every situation is reached, refusals are logged, answers are kept."""
    url = fresh("postgresql", tmp_path)
    use(url)
    world = World.make()
    ready = [(world.person(), world.receipt(f"R-{n}")) for n in range(len(SITUATIONS))]
    cluster().execute(
        f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN CREATE ROLE {APP_ROLE} LOGIN; END IF; END $$"
    )
    grant(APP_ROLE)
    one, other = world.person(), world.person()
    use(url.replace("trp_owner@", f"{APP_ROLE}@"))
    world.merge(one, other)
    world.split(other, one)
    world.enter(CorrectPerson(client=one, family_name="Roy", reason="as in the passport"), "intake")
    for name, (client, receipt) in zip(SITUATIONS, ready, strict=True):
        case, _ = put(world, name, client=client, receipt=receipt)
        note = AddNote(text="seen")
        assert world.do(note, case, "officer", key=name) == world.do(note, case, "officer", key=name)
        if name == "facts recorded":
            with pytest.raises(Refused):
                world.do(StartAssessment(), case)
        if name == "claimed, assessment started":
            world.do(
                IssuePermit(valid_from=DAY, valid_to=DAY, reasons="need outweighs risk"), case, "manager"
            )
    use(url)
    assert not faults(url)


def test_every_table_has_its_rights_stated() -> None:
    """A table that a chapter adds is in `roles`, or stated here as none of the service's."""
    from django.apps import apps

    found = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    others = {table for table in found if table.startswith(("auth_", "django_"))} - {"django_session"}
    # What the sign-in's libraries bring and we do not use: no e-mail, and one log of denials, ours.
    others |= {"account_emailconfirmation", "axes_accesslog", "axes_accessfailurelog"}
    others |= {"socialaccount_socialapp"}  # the identity provider is told by the environment
    # Read by every command, and by no act: whether the tables are those of its version.
    # The table of the cache has no model.
    assert found - others == set(APP) - {"django_migrations", settings.CACHES["default"]["LOCATION"]}
