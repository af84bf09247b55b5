"""Officers on a terminal: who there is, one of them with every power and what was done under it, and what waits."""

from __future__ import annotations

from datetime import date

from trp.casework.gcms.titles import TITLES
from trp.casework.roles import acting_under, titled
from trp.cli.text import Page
from trp.desk.reader import Reader
from trp.journal import delegations
from trp.journal.delegations import PowerSeen
from trp.officers.models import Officer
from trp.rulebook.instructions.instrument import INSTRUMENT
from trp.rulebook.speech import Speech
from trp.rulebook.words import NO_BREAK
from trp.rulebook.words import day as in_words

_MOST = 8
_TITLES = {kind.__name__: says for kind, says in TITLES.items()}


def listing(office: str | None, day: date, page: Page, speech: Speech) -> None:
    """One line for each officer, with the items in force that day."""
    found = Officer.objects.order_by("office_id", "username").prefetch_related("holdings")
    shown = 0
    for officer in found.filter(office=office) if office else found:
        held = {one.item for one in officer.holdings.all() if one.counts(day)}
        items = ", ".join(sorted(held, key=int)) or "–"
        closed = "" if officer.is_active else speech(" (closed)", " (fermé)")
        page.line(
            f"{officer.username:13} {officer.name}{closed}, {titled(officer.roles.split(), speech.language)}",
            then=f"{officer.office_id} · {speech('items', 'points')} {items}",
        )
        shown += 1
    said = in_words(day, speech.language)
    people = speech("officers", "agents")
    page.line()
    page.line(
        f"{shown} {people}", then=speech(f"powers in force on {said}", f"pouvoirs en vigueur le {said}")
    )


def one(officer: Officer, day: date, reader: Reader, page: Page, speech: Speech) -> None:
    """One officer, as an auditor reads them."""
    closed = "" if officer.is_active else speech(", account closed", ", compte fermé")
    office = speech(officer.office.name_en, officer.office.name_fr)
    page.line(
        f"{officer.name} ({officer.username}){closed}",
        style="strong",
        then=f"{office} · {titled(officer.roles.split(), speech.language)}",
    )
    if officer.office.small_post:
        page.line(speech("A small post: one person may take the money and decide, each time reviewed by another office.",
                         f"Petit bureau{NO_BREAK}: une même personne peut recevoir l’argent et décider, ce qu’un autre bureau examine chaque fois."), indent=2)  # fmt: skip
    if count := delegations.conflicts(officer.id):
        page.line(speech(f"Conflicts of interest declared: {count}.", f"Conflits d’intérêts déclarés{NO_BREAK}: {count}."), indent=2)  # fmt: skip
    if change := delegations.waiting(officer.id):
        name = change.entered_by.name
        page.line(speech(f"Line {change.line}: a change of this account, entered by {name}, waits to be approved.",
                         f"Ligne {change.line}{NO_BREAK}: un changement de ce compte, inscrit par {name}, attend d’être approuvé."), indent=2)  # fmt: skip
    held = delegations.powers(officer.id)
    said = in_words(day, speech.language)
    page.line()
    page.line(speech(f"POWERS IN FORCE ON {said}", f"POUVOIRS EN VIGUEUR LE {said}"), style="title")
    current = [each for each in held if each.in_force(day)]
    for each in current:
        _power(each, officer, reader, page, speech)
    if not current:
        page.line(speech("None.", "Aucun."), indent=2)
    others = [each for each in held if not each.in_force(day)]
    if others:
        page.line()
        page.line(speech("OTHER POWERS", "AUTRES POUVOIRS"), style="title")
        for each in others:
            _power(each, officer, reader, page, speech)


def _power(held: PowerSeen, officer: Officer, reader: Reader, page: Page, speech: Speech) -> None:
    power, language = held.power, speech.language
    what = INSTRUMENT[power.item].power.in_(language) if power.item in INSTRUMENT else ""
    whom = f" ({held.for_whom})" if held.for_whom else ""
    page.line(f"{acting_under(power.called, language)}{whom}", indent=2, mark=f"{held.holding:3}", then=what)
    since = in_words(power.since, language)
    if power.until is None:
        span = speech(f"from {since}", f"à compter du {since}")
    else:
        until = in_words(power.until, language)
        span = speech(f"from {since} to {until}", f"du {since} au {until}")
    name, on = held.entered
    hands = speech(f"entered by {name} on {in_words(on, 'en')}", f"inscrit par {name} le {in_words(on, 'fr')}")  # fmt: skip
    if held.approved is None:
        hands += speech("; waits to be approved, and counts for nothing", "; attend d’être approuvé, et ne compte pas")  # fmt: skip
    else:
        name, on = held.approved
        hands += speech(f", approved by {name} on {in_words(on, 'en')}", f", approuvé par {name} le {in_words(on, 'fr')}")  # fmt: skip
    if held.ended_by:
        hands += speech(f", ended by {held.ended_by}", f", fin inscrite par {held.ended_by}")
    page.line(span, indent=6, then=hands)
    done = delegations.done_under(reader.who, officer.id, power, most=_MOST)
    for act in done.acts:
        title = _TITLES[act.kind].in_(language) if act.kind in _TITLES else act.kind
        page.line(f"{in_words(act.on, language)}  {act.number}, {speech('line', 'ligne')} {act.line}  {title}", indent=6)  # fmt: skip
    more = done.total - done.hidden - len(done.acts)
    if more or done.hidden:
        told = [speech(f"{more} earlier", f"{more} avant")] if more else []
        if done.hidden:
            told.append(speech(f"{done.hidden} in cases that are not open to you", f"{done.hidden} dans des dossiers qui ne vous sont pas ouverts"))  # fmt: skip
        page.line(speech("and ", "et ") + ", ".join(told), indent=6, style="quiet")


def reviews(reader: Reader, page: Page, speech: Speech) -> None:
    """What small posts did alone, and who is late to look at it."""
    found, hidden = delegations.reviews(reader.who)
    for each in found:
        due = in_words(each.due, speech.language)
        late = each.due < reader.day
        says = speech(f"OVERDUE since {due}", f"EN RETARD depuis le {due}") if late else speech(f"due {due}", f"à faire d’ici le {due}")  # fmt: skip
        page.line(
            f"{each.number}, {speech('line', 'ligne')} {each.line}  {says}",
            style="no" if late else "",
            then=f"{each.name}, {each.office}, {in_words(each.on, speech.language)}",
        )
    overdue = sum(each.due < reader.day for each in found)
    page.line(speech(f"{len(found)} to review, {overdue} overdue.", f"{len(found)} à examiner, dont {overdue} en retard."), style="quiet")  # fmt: skip
    if hidden:
        page.line(speech(f"{hidden} more in cases that are not open to you.", f"{hidden} de plus dans des dossiers qui ne vous sont pas ouverts."), style="quiet")  # fmt: skip
