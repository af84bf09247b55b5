"""Acts under the exception of a small post wait for another office to look at them: their lines' trigger says so."""

from django.db import migrations, models
from django.db.models import F, Q

WATCHED = ("ReceiptGenerated", "FeeReceived", "AllocationReversed", "AssessmentStarted", "SentToDecisionMaker",
           "PermitIssued", "PermitRefused")  # fmt: skip
_WHEN = (
    "NEW.acting_under LIKE '%, small post' AND NEW.kind IN (" + ", ".join(f"'{one}'" for one in WATCHED) + ")"
)


def _insert(key):
    return (
        "INSERT INTO journal_review (case_id, line, officer, office, acted_on) SELECT NEW.case_id, NEW.number, "
        f"NEW.officer, o.office_id, NEW.day FROM officers_officer o WHERE o.id = {key} ON CONFLICT DO NOTHING"
    )


def sqlite(run):
    key = "replace(NEW.officer, '-', '')"
    run(
        f"CREATE TRIGGER journal_line_review AFTER INSERT ON journal_line WHEN {_WHEN} BEGIN {_insert(key)}; END"
    )


def postgresql(run):
    run(
        "CREATE FUNCTION trp_review() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
        f"SET search_path = public, pg_temp AS $$ BEGIN {_insert('NEW.officer::uuid')}; RETURN NULL; END $$"
    )
    run(
        f"CREATE TRIGGER journal_line_review AFTER INSERT ON journal_line FOR EACH ROW WHEN ({_WHEN}) "
        "EXECUTE FUNCTION trp_review()"
    )
    run("ALTER TABLE journal_line ENABLE ALWAYS TRIGGER journal_line_review")


def forwards(apps, schema_editor):
    def run(statement):
        schema_editor.execute(statement, params=None)

    vendor = schema_editor.connection.vendor
    key = "replace(l.officer, '-', '')" if vendor == "sqlite" else "CAST(l.officer AS uuid)"
    run(
        "INSERT INTO journal_review (case_id, line, officer, office, acted_on) SELECT l.case_id, l.number, l.officer, "
        f"o.office_id, l.day FROM journal_line l JOIN officers_officer o ON o.id = {key} WHERE {_WHEN.replace('NEW.', 'l.')}"
    )
    {"sqlite": sqlite, "postgresql": postgresql}[vendor](run)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("journal", "0004_duties")]
    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                ("pk", models.CompositePrimaryKey("case_id", "line", blank=True, editable=False, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("line", models.IntegerField()),
                ("officer", models.CharField(max_length=36)),
                ("office", models.CharField(max_length=20)),
                ("acted_on", models.DateField()),
                ("reviewed_by", models.CharField(max_length=36, null=True)),
                ("reviewed_at", models.CharField(max_length=20, null=True)),
                ("reviewed_on", models.DateField(null=True)),
                ("finding", models.CharField(max_length=20, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(reviewed_by__isnull=True)
                        | (~Q(reviewed_by=F("officer")) & ~Q(reviewed_at=F("office"))),
                        name="review_by_another_office",
                    ),
                    models.CheckConstraint(
                        condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True, reviewed_on__isnull=True)
                        | Q(reviewed_by__isnull=False, reviewed_at__isnull=False, reviewed_on__isnull=False),
                        name="review_whole",
                    ),
                ]
            },
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]  # fmt: skip
