"""The page of a case, and what opens beside it: why, the notes for GCMS, the case as it stood."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trp.cases import saved
from trp.cases.case_page import FINDINGS, CasePage, lines_until
from trp.cases.staff import Staff
from trp.casework.files import replay
from trp.desk.may import SIGNED_IN, may
from trp.desk.reading import reader_of
from trp.desk.words import speech
from trp.journal.cases import opened

TABS = ("fee", "findings", "notes", "record")


@may(*SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Where one begins: the queue, or the view of it that one chose."""
    start = saved.start_of(reader_of(request).who)
    return redirect("open-view", view=start.id) if start else redirect("queue")


def page_of(request: HttpRequest, number: str) -> CasePage:
    """The case as the reader may see it, today or as of a past day or line."""
    reader = reader_of(request)
    head, whole = opened(reader.who, number, at=reader.at)
    file, past = whole, False
    if (line := request.GET.get("line", "")).isdigit():
        file, past = replay([one for one in whole.lines if one.number <= max(int(line), 1)]), True
    elif day := _day(request.GET.get("as_of", "")):
        file, past = replay(lines_until(whole, day)), True
    if (
        not file.lines
    ):  # before the first line there is no case: its first line is the earliest that can be seen
        file = replay(whole.lines[:1])
    if file.head == whole.head:
        file, past = whole, False
    return CasePage(head, file, reader, Staff(head, reader, whole), speech(), whole, past)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@may(*SIGNED_IN)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The page of a case."""
    page = page_of(request, number)
    tab = request.GET.get("tab", TABS[0])
    told: dict[str, Any] = {
        "p": page,
        "tab": tab if tab in TABS else TABS[0],
        "detail": request.GET.get("detail") == "1",
        "findings": FINDINGS,
        "as_of": request.GET.get("as_of", ""),
    }
    return render(request, "cases/case.html", told)


@may(*SIGNED_IN)
def reasons(request: HttpRequest, number: str, finding: str) -> HttpResponse:
    """Why a finding came out as it did: its tree of reasons, in place or as a page."""
    if finding not in FINDINGS:
        raise Http404(finding)
    page = page_of(request, number)
    found: Any = page.explained()["findings"]
    told = {"p": page, "name": FINDINGS[finding], "finding": found[finding], "back": reverse("case", args=[number])}  # fmt: skip
    part = request.headers.get("HX-Request") == "true"
    return render(request, "cases/reasons_part.html" if part else "cases/reasons.html", told)
