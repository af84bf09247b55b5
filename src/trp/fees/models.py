"""Receipts of the payment system and the ledger of their money: no cent is allocated twice, and none is lost."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Receipt(models.Model):
    """A receipt as the payment system listed it: never altered. `office`: the one that reserved it, which may change.

    `digest`: of its content, for changed duplicates. `book`, `line`: where the journal tells it.
    """

    number = models.CharField(primary_key=True, max_length=40)
    office = models.CharField(max_length=20, null=True)
    method = models.CharField(max_length=20)
    paid_on = models.DateField()
    payer = models.CharField(max_length=120, blank=True)
    digest = models.BinaryField(max_length=32)
    book = models.UUIDField()
    line = models.IntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["office", "paid_on"], name="receipt_day")]


class ReceiptLine(models.Model):
    """What one fee of a receipt comes to, in cents (CAD). `allocated`, `aside`, `remitted` repeat what the journals say.

    `allocated`: to cases; `remitted`: of that, returned for late acknowledgement. `aside`: for refunds, proposed and
    approved.
    """

    pk = models.CompositePrimaryKey("receipt", "fee")
    receipt = models.CharField(max_length=40)
    fee = models.CharField(max_length=30)
    quantity = models.IntegerField()
    cents = models.BigIntegerField()
    allocated = models.BigIntegerField(default=0)
    aside = models.BigIntegerField(default=0)
    remitted = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(cents__gt=0)
                & models.Q(allocated__gte=0)
                & models.Q(aside__gte=0)
                & models.Q(remitted__gte=0)
                & models.Q(allocated__gte=models.F("remitted"))
                & models.Q(cents__gte=models.F("allocated") + models.F("aside")),
                name="line_never_beyond",
            ),
        ]


class Transfer(models.Model):
    """Cents of a receipt that left one account and reached another: one row, so that the books sum to zero.

    It rests on a line of the journal (`book`, `line`), which says who and why. `position`: among the transfers of
    that line. `case_id`: the case that was credited or debited. Append-only.
    """

    pk = models.CompositePrimaryKey("book", "line", "position")
    book = models.UUIDField()
    line = models.IntegerField()
    position = models.IntegerField()
    receipt = models.CharField(max_length=40)
    fee = models.CharField(max_length=30)
    debit = models.CharField(max_length=20)
    credit = models.CharField(max_length=20)
    cents = models.BigIntegerField()
    case_id = models.UUIDField(null=True)
    day = models.DateField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["receipt"], name="transfer_receipt"),
            models.Index(fields=["day"], name="transfer_day"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="transfer_positive"),
            models.CheckConstraint(condition=~models.Q(debit=models.F("credit")), name="transfer_moves"),
            models.CheckConstraint(
                condition=models.Q(debit="case") | models.Q(credit="case") | models.Q(case_id__isnull=True),
                name="transfer_case",
            ),
        ]


class Refund(models.Model):
    """A refund. Proposed by one person, approved by another, or withdrawn. `cents`: CAD."""

    pk = models.CompositePrimaryKey("book", "line")
    book = models.UUIDField()
    line = models.IntegerField()
    receipt = models.CharField(max_length=40)
    fee = models.CharField(max_length=30)
    cents = models.BigIntegerField()
    reason = models.CharField(max_length=30)
    proposed_by = models.CharField(max_length=36)
    approved_by = models.CharField(max_length=36, null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("proposed_by")),
                name="refund_two_persons",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | models.Q(withdrawn=False),
                name="refund_approved_stays",
            ),
            models.UniqueConstraint(
                fields=["receipt", "fee"],
                condition=models.Q(approved_by__isnull=True, withdrawn=False),
                name="refund_open_once",
            ),
        ]


class DayClose(models.Model):
    """A signature under the day of an office, and the second one. `totals`, `counted`: cents by method, as JSON."""

    pk = models.CompositePrimaryKey("book", "line")
    book = models.UUIDField()
    line = models.IntegerField()
    office = models.CharField(max_length=20)
    day = models.DateField()
    totals = models.TextField()
    counted = models.TextField()
    explained = models.TextField(blank=True)
    signed_by = models.CharField(max_length=36)
    countersigned_by = models.CharField(max_length=36, null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(countersigned_by__isnull=True)
                | ~models.Q(countersigned_by=models.F("signed_by")),
                name="day_two_persons",
            ),
            models.UniqueConstraint(fields=["office", "day", "line"], name="day_once"),
        ]


class Amount(models.Model):
    """An amount published after this version of the program was made. `cents`: CAD; `since`: its first day.

    Entered by one person, confirmed by another; until then it applies to nothing. None is ever edited.
    """

    pk = models.CompositePrimaryKey("book", "line")
    book = models.UUIDField()
    line = models.IntegerField()
    series = models.CharField(max_length=40)
    cents = models.BigIntegerField()
    since = models.DateField()
    notice_en = models.CharField(max_length=300)
    notice_fr = models.CharField(max_length=300)
    address = models.CharField(max_length=500)
    published_on = models.DateField()
    entered_by = models.CharField(max_length=36)
    confirmed_by = models.CharField(max_length=36, null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(cents__gt=0), name="amount_positive"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("entered_by")),
                name="amount_two_persons",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | models.Q(withdrawn=False),
                name="amount_confirmed_stays",
            ),
            models.UniqueConstraint(
                fields=["series", "since"], condition=models.Q(withdrawn=False), name="amount_once"
            ),
        ]
