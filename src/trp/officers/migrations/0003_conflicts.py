"""Conflicts of interest with their days: declared by the officer, lifted by somebody else."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("officers", "0002_dated_delegation")]
    operations = [
        migrations.RemoveConstraint("conflict", "conflict_once"),
        migrations.AddField("conflict", "declared_on", models.DateField(null=True)),
        migrations.AddField("conflict", "lifted_on", models.DateField(null=True)),
        migrations.AddField(
            "conflict",
            "lifted_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "conflict",
            models.UniqueConstraint(
                fields=["officer", "case_number"],
                condition=Q(lifted_on__isnull=True),
                name="conflict_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            "conflict",
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True) | ~Q(officer=F("lifted_by")),
                name="conflict_not_lifted_by_oneself",
            ),
        ),
    ]
