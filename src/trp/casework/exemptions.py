"""Exemptions: recorded with code and authority; claimed where they depend on the issuance (T1, T3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from trp.casework import events as e
from trp.casework.acts import Act
from trp.casework.around import CASE_OFFICERS, Around, Power
from trp.casework.blockers import Blocker
from trp.casework.checks import facts_needed, is_claimed, long_day, not_the_same, of
from trp.casework.events import Event
from trp.casework.files import CaseFile
from trp.casework.found import Found, found
from trp.rulebook.language import UNDETERMINED, Both

EXEMPTING_ITEM = "80"
"""The item of the delegation instrument for A25.2(2): an exemption under an existing policy."""

_ONCE = ("One-time exemption policy", "Fee instruction, M31")


def _exempt(said: Found) -> Iterator[Blocker]:
    fee = said.finding("fee")
    if fee.outcome == UNDETERMINED:
        yield from facts_needed(said, "fee")
    elif fee.outcome != "EXEMPT":
        yield Blocker("not-exempt", fee.says, fee.under)


@dataclass(frozen=True, kw_only=True)
class RecordExemption(Act):
    """Enter the exemption that applies, with its code and its provision or policy."""

    title = Both("Record the exemption", "Consigner la dispense")
    reads = ("register",)

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        said = of(file, around)
        yield from _exempt(said)
        fee = said.finding("fee")
        if fee.outcome != "EXEMPT":
            return
        basis = str(fee.fields["basis"])
        if is_claimed(file, basis):
            yield Blocker(
                "claim-instead",
                Both("This exemption depends on the permit being issued: claim it.",
                     "Cette dispense dépend de la délivrance du permis : invoquez-la."),
                (*fee.under, "T1" if basis == "ONE_TIME" else "T3"),
                cleared_by=("ClaimExemption",),
                who=CASE_OFFICERS,
            )  # fmt: skip
        elif file.recorded is not None and file.recorded.basis == basis:
            yield Blocker(
                "exemption-on-file",
                Both("The exemption is on record.", "La dispense est au dossier."),
                fee.under,
            )

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        fee = of(file, around).finding("fee")
        return [e.ExemptionRecorded(basis=str(fee.fields["basis"]), code=fee.fields["code"], under=fee.under)]


@dataclass(frozen=True, kw_only=True)
class ProposeExemption(Act):
    """Propose a public policy or remission order that the register lacks. Both days are included."""

    title = Both("Propose another policy", "Proposer une autre politique")

    reference: str
    citation: str
    since: date
    until: date | None = None
    code: str | None = None

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        assert file.opening is not None
        if not (self.reference.strip() and self.citation.strip()):
            yield Blocker(
                "citation-missing",
                Both("Give the policy’s reference and where it is published.",
                     "Donnez la référence de la politique et l’endroit où elle est publiée."),
                ("A25.2(2)",),
            )  # fmt: skip
        made = file.opening.made_on
        if made < self.since or (self.until is not None and made > self.until):
            said = long_day(made)
            yield Blocker(
                "policy-not-in-force",
                Both(f"The policy was not in force on {said.en}, the day of the request.",
                     f"La politique n’était pas en vigueur le {said.fr}, jour de la demande."),
                ("A25.2(2)",),
            )  # fmt: skip

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        return [
            e.ExemptionProposed(
                reference=self.reference,
                citation=self.citation,
                since=self.since,
                until=self.until,
                code=self.code,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class ConfirmExemption(Act):
    """A second person confirms the policy that a colleague proposed."""

    title = Both("Confirm the policy", "Confirmer la politique")
    roles = (*CASE_OFFICERS, "supervisor", "delegate")

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if file.proposed is None or file.confirmed:
            yield Blocker(
                "nothing-proposed",
                Both("No policy waits to be confirmed.", "Aucune politique n’attend d’être confirmée."),
                cleared_by=("ProposeExemption",),
                who=CASE_OFFICERS,
            )
        yield from not_the_same(
            file.proposed_by, around, "own-entry",
            Both("You proposed this policy: a second person confirms it.",
                 "Vous avez proposé cette politique : une deuxième personne la confirme."),
            who=self.roles,
        )  # fmt: skip

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        assert file.proposed is not None
        return [e.ExemptionConfirmed(reference=file.proposed.reference)]


@dataclass(frozen=True, kw_only=True)
class ClaimExemption(Act):
    """Claim the exemption that depends on the issuance: M31 (T1), or R298(2)(a) with a counterfoil (T3).

    Attributes:
        counselled_on: M31: the day the person was told that it will not apply the next time.
    """

    title = Both("Claim the exemption", "Invoquer la dispense")
    reads = ("register", "identity")
    rests_on_power = True

    counselled_on: date | None = None

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        said = self._found(file, around)
        fee = said.finding("fee")
        if fee.outcome != "EXEMPT":
            used = tuple(self._used(file, around))
            yield from used or _exempt(said)
            return
        basis = str(fee.fields["basis"])
        if not is_claimed(file, basis):
            yield Blocker(
                "record-instead",
                Both("This exemption does not depend on the issuance: record it.",
                     "Cette dispense ne dépend pas de la délivrance : consignez-la."),
                fee.under,
                cleared_by=("RecordExemption",),
                who=CASE_OFFICERS,
            )  # fmt: skip
        if file.live_claim is not None:
            yield Blocker(
                "claim-live",
                Both("A claim is on record.", "Une dispense est déjà invoquée."),
                fee.under,
                cleared_by=() if file.live_claim.basis == basis else ("LapseClaim",),
                who=CASE_OFFICERS,
            )
        if basis == "ONE_TIME":
            yield from self._once(file, around)

    def _used(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        """Granted before, and nothing else stands against it: the fact, its day, and never where it was."""
        granted = around.register.granted_on
        if granted is None or found(file, around.on).finding("fee").fields.get("basis") != "ONE_TIME":
            return
        day = long_day(granted)
        yield Blocker(
            "granted-before",
            Both(f"The one-time exemption, code M31, was granted to this person on {day.en}. It is granted once: the fee is due here.",
                 f"La dispense unique, code M31, a été accordée à cette personne le {day.fr}. Elle n’est accordée qu’une fois : les frais sont dus ici."),
            _ONCE,
            since=granted,
            cleared_by=("RequestFee", "AllocateReceipt"),
            who=("fee_clerk", *CASE_OFFICERS),
        )  # fmt: skip

    def _found(self, file: CaseFile, around: Around) -> Found:
        """What the rulebook says if no claim is live elsewhere: such a claim is a blocker of its own here."""
        return found(file, around.on, granted_on=around.register.granted_on)

    def _once(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        under = _ONCE
        if not around.register.on_record:
            yield Blocker(
                "not-on-record",
                Both("The person has no record: enter it, so that anybody can know what was granted to them.",
                     "La personne n’a pas de fiche : créez-la, afin que l’on puisse savoir ce qui lui a été accordé."),
                under,
                who=("intake", *CASE_OFFICERS),
            )  # fmt: skip
        if around.register.claimed_elsewhere:
            yield Blocker(
                "claimed-elsewhere",
                Both("A one-time exemption is claimed for this person in another request: the fee is due here.",
                     "Une dispense unique est invoquée pour cette personne dans une autre demande : les frais sont dus ici."),
                (*under, "T1"),
                cleared_by=("AllocateReceipt",),
                who=("fee_clerk", *CASE_OFFICERS),
            )  # fmt: skip
        if around.register.duplicates:
            yield Blocker(
                "possible-duplicate",
                Both("The person may be on record under another number: answer that first.",
                     "La personne est peut-être connue sous un autre numéro : répondez d’abord à cette question."),
                under,
                who=("intake", "supervisor"),
            )  # fmt: skip
        if around.register.meetings:
            yield Blocker(
                "meeting-unreviewed",
                Both("Records of this person were merged, and each showed a one-time exemption: a supervisor reviews that first.",
                     "Des fiches de cette personne ont été fusionnées, et chacune montrait une dispense unique : un superviseur l’examine d’abord."),
                under,
                who=("supervisor",),
            )  # fmt: skip
        if around.register.touched:
            yield Blocker(
                "own-identity-work",
                Both("You merged, separated or corrected the records of this person in the last 30 days: a colleague claims.",
                     "Vous avez fusionné, séparé ou corrigé les fiches de cette personne au cours des 30 derniers jours : un collègue invoque la dispense."),
                under,
                who=CASE_OFFICERS,
            )  # fmt: skip
        if self.counselled_on is None or self.counselled_on > around.on:
            yield Blocker(
                "not-counselled",
                Both("Tell the person that it will not apply the next time, and record the day.",
                     "Avisez la personne qu’elle ne s’appliquera pas la prochaine fois, et consignez le jour."),
                under,
            )  # fmt: skip
        if around.office_kind == "inland_office":
            yield Blocker(
                "not-granted-here",
                Both("M31 is granted by an officer of the department outside Canada, or by a border services officer in an examination at a port of entry: not at your office.",
                     "M31 est accordé par un agent du ministère à l’extérieur du Canada, ou par un agent des services frontaliers lors d’un contrôle au point d’entrée : pas à votre bureau."),
                (*under, "Delegation instrument, item 80"),
                who=("officer", "border_officer"),
            )  # fmt: skip
        if self._power(file, around) is None:
            yield Blocker(
                "no-delegation",
                Both("You do not hold item 80 of the delegation instrument today, at the level that grants it here.",
                     "Vous ne détenez pas aujourd’hui le point 80 de l’instrument de délégation, au niveau qui l’accorde ici."),
                ("A25.2(2)", "Delegation instrument, item 80"),
                who=CASE_OFFICERS,
            )  # fmt: skip

    def _power(self, file: CaseFile, around: Around) -> Power | None:
        """Item 80: an officer abroad, a border services officer for examinations at a port of entry only."""
        level = self._found(file, around).finding("fee").fields["granted_by"]
        return around.actor.holds(EXEMPTING_ITEM, (level,), around.on) if level else None

    def acting_under(self, file: CaseFile, around: Around) -> str:
        power = self._power(file, around)
        return power.called if power else super().acting_under(file, around)

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        fields = of(file, around).finding("fee").fields
        return [
            e.ExemptionClaimed(
                basis=str(fields["basis"]), code=fields["code"], counselled_on=self.counselled_on
            )
        ]


@dataclass(frozen=True, kw_only=True)
class LapseClaim(Act):
    """The claim falls, because a test fails: the fee is owed, and work waits for it (T1)."""

    title = Both("Let the claim lapse", "Constater la caducité de la dispense")

    reason: str

    def stops(self, file: CaseFile, around: Around) -> Iterator[Blocker]:
        if file.live_claim is None:
            yield Blocker("no-claim", Both("No claim is live.", "Aucune dispense n’est invoquée."))
        if not self.reason.strip():
            yield Blocker("reason-missing", Both("Give the reason.", "Donnez la raison."))

    def events(self, file: CaseFile, around: Around) -> Sequence[Event]:
        assert file.claim is not None
        return [e.ClaimLapsed(basis=file.claim.basis, reason=self.reason)]
