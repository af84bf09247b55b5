"""The language in which the law is written down here: facts, clauses, rows, tables.

Nothing in this module knows any law. A rule file names facts, says in rows what follows from them, and
cites each row and each clause; `evaluate` decides and explains from the same rows, `prove` enumerates
them, `generate` turns them into one Python function, `edition` writes them down as canonical JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal

from trp.rulebook.frozen import frozen

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")

YES, NO = "yes", "no"
FLAG = (NO, YES)

UNDETERMINED = "UNDETERMINED"


@frozen
class Both:
    """One sentence in both official languages; each is an original.

    `{name}` stands for a value of the determination (see `Value`), never for another piece of sentence.
    """

    en: str
    fr: str

    def in_(self, language: Language) -> str:
        return self.en if language == "en" else self.fr


@frozen
class Clause:
    """One condition: this fact is one of these values, and who says so."""

    fact: str
    values: tuple[str, ...]
    says: Both
    under: tuple[str, ...]


@frozen
class Fact:
    """A finite fact: every value it can have, and the paths of the request it is read from.

    `[]` in a path stands for each entry of that list.
    """

    name: str
    domain: tuple[str, ...]
    says: Both
    paths: tuple[str, ...] = ()

    def is_(self, *values: str, under: str | tuple[str, ...], en: str, fr: str) -> Clause:
        """The clause that holds when the fact has one of `values`.

        Raises:
            ValueError: A value is not in the fact's domain.
        """
        if strange := [v for v in values if v not in self.domain]:
            raise ValueError(f"{self.name} is never {strange}; it is one of {self.domain}")
        return Clause(self.name, values, Both(en, fr), (under,) if isinstance(under, str) else under)

    def is_not(self, *values: str, under: str | tuple[str, ...], en: str, fr: str) -> Clause:
        """The clause that holds when the fact has none of `values`."""
        return self.is_(*(v for v in self.domain if v not in values), under=under, en=en, fr=fr)


@frozen
class Value:
    """A fact without a finite domain: it is printed and handed on, and no clause reads it."""

    name: str
    kind: Literal["money", "day", "text"]
    paths: tuple[str, ...] = ()
    series: str | None = None  # the dated series it is taken from, by the day of the request


@frozen
class From:
    """An own field of a finding that takes its content from a value, or from another table's outcome."""

    value: str | None = None
    outcome: str | None = None
    null: tuple[str, ...] = ()  # the outcomes that give no content


Given = str | None | tuple[str, ...] | Both | From


_NOTHING: Mapping[str, Given] = MappingProxyType({})


@frozen
class Row:
    """A rule: if every clause holds, this outcome follows, from `since` to `until`, both days included.

    `says` can always be printed. `told` are sentences with values, the fullest first: the first whose values
    are all known is printed instead once the row answers.
    """

    id: str
    outcome: str
    says: Both
    under: tuple[str, ...]
    when: tuple[Clause, ...]
    since: date
    until: date | None = None
    gives: Mapping[str, Given] = _NOTHING
    told: tuple[Both, ...] = ()

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@frozen
class First:
    """Hit policy: the first row that holds answers; the reading says why the order is this one."""

    reading: Both
    under: tuple[str, ...]


@frozen
class Unique:
    """Hit policy: never do two rows hold."""


@frozen
class Table:
    """A question of law with every answer to it.

    `dated_by` names the day whose law applies: the day the request is made, or the day of the question.
    `outcomes` has one sentence for each outcome, used when several rows could still give it.
    `never` names combinations of other tables' outcomes that cannot come up (a test proves each).
    """

    name: str
    says: Both
    policy: First | Unique
    dated_by: Literal["made_on", "on"]
    outcomes: Mapping[str, Both]
    rows: tuple[Row, ...]
    never: tuple[tuple[Clause, ...], ...] = ()

    def fact(self) -> Fact:
        """The outcome of this table, as a fact that other tables read."""
        return Fact(self.name, tuple(self.outcomes), self.says)

    def row_fact(self) -> Fact:
        """Which row of this table answered, as a fact that duties and notices read."""
        return Fact(f"{self.name}.row", tuple(row.id for row in self.rows), self.says)

    def reads(self) -> tuple[str, ...]:
        """The facts its clauses read, in the order in which they are first read."""
        return tuple(dict.fromkeys(c.fact for row in self.rows for c in row.when))


@frozen
class ListedFee:
    """An entry of `also_due` or `not_charged`, present when its clauses hold."""

    list: Literal["also_due", "not_charged"]
    fee: str
    under: tuple[str, ...]
    when: tuple[Clause, ...]
    gives: Mapping[str, Given]


@frozen
class Duty:
    """An act that somebody must now do: every clause of `when` is known to hold, none of `done` is.

    One code may stand in several duties. `each_item`: the clauses read the facts of one piece of
    information, and the duty is there if any calls for it.
    """

    code: str
    says: Both
    under: tuple[str, ...]
    when: tuple[Clause, ...]
    done: tuple[Clause, ...] = ()
    each_item: bool = False


@frozen
class Notice:
    """What a careful colleague would mention: every clause of `when` is known to hold, none of `unless` is."""

    code: str
    says: Both
    under: tuple[str, ...]
    when: tuple[Clause, ...]
    unless: tuple[Clause, ...] = ()


@frozen
class Finding:
    """One of the nine answers: the table that gives its outcome, and its own fields.

    A field named here without content comes from the row that answered (`Row.gives`).
    """

    name: str
    says: Both
    table: str
    fields: Mapping[str, Given | None]


@frozen
class Amount:
    """One value of a dated series: in cents, from `since` to `until` (both days included)."""

    since: date
    until: date | None
    cents: int
    source: str
    verified: bool


@frozen
class Series:
    """An amount of money that the law changes from time to time. A value is added, never edited."""

    name: str
    under: str
    says: Both
    amounts: tuple[Amount, ...]

    def on(self, day: date) -> Amount | None:
        """The value in force on `day`; None where none is loaded."""
        for amount in self.amounts:
            if amount.since <= day and (amount.until is None or day <= amount.until):
                return amount
        return None


@frozen
class Source:
    """An instrument that rules cite: its title, its address, and the day it was last checked."""

    key: str
    title: Both
    address: str
    checked: date
    cites: tuple[str, ...]
    verified: bool = True


@frozen
class Reading:
    """How we read a text that leaves something open. Shown as ours, never as the law."""

    key: str
    says: Both


@frozen
class Term:
    """A day, or a number of months, days or hours, that the law sets and that facts are derived with."""

    name: str
    value: date | int
    under: tuple[str, ...]
    says: Both
    verified: bool = True


@frozen
class Measure:
    """An entry of the register of policies and remission orders that can free somebody from the fee."""

    reference: str
    says: Both
    who: Both
    since: date
    until: date | None
    source: str
    decided_by: str | None  # the row that applies it; None: facts are lacking, so it only raises a notice


@frozen(eq=False)
class Rulebook:
    """Everything the evaluator needs: an edition is this, written down.

    Two rulebooks are the same if they are the same object; compare editions to compare what they say.
    """

    first_day: date
    facts: Mapping[str, Fact]
    item_facts: Mapping[str, Fact]
    values: Mapping[str, Value]
    tables: Mapping[str, Table]
    findings: tuple[Finding, ...]
    listed_fees: tuple[ListedFee, ...]
    duties: tuple[Duty, ...]
    notices: tuple[Notice, ...]
    series: Mapping[str, Series]
    terms: Mapping[str, Term]
    measures: tuple[Measure, ...]
    readings: Mapping[str, Reading]
    sources: tuple[Source, ...]

    def day_of(self, name: str) -> date:
        """The term that is a day.

        Raises:
            KeyError: There is no such term.
        """
        value = self.terms[name].value
        assert isinstance(value, date)
        return value

    def number(self, name: str) -> int:
        """The term that is a number of months, days or hours.

        Raises:
            KeyError: There is no such term.
        """
        value = self.terms[name].value
        assert isinstance(value, int)
        return value
