"""The rows of a list as text: fifty of them in a template take longer than the reading and everything else together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from trp.casework.queue import FEES, working_days
from trp.casework.roles import ROLES
from trp.desk.acting import address_of
from trp.desk.far import far
from trp.desk.reader import Reader
from trp.desk.words import grouped, language, said, speech
from trp.journal.lists.shown import Count, QueuePage, Row
from trp.officers.models import Office, Officer
from trp.rulebook.words import NO_BREAK, dollars, money
from trp.rulebook.words import day as in_words

_KINDS = {"settled": "yes", "exempt": "yes", "claimed": "yes", "due": "wait", "refer": "wait", "exemption_open": "wait"}  # fmt: skip


@dataclass(frozen=True)
class Names:
    """The names of offices by code, and of officers by key, as far as the rows name them."""

    offices: dict[str, str]
    officers: dict[str, str]


def names_of(rows: Iterable[Row]) -> Names:
    """The names of the offices and the officers of these rows."""
    say, held = speech(), tuple(rows)
    codes, holders = {row.office for row in held}, {row.holder for row in held if row.holder}
    offices = Office.objects.filter(code__in=codes).values_list("code", "name_en", "name_fr")
    officers = Officer.objects.filter(id__in=holders).values_list("id", "name") if holders else ()
    return Names({code: say(en, fr) for code, en, fr in offices}, {str(key): name for key, name in officers})


def counted(count: Count) -> str:
    """A count that does not lie: exact, or `1,000+`."""
    return grouped(count.value) + ("+" if count.more else "")


def list_told(
    found: QueuePage, reader: Reader, given: QueryDict, *, elsewhere: bool = False, acts: bool = True
) -> dict[str, Any]:
    """What `desk/parts/list.html` shows of a part of a list: its rows as `drawn` makes them, and the ways on and back.

    Args:
        given: The address of the page; of it all is kept but the place in the list.
    """

    def at(start: str | None) -> str | None:
        if start is None:
            return None
        kept = [(name, value) for name in given for value in given.getlist(name) if name != "start" and value]
        return "?" + urlencode([*kept, ("start", start)])

    lines = drawn(found.rows, names_of(found.rows), reader.day, elsewhere=elsewhere, acts=acts)
    return {
        "lines": list(lines), "page": found, "count": counted(found.count),
        "previous": at(found.previous), "following": at(found.next),
    }  # fmt: skip


def drawn(
    rows: Iterable[Row], names: Names, on: date, *, elsewhere: bool, acts: bool = True
) -> Iterator[SafeString]:
    """The table rows.

    Args:
        on: Today at the office.
        elsewhere: The cases lie at several offices, and each is named.
        acts: The reader can act on them, by the keys of the list too.
    """
    say = speech()
    age, due, fee, held = (
        escape(one)
        for one in (say("Age:", f"Âge{NO_BREAK}:"), say("Due:", f"Échéance{NO_BREAK}:"),
                    say("Fee:", f"Frais{NO_BREAK}:"), say("Held by:", f"Confié à{NO_BREAK}:"))
    )  # fmt: skip
    assign, note = escape(say("Assign", "Confier")), escape(say("Add a note", "Ajouter une note"))
    restricted = _tag(say("restricted", "restreint"), "no")
    case = reverse("case", args=["T-000000"])
    for row in rows:
        doors = (
            f'<span class="unseen"><a data-key="assign" tabindex="-1" href="{address_of("Assign", row.number)}">{assign}</a> '
            f'<a data-key="note" tabindex="-1" href="{address_of("AddNote", row.number)}">{note}</a></span>'
            if acts
            else ""
        )
        number = escape(row.number)
        person = escape(f"{row.person.family_name}, {row.person.given_names}") if row.person else "–"
        who = escape(said(ROLES[row.next])) if row.next != "nobody" else "–"
        office = f" · {escape(names.offices.get(row.office, row.office))}" if elsewhere else ""
        paid = f' <span class="money">{escape(money(dollars(row.fee_due), language()))}</span>' if row.fee_due else ""  # fmt: skip
        yield mark_safe(
            f'<tr data-case="{number}"><th scope="row"><a data-open href="{case.replace("T-000000", row.number)}">{number}</a></th>'
            f'<td class="person">{person}{f" {restricted}" if row.restricted else ""}</td>'
            f'<td>{escape(said(row.says))} <span class="quiet">{who}{office}</span></td>'
            f'<td class="number" data-label="{age}">{_days(working_days(row.since, on))}</td>'
            f'<td data-label="{due}">{_due(row.due, on)}</td>'
            f'<td data-label="{fee}">{_tag(said(FEES[row.fee]), _KINDS.get(row.fee, "plain"))}{paid}</td>'
            f'<td data-label="{held}">{escape(names.officers.get(row.holder or "", "–"))}{doors}</td></tr>\n'
        )  # fmt: skip


def _days(count: int) -> str:
    if count == 0:
        return speech()("today", "aujourd’hui")
    return speech()(f"{count}{NO_BREAK}day{'s' if count != 1 else ''}", f"{count}{NO_BREAK}jour{'s' if count > 1 else ''}")  # fmt: skip


def _due(due: date | None, on: date) -> str:
    if due is None:
        return "–"
    shown = f'<time datetime="{due.isoformat()}" title="{escape(in_words(due, language()))}">{escape(far(due, on))}</time>'
    return f'<span class="tag tag-no">{shown}</span>' if due < on else shown


def _tag(text: str, kind: str) -> str:
    return f'<span class="tag tag-{kind}">{escape(text)}</span>'
