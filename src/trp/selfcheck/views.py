"""The one page of the self-check: the question at hand, or the result. What it holds comes with each request."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from trp.desk.may import PUBLIC, may
from trp.desk.reading import moment
from trp.desk.words import language
from trp.officers.signin import address
from trp.selfcheck.course import Course, Step, course, is_last, remaining
from trp.selfcheck.doors import kept_nowhere
from trp.selfcheck.limit import wait
from trp.selfcheck.questions import UNKNOWN
from trp.selfcheck.result import answered, result
from trp.selfcheck.sent import Sent, Unreadable, sent
from trp.selfcheck.table import TRIAGE

SENSITIVE = TRIAGE.key
"""The question whose answer may be dangerous to somebody who is watched: from here on there is a way out."""


@may(*PUBLIC)
@csrf_exempt  # there is no state that a forged request could change, and a token would need a cookie
@kept_nowhere
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
        return _question(request, told, step, today)
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


def _question(request: HttpRequest, told: Sent, step: Step, today: date) -> HttpResponse:
    key = step.question.key
    kept = Sent({name: given for name, given in told.answers.items() if name != key}, at=key)
    clash = told.clash if told.at == key else ()
    shown = {
        "step": step,
        "more": remaining(told.answers, step, today),
        "last": is_last(told.answers, step, today),
        "chosen": clash or (() if step.given == (UNKNOWN,) else step.given),
        "first": not kept.answers and told.go in ("", "stay"),
        "has_back": step.number > 1,
        "unanswered": told.go == "next" and told.at == key and not _is_answered(told),
        "clash": bool(clash),
    }
    return _page(request, "question", kept, shown)


def _page(request: HttpRequest, name: str, kept: Sent, more: dict[str, Any], status: int = 200) -> HttpResponse:  # fmt: skip
    """A page that carries the answers along in hidden fields."""
    hidden = [(key, value) for key, values in kept.answers.items() for value in values]
    leave = SENSITIVE in kept.answers or kept.at == SENSITIVE
    told = {"hidden": hidden, "at": kept.at, "leave": leave, **more}
    return render(request, f"selfcheck/{name}.html", told, status=status)
