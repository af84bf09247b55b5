"""`trp people`: persons of the demo, and which records are of one person."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from trp.cli.reader import reader_arguments, with_reader
from trp.cli.record import counted
from trp.cli.text import Page
from trp.cli.writing import fault
from trp.desk.reader import Reader
from trp.rulebook.speech import Speech

if TYPE_CHECKING:
    from trp.casework.registers.entries import Entry
    from trp.people.search import Found

_MOST = 25


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """What can be done, each with its own arguments."""
    say = speech
    commands = parser.add_subparsers(
        dest="does", metavar=say("WHAT", "QUOI"), required=True, parser_class=type(parser)
    )
    client = say("CLIENT", "CLIENT")
    number = say("the client number, e.g. 8000-0120", "le numéro de client, p. ex. 8000-0120")

    def command(name: str, en: str, fr: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=say(en, fr), description=say(en, fr))

    one = command("find", "Find persons by words of names or client numbers, without accents and in part.",
                  "Trouver des personnes par des mots de leurs noms ou numéros de client, sans accents et en partie.")  # fmt: skip
    one.add_argument("text", metavar=say("TEXT", "TEXTE"), nargs="+", help=say("e.g. tremb elo", "p. ex. tremb elo"))  # fmt: skip
    reader_arguments(one, speech)
    for name, en, fr in (
        ("show", "Show a person: names, documents, records, cases, the one-time exemption.",
         "Montrer une personne : noms, documents, fiches, dossiers, dispense unique."),
        ("duplicates", "List who may be the same person, and was not answered different.",
         "Lister qui est peut-être la même personne, sans qu’on ait répondu le contraire."),
    ):  # fmt: skip
        one = command(name, en, fr)
        one.add_argument("client", metavar=client, help=number)
        reader_arguments(one, speech)
    for name, en, fr in (
        ("different", "Answer that two records are of different persons.",
         "Répondre que deux fiches sont de personnes différentes."),
        ("merge", "Propose that two records are of one person, or agree as a second person.",
         "Proposer que deux fiches soient d’une même personne, ou y consentir comme deuxième personne."),
        ("split", "Propose that a record is of another person than the one that stands for it, or agree.",
         "Proposer qu’une fiche soit d’une autre personne que celle qui la représente, ou y consentir."),
    ):  # fmt: skip
        one = command(name, en, fr)
        one.add_argument("client", metavar="A", help=number)
        one.add_argument("other", metavar="B", help=number)
        one.add_argument("--reason", metavar=say("TEXT", "TEXTE"), help=say("why", "pourquoi"))
        if name != "different":
            one.add_argument("--approve", action="store_true", help=say("agree, as a second person", "consentir, comme deuxième personne"))  # fmt: skip
            one.add_argument("--withdraw", action="store_true", help=say("withdraw what waits", "retirer ce qui attend"))  # fmt: skip
        reader_arguments(one, speech)


def run(options: argparse.Namespace, speech: Speech) -> int:
    """0 done, 1 refused, 2 it cannot be done."""
    if wrong := _wrong(options, speech):
        fault(wrong)
        return 2
    does: dict[str, Callable[[argparse.Namespace, Reader, Speech], int]] = {
        "find": _find, "show": _show, "duplicates": _duplicates,
        "different": _decide, "merge": _decide, "split": _decide,
    }  # fmt: skip
    return with_reader(lambda reader: does[options.does](options, reader, speech), options, speech)


def _wrong(options: argparse.Namespace, speech: Speech) -> str | None:
    """What is wrong with the options, in one line."""
    if options.does not in ("different", "merge", "split"):
        return None
    approve, withdraw = getattr(options, "approve", False), getattr(options, "withdraw", False)
    if approve and withdraw:
        return speech("--approve, --withdraw: give one of them", "--approve, --withdraw : donnez l’une des deux")  # fmt: skip
    if approve and options.reason is not None:
        return speech("--reason: whoever approves gives none; it stands in the proposal",
                      "--reason : qui consent n’en donne pas; elle figure dans la proposition")  # fmt: skip
    if not approve and not (options.reason or "").strip():
        return speech("--reason: give the reason", "--reason : donnez la raison")
    return None


def name_of(one: Found) -> str:
    """A person as a list names them."""
    return f"{one.family_name}, {one.given_names}" if one.given_names else one.family_name


def _born(one: Found, speech: Speech) -> str:
    return one.birth_date.isoformat() if one.birth_date else speech("birth date not known", "naissance inconnue")  # fmt: skip


def known(client_id: str, reader: Reader, speech: Speech) -> Found | None:
    """The record of a client number, if the reader may know of it; else a line that says there is none."""
    from trp.journal.persons import hidden
    from trp.people.search import of_client

    found = of_client(client_id)
    if found is None or hidden(reader.who, [found.key]):
        fault(speech(f"{client_id}: there is no such client number; trp people find TEXT looks for names",
                     f"{client_id} : ce numéro de client n’existe pas; trp people find TEXTE cherche des noms"))  # fmt: skip
        return None
    return found


def _find(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    from trp.journal.persons import hidden
    from trp.people.search import find, told

    text = " ".join(options.text)
    people = told(find(text)[: 20 * _MOST])
    gone = hidden(reader.who, [one.key for one in people])
    seen = [one for one in people if one.key not in gone]
    page = Page(sys.stdout, speech.language)
    _rows(seen[:_MOST], page, speech)
    total = counted(len(seen), speech)
    if not seen:
        page.line(speech(f"Nobody that you may know of is found by “{text}”.", f"« {text} » ne trouve personne que vous puissiez connaître."), style="quiet")  # fmt: skip
    elif len(seen) > _MOST:
        page.line(speech(f"The first {_MOST} of {total} or more; give more words.", f"Les {_MOST} premiers de {total} ou plus; donnez d’autres mots."), style="quiet")  # fmt: skip
    return 0


def _rows(people: list[Found], page: Page, speech: Speech) -> None:
    from trp.people.search import of_keys

    roots = of_keys({one.root for one in people if one.root != one.key})
    for one in people:
        same = roots.get(one.root)
        then = speech(f"the same person as {same.client_id}", f"la même personne que {same.client_id}") if same else ""  # fmt: skip
        page.line(f"{one.client_id:<12}{name_of(one)}, {_born(one, speech)}", then=then)


def _show(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    from trp.cli import person_page

    found = known(options.client, reader, speech)
    if found is None:
        return 2
    person_page.write(found, reader, Page(sys.stdout, speech.language), speech)
    return 0


def _duplicates(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    from trp.journal.persons import duplicates_of, hidden
    from trp.people.search import of_keys

    found = known(options.client, reader, speech)
    if found is None:
        return 2
    page = Page(sys.stdout, speech.language)
    alike = of_keys(duplicates_of(found.root))
    gone = hidden(reader.who, alike)
    _rows([one for key, one in alike.items() if key not in gone], page, speech)
    if gone:
        page.line(speech(f"{len(gone)} more that you may not know of: the unit that holds the case answers.",
                         f"{len(gone)} de plus que vous ne pouvez connaître : l’unité qui détient le dossier répond."))  # fmt: skip
    if not alike:
        page.line(speech("Nobody on record looks like this person.", "Personne au dossier ne ressemble à cette personne."), style="quiet")  # fmt: skip
    else:
        page.line(speech("Look at both, then: trp people different A B --reason …, or trp people merge A B --reason …",
                         "Comparez, puis : trp people different A B --reason …, ou trp people merge A B --reason …"), style="quiet")  # fmt: skip
    return 0


def _decide(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    first, second = known(options.client, reader, speech), known(options.other, reader, speech)
    if first is None or second is None:
        return 2
    return entered(_entry(options, str(first.key), str(second.key)), first.key, reader, speech)


def _entry(options: argparse.Namespace, one: str, other: str) -> Entry:
    from trp.casework.registers import merges, splits
    from trp.casework.registers.same import AnswerDifferent

    reason = options.reason or ""
    if options.does == "different":
        return AnswerDifferent(one=one, other=other, reason=reason)
    merge = options.does == "merge"
    if options.approve:
        return (merges.ApproveMerge if merge else splits.ApproveSplit)(one=one, other=other)
    if options.withdraw:
        return (merges.WithdrawMerge if merge else splits.WithdrawSplit)(one=one, other=other, reason=reason)
    return (merges.ProposeMerge if merge else splits.ProposeSplit)(one=one, other=other, reason=reason)


def entered(entry: Entry, book: UUID, reader: Reader, speech: Speech) -> int:
    """Make an entry, and say what it said; 1, with a line for each thing that stops it."""
    from trp.casework.roles import named
    from trp.journal.asked import Busy, Refused
    from trp.journal.entering import enter
    from trp.journal.persons import book_of

    try:
        enter(entry, UUID(reader.who.id), at=reader.at, on=reader.day, key=f"people {uuid4()}")
    except Refused as refused:
        for blocker in refused.blockers:
            who = named(blocker.who, speech.language)
            can = speech(f" Can do it: {who}.", f" Peut le faire : {who}.") if who else ""
            fault(f"{blocker.says.in_(speech.language)}{can}")
        return 1
    except Busy:
        fault(speech("the database is busy: nothing was written; try again", "la base de données est occupée : rien n’a été écrit; réessayez"))  # fmt: skip
        return 2
    Page(sys.stdout, speech.language).line(book_of(book)[-1].says.in_(speech.language))
    return 0
