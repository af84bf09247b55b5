"""Persons, and the register of one-time exemptions: claims that live, and grants for ever."""

from __future__ import annotations

import uuid

from django.db import models


class Person(models.Model):
    """A person. `root`: the record that stands for all records of the same person (itself, if alone)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client_id = models.CharField(max_length=20, unique=True)
    family_name = models.CharField(max_length=200)
    given_names = models.CharField(max_length=200, blank=True)
    birth_date = models.DateField(null=True)
    root = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="others")


class LiveClaim(models.Model):
    """A one-time exemption is claimed: one for each person at a time, until it is consumed or lapses."""

    root = models.UUIDField(primary_key=True)
    case_id = models.UUIDField(unique=True)


class Grant(models.Model):
    """A one-time exemption was granted: once for each person, for ever."""

    root = models.UUIDField(primary_key=True)
    case_id = models.UUIDField(unique=True)
    granted_on = models.DateField()
