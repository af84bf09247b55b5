"""What the client says about paying; the Minister's instruction not to collect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trp.casework.acts import Act
from trp.casework.events import AbilityToPayRecorded
from trp.casework.exemptions import RecordExemption
from trp.casework.fees import RecordAbilityToPay, RecordMinisterInstruction
from trp.casework.files import CaseFile
from trp.casework.gcms.words import fill
from trp.desk.forms import ActForm, asked, day, text
from trp.desk.reader import Reader
from trp.desk.words import later
from trp.fees.acts.page import CHANNELS, ENTRY, FeeView
from trp.rulebook.language import Both

_UNPAID = "Fee instruction, Temporary inability or refusal to pay"


_THEN = {
    "CLOSED_UNPAID": Both(
        "If they are unable or unwilling to pay, tell them that the request cannot be processed; the underlying application may be decided.",
        "S’il ne peut pas ou ne veut pas payer, avisez-le que la demande ne peut être traitée; la demande sous-jacente peut être tranchée.",
    ),
    "RETURN_INCOMPLETE": Both(
        "Whatever they say, a request that came without its whole fee is returned as incomplete. A return is not a refusal.",
        "Quoi qu’il dise, une demande que la totalité des frais n’accompagnait pas est renvoyée, car elle est incomplète. Un renvoi n’est pas un refus.",
    ),
    "WITHDRAW_POE": Both(
        "If they are unable or unwilling to pay, advise them to withdraw the request to enter Canada, and to return when able to pay.",
        "S’il ne peut pas ou ne veut pas payer, conseillez-lui de retirer sa demande d’entrée au Canada et de revenir lorsqu’il pourra payer.",
    ),
    "MD_FIRST": Both(
        "If they are unable or unwilling to pay, the Minister’s delegate decides first: a report is begun or made, and withdrawal may not be allowed until then.",
        "S’il ne peut pas ou ne veut pas payer, le délégué du ministre décide d’abord : un rapport est commencé ou établi, et le retrait ne peut être permis avant.",
    ),
}
"""What becomes of the request of a client who cannot or will not pay, by what the gate comes to then."""
_NOTHING_ELSE = Both(
    "{will} It changes nothing else as the record stands: “{gate}”",
    "{will} En l’état du dossier, rien d’autre ne change : « {gate} »",
)


class AbilityForm(ActForm):
    about = RecordAbilityToPay

    ability = asked("ability_to_pay")
    said_on = day(later("On which day did the client say so?", "Quel jour le client l’a-t-il dit?"))


class RecordAbilityToPayView(FeeView):
    """What the client says is put on record; the page tells what becomes of the request where it was made."""

    act = RecordAbilityToPay
    form_class = AbilityForm
    about_entries = frozenset({"wrong-fact", "day-to-come"})
    will = Both("What the client says about paying is put on record.", "Ce que le client dit du paiement est consigné.")  # fmt: skip
    done = Both("What the client said about paying is on record.", "Ce que le client a dit du paiement est au dossier.")  # fmt: skip

    def tries(self) -> Sequence[Act]:
        return [RecordAbilityToPay(ability=one, said_on=self.reader.day) for one in ("able", "unable", "unwilling")]  # fmt: skip

    def initial(self, file: CaseFile, reader: Reader) -> dict[str, Any]:
        return {**super().initial(file, reader), "said_on": reader.day}

    def says(self, file: CaseFile, reader: Reader) -> tuple[Both, tuple[str, ...]]:
        """What follows is asked of the rulebook, with those words on record."""
        gate = self.after(AbilityToPayRecorded(ability="unable", said_on=reader.day)).finding("gate")
        then = _THEN.get(gate.outcome)
        if then is None:
            return fill(_NOTHING_ELSE, will=self.will, gate=gate.says), (CHANNELS[self.channel], _UNPAID)
        return fill(Both("{will} {then}", "{will} {then}"), will=self.will, then=then), tuple(
            dict.fromkeys((*gate.under, _UNPAID))
        )


class InstructionForm(ActForm):
    about = RecordMinisterInstruction

    reference = text(
        later("Reference of the written instruction", "Référence de l’instruction écrite"),
        help_text=later("As the letter or message bears it, so that anybody can find it again.", "Telle qu’elle figure sur la lettre ou le message, pour que l’on puisse la retrouver."),
        wrong=later("Give the reference of the instruction: without a written instruction the fee is collected.", "Donnez la référence de l’instruction : sans instruction écrite, les frais sont perçus."),
    )  # fmt: skip
    dated = day(later("Day of the instruction", "Jour de l’instruction"))


class RecordMinisterInstructionView(FeeView):
    """The written instruction not to collect the fee is put on record."""

    act = RecordMinisterInstruction
    form_class = InstructionForm
    about_entries = frozenset({"reference-missing", "day-to-come"})
    will = Both(
        "The written instruction not to collect the fee of this permit, which the Minister asked for, is put on record. The exemption that rests on it is recorded next; without it the permit waits for the fee.",
        "L’instruction écrite de ne pas percevoir les frais de ce permis, demandé par le ministre, est consignée. La dispense qui s’y appuie est consignée ensuite; sans elle, le permis n’est délivré qu’une fois les frais payés.",
    )
    under = ("Fee instruction", "T4", "I4")
    done = Both("The Minister’s instruction is on record.", "L’instruction du ministre est au dossier.")

    def tries(self) -> Sequence[Act]:
        return [RecordMinisterInstruction(reference=ENTRY, dated=self.reader.day)]

    def instead(self) -> Sequence[Act]:
        return [RecordExemption()]
