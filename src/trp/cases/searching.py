"""The search of cases, after which none vanishes: where a case is, and why it is not in one's list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trp.desk.may import SIGNED_IN, may
from trp.desk.reading import reader_of
from trp.desk.rows import list_told, names_of
from trp.journal.asked import NoSuchCase
from trp.journal.finding import Whereabouts, Why, number_of, search, whereabouts
from trp.rulebook.language import Both

_WHY: dict[Why, Both] = {
    Why.CONFLICT: Both("You declared a conflict of interest: the case is closed to you, and a colleague must act.",
                       "Vous avez déclaré un conflit d’intérêts\u00a0: le dossier vous est fermé, et un collègue doit agir."),
    Why.CLOSED: Both("It has its result: nobody has to act on it.", "Il a son résultat\u00a0: personne n’a à y agir."),
    Why.OFFICE: Both("It lies at another office.", "Il relève d’un autre bureau."),
    Why.WAITS: Both("It waits for somebody else’s role.", "Il attend quelqu’un d’un autre rôle."),
    Why.HELD: Both("A colleague holds it.", "Un collègue en est chargé."),
}  # fmt: skip


@may(*SIGNED_IN)
def find(request: HttpRequest) -> HttpResponse:
    """Cases by number or name, wherever they lie; for a number, where the case is and why it is not in one's list."""
    reader, text = reader_of(request), request.GET.get("q", "").strip()[:100]
    where: Whereabouts | None = None
    if (number := number_of(text)) is not None:
        try:
            where = whereabouts(reader.who, number, at=reader.at)
        except NoSuchCase:
            where = None
    found = search(reader.who, text, at=reader.at, start=request.GET.get("start", "")) if text else None
    told: dict[str, Any] = {
        "q": text,
        "where": where,
        "where_why": [_WHY[one] for one in where.why] if where else [],
    }
    if where and where.row:
        names, person = names_of((where.row,)), where.row.person
        told |= {
            "where_person": f"{person.given_names} {person.family_name}" if person else "",
            "where_office": names.offices.get(where.row.office, ""),
            "where_holder": names.officers.get(where.row.holder or "", ""),
        }
    if found:
        told |= list_told(found, reader, request.GET, elsewhere=True)
    return render(request, "cases/search.html", told)
