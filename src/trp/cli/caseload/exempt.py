"""Lives of requests to a visa office that no fee is owed for: M31, R298(2), the Urgent Protection Program, a policy."""

from __future__ import annotations

from datetime import date

from trp.casework.assessing import StartAssessment
from trp.casework.exemptions import ClaimExemption, ConfirmExemption, LapseClaim, ProposeExemption
from trp.casework.fees import RequestFee
from trp.casework.recording import RecordConvictions
from trp.cli.caseload import scenes, texts
from trp.cli.caseload.lives import FINISHED, WAITING, life
from trp.cli.caseload.scenes import MINOR, VISA_OFFICES
from trp.cli.caseload.script import Script


@life(4, FINISHED, VISA_OFFICES)
def one_time_exemption(s: Script) -> None:
    """M31 is claimed, and consumed when the permit is issued; or it lapses with a refusal."""
    case = scenes.abroad(s)
    scenes.facts(s, case, what=MINOR)
    s.tries(case, "officer", ClaimExemption())
    s.wait(1, 3)
    s.does(case, "officer", ClaimExemption(counselled_on=s.day))
    s.tries(case, "clerk", RequestFee())
    scenes.files(s, case)
    scenes.starts(s, case, "officer2")
    s.wait(3, 6)
    scenes.decides(s, [case], "officer2", refuse=0.3)


@life(3, (45, 15), VISA_OFFICES)
def one_time_claim_lives(s: Script) -> None:
    """M31 is claimed and assessment runs: the claim opens the gate until it is consumed or lapses."""
    case = scenes.abroad(s)
    scenes.facts(s, case, what=MINOR)
    s.wait(1)
    s.does(case, "officer", ClaimExemption(counselled_on=s.day))
    scenes.files(s, case)
    scenes.starts(s, case)
    s.ahead(2, 12)
    scenes.issues(s, case)


@life(2, (45, 20), VISA_OFFICES)
def one_time_claim_falls(s: Script) -> None:
    """M31 was claimed; a second conviction came to light, and work stops until the fee is paid."""
    case = scenes.abroad(s)
    scenes.facts(s, case, what=MINOR)
    s.wait(1)
    s.does(case, "officer", ClaimExemption(counselled_on=s.day))
    scenes.files(s, case)
    s.does(case, "officer", StartAssessment())
    s.wait(3)
    s.does(case, "officer", RecordConvictions(convictions=scenes.convicted(s, scenes.THEFT, scenes.ASSAULT)))
    s.does(case, "officer", LapseClaim(reason=texts.SECOND_OFFENCE[s.language]))
    s.wait(1)
    s.does(case, "clerk", RequestFee())
    s.ahead(2, 9)
    scenes.pays(s, case)
    s.wait(2)
    scenes.decides(s, [case])


@life(2, (80, 60), VISA_OFFICES, opens=(0, 21))
def claimed_twice(s: Script) -> None:
    """One person, two requests: while M31 is claimed in the first it cannot be claimed in the second."""
    client = s.person()
    first = scenes.abroad(s, client=client)
    scenes.facts(s, first, what=MINOR)
    s.does(first, "officer", ClaimExemption(counselled_on=s.day))
    scenes.files(s, first)
    s.does(first, "officer", StartAssessment())
    s.later()
    second = scenes.abroad(s, client=client, underlying=f"V{320_000_000 + s.index}")
    scenes.facts(s, second, what=MINOR)
    s.tries(second, "officer", ClaimExemption(counselled_on=s.day))
    s.wait(1)
    scenes.asks(s, second, papers=False)
    s.wait(2, 5)
    scenes.issues(s, first, "officer2")
    s.ahead(4, 15)
    scenes.pays(s, second)


@life(2, (50, 20), VISA_OFFICES)
def exemption_not_recorded(s: Script) -> None:
    """A permanent-residence application is pending: R298(2)(b) exempts, and nobody has recorded it."""
    case = scenes.abroad(s)
    scenes.facts(s, case, pending="permanent_residence")
    s.tries(case, "officer", StartAssessment())
    s.ahead(1, 7)
    scenes.exempts(s, case)
    scenes.files(s, case)


@life(3, FINISHED, VISA_OFFICES)
def permanent_residence_pending(s: Script) -> None:
    """R298(2)(b): exempt while an application for permanent residence is pending."""
    case = scenes.abroad(s)
    scenes.facts(s, case, pending=s.dice.choice(("permanent_residence", "humanitarian")))
    s.wait(1)
    scenes.exempts(s, case)
    scenes.files(s, case)
    scenes.starts(s, case)
    s.wait(3, 6)
    scenes.decides(s, [case], refuse=0.1)


@life(2, FINISHED, VISA_OFFICES)
def counterfoil_with_a_work_permit(s: Script) -> None:
    """R298(2)(a): a work permit and a visitor visa asked for together; a counterfoil is issued."""
    case = scenes.abroad(
        s, application=scenes.WORK_WITH_VISA, underlying=f"W{330_000_000 + s.index}", document="counterfoil"
    )
    scenes.facts(s, case, what=scenes.NO_PAPERS)
    s.wait(1)
    s.does(case, "officer", ClaimExemption())
    scenes.files(s, case)
    scenes.starts(s, case)
    s.wait(3, 5)
    scenes.issues(s, case)


@life(2, FINISHED, ("NAIROBI",))
def urgent_protection(s: Script) -> None:
    """The Urgent Protection Program: no fee, and no time."""
    case = scenes.abroad(
        s,
        stream="urgent_protection",
        application={"kind": "permanent_residence"},
        underlying=f"E{s.index:09d}",
    )
    scenes.facts(s, case, what=scenes.NO_PAPERS)
    scenes.exempts(s, case)
    scenes.files(s, case)
    s.does(case, "officer", StartAssessment())
    s.wait(1)
    scenes.issues(s, case, days=365)


@life(1, WAITING, ("NAIROBI",))
def urgent_protection_starts(s: Script) -> None:
    """The Urgent Protection Program: exempt, filed, ready."""
    case = scenes.abroad(
        s,
        stream="urgent_protection",
        application={"kind": "permanent_residence"},
        underlying=f"E{s.index:09d}",
    )
    scenes.facts(s, case, what=scenes.NO_PAPERS)
    scenes.exempts(s, case)
    scenes.files(s, case)
    s.ahead(1, 1)
    s.does(case, "officer", StartAssessment())


@life(2, FINISHED, VISA_OFFICES)
def another_policy(s: Script) -> None:
    """A policy that the register lacks: one officer proposes it, a second person confirms it."""
    reference, citation = texts.POLICY[s.language]
    case = scenes.abroad(s)
    scenes.facts(s, case)
    s.does(case, "officer", ProposeExemption(reference=reference, citation=citation, since=date(2025, 7, 1)))
    s.tries(case, "officer", ConfirmExemption())
    s.wait(1, 2)
    s.does(case, "officer2", ConfirmExemption())
    scenes.exempts(s, case)
    scenes.files(s, case)
    scenes.starts(s, case)
    s.wait(3, 6)
    scenes.decides(s, [case], refuse=0.1)
