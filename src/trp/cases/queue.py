"""The queue: tabs by whom the cases wait for, saved views, filters that also leave out, columns, and taking the next case."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trp.cases import saved
from trp.cases.filters import SORTS, TABS, Wanted, leave_out
from trp.casework.recording import HOLDERS, AddNote, Assign
from trp.desk.acting import BUSY
from trp.desk.columns import COLUMNS
from trp.desk.may import SIGNED_IN, may
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.rows import list_told
from trp.desk.words import said, speech
from trp.journal.asked import Busy
from trp.journal.lists.shown import Tab
from trp.journal.queue import page
from trp.journal.taking import Taken, may_take, take_next
from trp.rulebook.words import NO_BREAK


@may(*SIGNED_IN)
def queue(request: HttpRequest) -> HttpResponse:
    """The list of a tab."""
    reader, given = reader_of(request), request.GET
    wanted = Wanted.read(given)
    found = page(
        reader.who, wanted.tab, on=reader.day, at=reader.at, filters=wanted.filters, sort=wanted.sort,
        start=given.get("start", ""),
    )  # fmt: skip
    liked = saved.preference(reader.who)
    columns = wanted.columns or saved.columns_of(liked)
    together = [
        what for what, act in (("assign", Assign), ("note", AddNote)) if reader.who.roles & set(act.roles)
    ]
    told = {
        "here": "queue", "wanted": wanted, "tab": wanted.tab,
        "tabs": [(one, TABS[one], count) for one, count in found.tabs.items()],
        "leave_out": list(leave_out()), "sorts": SORTS.items(),
        "others": [(name, value) for name, value in wanted.pairs if name in ("not", "col")],
        "columns": [(name, label, name in columns) for name, label in COLUMNS.items()],
        "takes": wanted.tab is Tab.UNASSIGNED and may_take(reader.who), "take_key": uuid4().hex,
        "together": together if found.rows else [], "is_all": given.get("chosen") == "all",
        "overdue": found.overdue,
        "choose_all": f"?{_with(given, chosen='all')}#list", "choose_none": f"?{_with(given, chosen='')}#list",
        "hands_over": "supervisor" in reader.who.roles,
        **_views(reader, wanted, given.get("view", "")),
        **list_told(found, reader, given, columns=columns, chosen=given.get("chosen") == "all" if together else None),
    }  # fmt: skip
    return render(request, "cases/queue.html", told)


def _with(given: QueryDict, **changed: str) -> str:
    kept = given.copy()
    for name, value in changed.items():
        kept[name] = value
    return kept.urlencode()


def _views(reader: Reader, wanted: Wanted, key: str) -> dict[str, Any]:
    """The saved views above the filters; the one that was opened, and whether the list is still as it was saved."""
    views = list(saved.seen_by(reader.who))
    opened = next((one for one in views if str(one.id) == key), None)
    is_changed = opened is not None and Wanted.read_text(opened.query) != wanted
    return {
        "views": [(one, saved.SHORT[one.kind]) for one in views],
        "opened": opened,
        "is_changed": is_changed,
        "may_save": opened is not None and is_changed and saved.may_change(reader.who, opened),
    }


@may(*SIGNED_IN)
@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    """Show other columns in the list that one came from, or keep them for oneself."""
    reader, given = reader_of(request), request.POST
    chosen = tuple(name for name in COLUMNS if name in given.getlist("col"))
    back = Wanted.read_text(given.get("back", ""))
    if given.get("keep"):
        saved.keep_columns(reader.who, chosen)
        chosen = ()
    address = Wanted(back.tab, back.sort, back.only, back.never, chosen).query
    return redirect(f"{reverse('queue')}?{address}")


# Take next --------------------------------------------------------------------------------------------


@may(*HOLDERS)
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Give the reader the next case that nobody holds, in the published order, and open it."""
    reader = reader_of(request)
    key = "".join(filter(str.isalnum, request.POST.get("key", "")))[:80] or uuid4().hex
    unassigned = f"{reverse('queue')}?tab={Tab.UNASSIGNED.value}"
    try:
        found = take_next(reader.who, at=reader.at, on=reader.day, key=f"take {key}")
    except Busy:
        messages.warning(request, said(BUSY))
        return redirect(unassigned)
    say, skipped = speech(), _skipped(found)
    if found.number is None:
        messages.info(request, say(f"No case was taken: none is left that you can take. {skipped}",
                                   f"Aucun dossier n’a été pris{NO_BREAK}: il n’en reste aucun que vous puissiez prendre. {skipped}").strip())  # fmt: skip
        return redirect(unassigned)
    messages.success(request, say(f"{found.number} is assigned to you: it came first in the order. {skipped}",
                                  f"{found.number} vous est confié{NO_BREAK}: il venait en premier dans l’ordre. {skipped}").strip())  # fmt: skip
    return redirect("case", number=found.number)


def _skipped(found: Taken) -> str:
    """What came before in the order, and why it was not taken."""
    colon = speech()(":", f"{NO_BREAK}:")
    told = [
        f"{one.number}{colon} {' '.join(said(stop.says) for stop in one.blockers)}" for one in found.skipped
    ]
    return " ".join([speech()("Skipped:", f"Laissés de côté{NO_BREAK}:"), *told]) if told else ""
