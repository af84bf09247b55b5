"""`trp officers`: who holds which power and since when, and the entries that give, approve and end one."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from trp.cli.reader import reader_arguments, with_reader
from trp.cli.text import Page
from trp.cli.writing import fault
from trp.desk.reader import Reader
from trp.rulebook.speech import Speech

if TYPE_CHECKING:
    from trp.casework.registers.entries import Entry
    from trp.officers.models import Officer

_COLON = "\u00a0:"


class Wrong(Exception):
    """What was asked for cannot be done: one line."""


def add_arguments(parser: argparse.ArgumentParser, speech: Speech) -> None:
    """The actions and their options."""
    say = speech
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    user = (say("USERNAME", "UTILISATEUR"), say("the officer, e.g. a.roy", "l’agent, p. ex. a.roy"))
    case = (say("CASE", "DOSSIER"), say("the case, e.g. T-000042", "le dossier, p. ex. T-000042"))
    line = (say("LINE", "LIGNE"), say("the line that `show` gives", "la ligne que donne `show`"))
    why = say("why, in a sentence", "pourquoi, en une phrase")

    def action(name: str, en: str, fr: str) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=say(en, fr), description=say(en, fr))
        reader_arguments(made, speech)
        return made

    listing = action("list", "Who there is, and which powers each holds.", "Qui il y a, et quels pouvoirs chacun détient.")  # fmt: skip
    listing.add_argument("--office", metavar=say("OFFICE", "BUREAU"), help=say("only those of an office", "seulement ceux d’un bureau"))  # fmt: skip
    listing.add_argument("--on", metavar=say("DAY", "JOUR"), help=say("another day than today", "un autre jour qu’aujourd’hui"))  # fmt: skip
    show = action("show", "One officer: powers in force that day, by whose hands, and what was done under each.",
                  "Un agent : pouvoirs en vigueur ce jour-là, de la main de qui, et ce qui a été fait en vertu de chacun.")  # fmt: skip
    show.add_argument("username", metavar=user[0], help=user[1])
    show.add_argument("--on", metavar=say("DAY", "JOUR"), help=say("another day than today", "un autre jour qu’aujourd’hui"))  # fmt: skip

    hold = action("hold", "Enter a power of the delegation instrument; a second person approves it.",
                  "Inscrire un pouvoir de l’instrument de délégation; une deuxième personne l’approuve.")  # fmt: skip
    hold.add_argument("username", metavar=user[0], help=user[1])
    hold.add_argument("item", metavar=say("ITEM", "POINT"), help=say("e.g. 120", "p. ex. 120"))
    hold.add_argument("level", metavar=say("LEVEL", "NIVEAU"), help="OFFICER, MANAGER, ADM, POE-BSO, POE-SUPT, VPU")  # fmt: skip
    hold.add_argument("--since", required=True, metavar=say("DAY", "JOUR"), help=say("the first day, e.g. 2026-03-02", "le premier jour, p. ex. 2026-03-02"))  # fmt: skip
    hold.add_argument("--until", metavar=say("DAY", "JOUR"), help=say("the last day", "le dernier jour"))
    how = hold.add_mutually_exclusive_group()
    how.add_argument("--acting-for", metavar=user[0], help=say("whom this officer replaces for a time", "qui cet agent remplace pour un temps"))  # fmt: skip
    how.add_argument("--supervising", metavar=user[0], help=say("whom this officer supervises", "qui cet agent supervise"))  # fmt: skip
    for name, en, fr in (
        ("approve", "Approve what a colleague entered: a power, an account, roles.", "Approuver ce qu’un collègue a inscrit : un pouvoir, un compte, des rôles."),
        ("withdraw", "Withdraw what was entered, before it is approved.", "Retirer ce qui a été inscrit, avant que ce soit approuvé."),
        ("end", "End a power; never before an act that rests on it.", "Mettre fin à un pouvoir; jamais avant un acte qui repose sur lui."),
    ):  # fmt: skip
        made = action(name, en, fr)
        made.add_argument("username", metavar=user[0], help=user[1])
        made.add_argument("line", metavar=line[0], help=line[1])
        if name == "end":
            made.add_argument("--last-day", required=True, metavar=say("DAY", "JOUR"), help=say("the last day in force", "le dernier jour en vigueur"))  # fmt: skip
        if name != "approve":
            made.add_argument("--reason", required=True, metavar=say("TEXT", "TEXTE"), help=why)

    opening = action("open", "Enter an account; a second person approves it.", "Inscrire un compte; une deuxième personne l’approuve.")  # fmt: skip
    opening.add_argument("username", metavar=user[0], help=user[1])
    opening.add_argument("name", metavar=say("NAME", "NOM"), help=say("of the person", "de la personne"))
    opening.add_argument("office", metavar=say("OFFICE", "BUREAU"), help=say("e.g. NAIROBI", "p. ex. NAIROBI"))  # fmt: skip
    opening.add_argument("roles", nargs="+", metavar=say("ROLE", "RÔLE"), help=say("e.g. officer", "p. ex. officer"))  # fmt: skip
    roles = action("roles", "Enter other roles for an account; a second person approves them.",
                   "Inscrire d’autres rôles pour un compte; une deuxième personne les approuve.")  # fmt: skip
    roles.add_argument("username", metavar=user[0], help=user[1])
    roles.add_argument("roles", nargs="+", metavar=say("ROLE", "RÔLE"), help=say("e.g. officer", "p. ex. officer"))  # fmt: skip
    roles.add_argument("--office", metavar=say("OFFICE", "BUREAU"), help=say("another office too", "un autre bureau aussi"))  # fmt: skip
    closing = action("close", "Enter that an account is to be closed; a second person approves it.",
                     "Inscrire qu’un compte est à fermer; une deuxième personne l’approuve.")  # fmt: skip
    closing.add_argument("username", metavar=user[0], help=user[1])
    closing.add_argument("--reason", required=True, metavar=say("TEXT", "TEXTE"), help=why)

    conflict = action("conflict", "Declare a conflict of interest: the case is closed to you.",
                      "Déclarer un conflit d’intérêts : le dossier vous est fermé.")  # fmt: skip
    conflict.add_argument("case", metavar=case[0], help=case[1])
    conflict.add_argument("--why", required=True, metavar=say("TEXT", "TEXTE"), help=why)
    lift = action("lift", "Lift a conflict of interest that a colleague declared.", "Lever un conflit d’intérêts qu’un collègue a déclaré.")  # fmt: skip
    lift.add_argument("username", metavar=user[0], help=user[1])
    lift.add_argument("case", metavar=case[0], help=case[1])
    lift.add_argument("--reason", required=True, metavar=say("TEXT", "TEXTE"), help=why)

    action("reviews", "What small posts did alone and another office has to look at: due and overdue.",
           "Ce que de petits bureaux ont fait seuls et qu’un autre bureau doit examiner : à faire et en retard.")  # fmt: skip
    review = action("review", "Review, from another office, what a small post did alone.",
                    "Examiner, d’un autre bureau, ce qu’un petit bureau a fait seul.")  # fmt: skip
    review.add_argument("case", metavar=case[0], help=case[1])
    review.add_argument("line", metavar=line[0], help=say("the line of the case", "la ligne du dossier"))
    review.add_argument("finding", choices=("in_order", "not_in_order"), help=say("what you found", "ce que vous avez constaté"))  # fmt: skip
    review.add_argument("--remark", required=True, metavar=say("TEXT", "TEXTE"), help=say("what you looked at", "ce que vous avez examiné"))  # fmt: skip


def run(options: argparse.Namespace, speech: Speech) -> int:
    """Show or enter; 0 done, 1 refused with every blocker, 2 it cannot be done."""
    return with_reader(lambda reader: _run(options, reader, speech), options, speech)


def _run(options: argparse.Namespace, reader: Reader, speech: Speech) -> int:
    try:
        does = _SHOWS.get(options.action)
        if does is not None:
            does(options, reader, speech)
            return 0
        return _enter(_ENTRIES[options.action](options, reader, speech), reader, speech)
    except Wrong as wrong:
        fault(str(wrong))
        return 2


# What was typed ---------------------------------------------------------------------------------------------


def _officer(username: str, speech: Speech) -> Officer:
    from trp.officers.models import Officer

    found = Officer.objects.filter(username=username).first()
    if found is None:
        raise Wrong(speech(f"{username}: there is no such officer; trp officers list names them",
                           f"{username}{_COLON} cet agent n’existe pas; trp officers list les nomme"))  # fmt: skip
    return found


def _day(text: str, option: str, speech: Speech) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Wrong(speech(f"{option} {text}: give a day as 2026-03-02", f"{option} {text}{_COLON} donnez un jour comme 2026-03-02"))  # fmt: skip


def _line(text: str, speech: Speech) -> int:
    if not re.fullmatch("-?[1-9][0-9]{0,8}", text):
        raise Wrong(speech(f"{text}: give the number of a line, as trp officers show and trp case give it",
                           f"{text}{_COLON} donnez le numéro d’une ligne, comme le donnent trp officers show et trp case"))  # fmt: skip
    return int(text)


def _case(text: str, speech: Speech) -> str:
    found = re.fullmatch("(?:T-)?0*([0-9]{1,12})", text, re.IGNORECASE)
    if not found:
        raise Wrong(speech(f"{text}: give the number of a case, e.g. T-000042",
                           f"{text}{_COLON} donnez le numéro d’un dossier, p. ex. T-000042"))  # fmt: skip
    return f"T-{int(found[1]):06d}"


# Entries ----------------------------------------------------------------------------------------------------


def _hold(options: argparse.Namespace, reader: Reader, speech: Speech) -> Entry:
    from trp.casework.registers.holdings import EnterHolding

    kind, other = "own", None
    if options.acting_for:
        kind, other = "acting", options.acting_for
    elif options.supervising:
        kind, other = "supervising", options.supervising
    return EnterHolding(
        officer=str(_officer(options.username, speech).id),
        item=options.item,
        level=options.level.upper(),
        since=_day(options.since, "--since", speech),
        until=_day(options.until, "--until", speech) if options.until else None,
        kind=kind,
        for_officer=str(_officer(other, speech).id) if other else None,
    )


def _open(options: argparse.Namespace, reader: Reader, speech: Speech) -> Entry:
    from trp.casework.registers.accounts import OpenAccount

    return OpenAccount(
        officer=str(uuid4()), username=options.username, name=options.name, given=tuple(options.roles),
        office=options.office,
    )  # fmt: skip


def _roles(options: argparse.Namespace, reader: Reader, speech: Speech) -> Entry:
    from trp.casework.registers.accounts import ChangeRoles

    officer = _officer(options.username, speech)
    office = options.office or officer.office_id
    return ChangeRoles(officer=str(officer.id), given=tuple(options.roles), office=office)


def _close(options: argparse.Namespace, reader: Reader, speech: Speech) -> Entry:
    from trp.casework.registers.accounts import CloseAccount

    return CloseAccount(officer=str(_officer(options.username, speech).id), reason=options.reason)


def _waiting(options: argparse.Namespace, speech: Speech) -> str | None:
    """The key of the account that a change waits for under this name and line; None: none does."""
    from trp.journal.delegations import change_of

    found = change_of(options.username, _line(options.line, speech))
    return str(found) if found else None


def _approve(options: argparse.Namespace, reader: Reader, speech: Speech) -> Entry:
    from trp.casework.registers.accounts import ApproveChange
    from trp.casework.registers.holdings import ApproveHolding

    if waiting := _waiting(options, speech):
        return ApproveChange(officer=waiting, change=_line(options.line, speech))
    return ApproveHolding(
        officer=str(_officer(options.username, speech).id), holding=_line(options.line, speech)
    )


def _withdraw(options: argparse.Namespace, reader: Reader, speech: Speech) -> Entry:
    from trp.casework.registers.accounts import WithdrawChange
    from trp.casework.registers.holdings import WithdrawHolding

    if waiting := _waiting(options, speech):
        return WithdrawChange(officer=waiting, change=_line(options.line, speech), reason=options.reason)
    officer = str(_officer(options.username, speech).id)
    return WithdrawHolding(officer=officer, holding=_line(options.line, speech), reason=options.reason)


def _end(options: argparse.Namespace, reader: Reader, speech: Speech) -> Entry:
    from trp.casework.registers.holdings import EndHolding

    return EndHolding(
        officer=str(_officer(options.username, speech).id),
        holding=_line(options.line, speech),
        last_day=_day(options.last_day, "--last-day", speech),
        reason=options.reason,
    )


def _conflict(options: argparse.Namespace, reader: Reader, speech: Speech) -> Entry:
    from trp.casework.registers.conflicts import DeclareConflict

    return DeclareConflict(officer=reader.who.id, case=_case(options.case, speech), why=options.why)


def _lift(options: argparse.Namespace, reader: Reader, speech: Speech) -> Entry:
    from trp.casework.registers.conflicts import LiftConflict

    officer = str(_officer(options.username, speech).id)
    return LiftConflict(officer=officer, case=_case(options.case, speech), reason=options.reason)


def _review(options: argparse.Namespace, reader: Reader, speech: Speech) -> Entry:
    from trp.casework.registers.small_posts import ReviewException
    from trp.journal.delegations import exception_of

    case, line = _case(options.case, speech), _line(options.line, speech)
    whose = exception_of(case, line)
    if whose is None:
        raise Wrong(speech(f"{case}, line {line}: no exception of a small post was used there",
                           f"{case}, ligne {line}{_COLON} aucune exception d’un petit bureau n’y a été utilisée"))  # fmt: skip
    return ReviewException(
        officer=str(whose), case=case, line=line, finding=options.finding, remark=options.remark
    )


def _enter(entry: Entry, reader: Reader, speech: Speech) -> int:
    from uuid import UUID

    from trp.casework.registers.accounts import ChangeRoles, CloseAccount, OpenAccount
    from trp.casework.registers.holdings import EnterHolding
    from trp.journal.asked import Busy, Refused
    from trp.journal.entering import enter

    try:
        done = enter(entry, UUID(reader.who.id), at=reader.at, on=reader.day, key=f"cli {uuid4().hex}")
    except Refused as refused:
        for one in refused.blockers:
            fault(one.says.in_(speech.language))
        return 1
    except Busy:
        raise Wrong(speech("the database is busy: nothing was written; try again",
                           f"la base de données est occupée{_COLON} rien n’a été écrit; réessayez")) from None  # fmt: skip
    page = Page(sys.stdout, speech.language)
    page.line(speech(f"Done: {entry.title.en} (line {done.last}).", f"Fait{_COLON} {entry.title.fr} (ligne {done.last})."))  # fmt: skip
    if isinstance(entry, (EnterHolding, OpenAccount, ChangeRoles, CloseAccount)):
        page.line(speech("It counts once a second supervisor has approved it: trp officers approve.",
                         f"Cela comptera une fois qu’un deuxième superviseur l’aura approuvé{_COLON} trp officers approve."), style="quiet")  # fmt: skip
    return 0


# Pages ------------------------------------------------------------------------------------------------------


def _list(options: argparse.Namespace, reader: Reader, speech: Speech) -> None:
    from trp.cli import officers_page
    from trp.officers.models import Office

    offices = list(Office.objects.order_by("code").values_list("code", flat=True))
    if options.office is not None and options.office not in offices:
        raise Wrong(speech(f"--office {options.office}: give one of {', '.join(offices)}",
                           f"--office {options.office}{_COLON} donnez l’une de ces valeurs{_COLON} {', '.join(offices)}"))  # fmt: skip
    day = _day(options.on, "--on", speech) if options.on else reader.day
    officers_page.listing(options.office, day, Page(sys.stdout, speech.language), speech)


def _show(options: argparse.Namespace, reader: Reader, speech: Speech) -> None:
    from trp.cli import officers_page

    day = _day(options.on, "--on", speech) if options.on else reader.day
    officer = _officer(options.username, speech)
    officers_page.one(officer, day, reader, Page(sys.stdout, speech.language), speech)


def _reviews(options: argparse.Namespace, reader: Reader, speech: Speech) -> None:
    from trp.cli import officers_page

    officers_page.reviews(reader, Page(sys.stdout, speech.language), speech)


_Show = Callable[[argparse.Namespace, Reader, Speech], None]
_SHOWS: dict[str, _Show] = {"list": _list, "show": _show, "reviews": _reviews}
_ENTRIES: dict[str, Callable[[argparse.Namespace, Reader, Speech], Entry]] = {
    "hold": _hold,
    "open": _open,
    "roles": _roles,
    "close": _close,
    "approve": _approve,
    "withdraw": _withdraw,
    "end": _end,
    "conflict": _conflict,
    "lift": _lift,
    "review": _review,
}
