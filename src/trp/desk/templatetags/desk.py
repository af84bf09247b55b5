"""What templates say: both languages side by side, days, money, citations, and the components of every page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.forms import BoundField
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from trp.desk.acting import VIEWS, slug
from trp.desk.columns import COLUMNS, USUAL
from trp.desk.tree import cites as linked
from trp.desk.tree import clauses as listed
from trp.desk.tree import tree as drawn
from trp.desk.words import grouped, language, said, speech
from trp.rulebook.language import Both
from trp.rulebook.request import question
from trp.rulebook.sources import cited
from trp.rulebook.words import NO_BREAK, dollars, of_name
from trp.rulebook.words import day as in_words
from trp.rulebook.words import money as in_money

register = template.Library()


def say(en: str, fr: str, **values: Any) -> SafeString:
    """`{% say "Hello {name}" "Bonjour {name}" name=who %}`: the sentence of the page's language, values escaped."""
    text = en if language() == "en" else fr
    return format_html(text, **values) if values else mark_safe(text)


class _Said(template.Node):
    """A sentence without values: most of what a page says, and what it is drawn with a hundred times."""

    def __init__(self, en: str, fr: str) -> None:
        self.en, self.fr = mark_safe(en), mark_safe(fr)

    def render(self, context: template.Context) -> SafeString:
        return self.en if language() == "en" else self.fr


_with_values = template.Library()
_with_values.simple_tag(say, name="say")


@register.tag("say")
def _say(parser: Any, token: Any) -> template.Node:
    _, *bits = token.split_contents()
    if len(bits) == 2 and all(one[0] == one[-1] and one[0] in "\"'" for one in bits):
        return _Said(bits[0][1:-1], bits[1][1:-1])
    node: template.Node = _with_values.tags["say"](parser, token)
    return node


@register.filter(name="said")
def said_filter(both: Both | None) -> str:
    """A sentence of the rulebook or the casework in the page's language."""
    return said(both) if both else ""


@register.filter
def or_usual(heads: Iterable[tuple[str, Both]] | None) -> Iterable[tuple[str, Both]]:
    """The columns of a list of cases with their headings; the usual ones where none are chosen."""
    return heads or [(name, COLUMNS[name]) for name in USUAL]


@register.filter
def day(value: date | None) -> str:
    """A day in words: `1 December 2026`, `1er décembre 2026`."""
    return in_words(value, language()) if value else "–"


@register.simple_tag
def day_tag(value: date | None) -> SafeString:
    """A day in words, with the day that programs read."""
    if value is None:
        return mark_safe("–")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), in_words(value, language()))


@register.simple_tag
def moment(value: datetime) -> SafeString:
    """A moment at the office: `2 March 2026, 14:05`, `2 mars 2026, 14 h 05`."""
    here = value.astimezone(ZoneInfo(settings.OFFICE_ZONE))
    hour = speech()(f"{here:%H:%M}", f"{here.hour}{NO_BREAK}h{NO_BREAK}{here:%M}")
    return format_html(
        '<time datetime="{}">{}, {}</time>',
        here.isoformat("T", "minutes"),
        in_words(here.date(), language()),
        hour,
    )


@register.filter
def money(cents: int | None) -> str:
    """Cents as money: `$246.25`, `246,25 $`."""
    return "–" if cents is None else in_money(dollars(cents), language())


@register.filter
def of(name: str) -> str:
    """In French, a name after `de`: d’Amélie, de Roy."""
    return of_name(name)


@register.filter
def cite(under: Iterable[str] | None) -> str:
    """Citations as an officer of the page's language writes them."""
    return ", ".join(cited(one, language()) for one in under or ())


@register.filter
def counted(number: int) -> str:
    """A whole number with its thousands apart: `1,284`, `1 284`."""
    return grouped(number)


@register.filter
def days(count: int) -> str:
    """A number of days: `1 day`, `9 jours`."""
    if count == 0:
        return speech()("today", "aujourd’hui")
    return speech()(
        f"{count}{NO_BREAK}day{'s' if count != 1 else ''}", f"{count}{NO_BREAK}jour{'s' if count > 1 else ''}"
    )


@register.simple_tag
def many(number: int, one_en: str, more_en: str, one_fr: str, more_fr: str) -> SafeString:
    """`{% many n "case" "cases" "dossier" "dossiers" %}`: the number with its noun; in French none is singular."""
    noun = (one_en if number == 1 else more_en) if language() == "en" else (more_fr if number > 1 else one_fr)
    return format_html("{}{}{}", counted(number), NO_BREAK, noun)


@register.simple_tag(takes_context=True)
def other_language(context: template.Context) -> dict[str, str]:
    """The same page in the other language: its address, code and name."""
    request: HttpRequest = context["request"]
    code, name = ("fr", "Français") if language() == "en" else ("en", "English")
    return {"href": translate_url(request.get_full_path(), code), "code": code, "name": name}


# Components -------------------------------------------------------------------------------------------


@register.inclusion_tag("desk/parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A field with its label, hint and errors; a group of choices as a fieldset."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "text")
    return {
        "field": bound,
        "group": kind in ("radio", "checkbox") and hasattr(widget, "choices"),
        "single_checkbox": kind == "checkbox" and not hasattr(widget, "choices"),
        "hidden": widget.is_hidden,
        "shown": bound.as_widget(),
    }


@register.inclusion_tag("desk/parts/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """Every error of a form, each a link to its field; drawn at the top of the page, focus goes there."""
    told = []
    if form is not None and form.errors:
        told += [("", error) for error in form.non_field_errors()]
        for bound in form:
            group = hasattr(bound.field.widget, "choices") and getattr(
                bound.field.widget, "input_type", ""
            ) in ("radio", "checkbox")
            target = f"{bound.auto_id}_0" if group else bound.auto_id
            named = (
                f"{bound.label} – " if getattr(form, "names_fields", False) and not bound.is_hidden else ""
            )
            told += [(target, f"{named}{error}") for error in bound.errors]
    return {"errors": told}


@register.simple_tag
def tag(text: Any, kind: str = "plain") -> SafeString:
    """A short word that marks a state; never by colour alone. `kind`: plain, yes, no, wait, quiet."""
    return format_html('<span class="tag tag-{}">{}</span>', kind, conditional_escape(text))


@register.inclusion_tag("desk/parts/blocker.html", takes_context=True)
def blocker(context: template.Context, shown: Any) -> dict[str, Any]:
    """One thing that stops an act: what is wrong, the rule, since when, who can clear it, the button if that is you."""
    return {"b": shown, "request": context.get("request")}


@register.simple_tag
def tree(nodes: Any) -> SafeString:
    """The tree of reasons of a determination, as `trp determine` writes it."""
    return drawn(nodes)


@register.simple_tag
def clauses(nodes: Any) -> SafeString:
    """The tests of one rule as a list, each with ✓, ✗ or ? and what is on record."""
    return listed(nodes)


@register.simple_tag
def cites(under: Iterable[str] | None) -> SafeString:
    """Citations, each a link to the manual inside the product."""
    return linked(under)


@register.filter
def asks(path: str) -> str:
    """The question for one fact of a request, in the rulebook's words."""
    return said(question(path).says)


@register.filter
def count_said(count: Any) -> str:
    """A count that does not lie: exact, or `1,000+`."""
    return counted(count.value) + ("+" if count.more else "")


@register.simple_tag
def act_link(name: str, number: str) -> str:
    """The page of an act on a case."""
    return reverse(f"act-{slug(name)}", args=[number]) if name in VIEWS else ""
