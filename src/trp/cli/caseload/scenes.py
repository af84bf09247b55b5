"""Scenes that many lives share: the facts, the fee, the papers, the assessment, the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from trp.casework.assessing import (
    CreatePermitFile,
    IssuePermit,
    RefusePermit,
    SendToDecisionMaker,
    StartAssessment,
)
from trp.casework.exemptions import RecordExemption
from trp.casework.fees import AllocateReceipt, RecordReceipt, RequestFee
from trp.casework.recording import (
    AddNote,
    AskForDocuments,
    Assign,
    ReceiveDocuments,
    RecordCircumstances,
    RecordConvictions,
    RecordGrounds,
)
from trp.cli.caseload import texts
from trp.cli.caseload.known import known
from trp.cli.caseload.script import Script
from trp.cli.caseload.seeds import key

VISA_OFFICES = ("NAIROBI", "NAIROBI", "PARIS", "PARIS", "MANILA", "DELHI", "DELHI", "MEXICO")
SMALL_POST = ("DAKAR",)
BORDER = ("LACOLLE", "LACOLLE", "EMERSON", "PEARSON", "PEARSON")
INLAND = ("CPC-E",)
REPORTS = ("MONTREAL",)

ORDINARY: dict[str, Any] = {
    "refugee_claim": None, "designated_on": None, "fee_classes": [], "pending": None,
    "visa_exemption_lost_in_transit": None, "other_inadmissible_acts": False, "has_valid_status": False,
    "a44_report": "none", "delegate_decided": False,
}  # fmt: skip
"""Answers that leave the ordinary rule: nothing exempts, nothing bars."""

VISITOR = {"kind": "visitor_visa", "asked_with_visitor_visa": False, "performing_artist_group": False}
WORK_WITH_VISA = {"kind": "work_permit", "asked_with_visitor_visa": True, "performing_artist_group": False}

_OFFENCE = {"youth": False, "child_pornography": False, "sexual": False, "makes_inadmissible": True}
THEFT = {**_OFFENCE, "offence": "Theft under $5,000", "sentence": "fine", "impaired_driving": False, "committed_on": "2014-06-21"}  # fmt: skip
ASSAULT = {**_OFFENCE, "offence": "Assault", "sentence": "imprisonment", "impaired_driving": False, "committed_on": "2017-03-11"}  # fmt: skip
FRAUD = {**_OFFENCE, "offence": "Fraud over $5,000", "sentence": "imprisonment", "impaired_driving": False, "committed_on": "2012-09-30"}  # fmt: skip
DRIVING = {**_OFFENCE, "offence": "Impaired driving", "sentence": "probation", "impaired_driving": True, "committed_on": "2016-02-06"}  # fmt: skip
SUSPENDED = {**THEFT, "offence": "Mischief", "sentence": "suspended_imprisonment"}

Facts = tuple[tuple[str, ...], tuple[dict[str, Any], ...]]

NO_PAPERS: Facts = (("A41",), ())
MINOR: Facts = (("A36(2)(b)",), (THEFT,))
SERIOUS: Facts = (("A36(1)(b)",), (FRAUD,))
USUAL: tuple[Facts, ...] = (
    NO_PAPERS, (("A36(2)(b)",), (ASSAULT,)), (("A36(2)(b)",), (THEFT, ASSAULT)), (("A40(1)(a)",), ()),
    (("A39",), ()), (("A36(2)(b)", "A41"), (THEFT,)),
)  # fmt: skip


_OFFENCES_FR = {
    "Theft under $5,000": "Vol de moins de 5 000 $",
    "Assault": "Voies de fait",
    "Fraud over $5,000": "Fraude de plus de 5 000 $",
    "Impaired driving": "Conduite avec capacités affaiblies",
    "Mischief": "Méfait",
}


def convicted(s: Script, *convictions: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """The convictions as an officer enters them, in the language of the request."""
    if s.language == "en":
        return convictions
    return tuple({**one, "offence": _OFFENCES_FR[one["offence"]]} for one in convictions)


def facts(s: Script, case: UUID, part: str = "officer", what: Facts | None = None, **more: Any) -> None:
    """Everything that the gate asks for is put on record."""
    grounds, convictions = what or s.dice.choice(USUAL)
    s.does(
        case, part,
        RecordGrounds(grounds=grounds),
        RecordConvictions(convictions=convicted(s, *convictions)),
        RecordCircumstances(facts={**ORDINARY, **more}),
    )  # fmt: skip


def abroad(s: Script, **told: Any) -> UUID:
    """A request is made to a visa office, with a visitor visa application."""
    wanted = {
        "place": "outside_canada", "made_to": "visa_office", "application": VISITOR,
        "underlying": f"V{310_000_000 + s.index}", **told,
    }  # fmt: skip
    return s.request("officer", **wanted)


def asks(s: Script, case: UUID, *, papers: bool = True) -> tuple[str, ...]:
    """The fee is asked for, and most times documents; gives which."""
    s.does(case, "clerk", RequestFee())
    if not papers:
        return ()
    wanted = texts.documents(s.dice, s.language)
    s.does(case, "officer", AskForDocuments(documents=wanted, due_on=s.day + timedelta(days=30)))
    return wanted


def come(s: Script, case: UUID, wanted: tuple[str, ...], part: str = "officer") -> None:
    """The documents come."""
    if wanted:
        s.does(case, part, ReceiveDocuments(documents=wanted, received_on=s.day))


def pays(s: Script, *cases: UUID, cents: int | None = None, wait: int = 1) -> str:
    """The client pays for these cases at once; a clerk enters the receipt and allocates it."""
    each = cents or s.fee
    receipt = s.pays(each * len(cases), len(cases))
    for case in cases:
        s.does(case, "clerk", RecordReceipt(receipt=receipt))
    if wait:
        s.wait(wait)
    for case in cases:
        s.does(case, "clerk", AllocateReceipt(receipt=receipt, cents=each))
    return receipt


def files(s: Script, case: UUID) -> None:
    """The permit file is created, as requests to a visa office need."""
    s.does(case, "officer", CreatePermitFile(file=f"P{400_000_000 + s.index * 10 + s.cases.index(case)}"))


def starts(s: Script, case: UUID, part: str = "officer") -> None:
    """Assessment starts; sometimes a note is written."""
    s.does(case, part, StartAssessment())
    if s.dice.random() < 0.4:
        s.wait(1, 2)
        s.does(case, part, AddNote(text=texts.note(s.dice, s.language, known(s, case))))


def assigned(s: Script, case: UUID, part: str) -> None:
    """The file is given to an officer."""
    who = str(key(s.seed, "officer", s.cast(part)))
    s.does(case, "cashier", Assign(officer=who, office=s.office))


def issues(s: Script, case: UUID, part: str = "officer", days: int | None = None) -> None:
    """A permit is issued."""
    first = s.day + timedelta(days=s.dice.randint(0, 14))
    last = first + timedelta(days=days or s.dice.choice((30, 90, 180, 365)))
    reasons = texts.issuing(s.dice, s.language, known(s, case))
    s.does(case, part, IssuePermit(reasons=reasons, valid_from=first, valid_to=last))


def refuses(s: Script, case: UUID, part: str = "officer") -> None:
    """A permit is refused."""
    s.does(case, part, RefusePermit(reasons=texts.refusing(s.dice, s.language, known(s, case))))


def recommends(s: Script, case: UUID, what: str, part: str = "officer") -> None:
    """The file goes to the decision maker."""
    s.does(case, part, SendToDecisionMaker(recommends=what))


def decides(s: Script, cases: Sequence[UUID], part: str = "officer", *, refuse: float = 0.25) -> None:
    """The cases are decided."""
    for case in cases:
        if s.dice.random() < refuse:
            refuses(s, case, part)
        else:
            issues(s, case, part)


def exempts(s: Script, case: UUID, part: str = "officer") -> None:
    """The exemption that applies is entered."""
    s.does(case, part, RecordExemption())
