"""Persons, and the register of one-time exemptions: claims that live, and grants for ever."""

from __future__ import annotations

import uuid

from django.db import models


class Person(models.Model):
    """A person. `root`: the record that stands for all records of the same person; null: itself.

    `version` counts what happened to the one-time register and to the identity of the person, on the record that
    stands for them: whoever writes there holds the row, and writes only if nothing moved since it was read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client_id = models.CharField(max_length=20, unique=True)
    family_name = models.CharField(max_length=200)
    given_names = models.CharField(max_length=200, blank=True)
    birth_date = models.DateField(null=True)
    root = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="others")
    version = models.IntegerField(default=0)


class LiveClaim(models.Model):
    """A one-time exemption is claimed: one for each person at a time, until it is consumed or lapses.

    `root`: the record that stood for the person when it was claimed. `person`: the client of the case.
    """

    root = models.UUIDField(primary_key=True)
    case_id = models.UUIDField(unique=True)
    person = models.UUIDField(db_index=True)


class Grant(models.Model):
    """A one-time exemption was granted: once for each person, for ever.

    `root`: the record that stood for the person. `person`: the client of the case. `carried_from`: the record
    that the grant was first kept under, where records were found to be of different persons: it stays there too.
    """

    root = models.UUIDField(primary_key=True)
    case_id = models.UUIDField(db_index=True)
    granted_on = models.DateField()
    person = models.UUIDField(db_index=True)
    carried_from = models.UUIDField(null=True)
