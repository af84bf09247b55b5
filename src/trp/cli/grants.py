"""`trp grants`: who was granted the one-time exemption, by whom, under which item, and when; from the data alone."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from trp.cli.reader import reader_arguments, with_reader
from trp.cli.text import Page
from trp.cli.writing import fault
from trp.desk.reader import Reader
from trp.rulebook.speech import Speech

if TYPE_CHECKING:
    from trp.journal.persons import Granted

_FIRST, _LAST = "2012-03-01", "9999-12-31"  # the policy is in force from 2012-03-01


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The options of the sub-command."""
    day = speech("DAY", "JOUR")
    parser.add_argument("--since", metavar=day, default=_FIRST, help=speech("the first day, e.g. 2026-03-02", "le premier jour, p. ex. 2026-03-02"))  # fmt: skip
    parser.add_argument("--until", metavar=day, default=_LAST, help=speech("the last day, included", "le dernier jour, inclus"))  # fmt: skip
    reader_arguments(parser, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """0 done, 2 it cannot be done."""
    days = []
    for option, given in (("--since", options.since), ("--until", options.until)):
        try:
            days.append(date.fromisoformat(given))
        except ValueError:
            fault(speech(f"{option} {given}: give a day, e.g. 2026-03-02", f"{option} {given} : donnez un jour, p. ex. 2026-03-02"))  # fmt: skip
            return 2
    if days[0] > days[1]:
        fault(speech("--since is after --until", "--since est après --until"))
        return 2
    return with_reader(lambda reader: _list(days[0], days[1], reader, speech), options, speech)


def _list(since: date, until: date, reader: Reader, speech: Speech) -> int:
    from trp.casework.roles import named
    from trp.journal.persons import AUDITORS, grants

    if not reader.who.roles.intersection(AUDITORS):
        who = named(AUDITORS, speech.language)
        fault(speech(f"--as {reader.username}: this list is for {who}", f"--as {reader.username} : cette liste est pour {who}"))  # fmt: skip
        return 2
    page = Page(sys.stdout, speech.language)
    found = grants(reader.who, since, until, at=reader.at)
    _rows(found, page, speech)
    many = len(found) != 1
    page.line(speech(f"{len(found)} grant{'s' if many else ''} of M31.", f"{len(found)} dispense{'s' if len(found) > 1 else ''} M31."), style="quiet")  # fmt: skip
    return 0


def _rows(found: tuple[Granted, ...], page: Page, speech: Speech) -> None:
    from trp.casework.roles import acting_under
    from trp.cli.people import name_of
    from trp.officers.models import Office, Officer
    from trp.people.search import of_keys

    people = of_keys({one.person for one in found if one.person})
    names = {str(key): name for key, name in Officer.objects.values_list("id", "name")}
    offices = {
        code: en if speech.language == "en" else fr
        for code, en, fr in Office.objects.values_list("code", "name_en", "name_fr")
    }
    for one in found:
        if not one.number:
            page.line(one.on.isoformat() + "  " + speech("in a case that you may not know of", "dans un dossier que vous ne pouvez connaître"))  # fmt: skip
            continue
        person = people.get(one.person) if one.person else None
        called = f"{person.client_id} {name_of(person)}" if person else "–"
        page.line(f"{one.on.isoformat()}  {one.number}  {called}", style="strong")
        claimed = one.claimed_on.isoformat() if one.claimed_on else "–"
        under, issued = (acting_under(text, speech.language) for text in (one.under, one.issued_under))
        page.line(speech(f"Claimed on {claimed} by {names.get(one.by, one.by)}, {under}; {offices.get(one.office, one.office)}.",
                         f"Invoquée le {claimed} par {names.get(one.by, one.by)}, {under}; {offices.get(one.office, one.office)}."), indent=2)  # fmt: skip
        page.line(speech(f"Granted with the permit issued by {names.get(one.issued_by, one.issued_by)}, {issued}; {_PLACES[one.place][0]}.",
                         f"Accordée avec le permis délivré par {names.get(one.issued_by, one.issued_by)}, {issued}; {_PLACES[one.place][1]}."), indent=2)  # fmt: skip


_PLACES = {
    "visa_office": ("request made at a visa office", "demande faite à un bureau des visas"),
    "port_of_entry": ("request made at a port of entry", "demande faite à un point d’entrée"),
    "inland_office": ("request made to an office in Canada", "demande faite à un bureau au Canada"),
}
