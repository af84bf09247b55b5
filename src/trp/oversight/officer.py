"""The queue of an officer, as a supervisor or an auditor reads it: the same rows, and no acts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from trp.casework.around import Actor
from trp.casework.roles import titled
from trp.desk.may import may
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.rows import list_told
from trp.desk.words import language
from trp.journal.lists.shown import Sort, Tab
from trp.journal.overview import elsewhere, groups
from trp.journal.queue import Choice, Filters, page
from trp.officers.models import Officer
from trp.oversight.office import WHO, hand_over, may_choose, members, name_of
from trp.oversight.reckoning import Team

LISTS = ("act", "held")
"""What waits for the officer; what the officer holds at the office."""


@may(*WHO)
def officer(request: HttpRequest, officer: str) -> HttpResponse:
    """What waits for an officer, or what they hold."""
    reader = reader_of(request)
    found = _officer(reader, officer)
    whose = Actor(str(found.id), found.name, frozenset(found.roles.split()), found.office_id)
    wanted = request.GET.get("list")
    wanted = wanted if wanted in LISTS else LISTS[0]
    tab = Tab.MINE if wanted == "act" else Tab.ALL
    filters = Filters() if wanted == "act" else Filters(holder=Choice(only=frozenset([whose.id])))
    part = page(
        reader.who, tab, on=reader.day, at=reader.at, filters=filters, sort=Sort.DUE if wanted == "act" else Sort.AGE,
        start=request.GET.get("start", ""), whose=whose,
    )  # fmt: skip
    team = Team(
        members(whose.office), groups(reader.who, whose.office, reader.day, holder=whose.id),
        elsewhere(reader.who, whose.office, [whose.id], reader.day),
    )  # fmt: skip
    [member] = [one for one in team.members if one.key == whose.id]
    told: dict[str, Any] = {
        "here": "team", "member": member, "title": titled(whose.roles, language()), "office_name": name_of(found.office),
        "office": found.office, "load": team.load(member), "away": sum(one.count for one in team.elsewhere),
        "to_act": part.tabs[Tab.MINE], "which": wanted, "hand_over": hand_over(member.username, reader), "mine": found.office_id == reader.who.office,
        "held": sum(one.count for one in team.here), **list_told(part, reader, request.GET, elsewhere=True, acts=False),
    }  # fmt: skip
    return render(request, "oversight/officer.html", told)


def _officer(reader: Reader, username: str) -> Officer:
    """The account of that name, at an office that the reader may look after.

    Raises:
        Http404: There is none.
    """
    found = Officer.objects.filter(username=username).select_related("office").first()
    if found is None or (found.office_id != reader.who.office and not may_choose(reader)):
        raise Http404(username)
    return found
