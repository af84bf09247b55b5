"""Letting scripts happen: each act through the one door, by its officer, on its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction

from trp.casework.acts import Act
from trp.cli.caseload import entering
from trp.cli.caseload.plan import Plan, in_order
from trp.cli.caseload.script import FIRST_DAY, Paid, Step
from trp.cli.caseload.seeds import key, salts
from trp.journal.asked import NoSuchCase, Refused
from trp.journal.demo import Demo, mark
from trp.journal.door import perform

Progress = Callable[[int, int], None]


@dataclass
class Tally:
    """What happened: acts done and refused by their kind, and how many refusals the scripts did not foresee."""

    done: Counter[type[Act]] = field(default_factory=Counter)
    refused: Counter[type[Act]] = field(default_factory=Counter)
    unforeseen: int = 0


def begin(plan: Plan) -> Demo:
    """Enter offices and officers, and mark the database as a demo that is being filled."""
    with transaction.atomic():
        entering.offices(plan.seed)
        mark(now := Demo(FIRST_DAY, plan.seed, plan.cases, 0))
    return now


def fill(plan: Plan, now: Demo, progress: Progress) -> Tally:
    """Let everything happen until the first day of the demo. What happened already is not done again."""
    entering.powers(plan.seed)
    scripts = list(plan.scripts())
    entering.people(person for script in scripts for person in script.people)
    tally = _happen(plan, in_order(scripts, None, FIRST_DAY), progress)
    mark(replace(now, filled=plan.cases))
    return tally


def advance(plan: Plan, now: Demo, day: date, progress: Progress) -> Tally:
    """Let time pass until a day. An act that is not possible any more is refused, as it would be in life."""
    tally = _happen(plan, in_order(plan.scripts(), now.day, day), progress)
    mark(replace(now, day=day))
    return tally


def _happen(plan: Plan, lines: list[Paid | Step], progress: Progress) -> Tally:
    tally = Tally()
    for n, line in enumerate(lines):
        if isinstance(line, Paid):
            entering.receipt(plan.seed, line)
        else:
            _step(plan.seed, line, tally)
        progress(n + 1, len(lines))
    return tally


def _step(seed: int, step: Step, tally: Tally) -> None:
    try:
        perform(
            step.act,
            step.case,
            key(seed, "officer", step.who),
            at=step.at,
            on=step.day,
            key=f"demo {step.name}",
            salted=salts(seed, step.name),
        )
    except (Refused, NoSuchCase):
        tally.refused[type(step.act)] += 1
        tally.unforeseen += not step.stopped
    else:
        tally.done[type(step.act)] += 1
        tally.unforeseen += step.stopped
