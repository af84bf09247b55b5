"""Which exemptions were put on record, by kind, office and officer, small numbers withheld; where one-time ones met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trp.casework.found import in_force
from trp.desk.may import may
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.words import alphabetical, language, said, speech
from trp.journal.overview import Exempted, doubts, meetings
from trp.journal.overview import exemptions as counted
from trp.officers.models import Office, Officer
from trp.oversight.office import WHO, looks_after_all, may_choose, name_of, office_for, offices
from trp.oversight.periods import Period, period, quarter_of, recent
from trp.oversight.suppressing import FEWEST, Shown, suppressed
from trp.rulebook.language import Both
from trp.rulebook.sources import cited
from trp.rulebook.words import NO_BREAK

EVERY = "all"
"""Stands in an address for every office."""
_KINDS = {
    "MINISTER": Both("The Minister’s instruction", "Instruction du ministre"),
    "": Both("No longer on record", "N’est plus au dossier"),
}
MET = {
    "grants": Both("Granted twice", "Accordée deux fois"),
    "grant_and_claim": Both("Granted, and claimed again", "Accordée, puis invoquée de nouveau"),
    "claims": Both("Claimed twice", "Invoquée deux fois"),
}
"""What of two one-time exemptions met when records were merged."""


@dataclass(frozen=True)
class Line:
    """A row of the table. `level`: of the table, an office or an officer."""

    level: str
    name: str
    counts: tuple[str, ...]
    total: str


@may(*WHO)
def exemptions(request: HttpRequest) -> HttpResponse:
    """The exemptions of a quarter. Who may look at several tables is shown parts of one: what one of them withholds, no
    other shows."""
    reader = reader_of(request)
    asked = request.GET.get("over", "").strip()[:20]
    over = (period(asked) if asked else None) or quarter_of(reader.day)
    code = request.GET.get("office", "") or (EVERY if looks_after_all(reader) else "")
    office = None if code == EVERY and may_choose(reader) else office_for(reader, code)
    every = counted(
        reader.who, over.since, over.until, office=None if may_choose(reader) else reader.who.office
    )
    table = suppressed(_cells(every))
    found = tuple(one for one in every if office is None or one.office == office.code)
    whole = ("", "", "") if office is None else (office.code, "", "")
    kinds = sorted({(one.basis, one.code) for one in found})
    met = meetings(reader.who, at=reader.at, office=office.code if office else None)
    told: dict[str, Any] = {
        "here": "team", "over": over, "wrong": asked if asked and period(asked) is None else "", "office": office,
        "office_name": name_of(office) if office else speech()("All offices", "Tous les bureaux"),
        "offices": offices(reader), "every": EVERY, "periods": _periods(over, reader), "kinds": [_kind(*one) for one in kinds],
        "lines": _lines(found, kinds, table), "total": table.text(whole, _few()), **_withheld(table, office),
        "totals": [table.text((*whole[:2], _key(*one)), _few()) for one in kinds], "met": [(said(MET[one.facts]), one) for one in met],
        "doubts": [] if office else _doubts(reader), "doubtful": f"{reverse('queue')}?tab=all&blocked=a-person-must-decide" if office and office.code == reader.who.office else "",
    }  # fmt: skip
    return render(request, "oversight/exemptions.html", told)


def _doubts(reader: Reader) -> list[tuple[str, str, int]]:
    """Of each office where there are any: its name, and in how many open cases a person must decide a doubt."""
    found = doubts(reader.who)
    return [(code, name, found[code]) for code, name in offices(reader) if code in found]


def _periods(over: Period, reader: Reader) -> list[Period]:
    """The quarters to choose from; the one that is shown among them."""
    near = list(recent(reader.day))
    return near if over in near else [*near, over]


def _withheld(table: Shown, office: Office | None) -> dict[str, bool]:
    """Whether a figure that is shown is withheld for being small, and whether one is beside it."""
    groups = {cell[0] for cell in table.counts} if office is None else {office.code}
    return {
        "withheld": any(cell[0] in groups for cell in table.small),
        "beside": any(cell[0] in groups for cell in table.beside),
    }


def _few() -> str:
    """A number that is too small to be shown, in the page's language."""
    return speech()(f"<{FEWEST}", f"<{NO_BREAK}{FEWEST}")


def _key(basis: str, code: str) -> str:
    return f"{basis} {code}"


def _cells(found: tuple[Exempted, ...]) -> dict[tuple[str, str, str], int]:
    return {(one.office, one.officer, _key(one.basis, one.code)): one.count for one in found}


def _lines(found: tuple[Exempted, ...], kinds: list[tuple[str, str]], table: Shown) -> list[Line]:
    """The offices, where there are several, each with its officers by name."""
    known = Officer.objects.filter(id__in={one.officer for one in found}).values_list("id", "name")
    names = {str(key): name for key, name in known}
    places = dict(_office_names(found))
    lines = []
    for code in sorted({one.office for one in found}, key=lambda code: alphabetical(places[code])):
        rows = [("office", code, "", places[code])] if len(places) > 1 else []
        theirs = {one.officer for one in found if one.office == code}
        rows += [
            ("officer", code, key, names.get(key, key))
            for key in sorted(theirs, key=lambda key: names.get(key, key))
        ]
        for level, group, row, name in rows:
            counts = tuple(table.text((group, row, _key(*one)), _few()) for one in kinds)
            lines.append(Line(level, name, counts, table.text((group, row, ""), _few())))
    return lines


def _office_names(found: tuple[Exempted, ...]) -> list[tuple[str, str]]:
    return [(one.code, name_of(one)) for one in Office.objects.filter(code__in={one.office for one in found})]


def _kind(basis: str, code: str) -> str:
    """What an exemption is called: its code, its provision, the title of its policy."""
    if basis.startswith("R298"):
        return cited(basis, language())
    if basis == "ONE_TIME":
        return code
    measures = {one.reference: one.says for one in in_force().book.measures}
    name = said(_KINDS.get(basis) or measures.get(basis) or Both(basis, basis))
    return f"{name} ({code})" if code else name
