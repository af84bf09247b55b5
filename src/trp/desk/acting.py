"""One view for every act: who may, the form, the door, and every blocker back on the page in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views import View

from trp.casework.acts import ACTS, CLOSED, Act, closed
from trp.casework.around import Around
from trp.casework.blockers import Blocker
from trp.casework.files import CaseFile
from trp.casework.gcms import title
from trp.casework.roles import named
from trp.desk.forms import ActForm
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.stepping_up import proof_first
from trp.desk.words import language, said, speech
from trp.journal.asked import Busy, OtherRequest, Refused, answered
from trp.journal.cases import Head, opened, surroundings
from trp.journal.door import perform
from trp.rulebook.language import Both
from trp.rulebook.words import NO_BREAK

VIEWS: dict[str, type[ActView]] = {}
"""The view of each act, by the name of the act."""


@dataclass(frozen=True)
class Door:
    """A way on: the page of an act that the reader may open."""

    title: str
    href: str


@dataclass(frozen=True)
class Shown:
    """A blocker as a page shows it. `clears`: who can clear it, in a sentence; `doors`: the acts of the reader that do."""

    code: str
    says: Both
    under: tuple[str, ...]
    since: Any
    clears: str
    doors: tuple[Door, ...]


def shown(
    blockers: Iterable[Blocker], number: str, reader: Reader, here: frozenset[str] = frozenset()
) -> tuple[Shown, ...]:
    """Blockers as a page shows them. `here`: the roles that somebody has where the case lies; empty: not asked."""
    return tuple(
        Shown(
            one.code, one.says, one.under, one.since, _clears(one, here),
            tuple(door for name in one.cleared_by if (door := door_of(name, number, reader))),
        )
        for one in blockers
    )  # fmt: skip


def door_of(name: str, number: str, reader: Reader) -> Door | None:
    """The page of an act for the reader, if their role does such acts and there is a page."""
    view = VIEWS.get(name)
    if view is None or number == "" or not reader.who.roles & set(view.act.roles):
        return None
    return Door(said(view.act.title), address_of(name, number))


_ANY = "T-000000"


def address_of(name: str, number: str) -> str:
    """The address of the page of an act on a case."""
    return _address(name, language()).replace(_ANY, number)


@cache
def _address(name: str, spoken: str) -> str:
    """The address with a number that stands for any; a page names dozens, and looking each up takes its time."""
    return reverse(VIEWS[name].url_name(), args=[_ANY])


def _clears(blocker: Blocker, here: frozenset[str]) -> str:
    """Who can clear it, and by which acts."""
    say = speech()
    acts = [
        say(f"“{one.en}”", f"«{NO_BREAK}{one.fr}{NO_BREAK}»")
        for one in (ACTS[name].title for name in blocker.cleared_by if name in ACTS)
    ]
    either = say(" or ", " ou ").join([", ".join(acts[:-1]), acts[-1]]) if len(acts) > 1 else "".join(acts)
    who = named([one for one in blocker.who if one in here] or blocker.who, language())
    if who and either:
        return say(
            f"Who can clear it: {who}, by {either}.", f"Qui peut y remédier{NO_BREAK}: {who}, par {either}."
        )
    if who:
        return say(f"Who can: {who}.", f"Qui le peut{NO_BREAK}: {who}.")
    return say(f"Cleared by {either}.", f"On y remédie par {either}.") if either else ""


def slug(name: str) -> str:
    """The name of an act as an address has it: StartAssessment, start-assessment."""
    return re.sub("(?<=[a-z])(?=[A-Z])", "-", name).lower()


class ActView(View):
    """The page of one act on one case.

    Class attributes:
        act: The act. `form_class`: reads what is typed into it.
        will: What will happen, in one sentence; `under`: under which rule.
        done: What is said once it is done.
        writes: What it writes, where that is worth telling beside "one line in the record".
        about_entries: The codes of blockers about what is typed: they are told once it has been.
        proves: It is done only after a fresh proof of who it is (`trp.desk.stepping_up`).

    Attributes:
        head, file, reader: The case and who looks, from when the page is asked for.
    """

    act: ClassVar[type[Act]]
    form_class: ClassVar[type[ActForm]]
    will: ClassVar[Both]
    under: ClassVar[tuple[str, ...]] = ()
    done: ClassVar[Both]
    template_name: ClassVar[str] = "desk/act.html"
    about_entries: ClassVar[frozenset[str]] = frozenset()
    proves: ClassVar[bool] = False
    may: ClassVar[frozenset[str]]

    head: Head
    file: CaseFile
    reader: Reader

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "act" in cls.__dict__:
            cls.may = frozenset(cls.act.roles)
            VIEWS[cls.act.__name__] = cls

    @classmethod
    def url_name(cls) -> str:
        return f"act-{slug(cls.act.__name__)}"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        head, file, reader = self._opened(request, number)
        form = self.form(file, reader)
        return self._page(request, head, file, reader, form, stops=self.beforehand(head, file, reader))

    def _opened(self, request: HttpRequest, number: str) -> tuple[Head, CaseFile, Reader]:
        self.reader = reader_of(request)
        self.head, self.file = opened(self.reader.who, number, at=self.reader.at)
        self._looked: dict[Any, Around] = {}
        return self.head, self.file, self.reader

    def asks_for_proof(self) -> bool:
        """Whether this act on this case needs a fresh proof. Opening its page gives nothing, and never does."""
        return self.proves

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        head, file, reader = self._opened(request, number)
        if self.asks_for_proof() and (first := proof_first(request)):
            return first
        form = self.form(file, reader, request.POST)
        if form.asks_more():
            return self._page(request, head, file, reader, form)
        is_right, since = form.is_valid(), form.stale(file)
        key = f"desk {form.cleaned_data.get('key', '')}"
        if since is not None and answered(UUID(reader.who.id), key):
            if not is_right:
                return self._was_done(request, number)  # else the door tells whether it is the same request
        elif not is_right:
            stops = self.beforehand(head, file, reader)
            return self._page(request, head, file, reader, form, status=422, stops=stops, since=since)
        elif since is not None:
            return self._page(request, head, file, reader, form, status=409, since=since)
        try:
            self.does(form, head, file, reader, key)
        except Refused as refused:
            return self._page(request, head, file, reader, form, status=409, stops=refused.blockers)
        except OtherRequest:
            return self._page(request, head, file, reader, form, status=409, trouble=_SENT_BEFORE)
        except Busy:
            return self._page(request, head, file, reader, form, status=503, trouble=BUSY)
        return self._done(request, number)

    def _done(self, request: HttpRequest, number: str) -> HttpResponse:
        messages.success(request, said(self.done))
        return redirect(self.next(request, number))

    def _was_done(self, request: HttpRequest, number: str) -> HttpResponse:
        """It fitted the case as it was, and does not now: it was done, or something else was under its key."""
        messages.info(request, said(_DONE_BEFORE))
        return redirect(self.next(request, number))

    def next(self, request: HttpRequest, number: str) -> str:
        """Where one goes once it is done."""
        return reverse("case", args=[number])

    def does(self, form: ActForm, head: Head, file: CaseFile, reader: Reader, key: str) -> None:
        """What the form asks for happens."""
        self.perform(form.make(), head.key, reader, key)

    def perform(self, act: Act, case: UUID, reader: Reader, key: str) -> None:
        perform(act, case, UUID(reader.who.id), at=reader.at, on=reader.day, key=key)

    def form(self, file: CaseFile, reader: Reader, data: Any = None) -> ActForm:
        return self.form_class(data, file=file, reader=reader, initial=self.initial(file, reader))

    def initial(self, file: CaseFile, reader: Reader) -> dict[str, Any]:
        """What the form shows before anybody has written."""
        return {"seen": file.head}

    @property
    def called(self) -> Both:
        """What the page and its button are called."""
        return self.act.title

    def tries(self) -> Sequence[Act]:
        """The act with entries that would fit, in one way or in several; none: it is not tried before it is sent."""
        return ()

    def instead(self) -> Sequence[Act]:
        """Other acts, with entries that would fit: where this one is stopped, those that are open are offered."""
        return ()

    def look(self, act: Act) -> Around:
        """What surrounds the case for an act, as the door would read it; read once for the page."""
        wanted = (act.reads, getattr(act, "receipt", None))
        if wanted not in self._looked:
            self._looked[wanted] = surroundings(self.head, self.file, act, self.reader.who, self.reader.day)
        return self._looked[wanted]

    def stopped(self, act: Act) -> tuple[Blocker, ...]:
        """What stops an act of the reader on this case now."""
        return act.blockers(self.file, self.look(act), self.reader.at)

    def beforehand(self, head: Head, file: CaseFile, reader: Reader) -> tuple[Blocker, ...]:
        """What stops the act whatever is entered, told before anybody types: what stops every one of its tries."""
        met = [self.stopped(act) for act in self.tries()]
        if not met and file.result is not None and not self.act.after_end:
            return (closed(file),)
        return tuple(
            one for one in (met[0] if met else ())
            if one.code not in self.about_entries and all(one in other for other in met)
        )  # fmt: skip

    def _ways_on(self, stops: tuple[Shown, ...]) -> list[Door]:
        """The pages of the acts that are open to the reader instead, those apart that a blocker names."""
        named = {door.href for stop in stops for door in stop.doors}
        doors = (
            door_of(type(act).__name__, self.head.number, self.reader)
            for act in self.instead()
            if not self.stopped(act)
        )
        return [door for door in doors if door and door.href not in named]  # fmt: skip

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        """What is on record already, shown and not asked: each with its question."""
        return []

    def says(self, file: CaseFile, reader: Reader) -> tuple[Both, tuple[str, ...]]:
        """What will happen, and under which rule."""
        return self.will, self.under

    def _page(
        self, request: HttpRequest, head: Head, file: CaseFile, reader: Reader, form: ActForm, *, status: int = 200,
        stops: tuple[Blocker, ...] = (), since: int | None = None, trouble: Both | None = None,
    ) -> HttpResponse:  # fmt: skip
        # Sent again, it is another request, by somebody who saw every line; what only asks for more is the same one.
        if form.is_bound and not form.asks_more():
            form.show_again(file.head)
        will, under = self.says(file, reader)
        told_of = shown(stops, head.number, reader)
        told = {
            "view": self, "called": self.called, "head": head, "file": file, "form": form, "reader": reader, "will": will,
            "under": under, "stops": told_of, "is_over": any(one.code == CLOSED for one in told_of), "ways_on": self._ways_on(told_of) if stops else [], "trouble": trouble, "refused": status == 409,
            "facts": self.facts(head, file, reader), "again": form.is_bound,
            "since": [] if since is None else [(line, title(line.event)) for line in file.lines if line.number > since],
        }  # fmt: skip
        return render(request, self.template_name, told, status=status)


_SENT_BEFORE = Both(
    "This form was sent before with other entries. Nothing was done now: look at the case, then send it again if that is still what you want.",
    "Ce formulaire a déjà été envoyé avec d’autres renseignements. Rien n’a été fait cette fois-ci : consultez le dossier, puis renvoyez-le si c’est toujours ce que vous voulez.",
)
_DONE_BEFORE = Both(
    "This form was sent before: nothing was done a second time. This is the case as it stands now.",
    "Ce formulaire a déjà été envoyé : rien n’a été fait une deuxième fois. Voici le dossier tel qu’il est maintenant.",
)
BUSY = Both(
    "The database is busy: nothing was written, and what you typed is kept. Send the form again.",
    "La base de données est occupée : rien n’a été écrit, et votre saisie est conservée. Renvoyez le formulaire.",
)


def act_urls(*names: str) -> list[URLPattern]:
    """The addresses of acts, by their names: `cases/T-000042/acts/start-assessment`."""
    return [
        path(
            f"cases/<case:number>/acts/{slug(name)}", VIEWS[name].as_view(), name=VIEWS[name].url_name()
        )
        for name in names
    ]  # fmt: skip


__all__ = ["BUSY", "VIEWS", "ActView", "Door", "Shown", "act_urls", "door_of", "shown", "slug"]
