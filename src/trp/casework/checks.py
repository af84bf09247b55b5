"""What several acts are stopped by: what the rulebook finds, facts that are missing, two persons who must differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from trp.casework.around import CASE_OFFICERS, Around
from trp.casework.blockers import Blocker
from trp.casework.files import CaseFile
from trp.casework.found import Finding, Found, asked, fee_on, found
from trp.rulebook.language import UNDETERMINED, Both
from trp.rulebook.words import day as in_words
from trp.rulebook.words import dollars, money


def recording(needs: tuple[str, ...]) -> tuple[str, ...]:
    """The acts that put these facts on record, that of the fact best asked first coming first."""
    named = {"grounds": "RecordGrounds", "convictions": "RecordConvictions"}
    return tuple(
        dict.fromkeys(named.get(re.split(r"[.\[]", path)[0], "RecordCircumstances") for path in needs)
    )


def of(file: CaseFile, around: Around) -> Found:
    """What the rulebook says of the case on the day of the act.

    A one-time exemption claimed in another request of the person counts as granted here: the fee is due (T1).
    """
    taken = around.on if around.register.claimed_elsewhere else None
    return found(file, around.on, granted_on=around.register.granted_on or taken)


def facts_needed(said: Found, finding: str) -> Iterator[Blocker]:
    """Facts that must be recorded before a finding is determined."""
    if said.outcome(finding) == UNDETERMINED:
        needs = said.finding(finding).needs
        first = asked(needs[0]).says
        more_en, more_fr = _more(len(needs) - 1)
        yield Blocker(
            "facts-needed",
            Both(f"The record does not say yet: {first.en}{more_en}", f"Le dossier ne dit pas encore : {first.fr}{more_fr}"),
            under=said.finding(finding).under,
            cleared_by=recording(needs),
            who=("intake", *CASE_OFFICERS),
            needs=needs,
        )  # fmt: skip


def _more(count: int) -> tuple[str, str]:
    """How many facts may matter beside the one that is named."""
    if count < 2:
        return (" (1 more may matter.)", " (1 autre peut compter.)") if count else ("", "")
    return f" ({count} more may matter.)", f" ({count} autres peuvent compter.)"


GATE: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "HOLD_FEE": ("fee-not-settled", ("AllocateReceipt",), ("fee_clerk", *CASE_OFFICERS)),
    "RETURN_INCOMPLETE": ("returns-incomplete", ("ReturnIncomplete", "AllocateReceipt"), ("intake", "officer", "fee_clerk")),
    "WITHDRAW_POE": ("withdraw-at-border", ("WithdrawAtBorder", "AllocateReceipt"), ("border_officer", "fee_clerk")),
    "MD_FIRST": ("delegate-first", ("RecordCircumstances",), ("delegate", "border_officer")),
    "BARRED": ("barred", ("CloseBarred",), CASE_OFFICERS),
    "SUSPENDED": ("suspended", (), ()),
    "CLOSED_UNPAID": ("client-does-not-pay", ("CloseUnpaid", "AllocateReceipt"), ("officer", "fee_clerk")),
    "NO_STANDALONE": ("no-standalone-request", ("CorrectRequest", "WithdrawRequest"), ("officer",)),
    "REFER": ("a-person-must-decide", ("DecideDoubt",), CASE_OFFICERS),
}  # fmt: skip
"""What an outcome of the gate is called as a blocker, the acts that clear it, and the roles that can."""


_TO_DO: dict[str, Both] = {
    "RETURN_INCOMPLETE": Both(
        "The request came without its whole fee: it has to be returned as incomplete. A return is not a refusal.",
        "La totalité des frais n’accompagnait pas la demande : il faut la renvoyer, car elle est incomplète. Un renvoi n’est pas un refus.",
    ),
    "WITHDRAW_POE": Both(
        "The client is unable or unwilling to pay: advise them to withdraw the request to enter Canada, and to return when able to pay.",
        "Le client ne peut pas ou ne veut pas payer : conseillez-lui de retirer sa demande d’entrée au Canada et de revenir lorsqu’il pourra payer.",
    ),
    "CLOSED_UNPAID": Both(
        "The client is unable or unwilling to pay: tell them that the request cannot be processed. The underlying application may be decided.",
        "Le client ne peut pas ou ne veut pas payer : avisez-le que la demande ne peut être traitée. La demande sous-jacente peut être tranchée.",
    ),
}


def shut(said: Found) -> tuple[Both, tuple[str, ...]]:
    """What keeps the gate shut, and where that rests: of a bar which, and until when; what a person must decide.

    The rulebook says what becomes of such a request. Here it has not become that yet: somebody has to do it.
    """
    outcome = said.outcome("gate")
    finding = said.finding({"BARRED": "bar", "SUSPENDED": "bar", "REFER": "fee"}.get(outcome, "gate"))
    return _TO_DO.get(outcome, finding.says), finding.under


def in_doubt(said: Found) -> bool:
    """Whether the fee turns on a doubt about the one-time exemption that a person decides (I7)."""
    return said.outcome("fee") == "REFER" and said.answer("one_time") == "REFER"


def not_held(fee: Finding) -> Blocker:
    """No amount is loaded for the day of the request: it is published, entered and confirmed, never guessed."""
    return Blocker("amount-not-held", fee.says, fee.under, who=("policy_analyst", "supervisor"))


def gate(file: CaseFile, around: Around) -> Iterator[Blocker]:
    """What keeps the gate of the assessment shut: the fee, a bar, missing facts, an exemption not recorded."""
    said = of(file, around)
    outcome = said.outcome("gate")
    if outcome == UNDETERMINED:
        yield from facts_needed(said, "gate")
    elif outcome != "ASSESS":
        code, clears, who = GATE[outcome]
        says, under = shut(said)
        if outcome == "REFER" and not in_doubt(said):
            yield not_held(said.finding("fee"))
            return
        since = file.fee_requested_on if outcome == "HOLD_FEE" else None
        yield Blocker(code, says, under, since=since, cleared_by=clears, who=who)
    elif said.outcome("fee") == "EXEMPT" and not exempted(file, said) and not paid_whole(file):
        fee = said.finding("fee")
        claimed = is_claimed(file, str(fee.fields["basis"]))
        yield Blocker(
            "exemption-not-recorded",
            exemption_to_come(file, said),
            fee.under,
            cleared_by=("ClaimExemption",) if claimed else ("RecordExemption",),
            who=CASE_OFFICERS,
        )  # fmt: skip


def gate_code(file: CaseFile, said: Found) -> str:
    """The code of what keeps the gate shut, as `gate` gives it; empty: nothing."""
    outcome = said.outcome("gate")
    if outcome == UNDETERMINED:
        return "facts-needed"
    if outcome == "REFER" and not in_doubt(said):
        return "amount-not-held"
    if outcome != "ASSESS":
        return GATE[outcome][0]
    open_ = said.outcome("fee") != "EXEMPT" or exempted(file, said) or paid_whole(file)
    return "" if open_ else "exemption-not-recorded"


def exemption_to_come(file: CaseFile, said: Found) -> Both:
    """Which exemption applies, and that it is not on record yet."""
    fee = said.finding("fee")
    if is_claimed(file, str(fee.fields["basis"])):
        return Both(
            f"{fee.says.en} The exemption has to be claimed; then assessment can start.",
            f"{fee.says.fr} Il faut invoquer la dispense; l’évaluation pourra alors commencer.",
        )
    return Both(
        f"{fee.says.en} The exemption has to be put on record; then assessment can start.",
        f"{fee.says.fr} Il faut consigner la dispense; l’évaluation pourra alors commencer.",
    )


def is_claimed(file: CaseFile, basis: str) -> bool:
    """Whether an exemption depends on the issuance, and is claimed first (T1, T3)."""
    opening = file.opening
    assert opening is not None
    return basis == "ONE_TIME" or (basis == "R298(2)(a)" and opening.document == "counterfoil")


def exempted(file: CaseFile, said: Found) -> bool:
    """Whether the exemption that applies is on record, or claimed and live."""
    basis = said.finding("fee").fields["basis"]
    if is_claimed(file, str(basis)):
        return file.live_claim is not None and file.live_claim.basis == basis
    return file.recorded is not None and file.recorded.basis == basis


def paid_whole(file: CaseFile) -> bool:
    """Whether the whole fee of the day of the request is allocated, owed or not: nobody waits who has paid."""
    assert file.opening is not None
    fee = fee_on(file.opening.made_on)
    return fee is not None and file.paid >= fee


def settled(file: CaseFile, around: Around) -> bool:
    """Whether the fee is paid in whole, or the person is exempt and that is on record."""
    said = of(file, around)
    fee = said.finding("fee")
    if fee.outcome == "EXEMPT":
        return exempted(file, said) or paid_whole(file)
    return fee.outcome == "DUE" and fee.fields["balance"] == "0.00"


def not_the_same(
    earlier: str | None, around: Around, code: str, says: Both, *, who: tuple[str, ...]
) -> Iterator[Blocker]:
    """Two acts that one person may not do both."""
    if earlier is not None and earlier == around.actor.id:
        yield Blocker(code, says, who=who)


def to_come(day: date, around: Around) -> Iterator[Blocker]:
    """What has happened did not happen on a day that has not come."""
    if day > around.on:
        said = long_day(day)
        yield Blocker("day-to-come", Both(f"{said.en} has not come.", f"Le {said.fr} n’est pas venu."))


def amount(cents: int) -> Both:
    """Cents as each language writes money."""
    return Both(money(dollars(cents), "en"), money(dollars(cents), "fr"))


def long_day(value: date) -> Both:
    return Both(in_words(value, "en"), in_words(value, "fr"))
