"""Once for each person, held by the database itself: a claim or a grant goes to the record that stands for them."""

from django.db import migrations, models

_REMADE = (
    "people_grant_no_update",
    "people_grant_no_delete",
    "people_grant_no_replace",
)
# A second wall behind the version of the person's record, which every writer holds.
_GRANTED = "EXISTS (SELECT 1 FROM people_grant g WHERE g.root = NEW.root)"
_DEAD = "EXISTS (SELECT 1 FROM people_person p WHERE p.id = NEW.root AND p.root_id IS NOT NULL)"
_ENDED = "('ClaimConsumed', 'ClaimLapsed')"
_ROOT = "COALESCE((SELECT COALESCE(p.root_id, p.id) FROM people_person p WHERE p.id = {key}), {key})"
_CLIENT = "(SELECT c.client FROM journal_case c WHERE c.id = OLD.case_id)"
# A row that was never right may go: `trp rebuild` writes it anew.
_CLAIM_STANDS = (
    "EXISTS (SELECT 1 FROM journal_line l WHERE l.case_id = OLD.case_id AND l.kind = 'ExemptionClaimed' "
    "AND NOT EXISTS (SELECT 1 FROM journal_line m WHERE m.case_id = l.case_id AND m.number > l.number "
    f"AND m.kind IN {_ENDED})) AND {_ROOT.format(key='OLD.root')} = {_ROOT.format(key=_CLIENT)}"
)
# SQLite makes no table anew that a trigger names: a migration that does so with people_person drops these and runs
# them again.
ON_PERSON = {
    "people_grant_root": f"BEFORE INSERT ON people_grant WHEN {_DEAD} "
    "BEGIN SELECT RAISE(ABORT, 'people_grant: another record stands for this person'); END",
    "people_liveclaim_root": f"BEFORE INSERT ON people_liveclaim WHEN {_DEAD} "
    "BEGIN SELECT RAISE(ABORT, 'people_liveclaim: another record stands for this person'); END",
    "people_liveclaim_stands": f"BEFORE DELETE ON people_liveclaim WHEN {_CLAIM_STANDS} "
    "BEGIN SELECT RAISE(ABORT, 'people_liveclaim: no line ends this claim'); END",
}
_FILL = (
    "UPDATE {table} SET person = COALESCE((SELECT c.client FROM journal_case c WHERE c.id = {table}.case_id), root) "
    "WHERE person IS NULL"
)


def _run(schema_editor, *statements):
    for statement in statements:
        schema_editor.execute(statement, params=None)


def open_up(apps, schema_editor):
    """Let the columns be added and filled."""
    if schema_editor.connection.vendor == "sqlite":
        _run(schema_editor, *(f"DROP TRIGGER IF EXISTS {name}" for name in _REMADE))
    else:
        _run(schema_editor, "ALTER TABLE people_grant DISABLE TRIGGER people_grant_rows")


def fill(apps, schema_editor):
    _run(schema_editor, *(_FILL.format(table=table) for table in ("people_grant", "people_liveclaim")))


def shut(apps, schema_editor):
    {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor](schema_editor)


def _sqlite(schema_editor):
    _run(
        schema_editor,
        *(
            f"CREATE TRIGGER people_grant_no_{act.lower()} BEFORE {act} ON people_grant "
            "BEGIN SELECT RAISE(ABORT, 'people_grant is append-only'); END"
            for act in ("UPDATE", "DELETE")
        ),
        "CREATE TRIGGER people_grant_no_replace BEFORE INSERT ON people_grant "
        "WHEN EXISTS (SELECT 1 FROM people_grant WHERE root = NEW.root OR rowid = NEW.rowid) "
        "BEGIN SELECT RAISE(ABORT, 'people_grant: this row exists'); END",
        "CREATE TRIGGER people_grant_consumes AFTER INSERT ON people_grant "
        "BEGIN DELETE FROM people_liveclaim WHERE case_id = NEW.case_id; END",
        f"CREATE TRIGGER people_liveclaim_granted BEFORE INSERT ON people_liveclaim WHEN {_GRANTED} "
        "BEGIN SELECT RAISE(ABORT, 'people_liveclaim: granted to this person before'); END",
        *(f"CREATE TRIGGER {name} {said}" for name, said in ON_PERSON.items()),
    )


def _postgresql(schema_editor):
    # The checks come after the row is there: whatever was committed while it waited for its key is seen then. Their
    # state is that of a key taken by somebody else, so that the act is tried again, and told in words.
    _run(
        schema_editor,
        "ALTER TABLE people_grant ENABLE ALWAYS TRIGGER people_grant_rows",
        "CREATE FUNCTION trp_one_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_TABLE_NAME = 'people_liveclaim' AND {_GRANTED} THEN RAISE unique_violation USING MESSAGE = "
        "'people_liveclaim: granted to this person before'; END IF; "
        f"IF {_DEAD} THEN RAISE unique_violation USING MESSAGE = "
        "TG_TABLE_NAME || ': another record stands for this person'; END IF; "
        "IF TG_TABLE_NAME = 'people_grant' THEN DELETE FROM people_liveclaim WHERE case_id = NEW.case_id; END IF; "
        "RETURN NULL; END $$",
        "CREATE FUNCTION trp_claim_stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_CLAIM_STANDS} THEN RAISE EXCEPTION 'people_liveclaim: no line ends this claim'; END IF; "
        "RETURN OLD; END $$",
        *(
            f"CREATE TRIGGER {table}_once AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION trp_one_time()"
            for table in ("people_grant", "people_liveclaim")
        ),
        "CREATE TRIGGER people_liveclaim_stands BEFORE DELETE ON people_liveclaim "
        "FOR EACH ROW EXECUTE FUNCTION trp_claim_stands()",
        *(
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
            for table, name in (
                ("people_grant", "people_grant_once"),
                ("people_liveclaim", "people_liveclaim_once"),
                ("people_liveclaim", "people_liveclaim_stands"),
            )
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0001_first"), ("journal", "0003_books")]

    operations = [
        migrations.RunPython(open_up),
        migrations.AddField("person", "version", models.IntegerField(default=0)),
        migrations.AddField("grant", "person", models.UUIDField(null=True)),
        migrations.AddField("grant", "carried_from", models.UUIDField(null=True)),
        migrations.AddField("liveclaim", "person", models.UUIDField(null=True)),
        migrations.RunPython(fill),
        migrations.AlterField("grant", "person", models.UUIDField(db_index=True)),
        migrations.AlterField("grant", "case_id", models.UUIDField(db_index=True)),
        migrations.AlterField("liveclaim", "person", models.UUIDField(db_index=True)),
        migrations.RunPython(shut),
    ]
