"""Charts: bars as SVG, drawn here and not by a script. Each says what it shows, and stands beside its table.

Widths are shares of the page, so that letters keep their size on a phone. What is in a bar is told by its pattern and
its label, never by colour alone; colours are those of the page, light, dark or printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from trp.desk.words import grouped

PATTERNS = ("full", "striped", "dotted")
_ROW, _BAR, _LINE = 40, 14, 22  # heights in pixels
_WIDEST = 96  # of a hundred


@dataclass(frozen=True)
class Bar:
    """A bar: its label, and one number for each part."""

    label: str
    parts: tuple[int, ...]


def bars(name: str, title: str, says: str, parts: Sequence[str], held: Sequence[Bar]) -> SafeString:
    """A chart of lying bars, one below the other.

    Args:
        name: Its id on the page.
        title: What it shows.
        says: What is to be seen in it, in a sentence.
        parts: What each part of a bar is, in the order of the numbers; one is not named in the chart.
        held: The bars, at least one.
    """
    most = max(sum(one.parts) for one in held) or 1
    legend = _legend(name, parts) if len(parts) > 1 else ""
    top = _LINE * len(parts) + 6 if legend else 0
    rows = format_html_join(
        "", "{}", ((_bar(name, one, top + n * _ROW, most),) for n, one in enumerate(held))
    )
    return format_html(
        '<svg class="chart" id="{name}" width="100%" height="{height}" role="img" aria-labelledby="{name}-title {name}-desc">'
        '<title id="{name}-title">{title}</title><desc id="{name}-desc">{says}</desc>{defs}{legend}{rows}</svg>',
        name=name, height=top + len(held) * _ROW, title=title, says=says, defs=_defs(name), legend=legend, rows=rows,
    )  # fmt: skip


def _bar(name: str, one: Bar, y: int, most: int) -> SafeString:
    numbers = " + ".join(grouped(n) for n in one.parts) if len(one.parts) > 1 else grouped(sum(one.parts))
    drawn, at = [], 0.0
    for kind, n in zip(PATTERNS, one.parts, strict=False):
        wide = n * _WIDEST / most
        if n:
            drawn.append((f"{at:.2f}", y + _ROW - _BAR - 6, f"{wide:.2f}", _BAR, kind, name, kind))
        at += wide
    rects = format_html_join(
        "", '<rect x="{}%" y="{}" width="{}%" height="{}" class="bar-{}" fill="url(#{}-{})"/>', drawn
    )
    return format_html('<text x="0" y="{}">{} <tspan class="chart-number">{}</tspan></text>{}', y + 14, one.label, numbers, rects)  # fmt: skip


def _legend(name: str, parts: Sequence[str]) -> SafeString:
    """What each pattern is, one below the other."""
    told = (
        (n * _LINE + 2, kind, name, kind, n * _LINE + 14, text)
        for n, (kind, text) in enumerate(zip(PATTERNS, parts, strict=False))
    )
    return format_html_join(
        "",
        '<rect x="0" y="{}" width="14" height="14" class="bar-{}" fill="url(#{}-{})"/><text x="20" y="{}">{}</text>',
        told,
    )


def _defs(name: str) -> SafeString:
    return format_html(
        '<defs><pattern id="{0}-full" width="8" height="8" patternUnits="userSpaceOnUse">{1}</pattern>'
        '<pattern id="{0}-striped" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">{2}</pattern>'
        '<pattern id="{0}-dotted" width="6" height="6" patternUnits="userSpaceOnUse">{3}</pattern></defs>',
        name,
        mark_safe('<rect class="ink" width="8" height="8"/>'),
        mark_safe('<rect class="ink" width="2" height="6"/>'),
        mark_safe('<circle class="ink" cx="3" cy="3" r="1.2"/>'),
    )
