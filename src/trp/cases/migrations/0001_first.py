"""Saved views of the queue, and what each person likes of it."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    initial = True
    dependencies = [("officers", "0005_cache")]
    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=60)),
                ("folded", models.CharField(max_length=200)),
                ("query", models.CharField(blank=True, max_length=2000)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["office", "kind"], name="view_of_office")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "folded"),
                        condition=Q(kind="private"),
                        name="view_once_of_a_person",
                    ),
                    models.UniqueConstraint(
                        fields=("office", "folded"),
                        condition=~Q(kind="private"),
                        name="view_once_of_an_office",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "officer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("columns", models.CharField(blank=True, max_length=200)),
                (
                    "start",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cases.savedview",
                    ),
                ),
            ],
        ),
    ]
