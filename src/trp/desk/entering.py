"""One view for every entry in a register: who may, the form, the door, and every blocker back in the reader's language."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views import View

from trp.casework.blockers import Blocker
from trp.casework.registers.entries import Entry
from trp.desk.acting import BUSY, Door, shown
from trp.desk.forms import EntryForm
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.stepping_up import proof_first
from trp.desk.words import said
from trp.journal.asked import Busy, OtherRequest, Refused
from trp.journal.entering import enter, stops
from trp.rulebook.language import Both


class EntryView(View):
    """The page of one entry in a register.

    Class attributes:
        form_class: Reads what is typed into an entry; who may open the page follows from it.
        will: What will happen, in one sentence; `under`: under which rule.
        done: What is said once it is done.
        about_entries: The codes of blockers about what is typed: they are told once it has been.
        proves: It asks for a fresh proof of who it is first (`trp.desk.stepping_up`).

    Attributes:
        reader: Who looks; `named`: what the address names, such as the number of a receipt.
    """

    form_class: ClassVar[type[EntryForm]]
    will: ClassVar[Both]
    under: ClassVar[tuple[str, ...]] = ()
    done: ClassVar[Both]
    template_name: ClassVar[str] = "desk/entry.html"
    about_entries: ClassVar[frozenset[str]] = frozenset()
    here: ClassVar[str] = ""
    proves: ClassVar[bool] = False
    may: ClassVar[frozenset[str]]

    reader: Reader
    named: dict[str, Any]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "form_class" in cls.__dict__:
            cls.may = frozenset(cls.form_class.about.roles)

    def dispatch(self, request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if self.proves and (first := proof_first(request)):
            return first
        return super().dispatch(request, *args, **named)

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        self._opened(request, named)
        return self._page(self.form(), stops=self.beforehand())

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        self._opened(request, named)
        form = self.form(request.POST)
        if form.asks_more():
            return self._page(form)
        if not form.is_valid():
            return self._page(form, status=422, stops=self.beforehand())
        try:
            self.does(form, f"desk {form.cleaned_data['key']}")
        except Refused as refused:
            return self._page(form, status=409, stops=refused.blockers)
        except OtherRequest:
            return self._page(form, status=409, trouble=SENT_BEFORE)
        except Busy:
            return self._page(form, status=503, trouble=BUSY)
        messages.success(request, self.told(form))
        return redirect(self.next(form))

    def _opened(self, request: HttpRequest, named: dict[str, Any]) -> None:
        self.reader, self.named = reader_of(request), named

    def does(self, form: EntryForm, key: str) -> None:
        """What the form asks for happens."""
        enter(form.make(), UUID(self.reader.who.id), at=self.reader.at, on=self.reader.day, key=key)

    def form(self, data: Any = None) -> EntryForm:
        return self.form_class(data, reader=self.reader, initial=self.initial())

    def initial(self) -> dict[str, Any]:
        """What the form shows before anybody has written."""
        return {}

    @property
    def called(self) -> Both:
        """What the page and its button are called."""
        return self.form_class.about.title

    def back(self) -> Door:
        """Where one came from, and goes if nothing is done."""
        raise NotImplementedError

    def next(self, form: EntryForm) -> str:
        """Where one goes once it is done."""
        return self.back().href

    def told(self, form: EntryForm) -> str:
        """What is said once it is done."""
        return said(self.done)

    def tries(self) -> Entry | None:
        """The entry with what would fit, to tell what stops it before anybody types; None: it is not tried."""
        return None

    def beforehand(self) -> tuple[Blocker, ...]:
        """What stops the entry whatever is typed."""
        entry = self.tries()
        found = stops(entry, self.reader.who, at=self.reader.at, on=self.reader.day) if entry else ()
        return tuple(one for one in found if one.code not in self.about_entries)

    def facts(self) -> list[tuple[str, str]]:
        """What is on record already, shown and not asked: each with its question."""
        return []

    def told_more(self) -> dict[str, Any]:
        """What a template of its own shows besides."""
        return {}

    def _page(
        self, form: EntryForm, *, status: int = 200, stops: tuple[Blocker, ...] = (), trouble: Both | None = None
    ) -> HttpResponse:  # fmt: skip
        if form.is_bound and not form.asks_more():
            form.show_again()
        told = {
            "view": self, "called": self.called, "form": form, "reader": self.reader, "will": self.will, "under": self.under,
            "stops": shown(stops, "", self.reader), "trouble": trouble, "refused": status == 409, "facts": self.facts(),
            "again": form.is_bound, "back": self.back(), "here": self.here, **self.told_more(),
        }  # fmt: skip
        return render(self.request, self.template_name, told, status=status)


SENT_BEFORE = Both(
    "This form was sent before with other entries. Nothing was done now: look at what is on record, then send it again if that is still what you want.",
    "Ce formulaire a déjà été envoyé avec d’autres renseignements. Rien n’a été fait cette fois-ci : consultez ce qui est au dossier, puis renvoyez-le si c’est toujours ce que vous voulez.",
)
