"""The table of what is remembered for a while by every process alike: how often somebody tried lately."""

from django.core.management import call_command
from django.db import migrations


def forwards(apps, schema_editor):
    call_command("createcachetable", "officers_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("officers", "0004_changes")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
