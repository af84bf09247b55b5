"""The tables of the journal. Only this room reads or writes them; the lines are never altered.

The case's key stands first in every key of what belongs to a case, and what is unique across cases is a table of
its own, so that the tables can be spread over several machines one day (docs/decisions/0010).
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from trp.officers.models import Conflict

NORMAL, UNIT, HIDDEN = "normal", "unit", "hidden"


def declared(actor: Any) -> models.QuerySet[Any, str]:
    """The numbers of the cases that the actor declared a conflict of interest for."""
    held = Conflict.objects.filter(officer_id=actor.id, lifted_on__isnull=True)
    return held.values_list("case_number", flat=True)


class Unfiltered(models.Manager["Case"]):
    """Refuses: cases are read through `Case.visible_to` alone."""

    def get_queryset(self) -> Any:
        raise PermissionError("read cases with Case.visible_to(actor): nobody sees all of them by accident")


class Case(models.Model):
    """The head of a case's journal, and what its lines come to (a projection: `trp rebuild` makes it again).

    `access`: normal; unit (its own office); hidden (its own office, and nobody else learns that it exists).
    From `fee` on: what the queue shows and is sorted by (`trp.casework.queue.Shown`).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.CharField(max_length=20)
    access = models.CharField(max_length=10, default=NORMAL)
    unit = models.CharField(max_length=20, blank=True)
    head = models.IntegerField()
    head_hash = models.BinaryField(max_length=32)
    client = models.UUIDField()
    stage = models.CharField(max_length=30)
    result = models.CharField(max_length=30, null=True)
    next_actor = models.CharField(max_length=40)
    says_en = models.TextField()
    says_fr = models.TextField()
    since = models.DateField()
    due = models.DateField(null=True)
    office = models.CharField(max_length=20)
    holder = models.CharField(max_length=36, null=True)
    made_on = models.DateField()
    made_to = models.CharField(max_length=20)
    origin = models.CharField(max_length=20)
    stream = models.CharField(max_length=30)
    recommended_by = models.CharField(max_length=36, null=True)
    decided_by = models.CharField(max_length=36, null=True)
    proposed_by = models.CharField(max_length=36, null=True)
    confirmed_by = models.CharField(max_length=36, null=True)
    fee = models.CharField(max_length=20)
    fee_due = models.IntegerField(null=True)
    blocked = models.CharField(max_length=30, blank=True)
    lane = models.CharField(max_length=30, blank=True)
    desk = models.CharField(max_length=36)
    due_by = models.DateField()

    objects = Unfiltered()
    every = models.Manager["Case"]()  # for this room alone; the import contract keeps it so

    class Meta:
        indexes: ClassVar = [
            # It finds a number and gives no order: PostgreSQL would read all cases by it, where a lane is to be in order.
            models.Index(fields=["number"], name="case_number", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["client"], name="case_client"),
            # The queue: cases that wait for the same, at an office or on a desk, in each order that a list has; and who
            # may see them, so that they are counted by the index alone.
            *(
                models.Index(
                    fields=[where, "lane", *order, "access", "unit"],
                    condition=models.Q(result__isnull=True),
                    name=f"case_{where}_{order[0]}",
                )
                for where in ("office", "desk")
                for order in (("due_by", "since", "number"), ("since", "number"), ("number",))
            ),
            # What an officer holds, wherever it lies and whoever has to act on it.
            models.Index(
                fields=["holder", "due_by", "since", "number"],
                condition=models.Q(result__isnull=True, holder__isnull=False),
                name="case_holder_due_by",
            ),
        ]
        base_manager_name = "every"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(recommended_by__isnull=True)
                | models.Q(decided_by__isnull=True)
                | ~models.Q(recommended_by=models.F("decided_by")),
                name="case_decided_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(proposed_by=models.F("confirmed_by")),
                name="case_confirmed_by_another",
            ),
        ]

    @classmethod
    def visible_to(cls, actor: Any) -> models.QuerySet[Case]:
        """The cases that the actor may read, and no other."""
        return cls.known_to(actor).exclude(number__in=declared(actor))

    @classmethod
    def known_to(cls, actor: Any) -> models.QuerySet[Case]:
        """The cases that the actor may know of, those among them that their own conflict of interest closes to them."""
        return cls.every.filter(models.Q(access=NORMAL) | models.Q(unit=actor.office))


class CaseNumber(models.Model):
    """The number of a case is given once."""

    number = models.CharField(primary_key=True, max_length=20)
    case_id = models.UUIDField()


class Counter(models.Model):
    """The last number given."""

    name = models.CharField(primary_key=True, max_length=20)
    value = models.BigIntegerField()


class Book(models.Model):
    """The head of a book of a register: of one person, one officer, one series of amounts (`trp.casework.registers`).

    Its lines are lines like those of a case, under its own key.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    register = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    head = models.IntegerField()
    head_hash = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["register", "name"], name="book_once")]


class Line(models.Model):
    """One line of a case's journal, or of a book's: written once, corrected only by a later line.

    `at_us`: microseconds since 1970, UTC. `day`: the calendar day at the office. `commitment`: the hash of the
    salted body. `hash`: of everything in the line, chained to the line before. `code`: keyed outside the database.
    """

    pk = models.CompositePrimaryKey("case_id", "number")
    case_id = models.UUIDField()
    number = models.IntegerField()
    at_us = models.BigIntegerField()
    day = models.DateField()
    officer = models.CharField(max_length=36)
    acting_under = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    version = models.IntegerField()
    edition = models.CharField(max_length=64)
    commitment = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    code = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case_id"],
                condition=models.Q(kind__in=("PermitIssued", "PermitRefused")),
                name="line_decided_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["officer", "acting_under", "day"],
                condition=models.Q(acting_under__startswith="item "),
                name="line_under_a_power",
            ),
            models.Index(
                fields=["day"],
                condition=models.Q(kind__in=("ExemptionRecorded", "ExemptionClaimed")),
                name="line_exempting",
            ),
        ]


class Duty(models.Model):
    """What an officer did on a case of what is kept apart. The lines tell it; their trigger writes it, nobody else.

    `small_post`: so few work there that one person may do both; each time a recorded exception.
    """

    pk = models.CompositePrimaryKey("case_id", "officer")
    case_id = models.UUIDField()
    officer = models.CharField(max_length=36)
    money = models.BooleanField()
    merits = models.BooleanField()
    small_post = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(money=False) | models.Q(merits=False) | models.Q(small_post=True),
                name="duty_apart",
            ),
        ]


class Review(models.Model):
    """An act under the exception of a small post, which another office looks at afterwards.

    The trigger of the lines writes the first four columns, the register of officers the others.

    Attributes:
        officer: Who acted, at which `office`.
        reviewed_by: Who looked at it, of which `reviewed_at`; None: nobody yet.
    """

    pk = models.CompositePrimaryKey("case_id", "line")
    case_id = models.UUIDField()
    line = models.IntegerField()
    officer = models.CharField(max_length=36)
    office = models.CharField(max_length=20)
    acted_on = models.DateField()
    reviewed_by = models.CharField(max_length=36, null=True)
    reviewed_at = models.CharField(max_length=20, null=True)
    reviewed_on = models.DateField(null=True)
    finding = models.CharField(max_length=20, null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True)
                | (~models.Q(reviewed_by=models.F("officer")) & ~models.Q(reviewed_at=models.F("office"))),
                name="review_by_another_office",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    reviewed_by__isnull=True, reviewed_at__isnull=True, reviewed_on__isnull=True
                )
                | models.Q(reviewed_by__isnull=False, reviewed_at__isnull=False, reviewed_on__isnull=False),
                name="review_whole",
            ),
        ]


class Body(models.Model):
    """What a line says: canonical JSON, the very text that was hashed, and the salt."""

    pk = models.CompositePrimaryKey("case_id", "number")
    case_id = models.UUIDField()
    number = models.IntegerField()
    salt = models.BinaryField(max_length=16)
    body = models.TextField()


class Disposal(models.Model):
    """A body that may be destroyed, and on whose authority."""

    pk = models.CompositePrimaryKey("case_id", "number")
    case_id = models.UUIDField()
    number = models.IntegerField()
    authority = models.TextField()
    officer = models.CharField(max_length=36)
    at_us = models.BigIntegerField()


class Edition(models.Model):
    """An edition of the rulebook that was used: its canonical text under its SHA-256."""

    version = models.CharField(primary_key=True, max_length=64)
    text = models.TextField()


class Key(models.Model):
    """An act that was asked for under a key, and the answer it got: asked again, it is answered alike."""

    pk = models.CompositePrimaryKey("officer", "key")
    officer = models.CharField(max_length=36)
    key = models.CharField(max_length=255)
    request = models.CharField(max_length=64)
    answer = models.TextField()
    at_us = models.BigIntegerField()


class Outgoing(models.Model):
    """A letter to be sent: queued in the transaction that decided it, sent by somebody else, once."""

    pk = models.CompositePrimaryKey("case_id", "line")
    case_id = models.UUIDField()
    line = models.IntegerField()
    kind = models.CharField(max_length=40)
    reference = models.UUIDField()
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=20, default="queued")
    queued_us = models.BigIntegerField()


class SecurityEvent(models.Model):
    """A refusal, a denial, a reading of restricted matter. Append-only, apart from the journal."""

    id = models.BigAutoField(primary_key=True)
    at_us = models.BigIntegerField()
    officer = models.CharField(max_length=36)
    kind = models.CharField(max_length=20)
    case_id = models.UUIDField(null=True)
    act = models.CharField(max_length=60)
    codes = models.TextField()


class Leaf(models.Model):
    """A line's place in the tree over all lines: dense positions, given by the checkpoint worker alone."""

    position = models.BigIntegerField(primary_key=True)
    case_id = models.UUIDField()
    number = models.IntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case_id", "number"], name="leaf_once")]


class Head(models.Model):
    """A signed head of the tree. Copies leave the machine."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    at_us = models.BigIntegerField()
    signature = models.BinaryField(max_length=64)
