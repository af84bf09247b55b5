"""The one page of the self-check: the question at hand, or the result. What it holds comes with each request."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from trp.desk.may import PUBLIC, may
from trp.desk.reading import moment
from trp.desk.words import language
from trp.officers.signin import address
from trp.selfcheck.course import Course, Step, course, length
from trp.selfcheck.limit import wait
from trp.selfcheck.questions import UNKNOWN
from trp.selfcheck.result import answered, result
from trp.selfcheck.sent import Sent, Unreadable, sent

_NOBODY: dict[str, Any] = {"user": None, "places": [], "messages": []}
"""Whoever is signed in on this computer is nobody here: their name, bar and messages do not belong on this page."""

View = Callable[[HttpRequest], HttpResponse]


def _kept_nowhere(view: View) -> View:
    """Let no browser keep the page, and tell no other site from where somebody comes."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        found = view(request)
        found["Cache-Control"] = "no-store"
        found["Referrer-Policy"] = "no-referrer"
        return found

    return answer


@may(*PUBLIC)
@csrf_exempt  # there is no state that a forged request could change, and a token would need a cookie
@_kept_nowhere
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Ask the next question, or show the result."""
    seconds = wait(address(request), time.time())
    try:
        told = sent(request)
    except Unreadable as fault:
        if not seconds:
            return _page(request, "fault", fault.kept, {"fault": fault.says}, status=fault.status)
        told = fault.kept
    if seconds:
        page = _page(request, "too_many", told, {"seconds": seconds}, status=429)
        page["Retry-After"] = str(seconds)
        return page
    today = moment()[0]
    held = course(told.answers, today)
    if step := _shown(told, held):
        return _question(request, told, step, length(told.answers, today) - step.number)
    found = result(held, today, language())
    more = {
        "result": found,
        "together": [one for one in found.left if not one.answers],
        "answered": answered(held),
        "today": today,
        "address": request.build_absolute_uri(request.path),
    }
    return _page(request, "result", Sent(held.answers), more)


def _shown(told: Sent, held: Course) -> Step | None:
    """The question to show; None: the result."""
    if told.go == "back" and (step := held.before(told.at)):
        return step
    again = told.change or (told.at if told.go == "stay" or not _is_answered(told) else "")
    return (held.step(again) if again else None) or held.asked


def _is_answered(told: Sent) -> bool:
    """Whether the question that the page showed has an answer now."""
    return told.at in told.answers


def _question(request: HttpRequest, told: Sent, step: Step, more: int) -> HttpResponse:
    key = step.question.key
    kept = Sent({name: given for name, given in told.answers.items() if name != key}, at=key)
    shown = {
        "step": step,
        "more": more,
        "chosen": () if step.given == (UNKNOWN,) else step.given,
        "first": not told.answers and not told.go,
        "has_back": step.number > 1,
        "unanswered": told.go == "next" and told.at == key and not _is_answered(told),
    }
    return _page(request, "question", kept, shown)


def _page(request: HttpRequest, name: str, kept: Sent, more: dict[str, Any], status: int = 200) -> HttpResponse:  # fmt: skip
    """A page that carries the answers along in hidden fields."""
    hidden = [(key, value) for key, values in kept.answers.items() for value in values]
    told = {**_NOBODY, "hidden": hidden, "at": kept.at, **more}
    return render(request, f"selfcheck/{name}.html", told, status=status)
