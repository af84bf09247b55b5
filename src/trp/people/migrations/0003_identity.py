"""Who is who: documents, answers, merges by two people, and names folded for search."""

from importlib import import_module

from django.db import migrations, models

from trp.people.folding import fold, swapped, words

ON_PERSON = import_module("trp.people.migrations.0002_once").ON_PERSON
KEPT = ("people_answer", "people_change", "people_decision", "people_meeting")
_MERGED = (
    "EXISTS (SELECT 1 FROM people_decision d WHERE d.kind = 'merge' AND d.state = 'approved' "
    "AND d.root = NEW.root_id AND d.moved = COALESCE(OLD.root_id, OLD.id))"
)
_SPLIT = (
    "NEW.root_id IS NULL AND EXISTS (SELECT 1 FROM people_decision d WHERE d.kind = 'split' "
    "AND d.state = 'approved' AND d.root = OLD.root_id AND d.moved = OLD.id)"
)


def open_up(apps, schema_editor):
    """Let SQLite make the table of persons anew."""
    if schema_editor.connection.vendor == "sqlite":
        for name in ON_PERSON:
            schema_editor.execute(f"DROP TRIGGER {name}", params=None)


def fill(apps, schema_editor):
    """Fold the names of those who are on record already."""
    person, word = apps.get_model("people", "Person"), apps.get_model("people", "Word")
    for one in person.objects.iterator(2000):
        one.family_folded, one.given_folded = fold(one.family_name), fold(one.given_names)
        one.birth_swapped = swapped(one.birth_date)
        one.save(update_fields=["family_folded", "given_folded", "birth_swapped"])
        said = words(one.family_name, one.given_names, one.client_id)
        word.objects.bulk_create([word(word=each, person=one.id) for each in said], ignore_conflicts=True)


def shut(apps, schema_editor):
    def run(statement):
        schema_editor.execute(statement, params=None)

    if schema_editor.connection.vendor == "sqlite":
        for name, said in ON_PERSON.items():
            run(f"CREATE TRIGGER {name} {said}")
        for table in KEPT:
            run(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is kept'); END"
            )
        run(
            f"CREATE TRIGGER people_person_root BEFORE UPDATE OF root_id ON people_person WHEN NOT ({_MERGED} "
            f"OR {_SPLIT}) BEGIN SELECT RAISE(ABORT, 'people_person: two people decide who is who'); END"
        )
        return
    run(
        "CREATE FUNCTION trp_who_is_who() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT ({_MERGED} OR {_SPLIT}) THEN RAISE EXCEPTION 'people_person: two people decide who is who'; "
        "END IF; RETURN NEW; END $$"
    )
    run(
        "CREATE TRIGGER people_person_root BEFORE UPDATE OF root_id ON people_person "
        "FOR EACH ROW EXECUTE FUNCTION trp_who_is_who()"
    )
    run("ALTER TABLE people_person ENABLE ALWAYS TRIGGER people_person_root")
    for table in KEPT:
        run(
            f"CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION trp_append_only()"
        )
        run(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_kept")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_once"),
    ]

    operations = [
        migrations.RunPython(open_up),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "low", "high", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("low", models.UUIDField()),
                ("high", models.UUIDField(db_index=True)),
                ("officer", models.CharField(max_length=36)),
                ("answered_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "book", "line", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("book", models.UUIDField()),
                ("line", models.IntegerField()),
                ("person", models.UUIDField(db_index=True)),
                ("kind", models.CharField(max_length=40)),
                ("officer", models.CharField(max_length=36)),
                ("changed_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "book", "line", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("book", models.UUIDField()),
                ("line", models.IntegerField()),
                ("kind", models.CharField(max_length=5)),
                ("low", models.UUIDField()),
                ("high", models.UUIDField()),
                ("state", models.CharField(max_length=10)),
                ("moved", models.UUIDField(db_index=True, null=True)),
                ("root", models.UUIDField(null=True)),
                ("proposed_by", models.CharField(max_length=36)),
                ("proposed_on", models.DateField()),
                ("approved_by", models.CharField(max_length=36, null=True)),
                ("approved_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "document",
                        "country",
                        "number",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("document", models.CharField(max_length=20)),
                ("country", models.CharField(max_length=3)),
                ("number", models.CharField(max_length=40)),
                ("person", models.UUIDField(db_index=True)),
                ("entered_by", models.CharField(max_length=36)),
                ("entered_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "book", "line", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("book", models.UUIDField()),
                ("line", models.IntegerField()),
                ("facts", models.CharField(max_length=20)),
                ("one", models.UUIDField(db_index=True)),
                ("one_case", models.UUIDField()),
                ("other", models.UUIDField(db_index=True)),
                ("other_case", models.UUIDField()),
                ("met_on", models.DateField()),
                ("reviewed_by", models.CharField(max_length=36, null=True)),
                ("reviewed_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "word", "person", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("word", models.CharField(max_length=60)),
                ("person", models.UUIDField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name="person",
            name="birth_swapped",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="person",
            name="family_folded",
            field=models.CharField(db_default="", default="", max_length=250),
        ),
        migrations.AddField(
            model_name="person",
            name="given_folded",
            field=models.CharField(db_default="", default="", max_length=250),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["birth_date", "family_folded"], name="person_born"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["family_folded", "given_folded"], name="person_named"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="decision_two_persons",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_by__isnull", True), ("state__in", ("waiting", "withdrawn"))),
                    models.Q(
                        ("approved_by__isnull", False),
                        ("moved__isnull", False),
                        ("root__isnull", False),
                        ("state", "approved"),
                    ),
                    _connector="OR",
                ),
                name="decision_approved_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("kind", "low", "high"),
                name="decision_waits_once",
            ),
        ),
        migrations.AddIndex(
            model_name="word",
            index=models.Index(fields=["word"], name="word_begins", opclasses=["varchar_pattern_ops"]),
        ),
        migrations.RunPython(fill),
        migrations.RunPython(shut),
    ]
