"""Letting many scripts happen at once: the same acts decide and chain every line, and lines are written in batches.

Each batch is one transaction with the mark of how far the filling has come, so that one that broke off goes on.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context

from django.db import connection, transaction

from trp.casework.acts import Act
from trp.casework.around import Receipt
from trp.casework.events import AllocationReversed, FeeReceived
from trp.casework.registers.receipts import COLUMNS, ReceiptsReceived
from trp.cli.caseload import entering
from trp.cli.caseload.living import Progress
from trp.cli.caseload.offices import FEED, actor
from trp.cli.caseload.plan import Plan
from trp.cli.caseload.script import FIRST_DAY, Paid, Person, Script
from trp.cli.caseload.seeds import salts
from trp.cli.database import in_worker
from trp.fees import ledger
from trp.journal.bulk import Desk, Rows, write
from trp.journal.demo import Demo, mark
from trp.journal.guard import safe
from trp.journal.registers import Stamp

_BATCH = 1_000
_WORTH_ANOTHER_PROCESS = 20_000

Numbered = tuple[int, tuple[int, ...]]
"""A household and the numbers of its cases."""
Lived = tuple[list[Rows], Rows, Rows, int]


def fill(plan: Plan, now: Demo, progress: Progress) -> None:
    """Write the cases that are not there yet, batch by batch, as they stand on the first day of the demo."""
    entering.powers(plan.seed)
    todo = _todo(plan, now.filled)
    if plan.cases < _WORTH_ANOTHER_PROCESS:
        with _uncollected():
            _write(plan, now, map(_live, ((plan, batch) for batch in todo)), progress)
        return
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), in_worker) as workers:
        _write(plan, now, _ahead(workers, plan, todo), progress)


def _todo(plan: Plan, filled: int) -> Iterator[list[Numbered]]:
    """Batches of households, without those that are written: like lives of one day side by side.

    What the rulebook finds for one of them it has then at hand for the next; a million take half the time.
    """
    alike = sorted(enumerate(plan.numbers()), key=lambda one: (plan.households[one[0]], plan.begins(one[0])))
    left, done = iter(alike), 0
    while done < filled:
        done += len(next(left)[1])
    while batch := list(islice(left, _BATCH)):
        yield batch


def _write(plan: Plan, now: Demo, lived: Iterator[Lived], progress: Progress) -> None:
    filled = now.filled
    for rows, people, money, cases in lived:
        filled += cases
        with transaction.atomic():
            safe(connection)
            entering.write_people(people)
            write(rows, cases)
            ledger.write_many(money)
            mark(replace(now, filled=filled))
        progress(filled, plan.cases)


def _ahead(workers: Executor, plan: Plan, todo: Iterator[list[Numbered]]) -> Iterator[Lived]:
    """What the workers came to, in order, a few batches ahead of the writing."""
    waiting = [workers.submit(_live, (plan, batch)) for batch in islice(todo, (os.cpu_count() or 1) + 1)]
    while waiting:
        yield waiting.pop(0).result()
        waiting += [workers.submit(_live, (plan, batch)) for batch in islice(todo, 1)]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for circles of objects: nothing here ends in one, and it takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _live(given: tuple[Plan, list[Numbered]]) -> Lived:
    """A batch of households, lived away from the database. In another process, the search stays off for good."""
    gc.disable()
    plan, batch = given
    rows: list[Rows] = []
    persons: list[Person] = []
    money: Rows = ledger.nothing()
    for household, numbers in batch:
        script = plan.script(household)
        persons += script.people
        rows.append(_one(plan.seed, script, numbers, money))
    return rows, entering.people_rows(persons), money, sum(len(numbers) for _, numbers in batch)


def _one(seed: int, script: Script, numbers: tuple[int, ...], money: Rows) -> Rows:
    desk, listed, allocated = Desk(), dict[str, Paid](), dict[str, int]()
    stamps: dict[str, Stamp] = {}

    def receipt(act: Act) -> Receipt | None:
        one = listed.get(getattr(act, "receipt", ""))
        if one is None:
            return None
        return Receipt(one.number, one.cents - allocated[one.number], one.day, one.office)

    for line in script.lines:
        if line.day > FIRST_DAY:
            continue
        if isinstance(line, Paid):
            listed[line.number], allocated[line.number] = line, 0
            stamps[line.number] = _delivered(seed, desk, line, money)
            continue
        number = f"T-{numbers[script.cases.index(line.case)]:06d}"
        for n, event in desk.act(
            line.act,
            line.case,
            actor(seed, line.who, line.day),
            at=line.at,
            on=line.day,
            number=number,
            salted=salts(seed, line.name),
            receipt=receipt,
        ):
            if isinstance(event, FeeReceived):
                allocated[event.receipt] += event.cents
            elif isinstance(event, AllocationReversed):
                allocated[event.receipt] -= event.cents
            money["fees_transfer"] += ledger.transfer_rows(event, Stamp(line.case, n, "", 0, line.day))
    for number, one in listed.items():
        receipts, lines = ledger.receipt_rows([entering.row(one)], stamps[number], allocated)
        money["fees_receipt"] += receipts
        money["fees_receiptline"] += lines
    return desk.close()


def _delivered(seed: int, desk: Desk, paid: Paid, money: Rows) -> Stamp:
    """The feed delivers a receipt, as `entering.receipt` lets it through the door."""
    event = ReceiptsReceived(source=entering.source(seed, paid), columns=COLUMNS, rows=(entering.row(paid),))
    feed = actor(seed, FEED, paid.day)
    stamp = desk.enter(
        "receipts",
        event.source,
        event,
        feed,
        acting_under="payment_system",
        at=entering.delivered(paid),
        on=paid.day,
        salted=salts(seed, "receipt", paid.number),
    )
    money["fees_transfer"] += ledger.transfer_rows(event, stamp)
    return stamp
