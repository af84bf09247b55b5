"""One's own account: who one is here, what is delegated to one today, and how one signs in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trp.casework.roles import titled
from trp.desk.may import SIGNED_IN, may
from trp.desk.reading import reader_of
from trp.desk.words import language, speech
from trp.officers.models import Office
from trp.rulebook.instructions.instrument import INSTRUMENT, LEVELS


@may(*SIGNED_IN)
def account(request: HttpRequest) -> HttpResponse:
    """The page of one's own account."""
    reader = reader_of(request)
    office = Office.objects.get(code=reader.who.office)
    powers = [(one, LEVELS.get(one.level), INSTRUMENT.get(one.item)) for one in reader.who.powers]
    told = {
        "reader": reader, "roles": titled(reader.who.roles, language()),
        "office": speech()(office.name_en, office.name_fr), "powers": powers,
        "provider": settings.OPENID_PROVIDER,
    }  # fmt: skip
    return render(request, "desk/account.html", told)
