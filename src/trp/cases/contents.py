"""What the manual contains: its chapters, where each rule stands in it, and finding by words in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from trp.rulebook import gaps
from trp.rulebook.language import Both, Clause, Finding, From, Given, Row, Rulebook, Table
from trp.rulebook.notation import officers
from trp.rulebook.readings_why import WHY
from trp.rulebook.sources import cited


@dataclass(frozen=True)
class Chapter:
    """The tables that answer one finding, those below first; `finding` None: those that only duties and notices read."""

    says: Both
    finding: Finding | None
    tables: tuple[Table, ...]


_OTHER = Both("What duties and notices read", "Ce que lisent les tâches et les avis")


@lru_cache(maxsize=8)
def chapters(book: Rulebook) -> tuple[Chapter, ...]:
    """The tables of a rulebook, each once, under the finding that first rests on it."""
    left = dict(book.tables)
    found = []
    for finding in book.findings:
        below = [name for name in _below(book, finding) if name in left]
        held = tuple(left.pop(name) for name in book.tables if name in below)
        found.append(Chapter(finding.says, finding, held))
    if left:
        found.append(Chapter(_OTHER, None, tuple(left.values())))
    return tuple(found)


def rested_on(book: Rulebook) -> frozenset[str]:
    """The tables on which a finding can rest."""
    return frozenset(name for finding in book.findings for name in _below(book, finding))


def _below(book: Rulebook, finding: Finding) -> set[str]:
    """The table of a finding and those below it, other findings apart."""
    apart = {one.table for one in book.findings} - {finding.table}
    found: set[str] = set()
    waiting = [finding.table, *_outcomes(given for given in finding.fields.values() if given)]
    waiting += ["item_hold"] if finding.name == "disclosure" else []  # read piece by piece
    while waiting:
        name = waiting.pop()
        if name in book.tables and name not in found | apart:
            found.add(name)
            waiting += book.tables[name].reads()
            for row in book.tables[name].rows:
                waiting += _outcomes(row.gives.values())
    return found


def _outcomes(given: Iterable[Given]) -> Iterator[str]:
    yield from (one.outcome for one in given if isinstance(one, From) and one.outcome)


def anchor(row: str) -> str:
    """The id of an element: where a row stands on the page of its table."""
    return "r-" + re.sub("[^a-z0-9]+", "-", plain(row)).strip("-")


# Finding ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """Something that can be found. `kind`: rule, table, duty, notice, reading, gap, source, measure, term or amount.

    `where`: its place in the manual, below the address of the manual.
    """

    kind: str
    name: str
    says: Both
    under: tuple[str, ...]
    where: str
    words: str


@dataclass(frozen=True)
class Hits:
    """What was found for some words: the first of them, how many there are, and how many of each kind."""

    entries: tuple[Entry, ...]
    total: int
    kinds: Mapping[str, int]


def search(book: Rulebook, text: str, *, most: int) -> Hits:
    """Everything that has all the words, in either language; accents, capitals and the parentheses of a letter aside.

    A long word is found by its beginning. What is called so comes first, then what says so in those very words, in the
    order of the rulebook.
    """
    words = plain(text).split()
    typed = plain(officers(text))
    if not words:
        return Hits((), 0, {})
    stems = [_stem(word) for word in words]
    found = [one for one in _entries(book) if all(stem in one.words for stem in stems) or typed in one.words]
    found.sort(
        key=lambda one: (
            plain(one.name) not in (typed, " ".join(words)),
            not all(word in one.words for word in words),
        )
    )
    return Hits(tuple(found[:most]), len(found), Counter(one.kind for one in found))


def _stem(word: str) -> str:
    """By what a word is found: a long one by its beginning, so that “rembourser” finds “remboursement”."""
    return word[:7] if len(word) > 8 and word.isalpha() else word


def plain(text: str) -> str:
    """A text as it is compared: small letters without accents, ligatures opened, one kind of apostrophe and of space."""
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("’", "'")
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(bare.casefold().split())


@lru_cache(maxsize=8)
def _entries(book: Rulebook) -> tuple[Entry, ...]:
    return tuple(_all(book))


def _all(book: Rulebook) -> Iterator[Entry]:
    for table in book.tables.values():
        yield _entry("table", table.name, table.says, (), f"{table.name}/")
        for row in table.rows:
            yield _entry(
                "rule", row.id, row.says, row.under, f"{table.name}/#{anchor(row.id)}", row.when, _codes(row)
            )
    for duty in book.duties:
        yield _entry("duty", duty.code, duty.says, duty.under, about(duty.code), (*duty.when, *duty.done))
    for notice in book.notices:
        yield _entry(
            "notice",
            notice.code,
            notice.says,
            notice.under,
            about(notice.code),
            (*notice.when, *notice.unless),
        )
    for key, reading in book.readings.items():
        why = WHY.get(key)
        yield _entry("reading", key, reading.says, (), about(key), more=(why.en, why.fr) if why else ())
    for gap in gaps.GAPS.values():
        kind = gaps.KINDS[gap.kind]
        yield _entry(
            "gap", gap.key, gap.says, gap.under, about(gap.key), more=(kind.en, kind.fr, *gap.readings)
        )
    for source in book.sources:
        yield _entry(
            "source", source.key, source.title, (), about(source.key), more=(*source.cites, source.address)
        )
    for measure in book.measures:
        yield _entry(
            "measure",
            measure.reference,
            measure.says,
            (measure.source,),
            about(measure.reference),
            more=(measure.who.en, measure.who.fr),
        )
    for term in book.terms.values():
        yield _entry("term", term.name, term.says, term.under, about(term.name))
    for series in book.series.values():
        yield _entry("amount", series.name, series.says, (series.under,), about(series.under))  # fmt: skip


def about(name: str) -> str:
    """The place of everything that rests on a name."""
    return f"?about={quote(name, safe='')}"


def _codes(row: Row) -> tuple[str, ...]:
    return tuple(given for given in row.gives.values() if isinstance(given, str))


def _entry(
    kind: str, name: str, says: Both, under: tuple[str, ...], where: str, when: Iterable[Clause] = (), more: Iterable[str] = (),
) -> Entry:  # fmt: skip
    clauses = tuple(when)
    citations = dict.fromkeys([*under, *(one for clause in clauses for one in clause.under)])
    texts = [name, says.en, says.fr, *more, *citations, *(cited(one, "fr") for one in citations)]
    texts += [text for clause in clauses for text in (clause.says.en, clause.says.fr)]
    return Entry(kind, name, says, under, where, plain(" \n".join(texts)))
