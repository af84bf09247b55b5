"""A person on one page: records, documents, the one-time exemption, what waits, cases, and their book."""

from __future__ import annotations

from uuid import UUID

from trp.casework.registers.people import DOCUMENT_NAMES
from trp.casework.stages import RESULTS, STAGES
from trp.cli.people import name_of
from trp.cli.text import Page
from trp.desk.reader import Reader
from trp.journal.cases import Head
from trp.journal.persons import book_of, cases_of, duplicates_of
from trp.officers.models import Officer
from trp.people.search import Found, Sheet, of_keys, sheet
from trp.rulebook.speech import Speech
from trp.rulebook.words import day as in_words


def write(found: Found, reader: Reader, page: Page, speech: Speech) -> None:
    """Write the whole page."""
    held = sheet(found.root)
    keys = [one.key for one in held.records]
    heads = cases_of(reader.who, keys, at=reader.at)
    born = in_words(found.birth_date, speech.language) if found.birth_date else speech("birth date not known", "date de naissance inconnue")  # fmt: skip
    page.line(f"{found.client_id}  {name_of(found)}", style="strong", then=born)
    page.line()
    _records(found, held, page, speech)
    _exemption(held, heads, page, speech)
    _open(found, held, page, speech)
    _cases(heads, page, speech)
    _book(found.key, page, speech)


def _title(en: str, fr: str, page: Page, speech: Speech) -> None:
    page.line(speech(en, fr), style="title")


def _records(found: Found, held: Sheet, page: Page, speech: Speech) -> None:
    _title("DOCUMENTS", "DOCUMENTS", page, speech)
    for paper in held.documents:
        what = DOCUMENT_NAMES[paper.document].in_(speech.language)
        page.line(f"{what}, {paper.country} {paper.number}", indent=2)
    if not held.documents:
        page.line(speech("None is on record.", "Aucun n’est au dossier."), indent=2)
    others = [one for one in held.records if one.key != found.key]
    if others:
        _title("OTHER RECORDS OF THE SAME PERSON", "AUTRES FICHES DE LA MÊME PERSONNE", page, speech)
    for one in others:
        stands = speech("stands for all", "les représente toutes") if one.key == found.root else ""
        page.line(f"{one.client_id}  {name_of(one)}", indent=2, then=stands)


def _exemption(held: Sheet, heads: tuple[Head, ...], page: Page, speech: Speech) -> None:
    """What is once for a person: the facts and their days, and a case only where the reader may know of it."""
    _title("ONE-TIME EXEMPTION, M31", "DISPENSE UNIQUE, M31", page, speech)
    numbers = {head.key: head.number for head in heads}
    for grant in held.grants:
        day = in_words(grant.granted_on, speech.language)
        page.line(speech(f"Granted on {day}: it is not granted again.", f"Accordée le {day} : elle ne l’est plus une autre fois."),
                  indent=2, then=numbers.get(grant.case_id, ""))  # fmt: skip
    for case in held.claims:
        page.line(speech("Claimed, and not yet granted.", "Invoquée, et pas encore accordée."), indent=2, then=numbers.get(case, ""))  # fmt: skip
    for met in held.meetings:
        day = in_words(met.met_on, speech.language)
        state = speech("reviewed", "examiné") if met.reviewed_on else speech("a supervisor reviews it", "un superviseur l’examine")  # fmt: skip
        page.line(speech(f"A merge on {day} met two of them.", f"Une fusion, le {day}, en a fait se rencontrer deux."), indent=2, style="no", then=state)  # fmt: skip
    if not (held.grants or held.claims):
        page.line(speech("Neither granted nor claimed.", "Ni accordée ni invoquée."), indent=2)


def _open(found: Found, held: Sheet, page: Page, speech: Speech) -> None:
    """What somebody has to answer."""
    alike = len(duplicates_of(found.root))
    if not (alike or held.waiting):
        return
    _title("TO BE ANSWERED", "À RÉGLER", page, speech)
    if alike:
        page.line(speech(f"Possible duplicates: {alike}; trp people duplicates {found.client_id}",
                         f"Doubles possibles : {alike}; trp people duplicates {found.client_id}"), indent=2)  # fmt: skip
    named = of_keys({key for one in held.waiting for key in (one.low, one.high)})
    for one in held.waiting:
        ids = [named[key].client_id for key in (one.low, one.high) if key in named]
        what = (
            speech("to merge", "à fusionner") if one.kind == "merge" else speech("to separate", "à séparer")
        )
        page.line(f"{' · '.join(ids)}: {what}" if speech.language == "en" else f"{' · '.join(ids)} : {what}",
                  indent=2, then=speech("waits for a second person", "attend une deuxième personne"))  # fmt: skip


def _cases(heads: tuple[Head, ...], page: Page, speech: Speech) -> None:
    _title("CASES", "DOSSIERS", page, speech)
    for head in heads:
        stage = RESULTS[head.result] if head.result else STAGES[head.stage]
        page.line(f"{head.number}  {stage.in_(speech.language)}", indent=2, then=head.office)
    if not heads:
        page.line(speech("None that you may know of.", "Aucun que vous puissiez connaître."), indent=2)


def _book(key: UUID, page: Page, speech: Speech) -> None:
    lines = book_of(key)
    if not lines:
        return
    _title("RECORD", "REGISTRE", page, speech)
    names = {str(one): name for one, name in Officer.objects.values_list("id", "name")}
    for line in lines:
        page.line(f"{line.on.isoformat()}  {line.says.in_(speech.language)}", indent=2, then=names.get(line.officer, ""))  # fmt: skip
