"""How things stand for some answers: the findings that the self-check gives, and all that each may still become.

What only the department's registers show is taken as it mostly is (`TAKEN`). `cannot_know` tells what of it could
change the fee.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from trp.casework.found import in_force
from trp.rulebook.derive import derive
from trp.rulebook.evaluate import Compiled, Evaluation
from trp.rulebook.explain import Explainer
from trp.rulebook.language import Clause, Language, Row
from trp.rulebook.reasons import Json
from trp.rulebook.request import ORDER
from trp.rulebook.unknown import IMPOSSIBLE, constrained, leaves, needs
from trp.selfcheck.questions import pattern

FINDINGS = ("fee", "route", "interview")
"""The findings of `trp determine` that the self-check answers."""

TAKEN: dict[str, Any] = {"fee_measure": None, "minister_fee_instruction": None}
"""No other measure of the register and no instruction of the Minister: only an officer can look there."""


@dataclass(frozen=True)
class Found:
    """One finding: the outcomes and the rows that are still possible, and the facts that would settle it."""

    outcomes: tuple[str, ...]
    rows: tuple[Row, ...]
    needs: tuple[str, ...]

    @property
    def outcome(self) -> str | None:
        """The outcome; None while several are possible."""
        return self.outcomes[0] if len(self.outcomes) == 1 else None


@dataclass(frozen=True)
class Standing:
    """What the rulebook says of one request."""

    fee: Found
    route: Found
    interview: Found
    amount: str | None
    next_change: date | None
    evaluation: Evaluation

    def of(self, name: str) -> Found:
        """One of `FINDINGS`."""
        found: Found = getattr(self, name)
        return found

    def wanted(self) -> tuple[str, ...]:
        """Every path that one of the findings needs, in the order in which the rulebook asks."""
        return tuple(sorted({path for name in FINDINGS for path in self.of(name).needs}, key=_place))

    def possible(self, table: str) -> Found:
        """What is still possible of any table of the rulebook, as of a finding."""
        return _found(self.evaluation, table)

    def holds(self, clause: Clause) -> bool:
        """Whether a clause is known to hold."""
        return self.evaluation.surely(clause)

    def notices(self, language: Language) -> list[Json]:
        """What the rulebook mentions besides."""
        return Explainer(self.evaluation, language, None).notices()


def begin(today: date) -> dict[str, Any]:
    """What is known before the first question."""
    return {"on": today.isoformat(), **TAKEN}


def stand(request: Mapping[str, Any]) -> Standing:
    """How things stand for a request, under the rulebook in force with the amounts published since."""
    return _stand(json.dumps(request, sort_keys=True), in_force())


def cannot_know(request: Mapping[str, Any]) -> tuple[str, ...]:
    """The paths that could change a finding and that no answer settled, those that were taken as given among them."""
    return stand({path: value for path, value in request.items() if path not in TAKEN}).wanted()


@lru_cache(maxsize=512)
def _stand(request: str, ready: Compiled) -> Standing:
    """Kept, since a question that is asked again costs nothing then. No answer of anybody can be told from it."""
    evaluation = Evaluation(ready, derive(json.loads(request), ready.book))
    fee, route, interview = (_found(evaluation, _table(evaluation, name)) for name in FINDINGS)
    values = evaluation.known.values
    return Standing(fee, route, interview, values["amount"], values["next_fee_change"], evaluation)


def _table(evaluation: Evaluation, name: str) -> str:
    """The table that answers a finding."""
    return next(one.table for one in evaluation.compiled.book.findings if one.name == name)


def _found(evaluation: Evaluation, table: str) -> Found:
    answer, possible = evaluation.answer(table), evaluation.known.possible
    outcome = constrained(answer.outcome, possible)
    rows = set(leaves(constrained(answer.row, possible)))
    outcomes = {leaf for leaf in leaves(outcome) if leaf is not IMPOSSIBLE}
    return Found(
        tuple(one for one in answer.table.outcomes if one in outcomes),
        tuple(looked.row for looked in answer.looked if looked.row.id in rows),
        needs(outcome, possible) if len(outcomes) > 1 else (),
    )


def _place(path: str) -> tuple[int, str]:
    return ORDER[pattern(path)], path
