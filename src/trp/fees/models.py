"""Receipts of the payment system. The number is the key; no cent is allocated twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Receipt(models.Model):
    """A receipt. Amounts in cents (CAD) of permit fee; `allocated` repeats what the journals say."""

    number = models.CharField(primary_key=True, max_length=40)
    cents = models.BigIntegerField()
    allocated = models.BigIntegerField(default=0)
    paid_on = models.DateField()
    office = models.CharField(max_length=20, null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(allocated__gte=0) & models.Q(allocated__lte=models.F("cents")),
                name="receipt_never_beyond",
            ),
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
