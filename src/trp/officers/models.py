"""Officers, their offices, and the dated lines of the delegation instrument that they hold."""

from __future__ import annotations

import uuid
from datetime import date
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


class Browser(models.Model):
    """A browser in which an officer is signed in. No record: it is gone with its session.

    Attributes:
        session: The key of the session, which no page shows. `named`: what the browser says of itself.
        since: When the sign-in began. `used`: the last use, to the minute.
    """

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="browsers")
    session = models.CharField(max_length=40, unique=True)
    named = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()
    used = models.DateTimeField()


def _differ(one: str, other: str) -> models.Q:
    """Two persons; nobody, where the second is none yet."""
    return models.Q(**{f"{other}__isnull": True}) | ~models.Q(**{one: models.F(other)})


class Holding(models.Model):
    """A line of the delegation instrument that an officer holds. Both days are included.

    Entered by one person and approved by another; never the officer's own doing.

    Attributes:
        line: The line of the officer's book that entered it.
        kind: own, acting or supervising; `for_officer`: whom such a person replaces or supervises.
        approved_by: None: it counts for nothing.
        ended_on: The last day in force, where it was ended before `until`.
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="holdings")
    line = models.IntegerField()
    item = models.CharField(max_length=10)
    level = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, default="own")
    for_officer = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    entered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()
    approved_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField(null=True)
    withdrawn = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["officer", "line"], name="holding_once"),
            *(
                models.CheckConstraint(condition=_differ(one, other), name=f"holding_{name}")
                for name, one, other in (
                    ("two_persons", "entered_by", "approved_by"),
                    ("not_entered_by_oneself", "officer", "entered_by"),
                    ("not_approved_by_oneself", "officer", "approved_by"),
                    ("not_ended_by_oneself", "officer", "ended_by"),
                    ("for_another", "officer", "for_officer"),
                )
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="holding_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="own", for_officer__isnull=True)
                | models.Q(kind="supervising", for_officer__isnull=False)
                | models.Q(kind="acting", for_officer__isnull=False, until__isnull=False),
                name="holding_for_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn=False) | models.Q(approved_by__isnull=True),
                name="holding_withdrawn_or_approved",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | models.Q(approved_by__isnull=False, ended_by__isnull=False),
                name="holding_approved_before_it_ends",
            ),
        ]

    def counts(self, on: date) -> bool:
        """Whether it is approved and in force on a day."""
        ends = (self.until, self.ended_on)
        return (
            bool(self.approved_by_id) and self.since <= on and all(end is None or on <= end for end in ends)
        )


class Conflict(models.Model):
    """A conflict of interest that an officer declared: the case is closed to them, until another lifts it."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="conflicts")
    case_number = models.CharField(max_length=20)
    declared_on = models.DateField(null=True)
    lifted_on = models.DateField(null=True)
    lifted_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["officer", "case_number"],
                condition=models.Q(lifted_on__isnull=True),
                name="conflict_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=_differ("officer", "lifted_by"), name="conflict_not_lifted_by_oneself"
            ),
        ]


class Change(models.Model):
    """A change of an account: entered by one, approved by another, never one's own; approved, it is applied.

    Attributes:
        officer: The key of the account, which does not exist yet where `kind` is open.
        line: The line of the officer's book that entered it.
        kind: open, roles or close.
    """

    officer = models.UUIDField()
    line = models.IntegerField()
    kind = models.CharField(max_length=10)
    username = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200, blank=True)
    roles = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=20, blank=True)
    entered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()
    approved_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField(null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["officer", "line"], name="change_once"),
            models.UniqueConstraint(
                fields=["officer"],
                condition=models.Q(approved_by__isnull=True, withdrawn=False),
                name="change_one_at_a_time",
            ),
            models.CheckConstraint(condition=_differ("entered_by", "approved_by"), name="change_two_persons"),
            models.CheckConstraint(
                condition=~models.Q(officer=models.F("entered_by")), name="change_not_entered_by_oneself"
            ),
            models.CheckConstraint(
                condition=_differ("officer", "approved_by"), name="change_not_approved_by_oneself"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn=False) | models.Q(approved_by__isnull=True),
                name="change_withdrawn_or_approved",
            ),
        ]
