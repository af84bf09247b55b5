"""`needs`, own fields, duties and notices of an open request, against every way in which it may be completed.

The contract: "Needed is a fact when two completions of the unknown facts that differ only in it give different
outcomes." So: a complete request is drawn, a few of its facts are taken away, and the request is completed again with
representative values, the days just before, on and after every day that could matter among them. What all completions
of an open request come to is compared with what the rulebook says of it without knowing. Nothing here knows a rule.
"""

from __future__ import annotations

import copy
import itertools
import json
import random
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from tests.scenarios.requests import (
    CARRIED_CLASSES,
    FEE_CHANGES,
    GROUNDS,
    KEPT,
    LAW_CHANGES,
    LOOKALIKE_CLASSES,
    PAYMENTS,
    random_request,
)
from trp.rulebook.book import current
from trp.rulebook.determine import compiled, determine
from trp.rulebook.request import REQUEST, faults, kind
from trp.rulebook.shape import Choice, Day, Flag, ListOf, Part
from trp.rulebook.tell import Teller

Request = dict[str, Any]
UNDETERMINED = "UNDETERMINED"
TELL = Teller(compiled(), "en", brief=True)
FINDINGS = {finding.name: tuple(finding.fields) for finding in current().findings}

# "A duty is listed unless known facts show it done": what shows it, and what it says where it is not done.
SETTLED = {"paid": "0.00", "unallocated_receipts": []}
DONE: dict[str, dict[str, Any]] = {
    "CONTACT_CLIENT_FOR_FEE": {"fee_requested_on": None, **SETTLED},
    "REQUEST_FEE_BEFORE_RECOMMENDATION": {"fee_requested_on": None, **SETTLED},
    "COLLECT_FEE_BEFORE_ISSUE": SETTLED,
    "CREATE_TRP_FILE": {"trp_file_created_on": None},
    "DECIDE_UNDERLYING_APPLICATION": {"application.decided": False},
    "KEEP_EVIDENCE_ON_FILE": {"information[].on_file": False},
    "DISCLOSE": {"information[].disclosed_on": None, "information[].reason_recorded_on": None},
    "RECORD_REASON_FOR_NOT_DISCLOSING": {
        "information[].disclosed_on": None,
        "information[].reason_recorded_on": None,
    },
}

# Where every completion calls for it, but each for a reason of its own (found: a policy exempts; or none was found
# and policies were searched), the contract may be read either way.
EITHER_WAY = {"POLICY_LIST_MAY_BE_OUTDATED", "INTERPRETATION"}


# --- Facts and the values they may have ---------------------------------------------------------------


def steps(path: str) -> list[str | int]:
    return [int(s) if s.isdigit() else s for s in re.findall(r"[a-z0-9_]+", path)]


def put(request: Request, path: str, value: Any) -> None:
    *way, last = steps(path)
    held: Any = request
    for step in way:
        held = held[step]
    held[last] = value


def take(request: Request, path: str) -> None:
    *way, last = steps(path)
    held: Any = request
    for step in way:
        held = held[step]
    del held[last]


def pattern(path: str) -> str:
    return re.sub(r"\[[0-9]+\]", "[]", path)


def removable(request: Request) -> list[str]:
    """Every fact that may be absent and then is unknown (`made_on` is the same as `on`, where it is absent)."""
    found = []
    for key, value in request.items():
        if key in ("on", "made_on"):
            continue
        found.append(key)
        kept = KEPT.get(key, set())
        if isinstance(value, dict):
            found += [f"{key}.{inner}" for inner in value if inner not in kept]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for n, entry in enumerate(value):
                found += [f"{key}[{n}].{inner}" for inner in entry if inner not in kept]
    return found


def within(path: str, other: str) -> bool:
    return path.startswith((other + ".", other + "["))


def shifted(day: date, months: int) -> date | None:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not 1 < year < 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_that_matter(request: Request) -> list[str]:
    """The days of the request and of the law, what is 30 days, 12, 60 or 72 months from them, and a day about each."""
    known = {date.fromisoformat(d) for d in re.findall(r"\d{4}-\d\d-\d\d", json.dumps(request))}
    centres = set(known) | set(LAW_CHANGES) | set(FEE_CHANGES)
    for day in known:
        centres |= {day + timedelta(days=shift) for shift in (-30, 30) if 1 < day.year < 9999}
        centres |= {found for months in (-72, -60, -12, 12) if (found := shifted(day, months))}
    days = {centre + timedelta(days=shift) for centre in centres for shift in (-1, 0, 1)}
    return sorted(d.isoformat() for d in days | {date(1, 1, 1), date(9999, 12, 31)})


def values(path: str, days: list[str], rng: random.Random) -> list[Any]:
    """Representative values of a fact."""
    name = pattern(path)
    fixed: dict[str, list[Any]] = {
        "paid": [*PAYMENTS, "0.00"],
        "grounds": [[], *([g] for g in GROUNDS), *(rng.sample(GROUNDS, 2) for _ in range(12))],
        "fee_classes": [[], *([c] for c in (*CARRIED_CLASSES, *LOOKALIKE_CLASSES))],
        "unallocated_receipts": [[], ["R-0001"]],
        "pending": [None, "permanent_residence", "humanitarian", "public_policy"],
        "visa_exemption_lost_in_transit.hours_until_entry": [-1, 0, 47.99, 48, 48.01, 1000],
        "minister_fee_instruction": [None, *({"reference": "MI-0042", "dated": day} for day in days)],
        "fee_measure": [None, {"reference": "X", "code": None}, {"reference": "X", "code": "M99"}],
        "convictions[].offence": ["theft", ""],
    }
    if name in fixed:
        return fixed[name]
    held = kind(path)
    if isinstance(held, Flag):
        return [True, False]
    if isinstance(held, Choice):
        return [*([None] if held.null else []), *held.options]
    if isinstance(held, Day):
        return [*([None] if held.null else []), *days]
    if isinstance(held, ListOf):
        return [[], *([part(f"{path}[0]", days, rng)] for _ in range(60)),
                *([part(f"{path}[0]", days, rng), part(f"{path}[1]", days, rng)] for _ in range(40))]  # fmt: skip
    return [None, *(part(path, days, rng) for _ in range(100))]


def part(path: str, days: list[str], rng: random.Random) -> Request:
    """One complete object, drawn at random."""
    inner = kind(path) if "[" not in path else kind(path.partition("[")[0]).entry  # type: ignore[attr-defined]
    found: Request = {}
    for key in inner.facts:  # type: ignore[attr-defined]
        here = f"{path}.{key}"
        found[key] = f"item {path}" if key == "id" else rng.choice(values(here, days, rng))
    if path.startswith("convictions") and rng.random() < 0.5:  # most are not the worst
        found |= {"child_pornography": False, "sexual": False, "makes_inadmissible": True, "youth": False}
    if path.startswith("information") and rng.random() < 0.5:
        found |= {"relied_on": True, "classified": "no"}
    return found


# --- One open request, and how it may be completed ----------------------------------------------------


def answered(request: Request) -> Request:
    held: Request = json.loads(TELL.tell(request))
    return held


@dataclass
class Case:
    """A request with unknown facts, and the completions that were looked at."""

    whole: Request
    unknown: tuple[str, ...]
    rng: random.Random
    most: int = 400
    choices: dict[str, list[Any]] = field(default_factory=dict)
    told: dict[tuple[int, ...], Request | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        days = days_that_matter(self.whole)
        for path in self.unknown:
            known = self.whole
            for step in steps(path):
                known = known[step]
            drawn = [known, *values(path, days, self.rng)]
            self.choices[path] = [json.loads(t) for t in dict.fromkeys(map(json.dumps, drawn))]

    @property
    def open(self) -> Request:
        request = copy.deepcopy(self.whole)
        for path in self.unknown:
            take(request, path)
        return request

    def completed(self, taken: tuple[int, ...]) -> Request:
        request = copy.deepcopy(self.whole)
        for path, n in zip(self.unknown, taken, strict=True):
            put(request, path, self.choices[path][n])
        return request

    def tell(self, taken: tuple[int, ...]) -> Request | None:
        """What a completion comes to; None where the contract refuses it (a contradiction)."""
        if taken not in self.told:
            request = self.completed(taken)
            wrong = faults(request, current().first_day)
            self.told[taken] = None if wrong else answered(request)
        return self.told[taken]

    @property
    def sizes(self) -> list[int]:
        return [len(self.choices[path]) for path in self.unknown]

    def exhaustive(self) -> bool:
        size = 1
        for n in self.sizes:
            size *= n
        return size <= self.most

    def lines(self, n: int, rounds: int) -> Iterator[list[tuple[int, ...]]]:
        """Completions that differ only in the fact number `n`: all of them, or some drawn at random."""
        if self.exhaustive():
            for taken in itertools.product(*(range(s) for s in self.sizes)):
                if taken[n] == 0:
                    yield [(*taken[:n], k, *taken[n + 1 :]) for k in range(self.sizes[n])]
            return
        for _ in range(rounds):
            taken = tuple(self.rng.randrange(s) if self.rng.random() < 0.7 else 0 for s in self.sizes)
            some = list(range(self.sizes[n]))
            if len(some) > 60:
                some = [0, *self.rng.sample(some, 60)]
            yield [(*taken[:n], k, *taken[n + 1 :]) for k in some]

    def matters(self, n: int, finding: str, rounds: int) -> bool:
        """Whether two completions that differ only in the fact number `n` give different outcomes."""
        for line in self.lines(n, rounds):
            found = {t["findings"][finding]["outcome"] for taken in line if (t := self.tell(taken))}
            if len(found) > 1:
                return True
        return False

    def undone(self, taken: tuple[int, ...], done: dict[str, Any]) -> bool:
        """Whether none of the facts that may show a duty done shows it, in a completion."""
        return all(
            self.choices[path][n] == done[pattern(path)]
            for path, n in zip(self.unknown, taken, strict=True)
            if pattern(path) in done
        )

    def completions(self) -> list[Request]:
        return [told for told in self.told.values() if told]


def complaints(case: Case, hunt: int = 400) -> Iterator[str]:
    """Where what is said of the open request and what its completions come to disagree."""
    said = determine(case.open, brief=True)
    for n in range(len(case.unknown)):
        for line in case.lines(n, 3):
            for taken in line:
                case.tell(taken)
    for name in FINDINGS:
        finding = said["findings"][name]
        needs = finding.get("needs", [])
        for n, path in enumerate(case.unknown):
            # What is not needed is looked at a little, what is needed until a witness is found.
            matters = case.matters(n, name, hunt if path in needs else 3)
            if matters and path not in needs:
                yield f"{name}: {path} matters and is not needed (outcome {finding['outcome']}, needs {needs})"
            if path in needs and not matters:
                yield f"{name}: {path} is needed and does not matter (outcome {finding['outcome']}, needs {needs})"
        if extra := set(needs) - set(case.unknown):
            yield f"{name}: needs {sorted(extra)}, which are known"
    everything = case.completions()
    for name, fields in FINDINGS.items():
        finding = said["findings"][name]
        for key in ("outcome", *fields):
            open_as = UNDETERMINED if key == "outcome" else None
            yield from _compared(f"{name}.{key}", finding[key], open_as, [c["findings"][name][key] for c in everything],
                                 exhaustive=case.exhaustive())  # fmt: skip
    yield from _codes(case, said)


def _compared(what: str, said: Any, open_as: Any, held: list[Any], *, exhaustive: bool) -> Iterator[str]:
    if what.startswith("disclosure.items") and said is not None:
        if any(len(items) != len(said) for items in held):
            yield f"{what} has {len(said)} entries where completions differ"
            return
        for n, item in enumerate(said):
            for key in ("outcome", "holds_decision", "keep_on_file"):
                yield from _compared(f"{what}[{n}].{key}".replace("disclosure.items", "item"), item[key],
                                     UNDETERMINED if key == "outcome" else None, [items[n][key] for items in held],
                                     exhaustive=exhaustive)  # fmt: skip
        return
    distinct = {json.dumps(value, sort_keys=True) for value in map(_bare, held)}
    if len(distinct) > 1 and said != open_as:
        yield f"{what} is {_bare(said)!r}, but may be any of {sorted(distinct)[:6]}"
    if len(distinct) == 1:
        (one,) = distinct
        if said not in (open_as, None) and json.dumps(_bare(said), sort_keys=True) != one:
            yield f"{what} is {_bare(said)!r}, but is {one} whatever the unknown facts are"
        if said == open_as and one != json.dumps(said) and exhaustive:
            yield f"{what} is left open, but is {one} whatever the unknown facts are"


def _bare(value: Any) -> Any:
    """Without the sentences, which may tell values."""
    if isinstance(value, list):
        return [_bare(entry) for entry in value]
    if isinstance(value, dict):
        return {key: held for key, held in value.items() if key not in ("says", "because", "needs")}
    return value


def _codes(case: Case, said: Request) -> Iterator[str]:
    told = {taken: found for taken, found in case.told.items() if found}
    for key in ("duties", "notices"):
        listed = {entry["code"] for entry in said[key]}
        each = {taken: {entry["code"] for entry in found[key]} for taken, found in told.items()}
        for code in sorted(listed.union(*each.values()) - EITHER_WAY):
            undone = [codes for taken, codes in each.items() if case.undone(taken, DONE.get(code, {}))]
            if not undone:
                continue
            always = all(code in codes for codes in undone)
            if code in listed and not always:
                yield f"{key}: {code} is listed, though some completions do not call for it"
            if code not in listed and always and case.exhaustive():
                yield f"{key}: {code} is not listed, though every completion calls for it"


def case_of(seed: int, most: int = 400) -> Case:
    """A request with one to four unknown facts; more often than not such as matter together."""
    rng = random.Random(seed)
    whole = random_request(rng)
    candidates = rng.sample(removable(whole), 12)
    if rng.random() < 0.7:
        open_request = copy.deepcopy(whole)
        for path in removable(whole):
            if rng.random() < 0.5 and not any(within(path, key) for key in set(whole) - set(open_request)):
                take(open_request, path)
        said = determine(open_request, brief=True)["findings"]
        finding = rng.choice([f for f in said.values() if f.get("needs")] or [{"needs": []}])
        candidates = [*rng.sample(finding["needs"], len(finding["needs"])), *candidates]
    count = rng.choice([1, 2, 2, 2, 3, 3, 3, 4])
    unknown: list[str] = []
    for path in dict.fromkeys(candidates):
        if len(unknown) < count and not any(within(path, u) or within(u, path) for u in unknown):
            unknown.append(path)
    order = list(REQUEST.facts)
    return Case(whole, tuple(sorted(unknown, key=lambda p: order.index(str(steps(p)[0])))), rng, most)


# --- The tests ----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_an_open_request_says_what_its_completions_come_to(seed: int) -> None:
    """`needs` exactly; outcomes and own fields where they are one; duties and notices that are called for."""
    found = []
    for n in range(seed * 1000, seed * 1000 + 4):
        case = case_of(n, most=150)
        found += [f"case_of({n}), unknown {case.unknown}: {said}" for said in complaints(case)]
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_matters_is_left_out_however_much_is_unknown(seed: int) -> None:
    """Most facts unknown: two completions drawn at random that differ in one fact only."""
    rng = random.Random(seed)
    open_request = random_request(rng)
    for path in removable(open_request):
        if rng.random() < 0.6 and not any(within(path, key) for key in removable_keys(open_request)):
            take(open_request, path)
    said = determine(open_request, brief=True)["findings"]
    days = days_that_matter(open_request)
    found = set()
    for _ in range(400):
        one, unknown = drawn_whole(open_request, days, rng)
        path = rng.choice(unknown)
        other = copy.deepcopy(one)
        put(other, path, drawn(path, days, rng))
        if faults(one, current().first_day) or faults(other, current().first_day):
            continue
        first, second = answered(one)["findings"], answered(other)["findings"]
        for name in FINDINGS:
            if said[name]["outcome"] not in (UNDETERMINED, first[name]["outcome"]):
                found.add(f"{name}: {said[name]['outcome']}, but it may be {first[name]['outcome']}")
            if first[name]["outcome"] != second[name]["outcome"] and path not in said[name].get("needs", []):
                found.add(f"{name}: {path} matters and is not needed")
    assert not found, f"{open_request}\n{sorted(found)}"


def drawn(path: str, days: list[str], rng: random.Random) -> Any:
    """One value of a fact."""
    held = kind(path)
    if isinstance(held, Part) and path not in ("fee_measure", "minister_fee_instruction"):
        return part(path, days, rng) if rng.random() < 0.6 else None
    if isinstance(held, ListOf) and isinstance(held.entry, Part):
        return [part(f"{path}[{n}]", days, rng) for n in range(rng.choice([0, 1, 1, 2]))]
    return rng.choice(values(path, days, rng))


def drawn_whole(open_request: Request, days: list[str], rng: random.Random) -> tuple[Request, list[str]]:
    """A completion drawn at random, and the paths that were unknown."""
    request, unknown = copy.deepcopy(open_request), []
    for key in REQUEST.facts:
        held = request.get(key)
        if key not in request and key != "made_on":
            unknown.append(key)
        elif isinstance(held, dict):
            unknown += [f"{key}.{inner}" for inner in kind(key).facts if inner not in held]  # type: ignore[attr-defined]
        elif isinstance(held, list) and held and isinstance(held[0], dict):
            inside = kind(key).entry.facts  # type: ignore[attr-defined]
            unknown += [f"{key}[{n}].{i}" for n, entry in enumerate(held) for i in inside if i not in entry]
    for path in unknown:
        put(request, path, drawn(path, days, rng))
    return request, unknown


def test_a_file_that_is_to_be_created_on_any_completion_is_a_duty() -> None:
    """Contract, CREATE_TRP_FILE: "abroad, once the fee is settled or exempt". Paid in whole, it is one or the other."""
    paid = {
        "on": "2026-03-02", "made_to": "visa_office", "place": "outside_canada", "origin": "officer",
        "application": None, "document": "permit", "pending": None, "fee_classes": [], "grounds": ["A41"],
        "convictions": [], "fee_measure": None, "visa_exemption_lost_in_transit": None, "paid": "246.25",
        "unallocated_receipts": [], "trp_file_created_on": None,
    }  # fmt: skip
    for stream in ("ordinary", "urgent_protection", "transit_without_visa", "trafficking_victim"):
        assert "CREATE_TRP_FILE" in {duty["code"] for duty in determine({**paid, "stream": stream})["duties"]}
    said = determine(paid, brief=True)
    assert (said["findings"]["fee"]["outcome"], said["findings"]["gate"]["outcome"]) == (
        UNDETERMINED,
        "ASSESS",
    )
    assert "CREATE_TRP_FILE" in {duty["code"] for duty in said["duties"]}


def test_a_prison_term_alone_settles_the_one_time_exemption() -> None:
    """Contract: "a prison term alone settles that M31 is not available, whatever else is unknown"."""
    needs = determine({"on": "2026-03-02", "convictions": [{"sentence": "imprisonment"}]}, brief=True)
    asked = needs["findings"]["fee"]["needs"]
    assert "one_time_exemption_granted_on" not in asked
    assert not [path for path in asked if path.startswith(("convictions", "other_inadmissible"))]


@pytest.mark.parametrize(("holder", "inner"), [("application", "kind"), ("previous_permit", "expires_on"),
                                               ("refugee_claim", "outcome")])  # fmt: skip
def test_of_an_absent_object_its_own_path_is_needed_and_of_a_present_one_what_is_inside(
    holder: str, inner: str
) -> None:
    base: Request = {"on": "2026-03-02", "permit": "extension"}
    absent = {p for f in determine(base, brief=True)["findings"].values() for p in f.get("needs", [])}
    present = {
        p
        for f in determine({**base, holder: {}}, brief=True)["findings"].values()
        for p in f.get("needs", [])
    }
    nothing = {
        p
        for f in determine({**base, holder: None}, brief=True)["findings"].values()
        for p in f.get("needs", [])
    }
    assert holder in absent
    assert not [path for path in absent if path.startswith(f"{holder}.")]
    assert f"{holder}.{inner}" in present
    assert holder not in present
    assert not [path for path in nothing if path.startswith(holder)]


def test_the_day_of_the_request_is_never_needed() -> None:
    """Schema: `made_on`, absent, is the same as `on`; so the two are one request."""
    open_request = {"on": "2026-03-02"}
    said = determine(open_request, brief=True)
    assert "made_on" not in {path for f in said["findings"].values() for path in f.get("needs", [])}
    assert said == determine({**open_request, "made_on": "2026-03-02"}, brief=True)


def test_the_findings_ask_in_one_order() -> None:
    """ "in the order in which they are best asked": two findings that need the same two facts agree on it."""
    rng = random.Random(7)
    before: set[tuple[str, str]] = set()
    for _ in range(6):
        whole = random_request(rng)
        for path in removable(whole):
            if rng.random() < 0.7 and not any(within(path, key) for key in removable_keys(whole)):
                take(whole, path)
        for finding in determine(whole, brief=True)["findings"].values():
            before |= set(itertools.combinations(finding.get("needs", []), 2))
    assert not {(one, other) for one, other in before if (other, one) in before and one != other}


def removable_keys(request: Request) -> set[str]:
    return set(REQUEST.facts) - set(request)
