"""One or more of every event, with each of its shapes, as the journal could hold it."""

from datetime import date

from tests.casework.office import DAY, FEE, THEFT, VISA
from trp.casework import events as e

FIRST = date(2026, 12, 1)

OPENED = e.RequestReceived(
    number="T-000042", client="P-1", office="OFFICE", origin="client", place="outside_canada", made_to="visa_office",
    made_on=DAY, application=VISA, underlying="V-310077",
)  # fmt: skip

SAMPLES: tuple[e.Event, ...] = (
    OPENED,
    e.RequestReceived(
        number="T-000043", client="P-2", office="OFFICE", origin="minister", place="in_canada", made_to="inland_office",
        made_on=FIRST, stream="trafficking_victim", mailed_on=DAY, permit="subsequent", document="permit", group="G-1",
        language="fr",
    ),
    e.ConsiderationOffered(offered_on=FIRST),
    e.RequestCorrected(changes={"document": "permit", "made_on": "2026-02-27"}, reason="visa délivré"),
    e.OfferAccepted(accepted_on=DAY),
    e.OfferDeclined(declined_on=DAY),
    e.GroundsRecorded(grounds=("A36(2)(b)", "A41")),
    e.GroundsRecorded(grounds=()),
    e.ConvictionsRecorded(convictions=(THEFT, {"offence": "impaired driving", "impaired_driving": True})),
    e.ConvictionsRecorded(convictions=()),
    e.CircumstancesRecorded(
        facts={
            "pending": None, "fee_classes": ["R296(2)(c)", "R296(2)(d.01)"], "a44_report": "begun",
            "visa_exemption_lost_in_transit": {"hours_until_entry": 30.5}, "has_valid_status": True,
            "refugee_claim": {"outcome": "rejected", "rpd_on": "2026-12-01", "rad_on": None},
            "information": [{"id": "memo", "kind": "internal_report", "classified": "part"}],
        }
    ),
    e.DocumentsAskedFor(documents=("passeport", "lettre"), due_on=FIRST),
    e.DocumentsAskedFor(documents=("passeport",)),
    e.DocumentsReceived(documents=("passeport",), received_on=DAY),
    e.DocumentsMissing(documents=("lettre",)),
    e.RequestCompleted(complete_on=DAY),
    e.AcknowledgementSent(sent_on=FIRST),
    e.FeeRequested(requested_on=DAY, cents=FEE),
    e.ReceiptGenerated(receipt="8841902"),
    e.ReceiptTakenBack(receipt="8841902", reason="autre client"),
    e.FeeReceived(receipt="8841902", cents=124625, paid_on=DAY),
    e.AllocationReversed(receipt="8841902", cents=FEE, reason="mauvais dossier"),
    *(e.AbilityToPayRecorded(ability=one, said_on=DAY) for one in ("able", "unable", "unwilling")),
    e.MinisterInstructionRecorded(reference="MO-7", dated=DAY),
    e.ExemptionRecorded(basis="VTIP", code="M26", under=("VTIP policy", "A25.2(2)")),
    e.ExemptionRecorded(basis="R298(2)(b)", code=None, under=("R298(2)(b)",)),
    e.ExemptionRecorded(basis="PP-2026-1", code=None, under=("Fee instruction, public policies",)),
    e.ExemptionRecorded(basis="MINISTER", code=None, under=("Fee instruction", "I4")),
    e.ExemptionProposed(reference="PP-2026-1", citation="avis du 15 janvier", since=DAY, until=FIRST, code="M99"),
    e.ExemptionProposed(reference="PP-2026-1", citation="avis du 15 janvier", since=DAY),
    e.ExemptionConfirmed(reference="PP-2026-1"),
    *(e.DoubtDecided(about=about, in_favour=way, reason="peine purgée chez soi") for about in ("sentence", "impaired_driving") for way in (True, False)),
    e.ExemptionClaimed(basis="ONE_TIME", code="M31", counselled_on=DAY),
    e.ExemptionClaimed(basis="R298(2)(a)", code=None),
    e.ClaimConsumed(basis="ONE_TIME"),
    e.ClaimConsumed(basis="R298(2)(a)"),
    *(
        e.ClaimLapsed(basis=basis, reason=reason)
        for basis in ("ONE_TIME", "R298(2)(a)")
        for reason in ("refused", "closed", "returned", "withdrawn", "declined", "barred", "not used", "peine de prison")
    ),
    e.PermitFileCreated(file="V-1", created_on=DAY),
    e.ProposalSent(sent_on=DAY),
    e.AssessmentStarted(relied_on="{}"),
    e.SentToDecisionMaker(recommends="issue"),
    e.SentToDecisionMaker(recommends="refuse"),
    e.PermitIssued(valid_from=DAY, valid_to=FIRST, item="120", reasons="besoin établi"),
    e.PermitRefused(item="119", reasons="risque établi"),
    e.ClosedUnpaid(advised_on=DAY, underlying="V-310077"),
    e.ClosedUnpaid(advised_on=DAY, underlying=None),
    e.ReturnedIncomplete(returned_on=DAY),
    e.WithdrawnAtBorder(withdrawn_on=DAY),
    e.ClosedBarred(provision="A24(4)", first_day_open=FIRST),
    e.ClosedBarred(provision="A24(3.1)", first_day_open=None),
    e.RequestWithdrawn(withdrawn_on=DAY, reason="retour au pays"),
    e.NoteAdded(text="appel du client"),
    e.NoteCorrected(line=1, text="demande faite la veille"),
    e.Assigned(officer="agent", office="OTTAWA"),
    e.Assigned(officer=None, office="VANCOUVER"),
    e.NoteAdded(text="même note", batch="3f2a", batch_size=12),
    e.Assigned(officer="agent", office="OTTAWA", batch="3f2a", batch_size=12),
)  # fmt: skip

BEFORE: tuple[e.Event, ...] = (
    OPENED,
    e.ConsiderationOffered(offered_on=DAY),
    e.FeeRequested(requested_on=DAY, cents=FEE),
    e.FeeReceived(receipt="8841902", cents=FEE, paid_on=DAY),
    e.MinisterInstructionRecorded(reference="MO-7", dated=DAY),
    e.ExemptionProposed(reference="PP-2026-1", citation="avis du 15 janvier", since=DAY),
    e.ExemptionConfirmed(reference="PP-2026-1"),
    e.AbilityToPayRecorded(ability="unwilling", said_on=DAY),
)
"""What can stand before any of them."""
