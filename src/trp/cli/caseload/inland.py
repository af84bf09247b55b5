"""Lives of requests made to an office in Canada: Edmonton, a local office, the units for victims and for state care."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from trp.casework.assessing import SendProposal, StartAssessment
from trp.casework.endings import CloseBarred, ReturnIncomplete
from trp.casework.fees import RequestFee
from trp.casework.found import fee_on
from trp.casework.recording import AddNote, CorrectLine, RecordCompletion, SendAcknowledgement
from trp.cli.caseload import scenes
from trp.cli.caseload.lives import FINISHED, MIDWAY, WAITING, life
from trp.cli.caseload.scenes import INLAND, NO_PAPERS, REPORTS
from trp.cli.caseload.script import Script


def _asks(s: Script, part: str = "intake", **told: Any) -> UUID:
    return s.request(part, place="in_canada", made_to="inland_office", **told)


def _complete(s: Script, case: UUID, part: str = "intake") -> None:
    s.does(case, part, RecordCompletion(complete_on=s.day))
    s.wait(2, 6)
    s.does(case, part, SendAcknowledgement())


@life(9, FINISHED, INLAND)
def paid_with_the_application(s: Script) -> None:
    """The fee came with the application: acknowledged, assessed, decided."""
    case = _asks(s)
    scenes.facts(s, case, "intake", NO_PAPERS)
    scenes.pays(s, case)
    _complete(s, case)
    s.wait(2, 6)
    scenes.assigned(s, case, "officer")
    scenes.starts(s, case)
    s.wait(2, 6)
    scenes.decides(s, [case], refuse=0.35)


@life(4, (60, 40), INLAND)
def assessed_in_edmonton(s: Script) -> None:
    """Paid, acknowledged; an officer weighs need against risk."""
    case = _asks(s)
    scenes.facts(s, case, "intake", NO_PAPERS)
    scenes.pays(s, case)
    _complete(s, case)
    s.wait(2, 5)
    scenes.starts(s, case)
    s.ahead(2, 12)
    scenes.decides(s, [case], refuse=0.35)


@life(4, WAITING, INLAND)
def ready_in_edmonton(s: Script) -> None:
    """Paid: assessment can start."""
    case = _asks(s)
    scenes.facts(s, case, "intake")
    scenes.pays(s, case, wait=0)
    s.does(case, "intake", RecordCompletion(complete_on=s.day))
    s.tries(case, "clerk", StartAssessment())
    s.ahead(1, 8)
    s.does(case, "intake", SendAcknowledgement())
    scenes.starts(s, case)


@life(6, FINISHED, INLAND)
def returned(s: Script) -> None:
    """No fee came with the application: it goes back. That is no refusal."""
    case = _asks(s, mailed_on=s.day - timedelta(days=5))
    scenes.facts(s, case, "intake")
    s.tries(case, "officer", StartAssessment())
    s.wait(1, 3)
    s.does(case, "intake", ReturnIncomplete())


@life(3, WAITING, INLAND)
def to_be_returned(s: Script) -> None:
    """No fee came with the application: intake must return it."""
    case = _asks(s)
    scenes.facts(s, case, "intake")
    s.ahead(1, 3)
    s.does(case, "intake", ReturnIncomplete())


@life(4, FINISHED, INLAND)
def subsequent(s: Script) -> None:
    """A subsequent permit: a new request, a new fee."""
    case = _asks(s, permit="subsequent")
    held = {
        "expires_on": (s.day + timedelta(days=20)).isoformat(), "left_on": None, "reentry_authorized": False,
        "removal_order_made_on": None, "new_ground": False,
    }  # fmt: skip
    scenes.facts(s, case, "intake", NO_PAPERS, previous_permit=held)
    scenes.pays(s, case)
    _complete(s, case)
    s.wait(1, 4)
    scenes.starts(s, case)
    s.wait(2, 6)
    scenes.decides(s, [case], refuse=0.1)


def _claim(s: Script) -> dict[str, Any]:
    rejected = (s.day - timedelta(days=s.dice.randint(60, 200))).isoformat()
    return {
        "outcome": "rejected", "rpd_on": rejected, "rad_on": None, "federal_court_on": None,
        "prra_pending": False, "prra_on": None,
    }  # fmt: skip


@life(4, FINISHED, INLAND)
def barred(s: Script) -> None:
    """A refugee claim was rejected less than twelve months ago: the Act bars the request (A24(4))."""
    case = _asks(s)
    scenes.facts(s, case, "intake", refugee_claim=_claim(s))
    s.tries(case, "clerk", RequestFee())
    s.wait(1, 3)
    s.does(case, "officer", CloseBarred())


@life(2, WAITING, INLAND)
def to_be_closed_as_barred(s: Script) -> None:
    """The Act bars the request; an officer must close it."""
    case = _asks(s)
    scenes.facts(s, case, "intake", refugee_claim=_claim(s))
    s.ahead(1, 4)
    s.does(case, "officer", CloseBarred())


@life(1, MIDWAY, INLAND)
def suspended(s: Script) -> None:
    """Designated after the request was made: the processing is suspended (A24(6))."""
    case = _asks(s)
    s.wait(5)
    scenes.facts(
        s,
        case,
        "intake",
        designated_on=(s.day - timedelta(days=2)).isoformat(),
        designation_conditions_breached=False,
    )
    s.tries(case, "officer", StartAssessment())


@life(2, (90, 88), INLAND)
def mailed_before_the_change(s: Script) -> None:
    """Mailed before 1 December with the whole earlier fee: the difference is asked for."""
    case = _asks(s, mailed_on=date(2025, 11, 26))
    before = fee_on(date(2025, 11, 26))
    assert before is not None
    scenes.facts(s, case, "intake", NO_PAPERS)
    scenes.pays(s, case, cents=before, wait=0)
    s.wait(1)
    s.tries(case, "intake", ReturnIncomplete())
    s.does(case, "clerk", RequestFee())
    s.ahead(3, 10)
    scenes.pays(s, case, cents=s.fee - before)


@life(2, FINISHED, INLAND)
def a_line_corrected(s: Script) -> None:
    """A note was wrong: a later line says what is right; both stay."""
    case = _asks(s)
    scenes.facts(s, case, "intake", NO_PAPERS)
    s.does(
        case,
        "intake",
        AddNote(text="Passport expires in 2027." if s.language == "en" else "Le passeport expire en 2027."),
    )
    s.wait(1)
    right = "The passport expires in 2026." if s.language == "en" else "Le passeport expire en 2026."
    s.does(case, "intake", CorrectLine(line=5, text=right))
    scenes.pays(s, case)
    s.wait(4)
    scenes.starts(s, case)
    s.wait(3)
    scenes.decides(s, [case])


@life(3, FINISHED, REPORTS)
def report_and_proposal(s: Script) -> None:
    """An A44(1) report: the fee is asked for, the proposal goes to the delegate, who assesses and decides."""
    case = _asks(s, "officer", origin="a44_report")
    scenes.facts(s, case, what=NO_PAPERS, a44_report="made")
    s.tries(case, "officer", SendProposal())
    s.does(case, "clerk", RequestFee())
    s.wait(1)
    s.does(case, "officer", SendProposal())
    s.tries(case, "manager", StartAssessment())
    s.wait(3, 8)
    scenes.pays(s, case)
    s.wait(1)
    scenes.starts(s, case, "manager")
    s.wait(1, 3)
    scenes.decides(s, [case], "manager")


@life(3, WAITING, REPORTS)
def report_waits_for_the_fee(s: Script) -> None:
    """The proposal is with the delegate; assessment waits for the fee."""
    case = _asks(s, "officer", origin="a44_report")
    scenes.facts(s, case, what=NO_PAPERS, a44_report="made")
    s.does(case, "clerk", RequestFee())
    s.does(case, "officer", SendProposal())
    s.ahead(2, 12)
    scenes.pays(s, case)
    s.wait(1)
    scenes.starts(s, case, "manager")


@life(4, FINISHED, ("VPU",))
def victim_of_trafficking(s: Script) -> None:
    """A victim of trafficking: no fee (code M26), the unit decides; others learn of no such case."""
    case = _asks(s, stream="trafficking_victim")
    scenes.facts(s, case, "unit", NO_PAPERS)
    scenes.exempts(s, case, "unit")
    s.tries(case, "d.sinclair", AddNote(text="?"))
    s.wait(1, 2)
    scenes.starts(s, case, "unit")
    s.wait(1, 3)
    scenes.issues(s, case, "unit", days=180)


@life(2, WAITING, ("VPU",))
def trafficking_in_assessment(s: Script) -> None:
    """A victim of trafficking: exempt, and the unit assesses."""
    case = _asks(s, stream="trafficking_victim")
    scenes.facts(s, case, "unit", NO_PAPERS)
    scenes.exempts(s, case, "unit")
    s.does(case, "unit", StartAssessment())
    s.ahead(1, 3)
    scenes.issues(s, case, "unit", days=180)


@life(3, FINISHED, ("VPU",), opens=(0, 0))
def family_violence(s: Script) -> None:
    """A victim of family violence and her child: no fee, the unit decides."""
    group = f"G{s.index:06d}"
    mother = _asks(s, stream="family_violence_victim", group=group)
    child = _asks(s, stream="family_violence_victim", group=group, client=s.person(child=True))
    for case in (mother, child):
        scenes.facts(s, case, "unit", NO_PAPERS)
        scenes.exempts(s, case, "unit")
        s.does(case, "unit", StartAssessment())
    s.wait(1, 3)
    for case in (mother, child):
        scenes.issues(s, case, "unit2", days=180)


@life(1, WAITING, ("VPU",))
def family_violence_received(s: Script) -> None:
    """A victim of family violence: the exemption is not on record yet."""
    case = _asks(s, stream="family_violence_victim")
    scenes.facts(s, case, "unit", NO_PAPERS)
    s.ahead(1, 2)
    scenes.exempts(s, case, "unit")


@life(3, FINISHED, ("HM-V",))
def state_care(s: Script) -> None:
    """Somebody who was in state care: no fee, the office in Vancouver decides."""
    case = _asks(s, "officer", stream="state_care")
    scenes.facts(s, case, what=NO_PAPERS)
    scenes.exempts(s, case)
    s.wait(2, 5)
    scenes.starts(s, case)
    s.wait(2, 5)
    scenes.issues(s, case, "officer2", days=365)


@life(1, MIDWAY, ("HM-V",))
def state_care_with_the_manager(s: Script) -> None:
    """Somebody who was in state care, with serious criminality: the manager has the file."""
    case = _asks(s, "officer", stream="state_care")
    scenes.facts(s, case, what=scenes.SERIOUS)
    scenes.exempts(s, case)
    s.wait(2)
    scenes.starts(s, case)
    s.wait(2)
    scenes.recommends(s, case, "issue")
    s.ahead(3, 8)
    scenes.issues(s, case, "manager", days=365)
