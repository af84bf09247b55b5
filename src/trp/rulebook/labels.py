"""A short label for each fact of a request, for where its value is shown and the whole question would be too long."""

from __future__ import annotations

import re

from trp.rulebook.language import Both

_LABELS = (
    ("on", "Day of the question", "Jour de la question"),
    ("made_on", "Request made on", "Demande faite le"),
    ("origin", "Raised by", "Origine de la demande"),
    ("place", "The person is", "La personne est"),
    ("made_to", "Made to", "Présentée à"),
    ("stream", "Stream", "Volet"),
    ("has_valid_status", "Other valid status in Canada", "Autre statut valide au Canada"),
    ("application", "Underlying application", "Demande sous-jacente"),
    ("application.kind", "Underlying application", "Demande sous-jacente"),
    ("application.asked_with_visitor_visa", "Work or study permit asked for with a visitor visa", "Permis de travail ou d’études demandé avec un visa de visiteur"),
    ("application.performing_artist_group", "One of a group of performing artists", "Membre d’un groupe d’artistes de spectacle"),
    ("application.r208b", "Open work permit under R208(b)", "Permis de travail ouvert visé à R208b)"),
    ("application.decided", "Underlying application decided", "Demande sous-jacente tranchée"),
    ("document", "What would be issued", "Document à délivrer"),
    ("refugee_claim", "Refugee claim", "Demande d’asile"),
    ("refugee_claim.outcome", "Outcome of the claim", "Issue de la demande d’asile"),
    ("refugee_claim.prra_pending", "PRRA pending", "ERAR en instance"),
    ("refugee_claim.rpd_on", "Refugee Protection Division, last outcome", "Section de la protection des réfugiés, dernière décision"),
    ("refugee_claim.rad_on", "Refugee Appeal Division, last outcome", "Section d’appel des réfugiés, dernière décision"),
    ("refugee_claim.federal_court_on", "Federal Court, last outcome", "Cour fédérale, dernière décision"),
    ("refugee_claim.prra_on", "PRRA determined on", "ERAR tranché le"),
    ("designated_on", "Designated foreign national since", "Étranger désigné depuis"),
    ("designation_conditions_breached", "A condition of the designation was breached", "Manquement à une condition de la désignation"),
    ("pending", "Pending for the person", "En instance pour la personne"),
    ("fee_classes", "Classes of Part 19", "Catégories de la partie 19"),
    ("visa_exemption_lost_in_transit", "Visa exemption lost while travelling", "Dispense de visa perdue en voyage"),
    ("visa_exemption_lost_in_transit.hours_until_entry", "Hours from then until entry is sought", "Heures écoulées jusqu’à la demande d’entrée"),
    ("fee_measure", "Another measure of the register", "Autre mesure du registre"),
    ("fee_measure.reference", "Reference of the measure", "Référence de la mesure"),
    ("fee_measure.code", "Code of the measure", "Code de la mesure"),
    ("minister_fee_instruction", "Written instruction not to collect the fee", "Instruction écrite de ne pas percevoir les frais"),
    ("minister_fee_instruction.reference", "Reference of the instruction", "Référence de l’instruction"),
    ("minister_fee_instruction.dated", "Date of the instruction", "Date de l’instruction"),
    ("grounds", "Grounds", "Motifs"),
    ("convictions", "Convictions", "Déclarations de culpabilité"),
    ("convictions[].offence", "Conviction {n}: offence", "Déclaration de culpabilité {n} : infraction"),
    ("convictions[].makes_inadmissible", "Conviction {n}: makes inadmissible", "Déclaration de culpabilité {n} : emporte interdiction de territoire"),
    ("convictions[].youth", "Conviction {n}: as a young person", "Déclaration de culpabilité {n} : en tant qu’adolescent"),
    ("convictions[].sentence", "Conviction {n}: sentence", "Déclaration de culpabilité {n} : peine"),
    ("convictions[].child_pornography", "Conviction {n}: child pornography", "Déclaration de culpabilité {n} : pornographie juvénile"),
    ("convictions[].sexual", "Conviction {n}: sexual offence", "Déclaration de culpabilité {n} : infraction sexuelle"),
    ("convictions[].impaired_driving", "Conviction {n}: impaired driving", "Déclaration de culpabilité {n} : conduite avec capacités affaiblies"),
    ("convictions[].committed_on", "Conviction {n}: committed on", "Déclaration de culpabilité {n} : infraction commise le"),
    ("other_inadmissible_acts", "Other acts that would make inadmissible", "Autres actes emportant interdiction de territoire"),
    ("one_time_exemption_granted_on", "M31 granted before", "M31 accordé par le passé"),
    ("considered_serious", "Considered serious by the officer", "Jugée grave par l’agent"),
    ("flagrant_or_intentional_violation", "Flagrant or intentional violation", "Infraction flagrante ou intentionnelle"),
    ("credibility_in_issue", "Credibility in issue", "Crédibilité en cause"),
    ("merit_in_issue", "Merit in issue", "Bien-fondé en cause"),
    ("risk_to_assess", "Risk and contrition to be assessed", "Risque et repentir à évaluer"),
    ("permit", "Asked for", "Objet de la demande"),
    ("previous_permit", "Permit held before", "Permis antérieur"),
    ("previous_permit.expires_on", "Last valid day of that permit", "Dernier jour de validité de ce permis"),
    ("previous_permit.new_ground", "A new ground since", "Nouveau motif depuis"),
    ("previous_permit.left_on", "Left Canada on", "Départ du Canada le"),
    ("previous_permit.reentry_authorized", "Re-entry authorized", "Rentrée autorisée"),
    ("previous_permit.removal_order_made_on", "Removal order made on", "Mesure de renvoi prise le"),
    ("paid", "Paid and allocated", "Payé et attribué"),
    ("unallocated_receipts", "Receipts not yet allocated", "Reçus pas encore attribués"),
    ("mailed_on", "Mailed on", "Mise à la poste le"),
    ("ability_to_pay", "About paying, the client said", "Au sujet du paiement, le client a dit"),
    ("a44_report", "A44(1) report", "Rapport L44(1)"),
    ("delegate_decided", "Delegate disposed of the report", "Rapport tranché par le délégué"),
    ("fee_requested_on", "Fee asked for on", "Frais demandés le"),
    ("trp_file_created_on", "Permit file created on", "Dossier de permis créé le"),
    ("information", "Information received", "Renseignements reçus"),
    ("information[].id", "Information {n}", "Renseignement {n}"),
    ("information[].kind", "Information {n}: what it is", "Renseignement {n} : nature"),
    ("information[].relied_on", "Information {n}: relied on", "Renseignement {n} : invoqué à l’appui"),
    ("information[].classified", "Information {n}: classified", "Renseignement {n} : classifié"),
    ("information[].on_file", "Information {n}: evidence on file", "Renseignement {n} : preuve au dossier"),
    ("information[].prepared_for_decision_maker", "Information {n}: prepared for the decision maker", "Renseignement {n} : préparé pour le décideur"),
    ("information[].known_to_client", "Information {n}: known to the client", "Renseignement {n} : connu du client"),
    ("information[].specialized_expertise", "Information {n}: specialized expertise", "Renseignement {n} : expertise particulière"),
    ("information[].disclosed_on", "Information {n}: disclosed on", "Renseignement {n} : communiqué le"),
    ("information[].response_due_on", "Information {n}: response due on", "Renseignement {n} : réponse attendue le"),
    ("information[].response_received_on", "Information {n}: response received on", "Renseignement {n} : réponse reçue le"),
    ("information[].reason_recorded_on", "Information {n}: reason recorded on", "Renseignement {n} : motif consigné le"),
    ("complete_on", "Complete and paid on", "Complète et payée le"),
    ("acknowledged_on", "Acknowledged on", "Accusé de réception envoyé le"),
)  # fmt: skip

LABELS = {path: Both(en, fr) for path, en, fr in _LABELS}

_NUMBER = re.compile(r"\[([0-9]+)\]")


def label(path: str) -> Both:
    """The label of one path of a request; of an entry of a list with its number, counted from 1.

    Raises:
        KeyError: No fact has that path.
    """
    found = _NUMBER.search(path)
    if found is None:
        return LABELS[path]
    says, n = LABELS[_NUMBER.sub("[]", path)], str(int(found[1]) + 1)
    return Both(says.en.replace("{n}", n), says.fr.replace("{n}", n))
