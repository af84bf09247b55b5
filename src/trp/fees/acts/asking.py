"""Asking the client for the fee."""

from __future__ import annotations

from collections.abc import Sequence

from trp.casework.acts import Act
from trp.casework.checks import amount, long_day
from trp.casework.exemptions import RecordExemption
from trp.casework.fees import RequestFee
from trp.casework.files import CaseFile
from trp.casework.gcms.words import fill
from trp.desk.forms import ActForm
from trp.desk.reader import Reader
from trp.fees.acts.page import CHANNELS, FeeView
from trp.rulebook.language import Both

_ASKED = {
    "visa_office": Both(
        "The client is asked for {amount}, and told that paying does not promise a permit. Nothing is assessed before the fee is received and a permit file is created.",
        "On demande {amount} au client, en l’avisant que le paiement ne garantit pas la délivrance d’un permis. Rien n’est évalué avant que les frais soient reçus et qu’un dossier de permis soit créé.",
    ),
    "inland_office": Both(
        "The client is asked for {amount}, and told that paying does not promise a permit. The fee is asked for before a recommendation goes to the Minister’s delegate.",
        "On demande {amount} au client, en l’avisant que le paiement ne garantit pas la délivrance d’un permis. Les frais sont demandés avant qu’une recommandation soit envoyée au délégué du ministre.",
    ),
    "port_of_entry": Both(
        "The client is asked for {amount}, collected here at the port of entry, and told that paying does not promise a permit. Nothing is assessed before it is received.",
        "On demande {amount} au client, perçus ici au point d’entrée, en l’avisant que le paiement ne garantit pas la délivrance d’un permis. Rien n’est évalué avant leur réception.",
    ),
}
_NOTHING = Both(
    "The client is asked for the fee. As the record stands, there is nothing to ask for.",
    "On demande les frais au client. Selon le dossier, il n’y a rien à demander.",
)
_AGAIN = Both(
    "The fee was asked for on {day} already: this asks once more. ",
    "Les frais ont déjà été demandés le {day} : on les demande une fois de plus. ",
)


class RequestFeeForm(ActForm):
    about = RequestFee


class RequestFeeView(FeeView):
    """The client is asked for what is still to pay."""

    act = RequestFee
    form_class = RequestFeeForm
    template_name = "fees/nothing_typed.html"
    will = _NOTHING
    done = Both("The fee is asked for.", "Les frais sont demandés.")

    def tries(self) -> Sequence[Act]:
        return [RequestFee()]

    def instead(self) -> Sequence[Act]:
        return [RecordExemption()]

    def says(self, file: CaseFile, reader: Reader) -> tuple[Both, tuple[str, ...]]:
        if not self.owed:
            return _NOTHING, self.said.finding("fee").under
        told = fill(_ASKED[self.channel], amount=amount(self.owed))
        if file.fee_requested_on is not None:
            before = fill(_AGAIN, day=long_day(file.fee_requested_on))
            told = Both(before.en + told.en, before.fr + told.fr)
        return told, ("R298(1)", CHANNELS[self.channel])
