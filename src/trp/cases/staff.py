"""Who works where a case lies: their names, and who could act on it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from trp.casework.acts import Act
from trp.casework.around import Actor, Around
from trp.casework.assessing import StartAssessment
from trp.casework.files import CaseFile
from trp.casework.roles import titled
from trp.desk.reader import Reader
from trp.journal.cases import Head, colleagues, surroundings
from trp.officers.models import Office, Officer
from trp.rulebook.language import Both
from trp.rulebook.speech import Speech


class Staff:
    """The officers of one case's office, and the names of those whom its lines name."""

    def __init__(self, head: Head, reader: Reader, file: CaseFile) -> None:
        self.head, self.reader, self.file = head, reader, file
        self._read: dict[str, Around] = {}

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each officer that the case or its office knows of, by their key."""
        found = {one.id: one.name for one in self.there}
        named = {line.officer for line in self.file.lines} | {self.file.holder or ""}
        named |= {str(getattr(line.event, "officer", None) or "") for line in self.file.lines}
        if missing := [key for key in named - found.keys() if key]:
            others = Officer.objects.filter(id__in=missing).values_list("id", "name")
            found |= {str(key): name for key, name in others}
        return found

    @cached_property
    def offices(self) -> dict[str, Both]:
        """Every office's name by its code."""
        return {
            code: Both(en, fr) for code, en, fr in Office.objects.values_list("code", "name_en", "name_fr")
        }

    @cached_property
    def there(self) -> tuple[Actor, ...]:
        """Who works at the case's office, and who decides for all offices."""
        return colleagues(self.head.office, self.reader.day, self.head.number)

    @cached_property
    def roles(self) -> frozenset[str]:
        """Every role that somebody has at the case's office."""
        return frozenset().union(*(one.roles for one in self.there))

    def look(self, file: CaseFile, act: Act, who: Actor) -> Around:
        """What surrounds the case for an act of somebody.

        It is read once for all of them, save for what depends on who acts: who changed the identity of the person.
        """
        if "identity" in act.reads and who.roles.intersection(act.roles):
            return surroundings(self.head, file, act, who, self.reader.day)
        receipt = getattr(act, "receipt", "") if "receipt" in act.reads else ""
        if receipt not in self._read:
            asked = act if receipt else StartAssessment()
            self._read[receipt] = surroundings(self.head, file, asked, who, self.reader.day)
        return replace(self._read[receipt], actor=who)

    def called(self, who: Actor, speech: Speech) -> str:
        """Somebody with what they are."""
        return f"{who.name} ({titled(who.roles, speech.language)})"
