"""A few words for every event, as a timeline shows them."""

from __future__ import annotations

from trp.casework import events as e
from trp.casework.events import Event
from trp.rulebook.language import Both

TITLES: dict[type[Event], Both] = {
    e.RequestReceived: Both("Request received", "Demande reçue"),
    e.RequestCorrected: Both("Request corrected", "Demande corrigée"),
    e.ConsiderationOffered: Both("Consideration offered", "Examen offert"),
    e.OfferAccepted: Both("Offer accepted", "Offre acceptée"),
    e.OfferDeclined: Both("Offer declined", "Offre déclinée"),
    e.GroundsRecorded: Both("Grounds recorded", "Motifs consignés"),
    e.ConvictionsRecorded: Both("Convictions recorded", "Déclarations de culpabilité consignées"),
    e.CircumstancesRecorded: Both("Circumstances recorded", "Circonstances consignées"),
    e.DocumentsAskedFor: Both("Documents asked for", "Documents demandés"),
    e.DocumentsReceived: Both("Documents received", "Documents reçus"),
    e.DocumentsMissing: Both("Documents did not come", "Documents non reçus"),
    e.RequestCompleted: Both("Request complete and paid", "Demande complète et payée"),
    e.AcknowledgementSent: Both("Acknowledgement sent", "Accusé de réception envoyé"),
    e.FeeRequested: Both("Fee asked for", "Frais demandés"),
    e.ReceiptGenerated: Both("Receipt generated", "Reçu produit"),
    e.ReceiptTakenBack: Both("Receipt taken back", "Reçu retiré"),
    e.FeeReceived: Both("Receipt allocated", "Reçu attribué"),
    e.AllocationReversed: Both("Allocation reversed", "Attribution annulée"),
    e.AbilityToPayRecorded: Both("Ability to pay recorded", "Capacité de payer consignée"),
    e.MinisterInstructionRecorded: Both(
        "Minister’s instruction recorded", "Instruction du ministre consignée"
    ),
    e.ExemptionRecorded: Both("Exemption recorded", "Dispense consignée"),
    e.ExemptionProposed: Both("Another policy proposed", "Autre politique proposée"),
    e.ExemptionConfirmed: Both("Policy confirmed", "Politique confirmée"),
    e.DoubtDecided: Both("Doubt about M31 decided", "Doute sur M31 tranché"),
    e.ExemptionClaimed: Both("Exemption claimed", "Dispense invoquée"),
    e.ClaimConsumed: Both("Exemption used", "Dispense utilisée"),
    e.ClaimLapsed: Both("Exemption lapsed", "Dispense devenue caduque"),
    e.PermitFileCreated: Both("Permit file created", "Dossier de permis créé"),
    e.ProposalSent: Both("Proposal sent to the delegate", "Proposition transmise au délégué"),
    e.AssessmentStarted: Both("Assessment started", "Évaluation commencée"),
    e.SentToDecisionMaker: Both("Sent to the decision maker", "Transmise au décideur"),
    e.PermitIssued: Both("Permit issued", "Permis délivré"),
    e.PermitRefused: Both("Permit refused", "Permis refusé"),
    e.ClosedUnpaid: Both("Closed unpaid", "Fermée sans paiement"),
    e.ReturnedIncomplete: Both("Returned as incomplete", "Renvoyée, car incomplète"),
    e.WithdrawnAtBorder: Both("Withdrawn at the border", "Retirée à la frontière"),
    e.ClosedBarred: Both("Closed: barred by the Act", "Fermée : irrecevable en vertu de la Loi"),
    e.RequestWithdrawn: Both("Request withdrawn", "Demande retirée"),
    e.NoteAdded: Both("Note", "Note au dossier"),
    e.NoteCorrected: Both("Correction of a line", "Correction d’une ligne"),
    e.Assigned: Both("File assigned", "Dossier confié"),
}
