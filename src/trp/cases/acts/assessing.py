"""The gate and after it: the permit file, the proposal to the delegate, the start of the assessment, the recommendation."""

from __future__ import annotations

from collections.abc import Sequence

from trp.casework.acts import Act
from trp.casework.assessing import CreatePermitFile, SendProposal, SendToDecisionMaker, StartAssessment
from trp.casework.checks import of
from trp.casework.files import CaseFile
from trp.desk import about
from trp.desk.acting import ActView
from trp.desk.forms import ActForm, choice, text
from trp.desk.reader import Reader
from trp.desk.words import later, said, speech
from trp.journal.cases import Head
from trp.rulebook.language import Both


class GateView(ActView):
    """An act that the gate stops: where the fee stands is shown."""

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        found, say = of(file, self.look(StartAssessment())), speech()
        return [(say("Fee", "Frais"), said(about.fee_said(file, found)))]


class CreatePermitFileForm(ActForm):
    about = CreatePermitFile

    number = text(
        later("Number of the permit file", "Numéro du dossier de permis"), most=40,
        help_text=later("As GCMS gave it.", "Tel que le SMGC l’a attribué."),
        wrong=later("Give the number of the permit file.", "Donnez le numéro du dossier de permis."),
    )  # fmt: skip

    def make(self) -> Act:
        return CreatePermitFile(file=self.cleaned_data["number"])


class CreatePermitFileView(GateView):
    act = CreatePermitFile
    form_class = CreatePermitFileForm
    will = Both("You are about to put on record that the permit file is created: outside Canada, after the fee and before assessment.",
                "Vous allez consigner la création du dossier de permis : à l’extérieur du Canada, après les frais et avant l’évaluation.")  # fmt: skip
    under = ("Fee instruction, Outside Canada",)
    done = Both("The permit file is on record.", "Le dossier de permis est consigné.")

    def tries(self) -> Sequence[Act]:
        return [CreatePermitFile(file="–")]


class SendProposalForm(ActForm):
    about = SendProposal


class SendProposalView(GateView):
    act = SendProposal
    form_class = SendProposalForm
    will = Both("You are about to send your proposal to the Minister’s delegate, who assesses once the fee is settled.",
                "Vous allez transmettre votre proposition au délégué du ministre, qui procède à l’évaluation une fois les frais réglés.")  # fmt: skip
    under = ("A44(1)", "Fee instruction, Inside Canada", "T2")
    done = Both("The proposal is sent.", "La proposition est transmise.")

    def tries(self) -> Sequence[Act]:
        return [SendProposal()]


class StartAssessmentForm(ActForm):
    about = StartAssessment


class StartAssessmentView(GateView):
    act = StartAssessment
    form_class = StartAssessmentForm
    will = Both("You are about to start weighing need against risk. The record keeps the determination that this rests on.",
                "Vous allez commencer à soupeser le besoin et le risque. Le dossier conserve la constatation sur laquelle cela repose.")  # fmt: skip
    under = ("Fee instruction", "R298(1)", "T7")
    done = Both("The assessment has started.", "L’évaluation est commencée.")

    def tries(self) -> Sequence[Act]:
        return [StartAssessment()]


class SendToDecisionMakerForm(ActForm):
    about = SendToDecisionMaker

    recommends = choice(
        later("What do you recommend?", "Que recommandez-vous?"),
        (("issue", later("To issue the permit", "De délivrer le permis")), ("refuse", later("To refuse it", "De le refuser"))),
        help_text=later("Your own judgment: the software recommends nothing.", "Votre propre jugement : le logiciel ne recommande rien."),
    )  # fmt: skip


class SendToDecisionMakerView(GateView):
    act = SendToDecisionMaker
    form_class = SendToDecisionMakerForm
    will = Both("You are about to send the file, with your recommendation, to who holds the power to decide. You cannot decide it yourself afterwards.",
                "Vous allez transmettre le dossier, avec votre recommandation, à la personne qui détient le pouvoir de décider. Vous ne pourrez plus trancher vous-même.")  # fmt: skip
    under = ("Delegation instrument",)
    done = Both("The file is with the decision maker.", "Le dossier est chez le décideur.")

    def tries(self) -> Sequence[Act]:
        return [SendToDecisionMaker(recommends="issue")]

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        told = of(file, self.look(StartAssessment()))
        who = (speech()("Who decides", "Qui décide"), said(told.finding("authority").says))
        return [*super().facts(head, file, reader), who]
