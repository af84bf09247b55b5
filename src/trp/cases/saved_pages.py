"""The pages of saved views: all that one sees, opening one, saving a list under a name, changing and removing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trp.cases import saved
from trp.cases.filters import Wanted
from trp.cases.models import PRIVATE, SavedView
from trp.desk.forms import SentForm, choice, text
from trp.desk.may import SIGNED_IN, may
from trp.desk.reading import reader_of
from trp.desk.words import later, later_said, said, speech


class ViewForm(SentForm):
    """The name of a view, and for whom it is."""

    def build(self) -> None:
        self.fields["name"] = text(
            later("What is it called?", "Comment s’appelle-t-elle?"), most=saved.LONGEST,
            wrong=later("Give the view a name.", "Donnez un nom à la vue."),
            help_text=later("At most 60 characters; one name once.", "Au plus 60 caractères; un nom ne sert qu’une fois."),
        )  # fmt: skip
        kinds = [(kind, later_said(saved.KINDS[kind])) for kind in saved.may_make(self.reader.who)]
        self.fields["kind"] = choice(later("For whom?", "Pour qui?"), kinds, initial=PRIVATE)


@may(*SIGNED_IN)
def views(request: HttpRequest) -> HttpResponse:
    """Every view that the reader sees, and what they may do with each."""
    reader = reader_of(request)
    start = saved.preference(reader.who).start_id
    told = [
        {
            "view": one, "kind": saved.SHORT[one.kind], "says": Wanted.read_text(one.query).says(),
            "is_start": one.id == start, "may_change": saved.may_change(reader.who, one),
        }
        for one in saved.seen_by(reader.who).select_related("owner")
    ]  # fmt: skip
    return render(request, "cases/views.html", {"views": told, "here": "queue"})


@may(*SIGNED_IN)
def open_view(request: HttpRequest, view: UUID) -> HttpResponse:
    """The queue as a view has it."""
    found = saved.found(reader_of(request).who, view)
    return redirect(address_of(found)) if found else _missing(request)


def address_of(view: SavedView) -> str:
    """The queue as a view has it: the address says all of it, so that it can be sent to somebody who does not see the view."""
    return f"{reverse('queue')}?{view.query}&view={view.id}"


@may(*SIGNED_IN)
def new_view(request: HttpRequest) -> HttpResponse:
    """Save the list that one came from under a name."""
    return _saving(request, None, Wanted.read(request.GET))


@may(*SIGNED_IN)
def change_view(request: HttpRequest, view: UUID) -> HttpResponse:
    """Rename a view, say anew for whom it is, or let it be the list that one came from."""
    found = saved.found(reader_of(request).who, view)
    if found is None:
        return _missing(request)
    return _saving(request, found, Wanted.read(request.GET) if request.GET else Wanted.read_text(found.query))


def _saving(request: HttpRequest, view: SavedView | None, wanted: Wanted) -> HttpResponse:
    reader, status = reader_of(request), 200
    if view is not None and not saved.may_change(reader.who, view):
        return render(request, "cases/view_kept.html", {"view": view, "here": "queue"}, status=403)
    initial = {"name": view.name, "kind": view.kind} if view else {}
    form = ViewForm(request.POST if request.method == "POST" else None, reader=reader, initial=initial)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                kept = saved.save(
                    reader.who, name=form.cleaned_data["name"], kind=form.cleaned_data["kind"], query=wanted.query, view=view
                )  # fmt: skip
            except saved.NotSaved as why:
                form.add_error(why.field, said(why.says))
            else:
                messages.success(request, speech()(f"The view “{kept.name}” is saved.", f"La vue «\u00a0{kept.name}\u00a0» est enregistrée."))  # fmt: skip
                return redirect(address_of(kept))
    told: dict[str, Any] = {"form": form, "view": view, "says": wanted.says(), "here": "queue"}
    return render(request, "cases/view_form.html", told, status=status)


@may(*SIGNED_IN)
@require_POST
def remove_view(request: HttpRequest, view: UUID) -> HttpResponse:
    """Remove a view."""
    reader = reader_of(request)
    found = saved.found(reader.who, view)
    if found is None:
        return _missing(request)
    try:
        saved.remove(reader.who, found)
    except saved.NotSaved:
        return render(request, "cases/view_kept.html", {"view": found, "here": "queue"}, status=403)
    messages.success(request, speech()(f"The view “{found.name}” is removed.", f"La vue «\u00a0{found.name}\u00a0» est supprimée."))  # fmt: skip
    return redirect("queue-views")


@may(*SIGNED_IN)
@require_POST
def begin(request: HttpRequest, view: UUID) -> HttpResponse:
    """Make a view one’s start page, or the queue again."""
    reader = reader_of(request)
    found, say = saved.found(reader.who, view), speech()
    if found is None:
        return _missing(request)
    does = request.POST.get("begin") == "yes"
    saved.begin_with(reader.who, found if does else None)
    messages.success(request, _begins(found) if does else say("You start with the queue again.", "Votre page de départ est de nouveau la file de travail."))  # fmt: skip
    return redirect("queue-views")


def _begins(view: SavedView) -> str:
    return speech()(
        f"The view “{view.name}” is your start page.",
        f"La vue «\u00a0{view.name}\u00a0» est votre page de départ.",
    )


def _missing(request: HttpRequest) -> HttpResponse:
    """There is no such view, or it is not the reader's to see: the same page."""
    return render(request, "cases/no_such_view.html", {"here": "queue"}, status=404)
