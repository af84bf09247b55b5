"""Persons, and the register of one-time exemptions: claims that live, and grants for ever."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class Person(models.Model):
    """A person. `root`: the record that stands for all records of the same person; null: itself.

    `version` counts what happened to the one-time register and to the identity of the person, on the record that
    stands for them: whoever writes there holds the row, and writes only if nothing moved since it was read.

    `family_folded`, `given_folded`, `birth_swapped` (day and month the other way round): by which possible duplicates
    are found.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client_id = models.CharField(max_length=20, unique=True)
    family_name = models.CharField(max_length=200)
    given_names = models.CharField(max_length=200, blank=True)
    birth_date = models.DateField(null=True)
    root = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="others")
    version = models.IntegerField(default=0)
    family_folded = models.CharField(max_length=250, default="", db_default="")
    given_folded = models.CharField(max_length=250, default="", db_default="")
    birth_swapped = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["birth_date", "family_folded"], name="person_born"),
            models.Index(fields=["family_folded", "given_folded"], name="person_named"),
        ]


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


class Word(models.Model):
    """A word of a person's names or client number, folded: what is found by its beginning."""

    pk = models.CompositePrimaryKey("word", "person")
    word = models.CharField(max_length=60)
    person = models.UUIDField(db_index=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["word"], name="word_begins", opclasses=["varchar_pattern_ops"])
        ]


class Document(models.Model):
    """A document that only one person has, such as a passport. `number`: capitals and digits alone."""

    pk = models.CompositePrimaryKey("document", "country", "number")
    document = models.CharField(max_length=20)
    country = models.CharField(max_length=3)
    number = models.CharField(max_length=40)
    person = models.UUIDField(db_index=True)
    entered_by = models.CharField(max_length=36)
    entered_on = models.DateField()


class Answer(models.Model):
    """Two records that look alike are of different persons. `low` and `high`: the two keys in their order."""

    pk = models.CompositePrimaryKey("low", "high")
    low = models.UUIDField()
    high = models.UUIDField(db_index=True)
    officer = models.CharField(max_length=36)
    answered_on = models.DateField()


class Change(models.Model):
    """Somebody changed who a person is on record: corrected, answered, proposed or agreed to merge or to separate.

    `book`, `line`: the line that says it.
    """

    pk = models.CompositePrimaryKey("book", "line")
    book = models.UUIDField()
    line = models.IntegerField()
    person = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=40)
    officer = models.CharField(max_length=36)
    changed_on = models.DateField()


class Decision(models.Model):
    """A merge or a separation, from its proposal on: two people, or nothing happens.

    `kind`: merge or split. `state`: waiting, approved or withdrawn. `moved`: the record that stood for itself before
    a merge, or stands for itself after a separation; `root`: the one that stands for it after a merge, or did before.
    """

    pk = models.CompositePrimaryKey("book", "line")
    book = models.UUIDField()
    line = models.IntegerField()
    kind = models.CharField(max_length=5)
    low = models.UUIDField()
    high = models.UUIDField()
    state = models.CharField(max_length=10)
    moved = models.UUIDField(null=True, db_index=True)
    root = models.UUIDField(null=True)
    proposed_by = models.CharField(max_length=36)
    proposed_on = models.DateField()
    approved_by = models.CharField(max_length=36, null=True)
    approved_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("proposed_by")),
                name="decision_two_persons",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("waiting", "withdrawn"), approved_by__isnull=True)
                | models.Q(
                    state="approved", approved_by__isnull=False, moved__isnull=False, root__isnull=False
                ),
                name="decision_approved_by",
            ),
            models.UniqueConstraint(
                fields=["kind", "low", "high"],
                condition=models.Q(state="waiting"),
                name="decision_waits_once",
            ),
        ]


class Meeting(models.Model):
    """A merge met two facts of the one-time exemption. Both stay on record; this is reported, and never removed.

    `facts`: grants, grant_and_claim, or claims. `book`, `line`: the line of the merge.
    """

    pk = models.CompositePrimaryKey("book", "line")
    book = models.UUIDField()
    line = models.IntegerField()
    facts = models.CharField(max_length=20)
    one = models.UUIDField(db_index=True)
    one_case = models.UUIDField()
    other = models.UUIDField(db_index=True)
    other_case = models.UUIDField()
    met_on = models.DateField()
    reviewed_by = models.CharField(max_length=36, null=True)
    reviewed_on = models.DateField(null=True)
