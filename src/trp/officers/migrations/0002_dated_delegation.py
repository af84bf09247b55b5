"""Delegated powers as lines of a book: how they are held, who approved and who ended them."""

from uuid import UUID

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def officer(**given):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, **given
    )


def differ(one, other):
    return Q(**{f"{other}__isnull": True}) | ~Q(**{one: F(other)})


def carried_over(apps, schema_editor):
    """What stood there before there were books: the lines count down from zero."""
    for n, held in enumerate(apps.get_model("officers", "Holding").objects.order_by("id"), 1):
        held.line = -n
        held.entered_by_id, held.approved_by_id = UUID(held.entered), UUID(held.approved)
        held.entered_on = held.approved_on = held.since
        held.save()


PAIRS = (
    ("two_persons", "entered_by", "approved_by"),
    ("not_entered_by_oneself", "officer", "entered_by"),
    ("not_approved_by_oneself", "officer", "approved_by"),
    ("not_ended_by_oneself", "officer", "ended_by"),
    ("for_another", "officer", "for_officer"),
)
CONSTRAINTS = (
    models.UniqueConstraint(fields=("officer", "line"), name="holding_once"),
    *(models.CheckConstraint(condition=differ(one, two), name=f"holding_{name}") for name, one, two in PAIRS),
    models.CheckConstraint(
        condition=Q(kind="own", for_officer__isnull=True)
        | Q(kind="supervising", for_officer__isnull=False)
        | Q(kind="acting", for_officer__isnull=False, until__isnull=False),
        name="holding_for_whom",
    ),
    models.CheckConstraint(
        condition=Q(withdrawn=False) | Q(approved_by__isnull=True), name="holding_withdrawn_or_approved"
    ),
    models.CheckConstraint(
        condition=Q(ended_on__isnull=True) | Q(approved_by__isnull=False, ended_by__isnull=False),
        name="holding_approved_before_it_ends",
    ),
)


class Migration(migrations.Migration):
    atomic = False  # each step by itself: PostgreSQL alters no table that has work pending in its transaction
    dependencies = [("officers", "0001_first")]
    operations = [
        migrations.RemoveConstraint("holding", "holding_two_persons"),
        migrations.RenameField("holding", "entered_by", "entered"),
        migrations.RenameField("holding", "approved_by", "approved"),
        migrations.AddField("holding", "line", models.IntegerField(null=True)),
        migrations.AddField("holding", "kind", models.CharField(default="own", max_length=12)),
        migrations.AddField("holding", "for_officer", officer(null=True)),
        migrations.AddField("holding", "entered_by", officer(null=True)),
        migrations.AddField("holding", "entered_on", models.DateField(null=True)),
        migrations.AddField("holding", "approved_by", officer(null=True)),
        migrations.AddField("holding", "approved_on", models.DateField(null=True)),
        migrations.AddField("holding", "withdrawn", models.BooleanField(default=False)),
        migrations.AddField("holding", "ended_on", models.DateField(null=True)),
        migrations.AddField("holding", "ended_by", officer(null=True)),
        migrations.RunPython(carried_over, migrations.RunPython.noop),
        migrations.RemoveField("holding", "entered"),
        migrations.RemoveField("holding", "approved"),
        migrations.AlterField("holding", "line", models.IntegerField()),
        migrations.AlterField("holding", "entered_by", officer()),
        migrations.AlterField("holding", "entered_on", models.DateField()),
        *(migrations.AddConstraint("holding", one) for one in CONSTRAINTS),
    ]
