"""The ways into the self-check and out of it that are no question: an address without a language, and a blank page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from trp.desk.may import PUBLIC, may

View = Callable[[HttpRequest], HttpResponse]


def kept_nowhere(view: View) -> View:
    """Let no browser keep the page, and tell no other site from where somebody comes."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        found = view(request)
        found["Cache-Control"] = "no-store"
        found["Referrer-Policy"] = "no-referrer"
        return found

    return answer


@may(*PUBLIC)
@csrf_exempt  # it changes nothing, and a token would need a cookie
@kept_nowhere
def in_a_language(request: HttpRequest) -> HttpResponse:
    """Lead to the self-check in the language of the browser, with all that was sent."""
    return HttpResponseRedirect(reverse("self-check"), preserve_request=True)


@may(*PUBLIC)
@kept_nowhere
def left(request: HttpRequest) -> HttpResponse:
    """Show a page that tells nobody what was read before."""
    return render(request, "selfcheck/left.html")
