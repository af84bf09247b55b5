"""The gate and after it: the permit file, the proposal to the delegate, assessment, and the decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from trp.casework import events as e
from trp.casework.acts import Act
from trp.casework.around import CASE_OFFICERS, Around, Power
from trp.casework.blockers import Blocker
from trp.casework.checks import facts_needed, gate, not_the_same, of, paid_whole, settled
from trp.casework.events import Event
from trp.casework.files import CaseFile
from trp.rulebook.language import UNDETERMINED, Both


@dataclass(frozen=True, kw_only=True)
class CreatePermitFile(Act):
    """Outside Canada: create the permit file, once the fee is settled and before assessment starts."""

    title = Both("Create the permit file", "Créer le dossier de permis")
    roles = ("officer",)
    reads = ("register",)

    file: str

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        assert file.opening is not None
        if file.opening.made_to != "visa_office":
            yield Blocker(
                "no-file-needed",
                Both("A permit file is created for requests made to a visa office.",
                     "Un dossier de permis est créé pour les demandes faites à un bureau des visas."),
                ("Fee instruction, Outside Canada",),
            )  # fmt: skip
        if file.file_created_on is not None:
            yield Blocker(
                "file-exists",
                Both("The permit file exists.", "Le dossier de permis existe."),
                since=file.file_created_on,
            )
        if not self.file.strip():
            yield Blocker(
                "number-missing",
                Both("Give the number of the file.", "Donnez le numéro du dossier de permis."),
            )
        yield from gate(file, around)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.PermitFileCreated(file=self.file, created_on=around.on)]


@dataclass(frozen=True, kw_only=True)
class SendProposal(Act):
    """The officer who wrote the A44(1) report sends the proposal to the Minister's delegate (T2)."""

    title = Both("Send the proposal to the delegate", "Transmettre la proposition au délégué")
    reads = ("register",)

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        assert file.opening is not None
        if file.opening.origin != "a44_report":
            yield Blocker(
                "no-report",
                Both("No A44(1) report prompts this request.",
                     "Aucun rapport visé à L44(1) n’est à l’origine de cette demande."),
                ("A44(1)",),
            )  # fmt: skip
        if file.proposal_sent_on is not None:
            yield Blocker(
                "proposal-sent",
                Both("The proposal was sent.", "La proposition a été transmise."),
                since=file.proposal_sent_on,
            )
        if file.fee_requested_on is None and not settled(file, around):
            yield Blocker(
                "fee-not-requested",
                Both("The fee is asked for before the recommendation goes to the Minister’s delegate.",
                     "Les frais sont demandés avant que la recommandation soit transmise au délégué du ministre."),
                ("Fee instruction, Inside Canada", "T2"),
                cleared_by=("RecordExemption",) if of(file, around).outcome("fee") == "EXEMPT" else ("RequestFee",),
                who=("fee_clerk", *CASE_OFFICERS),
            )  # fmt: skip

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.ProposalSent(sent_on=around.on)]


_ASSESSORS = (*CASE_OFFICERS, "delegate")


def _not_the_cashier(file: CaseFile, around: Around) -> Iterator[Blocker]:
    """Who takes or allocates the money does not assess or decide; small posts by a recorded exception."""
    if around.actor.id in file.handled_money and not around.actor.small_post:
        yield Blocker(
            "money-and-merits",
            Both("You handled the money of this case: a colleague assesses and decides.",
                 "Vous avez manié l’argent de ce dossier : un collègue évalue et décide."),
            who=_ASSESSORS,
        )  # fmt: skip


def _excepted(under: str, file: CaseFile, around: Around) -> str:
    """Where one person at a small post takes the money and assesses, the line says so: the recorded exception."""
    both = around.actor.small_post and around.actor.id in file.handled_money
    return f"{under}, small post" if both else under


def _started(file: CaseFile) -> Iterator[Blocker]:
    if file.started_on is None:
        yield Blocker(
            "not-started",
            Both("Assessment has not started.", "L’évaluation n’a pas commencé."),
            cleared_by=("StartAssessment",),
            who=_ASSESSORS,
        )


@dataclass(frozen=True, kw_only=True)
class StartAssessment(Act):
    """Start to weigh need against risk (T7). The fee is settled before, or an exemption is on record."""

    title = Both("Start the assessment", "Commencer l’évaluation")
    roles = _ASSESSORS
    reads = ("register",)

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        assert file.opening is not None
        if file.started_on is not None:
            yield Blocker(
                "already-started",
                Both("Assessment has started.", "L’évaluation est commencée."),
                since=file.started_on,
            )
        shut = tuple(gate(file, around))
        yield from shut
        if file.opening.made_to == "visa_office" and file.file_created_on is None and not shut:
            yield Blocker(
                "no-permit-file",
                Both("Create the permit file first: assessment starts after it.",
                     "Créez d’abord le dossier de permis : l’évaluation commence après."),
                ("Fee instruction, Outside Canada",),
                cleared_by=("CreatePermitFile",),
                who=("officer",),
            )  # fmt: skip
        if file.offered_on is not None and file.accepted_on is None:
            yield Blocker(
                "offer-not-accepted",
                Both("The client has not answered the offer to be considered.",
                     "Le client n’a pas répondu à l’offre d’examen."),
                ("Fee instruction, Outside Canada",),
                since=file.offered_on,
                cleared_by=("AcceptOffer",),
                who=CASE_OFFICERS,
            )  # fmt: skip
        yield from _not_the_cashier(file, around)

    def acting_under(self, file: CaseFile, around: Around) -> str:
        return _excepted(super().acting_under(file, around), file, around)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.AssessmentStarted(relied_on=of(file, around).record)]


@dataclass(frozen=True, kw_only=True)
class SendToDecisionMaker(Act):
    """Send the file to who holds the power. `recommends`: issue or refuse, in the officer's own judgment."""

    title = Both("Send to the decision maker", "Transmettre au décideur")
    roles = _ASSESSORS
    reads = ("register",)

    recommends: str

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if self.recommends not in ("issue", "refuse"):
            yield Blocker("wrong-fact", Both("recommends: issue or refuse.", "recommends : issue ou refuse."))
        yield from _started(file)
        yield from gate(file, around)
        if file.sent_on is not None:
            yield Blocker(
                "with-decision-maker",
                Both("The file is with the decision maker.", "Le dossier est chez le décideur."),
                since=file.sent_on,
            )
        yield from _not_the_cashier(file, around)

    def acting_under(self, file: CaseFile, around: Around) -> str:
        return _excepted(super().acting_under(file, around), file, around)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [e.SentToDecisionMaker(recommends=self.recommends)]


@dataclass(frozen=True, kw_only=True)
class _Decision(Act):
    roles = _ASSESSORS
    reads = ("register",)
    rests_on_power = True

    reasons: str

    def _levels(self, file: CaseFile, around: Around) -> tuple[str, ...]:
        field = "issue" if isinstance(self, IssuePermit) else "refuse"
        return tuple(of(file, around).finding("authority").fields[field] or ())

    def _power(self, file: CaseFile, around: Around) -> Power | None:
        item = of(file, around).finding("authority").fields["item"]
        return around.actor.holds(str(item), self._levels(file, around), around.on)

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        yield from _started(file)
        yield from gate(file, around)
        said = of(file, around)
        authority = said.finding("authority")
        if authority.outcome == UNDETERMINED:
            yield from facts_needed(said, "authority")
        elif self._power(file, around) is None:
            yield Blocker(
                "no-delegation",
                Both(f"{authority.says.en} You do not hold that power today.",
                     f"{authority.says.fr} Vous ne détenez pas ce pouvoir aujourd’hui."),
                authority.under,
                cleared_by=("SendToDecisionMaker",) if file.sent_on is None else (),
                who=self._levels(file, around),
            )  # fmt: skip
        if not self.reasons.strip():
            yield Blocker("reasons-missing", Both("Write the reasons.", "Motivez la décision."))
        yield from not_the_same(
            file.recommended_by, around, "own-recommendation",
            Both("You made the recommendation: somebody else decides.",
                 "Vous avez fait la recommandation : quelqu’un d’autre décide."),
            who=_ASSESSORS,
        )  # fmt: skip
        yield from _not_the_cashier(file, around)

    def acting_under(self, file: CaseFile, around: Around) -> str:
        power = self._power(file, around)
        under = power.called if power else super().acting_under(file, around)
        return _excepted(under, file, around)

    def _item(self, file: CaseFile, around: Around) -> str:
        return str(of(file, around).finding("authority").fields["item"])


@dataclass(frozen=True, kw_only=True)
class IssuePermit(_Decision):
    """Record that a permit is issued. Both days of its validity are included."""

    title = Both("Issue the permit", "Délivrer le permis")

    valid_from: date
    valid_to: date

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        yield from super().stops(file, around)
        if self.valid_to < self.valid_from:
            yield Blocker(
                "dates-reversed",
                Both("The permit ends before it begins.", "Le permis prend fin avant de commencer."),
                ("R63",),
            )
        if not settled(file, around) and not any(gate(file, around)):
            # The gate stands open for the Minister's request alone (T4): what is owed is collected at issuance.
            fee = of(file, around).finding("fee")
            yield Blocker(
                "fee-before-issue",
                Both(f"{fee.says.en} Collect it before the permit is issued, or record the Minister’s instruction.",
                     f"{fee.says.fr} Percevez-les avant de délivrer le permis, ou consignez l’instruction du ministre."),
                (*fee.under, "T4"),
                cleared_by=("AllocateReceipt", "RecordMinisterInstruction"),
                who=("fee_clerk", "officer"),
            )  # fmt: skip

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        issued = e.PermitIssued(
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            item=self._item(file, around),
            reasons=self.reasons,
        )
        claim = file.live_claim
        if claim is None:
            return [issued]
        fee = of(file, around).finding("fee")
        used = fee.outcome == "EXEMPT" and fee.fields["basis"] == claim.basis and not paid_whole(file)
        return [issued, e.ClaimConsumed(basis=claim.basis)] if used else [issued, *lapsed(file, "not used")]


@dataclass(frozen=True, kw_only=True)
class RefusePermit(_Decision):
    """Record that a permit is refused, for the officer's own reasons."""

    title = Both("Refuse the permit", "Refuser le permis")

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        refused = e.PermitRefused(item=self._item(file, around), reasons=self.reasons)
        return [refused, *lapsed(file, "refused")]


def lapsed(file: CaseFile, reason: str) -> Sequence[Event]:
    """The end of a live claim, when its case ends without a permit."""
    claim = file.live_claim
    return [e.ClaimLapsed(basis=claim.basis, reason=reason)] if claim else []
