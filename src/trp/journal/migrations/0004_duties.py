"""Duties that are kept apart, by the database itself: whoever writes a line, its trigger writes who did what on the case.

A check refuses money and merits in one hand, except at a small post, where the line says so. Who recommended and who
decided stand beside each other in the row of the case. A case is decided once.
"""

from django.db import migrations, models
from django.db.models import F, Q

MONEY = ("ReceiptGenerated", "FeeReceived", "AllocationReversed")
DECIDED = ("PermitIssued", "PermitRefused")
MERITS = ("AssessmentStarted", "SentToDecisionMaker", *DECIDED)


def among(kinds):
    return "(" + ", ".join(f"'{kind}'" for kind in kinds) + ")"


_OF = "NEW.kind IN {kinds}"
_MONEY, _MERITS = (_OF.format(kinds=among(kinds)) for kinds in (MONEY, MERITS))
_SMALL = "NEW.acting_under LIKE '%, small post'"
_UPSERT = (
    "INSERT INTO journal_duty (case_id, officer, money, merits, small_post) "
    f"VALUES (NEW.case_id, NEW.officer, {_MONEY}, {_MERITS}, {_SMALL}) "
    "ON CONFLICT (case_id, officer) DO UPDATE SET money = journal_duty.money OR excluded.money, "
    "merits = journal_duty.merits OR excluded.merits, small_post = journal_duty.small_post OR excluded.small_post"
)
_WHEN = _OF.format(kinds=among((*MONEY, *MERITS)))


def sqlite(run):
    # INSERT OR IGNORE of a line would carry its IGNORE into the trigger: the last statement sees to it.
    run(
        f"CREATE TRIGGER journal_line_duty AFTER INSERT ON journal_line WHEN {_WHEN} BEGIN {_UPSERT}; "
        "SELECT RAISE(ABORT, 'duty_apart: money and merits of a case are not for one person') WHERE NOT EXISTS "
        "(SELECT 1 FROM journal_duty WHERE case_id = NEW.case_id AND officer = NEW.officer "
        f"AND money >= ({_MONEY}) AND merits >= ({_MERITS})); END"
    )


def postgresql(run):
    # With the rights of its owner: the service itself has none to write there.
    run(
        "CREATE FUNCTION trp_duty() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
        f"SET search_path = public, pg_temp AS $$ BEGIN {_UPSERT}; RETURN NULL; END $$"
    )
    run(
        f"CREATE TRIGGER journal_line_duty AFTER INSERT ON journal_line FOR EACH ROW WHEN ({_WHEN}) "
        "EXECUTE FUNCTION trp_duty()"
    )
    run("ALTER TABLE journal_line ENABLE ALWAYS TRIGGER journal_line_duty")


def _any(condition):
    return f"max(CASE WHEN {condition} THEN 1 ELSE 0 END) = 1"


def forwards(apps, schema_editor):
    def run(statement):
        schema_editor.execute(statement, params=None)

    money, merits, small = (_any(one.replace("NEW.", "")) for one in (_MONEY, _MERITS, _SMALL))
    run(
        "INSERT INTO journal_duty (case_id, officer, money, merits, small_post) "
        f"SELECT case_id, officer, {money}, {merits}, {small} FROM journal_line "
        f"WHERE {_WHEN.replace('NEW.', '')} GROUP BY case_id, officer"
    )
    for column, kinds in (("recommended_by", ("SentToDecisionMaker",)), ("decided_by", DECIDED)):
        run(
            f"UPDATE journal_case SET {column} = (SELECT max(l.officer) FROM journal_line l "
            f"WHERE l.case_id = journal_case.id AND l.kind IN {among(kinds)})"
        )
    {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor](run)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("journal", "0003_books"), ("officers", "0002_dated_delegation")]
    operations = [
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("pk", models.CompositePrimaryKey("case_id", "officer", blank=True, editable=False, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("officer", models.CharField(max_length=36)),
                ("money", models.BooleanField()),
                ("merits", models.BooleanField()),
                ("small_post", models.BooleanField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(money=False) | Q(merits=False) | Q(small_post=True), name="duty_apart"
                    )
                ]
            },
        ),
        migrations.AddField("case", "recommended_by", models.CharField(max_length=36, null=True)),
        migrations.AddField("case", "decided_by", models.CharField(max_length=36, null=True)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                condition=Q(recommended_by__isnull=True) | Q(decided_by__isnull=True) | ~Q(recommended_by=F("decided_by")),
                name="case_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            "line",
            models.UniqueConstraint(fields=["case_id"], condition=Q(kind__in=DECIDED), name="line_decided_once"),
        ),
        migrations.AddIndex(
            "line",
            models.Index(
                fields=["officer", "acting_under", "day"],
                condition=Q(acting_under__startswith="item "),
                name="line_under_a_power",
            ),
        ),
    ]  # fmt: skip
