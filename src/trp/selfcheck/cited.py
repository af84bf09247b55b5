"""The sources of what a result shows, as the reader’s language has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trp.rulebook.language import Both, Language, Source
from trp.rulebook.sources import address_of, source_of
from trp.rulebook.words import day as in_words

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_OURS = {"READINGS": Both("Our own readings of the rules", "Nos propres interprétations des règles")}
"""Titles that name folders of the project, in words for somebody who has none of them."""


@dataclass(frozen=True)
class Cited:
    """A source as it is shown. `address`: empty where there is none to open; `english`: it leads to an English page."""

    title: str
    address: str
    english: bool
    verified: bool
    checked: date


def cited(citations: Iterable[str], sources: tuple[Source, ...], language: Language) -> tuple[Cited, ...]:
    """The sources of citations, each once."""
    found = (source_of(citation, sources) for citation in citations)
    return tuple(_shown(one, language) for one in dict.fromkeys(found) if one is not None)


def _shown(source: Source, language: Language) -> Cited:
    address, written_in = address_of(source, language)
    opens = address.startswith("https://")
    title = _OURS.get(source.key, source.title).in_(language)
    return Cited(
        _DAY.sub(lambda found: in_words(date.fromisoformat(found[0]), language), title),
        address if opens else "",
        opens and language == "fr" and written_in == "en",
        source.verified,
        source.checked,
    )
