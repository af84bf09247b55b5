"""The database itself refuses to change or remove what the journal holds, on both engines."""

from django.db import migrations

NEVER_CHANGED = ("journal_line", "journal_securityevent", "journal_edition", "journal_leaf", "journal_head",
                 "journal_disposal", "people_grant")  # fmt: skip
KEYS = {
    "journal_line": "case_id = NEW.case_id AND number = NEW.number",
    "journal_body": "case_id = NEW.case_id AND number = NEW.number",
    "journal_disposal": "case_id = NEW.case_id AND number = NEW.number",
    "journal_securityevent": "id = NEW.id",
    "journal_edition": "version = NEW.version",
    "journal_leaf": "position = NEW.position OR (case_id = NEW.case_id AND number = NEW.number)",
    "journal_head": "size = NEW.size",
    "people_grant": "root = NEW.root OR case_id = NEW.case_id",
}
DISPOSED = "SELECT 1 FROM journal_disposal d WHERE d.case_id = OLD.case_id AND d.number = OLD.number"


def sqlite(run):
    for table in NEVER_CHANGED:
        for act in ("UPDATE", "DELETE"):
            run(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    run(
        "CREATE TRIGGER journal_body_no_update BEFORE UPDATE ON journal_body "
        "BEGIN SELECT RAISE(ABORT, 'journal_body is append-only'); END"
    )
    run(
        f"CREATE TRIGGER journal_body_no_delete BEFORE DELETE ON journal_body WHEN NOT EXISTS ({DISPOSED}) "
        "BEGIN SELECT RAISE(ABORT, 'journal_body: no disposal was authorised'); END"
    )
    # INSERT OR REPLACE removes a row without its delete trigger, unless the insert itself is refused: by the key,
    # and by the hidden number of the row.
    for table, same in KEYS.items():
        run(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same} OR rowid = NEW.rowid) "
            f"BEGIN SELECT RAISE(ABORT, '{table}: this row exists'); END"
        )


def postgresql(run):
    run(
        "CREATE FUNCTION trp_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only (%)', TG_TABLE_NAME, TG_OP; END $$"
    )
    run(
        "CREATE FUNCTION trp_disposed_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF NOT EXISTS ({DISPOSED}) THEN "
        "RAISE EXCEPTION '%: no disposal was authorised', TG_TABLE_NAME; END IF; RETURN OLD; END $$"
    )
    for table in (*NEVER_CHANGED, "journal_body"):
        rows = "UPDATE" if table == "journal_body" else "UPDATE OR DELETE"
        run(
            f"CREATE TRIGGER {table}_rows BEFORE {rows} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION trp_append_only()"
        )
        run(
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION trp_append_only()"
        )
        run(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_rows")
        run(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_whole")
    run(
        "CREATE TRIGGER journal_body_disposed BEFORE DELETE ON journal_body "
        "FOR EACH ROW EXECUTE FUNCTION trp_disposed_only()"
    )
    run("ALTER TABLE journal_body ENABLE ALWAYS TRIGGER journal_body_disposed")


def forwards(apps, schema_editor):
    def run(statement):
        schema_editor.execute(statement, params=None)

    {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor](run)
    run("INSERT INTO journal_counter (name, value) VALUES ('case', 0)")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_first"), ("people", "0001_first")]
    operations = [migrations.RunPython(forwards, atomic=True)]
