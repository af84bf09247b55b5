"""What a case waits for, in one or two sentences: whom, what for, since when, and who can go on."""

from __future__ import annotations

from datetime import date

from trp.cases.chances import Chance
from trp.cases.papers import overdue, to_come
from trp.casework.assessing import IssuePermit, RefusePermit
from trp.casework.checks import amount, in_doubt
from trp.casework.events import SentToDecisionMaker
from trp.casework.files import CaseFile
from trp.casework.found import Found, asked, found
from trp.casework.roles import ROLES, named
from trp.casework.stages import Standing, asks_for_the_fee
from trp.journal.cases import Head
from trp.rulebook.language import Both
from trp.rulebook.speech import Speech
from trp.rulebook.words import NO_BREAK, money
from trp.rulebook.words import day as in_words


def stands(head: Head, file: CaseFile, said: Found) -> Standing:
    """Where the case stands today.

    What the register of one-time exemptions shows may have moved without a line of this case: then the fee is due,
    whatever the head still repeats.
    """
    gate = said.finding("gate")
    taken = file.result is None and gate.outcome == "HOLD_FEE" and _one_time(file)
    moved = head.stage in ("received", "ready", "in_assessment") and gate.outcome == "HOLD_FEE"
    if file.result is not None or not (moved or taken):
        return Standing(head.stage, head.says, head.next, head.due)
    next_one = "client" if file.fee_requested_on else asks_for_the_fee(file)
    return Standing("awaiting_fee", _TAKEN if taken else gate.says, next_one)


_TAKEN = Both(
    "The fee is due: the register shows a one-time exemption of this person, granted before or claimed in another request.",
    "Les frais sont dus : le registre indique pour cette personne une dispense unique déjà accordée, ou invoquée dans une autre demande.",
)


def _one_time(file: CaseFile) -> bool:
    """Whether the lines of the case alone would give the one-time exemption, which the register then withholds."""
    assert file.moved_on is not None
    return found(file, file.moved_on).finding("fee").fields.get("basis") == "ONE_TIME"


def waits_for(
    file: CaseFile, head: Standing, said: Found, found_chances: list[Chance], today: date, speech: Speech
) -> str:
    """Whom the case waits for, and what for: whole sentences."""
    if said.outcome("gate") == "SUSPENDED":
        return _nobody(said, speech)
    if head.next == "client":
        told = _the_client(file, said, today, speech)
    else:
        weighed = head.stage == "in_assessment" and said.outcome("gate") == "ASSESS"
        able = _deciders(found_chances, speech) if weighed else _able(head, found_chances, speech)
        told = " ".join(
            filter(None, (f"{_whom(head, found_chances, speech)}.", _what(file, head, said, speech), able))
        )
    told += _besides(file, head, said, today, speech)
    return speech(f"Waits for: {told}", f"Attend{NO_BREAK}: {told}")


def _nobody(said: Found, speech: Speech) -> str:
    """A suspension: the sentence before this one names its end, if the record knows it."""
    if said.finding("bar").fields.get("first_day_open"):
        return speech("Waits for nobody: only time ends the suspension.",
                      "N’attend personne : seul le temps met fin à la suspension.")  # fmt: skip
    return speech("Waits for nobody: only time ends the suspension, and no end can be reckoned yet.",
                  "N’attend personne : seul le temps met fin à la suspension, et aucune fin ne peut encore être calculée.")  # fmt: skip


def _the_client(file: CaseFile, said: Found, today: date, speech: Speech) -> str:
    if file.offered_on is not None and file.accepted_on is None:
        day = file.offered_on
        return speech(f"the client, who was offered consideration on {in_words(day, 'en')} and has not answered. An officer records the answer.",
                      f"le client, à qui un examen a été offert le {in_words(day, 'fr')} et qui n’a pas répondu. Un agent consigne la réponse.")  # fmt: skip
    if file.asked_for and said.outcome("gate") == "ASSESS":
        return _the_papers(file, today, speech)
    balance = said.finding("fee").fields["balance"] or "0.00"
    day = file.fee_requested_on or file.lines[-1].on
    return speech(f"the client, who was asked for the fee on {in_words(day, 'en')}: {money(balance, 'en')} is still to pay. Once it comes, a fee clerk records the receipt and allocates it.",
                  f"le client, à qui les frais ont été demandés le {in_words(day, 'fr')}{NO_BREAK}: il reste {money(balance, 'fr')} à payer. Dès qu’ils arrivent, un commis aux frais consigne le reçu et l’attribue.")  # fmt: skip


def _the_papers(file: CaseFile, today: date, speech: Speech) -> str:
    """Documents that hold up the assessment; once their day has passed it is for an officer to go on."""
    papers = to_come(file, today, speech)
    if overdue(file, today):
        return speech(f"the client, who was asked for documents: {papers}. Their day has passed: if they came, an officer enters them; if not, an officer records that, and the request goes on without them.",
                      f"le client, à qui des documents ont été demandés : {papers}. Le délai est expiré : s’ils sont arrivés, un agent les inscrit; sinon, un agent le consigne et la demande suit son cours sans eux.")  # fmt: skip
    return speech(f"the client, who was asked for documents: {papers}. An officer enters them, or records that they did not come.",
                  f"le client, à qui des documents ont été demandés : {papers}. Un agent les inscrit, ou consigne qu’ils ne sont pas arrivés.")  # fmt: skip


def _besides(file: CaseFile, head: Standing, said: Found, today: date, speech: Speech) -> str:
    """Documents that are still to come while the case waits for something else."""
    papers_first = head.next == "client" and said.outcome("gate") == "ASSESS"
    if not file.asked_for or papers_first:
        return ""
    papers = to_come(file, today, speech)
    return speech(f" Documents are still to come too: {papers}.", f" Des documents sont aussi attendus : {papers}.")  # fmt: skip


def _what(file: CaseFile, head: Standing, said: Found, speech: Speech) -> str:
    """What somebody of the department has to do."""
    gate = said.finding("gate")
    if head.stage == "with_decision_maker":
        return f"{_recommended(file, speech)}{said.finding('authority').says.in_(speech.language)}"
    if head.stage == "in_assessment" and gate.outcome == "ASSESS":
        return speech("It is theirs to issue or to refuse the permit, or to send the file to who holds that power.",
                      "Il lui revient de délivrer ou de refuser le permis, ou de transmettre le dossier à qui en détient le pouvoir.")  # fmt: skip
    if file.waiting_receipts:
        receipts = ", ".join(file.waiting_receipts)
        return speech(f"The client has paid: receipt {receipts} has to be allocated.",
                      f"Le client a payé{NO_BREAK}: le reçu {receipts} doit être attribué.")  # fmt: skip
    if gate.outcome == "UNDETERMINED" and gate.needs:
        first = asked(gate.needs[0]).says
        return speech(f"The record has to say: {first.en}", f"Le dossier doit dire{NO_BREAK}: {first.fr}")
    if gate.outcome == "HOLD_FEE":
        owed = amount(int((said.finding("fee").fields["balance"] or "0.00").replace(".", "")))
        return speech(f"The fee has to be asked for: {owed.en}.", f"Il faut demander les frais{NO_BREAK}: {owed.fr}.")  # fmt: skip
    if gate.outcome == "CLOSED_UNPAID":
        return speech("The request is to be closed, unless the fee comes after all.",
                      "Il faut fermer la demande, à moins que les frais n’arrivent malgré tout.")  # fmt: skip
    if gate.outcome == "REFER":
        if not in_doubt(said):
            return speech("The amount of that day has to be entered with its source, and confirmed.",
                          "Le montant de ce jour doit être inscrit avec sa source, et confirmé.")  # fmt: skip
        return speech("Who may grant the exemption decides the doubt, with the reason; then it is claimed, or the fee is asked for.",
                      "Qui peut accorder la dispense tranche le doute, avec la raison; elle est ensuite invoquée, ou les frais sont demandés.")  # fmt: skip
    if gate.outcome == "NO_STANDALONE":
        return speech("The client applies for something that it accompanies, and the request is corrected; or it is withdrawn.",
                      "Le client présente une demande qu’elle accompagne, et la demande de permis est corrigée; ou elle est retirée.")  # fmt: skip
    if gate.outcome == "MD_FIRST":
        return speech("The Minister’s delegate has to dispose of the A44(1) report first; once that is recorded, the client may withdraw, or pay.",
                      "Le délégué du ministre doit d’abord statuer sur le rapport L44(1); une fois sa décision consignée, le client pourra retirer sa demande d’entrée, ou payer.")  # fmt: skip
    return ""


def _recommended(file: CaseFile, speech: Speech) -> str:
    """What the officer who sent the file recommended, in their own judgment."""
    for line in reversed(file.lines):
        if isinstance(line.event, SentToDecisionMaker):
            if line.event.recommends == "refuse":
                return speech(
                    "The officer recommends refusing the permit. ",
                    "L’agent recommande de refuser le permis. ",
                )
            return speech(
                "The officer recommends issuing the permit. ", "L’agent recommande de délivrer le permis. "
            )
    return ""


def _deciders(found_chances: list[Chance], speech: Speech) -> str:
    """Who can decide now."""
    for chance in found_chances:
        if isinstance(chance.act, IssuePermit) and (chance.others or not chance.mine):
            names = [
                *([] if chance.mine else [speech("you", "vous")]),
                *(one.name for one in chance.others[:2]),
            ]
            said, more = ", ".join(names), len(chance.others) - 2
            if more > 0:
                said += speech(
                    f" and {more}{NO_BREAK}more", f" et {more}{NO_BREAK}autre{'s' if more > 1 else ''}"
                )
            can = "Peut" if len(names) == 1 else "Peuvent"
            return speech(f"Can decide now: {said}.", f"{can} décider dès maintenant{NO_BREAK}: {said}.")
    return speech("Nobody here can decide it.", "Personne ici ne peut la trancher.")


def _open(found_chances: list[Chance]) -> Chance | None:
    """The first act that somebody can do now."""
    return next((one for one in found_chances if not one.mine or one.others), None)


def _whom(head: Standing, found_chances: list[Chance], speech: Speech) -> str:
    """The role that the case waits for; where nobody who can go on has it, the roles that they have."""
    chance = _open(found_chances)
    if chance and chance.others and not any(head.next in one.roles for one in chance.others):
        there = frozenset[str]().union(*(one.roles for one in chance.others))
        return named([role for role in chance.act.roles if role in there], speech.language)
    return ROLES[head.next].in_(speech.language)


def _able(head: Standing, found_chances: list[Chance], speech: Speech) -> str:
    """The first act that somebody can do now, and who: first those of the role that the case waits for."""
    chance = _open(found_chances)
    if chance is None:
        return ""
    if isinstance(chance.act, (IssuePermit, RefusePermit)):
        return _deciders(found_chances, speech)  # to issue or to refuse: theirs to say, not ours
    act = chance.act.title.in_(speech.language)
    nearest = sorted(chance.others, key=lambda one: head.next not in one.roles)
    names = [*([] if chance.mine else [speech("you", "vous")]), *(one.name for one in nearest[:2])]
    said = ", ".join(names)
    return speech(f"Next act: “{act}”, which {said} can do now.",
                  f"Prochain acte{NO_BREAK}: «{NO_BREAK}{act}{NO_BREAK}», possible dès maintenant pour {said}.")  # fmt: skip
