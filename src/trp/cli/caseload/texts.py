"""What officers and clients of the demo write: in the language of the request, as it is kept on file."""

from __future__ import annotations

from random import Random

from trp.rulebook.language import Both, Language

_DOCUMENTS = {
    "en": ("passport copy", "letter of explanation", "police certificate", "court record", "employer’s letter",
           "medical report", "itinerary", "proof of funds"),
    "fr": ("copie du passeport", "lettre d’explication", "certificat de police", "dossier judiciaire",
           "lettre de l’employeur", "rapport médical", "itinéraire", "preuve de fonds"),
}  # fmt: skip
Fitting = tuple[tuple[str, Both], ...]
"""Texts, each with the marks of `known` that a case must have for it to be true of the case."""

_ISSUE: Fitting = (
    ("plain grown coming one fined", Both(
        "Compelling need: the client’s sister is to undergo surgery and no other donor was found. Risk is low: one fine, more than ten years ago, no repetition.",
        "Besoin impérieux : la sœur du client doit être opérée et aucun autre donneur n’a été trouvé. Risque faible : une amende, il y a plus de dix ans, sans récidive.")),
    ("plain grown coming one jailed", Both(
        "The employer’s project stops without the client. One old offence, sentence served, steady work since. The need outweighs the risk.",
        "Le projet de l’employeur s’arrête sans le client. Une seule infraction ancienne, peine purgée, emploi stable depuis. Le besoin l’emporte sur le risque.")),
    ("plain grown coming", Both(
        "Funeral of a parent. Short stay, return ticket, family remains abroad. The need outweighs the risk.",
        "Funérailles d’un parent. Court séjour, billet de retour, famille restée à l’étranger. Le besoin l’emporte sur le risque.")),
    ("plain coming unconvicted", Both(
        "Medical treatment in Canada, arranged and paid for. No conviction, and no risk to the public was found.",
        "Traitement médical au Canada, organisé et payé. Aucune déclaration de culpabilité; aucun risque pour le public n’a été constaté.")),
    ("plain grown", Both(
        "Best interests of two children in Canada weighed heavily; risk is low on the evidence.",
        "L’intérêt supérieur de deux enfants au Canada a beaucoup pesé; le risque est faible selon la preuve.")),
    ("plain grown here first papers", Both(
        "The client cares for a parent who is gravely ill, reported the loss of status and explained it. The need outweighs the risk.",
        "Le client prend soin d’un parent gravement malade; il a lui-même signalé la perte de son statut et l’a expliquée. Le besoin l’emporte sur le risque.")),
    ("plain here unconvicted", Both(
        "Medical treatment under way and paid for; to stop it would do lasting harm. No risk to the public was found.",
        "Traitement médical en cours et payé, dont l’arrêt causerait un tort durable. Aucun risque pour le public n’a été constaté.")),
    ("plain child coming", Both(
        "A grandparent is dying and asked to see the child. Short stay with a parent; nothing speaks of risk.",
        "Un grand-parent mourant a demandé à voir l’enfant. Court séjour avec un parent; rien n’indique un risque.")),
    ("security", Both(
        "Membership ended twenty years ago and was under duress; the security screening found no present risk. A court in Canada needs the client’s testimony.",
        "L’appartenance, sous la contrainte, a pris fin il y a vingt ans; le contrôle de sécurité n’a révélé aucun risque actuel. Un tribunal au Canada a besoin du témoignage du client.")),
    ("trafficking_victim", Both(
        "Time to escape the influence of the traffickers and to recover. No other status is open to the client now.",
        "Du temps pour échapper à l’emprise des trafiquants et se rétablir. Aucun autre statut n’est accessible au client pour l’instant.")),
    ("family_violence_victim grown", Both(
        "Abuse in the home is established. The client needs time and status of her own to leave it safely.",
        "La violence au foyer est établie. La cliente a besoin de temps et d’un statut à elle pour le quitter en sécurité.")),
    ("family_violence_victim child", Both(
        "The child depends on a parent who has to leave an abusive home safely.",
        "L’enfant dépend d’un parent qui doit quitter un foyer violent en sécurité.")),
    ("state_care", Both(
        "In care in Canada since early childhood; nobody applied for citizenship. All ties are here.",
        "Pris en charge au Canada depuis la petite enfance; personne n’a demandé la citoyenneté. Toutes les attaches sont ici.")),
    ("urgent_protection", Both(
        "Urgent protection: the referral is confirmed, and the danger to the client does not wait.",
        "Protection urgente : le cas a été recommandé et confirmé, et le danger que court le client n’attend pas.")),
    ("transit_without_visa", Both(
        "The carrier changed the route without the client’s doing. Onward ticket for tomorrow.",
        "Le transporteur a changé l’itinéraire sans que le client y soit pour quelque chose. Billet de correspondance pour demain.")),
)  # fmt: skip
_REFUSE: Fitting = (
    ("plain coming two", Both(
        "Tourism was given as the reason; it can wait for rehabilitation. Two offences within five years: the risk outweighs the need.",
        "Le motif invoqué est le tourisme, qui peut attendre la réadaptation. Deux infractions en cinq ans : le risque l’emporte sur le besoin.")),
    ("plain grown coming", Both(
        "No evidence of the business meeting is on file. The need is not shown.",
        "Aucune preuve de la réunion d’affaires n’est au dossier. Le besoin n’est pas démontré.")),
    ("plain coming assault", Both(
        "The client minimised the assault at every turn. Repetition cannot be ruled out; a visit to friends does not outweigh that.",
        "Le client a minimisé l’agression du début à la fin. La récidive ne peut être exclue; une visite à des amis ne l’emporte pas.")),
    ("plain coming fraud", Both(
        "The client called the fraud a misunderstanding and never repaid the victims. A trade fair does not outweigh that.",
        "Le client a qualifié la fraude de malentendu et n’a jamais remboursé les victimes. Un salon professionnel ne l’emporte pas.")),
    ("plain coming papers unconvicted", Both(
        "The journey can be made once the papers are in order; nothing shows why it cannot wait.",
        "Le voyage pourra se faire une fois les papiers en règle; rien n’indique pourquoi il ne peut attendre.")),
    ("plain grown here first papers", Both(
        "Status was lost two years ago and nothing was done to restore it. The need given can be met from abroad.",
        "Le statut a été perdu il y a deux ans et rien n’a été fait pour le rétablir. On peut répondre de l’étranger au besoin invoqué.")),
    ("plain here subsequent", Both(
        "What the first permit was issued for is over. No further need is shown.",
        "Ce pour quoi le premier permis a été délivré est terminé. Aucun autre besoin n’est démontré.")),
    ("", Both(
        "The reasons given are not borne out by the evidence on file. The need is not shown.",
        "Les raisons invoquées ne sont pas étayées par la preuve au dossier. Le besoin n’est pas démontré.")),
)  # fmt: skip
_NOTE: Fitting = (
    ("", Both("Client called: asks how long it will take. Told that no date can be given.",
              "Appel du client : demande le délai. Avisé qu’aucune date ne peut être donnée.")),
    ("", Both("Representative (IMM 5476 on file) asks to be copied on letters.",
              "Le représentant (IMM 5476 au dossier) demande copie des lettres.")),
    ("convicted", Both("Court record matches the police certificate.",
                       "Le dossier judiciaire concorde avec le certificat de police.")),
    ("plain grown coming", Both("Client will travel with one child; consent of the other parent is on file.",
                                "Le client voyagera avec un enfant; le consentement de l’autre parent est au dossier.")),
    ("", Both("Name check repeated: no new hit.", "Vérification du nom refaite : rien de nouveau.")),
)  # fmt: skip
WITHDRAWS = {
    "en": "The client writes that the journey is no longer needed.",
    "fr": "Le client écrit que le voyage n’est plus nécessaire.",
}
DOUBT = {
    "en": "The term was suspended in whole and the conditions were met: no day of it was served.",
    "fr": "L’exécution de la peine a été suspendue en entier et les conditions, respectées : aucun jour n’a été purgé.",
}
STANDS_ALONE = {
    "en": "The client was told that a permit is asked for with an application, and will apply for a visitor visa.",
    "fr": "Le client a été avisé qu’un permis se demande avec une demande, et demandera un visa de visiteur.",
}
WRONG_CASE = {
    "en": "The receipt belongs to another client of the same name.",
    "fr": "Le reçu est celui d’un autre client du même nom.",
}
SECOND_OFFENCE = {
    "en": "A second conviction came to light: the tests are no longer met.",
    "fr": "Une deuxième déclaration de culpabilité a été découverte : les critères ne sont plus remplis.",
}
POLICY = {
    "en": ("Public policy 2025-D1 (demo)", "Register of public policies, entry 2025-D1"),
    "fr": (
        "Politique d’intérêt public 2025-D1 (démo)",
        "Registre des politiques d’intérêt public, entrée 2025-D1",
    ),
}


def documents(dice: Random, language: str) -> tuple[str, ...]:
    """Two or three documents in support."""
    return tuple(dice.sample(_DOCUMENTS[language], dice.randint(2, 3)))


def issuing(dice: Random, language: Language, known: frozenset[str]) -> str:
    """Reasons for a permit that fit what is known of the case."""
    return _fitting(_ISSUE, dice, language, known)


def refusing(dice: Random, language: Language, known: frozenset[str]) -> str:
    """Reasons against one that fit what is known of the case."""
    return _fitting(_REFUSE, dice, language, known)


def note(dice: Random, language: Language, known: frozenset[str]) -> str:
    """A note on the file that fits what is known of the case."""
    return _fitting(_NOTE, dice, language, known)


def _fitting(texts: Fitting, dice: Random, language: Language, known: frozenset[str]) -> str:
    return dice.choice([said for marks, said in texts if known.issuperset(marks.split())]).in_(language)
