"""What officers and clients of the demo write: in the language of the request, as it is kept on file."""

from __future__ import annotations

from random import Random

_DOCUMENTS = {
    "en": ("passport copy", "letter of explanation", "police certificate", "court record", "employer’s letter",
           "medical report", "itinerary", "proof of funds"),
    "fr": ("copie du passeport", "lettre d’explication", "certificat de police", "dossier judiciaire",
           "lettre de l’employeur", "rapport médical", "itinéraire", "preuve de fonds"),
}  # fmt: skip
_ISSUE = {
    "en": (
        "Compelling need: the client’s sister is to undergo surgery and no other donor was found. Risk is low: one fine, ten years ago, no repetition.",
        "The employer’s project stops without the client. One old offence, sentence served, steady work since. The need outweighs the risk.",
        "Funeral of a parent. Short stay, return ticket, family remains abroad. The need outweighs the risk.",
        "Medical treatment under way and paid for. The client keeps the conditions. No risk to the public was found.",
        "Best interests of two children in Canada weighed heavily; risk is low on the evidence.",
    ),
    "fr": (
        "Besoin impérieux : la sœur du client doit être opérée et aucun autre donneur n’a été trouvé. Risque faible : une amende, il y a dix ans, sans récidive.",
        "Le projet de l’employeur s’arrête sans le client. Une seule infraction ancienne, peine purgée, emploi stable depuis. Le besoin l’emporte sur le risque.",
        "Funérailles d’un parent. Court séjour, billet de retour, famille restée à l’étranger. Le besoin l’emporte sur le risque.",
        "Traitement médical en cours et payé. Le client respecte les conditions. Aucun risque pour le public n’a été constaté.",
        "L’intérêt supérieur de deux enfants au Canada a beaucoup pesé; le risque est faible selon la preuve.",
    ),
}
_REFUSE = {
    "en": (
        "Tourism was given as the reason; it can wait for rehabilitation. Two offences within five years: the risk outweighs the need.",
        "No evidence of the business meeting was sent although it was asked for. The need is not shown.",
        "The client minimised the assault at every turn. Repetition cannot be ruled out; a visit to friends does not outweigh that.",
    ),
    "fr": (
        "Le motif invoqué est le tourisme, qui peut attendre la réadaptation. Deux infractions en cinq ans : le risque l’emporte sur le besoin.",
        "Aucune preuve de la réunion d’affaires n’a été fournie malgré notre demande. Le besoin n’est pas démontré.",
        "Le client a minimisé l’agression du début à la fin. La récidive ne peut être exclue; une visite à des amis ne l’emporte pas.",
    ),
}
_NOTE = {
    "en": (
        "Client called: asks how long it will take. Told that no date can be given.",
        "Representative (IMM 5476 on file) asks to be copied on letters.",
        "Court record matches the police certificate.",
        "Client will travel with one child; consent of the other parent is on file.",
        "Name check repeated: no new hit.",
    ),
    "fr": (
        "Appel du client : demande le délai. Avisé qu’aucune date ne peut être donnée.",
        "Le représentant (IMM 5476 au dossier) demande copie des lettres.",
        "Le dossier judiciaire concorde avec le certificat de police.",
        "Le client voyagera avec un enfant; le consentement de l’autre parent est au dossier.",
        "Vérification du nom refaite : rien de nouveau.",
    ),
}
WITHDRAWS = {
    "en": "The client writes that the journey is no longer needed.",
    "fr": "Le client écrit que le voyage n’est plus nécessaire.",
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
    "fr": "Une deuxième condamnation a été découverte : les critères ne sont plus remplis.",
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


def issuing(dice: Random, language: str) -> str:
    """Reasons for a permit."""
    return dice.choice(_ISSUE[language])


def refusing(dice: Random, language: str) -> str:
    """Reasons against one."""
    return dice.choice(_REFUSE[language])


def note(dice: Random, language: str) -> str:
    """A note on the file."""
    return dice.choice(_NOTE[language])
