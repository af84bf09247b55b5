"""What an officer holds is found by an index: it is handed over before their account is closed."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("journal", "0008_exempting")]
    operations = [
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["holder", "due_by", "since", "number"],
                condition=Q(result__isnull=True, holder__isnull=False),
                name="case_holder_due_by",
            ),
        ),
    ]
