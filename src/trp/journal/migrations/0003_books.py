"""Books of the registers, and the mark of the amounts that were published since the program was made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Book",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("register", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=100)),
                ("head", models.IntegerField()),
                ("head_hash", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("register", "name"), name="book_once")],
            },
        ),
        migrations.RunSQL(
            "INSERT INTO journal_counter (name, value) VALUES ('amounts', 0)", migrations.RunSQL.noop
        ),
    ]
