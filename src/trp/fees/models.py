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
