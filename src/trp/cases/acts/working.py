"""Notes, corrections of lines, and who holds the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from trp.cases.receivers import OFFICE_ALONE, by_office, office_name, offices, receivers
from trp.casework.acts import Act
from trp.casework.files import CaseFile, replay
from trp.casework.gcms import note, title
from trp.casework.recording import HOLDERS, AddNote, Assign, CorrectLine
from trp.desk.acting import ActView
from trp.desk.forms import ActForm, choice, text
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.words import language, later, said, speech
from trp.journal.cases import Head, key_of
from trp.officers.models import Office, Officer
from trp.rulebook.language import Both
from trp.rulebook.words import day as in_words


class AddNoteForm(ActForm):
    about = AddNote

    text = text(
        later("The note", "La note"), long=True, wrong=later("The note is empty: write it.", "La note est vide : rédigez-la."),
        help_text=later("It stays as you write it; a later line can correct it.", "Elle demeure telle que vous l’écrivez; une ligne ultérieure peut la corriger."),
    )  # fmt: skip


class AddNoteView(ActView):
    act = AddNote
    form_class = AddNoteForm
    will = Both("You are about to write a note on the file. It changes nothing else.",
                "Vous allez verser une note au dossier. Elle ne change rien d’autre.")  # fmt: skip
    done = Both("The note is on file.", "La note est au dossier.")

    def tries(self) -> Sequence[Act]:
        return [AddNote(text="–")]


# Corrections ------------------------------------------------------------------------------------------


class CorrectLineForm(ActForm):
    about = CorrectLine

    text = text(
        later("What is right?", "Qu’est-ce qui est exact?"), long=True,
        wrong=later("Write what is right.", "Écrivez ce qui est exact."),
    )  # fmt: skip

    def build(self) -> None:
        lines = [
            (str(line.number), f"{line.number}. {in_words(line.on, language())} – {said(title(line.event))}")
            for line in reversed(self.file.lines)
        ]
        self.fields["line"] = choice(
            later("Which line is wrong?", "Quelle ligne est erronée?"), lines, drop=True
        )
        self.order_fields(["line", "text"])

    def make(self) -> Act:
        return CorrectLine(line=int(self.cleaned_data["line"]), text=self.cleaned_data["text"])


class CorrectLineView(ActView):
    act = CorrectLine
    form_class = CorrectLineForm
    template_name = "cases/acts/correct_line.html"
    will = Both("You are about to say what is right where a line is wrong. The line itself stays; what was found from it does not change: to change a fact, record the fact anew.",
                "Vous allez dire ce qui est exact là où une ligne est erronée. La ligne elle-même demeure, et ce qui en découle ne change pas : pour changer un fait, consignez-le de nouveau.")  # fmt: skip
    done = Both("The correction is on record.", "La correction est consignée.")

    def tries(self) -> Sequence[Act]:
        return [CorrectLine(line=1, text="–")]

    def form(self, file: CaseFile, reader: Reader, data: Any = None) -> ActForm:
        self.drawn = super().form(file, reader, data)
        line = self.request.GET.get("line", "")
        if data is None and line.isascii() and line.isdigit():
            self.drawn.fields["line"].initial = line
        return self.drawn

    @property
    def stands(self) -> dict[str, Any] | None:
        """For the page: the line that is to be corrected, with its note, as it stands."""
        number, file = str(self.drawn["line"].value() or ""), self.drawn.file
        if not (number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= file.head):
            return None
        lines = file.lines[: int(number)]
        line = lines[-1]
        return {"line": line, "title": title(line.event), "note": said(note(line, replay(lines)))}


# Who holds the file -----------------------------------------------------------------------------------


class AssignForm(ActForm):
    about = Assign

    def build(self) -> None:
        there = offices(self.reader.who.office, self.file.office)
        self.fields["office"] = choice(
            later("Which office?", "Quel bureau?"), [(one.code, office_name(one)) for one in there], drop=True,
            initial=self.file.office,
        )  # fmt: skip
        self.fields["officer"] = forms.ChoiceField(
            label=later("Which officer?", "Quel agent?"), required=False,
            choices=by_office(receivers().values(), there, nobody=OFFICE_ALONE),
            initial=self.file.holder or "",
            help_text=later("Those of your own office come first.", "Ceux de votre bureau viennent en premier."),
            error_messages={"invalid_choice": later("“%(value)s” is no open account: choose one of the list.", "« %(value)s » n’est pas un compte ouvert : choisissez dans la liste.")},
        )  # fmt: skip
        if (
            self.reader.who.roles.intersection(HOLDERS) and self.file.holder != self.reader.who.id
        ):  # most take it themselves
            self.fields["office"].initial = self.reader.who.office
            self.fields["officer"].initial = self.reader.who.id

    def clean(self) -> None:
        officer, office = self.cleaned_data.get("officer"), self.cleaned_data.get("office")
        if officer and office and not Officer.objects.filter(id=officer, office=office).exists():
            name = Officer.objects.get(id=officer).name
            self.add_error("officer", speech()(f"{name} does not work at that office: choose their office, or somebody who works there.",
                                               f"{name} ne travaille pas à ce bureau : choisissez le sien, ou une personne qui y travaille."))  # fmt: skip
        if not self.errors and (officer or None, office) == (self.file.holder, self.file.office):
            self.add_error("officer", later("The file is there already: choose another officer or office.",
                                            "Le dossier s’y trouve déjà : choisissez un autre agent ou bureau."))  # fmt: skip

    def make(self) -> Act:
        return Assign(officer=self.cleaned_data["officer"] or None, office=self.cleaned_data["office"])


class AssignView(ActView):
    act = Assign
    form_class = AssignForm
    will = Both("You are about to give the file to somebody, or to an office. It changes nothing about the case; where access to it is restricted, only the staff of that office see it from then on.",
                "Vous allez confier le dossier à quelqu’un, ou à un bureau. Rien d’autre ne change au dossier; si son accès est restreint, seul le personnel de ce bureau le voit ensuite.")  # fmt: skip
    done = Both("The file is assigned.", "Le dossier est confié.")

    def next(self, request: HttpRequest, number: str) -> str:
        """The case, while the reader may still see it."""
        is_seen = key_of(reader_of(request).who, number) is not None
        return super().next(request, number) if is_seen else reverse("queue")

    def tries(self) -> Sequence[Act]:
        return [Assign(officer=None, office=self.file.office)]

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        say = speech()
        holder = Officer.objects.filter(id=file.holder).first() if file.holder else None
        office = Office.objects.filter(code=file.office).first()
        return [
            (say("Held by", "Confié à"), holder.name if holder else say("nobody", "personne")),
            (say("At", "Bureau"), office_name(office) if office else file.office),
        ]
