"""What the pages of the manual say of rules: a sentence in both languages, values, days in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trp.cases.contents import anchor
from trp.cases.manual import other_language
from trp.desk.tree import cites
from trp.desk.words import language, said
from trp.rulebook import gaps
from trp.rulebook.language import Amount, Both, Measure, Rulebook
from trp.rulebook.parts import DATED_BY, POLICIES, Json, span_said
from trp.rulebook.parts import span as in_force_of
from trp.rulebook.readings_why import WHY
from trp.rulebook.shape import day
from trp.rulebook.sources import cited
from trp.rulebook.words import day as in_words
from trp.rulebook.words import money

register = template.Library()

Sentence = Both | Mapping[str, str]


def _in(says: Sentence, speaks: str) -> str:
    return says.in_("en" if speaks == "en" else "fr") if isinstance(says, Both) else says[speaks]


@register.filter
def mine(says: Sentence) -> str:
    """A sentence in the reader's language."""
    return _in(says, language())


@register.simple_tag
def both(says: Sentence) -> SafeString:
    """A sentence of the rulebook in both languages, the reader's first; the other one says which it is."""
    other = other_language()
    return format_html(
        '<span class="says">{}</span> <span class="says-other" lang="{}">{}</span>',
        _in(says, language()), other, _in(says, other),
    )  # fmt: skip


@register.filter
def span(in_force: Json) -> str:
    """The days on which something is in force, in words."""
    return said(span_said(in_force))


@register.filter
def place(row: str) -> str:
    """The id of an element for a rule."""
    return anchor(row)


@register.filter
def why(key: str) -> Both | None:
    """Why a reading is taken."""
    return WHY.get(key)


@register.filter
def settles(key: str) -> list[gaps.Gap]:
    """The gaps and contradictions that a reading settles."""
    return [gap for gap in gaps.GAPS.values() if key in gap.readings]


@register.filter
def gap_kind(gap: gaps.Gap) -> str:
    """What it is: a gap, or a contradiction."""
    return said(gaps.KINDS[gap.kind])


@register.simple_tag
def left_open(rule: Json, book: Rulebook) -> dict[str, Any]:
    """What a rule rests on that the pages do not settle: our readings, and the gaps and contradictions."""
    cited_by = set(_citations(rule))
    readings = [one for key, one in book.readings.items() if key in cited_by]
    open_ones = gaps.beside(cited_by)
    return {"readings": readings, "gaps": open_ones, "count": len(readings) + len(open_ones)}


def _citations(rule: Json) -> Iterator[str]:
    yield from rule["under"]
    for clause in rule["when"]:
        yield from clause["under"]


@register.filter
def read_on(checked: str) -> str:
    """The day on which a source was read, in words."""
    return in_words(day(checked), language())


@register.filter
def amount(value: str | int) -> str:
    """An amount of money as the rulebook writes it, or in cents."""
    return money(value if isinstance(value, str) else f"{value // 100}.{value % 100:02d}", language())


@register.filter
def value(found: Any) -> str:
    """A day in words; a number, a list or a text as it is."""
    if isinstance(found, date):
        return in_words(found, language())
    if isinstance(found, str) and len(found) == 10 and found[4:5] == "-" and found[7:8] == "-":
        return in_words(day(found), language())
    if isinstance(found, dict):
        return str(found[language()])
    return ", ".join(map(str, found)) if isinstance(found, list | tuple) else str(found)


@register.filter
def given(gives: Json) -> list[tuple[str, Any]]:
    """The own fields of a rule that are not empty."""
    return [(name, held) for name, held in gives.items() if held is not None]


@register.simple_tag
def outcome(book: Rulebook, table: str, code: str) -> SafeString:
    """An outcome in words, with the word that programs read."""
    return format_html("{} <code>{}</code>", said(book.tables[table].outcomes[code]), code)


@register.filter
def is_web(address: str) -> bool:
    """Whether an address can be followed."""
    return address.startswith("https://")


@register.simple_tag
def below(book: Rulebook, fact: str) -> Any:
    """The table whose outcome a clause reads; None: it reads a fact on record."""
    return book.tables.get(fact)


@register.simple_tag
def other_sentence(says: Sentence) -> SafeString:
    """The sentence in the language that is not that of the page, below the one that is."""
    other = other_language()
    return format_html('<p class="says-other" lang="{}">{}</p>', other, _in(says, other))


@register.simple_tag
def cited_as(name: str) -> str:
    """A citation, a code or a reading as the page's language writes it."""
    return cited(name, language())


@register.simple_tag
def cites_one(key: str) -> SafeString:
    """One citation, linked to everything that rests on it."""
    return cites((key,))


@register.simple_tag
def table_said(book: Rulebook, table: str) -> str:
    """What a table asks."""
    return said(book.tables[table].says)


@register.simple_tag
def hit_policy(policy: Json) -> str:
    """How a table chooses."""
    return said(POLICIES[policy["policy"]])


@register.simple_tag
def dated_by(name: str) -> str:
    """Of which day its law is."""
    return said(DATED_BY[name])


@register.filter
def dated(one: Amount | Measure) -> str:
    """The days on which an amount or a measure is in force, in words."""
    return said(span_said(in_force_of(one)))


@register.filter
def pairs(held: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The entries of a mapping; `items` of a template would look for a key of that name."""
    return list(held.items())
