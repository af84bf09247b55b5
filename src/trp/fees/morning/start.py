"""The morning on one page: what there is to do with the money, what is to be done first standing first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trp.casework.checks import amount
from trp.casework.gcms.words import fill
from trp.casework.registers.receipts import CLERKS, NUMBER
from trp.desk.acting import Door
from trp.desk.may import may
from trp.desk.navigation import open_door
from trp.desk.reader import Reader
from trp.desk.reading import reader_of
from trp.desk.words import speech
from trp.fees import looking
from trp.fees.closing.pages import to_close
from trp.fees.morning.refunds import holder_fees, waiting
from trp.fees.morning.remitted import owed
from trp.journal.lists.shown import Count, Tab
from trp.journal.queue import tabs
from trp.rulebook.language import Both


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do, how many times, and where. `under`: the rule it rests on; `more`: a word on it."""

    title: Both
    count: Count
    href: str
    more: Both | None = None
    under: tuple[str, ...] = ()


@may(*CLERKS)
def start(request: HttpRequest) -> HttpResponse:
    """The page; and a receipt by its number, wherever it is."""
    number = request.GET.get("number", "").strip()
    if NUMBER.fullmatch(number):
        return redirect("receipt", receipt=looking.as_known(number))
    reader = reader_of(request)
    tasks = list(_tasks(reader))
    told = {
        "here": "receipts", "tasks": [one for one in tasks if one.count.value],
        "calm": [one for one in tasks if not one.count.value], "last": looking.last_received(),
        "number": number[:60], "doors": list(_doors(reader)), "reader": reader,
    }  # fmt: skip
    return render(request, "fees/morning/start.html", told)


def _tasks(reader: Reader) -> Iterator[Task]:
    standing = looking.standing(reader.who.office, reader.day)
    match = reverse("match-receipts")
    yield Task(
        Both("Money in suspense for more than 5 working days", "Sommes en attente depuis plus de 5 jours ouvrables"),
        Count(standing.late), f"{match}?late=1", Both("Find its case, or explain it.", "Trouvez le dossier, ou donnez l’explication."),
    )  # fmt: skip
    money = fill(
        Both("{cents} in all, oldest first.", "{cents} en tout, les plus anciennes d’abord."),
        cents=amount(standing.cents),
    )
    yield Task(Both("Money without a case", "Sommes sans dossier"), Count(standing.count), match, money)
    yield Task(
        Both("Cases that wait for money", "Dossiers en attente de paiement"), tabs(reader.who, on=reader.day)[Tab.FEE],
        f"{match}#cases", Both("At your office.", "À votre bureau."),
    )  # fmt: skip
    refunds = waiting(reader)
    own = sum(one.proposer == reader.who.id for one in refunds)
    theirs = fill(
        Both("{n} proposed by you: a colleague approves.", "Dont {n} de votre part : un collègue approuve."),
        n=own,
    )
    yield Task(
        Both("Refunds that wait for a second person", "Remboursements qui attendent une deuxième personne"),
        Count(len(refunds)), reverse("refunds"), theirs if own else None,
    )  # fmt: skip
    yield Task(
        Both("Holder fees not charged with R208(b)", "Frais de titulaire non exigés avec R208b)"), Count(len(holder_fees(reader))),
        f"{reverse('refunds')}#holders", Both("To be refunded.", "À rembourser."), ("R303.2", "R208(b)"),
    )  # fmt: skip
    yield Task(
        Both("Remissions owed and not recorded", "Remises dues et non consignées"), Count(len(owed(reader))),
        reverse("remissions"), None, ("Remission policy",),
    )  # fmt: skip

    unsigned = to_close(reader.who.office, reader.day)
    held = fill(
        Both("{cents} in the ledger of these days, the oldest first.", "{cents} au grand livre de ces journées, les plus anciennes d’abord."),
        cents=amount(sum(one.cents for one in unsigned)),
    )  # fmt: skip
    yield Task(
        Both("Days to close", "Journées à clore"), Count(len(unsigned)), reverse("days"), held if unsigned else None,
    )  # fmt: skip


def _doors(reader: Reader) -> Iterator[Door]:
    """What else belongs to the morning: the close of the day, and the published amounts for those who keep them."""
    say = speech()
    for name, title in (
        ("days", say("Close of the day", "Clôture de la journée")),
        ("amounts", say("Published amounts", "Montants publiés")),
    ):
        if href := open_door(name, reader.who.roles):
            yield Door(title, href)
