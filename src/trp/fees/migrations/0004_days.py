"""The close of a day, signed by two persons."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fees", "0003_ledger"),
    ]

    operations = [
        migrations.CreateModel(
            name="DayClose",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "book", "line", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("book", models.UUIDField()),
                ("line", models.IntegerField()),
                ("office", models.CharField(max_length=20)),
                ("day", models.DateField()),
                ("totals", models.TextField()),
                ("counted", models.TextField()),
                ("explained", models.TextField(blank=True)),
                ("signed_by", models.CharField(max_length=36)),
                ("countersigned_by", models.CharField(max_length=36, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("countersigned_by__isnull", True),
                            models.Q(("countersigned_by", models.F("signed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="day_two_persons",
                    ),
                    models.UniqueConstraint(fields=("office", "day", "line"), name="day_once"),
                ],
            },
        ),
    ]
