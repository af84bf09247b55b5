"""Lives of requests made at a port of entry."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from trp.casework.assessing import IssuePermit, StartAssessment
from trp.casework.endings import WithdrawAtBorder
from trp.casework.exemptions import ClaimExemption
from trp.casework.fees import RecordAbilityToPay, RecordReceipt, RequestFee
from trp.casework.recording import RecordCircumstances
from trp.cli.caseload import scenes
from trp.cli.caseload.lives import FINISHED, life
from trp.cli.caseload.scenes import BORDER, MINOR, NO_PAPERS, SERIOUS
from trp.cli.caseload.script import Script

_JUST_NOW = (1, 0)


def _arrives(s: Script, **told: Any) -> UUID:
    return s.request("border", place="port_of_entry", made_to="port_of_entry", **told)


@life(6, FINISHED, BORDER)
def paid_at_the_border(s: Script) -> None:
    """Paid at the counter, decided the same day."""
    case = _arrives(s)
    scenes.facts(s, case, "border", s.dice.choice((NO_PAPERS, (("A36(2)(b)",), (scenes.ASSAULT,)))))
    s.does(case, "border", RequestFee())
    scenes.pays(s, case, wait=0)
    s.does(case, "border", StartAssessment())
    scenes.decides(s, [case], "border", refuse=0.3)


@life(4, FINISHED, BORDER)
def one_time_exemption_at_the_border(s: Script) -> None:
    """M31, claimed and consumed the same day."""
    case = _arrives(s)
    scenes.facts(s, case, "border", MINOR)
    s.does(case, "border", ClaimExemption(counselled_on=s.day), StartAssessment())
    scenes.issues(s, case, "border", days=14)


@life(2, (80, 60), BORDER, opens=(0, 40))
def one_time_exemption_was_granted(s: Script) -> None:
    """M31 was granted to the person; the second time the fee is due."""
    client = s.person()
    first = _arrives(s, client=client)
    scenes.facts(s, first, "border", MINOR)
    s.does(first, "border", ClaimExemption(counselled_on=s.day), StartAssessment())
    scenes.issues(s, first, "border", days=14)
    s.later()
    second = _arrives(s, client=client)
    scenes.facts(s, second, "border", MINOR)
    s.tries(second, "border", ClaimExemption(counselled_on=s.day))
    s.does(second, "border", RequestFee())
    scenes.pays(s, second, wait=0)
    s.does(second, "border", StartAssessment())
    scenes.issues(s, second, "border", days=14)


@life(4, FINISHED, BORDER)
def withdraws_at_the_border(s: Script) -> None:
    """Unable to pay: the client withdraws and may return."""
    case = _arrives(s)
    scenes.facts(s, case, "border", NO_PAPERS)
    s.does(case, "border", RequestFee(), RecordAbilityToPay(ability="unable", said_on=s.day))
    s.does(case, "border", WithdrawAtBorder())


@life(2, FINISHED, BORDER)
def the_delegate_decides_first(s: Script) -> None:
    """A report is begun: no withdrawal before the delegate has disposed of it (R42(2))."""
    case = _arrives(s)
    scenes.facts(s, case, "border", NO_PAPERS, a44_report="begun")
    s.does(case, "border", RequestFee(), RecordAbilityToPay(ability="unable", said_on=s.day))
    s.tries(case, "border", WithdrawAtBorder())
    s.wait(1)
    s.does(case, "chief", RecordCircumstances(facts={"delegate_decided": True}))
    s.does(case, "border", WithdrawAtBorder())


@life(2, _JUST_NOW, BORDER)
def the_delegate_has_not_decided(s: Script) -> None:
    """A report is begun and the client cannot pay: everything waits for the delegate."""
    case = _arrives(s)
    scenes.facts(s, case, "border", NO_PAPERS, a44_report="made")
    s.does(case, "border", RequestFee(), RecordAbilityToPay(ability="unable", said_on=s.day))
    s.tries(case, "border", WithdrawAtBorder())
    s.ahead(1, 2)
    s.does(case, "chief", RecordCircumstances(facts={"delegate_decided": True}))
    s.does(case, "border", WithdrawAtBorder())


@life(3, FINISHED, BORDER)
def decided_by_the_superintendent(s: Script) -> None:
    """A ground of item 118: a border officer recommends, the superintendent decides."""
    case = _arrives(s)
    scenes.facts(s, case, "border", SERIOUS)
    s.does(case, "border", RequestFee())
    scenes.pays(s, case, wait=0)
    s.does(case, "border", StartAssessment())
    s.tries(case, "border", IssuePermit(reasons="–", valid_from=s.day, valid_to=s.day))
    scenes.recommends(s, case, "issue", "border")
    scenes.decides(s, [case], "chief", refuse=0.4)


@life(2, _JUST_NOW, BORDER)
def with_the_superintendent(s: Script) -> None:
    """The superintendent has the file."""
    case = _arrives(s)
    scenes.facts(s, case, "border", SERIOUS)
    s.does(case, "border", RequestFee())
    scenes.pays(s, case, wait=0)
    s.does(case, "border", StartAssessment())
    scenes.recommends(s, case, "refuse", "border")
    s.ahead(1, 2)
    scenes.refuses(s, case, "chief")


@life(3, FINISHED, ("PEARSON",))
def in_transit_without_a_visa(s: Script) -> None:
    """A transit traveller, improperly documented through no fault of their own: a policy frees from the fee."""
    case = _arrives(s, stream="transit_without_visa")
    scenes.facts(s, case, "border", NO_PAPERS)
    scenes.exempts(s, case, "border")
    s.does(case, "border", StartAssessment())
    scenes.issues(s, case, "border", days=2)


@life(2, FINISHED, ("PEARSON",))
def visa_exemption_ended_in_the_air(s: Script) -> None:
    """R298(2)(e): the visa exemption ended while the person travelled."""
    case = _arrives(s)
    scenes.facts(s, case, "border", NO_PAPERS, visa_exemption_lost_in_transit={"hours_until_entry": 20})
    scenes.exempts(s, case, "border")
    s.does(case, "border", StartAssessment())
    scenes.issues(s, case, "border", days=30)


@life(3, _JUST_NOW, BORDER)
def pays_at_the_counter(s: Script) -> None:
    """The client stands at the counter: the cashier has the receipt."""
    case = _arrives(s)
    scenes.facts(s, case, "border", NO_PAPERS)
    s.does(case, "border", RequestFee())
    s.does(case, "clerk", RecordReceipt(receipt=s.pays(s.fee)))


@life(2, _JUST_NOW, BORDER)
def refused_at_the_border_soon(s: Script) -> None:
    """Paid; a border officer weighs need against risk."""
    case = _arrives(s)
    scenes.facts(s, case, "border", NO_PAPERS)
    s.does(case, "border", RequestFee())
    scenes.pays(s, case, wait=0)
    s.does(case, "border", StartAssessment())
    s.ahead(1, 1)
    scenes.decides(s, [case], "border", refuse=0.5)
