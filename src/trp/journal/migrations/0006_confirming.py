"""Who proposed an exemption that the register lacks, and who confirmed it, stand beside each other: two persons."""

from django.db import migrations, models
from django.db.models import F, Q

_LAST = "SELECT max(p.number) FROM journal_line p WHERE p.case_id = journal_case.id AND p.kind = 'ExemptionProposed'"
_BY = "(SELECT l.officer FROM journal_line l WHERE l.case_id = journal_case.id AND {which} ORDER BY l.number DESC LIMIT 1)"


def forwards(apps, schema_editor):
    proposed = _BY.format(which="l.kind = 'ExemptionProposed'")
    confirmed = _BY.format(which=f"l.kind = 'ExemptionConfirmed' AND l.number > ({_LAST})")
    schema_editor.execute(
        f"UPDATE journal_case SET proposed_by = {proposed}, confirmed_by = {confirmed}", params=None
    )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("journal", "0005_reviews")]
    operations = [
        migrations.AddField("case", "proposed_by", models.CharField(max_length=36, null=True)),
        migrations.AddField("case", "confirmed_by", models.CharField(max_length=36, null=True)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(proposed_by=F("confirmed_by")),
                name="case_confirmed_by_another",
            ),
        ),
    ]
