"""What the pages of this chapter share: what the rulebook says of the fee, the money on record, the notes to come."""

from __future__ import annotations

from functools import cached_property

from django.db import connection

from trp.casework.checks import of
from trp.casework.events import Event
from trp.casework.fees import RequestFee, balance
from trp.casework.files import CaseFile, Line, extend, replay
from trp.casework.found import Found
from trp.casework.gcms import note
from trp.desk import about
from trp.desk.acting import ActView
from trp.desk.reader import Reader
from trp.desk.words import speech
from trp.fees.days import is_closed
from trp.fees.looking import Suspended, suspense
from trp.journal.cases import Head
from trp.rulebook.language import Both

ENTRY = "–"
"""Stands for what somebody would write, where an act is tried before anybody has."""

MOST = 12
"""Receipts without a case that a page lists."""

CHANNELS = {
    "visa_office": "Fee instruction, Outside Canada",
    "inland_office": "Fee instruction, Inside Canada",
    "port_of_entry": "Fee instruction, Port of entry",
}
"""Where each channel’s procedure is written."""


class FeeView(ActView):
    """The page of an act about the fee: the money on record is shown."""

    @cached_property
    def said(self) -> Found:
        """What the rulebook says of the case today."""
        return self.said_of(self.file)

    def said_of(self, file: CaseFile) -> Found:
        """What the rulebook says of a file of this person."""
        return of(file, self.look(RequestFee()))

    def after(self, *events: Event) -> Found:
        """What the rulebook would say once this has happened."""
        file = replay(self.file.lines)
        for event in events:
            extend(file, Line(file.head + 1, self.reader.day, self.reader.who.id, "", event))
        return self.said_of(file)

    @property
    def owed(self) -> int:
        """Cents still to pay."""
        return balance(self.file, self.said)

    @property
    def channel(self) -> str:
        """To what kind of office the request is made."""
        assert self.file.opening is not None
        return self.file.opening.made_to

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        says, say = about.fee_said(file, self.said), speech()
        return [
            (say("What the rules say of the fee", "Ce que les règles disent des frais"), says.in_(say.language)),
            *about.money(file, self.said, say),
        ]  # fmt: skip

    @property
    def waiting(self) -> list[Suspended]:
        """Money of the reader’s office that has no case yet, the oldest first; not what stands on this file."""
        held = {*self.file.waiting_receipts, *self.file.allocated}
        found = suspense(self.reader.who.office, self.reader.day)
        return [one for one in found if one.number not in held][:MOST]

    @property
    def day_is_closed(self) -> bool:
        """Two persons signed today’s day of the reader’s office already."""
        with connection.cursor() as cursor:
            return is_closed(cursor, self.reader.who.office, self.reader.day)

    @property
    def notes(self) -> list[Both]:
        """The notes for GCMS that the act would leave, where nothing has to be typed and nothing stops it."""
        [act] = self.tries()
        if self.stopped(act):
            return []
        around, file = self.look(act), replay(self.file.lines)
        under = act.acting_under(file, around)
        told = []
        for event in act.events(self.file, around):
            line = Line(file.head + 1, self.reader.day, self.reader.who.id, under, event)
            extend(file, line)
            told.append(note(line, file))
        return told
