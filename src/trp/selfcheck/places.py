"""Where a request goes, when the fee is paid there, and what to send or bring, in plain words.

The rulebook finds the office; a test holds the keys to its outcomes. What no source says of an office is not said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trp.rulebook.language import Both

SEND = Both("What to include", "Ce qu’il faut joindre")
BRING = Both("What to bring", "Ce qu’il faut apporter")
READY = Both("Have these ready for the officer", "À tenir prêt pour l’agent")

LETTER = Both("A letter that asks for this permit and says why you need it.", "Une lettre qui demande ce permis et dit pourquoi vous en avez besoin.")  # fmt: skip
PAPERS = Both(
    "Papers that show that what you say is true.", "Des papiers qui montrent que ce que vous dites est vrai."
)
COURT = Both(
    "The papers of the court, if there was a crime.", "Les papiers du tribunal, s’il y a eu un délit."
)
"""Said where there is a crime, or may be one."""
_RECEIPT = Both(
    "The receipt that shows that you paid {amount}.", "Le reçu qui montre que vous avez payé {amount}."
)


@dataclass(frozen=True)
class Office:
    """Where a request goes.

    Attributes:
        says: What to do. `name`: the place, where it is one of several.
        pay: When the fee is paid there. `proof`: what shows it, or what to pay with.
        include: What to send or bring, under `head`.
    """

    says: Both
    name: Both
    pay: Both
    proof: Both
    include: tuple[Both, ...]
    head: Both = SEND


BORDER = Office(
    Both("Ask the officers at the border or at the airport.", "Adressez-vous aux agents à la frontière ou à l’aéroport."),
    Both("The officers at the border or at the airport.", "Les agents à la frontière ou à l’aéroport."),
    Both("You pay there, before anyone looks at your request. If you cannot pay, you can go back and come again when you can.",
         "Vous payez sur place, avant que votre demande soit examinée. Si vous ne pouvez pas payer, vous pouvez repartir et revenir plus tard."),
    Both("A way to pay {amount} there.", "De quoi payer {amount} sur place."),
    (Both("Your passport and your travel papers.", "Votre passeport et vos papiers de voyage."),
     COURT, PAPERS),
    BRING,
)  # fmt: skip
_ASK_THEM = Both("The receipt for {amount}, if they tell you to pay.", "Le reçu de {amount}, si on vous dit de payer.")  # fmt: skip
_AFTER_PAYMENT = Both("If you do have to pay, your request is looked at only after that.", "Si vous devez payer, votre demande n’est examinée qu’après le paiement.")  # fmt: skip
ROUTE = {
    "MISSION": Office(
        Both("Send it to the visa office, with what else you ask for.", "Envoyez-la au bureau des visas, avec ce que vous demandez d’autre."),
        Both("A visa office of Canada.", "Un bureau des visas."),
        Both("If you do not pay now, the office asks for the fee, and looks at nothing before it is paid.",
             "Si vous ne payez pas maintenant, il demandera les frais, et n’examinera rien avant."),
        _RECEIPT,
        (Both("Your other application, with its own fee.", "Votre autre demande, avec ses propres frais."), LETTER, PAPERS),
    ),
    "CPC-E": Office(
        Both("Send it to the Case Processing Centre in Edmonton.", "Envoyez-la au Centre de traitement des demandes d’Edmonton."),
        Both("The Case Processing Centre in Edmonton.", "Le Centre de traitement des demandes d’Edmonton."),
        # Of this office alone is it said that what comes without the fee is rejected as incomplete.
        Both("Pay first, and send the receipt along. Without the fee, your request comes back to you.",
             "Payez d’abord et joignez le reçu. Sans les frais, votre demande vous est renvoyée."),
        _RECEIPT,
        (Both("The form to stay in Canada as a visitor or with this permit (IMM 5708).", "Le formulaire pour rester au Canada comme visiteur ou avec ce permis (IMM 5708)."),
         LETTER, PAPERS),
    ),
    "VPU": Office(
        Both("Send it to the Vulnerable Persons Unit, and not to Edmonton.", "Envoyez-la à l’Unité des personnes vulnérables, et non à Edmonton."),
        Both("The Vulnerable Persons Unit.", "L’Unité des personnes vulnérables."),
        _AFTER_PAYMENT, _ASK_THEM,
        (Both("What happened to you, in your own words.", "Ce qui vous est arrivé, dans vos mots."),
         Both("A safe way to reach you.", "Un moyen sûr de vous joindre."),
         Both("Papers, if you have some.", "Des papiers, si vous en avez.")),
    ),
    "HM-V": Office(
        Both("Send it to the Humanitarian Migration Office in Vancouver.", "Envoyez-la au Bureau de migration humanitaire de Vancouver."),
        Both("The Humanitarian Migration Office in Vancouver.", "Le Bureau de migration humanitaire de Vancouver."),
        _AFTER_PAYMENT, _ASK_THEM,
        (LETTER, Both("Papers that show that you were in the care of the state.", "Des papiers qui montrent que l’État vous a pris en charge.")),
    ),
    "POE-BSO": BORDER,
    "POE-SUPT": BORDER,
    "MD": Office(
        Both("An officer sends it to the Minister’s delegate. You do not send it yourself.",
             "Un agent la transmet au délégué du ministre. Vous ne l’envoyez pas vous-même."),
        Both("The Minister’s delegate, through an officer.", "Le délégué du ministre, par l’agent."),
        Both("The officer asks you for the fee before the file goes on.", "L’agent vous demande les frais avant de transmettre le dossier."),
        Both("The receipt that shows that you paid {amount}, when the officer asks for the fee.",
             "Le reçu qui montre que vous avez payé {amount}, quand l’agent vous demandera les frais."),
        (Both("What you want to say: why you need to stay.", "Ce que vous voulez dire pour expliquer pourquoi vous devez rester."), PAPERS),
        READY,
    ),
}  # fmt: skip
"""By the outcomes of the rulebook’s table `route`."""

OFFERED = Office(
    Both("Ask the officer who offered it where to pay and what to send. It may be the Case Processing Centre in Edmonton, but we are not sure.",
         "Demandez à l’agent qui vous l’a proposé où payer et quoi envoyer. C’est peut-être au Centre de traitement des demandes d’Edmonton, mais nous n’en sommes pas certains."),
    Both("Where the officer who offered it says.", "Là où l’agent qui l’a proposé vous le dira."),
    Both("Nobody looks at your case for this permit before you pay.", "Personne n’examine votre cas pour ce permis avant le paiement."),
    _RECEIPT,
    (PAPERS,),
    READY,
)  # fmt: skip
"""In place of Edmonton where an officer offered the permit. Unsettled: the instruction says where applications made in
Canada go, and nothing of a permit that is offered there; the rulebook then finds Edmonton, and we say that it is not sure."""


def office(outcome: str, request: Mapping[str, Any]) -> Office:
    """The office of an outcome of the rulebook’s table `route`, for what somebody told of themselves."""
    offered = outcome == "CPC-E" and request.get("origin") == "officer"
    return OFFERED if offered else ROUTE[outcome]
