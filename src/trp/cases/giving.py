"""What is done on several cases: files are given to somebody, or a note is added to each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from trp.cases.receivers import OFFICE_ALONE, Receiver, by_office, offices, receivers
from trp.cases.together import Ticket, TogetherView
from trp.casework.recording import AddNote, Assign
from trp.desk.forms import SentForm, choice, text
from trp.desk.words import later, speech
from trp.journal.together import Chosen, Many
from trp.rulebook.language import Both

# Giving files -----------------------------------------------------------------------------------------

_NOBODY = "nobody"
NOT_ASSIGNED = ("is not", "are not", "ne l’est pas", "ne le sont pas")


def note_field(*, required: bool = False) -> Any:
    """The note that goes onto each file."""
    found = text(
        later("The note", "Note"), long=True, required=required, wrong=later("Write why: it goes onto each file.", "Écrivez pourquoi : la note est versée à chaque dossier."),
        help_text=later("It is written on each of the files.", "Elle est versée à chacun des dossiers."),
    )  # fmt: skip
    found.is_feminine = True  # type: ignore[attr-defined]  # “facultative” agrees with it
    return found


class AssignTogetherForm(SentForm):
    def build(self) -> None:
        groups = by_office(receivers().values(), offices(self.reader.who.office), nobody=OFFICE_ALONE)[1:]
        self.fields["officer"] = choice(
            later("Which officer?", "Quel agent?"), [(_NOBODY, later("Nobody: each stays at its office", "Personne : chacun reste à son bureau")), *groups],
            drop=True, help_text=later("Those of your own office come first.", "Ceux de votre bureau viennent en premier."),
        )  # fmt: skip
        self.fields["note"] = note_field()


class GivesFiles:
    """What giving a file to somebody comes to, of one or of many."""

    done: ClassVar[Both]

    _there: dict[str, Receiver] | None = None

    def there(self) -> dict[str, Receiver]:
        """Who may be given a file."""
        if self._there is None:
            self._there = receivers()
        return self._there

    def given(self, one: Chosen, receiver: str | None, note: str) -> tuple[Assign, str]:
        """The act that gives a chosen case to somebody, and that in a few words."""
        say, office = speech(), one.row.office if one.row else ""
        with_whom = (self.holder(one), office)
        if receiver is None:
            told = say("goes back to its office", "revient à son bureau")
            return Assign(officer=None, office=office, seen_with=with_whom, note=note or None), told
        to = self.there()[receiver]
        return Assign(officer=receiver, office=to.office, seen_with=with_whom, note=note or None), say(
            f"goes to {to.name}", f"est confié à {to.name}"
        )

    def came_to(self, act: Many) -> str:
        """What was done: to whom the file was given."""
        receiver = self.there().get(getattr(act, "officer", None) or "")
        if receiver is None:
            return speech()("back at its office", "revenu à son bureau")
        return speech()(f"{self.done.en} to {receiver.name}", f"{self.done.fr} à {receiver.name}")

    def holder(self, one: Chosen) -> str | None:
        """Who has to hold the file for it to be given."""
        return one.row.holder if one.row else None

    def act(self, form: SentForm, ticket: Ticket, batch: str, size: int) -> Many | None:
        """The act of a ticket."""
        if ticket.receiver is not None and ticket.receiver not in self.there():
            return None
        office = self.there()[ticket.receiver].office if ticket.receiver else ticket.office
        return Assign(
            officer=ticket.receiver, office=office, seen_with=(ticket.holder, ticket.office),
            note=form.cleaned_data["note"] or None, batch=batch, batch_size=size,
        )  # fmt: skip


class AssignTogetherView(GivesFiles, TogetherView):
    what = Assign
    form_class = AssignTogetherForm
    called = Both("Assign the files", "Confier les dossiers")
    will = Both("You are about to give these files to somebody. It changes nothing else about the cases; where access to one is restricted, only the staff of that office see it from then on.",
                "Vous allez confier ces dossiers à quelqu’un. Rien d’autre n’y change; si l’accès à l’un d’eux est restreint, seul le personnel de ce bureau le voit ensuite.")  # fmt: skip
    done = Both("assigned", "confié")
    done_count = ("is assigned", "are assigned", "est confié", "sont confiés")
    not_done_count = NOT_ASSIGNED

    def acts(self, form: SentForm, ones: Sequence[Chosen]) -> list[tuple[Many, str]]:
        officer = form.cleaned_data["officer"]
        receiver = None if officer == _NOBODY else officer
        return [self.given(one, receiver, form.cleaned_data["note"]) for one in ones]


# A note -----------------------------------------------------------------------------------------------


class NoteTogetherForm(SentForm):
    def build(self) -> None:
        self.fields["note"] = note_field(required=True)


class NoteTogetherView(TogetherView):
    what = AddNote
    form_class = NoteTogetherForm
    called = Both("Add the note", "Ajouter la note")
    will = Both("You are about to write the same note on each of these files. It changes nothing else.",
                "Vous allez verser la même note à chacun de ces dossiers. Elle ne change rien d’autre.")  # fmt: skip
    done = Both("note added", "note ajoutée")
    done_count = ("has the note", "have the note", "porte la note", "portent la note")
    not_done_count = ("does not", "do not", "ne la porte pas", "ne la portent pas")

    def acts(self, form: SentForm, ones: Sequence[Chosen]) -> list[tuple[Many, str]]:
        told = speech()("the note is added", "la note est ajoutée")
        return [(AddNote(text=form.cleaned_data["note"]), told) for _ in ones]

    def act(self, form: SentForm, ticket: Ticket, batch: str, size: int) -> Many | None:
        return AddNote(text=form.cleaned_data["note"], batch=batch, batch_size=size)
