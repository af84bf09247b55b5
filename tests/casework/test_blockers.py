"""Every blocker says what is wrong in both languages, and names acts and roles that there are."""

import ast
import random
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import trp.casework
from tests.casework.french import faults
from tests.casework.office import (
    AUDITOR,
    BORDER,
    CLERK,
    COLLEAGUE,
    DAY,
    DELEGATE,
    EVERYBODY,
    FEE,
    INTAKE,
    JUNIOR,
    OFFICER,
    OTHER_CLERK,
    THEFT,
    Case,
    abroad,
    facts,
    inland,
    m31,
)
from tests.casework.test_lawful import ANOTHER_POLICY, CLAIM, FILE, ISSUE, OFFER, PAY, START
from tests.casework.walking import OFTEN, OPENINGS, POOL, RECORDS, REGISTERS, WAYS, Walk, begin, end, step
from trp.casework.acts import ACTS
from trp.casework.around import ROLES, Register
from trp.casework.assessing import CreatePermitFile, SendProposal, SendToDecisionMaker
from trp.casework.events import EVENTS
from trp.casework.exemptions import LapseClaim, RecordExemption
from trp.casework.fees import AllocateReceipt, RecordReceipt, RequestFee, ReverseAllocation
from trp.casework.recording import (
    AddNote,
    AskForDocuments,
    Assign,
    RecordCompletion,
    RecordConvictions,
    RecordGrounds,
    SendAcknowledgement,
    closed_to_receiver,
)
from trp.casework.registers import ENTRIES
from trp.rulebook.book import current
from trp.rulebook.sources import source_of

LEVELS = {"OFFICER", "MANAGER", "ADM", "POE-BSO", "POE-SUPT", "VPU"}


@cache
def walks() -> tuple[Walk, ...]:
    """Walks in any order, the same each time."""
    rng = random.Random(7)
    done = []
    for n in range(600):
        opening, record, steps = (
            (rng.choice(OPENINGS), rng.choice(RECORDS), ()) if n % 2 else WAYS[n // 2 % len(WAYS)]
        )
        walk = begin(Register() if n < 2 * len(WAYS) else rng.choice(REGISTERS))
        step(walk, OFFICER, opening)
        for act in record:
            step(walk, COLLEAGUE, act)
        held = list(steps)
        for _ in range(rng.randrange(20) if n >= 2 * len(WAYS) else 0):
            other = (rng.choice(EVERYBODY), rng.choice(OFTEN if rng.random() < 0.5 else POOL))
            held.insert(rng.randrange(len(held) + 1), other)
        for actor, act in held:
            step(walk, actor, act)
        end(walk)
        done.append(walk)
    return tuple(done)


@cache
def by_hand():
    """Blockers that few walks meet."""
    torn = type(OFFICER)(
        **{**{n: getattr(OFFICER, n) for n in OFFICER.__slots__}, "conflicts": frozenset({"T-000042"})}
    )
    doubtful = {**THEFT, "sentence": "conditional_sentence"}
    paid = Case().does(OFFICER, inland(), *facts()).does(CLERK, PAY).does(OFFICER, START)
    sent = Case().does(OFFICER, inland(), *facts()).does(CLERK, PAY).does(OFFICER, START, SendToDecisionMaker(recommends="issue"))  # fmt: skip
    unnamed = (
        Case().does(OFFICER, inland(), *facts(grounds=["A40.1(1)"])).does(CLERK, PAY).does(OFFICER, START)
    )
    claimed = Case().does(OFFICER, abroad(), *m31(), CLAIM)
    stale = Case().does(
        OFFICER, abroad(), *m31(), CLAIM, RecordConvictions(convictions=()), RecordGrounds(grounds=())
    )
    suspended = Case().does(OFFICER, inland(made_on=date(2026, 2, 20)), *facts(designated_on="2026-02-25"))
    proposed = Case().does(OFFICER, inland(origin="a44_report"), *facts(), RequestFee(), SendProposal())
    unloaded = Case(on=date(2029, 1, 2)).does(OFFICER, inland(made_on=date(2029, 1, 2)), *facts())
    complete = RecordCompletion(complete_on=DAY)
    awaited = Case().does(OFFICER, inland(), *facts(), AskForDocuments(documents=("letter",)))
    acknowledged = Case().does(OFFICER, inland(), *facts()).does(CLERK, PAY).does(INTAKE, complete, SendAcknowledgement())  # fmt: skip
    cases = (
        (Case(), OFFICER, AddNote(text="x")),
        (Case().does(OFFICER, inland()), OFFICER, inland()),
        (Case().does(OFFICER, inland()), torn, AddNote(text="x")),
        (Case().does(OFFICER, inland()), AUDITOR, AddNote(text="x")),
        (Case().does(OFFICER, inland()), OFFICER, START),
        (Case().does(OFFICER, inland(), *facts(grounds=["A36(2)(b)"], convictions=[doubtful])), OFFICER, START),
        (Case().does(OFFICER, abroad(), *facts(grounds=["A36(2)(b)"], convictions=[doubtful])), OFFICER, START),
        (suspended, OFFICER, START),
        (proposed, OFFICER, SendProposal()),
        (unloaded, CLERK, RequestFee()),
        (unloaded, OFFICER, START),
        (Case().does(OFFICER, inland(), *facts(), ANOTHER_POLICY), OFFICER, ACTS["ConfirmExemption"]()),
        (Case().does(OFFICER, OFFER, *facts()).does(CLERK, PAY).does(OFFICER, FILE), OFFICER, START),
        (Case().does(OFFICER, inland(), *facts()), CLERK, AllocateReceipt(receipt="0000", cents=1)),
        (Case().does(OFFICER, inland(), *facts()), CLERK, AllocateReceipt(receipt="8841903", cents=FEE)),
        (Case().does(OFFICER, inland(), *facts()), CLERK, AllocateReceipt(receipt="8841905", cents=FEE)),
        (Case().does(OFFICER, inland(), *facts()), CLERK, AllocateReceipt(receipt="8841906", cents=FEE)),
        (Case().does(OFFICER, inland()), OTHER_CLERK, ReverseAllocation(receipt="8841907", cents=FEE, reason="x")),
        (Case().does(OFFICER, inland(), *facts()).does(CLERK, PAY), CLERK, PAY),
        (Case().does(OFFICER, inland(), *facts()).does(CLERK, PAY), CLERK, RecordReceipt(receipt="8841902")),
        (Case().does(OFFICER, inland(), *facts()), CLERK, RecordReceipt(receipt=" ")),
        (Case().does(OFFICER, abroad(), *facts()).does(CLERK, PAY), OFFICER, CreatePermitFile(file="")),
        (paid, OFFICER, PAY),
        (paid, JUNIOR, ISSUE),
        (paid, OFFICER, START),
        (sent, OFFICER, ISSUE),
        (sent, COLLEAGUE, SendToDecisionMaker(recommends="issue")),
        (unnamed, DELEGATE, ISSUE),
        (claimed, OFFICER, CLAIM),
        (claimed, JUNIOR, CLAIM),
        (claimed, OFFICER, RecordExemption()),
        (stale, OFFICER, CLAIM),
        (awaited, OFFICER, complete),
        (paid, OFFICER, RecordCompletion(complete_on=DAY - timedelta(days=1))),
        (acknowledged, OFFICER, complete),
        (claimed, BORDER, LapseClaim(reason="")),
        (Case(register=Register(meetings=1, touched=True)).does(OFFICER, abroad(), *m31()), OFFICER, CLAIM),
        (Case(office_kind="inland_office").does(OFFICER, abroad(), *m31()), OFFICER, CLAIM),
        (Case(register=Register(on_record=False)).does(OFFICER, abroad(), *m31()), OFFICER, CLAIM),
        (Case(register=Register(granted_on=date(2024, 5, 1))).does(OFFICER, abroad(), *m31()), OFFICER, CLAIM),
    )  # fmt: skip
    received = Case().does(OFFICER, inland())
    given = Assign(officer="a", office="OTTAWA")
    cases += (
        (received, OFFICER, replace(given, seen_with=("b", "OFFICE"))),
        (received, OFFICER, Assign(officer=None, office="OFFICE", seen_with=(None, "OFFICE"))),
        (received, OFFICER, replace(given, batch="b", batch_size=101)),
    )
    found = tuple((act, blocker) for case, actor, act in cases for blocker in case.stopped(actor, act))
    return (*found, (given, closed_to_receiver("A. Roy")))


def met():
    """Every blocker that was met, each sentence once."""
    found = {}
    for act, blocker in (*(one for walk in walks() for one in walk.met), *by_hand()):
        found.setdefault((type(act).__name__, blocker.code, blocker.says.en, blocker.cleared_by), blocker)
    return found


def codes_in_the_source():
    """Every code that the casework can give: the only texts in it of that form."""
    folder = Path(trp.casework.__file__).parent
    texts = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
    return {text for text in texts if re.fullmatch(r"[a-z]+(-[a-z]+)+|barred|suspended", text)}


def test_every_blocker_there_is_was_met():
    assert codes_in_the_source() - {code for _, code, _, _ in met()} == set()


def test_every_blocker_speaks_both_languages():
    wrong = {}
    for (act, code, _, _), blocker in met().items():
        # Names of facts and their values are those of the contract, with its quotation marks.
        if found := [one for one in faults(blocker.says) if code != "wrong-fact" or "quotation" not in one]:
            wrong[act, code] = found
    assert wrong == {}


def test_every_act_that_clears_a_blocker_is_an_act():
    assert {name for one in met().values() for name in one.cleared_by} - set(ACTS) - set(ENTRIES) == set()


def test_who_can_clear_a_blocker_is_a_role_or_a_level():
    assert {who for one in met().values() for who in one.who} - set(ROLES) - LEVELS == set()


def test_who_can_clear_a_blocker_may_do_an_act_that_clears_it():
    wrong = [
        (act, blocker.code)
        for (act, *_), blocker in met().items()
        if blocker.cleared_by and blocker.who and not set(blocker.who) & LEVELS
        and not any(set((ACTS.get(name) or ENTRIES[name]).roles) & set(blocker.who) for name in blocker.cleared_by)
    ]  # fmt: skip
    assert wrong == []


def test_every_blocker_cites_a_source_that_we_hold():
    cited = {under for one in met().values() for under in one.under}
    assert len(cited) > 15
    readings = current().readings
    assert [one for one in sorted(cited) if source_of(one) is None and one not in readings] == []


def test_walks_reach_every_end_and_every_event():
    reached = {type(line.event).__name__ for walk in walks() for line in walk.case.lines}
    assert set(EVENTS) - reached == set()


def test_facts_needed_name_questions():
    blocker = next(one for (_, code, _, _), one in met().items() if code == "facts-needed")
    assert blocker.needs and "?" in blocker.says.en
