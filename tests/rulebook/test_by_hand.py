"""The baseline that speed is measured against is honest: it answers what the evaluator answers."""

from __future__ import annotations

import random
from datetime import date

from benchmarks.by_hand import fee, fee_of
from benchmarks.requests import lines, requests
from tests.scenarios.requests import random_request
from trp.rulebook.book import current
from trp.rulebook.determine import determine
from trp.rulebook.generate import generate, source
from trp.rulebook.prove import cases
from trp.rulebook.request import faults

BOOK = current()
DAY = date(2026, 3, 2)
DECIDE = generate(BOOK, "fee", DAY)
READS = sorted(name for name in BOOK.facts if f"{name!r}" in source(BOOK, "fee", DAY))
CHAIN = ("bar_a24_3_1", "bar_a24_4", "bar_a24_5", "bar", "standalone", "visa_with_permit", "urgent_protection",
         "regulation", "stream_policy", "one_time", "fee")  # fmt: skip
BASE = {name: BOOK.facts[name].domain[0] for name in READS} | {"amount_loaded": "yes", "origin": "client"}
# What a table rests on must be open for it to matter: a person at the border with one conviction, and no exemption.
OPEN = BASE | {"place": "port_of_entry", "sole_ground": "criminality", "convictions_counted": "one"}


def test_by_hand_and_the_generated_function_agree_on_every_case_of_every_table() -> None:
    """Each case of each table of the chain, laid over a request where nothing before it settles the matter."""
    counted = 0
    for name in CHAIN:
        for _, case in cases(BOOK.tables[name], BOOK):
            facts = OPEN | {fact: value for fact, value in case.items() if fact in BOOK.facts}
            outcome, row, _ = DECIDE(facts)
            told, _, steps = fee(facts)
            assert told == outcome, (facts, row)
            assert steps
            counted += 1
    assert counted > 30_000


def test_by_hand_agrees_on_random_facts() -> None:
    rng = random.Random(5)
    for _ in range(20_000):
        facts = {name: rng.choice(BOOK.facts[name].domain) for name in READS}
        assert fee(facts)[0] == DECIDE(facts)[0], facts


def test_by_hand_agrees_from_the_request_on() -> None:
    rng = random.Random(6)
    asked = [request for request, _ in zip(requests(4), range(300), strict=False)]
    while len(asked) < 1_500:
        request = random_request(rng)
        if request["made_on"] >= "2024-01-01":
            asked.append(request)
    for request in asked:
        told, basis, _ = fee_of(request)
        found = determine(request, brief=True)["findings"]["fee"]
        assert told == found["outcome"], request
        assert basis in (found["basis"], "MEASURE")


def test_the_requests_that_are_measured_are_requests_and_differ() -> None:
    asked = [request for request, _ in zip(requests(1), range(500), strict=False)]
    assert all(faults(request, BOOK.first_day) == () for request in asked)
    made = list(lines(2, distinct=500, total=900))
    assert len(made) == 900
    assert len(set(made)) == 500
