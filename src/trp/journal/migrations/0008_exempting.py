"""The exemptions of a period are found by an index of their lines alone, which are few among all lines."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0007_queue")]
    operations = [
        migrations.AddIndex(
            "line",
            models.Index(
                fields=["day"],
                condition=models.Q(kind__in=("ExemptionRecorded", "ExemptionClaimed")),
                name="line_exempting",
            ),
        ),
    ]
