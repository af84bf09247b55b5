"""The manual inside the product: every rule, what it rests on, what the pages leave open, when each source was read and
which is to be read again, and the cases that turn on a rule."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from trp.cases.case_page import FINDINGS
from trp.cases.contents import Entry, Hits, chapters, rested_on, search
from trp.cases.turning import LOOKED_AT, turning
from trp.casework.found import in_force
from trp.desk.may import SIGNED_IN, may
from trp.desk.reading import reader_of
from trp.desk.words import language, said
from trp.rulebook.checking import due, overdue
from trp.rulebook.gaps import GAPS, Gap
from trp.rulebook.language import Both, Rulebook
from trp.rulebook.leads import LEADS
from trp.rulebook.notation import officers
from trp.rulebook.parts import Json, grounds, source_shown, table_shown
from trp.rulebook.resting import near, resting
from trp.rulebook.sources import address_of, addressed, source_of

FOUND_AT_MOST = 60
LONG = 8
"""From so many rules on, the clauses of each are folded."""

KINDS = {
    "rule": Both("Rules", "Règles"),
    "table": Both("Tables", "Tables"),
    "duty": Both("Duties", "Tâches"),
    "notice": Both("Notices", "Avis"),
    "reading": Both("Interpretations", "Interprétations"),
    "gap": Both("Gaps and contradictions", "Lacunes et contradictions"),
    "source": Both("Sources", "Sources"),
    "measure": Both(
        "Register of policies and remission orders", "Registre des politiques et des décrets de remise"
    ),
    "term": Both("Days and periods", "Dates et périodes"),
    "amount": Both("Amounts", "Montants"),
}


@may(*SIGNED_IN)
def manual(request: HttpRequest) -> HttpResponse:
    """What the manual contains; what is found for some words; everything that rests on one name."""
    if (asked := request.GET.get("about", "").strip()[:200]) or "about" in request.GET:
        return _about(request, asked)
    book = in_force().book
    words = request.GET.get("q", "").strip()[:200]
    told: dict[str, Any] = {"here": "manual", "words": words}
    if words:
        hits = search(book, words, most=FOUND_AT_MOST)
        told |= {
            "hits": _by_kind(hits), "shown_count": len(hits.entries),
            "total": hits.total, "more": hits.total > len(hits.entries), "exact": (exact := _exact(words, book)),
            "exact_says": _says(exact, book),
        }  # fmt: skip
    else:
        day = reader_of(request).day
        told |= {
            "chapters": chapters(book), "readings": book.readings.values(), "measures": book.measures,
            "gaps": GAPS.values(), "to_check": overdue(book, day), "day": day,
            "sources": _sources([source_shown(one) for one in book.sources], book, day),
            "series": [(one, [held for held in one.amounts if held.until is None or held.until >= day]) for one in book.series.values()],
        }  # fmt: skip
    return render(request, "manual/contents.html", told)


def _exact(words: str, book: Rulebook) -> str:
    """What was searched for, where it is a citation, a code or a reading by itself."""
    name = officers(words)
    return name if resting(words, book) or source_of(name, book.sources) or _gap(name) else ""


def _gap(name: str) -> Gap | None:
    """The gap or contradiction of that key."""
    return GAPS.get(name.upper())


def _by_kind(hits: Hits) -> list[tuple[Both, int, list[tuple[str, Entry]]]]:
    """What was found by its kind, the kind of the first entry first: how many there are, and those that are shown."""
    kinds = dict.fromkeys(one.kind for one in hits.entries)
    return [
        (KINDS[kind], hits.kinds[kind], [(_called(one), one) for one in hits.entries if one.kind == kind])
        for kind in kinds
    ]


def _sources(held: list[Json], book: Rulebook, day: date) -> list[Json]:
    """Sources with the day by which each is to be read again; None: it is our own."""
    by_key, told = {one.key: one for one in book.sources}, []
    for one in held:
        found = due(by_key[one["key"]], book, day)
        address = addressed(address_of(by_key[one["key"]], language())[0], language())
        told.append(
            {**one, "address": address, "due": found and found[0], "late": bool(found and found[0] < day)}
        )
    return told


def _says(name: str, book: Rulebook) -> Both | None:
    """The sentence of a rule, a duty or a notice that goes by a name of our own; None: officers write the name so."""
    rules = {row.id: row.says for table in book.tables.values() for row in table.rows if ": " in row.id}
    duties = {one.code: one.says for one in book.duties}
    known = {**rules, **duties, **{one.code: one.says for one in book.notices}}
    return next((says for key, says in known.items() if key.casefold() == name.casefold()), None)


def _called(entry: Entry) -> str:
    """The name of an entry where it is one that people know it by."""
    return entry.name if entry.kind in ("rule", "reading", "gap", "measure", "duty", "notice") else ""


def _about(request: HttpRequest, asked: str) -> HttpResponse:
    """Everything that rests on a citation, a code or a reading; at least its source."""
    day = reader_of(request).day
    book = in_force().book
    gap = _gap(asked)
    found = _of_gap(gap, book) if gap else resting(asked, book) if asked else None
    if found is None and asked:
        found = _only_source(officers(asked), book)
    if found is None:
        nearby = near(asked, book) if asked else []
        return render(request, "manual/nothing.html", {"here": "manual", "asked": asked, "near": nearby}, status=404)  # fmt: skip
    reading = next((key for key in book.readings if key.casefold() == found["asked"].casefold()), None)
    found["sources"] = _sources(found["sources"], book, day)
    told: dict[str, Any] = {
        "here": "manual", "asked": found["asked"], "says": _says(found["asked"], book), "leads": LEADS.get(found["asked"], ()), "found": found, "book": book,
        "reading": reading and book.readings[reading], "gap": gap, "long": len(found["rules"]) >= LONG,
        "rested_on": rested_on(book),
        "tables": [(book.tables[name], sum(rule["table"] == name for rule in found["rules"])) for name in dict.fromkeys(rule["table"] for rule in found["rules"])],
    }  # fmt: skip
    return render(request, "manual/about.html", told)


def _only_source(asked: str, book: Rulebook) -> Json | None:
    """What is told of a citation on which no rule rests: an act or a blocker cites it, and its source is held."""
    by_key = next((one.cites[0] for one in book.sources if one.key.casefold() == asked.casefold()), asked)
    found = grounds({}, book, [by_key])
    if not found["sources"]:
        return None
    return {"asked": asked, "rules": [], **found}


def _of_gap(gap: Gap, book: Rulebook) -> Json:
    """What is told of a gap: the readings that settle it, and the sources that it lies in."""
    return {"asked": gap.key, "rules": [], **grounds({}, book, (*gap.readings, *gap.under))}


@may(*SIGNED_IN)
def table(request: HttpRequest, table: str) -> HttpResponse:
    """One table: what it asks, how it chooses, its rules in order."""
    book = in_force().book
    if table not in book.tables:
        raise Http404(table)
    chapter = next(one for one in chapters(book) if book.tables[table] in one.tables)
    found = table_shown(book.tables[table], book)
    found["sources"] = _sources(found["sources"], book, reader_of(request).day)
    told = {
        "here": "manual", "table": book.tables[table], "found": found, "book": book,
        "chapter": chapter, "rested_on": rested_on(book),
        "read_by": [one for one in book.tables.values() if table in one.reads()],
    }  # fmt: skip
    return render(request, "manual/table.html", told)


@may(*SIGNED_IN)
def turn(request: HttpRequest, table: str) -> HttpResponse:
    """The cases of the reader's office whose findings rest on one rule now."""
    book = in_force().book
    asked = request.GET.get("rule", "")
    rule = next((row for row in book.tables[table].rows if row.id == asked), None) if table in book.tables else None  # fmt: skip
    if rule is None or table not in rested_on(book):
        raise Http404(asked)
    reader = reader_of(request)
    found = turning(reader, rule.id)
    told = {
        "here": "manual", "table": book.tables[table], "rule": rule, "found": found, "most": LOOKED_AT, "day": reader.day,
        "cases": [(head, ", ".join(said(FINDINGS[name]) for name in names)) for head, names in found.cases],
    }  # fmt: skip
    return render(request, "manual/turning.html", told)


def other_language() -> str:
    """The language that is not that of the page."""
    return "fr" if language() == "en" else "en"
