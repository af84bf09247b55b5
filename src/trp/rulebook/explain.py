"""From an evaluation to the contract's JSON: outcomes, own fields, sentences, and the tree of reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from trp.rulebook.evaluate import Answer, Evaluation
from trp.rulebook.language import (
    UNDETERMINED,
    Amount,
    Both,
    Duty,
    Finding,
    From,
    Given,
    Language,
    Notice,
    Row,
)
from trp.rulebook.reasons import Json, answering, node, reasons
from trp.rulebook.seen import Seen
from trp.rulebook.unknown import IMPOSSIBLE, Open, all_of, constrained, leaves, lift, needs
from trp.rulebook.words import day as in_words
from trp.rulebook.words import money


class Explainer:
    """Writes one evaluation down in one language.

    Args:
        evaluation: What was found.
        seen: The facts of the request by their paths; None: the reasons are left out.
        printed: The values as sentences print them; None: from what is known.
        language: The language of every sentence.
    """

    __slots__ = ("_findings", "_printed", "evaluation", "language", "seen")

    def __init__(
        self,
        evaluation: Evaluation,
        language: Language,
        seen: Seen | None,
        printed: Mapping[str, str] | None = None,
    ) -> None:
        self.evaluation = evaluation
        self.language = language
        self.seen = seen
        self._printed = printed
        self._findings = {finding.table for finding in evaluation.compiled.book.findings}

    def finding(self, finding: Finding) -> Json:
        """One of the nine findings, as the contract writes it."""
        answer = self.evaluation.answer(finding.table)
        outcome = self._constrained(answer.outcome)
        told = _told(outcome)
        rows = self._rows(answer)
        found: Json = {"outcome": told}
        found.update(self._own_fields(finding, rows, told))
        found["under"] = self._under(rows, told)
        found["says"] = self._sentence(answer, rows, told)
        if self.seen is not None:
            found["because"] = self._reasons(answer)
        found["in_force"] = self._span(answer, rows)
        if told is UNDETERMINED:
            found["needs"] = list(needs(outcome, self.evaluation.known.possible))
        return found

    def outcome(self, finding: Finding) -> str:
        """What a finding comes to, by itself."""
        return _told(self._constrained(self.evaluation.answer(finding.table).outcome))

    def says(self, finding: Finding) -> str:
        """The sentence of a finding, by itself."""
        answer = self.evaluation.answer(finding.table)
        return self._sentence(answer, self._rows(answer), self.outcome(finding))

    def reasons_of(self, table: str) -> list[Json]:
        """The reasons of one table by itself, row by row, with what is on record."""
        return self._of_table(self.evaluation, self.evaluation.answer(table))

    def duties(self) -> list[Json]:
        """What somebody must now do, each code once."""
        found: dict[str, Json] = {}
        for duty in self.evaluation.compiled.book.duties:
            if duty.code not in found and any(self._calls(duty, place) for place in self._places(duty)):
                found[duty.code] = self.entry(duty)
        return list(found.values())

    def notices(self) -> list[Json]:
        """What a careful colleague would mention."""
        found: dict[tuple[str, tuple[str, ...]], Json] = {}
        for notice in self.evaluation.compiled.book.notices:
            here = self.evaluation
            if all(map(here.surely, notice.when)) and not any(map(here.surely, notice.unless)):
                found.setdefault((notice.code, notice.under), self.entry(notice))
        return list(found.values())

    # Outcomes and own fields ------------------------------------------------------------------------

    def _constrained(self, value: Any) -> Any:
        possible = self.evaluation.known.possible
        return constrained(value, possible)

    def _rows(self, answer: Answer) -> tuple[Row, ...]:
        """The rows that may answer, in their order, contradictions left out."""
        if answer.row.__class__ is not Open:
            return (answer.looked[-1].row,)
        possible = _possible(self._constrained(answer.row))
        return tuple(looked.row for looked in answer.looked if looked.row.id in possible)

    def _own_fields(self, finding: Finding, rows: tuple[Row, ...], told: str) -> Json:
        fields: Json = {}
        for name, given in finding.fields.items():
            if given is None:
                held = {self._hashable(self._content(row.gives.get(name))) for row in rows}
                fields[name] = _unpacked(held.pop()) if len(held) == 1 else None
            else:
                fields[name] = self._content(given)
        if finding.name == "fee":
            fields.update({name: self._listed(name) for name in ("also_due", "not_charged")})
        if finding.name == "disclosure":
            fields["items"] = self._items()
        return fields

    @staticmethod
    def _hashable(content: Any) -> Any:
        return tuple(content) if isinstance(content, list) else content

    def _content(self, given: Given) -> Any:
        if isinstance(given, Both):
            return self._said(given)
        if isinstance(given, tuple):
            return list(given)
        if not isinstance(given, From):
            return given
        if given.value is not None:
            value = self.evaluation.known.values.get(given.value)
            return value.isoformat() if isinstance(value, date) else value
        assert given.outcome is not None
        outcomes = _possible(self._constrained(self.evaluation.answer(given.outcome).outcome))
        return outcomes[0] if len(outcomes) == 1 and outcomes[0] not in given.null else None

    def _listed(self, name: str) -> list[Json] | None:
        """The entries of a list of fees; None while unknown facts leave one of them open."""
        entries: list[Json] = []
        for listed in self.evaluation.compiled.book.listed_fees:
            if listed.list != name:
                continue
            marks = [self.evaluation.holds(clause) for clause in listed.when]
            if False in marks:
                continue
            if any(mark is not True for mark in marks):
                if all_of(marks) is not False:
                    return None
                continue
            entry: Json = {"fee": listed.fee}
            entry.update({key: self._content(given) for key, given in listed.gives.items()})
            entry["under"] = list(listed.under)
            entries.append(entry)
        return entries

    def _items(self) -> list[Json] | None:
        if self.evaluation.items is None:
            return None
        return [self.item(id_, item) for id_, item in self.evaluation.items]

    def item(self, id_: str, item: Evaluation) -> Json:
        """One piece of information: what it calls for, and whether the decision waits for it."""
        answer, hold, keep = item.answer("item"), item.answer("item_hold"), item.answer("item_keep")
        words = leaves(answer.outcome)
        told = words[0] if len(words) == 1 else UNDETERMINED
        rows = answer.rows()
        holds = leaves(hold.outcome)
        found: Json = {
            "id": id_,
            "outcome": told,
            "holds_decision": holds[0] == "HOLDS" if len(holds) == 1 else None,
            "keep_on_file": keep.outcome == "KEEP",
            "under": self._under(rows, told),
            "says": self._sentence(answer, rows, told),
        }
        return found

    # Sentences --------------------------------------------------------------------------------------

    def _under(self, rows: Iterable[Row], told: str) -> list[str]:
        return list(dict.fromkeys(under for row in rows for under in row.under))

    def _sentence(self, answer: Answer, rows: tuple[Row, ...], told: str) -> str:
        if told is UNDETERMINED:
            return _UNDETERMINED.in_(self.language)
        if len(rows) == 1:
            return self.fullest(rows[0])
        return answer.table.outcomes[told].in_(self.language)

    def fullest(self, row: Row) -> str:
        """The sentence of the row that answered, with its values as far as they are known."""
        for sentence in row.told:
            if (said := self._said(sentence)) is not None:
                return said
        return row.says.in_(self.language)

    def _said(self, sentence: Both) -> str | None:
        """The sentence with its values; None if one of them is not known."""
        text = sentence.in_(self.language)
        if "{" not in text:
            return text
        try:
            return text.format_map(self._values())
        except KeyError:
            return None

    def _values(self) -> Mapping[str, str]:
        if self._printed is None:
            book = self.evaluation.compiled.book
            self._printed = {
                name: printed(value, book.values[name].kind, self.language)
                for name, value in self.evaluation.known.values.items()
                if value is not None
            }
        return self._printed

    def _span(self, answer: Answer, rows: tuple[Row, ...]) -> Json:
        """The days for which what answered holds: the rows, those they rest on, and the amount they name."""
        since, until = _shared([(row.since, row.until) for row in self._resting_on(answer, rows)])
        if len(rows) == 1:
            amounts = [amount for given in rows[0].gives.values() if (amount := self._amount(given))]
            since, until = _shared([(since, until), *((a.since, a.until) for a in amounts)])
        return {"from": since.isoformat(), "to": until.isoformat() if until else None}

    def _resting_on(self, answer: Answer, rows: tuple[Row, ...]) -> Iterator[Row]:
        """The rows that may answer, and below them those of the tables they read (other findings apart)."""
        for row in rows:
            yield row
            for clause in row.when:
                if clause.fact in self.evaluation.compiled.book.tables and clause.fact not in self._findings:
                    below = self.evaluation.answer(clause.fact)
                    yield from self._resting_on(below, self._rows(below))

    def _amount(self, given: Given) -> Amount | None:
        book = self.evaluation.compiled.book
        if (
            not isinstance(given, From)
            or given.value is None
            or not (series := book.values[given.value].series)
        ):
            return None
        return book.series[series].on(self.evaluation.known.made_on)

    # Reasons ----------------------------------------------------------------------------------------

    def _reasons(self, answer: Answer) -> list[Json]:
        told = self._of_table(self.evaluation, answer)
        if answer.table.name == "disclosure" and self.evaluation.items:
            told.extend(self._item_reasons())
        return told

    def _of_table(self, place: Evaluation, answer: Answer, item: int | None = None) -> list[Json]:
        seen, book = self.seen, self.evaluation.compiled.book
        assert seen is not None
        known = book.facts if item is None else book.item_facts

        def below(table: str) -> list[Json]:
            if table in self._findings:
                return answering(place.answer(table), self.language)
            return self._of_table(place, place.answer(table), item)

        return reasons(
            answer,
            self.language,
            said=self.fullest,
            facts=lambda name: seen.at(known[name].paths, item),
            below=below,
            is_table=book.tables.__contains__,
        )

    def _item_reasons(self) -> Iterator[Json]:
        for n, (id_, item) in enumerate(self.evaluation.items or ()):
            yield self.item_reason(n, id_, item, self._of_table(item, item.answer("item_hold"), n))

    def item_reason(self, n: int, id_: str, item: Evaluation, because: list[Json]) -> Json:
        """What one piece of information calls for, and why it holds the decision or does not."""
        answer = item.answer("item")
        words = leaves(answer.outcome)
        said = self._sentence(answer, answer.rows(), words[0] if len(words) == 1 else UNDETERMINED)
        return node(
            f"{id_}{_COLON[self.language]}{said}",
            self._under(answer.rows(), ""),
            lift(lambda outcome: outcome == "HOLDS", item.answer("item_hold").outcome),
            {f"information[{n}].id": id_},
            because,
        )

    # Duties and notices -----------------------------------------------------------------------------

    def _places(self, duty: Duty) -> Iterable[Evaluation]:
        if not duty.each_item:
            return (self.evaluation,)
        return (item for _, item in self.evaluation.items or ())

    @staticmethod
    def _calls(duty: Duty, place: Evaluation) -> bool:
        return all(map(place.surely, duty.when)) and not any(map(place.surely, duty.done))

    def entry(self, entry: Duty | Notice) -> Json:
        """A duty or a notice, as the contract writes it."""
        said = self._said(entry.says)
        text = said if said is not None else entry.says.in_(self.language)
        return {"code": entry.code, "says": text, "under": list(entry.under)}


_UNDETERMINED = Both(
    "Not determined yet: facts are still needed.", "Pas encore déterminé : il manque des faits."
)
_COLON = {"en": ": ", "fr": "\N{NO-BREAK SPACE}: "}


def _told(outcome: Any) -> str:
    """The outcome of a finding where only one is possible."""
    words = _possible(outcome)
    return str(words[0]) if len(words) == 1 else UNDETERMINED


def _possible(value: Any) -> tuple[Any, ...]:
    return tuple(leaf for leaf in leaves(value) if leaf is not IMPOSSIBLE)


def _shared(spans: list[tuple[date, date | None]]) -> tuple[date, date | None]:
    """The days that all the spans have in common."""
    return max(since for since, _ in spans), min((until for _, until in spans if until), default=None)


def _unpacked(content: Any) -> Any:
    return list(content) if isinstance(content, tuple) else content


def printed(value: Any, kind: str, language: Language) -> str:
    """A value as a sentence prints it. `kind`: money, day or text."""
    if kind == "money":
        return money(value, language)
    if kind == "day":
        return in_words(value if isinstance(value, date) else date.fromisoformat(value), language)
    return str(value)
