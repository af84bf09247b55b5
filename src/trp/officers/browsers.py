"""The browsers in which somebody is signed in: noted at the sign-in, listed for the officer, and ended by them.

The sessions themselves are Django's; a browser here says whose one is, and is gone with it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest

from trp.officers.models import Browser, Officer


def came(request: HttpRequest, officer: Officer, now: int) -> None:
    """A sign-in began. `now`: seconds since 1970. What is too old to be a session any more is forgotten."""
    if not request.session.session_key:
        request.session.save()
    over = _moment(now) - timedelta(seconds=settings.SESSION_LIMIT)
    Browser.objects.filter(officer=officer, since__lt=over).delete()
    _note(request, officer, now, now)


def used(request: HttpRequest, since: int, now: int) -> None:
    """It is used; its key may be another than at the sign-in, since a new password changes it."""
    _note(request, request.user, since, now)


def moved(request: HttpRequest, officer: Officer, since: int, now: int) -> None:
    """The session at hand has another key, as after a new password: it goes on, and every other one ends."""
    _note(request, officer, since, now)
    end(officer, which=None, but=request.session.session_key or "")


def _note(request: HttpRequest, officer: Any, since: int, now: int) -> None:
    named = request.META.get("HTTP_USER_AGENT", "")[:200]
    Browser.objects.update_or_create(
        session=request.session.session_key,
        defaults={"officer": officer, "named": named, "since": _moment(since), "used": _moment(now)},
    )


@receiver(user_logged_out)
def left(sender: Any, request: HttpRequest, user: Any, **told: Any) -> None:
    """Somebody signed out."""
    Browser.objects.filter(session=request.session.session_key).delete()


def held(officer: Any, at: datetime) -> QuerySet[Browser]:
    """The browsers in which an officer is signed in, the one used last first; by one statement."""
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    return Browser.objects.filter(officer=officer, session__in=alive).order_by("-used", "-id")


def end(officer: Any, *, which: int | None, but: str) -> int:
    """End sessions of an officer, and give how many.

    Args:
        which: The browser; None: every one. Of another officer, none is found.
        but: The key of the session that goes on, which is the one at hand.
    """
    found = Browser.objects.filter(officer=officer).exclude(session=but)
    if which is not None:
        found = found.filter(id=which)
    with transaction.atomic():
        keys = list(found.values_list("session", flat=True))
        ended = Session.objects.filter(session_key__in=keys).delete()[0]
        Browser.objects.filter(session__in=keys).delete()
    return ended


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
