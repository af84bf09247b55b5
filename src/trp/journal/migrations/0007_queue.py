"""What the queue shows and is sorted by stands in the head of the case, with an index for each of its orders.

Where a case waits follows from the columns that are there; the state of the fee and what blocks the assessment need the
case to be replayed: until `trp rebuild` has done so, the fee counts as not determined.
"""

from django.db import migrations, models
from django.db.models import Q

_FILL = (
    "UPDATE journal_case SET due_by = COALESCE(due, due_by), "
    "desk = CASE WHEN result IS NULL AND next_actor = 'delegate' "
    "THEN trim('decide ' || unit) ELSE COALESCE(holder, office) END, "
    "lane = CASE WHEN result IS NOT NULL THEN '' WHEN stage = 'awaiting_fee' THEN 'fee ' || next_actor "
    "ELSE next_actor END"
)


def forwards(apps, schema_editor):
    schema_editor.execute(_FILL, params=None)


def _columns():
    import datetime

    return (
        ("fee", models.CharField(max_length=20), "unknown"),
        ("blocked", models.CharField(blank=True, max_length=30), ""),
        ("lane", models.CharField(blank=True, max_length=30), ""),
        ("desk", models.CharField(max_length=36), ""),
        ("due_by", models.DateField(), datetime.date.max),
    )


def _filled(field, default):
    filled = field.clone()
    filled.default = default
    return filled


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("journal", "0006_confirming")]
    operations = [
        migrations.RemoveIndex("case", "case_queue"),
        migrations.RemoveIndex("case", "case_number"),
        migrations.AddIndex(
            "case", models.Index(fields=["number"], name="case_number", opclasses=["varchar_pattern_ops"])
        ),
        migrations.AddField("case", "fee_due", models.IntegerField(null=True)),
        *(
            migrations.AddField("case", name, _filled(field, default), preserve_default=False)
            for name, field, default in _columns()
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        *(
            migrations.AddIndex(
                "case",
                models.Index(
                    fields=[where, "lane", *order, "access", "unit"],
                    condition=Q(result__isnull=True),
                    name=f"case_{where}_{order[0]}",
                ),
            )
            for where in ("office", "desk")
            for order in (("due_by", "since", "number"), ("since", "number"), ("number",))
        ),
    ]
