"""The client's answer to an offer of consideration."""

from __future__ import annotations

from collections.abc import Sequence

from trp.casework.acts import Act
from trp.casework.checks import long_day
from trp.casework.files import CaseFile
from trp.casework.opening import AcceptOffer, DeclineOffer
from trp.desk.acting import ActView
from trp.desk.forms import ActForm
from trp.desk.reader import Reader
from trp.desk.words import said, speech
from trp.journal.cases import Head
from trp.rulebook.language import Both

_UNDER = ("Fee instruction, Outside Canada",)


class AcceptOfferForm(ActForm):
    about = AcceptOffer


class DeclineOfferForm(ActForm):
    about = DeclineOffer


class _OfferView(ActView):
    under = _UNDER

    def tries(self) -> Sequence[Act]:
        return [self.act()]

    def facts(self, head: Head, file: CaseFile, reader: Reader) -> list[tuple[str, str]]:
        if file.offered_on is None:
            return []
        return [(speech()("Offered on", "Offert le"), said(long_day(file.offered_on)))]


class AcceptOfferView(_OfferView):
    act = AcceptOffer
    form_class = AcceptOfferForm
    will = Both("You are about to put on record that the client wants to be considered; the fee still comes before assessment.",
                "Vous allez consigner que le client veut que sa situation soit examinée; les frais précèdent toujours l’évaluation.")  # fmt: skip
    done = Both("The acceptance is on record.", "L’acceptation est consignée.")


class DeclineOfferView(_OfferView):
    act = DeclineOffer
    form_class = DeclineOfferForm
    will = Both("You are about to put on record that the client does not want to be considered: the case ends, and the underlying application goes on.",
                "Vous allez consigner que le client ne veut pas de cet examen : le dossier prend fin, et la demande sous-jacente suit son cours.")  # fmt: skip
    done = Both(
        "The case is closed: the offer was declined.", "Le dossier est fermé : l’offre a été déclinée."
    )
