"""The same on several cases: chosen in the queue, looked at one by one in a preview, done one by one, told row by row.

What may be done so is little: giving files, and a note. Nothing that is decided of a person is decided of many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from trp.casework.blockers import Blocker
from trp.casework.recording import MOST_TOGETHER
from trp.desk.acting import Door, Shown, shown
from trp.desk.forms import SentForm
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.rows import names_of
from trp.desk.words import said, speech
from trp.journal.together import Came, Chosen, Many, Wanted, batch_of, chosen, do, foreseen
from trp.rulebook.language import Both
from trp.rulebook.words import NO_BREAK

_NUMBER = re.compile("T-[0-9]{6,12}")
_KEY = "-|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_TICKET = re.compile(rf"(T-[0-9]{{6,12}}) ([0-9]{{1,9}}) ({_KEY}) ([\w-]{{1,20}}) ({_KEY})")


@dataclass(frozen=True)
class Ticket:
    """A case of a preview, as its form sends it back: how it was seen, and who is to be given it (None: nobody)."""

    number: str
    seen: int
    holder: str | None
    office: str
    receiver: str | None

    @property
    def text(self) -> str:
        return f"{self.number} {self.seen} {self.holder or '-'} {self.office} {self.receiver or '-'}"

    @classmethod
    def read(cls, told: str) -> Ticket | None:
        """None: no preview wrote it."""
        if (found := _TICKET.fullmatch(told)) is None:
            return None
        number, seen, holder, office, receiver = found.groups()
        return cls(
            number,
            int(seen),
            None if holder == "-" else holder,
            office,
            None if receiver == "-" else receiver,
        )


@dataclass(frozen=True)
class Line:
    """A case on the page. `to`: what would happen, or happened; `stops`: what stops it; `ticket`: empty where something does."""

    number: str
    person: str = ""
    held: str = ""
    to: str = ""
    stops: tuple[Shown, ...] = ()
    ticket: str = ""
    trouble: Both | None = None


_NONE = Both("There is no such case.", "Ce dossier n’existe pas.")
_CAME: dict[str, Both] = {
    "none": _NONE,
    "moved": Both("The case has moved since the preview: nothing was done. Look at it, then choose it again.",
                  "Le dossier a changé depuis l’aperçu : rien n’a été fait. Consultez-le, puis choisissez-le de nouveau."),
    "other": Both("This form was sent before with something else for this case: nothing was done now.",
                  "Ce formulaire a déjà été envoyé avec autre chose pour ce dossier : rien n’a été fait cette fois-ci."),
    "busy": Both("The database was busy: nothing was written. Send the form again: what is done stays done once.",
                 "La base de données était occupée : rien n’a été écrit. Renvoyez le formulaire : ce qui est fait n’est fait qu’une fois."),
}  # fmt: skip


class TogetherView(View):
    """The page of one act on several cases: asked for, previewed, done.

    Class attributes:
        what: The act. `form_class`: what is asked beside the cases.
        will, done: What will happen; what did. `done_count`, `not_done_count`: that of one and of several cases, in English
            and in French.
    """

    what: ClassVar[type[Many]]
    form_class: ClassVar[type[SentForm]]
    called: ClassVar[Both]
    will: ClassVar[Both]
    done: ClassVar[Both]
    done_count: ClassVar[tuple[str, str, str, str]]
    not_done_count: ClassVar[tuple[str, str, str, str]]
    may: ClassVar[frozenset[str]]
    template_name: ClassVar[str] = "cases/together.html"

    reader: Reader

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "what" in cls.__dict__ and "may" not in cls.__dict__:
            cls.may = frozenset(cls.what.roles)

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        self.opened(request, **named)
        return self._ask(self.form(), self.numbers(request.GET))

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        self.opened(request, **named)
        form, step = self.form(request.POST), request.POST.get("step", "")
        tickets = [found for one in request.POST.getlist("ticket") if (found := Ticket.read(one))]
        numbers = self.numbers(request.POST) or [one.number for one in tickets]
        is_right = form.is_valid()
        if step == "change":
            form.errors.clear()
        if step == "change" or not is_right or self._too_many(numbers) or not numbers:
            return self._ask(form, numbers, status=200 if step == "change" else 422)
        if step == "do":
            return self._do(form, tickets)
        return self._preview(form, numbers)

    def opened(self, request: HttpRequest, **named: Any) -> None:
        self.reader = reader_of(request)

    def form(self, data: Any = None) -> SentForm:
        return self.form_class(data, reader=self.reader)

    def numbers(self, given: QueryDict) -> list[str]:
        """The cases that were chosen."""
        return [one for one in dict.fromkeys(given.getlist("case")) if _NUMBER.fullmatch(one)]

    def back(self) -> Door:
        """Where one came from."""
        return Door(speech()("Queue", "File de travail"), reverse("queue"))

    def acts(self, form: SentForm, ones: Sequence[Chosen]) -> list[tuple[Many, str]]:
        """What would be done on each case, and what that comes to in a few words."""
        raise NotImplementedError

    def act(self, form: SentForm, ticket: Ticket, batch: str, size: int) -> Many | None:
        """What is done on a case of a preview; None: it cannot be, since who was to be given it is there no more."""
        raise NotImplementedError

    def told_more(self) -> dict[str, Any]:
        """What a template of its own shows besides."""
        return {}

    # The three pages ----------------------------------------------------------------------------------

    def _ask(self, form: SentForm, numbers: list[str], *, status: int = 200) -> HttpResponse:
        trouble = self._too_many(numbers)
        held = () if trouble else chosen(self.reader.who, numbers, at=self.reader.at)
        return self._page("ask", form, self._lines(held), status=status, trouble=trouble)

    def _too_many(self, numbers: list[str]) -> Both | None:
        if len(numbers) <= MOST_TOGETHER:
            return None
        return Both(f"You chose {len(numbers)} cases. At most {MOST_TOGETHER} are done at a time: go back and choose fewer.",
                    f"Vous avez choisi {len(numbers)} dossiers. On en traite au plus {MOST_TOGETHER} à la fois : revenez en arrière et choisissez-en moins.")  # fmt: skip

    def _preview(self, form: SentForm, numbers: list[str]) -> HttpResponse:
        held = chosen(self.reader.who, numbers, at=self.reader.at)
        acts = self.acts(form, held)
        pairs = [(one, act) for one, (act, _) in zip(held, acts, strict=True)]
        stops = foreseen(self.reader.who, pairs, on=self.reader.day, at=self.reader.at)
        form.put(key=uuid4().hex)  # what is sent from this page is a request of its own
        return self._page("preview", form, self._lines(held, acts, stops))

    def _lines(
        self, held: Sequence[Chosen], acts: Sequence[tuple[Many, str]] = (), stops: Sequence[tuple[Blocker, ...]] = ()
    ) -> list[Line]:  # fmt: skip
        names, found = names_of(one.row for one in held if one.row), []
        for n, one in enumerate(held):
            if one.row is None and not one.closed:
                found.append(Line(one.number, trouble=_NONE))
                continue
            row, met = one.row, shown(stops[n], one.number, self.reader) if stops else ()
            person = f"{row.person.family_name}, {row.person.given_names}" if row and row.person else "–"
            held_by = names.officers.get(row.holder or "", "–") if row else "–"
            ticket = ""
            if acts and not met and row is not None:
                receiver = getattr(acts[n][0], "officer", None)
                ticket = Ticket(one.number, one.seen, row.holder, row.office, receiver).text
            found.append(Line(one.number, person, held_by, acts[n][1] if acts else "", met, ticket))
        return found

    def _do(self, form: SentForm, tickets: list[Ticket]) -> HttpResponse:
        key = f"desk {form.cleaned_data['key']}"
        batch, size = batch_of(self.reader.who, key), len(tickets)
        acts = {one.number: self.act(form, one, batch, size) for one in tickets}
        wanted = [
            Wanted(one.number, one.seen, act) for one in tickets if (act := acts[one.number]) is not None
        ]
        came = do(self.reader.who, wanted, on=self.reader.day, at=self.reader.at, key=key)
        lines = [
            *(self._came(one, acts.get(one.number)) for one in came),
            *(Line(number, trouble=_GONE) for number, act in acts.items() if act is None),
        ]
        return self._page("done", form, lines, batch=batch)

    def came_to(self, act: Many) -> str:
        """What was done, in a few words."""
        return said(self.done)

    def _came(self, one: Came, act: Many | None) -> Line:
        stops = shown(one.blockers, one.number, self.reader)
        told = (self.came_to(act) if act else said(self.done)) if one.how == "done" else ""
        return Line(one.number, to=told, stops=stops, trouble=_CAME.get(one.how))

    def _how_many(self, lines: Sequence[Line]) -> str:
        """How many were done and how many were not, in a sentence."""
        say, done = speech(), sum(bool(one.to) for one in lines)
        one_en, more_en, one_fr, more_fr = self.done_count
        told = say(
            f"{done}{NO_BREAK}case{'s' if done != 1 else ''} {one_en if done == 1 else more_en}",
            f"{done}{NO_BREAK}dossier{'s' if done > 1 else ''} {more_fr if done > 1 else one_fr}",
        )
        if left := len(lines) - done:
            one_en, more_en, one_fr, more_fr = self.not_done_count
            told += (
                f", {left}{NO_BREAK}{say(one_en if left == 1 else more_en, more_fr if left > 1 else one_fr)}"
            )
        return f"{told}."

    def _page(
        self, step: str, form: SentForm, lines: list[Line], *, status: int = 200, trouble: Both | None = None, batch: str = ""
    ) -> HttpResponse:  # fmt: skip
        ready = [one for one in lines if one.ticket]
        told = {
            "view": self, "step": step, "form": form, "called": self.called, "will": self.will, "lines": lines, "ready": ready,
            "stopped": [one for one in lines if not one.ticket] if step == "preview" else [],
            "how_many": self._how_many(lines), "were_done": [one for one in lines if one.to], "not_done": [one for one in lines if not one.to],
            "trouble": trouble, "batch": batch[:8], "back": self.back(), "most": MOST_TOGETHER, "here": "queue", **self.told_more(),
        }  # fmt: skip
        return render(self.request, self.template_name, told, status=status)


_GONE = Both(
    "Who was to be given this file has no open account any more: choose somebody else.",
    "La personne à qui confier ce dossier n’a plus de compte ouvert : choisissez quelqu’un d’autre.",
)
