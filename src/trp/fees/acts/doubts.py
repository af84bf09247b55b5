"""A doubt about the one-time exemption (M31) that the rules leave to a person is decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trp.casework.acts import Act
from trp.casework.doubts import DecideDoubt
from trp.casework.exemptions import ClaimExemption, RecordExemption
from trp.casework.fees import RequestFee
from trp.casework.files import CaseFile
from trp.desk import about
from trp.desk.forms import ActForm, choice, text
from trp.desk.reader import Reader
from trp.desk.words import later, later_said, speech
from trp.fees.acts import one_time
from trp.fees.acts.page import ENTRY, FeeView
from trp.journal.cases import Head
from trp.rulebook.language import Both

_ABOUT = {
    True: (
        Both("Was a term of imprisonment part of the sentence imposed?", "Une peine d’emprisonnement faisait-elle partie de la peine infligée?"),
        Both("No: the test holds, and M31 can be claimed", "Non : le critère est rempli, et M31 peut être invoquée"),
        Both("Yes: the test fails, and the fee is owed", "Oui : le critère n’est pas rempli, et les frais sont dus"),
    ),
    False: (
        Both("Is the impaired driving criminality under A36(2) alone?", "La conduite avec capacités affaiblies relève-t-elle de la seule criminalité visée à L36(2)?"),
        Both("Yes: the test holds, and M31 can be claimed", "Oui : le critère est rempli, et M31 peut être invoquée"),
        Both("No, it is serious criminality: the test fails, and the fee is owed", "Non, il s’agit de grande criminalité : le critère n’est pas rempli, et les frais sont dus"),
    ),
}  # fmt: skip
"""What is decided, and its two answers; True: a doubtful sentence, False: impaired driving."""


class DoubtForm(ActForm):
    about = DecideDoubt

    reason = text(
        later("Why?", "Pourquoi?"), long=True,
        help_text=later("What the court imposed, and the papers that show it.", "Ce que le tribunal a infligé, et les documents qui l’établissent."),
        wrong=later("Give the reason: the rules leave this to you, and the record says why (I7).", "Donnez la raison : les règles s’en remettent à vous, et le dossier dit pourquoi (I7)."),
    )  # fmt: skip

    def __init__(self, *args: Any, sentence: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks, favour, against = _ABOUT[sentence]
        self.fields["in_favour"] = choice(
            later_said(asks), [("yes", later_said(favour)), ("no", later_said(against))]
        )
        self.order_fields(["in_favour", "reason"])

    def make(self) -> Act:
        return DecideDoubt(in_favour=self.cleaned_data["in_favour"] == "yes", reason=self.cleaned_data["reason"])  # fmt: skip


class DecideDoubtView(FeeView):
    """What the rules leave to a person about M31 is decided, with the reason, on the record."""

    proves = True
    act = DecideDoubt
    form_class = DoubtForm
    template_name = "fees/doubt.html"
    under = ("Fee instruction, M31", "I7")
    will = Both(
        "You decide what the rules leave to a person about the one-time exemption (M31). It holds until the grounds or the convictions are recorded anew.",
        "Vous tranchez ce que les règles laissent à la décision d’une personne au sujet de la dispense unique (M31). Votre décision vaut jusqu’à ce que les motifs ou les déclarations de culpabilité soient consignés de nouveau.",
    )
    done = Both("The doubt is decided.", "Le doute est tranché.")

    @property
    def nodes(self) -> list[one_time.Node]:
        return one_time.tests(self.file, self.reader, self.look(DecideDoubt(in_favour=True, reason=ENTRY)).register)  # fmt: skip

    def tries(self) -> Sequence[Act]:
        return [DecideDoubt(in_favour=one, reason=ENTRY) for one in (True, False)]

    def instead(self) -> Sequence[Act]:
        return [ClaimExemption(counselled_on=self.reader.day), RecordExemption(), RequestFee()]

    def form(self, file: CaseFile, reader: Reader, data: Any = None) -> ActForm:
        impaired = not self.said.is_known("sentence", "doubtful") and self.said.is_known("impaired_driving", "yes")  # fmt: skip
        return DoubtForm(data, file=file, reader=reader, initial=self.initial(file, reader), sentence=not impaired)  # fmt: skip

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        say = speech()
        return [
            (say("Grounds", "Motifs"), about.grounds(file, say)),
            (say("Convictions", "Déclarations de culpabilité"), about.convictions(file, say)),
            *super().facts(head, file, reader),
        ]
