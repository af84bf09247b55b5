"""Lives of requests made to a visa office."""

from __future__ import annotations

from datetime import timedelta

from trp.casework.assessing import IssuePermit, StartAssessment
from trp.casework.endings import CloseUnpaid
from trp.casework.fees import (
    AllocateReceipt,
    RecordAbilityToPay,
    RecordReceipt,
    RequestFee,
)
from trp.casework.recording import AskForDocuments, RecordMissingDocuments
from trp.cli.caseload import scenes, texts
from trp.cli.caseload.lives import FINISHED, MIDWAY, WAITING, life
from trp.cli.caseload.scenes import SERIOUS, VISA_OFFICES
from trp.cli.caseload.script import Script


@life(10, FINISHED, VISA_OFFICES)
def paid_and_decided(s: Script) -> None:
    """The ordinary life: asked for the fee, paid, assessed, decided by an officer."""
    case = scenes.abroad(s)
    s.wait(1, 2)
    scenes.facts(s, case)
    if s.dice.random() < 0.3:
        s.tries(case, "officer", StartAssessment())
    wanted = scenes.asks(s, case)
    s.wait(3, 8)
    scenes.pays(s, case)
    s.wait(1, 3)
    scenes.come(s, case, wanted)
    scenes.files(s, case)
    scenes.assigned(s, case, "officer2")
    scenes.starts(s, case, "officer2")
    s.wait(2, 6)
    scenes.decides(s, [case], "officer2")


@life(4, FINISHED, VISA_OFFICES)
def serious_and_decided_by_the_manager(s: Script) -> None:
    """A ground of item 118: the officer recommends, the manager decides; the officer cannot."""
    case = scenes.abroad(s)
    s.wait(1)
    scenes.facts(s, case, what=SERIOUS)
    scenes.asks(s, case, papers=False)
    s.wait(3, 8)
    scenes.pays(s, case)
    s.wait(1)
    scenes.files(s, case)
    scenes.starts(s, case)
    s.wait(2, 4)
    s.tries(case, "officer", IssuePermit(reasons="–", valid_from=s.day, valid_to=s.day))
    scenes.recommends(s, case, s.dice.choice(("issue", "refuse")))
    s.wait(1, 5)
    scenes.decides(s, [case], "manager", refuse=0.6)


@life(11, WAITING, VISA_OFFICES)
def waits_for_the_fee(s: Script) -> None:
    """The client was asked and has not paid; later most pay, some cannot."""
    case = scenes.abroad(s)
    s.wait(1)
    scenes.facts(s, case)
    wanted = scenes.asks(s, case, papers=s.dice.random() < 0.7)
    chance = s.dice.random()
    if chance < 0.25:
        s.wait(1)
        s.tries(case, "officer", StartAssessment())
    s.ahead(1, 25)
    if chance < 0.15:
        s.does(case, "clerk", RecordAbilityToPay(ability="unable", said_on=s.day))
        s.wait(2, 4)
        s.does(case, "officer", CloseUnpaid())
    elif chance < 0.9:
        scenes.pays(s, case)
        s.wait(1, 3)
        scenes.come(s, case, wanted)
        scenes.files(s, case)
        scenes.starts(s, case)
        s.wait(4, 10)
        scenes.decides(s, [case])


@life(3, WAITING, VISA_OFFICES)
def fee_not_asked_for_yet(s: Script) -> None:
    """The facts are there; nobody has asked for the fee."""
    case = scenes.abroad(s)
    s.wait(1)
    scenes.facts(s, case)
    s.ahead(1, 4)
    scenes.asks(s, case, papers=False)
    s.wait(5, 15)
    scenes.pays(s, case)


@life(5, WAITING, VISA_OFFICES)
def receipt_waits(s: Script) -> None:
    """The client has paid: a clerk must allocate the receipt."""
    case = scenes.abroad(s)
    scenes.facts(s, case)
    scenes.asks(s, case, papers=False)
    s.wait(1)
    receipt = s.pays(s.fee)
    s.does(case, "clerk", RecordReceipt(receipt=receipt))
    s.ahead(1, 5)
    s.does(case, "clerk", AllocateReceipt(receipt=receipt, cents=s.fee))
    s.wait(1, 2)
    scenes.files(s, case)
    scenes.starts(s, case)


@life(2, MIDWAY, VISA_OFFICES)
def paid_in_part(s: Script) -> None:
    """A first part is allocated; the rest is missing."""
    case = scenes.abroad(s)
    scenes.facts(s, case)
    scenes.asks(s, case, papers=False)
    s.wait(4, 8)
    scenes.pays(s, case, cents=100_00)
    s.tries(case, "officer", StartAssessment())
    s.does(case, "clerk", RequestFee())
    s.ahead(3, 15)
    scenes.pays(s, case, cents=s.fee - 100_00)
    s.wait(1)
    scenes.files(s, case)


@life(5, FINISHED, VISA_OFFICES)
def cannot_pay(s: Script) -> None:
    """Unable or unwilling to pay: the request cannot be processed, and the underlying application goes on."""
    case = scenes.abroad(s)
    scenes.facts(s, case)
    s.tries(case, "officer", CloseUnpaid())
    scenes.asks(s, case, papers=False)
    s.wait(5, 12)
    ability = s.dice.choice(("unable", "unable", "unwilling"))
    s.does(case, "clerk", RecordAbilityToPay(ability=ability, said_on=s.day))
    s.wait(2)
    s.does(case, "officer", CloseUnpaid())


@life(4, MIDWAY, VISA_OFFICES)
def needs_its_permit_file(s: Script) -> None:
    """Paid: the permit file must be created before assessment."""
    case = scenes.abroad(s)
    scenes.facts(s, case)
    scenes.asks(s, case, papers=False)
    s.wait(3, 7)
    scenes.pays(s, case)
    s.tries(case, "officer", StartAssessment())
    s.ahead(1, 6)
    scenes.files(s, case)
    scenes.starts(s, case)


@life(5, MIDWAY, VISA_OFFICES)
def ready(s: Script) -> None:
    """Paid and filed: assessment can start."""
    case = scenes.abroad(s)
    scenes.facts(s, case)
    wanted = scenes.asks(s, case)
    s.wait(3, 7)
    scenes.pays(s, case)
    s.wait(1)
    scenes.come(s, case, wanted)
    scenes.files(s, case)
    s.tries(case, "clerk", StartAssessment())
    s.ahead(1, 8)
    scenes.starts(s, case)
    s.wait(3, 9)
    scenes.decides(s, [case])


@life(5, (70, 40), VISA_OFFICES)
def in_assessment(s: Script) -> None:
    """An officer weighs need against risk."""
    case = scenes.abroad(s)
    scenes.facts(s, case)
    scenes.asks(s, case, papers=False)
    s.wait(3, 7)
    scenes.pays(s, case)
    s.wait(1, 2)
    scenes.files(s, case)
    scenes.assigned(s, case, "officer2")
    scenes.starts(s, case, "officer2")
    s.ahead(2, 14)
    scenes.decides(s, [case], "officer2")


@life(5, (70, 40), VISA_OFFICES)
def papers_awaited(s: Script) -> None:
    """In assessment more documents were asked for; later they come, or the request goes on without them."""
    case = scenes.abroad(s)
    scenes.facts(s, case)
    scenes.asks(s, case, papers=False)
    s.wait(3, 7)
    scenes.pays(s, case)
    s.wait(1, 2)
    scenes.files(s, case)
    scenes.starts(s, case)
    s.wait(3)
    wanted = texts.documents(s.dice, s.language)
    s.does(case, "officer", AskForDocuments(documents=wanted, due_on=s.day + timedelta(days=45)))
    s.ahead(3, 20)
    if s.dice.random() < 0.7:
        scenes.come(s, case, wanted)
    else:
        s.does(case, "officer", RecordMissingDocuments(documents=wanted))
    s.wait(3, 6)
    scenes.decides(s, [case])


@life(4, (75, 45), VISA_OFFICES)
def with_the_manager(s: Script) -> None:
    """Serious criminality: the manager has the file."""
    case = scenes.abroad(s)
    scenes.facts(s, case, what=SERIOUS)
    scenes.asks(s, case, papers=False)
    s.wait(3, 7)
    scenes.pays(s, case)
    s.wait(1)
    scenes.files(s, case)
    scenes.starts(s, case)
    s.wait(4)
    scenes.recommends(s, case, s.dice.choice(("issue", "refuse")))
    s.ahead(2, 12)
    scenes.decides(s, [case], "manager", refuse=0.5)


@life(2, (75, 45), VISA_OFFICES)
def with_the_deputy_minister(s: Script) -> None:
    """A ground of item 119: only an Assistant Deputy Minister may issue."""
    case = scenes.abroad(s)
    scenes.facts(s, case, what=(("A34(1)(f)",), ()))
    scenes.asks(s, case, papers=False)
    s.wait(3, 7)
    scenes.pays(s, case)
    s.wait(1)
    scenes.files(s, case)
    scenes.starts(s, case, "officer2")
    s.wait(4)
    s.tries(case, "manager", IssuePermit(reasons="–", valid_from=s.day, valid_to=s.day))
    scenes.recommends(s, case, "issue", "officer2")
    s.ahead(10, 25)
    scenes.issues(s, case, "m.stewart")
