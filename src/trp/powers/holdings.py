"""The pages of entries about a power: entered, approved by a second person or withdrawn before that, ended."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest

from trp.casework.around import Power
from trp.casework.registers.entries import Entry
from trp.casework.registers.holdings import ApproveHolding, EndHolding, EnterHolding, WithdrawHolding
from trp.casework.registers.officers import LAW
from trp.desk.acting import Door
from trp.desk.words import speech
from trp.journal.delegations import PowerSeen, seen
from trp.officers.models import Holding
from trp.powers import words
from trp.powers.entering import OfficerEntryView, PowersEntryView
from trp.powers.forms import ApproveHoldingForm, EndHoldingForm, EnterHoldingForm, WithdrawHoldingForm
from trp.rulebook.language import Both


class EnterPowerView(OfficerEntryView):
    """Enter a power; it counts for nothing until a second supervisor approves it."""

    form_class = EnterHoldingForm
    under = LAW
    about_entries = frozenset({"holds-already"})
    will = Both(
        "You are about to enter a power that the instrument gives. It counts for nothing until a second supervisor approves it.",
        "Vous allez inscrire un pouvoir que donne l’instrument. Il ne compte pas tant qu’un deuxième superviseur ne l’a pas approuvé.",
    )
    done = Both(
        "The power is entered. It counts for nothing until a second supervisor approves it.",
        "Le pouvoir est inscrit. Il ne compte pas tant qu’un deuxième superviseur ne l’a pas approuvé.",
    )

    def tries(self) -> Entry:
        return EnterHolding(officer=str(self.officer.id), item="120", level="OFFICER", since=self.reader.day)


class _OnePowerView(OfficerEntryView):
    """The page of an entry about one power, by the line that entered it."""

    under: ClassVar[tuple[str, ...]] = LAW
    power: PowerSeen

    def _opened(self, request: HttpRequest, named: dict[str, Any]) -> None:
        super()._opened(request, named)
        with_names = Holding.objects.select_related("for_officer", "entered_by", "approved_by", "ended_by")
        found = with_names.filter(officer=self.officer, line=named["line"]).first()
        if found is None:
            raise Http404(f"{named['officer']}: line {named['line']}")
        self.power = seen(found)

    def given(self) -> dict[str, Any]:
        return {**super().given(), "holding": self.named["line"]}

    def facts(self) -> list[tuple[str, str]]:
        say, power = speech(), self.power.power
        return [
            *super().facts(),
            (say("Power", "Pouvoir"), _power(power)),
            (say("Level", "Niveau"), words.level(power)),
            (say("How it is held", "À quel titre"), words.held_as(power, self.power.for_whom)),
            (say("Days, both included", "Jours, tous deux compris"), words.span(power)),
            (say("Entered", "Inscrit"), words.by(*self.power.entered)),
        ]


def _power(power: Power) -> str:
    return f"{words.item_called(power)} – {words.item(power)}"


class _WaitingPowerView(_OnePowerView):
    """A power that waits: one comes from what waits, and goes on there."""

    def back(self) -> Door:
        return PowersEntryView.back(self)


class ApprovePowerView(_WaitingPowerView):
    """Approve a power that a colleague entered."""

    form_class = ApproveHoldingForm
    will = Both(
        "You are about to approve a power that a colleague entered. Read it in the instrument first: it counts from its first day on.",
        "Vous allez approuver un pouvoir inscrit par un collègue. Lisez-le d’abord dans l’instrument : il compte à partir de son premier jour.",
    )
    done = Both(
        "The power is approved: it counts from its first day on.",
        "Le pouvoir est approuvé : il compte à partir de son premier jour.",
    )

    def tries(self) -> Entry:
        return ApproveHolding(**self.given())


class WithdrawPowerView(_WaitingPowerView):
    """Withdraw a power that is not approved."""

    form_class = WithdrawHoldingForm
    will = Both(
        "You are about to withdraw a power before it is approved. It stays in the record with your reason.",
        "Vous allez retirer un pouvoir avant son approbation. Il reste au dossier avec votre raison.",
    )
    done = Both("The power is withdrawn.", "Le pouvoir est retiré.")

    def tries(self) -> Entry:
        return WithdrawHolding(**self.given(), reason="–")


class EndPowerView(_OnePowerView):
    """End a power; one person is enough."""

    form_class = EndHoldingForm
    about_entries = frozenset({"ends-already", "dates-reversed", "acts-rest-on-it"})
    will = Both(
        "You are about to end a power. One person is enough, and what was done under it stays done. Who must be stopped in the middle of a day is stopped by closing the account.",
        "Vous allez mettre fin à un pouvoir. Une seule personne suffit, et ce qui a été fait en vertu de celui-ci demeure. Pour arrêter quelqu’un au milieu d’une journée, on ferme son compte.",
    )
    done = Both("The power ends on that day.", "Le pouvoir prend fin ce jour-là.")

    def tries(self) -> Entry:
        return EndHolding(**self.given(), last_day=self.reader.day, reason="–")
