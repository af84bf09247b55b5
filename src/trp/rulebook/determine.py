"""The whole answer to one request: nine findings, duties and notices, as the contract of `trp determine` says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from trp.rulebook.book import current
from trp.rulebook.derive import Known, derive
from trp.rulebook.evaluate import Compiled, Evaluation
from trp.rulebook.explain import Explainer
from trp.rulebook.language import Language, Rulebook
from trp.rulebook.reasons import Json
from trp.rulebook.seen import Seen, flat

CONTRACT = "trp-determination/1"


@cache
def compiled() -> Compiled:
    """The current rulebook, made ready once."""
    return Compiled(current())


def determine(
    request: Mapping[str, Any],
    language: Language = "en",
    *,
    brief: bool = False,
    book: Rulebook | None = None,
) -> Json:
    """Determine and explain everything the rulebook knows of one request.

    Args:
        request: A request without faults (`request.faults`); what is absent is unknown.
        language: The language of every sentence.
        brief: Leave out the trees of reasons.
        book: Another rulebook than the current one, such as an earlier edition.
    """
    ready = Compiled(book) if book else compiled()
    known = derive(request, ready.book)
    return told(ready, known, language, None if brief else Seen(flat(request)))


def told(ready: Compiled, known: Known, language: Language, seen: Seen | None) -> Json:
    """The answer for finite facts that are already derived."""
    explainer = Explainer(Evaluation(ready, known), language, seen)
    return {
        "contract": CONTRACT,
        "on": known.on.isoformat(),
        "findings": {finding.name: explainer.finding(finding) for finding in ready.book.findings},
        "duties": explainer.duties(),
        "notices": explainer.notices(),
    }
