"""What becomes of a request that is not paid, channel by channel."""

from __future__ import annotations

from collections.abc import Sequence

from trp.casework.acts import Act
from trp.casework.endings import CloseUnpaid, ReturnIncomplete, WithdrawAtBorder
from trp.casework.fees import RequestFee
from trp.casework.files import CaseFile
from trp.casework.gcms.words import answer
from trp.desk.forms import ActForm
from trp.desk.reader import Reader
from trp.desk.words import speech
from trp.fees.acts.allocating import fitting
from trp.fees.acts.page import CHANNELS, FeeView
from trp.journal.cases import Head
from trp.rulebook.language import Both
from trp.rulebook.request import question

_UNPAID = "Fee instruction, Temporary inability or refusal to pay"
_LAPSES = Both(
    " The exemption claimed lapses with it: it is not granted.",
    " La dispense invoquée devient caduque : elle n’est pas accordée.",
)


class _EndView(FeeView):
    """An end that has nothing to type: what is on record calls for it, or it is refused."""

    template_name = "fees/nothing_typed.html"

    def instead(self) -> Sequence[Act]:
        pay = [act for one in self.file.waiting_receipts if (act := fitting(self, one))]
        ask = [RequestFee()] if self.file.fee_requested_on is None else []
        return [*pay[:1], *(end() for end in (CloseUnpaid, ReturnIncomplete, WithdrawAtBorder)), *ask]

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        say = speech()
        asked = question("ability_to_pay").says
        told = (asked.in_(say.language), answer("ability_to_pay", file.ability).in_(say.language))
        return [told, *super().facts(head, file, reader)]

    def with_the_claim(self, says: Both) -> Both:
        """The sentence, and that a live claim ends with the case."""
        if self.file.live_claim is None:
            return says
        return Both(says.en + _LAPSES.en, says.fr + _LAPSES.fr)


class CloseUnpaidForm(ActForm):
    about = CloseUnpaid


class CloseUnpaidView(_EndView):
    """Abroad: the client is advised, and the fact is noted on the underlying application, which can be decided."""

    act = CloseUnpaid
    form_class = CloseUnpaidForm
    under = (CHANNELS["visa_office"], _UNPAID)
    will = Both(
        "The client is advised today that the request for a permit cannot be processed, and the case ends.",
        "Le client est avisé aujourd’hui que sa demande de permis ne peut être traitée, et le dossier prend fin.",
    )
    done = Both("The request is closed unpaid.", "La demande est fermée sans paiement.")

    def tries(self) -> Sequence[Act]:
        return [CloseUnpaid()]

    def says(self, file: CaseFile, reader: Reader) -> tuple[Both, tuple[str, ...]]:
        assert file.opening is not None
        number = file.opening.underlying
        if number is None:
            return self.with_the_claim(self.will), self.under
        noted = Both(
            f"{self.will.en} Copy the note into the GCMS notes of application {number}, which can then be decided.",
            f"{self.will.fr} Copiez la note dans les notes SMGC de la demande {number}, qui peut alors être tranchée.",
        )
        return self.with_the_claim(noted), self.under


class ReturnForm(ActForm):
    about = ReturnIncomplete


class ReturnIncompleteView(_EndView):
    """In Canada: the application goes back, which is no refusal."""

    act = ReturnIncomplete
    form_class = ReturnForm
    under = (CHANNELS["inland_office"], _UNPAID, "R10(1)(d)", "R12")
    will = Both(
        "The application is returned today as incomplete, since its fee did not accompany it, and the case ends. A return is not a refusal: the person can apply again with the fee.",
        "La demande est renvoyée aujourd’hui parce qu’elle est incomplète, les frais ne l’accompagnant pas, et le dossier prend fin. Un renvoi n’est pas un refus : la personne peut présenter une nouvelle demande avec les frais.",
    )
    done = Both("The application is returned as incomplete.", "La demande incomplète est renvoyée.")

    def tries(self) -> Sequence[Act]:
        return [ReturnIncomplete()]

    def says(self, file: CaseFile, reader: Reader) -> tuple[Both, tuple[str, ...]]:
        return self.with_the_claim(self.will), self.under


class WithdrawForm(ActForm):
    about = WithdrawAtBorder


class WithdrawAtBorderView(_EndView):
    """At a port of entry: the person withdraws, unless R42(2) has the delegate decide first."""

    act = WithdrawAtBorder
    form_class = WithdrawForm
    under = (CHANNELS["port_of_entry"], _UNPAID, "R42(2)")
    will = Both(
        "It is recorded that the person withdraws the request to enter Canada today, as they were advised to, and may return when able to pay; the case ends. While a report is begun or made and the delegate has not decided, nobody may withdraw.",
        "On consigne que la personne retire aujourd’hui sa demande d’entrée au Canada, comme on le lui a conseillé, et qu’elle peut revenir lorsqu’elle pourra payer; le dossier prend fin. Tant qu’un rapport est commencé ou établi et que le délégué n’a pas statué, nul ne peut se retirer.",
    )
    done = Both("The withdrawal is on record.", "Le retrait est au dossier.")

    def tries(self) -> Sequence[Act]:
        return [WithdrawAtBorder()]

    def says(self, file: CaseFile, reader: Reader) -> tuple[Both, tuple[str, ...]]:
        return self.with_the_claim(self.will), self.under

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        say = speech()
        rows = [
            (question(path).says.in_(say.language), answer(path, file.facts[path]).in_(say.language))
            for path in ("a44_report", "delegate_decided") if path in file.facts
        ]  # fmt: skip
        return [*rows, *super().facts(head, file, reader)]
