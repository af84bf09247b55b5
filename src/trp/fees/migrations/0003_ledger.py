"""Receipts with a line for each fee, the ledger of their money, refunds; and what the database refuses by itself."""

from django.db import migrations, models

KEYS = {
    "fees_transfer": "book = NEW.book AND line = NEW.line AND position = NEW.position",
    "fees_receipt": "number = NEW.number",
    "fees_receiptline": "receipt = NEW.receipt AND fee = NEW.fee",
}
FIXED = {
    "fees_receipt": "number, method, paid_on, payer, digest, book, line",
    "fees_receiptline": "receipt, fee, quantity, cents",
}
"""What of a row never changes once it is there; of a transfer, nothing does."""


def sqlite(run):
    def refuse(table, act, of=""):
        run(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act}{of} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )

    for table, same in KEYS.items():
        refuse(table, "DELETE")
        refuse(table, "UPDATE", f" OF {FIXED[table]}" if table in FIXED else "")
        # INSERT OR REPLACE removes a row without its delete trigger, unless the insert itself is refused.
        run(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same} OR rowid = NEW.rowid) "
            f"BEGIN SELECT RAISE(ABORT, '{table}: this row exists'); END"
        )


def postgresql(run):
    for table in KEYS:
        fixed = f"UPDATE OF {FIXED[table]} OR DELETE" if table in FIXED else "UPDATE OR DELETE"
        run(
            f"CREATE TRIGGER {table}_rows BEFORE {fixed} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION trp_append_only()"
        )
        run(
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION trp_append_only()"
        )
        run(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_rows")
        run(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_whole")


def empty(apps, schema_editor):
    """Receipts of before the ledger have no line in the journal to rest on: they are not taken over in silence."""
    if apps.get_model("fees", "Receipt").objects.exists():
        raise RuntimeError("this database holds receipts of a version before the ledger: fill a new demo")


def forwards(apps, schema_editor):
    def run(statement):
        schema_editor.execute(statement, params=None)

    {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor](run)


class Migration(migrations.Migration):
    dependencies = [("fees", "0002_amounts"), ("journal", "0003_books")]

    operations = [
        migrations.RunPython(empty, atomic=True),
        migrations.DeleteModel(
            name="Receipt",
        ),
        migrations.CreateModel(
            name="ReceiptLine",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "receipt", "fee", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("receipt", models.CharField(max_length=40)),
                ("fee", models.CharField(max_length=30)),
                ("quantity", models.IntegerField()),
                ("cents", models.BigIntegerField()),
                ("allocated", models.BigIntegerField(default=0)),
                ("aside", models.BigIntegerField(default=0)),
                ("remitted", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("number", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=20, null=True)),
                ("method", models.CharField(max_length=20)),
                ("paid_on", models.DateField()),
                ("payer", models.CharField(blank=True, max_length=120)),
                ("digest", models.BinaryField(max_length=32)),
                ("book", models.UUIDField()),
                ("line", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "book", "line", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("book", models.UUIDField()),
                ("line", models.IntegerField()),
                ("receipt", models.CharField(max_length=40)),
                ("fee", models.CharField(max_length=30)),
                ("cents", models.BigIntegerField()),
                ("reason", models.CharField(max_length=30)),
                ("proposed_by", models.CharField(max_length=36)),
                ("approved_by", models.CharField(max_length=36, null=True)),
                ("withdrawn", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "book",
                        "line",
                        "position",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("book", models.UUIDField()),
                ("line", models.IntegerField()),
                ("position", models.IntegerField()),
                ("receipt", models.CharField(max_length=40)),
                ("fee", models.CharField(max_length=30)),
                ("debit", models.CharField(max_length=20)),
                ("credit", models.CharField(max_length=20)),
                ("cents", models.BigIntegerField()),
                ("case_id", models.UUIDField(null=True)),
                ("day", models.DateField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="receiptline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cents__gt", 0),
                    ("allocated__gte", 0),
                    ("aside__gte", 0),
                    ("remitted__gte", 0),
                    ("allocated__gte", models.F("remitted")),
                    (
                        "cents__gte",
                        models.F("allocated") + models.F("aside"),
                    ),
                ),
                name="line_never_beyond",
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["office", "paid_on"], name="receipt_day"),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="refund_two_persons",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(("approved_by__isnull", True), ("withdrawn", False), _connector="OR"),
                name="refund_approved_stays",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.UniqueConstraint(
                condition=models.Q(("approved_by__isnull", True), ("withdrawn", False)),
                fields=("receipt", "fee"),
                name="refund_open_once",
            ),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["receipt"], name="transfer_receipt"),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["day"], name="transfer_day"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(condition=models.Q(("cents__gt", 0)), name="transfer_positive"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("debit", models.F("credit")), _negated=True), name="transfer_moves"
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("debit", "case"), ("credit", "case"), ("case_id__isnull", True), _connector="OR"
                ),
                name="transfer_case",
            ),
        ),
        migrations.RunPython(forwards, atomic=True),
    ]
