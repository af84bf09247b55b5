"""Any order of acts through the door, held to a model of dictionaries that knows the fee, the claim and the gate.

Nothing the law allows is refused, nothing else is done; a refused act leaves everything as it was, but for a line in
the security log and its answer; after each act the tables hold together and repeat what the lines say.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.databases import fresh, memory, use
from tests.journal.play import FEE, SITUATIONS, given
from tests.journal.truth import faults, tables
from tests.world import DAY, World
from trp.casework.acts import Act
from trp.casework.assessing import (
    CreatePermitFile,
    IssuePermit,
    RefusePermit,
    SendToDecisionMaker,
    StartAssessment,
)
from trp.casework.endings import WithdrawRequest
from trp.casework.exemptions import ClaimExemption, LapseClaim
from trp.casework.fees import AllocateReceipt, RequestFee, ReverseAllocation
from trp.casework.recording import AddNote
from trp.journal.asked import Busy, Done, Refused

pytestmark = pytest.mark.slow

PERSONS, CASES = 2, 4
KEPT_OF_A_REFUSAL = {"journal_key", "journal_securityevent"}
UNTIL = date(2026, 9, 1)


class Model:
    """What an officer would keep on paper: a card for each case, the register of grants, what is left of receipts."""

    def __init__(self) -> None:
        self.cards: dict[int, dict[str, Any]] = {}
        self.granted: dict[int, int] = {}
        self.claimed: dict[int, int] = {}
        self.left = {"R-1": FEE * 2, "R-2": FEE + 100}

    def open(self, case: int, person: int, may_be_exempt: bool) -> None:
        self.cards[case] = {
            "person": person, "m31": may_be_exempt, "paid": {}, "entered": set(), "money": set(), "assessed": set(), "filed": False,
            "started": False, "sent_by": None, "claim": None, "result": None,
        }  # fmt: skip

    def exempt(self, case: int) -> bool:
        """M31: its tests hold, and in no other request of the person was it granted, or is it claimed (T1)."""
        card = self.cards[case]
        elsewhere = {held.get(card["person"], case) for held in (self.granted, self.claimed)} - {case}
        return card["m31"] and not elsewhere

    def settled(self, case: int) -> bool:
        card = self.cards[case]
        paid = sum(card["paid"].values()) >= FEE
        return paid or (self.exempt(case) and card["claim"] == "live")

    def allows(self, who: str, act: Act, case: int) -> bool:
        card = self.cards[case]
        # M31 is available, not owed: until it is claimed the fee may be paid.
        claimed = self.exempt(case) and card["claim"] == "live"
        owes = 0 if claimed else FEE - sum(card["paid"].values())
        match act:
            case AddNote():
                return True
            case ReverseAllocation(receipt=receipt, cents=cents):
                held = card["paid"].get(receipt, 0)
                return 0 < cents <= held and not card["started"] and (who, receipt) not in card["entered"]
        if card["result"]:
            return False
        begun = card["started"] and self.settled(case)
        match act:
            case RequestFee():
                return owes > 0
            case AllocateReceipt(receipt=receipt, cents=cents):
                return 0 < cents <= min(self.left.get(receipt, 0), owes) and who not in card["assessed"]
            case ClaimExemption():
                return self.exempt(case) and card["claim"] != "live"
            case LapseClaim():
                return card["claim"] == "live"
            case CreatePermitFile():
                return not card["filed"] and self.settled(case)
            case StartAssessment():
                return (
                    not card["started"] and card["filed"] and self.settled(case) and who not in card["money"]
                )
            case SendToDecisionMaker():
                return begun and card["sent_by"] is None
            case IssuePermit() | RefusePermit():
                return begun and who != card["sent_by"] and who not in card["money"]
        return True  # WithdrawRequest

    def does(self, who: str, act: Act, case: int) -> None:
        card = self.cards[case]
        match act:
            case AllocateReceipt(receipt=receipt, cents=cents):
                card["paid"][receipt] = card["paid"].get(receipt, 0) + cents
                self.left[receipt] -= cents
                card["entered"].add((who, receipt))
                card["money"].add(who)
            case ReverseAllocation(receipt=receipt, cents=cents):
                card["paid"][receipt] -= cents
                self.left[receipt] += cents
                card["money"].add(who)
            case ClaimExemption():
                card["claim"] = "live"
                self.claimed[card["person"]] = case
            case LapseClaim():
                self._free(card, "ended")
            case CreatePermitFile():
                card["filed"] = True
            case StartAssessment():
                card["started"] = True
                card["assessed"].add(who)
            case SendToDecisionMaker():
                card["sent_by"] = who
                card["assessed"].add(who)
            case IssuePermit():
                card["result"] = "issued"
                if card["claim"] == "live":
                    if sum(card["paid"].values()) < FEE:  # who has paid does not spend the exemption
                        self.granted[card["person"]] = case
                    self._free(card, "ended")
            case RefusePermit() | WithdrawRequest():
                card["result"] = "refused" if isinstance(act, RefusePermit) else "withdrawn"
                if card["claim"] == "live":
                    self._free(card, "ended")

    def _free(self, card: dict[str, Any], how: str) -> None:
        card["claim"] = how
        del self.claimed[card["person"]]


def acts() -> st.SearchStrategy[tuple[str, Act]]:
    """Who tries what: each by those whose role it is."""
    officer = st.sampled_from(["officer", "colleague", "manager"])
    cents = st.sampled_from([FEE, FEE, FEE, 100, FEE - 100, 0, FEE + 1])
    receipt = st.sampled_from(["R-1", "R-1", "R-2", "R-unknown"])
    issue = IssuePermit(valid_from=DAY, valid_to=UNTIL, reasons="need outweighs risk")
    fixed: tuple[tuple[tuple[str, ...], Act], ...] = (
        (("officer", "clerk"), AddNote(text="seen")),
        (("clerk",), RequestFee()),
        (("officer", "colleague"), ClaimExemption(counselled_on=DAY)),
        (("officer", "colleague"), LapseClaim(reason="a test fails")),
        (("officer", "colleague"), CreatePermitFile(file="F")),
        (("officer", "colleague"), SendToDecisionMaker(recommends="issue")),
        (("officer", "colleague", "manager"), issue),
        (("manager",), RefusePermit(reasons="risk outweighs need")),
        (("intake",), WithdrawRequest(reason="the client says so")),
    )
    drawn = [st.tuples(st.sampled_from(who), st.just(act)) for who, act in fixed]
    drawn += [
        st.tuples(officer, st.just(StartAssessment())),
        st.tuples(
            st.sampled_from(["clerk", "officer"]), st.builds(AllocateReceipt, receipt=receipt, cents=cents)
        ),
        st.tuples(
            st.sampled_from(["clerk", "other_clerk"]),
            st.builds(ReverseAllocation, receipt=receipt, cents=cents, reason=st.just("charged back")),
        ),
    ]
    return st.one_of(drawn)


ONWARD: tuple[tuple[str, Act], ...] = (
    ("officer", ClaimExemption(counselled_on=DAY)),
    ("clerk", AllocateReceipt(receipt="R-1", cents=FEE)),
    ("officer", CreatePermitFile(file="F")),
    ("colleague", StartAssessment()),
    ("colleague", SendToDecisionMaker(recommends="issue")),
    ("manager", IssuePermit(valid_from=DAY, valid_to=UNTIL, reasons="need outweighs risk")),
)


class Desk(RuleBasedStateMachine):
    """One office, a few cases of two persons, and acts in any order."""

    engine: str
    steps = refusals = grants = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="trp-model-", dir=memory())
        self.url = fresh(self.engine, Path(self.folder.name))
        use(self.url)
        self.world, self.model, self.ids = World.make(), Model(), {}
        for number, cents in self.model.left.items():
            self.world.receipt(number, cents)
        self.persons = [self.world.person() for _ in range(PERSONS)]

    @initialize()
    def opened(self) -> None:
        for case in range(CASES):
            self.ids[case] = uuid4()
            may_be_exempt = case < CASES - 1
            self.model.open(case, case % PERSONS, may_be_exempt)
            for each in SITUATIONS["exemption open" if may_be_exempt else "facts recorded"]:
                self.world.do(
                    given(each.act, receipt="", client=self.persons[case % PERSONS]), self.ids[case], each.who
                )

    @rule(case=st.integers(0, CASES - 1), tried=acts(), again=st.booleans())
    def tries(self, case: int, tried: tuple[str, Act], again: bool) -> None:
        self._try(case, *tried, again=again)

    @rule(case=st.integers(0, CASES - 1))
    def goes_on(self, case: int) -> None:
        """What brings a case nearer to its permit, so that the runs reach the end as well."""
        for who, act in ONWARD:
            if self.model.allows(who, act, case):
                self._try(case, who, act, again=False)
                return

    def _try(self, case: int, who: str, act: Act, *, again: bool) -> None:
        key, before = uuid4().hex, tables(self.url)
        expected, outcome = self.model.allows(who, act, case), self._outcome(act, case, who, key)
        assert isinstance(outcome, Done) is expected, (who, act, self.model.cards[case], outcome)
        Desk.steps += 1
        if expected:
            self.model.does(who, act, case)
        else:
            Desk.refusals += 1
            assert changed(before, tables(self.url)) == KEPT_OF_A_REFUSAL
        if again:
            before = tables(self.url)
            assert self._outcome(act, case, who, key) == outcome
            assert tables(self.url) == before

    def _outcome(self, act: Act, case: int, who: str, key: str) -> Any:
        try:
            return self.world.do(act, self.ids[case], who, key=key)
        except Refused as refused:
            return refused.blockers

    @invariant()
    def all_holds_together(self) -> None:
        assert not faults(self.url)
        if self.ids:
            held = tables(self.url)
            back = {key.hex: case for case, key in self.ids.items()}
            Desk.grants += len(held["people_grant"])
            granted = {back[row["case_id"]] for row in held["people_grant"]}
            assert granted == set(self.model.granted.values()), self.model.cards
            left = {row["receipt"]: row["cents"] - row["allocated"] for row in held["fees_receiptline"]}
            assert left == self.model.left

    def teardown(self) -> None:
        from django.db import connection

        connection.close()
        self.folder.cleanup()


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """The tables that are not as they were."""
    return {table for table in before if before[table] != after[table]}


def run(engine: str, *, examples: int, steps: int, seeded: bool = False, shrink: bool = False) -> None:
    machine = type("Desk", (Desk,), {"engine": engine})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), print_blob=False, derandomize=seeded,
            phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
        ),
    )  # fmt: skip


@pytest.fixture
def counted() -> Iterator[None]:
    Desk.steps = Desk.refusals = Desk.grants = 0
    yield
    print(f"\n{Desk.steps} acts, {Desk.refusals} of them refused")


@pytest.mark.slow
@pytest.mark.usefixtures("counted")
def test_any_order_of_acts_agrees_with_the_model(engine: str) -> None:
    for _ in range(4):  # hypothesis draws how long each order is: a short draw is followed by another
        run(engine, examples=12, steps=60)
        if Desk.steps > 300:
            break
    assert Desk.steps > 300
    assert 50 < Desk.refusals < Desk.steps - 50
    assert Desk.grants


SABOTAGE: dict[str, tuple[str, Any]] = {
    "a gate that stands open": ("trp.casework.assessing.gate", lambda file, around: iter(())),
    "a refusal that writes": ("trp.journal.asked.log", None),
    "a receipt without end": ("trp.fees.ledger._ALLOCATE", "UPDATE fees_receiptline SET allocated = allocated + 0 * %s WHERE receipt = %s"),
}  # fmt: skip


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("twin", SABOTAGE)
def test_the_model_finds_what_is_wrong(engine: str, twin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotaged twins."""
    from trp.journal import sql

    place, instead = SABOTAGE[twin]
    if twin == "a refusal that writes":

        def instead(cursor: Any, asked: Any, kind: str, codes: Any) -> None:
            cursor.execute(
                "UPDATE journal_case SET says_en = 'refused' WHERE id = %s", [sql.bound(asked.about)]
            )

    monkeypatch.setattr(place, instead)
    with pytest.raises((AssertionError, Busy, ExceptionGroup)):
        run(engine, examples=12, steps=40, seeded=True)


def test_a_register_that_forgets_is_stopped_by_the_database(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sabotaged twin of the blocker: a second claim of the same person meets the table's key."""
    from dataclasses import replace

    from trp.casework.around import Register
    from trp.journal.reading import around as really_around

    person, cases = world.person(), [uuid4(), uuid4()]
    for case in cases:
        for each in SITUATIONS["exemption open"]:
            world.do(given(each.act, receipt="", client=person), case, each.who)
    monkeypatch.setattr("trp.journal.door.identified", lambda cursor, around, *_: around)
    monkeypatch.setattr(
        "trp.journal.door.around", lambda *asked: replace(really_around(*asked), register=Register())
    )
    claim = ClaimExemption(counselled_on=DAY)
    world.do(claim, cases[0])
    with pytest.raises(Busy):
        world.do(claim, cases[1])
