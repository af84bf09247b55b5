"""An edition of the rulebook: canonical JSON of everything in it, and its SHA-256, which is its version.

The evaluator runs any edition, so that an answer of last year is given again after this year's change. A
determination is kept as (edition, days, finite facts): `Record`. It is told again in either language for ever,
and a corrected derivation never alters it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from trp.rulebook import language as lang
from trp.rulebook.derive import Known
from trp.rulebook.determine import told
from trp.rulebook.evaluate import Compiled
from trp.rulebook.frozen import fields, frozen, is_record
from trp.rulebook.language import Language, Rulebook
from trp.rulebook.reasons import Json
from trp.rulebook.seen import Seen
from trp.rulebook.unknown import Ask, Open, branching

_KINDS = {
    kind.__name__: kind
    for kind in (
        lang.Both, lang.Clause, lang.Fact, lang.Value, lang.From, lang.Row, lang.First, lang.Unique, lang.Table,
        lang.ListedFee, lang.Duty, lang.Notice, lang.Finding, lang.Amount, lang.Series, lang.Source, lang.Reading, lang.Term, lang.Measure, lang.Rulebook,
    )
}  # fmt: skip


class UnknownEdition(ValueError):
    """The text is not an edition of a rulebook, or its version is not the one that was named."""


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces and no escapes: the same content is always the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def version(text: str) -> str:
    """The version of an edition: the SHA-256 of its canonical text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def written(book: Rulebook) -> str:
    """The canonical text of a rulebook."""
    return canonical(_written(book))


def read(text: str, *, expected: str | None = None) -> Rulebook:
    """The rulebook that an edition holds.

    Raises:
        UnknownEdition: The text is no edition, or not the version expected.
    """
    if expected is not None and version(text) != expected:
        raise UnknownEdition(f"the edition is version {version(text)}, not {expected}")
    try:
        book = _read(json.loads(text))
    except (ValueError, KeyError, TypeError) as fault:
        raise UnknownEdition(f"this is no edition of the rulebook: {fault}") from fault
    if not isinstance(book, Rulebook):
        raise UnknownEdition("this is no edition of the rulebook: it holds something else")
    return book


def _written(value: Any) -> Any:
    if is_record(value):
        held = {name: _written(getattr(value, name)) for name in fields(value)}
        return {"is": type(value).__name__, **held}
    if isinstance(value, date):
        return {"is": "day", "day": value.isoformat()}
    if isinstance(value, Mapping):
        return {"is": "map", "map": [[key, _written(held)] for key, held in value.items()]}
    if isinstance(value, tuple):
        return [_written(held) for held in value]
    return value


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_read(held) for held in value)
    if not isinstance(value, dict):
        return value
    kind = value["is"]
    if kind == "day":
        return date.fromisoformat(value["day"])
    if kind == "map":
        return {key: _read(held) for key, held in value["map"]}
    return _KINDS[kind](**{key: _read(held) for key, held in value.items() if key != "is"})


@frozen
class Record:
    """A determination as it is kept: the version of the edition, what was known, and the facts as entered."""

    edition: str
    known: Known
    seen: Mapping[str, Any]

    def text(self) -> str:
        """The canonical JSON of the record."""
        known = self.known
        return canonical(
            {
                "edition": self.edition,
                "on": known.on.isoformat(),
                "made_on": known.made_on.isoformat(),
                "law_on": known.law_on.isoformat(),
                "facts": {name: _kept(value) for name, value in known.facts.items()},
                "values": {name: _kept(value) for name, value in known.values.items()},
                "items": None
                if known.items is None
                else [
                    [id_, {name: _kept(value) for name, value in item.items()}] for id_, item in known.items
                ],
                "possible": _kept(known.possible),
                "seen": dict(self.seen),
            }
        )

    @classmethod
    def of(cls, text: str) -> Record:
        """The record that a canonical text holds."""
        held = json.loads(text)
        items = held["items"]
        return cls(
            held["edition"],
            Known(
                date.fromisoformat(held["on"]),
                date.fromisoformat(held["made_on"]),
                date.fromisoformat(held["law_on"]),
                {name: _found(value) for name, value in held["facts"].items()},
                {name: _found(value) for name, value in held["values"].items()},
                None
                if items is None
                else tuple((id_, {n: _found(v) for n, v in item.items()}) for id_, item in items),
                _found(held["possible"]),
            ),
            held["seen"],
        )

    def told(self, text: str, language: Language, *, brief: bool = False) -> Json:
        """The answer told again, under the edition it was given under.

        Args:
            text: The canonical text of that edition.
            language: The language of every sentence.
            brief: Leave out the trees of reasons.

        Raises:
            UnknownEdition: The text is not that edition.
        """
        ready = Compiled(read(text, expected=self.edition))
        return told(ready, self.known, language, None if brief else Seen(self.seen))


def _kept(value: Any) -> Any:
    if isinstance(value, Open):
        return {
            "ask": [list(value.ask.order), value.ask.path, value.ask.key, *value.ask.others],
            "branches": [_kept(branch) for branch in value.branches],
        }
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _found(value: Any) -> Any:
    if isinstance(value, dict) and "ask" in value:
        order, path, key, *others = value["ask"]
        return branching(
            Ask(tuple(order), path, key, tuple(others)), tuple(_found(branch) for branch in value["branches"])
        )
    return date.fromisoformat(value["day"]) if isinstance(value, dict) else value
