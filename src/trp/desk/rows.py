"""The rows of a list as text: fifty of them in a template take longer than the reading and everything else together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from trp.casework.queue import BLOCKED, FEES, TAKEN, TAKEN_MEANS, working_days
from trp.casework.roles import ROLES
from trp.casework.stages import STAGES
from trp.desk.about import short
from trp.desk.acting import address_of
from trp.desk.columns import COLUMNS, USUAL
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
    found: QueuePage, reader: Reader, given: QueryDict, *, columns: tuple[str, ...] = USUAL, elsewhere: bool = False,
    acts: bool = True, chosen: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    """What `desk/parts/list.html` shows of a part of a list: its rows as `drawn` makes them, and the ways on and back.

    Args:
        given: The address of the page; of it all is kept but the place in the list, and that all of it was chosen.
    """

    def at(start: str | None) -> str | None:
        if start is None:
            return None
        kept = [
            (name, value)
            for name in given
            for value in given.getlist(name)
            if name not in ("start", "chosen") and value
        ]
        return "?" + urlencode([*kept, ("start", start)])

    lines = drawn(
        found.rows, names_of(found.rows), reader.day, columns=columns, elsewhere=elsewhere, acts=acts, chosen=chosen
    )  # fmt: skip
    return {
        "lines": list(lines), "page": found, "count": counted(found.count),
        "heads": [(name, COLUMNS[name]) for name in columns], "chooses": chosen is not None,
        "previous": at(found.previous), "following": at(found.next),
    }  # fmt: skip


def drawn(
    rows: Iterable[Row], names: Names, on: date, *, columns: tuple[str, ...] = USUAL, elsewhere: bool, acts: bool = True,
    chosen: bool | None = None,
) -> Iterator[SafeString]:  # fmt: skip
    """The table rows.

    Args:
        on: Today at the office.
        columns: Which, in their order (`trp.desk.columns`).
        elsewhere: The cases lie at several offices, and each is named.
        acts: The reader can act on them, by the keys of the list too.
        chosen: Whether the boxes by which cases are chosen are ticked; None: there are none.
    """
    say = speech()
    assign, note = escape(say("Assign", "Confier")), escape(say("Add a note", "Ajouter une note"))
    choose, ticked = escape(say("Choose", "Choisir")), " checked" if chosen else ""
    case = reverse("case", args=["T-000000"])
    cells = _cells(names, on, elsewhere=elsewhere)
    drawing = [cells[name] for name in columns]
    for row in rows:
        number = escape(row.number)
        box = "" if chosen is None else (
            f'<td class="choose"><input type="checkbox" name="case" value="{number}" form="together" aria-label="{choose} {number}"{ticked}></td>'
        )  # fmt: skip
        doors = (
            f'<span class="unseen"><a data-key="assign" tabindex="-1" href="{address_of("Assign", row.number)}">{assign}</a> '
            f'<a data-key="note" tabindex="-1" href="{address_of("AddNote", row.number)}">{note}</a></span>'
            if acts
            else ""
        )
        told = "".join([draw(row) for draw in drawing]).removesuffix("</td>")
        yield mark_safe(  # the last cell holds what the keys press
            f'<tr data-case="{number}">{box}<th scope="row"><a data-open href="{case.replace("T-000000", row.number)}">{number}</a></th>'
            f"{told}{doors}</td></tr>\n"
        )


def _cells(names: Names, on: date, *, elsewhere: bool) -> dict[str, Callable[[Row], str]]:
    """How the cell of each column is drawn; what says nothing without its heading has it again, where rows are stacked."""
    restricted = _tag(speech()("restricted", "restreint"), "no")
    labels = {name: escape(f"{said(told)}{speech()(':', f'{NO_BREAK}:')}") for name, told in COLUMNS.items()}

    def person(row: Row) -> str:
        told = escape(f"{row.person.family_name}, {row.person.given_names}") if row.person else "–"
        return f'<td class="person">{told}{f" {restricted}" if row.restricted else ""}</td>'

    def following(row: Row) -> str:
        who = escape(said(ROLES[row.next])) if row.next != "nobody" else "–"
        office = f" · {escape(names.offices.get(row.office, row.office))}" if elsewhere else ""
        return f'<td>{escape(said(row.says))} <span class="quiet">{who}{office}</span></td>'

    def labelled(name: str, told: Callable[[Row], str], kind: str = "") -> Callable[[Row], str]:
        begin = f'<td{kind} data-label="{labels[name]}">'
        return lambda row: f"{begin}{told(row)}</td>"

    def fee(row: Row) -> str:
        paid = f' <span class="money">{escape(money(dollars(row.fee_due), language()))}</span>' if row.fee_due else ""  # fmt: skip
        taken = f" {_tag(said(TAKEN), 'no', said(TAKEN_MEANS))}" if row.taken else ""
        return f"{_tag(said(FEES[row.fee]), _KINDS.get(row.fee, 'plain'))}{taken}{paid}"

    return {
        "person": person,
        "next": following,
        "age": labelled("age", lambda row: str(working_days(row.since, on)), ' class="number"'),
        "due": labelled("due", lambda row: _due(row.due, on)),
        "fee": labelled("fee", fee),
        "held": labelled("held", lambda row: escape(names.officers.get(row.holder or "", "–"))),
        "stage": labelled("stage", lambda row: escape(said(STAGES[row.stage]))),
        "blocked": labelled(
            "blocked", lambda row: escape(said(BLOCKED[row.blocked])) if row.blocked else "–"
        ),
        "stream": labelled("stream", lambda row: escape(said(short("stream", row.stream)))),
        "made_to": labelled("made_to", lambda row: escape(said(short("made_to", row.made_to)))),
    }


def _due(due: date | None, on: date) -> str:
    if due is None:
        return "–"
    shown = f'<time datetime="{due.isoformat()}" title="{escape(in_words(due, language()))}">{escape(far(due, on))}</time>'
    return f'<span class="tag tag-no">{shown}</span>' if due < on else shown


def _tag(text: str, kind: str, help_text: str = "") -> str:
    title = f' title="{escape(help_text)}"' if help_text else ""
    return f'<span class="tag tag-{kind}"{title}>{escape(text)}</span>'
