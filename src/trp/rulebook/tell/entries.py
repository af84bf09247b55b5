"""The duties and the notices that are called for, as JSON texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from trp.rulebook.derive import Known
from trp.rulebook.evaluate import Compiled, Evaluation
from trp.rulebook.explain import Explainer
from trp.rulebook.language import Both, Duty, Language, Notice
from trp.rulebook.tell.kept import Found, Items, getter, make_room, text_of
from trp.rulebook.unknown import leaves

_NAME = re.compile(r"\{(\w+)\}")


class Entries:
    """The duties, or the notices. Which of them are called for is found with a few masks, one bit for each."""

    def __init__(self, ready: Compiled, entries: Sequence[Duty | Notice], language: Language) -> None:
        self._entries = [_Entry(ready, entry, language) for entry in entries]
        each_item = [isinstance(entry, Duty) and entry.each_item for entry in entries]
        self._masks = _Masks(entries, [not of_items for of_items in each_item])
        self._item_masks = _Masks(entries, each_item)

    def text(self, found: Found, known: Known, items: Items) -> str:
        """The entries that are called for, as the members of a JSON list, each code once."""
        called = self._masks.called_for(found)
        for _, item in items:
            called |= self._item_masks.called_for(item)
        told: dict[Any, str] = {}
        while called:
            last = called & -called
            entry = self._entries[last.bit_length() - 1]
            if entry.key not in told:
                told[entry.key] = entry.text(known)
            called ^= last
        return ", ".join(told.values())


class _Masks:
    """For each fact and each value of it: the entries that this value does not speak against."""

    def __init__(self, entries: Sequence[Duty | Notice], takes: Sequence[bool]) -> None:
        self._all = sum(1 << n for n, taken in enumerate(takes) if taken)
        self._clauses: dict[str, list[tuple[int, frozenset[str], bool]]] = {}
        for n, entry in enumerate(entries):
            if takes[n]:
                lifts = entry.done if isinstance(entry, Duty) else entry.unless
                for clause in (*entry.when, *lifts):
                    called = (1 << n, frozenset(clause.values), clause in entry.when)
                    self._clauses.setdefault(clause.fact, []).append(called)
        self._kept: dict[str, dict[Any, int]] = {name: {} for name in self._clauses}
        self._facts = list(self._kept.items())

    def called_for(self, found: Found) -> int:
        """The entries of which every clause is known to hold, and none that lifts it."""
        mask = self._all
        for name, kept in self._facts:
            value = found[name]
            held = kept.get(value)
            if held is None:
                held = self._add(name, value)
            mask &= held
        return mask

    def _add(self, name: str, value: Any) -> int:
        kept = self._kept[name]
        make_room(kept)
        could_be = leaves(value)
        mask = self._all
        for bit, values, needed in self._clauses[name]:
            if all(leaf in values for leaf in could_be) is not needed:
                mask &= ~bit
        kept[value] = mask
        return mask


class _Entry:
    """The JSON text of a duty or a notice, for each combination of the values it prints."""

    __slots__ = ("_entry", "_kept", "_language", "_ready", "_values", "key")

    def __init__(self, ready: Compiled, entry: Duty | Notice, language: Language) -> None:
        self._ready, self._entry, self._language = ready, entry, language
        self.key = entry.code if isinstance(entry, Duty) else (entry.code, entry.under)
        self._values = getter(sorted(printed([entry.says])))
        self._kept: dict[Any, str] = {}

    def text(self, known: Known) -> str:
        """The entry as JSON."""
        key = self._values(known.values)
        text = self._kept.get(key)
        if text is None:
            make_room(self._kept)
            explainer = Explainer(Evaluation(self._ready, known, known.facts), self._language, None)
            text = self._kept[key] = text_of(explainer.entry(self._entry))
        return text


def printed(sentences: Iterable[Both]) -> set[str]:
    """The names of the values that the sentences print."""
    return {name for sentence in sentences for name in _NAME.findall(sentence.en)}
