"""Importing a file of receipts: it is chosen, looked at, and entered part by part, each part a request of its own."""

from __future__ import annotations

from time import monotonic
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from trp.casework.registers.receipts import CLERKS, MOST_ROWS
from trp.casework.registers.receipts import told as in_a_line
from trp.desk.acting import BUSY, shown
from trp.desk.may import may
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.words import later, said, speech
from trp.fees import importing, tabular
from trp.fees.importing import Outcome
from trp.fees.morning import keeping, of_the_demo
from trp.fees.morning.columns import OFFICE, Chosen, chosen
from trp.fees.morning.keeping import Kept
from trp.fees.morning.remembering import remember, remembered
from trp.fees.tabular import FIELDS, LEFT_OUT, MOST, Faulty, Sheet, WrongFile
from trp.journal.asked import Busy, Refused
from trp.rulebook.language import Both

SECONDS = 5.0
"""A part is entered in about so long: no request comes near the limit of a server, and the bar moves."""
SHOWN = 50
"""Rows of each kind that a page shows, unless more are asked for."""
MOST_SHOWN = 2_000
"""Refused rows that a page shows when they are: a file with more of them is wrong as a whole."""
_LARGE = later("That file has more than 64 MB: split it.", "Ce fichier dépasse 64 Mo : divisez-le.")


class FileForm(forms.Form):
    """Asks for the file."""

    use_required_attribute = False
    file = forms.FileField(
        label=later("File of receipts", "Fichier de reçus"),
        help_text=later("CSV or a spreadsheet (XLSX), at most 64 MB; one row for each fee of a receipt.",
                        "CSV ou chiffrier (XLSX), au plus 64 Mo; une rangée pour chaque type de frais d’un reçu."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm,.xls,.ods"}),
        error_messages={
            "required": later("Choose a file.", "Choisissez un fichier."),
            "empty": later("The file is empty: choose another.", "Le fichier est vide : choisissez-en un autre."),
            "missing": later("Choose a file.", "Choisissez un fichier."),
            "invalid": later("Choose a file.", "Choisissez un fichier."),
        },
    )  # fmt: skip

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MOST:
            raise forms.ValidationError(_LARGE)
        return self.cleaned_data["file"]


@may(*CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a file; what it holds is shown before anything is entered."""
    reader = reader_of(request)
    if request.method != "POST":
        return _ask(request, FileForm())
    if "demo" in request.POST and of_the_demo.is_offered():
        rows, _ = of_the_demo.morning(reader)
        made = keeping.keep(reader.who.id, f"{reader.day.isoformat()}.csv", [of_the_demo.as_file(rows)])
        return redirect("import-preview", digest=made.digest)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form, status=422)
    file = form.cleaned_data["file"]
    held = None
    try:
        held = keeping.keep(reader.who.id, file.name, file.chunks())
        tabular.beginning(held.path)
    except WrongFile as wrong:
        if held:
            keeping.let_go(held)
        form.add_error("file", _of_file(file.name, wrong))
        return _ask(request, form, status=422)
    return redirect("import-preview", digest=held.digest)


def _ask(request: HttpRequest, form: FileForm, *, fault: str = "", status: int = 200) -> HttpResponse:
    told = {
        "here": "receipts",
        "form": form,
        "fault": fault,
        "under": ("Fee instruction, IPRMS",),
        "fields": FIELDS.items(),
        "required": tabular.REQUIRED,
        "offered": of_the_demo.is_offered(),
    }
    return render(request, "fees/morning/choose.html", told, status=status)


def _of_file(name: str, wrong: WrongFile) -> str:
    return speech()(f"{name}: {wrong.says.en}.", f"{name} : {wrong.says.fr}.")


@may(*CLERKS)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, digest: str) -> HttpResponse:
    """What a file holds, and which of it is new; then entering it, part by part."""
    reader = reader_of(request)
    held = keeping.kept(reader.who.id, digest)
    if held is None:
        return _ask(request, FileForm(), fault=said(_GONE), status=410)
    given = request.POST if request.method == "POST" else request.GET
    if held.start and request.method != "POST":
        return _page(request, held, None, going=True)
    try:
        names, first = tabular.beginning(held.path)
        before = {} if "c0" in given else remembered(request, names)
        columns = chosen(names, first, {**before, **given.dict()}, reader.who.office)
        if not columns.is_right:
            return _page(request, held, columns, status=422 if "c0" in given else 200)
        if "c0" in given:
            remember(request, names, columns)
        sheet = tabular.read(
            held.path, reader.day, importing.offices(), columns.fields, columns.office or None
        )
    except WrongFile as wrong:
        keeping.let_go(held)
        return _ask(request, FileForm(), fault=_of_file(held.name, wrong), status=422)
    if request.method == "POST":
        return _enter(request, reader, held, columns, sheet)
    outcome = importing.classified(sheet.receipts)
    return _page(request, held, columns, sheet=sheet, outcome=outcome, before=bool(before))


def _enter(request: HttpRequest, reader: Reader, held: Kept, columns: Chosen, sheet: Sheet) -> HttpResponse:
    """Enter what is new, for some seconds; the rest is for the next request.

    Each batch is entered under a key that follows from it: a part that is sent twice, or from two pages, is done once.
    """
    until, whole = monotonic() + SECONDS, len(sheet.receipts)
    start, entered, cents = held.start, held.entered, held.cents
    try:
        while start < whole:
            part = sheet.receipts[start : start + MOST_ROWS]
            done = importing.apply(
                part,
                importing.source_under(held.name, held.digest),
                UUID(reader.who.id),
                at=reader.at,
                on=reader.day,
            )
            start, entered, cents = start + len(part), entered + len(done.new), cents + done.cents
            if monotonic() > until:
                break
    except Refused as stopped:
        return _page(request, held, columns, sheet=sheet, outcome=Outcome(), stops=stopped, status=409)
    except Busy:
        return _page(
            request,
            held,
            columns,
            sheet=sheet,
            outcome=importing.classified(sheet.receipts),
            trouble=BUSY,
            status=503,
        )
    now = Kept(held.digest, held.name, held.path, start, whole, entered, cents)
    if start < whole:
        keeping.note(now)
        return redirect(f"{reverse('import-preview', args=[held.digest])}?{urlencode(columns.pairs)}")
    keeping.let_go(held)
    return _page(request, now, columns, sheet=sheet, outcome=importing.classified(sheet.receipts), done=True)


def _page(
    request: HttpRequest, held: Kept, columns: Chosen | None, *, sheet: Sheet | None = None,
    outcome: Outcome | None = None, stops: Refused | None = None, trouble: Both | None = None, going: bool = False,
    done: bool = False, before: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    reader = reader_of(request)
    changed, refused = (outcome.changed if outcome else []), (sheet.refused if sheet else [])
    most = MOST_SHOWN if done or "all" in request.GET else SHOWN
    told = {
        "here": "receipts", "held": held, "columns": columns, "sheet": sheet, "outcome": outcome, "going": going,
        "done": done, "before": before, "trouble": trouble, "stops": shown(stops.blockers, "", reader) if stops else (),
        "refused": stops is not None, "fields": FIELDS.items(), "left_out": LEFT_OUT,
        "tables": [
            (name, title, sorted(rows, key=_lines)[:most], max(len(rows) - most, 0))
            for name, title, rows in (("changed-rows", _CHANGED, changed), ("wrong-rows", _WRONG, refused)) if rows
        ],
        "wrong_count": len(changed) + len(refused), "in_all": len(sheet.receipts) + len(refused) if sheet else 0,
        "repeats": sheet.repeats[:SHOWN] if sheet else [], "repeats_more": max(len(sheet.repeats) - SHOWN, 0) if sheet else 0,
        "new": [(one.row[0], one.lines, in_a_line(one.row)) for one in outcome.new[:SHOWN]] if outcome else [], "new_more": max(len(outcome.new) - SHOWN, 0) if outcome else 0,
        "given": [(name, value) for name, value in request.GET.items() if name[:1] == "c" or name == OFFICE],
        "own": reader.who.office,
        "every": f"?{urlencode([*columns.pairs, ('all', '1')])}" if columns and most == SHOWN else "",
        "known_before": len(sheet.receipts) - held.entered - len(outcome.changed) if done and sheet and outcome else 0,
    }  # fmt: skip
    return render(request, "fees/morning/import.html", told, status=status)


def _lines(one: Faulty) -> tuple[int, ...]:
    return one.lines


_CHANGED = Both("Changed: what is on record stays as it is", "Modifiés : ce qui est au registre demeure")
_WRONG = Both("Refused as they stand in the file", "Refusés tels qu’ils figurent au fichier")
_GONE = Both(
    "That file is no longer kept: it was entered, or it was uploaded too long ago. Choose it again: what is on record is known, and changes nothing.",
    "Ce fichier n’est plus conservé : il a été inscrit, ou son téléversement est trop ancien. Choisissez-le de nouveau : ce qui est au registre est connu, et rien n’y change.",
)
