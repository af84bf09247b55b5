"""The decision tables answered a second time, by hand, from the law alone.

Each oracle was written from the text of the law and the contract, by somebody who had not seen the rows.
A difference between an oracle and its table is a fault in one of them. Where the text left a choice, the
docstring of the oracle says which reading it took. The table of the oracle `permit` is `permit_kind`.
`urgent_protection` was split from `regulation` later, when the contract's "urgent protection overseas" was read
to ask for the place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from . import bars, disclosure, fees, gate, interview, permit, remission, routing


@dataclass(frozen=True, slots=True)
class Oracle:
    """The facts an oracle uses (a table's name stands for its outcome), and its answer for them on a day."""

    reads: tuple[str, ...]
    decide: Callable[[Mapping[str, str], date], str]


FEE_FACTS = (
    "bar", "standalone", "regulation", "stream_policy", "fee_measure", "origin", "minister_fee_instruction",
    "one_time", "amount_loaded",
)  # fmt: skip
PERMIT_FACTS = (
    "permit", "previous_permit", "in_time", "place", "left_without_reentry", "new_ground",
    "cancelled_by_removal_order",
)  # fmt: skip

ORACLES: dict[str, Oracle] = {
    "bar_a24_3_1": Oracle(("claim", "prra_pending"), bars.bar_a24_3_1),
    "bar_a24_4": Oracle(("claim", "claim_clock"), bars.bar_a24_4),
    "bar_a24_5": Oracle(("designation", "designation_clock"), bars.bar_a24_5),
    "bar": Oracle(("origin", "bar_a24_3_1", "bar_a24_4", "bar_a24_5"), bars.bar),
    "standalone": Oracle(("origin", "place", "application"), bars.standalone),
    "visa_with_permit": Oracle(
        ("place", "application", "asked_with_visitor_visa", "performing_artist_group", "document"),
        fees.visa_with_permit,
    ),
    "regulation": Oracle(
        ("visa_with_permit", "class_a", "class_a1", "class_a2", "class_a3", "pending", "class_d",
         "visa_exemption_lost", "sole_ground", "urgent_protection"),
        fees.regulation,
    ),
    "urgent_protection": Oracle(("stream", "place"), fees.urgent_protection),
    "stream_policy": Oracle(("stream", "place", "has_valid_status"), fees.stream_policy),
    "one_time": Oracle(
        ("place", "sole_ground", "convictions_counted", "sentence", "excluded_offence", "impaired_driving",
         "other_inadmissible_acts", "one_time_granted"),
        fees.one_time,
    ),
    "fee": Oracle(FEE_FACTS, fees.fee),
    "fee_basis": Oracle(FEE_FACTS, fees.fee_basis),
    "one_time_level": Oracle(("made_to", "place"), fees.one_time_level),
    "gate": Oracle(
        ("bar", "standalone", "fee", "payment", "origin", "receipt_waits", "made_to", "ability_to_pay",
         "a44_report", "delegate_decided"),
        gate.gate,
    ),
    "settled": Oracle(("fee", "payment"), gate.settled),
    "route": Oracle(("stream", "place", "made_to", "origin", "delegation_ground"), routing.route),
    "interview": Oracle(
        ("serious_ground", "considered_serious", "flagrant_or_intentional_violation", "stream",
         "credibility_in_issue", "merit_in_issue", "risk_to_assess", "sole_ground"),
        interview.interview,
    ),
    "interview_guidelines": Oracle(("stream",), interview.interview_guidelines),
    "item": Oracle(
        ("kind", "relied_on", "classified", "prepared_for_decision_maker", "known_to_client",
         "specialized_expertise"),
        disclosure.item,
    ),
    "item_hold": Oracle(
        ("item", "disclosed", "answered", "window_over", "reason_recorded"), disclosure.item_hold
    ),
    "item_keep": Oracle(("kind",), disclosure.item_keep),
    "disclosure": Oracle(("any_protected", "any_holds"), disclosure.disclosure),
    "authority": Oracle(("stream", "place", "made_to", "delegation_ground"), routing.authority),
    "delegation_item": Oracle(("delegation_ground",), routing.delegation_item),
    "permit": Oracle(PERMIT_FACTS, permit.permit),
    "continuity": Oracle(PERMIT_FACTS, permit.continuity),
    "remission": Oracle(("completion", "acknowledgement"), remission.remission),
}  # fmt: skip
