"""What somebody likes to see of the queue: saved views, their columns, where they begin. Preferences, and no record."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from trp.officers.models import Officer

PRIVATE, TEAM, LOCKED = "private", "team", "locked"


class SavedView(models.Model):
    """A name for a tab with its filters, its order and its columns.

    Attributes:
        kind: private (its owner alone sees it), team (the office sees it; its owner or a supervisor of the office changes
            it) or locked (the office sees it; the supervisor who made it changes it, so that numbers agree).
        folded: The name as it is compared: one office, or one person, has it once.
        query: What follows the question mark in the address of the queue, from known names and values alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    folded = models.CharField(max_length=200)
    query = models.CharField(max_length=2000, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["office", "kind"], name="view_of_office")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "folded"], condition=models.Q(kind=PRIVATE), name="view_once_of_a_person"
            ),
            models.UniqueConstraint(
                fields=["office", "folded"], condition=~models.Q(kind=PRIVATE), name="view_once_of_an_office"
            ),
        ]


class Preference(models.Model):
    """What one person likes. `columns`: separated by spaces; empty: those of everybody. `start`: the view they begin with."""

    officer = models.OneToOneField(Officer, primary_key=True, on_delete=models.PROTECT, related_name="+")
    columns = models.CharField(max_length=200, blank=True)
    start = models.ForeignKey(SavedView, null=True, on_delete=models.SET_NULL, related_name="+")
