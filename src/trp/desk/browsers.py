"""Where one is signed in: each browser, since when, and a way to end any but the one at hand."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from trp.desk.may import SIGNED_IN, may
from trp.desk.reading import moment
from trp.desk.words import speech
from trp.journal.security import noted
from trp.officers import browsers as held

_NAMES = (
    ("Edge", r"\bEdgA?/"), ("Opera", r"\bOPR/"), ("Samsung Internet", "SamsungBrowser/"), ("Firefox", "Firefox/|FxiOS/"),
    ("Chrome", "Chrome/|CriOS/"), ("Safari", "Safari/"),
)  # fmt: skip
_SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iOS", "iPhone|iPad"), ("macOS", "Mac OS X|Macintosh"),
    ("ChromeOS", r"\bCrOS\b"), ("Linux", "Linux"),
)  # fmt: skip


def browser_of(said: str) -> str:
    """A browser and its system by what it says of itself: `Firefox, Windows`."""
    found = [
        next((name for name, mark in kinds if re.search(mark, said)), "") for kinds in (_NAMES, _SYSTEMS)
    ]
    known = ", ".join(filter(None, found))
    return known or speech()("A browser that does not say which", "Un navigateur qui ne dit pas lequel")


@may(*SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def browsers(request: HttpRequest) -> HttpResponse:
    """List the browsers in which one is signed in; end one, or all others."""
    here = request.session.session_key or ""
    if request.method == "POST":
        return _end(request, here)
    found = list(held.held(request.user, timezone.now()))
    told = {
        "here": [(one, browser_of(one.named)) for one in found if one.session == here],
        "others": [(one, browser_of(one.named)) for one in found if one.session != here],
        "idle": settings.SESSION_IDLE // 60, "limit": settings.SESSION_LIMIT // 3600,
    }  # fmt: skip
    return render(request, "desk/browsers.html", told)


def _end(request: HttpRequest, here: str) -> HttpResponse:
    which, say = request.POST.get("which", ""), speech()
    if which != "others" and not re.fullmatch("[0-9]{1,18}", which):
        messages.warning(request, say("Nothing was ended: choose a browser of the list.", "Rien n’a été fermé : choisissez un navigateur de la liste."))  # fmt: skip
        return redirect("browsers")
    ended = held.end(request.user, which=None if which == "others" else int(which), but=here)
    if not ended:
        messages.warning(request, say("Nothing was ended: it was over already.", "Rien n’a été fermé : c’était déjà terminé."))  # fmt: skip
        return redirect("browsers")
    noted("sign-in-changed", "SignIn", "sessions ended", officer=str(request.user.pk), at=moment()[1])
    done = say("That sign-in is ended.", "Cette session est fermée.")
    if ended > 1:
        done = say(f"{ended} sign-ins are ended.", f"{ended} sessions sont fermées.")
    messages.success(request, done)
    return redirect("browsers")
