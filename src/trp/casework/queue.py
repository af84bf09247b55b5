"""What the queue repeats of a case: the fee, what keeps the assessment shut, whom it waits for and on whose desk.

Only a line of the case changes any of it. What depends on today is compared in the query. What another case of the person
changes (the register of one-time exemptions) is looked up for the rows that a list shows, and computed when the case is
opened; what is counted by a code or a fee does not know it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from trp.casework import events as e
from trp.casework.around import CASE_OFFICERS
from trp.casework.checks import exempted, gate_code, is_claimed, paid_whole
from trp.casework.fees import balance
from trp.casework.files import CaseFile
from trp.casework.found import Found, found
from trp.casework.stages import Standing
from trp.rulebook.language import UNDETERMINED, Both

FEES: dict[str, Both] = {
    "due": Both("Due", "À payer"),
    "settled": Both("Settled", "Réglés"),
    "exempt": Both("Exempt", "Dispense consignée"),
    "claimed": Both("Exemption claimed", "Dispense invoquée"),
    "exemption_open": Both("Exemption not on record", "Dispense non consignée"),
    "refer": Both("A person must decide", "Une personne doit décider"),
    "not_asked": Both("Not asked for", "Non demandés"),
    "unknown": Both("Not determined", "Pas encore déterminés"),
    "unsettled": Both("Not settled", "Non réglés"),
}
"""The states of the fee; the last: neither paid nor exempt when the case got its result."""

BLOCKED: dict[str, Both] = {
    "fee-not-settled": Both("Fee not settled", "Frais non réglés"),
    "exemption-not-recorded": Both("Exemption not on record", "Dispense non consignée"),
    "facts-needed": Both("Facts are missing", "Il manque des faits"),
    "a-person-must-decide": Both("A person must decide", "Une personne doit décider"),
    "amount-not-held": Both("No amount is entered", "Aucun montant n’est inscrit"),
    "offer-not-accepted": Both("Offer not answered", "Offre sans réponse"),
    "returns-incomplete": Both("To be returned as incomplete", "À renvoyer, car incomplète"),
    "withdraw-at-border": Both("To be withdrawn at the border", "À retirer à la frontière"),
    "delegate-first": Both("The delegate decides first", "Le délégué décide d’abord"),
    "client-does-not-pay": Both("The client does not pay", "Le client ne paie pas"),
    "no-standalone-request": Both("Accompanies no application", "N’accompagne aucune demande"),
    "barred": Both("Barred by the Act", "Interdite par la Loi"),
    "suspended": Both("Suspended", "Suspendue"),
}
"""What keeps the assessment shut, by the codes of the blockers, as a column and a filter name it."""

BY_THE_REGISTER = Both(
    "Exemption not on record: where it rests on the one-time exemption (M31), another case of the person may already rule it out. What is counted does not know it; each row of a list says it.",
    "Dispense non consignée : si elle repose sur la dispense unique (M31), un autre dossier de la personne peut déjà l’exclure. Ce qui est compté n’en sait rien; chaque ligne d’une liste l’indique.",
)
"""What a count by the fee `exemption_open` or by the code `exemption-not-recorded` cannot know."""

TAKEN = Both("M31 in another case", "M31 dans un autre dossier")
TAKEN_MEANS = Both(
    "The register shows a one-time exemption (M31) of this person, granted or claimed in another case. If the exemption here rests on M31, the fee is due.",
    "Le registre indique pour cette personne une dispense unique (M31), accordée ou invoquée dans un autre dossier. Si la dispense repose ici sur M31, les frais sont dus.",
)
"""What a list says beside `exemption_open` where the register, read with the list, shows more than the case said last."""

HELD = "delegate held"
LANES = (
    "fee client", "fee fee_clerk", "fee border_officer", "client", "fee_clerk", "intake", *CASE_OFFICERS, "delegate",
    HELD, "nobody",
)  # fmt: skip
"""Whom an open case waits for, and whether for the fee. `delegate held`: for the one whom the file was given to after
it was sent."""

NATIONAL = "NHQ"
"""The office of those who decide for all offices."""

LAST = date.max
"""Stands for no day in `due_by`: those come last."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the head of a case repeats for the queue.

    Attributes:
        fee: One of `FEES`.
        fee_due: Cents still to pay; None where that is not determined, or nobody is asked any more.
        blocked: One of `BLOCKED`; empty: the gate is open, or the case has its result.
        lane: One of `LANES`; empty: the case has its result.
        desk: On whose desk it lies: the key of who holds it, else the office; where it waits for a decision, `deciders`.
        due_by: The next day that matters, or `LAST`.
    """

    fee: str
    fee_due: int | None
    blocked: str
    lane: str
    desk: str
    due_by: date


def shown(file: CaseFile, now: Standing, unit: str) -> Shown:
    """What the queue repeats of a case that stands so. `unit`: the office that alone may know of it, if one does."""
    assert file.moved_on is not None
    if file.result is not None:
        return Shown(_at_the_end(file), None, "", "", file.holder or file.office, LAST)
    said = found(file, file.moved_on)
    state, cents = fee(file, said)
    lane = _lane(file, now)
    desk = deciders(unit) if lane == "delegate" else file.holder or file.office
    return Shown(state, cents, blocked(file, said), lane, desk, now.due or LAST)


def fee(file: CaseFile, said: Found) -> tuple[str, int | None]:
    """The state of the fee, and the cents still to pay."""
    outcome = said.outcome("fee")
    if outcome == "EXEMPT":
        return _exempt(file, said)
    if outcome == "DUE":
        cents = balance(file, said)
        return ("due", cents) if cents else ("settled", 0)
    if outcome in ("REFER", UNDETERMINED):
        return ("refer" if outcome == "REFER" else "unknown"), None
    return "not_asked", 0


def _exempt(file: CaseFile, said: Found) -> tuple[str, int | None]:
    basis = str(said.finding("fee").fields["basis"])
    if exempted(file, said):
        return ("claimed" if is_claimed(file, basis) else "exempt"), 0
    if paid_whole(file):
        return "settled", 0
    if basis != "ONE_TIME":
        return "exemption_open", 0
    # Available, not owed (I8): once it was asked for, the fee may be paid instead.
    return "exemption_open", balance(file, said) if file.fee_requested_on else None


def _at_the_end(file: CaseFile) -> str:
    """How the fee stood when the case got its result: from the record alone, since the rules are asked no more."""
    if paid_whole(file):
        return "settled"
    claimed = file.claim is not None and file.claim_ended != "lapsed"
    return "exempt" if claimed or file.recorded is not None else "unsettled"


def blocked(file: CaseFile, said: Found) -> str:
    """The code of what keeps the assessment of an open case shut; an offer that is not answered comes before all else."""
    waits = "offer-not-accepted" if file.offered_on is not None and file.accepted_on is None else ""
    return waits or gate_code(file, said)


def _lane(file: CaseFile, now: Standing) -> str:
    if now.stage == "awaiting_fee":
        return f"fee {now.next}"
    return HELD if now.next == "delegate" and _given_since(file) else now.next


def _given_since(file: CaseFile) -> bool:
    """Whether somebody was given the file after it was sent to be decided: then it waits for that person."""
    for line in reversed(file.lines):
        if isinstance(line.event, e.SentToDecisionMaker):
            return False
        if isinstance(line.event, e.Assigned):
            return file.sent_on is not None and line.event.officer is not None
    return False


def deciders(unit: str) -> str:
    """The desk of those who decide: of all offices, or of the one that alone may know of the case."""
    return f"decide {unit}".rstrip()


def lanes(role: str) -> tuple[str, ...]:
    """The lanes of cases that wait for a role."""
    return tuple(lane for lane in LANES if lane in (role, f"fee {role}"))


def working_days(since: date, on: date) -> int:
    """Working days from a day, which does not count, to another, which does. Holidays count as any other day."""
    weeks, rest = divmod(max((on - since).days, 0), 7)
    return weeks * 5 + sum((since + timedelta(days=n)).weekday() < 5 for n in range(1, rest + 1))
