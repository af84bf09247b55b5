"""The contract read a second time, naively, by somebody who had not seen the rulebook: the two agree.

Where the contract leaves a choice, `DECIDED` says how the rulebook reads it, and why.
"""

from __future__ import annotations

import random
from typing import Any

from tests.scenarios.requests import random_request
from tests.scenarios.second_reading import read
from trp.rulebook.book import current
from trp.rulebook.determine import determine

OWN_DUTIES = {
    "TELL_FINANCE", "RECORD_BREAK", "REMARK_CONTINUITY", "RETURN_APPLICATION", "COLLECT_FEE_AT_BORDER",
    "AWAIT_DELEGATE",
}  # fmt: skip
OWN_NOTICES = {
    "REMISSION_ORDER_MAY_APPLY", "CLASS_FREES_NOBODY", "CODE_NOT_STATED", "NOT_VERIFIED", "NO_POLICE_REPORT_NEEDED",
    "SAFE_CONTACT_FIRST", "SIX_MONTHS_FOR_WORK_PERMIT", "CONSULT_ON_REMOVAL_ORDER", "EARLIER_LAW_NOT_HELD",
    "EARLIER_INSTRUMENT_NOT_HELD", "AMOUNT_NOT_HELD", "INTERPRETATION",
}  # fmt: skip

DECIDED = {
    "impaired driving": "any impaired driving given under A36(2) is a doubt: the officer's equivalence decides, and "
    "the contract names a day for the notice only",
    "no item": "A40.1 gives the outcome REFER no level: issue and refuse are null, not empty",
    "other fees": "155.00 is sourced from 2015-02-21 and 150.00 from 2020-01-01: before, the amount is null",
}


def flattened(answer: dict[str, Any]) -> dict[str, Any]:
    findings = answer["findings"]
    found: dict[str, Any] = {}
    for finding in current().findings:
        for name in ("outcome", *finding.fields):
            found[f"{finding.name}.{name}"] = findings[finding.name][name]
    for name, amount in (("also_due", "amount"), ("not_charged", "code")):
        found[f"fee.{name}"] = {entry["fee"]: entry[amount] for entry in findings["fee"][name]}
    keys = ("outcome", "holds_decision", "keep_on_file")
    found["disclosure.items"] = {
        i["id"]: {key: i[key] for key in keys} for i in findings["disclosure"]["items"]
    }
    found["duties"] = {duty["code"] for duty in answer["duties"]} - OWN_DUTIES
    found["notices"] = {notice["code"] for notice in answer["notices"]} - OWN_NOTICES
    return found


def decided(request: dict[str, Any], key: str, ours: Any, theirs: Any) -> bool:
    """Whether a difference is one of `DECIDED`."""
    if key in ("authority.issue", "authority.refuse"):
        return ours is None and theirs == []
    if key == "fee.also_due":
        return ours.keys() == theirs.keys() and all(ours[fee] in (None, theirs[fee]) for fee in theirs)
    earlier = [c["impaired_driving"] and c["committed_on"] < "2018-12-18" for c in request["convictions"]]
    return any(earlier) and (key.startswith(("fee.", "gate.")) or key in ("duties", "notices"))


def test_two_readings_of_the_contract_agree() -> None:
    rng = random.Random(20_261_121)
    counted = 0
    for _ in range(2_500):
        request = random_request(rng)
        ours, theirs = flattened(determine(request, brief=True)), read(request)
        for key, expected in theirs.items():
            if ours[key] != expected and not decided(request, key, ours[key], expected):
                raise AssertionError(f"{key}: we say {ours[key]}, the second reading {expected}\n{request}")
            counted += 1
    assert counted > 60_000
