"""The files of somebody who leaves: everything they hold, dealt to one or several colleagues, with a note on each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from trp.cases.giving import NOT_ASSIGNED, GivesFiles, note_field
from trp.cases.receivers import Receiver, office_name, offices, receivers
from trp.cases.together import TogetherView
from trp.casework.recording import MOST_TOGETHER, Assign
from trp.casework.registers.accounts import files_first
from trp.desk.acting import Door, shown
from trp.desk.forms import SentForm
from trp.desk.may import may
from trp.desk.reading import reader_of
from trp.desk.words import later, speech
from trp.journal.together import Chosen, Many, foreseen, held_by
from trp.officers.models import Officer
from trp.rulebook.language import Both

_WHO = ("supervisor",)


@may(*_WHO)
def leavers(request: HttpRequest) -> HttpResponse:
    """Whose files are to be handed over: every officer who may hold files, by office, one's own office first."""
    reader = reader_of(request)
    people = list(receivers().values())
    there = offices(reader.who.office)
    told = ((office_name(one), [each for each in people if each.office == one.code]) for one in there)
    groups = [(name, members) for name, members in told if members]
    return render(request, "cases/leavers.html", {"groups": groups, "here": "queue"})


class HandOverForm(SentForm):
    """To whom, and the note. `colleagues`: set before the form is made."""

    def __init__(self, *args: Any, colleagues: Sequence[Receiver], **kwargs: Any) -> None:
        self.colleagues = colleagues
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        self.fields["to"] = forms.MultipleChoiceField(
            label=later("To whom?", "À qui?"), choices=[(one.key, one.called) for one in self.colleagues],
            widget=forms.CheckboxSelectMultiple,
            help_text=later("Choose one or several. The files are dealt to them in turn, in the order of the list; who declared a conflict of interest for one is passed over.",
                            "Choisissez une ou plusieurs personnes. Les dossiers leur sont confiés à tour de rôle, dans l’ordre de la liste; qui a déclaré un conflit d’intérêts pour l’un d’eux ne le reçoit pas."),
            error_messages={
                "required": later("Choose at least one colleague.", "Choisissez au moins un collègue."),
                "invalid_choice": later("“%(value)s” is no colleague who may hold files: choose from the list.",
                                        "« %(value)s » n’est pas un collègue qui peut être chargé de dossiers : choisissez dans la liste."),
            },
        )  # fmt: skip
        self.fields["note"] = note_field(required=True)


class HandOverView(GivesFiles, TogetherView):
    what = Assign
    form_class = HandOverForm
    called = Both("Hand over the files", "Confier les dossiers à d’autres")
    will = Both("You are about to give the files that this officer holds to colleagues, with a note on each. It changes nothing else about the cases.",
                "Vous allez confier à des collègues les dossiers dont cet agent est responsable, avec une note à chacun. Rien d’autre n’y change.")  # fmt: skip
    done = Both("handed over", "confié")
    done_count = ("is handed over", "are handed over", "est confié", "sont confiés")
    not_done_count = NOT_ASSIGNED
    template_name = "cases/hand_over.html"
    may = frozenset(_WHO)

    def dispatch(self, request: HttpRequest, *args: Any, **named: Any) -> Any:
        found = (
            Officer.objects.select_related("office")
            .filter(username=named["officer"].replace("\0", ""))
            .first()
        )
        if found is None:
            return render(request, "cases/no_such_officer.html", {"here": "queue"}, status=404)
        self.leaver = found
        return super().dispatch(request, *args, **named)

    def opened(self, request: HttpRequest, **named: Any) -> None:
        super().opened(request)
        self.rows, self.count = held_by(self.reader.who, self.leaver, at=self.reader.at, most=MOST_TOGETHER)

    def form(self, data: Any = None) -> SentForm:
        others = [one for one in self.there().values() if one.key != str(self.leaver.id)]
        near = [one for one in others if one.office == self.leaver.office_id]
        return HandOverForm(data, reader=self.reader, colleagues=near or others)

    def numbers(self, given: QueryDict) -> list[str]:
        """Those that were chosen; when the page is opened, all that it shows."""
        return super().numbers(given) or (
            [row.number for row in self.rows] if self.request.method == "GET" else []
        )

    def back(self) -> Door:
        return Door(speech()("Whose files?", "Les dossiers de qui?"), reverse("hand-overs"))

    def acts(self, form: SentForm, ones: Sequence[Chosen]) -> list[tuple[Many, str]]:
        """Each case goes to the next colleague in turn to whom it may go; to the first of them, if it may go to none."""
        to, note = form.cleaned_data["to"], form.cleaned_data["note"]
        every = [[self.given(one, key, note) for key in to] for one in ones]
        pairs = [(one, act) for one, given in zip(ones, every, strict=True) for act, _ in given]
        met = foreseen(self.reader.who, pairs, on=self.reader.day, at=self.reader.at)
        found: list[tuple[Many, str]] = []
        turn = 0
        for n, one in enumerate(ones):
            order = [(turn + step) % len(to) for step in range(len(to))]
            free = next((k for k in order if one.row is not None and not met[n * len(to) + k]), None)
            found.append(every[n][order[0] if free is None else free])
            turn = turn if free is None else free + 1
        return found

    def holder(self, one: Chosen) -> str | None:
        return str(self.leaver.id)

    def told_more(self) -> dict[str, Any]:
        """The leaver, how many files there are in all, and whether the account can be closed."""
        closing = shown([files_first(self.leaver.name)], "", self.reader) if self.count else ()
        return {"leaver": self.leaver, "count": self.count, "shown_count": len(self.rows), "closing": closing}
