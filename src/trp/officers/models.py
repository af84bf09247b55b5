"""Officers, their offices, and the dated lines of the delegation instrument that they hold."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Office(models.Model):
    """An office. `small_post`: so few work there that one person may have to take the money and decide."""

    code = models.CharField(primary_key=True, max_length=20)
    kind = models.CharField(max_length=20)  # visa_office, inland_office, port_of_entry
    name_en = models.CharField(max_length=100)
    name_fr = models.CharField(max_length=100)
    small_post = models.BooleanField(default=False)


class Officers(BaseUserManager["Officer"]):
    """Finds accounts by their name."""


class Officer(AbstractBaseUser):
    """An account. `roles`: separated by spaces, from `trp.casework.around.ROLES`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    roles = models.CharField(max_length=200)
    office = models.ForeignKey(Office, on_delete=models.PROTECT)
    is_active = models.BooleanField(default=True)

    objects = Officers()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]


class Holding(models.Model):
    """A line of the delegation instrument that an officer holds. Both days are included.

    Entered by one person and approved by another; never the officer's own doing.
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="holdings")
    item = models.CharField(max_length=10)
    level = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)
    entered_by = models.CharField(max_length=36)
    approved_by = models.CharField(max_length=36)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(entered_by=models.F("approved_by")), name="holding_two_persons"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="holding_days_in_order",
            ),
        ]


class Conflict(models.Model):
    """A conflict of interest that an officer declared: the case is closed to them."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="conflicts")
    case_number = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["officer", "case_number"], name="conflict_once"),
        ]
