"""Many requests, told one after the other: what was told once for the same facts is not worked out again.

A table is a pure function of the few finite facts it reads, so what it came to is kept for each combination; the
text of a finding depends on the rows that answered and on some values, so it is kept too, with places for those
values. Open values are shared objects and serve in the keys like any other. The answer is the same, letter for
letter, as that of `determine` (a test compares them).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trp.rulebook.derive import derive
from trp.rulebook.determine import CONTRACT
from trp.rulebook.evaluate import Compiled, of_items
from trp.rulebook.language import Language
from trp.rulebook.tell.entries import Entries
from trp.rulebook.tell.findings import DisclosureStore, FindingStore
from trp.rulebook.tell.kept import Found, Items
from trp.rulebook.tell.reasons import FactTexts, ReasonStore
from trp.rulebook.tell.tables import TableStore, in_order, of_an_item


class Teller:
    """Answers requests in one language, as JSON text.

    Args:
        ready: The rulebook, made ready.
        language: The language of every sentence.
        brief: Leave out the reasons.
    """

    def __init__(self, ready: Compiled, language: Language, *, brief: bool) -> None:
        book = ready.book
        self.ready = ready
        self._reasons: dict[str, ReasonStore] = {}
        if not brief:
            self._reasons.update(
                (name, ReasonStore(ready, name, language, self._reasons)) for name in book.tables
            )
        self._paths = {name: fact.paths for name, fact in book.facts.items()}
        of_items = [name for name in book.tables if of_an_item(name, book)]
        self._items = [TableStore(ready, name) for name in in_order(book, of_items)]
        self._tables = [
            TableStore(ready, name) for name in in_order(book, [n for n in book.tables if n not in of_items])
        ]
        self._findings = [
            (DisclosureStore if finding.name == "disclosure" else FindingStore)(
                ready, finding, language, self._reasons.get(finding.table)
            )
            for finding in book.findings
        ]
        self._duties = Entries(ready, book.duties, language)
        self._notices = Entries(ready, book.notices, language)

    def tell(self, request: Mapping[str, Any]) -> str:
        """The answer to one request without faults, as one line of JSON (what UTF-8 cannot hold is kept as it is)."""
        known = derive(request, self.ready.book)
        items: Items = []
        for id_, facts in known.items or ():
            item = dict(facts)
            for store in self._items:
                store.add(item, known)
            items.append((id_, item))
        outcomes = None if known.items is None else [(item["item"], item["item_hold"]) for _, item in items]
        found: Found = {**known.facts, **of_items(outcomes)}
        for store in self._tables:
            store.add(found, known)
        shown = FactTexts(request, self._paths) if self._reasons else None
        parts = [store.text(found, known, items, shown) for store in self._findings]
        duties = self._duties.text(found, known, items)
        notices = self._notices.text(found, known, items)
        return (
            f'{{"contract": "{CONTRACT}", "on": "{known.on.isoformat()}", "findings": {{{", ".join(parts)}}}, '
            f'"duties": [{duties}], "notices": [{notices}]}}'
        )
