"""Changes of accounts, which two persons make: the trigger of this table applies one, nothing else."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

_OPEN = (
    "INSERT INTO officers_officer (id, username, name, roles, office_id, is_active, password) "
    "SELECT NEW.officer, NEW.username, NEW.name, NEW.roles, NEW.office, {true}, '!' WHERE NEW.kind = 'open'"
)
_ROLES = (
    "UPDATE officers_officer SET roles = NEW.roles, office_id = NEW.office "
    "WHERE id = NEW.officer AND NEW.kind = 'roles'"
)
_CLOSE = "UPDATE officers_officer SET is_active = {false} WHERE id = NEW.officer AND NEW.kind = 'close'"
_WHEN = "OLD.approved_by_id IS NULL AND NEW.approved_by_id IS NOT NULL"


def forwards(apps, schema_editor):
    embedded = schema_editor.connection.vendor == "sqlite"
    values = {"true": "1", "false": "0"} if embedded else {"true": "true", "false": "false"}
    does = "; ".join(one.format(**values) for one in (_OPEN, _ROLES, _CLOSE))
    if embedded:
        statements = [
            "CREATE TRIGGER officers_change_applied AFTER UPDATE OF approved_by_id ON officers_change "
            f"WHEN {_WHEN} BEGIN {does}; END"
        ]
    else:
        statements = [
            "CREATE FUNCTION trp_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
            f"SET search_path = public, pg_temp AS $$ BEGIN {does}; RETURN NULL; END $$",
            "CREATE TRIGGER officers_change_applied AFTER UPDATE OF approved_by_id ON officers_change "
            f"FOR EACH ROW WHEN ({_WHEN}) EXECUTE FUNCTION trp_change()",
        ]
    for statement in statements:
        schema_editor.execute(statement, params=None)


def person(**given):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, **given
    )


def differ(one, other):
    return Q(**{f"{other}__isnull": True}) | ~Q(**{one: F(other)})


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("officers", "0003_conflicts")]
    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        primary_key=True, serialize=False, auto_created=True, verbose_name="ID"
                    ),
                ),
                ("officer", models.UUIDField()),
                ("line", models.IntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("username", models.CharField(blank=True, max_length=100)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("roles", models.CharField(blank=True, max_length=200)),
                ("office", models.CharField(blank=True, max_length=20)),
                ("entered_by", person()),
                ("entered_on", models.DateField()),
                ("approved_by", person(null=True)),
                ("approved_on", models.DateField(null=True)),
                ("withdrawn", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("officer", "line"), name="change_once"),
                    models.UniqueConstraint(
                        fields=("officer",),
                        condition=Q(approved_by__isnull=True, withdrawn=False),
                        name="change_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=differ("entered_by", "approved_by"), name="change_two_persons"
                    ),
                    models.CheckConstraint(
                        condition=~Q(officer=F("entered_by")), name="change_not_entered_by_oneself"
                    ),
                    models.CheckConstraint(
                        condition=differ("officer", "approved_by"), name="change_not_approved_by_oneself"
                    ),
                    models.CheckConstraint(
                        condition=Q(withdrawn=False) | Q(approved_by__isnull=True),
                        name="change_withdrawn_or_approved",
                    ),
                ]
            },
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
