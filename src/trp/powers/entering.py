"""What every page of an entry about powers and accounts shares: a fresh proof first, and who it is about."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse

from trp.desk.acting import Door
from trp.desk.entering import EntryView
from trp.desk.forms import EntryForm
from trp.desk.words import speech
from trp.officers.models import Officer
from trp.powers import words
from trp.powers.reading import account


class PowersEntryView(EntryView):
    """The page of an entry of this room. One comes from the list, where what waits is, and goes on there."""

    here: ClassVar[str] = "powers"
    proves: ClassVar[bool] = True

    def form(self, data: Any = None) -> EntryForm:
        told: dict[str, Any] = {"reader": self.reader, "initial": self.initial(), "named": self.given()}
        return self.form_class(data, **told)

    def given(self) -> dict[str, Any]:
        """What the address names, as the entry takes it."""
        return {}

    def back(self) -> Door:
        return Door(speech()("Powers and accounts", "Pouvoirs et comptes"), reverse("powers"))


class OfficerEntryView(PowersEntryView):
    """The page of an entry about an officer who has an account. One comes from their page, and goes back there."""

    officer: Officer

    def _opened(self, request: HttpRequest, named: dict[str, Any]) -> None:
        super()._opened(request, named)
        self.officer = account(named["officer"])

    def given(self) -> dict[str, Any]:
        return {"officer": str(self.officer.id)}

    def back(self) -> Door:
        return Door(words.powers_of(self.officer), reverse("powers-officer", args=[self.officer.username]))

    def facts(self) -> list[tuple[str, str]]:
        say = speech()
        return [
            (say("Officer", "Agent"), f"{self.officer.name} ({self.officer.username})"),
            (say("Roles", "Rôles"), words.roles(self.officer.roles)),
            (say("Office", "Bureau"), words.name_of(self.officer.office)),
        ]
