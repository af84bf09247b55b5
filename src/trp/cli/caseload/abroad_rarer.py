"""Rarer lives of requests made to a visa office: offers, families, the Minister, a small post, mistakes."""

from __future__ import annotations

from trp.casework.assessing import IssuePermit, SendToDecisionMaker, StartAssessment
from trp.casework.doubts import DecideDoubt
from trp.casework.endings import WithdrawRequest
from trp.casework.exemptions import ClaimExemption
from trp.casework.fees import (
    AllocateReceipt,
    RecordMinisterInstruction,
    RequestFee,
    ReverseAllocation,
)
from trp.casework.opening import AcceptOffer, DeclineOffer
from trp.casework.recording import AddNote
from trp.cli.caseload import scenes, texts
from trp.cli.caseload.known import known
from trp.cli.caseload.lives import FINISHED, WAITING, life
from trp.cli.caseload.scenes import SERIOUS, SMALL_POST, VISA_OFFICES
from trp.cli.caseload.script import Script


@life(5, WAITING, VISA_OFFICES)
def offered(s: Script) -> None:
    """An officer offered to consider a permit: the client has not answered. Later most accept."""
    case = s.request(
        "officer", offered=True, place="outside_canada", made_to="visa_office", application=scenes.VISITOR,
        underlying=f"V{310_000_000 + s.index}",
    )  # fmt: skip
    if s.dice.random() < 0.5:
        s.wait(1)
        s.tries(case, "clerk", RequestFee())
    s.ahead(1, 18)
    if s.dice.random() < 0.75:
        s.does(case, "officer", AcceptOffer())
        scenes.facts(s, case)
        scenes.asks(s, case, papers=False)
        s.wait(4, 9)
        scenes.pays(s, case)
        s.wait(1)
        scenes.files(s, case)
    else:
        s.does(case, "officer", DeclineOffer())


@life(3, FINISHED, VISA_OFFICES)
def offered_and_answered(s: Script) -> None:
    """An offer that was accepted and decided, or declined."""
    case = s.request(
        "officer", offered=True, place="outside_canada", made_to="visa_office", application=scenes.VISITOR,
        underlying=f"V{310_000_000 + s.index}",
    )  # fmt: skip
    s.wait(3, 8)
    if s.dice.random() < 0.4:
        s.does(case, "officer", DeclineOffer())
        return
    s.does(case, "officer", AcceptOffer())
    scenes.facts(s, case)
    scenes.asks(s, case, papers=False)
    s.wait(3, 7)
    scenes.pays(s, case)
    s.wait(1)
    scenes.files(s, case)
    scenes.starts(s, case, "officer2")
    s.wait(3)
    scenes.decides(s, [case], "officer2")


@life(3, (30, 8), VISA_OFFICES)
def facts_missing(s: Script) -> None:
    """Received; the convictions are not on record, so nobody knows whether a fee is owed."""
    case = scenes.abroad(s)
    s.wait(1)
    s.tries(case, "clerk", RequestFee())
    s.does(case, "officer", AddNote(text=texts.note(s.dice, s.language, known(s, case))))
    s.ahead(2, 9)
    scenes.facts(s, case)
    scenes.asks(s, case, papers=False)


@life(2, (30, 8), VISA_OFFICES)
def doubtful_sentence(s: Script) -> None:
    """A suspended term of imprisonment: a person must decide whether M31 applies."""
    case = scenes.abroad(s)
    scenes.facts(s, case, what=(("A36(2)(b)",), (scenes.SUSPENDED,)))
    s.wait(1)
    s.tries(case, "officer", StartAssessment())
    s.ahead(2, 9)
    s.does(case, "officer", DecideDoubt(in_favour=True, reason=texts.DOUBT[s.language]))
    s.does(case, "officer", ClaimExemption(counselled_on=s.day))
    scenes.files(s, case)


@life(2, FINISHED, VISA_OFFICES)
def stands_alone(s: Script) -> None:
    """Outside Canada with no application to accompany: the request is taken back."""
    case = scenes.abroad(s, application=None, underlying=None)
    scenes.facts(s, case)
    s.tries(case, "clerk", RequestFee())
    s.wait(1, 3)
    s.does(case, "officer", WithdrawRequest(reason=texts.STANDS_ALONE[s.language]))


@life(2, FINISHED, VISA_OFFICES)
def taken_back(s: Script) -> None:
    """The client takes the request back after paying."""
    case = scenes.abroad(s)
    scenes.facts(s, case)
    scenes.asks(s, case, papers=False)
    s.wait(3, 8)
    scenes.pays(s, case)
    s.wait(3)
    s.does(case, "officer", WithdrawRequest(reason=texts.WITHDRAWS[s.language]))


@life(2, FINISHED, VISA_OFFICES)
def wrong_receipt(s: Script) -> None:
    """A receipt was allocated to the wrong case; a colleague took it back, and the right one came."""
    case, fee = scenes.abroad(s), s.fee
    scenes.facts(s, case)
    scenes.asks(s, case, papers=False)
    s.wait(2, 5)
    wrong = scenes.pays(s, case, cents=fee, wait=0)
    s.wait(1)
    undo = ReverseAllocation(receipt=wrong, cents=fee, reason=texts.WRONG_CASE[s.language])
    s.tries(case, "clerk", undo)
    s.does(case, "cashier", undo)
    s.wait(2, 4)
    scenes.pays(s, case, cents=fee)
    s.wait(1)
    scenes.files(s, case)
    scenes.starts(s, case)
    s.wait(3)
    scenes.decides(s, [case])


@life(2, FINISHED, VISA_OFFICES)
def the_minister_asked(s: Script) -> None:
    """The Minister asked, and wrote that the fee is not to be collected."""
    case = scenes.abroad(s, origin="minister")
    scenes.facts(s, case, what=SERIOUS)
    scenes.files(s, case)
    scenes.starts(s, case)
    s.wait(2)
    s.tries(case, "manager", IssuePermit(reasons="–", valid_from=s.day, valid_to=s.day))
    s.wait(3)
    s.does(
        case, "manager", RecordMinisterInstruction(reference=f"MIN-2026-{s.index % 1000:03d}", dated=s.day)
    )
    scenes.exempts(s, case)
    scenes.recommends(s, case, "issue")
    s.wait(2)
    scenes.issues(s, case, "manager")


@life(2, (50, 20), VISA_OFFICES)
def the_minister_asked_unpaid(s: Script) -> None:
    """The Minister asked: assessment is open, and nothing is issued before the fee or an instruction."""
    case = scenes.abroad(s, origin="minister")
    scenes.facts(s, case)
    scenes.asks(s, case, papers=False)
    scenes.files(s, case)
    scenes.starts(s, case, "officer2")
    s.ahead(5, 15)
    scenes.pays(s, case)
    scenes.issues(s, case, "officer2")


@life(3, FINISHED, SMALL_POST)
def at_a_small_post(s: Script) -> None:
    """One person takes the money and decides; the record says so."""
    case = scenes.abroad(s)
    scenes.facts(s, case)
    scenes.asks(s, case, papers=False)
    s.wait(3, 6)
    scenes.pays(s, case)
    s.wait(1)
    scenes.files(s, case)
    scenes.starts(s, case)
    s.wait(2, 5)
    scenes.decides(s, [case])


@life(2, FINISHED, ("NAIROBI",))
def a_newcomer_tries(s: Script) -> None:
    """A new officer whose delegation starts later assesses and cannot decide; a colleague does."""
    case = scenes.abroad(s)
    scenes.facts(s, case, what=scenes.NO_PAPERS)
    scenes.asks(s, case, papers=False)
    s.wait(3, 6)
    scenes.pays(s, case)
    s.wait(1)
    scenes.files(s, case)
    scenes.starts(s, case, "k.fraser")
    s.wait(2)
    s.tries(case, "k.fraser", IssuePermit(reasons="–", valid_from=s.day, valid_to=s.day))
    s.does(case, "k.fraser", SendToDecisionMaker(recommends="issue"))
    s.wait(1, 2)
    scenes.issues(s, case, "officer")


@life(4, FINISHED, VISA_OFFICES, opens=(0, 0))
def couple(s: Script) -> None:
    """Two of a family: one underlying application, one receipt for both."""
    _family(s, 2)


@life(4, FINISHED, VISA_OFFICES, opens=(0, 0, 0, 0))
def family(s: Script) -> None:
    """Parents and two children: one underlying application, one receipt for all."""
    _family(s, 4)


def _family(s: Script, size: int) -> None:
    group = f"G{s.index:06d}"
    cases = [scenes.abroad(s, client=s.person(child=n > 1), group=group) for n in range(size)]
    s.wait(1)
    for case in cases:
        scenes.facts(s, case, what=scenes.NO_PAPERS)
        s.does(case, "clerk", RequestFee())
    s.wait(3, 8)
    receipt = scenes.pays(s, *cases)
    s.tries(cases[0], "clerk", AllocateReceipt(receipt=receipt, cents=s.fee))
    s.wait(1)
    for case in cases:
        scenes.files(s, case)
        s.does(case, "officer", StartAssessment())
    s.wait(3, 6)
    scenes.decides(s, cases, refuse=0.1)


@life(3, WAITING, VISA_OFFICES, opens=(0, 0, 0))
def family_waits(s: Script) -> None:
    """A mother and two children: the receipt covers two of the three."""
    group = f"G{s.index:06d}"
    cases = [scenes.abroad(s, client=s.person(child=n > 0), group=group) for n in range(3)]
    for case in cases:
        scenes.facts(s, case, what=scenes.NO_PAPERS)
        s.does(case, "clerk", RequestFee())
    scenes.pays(s, *cases[:2], wait=0)
    s.ahead(2, 10)
    scenes.pays(s, cases[2])
    s.wait(1)
    for case in cases:
        scenes.files(s, case)
        s.does(case, "officer", StartAssessment())
