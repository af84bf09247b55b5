"""Monotonic knowledge: learning a fact never changes what was determined, and `needs` is exactly what matters."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.scenarios.requests import random_request, thin
from trp.rulebook.book import current
from trp.rulebook.determine import determine
from trp.rulebook.request import faults
from trp.rulebook.seen import flat

FINDINGS = [finding.name for finding in current().findings]
CALM = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def known_and_thin(seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    rng = random.Random(seed)
    whole = random_request(rng)
    # Absent, the day of the request is that of the question (the contract says so): it is never unknown.
    return whole, thin(whole, rng) | {"made_on": whole["made_on"]}


def learn(whole: Any, part: Any, path: str) -> Any:
    """The thinner request with the one fact at `path` taken from the whole one."""
    key, _, rest = path.partition(".")
    name, _, number = key.partition("[")
    if not number:
        if rest:
            return {**part, name: learn(whole[name], part[name], rest)}
        return {**part, name: whole[name]}
    n = int(number[:-1])
    entries = list(part[name])
    entries[n] = learn(whole[name][n], entries[n], rest)
    return {**part, name: entries}


@CALM
@given(st.integers(min_value=0, max_value=2**32))
@example(6759809)  # a claim whose appeal is not known: it may have come after the decision that is
def test_learning_a_fact_never_changes_a_determined_outcome(seed: int) -> None:
    whole, part = known_and_thin(seed)
    before = determine(part, brief=True)["findings"]
    after = determine(whole, brief=True)["findings"]
    for name in FINDINGS:
        assert before[name]["outcome"] in ("UNDETERMINED", after[name]["outcome"])
        for field, held in before[name].items():
            if field in (
                "amount",
                "balance",
                "code",
                "basis",
                "guidelines",
                "continuity",
                "item",
                "first_day_open",
            ):
                settled = before[name]["outcome"] != "UNDETERMINED" and held is not None
                assert not settled or held == after[name][field], (name, field)


@CALM
@given(st.integers(min_value=0, max_value=2**32), st.sampled_from(FINDINGS))
def test_needs_is_sufficient(seed: int, name: str) -> None:
    """Learning only what is needed, one fact after the other, determines the finding."""
    whole, part = known_and_thin(seed)
    for _ in range(len(flat(whole)) + 1):
        finding = determine(part, brief=True)["findings"][name]
        if finding["outcome"] != "UNDETERMINED":
            break
        assert finding["needs"], "undetermined, and nothing is needed"
        part = learn(whole, part, finding["needs"][0])
    assert finding["outcome"] == determine(whole, brief=True)["findings"][name]["outcome"]


@CALM
@given(st.integers(min_value=0, max_value=2**32))
def test_no_known_fact_is_asked_for_again_and_none_is_asked_twice(seed: int) -> None:
    _, part = known_and_thin(seed)
    known = flat(part)
    for finding in determine(part, brief=True)["findings"].values():
        needs = finding.get("needs", [])
        assert len(set(needs)) == len(needs)
        assert not set(needs) & set(known)


@CALM
@given(st.integers(min_value=0, max_value=2**32))
def test_a_thinner_request_stays_a_request(seed: int) -> None:
    whole, part = known_and_thin(seed)
    assert faults(whole, current().first_day) == faults(part, current().first_day) == ()


def test_an_end_is_told_only_where_no_decision_that_is_not_known_could_move_it() -> None:
    def first_day(claim: dict[str, Any], designated: str | None = None) -> tuple[str, Any]:
        held = {
            "outcome": "rejected",
            "prra_pending": False,
            "prra_on": None,
            "federal_court_on": None,
            **claim,
        }
        request = {"on": "2026-03-02", "origin": "client", "refugee_claim": held, "designated_on": designated}
        bar = determine(request, brief=True)["findings"]["bar"]
        return bar["outcome"], bar["first_day_open"]

    decided = {"rpd_on": "2025-06-02"}
    assert first_day({**decided, "rad_on": None}) == ("BARRED", "2026-06-03")
    assert first_day(decided) == ("BARRED", None)  # an appeal may have been decided since
    assert first_day({**decided, "rad_on": "2025-09-01"}) == ("BARRED", "2026-09-02")
    for designated in ("2025-01-02", "2025-07-01"):
        assert first_day({**decided, "rad_on": None}, designated) == ("BARRED", "2030-06-03")
        assert first_day(decided, designated) == ("BARRED", None)
        # Once the risk was assessed, the five years run from that day, whatever the Board says later.
        assert (
            first_day({**decided, "prra_on": "2025-11-03"}, designated)[1] is None
        )  # A24(4) is still not known
        assert first_day({**decided, "prra_on": "2025-11-03", "rad_on": None}, designated)[1] == "2030-11-04"
        accepted = {**decided, "outcome": "accepted"}  # A24(4) asks nothing then
        assert first_day({**accepted, "rad_on": None}, designated) == ("BARRED", "2030-06-03")
        assert first_day(accepted, designated) == ("BARRED", None)
        assert first_day({**accepted, "prra_on": "2025-11-03"}, designated) == ("BARRED", "2030-11-04")
