"""An exemption that depends on the permit is claimed, or the claim falls."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms

from trp.casework.acts import Act
from trp.casework.around import Register
from trp.casework.checks import amount
from trp.casework.doubts import DecideDoubt
from trp.casework.events import ClaimLapsed
from trp.casework.exemptions import ClaimExemption, LapseClaim, RecordExemption
from trp.casework.fees import RecordReceipt, RequestFee
from trp.casework.files import CaseFile
from trp.casework.gcms.words import fill
from trp.desk.acting import Door, door_of
from trp.desk.forms import ActForm, day, text
from trp.desk.reader import Reader
from trp.desk.words import later
from trp.fees.acts import one_time
from trp.fees.acts.allocating import fitting
from trp.fees.acts.page import ENTRY, FeeView
from trp.rulebook.language import Both

_M31 = ("One-time exemption policy", "Fee instruction, M31")
_COUNTERFOIL = "R298(2)(a)"


class ClaimForm(ActForm):
    about = ClaimExemption

    counselled_on = day(later("On which day was the person counselled?", "Quel jour la personne a-t-elle été conseillée?"))  # fmt: skip
    counselled = forms.BooleanField(
        label=later("I counselled that the fee will apply next time, and how to seek a lasting remedy", "J’ai avisé la personne que les frais s’appliqueront la prochaine fois, et de la façon d’obtenir une solution durable"),
        help_text=later("A lasting remedy: rehabilitation, for example.", "Une solution durable : la réadaptation, par exemple."),
        error_messages={"required": later("Counsel the person first, then tick this: the policy asks for it (Fee instruction, M31).", "Conseillez d’abord la personne, puis cochez cette case : la politique l’exige (Instruction sur les frais, M31).")},
    )  # fmt: skip

    def __init__(self, *args: Any, once: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not once:
            del self.fields["counselled_on"], self.fields["counselled"]

    def make(self) -> Act:
        return ClaimExemption(counselled_on=self.cleaned_data.get("counselled_on"))


class ClaimExemptionView(FeeView):
    """M31 as the short list of its tests, the register checked now; R298(2)(a) where a counterfoil follows."""

    proves = True
    act = ClaimExemption
    form_class = ClaimForm
    template_name = "fees/claim.html"
    about_entries = frozenset({"not-counselled"})
    under = (*_M31, "A25.2(2)", "T1")
    will = Both(
        "You are about to claim the one exemption that this person can ever have. It opens the assessment now; it is granted only if a permit is issued, and lapses otherwise.",
        "Vous êtes sur le point d’invoquer la seule dispense que cette personne puisse jamais obtenir. Elle permet de commencer l’évaluation; elle n’est accordée que si un permis est délivré, et devient caduque sinon.",
    )
    done = Both("The exemption is claimed.", "La dispense est invoquée.")

    @property
    def once(self) -> bool:
        """Whether it is M31 that the page is about; else R298(2)(a) with a counterfoil (T3)."""
        return self.said.finding("fee").fields.get("basis") != _COUNTERFOIL

    @cached_property
    def register(self) -> Register:
        return self.look(ClaimExemption()).register

    @property
    def nodes(self) -> list[one_time.Node]:
        return one_time.tests(self.file, self.reader, self.register)

    @property
    def settled(self) -> list[one_time.Node]:
        return one_time.settled(self.file, self.reader, self.register)

    @property
    def checked(self) -> list[one_time.Node]:
        return one_time.checked(self.register)

    @property
    def clock(self) -> str:
        return one_time.clock(self.reader.at)

    @property
    def doubt(self) -> Door | None:
        """The page that decides a doubt, where there is one and the reader may."""
        if self.said.answer("one_time") != "REFER":
            return None
        return door_of(DecideDoubt.__name__, self.head.number, self.reader)

    def tries(self) -> Sequence[Act]:
        return [ClaimExemption(counselled_on=self.reader.day)]

    def instead(self) -> Sequence[Act]:
        pay = [act for one in self.file.waiting_receipts if (act := fitting(self, one))]
        ask = [RequestFee()] if self.file.fee_requested_on is None else []
        return [
            DecideDoubt(in_favour=True, reason=ENTRY),
            RecordExemption(),
            *pay[:1],
            *ask,
            RecordReceipt(receipt=ENTRY),
        ]

    def form(self, file: CaseFile, reader: Reader, data: Any = None) -> ActForm:
        return ClaimForm(data, file=file, reader=reader, initial=self.initial(file, reader), once=self.once)

    def initial(self, file: CaseFile, reader: Reader) -> dict[str, Any]:
        return {**super().initial(file, reader), "counselled_on": reader.day}

    def says(self, file: CaseFile, reader: Reader) -> tuple[Both, tuple[str, ...]]:
        if self.once:
            return self.will, self.under
        return Both(
            "The exemption under R298(2)(a) is claimed. It opens the assessment now; it holds if a permit counterfoil is issued in place of the visa counterfoil, and lapses otherwise.",
            "La dispense visée à R298(2)a) est invoquée. Elle permet de commencer l’évaluation; elle vaut si une vignette de permis est délivrée au lieu de la vignette de visa, et devient caduque sinon.",
        ), (_COUNTERFOIL, "T3")  # fmt: skip


class LapseForm(ActForm):
    about = LapseClaim

    reason = text(
        later("Why does the claim fall?", "Pourquoi la dispense devient-elle caduque?"), long=True,
        help_text=later("Which test fails, and how that became known.", "Quel critère n’est pas rempli, et comment on l’a appris."),
        wrong=later("Give the reason: the fee is owed because of it.", "Donnez la raison : c’est à cause d’elle que les frais sont dus."),
    )  # fmt: skip


class LapseClaimView(FeeView):
    """A live claim falls; the page tells what is owed then."""

    act = LapseClaim
    form_class = LapseForm
    under = (*_M31, "T1")
    will = Both(
        "The claim lapses: the exemption is not granted, and work waits until the fee is settled.",
        "La dispense invoquée devient caduque : elle n’est pas accordée, et le travail s’arrête jusqu’au règlement des frais.",
    )
    done = Both("The claim has lapsed.", "La dispense est devenue caduque.")

    def tries(self) -> Sequence[Act]:
        return [LapseClaim(reason=ENTRY)]

    def says(self, file: CaseFile, reader: Reader) -> tuple[Both, tuple[str, ...]]:
        claim = file.live_claim
        if claim is None:
            return self.will, self.under
        under = self.under if claim.basis == "ONE_TIME" else (claim.basis, "T3")
        fee = self.after(ClaimLapsed(basis=claim.basis, reason=ENTRY)).finding("fee")
        if fee.outcome == "EXEMPT":
            still = Both("The record still meets the tests: it could be claimed again.", "Le dossier remplit toujours les critères : elle pourrait être invoquée de nouveau.")  # fmt: skip
            return Both(f"{self.will.en} {still.en}", f"{self.will.fr} {still.fr}"), under
        if not fee.fields["balance"]:
            return self.will, under
        owed = amount(int(fee.fields["balance"].replace(".", "")))
        told = fill(Both("{will} Then {owed} is owed.", "{will} {owed} sont alors dus."), will=self.will, owed=owed)  # fmt: skip
        return told, under
