"""What rests on a name: a provision, an instrument, the id of a row, a reading, a code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from trp.rulebook import parts
from trp.rulebook.derive.classes import CLASSES
from trp.rulebook.language import Both, Clause, First, Row, Rulebook
from trp.rulebook.notation import PROVISION, naming, officers
from trp.rulebook.parts import Json
from trp.rulebook.sources import cited, source_of

_ENTRIES = ("rules", "hit_policies", "listed_fees", "duties", "notices", "amounts", "terms", "measures")
_NOTHING = Both("", "")


class Name:
    """A name that was asked for, and whether something goes by it. Capitals do not matter."""

    def __init__(self, text: str, book: Rulebook) -> None:
        self.text = officers(text)
        self._book = book
        self._folded = self.text.casefold()
        self._known: dict[str, bool] = {}
        provision = PROVISION.fullmatch(self.text) is not None
        self._sentence = naming(self.text) if provision else None
        self._classes = {
            fact
            for fact, provisions in CLASSES.items()
            if any(
                self.text == one or self.text.startswith(f"{one}(")
                for one in provisions
                if one.count("(") > 1
            )
        }

    def of(self, other: object) -> bool:
        """Whether the other is that very name."""
        return isinstance(other, str) and other.casefold() == self._folded

    def of_row(self, row: Row) -> bool:
        """Whether the row is called so, gives that code, or was made for it: `M31: in Canada` for M31."""
        made_for = row.id.casefold().startswith(f"{self._folded}:")
        return (
            made_for or self.of(row.id) or self.of(row.gives.get("code")) or self.of(row.gives.get("basis"))
        )

    def cites(self, citation: str) -> bool:
        """Whether the citation is this one, lies below it, or is a part of it: `Fee instruction, M31` for both."""
        if citation not in self._known:
            forms = {citation.casefold(), cited(citation, "fr").casefold()}
            source = source_of(citation, self._book.sources)
            self._known[citation] = any(map(self._met_by, forms)) or (
                source is not None and self.of(source.key)
            )
        return self._known[citation]

    def _met_by(self, form: str) -> bool:
        below = form.startswith(tuple(f"{self._folded}{after}" for after in "(,/ "))
        return below or self._folded in (form, form.partition(", ")[2])

    def cited_in(self, under: Iterable[str]) -> bool:
        """Whether one of these citations is this one."""
        return any(map(self.cites, under))

    def bears(self, says: Both, under: Iterable[str], clauses: Iterable[Clause]) -> bool:
        """Whether what is said so, under these citations and if these clauses hold, rests on it.

        A provision bears a rule that names it in a sentence as well, such as a ground of inadmissibility, and
        one that reads whether the person is of its class.
        """
        clauses = tuple(clauses)
        return (
            self.cited_in(under)
            or self._named_in(says)
            or any(
                self.cited_in(c.under) or self._named_in(c.says) or c.fact in self._classes for c in clauses
            )
        )

    def _named_in(self, says: Both) -> bool:
        return self._sentence is not None and self._sentence.search(says.en) is not None


def resting(text: str, book: Rulebook) -> Json | None:
    """Everything in the rulebook that rests on a name; None if nothing does."""
    name = Name(text, book)
    found: Json = {"asked": name.text}
    found["rules"] = [
        parts.rule(table, row)
        for table in book.tables.values()
        for row in table.rows
        if name.of_row(row) or name.bears(row.says, row.under, row.when)
    ]
    found["hit_policies"] = [
        {"table": table.name, **parts.hit_policy(table)}
        for table in book.tables.values()
        if isinstance(table.policy, First) and name.cited_in(table.policy.under)
    ]
    found["listed_fees"] = [
        parts.listed_fee(one)
        for one in book.listed_fees
        if name.of(one.gives.get("code")) or name.bears(_NOTHING, one.under, one.when)
    ]
    found["duties"] = [
        parts.duty(one)
        for one in book.duties
        if name.of(one.code) or name.bears(one.says, one.under, (*one.when, *one.done))
    ]
    found["notices"] = [
        parts.notice(one)
        for one in book.notices
        if name.of(one.code) or name.bears(one.says, one.under, (*one.when, *one.unless))
    ]
    found["amounts"] = [
        parts.amount(series, one)
        for series in book.series.values()
        for one in series.amounts
        if name.cited_in((series.under, one.source))
    ]
    found["terms"] = [
        parts.term(one) for one in book.terms.values() if name.of(one.name) or name.cited_in(one.under)
    ]
    found["measures"] = [
        parts.measure(one) for one in book.measures if name.of(one.reference) or name.cites(one.source)
    ]
    reading = [key for key in book.readings if name.of(key)]
    if not reading and not any(found[key] for key in _ENTRIES):
        return None
    return found | parts.grounds(found, book, (*reading, name.text))


def near(text: str, book: Rulebook) -> list[str]:
    """Names on which something rests and that look like this one, nearest first."""
    known = {name.casefold(): name for name in _names(book)}
    return [known[one] for one in get_close_matches(officers(text).casefold(), known, n=3, cutoff=0.5)]


def _names(book: Rulebook) -> Iterator[str]:
    """Every name that can be asked for, or nearly."""
    yield from (finding.name for finding in book.findings)
    yield from book.tables
    yield from book.readings
    for row in (row for table in book.tables.values() for row in table.rows):
        yield row.id
        yield from row.under
        for clause in row.when:
            yield from clause.under
            yield from PROVISION.findall(clause.says.en)
    for duty in book.duties:
        yield from (duty.code, *duty.under)
    for notice in book.notices:
        yield from (notice.code, *notice.under)
    yield from (series.under for series in book.series.values())
    yield from (measure.reference for measure in book.measures)
    yield from (prefix for source in book.sources for prefix in source.cites if len(prefix) > 1)
