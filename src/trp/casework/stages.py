"""Where a case stands, in a word and a sentence, and who acts next: derived, never stored as a truth of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trp.casework.checks import exempted, exemption_to_come, paid_whole, shut
from trp.casework.ended import ended
from trp.casework.files import CaseFile
from trp.casework.found import Found, found
from trp.rulebook.language import Both

STAGES: dict[str, Both] = {
    "received": Both("Received", "Reçue"),
    "awaiting_fee": Both("Awaiting the fee", "En attente des frais"),
    "ready": Both("Ready for assessment", "Prête pour l’évaluation"),
    "in_assessment": Both("In assessment", "En cours d’évaluation"),
    "awaiting_response": Both("Awaiting a response", "En attente d’une réponse"),
    "with_decision_maker": Both("With the decision maker", "Chez le décideur"),
    "decided": Both("Decided", "Décidée"),
    "closed": Both("Closed", "Fermée"),
}

RESULTS: dict[str, Both] = {
    "issued": Both("permit issued", "permis délivré"),
    "refused": Both("permit refused", "permis refusé"),
    "returned_incomplete": Both("returned as incomplete", "renvoyée, car incomplète"),
    "cannot_be_processed": Both("cannot be processed", "ne peut être traitée"),
    "withdrawn": Both("withdrawn", "retirée"),
    "barred": Both("barred by the Act", "interdite par la Loi"),
}

ACTORS: dict[str, Both] = {
    "client": Both("the client", "le client"),
    "fee_clerk": Both("a fee clerk", "un commis aux frais"),
    "intake": Both("intake", "la réception"),
    "officer": Both("an officer", "un agent"),
    "border_officer": Both("a border services officer", "un agent des services frontaliers"),
    "vulnerable_persons_officer": Both("the vulnerable persons unit", "l’unité des personnes vulnérables"),
    "delegate": Both("the decision maker", "le décideur"),
    "nobody": Both("nobody", "personne"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands.

    Attributes:
        stage: One of `STAGES`.
        says: One plain sentence.
        next: Who acts next, one of `ACTORS`.
        due: The next day that matters, if one is set.
    """

    stage: str
    says: Both
    next: str
    due: date | None = None


def standing(file: CaseFile) -> Standing:
    """Where the case stood on the day of the last line that had an effect."""
    assert file.opening is not None and file.moved_on is not None
    if file.result is not None:
        stage = "decided" if file.result in ("issued", "refused") else "closed"
        return Standing(stage, ended(file), "nobody")
    if file.sent_on is not None:
        return Standing(
            "with_decision_maker",
            Both("The decision maker has the file.", "Le décideur a le dossier."),
            "delegate",
        )
    if file.offered_on is not None and file.accepted_on is None:
        return Standing(
            "awaiting_response",
            Both("The client has not answered the offer.", "Le client n’a pas répondu à l’offre."),
            "client",
        )
    said_now = found(file, file.moved_on)
    if file.started_on is not None:
        return _started(file, said_now)
    return _before(file, said_now)


def _officer(file: CaseFile) -> str:
    assert file.opening is not None
    if (
        file.opening.stream in ("trafficking_victim", "family_violence_victim")
        and file.opening.place != "outside_canada"
    ):
        return "vulnerable_persons_officer"
    return "border_officer" if file.opening.made_to == "port_of_entry" else "officer"


def asks_for_the_fee(file: CaseFile) -> str:
    """Who asks for it: at a port of entry the officer whom the person stands before, else a clerk."""
    assert file.opening is not None
    return "border_officer" if file.opening.made_to == "port_of_entry" else "fee_clerk"


def _exemption_to_come(file: CaseFile, said: Found) -> bool:
    """Whether an exemption applies that is not on record: the gate stays shut until it is, or the fee is paid."""
    return said.outcome("fee") == "EXEMPT" and not exempted(file, said) and not paid_whole(file)


def _started(file: CaseFile, said: Found) -> Standing:
    if said.outcome("gate") != "ASSESS" or _exemption_to_come(file, said):
        now = _before(file, said)
        stage = "awaiting_fee" if now.stage == "awaiting_fee" else "in_assessment"
        return Standing(
            stage, Both(f"Work stopped. {now.says.en}", f"Le travail est arrêté. {now.says.fr}"), now.next
        )
    if file.asked_for:
        return Standing(
            "awaiting_response",
            Both(
                "Documents were asked for and have not come.", "Des documents demandés ne sont pas arrivés."
            ),
            "client",
            min((day for day in file.asked_for.values() if day), default=None),
        )
    return Standing(
        "in_assessment",
        Both("An officer weighs need against risk.", "Un agent soupèse le besoin et le risque."),
        _officer(file),
    )


def _before(file: CaseFile, said: Found) -> Standing:
    assert file.opening is not None
    gate = said.finding("gate")
    if gate.outcome == "ASSESS":
        if _exemption_to_come(file, said):
            if said.finding("fee").fields["basis"] == "ONE_TIME":
                # The register is not asked here: another request may have taken it meanwhile.
                if file.fee_requested_on is not None:
                    return Standing(
                        "awaiting_fee",
                        Both(
                            "The fee was asked for; the one-time exemption can be claimed if the register allows it.",
                            "Les frais ont été demandés; la dispense unique peut être invoquée si le registre le permet.",
                        ),
                        "client",
                    )
                return Standing(
                    "received",
                    Both(
                        "The one-time exemption can be claimed if the register allows it; else the fee is due.",
                        "La dispense unique peut être invoquée si le registre le permet; sinon, les frais sont dus.",
                    ),
                    _officer(file),
                )
            return Standing(
                "received",
                exemption_to_come(file, said),
                _officer(file),
            )
        if file.opening.made_to == "visa_office" and file.file_created_on is None:
            return Standing(
                "ready",
                Both(
                    f"{gate.says.en} First the permit file has to be created.",
                    f"{gate.says.fr} Il faut d’abord créer le dossier de permis.",
                ),
                "officer",
            )
        return Standing("ready", gate.says, _officer(file))
    if gate.outcome == "UNDETERMINED":
        return Standing(
            "received",
            Both(
                "Facts are missing before the fee can be settled.",
                "Il manque des faits pour régler la question des frais.",
            ),
            _officer(file),
        )
    if gate.outcome == "HOLD_FEE":
        if file.waiting_receipts:
            return Standing("awaiting_fee", gate.says, "fee_clerk")
        return Standing(
            "awaiting_fee", gate.says, "client" if file.fee_requested_on else asks_for_the_fee(file)
        )
    says, _ = shut(said)
    others = {"SUSPENDED": "nobody", "RETURN_INCOMPLETE": "intake", "MD_FIRST": "delegate"}
    return Standing("received", says, others.get(gate.outcome) or _officer(file))
