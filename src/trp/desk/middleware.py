"""What every request goes through: who may, and the rulebook in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trp.casework.roles import named
from trp.desk.may import PUBLIC, declared, is_open_to
from trp.desk.reading import reader_of
from trp.desk.words import language
from trp.journal.asked import Busy, ConflictDeclared, NoSuchCase
from trp.journal.cases import logged
from trp.journal.in_force import rulebook_in_force
from trp.journal.reading import UnknownOfficer

Answer = Callable[[HttpRequest], HttpResponse]


class WhoMay:
    """Lets a view answer those it is declared for. The others are told so, and the denial is logged."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        who = declared(view) or settings.DECLARED.get(match.view_name if match else "")
        if who is None:
            raise Http404("this view does not say who may open it")
        if who == PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        reader = reader_of(request)
        if is_open_to(who, reader.who.roles):
            return None
        logged(reader.who, "denied", match.view_name if match else "", reader.at, [None])
        return render(
            request, "desk/not_yours.html", {"who_said": named(sorted(who), language())}, status=403
        )

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """What was foreseen is told in the reader's language; anything else is a fault of ours."""
        if isinstance(fault, NoSuchCase):
            return render(request, "desk/no_such_case.html", status=404)
        if isinstance(fault, ConflictDeclared):
            return render(request, "desk/conflict.html", status=403)
        if isinstance(fault, Busy):
            return render(request, "desk/busy.html", status=503)
        if isinstance(fault, UnknownOfficer):
            logout(request)
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        return None


class InForce:
    """Looks at cases under the rulebook in force, with the amounts published since this version."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with rulebook_in_force():
            return self.get_response(request)
